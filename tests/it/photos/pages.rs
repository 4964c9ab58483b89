//! The seller's page of photographs and the gallery, by plain forms and in Chromium.

use super::{draft_with, hostile, hung, ids, sends};
use crate::support::browser::Driver;
use crate::support::house::{House, until};
use crate::support::people::{Seller, Visitor};
use hostile::{jpeg, png, webp};
use reqwest::{Method, Response};
use serde_json::json;
use std::path::PathBuf;

const BOUNDARY: &str = "b0undary";

/// A form with files, written by hand: names may be anything.
fn form(csrf: &str, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut body =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
    for (name, bytes) in files {
        let name = name.replace('"', "%22");
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"{name}\"\r\n").bytes(),
        );
        body.extend(b"Content-Type: image/jpeg\r\n\r\n");
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

async fn submits(who: &Visitor, path: &str, files: &[(&str, Vec<u8>)]) -> Response {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    who.browses(Method::POST, path).header("content-type", kind).body(form("", files)).send().await.unwrap()
}

#[tokio::test]
async fn a_form_takes_what_it_can_and_says_beside_each_other_file_why_not() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    let path = format!("/sell/{}/photos", lot.id);
    let done = submits(&seller, &path, &[("a.jpg", jpeg(300, 200)), ("b.png", png(300, 200))]).await;
    assert_eq!(
        (done.status().as_u16(), &done.headers()["location"]),
        (303, &format!("{path}?done=added").parse().unwrap())
    );
    let mixed = [("c.webp", webp(300, 200)), ("<b>\u{202e}.svg", b"<svg/>".to_vec()), ("d.jpg", vec![0; 21 << 20])];
    let some = submits(&seller, &path, &mixed).await;
    assert_eq!(some.status(), 422);
    let page = some.text().await.unwrap();
    assert!(
        page.contains("&#60;b&#62;.svg") && page.contains("This is SVG") && page.contains("larger than 20"),
        "{page}"
    );
    assert_eq!(hung(&seller, &lot).await.len(), 3);
    let nothing = submits(&seller, &path, &[("", Vec::new())]).await;
    assert_eq!(nothing.status(), 422);
}

#[tokio::test]
async fn a_name_is_shown_and_never_leads_anywhere() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    let path = format!("/sell/{}/photos", lot.id);
    let long = "x".repeat(10_000);
    let names = [
        "../../../../evil.jpg",
        "..\\evil.jpg",
        "a\u{202e}gpj.exe",
        "\"><script>alert(1)</script>",
        "CON",
        ".htaccess",
        "; rm -rf data; .jpg",
        "%2e%2e%2fevil.jpg",
        &long,
    ];
    let files: Vec<_> = names.into_iter().map(|name| (name, jpeg(160, 120))).collect();
    assert_eq!(submits(&seller, &path, &files).await.status(), 303);
    assert_eq!(hung(&seller, &lot).await.len(), names.len());
    for file in super::files_in(house.data()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name == "160.jpg", "{name}");
    }
    // What the form's own syntax forbids ends the request, and nothing else.
    submits(&seller, &path, &[("nul\0byte.jpg", jpeg(160, 120))]).await;
    house.anon().gets("/readyz").await.with(200);
}

#[tokio::test]
async fn a_form_with_files_from_elsewhere_is_refused_before_its_files_are_read() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    let path = format!("/sell/{}/photos", lot.id);
    let page = seller.browses(Method::GET, &path).send().await.unwrap().text().await.unwrap();
    let token = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // An old browser, which does not say where a form comes from.
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let sent = async |csrf: &str| {
        let request = client.post(format!("http://{}{path}", house.address()));
        let request = request.header("cookie", format!("gavel={}", seller.token().unwrap()));
        let request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        request.body(form(csrf, &[("a.jpg", jpeg(300, 200))])).send().await.unwrap().status().as_u16()
    };
    assert_eq!((sent("").await, sent("0123").await), (403, 403));
    assert_eq!(sent(&token).await, 303);
    assert_eq!(hung(&seller, &lot).await.len(), 1);
}

/// Photographs in files, as somebody has them on their disk.
fn on_disk(house: &House) -> Vec<PathBuf> {
    let folder = house.data().join("camera");
    std::fs::create_dir_all(&folder).unwrap();
    let files = [("chair.jpg", jpeg(1_800, 1_200)), ("arm.png", png(640, 480)), ("seat.webp", webp(500, 700))];
    let write = |(name, bytes): (&str, Vec<u8>)| {
        std::fs::write(folder.join(name), bytes).unwrap();
        folder.join(name)
    };
    files.into_iter().map(write).collect()
}

