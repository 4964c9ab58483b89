//! The house's own pages: who may use them, what their acts do, and what is written down about it.

mod bans;
mod categories;
mod pages;
mod reasons;

use crate::support::people::Visitor;
use reqwest::Method;

/// A page, posted to as a browser does it: its status, and its text.
async fn presses(visitor: &Visitor, path: &str, form: &[(&str, &str)]) -> (u16, String) {
    let answer = visitor.browses(Method::POST, path).form(form).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// A page and its status.
async fn looks_at(visitor: &Visitor, path: &str) -> (u16, String) {
    let answer = visitor.browses(Method::GET, path).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

async fn page(visitor: &Visitor, path: &str) -> String {
    let (status, text) = looks_at(visitor, path).await;
    assert_eq!(status, 200, "{path}: {text}");
    text
}
