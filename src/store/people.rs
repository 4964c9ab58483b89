//! The people of the house, as those who look after them see them: found by name or address, with what they may do, and what
//! they have standing where.

use super::accounts::Role;
use super::audit::Officer;
use super::{Error, Store};
use crate::domain::{AccountId, AuctionId, Timestamp};
use uuid::Uuid;

/// Somebody in the list of people.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: AccountId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub since: Timestamp,
    /// Whether a ban keeps them out now.
    pub is_banned: bool,
    /// Strikes that stand.
    pub strikes: i64,
    /// Lots of theirs that are on sale.
    pub lots: i64,
}

/// Whom to list.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Found anywhere in the name or the address.
    pub text: Option<String>,
    pub role: Option<Role>,
    /// Only whom a ban keeps out now.
    pub banned: bool,
    /// The last of the page before.
    pub after: Option<(Timestamp, AccountId)>,
    pub limit: i64,
}

/// A lot, named.
#[derive(Clone, Debug)]
pub struct NamedLot {
    pub id: AuctionId,
    pub title: String,
    pub ends_at: Timestamp,
}

impl Store {
    /// People, the newest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn people(&self, filter: &PeopleFilter) -> Result<Vec<Person>, Error> {
        let (after_at, after_id) = filter.after.map(|(at, id)| (at, id.0)).unzip();
        let rows = sqlx::query!(
            r#"select id, name, email, role, created_at,
                      (banned_at is not null and (banned_until is null or banned_until > now())) as "is_banned!",
                      (select count(*) from strike where account_id = account.id and lifted_at is null) as "strikes!",
                      (select count(*) from auction
                       where seller_id = account.id and status in ('scheduled', 'open', 'halted')) as "lots!"
               from account
               where ($1::text is null or name ilike $1 or email ilike $1)
                 and ($2::text is null or role = $2)
                 and (not $3 or (banned_at is not null and (banned_until is null or banned_until > now())))
                 and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
               order by created_at desc, id desc limit $6"#,
            filter.text.as_deref().map(anywhere),
            filter.role.map(Role::word),
            filter.banned,
            after_at,
            after_id,
            filter.limit,
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Person {
                id: AccountId(row.id),
                name: row.name,
                email: row.email,
                role: Role::from_word(&row.role).unwrap_or(Role::Bidder),
                since: row.created_at,
                is_banned: row.is_banned,
                strikes: row.strikes,
                lots: row.lots,
            })
            .collect())
    }

    /// Gives an account another role. `false` if it has it already, there is no such account, or it is the officer's own.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_role(&self, account: AccountId, by: &Officer, role: Role, why: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with changed as (
                 update account set role = $4 where id = $2 and id <> $3 and role <> $4 returning id
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $1, $3, 'role', 'person', id, $4, $5, $6 from changed",
            Uuid::now_v7(),
            account.0,
            by.account.0,
            role.word(),
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// These lots with their titles, soonest to end first.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn lots_named(&self, lots: &[AuctionId], limit: i64) -> Result<Vec<NamedLot>, Error> {
        let ids: Vec<Uuid> = lots.iter().map(|lot| lot.0).collect();
        let rows = sqlx::query!(
            "select id, title, ends_at from auction where id = any($1) order by ends_at, id limit $2",
            &ids,
            limit
        )
        .fetch_all(&self.pool)
        .await?;
        let named = |id, title, ends_at| NamedLot { id: AuctionId(id), title, ends_at };
        Ok(rows.into_iter().map(|row| named(row.id, row.title, row.ends_at)).collect())
    }
}

/// A pattern for `ilike` that finds a text anywhere, with its own signs made harmless.
pub(super) fn anywhere(text: &str) -> String {
    let harmless = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{harmless}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_found_as_it_is_written() {
        assert_eq!(anywhere(" 50%_off\\ "), "%50\\%\\_off\\\\%");
    }
}
