//! Sessions, and everything that lives on one: sockets, event streams and waiting polls end with it, on every tab.

use super::{cookie, location, page, sends, signs_in};
use crate::support::house::{House, PASSWORD, until};
use crate::support::people::{Bidder, Visitor};
use crate::support::sse::Sse;
use chrono::{TimeDelta, Utc};
use gavel::config::security::SESSION_IDLE;
use gavel::domain::AccountId;
use gavel::store::accounts::{Email, Role};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

/// Within so long, whoever is sent away is out on every tab.
const AT_ONCE: Duration = Duration::from_secs(2);

async fn is_in(who: &Visitor) -> bool {
    who.browses(Method::GET, "/account").send().await.unwrap().status() == 200
}

/// The same person on another device.
async fn elsewhere(house: &House, who: &Visitor) -> Bidder {
    let body = json!({"email": who.email(), "password": PASSWORD});
    let session = house.anon().posts("/api/v1/sessions", body).await.with(201);
    who.with_token(session.body["token"].as_str().unwrap())
}

#[tokio::test]
async fn a_session_tells_its_owner_where_it_is_and_ends_when_they_say() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let form = [("email", ann.email()), ("password", PASSWORD)];
    let phone = house.anon().browses(Method::POST, "/sign-in").form(&form);
    let agent = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";
    let signed_in = phone.header("user-agent", agent).send().await.unwrap();
    let phone = ann.with_token(&cookie(&signed_in).unwrap());
    let shown = page(&ann, "/account/sessions").await;
    assert!(
        shown.contains("Chrome on Android") && shown.contains("127.0.0.1") && shown.contains("This one"),
        "{shown}"
    );
    let path = format!("/account/sessions/{}/end", super::between(&shown, "/account/sessions/", "/end"));
    let lot = house.seller().await.lists().await;
    let mut socket = phone.watches(&lot).await;
    assert_eq!(location(&sends(&ann, &path, &[]).await), "/account/sessions?done=end");
    tokio::time::timeout(AT_ONCE, socket.is_closed_with(4001)).await.expect("its socket is closed at once");
    assert!(!is_in(&phone).await && is_in(&ann).await);
}

#[tokio::test]
async fn nobody_ends_a_session_of_somebody_else() {
    let house = House::open().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let sessions = house.store.sessions_of(ann.id()).await.unwrap();
    sends(&bo, &format!("/account/sessions/{}/end", sessions[0].id.0), &[]).await;
    assert!(is_in(&ann).await);
}

#[tokio::test]
async fn whoever_is_sent_away_is_out_on_every_tab_at_once() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let ann = house.bidder("Ann").await;
    let (phone, laptop) = (elsewhere(&house, &ann).await, elsewhere(&house, &ann).await);
    let mut sockets = vec![phone.watches(&lot).await, laptop.watches(&lot).await, laptop.watches(&lot).await];
    let mut stream = Sse::open(&phone, &lot, None).await;
    stream.next().await;
    let poll = {
        let (laptop, path) = (laptop.clone(), lot.path("/events?after=1&wait=25"));
        tokio::spawn(async move { laptop.gets(&path).await.with(200).body })
    };
    until("stream and poll are there", async || house.live().readings().readers == 2).await;
    assert_eq!(location(&sends(&ann, "/account/sessions/end-others", &[]).await), "/account/sessions?done=end");
    for socket in &mut sockets {
        tokio::time::timeout(AT_ONCE, socket.is_closed_with(4001)).await.expect("every socket is closed at once");
    }
    tokio::time::timeout(AT_ONCE, stream.until_bye()).await.expect("the stream ends at once");
    let polled = tokio::time::timeout(AT_ONCE, poll).await.expect("the poll is answered at once").unwrap();
    assert!(polled["events"] == json!([]) && polled["you"].is_null(), "{polled}");
    assert!(!is_in(&phone).await && !is_in(&laptop).await && is_in(&ann).await);
}

#[tokio::test]
async fn whoever_is_sent_away_while_they_begin_to_read_reads_nothing_of_theirs() {
    let house = House::open().await;
    let (ann, seller) = (house.bidder("Ann").await, house.seller().await);
    for accept in ["application/json", "text/event-stream"] {
        let phone = elsewhere(&house, &ann).await;
        // Nobody has looked at it yet: it has to be read from a ledger, which is shut.
        let lot = house.lot_of(&seller, TimeDelta::hours(1), TimeDelta::hours(2)).await;
        let mut shut = house.connection().await;
        // Nobody may change a ledger, so nobody may shut one either; what is granted here is taken back with the lock.
        let shutting = "begin; grant update on event to current_user; lock table event in access exclusive mode";
        sqlx::raw_sql(shutting).execute(&mut shut).await.unwrap();
        let asked = phone.asks(Method::GET, &lot.path("/events?after=0&wait=25")).header("accept", accept);
        let asked = tokio::spawn(async move { asked.send().await.unwrap().text().await.unwrap() });
        until("the house knows who asks, and waits for the ledger", async || waits_for_a_table(&house).await).await;
        sends(&ann, "/account/sessions/end-others", &[]).await;
        assert!(!is_in(&phone).await);
        sqlx::raw_sql("rollback").execute(&mut shut).await.unwrap();
        let heard = tokio::time::timeout(AT_ONCE, asked).await.expect("it does not wait for news").unwrap();
        assert!(!heard.contains("\"you\":{"), "{heard}");
    }
}

/// Whether anything in the house's database waits for a table.
async fn waits_for_a_table(house: &House) -> bool {
    let waiting = "select exists (select from pg_locks join pg_database on oid = database
                                  where datname = current_database() and not granted)";
    sqlx::query_scalar(waiting).fetch_one(&mut house.connection().await).await.unwrap()
}

