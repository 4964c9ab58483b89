//! Forms to begin from: those a seller kept under a name, and those of lots they listed before. Dates are never copied.

use super::local_time;
use crate::config::sales::MOST_TEMPLATES;
use crate::domain::AuctionId;
use crate::web::auth::SignedIn;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::sell::SellForm;
use crate::web::seller::drafts;
use crate::web::{House, listing, outlive};
use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Deserialize;
use uuid::Uuid;

/// What a new form begins from, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    /// A lot that was listed before.
    like: Option<Uuid>,
    /// A form that was kept.
    template: Option<Uuid>,
}

/// The form a new lot begins with.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn begun(house: &House, who: &SignedIn, from: &From) -> Result<SellForm, Error> {
    let form = match (from.template, from.like) {
        (Some(template), _) => {
            let kept = house.store.templates(who.account.id).await?;
            let kept = kept.into_iter().find(|kept| kept.id == template).ok_or_else(Error::not_found)?;
            drafts::read(&kept.form)
        }
        (None, Some(lot)) => like(house, who, AuctionId(lot)).await?,
        (None, None) => SellForm::suggested(),
    };
    Ok(undated(form))
}

/// The form that one of the seller's lots would be typed into.
async fn like(house: &House, who: &SignedIn, lot: AuctionId) -> Result<SellForm, Error> {
    let listing = listing::own(house, who, lot).await?;
    let terms = listing.terms().map_err(Error::internal)?;
    Ok(SellForm::of(listing, &terms, house.live.now()))
}

/// A form without its dates; the times it will get are typed by the reader's own clock. Steps that only the API can write do
/// not come along: a form can keep them, and not make them.
fn undated(form: SellForm) -> SellForm {
    let empty = String::new;
    let increments = if form.increments == "own" { SellForm::default().increments } else { form.increments };
    SellForm {
        increments,
        starts: "now".into(),
        starts_at: empty(),
        ends_at: empty(),
        starts_at_turn: empty(),
        ends_at_turn: empty(),
        zone: local_time::zone("").name().into(),
        ..form
    }
}

/// Keeps a form under a name.
///
/// # Errors
/// 503 while the database is away. The fault is what to change.
pub async fn keep(
    house: &Data<House>,
    who: &SignedIn,
    name: &str,
    form: &SellForm,
) -> Result<Result<(), Fault>, Error> {
    let name = match drafts::template_name(name) {
        Ok(name) => name,
        Err(fault) => return Ok(Err(fault)),
    };
    let (form, owner, there) = (drafts::written(&undated(form.clone())), who.account.id, house.clone());
    let kept = outlive(async move { there.store.keep_template(owner, &name, &form, MOST_TEMPLATES).await }).await?;
    Ok(if kept { Ok(()) } else { Err(Fault::new("template", t!("faults-templates-many", most = MOST_TEMPLATES))) })
}

/// `POST /sell/templates/{id}/discard`: throws a form away.
///
/// # Errors
/// 404 for what is not there or not theirs, 503 while the database is away.
pub async fn discard(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let (id, owner) = (*id, who.account.id);
    let gone = outlive(async move { house.store.discard_template(owner, id).await }).await?;
    if gone { Ok(see("/sell?done=template-gone")) } else { Err(Error::not_found()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_form_has_everything_but_its_dates() {
        let form = SellForm {
            title: "A chair".into(),
            start: "50".into(),
            increments: "own".into(),
            starts: "at".into(),
            starts_at: "2026-11-21T14:00".into(),
            ends_at: "2026-11-22T14:00".into(),
            ends_at_turn: "first".into(),
            ..SellForm::default()
        };
        let expected =
            SellForm { title: "A chair".into(), start: "50".into(), zone: "UTC".into(), ..SellForm::default() };
        assert_eq!(undated(form), expected);
    }
}
