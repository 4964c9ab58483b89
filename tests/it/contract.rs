//! What the house promises in its documents, held against its route table. What it answers is held against them wherever a
//! test asks it something: see `support/contract`.

mod routes;

use crate::support::contract::holds;
use crate::support::house::House;
use gavel::web::documents::OPENAPI;
use reqwest::Method;
use routes::Route;
use std::collections::BTreeSet;

/// Calls of the document, written as routes are compared.
fn documented() -> BTreeSet<Route> {
    let document = OPENAPI.as_ref().unwrap();
    let paths = document["paths"].as_object().unwrap();
    let calls = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys().filter(|word| *word != "parameters");
        methods.map(|method| Route::new(&method.to_uppercase(), path))
    });
    calls.collect()
}

#[test]
fn every_call_of_the_route_table_is_in_the_document_and_no_other() {
    let routes = routes::all().into_iter().filter(|route| route.path.starts_with("/api/v1/"));
    let (routes, documented) = (routes.collect::<BTreeSet<_>>(), documented());
    let unwritten: Vec<_> = routes.difference(&documented).collect();
    assert!(unwritten.is_empty(), "not in docs/api/paths/: {unwritten:?}");
    let watched = ["/healthz", "/readyz"];
    let gone: Vec<_> = documented.difference(&routes).filter(|call| !watched.contains(&call.path.as_str())).collect();
    assert!(gone.is_empty() && documented.len() > 40, "only in docs/api/paths/: {gone:?}");
}

/// What is no page: files, feeds and sockets.
const NO_PAGES: [&str; 8] =
    ["/static/{}", "/pictures/{}", "/ws", "/healthz", "/readyz", "/metrics", "/account/data", "/sell/watchers"];

#[test]
fn every_page_is_among_those_that_are_looked_at_with_axe_and_the_validator() {
    let source = include_str!("../../scripts/pages/addresses.mjs");
    let looked_at: BTreeSet<Route> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{ path: \"")?.split(['"', '?']).next())
        .map(|path| Route::new("GET", path))
        .collect();
    let pages = routes::all().into_iter().filter(|route| {
        let file = route.path.rsplit('/').next().is_some_and(|last| last.contains('.'));
        route.method == "GET" && !route.path.starts_with("/api/") && !file && !NO_PAGES.contains(&route.path.as_str())
    });
    let unseen: Vec<_> = pages.filter(|page| !looked_at.contains(page)).collect();
    assert!(unseen.is_empty() && looked_at.len() > 20, "not in scripts/pages/addresses.mjs: {unseen:?}");
}

#[test]
#[should_panic(expected = "is not as docs/api/schemas/ has it")]
fn an_answer_with_a_member_that_is_not_promised_is_noticed() {
    let session =
        format!("{{\"token\":\"{}\",\"expires_at\":\"2026-11-21T14:00:00.000Z\",\"secret\":1}}", "0".repeat(64));
    holds(&Method::POST, "/api/v1/sessions", 201, "application/json", &session);
}

#[test]
#[should_panic(expected = "which docs/api does not know")]
fn a_status_that_is_not_promised_is_noticed() {
    holds(&Method::GET, "/api/v1/auctions", 418, "application/json", "{}");
}

#[test]
#[should_panic(expected = "is not as docs/api/schemas/ has it")]
fn a_code_that_is_not_promised_is_noticed() {
    let problem = r#"{"type":"about:blank","title":"Not Found","status":404,"code":"gone_fishing","detail":"x"}"#;
    holds(&Method::GET, "/api/v1/sales/1", 404, "application/problem+json", problem);
}

#[tokio::test]
async fn the_documents_are_there_for_tools_and_for_people() {
    let house = House::open().await;
    let anon = house.anon();
    let openapi = anon.gets("/api/openapi.json").await.with(200).body;
    assert!(openapi["openapi"] == "3.1.0" && openapi["paths"]["/api/v1/auctions/{id}/bids"]["post"].is_object());
    let asyncapi = anon.gets("/api/asyncapi.json").await.with(200).body;
    assert!(asyncapi["asyncapi"] == "3.1.0" && asyncapi["channels"]["socket"]["address"] == "/ws");
    let page = anon.browses(Method::GET, "/api").send().await.unwrap().text().await.unwrap();
    assert!(page.contains("POST /api/v1/auctions/{id}/bids") && page.contains("href=\"/api/openapi.json\""), "{page}");
}
