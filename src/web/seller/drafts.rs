//! Drafts as they are typed. Half a form and a mistaken one are saved like a good one; a save names the revision it was
//! typed over, so that two windows never write over each other unseen. What is judged here decides nothing: a draft is
//! judged again when it is published.

use crate::config::sales::LONGEST_TEMPLATE_NAME;
use crate::domain::{AuctionId, Currency, Money, Terms, Timestamp};
use crate::store::auctions::{Draft, Listing};
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::listing::NO_CATEGORY;
use crate::web::sell::SellForm;
use crate::web::{House, categories, listing, outlive, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use chrono::{Datelike, TimeDelta};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// The years that are kept of a draft's times: what lies outside is a slip, and not every database can hold it.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9_999;

/// The seller's form, with what the page sends along.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    #[serde(flatten)]
    pub form: SellForm,
    /// The revision that was on the page; 0 if it was never saved.
    pub revision: i32,
    /// The name to keep the form under, where it is to be kept for later lots.
    pub template: String,
}

/// What became of a save.
#[derive(Debug)]
pub enum Saved {
    /// It is this revision now. What is wrong with it is said, and stops nobody from going on later. `sale` is the revision of the
    /// sale, where it is the form of one.
    As { revision: i32, sale: Option<i32>, faults: Vec<Fault> },
    /// Another window saved since the form was loaded: nothing was changed.
    Contested { revision: i32, at: Timestamp },
}

/// The form as it is kept.
pub fn written(form: &impl Serialize) -> String {
    // A struct of strings cannot fail to serialise.
    serde_json::to_string(form).unwrap_or_default()
}

/// A form that was kept; a new one if it can no longer be read.
pub fn read<F: DeserializeOwned + Default>(kept: &str) -> F {
    serde_json::from_str(kept).unwrap_or_default()
}

/// Everything wrong with the form that a draft was typed into.
pub fn faults(kept: &str, draft: &Listing, now: Timestamp) -> Vec<Fault> {
    read::<SellForm>(kept).judged(draft.id, draft.seller, draft.terms().ok().as_ref(), now).1
}

/// Saves the form of a draft, or begins one under this id. The first lot of a bidder makes them a seller.
///
/// # Errors
/// 403 for who may not sell, 404 for what is not theirs, 409 for what is published, 503 while the database is away.
pub async fn save(house: &Data<House>, who: &SignedIn, id: AuctionId, sent: &Sent) -> Result<Saved, Error> {
    save_like(house, who, id, sent, None).await
}

/// The same for a new draft that is a copy: what the form cannot show is that of these terms.
///
/// # Errors
/// As for [`save`].
pub async fn save_like(
    house: &Data<House>,
    who: &SignedIn,
    id: AuctionId,
    sent: &Sent,
    like: Option<Terms>,
) -> Result<Saved, Error> {
    listing::may_sell(house, &who.account)?;
    let (now, seller) = (house.live.now(), who.account.id);
    let was = own_draft(house, who, id).await?;
    let terms = was.as_ref().and_then(|was| was.terms().ok()).or(like);
    let (draft, faults) = sent.form.judged(id, seller, terms.as_ref(), now);
    let draft = if faults.is_empty() { draft } else { harmless(draft, now) };
    let (form, seen, is_new, there) = (written(&sent.form), sent.revision, was.is_none(), house.clone());
    let account = who.account.clone();
    let saved = outlive(async move {
        if !is_new {
            return Ok::<_, Error>(there.store.save_draft(&draft, &form, seen, now).await?);
        }
        listing::let_sell(&there, &account).await?;
        Ok(there.store.begin_draft(&draft, &form, now).await?.then_some(1))
    });
    match saved.await? {
        Some(revision) => Ok(Saved::As { revision, sale: None, faults }),
        None => contested(house, who, id).await,
    }
}

/// The draft of this id, if there is anything; nobody is told of anybody else's.
async fn own_draft(house: &House, who: &SignedIn, id: AuctionId) -> Result<Option<Listing>, Error> {
    match house.store.listing(id).await? {
        Some(listing) if listing.seller != who.account.id || listing.place.is_some() => Err(Error::not_found()),
        Some(listing) if listing.status().is_some() => Err(listing::Refusal::Published.into()),
        listing => Ok(listing),
    }
}

/// Why nothing was saved: another window was faster, or it is a draft no longer.
async fn contested(house: &House, who: &SignedIn, id: AuctionId) -> Result<Saved, Error> {
    own_draft(house, who, id).await?.ok_or_else(Error::not_found)?;
    let typed = house.store.typed(id).await?.ok_or_else(Error::not_found)?;
    Ok(Saved::Contested { revision: typed.revision, at: typed.saved_at })
}

/// A draft that cannot be published yet, as the auction's row can hold it: the form has what was really typed.
pub fn harmless(mut draft: Draft, now: Timestamp) -> Draft {
    for text in [&mut draft.title, &mut draft.description, &mut draft.category] {
        text.retain(|sign| sign != '\0');
    }
    if !categories::offers(&draft.category) {
        draft.category = NO_CATEGORY.into();
    }
    draft.country = draft.country.filter(|country| listing::nowhere(Some(country)).is_none());
    temper(&mut draft.terms, now);
    draft
}

