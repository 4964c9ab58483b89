//! Who registered for which lots, what the house decided about it, and what became of the deposits it asked for. Limits
//! and linked accounts are in [`credit`](super::credit). Decides nothing, and moves no money.

use super::audit::Officer;
use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, Currency, Money, SaleId, Terms, Timestamp};
use uuid::Uuid;

/// What one registers for: a lot, or every lot of its sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The lot at which somebody registers.
    pub auction: AuctionId,
    /// The sale it is a lot of, if it is.
    pub sale: Option<SaleId>,
}

impl Scope {
    /// What one registers for to bid on a lot with these terms.
    pub fn of(terms: &Terms) -> Scope {
        Scope { auction: terms.auction, sale: terms.lot.map(|lot| lot.sale) }
    }

    /// What names it: the sale, or the lot by itself.
    pub fn id(&self) -> Uuid {
        self.sale.map_or(self.auction.0, |sale| sale.0)
    }
}

/// One registration, named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RegistrationId(pub Uuid);

/// Where a registration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The house has not decided yet.
    Requested,
    Approved,
    /// Never approved.
    Refused,
    /// Approved before.
    Withdrawn,
}

/// What became of a deposit, as the house wrote it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deposit {
    /// None was asked for.
    None,
    Asked,
    /// The house has it.
    Held,
    Returned,
    /// The house keeps it: they bought and did not pay.
    Kept,
}

impl State {
    const ALL: [State; 4] = [State::Requested, State::Approved, State::Refused, State::Withdrawn];

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            State::Requested => "requested",
            State::Approved => "approved",
            State::Refused => "refused",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The database checks the word; one it learnt after us lets nobody bid.
    fn read(word: &str) -> State {
        State::ALL.into_iter().find(|state| state.word() == word).unwrap_or(State::Refused)
    }
}

impl Deposit {
    /// Every state of a deposit.
    pub const ALL: [Deposit; 5] = [Deposit::None, Deposit::Asked, Deposit::Held, Deposit::Returned, Deposit::Kept];

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Deposit::None => "none",
            Deposit::Asked => "asked",
            Deposit::Held => "held",
            Deposit::Returned => "returned",
            Deposit::Kept => "kept",
        }
    }

    /// The state a word stands for.
    pub fn from_word(word: &str) -> Option<Deposit> {
        Deposit::ALL.into_iter().find(|deposit| deposit.word() == word)
    }

    /// Whether it keeps nobody from bidding.
    pub fn lets_bid(self) -> bool {
        matches!(self, Deposit::None | Deposit::Held)
    }

    /// What can become of it next. What is asked for can be dropped again, or be another amount; what is held goes back or
    /// is kept.
    pub fn next(self) -> &'static [Deposit] {
        match self {
            Deposit::None | Deposit::Returned | Deposit::Kept => &[Deposit::Asked],
            Deposit::Asked => &[Deposit::Held, Deposit::None, Deposit::Asked],
            Deposit::Held => &[Deposit::Returned, Deposit::Kept],
        }
    }

    /// From which states it can come to this one.
    fn before(self) -> Vec<String> {
        let leads_here = |from: &Deposit| from.next().contains(&self);
        Deposit::ALL.into_iter().filter(leads_here).map(|from| from.word().into()).collect()
    }
}

/// Somebody's registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    pub id: RegistrationId,
    pub account: AccountId,
    /// Their name and address, for the house.
    pub name: String,
    pub email: String,
    pub scope: Scope,
    /// The lot at which they registered.
    pub title: String,
    /// Its currency, which is that of the deposit.
    pub currency: String,
    pub state: State,
    pub asked_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    /// Why the house decided so, if it said; told to whom it concerns.
    pub reason: Option<String>,
    pub deposit: Deposit,
    pub deposit_amount: Option<Money>,
}

impl Registration {
    /// Whether it lets them bid.
    pub fn lets_bid(&self) -> bool {
        self.state == State::Approved && self.deposit.lets_bid()
    }
}

/// What comes with an approval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// The most they may have at stake at once in the lot's currency, on whatever lots. `None` leaves it as it is.
    pub limit: Option<Money>,
    /// What they are to leave with the house before they bid. `None` asks for nothing more.
    pub deposit: Option<Money>,
}

