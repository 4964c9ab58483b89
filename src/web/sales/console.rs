//! The auctioneer's console: one page, one lot at a time, every act a button with its key. Works by plain forms; the script
//! in `static/js/console.js` makes it live.

use super::acts;
use super::browse::may_conduct;
use super::writing;
use crate::config::LONGEST_NOTE;
use crate::config::rooms::LONGEST_CAPTION;
use crate::domain::{AuctionId, Money, SaleId, SaleKind, Status};
use crate::language;
use crate::live::inbox::Refused;
use crate::live::words;
use crate::store::auctions::Listing;
use crate::store::sales::Sale;
use crate::web::auth::{SignedIn, Viewer};
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::lot::{Lot, Told};
use crate::web::{House, fill, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// What is said at the press of a key, by its number.
const ANNOUNCEMENTS: [u8; 5] = [1, 2, 3, 4, 5];

/// What is announced at the press of a key, in the auctioneer's language.
fn announcement(number: u8) -> Option<String> {
    t_code!("console-say-", number).filter(|_| ANNOUNCEMENTS.contains(&number))
}

/// `GET /sales/{id}/console`.
#[derive(Template)]
#[template(path = "console.html")]
pub struct ConsolePage {
    pub layout: Layout,
    pub sale: SaleId,
    pub title: String,
    /// How many lots there are.
    pub lots: u32,
    /// The lot that was opened last, or the first; `None` once all are over.
    pub lot: Option<Lot>,
    /// Its number.
    pub number: u32,
    /// The lot that comes after it: number, title, and what it is.
    pub next: Option<(u32, String)>,
    /// The lot that the key for the next one opens.
    pub to_open: Option<AuctionId>,
    pub watchers: u32,
    /// Whether fair warning was given since the last bid.
    pub warned: bool,
    /// The owner's own secret; nobody else who conducts is shown it.
    pub reserve: Option<Money>,
    /// What was typed as an ask, if it was refused.
    pub typed: String,
}

impl ConsolePage {
    /// `Lot 3 of 12`.
    pub fn place_text(&self) -> String {
        match &self.lot {
            Some(_) => t!("console-place", number = self.number, lots = self.lots),
            None => t!("console-lots", count = self.lots),
        }
    }

    fn status(&self) -> Status {
        self.lot.as_ref().map_or(Status::Cancelled, |lot| lot.card.status)
    }

    /// The id of the lot that N opens; empty if there is none.
    pub fn opens(&self) -> String {
        self.to_open.map(|id| id.to_string()).unwrap_or_default()
    }

    /// `● Live`.
    pub fn status_text(&self) -> String {
        t_code!("sell-status-", self.status().word()).unwrap_or_default()
    }

    fn money(&self, amount: Money) -> String {
        self.lot.as_ref().map(|lot| lot.card.money(amount)).unwrap_or_default()
    }

    /// What the auctioneer knows beforehand.
    pub fn estimate_text(&self) -> String {
        let start = self.lot.as_ref().map(|lot| self.money(lot.terms.start)).unwrap_or_default();
        match self.reserve {
            Some(reserve) => t!("console-estimate-reserve", start = start, reserve = self.money(reserve)),
            None => t!("console-estimate", start = start),
        }
    }

    /// What the huge figure is.
    pub fn ask_word(&self) -> String {
        match &self.lot {
            Some(lot) if lot.card.status.is_final() => lot.strip(),
            _ => t!("console-asking"),
        }
    }

    /// The huge figure.
    pub fn ask_text(&self) -> String {
        let Some(lot) = &self.lot else { return String::new() };
        let figure = if lot.card.status.is_final() { lot.card.price } else { None };
        self.money(figure.unwrap_or(lot.card.minimum))
    }

    /// `€ 125.00 with the floor`.
    pub fn leader_text(&self) -> String {
        let leads = self.lot.as_ref().and_then(|lot| lot.card.price.zip(lot.leader.as_deref()));
        match leads {
            None => t!("console-no-bids"),
            Some((price, "floor")) => t!("console-with-floor", price = self.money(price)),
            Some((price, bidder)) => t!("console-with-online", price = self.money(price), bidder = bidder),
        }
    }

    /// `reserve not met`.
    pub fn reserve_text(&self) -> String {
        match &self.lot {
            Some(lot) if !lot.has_reserve => t!("console-no-reserve"),
            Some(lot) if lot.reserve_met => t!("sell-reserve-met"),
            _ => t!("sell-reserve-not-met"),
        }
    }

    /// The bids of one column, newest first.
    pub fn bids_from(&self, floor: bool) -> Vec<String> {
        let history = self.lot.iter().flat_map(|lot| &lot.history);
        let bids = history.filter(|line| !line.struck).filter_map(|line| match &line.told {
            Told::Bid { bidder, amount, .. } if (bidder == "floor") == floor => Some((bidder, *amount)),
            _ => None,
        });
        let text = |(bidder, amount): (&String, Money)| match floor {
            true => self.money(amount),
            false => format!("{} {bidder}", self.money(amount)),
        };
        bids.map(text).collect()
    }

    /// Whether an act makes sense now; the script says the same of the same state.
    pub fn can(&self, act: &str) -> bool {
        match act {
            "open" => self.status() != Status::Open && self.status() != Status::Halted && self.to_open.is_some(),
            "undo" => matches!(self.status(), Status::Open | Status::Closed),
            _ => self.status() == Status::Open,
        }
    }

    /// `Accept € 130.00 from the floor`.
    pub fn accept_text(&self) -> String {
        let minimum = self.lot.as_ref().map(|lot| self.money(lot.card.minimum)).unwrap_or_default();
        t!("console-accept", minimum = minimum)
    }

    /// What N does.
    pub fn open_text(&self) -> String {
        if self.status() == Status::Scheduled { t!("console-open") } else { t!("console-next-lot") }
    }

    /// The quick announcements, by their keys.
    pub fn announcements(&self) -> Vec<(u8, String)> {
        ANNOUNCEMENTS.into_iter().filter_map(|number| Some((number, announcement(number)?))).collect()
    }

    /// The most characters of an announcement.
    pub fn longest_note(&self) -> usize {
        LONGEST_NOTE
    }

    /// The most characters of a caption.
    pub fn longest_caption(&self) -> usize {
        LONGEST_CAPTION
    }
}

/// `GET /sales/{id}/console`.
///
/// # Errors
/// 401, 403 for who may not conduct it, 404 for what is not there or has no auctioneer, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, id: Path<Uuid>) -> Result<HttpResponse, Error> {
    let sale = conducted(&house, &who, SaleId(*id)).await?;
    page(StatusCode::OK, &console(&house, &who, sale).await?)
}

