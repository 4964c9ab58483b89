//! What somebody has bid on, in four short lists: leading, outbid, won, lost. Each line has its next act. The script in
//! `static/js/bids.js` keeps them as they are.

use crate::config::security::{BIDS_RUNNING, BIDS_SHOWN};
use crate::domain::{AccountId, AuctionId, Currency, InvoiceId, Money, Standing, Status, Timestamp};
use crate::language;
use crate::live::room::Room;
use crate::store::took_part::Past;
use crate::web::auth::SignedIn;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::{House, cursor, fill, page, when};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;
use std::borrow::Borrow;
use uuid::Uuid;

/// `GET /bids`.
#[derive(Template)]
#[template(path = "bids.html")]
pub struct BidsPage {
    pub layout: Layout,
    pub leading: Vec<Running>,
    pub outbid: Vec<Running>,
    pub won: Vec<Over>,
    pub lost: Vec<Over>,
    pub now: Timestamp,
    /// Where the page of what is over goes on, if there is more.
    pub older: Option<String>,
}

/// A lot that is running.
#[derive(Clone, Debug)]
pub struct Running {
    pub id: AuctionId,
    pub title: String,
    pub currency: Currency,
    /// What it stands at; nothing while bids are sealed.
    pub price: Option<Money>,
    /// The most they authorised.
    pub maximum: Money,
    /// The least that can be bid next.
    pub minimum: Money,
    pub ends_at: Timestamp,
    pub sealed: bool,
    pub status: Status,
    /// How many bids there are: whether something has changed.
    pub bids: u32,
    /// For one bid, however often it is sent.
    pub key: Uuid,
}

/// A lot that is over.
#[derive(Clone, Debug)]
pub struct Over {
    pub id: AuctionId,
    pub title: String,
    pub category: String,
    pub currency: Currency,
    pub price: Option<Money>,
    pub ended_at: Timestamp,
    pub cancelled: bool,
    pub invoice: Option<InvoiceId>,
}

impl BidsPage {
    /// Whether any of it can still move.
    pub fn is_live(&self) -> bool {
        !self.leading.is_empty() || !self.outbid.is_empty()
    }
}

impl Running {
    /// Whether a bid is taken now.
    pub fn is_open(&self) -> bool {
        self.status == Status::Open
    }

    /// An amount in the lot's currency.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        language::money(self.currency, *amount.borrow())
    }

    /// The next amount as the form of a bid takes it.
    pub fn typed(&self) -> String {
        self.currency.plain(self.minimum).replace(',', "")
    }

    /// How long it still runs.
    pub fn left(&self, now: impl Borrow<Timestamp>) -> String {
        when::left(self.ends_at - *now.borrow())
    }

    fn of(room: &Room, account: AccountId) -> Option<(Standing, Running)> {
        let board = room.board();
        let auction = &board.auction;
        let (standing, maximum) = auction.standing(account)?;
        let sealed = standing == Standing::Sealed;
        let running = Running {
            id: room.id,
            title: room.title().to_string(),
            currency: auction.terms.currency,
            price: auction.price.filter(|_| !sealed),
            maximum,
            minimum: auction.minimum(),
            ends_at: auction.ends_at,
            sealed,
            status: auction.status,
            bids: auction.bids,
            key: Uuid::new_v4(),
        };
        Some((standing, running))
    }
}

impl Over {
    /// What it came to, if anything.
    pub fn price_text(&self) -> String {
        self.price.map(|price| language::money(self.currency, price)).unwrap_or_default()
    }

    fn of(past: Past) -> Option<Over> {
        Some(Over {
            id: past.auction,
            title: past.title,
            category: past.category,
            currency: past.currency.parse().ok()?,
            price: past.price,
            ended_at: past.ended_at,
            cancelled: past.cancelled,
            invoice: past.invoice,
        })
    }
}

/// From where the list of what is over goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Older {
    before: String,
}

/// `GET /bids`.
///
/// # Errors
/// 401 for who is not signed in, 503 while the database is away.
pub async fn show(house: Data<House>, who: SignedIn, older: Query<Older>) -> Result<HttpResponse, Error> {
    let account = who.account.id;
    let mut shown = BidsPage {
        layout: who.layout(t!("my-bids")),
        leading: Vec::new(),
        outbid: Vec::new(),
        won: Vec::new(),
        lost: Vec::new(),
        now: house.live.now(),
        older: None,
    };
    for id in house.store.bids_running(account, BIDS_RUNNING).await? {
        let room = house.live.room(id).await.map_err(fill::unreachable)?;
        match Running::of(&room, account) {
            Some((Standing::Leading | Standing::Sealed, lot)) => shown.leading.push(lot),
            Some((Standing::Outbid, lot)) => shown.outbid.push(lot),
            // It ended just now, or what they had bid was taken back.
            Some((Standing::Won | Standing::Lost, _)) | None => {}
        }
    }
    let mut past = house.store.bids_over(account, cursor::read(&older.before), BIDS_SHOWN + 1).await?;
    if past.len() > usize::try_from(BIDS_SHOWN).unwrap_or(usize::MAX) {
        past.pop();
        shown.older = past.last().map(|last| cursor::write(last.ended_at, last.auction));
    }
    for lot in past {
        let won = has_won(&house, account, &lot).await?;
        let list = if won { &mut shown.won } else { &mut shown.lost };
        list.extend(Over::of(lot));
    }
    page(StatusCode::OK, &shown)
}

/// Whether they bought it. Once the books are made up they say so; before, the auction does.
async fn has_won(house: &House, account: AccountId, lot: &Past) -> Result<bool, Error> {
    if lot.settled || lot.cancelled {
        return Ok(lot.invoice.is_some());
    }
    let room = house.live.room(lot.auction).await.map_err(fill::unreachable)?;
    let standing = room.board().auction.standing(account);
    Ok(standing.is_some_and(|(standing, _)| standing == Standing::Won))
}

#[cfg(test)]
mod tests {
    use crate::web::samples::{self, render};

    #[test]
    fn each_bid_has_its_next_act() {
        let html = render("bids", &samples::bids());
        assert!(html.contains("▲ You lead") && html.contains("▼ Outbid"), "{html}");
        assert!(
            html.contains("Bid €\u{a0}130.00") && html.contains("value=\"130.00\""),
            "the next amount, in one press"
        );
        assert!(html.contains("href=\"/invoices/") && html.contains("/?category=furniture"));
    }
}
