//! Second chances and listing again.

use super::{Sold, count, page, submits};
use crate::support::house::{House, until};
use crate::support::people::{Bidder, Visitor};
use serde_json::{Value, json};

/// The only offer to somebody.
async fn offer_to(who: &Visitor) -> Value {
    let answer = who.gets("/api/v1/offers").await.with(200);
    let offers = answer.body["offers"].as_array().unwrap();
    assert_eq!(offers.len(), 1, "{}", answer.body);
    let id = offers[0]["id"].as_str().unwrap();
    who.gets(&format!("/api/v1/offers/{id}")).await.with(200).body
}

async fn answers(who: &Visitor, offer: &Value, answer: &str) -> crate::support::people::Answer {
    who.posts(&format!("/api/v1/offers/{}/{answer}", offer["id"].as_str().unwrap()), json!({})).await
}

/// Makes every open offer as old as if two days had passed.
async fn two_days_pass(sold: &Sold) {
    let earlier = "update resale set expires_at = expires_at - make_interval(hours => 48)";
    sqlx::query(earlier).execute(&mut sold.house.connection().await).await.unwrap();
}

#[tokio::test]
async fn an_unpaid_lot_is_offered_to_the_underbidder_at_the_most_they_had_authorised() {
    let sold = Sold::chair().await;
    sold.offers().await.refused(409, "taken");
    sold.is_undone().await;
    let made = sold.offers().await.with(201);
    assert_eq!((&made.body["bidder"], &made.body["state"]), (&json!("b1"), &json!("open")));
    let offer = offer_to(&sold.ann).await;
    assert_eq!((&offer["hammer"], &offer["total"]), (&json!(20_00), &json!(20_00)), "her own maximum");
    let (status, html) = page(&sold.ann, &format!("/offers/{}", offer["id"].as_str().unwrap())).await;
    assert!(status == 200 && html.contains("€\u{a0}20.00") && html.contains("○ Open"), "{html}");
    let (_, html) = page(&sold.ann, &format!("/auctions/{}", sold.lot.id)).await;
    assert!(html.contains("This lot is offered to you"), "{html}");
    let (one, other) = tokio::join!(answers(&sold.ann, &offer, "accept"), answers(&sold.ann, &offer, "accept"));
    assert_eq!((one.status, other.status), (200, 200), "two presses at once");
    assert_eq!(one.body["invoice"], other.body["invoice"]);
    assert_eq!(count(&sold.house, "invoice where state = 'awaiting_payment'").await, 1);
    let invoice = sold.invoice_of(&sold.ann).await;
    assert_eq!((&invoice["hammer"], &invoice["second_chance"]), (&json!(20_00), &json!(true)));
    let seen = sold.seller.gets(&format!("/api/v1/invoices/{}", invoice["id"].as_str().unwrap())).await.with(200);
    assert_eq!(seen.body["hammer"], 20_00, "accepted, it is no secret of hers any more");
    answers(&sold.ann, &offer, "decline").await.refused(409, "not_now");
    sold.offers().await.refused(409, "taken");
}

/// Everything of a sale that somebody can ask for.
async fn all_that_is_shown(sold: &Sold, who: &Visitor) -> String {
    let mut shown = String::new();
    let lot = sold.lot.id;
    for path in ["/events", "/events?after=0", "/ledger", "/terms", "", "/second-chance"] {
        let body = who.gets(&sold.lot.path(path)).await.body;
        shown += &body.as_str().map_or_else(|| body.to_string(), str::to_owned);
    }
    for path in ["/api/v1/invoices", "/api/v1/offers", "/api/v1/auctions?status=all"] {
        shown += &who.gets(path).await.body.to_string();
    }
    for path in [format!("/auctions/{lot}"), "/invoices".into(), "/sell".into(), "/".into(), "/admin".into()] {
        shown += &page(who, &path).await.1;
    }
    shown
}

