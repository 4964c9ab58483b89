//! Every act after the hammer, the same from a page and from a program. Each goes on though whoever asked hangs up, and
//! pressing twice comes to the same as pressing once.

use super::since::Since;
use crate::config::{self, settlement as limits};
use crate::domain::settlement::{InvoiceAct, Obstacle, Part, Progress, Strike, relisted};
use crate::domain::{AuctionId, Bill, InvoiceId, OfferId, Status, Timestamp};
use crate::store::auctions::{Draft, Listing};
use crate::store::settlement::invoices::{Invoice, Move};
use crate::store::settlement::ratings::Rating;
use crate::store::settlement::resales::{Asked, Offer, OfferState};
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::photos::hang;
use crate::web::{House, listing, outlive};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use uuid::Uuid;

impl From<Obstacle> for Error {
    fn from(obstacle: Obstacle) -> Error {
        let status = match obstacle {
            Obstacle::Forbidden | Obstacle::Barred => StatusCode::FORBIDDEN,
            Obstacle::ReasonRequired => StatusCode::UNPROCESSABLE_ENTITY,
            Obstacle::NotNow | Obstacle::NotOverdue | Obstacle::Rated | Obstacle::Taken | Obstacle::NobodyLeft => {
                StatusCode::CONFLICT
            }
        };
        let detail = t_code!("settlement-obstacle-", obstacle.code()).unwrap_or_default();
        Error::new(status, obstacle.code(), detail)
    }
}

/// An invoice, and the part somebody has in it.
///
/// # Errors
/// 404 for whom it does not concern: nobody else is told that there is one.
pub async fn seen(house: &House, who: &SignedIn, id: InvoiceId) -> Result<(Invoice, Part), Error> {
    let invoice = house.store.invoice(id).await?.ok_or_else(Error::not_found)?;
    let administers = who.account.role.administers();
    let part = Part::of(who.account.id, administers, invoice.buyer.id, invoice.seller.id);
    Ok((invoice, part.ok_or_else(Error::not_found)?))
}

/// Does something with an invoice.
///
/// # Errors
/// 404 for whom it does not concern, 403 for whose it is not to do, 409 where it cannot be done now, 422 where a reason is
/// missing or too long, 503 while the database is away.
pub async fn act(
    house: &Data<House>,
    who: &SignedIn,
    id: InvoiceId,
    act: InvoiceAct,
    reason: String,
) -> Result<(), Error> {
    let (invoice, part) = seen(house, who, id).await?;
    let now = house.live.now();
    match invoice.progress.may(act, part, now) {
        Err(Obstacle::NotNow) if is_done(act, invoice.progress) => return Ok(()),
        may => may?,
    }
    if reason.is_empty() && act.needs_reason(part) {
        return Err(Obstacle::ReasonRequired.into());
    }
    let (house, how) = (house.clone(), Move { act, by: who.account.id, part, reason, at: now });
    outlive(async move { carry_out(&house, &invoice, &how).await }).await
}

async fn carry_out(house: &House, invoice: &Invoice, how: &Move) -> Result<(), Error> {
    let (id, state) = (invoice.id, invoice.progress.state);
    let done = match how.act.leads_to() {
        Some(next) => house.store.move_invoice(id, state, next, how).await?,
        None if how.act == InvoiceAct::Report => house.store.strike(id, how).await?,
        None => house.store.lift_strike(id, how).await?,
    };
    if how.act.leads_to().is_none() {
        house.live.strikes_changed().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a strike was written down and will be heeded within a minute");
        });
    }
    if done {
        return Ok(());
    }
    // Somebody else was quicker: with the same, or with something else.
    let now = house.store.invoice(id).await?.ok_or_else(Error::not_found)?;
    if is_done(how.act, now.progress) { Ok(()) } else { Err(Obstacle::NotNow.into()) }
}

/// Whether an act has just what it would come to.
fn is_done(act: InvoiceAct, progress: Progress) -> bool {
    match act {
        InvoiceAct::Report => progress.strike == Strike::Standing,
        InvoiceAct::Lift => progress.strike == Strike::Lifted,
        InvoiceAct::Paid | InvoiceAct::HandOver | InvoiceAct::Cancel => act.leads_to() == Some(progress.state),
    }
}