struct Row {
    id: Uuid,
    account_id: Uuid,
    name: String,
    email: String,
    auction_id: Uuid,
    sale_id: Option<Uuid>,
    title: String,
    currency: String,
    state: String,
    asked_at: Timestamp,
    decided_at: Option<Timestamp>,
    reason: Option<String>,
    deposit: String,
    deposit_amount: Option<i64>,
}

impl From<Row> for Registration {
    fn from(row: Row) -> Registration {
        Registration {
            id: RegistrationId(row.id),
            account: AccountId(row.account_id),
            name: row.name,
            email: row.email,
            scope: Scope { auction: AuctionId(row.auction_id), sale: row.sale_id.map(SaleId) },
            title: row.title,
            currency: row.currency,
            state: State::read(&row.state),
            asked_at: row.asked_at,
            decided_at: row.decided_at,
            reason: row.reason,
            deposit: Deposit::from_word(&row.deposit).unwrap_or(Deposit::Asked),
            deposit_amount: row.deposit_amount.map(Money),
        }
    }
}

/// Registrations with what the house shows beside them; what follows narrows them down.
macro_rules! registrations {
    ($which:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            Row,
            "select r.id, account_id, name, email, auction_id, r.sale_id, title, currency, r.state, asked_at, decided_at,
                    reason, deposit, deposit_amount
             from registration r join account on account.id = account_id join auction on auction.id = auction_id "
                + $which
            $(, $argument)*
        )
    };
}

