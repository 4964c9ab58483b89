//! A published lot that nobody has bid on: its words may change, its terms are sealed into its ledger. Whoever must change
//! a price takes the lot back and lists it again, which is one press here.

use crate::domain::{AuctionId, By, Command};
use crate::store::auctions::Listing;
use crate::web::acts::{self, Why};
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::categories;
use crate::web::error::Error;
use crate::web::fault::{self, Fault};
use crate::web::layout::Layout;
use crate::web::lot::Card;
use crate::web::photos::hang;
use crate::web::sell::SellForm;
use crate::web::seller::drafts::{self, Sent};
use crate::web::{House, fill, listing, outlive, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// `GET` and `POST /sell/{id}/amend`.
#[derive(Template)]
#[template(path = "sell_amend.html")]
pub struct AmendPage {
    pub layout: Layout,
    pub card: Card,
    pub words: Words,
    /// Whether it can be taken back, to be listed again under other terms: a lot of a sale cannot.
    pub can_relist: bool,
    pub faults: Vec<Fault>,
    pub categories: Vec<categories::Choice>,
}

/// The words of a lot, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Words {
    pub title: String,
    pub description: String,
    pub category: String,
    /// The button that was pressed: `look`, or none.
    pub act: String,
}

impl AmendPage {
    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        fault::of(&self.faults, field)
    }

    fn of(who: &SignedIn, lot: &Listing, words: Words, faults: Vec<Fault>) -> Result<AmendPage, Error> {
        let card = fill::card(lot).ok_or_else(Error::not_found)?;
        let can_relist = lot.place.is_none();
        let layout = who.layout(t!("sell-amend-title"));
        Ok(AmendPage { layout, card, words, can_relist, faults, categories: categories::choices() })
    }
}

/// Whether the words of a lot may still change.
pub fn may(lot: &Listing) -> bool {
    lot.bids == 0 && lot.status().is_some_and(|status| !status.is_final())
}

/// `GET /sell/{id}/amend`: the words of a lot. A draft is shown as the form it still is.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 once somebody has bid, 503 while the database is away.
pub async fn form(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let lot = listing::own(&house, &who, AuctionId(*id)).await?;
    if lot.status().is_none() {
        return Ok(see(&format!("/sell/{}", lot.id)));
    }
    if !may(&lot) {
        return Err(too_late());
    }
    let words = Words {
        title: lot.title.clone(),
        description: lot.description.clone(),
        category: lot.category.clone(),
        ..Words::default()
    };
    page(StatusCode::OK, &AmendPage::of(&who, &lot, words, Vec::new())?)
}

/// `POST /sell/{id}/amend`: the words as they are now typed, saved, or only looked at.
///
/// # Errors
/// As for the page. Mistakes bring it back.
pub async fn reword(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    words: Form<Words>,
) -> Result<HttpResponse, Error> {
    let mut lot = listing::own(&house, &who, AuctionId(*id)).await?;
    let (title, description, faults) = listing::worded(&words.title, &words.description, &words.category);
    if words.act == "look" {
        return page(StatusCode::OK, &AmendPage::of(&who, &lot, words.into_inner(), faults)?);
    }
    if !faults.is_empty() {
        let shown = AmendPage::of(&who, &lot, words.into_inner(), faults)?;
        return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    (lot.title, lot.description, lot.category) = (title, description, words.into_inner().category);
    let id = lot.id;
    let changed = outlive(async move {
        let changed = house.store.reword(&lot).await?;
        if changed {
            house.live.retitled(lot.id, &lot.title);
        }
        Ok::<_, Error>(changed)
    });
    if changed.await? { Ok(see(&format!("/auctions/{id}"))) } else { Err(too_late()) }
}

/// `POST /sell/{id}/relist`: takes a lot back that nobody has bid on, and opens the form of another just like it, with its
/// photographs. The new draft is there before the lot is gone, and gone again if the lot cannot be taken back.
///
/// # Errors
/// 404 for what is not there or not theirs, 409 once somebody has bid, 503 while the database is away.
pub async fn relist(house: Data<House>, who: SignedIn, id: Path<Uuid>, why: Form<Why>) -> Result<HttpResponse, Error> {
    let lot = listing::own(&house, &who, AuctionId(*id)).await?;
    if !may(&lot) || lot.place.is_some() {
        return Err(too_late());
    }
    let reason = why.reason().map_err(|message| Error::invalid(vec![Fault::new("reason", message)]))?;
    let (old, terms, now) = (lot.id, lot.terms().map_err(Error::internal)?, house.live.now());
    let (copy, form) = (AuctionId(Uuid::now_v7()), SellForm::of(lot, &terms, now));
    drafts::save_like(&house, &who, copy, &Sent { form, ..Sent::default() }, Some(terms)).await?;
    let (there, seller) = (house.clone(), who.account.id);
    outlive(async move { hang::copy(&there, seller, old, copy).await }).await?;
    let by = By::Seller(who.account.id);
    match acts::act(&house, old, Command::Cancel { by, reason }).await? {
        Ok(()) => Ok(see(&format!("/sell/{copy}?done=taken-back"))),
        Err(no) => {
            outlive(async move { house.store.discard_draft(copy).await }).await?;
            Err(Error::new(no.status, "not_taken_back", no.message))
        }
    }
}

fn too_late() -> Error {
    Error::new(StatusCode::CONFLICT, "too_late_to_change", t!("sell-too-late-to-change"))
}

#[cfg(test)]
mod tests {
    use crate::web::samples::render;
    use crate::web::seller::samples;

    #[test]
    fn the_words_of_a_lot_can_be_changed_and_its_terms_only_by_listing_it_again() {
        let page = samples::amend();
        let html = render("sell-amend", &page);
        assert!(html.contains("value=\"Two Delft tiles\"") && html.contains("/relist\""));
        for term in ["name=\"start\"", "name=\"reserve\"", "name=\"ends_at\""] {
            assert!(!html.contains(term), "{term} is sealed");
        }
        let of_a_sale = super::AmendPage { can_relist: false, ..page };
        assert!(!render("sell-amend-of-a-sale", &of_a_sale).contains("/relist\""));
    }
}