#[tokio::test]
async fn nobody_but_the_underbidder_learns_the_amount_before_they_accept() {
    let sold = Sold::unsold().await;
    // A canary: Cy authorised what nothing else in the house comes to, and then Bo outbid it.
    let again = sold.seller.lists().await;
    let (cy, di): (Bidder, Bidder) = (sold.house.bidder("Cy").await, sold.house.bidder("Di").await);
    cy.bids(&again, 7_173_91).await.leads();
    let admin = sold.house.admin().await;
    di.bids(&again, 7_999_00).await.leads();
    admin.posts(&again.path("/close"), json!({"reason": "done"})).await.with(200);
    until("the books are made up", async || sold.house.store.is_settled(again.id).await.unwrap()).await;
    let sold = Sold { lot: again, ..sold };
    sold.is_undone_by_the_house(&admin).await;
    let made = sold.offers().await.with(201);
    assert!(!made.body.to_string().contains("717391"), "{}", made.body);
    let offer = offer_to(&cy).await;
    assert_eq!(offer["hammer"], 7_173_91);
    let path = format!("/offers/{}", offer["id"].as_str().unwrap());
    let found = |text: &str| ["717391", "7173.91", "7,173.91"].iter().any(|amount| text.contains(amount));
    for who in [&*sold.seller, &*admin, &*di, &*sold.ann] {
        assert_eq!(page(who, &path).await.0, 404, "an offer is a letter to one");
        who.gets(&format!("/api/v1{path}")).await.refused(404, "not_found");
        who.posts(&format!("/api/v1{path}/accept"), json!({})).await.refused(404, "not_found");
        let shown = all_that_is_shown(&sold, who).await;
        assert!(shown.len() > 5_000 && !found(&shown), "the amount is shown to {:?}", who.id());
    }
    assert!(found(&page(&cy, &path).await.1), "the search finds what is there");
    answers(&cy, &offer, "decline").await.with(200);
    for who in [&*sold.seller, &*admin] {
        assert!(!found(&all_that_is_shown(&sold, who).await), "declined, it stays a secret");
    }
}

#[tokio::test]
async fn not_even_the_fullest_log_tells_what_an_underbidder_had_authorised() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let house = House::as_a_process_that_logs_to(&log).await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let (cy, di) = (house.bidder("Cy").await, house.bidder("Di").await);
    let lot = seller.lists().await;
    cy.bids(&lot, 7_173_91).await.leads();
    di.bids(&lot, 7_999_00).await.leads();
    admin.acts(&lot, "close").await.with(200);
    until("the books are made up", async || house.store.is_settled(lot.id).await.unwrap()).await;
    let invoice = house.store.invoices_for(lot.id).await.unwrap()[0].id;
    admin.posts(&format!("/api/v1/invoices/{invoice}/cancel"), json!({"reason": "unwell"})).await.with(200);
    seller.posts(&lot.path("/second-chance"), json!({})).await.with(201);
    let offer = offer_to(&cy).await;
    assert_eq!(offer["hammer"], 7_173_91);
    answers(&cy, &offer, "decline").await.with(200);
    let mut house = house;
    house.stop().await;
    let log = std::fs::read_to_string(&log).unwrap();
    for told in ["insert into resale", &lot.id.to_string()] {
        assert!(log.contains(told), "it tells everything else, like {told}");
    }
    assert!(!log.contains("717391"), "{:?}", log.lines().find(|line| line.contains("717391")));
}

#[tokio::test]
async fn an_offer_is_made_once_at_a_time_and_to_the_next_after_a_refusal_or_two_days() {
    let sold = Sold::unsold().await;
    let (one, other) = tokio::join!(sold.offers(), sold.offers());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "two presses at once");
    let offer = offer_to(&sold.bo).await;
    assert_eq!(offer["hammer"], 30_00, "the best of who bid, though below the reserve");
    answers(&sold.bo, &offer, "decline").await.with(200);
    answers(&sold.bo, &offer, "decline").await.with(200);
    answers(&sold.bo, &offer, "accept").await.refused(409, "not_now");
    assert_eq!(sold.offers().await.with(201).body["bidder"], "b1");
    let late = offer_to(&sold.ann).await;
    two_days_pass(&sold).await;
    answers(&sold.ann, &late, "accept").await.refused(409, "not_now");
    assert_eq!(offer_to(&sold.ann).await["state"], "expired");
    sold.offers().await.refused(409, "nobody_left");
    let asked = sold.seller.gets(&sold.lot.path("/second-chance")).await.with(200).body;
    let told: Vec<_> =
        asked["offers"].as_array().unwrap().iter().map(|offer| (&offer["bidder"], &offer["state"])).collect();
    assert_eq!(told, [(&json!("b2"), &json!("refused")), (&json!("b1"), &json!("expired"))]);
}

