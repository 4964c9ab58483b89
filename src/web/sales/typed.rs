//! Sales and their lots as they are typed: half a form and a mistaken one are saved like a good one, by the same rules as
//! [a lot's alone](crate::web::seller::drafts). What is judged here is judged again when the sale is published.

use super::desk::pattern;
use super::form::{LotForm, SaleForm};
use super::writing;
use crate::config::sales::MOST_LOTS;
use crate::domain::{AccountId, AuctionId, SaleId, Timestamp};
use crate::store::auctions::{Draft, Listing};
use crate::store::sales::typed::Raised;
use crate::store::sales::{Sale, SaleDraft};
use crate::store::{self, Store};
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::seller::drafts::{self, Saved, read, written};
use crate::web::{House, listing, outlive};
use actix_web::HttpResponse;
use actix_web::web::{Data, Form, Path};
use std::collections::HashMap;
use uuid::Uuid;

/// What is wrong with a form of a sale. `was` is the sale as it stands: lots are priced in its currency.
fn judged(
    form: &SaleForm,
    (id, owner): (SaleId, AccountId),
    was: Option<&Sale>,
    now: Timestamp,
) -> (SaleDraft, Vec<Fault>) {
    let pattern = was.and_then(|was| was.pattern().ok());
    let (draft, mut faults) = form.judged(id, owner, pattern.as_ref(), now);
    let of_lots = pattern.filter(|_| was.is_some_and(|was| was.lots > 0)).map(|pattern| pattern.currency);
    if of_lots.is_some_and(|currency| currency != draft.pattern.currency) {
        faults.push(Fault::new("currency", t!("faults-currency-of-lots")));
    }
    (draft, faults)
}

/// A sale that cannot be published yet, as its row can hold it: the form has what was really typed.
fn harmless(mut draft: SaleDraft, was: Option<&Sale>, now: Timestamp) -> SaleDraft {
    for text in [&mut draft.title, &mut draft.description] {
        text.retain(|sign| sign != '\0');
    }
    let pattern = was.filter(|was| was.lots > 0).and_then(|was| was.pattern().ok());
    if let Some(pattern) = pattern.filter(|pattern| pattern.currency != draft.pattern.currency) {
        draft.pattern = pattern;
    }
    drafts::temper(&mut draft.pattern, now);
    draft
}

/// Saves the form of a sale, or begins one under this id.
///
/// # Errors
/// 403 for who may not sell, 404 for what is not theirs, 409 for what is published, 503 while the database is away.
pub async fn save(house: &Data<House>, who: &SignedIn, id: SaleId, sent: &SaleForm) -> Result<Saved, Error> {
    listing::may_sell(house, &who.account)?;
    let (now, owner) = (house.live.now(), who.account.id);
    let was = own_draft(house, who, id).await?;
    let (draft, faults) = judged(sent, (id, owner), was.as_ref(), now);
    let draft = if faults.is_empty() { draft } else { harmless(draft, was.as_ref(), now) };
    let (form, seen, is_new) = (written(sent), sent.revision, was.is_none());
    let (there, account) = (house.clone(), who.account.clone());
    let saved = outlive(async move {
        if !is_new {
            return Ok::<_, Error>(there.store.save_sale(&draft, &form, seen, now).await?);
        }
        listing::let_sell(&there, &account).await?;
        Ok(there.store.begin_sale(&draft, Some((&form, now))).await?.then_some(Raised { form: 1, sale: 0 }))
    });
    if let Some(Raised { form, sale }) = saved.await? {
        return Ok(Saved::As { revision: form, sale: Some(sale), faults });
    }
    own_draft(house, who, id).await?.ok_or_else(writing::unknown)?;
    let typed = house.store.typed_sale(id).await?.ok_or_else(writing::unknown)?;
    Ok(Saved::Contested { revision: typed.revision, at: typed.saved_at })
}

/// The draft of this id, if there is anything; nobody is told of anybody else's.
async fn own_draft(house: &House, who: &SignedIn, id: SaleId) -> Result<Option<Sale>, Error> {
    match house.store.sale(id).await? {
        Some(sale) if sale.owner != who.account.id => Err(writing::unknown()),
        Some(sale) if sale.published => Err(writing::changed()),
        sale => Ok(sale),
    }
}

/// Saves the form of a lot of an owner's own draft, or begins one under this id, at the end.
///
/// # Errors
/// 404 for a lot that is elsewhere, 409 for what is published meanwhile or full, 503 while the database is away.
pub async fn save_lot(house: &Data<House>, sale: &Sale, id: AuctionId, sent: &LotForm) -> Result<Saved, Error> {
    let now = house.live.now();
    let was = house.store.listing(id).await?;
    if was.as_ref().is_some_and(|was| was.place.is_none_or(|place| place.sale != sale.id)) {
        return Err(Error::not_found());
    }
    let country = was.as_ref().and_then(|was| was.country.as_deref());
    let (draft, faults) = sent.judged(id, country, (sale, &pattern(sale)?), now);
    let draft = if faults.is_empty() { draft } else { drafts::harmless(draft, now) };
    let (form, seen, is_new, sale_id) = (written(sent), sent.revision, was.is_none(), sale.id);
    let there = house.clone();
    let saved = outlive(async move {
        match is_new {
            true => {
                let added = there.store.add_lot(sale_id, &draft, Some((&form, now)), MOST_LOTS).await?;
                Ok::<_, Error>(added.map(|_| 1))
            }
            false => Ok(there.store.save_lot(sale_id, &draft, &form, seen, now).await?),
        }
    });
    if let Some(revision) = saved.await? {
        return Ok(Saved::As { revision, sale: None, faults });
    }
    let still_draft = house.store.sale(sale.id).await?.is_some_and(|sale| !sale.published);
    match house.store.typed(id).await? {
        Some(typed) if still_draft => Ok(Saved::Contested { revision: typed.revision, at: typed.saved_at }),
        _ => Err(writing::no_more_lots(sale)),
    }
}