fn typed(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.to_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn in_a_browser_photographs_are_chosen_ordered_by_keyboard_and_looked_at_in_the_gallery() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    let driver = Driver::start().await;
    let hers = driver.browser_of(&house, &seller, true).await;
    hers.goes_to(&format!("/sell/{}/photos", lot.id)).await;
    let files = on_disk(&house);
    let not_one = house.data().join("camera/page.jpg");
    std::fs::write(&not_one, b"<html>").unwrap();
    hers.finds("#photos-files").await.send_keys(&typed(&[&files[..], &[not_one]].concat())).await.unwrap();
    until("three hang", async || hung(&seller, &lot).await.len() == 3).await;
    hers.shows("#photos-uploads li", "page.jpg").await;
    hers.shows("#photos-uploads .error", "This is no picture").await;
    hers.finds(".hung li:nth-child(3) img").await;
    let before = ids(&seller, &lot).await;
    hers.finds(".hung li:nth-child(3) .drag").await.send_keys("\u{e013}").await.unwrap();
    until("it has moved", async || ids(&seller, &lot).await[1] == before[2]).await;
    hers.finds(&format!(".hung li:nth-child(2)[data-photo='{}'] .drag:focus", before[2])).await;
    hers.types(".hung li:first-child input[name=alt]", "The whole chair\n").await;
    until("it is described", async || hung(&seller, &lot).await[0]["alt"] == "The whole chair").await;

    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    let his = driver.browser(&house, true).await;
    his.goes_to("/").await;
    let shown = "const cover = document.querySelector('#lots img'); return cover.naturalWidth > 0 && cover.currentSrc";
    until("the card shows a print", async || {
        his.runs(shown).await.as_str().is_some_and(|address| address.contains("/photos/"))
    })
    .await;
    his.goes_to(&format!("/auctions/{}", lot.id)).await;
    his.finds(".prints img[alt='The whole chair']").await;
    his.presses(".thumbs li:nth-child(2) a").await;
    his.finds(".thumbs li:nth-child(2) a[aria-current=true]").await;
    his.presses(".thumbs li:first-child a").await;
    until("the first is in view again", async || {
        his.runs("return document.querySelector('.prints').scrollLeft").await == 0
    })
    .await;
    his.presses(".prints li:first-child a").await;
    his.shows("#photo-viewer .at", "1 / 3").await;
    his.finds("#photo-viewer .view").await.send_keys("\u{e014}").await.unwrap();
    his.shows("#photo-viewer .at", "2 / 3").await;
    his.finds("#photo-viewer .view").await.send_keys("\u{e00c}").await.unwrap();
    until("it is closed and the focus is back", async || {
        his.runs("return !document.querySelector('dialog[open]') && document.activeElement.dataset.number").await == "2"
    })
    .await;
}

#[tokio::test]
async fn without_scripts_photographs_are_sent_ordered_and_seen_by_plain_forms() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = seller.drafts(Seller::a_chair()).await;
    let driver = Driver::start().await;
    let hers = driver.browser_of(&house, &seller, false).await;
    hers.goes_to(&format!("/sell/{}/photos", lot.id)).await;
    hers.finds("#photos-files").await.send_keys(&typed(&on_disk(&house))).await.unwrap();
    hers.presses("#photos-add button").await;
    hers.shows(".notice", "Added").await;
    let before = ids(&seller, &lot).await;
    assert_eq!(before.len(), 3);
    hers.presses(".hung li:nth-child(2) button[formaction$='/up']").await;
    hers.shows(".notice", "Moved").await;
    assert_eq!(ids(&seller, &lot).await[0], before[1]);
    hers.presses(".hung li:nth-child(3) button[formaction$='/remove']").await;
    hers.shows(".notice", "Taken down").await;
    seller.posts(&lot.path("/publish"), json!({})).await.with(200);
    hers.goes_to(&format!("/auctions/{}", lot.id)).await;
    hers.presses(".thumbs li:nth-child(2) a").await;
    hers.finds("#photo-2:target img").await;
}

#[tokio::test]
async fn the_page_of_a_lot_speaks_of_its_photographs_in_the_readers_language() {
    let house = House::open().await;
    let seller = house.seller().await;
    let lot = draft_with(&seller, 2).await;
    let path = format!("/sell/{}/photos", lot.id);
    let page =
        seller.browses(Method::GET, &path).header("accept-language", "es").send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Fotografía 1 de 2") && page.contains("representa al lote"), "{page}");
    let request = seller.asks(Method::POST, &lot.path("/photos")).header("accept-language", "es");
    let refused = request.body("<html>").send().await.unwrap().text().await.unwrap();
    assert!(refused.contains("no es una imagen"), "{refused}");
    sends(&seller, &lot, jpeg(200, 200)).await.with(201);
}
