//! What an owner writes, on its way to being a sale: the same for the form and for the API. A sale has a pattern, and the
//! terms of each lot are cut from it. Says what is wrong, lot by lot; publishes all of it or nothing.

use super::typed::{self, Judged};
use crate::config::sales::{LIVE_PACE, LONGEST_STAGGER, MOST_LOTS, PUBLISHED_AT_ONCE};
use crate::domain::sale::end_of_lot;
use crate::domain::terms::SaleLot;
use crate::domain::{
    AccountId, AuctionId, Closing, ClosingMode, Flaw, Format, Money, SaleId, SaleKind, Terms, Timestamp, whole_millis,
};
use crate::live::Live;
use crate::store::Store;
use crate::store::auctions::{Draft, Listing};
use crate::store::sales::{LotToPublish, Sale, SaleDraft};
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::listing::{self, ListingInput, Refusal};
use crate::web::{House, auth};
use actix_web::http::StatusCode;
use chrono::TimeDelta;
use futures_util::StreamExt;

/// A sale as its owner wrote it, read but not judged.
#[derive(Clone, Debug)]
pub struct SaleInput {
    pub kind: SaleKind,
    /// From the end of one lot to the end of the next; nothing in a live sale.
    pub stagger: TimeDelta,
    /// What is common to all lots, as if it were a lot itself: under the sale's title, at any start.
    pub common: ListingInput,
}

/// What is a lot's own, read but not judged.
#[derive(Clone, Debug)]
pub struct LotInput {
    pub title: String,
    pub description: String,
    /// A slug of the house's categories.
    pub category: String,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    pub start: Money,
    pub reserve: Option<Money>,
    /// How many units; 1 in a sale of single things.
    pub quantity: u32,
}

impl SaleInput {
    /// The draft this makes at `now`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn draft(self, id: SaleId, owner: AccountId, now: Timestamp) -> Result<SaleDraft, Vec<Fault>> {
        let (draft, faults) = self.judged(id, owner, now);
        if faults.is_empty() { Ok(draft) } else { Err(faults) }
    }

    /// The draft as it would be, and everything that is wrong with it.
    pub fn judged(self, id: SaleId, owner: AccountId, now: Timestamp) -> (SaleDraft, Vec<Fault>) {
        let live = self.kind == SaleKind::Live;
        let stagger = if live { LIVE_PACE } else { self.stagger };
        let (Draft { title, description, terms, .. }, mut faults) = self.common.judged(AuctionId(id.0), owner, now);
        // Judged again as what it is: a lot of a sale, and of which kind.
        let as_if_alone = Fault::all(terms.flaws(None, now));
        faults.retain(|fault| !as_if_alone.contains(fault));
        let pattern = pattern_of(terms, id, self.kind, now);
        faults.extend(Fault::all(pattern.flaws(None, now)));
        if !(TimeDelta::zero()..=LONGEST_STAGGER).contains(&stagger) {
            let hours = LONGEST_STAGGER.num_hours();
            faults.push(Fault::new("stagger", t!("faults-stagger", hours = hours)));
        }
        (SaleDraft { id, owner, title, description, kind: self.kind, pattern, stagger }, faults)
    }
}

/// What was written as if for a lot alone, as the pattern of a sale. No clock ends a lot under the hammer.
pub fn pattern_of(terms: Terms, sale: SaleId, kind: SaleKind, now: Timestamp) -> Terms {
    let terms = Terms { lot: Some(SaleLot { sale, number: 1 }), ..terms };
    match kind {
        SaleKind::Timed => terms,
        SaleKind::Live => Terms {
            format: Format::Live,
            closing: Closing { mode: ClosingMode::Hard, ..Closing::default() },
            ends_at: terms.starts_at.max(whole_millis(now)) + LIVE_PACE,
            ..terms
        },
    }
}