#[tokio::test]
async fn a_new_password_asks_for_the_old_and_signs_out_everywhere_else() {
    let house = House::open().await;
    let (ann, lot) = (house.bidder("Ann").await, house.seller().await.lists().await);
    let phone = elsewhere(&house, &ann).await;
    let mut socket = phone.watches(&lot).await;
    let (next, change) = ("seven brown owls read", "/account/password");
    for (old, new, field) in [("a wrong password", next, "old"), (PASSWORD, "password123", "password")] {
        let refused = sends(&ann, change, &[("old", old), ("password", new)]).await;
        assert!(refused.status().is_client_error());
        assert!(refused.text().await.unwrap().contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert!(is_in(&phone).await);
    let changed = sends(&ann, change, &[("old", PASSWORD), ("password", next)]).await;
    assert_eq!(location(&changed), "/account/password?done=password");
    let renewed = ann.with_token(&cookie(&changed).expect("a new token"));
    tokio::time::timeout(AT_ONCE, socket.is_closed_with(4001)).await.expect("the other socket is closed at once");
    assert!(
        is_in(&renewed).await && !is_in(&ann).await && !is_in(&phone).await,
        "whoever has an old token has nothing"
    );
    assert_eq!(signs_in(&house.anon(), ann.email()).await.status(), 401);
    let form = [("email", ann.email()), ("password", next)];
    assert_eq!(sends(&house.anon(), "/sign-in", &form).await.status(), 303);
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends_and_one_in_use_does_not() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let mut connection = house.connection().await;
    let mut was_used = async |ago: TimeDelta| {
        let seen = Utc::now() - ago;
        let aged =
            sqlx::query("update session set last_seen_at = $2 where account_id = $1").bind(ann.id().0).bind(seen);
        aged.execute(&mut connection).await.unwrap();
    };
    was_used(SESSION_IDLE - TimeDelta::minutes(1)).await;
    assert!(is_in(&ann).await);
    let seen = async || house.store.sessions_of(ann.id()).await.unwrap().first().map(|session| session.last_seen_at);
    let lately = Utc::now() - TimeDelta::minutes(5);
    until("it is written down", async || seen().await.is_some_and(|at| at > lately)).await;
    was_used(SESSION_IDLE).await;
    assert!(!is_in(&ann).await);
    assert_eq!(house.store.sweep_sessions().await.unwrap(), 1);
}

#[tokio::test]
async fn an_admin_is_asked_again_after_a_day() {
    let house = House::open().await;
    let (ada, ann) = (house.admin().await, house.bidder("Ann").await);
    let ends = async |who: &Visitor| {
        let body = json!({"email": who.email(), "password": PASSWORD});
        let session = house.anon().posts("/api/v1/sessions", body).await.with(201);
        session.body["expires_at"].as_str().unwrap().parse::<gavel::domain::Timestamp>().unwrap() - Utc::now()
    };
    assert!(ends(&ada).await <= TimeDelta::days(1) && ends(&ann).await > TimeDelta::days(29));
}

#[tokio::test]
async fn a_registration_hears_the_same_whether_the_address_is_known() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let registers = async |email: &str| {
        let fields = [("email", email), ("name", "Ann"), ("password", PASSWORD), ("next", "/sales")];
        let answer = sends(&house.anon(), "/register", &fields).await;
        let told = (answer.status().as_u16(), location(&answer).to_owned(), cookie(&answer));
        (told, answer.text().await.unwrap())
    };
    let (known, unknown) = (registers(ann.email()).await, registers("new@example.org").await);
    assert_eq!(known, unknown);
    assert_eq!(known.0, (303, "/register/sent?next=/sales".into(), None));
    let new = house.store.account_by_email(&Email::parse("new@example.org").unwrap()).await.unwrap();
    let (new, _) = new.unwrap();
    assert_eq!(new.role, Role::Bidder);
    // Only a letter tells the one from the other.
    assert_eq!(
        (letters(&house, ann.id()).await, letters(&house, new.id).await),
        (vec!["reset".into()], vec!["confirm".into()])
    );
}

/// The kinds of letters that are on their way to somebody.
async fn letters(house: &House, account: AccountId) -> Vec<String> {
    let kinds = sqlx::query_scalar("select kind from notice where account_id = $1 order by at").bind(account.0);
    kinds.fetch_all(&mut house.connection().await).await.unwrap()
}

#[tokio::test]
async fn another_address_takes_a_password_and_a_letter_and_changes_nothing_before() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    for (email, password, status) in [
        ("ann@elsewhere.example", "a wrong password", 403),
        ("no address", PASSWORD, 422),
        ("ann@elsewhere.example", PASSWORD, 200),
    ] {
        let answer = sends(&ann, "/account/email", &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status(), status, "{email}, {password}");
    }
    assert_eq!(letters(&house, ann.id()).await, ["move"]);
    assert_eq!(signs_in(&house.anon(), ann.email()).await.status(), 303, "the old one still holds");
}

#[tokio::test]
async fn a_crowd_that_guesses_keeps_nobody_out_who_is_in() {
    let house = House::with_limits(&["--sign-ins-to-account", "3/1h"]).await;
    let ann = house.bidder("Ann").await;
    let tries = async |from: &'static str, password: &str| {
        let body = json!({"email": ann.email(), "password": password});
        house.anon().from(from).posts("/api/v1/sessions", body).await
    };
    // At home she is signed in already.
    tries("192.0.2.7", PASSWORD).await.with(201);
    for crowd in ["203.0.113.1", "203.0.113.2"] {
        tries(crowd, "a wrong password").await.refused(401, "wrong_credentials");
    }
    tries("203.0.113.3", PASSWORD).await.refused(429, "rate_limited");
    tries("192.0.2.7", PASSWORD).await.with(201);
}
