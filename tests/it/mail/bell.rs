//! The bell: rings at once where somebody listens, remembers for whoever does not, and works without scripts.

use super::{page, submits};
use crate::support::house::House;
use serde_json::json;

#[tokio::test]
async fn the_bell_rings_on_the_me_channel_with_how_much_there_is_to_read() {
    let house = House::open().await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let chair = seller.lists().await;
    let mut socket = ann.connects().await;
    socket.says(json!({"type": "subscribe", "channel": "me"})).await;
    socket.next_of("subscribed").await;
    ann.bids(&chair, 12_00).await.leads();
    bo.bids(&chair, 20_00).await.leads();
    let rings = socket.next_of("notice").await;
    let told = (&rings["kind"], &rings["amount"], &rings["unread"], &rings["title"], &rings["currency"]);
    assert_eq!(told, (&json!("outbid"), &json!(12_50), &json!(1), &json!("A bentwood chair"), &json!("EUR")));
    assert_eq!(rings["auction"], json!(chair.id.0));
    house.admin().await.acts(&chair, "close").await.with(200);
    let mut theirs = bo.connects().await;
    theirs.says(json!({"type": "subscribe", "channel": "me"})).await;
    let (status, shown) = page(&bo, "/notices").await;
    assert!(status == 200 && shown.contains("Won at"), "nobody was there to hear it, and it is on the page: {shown}");
}

#[tokio::test]
async fn what_was_told_is_on_a_page_until_it_is_marked_as_read_and_after() {
    let house = House::open().await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let chair = seller.lists().await;
    ann.bids(&chair, 12_00).await.leads();
    bo.bids(&chair, 20_00).await.leads();
    let (_, head) = page(&ann, "/").await;
    assert!(head.contains("<span id=\"unread\">1</span>"), "{head}");
    let (_, notices) = page(&ann, "/notices").await;
    assert!(notices.contains("Outbid at") && notices.contains("● New"), "{notices}");
    let upto = notices.split("name=\"upto\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, to, _) = submits(&ann, "/notices/read", &[("upto", upto)]).await;
    assert!(status == 303 && to == "/notices");
    let (_, notices) = page(&ann, "/notices").await;
    assert!(
        notices.contains("Outbid at") && !notices.contains("● New") && notices.contains("<span id=\"unread\"></span>")
    );
    assert_eq!(page(&bo, "/notices").await.1.matches("Outbid at").count(), 0, "it is nobody else's");
    submits(&bo, "/notices/read", &[("upto", upto)]).await;
    assert_eq!(page(&house.anon(), "/notices").await.0, 303, "to the way in");
}

#[tokio::test]
async fn the_history_of_the_bell_goes_back_page_by_page() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    for n in 0..35 {
        let facts = gavel::store::notices::Facts { text: Some(format!("search {n}")), ..Default::default() };
        let kind = gavel::store::notices::Kind::Found;
        assert!(house.store.tell(ann.id(), kind, None, &format!("test:{n}"), &facts).await.unwrap());
        assert!(!house.store.tell(ann.id(), kind, None, &format!("test:{n}"), &facts).await.unwrap(), "once");
    }
    let first = ann.gets("/api/v1/notices").await.with(200).body;
    assert_eq!((first["notices"].as_array().unwrap().len(), &first["unread"]), (30, &json!(35)));
    let next = first["next"].as_str().unwrap();
    let rest = ann.gets(&format!("/api/v1/notices?before={next}")).await.with(200).body;
    assert_eq!((rest["notices"].as_array().unwrap().len(), &rest["next"]), (5, &json!(null)));
    let (_, earlier) = page(&ann, &format!("/notices?before={next}")).await;
    assert!(earlier.contains("search 0") && !earlier.contains("search 34"), "{earlier}");
    ann.posts("/api/v1/notices/read", json!({"upto": first["notices"][0]["id"]})).await.with(204);
    assert_eq!(ann.gets("/api/v1/notices").await.body["unread"], json!(0));
}
