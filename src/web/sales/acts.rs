//! An auctioneer's acts, as forms and programs ask for them, and who may. What an act does is the lot's to decide.

use crate::config::LONGEST_NOTE;
use crate::domain::command::Act;
use crate::domain::terms::SaleLot;
use crate::domain::{AuctionId, By, Money};
use crate::live::inbox::Verdict;
use crate::live::words;
use crate::store::auctions::Listing;
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::{House, fill, outlive};
use actix_web::http::StatusCode;
use actix_web::web::Data;

/// The act of this word.
///
/// # Errors
/// What is missing or wrong, by its field.
pub fn read(word: &str, amount: Option<Money>, text: &str) -> Result<Act, Fault> {
    Ok(match word {
        "open" => Act::Open,
        "ask" => Act::Ask(amount.ok_or_else(|| Fault::new("amount", t!("console-say-what-to-ask")))?),
        "floor" => Act::Floor(amount),
        "warn" => Act::Warn,
        "hammer" => Act::Hammer,
        "pass" => Act::Pass,
        // Whether the sale has gone on is looked up when its turn comes.
        "undo" => Act::Undo { last: true },
        "announce" => Act::Announce(note(text)?),
        _ => {
            return Err(Fault::new("act", t!("console-no-such-act")));
        }
    })
}

/// What is said, on one line of plain text.
fn note(text: &str) -> Result<String, Fault> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if (1..=LONGEST_NOTE).contains(&line.chars().count()) {
        return Ok(line);
    }
    Err(Fault::new("text", t!("console-say-something", most = LONGEST_NOTE)))
}

/// In what office somebody conducts this lot, and its place in the sale.
///
/// # Errors
/// 403 for who neither owns it nor acts for the house, 409 for what has no auctioneer.
pub fn office(lot: &Listing, who: &SignedIn) -> Result<(By, SaleLot), Error> {
    let account = &who.account;
    let by = match (lot.seller == account.id, account.role.administers()) {
        (true, _) => By::Seller(account.id),
        (false, true) => By::Admin(account.id),
        (false, false) => return Err(Error::forbidden()),
    };
    match lot.place.filter(|_| lot.live) {
        Some(place) => Ok((by, place)),
        None => {
            let rejection = crate::domain::Rejection::NotLive;
            Err(Error::new(StatusCode::CONFLICT, rejection.code(), words::rejection(&rejection)))
        }
    }
}

/// Does it, and waits for the verdict.
///
/// # Errors
/// 503 if nobody can know whether it was done.
pub async fn perform(
    house: &Data<House>,
    lot: AuctionId,
    (by, place): (By, SaleLot),
    act: Act,
) -> Result<Verdict, Error> {
    let there = house.clone();
    outlive(async move { there.live.conduct(lot, place, by, act).await.map_err(fill::unreachable) }).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_its_word_and_what_it_needs() {
        for word in ["open", "floor", "warn", "hammer", "pass", "undo"] {
            assert!(read(word, None, "").is_ok(), "{word}");
        }
        assert_eq!(read("floor", Some(Money(5)), ""), Ok(Act::Floor(Some(Money(5)))));
        for (word, field) in [("ask", "amount"), ("announce", "text"), ("sell", "act")] {
            assert_eq!(read(word, None, " \n").map_err(|fault| fault.field), Err(field), "{word}");
        }
    }

    #[test]
    fn what_is_announced_is_one_line_and_not_endless() {
        assert_eq!(read("announce", None, " Any\r\nmore \u{7}bids? "), Ok(Act::Announce("Any more bids?".into())));
        assert!(read("announce", None, &"é".repeat(LONGEST_NOTE)).is_ok());
        assert!(read("announce", None, &"é".repeat(LONGEST_NOTE + 1)).is_err());
    }
}
