//! Two who act on one account at the same moment. What the database's locks put in an order is made sure by holding them.

use super::{cookie, sends, signs_in};
use crate::support::house::{House, PASSWORD};
use crate::support::people::{Answer, Visitor};
use chrono::{TimeDelta, Utc};
use gavel::domain::{BidKey, Money, Rejection};
use gavel::live::BidRequest;
use gavel::live::inbox::Refused;
use gavel::store::accounts::SessionId;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// Begins a transaction that does this to somebody's account, and holds what it takes.
async fn holds(house: &House, who: &Visitor, what: &'static str) -> PgConnection {
    let mut held = house.connection().await;
    sqlx::raw_sql("begin").execute(&mut held).await.unwrap();
    sqlx::query(what).bind(who.id().0).execute(&mut held).await.unwrap();
    held
}

async fn commits(mut held: PgConnection) {
    sqlx::raw_sql("commit").execute(&mut held).await.unwrap();
}

/// A session that is being opened, as far as its statement holds anything: what it took, and its row.
async fn opening(house: &House, who: &Visitor, takes: &'static str) -> (PgConnection, SessionId) {
    let (mut held, id) = (holds(house, who, takes).await, Uuid::new_v4());
    let row =
        "insert into session (token_hash, id, account_id, expires_at) values ($1, $2, $3, now() + interval '1 day')";
    let row = sqlx::query(row).bind(id.as_bytes().as_slice()).bind(id).bind(who.id().0);
    row.execute(&mut held).await.unwrap();
    (held, SessionId(id))
}

/// A program signs somebody in by password, while another does this.
async fn signs_in_while(house: &House, who: &Visitor, another: &'static str) -> Answer {
    let held = holds(house, who, another).await;
    let (anon, body) = (house.anon(), json!({"email": who.email(), "password": PASSWORD}));
    let program = tokio::spawn(async move { anon.posts("/api/v1/sessions", body).await });
    house.somebody_waits().await;
    commits(held).await;
    program.await.unwrap()
}

#[tokio::test]
async fn a_password_that_is_replaced_while_it_is_verified_lets_nobody_in() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let replaced = "update account set password_hash = 'another' where id = $1";
    signs_in_while(&house, &ann, replaced).await.refused(401, "wrong_credentials");
}

#[tokio::test]
async fn a_form_with_a_password_that_is_replaced_meanwhile_comes_back() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let held = holds(&house, &ann, "update account set password_hash = 'another' where id = $1").await;
    let (anon, email) = (house.anon(), ann.email().to_owned());
    let browser = tokio::spawn(async move { signs_in(&anon, &email).await });
    house.somebody_waits().await;
    commits(held).await;
    let answer = browser.await.unwrap();
    assert_eq!((answer.status().as_u16(), cookie(&answer)), (401, None));
    assert!(answer.text().await.unwrap().contains("name=\"password\""));
}

#[tokio::test]
async fn a_second_factor_that_is_turned_on_meanwhile_lets_nobody_in_by_password_alone() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    house.store.begin_two_factor(ann.id(), b"a secret").await.unwrap();
    let turned_on = "update two_factor set confirmed_at = now() where account_id = $1";
    signs_in_while(&house, &ann, turned_on).await.refused(401, "wrong_credentials");
}

#[tokio::test]
async fn a_session_that_is_opened_while_the_password_changes_ends_with_the_old_one() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let (held, opened) = opening(&house, &ann, "select from account where id = $1 for share").await;
    let own = house.store.sessions_of(ann.id()).await.unwrap()[0].id;
    let was = house.store.password_hash(ann.id()).await.unwrap().unwrap();
    let (store, whose) = (house.store.clone(), (ann.id(), own));
    let changing = tokio::spawn(async move { store.change_password(whose, &was, "another", &[9; 32]).await });
    house.somebody_waits().await;
    commits(held).await;
    assert_eq!(changing.await.unwrap().unwrap(), Some(vec![opened]));
    let left: Vec<_> = house.store.sessions_of(ann.id()).await.unwrap().iter().map(|session| session.id).collect();
    assert_eq!(left, [own]);
}

