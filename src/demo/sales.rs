//! Two sales of the demonstration: one whose lots end minute by minute, and one that waits for an auctioneer. Whoever signs in
//! as the seller or the admin can take the hammer; absentee maxima are there already.

use super::bots;
use crate::config;
use crate::config::sales::MOST_LOTS;
use crate::domain::{
    AccountId, AuctionId, Currency, Increments, Money, SaleId, SaleKind, Terms, Timestamp, whole_millis,
};
use crate::live::Live;
use crate::store::Store;
use crate::store::sales::SaleDraft;
use crate::web::sales::writing::{self, LotInput};
use anyhow::Context;
use chrono::TimeDelta;
use uuid::Uuid;

/// From the end of one lot of the timed sale to the next: time to read about the next one.
const STAGGER: TimeDelta = TimeDelta::minutes(2);

/// From its publication to the end of its first lot.
const FIRST_END: TimeDelta = TimeDelta::minutes(8);

/// A sale of the demonstration.
struct DemoSale {
    title: &'static str,
    description: &'static str,
    kind: SaleKind,
    lots: &'static [SaleLot],
}

/// A lot of one: title, description, category, start in cents, and the seed of its plate.
type SaleLot = (&'static str, &'static str, &'static str, i64, u64);

const SALES: [DemoSale; 2] = [
    DemoSale {
        title: "From one kitchen and its dresser",
        description: "Everything comes from the same house, and ends two minutes after the one before.",
        kind: SaleKind::Timed,
        lots: &[
            ("A stoneware crock", "Salt glaze, for ten litres. A chip at the rim, old.", "ceramics", 1_200, 27),
            ("A kitchen chair", "Beech, scrubbed white. The seat was replaced once.", "furniture", 900, 3),
            ("A storm lamp", "It lights, and has its spare chimney in the box.", "lighting", 1_500, 10),
            ("A cookery book with notes", "Every margin is written full, by three hands.", "books", 800, 8),
        ],
    },
    DemoSale {
        title: "Four lots under the hammer",
        description: "Sign in as the seller or as the house, open the console, and take the hammer. Bidders follow on their own \
                      pages, and some have left their maximum already.",
        kind: SaleKind::Live,
        lots: &[
            ("A travelling clock", "With its key and its leather case. It strikes when it likes.", "watches", 6_000, 7),
            ("A lake in the evening", "Oil on board, unsigned, in a frame that is too good for it.", "art", 12_000, 9),
            ("A student’s violin", "Playable, with two bows and a case that has been to sea.", "instruments", 9_000, 8),
            ("A runner from the hall", "Wool on cotton, worn in the middle, as halls are.", "carpets", 7_500, 32),
        ],
    },
];

/// The sales that are on, by their place in [`SALES`].
pub struct Sales {
    store: Store,
    live: Live,
    seller: AccountId,
    bots: Vec<AccountId>,
    on: [Option<SaleId>; SALES.len()],
}

impl Sales {
    /// None is on yet.
    pub fn new(store: Store, live: Live, seller: AccountId, bots: Vec<AccountId>) -> Sales {
        Sales { store, live, seller, bots, on: [None; SALES.len()] }
    }

    /// Holds each sale again once it is over, for as long as the process runs.
    pub async fn go_on(mut self) {
        loop {
            if let Err(error) = self.hold_what_is_missing().await {
                tracing::warn!(%error, "the demonstration cannot hold its sales just now");
            }
            tokio::time::sleep(config::DEMO_PAUSE).await;
        }
    }

    async fn hold_what_is_missing(&mut self) -> anyhow::Result<()> {
        for (place, sale) in SALES.iter().enumerate() {
            let on = match self.on[place] {
                Some(id) => self.store.turns(id).await?.iter().any(|lot| !lot.over),
                None => false,
            };
            if !on {
                self.on[place] = Some(self.hold(sale).await?);
            }
        }
        Ok(())
    }

    async fn hold(&self, sale: &DemoSale) -> anyhow::Result<SaleId> {
        let (id, now) = (SaleId(Uuid::now_v7()), self.live.now());
        let pattern = writing::pattern_of(common(id, now), id, sale.kind, now);
        let draft = SaleDraft {
            id,
            owner: self.seller,
            title: sale.title.into(),
            description: sale.description.into(),
            kind: sale.kind,
            pattern,
            stagger: STAGGER,
        };
        anyhow::ensure!(self.store.begin_sale(&draft, None).await?, "a sale of this id is there");
        let lots = self.fill(&draft, sale, now).await?;
        writing::publish(&self.store, &self.live, id, self.seller).await?;
        if sale.kind == SaleKind::Live {
            for lot in lots {
                bots::leave_maxima(&self.live, lot, &self.bots).await?;
            }
        }
        Ok(id)
    }

    async fn fill(&self, draft: &SaleDraft, sale: &DemoSale, now: Timestamp) -> anyhow::Result<Vec<AuctionId>> {
        let row = self.store.sale(draft.id).await?.context("a sale vanished")?;
        let mut lots = Vec::new();
        for (title, description, category, start, seed) in sale.lots {
            // The picture is drawn from the lower half of the number.
            let lot = AuctionId(Uuid::from_u64_pair(rand::random(), *seed));
            let (title, description) = ((*title).to_owned(), (*description).to_owned());
            let (category, start) = ((*category).to_owned(), Money(*start));
            let input = LotInput { title, description, category, country: None, start, reserve: None, quantity: 1 };
            let written = input.draft(lot, &row, &draft.pattern, now);
            let written = written.map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
            self.store.add_lot(draft.id, &written, None, MOST_LOTS).await?.context("a sale was full")?;
            lots.push(lot);
        }
        Ok(lots)
    }
}

/// What all lots have in common, as if it were a lot itself.
fn common(sale: SaleId, now: Timestamp) -> Terms {
    let (currency, id) = (Currency::EUR, AuctionId(sale.0));
    let now = whole_millis(now);
    Terms::usual(id, currency, Money(1), Increments::us(currency), now, now + FIRST_END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_sale_of_each_kind_and_every_lot_is_in_a_category_of_the_house() {
        let kinds: Vec<SaleKind> = SALES.iter().map(|sale| sale.kind).collect();
        assert_eq!(kinds, [SaleKind::Timed, SaleKind::Live]);
        for (title, _, category, start, _) in SALES.iter().flat_map(|sale| sale.lots) {
            assert!(crate::web::categories::offers(category), "{title}: {category}");
            assert!(*start > 0, "{title}");
        }
    }
}
