//! The second factor, from the first scan to the last recovery code.

use super::{between, cookie, location, page, sends, signs_in};
use crate::support::house::{House, PASSWORD};
use crate::support::people::{Bidder, Visitor};
use chrono::{TimeDelta, Utc};
use gavel::store::proofs::Purpose;
use gavel::web::password::hash_here;
use serde_json::json;
use totp_rs::{Builder, Secret, Totp};

/// An authenticator app, as the secret was typed into it.
fn app(page: &str) -> Totp {
    let typed = between(page, "id=\"secret\">", "<").replace(' ', "");
    Builder::new().with_digits(6).with_secret(Secret::try_from_base32(typed).unwrap()).build().unwrap()
}

/// The code of a step from now.
fn code(app: &Totp, steps: i64) -> String {
    let now = Utc::now().timestamp() + 30 * steps;
    format!("{}", app.generate(now.try_into().unwrap()))
}

/// Somebody with a second factor: with the session they set it up in, their app, and their recovery codes.
async fn with_factor(house: &House) -> (Bidder, Totp, Vec<String>) {
    let ann = house.bidder("Ann").await;
    let begun = sends(&ann, "/account/two-factor/begin", &[("password", PASSWORD)]).await;
    assert_eq!((begun.status().as_u16(), location(&begun)), (303, "/account/two-factor"));
    let shown = page(&ann, "/account/two-factor").await;
    assert!(shown.contains("<svg class=\"qr\"") && shown.contains("role=\"img\""), "{shown}");
    let app = app(&shown);
    let on = sends(&ann, "/account/two-factor/confirm", &[("code", &code(&app, 0))]).await;
    assert_eq!(on.status(), 200);
    let ann = ann.with_token(&cookie(&on).expect("a new token"));
    let shown = on.text().await.unwrap();
    let codes: Vec<String> = between(&shown, "<ul class=\"codes\">", "</ul>")
        .split("<code>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 10, "{shown}");
    (ann, app, codes)
}

/// The second step's form, as a page shows it.
async fn half_way(anon: &Visitor, email: &str) -> String {
    let answer = signs_in(anon, email).await;
    assert_eq!((answer.status().as_u16(), cookie(&answer)), (200, None), "nobody is let in by half");
    between(&answer.text().await.unwrap(), "name=\"step\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn signing_in_asks_for_a_code_and_takes_each_once() {
    let house = House::open().await;
    let (ann, app, _) = with_factor(&house).await;
    let anon = house.anon();
    let step = half_way(&anon, ann.email()).await;
    let wrong = sends(&anon, "/sign-in/code", &[("step", &step), ("code", "000000"), ("next", "/bids")]).await;
    assert_eq!((wrong.status().as_u16(), cookie(&wrong)), (401, None));
    // The code that turned it on is used up; the next step's is as good, a little early.
    let next = code(&app, 1);
    let right = sends(&anon, "/sign-in/code", &[("step", &step), ("code", &next), ("next", "/bids")]).await;
    assert_eq!((right.status().as_u16(), location(&right)), (303, "/bids"));
    let ann = ann.with_token(&cookie(&right).expect("a session"));
    assert!(page(&ann, "/account").await.contains("Ann"));

    let step = half_way(&anon, ann.email()).await;
    let again = sends(&anon, "/sign-in/code", &[("step", &step), ("code", &next)]).await;
    assert_eq!((again.status().as_u16(), cookie(&again)), (401, None), "a code overheard is worth nothing");
}

#[tokio::test]
async fn a_recovery_code_lets_in_once() {
    let house = House::open().await;
    let (ann, _, codes) = with_factor(&house).await;
    let anon = house.anon();
    for (typed, status) in [(codes[3].to_uppercase(), 303), (codes[3].clone(), 401), (codes[4].clone(), 303)] {
        let step = half_way(&anon, ann.email()).await;
        let answer = sends(&anon, "/sign-in/code", &[("step", &step), ("code", &typed)]).await;
        assert_eq!(answer.status(), status, "{typed}");
    }
    assert!(page(&ann, "/account/two-factor").await.contains("8 recovery codes are left."));
}

#[tokio::test]
async fn a_half_finished_sign_in_ends_with_the_password_it_was_begun_with() {
    let house = House::open().await;
    let (ann, _, codes) = with_factor(&house).await;
    let (anon, store) = (house.anon(), &house.store);
    let gets_on = async |step: &str| {
        let answer = sends(&anon, "/sign-in/code", &[("step", step), ("code", &codes[0])]).await;
        (answer.status().as_u16(), cookie(&answer))
    };
    let step = half_way(&anon, ann.email()).await;
    let changed = [("old", PASSWORD), ("password", "another horse battery"), ("code", &codes[1])];
    assert_eq!(sends(&ann, "/account/password", &changed).await.status(), 303);
    assert_eq!(gets_on(&step).await, (401, None), "changed");

    store.set_password(ann.id(), &hash_here(PASSWORD).unwrap()).await.unwrap();
    let step = half_way(&anon, ann.email()).await;
    let (link, now) = ([7; 32], Utc::now() + TimeDelta::minutes(1));
    store.keep_proof(&link, (ann.id(), now), Purpose::Reset, ann.email(), now).await.unwrap();
    let same = store.password_hash(ann.id()).await.unwrap().unwrap();
    assert!(store.reset_password(&link, &same).await.unwrap().is_some());
    assert_eq!(gets_on(&step).await, (401, None), "reset, even to the same");
    let step = half_way(&anon, ann.email()).await;
    assert_eq!(gets_on(&step).await.0, 303, "the code was good all along");
}

#[tokio::test]
async fn a_step_that_nobody_began_leads_back_to_the_first() {
    let house = House::open().await;
    let (ann, app, _) = with_factor(&house).await;
    let made_up = "0".repeat(64);
    for step in ["", "x", &made_up] {
        let answer = sends(&house.anon(), "/sign-in/code", &[("step", step), ("code", &code(&app, 1))]).await;
        assert_eq!((answer.status().as_u16(), cookie(&answer)), (401, None));
        assert!(answer.text().await.unwrap().contains("name=\"password\""));
    }
    let step = half_way(&house.anon(), ann.email()).await;
    let done = sends(&house.anon(), "/sign-in/code", &[("step", &step), ("code", &code(&app, 1))]).await;
    assert_eq!(done.status(), 303);
    let twice = sends(&house.anon(), "/sign-in/code", &[("step", &step), ("code", &code(&app, 1))]).await;
    assert_eq!(twice.status(), 401, "a step is taken once");
}

#[tokio::test]
async fn a_program_sends_its_code_with_the_password() {
    let house = House::open().await;
    let (ann, app, _) = with_factor(&house).await;
    let asks = async |code: &str| {
        let body = json!({"email": ann.email(), "password": PASSWORD, "code": code});
        house.anon().posts("/api/v1/sessions", body).await
    };
    asks("").await.refused(401, "code_required");
    asks("123").await.refused(401, "wrong_code");
    assert!(asks(&code(&app, 1)).await.with(201).body["token"].is_string());
}

#[tokio::test]
async fn what_can_be_no_code_is_refused_also_of_who_has_no_second_factor() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let asks = async |code: &str| {
        let body = json!({"email": ann.email(), "password": PASSWORD, "code": code});
        house.anon().posts("/api/v1/sessions", body).await
    };
    asks(&"0".repeat(65)).await.refused(401, "wrong_code");
    asks(&"0".repeat(64)).await.with(201);
}

#[tokio::test]
async fn codes_are_tried_only_so_often_for_one_account() {
    let house = House::with_limits(&["--codes", "2/1h"]).await;
    let ann = house.bidder("Ann").await;
    sends(&ann, "/account/two-factor/begin", &[("password", PASSWORD)]).await;
    for status in [403, 403, 429] {
        let answer = sends(&ann, "/account/two-factor/confirm", &[("code", "000000")]).await;
        assert_eq!(answer.status(), status);
    }
}

#[tokio::test]
async fn it_is_turned_off_only_by_who_has_password_and_code() {
    let house = House::open().await;
    let (ann, app, codes) = with_factor(&house).await;
    for (password, typed) in [("a wrong password", codes[0].as_str()), (PASSWORD, "000000")] {
        let refused = sends(&ann, "/account/two-factor/off", &[("password", password), ("code", typed)]).await;
        assert_eq!(refused.status(), 403);
    }
    let renewed = sends(&ann, "/account/two-factor/codes", &[("password", PASSWORD), ("code", &code(&app, 1))]).await;
    let fresh = renewed.text().await.unwrap();
    assert!(fresh.contains("<ul class=\"codes\">") && !fresh.contains(&codes[0]), "the old ones are worth nothing");
    let fresh = between(&fresh, "<code>", "<");
    let off = sends(&ann, "/account/two-factor/off", &[("password", PASSWORD), ("code", fresh)]).await;
    assert_eq!(location(&off), "/account/two-factor?done=off");
    assert_eq!(signs_in(&house.anon(), ann.email()).await.status(), 303, "the password is enough again");
}

#[tokio::test]
async fn with_a_second_factor_on_neither_address_nor_password_changes_without_a_code() {
    let house = House::open().await;
    let (ann, _, codes) = with_factor(&house).await;
    for path in ["/account/email", "/account/password"] {
        assert!(page(&ann, path).await.contains("name=\"code\""), "{path}");
    }
    let asks = async |code: &str| {
        let typed = [("email", "new@example.org"), ("password", PASSWORD), ("code", code)];
        sends(&ann, "/account/email", &typed).await
    };
    let asked = async || {
        let letters = house.store.outgoing(None).await.unwrap();
        letters.iter().filter(|letter| letter.email == "new@example.org").count()
    };
    let refused = asks("000000").await;
    assert_eq!((refused.status().as_u16(), asked().await), (403, 0));
    assert!(refused.text().await.unwrap().contains("aria-invalid=\"true\""));
    assert_eq!((asks(&codes[0]).await.status().as_u16(), asked().await), (200, 1));

    let changes = async |password: &str, code: &str| {
        let typed = [("old", PASSWORD), ("password", password), ("code", code)];
        sends(&ann, "/account/password", &typed).await.status().as_u16()
    };
    assert_eq!(changes("another horse battery", "000000").await, 403);
    assert_eq!(changes("short", &codes[1]).await, 422);
    assert_eq!(changes("another horse battery", &codes[1]).await, 303, "the code was not used up by what will not do");
}

#[tokio::test]
async fn turning_off_what_is_not_on_does_nothing() {
    let house = House::open().await;
    let ann = house.bidder("Ann").await;
    let elsewhere = ann.with_token(&cookie(&signs_in(&house.anon(), ann.email()).await).expect("a session"));
    let off = sends(&ann, "/account/two-factor/off", &[("password", PASSWORD)]).await;
    assert_eq!((location(&off), cookie(&off)), ("/account/two-factor", None));
    assert!(page(&elsewhere, "/account").await.contains("Ann"), "no session ends by it");
    assert!(house.store.outgoing(None).await.unwrap().is_empty(), "and nobody is told of it");
}
