//! The house over a WebSocket: everybody is told the same, in the same order, and their own affairs in private.

use crate::support::house::{House, until};
use crate::support::people::Seller;
use crate::support::socket::{Socket, handshake, refused};
use chrono::TimeDelta;
use gavel::config::{LARGEST_FRAME, MALFORMED, REPLAY};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

fn numbers(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["seq"].as_i64().unwrap()).collect()
}

/// Whether a number stands anywhere in a frame.
fn holds(frame: &Value, number: i64) -> bool {
    match frame {
        Value::Array(values) => values.iter().any(|value| holds(value, number)),
        Value::Object(fields) => fields.values().any(|value| holds(value, number)),
        value => *value == number,
    }
}

#[tokio::test]
async fn a_socket_says_hello_and_shows_how_a_lot_stands_before_anything_moves() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.connects().await;
    let (snapshot, subscribed) = socket.subscribes(&lot.channel()).await;
    assert_eq!((&snapshot["seq"], &snapshot["state"]["status"]), (&json!(1), &json!("open")), "{snapshot}");
    assert_eq!(snapshot["state"]["you"]["seller"], false);
    assert_eq!((&subscribed["seq"], &subscribed["recovered"]), (&json!(1), &json!(false)), "{subscribed}");
    assert_eq!(subscribed["epoch"], snapshot["epoch"]);
    let accepted = socket.bids(&lot, 12_00).await;
    assert_eq!(accepted["type"], "accepted");
    assert_eq!((&accepted["seq"], &accepted["leading"]), (&json!(2), &json!(true)), "{accepted}");
    let event = socket.next_of("event").await;
    assert_eq!((&event["seq"], &event["body"]["kind"]), (&json!(2), &json!("bid")), "{event}");
}

#[tokio::test]
async fn bidders_and_a_stranger_see_the_same_events_in_the_same_order_without_a_gap() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let mut sockets = [ann.watches(&lot).await, bo.watches(&lot).await, house.anon().watches(&lot).await];
    for round in 0..15 {
        for (step, socket) in sockets[..2].iter_mut().enumerate() {
            let jump = json!({"amount": 20_00 + (2 * round + step) * 10_00, "exact": true});
            assert_eq!(socket.bids_with(&lot, Uuid::new_v4(), jump).await["leading"], true);
        }
    }
    let mut seen = Vec::new();
    for socket in &mut sockets {
        seen.push(socket.next_events(30).await);
    }
    assert_eq!(numbers(&seen[0]), (2..32).collect::<Vec<_>>());
    assert!(seen[1] == seen[0] && seen[2] == seen[0]);
}

#[tokio::test]
async fn everybody_hears_of_their_own_standing_in_private() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let (mut hers, mut his, mut theirs) =
        (ann.watches(&lot).await, bo.watches(&lot).await, house.anon().watches(&lot).await);
    hers.bids(&lot, 500_00).await;
    let you = hers.next_of("you").await;
    assert_eq!((&you["standing"], &you["maximum"]), (&json!("leading"), &json!(500_00)), "{you}");
    his.bids(&lot, 600_00).await;
    assert_eq!(his.next_of("you").await["standing"], "leading");
    assert_eq!(hers.next_of("you").await["standing"], "outbid");
    house.admin().await.acts(&lot, "close").await.with(200);
    assert_eq!(his.next_of("you").await["standing"], "won");
    assert_eq!(hers.next_of("you").await["standing"], "lost");
    theirs.next_where("the close", |frame| frame["body"]["kind"] == "closed").await;
    for socket in [&mut hers, &mut his, &mut theirs] {
        assert_eq!(socket.is_closed_with(1000).await["reason"], "auction_ended");
    }
    assert!(!theirs.has_unread(|frame| frame["type"] == "you"), "a stranger stands nowhere");
    assert!(!theirs.has_unread(|frame| holds(frame, 600_00)), "a maximum is its owner's");
}

#[tokio::test]
async fn viewers_are_counted_and_the_clock_is_told() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let mut first = house.anon().watches(&lot).await;
    let mut second = house.anon().watches(&lot).await;
    first.next_where("two watchers", |frame| frame["type"] == "watchers" && frame["count"] == 2).await;
    second.says(json!({"type": "unsubscribe", "channel": lot.channel()})).await;
    first.next_where("one watcher", |frame| frame["type"] == "watchers" && frame["count"] == 1).await;
    let id = second.says(json!({"type": "time", "t0": 17})).await;
    let time = second.next_of("time").await;
    assert_eq!((&time["id"], &time["t0"]), (&json!(id), &json!(17)));
    let (t1, t2) = (time["t1"].as_i64().unwrap(), time["t2"].as_i64().unwrap());
    assert!(t1 <= t2 && (t1 - chrono::Utc::now().timestamp_millis()).abs() < 60_000, "{time}");
}

