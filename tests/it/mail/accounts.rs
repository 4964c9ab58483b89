//! Letters whose links prove something: confirming an address, changing it, setting a new password.

use super::sink::Mail;
use super::{letters, page, submits, time_passes};
use crate::support::house::{House, PASSWORD, until};
use crate::support::people::{Anon, Bidder, Visitor};
use chrono::{TimeDelta, Utc};
use gavel::store::accounts::Email;
use gavel::store::proofs::Purpose;
use serde_json::json;

/// The last mail that lies in the data folder for somebody, once there are so many.
async fn mail(house: &House, email: &str, count: usize) -> Mail {
    let theirs = || {
        let mails = house.mails().into_iter().map(|path| Mail::read(&std::fs::read(path).unwrap()));
        mails.filter(|mail| mail.to == email).collect::<Vec<_>>()
    };
    until(&format!("{email} has {count} mails"), async || theirs().len() == count).await;
    // Those that were sent in the same second lie there in no order.
    let ids = "select notice.id::text from notice where mail_state = 'sent' order by at desc";
    let ids: Vec<String> = sqlx::query_scalar(ids).fetch_all(&mut house.connection().await).await.unwrap();
    let place = |mail: &Mail| ids.iter().position(|id| mail.name.starts_with(id.as_str())).unwrap_or(0);
    theirs().into_iter().min_by_key(place).unwrap()
}

/// Somebody who registers like any program, and is signed in.
async fn registers(house: &House, email: &str) -> Bidder {
    let anon = house.anon();
    let account = json!({"email": email, "password": PASSWORD, "name": "Nell"});
    anon.posts("/api/v1/accounts", account).await.with(201);
    signs_in(&anon, email, PASSWORD).await.expect("the password is right")
}

async fn signs_in(anon: &Anon, email: &str, password: &str) -> Option<Bidder> {
    let answer = anon.posts("/api/v1/sessions", json!({"email": email, "password": password})).await;
    answer.is_accepted().then(|| anon.with_token(answer.body["token"].as_str().unwrap()))
}

#[tokio::test]
async fn whoever_registers_confirms_their_address_by_the_link_in_their_mail_once() {
    let house = House::open().await;
    let nell = registers(&house, "nell@example.org").await;
    assert!(page(&nell, "/").await.1.contains("id=\"unconfirmed\""), "they are asked to");
    let link = mail(&house, "nell@example.org", 1).await.link("/confirm");
    let (status, asks) = page(&house.anon(), &link).await;
    assert!(status == 200 && asks.contains("nell@example.org"), "{asks}");
    assert!(page(&nell, "/").await.1.contains("id=\"unconfirmed\""), "a link that is only looked at proves nothing");
    assert_eq!(submits(&nell, &link, &[]).await.0, 200);
    assert!(!page(&nell, "/").await.1.contains("id=\"unconfirmed\""));
    assert_eq!(submits(&nell, &link, &[]).await.0, 410, "once");
    assert_eq!(page(&nell, &link).await.0, 410);
    for nothing in ["/confirm/guessed", "/reset/guessed", "/move/guessed"] {
        assert_eq!(page(&nell, nothing).await.0, 410, "{nothing}");
    }
}

#[tokio::test]
async fn the_letter_is_sent_again_on_request_but_not_without_end() {
    let house = House::with_limits(&["--letters-per-account", "2/1h"]).await;
    let nell = registers(&house, "nell@example.org").await;
    for _ in 0..2 {
        assert_eq!(submits(&nell, "/account/confirm", &[]).await.0, 200);
    }
    assert_eq!(submits(&nell, "/account/confirm", &[]).await.0, 429);
    let link = mail(&house, "nell@example.org", 3).await.link("/confirm");
    assert_eq!(submits(&nell, &link, &[]).await.0, 200);
}

