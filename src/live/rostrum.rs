//! The rostrum of each live sale: one act of its auctioneer at a time, decided in sight of the whole sale.
//!
//! A lot knows nothing of the others. So what depends on them is looked up here, where the act before is over and done with:
//! in the ledger, and nowhere else, so that a restart changes nothing. An act whose outcome nobody knows leaves its lot in
//! doubt, and nothing more is done in that sale until the lot's actor has answered again, which it does in order.

use super::inbox::{Refused, Verdict};
use super::{Error, Live};
use crate::domain::command::Act;
use crate::domain::sale::Turn;
use crate::domain::terms::SaleLot;
use crate::domain::{AuctionId, By, Command, Rejection, SaleId, sale};
use std::collections::HashMap;
use std::sync::{Arc, Mutex as PlainMutex, PoisonError};
use tokio::sync::Mutex;

/// The lot whose last act may yet land, if there is one.
type Doubt = Option<AuctionId>;

/// Every sale that somebody conducts.
#[derive(Default)]
pub(super) struct Rostrums(PlainMutex<HashMap<SaleId, Arc<Mutex<Doubt>>>>);

impl Rostrums {
    fn of(&self, sale: SaleId) -> Arc<Mutex<Doubt>> {
        let mut rostrums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rostrums.retain(|_, rostrum| {
            let unused = Arc::strong_count(rostrum) == 1 && rostrum.try_lock().is_ok_and(|doubt| doubt.is_none());
            !unused
        });
        rostrums.entry(sale).or_default().clone()
    }
}

impl Live {
    /// An auctioneer's act on a lot of a live sale, after every act before it in that sale.
    ///
    /// # Errors
    /// See [`Error`]; the act then had no effect.
    pub async fn conduct(&self, lot: AuctionId, place: SaleLot, by: By, act: Act) -> Result<Verdict, Error> {
        let rostrum = self.shared.rostrums.of(place.sale);
        let mut doubt = rostrum.lock().await;
        if let Some(doubtful) = *doubt {
            // Answered only once everything before it has landed or never will.
            if self.act(doubtful, Command::Tick).await?.is_err() {
                return Ok(Err(Refused::Unavailable));
            }
            *doubt = None;
        }
        let lots = match act {
            Act::Open | Act::Undo { .. } => self.shared.store.turns(place.sale).await?,
            _ => Vec::new(),
        };
        let act = match in_turn(&lots, place.number, act) {
            Ok(act) => act,
            Err(rejection) => return Ok(Err(Refused::Rejected(rejection))),
        };
        let goes_on = act == Act::Open;
        *doubt = Some(lot);
        let verdict = self.act(lot, Command::Conduct { by, act }).await?;
        if !matches!(verdict, Err(Refused::Unavailable)) {
            *doubt = None;
        }
        if goes_on && verdict.is_ok() {
            lots.iter().filter(|earlier| earlier.number < place.number).for_each(|earlier| self.settle(earlier.lot));
        }
        Ok(verdict)
    }
}

/// The act as the state of the sale has it, or why it must wait.
fn in_turn(lots: &[Turn], number: u32, act: Act) -> Result<Act, Rejection> {
    match act {
        Act::Open => sale::may_open(lots, number).map(|()| Act::Open),
        Act::Undo { .. } => Ok(Act::Undo { last: sale::is_last(lots, number) }),
        act => Ok(act),
    }
}
