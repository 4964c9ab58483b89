//! In which order lots are shown, and where a page ends. A place is a text for addresses; nobody has to understand it.

use crate::domain::{AuctionId, Timestamp, storable};
use chrono::DateTime;
use std::fmt;
use std::str::FromStr;

/// In which order lots are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Ending soonest.
    #[default]
    Soonest,
    /// Ended last.
    Latest,
    /// Published last.
    Newest,
    /// Currency by currency, since no price is held against one in another.
    Cheapest,
    Dearest,
    /// Most bids.
    Liveliest,
    /// What has the words in its title before what has them in its description. Of nothing but a search.
    Best,
}

impl Order {
    /// Every order, as a form offers them.
    pub const ALL: [Order; 7] =
        [Order::Best, Order::Soonest, Order::Newest, Order::Cheapest, Order::Dearest, Order::Liveliest, Order::Latest];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Order::Soonest => "soonest",
            Order::Latest => "latest",
            Order::Newest => "newest",
            Order::Cheapest => "cheapest",
            Order::Dearest => "dearest",
            Order::Liveliest => "bids",
            Order::Best => "relevance",
        }
    }

    /// The order of this word.
    pub fn of_word(word: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// The place of a lot in an order: what it is ordered by, and then the lot itself, so that no two share one.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    End(Timestamp, AuctionId),
    Published(Timestamp, AuctionId),
    /// Its currency, and the price that is shown.
    Price(String, i64, AuctionId),
    Bids(i32, AuctionId),
    /// How well it answers the words, the better the less; then its end.
    Rank(f32, Timestamp, AuctionId),
}

impl Place {
    /// Whether it is a place in this order.
    pub fn is_in(&self, order: Order) -> bool {
        matches!(
            (self, order),
            (Place::End(..), Order::Soonest | Order::Latest)
                | (Place::Published(..), Order::Newest)
                | (Place::Price(..), Order::Cheapest | Order::Dearest)
                | (Place::Bids(..), Order::Liveliest)
                | (Place::Rank(..), Order::Best)
        )
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::End(at, id) => write!(f, "e.{}.{id}", at.timestamp_micros()),
            Place::Published(at, id) => write!(f, "n.{}.{id}", at.timestamp_micros()),
            Place::Price(currency, price, id) => write!(f, "p.{currency}.{price}.{id}"),
            Place::Bids(bids, id) => write!(f, "b.{bids}.{id}"),
            Place::Rank(rank, at, id) => write!(f, "r.{:08x}.{}.{id}", rank.to_bits(), at.timestamp_micros()),
        }
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Place, ()> {
        let id = |text: &str| text.parse::<AuctionId>().map_err(drop);
        let parts: Vec<&str> = text.split('.').collect();
        match parts[..] {
            ["e", at, lot] => Ok(Place::End(instant(at)?, id(lot)?)),
            ["n", at, lot] => Ok(Place::Published(instant(at)?, id(lot)?)),
            ["p", currency, price, lot] if currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase()) => {
                Ok(Place::Price(currency.into(), price.parse().map_err(drop)?, id(lot)?))
            }
            ["b", bids, lot] => Ok(Place::Bids(bids.parse().map_err(drop)?, id(lot)?)),
            ["r", rank, at, lot] => Ok(Place::Rank(finite(rank)?, instant(at)?, id(lot)?)),
            _ => Err(()),
        }
    }
}

/// An instant that PostgreSQL can compare with; no auction ends outside.
fn instant(micros: &str) -> Result<Timestamp, ()> {
    DateTime::from_timestamp_micros(micros.parse().map_err(drop)?).and_then(storable).ok_or(())
}

fn finite(bits: &str) -> Result<f32, ()> {
    let rank = f32::from_bits(u32::from_str_radix(bits, 16).map_err(drop)?);
    if rank.is_finite() { Ok(rank) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_place_is_read_back_as_it_was_written() {
        let (at, id) = ("2026-11-21T12:00:00.123456Z".parse().unwrap(), AuctionId(Uuid::from_u128(7)));
        for (place, order) in [
            (Place::End(at, id), Order::Latest),
            (Place::Published(at, id), Order::Newest),
            (Place::Price("EUR".into(), 12_500, id), Order::Dearest),
            (Place::Bids(17, id), Order::Liveliest),
            (Place::Rank(-0.607_927_1, at, id), Order::Best),
        ] {
            assert_eq!(place.to_string().parse(), Ok(place.clone()));
            assert!(place.is_in(order), "{place}");
            assert!(Order::ALL.into_iter().filter(|order| place.is_in(*order)).count() <= 2, "{place}");
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        let id = Uuid::nil();
        for text in [
            String::new(),
            "e".into(),
            format!("e.x.{id}"),
            format!("e.9223372036854775807.{id}"),
            format!("e.-62135596800000000.{id}"),
            "e.1.7".into(),
            format!("p.eur.1.{id}"),
            format!("p.EUR.1e9.{id}"),
            format!("r.7fc00000.1.{id}"),
            format!("z.1.{id}"),
        ] {
            assert_eq!(text.parse::<Place>(), Err(()), "{text}");
        }
    }

    #[test]
    fn an_order_is_named_by_one_word() {
        for order in Order::ALL {
            assert_eq!(Order::of_word(order.word()), Some(order));
        }
        assert_eq!(Order::of_word("price"), None);
    }
}