impl LotInput {
    /// The lot of `sale` that this makes at `now`: a draft like any other, in the sale's terms.
    ///
    /// # Errors
    /// Everything that is wrong with it; what is wrong with the sale is told when that is published.
    pub fn draft(self, id: AuctionId, sale: &Sale, pattern: &Terms, now: Timestamp) -> Result<Draft, Vec<Fault>> {
        let (draft, faults) = self.judged(id, sale, pattern, now);
        if faults.is_empty() { Ok(draft) } else { Err(faults) }
    }

    /// The lot as it would be, and everything that is wrong with it.
    pub fn judged(self, id: AuctionId, sale: &Sale, pattern: &Terms, now: Timestamp) -> (Draft, Vec<Fault>) {
        let (title, description, mut faults) = listing::worded(&self.title, &self.description, &self.category);
        let format = match pattern.format {
            Format::MultiUnit { pricing, .. } => Format::MultiUnit { units: self.quantity, pricing },
            single => single,
        };
        if self.quantity != format.units() {
            faults.push(Fault::new("quantity", t!("faults-single-things")));
        }
        let terms = Terms { auction: id, start: self.start, format, ..cut(pattern, sale, 1, now) };
        let common = common_flaws(sale, pattern, now);
        let flaws = terms.flaws(self.reserve, now);
        faults.extend(Fault::all(flaws.into_iter().filter(|flaw| !common.contains(flaw)).map(of_its_own)));
        faults.extend(listing::nowhere(self.country.as_deref()));
        let LotInput { category, country, reserve, .. } = self;
        (Draft { seller: sale.owner, title, description, category, reserve, country, terms }, faults)
    }
}

/// A flaw of a lot, at what is the lot's own: where its price cannot fall to the sale's floor, its start is at fault.
fn of_its_own(flaw: Flaw) -> Flaw {
    if flaw.field == "format" { Flaw { field: "start", ..flaw } } else { flaw }
}

/// What is wrong with the sale itself, whatever its lots are.
fn common_flaws(sale: &Sale, pattern: &Terms, now: Timestamp) -> Vec<Flaw> {
    cut(pattern, sale, 1, now).flaws(None, now)
}

/// The pattern at the place of lot `number`, with nothing of the lot's own yet.
fn cut(pattern: &Terms, sale: &Sale, number: u32, now: Timestamp) -> Terms {
    let starts_at = pattern.starts_at.max(whole_millis(now));
    let first = if sale.kind == SaleKind::Live { starts_at + LIVE_PACE } else { pattern.ends_at };
    let ends_at = end_of_lot(first, sale.stagger, number);
    Terms { lot: Some(SaleLot { sale: sale.id, number }), starts_at, ends_at, ..pattern.clone() }
}

/// The terms of a lot as the sale would have it published at `now`: the pattern's, but for what is its own.
fn terms_of(own: &Terms, number: u32, pattern: &Terms, sale: &Sale, now: Timestamp) -> Terms {
    let format = match (pattern.format, own.format.units()) {
        (Format::MultiUnit { pricing, .. }, units) => Format::MultiUnit { units, pricing },
        (single, _) => single,
    };
    Terms { auction: own.auction, start: own.start, format, ..cut(pattern, sale, number, now) }
}

/// Every lot with the terms under which it would be published at `now`.
fn publishable(sale: &Sale, lots: &[Listing], typed: Judged, now: Timestamp) -> Result<Vec<LotToPublish>, Refusal> {
    if sale.published {
        return Err(Refusal::Published);
    }
    let pattern = sale.pattern().map_err(Refusal::Unreadable)?;
    let common = common_flaws(sale, &pattern, now);
    let mut faults = Fault::once_per_field(typed.sale, Fault::all(common.clone()));
    if lots.is_empty() {
        faults.push(Fault::new("lots", t!("faults-no-lots")));
    }
    let mut ready = Vec::with_capacity(lots.len());
    for lot in lots {
        let own = lot.terms().map_err(Refusal::Unreadable)?;
        let number = lot.place.map_or(0, |place| place.number);
        let of_lot = |wrong: String| t!("faults-of-lot", lot = number, wrong = wrong);
        if let Some(typed) = typed.lots.get(&lot.id) {
            // What could not be read has something harmless in its place, which nobody meant to publish.
            faults.extend(typed.iter().map(|fault| Fault::new("lots", of_lot(fault.message.clone()))));
            continue;
        }
        let terms = terms_of(&own, number, &pattern, sale, now);
        let its_own = terms.flaws(lot.reserve, now).into_iter().filter(|flaw| !common.contains(flaw));
        faults.extend(its_own.map(|Flaw { field, wrong }| Fault::new(field, of_lot(wrong.into()))));
        ready.push(LotToPublish { terms, reserve: lot.reserve });
    }
    if faults.is_empty() { Ok(ready) } else { Err(Refusal::Faults(faults)) }
}

