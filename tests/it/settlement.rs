//! After the hammer: who owes what to whom, exactly once; who may say that it is paid; and what becomes of a lot that nobody
//! paid for.

mod bills;
mod chances;
mod premium;
mod strikes;

use crate::support::house::{House, until};
use crate::support::people::{Answer, Bidder, Lot, Seller, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

/// A sale that is over: Ann had authorised 20.00, Bo 30.00 and won at 20.50.
struct Sold {
    house: House,
    seller: Seller,
    ann: Bidder,
    bo: Bidder,
    lot: Lot,
}

impl Sold {
    /// The lot is this, and the auction is closed once they have bid.
    async fn of(lot: Value) -> Sold {
        let house = House::open().await;
        let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
        let lot = seller.drafts(lot).await;
        seller.posts(&lot.path("/publish"), json!({})).await.with(200);
        ann.bids(&lot, 20_00).await.leads();
        bo.bids(&lot, 30_00).await.leads();
        house.admin().await.acts(&lot, "close").await.with(200);
        let sold = Sold { house, seller, ann, bo, lot };
        until("the books are made up", async || sold.is_settled().await).await;
        sold
    }

    async fn chair() -> Sold {
        Sold::of(Seller::a_chair()).await
    }

    /// A chair whose reserve nobody met.
    async fn unsold() -> Sold {
        let mut chair = Seller::a_chair();
        chair["reserve"] = 500_00.into();
        Sold::of(chair).await
    }

    async fn is_settled(&self) -> bool {
        self.house.store.is_settled(self.lot.id).await.unwrap()
    }

    /// The only invoice, as somebody sees it.
    async fn invoice_of(&self, who: &Visitor) -> Value {
        let answer = who.gets("/api/v1/invoices").await.with(200);
        let invoices = answer.body["invoices"].as_array().unwrap();
        assert_eq!(invoices.len(), 1, "{}", answer.body);
        invoices[0].clone()
    }

    /// The way to the only invoice.
    async fn path(&self) -> String {
        format!("/api/v1/invoices/{}", self.invoice_of(&self.bo).await["id"].as_str().unwrap())
    }

    async fn acts(&self, who: &Visitor, act: &str) -> Answer {
        who.posts(&format!("{}/{act}", self.path().await), json!({"reason": "it is so"})).await
    }

    /// Makes everything that is to be paid older by so many days, as if the house had stood open for so long.
    async fn days_pass(&self, days: i32) {
        let earlier = "update invoice set made_at = made_at - make_interval(days => $1),
                                          due_at = due_at - make_interval(days => $1)";
        sqlx::query(earlier).bind(days).execute(&mut self.house.connection().await).await.unwrap();
    }

    /// The sale undone: Bo did not pay.
    async fn is_undone(&self) {
        self.days_pass(8).await;
        self.acts(&self.seller, "cancel").await.with(200);
    }

    /// Offers the lot to the next in line.
    async fn offers(&self) -> Answer {
        self.seller.posts(&self.lot.path("/second-chance"), json!({})).await
    }
}

/// The page at this path, as somebody sees it in a browser.
async fn page(who: &Visitor, path: &str) -> (u16, String) {
    let answer = who.browses(Method::GET, path).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Sends a form of a page.
async fn submits(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let answer = who.browses(Method::POST, path).form(fields).send().await.unwrap();
    let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    let status = answer.status().as_u16();
    (status, to.unwrap_or(answer.text().await.unwrap()))
}

async fn count(house: &House, table: &str) -> i64 {
    let query = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(query).fetch_one(&mut house.connection().await).await.unwrap()
}