#[tokio::test]
async fn an_unconfirmed_bidder_bids_unless_the_house_asks_for_more() {
    let easy = House::open().await;
    let lot = easy.seller().await.lists().await;
    registers(&easy, "nell@example.org").await.bids(&lot, 12_00).await.leads();

    let strict = House::told(&["--require-confirmed"]).await;
    let lot = strict.seller().await.lists().await;
    let nell = registers(&strict, "nell@example.org").await;
    nell.bids(&lot, 12_00).await.refused(409, "not_approved");
    nell.posts("/api/v1/auctions", crate::support::people::Seller::a_chair()).await.refused(403, "unconfirmed");
    let link = mail(&strict, "nell@example.org", 1).await.link("/confirm");
    assert_eq!(submits(&strict.anon(), &link, &[]).await.0, 200);
    nell.bids(&lot, 12_00).await.leads();
    nell.posts("/api/v1/auctions", crate::support::people::Seller::a_chair()).await.with(201);
}

#[tokio::test]
async fn no_other_mail_goes_to_an_address_that_nobody_has_shown_to_be_theirs() {
    let house = House::open().await;
    let lot = house.seller().await.lists().await;
    let nell = registers(&house, "nell@example.org").await;
    nell.bids(&lot, 12_00).await.leads();
    house.bidder("Bo").await.bids(&lot, 20_00).await.leads();
    time_passes(&house).await;
    let unwanted = "select count(*) from notice where kind = 'outbid' and mail_state = 'unwanted'";
    let put_aside = async || {
        let count: i64 = sqlx::query_scalar(unwanted).fetch_one(&mut house.connection().await).await.unwrap();
        count == 1
    };
    until("it is put aside", put_aside).await;
    assert_eq!(nell.gets("/api/v1/notices").await.body["notices"][0]["kind"], "outbid", "the bell rings all the same");
    mail(&house, "nell@example.org", 1).await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_link_in_the_mail_and_every_session_ends() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let mut socket = ann.connects().await;
    socket.says(json!({"type": "subscribe", "channel": "me"})).await;
    socket.next_of("subscribed").await;
    let anon = house.anon();
    let (status, _, known) = submits(&anon, "/forgot", &[("email", ann.email())]).await;
    assert_eq!(status, 200);
    let mail_of_reset = mail(&house, ann.email(), 1).await;
    let link = mail_of_reset.link("/reset");
    assert!(!mail_of_reset.raw.contains("List-Unsubscribe"));
    let (status, form) = page(&anon, &link).await;
    assert!(status == 200 && form.contains("new-password"), "{form}");
    assert_eq!(submits(&anon, &link, &[("password", "short")]).await.0, 422, "and the link still works");
    let (status, to, _) = submits(&anon, &link, &[("password", "another horse battery")]).await;
    assert!(status == 303 && to == "/reset", "{to}");
    assert_eq!(page(&anon, "/reset").await.0, 200);
    socket.is_closed_with(4001).await;
    ann.gets("/api/v1/notices").await.with(401);
    assert!(signs_in(&anon, ann.email(), PASSWORD).await.is_none(), "the old one opens nothing");
    assert!(signs_in(&anon, ann.email(), "another horse battery").await.is_some());
    assert_eq!(submits(&anon, &link, &[("password", "a third horse battery")]).await.0, 410, "once");
    let told = mail(&house, ann.email(), 2).await;
    assert_eq!(told.subject, "Your password was changed");

    let (status, _, unknown) = submits(&anon, "/forgot", &[("email", "nobody@example.org")]).await;
    let token = |page: &str| page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let known = known.replace(ann.email(), "nobody@example.org").replace(&token(&known), &token(&unknown));
    assert_eq!((status.as_u16(), unknown), (200, known), "but for the token of who asks");
}

#[tokio::test]
async fn no_link_stands_in_the_database_as_it_stands_in_its_letter() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    submits(&house.anon(), "/forgot", &[("email", ann.email())]).await;
    let link = mail(&house, ann.email(), 1).await.link("/reset");
    let token = link.strip_prefix("/reset/").unwrap();
    let rows = "select coalesce(string_agg(notice::text, ' '), '') || coalesce((select string_agg(proof::text, ' ') from proof), '')
                from notice";
    let rows: String = sqlx::query_scalar(rows).fetch_one(&mut house.connection().await).await.unwrap();
    assert!(rows.contains("reset") && !rows.contains(token), "{rows}");
}

