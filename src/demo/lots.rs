//! The lots of the demonstration sale. Data only: nothing here lists a lot, bids on it or draws it.
//!
//! Fourteen believable lots that between them show every drawing of the house, several currencies and increment tables,
//! with and without a reserve. They end one after another, the first while a visitor still watches.

use crate::domain::Money;

/// A lot of the demonstration sale.
#[derive(Clone, Copy, Debug)]
pub struct DemoLot {
    pub title: &'static str,
    pub description: &'static str,
    /// A slug of [`CATEGORIES`](crate::media::CATEGORIES).
    pub category: &'static str,
    /// The ISO 4217 code; the amounts below are in its minor units.
    pub currency: &'static str,
    /// The least first bid.
    pub start: Money,
    /// The hidden reserve, if the seller set one.
    pub reserve: Option<Money>,
    /// The name of the increment table: `us`, `uk` or `decade`.
    pub increments: &'static str,
    /// The seed of its plate: one whose picture shows what the description says.
    pub seed: u64,
    /// Minutes from the start of the server to the lot's scheduled end.
    pub minutes: i64,
}

/// The sale, in the order in which it ends.
pub const LOTS: &[DemoLot] = &[
    DemoLot {
        title: "A bentwood rocking chair",
        description: "Steam-bent beech, stained mahogany, with its first hand-woven cane in seat and back. Moravia, \
                      about 1890. Two canes broken at the front edge, the frame firm and the joints quiet.",
        category: "furniture",
        currency: "EUR",
        start: Money(8_000),
        reserve: Some(Money(12_000)),
        increments: "us",
        seed: 3,
        minutes: 2,
    },
    DemoLot {
        title: "An oxblood glazed vase",
        description: "Stoneware, thrown in one piece, four lines of slip combed around the shoulder under a deep red \
                      glaze. 38 cm high. A glaze flaw the size of a lentil at the foot, made in the firing.",
        category: "ceramics",
        currency: "EUR",
        start: Money(4_500),
        reserve: None,
        increments: "us",
        seed: 27,
        minutes: 7,
    },
    DemoLot {
        title: "A railwayman's pocket watch",
        description: "Open face, enamel dial with roman numerals, fifteen jewels, in a gilt case worn smooth by a \
                      waistcoat. It was cleaned last year and gains a minute a day. With its chain.",
        category: "watches",
        currency: "CHF",
        start: Money(12_000),
        reserve: Some(Money(18_000)),
        increments: "us",
        seed: 7,
        minutes: 12,
    },
    DemoLot {
        title: "Sails before the hills, oil on canvas",
        description: "A lake in the late light, painted out of doors and quickly; unsigned, with a dealer's label of \
                      1911 on the stretcher. 42 by 60 cm in its walnut frame, one corner of which has been restored.",
        category: "art",
        currency: "EUR",
        start: Money(35_000),
        reserve: Some(Money(60_000)),
        increments: "decade",
        seed: 9,
        minutes: 18,
    },
    DemoLot {
        title: "An art deco table lamp",
        description: "A stepped foot and a tapering column in black lacquer, brass fittings, and a dome of amber \
                      glass. Brussels, about 1930. Rewired with a cloth-covered flex; it lights.",
        category: "lighting",
        currency: "EUR",
        start: Money(9_500),
        reserve: None,
        increments: "us",
        seed: 10,
        minutes: 25,
    },
    DemoLot {
        title: "A herbal in folio, with woodcuts",
        description: "Two hundred and six leaves with plants cut in wood, some coloured by an early hand. Calf over \
                      boards, rebacked in the nineteenth century. Lacks the title leaf and one plate; a worm has \
                      read the last gathering.",
        category: "books",
        currency: "GBP",
        start: Money(48_000),
        reserve: Some(Money(75_000)),
        increments: "uk",
        seed: 8,
        minutes: 35,
    },
    DemoLot {
        title: "A teapot in celadon",
        description: "Porcelain with a grey-green glaze over a branch in blossom, four cups' worth, and a lid that \
                      sits as it should. From a house in Delft where it was in use until last winter. No chips, no \
                      repairs.",
        category: "ceramics",
        currency: "EUR",
        start: Money(2_500),
        reserve: None,
        increments: "us",
        seed: 19,
        minutes: 48,
    },
    DemoLot {
        title: "A violin from Mittenwald",
        description: "A one-piece back of plain maple under an amber varnish, about 1880, with a later bow. A repaired \
                      crack in the belly beside the bass bar, stable. Played every week, and set up to go on so.",
        category: "instruments",
        currency: "EUR",
        start: Money(90_000),
        reserve: Some(Money(140_000)),
        increments: "us",
        seed: 8,
        minutes: 65,
    },
    DemoLot {
        title: "A folding plate camera",
        description: "Nine by twelve centimetres, double extension, red bellows tight to the light, a shutter that runs \
                      true down to a quarter of a second. Six plate holders and a focusing screen in the case.",
        category: "cameras",
        currency: "USD",
        start: Money(7_500),
        reserve: None,
        increments: "us",
        seed: 4,
        minutes: 90,
    },
    DemoLot {
        title: "A terrestrial globe on its stand",
        description: "Twelve printed gores on plaster, a graduated brass meridian and a turned oak stand. Leipzig, \
                      1904: the railways to the Pacific are on it. Rubbed across the Atlantic, where people point.",
        category: "instruments",
        currency: "EUR",
        start: Money(22_000),
        reserve: Some(Money(30_000)),
        increments: "us",
        seed: 1,
        minutes: 130,
    },
    DemoLot {
        title: "A Caucasian carpet, madder and indigo",
        description: "Wool on wool, knotted by one pair of hands: a diamond on a stepped red field, and both its \
                      fringes. 128 by 196 cm. Even low pile, one moth graze at the edge, washed.",
        category: "carpets",
        currency: "EUR",
        start: Money(40_000),
        reserve: None,
        increments: "decade",
        seed: 32,
        minutes: 190,
    },
    DemoLot {
        title: "A sapphire ring",
        description: "An oval cabochon in a beaded collet, eighteen-carat gold, London marks for 1926. Sold with a \
                      laboratory's report: no sign of heating. Size 54, and it can be made larger.",
        category: "jewellery",
        currency: "GBP",
        start: Money(65_000),
        reserve: Some(Money(90_000)),
        increments: "uk",
        seed: 12,
        minutes: 300,
    },
    DemoLot {
        title: "A Satsuma vase with flowering branches",
        description: "Cream earthenware painted with a flowering branch in iron red. Signed under the foot. From the \
                      estate of a ship's doctor who bought it in Yokohama.",
        category: "ceramics",
        currency: "JPY",
        start: Money(18_000),
        reserve: None,
        increments: "decade",
        seed: 36,
        minutes: 720,
    },
    DemoLot {
        title: "A sealed parcel, contents unknown",
        description: "Found under the stairs when the house was cleared, tied up and never opened by anybody living. It \
                      weighs eleven kilograms and does not rattle. Sold as it stands; nobody here has looked.",
        category: "curiosities",
        currency: "EUR",
        start: Money(100),
        reserve: None,
        increments: "us",
        seed: 6,
        minutes: 1_500,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::media::{CATEGORIES, Motif};
    use std::collections::HashSet;

    #[test]
    fn the_first_lot_ends_within_three_minutes_and_each_later_one_after_it() {
        assert!((1..3).contains(&LOTS[0].minutes));
        assert!(LOTS.windows(2).all(|pair| pair[0].minutes < pair[1].minutes));
    }

    #[test]
    fn every_lot_can_be_listed_as_it_stands() {
        for lot in LOTS {
            assert!(CATEGORIES.iter().any(|(slug, _)| *slug == lot.category), "{}: {}", lot.title, lot.category);
            assert!(lot.currency.parse::<Currency>().is_ok(), "{}: {}", lot.title, lot.currency);
            assert!(["us", "uk", "decade"].contains(&lot.increments), "{}: {}", lot.title, lot.increments);
            assert!(lot.start > Money(0), "{}", lot.title);
            assert!(lot.reserve.is_none_or(|reserve| reserve >= lot.start), "{}", lot.title);
        }
    }

    #[test]
    fn no_two_lots_share_a_title_and_each_is_described_in_two_or_three_sentences() {
        let titles: HashSet<&str> = LOTS.iter().map(|lot| lot.title).collect();
        assert_eq!(titles.len(), LOTS.len());
        for lot in LOTS {
            let sentences = lot.description.trim_end_matches('.').split(". ").count();
            assert!((2..=3).contains(&sentences), "{}: {sentences}", lot.title);
            assert!(!lot.description.contains("  "), "{} has a torn line", lot.title);
        }
    }

    #[test]
    fn the_sale_shows_every_drawing_of_the_house() {
        let shown: HashSet<Motif> = LOTS.iter().map(|lot| Motif::for_lot(lot.category, lot.title)).collect();
        assert_eq!(shown.len(), Motif::ALL.len(), "{shown:?}");
    }
}
