//! Sending somebody out of the house: from when this returns they bid nowhere, and within a moment every page, socket, stream
//! and long poll of theirs ends, on every tab.

use super::own_affair;
use crate::config::office::LONGEST_BAN_DAYS;
use crate::domain::{AccountId, AuctionId, By, Command, Seq, Timestamp};
use crate::store::audit::Officer;
use crate::web::error::Error;
use crate::web::office::{doing, mistake};
use crate::web::security::{self, Event};
use crate::web::{House, outlive};
use actix_web::web::Data;
use chrono::TimeDelta;

/// Bans somebody.
///
/// # Errors
/// 403 for oneself, 404 for nobody, 503 while the database is away: then look whether it was done.
pub async fn ban(
    house: &Data<House>,
    account: AccountId,
    by: &Officer,
    until: Option<Timestamp>,
    reason: String,
) -> Result<(), Error> {
    stranger(account, by)?;
    let (house, by) = (house.clone(), by.clone());
    outlive(async move {
        if !house.store.ban(account, &by, until, &reason).await? {
            return Err(Error::not_found());
        }
        security::note_about(Event::Banned, Some(account), &by.address, &format!("by {}", by.account));
        put_out(&house, account).await
    })
    .await
}

/// Lifts a ban. Done twice, it is done.
///
/// # Errors
/// As [`ban`].
pub async fn lift(house: &Data<House>, account: AccountId, by: &Officer, reason: String) -> Result<(), Error> {
    stranger(account, by)?;
    let (house, by) = (house.clone(), by.clone());
    outlive(async move {
        if house.store.lift_ban(account, &by, &reason).await? {
            security::note_about(Event::BanLifted, Some(account), &by.address, &format!("by {}", by.account));
        }
        house.live.bidder_changed(account).await.map_err(|_| Error::unavailable())
    })
    .await
}

/// Ends everything that an account has open. What bids it had on the way are refused.
///
/// # Errors
/// 503 while the database is away: what they had open has ended even then.
pub async fn put_out(house: &House, account: AccountId) -> Result<(), Error> {
    // First, since all that follows may have to wait for the database.
    house.put_out(account);
    let heeded = house.live.bidder_changed(account).await;
    house.end_sessions_of(account).await?;
    heeded.map_err(|_| Error::unavailable())
}

/// When a ban of so many days ends; empty for one that has to be lifted.
///
/// # Errors
/// 422 for what is no number of days, or no reasonable one.
pub fn end_of(days: &str, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    if days.trim().is_empty() {
        return Ok(None);
    }
    let days = days.trim().parse::<i64>().ok().filter(|days| (1..=LONGEST_BAN_DAYS).contains(days));
    let days = days.ok_or_else(|| mistake(t!("house-ban-days-wrong", most = LONGEST_BAN_DAYS)))?;
    Ok(Some(now + TimeDelta::days(days)))
}

/// Strikes out everything that somebody bids on a lot.
///
/// # Errors
/// 403 for who has a part in the lot, 404 for what is not there, 409 if something refused to be struck out, 503.
pub async fn strike_out(
    house: &Data<House>,
    account: AccountId,
    by: &Officer,
    lot: AuctionId,
    reason: &str,
) -> Result<(), Error> {
    for seq in standing(house, account, lot).await? {
        let command = Command::Void { by: By::Admin(by.account), seq, reason: reason.into() };
        let verdict = doing::act(house, by, lot, command).await?;
        verdict.map_err(|refused| mistake(refused.message()))?;
    }
    Ok(())
}

/// Their bids on a lot that count. Striking out the last one makes the one before it count, so all of them.
async fn standing(house: &House, account: AccountId, lot: AuctionId) -> Result<Vec<Seq>, Error> {
    let room = house.live.room(lot).await.map_err(crate::web::fill::unreachable)?;
    let board = room.board();
    Ok(board.auction.bids_of(account).map(|placed| placed.seq).collect())
}

fn stranger(account: AccountId, by: &Officer) -> Result<(), Error> {
    if account == by.account { Err(own_affair()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn a_ban_lasts_days_or_until_it_is_lifted() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(end_of(" ", now).ok(), Some(None));
        assert_eq!(end_of("7", now).ok(), Some(Some(now + TimeDelta::days(7))));
        for wrong in ["0", "-1", "1.5", "soon", "100000", "99999999999999999999"] {
            assert!(end_of(wrong, now).is_err(), "{wrong}");
        }
    }
}
