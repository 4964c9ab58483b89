//! What people are told: by the bell and by mail, exactly when something happened, at least once, and never more than they
//! want.

mod accounts;
mod bell;
mod browser;
mod outbox;
mod sink;
mod watching;

use crate::support::house::House;
use crate::support::people::{Bidder, Lot, Seller, Visitor};
use reqwest::{Method, StatusCode};
use sink::{Mail, Sink};

/// A house with a mail server, a chair on sale, and Ann, who leads at 12.00.
struct Sale {
    house: House,
    sink: Sink,
    seller: Seller,
    ann: Bidder,
    bo: Bidder,
    chair: Lot,
}

impl Sale {
    async fn open() -> Sale {
        let sink = Sink::open().await;
        let house = House::told(&[&sink.flag()]).await;
        Sale::on(house, sink).await
    }

    async fn on(house: House, sink: Sink) -> Sale {
        let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
        let chair = seller.lists().await;
        ann.bids(&chair, 12_00).await.leads();
        Sale { house, sink, seller, ann, bo, chair }
    }

    /// What Ann was mailed, once that is so much.
    async fn mailed(&self, count: usize) -> Vec<Mail> {
        self.sink.has_for(self.ann.email(), count).await
    }
}

/// Makes every letter due that waits for its time, and forgets why it has to.
async fn time_passes(house: &House) {
    let earlier = "update notice set next_try_at = next_try_at - interval '1 day', last_error = null
                   where mail_state = 'due'";
    sqlx::query(earlier).execute(&mut house.connection().await).await.unwrap();
}

/// How many letters of a kind somebody's outbox has in a state.
async fn letters(house: &House, who: &Visitor, kind: &str, state: &str) -> i64 {
    let count = "select count(*) from notice where account_id = $1 and kind = $2 and mail_state = $3";
    let count = sqlx::query_scalar(count).bind(who.id().0).bind(kind).bind(state);
    count.fetch_one(&mut house.connection().await).await.unwrap()
}

/// A page, as somebody sees it in a browser.
async fn page(who: &Visitor, path: &str) -> (StatusCode, String) {
    let answer = who.browses(Method::GET, path).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

/// Sends a form of a page; what comes back, and where it leads.
async fn submits(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
    let answer = who.browses(Method::POST, path).form(fields).send().await.unwrap();
    let leads = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status(), leads, answer.text().await.unwrap())
}
