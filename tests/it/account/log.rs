//! The security log.

use super::{cookie, sends, signs_in};
use crate::support::house::{House, PASSWORD, until};
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

#[tokio::test]
async fn what_happens_at_the_door_is_written_down_without_what_is_secret() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log");
    let house = House::as_a_process_that_logs_to(&file).await;
    let ann = house.bidder("Ann").await;
    let wrong = [("email", ann.email()), ("password", "not quite the password")];
    assert_eq!(sends(&house.anon(), "/sign-in", &wrong).await.status(), 401);
    let token = cookie(&signs_in(&house.anon(), ann.email()).await).unwrap();
    sends(&ann, "/account/two-factor/begin", &[("password", "not quite the password")]).await;
    let elsewhere =
        HeaderMap::from_iter([(HeaderName::from_static("sec-fetch-site"), HeaderValue::from_static("cross-site"))]);
    let foreign = ann.browses(Method::POST, "/account/close").headers(elsewhere);
    assert_eq!(foreign.form(&[("word", "close")]).send().await.unwrap().status(), 403);
    let told = || -> Vec<String> {
        let log = std::fs::read_to_string(&file).unwrap_or_default();
        log.lines().filter(|line| line.contains(" security: ")).map(str::to_owned).collect()
    };
    for word in ["sign_in_failed", "signed_in", "password_refused", "cross_site"] {
        let event = format!("event=\"{word}\"");
        until(word, async || told().iter().any(|line| line.contains(&event) && line.contains("127.0.0.1"))).await;
    }
    for secret in [PASSWORD, "not quite", &token, ann.token().unwrap(), ann.email()] {
        assert!(told().iter().all(|line| !line.contains(secret)), "{secret} in {:?}", told());
    }
}

#[tokio::test]
async fn a_ban_and_its_end_are_written_down_with_whose_and_by_whom() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log");
    let house = House::as_a_process_that_logs_to(&file).await;
    let (admin, ann) = (house.admin().await, house.bidder("Ann").await);
    for (act, word) in [("ban", "banned"), ("unban", "ban_lifted")] {
        let path = format!("/admin/people/{}/{act}", ann.id());
        assert_eq!(sends(&admin, &path, &[("reason", "A secret reason.")]).await.status(), 303);
        let (event, whose, by) = (format!("event=\"{word}\""), ann.id().to_string(), format!("by {}", admin.id()));
        until(word, async || {
            let log = std::fs::read_to_string(&file).unwrap_or_default();
            let mut told = log.lines().filter(|line| line.contains(" security: "));
            told.any(|line| [&event, &whose, &by].iter().all(|part| line.contains(*part)) && !line.contains("secret"))
        })
        .await;
    }
}
