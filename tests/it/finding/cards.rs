//! Cards of the catalogue that are on somebody's screen.

use super::sells;
use crate::support::house::House;
use serde_json::json;

#[tokio::test]
async fn whoever_follows_some_cards_hears_of_those_and_of_no_others() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let (mine, other) = (seller.lists().await, seller.lists().await);
    let mut socket = house.anon().connects().await;
    socket.says(json!({"type": "subscribe", "id": 1, "channel": "cards", "auctions": [mine.id.to_string()]})).await;
    let snapshot = socket.next_of("snapshot").await;
    let cards = snapshot["state"]["auctions"].as_array().unwrap();
    assert_eq!((cards.len(), &cards[0]["auction"]), (1, &json!(mine.id.to_string())));
    assert_eq!(socket.next_of("subscribed").await["channel"], "cards");
    ann.bids(&other, 20_00).await.leads();
    ann.bids(&mine, 20_00).await.leads();
    // That it was listed may still be on its way.
    loop {
        let card = socket.next_of("card").await;
        assert_eq!(card["body"]["auction"], json!(mine.id.to_string()));
        if card["body"]["data"]["bids"] == 1 {
            break;
        }
    }
}

#[tokio::test]
async fn the_cards_on_the_screen_change_with_what_is_followed_and_new_lots_come_to_who_wants_them() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let (first, second) = (seller.lists().await, seller.lists().await);
    let mut socket = house.anon().connects().await;
    let follow =
        |ids: Vec<String>, listed| json!({"type": "subscribe", "channel": "cards", "auctions": ids, "listed": listed});
    socket.says(follow(vec![first.id.to_string()], false)).await;
    socket.next_of("subscribed").await;
    socket.says(follow(vec![second.id.to_string()], true)).await;
    socket.next_of("subscribed").await;
    ann.bids(&first, 20_00).await.leads();
    let fresh = sells(&seller, "Brand new", json!({})).await;
    // The second may still be new to whoever follows; the first is followed no more.
    loop {
        let card = socket.next_of("card").await;
        assert_ne!(card["body"]["auction"], json!(first.id.to_string()));
        if card["body"]["auction"] == json!(fresh.id.to_string()) {
            break assert_eq!(card["body"]["kind"], "listed");
        }
    }
    let many: Vec<String> = (0..65).map(|_| uuid::Uuid::new_v4().to_string()).collect();
    socket.says(follow(many, false)).await;
    assert_eq!(socket.next_of("error").await["code"], "too_many_cards");
}