#[tokio::test]
async fn an_address_changes_once_the_new_one_is_confirmed_and_the_old_one_is_told() {
    let house = House::open().await;
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let asks = async |new: &str| {
        let new = Email::parse(new).unwrap();
        house.store.ask_new_email(ann.id(), &new).await.unwrap();
    };
    asks("new@example.org").await;
    let link = mail(&house, "new@example.org", 1).await.link("/move");
    assert!(page(&ann, &link).await.1.contains("new@example.org"));
    let email = async || house.store.account(ann.id()).await.unwrap().unwrap().email;
    assert_eq!(email().await, ann.email(), "until then it is the old one");
    assert_eq!(submits(&ann, &link, &[]).await.0, 200);
    assert_eq!(email().await, "new@example.org");
    assert!(mail(&house, ann.email(), 1).await.text.contains("new@example.org"), "the old address is told");

    asks(bo.email()).await;
    let link = mail(&house, bo.email(), 1).await.link("/move");
    let (status, _, said) = submits(&ann, &link, &[]).await;
    assert!(status == 200 && said.contains("already"), "{said}");
    assert_eq!(email().await, "new@example.org", "somebody else's is not to be had");
}

/// Somebody wants another address; gives the link in the letter to it.
async fn asks_to_move(house: &House, who: &Visitor, new: &str) -> String {
    house.store.ask_new_email(who.id(), &Email::parse(new).unwrap()).await.unwrap();
    mail(house, new, 1).await.link("/move")
}

/// Somebody forgot their password; gives the link in the letter, their only one so far but `before`.
async fn asks_to_reset(house: &House, who: &Visitor, before: usize) -> String {
    submits(&house.anon(), "/forgot", &[("email", who.email())]).await;
    mail(house, who.email(), before + 1).await.link("/reset")
}

#[tokio::test]
async fn a_new_password_ends_every_link_that_was_asked_for_before() {
    let house = House::open().await;
    let (ann, bo, anon) = (house.bidder("Ann").await, house.bidder("Bo").await, house.anon());
    let moves = asks_to_move(&house, &ann, "thief@example.org").await;
    let resets = asks_to_reset(&house, &ann, 0).await;
    assert_eq!(submits(&anon, &resets, &[("password", "another horse battery")]).await.0, 303);
    assert_eq!(submits(&anon, &moves, &[]).await.0, 410, "set by a letter");

    let moves = asks_to_move(&house, &bo, "robber@example.org").await;
    let resets = asks_to_reset(&house, &bo, 0).await;
    let typed = [("old", PASSWORD), ("password", "another horse battery")];
    assert_eq!(submits(&bo, "/account/password", &typed).await.0, 303);
    assert_eq!(submits(&anon, &moves, &[]).await.0, 410, "changed on the account's page");
    assert_eq!(submits(&anon, &resets, &[("password", "a third horse battery")]).await.0, 410);
    for who in [&ann, &bo] {
        assert_eq!(house.store.account(who.id()).await.unwrap().unwrap().email, who.email());
    }
}

#[tokio::test]
async fn a_link_to_the_old_address_sets_no_password_once_the_account_has_moved() {
    let house = House::open().await;
    let (ann, anon) = (house.bidder("Ann").await, house.anon());
    let (resets, moves) = (asks_to_reset(&house, &ann, 0).await, asks_to_move(&house, &ann, "new@example.org").await);
    assert_eq!(submits(&ann, &moves, &[]).await.0, 200);
    assert_eq!(submits(&anon, &resets, &[("password", "another horse battery")]).await.0, 410);
    assert!(signs_in(&anon, "new@example.org", PASSWORD).await.is_some(), "the password is what it was");
}

#[tokio::test]
async fn a_link_whose_letter_was_on_its_way_while_the_password_changed_proves_nothing() {
    let house = House::open().await;
    let (ann, asked_at) = (house.bidder("Ann").await, Utc::now() - TimeDelta::seconds(1));
    let typed = [("old", PASSWORD), ("password", "another horse battery")];
    assert_eq!(submits(&ann, "/account/password", &typed).await.0, 303);
    let asked = [(Purpose::Move, asked_at), (Purpose::Confirm, asked_at), (Purpose::Reset, Utc::now())];
    for (number, ((purpose, asked_at), works)) in asked.into_iter().zip([false, true, true]).enumerate() {
        let (hash, until) = ([number as u8; 32], Utc::now() + TimeDelta::hours(1));
        house.store.keep_proof(&hash, (ann.id(), asked_at), purpose, ann.email(), until).await.unwrap();
        assert_eq!(house.store.proof(&hash, purpose).await.unwrap().is_some(), works, "{purpose:?}");
    }
}

