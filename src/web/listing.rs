//! What a seller writes, on its way to being an auction: the same for the form and for the API. Says what is wrong with
//! it, field by field; what an auction then does is not decided here.

use super::auth::SignedIn;
use super::error::Error;
use super::fault::Fault;
use super::letters;
use super::seller::drafts;
use super::{House, categories, countries};
use crate::config::{LONGEST_DESCRIPTION, Sellers};
use crate::domain::terms::{Approval, BuyNow, SaleLot};
use crate::domain::{
    AccountId, AuctionId, Closing, Currency, Format, Increments, Money, Premium, Tax, Terms, Timestamp, whole_millis,
};
use crate::language;
use crate::live::Live;
use crate::store::accounts::Account;
use crate::store::auctions::{Draft, Listing};
use crate::store::{self, Store};
use actix_web::http::StatusCode;
use std::ops::RangeInclusive;

/// Characters in a title: one says nothing, and more than fit on a card are a description.
const TITLE: RangeInclusive<usize> = 3..=120;

/// The category of a lot that names none.
pub const NO_CATEGORY: &str = "curiosities";

/// A lot and its terms as a seller wrote them, read but not judged.
#[derive(Clone, Debug)]
pub struct ListingInput {
    pub title: String,
    pub description: String,
    /// A slug of the house's categories.
    pub category: String,
    /// Where it is: ISO 3166-1, two letters.
    pub country: Option<String>,
    pub format: Format,
    pub currency: Currency,
    pub start: Money,
    pub reserve: Option<Money>,
    pub increments: Increments,
    pub quantum: Option<Money>,
    pub automatic: bool,
    pub buy_now: Option<BuyNow>,
    pub closing: Closing,
    pub premium: Premium,
    pub tax: Tax,
    pub approval: Approval,
    pub retraction: bool,
    /// Its place in a sale, kept.
    pub lot: Option<SaleLot>,
    /// `None` for as soon as it is published.
    pub starts_at: Option<Timestamp>,
    pub ends_at: Timestamp,
}

/// Why a draft was not published.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such auction, or it is somebody else's draft: nobody is told which.
    #[error("there is no such auction of this seller")]
    Unknown,
    /// It is published already, or was changed this very moment.
    #[error("the auction is no longer the draft that was to be published")]
    Published,
    /// What was right when it was written no longer is: its end has passed, say.
    #[error("the draft needs changing")]
    Faults(Vec<Fault>),
    /// The draft cannot be read back.
    #[error("a draft makes no sense: {0}")]
    Unreadable(String),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Unknown => Error::not_found(),
            Refusal::Published => Error::new(StatusCode::CONFLICT, "not_a_draft", t!("sell-not-a-draft")),
            Refusal::Faults(faults) => Error::invalid(faults),
            Refusal::Unreadable(what) => Error::internal(what),
            Refusal::Store(error) => error.into(),
        }
    }
}

impl ListingInput {
    /// The draft this makes at `now`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn draft(self, id: AuctionId, seller: AccountId, now: Timestamp) -> Result<Draft, Vec<Fault>> {
        let (draft, faults) = self.judged(id, seller, now);
        if faults.is_empty() { Ok(draft) } else { Err(faults) }
    }

    /// The draft as it would be, and everything that is wrong with it.
    pub fn judged(self, id: AuctionId, seller: AccountId, now: Timestamp) -> (Draft, Vec<Fault>) {
        let (title, description, mut faults) = worded(&self.title, &self.description, &self.category);
        let terms = Terms {
            format: self.format,
            quantum: self.quantum,
            automatic: self.automatic,
            buy_now: self.buy_now,
            closing: self.closing,
            premium: self.premium,
            tax: self.tax,
            approval: self.approval,
            retraction: self.retraction,
            lot: self.lot,
            ..Terms::usual(
                id,
                self.currency,
                self.start,
                self.increments,
                whole_millis(self.starts_at.unwrap_or(now)),
                whole_millis(self.ends_at),
            )
        };
        faults.extend(Fault::all(terms.flaws(self.reserve, now)));
        faults.extend(without_an_auctioneer(&terms));
        faults.extend(nowhere(self.country.as_deref()));
        let ListingInput { category, country, reserve, .. } = self;
        (Draft { seller, title, description, category, reserve, country, terms }, faults)
    }
}

/// A lot that nobody could ever open: an auctioneer runs lots of a sale.
fn without_an_auctioneer(terms: &Terms) -> Option<Fault> {
    let alone = terms.format == Format::Live && terms.lot.is_none();
    alone.then(|| Fault::new("format", t!("faults-live-alone")))
}