/// A published live sale, for who may conduct it.
async fn conducted(house: &House, who: &SignedIn, id: SaleId) -> Result<Sale, Error> {
    let sale = writing::visible(house, id, Some(who.account.id)).await?;
    if !sale.published || sale.kind != SaleKind::Live {
        return Err(Error::not_found());
    }
    if may_conduct(&sale, &Viewer(Some(who.clone()))) { Ok(sale) } else { Err(Error::forbidden()) }
}

/// Where a sale stands: the lot that was opened last, or the first that can be; and the one to open next.
fn stand(lots: &[Listing], opened: &[bool]) -> (Option<usize>, Option<usize>) {
    let is_over = |lot: &Listing| lot.status().is_none_or(Status::is_final);
    let to_open = lots.iter().position(|lot| lot.status() == Some(Status::Scheduled));
    let last = opened.iter().rposition(|opened| *opened);
    let done = lots.iter().all(is_over) && last.is_none();
    let current = if done { None } else { last.or(to_open) };
    (current, to_open)
}

async fn console(house: &House, who: &SignedIn, sale: Sale) -> Result<ConsolePage, Error> {
    let lots = house.store.lots_of(sale.id).await?;
    let opened: Vec<bool> = house.store.turns(sale.id).await?.iter().map(|turn| turn.opened).collect();
    let (current, to_open) = stand(&lots, &opened);
    let next = to_open.filter(|place| Some(*place) != current).and_then(|place| lots.get(place));
    let next = next.and_then(|lot| Some((lot.place?.number, lot.title.clone())));
    let to_open = to_open.and_then(|place| lots.get(place)).map(|lot| lot.id);
    let mut shown = ConsolePage {
        layout: who.layout(t!("console-title", sale = sale.title)),
        sale: sale.id,
        title: sale.title,
        lots: sale.lots,
        lot: None,
        number: 0,
        next,
        to_open,
        watchers: 0,
        warned: false,
        reserve: None,
        typed: String::new(),
    };
    if let Some(listing) = current.and_then(|place| lots.into_iter().nth(place)) {
        let room = house.live.room(listing.id).await.map_err(fill::unreachable)?;
        shown.number = listing.place.map_or(0, |place| place.number);
        shown.reserve = listing.reserve.filter(|_| listing.seller == who.account.id);
        shown.watchers = u32::try_from(room.watchers()).unwrap_or(u32::MAX);
        shown.warned = room.board().auction.warned;
        shown.lot = Some(fill::lot(listing, &room, Some(who.account.id), house.live.now()));
    }
    Ok(shown)
}

/// What was pressed.
#[derive(Deserialize)]
pub struct Pressed {
    act: String,
    /// The lot that was on the page.
    lot: Uuid,
    /// The lot to open next, as the page had it.
    #[serde(default)]
    opens: String,
    /// What was being asked when the page was made: what the floor is taken to have bid.
    #[serde(default)]
    asked: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    text: String,
}