/// A letter that could not be sent until `time_passes`, written so long ago.
async fn waits(house: &House, who: &Visitor, kind: &str, since: &str) {
    let letter = "insert into notice (id, account_id, kind, facts, cause, at, next_try_at)
                  values (gen_random_uuid(), $1, $2, '{}', gen_random_uuid()::text, now() - $3::interval, now() + interval '1 hour')";
    let letter = sqlx::query(letter).bind(who.id().0).bind(kind).bind(since);
    letter.execute(&mut house.connection().await).await.unwrap();
}

#[tokio::test]
async fn a_letter_that_leads_into_an_account_goes_out_no_more_once_its_password_or_address_has_changed() {
    let house = House::open().await;
    let (ann, bo, cleo) = (house.bidder("Ann").await, house.bidder("Bo").await, house.bidder("Cleo").await);
    for who in [&ann, &bo] {
        waits(&house, who, "move", "1 minute").await;
        waits(&house, who, "reset", "1 minute").await;
    }
    waits(&house, &cleo, "reset", "61 minutes").await;
    waits(&house, &cleo, "move", "61 minutes").await;
    let typed = [("old", PASSWORD), ("password", "another horse battery")];
    assert_eq!(submits(&ann, "/account/password", &typed).await.0, 303);
    let moves = asks_to_move(&house, &bo, "new@example.org").await;
    assert_eq!(submits(&bo, &moves, &[]).await.0, 200);
    time_passes(&house).await;
    for (who, kind) in [(&ann, "move"), (&ann, "reset"), (&bo, "move"), (&bo, "reset"), (&cleo, "reset")] {
        until(kind, async || letters(&house, who, kind, "overtaken").await == 1).await;
    }
    until("nothing speaks against this one", async || letters(&house, &cleo, "move", "sent").await == 1).await;
}

#[tokio::test]
async fn nothing_is_sent_to_an_account_that_was_closed() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let leaving = house.store.begin_leaving(ann.id(), Utc::now()).await.unwrap().unwrap();
    house.store.close_account(&leaving).await.unwrap().unwrap();
    waits(&house, &ann, "password_changed", "1 minute").await;
    time_passes(&house).await;
    until("it is put aside", async || letters(&house, &ann, "password_changed", "unwanted").await == 1).await;
    assert!(house.mails().is_empty());
}

#[tokio::test]
async fn an_address_confirmed_by_whichever_letter_lets_its_owner_bid_at_once() {
    let strict = House::told(&["--require-confirmed"]).await;
    let (lot, anon) = (strict.seller().await.lists().await, strict.anon());
    let (nell, olga) = (registers(&strict, "nell@example.org").await, registers(&strict, "olga@example.org").await);
    for who in [&nell, &olga] {
        who.bids(&lot, 12_00).await.refused(409, "not_approved");
    }
    submits(&anon, "/forgot", &[("email", "nell@example.org")]).await;
    let link = mail(&strict, "nell@example.org", 2).await.link("/reset");
    assert_eq!(submits(&anon, &link, &[("password", "another horse battery")]).await.0, 303);
    let nell = signs_in(&anon, "nell@example.org", "another horse battery").await.expect("the new password is right");
    nell.bids(&lot, 12_00).await.leads();

    let id = strict.store.account_by_email(&Email::parse("olga@example.org").unwrap()).await.unwrap().unwrap().0.id;
    strict.store.ask_new_email(id, &Email::parse("new@example.org").unwrap()).await.unwrap();
    let link = mail(&strict, "new@example.org", 1).await.link("/move");
    assert_eq!(submits(&anon, &link, &[]).await.0, 200);
    olga.bids(&lot, 20_00).await.leads();
}
