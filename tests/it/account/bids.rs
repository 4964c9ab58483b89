//! The list of one's bids.

use super::{between, page, sends};
use crate::support::browser::Driver;
use crate::support::house::{House, until};
use crate::support::people::{Lot, Visitor};
use serde_json::json;

/// Under which heading a lot stands, once it stands anywhere.
async fn stands(who: &Visitor, lot: &Lot, heading: &str) {
    let link = format!("href=\"/auctions/{}", lot.id);
    until(&format!("the lot is among those {heading}"), async || {
        let shown = page(who, "/bids").await;
        let section = format!("aria-labelledby=\"{heading}\"");
        shown.split_once(&section).is_some_and(|(_, rest)| rest.split("</section>").next().unwrap().contains(&link))
    })
    .await;
}

#[tokio::test]
async fn a_bid_goes_from_leading_to_outbid_to_won_or_lost_and_each_has_its_next_act() {
    let house = House::open().await;
    let (seller, admin) = (house.seller().await, house.admin().await);
    let (ann, bo, lot) = (house.bidder("Ann").await, house.bidder("Bo").await, seller.lists().await);
    assert!(page(&ann, "/bids").await.contains("You have not bid on anything yet."));
    ann.bids(&lot, 12_00).await.leads();
    stands(&ann, &lot, "leading").await;
    bo.bids(&lot, 50_00).await.leads();
    stands(&ann, &lot, "outbid").await;

    // One press, one question, and the bid is placed.
    let shown = page(&ann, "/bids").await;
    let key = between(&shown, "name=\"key\" value=\"", "\"");
    let amount = between(&shown, "name=\"amount\" value=\"", "\"");
    assert_eq!(amount, "13.00");
    let path = format!("/auctions/{}/bid", lot.id);
    let asked = sends(&ann, &path, &[("key", key), ("amount", amount)]).await;
    assert_eq!(asked.status(), 200);
    assert!(asked.text().await.unwrap().contains("name=\"confirmed\""));

    admin.acts(&lot, "close").await.with(200);
    stands(&bo, &lot, "won").await;
    stands(&ann, &lot, "lost").await;
    until("the winner is led to the invoice", async || page(&bo, "/bids").await.contains("href=\"/invoices/")).await;
}

#[tokio::test]
async fn what_a_killed_house_had_not_written_down_is_there_when_it_opens_again() {
    let mut house = House::open().await;
    let (ann, lot) = (house.bidder("Ann").await, house.seller().await.lists().await);
    ann.bids(&lot, 12_00).await.leads();
    stands(&ann, &lot, "leading").await;
    house.stop().await;
    let mut connection = house.connection().await;
    sqlx::query("delete from took_part").execute(&mut connection).await.unwrap();
    house.reopen().await;
    stands(&ann, &lot, "leading").await;
}

#[tokio::test]
async fn a_sealed_bid_says_nothing_of_how_it_stands() {
    let house = House::open().await;
    let sealed = json!({"format": "first_price"});
    let (ann, bo) = (house.bidder("Ann").await, house.bidder("Bo").await);
    let lot = house.seller().await.lists_as(sealed).await;
    ann.bids(&lot, 12_00).await;
    bo.bids(&lot, 99_00).await;
    stands(&ann, &lot, "leading").await;
    let shown = page(&ann, "/bids").await;
    assert!(shown.contains("■ Sealed") && !shown.contains("You lead") && !shown.contains("99.00"), "{shown}");
}

#[tokio::test]
async fn nobody_sees_the_bids_of_somebody_else() {
    let house = House::open().await;
    let (ann, bo, lot) = (house.bidder("Ann").await, house.bidder("Bo").await, house.seller().await.lists().await);
    ann.bids(&lot, 12_00).await.leads();
    stands(&ann, &lot, "leading").await;
    assert!(!page(&bo, "/bids").await.contains(&lot.id.to_string()));
    let answer = house.anon().browses(reqwest::Method::GET, "/bids").send().await.unwrap();
    assert_eq!(super::location(&answer), "/sign-in?next=/bids");
}

/// Copies of a lot, all called off within the same millisecond; somebody had bid on each.
const CALLED_OFF: &str = "
    with copy as (
        insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price, starts_at, ends_at,
                             status, minimum)
        select gen_random_uuid(), seller_id, title, description, category, terms, epoch, currency, start_price, starts_at,
               date_trunc('milliseconds', starts_at) + interval '1 day' + number * interval '1 microsecond', 'cancelled', minimum
        from auction, generate_series(1, $3) as number where id = $1 returning id
    )
    insert into took_part (account_id, auction_id) select $2, id from copy";

#[tokio::test]
async fn the_pages_of_what_is_over_leave_no_lot_out_between_them() {
    let house = House::open().await;
    let (ann, lot) = (house.bidder("Ann").await, house.seller().await.lists().await);
    let most = i32::try_from(gavel::config::security::BIDS_SHOWN).unwrap() + 3;
    let copies = sqlx::query(CALLED_OFF).bind(lot.id.0).bind(ann.id().0).bind(most);
    copies.execute(&mut house.connection().await).await.unwrap();
    let first = page(&ann, "/bids").await;
    let older = super::between(&first, "href=\"/bids?before=", "\"");
    let second = page(&ann, &format!("/bids?before={older}")).await;
    let lots = |page: &str| page.matches("<a class=\"title\"").count();
    assert_eq!(lots(&first) + lots(&second), usize::try_from(most).unwrap());
}

#[tokio::test]
async fn the_lists_follow_the_bids_while_one_looks() {
    let house = House::open().await;
    let (ann, bo, lot) = (house.bidder("Ann").await, house.bidder("Bo").await, house.seller().await.lists().await);
    ann.bids(&lot, 12_00).await.leads();
    stands(&ann, &lot, "leading").await;
    let driver = Driver::start().await;
    let browser = driver.browser_of(&house, &ann, true).await;
    browser.goes_to("/bids").await;
    browser.shows("#leading + ul .status", "▲ You lead").await;
    browser.runs("window.stayed = true").await;
    bo.bids(&lot, 20_00).await.leads();
    browser.shows("#outbid + ul .status", "▼ Outbid").await;
    browser.shows("#outbid + ul form button", "Bid € 13.00").await;
    bo.bids(&lot, 40_00).await;
    ann.bids(&lot, 30_00).await;
    browser.shows("#outbid + ul .price", "at € 31.00").await;
    browser.shows("#outbid + ul form button", "Bid € 32.00").await;
    ann.bids(&lot, 60_00).await.leads();
    browser.shows("#leading + ul .status", "▲ You lead").await;
    house.admin().await.acts(&lot, "close").await.with(200);
    browser.shows("#won + ul .status", "● Won").await;
    browser.finds("#won + ul a[href^='/invoices/']").await;
    assert_eq!(browser.runs("return window.stayed").await, true, "it was never loaded again");
}
