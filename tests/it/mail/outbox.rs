//! Letters: what becomes of them when bids overtake them, when mail servers refuse them, and when the house is killed.

use super::sink::{Mail, Mood, Sink};
use super::{Sale, letters, page, submits, time_passes};
use crate::support::house::{House, until};
use crate::support::people::{Answer, Lot, Visitor};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn whoever_is_outbid_gets_a_mail_with_the_amount_in_its_subject() {
    let sale = Sale::open().await;
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    time_passes(&sale.house).await;
    let [mail] = sale.mailed(1).await.try_into().unwrap();
    assert_eq!(mail.subject, "Outbid at €\u{a0}12.50: A bentwood chair");
    assert!(mail.text.contains("The next bid is €\u{a0}13.00.") && mail.html.contains("Bid again"), "{}", mail.text);
    assert_eq!(mail.link("/auctions"), format!("/auctions/{}", sale.chair.id));
    until("it is marked", async || letters(&sale.house, &sale.ann, "outbid", "sent").await == 1).await;
}

#[tokio::test]
async fn a_mail_speaks_the_language_that_its_reader_chose() {
    let sale = Sale::open().await;
    sale.house.store.set_language(sale.ann.id(), gavel::language::Language::Spanish).await.unwrap();
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    time_passes(&sale.house).await;
    let [mail] = sale.mailed(1).await.try_into().unwrap();
    assert_eq!(mail.subject, "Puja superada con 12,50\u{a0}€: A bentwood chair");
    assert!(mail.html.contains("<html lang=\"es\">") && mail.text.contains("Volver a pujar"), "{}", mail.html);
}

#[tokio::test]
async fn of_a_bidding_war_only_where_it_left_somebody_is_mailed() {
    let sale = Sale::open().await;
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    sale.ann.bids(&sale.chair, 30_00).await.leads();
    sale.bo.bids(&sale.chair, 40_00).await.leads();
    sale.ann.bids(&sale.chair, 50_00).await.leads();
    time_passes(&sale.house).await;
    let overtaken = async || letters(&sale.house, &sale.ann, "outbid", "overtaken").await;
    until("Ann, who leads again, is mailed of neither", async || overtaken().await == 2).await;
    sale.bo.bids(&sale.chair, 60_00).await.leads();
    time_passes(&sale.house).await;
    let [mail] = sale.mailed(1).await.try_into().unwrap();
    assert!(mail.subject.contains("51.00"), "{}", mail.subject);
}

#[tokio::test]
async fn the_hammer_is_told_to_who_won_and_who_sold_and_so_is_the_invoice() {
    let sale = Sale::open().await;
    sale.house.admin().await.acts(&sale.chair, "close").await.with(200);
    let subjects = |mails: Vec<Mail>| {
        let mut subjects: Vec<String> = mails.into_iter().map(|mail| mail.subject.replace('\u{a0}', " ")).collect();
        subjects.sort();
        subjects
    };
    let won = subjects(sale.mailed(2).await);
    assert_eq!(won, ["Invoice over € 9.99: A bentwood chair", "Won at € 9.99: A bentwood chair"]);
    let sold = subjects(sale.sink.has_for(sale.seller.email(), 2).await);
    assert_eq!(sold, ["Invoice sent over € 9.99: A bentwood chair", "Sold at € 9.99: A bentwood chair"]);
}

#[tokio::test]
async fn an_answer_is_told_to_who_asked() {
    let sale = Sale::open().await;
    let room = sale.chair.path("/room");
    let says = async |who: &Visitor, words| {
        let request = who.asks(Method::POST, &room).header("idempotency-key", Uuid::new_v4().to_string());
        Answer::try_of(request.json(&words)).await.unwrap().with(201).body
    };
    let asked = says(&sale.ann, json!({"kind": "question", "text": "Is it beech?"})).await;
    says(&sale.seller, json!({"about": asked["seq"], "text": "It is."})).await;
    let [mail] = sale.mailed(1).await.try_into().unwrap();
    assert_eq!(mail.subject, "Your question was answered: A bentwood chair");
    assert!(mail.text.contains("It is."), "{}", mail.text);
}