#[tokio::test]
async fn a_session_that_is_opened_while_a_second_factor_is_turned_on_ends_with_it() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    house.store.begin_two_factor(ann.id(), b"a secret").await.unwrap();
    let own = house.store.sessions_of(ann.id()).await.unwrap()[0].id;
    let (held, opened) = opening(&house, &ann, "select from two_factor where account_id = $1 for share").await;
    let (store, whose) = (house.store.clone(), (ann.id(), own));
    let turning = tokio::spawn(async move { store.turn_two_factor_on(whose, 1, &[], &[9; 32]).await });
    house.somebody_waits().await;
    commits(held).await;
    assert_eq!(turning.await.unwrap().unwrap(), Some(vec![opened]));
}

/// A sale that its owner may write down.
fn a_sale() -> Value {
    json!({"title": "Never held", "kind": "timed", "currency": "EUR", "increments": "us", "closing": {"mode": "hard"},
           "ends_at": Utc::now() + TimeDelta::hours(1), "stagger_s": 60})
}

#[tokio::test]
async fn an_account_stays_open_if_something_of_it_is_listed_while_it_closes() {
    let house = House::open().await;
    let (seller, soon) = (house.seller().await, Utc::now() + TimeDelta::minutes(1));
    let leaving = house.store.begin_leaving(seller.id(), soon).await.unwrap().unwrap();
    seller.lists().await;
    assert_eq!(house.store.close_account(&leaving).await.unwrap(), None, "before");

    let leaving = house.store.begin_leaving(seller.id(), soon).await.unwrap().unwrap();
    let mut held = house.connection().await;
    let lists = "begin; insert into sale (id, owner_id, title, description, kind, terms, starts_at, ends_at, stagger_s)
                 select gen_random_uuid(), seller_id, title, '', 'timed', terms, starts_at, ends_at, 60 from auction";
    sqlx::raw_sql(lists).execute(&mut held).await.unwrap();
    let store = house.store.clone();
    let closing = tokio::spawn(async move { store.close_account(&leaving).await });
    house.somebody_waits().await;
    commits(held).await;
    assert_eq!(closing.await.unwrap().unwrap(), None, "in the same moment");
    seller.posts("/api/v1/sales", a_sale()).await.with(201);
}

#[tokio::test]
async fn nothing_is_listed_by_an_account_that_closes_meanwhile() {
    let house = House::open().await;
    let seller = house.seller().await;
    let held = holds(&house, &seller, "update account set closed_at = now() where id = $1").await;
    let lists = tokio::spawn({
        let seller = seller.clone();
        async move { seller.posts("/api/v1/sales", a_sale()).await }
    });
    house.somebody_waits().await;
    commits(held).await;
    lists.await.unwrap().refused(401, "signed_out");
    assert!(house.store.sales_of(seller.id(), 1).await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_is_about_to_leave_bids_nowhere_and_may_again_if_they_stay() {
    let house = House::open().await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let (lot, other) = (seller.lists().await, seller.lists().await);
    // So that what the books say about them is known to the house.
    ann.bids(&lot, 20_00).await.leads();
    bo.bids(&lot, 30_00).await.leads();
    let mut held = house.connection().await;
    sqlx::raw_sql("begin; lock table form_template in access exclusive mode").execute(&mut held).await.unwrap();
    let closing = tokio::spawn({
        let ann = ann.clone();
        async move { sends(&ann, "/account/close", &[("password", PASSWORD), ("word", "close")]).await }
    });
    house.somebody_waits().await;
    let bid = BidRequest::new(Money(50_00), BidKey(Uuid::new_v4()));
    let verdict = house.live().bid(house.live().arrive(other.id), ann.id(), bid).await.unwrap();
    assert!(matches!(verdict, Err(Refused::Rejected(Rejection::Banned))), "{verdict:?}");
    commits(held).await;
    assert_eq!(closing.await.unwrap().status(), 303);

    let stays = sends(&bo, "/account/close", &[("password", PASSWORD), ("word", "close")]).await;
    assert_eq!(stays.status(), 409, "a bid of theirs stands");
    bo.bids(&other, 40_00).await.leads();
}
