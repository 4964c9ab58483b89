//! What somebody wants to be told, and how. Whoever never said so is told everything, by bell and by mail.

use super::super::{Error, Store};
use super::Kind;
use crate::domain::AccountId;
use uuid::Uuid;

/// How somebody wants to be told of one kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub kind: Kind,
    pub in_page: bool,
    pub by_mail: bool,
}

/// Whose mails of which kind a link ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub account: AccountId,
    pub kind: Kind,
    /// Whether they get such mail as yet.
    pub by_mail: bool,
}

impl Store {
    /// What somebody wants to be told: of each kind they can wish for, in the order of [`Kind::ALL`].
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn wishes(&self, account: AccountId) -> Result<Vec<Wish>, Error> {
        let rows = sqlx::query!("select kind, in_page, by_mail from notice_wish where account_id = $1", account.0)
            .fetch_all(&self.pool)
            .await?;
        let wish = |kind: Kind| {
            let said = rows.iter().find(|row| row.kind == kind.word());
            let (in_page, by_mail) = said.map_or((true, true), |row| (row.in_page, row.by_mail));
            Wish { kind, in_page, by_mail }
        };
        Ok(Kind::wishable().map(wish).collect())
    }

    /// Goes by these wishes from now on.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_wishes(&self, account: AccountId, wishes: &[Wish]) -> Result<(), Error> {
        let kinds: Vec<String> = wishes.iter().map(|wish| wish.kind.word().into()).collect();
        let in_page: Vec<bool> = wishes.iter().map(|wish| wish.in_page).collect();
        let by_mail: Vec<bool> = wishes.iter().map(|wish| wish.by_mail).collect();
        sqlx::query!(
            "insert into notice_wish (account_id, kind, in_page, by_mail)
             select $1, kind, in_page, by_mail from unnest($2::text[], $3::boolean[], $4::boolean[])
                                                    as wish (kind, in_page, by_mail)
             on conflict (account_id, kind) do update set in_page = excluded.in_page, by_mail = excluded.by_mail",
            account.0,
            &kinds,
            &in_page,
            &by_mail,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What ends an account's mails of a kind: the same for all of them.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn mail_stop(&self, account: AccountId, kind: Kind) -> Result<Uuid, Error> {
        let token = sqlx::query_scalar!(
            "insert into mail_stop (token, account_id, kind) values ($1, $2, $3)
             on conflict (account_id, kind) do update set kind = excluded.kind returning token",
            Uuid::new_v4(),
            account.0,
            kind.word(),
        );
        Ok(token.fetch_one(&self.pool).await?)
    }

    /// What a link would end; `None` for one that was never in a letter of ours.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn stop_of(&self, token: Uuid) -> Result<Option<Stop>, Error> {
        let row = sqlx::query!(
            r#"select stop.account_id, stop.kind, coalesce(by_mail, true) as "by_mail!"
               from mail_stop stop left join notice_wish wish using (account_id, kind) where token = $1"#,
            token
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.and_then(|row| {
            let kind = Kind::from_word(&row.kind)?;
            Some(Stop { account: AccountId(row.account_id), kind, by_mail: row.by_mail })
        }))
    }

    /// Ends, or with `by_mail` begins again, the mails that a link is about. `false` for no such link.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn stop_mail(&self, token: Uuid, by_mail: bool) -> Result<bool, Error> {
        let done = sqlx::query!(
            "insert into notice_wish (account_id, kind, in_page, by_mail)
             select account_id, kind, true, $2 from mail_stop where token = $1
             on conflict (account_id, kind) do update set by_mail = excluded.by_mail",
            token,
            by_mail
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
