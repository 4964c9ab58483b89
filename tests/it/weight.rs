//! What a page makes a browser load.

use crate::support::house::House;
use crate::support::people::{Anon, Bidder};
use reqwest::Method;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

/// What stands between two marks, wherever it does.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split_once(after).map(|(found, _)| found))
}

async fn text(anon: &Anon, path: &str) -> String {
    anon.browses(Method::GET, path).send().await.unwrap().text().await.unwrap()
}

fn gzipped(text: &str) -> usize {
    let mut gzip = Command::new("gzip").arg("-9c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, text) = (gzip.stdin.take().unwrap(), text.to_owned());
    let writing = std::thread::spawn(move || stdin.write_all(text.as_bytes()).unwrap());
    let bytes = gzip.wait_with_output().unwrap().stdout.len();
    writing.join().unwrap();
    bytes
}

/// Every style and script of ours that a page loads, with what those load.
async fn loaded(house: &House, page: &str) -> Vec<(String, String)> {
    let anon = house.anon();
    let mut wanted: BTreeSet<String> =
        between(page, "=\"/static/", "\"").filter(|path| !path.ends_with(".svg")).map(str::to_owned).collect();
    assert!(wanted.iter().all(|path| path.starts_with("v-")), "kept for ever, all of them: {wanted:?}");
    let release = wanted.first().and_then(|path| path.split_once('/')).unwrap().0.to_owned();
    let mut loaded: Vec<(String, String)> = Vec::new();
    while let Some(path) = wanted.pop_first() {
        let text = text(&anon, &format!("/static/{path}")).await;
        let further = between(&text, "from\"./", "\"").map(|name| format!("{release}/js/{name}"));
        wanted.extend(further.filter(|path| loaded.iter().all(|(known, _)| known != path)));
        loaded.push((path, text));
    }
    loaded
}

#[tokio::test]
async fn the_heaviest_page_loads_less_than_25_kb_of_our_own_styles_and_scripts() {
    let house = House::open().await;
    let (lot, ann): (_, Bidder) = (house.seller().await.lists().await, house.bidder("Ann").await);
    let page = ann.browses(Method::GET, &format!("/auctions/{}", lot.id)).send().await.unwrap().text().await.unwrap();
    let loaded = loaded(&house, &page).await;
    let weights: Vec<(&str, usize)> = loaded.iter().map(|(path, text)| (path.as_str(), gzipped(text))).collect();
    assert!(weights.iter().any(|(path, _)| path.ends_with("css/gavel.css")) && weights.len() > 10, "{weights:?}");
    assert!(weights.iter().map(|(_, bytes)| bytes).sum::<usize>() < 25_000, "{weights:?}");
    for (path, _) in &weights {
        let name = path.rsplit('/').next().unwrap();
        assert!(page.contains(name), "{name} is fetched with the page, not after it");
    }
}