/// Says of the other side of a sale how it was.
///
/// # Errors
/// 404 for whom it does not concern, 409 before it is time or after something else was said, 422 for what is no rating.
pub async fn rate(house: &Data<House>, who: &SignedIn, id: InvoiceId, stars: i64, words: &str) -> Result<(), Error> {
    let (invoice, part) = seen(house, who, id).await?;
    invoice.progress.may_rate(part)?;
    let rating = rating(stars, words, house.live.now())?;
    let rated = if part == Part::Buyer { invoice.seller.id } else { invoice.buyer.id };
    let house = house.clone();
    outlive(async move {
        if house.store.rate(id, part, rated, &rating).await? {
            return Ok(());
        }
        let before = house.store.rating(id, part).await?;
        let same = before.is_some_and(|before| (before.stars, before.words) == (rating.stars, rating.words));
        if same { Ok(()) } else { Err(Error::from(Obstacle::Rated)) }
    })
    .await
}

fn rating(stars: i64, words: &str, at: Timestamp) -> Result<Rating, Error> {
    let words = one_line(words);
    let (most, longest) = (limits::MOST_STARS, limits::LONGEST_RATING);
    let mut faults = Vec::new();
    if !(1..=i64::from(most)).contains(&stars) {
        faults.push(Fault::new("stars", t!("settlement-rating-stars", most = most)));
    }
    if words.chars().count() > longest {
        faults.push(Fault::new("words", t!("settlement-rating-long", most = longest)));
    }
    match i16::try_from(stars) {
        Ok(stars) if faults.is_empty() => Ok(Rating { stars, words, at }),
        _ => Err(Error::invalid(faults)),
    }
}

/// Plain text on one line.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A reason as it will stand in the history.
///
/// # Errors
/// 422 if it is too long.
pub fn reason(typed: &str) -> Result<String, Error> {
    let (reason, most) = (one_line(typed), config::LONGEST_REASON);
    if reason.chars().count() > most {
        return Err(Error::invalid(vec![Fault::new("reason", t!("settlement-reason-long", most = most))]));
    }
    Ok(reason)
}

/// A closed lot of somebody's own.
///
/// # Errors
/// 404 for what is not theirs, 409 for what is not over.
async fn own_closed(house: &House, who: &SignedIn, id: AuctionId) -> Result<Listing, Error> {
    let listing = listing::own(house, who, id).await?;
    if listing.status() != Some(Status::Closed) {
        return Err(Obstacle::NotNow.into());
    }
    Ok(listing)
}

/// Offers an unsold or unpaid lot to the next in line, at what they authorised. The seller is not told how much that is.
///
/// # Errors
/// 404 unless it is the caller's lot, 409 where somebody owes for it, or it is offered or listed already, or nobody is left.
pub async fn offer_next(house: &Data<House>, who: &SignedIn, id: AuctionId) -> Result<Asked, Error> {
    let seller = own_closed(house, who, id).await?.seller;
    let house = house.clone();
    outlive(async move {
        let made_at = house.live.now();
        // What ran out a moment ago must not stand in the way.
        house.store.expire_offers(made_at).await?;
        let since = Since::of(&house, id).await?;
        if !since.is_free() {
            return Err(Error::from(Obstacle::Taken));
        }
        let (bidder, amount) = since.next(&house).ok_or(Obstacle::NobodyLeft)?;
        let expires_at = made_at + limits::SECOND_CHANCE;
        let (lot, id) = (id, OfferId(Uuid::now_v7()));
        let (title, state) = (String::new(), OfferState::Open);
        let offer = Offer { id, auction: lot, title, bidder, amount, state, made_at, expires_at, invoice: None };
        if house.store.make_offer(&offer, seller).await? {
            house.live.ring([bidder]);
            Ok(Asked { id, bidder, state, made_at, expires_at })
        } else {
            Err(Error::from(Obstacle::Taken))
        }
    })
    .await
}

