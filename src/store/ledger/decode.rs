//! From a stored line back to its event.

use super::line::{Row, pseudonym};
use super::text::{AwardText, Data, Secret, ShownText};
use crate::domain::ledger::Nonce;
use crate::domain::{
    AccountId, Announcement, Auction, Award, BidKey, BidPlaced, By, Cause, Event, Money, Seed, Shown, Timestamp,
};
use serde::Deserialize;
use uuid::Uuid;

/// Reads an event back, given the state right before it.
///
/// # Errors
/// What in the row makes no sense.
pub fn decode(before: &Auction, row: &Row) -> Result<Event, String> {
    #[derive(Deserialize)]
    struct Stored<'a> {
        #[serde(borrow)]
        data: Data<'a>,
    }
    let Stored { data } =
        serde_json::from_str(&row.body).map_err(|error| format!("its body is not readable: {error}"))?;
    let secret: Secret = match &row.secret {
        Some(text) => {
            serde_json::from_str(text).map_err(|error| format!("its secret part is not readable: {error}"))?
        }
        None => Secret::default(),
    };
    let reason = || data.reason.as_deref().unwrap_or_default().to_owned();
    let acted = acted_by(data.by, secret.by);
    let by = || acted.ok_or("nobody did it");
    Ok(match row.kind.as_str() {
        "opened" => Event::Opened { by: acted },
        "bid" => Event::Bid(bid(before, row, &data, &secret)?),
        "reserve_met" => Event::ReserveMet,
        "extended" => Event::Extended {
            from: read_instant(&data.from)?,
            to: read_instant(&data.to)?,
            because: data.reason.as_deref().and_then(Cause::of_word).ok_or("it moved its end for no known reason")?,
        },
        "announced" => Event::Announced { by: by()?, what: announcement(&data)? },
        "halted" => Event::Halted { by: by()?, reason: reason() },
        "resumed" => Event::Resumed { by: by()?, reason: reason(), ends_at: read_instant(&data.ends_at)? },
        "voided" => {
            let seq = data.voided.ok_or("it does not say what it voids")?;
            match data.undo {
                true => Event::Undone { by: by()?, seq },
                false => Event::Voided { by: by()?, seq, reason: reason() },
            }
        }
        "cancelled" => Event::Cancelled { by: by()?, reason: reason() },
        "revealed" => Event::Revealed {
            bids: data.revealed.iter().flatten().map(|text| revealed(before, text)).collect::<Result<_, _>>()?,
            seed: data.seed.as_deref().map(|text| Seed::parse(text).ok_or("its seed is none")).transpose()?,
        },
        "closed" => {
            let reason = data.reason.as_deref().map(str::to_owned);
            Event::Closed { by: acted, reason, awards: awards(before, &data)? }
        }
        other => return Err(format!("“{other}” is no kind of event")),
    })
}

fn bid(before: &Auction, row: &Row, data: &Data, secret: &Secret) -> Result<BidPlaced, String> {
    let bidder = AccountId(row.bidder_id.ok_or("it names no bidder")?);
    let number = match data.bidder.as_deref() {
        Some(shown) => number(shown)?,
        // A sealed bid does not say whose it is.
        None => before.number(bidder).unwrap_or(before.roster().len() as u32 + 1),
    };
    let leader = match data.leader.as_deref() {
        Some(shown) if shown == pseudonym(number) => Some(bidder),
        Some(shown) => Some(account(before, shown)?),
        None => None,
    };
    let raise = before.lead.is_some_and(|lead| lead.bidder == bidder);
    Ok(BidPlaced {
        bidder,
        number,
        maximum: Money(secret.maximum.ok_or("it has no maximum")?),
        exact: secret.exact,
        buy_now: data.buy_now,
        quantity: data.quantity.unwrap_or(1),
        whole: data.whole,
        key: BidKey(row.key.ok_or("it has no key")?),
        nonce: secret.nonce.as_deref().and_then(Nonce::parse).ok_or("it has no nonce")?,
        amount: data.amount.map(Money),
        price: data.price.map(Money),
        leader,
        raise: raise && bidder != AccountId::FLOOR && !data.buy_now,
    })
}

fn announcement(data: &Data) -> Result<Announcement, String> {
    Ok(match data.announced {
        Some("ask") => Announcement::Ask(Money(data.ask.ok_or("it asks for nothing")?)),
        Some("fair_warning") => Announcement::FairWarning,
        Some("note") => Announcement::Note(data.text.as_deref().unwrap_or_default().to_owned()),
        _ => return Err("it announces nothing known".into()),
    })
}

fn revealed(before: &Auction, text: &ShownText) -> Result<Shown, String> {
    Ok(Shown {
        seq: text.seq,
        bidder: account(before, &text.bidder)?,
        amount: Money(text.amount),
        nonce: Nonce::parse(&text.nonce).ok_or("it reveals no nonce")?,
    })
}

fn awards(before: &Auction, data: &Data) -> Result<Vec<Award>, String> {
    if let Some(awards) = &data.awards {
        let award = |text: &AwardText| {
            let bidder = account(before, &text.bidder)?;
            Ok(Award { bidder, quantity: text.quantity, price: Money(text.price) })
        };
        return awards.iter().map(award).collect();
    }
    let Some(winner) = data.winner.as_deref() else { return Ok(Vec::new()) };
    let price = Money(data.price.ok_or("it was sold at no price")?);
    Ok(vec![Award { bidder: account(before, winner)?, quantity: 1, price }])
}

fn acted_by(office: Option<&str>, account: Option<Uuid>) -> Option<By> {
    let account = AccountId(account?);
    match office {
        Some("bidder") => Some(By::Bidder(account)),
        Some("seller") => Some(By::Seller(account)),
        Some("admin") => Some(By::Admin(account)),
        _ => None,
    }
}

fn number(shown: &str) -> Result<u32, String> {
    match shown.strip_prefix('b').and_then(|digits| digits.parse().ok()) {
        Some(number) => Ok(number),
        None if shown == pseudonym(0) => Ok(0),
        None => Err(format!("“{shown}” is no bidder")),
    }
}

fn account(auction: &Auction, shown: &str) -> Result<AccountId, String> {
    auction.account(number(shown)?).ok_or_else(|| format!("{shown} has not bid here"))
}

fn read_instant(text: &Option<String>) -> Result<Timestamp, String> {
    let text = text.as_deref().ok_or("it lacks an instant")?;
    text.parse().map_err(|_| format!("“{text}” is no instant"))
}
