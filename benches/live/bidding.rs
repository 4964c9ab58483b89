//! Somebody who bids without end, over plain HTTP, whatever becomes of the server: each bid is sent until it is accepted,
//! under a key that makes sending it again harmless.

use crate::client::bid;
use crate::client::http::Connection;
use crate::returning::Orders;
use std::cell::Cell;
use std::time::Duration;
use tokio::time::sleep;

/// Before a bid is sent again.
const PAUSE: Duration = Duration::from_millis(50);
/// See the other benches: each bid is well above the last.
const STEP: i64 = 10;

/// What came of the bids so far.
#[derive(Default)]
pub struct Bidding {
    pub accepted: Cell<usize>,
    /// The event that the last one became.
    pub last: Cell<u32>,
    enough: Cell<bool>,
}

impl Bidding {
    /// Bids until [told](Self::enough) that it is enough, each time `pause` after the last, whose number it is given.
    pub async fn go_on(&self, orders: &Orders, pause: impl Fn(usize) -> Duration) {
        let mut connection = None;
        for (number, token) in orders.tokens.iter().cycle().enumerate() {
            let request = bid::request(orders.address, orders.auction, token, 1_000 + number as i64 * STEP);
            let seq = loop {
                if self.enough.get() {
                    return;
                }
                match place(&mut connection, orders, &request).await {
                    Some(seq) => break seq,
                    None => connection = None,
                }
                sleep(PAUSE).await;
            };
            self.accepted.set(self.accepted.get() + 1);
            self.last.set(seq);
            sleep(pause(number)).await;
        }
    }

    /// No bid is sent from now on.
    pub fn enough(&self) {
        self.enough.set(true);
    }
}

/// Which event the bid became, if it was accepted.
async fn place(connection: &mut Option<Connection>, orders: &Orders, request: &str) -> Option<u32> {
    let connection = match connection {
        Some(connection) => connection,
        none => none.insert(Connection::open(orders.address).await.ok()?),
    };
    bid::place(connection, request).await.ok()?
}