#[tokio::test]
async fn a_mail_that_a_busy_server_sends_back_goes_out_later_under_the_same_name() {
    let sale = Sale::open().await;
    sale.sink.meets_the_next_with(&[Mood::Busy, Mood::Busy]);
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    for tries in 1..=2 {
        time_passes(&sale.house).await;
        let tried = async || {
            let waiting = sale.house.store.outgoing(None).await.unwrap();
            waiting.iter().any(|letter| letter.tries == tries && letter.last_error.is_some())
        };
        until("it was tried", tried).await;
    }
    let [letter] = sale.house.store.outgoing(None).await.unwrap().try_into().unwrap();
    assert!(letter.last_error.unwrap().contains("451") && letter.next_try_at.is_some());
    assert!(sale.sink.has().is_empty());
    time_passes(&sale.house).await;
    let [mail] = sale.mailed(1).await.try_into().unwrap();
    assert_eq!(mail.name, format!("{}@localhost", letter.id));
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_fails_until_the_house_has_it_sent_again() {
    let sale = Sale::open().await;
    sale.sink.meets_the_next_with(&[Mood::Refusing]);
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    time_passes(&sale.house).await;
    until("it failed", async || letters(&sale.house, &sale.ann, "outbid", "failed").await == 1).await;
    let store = &sale.house.store;
    let failed = store.outgoing(Some(gavel::store::notices::outbox::Fate::Failed)).await.unwrap();
    assert!(failed[0].last_error.as_ref().unwrap().contains("550") && failed[0].email == sale.ann.email());
    assert_eq!(store.outbox_counts(sale.house.live().now()).await.unwrap().failed, 1);
    let by = gavel::store::audit::Officer { account: sale.bo.id(), address: "192.0.2.1".into() };
    assert!(store.send_again(failed[0].id, sale.house.live().now(), &by, "a new box").await.unwrap());
    sale.mailed(1).await;
}

#[tokio::test]
async fn a_mail_whose_sending_was_cut_off_by_the_death_of_the_house_goes_out_again_as_the_same() {
    let sink = Sink::open().await;
    sink.meets_the_next_with(&[Mood::Silent]);
    let house = House::told_as_a_process(&[&sink.flag()]).await;
    let mut sale = Sale::on(house, sink).await;
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    time_passes(&sale.house).await;
    let first = sale.mailed(1).await;
    sale.house.kill();
    assert_eq!(letters(&sale.house, &sale.ann, "outbid", "due").await, 1, "nobody said that it went out");
    sale.house.spawn();
    time_passes(&sale.house).await;
    let both = sale.mailed(2).await;
    assert_eq!((&both[0].name, &both[0].subject), (&first[0].name, &first[0].subject));
    assert_eq!(both[0].name, both[1].name);
    until("it is marked", async || letters(&sale.house, &sale.ann, "outbid", "sent").await == 1).await;
}

/// Bids one after the other, so that each is a batch of its own, until the house dies in the middle of them.
#[tokio::test]
async fn killed_at_any_moment_the_house_has_told_of_every_bid_in_the_ledger_and_of_no_other() {
    let sink = Sink::open().await;
    let mut house = House::told_as_a_process(&[&sink.flag()]).await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    for round in 0..3_u64 {
        let lot = seller.lists().await;
        let bidders = [ann.clone(), bo.clone()];
        let bidding = tokio::spawn(async move {
            for turn in 0..10_000_i64 {
                let request = bidders[(turn % 2) as usize].asks(Method::POST, &lot.path("/bids"));
                let bid = json!({"amount": 10_00 + turn * 100 * 100});
                let sent = request.header("idempotency-key", Uuid::new_v4().to_string()).json(&bid).send().await;
                if sent.is_err() {
                    break;
                }
            }
        });
        until("some bids are in", async || bids(&house, &lot).await > 20 * (round as i64 + 1)).await;
        house.kill();
        bidding.await.unwrap();
        let (bids, told, caused) = told(&house, &lot).await;
        assert_eq!((told, caused), (bids - 1, bids - 1), "of {bids} bids in turn, all but the first outbid somebody");
        house.spawn();
    }
}

async fn bids(house: &House, lot: &Lot) -> i64 {
    told(house, lot).await.0
}

/// How many bids there are, how many notices of somebody being outbid, and how many of those have their event in the
/// ledger: all as of one moment, since what the dead house sent last may still be written.
async fn told(house: &House, lot: &Lot) -> (i64, i64, i64) {
    let counts = "select (select count(*) from event where auction_id = $1 and kind = 'bid'),
                         (select count(*) from notice where auction_id = $1 and kind = 'outbid'),
                         (select count(*) from notice join event using (auction_id, seq)
                          where auction_id = $1 and notice.kind = 'outbid')";
    sqlx::query_as(counts).bind(lot.id.0).fetch_one(&mut house.connection().await).await.unwrap()
}

#[tokio::test]
async fn mails_of_a_kind_end_with_one_press_by_whoever_has_one_and_only_by_a_press() {
    let sale = Sale::open().await;
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    time_passes(&sale.house).await;
    let [mail] = sale.mailed(1).await.try_into().unwrap();
    let link = mail.link("/unsubscribe");
    assert!(mail.raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{}", mail.raw);
    assert!(mail.raw.contains(&format!("{link}>")), "{}", mail.raw);
    let anon = sale.house.anon();
    let (status, asks) = page(&anon, &link).await;
    assert!(status == 200 && asks.contains("No more mails of this kind"), "{asks}");
    let wishes = sale.house.store.wishes(sale.ann.id()).await.unwrap();
    assert!(wishes.iter().all(|wish| wish.by_mail), "a link that is only looked at ends nothing");
    // As a mail program does it: no cookie, no origin.
    let press = anon.asks(Method::POST, &link).form(&[("List-Unsubscribe", "One-Click")]);
    assert_eq!(press.send().await.unwrap().status(), 200);
    let wishes = sale.house.store.wishes(sale.ann.id()).await.unwrap();
    let ended: Vec<&str> = wishes.iter().filter(|wish| !wish.by_mail).map(|wish| wish.kind.word()).collect();
    assert_eq!(ended, ["outbid"]);
    sale.ann.bids(&sale.chair, 30_00).await.leads();
    sale.bo.bids(&sale.chair, 40_00).await.leads();
    time_passes(&sale.house).await;
    until("it is put aside", async || letters(&sale.house, &sale.ann, "outbid", "unwanted").await == 1).await;
    assert_eq!(page(&anon, &format!("/unsubscribe/{}", Uuid::new_v4())).await.0, 404);
}

#[tokio::test]
async fn what_somebody_wishes_for_holds_for_bell_and_mail_each_by_itself() {
    let sale = Sale::open().await;
    let (_, before) = page(&sale.ann, "/account/messages").await;
    assert!(before.contains("name=\"mail-outbid\" value=\"yes\" checked"), "{before}");
    let (status, to, _) = submits(&sale.ann, "/account/messages", &[("mail-outbid", "yes"), ("page-won", "yes")]).await;
    assert!(status == 303 && to == "/account/messages?done=saved", "{to}");
    sale.bo.bids(&sale.chair, 20_00).await.leads();
    time_passes(&sale.house).await;
    sale.mailed(1).await;
    assert_eq!(sale.ann.gets("/api/v1/notices").await.with(200).body["notices"], json!([]), "not in the bell");
}

#[tokio::test]
async fn without_a_mail_server_each_mail_lies_in_the_data_folder_for_nobody_else_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::open().await;
    let (seller, ann, bo) = (house.seller().await, house.bidder("Ann").await, house.bidder("Bo").await);
    let chair = seller.lists().await;
    ann.bids(&chair, 12_00).await.leads();
    bo.bids(&chair, 20_00).await.leads();
    time_passes(&house).await;
    until("it lies there", async || !house.mails().is_empty()).await;
    let [path] = house.mails().try_into().unwrap();
    let mail = Mail::read(&std::fs::read(&path).unwrap());
    assert_eq!((mail.to.as_str(), mail.subject.contains("12.50")), (ann.email(), true));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}