#[tokio::test]
async fn a_second_chance_that_is_not_paid_frees_the_lot_for_the_next() {
    let sold = Sold::unsold().await;
    sold.offers().await.with(201);
    let offer = offer_to(&sold.bo).await;
    answers(&sold.bo, &offer, "accept").await.with(200);
    sold.seller.posts(&sold.lot.path("/relist"), json!({})).await.refused(409, "taken");
    sold.is_undone().await;
    assert_eq!(offer_to(&sold.bo).await["state"], "undone");
    assert_eq!(sold.offers().await.with(201).body["bidder"], "b1");
}

#[tokio::test]
async fn only_the_seller_offers_or_lists_their_lot_again() {
    let sold = Sold::unsold().await;
    let (other, admin) = (sold.house.seller().await, sold.house.admin().await);
    for who in [&*sold.bo, &*other, &*admin] {
        for path in ["/second-chance", "/relist"] {
            who.posts(&sold.lot.path(path), json!({})).await.refused(404, "unknown_auction");
            assert_eq!(submits(who, &format!("/auctions/{}{path}", sold.lot.id), &[]).await.0, 404);
        }
        who.gets(&sold.lot.path("/second-chance")).await.refused(404, "unknown_auction");
    }
    let running = sold.seller.lists().await;
    for path in ["/second-chance", "/relist"] {
        sold.seller.posts(&running.path(path), json!({})).await.refused(409, "not_now");
    }
    let draft = sold.seller.drafts(crate::support::people::Seller::a_chair()).await;
    sold.seller.posts(&draft.path("/relist"), json!({})).await.refused(409, "not_now");
}

#[tokio::test]
async fn a_lot_listed_again_is_a_draft_with_the_same_words_and_terms_that_can_be_published_as_it_is() {
    let sold = Sold::unsold().await;
    let relists = async || sold.seller.posts(&sold.lot.path("/relist"), json!({})).await;
    let (one, other) = tokio::join!(relists(), relists());
    let (one, other) = (one.with(201).body, other.with(201).body);
    assert_eq!(one["id"], other["id"], "two presses at once");
    let was = sold.seller.sees(&sold.lot).await;
    for field in ["title", "description", "category", "currency", "start", "increments", "closing", "reserve", "format"]
    {
        assert_eq!(one[field], was[field], "{field}");
    }
    assert_eq!((&one["status"], &one["bids"], &one["price"]), (&json!("draft"), &json!(0), &Value::Null));
    let lot = crate::support::people::Lot { id: one["id"].as_str().unwrap().parse().unwrap() };
    sold.ann.gets(&lot.path("")).await.refused(404, "unknown_auction");
    sold.offers().await.refused(409, "taken");
    let (_, html) = page(&sold.seller, &format!("/auctions/{}", sold.lot.id)).await;
    assert!(html.contains(&format!("href=\"/auctions/{}\">Listed again", lot.id)), "{html}");
    let published = sold.seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    assert_eq!(published.body["status"], "open");
    assert!(published.body["reserve_met"] == false && published.body["has_reserve"] == true);
    sold.ann.bids(&lot, 12_00).await.leads();
}

#[tokio::test]
async fn a_relisting_that_was_thrown_away_leaves_the_lot_free() {
    let sold = Sold::unsold().await;
    let (status, to) = submits(&sold.seller, &format!("/auctions/{}/relist", sold.lot.id), &[]).await;
    assert!(status == 303 && to.starts_with("/sell/"), "{to}");
    assert_eq!(submits(&sold.seller, &format!("{to}/cancel"), &[]).await.0, 303);
    assert_eq!(submits(&sold.seller, &format!("/auctions/{}/second-chance", sold.lot.id), &[]).await.0, 303);
    assert_eq!(offer_to(&sold.bo).await["state"], "open");
}

impl Sold {
    /// The sale undone by the house, before its time.
    async fn is_undone_by_the_house(&self, admin: &Visitor) {
        let invoices = self.house.store.invoices_for(self.lot.id).await.unwrap();
        let path = format!("/api/v1/invoices/{}/cancel", invoices[0].id);
        admin.posts(&path, json!({"reason": "the buyer is unwell"})).await.with(200);
    }
}

#[tokio::test]
async fn whoever_is_linked_to_the_seller_has_no_second_chance() {
    let sold = Sold::unsold().await;
    let admin = sold.house.admin().await;
    for bidder in [&sold.ann, &sold.bo] {
        let link = format!("/api/v1/accounts/{}/links/{}", sold.seller.id(), bidder.id());
        admin.puts(&link, json!({"reason": "the same address"})).await.with(204);
    }
    sold.offers().await.refused(409, "nobody_left");
}