/// `POST /sell/sales/{id}/draft`: saves the form as it is typed, for the script of its page.
///
/// # Errors
/// As for [`save`]; 409 `draft_changed` with the other window's `revision`.
pub async fn autosave(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    sent: Form<SaleForm>,
) -> Result<HttpResponse, Error> {
    drafts::told(&house, save(&house, &who, SaleId(*id), &sent).await?)
}

/// `POST /sell/sales/{id}/lots/{lot}/draft`: the same for one of its lots.
///
/// # Errors
/// As for [`save_lot`]; 409 `draft_changed` with the other window's `revision`.
pub async fn autosave_lot(
    house: Data<House>,
    who: SignedIn,
    ids: Path<(Uuid, Uuid)>,
    sent: Form<LotForm>,
) -> Result<HttpResponse, Error> {
    let (sale, lot) = ids.into_inner();
    let sale = super::desk::own_draft(&house, &who, SaleId(sale)).await?;
    drafts::told(&house, save_lot(&house, &sale, AuctionId(lot), &sent).await?)
}

/// What is wrong with the forms of a sale and of its lots, as they stand.
#[derive(Debug, Default)]
pub struct Judged {
    pub sale: Vec<Fault>,
    /// Of the lots with mistakes.
    pub lots: HashMap<AuctionId, Vec<Fault>>,
}

/// Judges every form that was typed for a sale.
///
/// # Errors
/// The store's own.
pub async fn judge(store: &Store, sale: &Sale, lots: &[Listing], now: Timestamp) -> Result<Judged, store::Error> {
    let typed = store.typed_sale(sale.id).await?;
    let of_sale = typed.map(|typed| judged(&read(&typed.form), (sale.id, sale.owner), Some(sale), now).1);
    let mut of_lots = HashMap::new();
    for (id, typed) in store.typed_lots(sale.id).await? {
        let lot = lots.iter().find(|lot| lot.id == id);
        if let Some((_, faults)) = lot.and_then(|lot| lot_as_typed(&typed.form, lot, sale, now)) {
            of_lots.extend((!faults.is_empty()).then_some((id, faults)));
        }
    }
    Ok(Judged { sale: of_sale.unwrap_or_default(), lots: of_lots })
}

/// Everything wrong with the form that a lot of a sale was typed into.
pub fn faults_of_lot(form: &str, lot: &Listing, sale: &Sale, now: Timestamp) -> Vec<Fault> {
    lot_as_typed(form, lot, sale, now).map(|(_, faults)| faults).unwrap_or_default()
}

/// A lot as its form has it; `None` where the sale's own terms cannot be read.
fn lot_as_typed(form: &str, lot: &Listing, sale: &Sale, now: Timestamp) -> Option<(Draft, Vec<Fault>)> {
    let pattern = sale.pattern().ok()?;
    Some(read::<LotForm>(form).judged(lot.id, lot.country.as_deref(), (sale, &pattern), now))
}

/// Writes lots as their forms have them that could not be read when they were saved, and can be now: what is common to all lots
/// has changed since.
///
/// # Errors
/// The store's own.
pub async fn settle(store: &Store, sale: &Sale, now: Timestamp) -> Result<(), store::Error> {
    let lots = store.lots_of(sale.id).await?;
    for (id, typed) in store.typed_lots(sale.id).await? {
        let Some(lot) = lots.iter().find(|lot| lot.id == id) else { continue };
        if let Some((draft, faults)) = lot_as_typed(&typed.form, lot, sale, now)
            && faults.is_empty()
            && !is_as_written(&draft, lot)
        {
            store.save_lot(sale.id, &draft, &typed.form, typed.revision, now).await?;
        }
    }
    Ok(())
}

/// Whether a lot's row says what its form does, of what is its own.
fn is_as_written(draft: &Draft, lot: &Listing) -> bool {
    let own = |start, units| (start, units, draft.terms.currency.code().to_owned());
    let rows = lot.terms().map(|terms| own(terms.start, terms.format.units()));
    (&draft.title, &draft.description, &draft.category) == (&lot.title, &lot.description, &lot.category)
        && (draft.country.as_ref(), draft.reserve) == (lot.country.as_ref(), lot.reserve)
        && rows == Ok(own(draft.terms.start, draft.terms.format.units()))
}
