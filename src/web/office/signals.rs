//! Signals: pairs of a seller and a bidder of whom something is worth a look. Shown with what they rest on and what that does
//! not prove; nothing follows from them by itself.

use super::nav::Nav;
use crate::config::office::{LISTED_SIGNALS, SIGNALS_OVER};
use crate::store::signals::{Evidence, Pair};
use crate::web::auth::Admin;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::{House, page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use std::cmp::Reverse;

/// `GET /admin/signals`.
#[derive(Template)]
#[template(path = "house_signals.html")]
pub struct SignalsPage {
    pub layout: Layout,
    pub nav: Nav,
    /// Those that show most first.
    pub signals: Vec<Signal>,
    /// How far back was looked.
    pub days: i64,
}

/// A pair, and what it shows.
#[derive(Clone, Debug)]
pub struct Signal {
    pub pair: Pair,
    pub evidence: Vec<Evidence>,
}

/// One thing a pair shows: what it is, and why it need not mean anything.
pub struct Shown {
    pub what: String,
    pub but: String,
}

impl SignalsPage {
    /// The pairs that show something, those that show most first.
    pub(super) fn of(layout: Layout, nav: Nav, pairs: Vec<Pair>) -> SignalsPage {
        let mut signals: Vec<Signal> = pairs.into_iter().filter_map(Signal::of).collect();
        signals.sort_by_key(|signal| Reverse((signal.evidence.len(), signal.pair.lots)));
        signals.truncate(LISTED_SIGNALS);
        SignalsPage { layout, nav, signals, days: SIGNALS_OVER.num_days() }
    }
}

impl Signal {
    /// What there is to see about a pair, if there is anything.
    fn of(pair: Pair) -> Option<Signal> {
        let evidence = pair.evidence();
        (!evidence.is_empty()).then_some(Signal { pair, evidence })
    }

    /// What it shows, in words.
    pub fn shown(&self) -> Vec<Shown> {
        self.evidence.iter().map(|evidence| in_words(&self.pair, *evidence)).collect()
    }
}

fn in_words(pair: &Pair, evidence: Evidence) -> Shown {
    match evidence {
        Evidence::SameAddress => Shown {
            what: t!("house-signal-address", addresses = pair.addresses.join(", "), accounts = pair.accounts_there),
            but: t!("house-signal-address-but"),
        },
        Evidence::SameDevice => Shown { what: t!("house-signal-device"), but: t!("house-signal-device-but") },
        Evidence::OneSeller => Shown {
            what: t!("house-signal-one-seller", lots = pair.lots, all = pair.lots_of_all),
            but: t!("house-signal-one-seller-but"),
        },
        Evidence::NeverWins => Shown {
            what: t!("house-signal-never-wins", bids = pair.bids, closed = pair.closed),
            but: t!("house-signal-never-wins-but"),
        },
        Evidence::UnderReserve => Shown {
            what: t!("house-signal-under-reserve", lots = pair.under_reserve),
            but: t!("house-signal-under-reserve-but"),
        },
        Evidence::TakesBack => Shown {
            what: t!("house-signal-takes-back", bids = pair.retractions),
            but: t!("house-signal-takes-back-but"),
        },
    }
}

/// `GET /admin/signals`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 503 while the database is away.
pub async fn table(house: Data<House>, admin: Admin) -> Result<HttpResponse, Error> {
    let pairs = house.store.pairs(house.live.now() - SIGNALS_OVER).await?;
    let (layout, nav) = (admin.0.layout(t!("house-signals")), Nav::at(&house, "/admin/signals").await?);
    page(StatusCode::OK, &SignalsPage::of(layout, nav, pairs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AccountId;
    use crate::language::{Language, speaking};
    use crate::web::office::samples;
    use crate::web::samples::render;
    use uuid::Uuid;

    fn pair(lots: i64, won: i64) -> Pair {
        Pair {
            seller: AccountId(Uuid::from_u128(1)),
            seller_name: "Sal".into(),
            bidder: AccountId(Uuid::from_u128(2)),
            bidder_name: "Ann".into(),
            lots,
            bids: 9,
            lots_of_all: lots,
            closed: lots,
            won,
            under_reserve: 2,
            retractions: 3,
            addresses: vec!["192.0.2.1".into()],
            accounts_there: 2,
            same_device: true,
            linked: true,
        }
    }

    #[test]
    fn a_signal_says_what_it_rests_on_and_what_that_does_not_prove() {
        let shown = samples::signals(vec![pair(8, 0)]);
        let html = render("house-signals", &shown);
        for text in
            ["192.0.2.1", "2 accounts use", "A family, an office", "none was won", "Fingers slip", "Linked already"]
        {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
        let html = speaking(Language::Spanish, || render("house-signals-es", &samples::signals(vec![pair(8, 0)])));
        assert!(html.contains("usan 2 cuentas") && html.contains("ninguno ganado"), "{html}");
    }

    #[test]
    fn those_that_show_most_come_first_and_those_that_show_nothing_not_at_all() {
        let silent = Pair { addresses: Vec::new(), under_reserve: 0, retractions: 0, lots: 1, closed: 1, ..pair(1, 1) };
        let quiet = Pair { retractions: 0, ..pair(8, 1) };
        let shown = samples::signals(vec![silent, quiet, pair(8, 0)]);
        assert_eq!(shown.signals.iter().map(|signal| signal.evidence.len()).collect::<Vec<_>>(), [6, 4]);
    }
}