/// Title and description as they are kept, and what is wrong with the words.
pub fn worded(title: &str, description: &str, category: &str) -> (String, String, Vec<Fault>) {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let description = description.replace("\r\n", "\n").trim().to_owned();
    let faults = about(&title, &description, category);
    (title, description, faults)
}

fn about(title: &str, description: &str, category: &str) -> Vec<Fault> {
    let (least, most) = (TITLE.start(), TITLE.end());
    let rules = [
        (TITLE.contains(&title.chars().count()), "title", t!("faults-title-length", least = least, most = most)),
        (!title.chars().any(language::misleads), "title", t!("faults-title-line")),
        (title.chars().any(char::is_alphanumeric), "title", t!("faults-title-word")),
        (
            description.chars().count() <= LONGEST_DESCRIPTION,
            "description",
            t!("faults-description-length", most = LONGEST_DESCRIPTION),
        ),
        (!description.contains('\0'), "description", t!("faults-description-plain")),
        (categories::offers(category), "category", t!("faults-category")),
    ];
    rules.into_iter().filter(|(good, ..)| !good).map(|(_, field, message)| Fault::new(field, message)).collect()
}

/// What is wrong with where a lot is said to be.
pub fn nowhere(country: Option<&str>) -> Option<Fault> {
    country.is_some_and(|code| countries::name(code).is_none()).then(|| Fault::new("country", t!("faults-country")))
}

/// What a lot or a sale is called, also before it is called anything.
pub fn named(title: &str) -> String {
    if title.is_empty() { t!("sell-untitled") } else { title.to_owned() }
}

/// Whether somebody may list lots here.
///
/// # Errors
/// 403, with what to do about it.
pub fn may_sell(house: &House, account: &Account) -> Result<(), Error> {
    if account.role.sells() || house.settings.sellers == Sellers::Open {
        return Ok(());
    }
    Err(Error::new(StatusCode::FORBIDDEN, "forbidden", t!("sell-not-a-seller")))
}

/// Lets somebody who may sell begin a lot or a sale: a bidder's first makes them a seller. Let it outlive its request.
///
/// # Errors
/// 403 for who may not sell or has not confirmed their address, 503 while the database is away.
pub async fn let_sell(house: &House, account: &Account) -> Result<(), Error> {
    may_sell(house, account)?;
    letters::must_be_confirmed(house, account)?;
    if !account.role.sells() {
        house.store.make_seller(account.id).await?;
    }
    Ok(())
}

/// Writes down a new draft. Let it outlive its request.
///
/// # Errors
/// As for [`let_sell`].
pub async fn create(house: &House, account: &Account, draft: &Draft) -> Result<(), Error> {
    let_sell(house, account).await?;
    Ok(house.store.create_draft(draft).await?)
}

/// The seller's own lot; nobody is told of anybody else's.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn own(house: &House, who: &SignedIn, id: AuctionId) -> Result<Listing, Error> {
    let listing = house.store.listing(id).await?;
    listing.filter(|listing| listing.seller == who.account.id).ok_or_else(Error::not_found)
}

/// Publishes a seller's own draft, from now on if its beginning has passed. Once it returns well the auction is published
/// for good. Let it outlive its request: a seller who hangs up has still pressed the button.
///
/// # Errors
/// See [`Refusal`]; the draft is then as it was. Only after [`Refusal::Store`] it may be published all the same.
pub async fn publish(store: &Store, live: &Live, id: AuctionId, by: AccountId) -> Result<(), Refusal> {
    let listing = store.listing(id).await?.filter(|listing| listing.seller == by).ok_or(Refusal::Unknown)?;
    if listing.place.is_some() {
        // A lot of a sale is published with it.
        return Err(Refusal::Published);
    }
    let (typed, now) = (store.typed(id).await?, live.now());
    if let Some(typed) = &typed {
        // What could not be read has something harmless in its place, which nobody meant to publish.
        let faults = drafts::faults(&typed.form, &listing, now);
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
    }
    let (terms, reserve) = (publishable(&listing, now)?, listing.reserve);
    if !store.publish(&listing.terms_text, typed.map(|typed| typed.revision), terms, reserve).await? {
        return Err(Refusal::Published);
    }
    if let Err(error) = live.published(id).await {
        // It is published all the same; the scheduler opens it when the database is back.
        tracing::warn!(%id, %error, "a published auction could not be shown at once");
    }
    Ok(())
}