/// Publishes an owner's own sale with all its lots, from now on if its beginning has passed: all of it, or nothing. Let it
/// outlive its request.
///
/// # Errors
/// See [`Refusal`]; the sale is then as it was. Only after [`Refusal::Store`] it may be published all the same.
pub async fn publish(store: &Store, live: &Live, id: SaleId, by: AccountId) -> Result<(), Refusal> {
    let own = async || store.sale(id).await?.filter(|sale| sale.owner == by).ok_or(Refusal::Unknown);
    typed::settle(store, &own().await?, live.now()).await?;
    // First the sale, then its lots and forms: what changes in between changes the revision too.
    let sale = own().await?;
    let lots = store.lots_of(id).await?;
    let typed = typed::judge(store, &sale, &lots, live.now()).await?;
    let ready = publishable(&sale, &lots, typed, live.now())?;
    if !store.publish_sale(&sale, ready).await? {
        return Err(Refusal::Published);
    }
    let shown: Vec<_> = lots.iter().map(|lot| show(live.clone(), lot.id)).collect();
    futures_util::stream::iter(shown).buffer_unordered(PUBLISHED_AT_ONCE).collect::<()>().await;
    Ok(())
}

/// Shows a lot that has just been published. It is published all the same if that fails; the scheduler opens it when the
/// database is back.
async fn show(live: Live, lot: AuctionId) {
    if let Err(error) = live.published(lot).await {
        tracing::warn!(%lot, %error, "a lot of a published sale could not be shown at once");
    }
}

/// Writes down a new sale. Let it outlive its request.
///
/// # Errors
/// As for [`listing::let_sell`]; 409 if there is a sale of this id.
pub async fn create(house: &House, who: &auth::SignedIn, draft: &SaleDraft) -> Result<(), Error> {
    listing::let_sell(house, &who.account).await?;
    if house.store.begin_sale(draft, None).await? { Ok(()) } else { Err(changed()) }
}

/// The sale changed under the owner's hands, or has been published.
pub fn changed() -> Error {
    Error::new(StatusCode::CONFLICT, "sale_changed", t!("sell-sale-changed"))
}

/// Why a lot could not be added.
pub fn no_more_lots(sale: &Sale) -> Error {
    if sale.published || sale.lots < MOST_LOTS {
        return changed();
    }
    Error::new(StatusCode::CONFLICT, "sale_full", t!("sell-sale-full", most = MOST_LOTS))
}

/// A sale for whoever may see it: everybody once it is published, its owner before.
///
/// # Errors
/// 404 `unknown_sale`; 503.
pub async fn visible(house: &House, id: SaleId, viewer: Option<AccountId>) -> Result<Sale, Error> {
    let sale = house.store.sale(id).await?;
    sale.filter(|sale| sale.published || viewer == Some(sale.owner)).ok_or_else(unknown)
}

/// There is no such sale, or none that is anybody else's business yet.
pub fn unknown() -> Error {
    Error::new(StatusCode::NOT_FOUND, "unknown_sale", t!("sell-no-such-sale"))
}

/// The end a lot of a draft would have, for its owner to see.
pub fn end_in(sale: &Sale, number: u32) -> Timestamp {
    end_of_lot(sale.ends_at, sale.stagger, number)
}