#[tokio::test]
async fn after_unsubscribing_a_socket_hears_no_more_of_a_lot() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = house.anon().watches(&lot).await;
    socket.says(json!({"type": "unsubscribe", "channel": lot.channel()})).await;
    // Answered in order: once the time is told, the socket no longer watches.
    socket.says(json!({"type": "time", "t0": 1})).await;
    socket.next_of("time").await;
    until("nobody watches", async || ann.sees(&lot).await["watchers"] == 0).await;
    ann.bids(&lot, 12_00).await.leads();
    let (snapshot, _) = socket.subscribes(&lot.channel()).await;
    assert_eq!(snapshot["seq"], 2);
    assert!(!socket.has_unread(|frame| frame["type"] == "event"));
}

#[tokio::test]
async fn resuming_replays_exactly_what_was_missed() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let mut socket = house.anon().connects().await;
    let (snapshot, _) = socket.subscribes(&lot.channel()).await;
    ann.bids(&lot, 12_00).await.leads();
    assert_eq!(numbers(&socket.next_events(1).await), [2]);
    drop(socket);
    for amount in [20_00, 30_00, 40_00] {
        bo.bids(&lot, amount).await.leads();
    }
    let mut back = house.anon().connects().await;
    let subscribed = back.resumes(&lot.channel(), &snapshot["epoch"], 2).await;
    assert_eq!(
        (&subscribed["recovered"], &subscribed["missed"], &subscribed["seq"]),
        (&json!(true), &json!(3), &json!(5))
    );
    assert_eq!(numbers(&back.next_events(3).await), [3, 4, 5]);
    assert!(!back.has_unread(|frame| frame["type"] == "snapshot"));
    let mut other = house.anon().connects().await;
    let subscribed = other.resumes(&lot.channel(), &json!("another log"), 2).await;
    assert_eq!(subscribed["recovered"], false);
    assert_eq!(other.next_of("snapshot").await["seq"], 5);
}

#[tokio::test]
async fn a_gap_too_long_to_replay_gets_a_snapshot_and_says_so() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.watches(&lot).await;
    let events = REPLAY as i64 + 1;
    for raise in 0..events {
        assert_eq!(socket.bids(&lot, 10_00 + raise).await["type"], "accepted");
    }
    let (seen, mut anon) = (ann.sees(&lot).await, house.anon().connects().await);
    let subscribed = anon.resumes(&lot.channel(), &seen["epoch"], 1).await;
    assert_eq!(subscribed["recovered"], false, "{subscribed}");
    assert_eq!(anon.next_of("snapshot").await["seq"], events + 1);
    assert!(!anon.has_unread(|frame| frame["type"] == "event"), "never a partial replay");
    let subscribed = anon.resumes(&lot.channel(), &seen["epoch"], 2).await;
    assert_eq!((&subscribed["recovered"], &subscribed["missed"]), (&json!(true), &json!(REPLAY)));
    assert_eq!(numbers(&anon.next_events(REPLAY).await), (3..=events + 1).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_wrong_subprotocol_and_a_foreign_page_are_refused_at_the_door() {
    let house = House::open().await;
    let anon = house.anon();
    assert_eq!(refused(handshake(&anon, "chat")).await, 400);
    let mut foreign = handshake(&anon, "auction.v1.json");
    foreign.headers_mut().insert("origin", "https://elsewhere.example".parse().unwrap());
    assert_eq!(refused(foreign).await, 403);
}

#[tokio::test]
async fn what_cannot_be_understood_is_answered_and_the_socket_lives_until_it_is_too_much() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let mut socket = house.anon().watches(&lot).await;
    for sent in ["{", "[]", r#"{"type":"dance","id":7}"#, r#"{"type":"bid"}"#, "\u{1f528}"] {
        socket.sends(sent).await;
        let error = socket.next_of("error").await;
        assert_eq!((&error["code"], &error["temporary"]), (&json!("malformed"), &json!(false)), "{sent}");
    }
    socket.says(json!({"type": "time", "t0": 1})).await;
    socket.next_of("time").await;
    for _ in 5..MALFORMED {
        socket.sends("{").await;
    }
    assert_eq!(socket.is_closed_with(4000).await["reconnect"], false);
}

