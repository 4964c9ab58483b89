//! The lots of the demonstration sale. Data only: nothing here lists a lot, bids on it or draws it.
//!
//! Twenty believable lots that between them show every drawing and every format of the house, several currencies and
//! increment tables, with and without a reserve. They end one after another, the first while a visitor still watches.

use crate::domain::terms::{BuyNow, BuyNowUntil, Pricing};
use crate::domain::{ClosingMode, Format, Money};
use chrono::TimeDelta;

/// A lot of the demonstration sale.
#[derive(Clone, Copy, Debug)]
pub struct DemoLot {
    pub title: &'static str,
    pub description: &'static str,
    /// A slug of the categories a new house begins with.
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
    pub format: Format,
    /// How it ends, where that is not the usual.
    pub closing: Option<ClosingMode>,
    pub buy_now: Option<BuyNow>,
}

/// What most lots have in common.
const USUAL: DemoLot = DemoLot {
    title: "",
    description: "",
    category: "curiosities",
    currency: "EUR",
    start: Money(100),
    reserve: None,
    increments: "us",
    seed: 1,
    minutes: 0,
    format: Format::English,
    closing: None,
    buy_now: None,
};

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
        ..USUAL
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
        ..USUAL
    },
    DemoLot {
        title: "A repeater in gold, at a falling price",
        description: "A hunter-cased watch that strikes hours and quarters when it is asked, on a gong kind to sleepers. \
                      Geneva, about 1880. The price falls by five euros every fifteen seconds until somebody says yes.",
        category: "watches",
        start: Money(60_000),
        seed: 11,
        minutes: 10,
        format: Format::Dutch { step: Money(500), every: TimeDelta::seconds(15), floor: Money(12_000) },
        ..USUAL
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
        ..USUAL
    },
    DemoLot {
        title: "A traveller's notebook, sealed bids",
        description: "Ninety leaves by somebody who crossed the Levant in 1834, with the stars as they stood there. Bids \
                      are sealed until the end, and the highest pays what it said.",
        category: "books",
        start: Money(4_000),
        reserve: Some(Money(6_000)),
        seed: 21,
        minutes: 15,
        format: Format::FirstPrice,
        ..USUAL
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
        ..USUAL
    },
    DemoLot {
        title: "A dozen parcels, one or all",
        description: "Twelve parcels that nobody fetched, all of a size and none of them opened. Bid for as many as you \
                      like, and everybody who gets one pays the lowest bid that does.",
        category: "curiosities",
        start: Money(800),
        seed: 14,
        minutes: 21,
        format: Format::MultiUnit { units: 12, pricing: Pricing::Uniform },
        ..USUAL
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
        ..USUAL
    },
    DemoLot {
        title: "Rebinding a family Bible: the lowest offer wins",
        description: "The house has a Bible of 1791 to be rebound in calf, sewn on raised cords, with the old boards kept. \
                      Binders undercut one another here, and the house pays the lowest offer.",
        category: "books",
        start: Money(90_000),
        reserve: Some(Money(60_000)),
        increments: "decade",
        seed: 5,
        minutes: 30,
        format: Format::Reverse,
        ..USUAL
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
        ..USUAL
    },
    DemoLot {
        title: "A cloisonné bowl, by candle",
        description: "Copper wires on a turquoise ground, lotus and bats, 21 cm across. It ends as auctions did in the \
                      seventeenth century: after its hour a candle burns on, and nobody knows for how long.",
        category: "ceramics",
        start: Money(15_000),
        seed: 30,
        minutes: 40,
        closing: Some(ClosingMode::Candle),
        ..USUAL
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
        ..USUAL
    },
    DemoLot {
        title: "A moonstone ring, second price",
        description: "A cabochon the size of a hazelnut in a plain collar, made about 1900. Bids are sealed, and the \
                      highest pays only what the second said: so the best bid is what it is worth to you.",
        category: "jewellery",
        start: Money(12_000),
        seed: 16,
        minutes: 55,
        format: Format::Vickrey,
        ..USUAL
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
        ..USUAL
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
        buy_now: Some(BuyNow { price: Money(24_000), until: BuyNowUntil::PricePasses }),
        ..USUAL
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
        ..USUAL
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
        ..USUAL
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
        ..USUAL
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
        ..USUAL
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
        ..USUAL
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AuctionId, Currency};
    use crate::media::Motif;
    use std::collections::HashSet;

    #[test]
    fn the_first_lot_ends_within_three_minutes_and_each_later_one_after_it() {
        assert!((1..3).contains(&LOTS[0].minutes));
        assert!(LOTS.windows(2).all(|pair| pair[0].minutes < pair[1].minutes));
    }

    #[test]
    fn every_lot_can_be_listed_as_it_stands() {
        for lot in LOTS {
            assert!(crate::web::categories::offers(lot.category), "{}: {}", lot.title, lot.category);
            assert!(lot.currency.parse::<Currency>().is_ok(), "{}: {}", lot.title, lot.currency);
            assert!(["us", "uk", "decade"].contains(&lot.increments), "{}: {}", lot.title, lot.increments);
            assert!(lot.start > Money(0), "{}", lot.title);
            let id = AuctionId(uuid::Uuid::from_u128(1));
            let terms = crate::demo::terms_of(id, lot, chrono::DateTime::UNIX_EPOCH).expect(lot.title);
            assert_eq!(terms.flaws(lot.reserve, chrono::DateTime::UNIX_EPOCH), [], "{}", lot.title);
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

    #[test]
    fn the_sale_shows_every_format_but_that_of_a_sale_under_the_hammer() {
        let shown: HashSet<&str> = LOTS.iter().map(|lot| lot.format.word()).collect();
        let all = ["english", "first_price", "vickrey", "dutch", "reverse", "multi_unit"];
        assert_eq!(shown, HashSet::from(all));
    }
}