/// `POST /sales/{id}/console`.
///
/// # Errors
/// As for the page. A refusal brings the page back.
pub async fn press(
    house: Data<House>,
    who: SignedIn,
    id: Path<Uuid>,
    pressed: Form<Pressed>,
) -> Result<HttpResponse, Error> {
    let sale = conducted(&house, &who, SaleId(*id)).await?;
    let told = match perform(&house, &who, &sale, &pressed).await? {
        Ok(()) => return Ok(see(&format!("/sales/{}/console", sale.id))),
        Err(told) => told,
    };
    let mut shown = console(&house, &who, sale).await?;
    shown.layout = shown.layout.warning(told);
    shown.typed.clone_from(&pressed.amount);
    page(StatusCode::CONFLICT, &shown)
}

/// Does what was pressed; or says why not.
async fn perform(
    house: &Data<House>,
    who: &SignedIn,
    sale: &Sale,
    pressed: &Pressed,
) -> Result<Result<(), String>, Error> {
    let named = if pressed.act == "open" { pressed.opens.parse().ok() } else { Some(AuctionId(pressed.lot)) };
    let listing = match named {
        Some(lot) => house.store.listing(lot).await?,
        None => None,
    };
    let listing = listing.filter(|lot| lot.place.is_some_and(|place| place.sale == sale.id));
    let listing = listing.ok_or_else(Error::not_found)?;
    let office = acts::office(&listing, who)?;
    let said = pressed.act.strip_prefix("say-").and_then(|number| announcement(number.parse().ok()?));
    let (word, text) =
        said.as_deref().map_or((pressed.act.as_str(), pressed.text.as_str()), |words| ("announce", words));
    let amount = match word {
        "floor" => money(&listing, &pressed.asked),
        "ask" => money(&listing, &pressed.amount),
        _ => Ok(None),
    };
    let act = amount.and_then(|amount| acts::read(word, amount, text).map_err(|fault| fault.message));
    let act = match act {
        Ok(act) => act,
        Err(told) => return Ok(Err(told)),
    };
    Ok(match acts::perform(house, listing.id, office, act).await? {
        Ok(_) => Ok(()),
        Err(Refused::Rejected(rejection)) => Err(words::rejection(&rejection)),
        Err(_) => Err(t!("console-unavailable")),
    })
}

fn money(lot: &Listing, typed: &str) -> Result<Option<Money>, String> {
    let currency: crate::domain::Currency = lot.currency.parse()?;
    Ok(Some(language::amount(currency, typed)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::sales::samples;
    use crate::web::samples::render;

    #[test]
    fn every_act_is_a_button_with_its_key_on_it() {
        let html = render("console", &samples::console(Some(samples::on_the_block())));
        for (key, act) in
            [("Space", "floor"), ("F", "warn"), ("H", "hammer"), ("P", "pass"), ("U", "undo"), ("N", "open")]
        {
            let button = html.split("<button").find(|button| button.contains(&format!("value=\"{act}\"")));
            assert!(button.is_some_and(|button| button.contains(&format!("<kbd>{key}</kbd>"))), "{act}");
        }
        assert!(html.contains("Accept €\u{a0}127.50 from the floor") && html.contains("Lot 3 of 12"));
        assert!(html.contains("▲ Fair warning given") && html.contains("reserve €\u{a0}200.00"));
    }

    #[test]
    fn enter_in_a_field_presses_the_button_beside_it_and_no_other() {
        let html = render("console", &samples::console(Some(samples::on_the_block())));
        for (field, act) in [("amount", "ask"), ("text", "announce")] {
            let form = html.split("<form").find(|form| form.contains(&format!("name=\"{field}\"")));
            let form = form.and_then(|form| form.split("</form>").next()).expect("the field is in a form");
            assert!(form.matches("<button").count() == 1 && form.contains(&format!("value=\"{act}\"")), "{form}");
        }
    }

    #[test]
    fn a_lot_before_its_turn_can_be_opened_and_nothing_else() {
        let page = samples::console(Some(samples::to_be_called()));
        let can: Vec<&str> = ["floor", "warn", "hammer", "pass", "undo", "ask", "announce", "open"]
            .into_iter()
            .filter(|act| page.can(act))
            .collect();
        assert_eq!(can, ["open"]);
        assert!(render("console-before", &page).contains("Open this lot"));
    }

    #[test]
    fn a_sale_without_a_lot_to_call_is_over() {
        let html = render("console-over", &ConsolePage { to_open: None, next: None, ..samples::console(None) });
        assert!(html.contains("The sale is over") && !html.contains("js/console.js"));
    }
}