#[tokio::test]
async fn a_frame_that_is_too_large_ends_the_socket() {
    let house = House::open().await;
    let mut socket = house.anon().connects().await;
    let padding = " ".repeat(LARGEST_FRAME - r#"{"type":"time","id":1,"t0":1}"#.len());
    socket.sends(&format!(r#"{{"type":"time","id":1,"t0":1{padding}}}"#)).await;
    socket.next_of("time").await;
    socket.sends(&" ".repeat(LARGEST_FRAME + 1)).await;
    socket.is_closed_with(1009).await;
}

#[tokio::test]
async fn a_socket_that_watches_nothing_is_closed() {
    let house = House::open().await;
    let mut socket = house.anon().connects().await;
    socket.is_closed_with(4002).await;
}

#[tokio::test]
async fn the_end_of_one_lot_leaves_a_socket_that_watches_another() {
    let house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let (one, other) = (seller.lists().await, seller.lists().await);
    let mut socket = house.anon().watches(&one).await;
    socket.subscribes(&other.channel()).await;
    admin.acts(&one, "close").await.with(200);
    let closed = socket.next_of("event").await;
    assert_eq!((&closed["body"]["kind"], &closed["body"]["data"]["sold"]), (&json!("closed"), &json!(false)));
    admin.acts(&other, "close").await.with(200);
    assert_eq!(socket.next_of("event").await["channel"], other.channel());
    socket.is_closed_with(1000).await;
}

#[tokio::test]
async fn signing_out_ends_the_sockets_of_that_session_and_no_other() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let (mut hers, mut his) = (ann.watches(&lot).await, bo.watches(&lot).await);
    assert_eq!(ann.asks(Method::DELETE, "/api/v1/sessions").send().await.unwrap().status(), 204);
    assert_eq!(hers.is_closed_with(4001).await["reconnect"], false);
    assert_eq!(his.bids(&lot, 12_00).await["type"], "accepted");
}

#[tokio::test]
async fn a_house_that_closes_says_goodbye_and_loses_nothing() {
    let mut house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.watches(&lot).await;
    let accepted = socket.bids(&lot, 12_00).await;
    house.stop().await;
    socket.next_of("event").await;
    let bye = socket.is_closed_with(4101).await;
    assert_eq!(bye["reconnect"], true);
    assert!(bye["after_ms"].as_i64() > Some(0), "{bye}");
    house.reopen().await;
    let mut back = ann.connects().await;
    let (snapshot, _) = back.subscribes(&lot.channel()).await;
    assert_eq!(snapshot["seq"], accepted["seq"]);
    assert_eq!(back.next_of("you").await["standing"], "leading");
}

#[tokio::test]
async fn the_catalogue_shows_a_lot_when_it_is_published_and_every_price_after() {
    let house = House::open().await;
    let (seller, ann) = (house.seller().await, house.bidder("Ann").await);
    let mut socket = house.anon().connects().await;
    let (snapshot, _) = socket.subscribes("catalogue").await;
    assert_eq!(snapshot["state"]["auctions"], json!([]));
    let lot = seller.lists().await;
    let id = json!(lot.id.0);
    let listed = socket.next_of("event").await;
    assert_eq!((&listed["body"]["kind"], &listed["body"]["data"]["auction"]), (&json!("listed"), &id), "{listed}");
    ann.bids(&lot, 12_00).await.leads();
    let priced = |frame: &Value| frame["body"]["kind"] == "changed" && frame["body"]["data"]["price"] == 9_99;
    socket.next_where("the price", priced).await;
    house.admin().await.acts(&lot, "close").await.with(200);
    let ended = |frame: &Value| frame["body"]["kind"] == "ended" && frame["body"]["auction"] == id;
    socket.next_where("the end", ended).await;
    let (snapshot, _) = house.anon().connects().await.subscribes("catalogue").await;
    assert_eq!(snapshot["state"]["auctions"], json!([]));
}

#[tokio::test]
async fn a_draft_and_a_lot_that_never_was_cannot_be_watched() {
    let house = House::open().await;
    let seller = house.seller().await;
    let draft = seller.drafts(Seller::a_chair()).await;
    let mut socket: Socket = seller.connects().await;
    for channel in [draft.channel(), format!("auction:{}", Uuid::new_v4())] {
        socket.says(json!({"type": "subscribe", "channel": channel})).await;
        assert_eq!(socket.next_of("error").await["code"], "unknown_auction");
    }
    let scheduled = house.lot_of(&seller, TimeDelta::days(1), TimeDelta::days(2)).await;
    let (snapshot, _) = socket.subscribes(&scheduled.channel()).await;
    assert_eq!(snapshot["state"]["status"], "scheduled");
}
