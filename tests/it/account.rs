//! What is one's own: signing in with a second factor, sessions and what ends with them, passwords, bids, data, leaving.

mod bids;
mod factor;
mod leaving;
mod log;
mod races;
mod sessions;

use crate::support::house::PASSWORD;
use crate::support::people::Visitor;
use reqwest::{Method, Response};

/// Somebody sends one of their own forms, as their browser does.
async fn sends(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> Response {
    who.browses(Method::POST, path).form(fields).send().await.unwrap()
}

/// A page as its reader's browser gets it.
async fn page(who: &Visitor, path: &str) -> String {
    who.browses(Method::GET, path).send().await.unwrap().text().await.unwrap()
}

/// What a redirect or a page sets as the session's cookie, if it does.
fn cookie(response: &Response) -> Option<String> {
    let cookies = response.headers().get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    let value = |cookie: &str| Some(cookie.strip_prefix("gavel=")?.split(';').next()?.to_owned());
    cookies.filter_map(value).next()
}

fn location(response: &Response) -> &str {
    response.headers().get("location").map_or("", |location| location.to_str().unwrap())
}

/// What stands in a page between two marks.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("no {before} in\n{page}"));
    rest.split(after).next().unwrap()
}

/// Signs in by the form: an answer to look at.
async fn signs_in(who: &Visitor, email: &str) -> Response {
    sends(who, "/sign-in", &[("email", email), ("password", PASSWORD)]).await
}