/// The terms under which a draft would be published at `now`.
fn publishable(listing: &Listing, now: Timestamp) -> Result<Terms, Refusal> {
    if listing.status().is_some() {
        return Err(Refusal::Published);
    }
    let mut terms = listing.terms().map_err(Refusal::Unreadable)?;
    let mut faults = Fault::all(terms.flaws(listing.reserve, now));
    faults.extend(without_an_auctioneer(&terms));
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    terms.starts_at = terms.starts_at.max(whole_millis(now));
    Ok(terms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};
    use uuid::Uuid;

    fn now() -> Timestamp {
        "2026-11-21T12:00:00.123456Z".parse::<DateTime<chrono::Utc>>().expect("an instant")
    }

    fn chair() -> ListingInput {
        ListingInput {
            title: "  A bentwood\n rocking  chair ".into(),
            description: "Beech.\r\nSound.\n".into(),
            category: "furniture".into(),
            country: Some("ES".into()),
            format: Format::English,
            currency: Currency::EUR,
            start: Money(10_000),
            reserve: None,
            increments: Increments::us(Currency::EUR),
            quantum: None,
            automatic: true,
            buy_now: None,
            closing: Closing::default(),
            premium: Premium::default(),
            tax: Tax::default(),
            approval: Approval::Open,
            retraction: false,
            lot: None,
            starts_at: None,
            ends_at: now() + TimeDelta::hours(1),
        }
    }

    fn draft(input: ListingInput) -> Result<Draft, Vec<Fault>> {
        input.draft(AuctionId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)), now())
    }

    fn fields(input: ListingInput) -> Vec<&'static str> {
        draft(input).err().unwrap_or_default().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn words_are_tidied_and_instants_are_whole_milliseconds() {
        let draft = draft(chair()).expect("nothing wrong");
        assert_eq!((draft.title.as_str(), draft.description.as_str()), ("A bentwood rocking chair", "Beech.\nSound."));
        assert_eq!(draft.terms.starts_at, whole_millis(now()), "no beginning means at once");
    }

    #[test]
    fn every_mistake_is_named_at_once_with_its_field() {
        let wrong = ListingInput {
            title: "ab".into(),
            description: "d".repeat(LONGEST_DESCRIPTION + 1),
            category: "Furniture".into(),
            reserve: Some(Money(1)),
            ends_at: now(),
            ..chair()
        };
        assert_eq!(fields(wrong), ["title", "description", "category", "reserve", "ends_at"]);
    }

    #[test]
    fn a_title_is_counted_in_characters() {
        assert!(fields(ListingInput { title: "ü".repeat(120), ..chair() }).is_empty());
        assert_eq!(fields(ListingInput { title: "ü".repeat(121), ..chair() }), ["title"]);
    }

    fn listed(input: ListingInput, status: &str) -> Listing {
        let Draft { seller, title, description, category, reserve, country, terms } =
            draft(input).expect("nothing wrong");
        Listing {
            id: terms.auction,
            seller,
            seller_name: "Ann".into(),
            title,
            description,
            category,
            terms_text: store::terms::write(&terms),
            epoch: String::new(),
            reserve,
            seed: None,
            status_word: status.into(),
            starts_at: terms.starts_at,
            ends_at: terms.ends_at,
            created_at: terms.starts_at,
            currency: "EUR".into(),
            seq: 0,
            price: None,
            leader: None,
            bids: 0,
            minimum: terms.start,
            place: None,
            live: false,
            country,
            published_at: None,
        }
    }

    #[test]
    fn a_beginning_that_has_passed_is_moved_to_the_publication() {
        let later = now() + TimeDelta::minutes(5);
        let terms = publishable(&listed(chair(), "draft"), later).expect("publishable");
        assert_eq!(terms.starts_at, whole_millis(later));
        let ahead = ListingInput { starts_at: Some(now() + TimeDelta::minutes(9)), ..chair() };
        let terms = publishable(&listed(ahead, "draft"), later).expect("publishable");
        assert_eq!(terms.starts_at, whole_millis(now() + TimeDelta::minutes(9)), "one ahead stays");
    }

    #[test]
    fn a_draft_whose_end_has_passed_needs_changing_and_what_is_published_stays() {
        let late = publishable(&listed(chair(), "draft"), now() + TimeDelta::hours(2));
        assert!(matches!(late, Err(Refusal::Faults(faults)) if faults[0].field == "ends_at"));
        assert!(matches!(publishable(&listed(chair(), "open"), now()), Err(Refusal::Published)));
    }
}