/// An offer to somebody, and what it comes to with premium and tax.
///
/// # Errors
/// 404 for everybody but them.
pub async fn offered(house: &House, who: &SignedIn, id: OfferId) -> Result<(Offer, Listing, Bill), Error> {
    let offer = house.store.offer(id, who.account.id, house.live.now()).await?.ok_or_else(Error::not_found)?;
    let listing = house.store.listing(offer.auction).await?.ok_or_else(Error::not_found)?;
    let terms = listing.terms().map_err(Error::internal)?;
    let bill = terms.bill(offer.amount, 1);
    Ok((offer, listing, bill))
}

/// Accepts or declines an offer. Says which invoice it came to, if accepted.
///
/// # Errors
/// 404 for everybody but whom it was made to, 403 for who may not buy, 409 once it is over.
pub async fn answer(
    house: &Data<House>,
    who: &SignedIn,
    id: OfferId,
    accept: bool,
) -> Result<Option<InvoiceId>, Error> {
    let (offer, listing, bill) = offered(house, who, id).await?;
    if accept && house.live.is_barred(who.account.id) {
        return Err(Obstacle::Barred.into());
    }
    let currency = listing.currency.parse().map_err(Error::internal)?;
    let (house, now) = (house.clone(), house.live.now());
    outlive(async move {
        let invoice = match accept {
            true => house.store.accept_offer(&offer, currency, bill, now).await?,
            false if house.store.refuse_offer(id, offer.bidder, now).await? => return Ok(None),
            false => None,
        };
        if invoice.is_some() {
            house.live.ring([offer.bidder, listing.seller]);
            return Ok(invoice);
        }
        let now = house.store.offer(id, offer.bidder, now).await?.ok_or_else(Error::not_found)?;
        match (accept, now.state) {
            (true, OfferState::Accepted) => Ok(now.invoice),
            (false, OfferState::Refused) => Ok(None),
            _ => Err(Error::from(Obstacle::NotNow)),
        }
    })
    .await
}

/// Writes an unsold or unpaid lot down once more, as a draft with the same words and terms and fresh dates. Says which
/// auction that is; asked twice, the same.
///
/// # Errors
/// 404 unless it is the caller's lot, 409 where somebody owes for it or it is being offered.
pub async fn relist(house: &Data<House>, who: &SignedIn, id: AuctionId) -> Result<AuctionId, Error> {
    let listing = own_closed(house, who, id).await?;
    let (house, now, new) = (house.clone(), house.live.now(), AuctionId(Uuid::now_v7()));
    let terms = relisted(&listing.terms().map_err(Error::internal)?, new, now);
    let Listing { seller, title, description, category, reserve, country, .. } = listing;
    let draft = Draft { seller, title, description, category, reserve, country, terms };
    outlive(async move {
        house.store.expire_offers(now).await?;
        if Since::of(&house, id).await?.is_free() && house.store.relist(id, &draft, now).await? {
            hang::copy(&house, seller, id, new).await?;
            return Ok(new);
        }
        house.store.relisting(id).await?.ok_or_else(|| Error::from(Obstacle::Taken))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_one_to_five_stars_and_a_short_line() {
        let now = Timestamp::UNIX_EPOCH;
        let good = rating(5, " All\r\nas described. ", now).expect("a rating");
        assert_eq!((good.stars, good.words.as_str()), (5, "All as described."));
        let long = "é".repeat(limits::LONGEST_RATING);
        assert!(rating(1, &long, now).is_ok() && rating(1, "", now).is_ok());
        for (stars, words) in [(0, String::new()), (6, String::new()), (i64::MAX, String::new()), (3, long + "é")] {
            let refused = rating(stars, &words, now).expect_err("no rating");
            assert_eq!(refused.problem().status, 422, "{stars}");
        }
    }

    #[test]
    fn what_stands_in_the_way_says_by_its_status_whose_turn_it_is() {
        for (obstacle, status) in
            [(Obstacle::Forbidden, 403), (Obstacle::NotOverdue, 409), (Obstacle::ReasonRequired, 422)]
        {
            let error = Error::from(obstacle);
            assert_eq!((error.problem().status.as_u16(), error.problem().code), (status, obstacle.code()));
        }
    }
}