impl Store {
    /// Registers somebody for a lot or its sale, and says how their registration stands: as it did, if they had one.
    /// `at_once`: accepting the terms is enough.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn register(
        &self,
        account: AccountId,
        scope: Scope,
        at_once: bool,
    ) -> Result<Option<Registration>, Error> {
        sqlx::query!(
            "insert into registration (id, account_id, auction_id, sale_id, state) values ($1, $2, $3, $4, $5)
             on conflict (account_id, scope_id) do nothing",
            Uuid::now_v7(),
            account.0,
            scope.auction.0,
            scope.sale.map(|sale| sale.0),
            if at_once { State::Approved.word() } else { State::Requested.word() },
        )
        .execute(&self.pool)
        .await?;
        self.registration_for(account, scope).await
    }

    /// How somebody's registration for a lot or its sale stands; `None` if they never asked.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn registration_for(&self, account: AccountId, scope: Scope) -> Result<Option<Registration>, Error> {
        let row = registrations!("where account_id = $1 and scope_id = $2", account.0, scope.id())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(Registration::from))
    }

    /// A registration by its name.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn registration(&self, id: RegistrationId) -> Result<Option<Registration>, Error> {
        let row = registrations!("where r.id = $1", id.0).fetch_optional(&self.pool).await?;
        Ok(row.map(Registration::from))
    }

    /// Registrations that wait for the house, longest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn registrations_waiting(&self, limit: i64) -> Result<Vec<Registration>, Error> {
        let rows = registrations!("where r.state = 'requested' order by asked_at, r.id limit $1", limit)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(Registration::from).collect())
    }

    /// Registrations about which the house decided, latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn registrations_decided(&self, limit: i64) -> Result<Vec<Registration>, Error> {
        let rows = registrations!("where decided_by is not null order by decided_at desc, r.id limit $1", limit)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(Registration::from).collect())
    }

    /// One account's registrations, latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn registrations_of(&self, account: AccountId, limit: i64) -> Result<Vec<Registration>, Error> {
        let rows = registrations!("where account_id = $1 order by asked_at desc, r.id limit $2", account.0, limit)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(Registration::from).collect())
    }

    /// Approves a registration, on these conditions; also one that was refused or withdrawn. A deposit that is held stays
    /// as it is. `in_words` is what the audit says of them; `why` is told to whom it concerns, if it is not empty. `false` if
    /// there is no such registration.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn approve(
        &self,
        id: RegistrationId,
        by: &Officer,
        conditions: Conditions,
        in_words: &str,
        why: &str,
    ) -> Result<bool, Error> {
        let done = sqlx::query_scalar!(
            r#"with approved as (
                   update registration
                   set state = 'approved', decided_by = $2, decided_at = now(), reason = nullif($8, ''),
                       deposit = case when $4::bigint is null or deposit = 'held' then deposit else 'asked' end,
                       deposit_amount = case when $4 is null or deposit = 'held' then deposit_amount else $4 end,
                       deposit_by = case when $4 is null or deposit = 'held' then deposit_by else $2 end,
                       deposit_at = case when $4 is null or deposit = 'held' then deposit_at else now() end
                   where id = $1 returning id, account_id, auction_id, decided_at, deposit, deposit_amount
               ), told as (
                   insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
                   select gen_random_uuid(), account_id, 'approval', auction_id,
                          json_strip_nulls(json_build_object(
                              'state', 'approved', 'amount', case when deposit = 'asked' then deposit_amount end,
                              'text', nullif($8, '')))::text,
                          'approval:' || id || ':' || decided_at, decided_at, decided_at
                   from approved
               ), limited as (
                   insert into bidding_limit (account_id, currency, amount, set_by)
                   select account_id, currency, $3::bigint, $2 from approved join auction on auction.id = auction_id
                   where $3 is not null
                   on conflict (account_id, currency)
                   do update set amount = excluded.amount, set_by = excluded.set_by, set_at = now()
               ), written as (
                   insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
                   select $5, $2, 'approve', 'registration', $1, $7, $8, $6 from approved
               )
               select true as "approved!" from approved"#,
            id.0,
            by.account.0,
            conditions.limit.map(|limit| limit.0),
            conditions.deposit.map(|deposit| deposit.0),
            Uuid::now_v7(),
            by.address,
            in_words,
            why,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(done.is_some())
    }

    /// Refuses a registration, or withdraws one that was approved. `false` if there is no such registration.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn refuse(&self, id: RegistrationId, by: &Officer, reason: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with refused as (
                 update registration
                 set state = case when state in ('approved', 'withdrawn') then 'withdrawn' else 'refused' end,
                     decided_by = $2, decided_at = now(), reason = $3
                 where id = $1 returning id, account_id, auction_id, decided_at, state
             ), told as (
                 insert into notice (id, account_id, kind, auction_id, facts, cause, at, next_try_at)
                 select gen_random_uuid(), account_id, 'approval', auction_id,
                        json_build_object('state', state, 'text', $3::text)::text,
                        'approval:' || id || ':' || decided_at, decided_at, decided_at
                 from refused
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $4, $2, 'refuse', 'registration', $1, state, $3, $5 from refused",
            id.0,
            by.account.0,
            reason,
            Uuid::now_v7(),
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Writes down what became of a deposit, and why; `amount` goes with one that is asked for. `false` if there is no such
    /// registration, or its deposit cannot come to that from where it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_deposit(
        &self,
        id: RegistrationId,
        by: &Officer,
        to: Deposit,
        amount: Option<Money>,
        (in_words, why): (&str, &str),
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with moved as (
                 update registration
                 set deposit = $3, deposit_amount = coalesce($4, deposit_amount), deposit_by = $2, deposit_at = now()
                 where id = $1 and deposit = any($5) returning id
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $6, $2, 'deposit', 'registration', $1, $8, $9, $7 from moved",
            id.0,
            by.account.0,
            to.word(),
            amount.map(|amount| amount.0),
            &to.before(),
            Uuid::now_v7(),
            by.address,
            in_words,
            why,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Registration {
    /// The currency of limit and deposit.
    ///
    /// # Errors
    /// If what is stored is none.
    pub fn currency(&self) -> Result<Currency, String> {
        self.currency.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deposit_goes_back_or_is_kept_only_once_it_is_held() {
        assert_eq!(Deposit::Returned.before(), ["held"]);
        assert_eq!(Deposit::Kept.before(), ["held"]);
        assert_eq!(Deposit::Held.before(), ["asked"]);
        assert_eq!(Deposit::Asked.before(), ["none", "asked", "returned", "kept"]);
    }

    #[test]
    fn only_a_deposit_that_is_held_or_was_never_asked_for_lets_anybody_bid() {
        let lets_bid: Vec<_> = Deposit::ALL.into_iter().filter(|deposit| deposit.lets_bid()).collect();
        assert_eq!(lets_bid, [Deposit::None, Deposit::Held]);
    }

    #[test]
    fn every_state_is_read_back_from_its_word() {
        for state in State::ALL {
            assert_eq!(State::read(state.word()), state);
        }
        for deposit in Deposit::ALL {
            assert_eq!(Deposit::from_word(deposit.word()), Some(deposit));
        }
        assert_eq!((State::read("promoted"), Deposit::from_word("lost")), (State::Refused, None));
    }
}
