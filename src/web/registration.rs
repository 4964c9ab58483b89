//! Registering to bid on a lot, on its own page: what the lot asks for, how the viewer's registration stands, and what is
//! missing.

use super::auth::{self, SignedIn};
use super::browse::{auction_page, see};
use super::error::Error;
use super::{House, page, registrar};
use crate::domain::terms::{Approval, Terms};
use crate::domain::{AccountId, AuctionId, Money};
use crate::language::money as money_of;
use crate::store::registrations::{Deposit, Registration, State};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use uuid::Uuid;

/// What a lot's page shows of it.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Whether the house approves its bidders one by one.
    pub approved: bool,
    /// Whether it is for all lots of a sale.
    pub sale: bool,
    /// How the viewer's registration stands, in words with an icon; `None` if they have not registered.
    pub stands: Option<String>,
    /// What is missing, or why it is so; empty if nothing is.
    pub missing: String,
    pub may_bid: bool,
}

impl Panel {
    /// The panel of a lot with these terms, for somebody with this registration or none; `None` if nobody has to register.
    pub fn of(terms: &Terms, registration: Option<&Registration>) -> Option<Panel> {
        if terms.approval == Approval::Open {
            return None;
        }
        let money = |amount: Option<Money>| amount.map(|amount| money_of(terms.currency, amount)).unwrap_or_default();
        let (stands, missing) = registration.map(|registration| words(registration, &money)).unzip();
        Some(Panel {
            approved: terms.approval == Approval::Approved,
            sale: terms.lot.is_some(),
            stands,
            missing: missing.unwrap_or_default(),
            may_bid: registration.is_some_and(Registration::lets_bid),
        })
    }

    /// What one registers for.
    pub fn what(&self) -> String {
        if self.sale { t!("lot-registering-for-sale") } else { t!("lot-registering-for-lot") }
    }
}

/// How a registration stands, and what is missing.
fn words(registration: &Registration, money: &impl Fn(Option<Money>) -> String) -> (String, String) {
    let deposit = money(registration.deposit_amount);
    let reason = registration.reason.clone().unwrap_or_default();
    match (registration.state, registration.deposit) {
        (State::Requested, _) => (t!("lot-registered"), t!("lot-registered-missing")),
        (State::Refused, _) => (t!("lot-registration-refused"), reason),
        (State::Withdrawn, _) => {
            (t!("lot-registration-withdrawn"), t!("lot-registration-withdrawn-missing", reason = reason))
        }
        (State::Approved, Deposit::None | Deposit::Held) => (t!("lot-may-bid"), reason),
        (State::Approved, Deposit::Asked) => {
            (t!("lot-deposit-missing"), t!("lot-deposit-missing-help", deposit = deposit))
        }
        (State::Approved, Deposit::Returned) => {
            (t!("lot-deposit-returned"), t!("lot-deposit-returned-help", deposit = deposit))
        }
        (State::Approved, Deposit::Kept) => (t!("lot-deposit-kept"), t!("lot-deposit-kept-help", deposit = deposit)),
    }
}

/// What a lot's page shows of registering to somebody; `None` if nobody has to, or they have nothing to bid.
///
/// # Errors
/// 503 while the database is away.
pub async fn panel(house: &House, terms: &Terms, who: AccountId) -> Result<Option<Panel>, Error> {
    if terms.approval == Approval::Open {
        return Ok(None);
    }
    let registration = registrar::registration(house, terms, who).await?;
    Ok(Panel::of(terms, registration.as_ref()))
}

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Accepted {
    /// `yes` if the terms are accepted.
    accept: String,
}

/// `POST /auctions/{id}/registration`.
///
/// # Errors
/// 401 for who is not signed in, 404 for what is not there, 503 while the database is away. A refusal brings the page back.
pub async fn register(
    house: Data<House>,
    id: Path<Uuid>,
    form: Form<Accepted>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let id = AuctionId(*id);
    let who = auth::viewer(&request).await?.0.ok_or_else(Error::signed_out)?;
    let room = registrar::room(&house, id).await?;
    if form.accept != "yes" {
        let message = t!("lot-accept-the-terms");
        return again(&house, who, id, &message, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match registrar::register(&house, &room, who.account.id).await {
        Ok(_) => Ok(see(&format!("/auctions/{id}#registration"))),
        Err(error) if error.problem().status == StatusCode::CONFLICT => {
            again(&house, who, id, &error.problem().detail, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error),
    }
}

async fn again(
    house: &House,
    who: SignedIn,
    id: AuctionId,
    message: &str,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let listing = house.store.listing(id).await?.ok_or_else(Error::not_found)?;
    let mut shown = auction_page(house, &auth::Viewer(Some(who)), listing, None).await?;
    shown.layout = shown.layout.warning(message);
    page(status, &shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples::{self, render};

    fn panel(state: State, deposit: Deposit) -> Panel {
        let registration = Registration { state, deposit, ..samples::registration() };
        Panel::of(&samples::unregistered().terms, Some(&registration)).expect("a lot one registers for")
    }

    #[test]
    fn where_everybody_may_bid_there_is_nothing_to_register_for() {
        assert!(Panel::of(&samples::lot().terms, None).is_none());
    }

    #[test]
    fn whoever_may_not_bid_yet_is_offered_to_register_and_no_bid() {
        let html =
            render("auction-unregistered", &samples::auction_page(samples::unregistered(), Some(samples::bidder())));
        assert!(
            html.contains("/registration\"") && html.contains("name=\"accept\"") && html.contains("data-may-not-bid")
        );
        assert!(!html.contains("id=\"bid-form\"") && !html.contains("id=\"max-form\""));
    }

    #[test]
    fn whoever_may_bid_is_offered_it_and_told_their_limit() {
        let mut lot = samples::unregistered();
        lot.limit = Some((Money(25_000), Money(100_000)));
        lot.registration = Some(panel(State::Approved, Deposit::Held));
        let html = render("auction-registered", &samples::auction_page(lot, Some(samples::bidder())));
        assert!(html.contains("Your limit is €\u{a0}1,000.00, of which €\u{a0}250.00 is at stake"));
        assert!(html.contains("✓ You may bid") && html.contains("id=\"bid-form\""));
    }

    #[test]
    fn what_is_missing_is_said_with_the_amount_and_the_reason() {
        let missing = panel(State::Approved, Deposit::Asked);
        assert!(!missing.may_bid && missing.missing.contains("€\u{a0}200.00"), "{missing:?}");
        let refused = panel(State::Refused, Deposit::None);
        assert_eq!(
            (refused.stands.as_deref(), refused.missing.as_str()),
            (Some("× Refused"), "No address we could check.")
        );
        assert!(panel(State::Withdrawn, Deposit::None).missing.contains("stands"));
    }

    #[test]
    fn only_who_is_approved_with_no_deposit_missing_may_bid() {
        for state in [State::Requested, State::Refused, State::Withdrawn] {
            assert!(!panel(state, Deposit::Held).may_bid, "{state:?}");
        }
        let may_bid = |deposit| panel(State::Approved, deposit).may_bid;
        assert_eq!(Deposit::ALL.map(may_bid), [true, false, true, false, false]);
    }
}