/// Terms as a row can hold them, whatever was typed.
pub fn temper(terms: &mut Terms, now: Timestamp) {
    terms.start = terms.start.max(Money(1));
    for at in [&mut terms.starts_at, &mut terms.ends_at] {
        if !YEARS.contains(&at.year()) {
            *at = now + TimeDelta::hours(1);
        }
    }
}

/// What a window is told that lost a race against another.
pub fn contest(revision: i32, at: Timestamp) -> Error {
    let detail = t!("sell-contested", time = when::of_day(at));
    Error::new(StatusCode::CONFLICT, "draft_changed", detail).with("revision", revision)
}

/// `POST /sell/{id}/draft`: saves the form as it is typed, for the script of its page.
///
/// # Errors
/// As for [`save`]; 409 `draft_changed` with the other window's `revision`.
pub async fn autosave(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    sent: Form<Sent>,
) -> Result<HttpResponse, Error> {
    told(&house, save(&house, &who, AuctionId(*id), &sent).await?)
}

/// What the script of a form is told of a save.
///
/// # Errors
/// 409 `draft_changed` with the other window's `revision`.
pub fn told(house: &House, saved: Saved) -> Result<HttpResponse, Error> {
    match saved {
        Saved::As { revision, sale, faults } => {
            let said = t!("sell-saved-at", time = when::of_day(house.live.now()));
            let told = json!({ "revision": revision, "sale": sale, "said": said, "errors": errors(&faults) });
            Ok(HttpResponse::Ok().json(told))
        }
        Saved::Contested { revision, at } => Err(contest(revision, at)),
    }
}

/// What is wrong, field by field.
fn errors(faults: &[Fault]) -> Value {
    faults.iter().map(|fault| json!({ "field": fault.field, "message": fault.message })).collect()
}

/// `POST /sell/validate`: what is wrong with the form as it stands, field by field, by the very rules of publishing.
///
/// # Errors
/// 401 for who is not signed in.
pub async fn validate(house: Data<House>, who: SignedIn, sent: Form<Sent>) -> Result<HttpResponse, Error> {
    let (draft, was) = (AuctionId(Uuid::nil()), kept_terms(&sent.form));
    let (_, faults) = sent.form.judged(draft, who.account.id, was.as_ref(), house.live.now());
    Ok(HttpResponse::Ok().json(json!({ "errors": errors(&faults) })))
}

/// Harmless terms for what the form can only keep, so that it is not found fault with.
fn kept_terms(form: &SellForm) -> Option<Terms> {
    let currency: Currency = form.currency.parse().ok()?;
    let (id, day) = (AuctionId(Uuid::nil()), chrono::DateTime::UNIX_EPOCH);
    let own = crate::domain::Increments::us(currency);
    (form.increments == "own").then(|| Terms::usual(id, currency, Money(1), own, day, day))
}

/// The name a form is to be kept under, on one line.
///
/// # Errors
/// If it has none, or too long a one.
pub fn template_name(typed: &str) -> Result<String, Fault> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "");
    if (1..=LONGEST_TEMPLATE_NAME).contains(&name.chars().count()) {
        return Ok(name);
    }
    Err(Fault::new("template", t!("faults-template-name", most = LONGEST_TEMPLATE_NAME)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AccountId;
    use crate::web::samples::now;

    fn typed() -> SellForm {
        SellForm {
            title: "A \"chair\"\0".into(),
            start: "one hundred".into(),
            act: "draft".into(),
            ..SellForm::default()
        }
    }

    #[test]
    fn a_form_is_kept_to_the_letter_and_comes_back_as_it_was() {
        let kept: SellForm = read(&written(&typed()));
        assert_eq!(kept, SellForm { act: String::new(), ..typed() });
        assert_eq!(read::<SellForm>("no form"), SellForm::default());
        assert_eq!(read::<SellForm>("{\"title\":\"x\",\"gone\":1}").title, "x", "fields come and go");
    }

    #[test]
    fn what_cannot_be_published_can_still_be_kept() {
        let ids = (AuctionId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let form = SellForm { start: "0".into(), ends_at: "9999999-01-01T00:00".into(), ..typed() };
        let (draft, faults) = form.judged(ids.0, ids.1, None, now());
        let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
        for field in ["title", "category", "start", "ends_at"] {
            assert!(fields.contains(&field), "{field} in {fields:?}");
        }
        let kept = harmless(draft, now());
        assert!(kept.terms.start == Money(1) && YEARS.contains(&kept.terms.ends_at.year()));
        assert!(!kept.title.contains('\0'));
    }

    #[test]
    fn a_template_has_a_name_of_one_line() {
        assert_eq!(template_name("  Small \n chairs ").as_deref(), Ok("Small chairs"));
        for wrong in ["", " \n", &"é".repeat(LONGEST_TEMPLATE_NAME + 1)] {
            assert_eq!(template_name(wrong).map_err(|fault| fault.field), Err("template"), "{wrong}");
        }
    }
}
