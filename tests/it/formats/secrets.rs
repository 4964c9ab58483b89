//! I10, by canaries: amounts that occur nowhere else, as a maximum, as a reserve, as a sealed bid, in every format that
//! has such a thing. Everything the house says, to whomever, before and after the close, and all that it ever logs, is
//! searched for them in every way an amount is written.

use super::a_chair;
use crate::sales::live::called;
use crate::support::house::House;
use crate::support::people::{Lot, Visitor};
use crate::support::socket::Socket;
use crate::support::sse::Sse;
use reqwest::Method;
use serde_json::{Value, json};

/// Each is far from every other amount here, and too long to stand in a hash by chance.
const MAXIMUM: i64 = 73_914_572_08;
const LEAST: i64 = 71_358_249_63;
const SEALED: i64 = 58_263_719_42;
const BEATEN: i64 = 47_182_936_54;
const ABSENT: i64 = 64_279_183_57;
const RESERVE: i64 = 91_827_364_51;
const LIMIT: i64 = 12_873_645_92;

/// An amount in every way it is written.
fn writings(minor: i64) -> Vec<String> {
    let (whole, cents) = (minor / 100, minor % 100);
    let grouped = |by: &str| {
        let digits = whole.to_string();
        let groups: Vec<&str> =
            [&digits[..digits.len() - 6], &digits[digits.len() - 6..][..3], &digits[digits.len() - 3..]].into();
        groups.join(by)
    };
    let mut written = vec![minor.to_string(), format!("{whole}.{cents:02}"), format!("{whole},{cents:02}")];
    for by in [",", ".", " ", "\u{a0}", "\u{202f}", "'", "_"] {
        written.extend([".", ","].map(|point| format!("{}{point}{cents:02}", grouped(by))));
    }
    written
}

fn has(text: &str, minor: i64) -> bool {
    writings(minor).iter().any(|written| text.contains(written.as_str()))
}

/// Somebody, and everything the house has told them.
struct Ear<'h> {
    who: &'h Visitor,
    name: &'static str,
    socket: Socket,
    streams: Vec<Sse>,
    told: Vec<(String, String)>,
}

impl<'h> Ear<'h> {
    async fn of(who: &'h Visitor, name: &'static str, lots: &[Lot]) -> Ear<'h> {
        let mut socket = who.connects().await;
        for channel in lots.iter().map(Lot::channel).chain(["catalogue".into()]) {
            socket.subscribes(&channel).await;
        }
        socket.says(json!({"type": "subscribe", "channel": "me"})).await;
        let mut streams = Vec::new();
        for lot in lots {
            streams.push(Sse::open(who, lot, None).await);
        }
        Ear { who, name, socket, streams, told: Vec::new() }
    }

    /// Reads whatever there is to read.
    async fn reads(&mut self, lots: &[Lot]) {
        let pages = ["/", "/?status=closed", "/sell", "/sell/new", "/admin"].map(String::from);
        let of_a_lot = |lot: &Lot| {
            let api = ["", "/terms", "/ledger", "/events?after=0&wait=0", "/events?wait=0", "/bidders"];
            api.map(|rest| lot.path(rest)).into_iter().chain([format!("/auctions/{}", lot.id)]).collect::<Vec<_>>()
        };
        let lists = ["/api/v1/auctions", "/api/v1/auctions?status=all"].map(String::from);
        for path in pages.into_iter().chain(lists).chain(lots.iter().flat_map(of_a_lot)) {
            let bearer = path.starts_with("/api");
            let request = if bearer { self.who.asks(Method::GET, &path) } else { self.who.browses(Method::GET, &path) };
            let answer = request.send().await.unwrap();
            let head = format!("{:?}", answer.headers());
            self.told.push((path, head + &answer.text().await.unwrap()));
        }
    }

    /// Whatever came over the socket and the streams up to the end of every lot.
    async fn hears_the_end(&mut self, lots: &[Lot]) {
        for lot in lots {
            let (channel, over) = (lot.channel(), ["closed", "cancelled"]);
            let ends = |frame: &Value| {
                frame["channel"] == channel.as_str() && over.iter().any(|kind| frame["body"]["kind"] == *kind)
            };
            self.socket.next_where("the end", ends).await;
        }
        for mut stream in std::mem::take(&mut self.streams) {
            stream.until_bye().await;
            self.told.extend(stream.heard.iter().map(|frame| ("a stream".into(), frame.to_string())));
        }
        self.told.extend(self.socket.heard.iter().map(|frame| ("the socket".into(), frame.to_string())));
    }

    fn knows(&self, canary: i64) -> Option<&str> {
        self.told.iter().find(|(_, text)| has(text, canary)).map(|(place, _)| place.as_str())
    }

    fn forgets(&mut self) {
        self.told.clear();
        self.socket.heard.clear();
    }
}

/// A secret: whose it is, and whether everybody may know it once the lot is over.
struct Secret {
    amount: i64,
    owner: &'static str,
    opened: bool,
}

const SECRETS: &[Secret] = &[
    Secret { amount: MAXIMUM, owner: "Ann", opened: false },
    Secret { amount: LEAST, owner: "Ann", opened: false },
    Secret { amount: ABSENT, owner: "Ann", opened: false },
    Secret { amount: SEALED, owner: "Ann", opened: true },
    Secret { amount: BEATEN, owner: "Ann", opened: true },
    Secret { amount: RESERVE, owner: "Sal", opened: false },
    Secret { amount: LIMIT, owner: "Sal", opened: false },
];

fn keeps(ears: &[Ear], over: bool) {
    for secret in SECRETS {
        for ear in ears {
            let known = ear.knows(secret.amount);
            match (ear.name == secret.owner, secret.opened && over) {
                // Else the search would find nothing anywhere.
                (true, _) => assert!(known.is_some(), "{} is not told their own {}", ear.name, secret.amount),
                (false, true) => assert!(known.is_some(), "{} was to see {} opened", ear.name, secret.amount),
                (false, false) => assert_eq!(known, None, "{} knows {}", ear.name, secret.amount),
            }
        }
    }
}

#[tokio::test]
async fn a_maximum_a_reserve_and_a_sealed_bid_reach_nobody_but_their_owner() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut house = House::as_a_process_that_logs_to(&log).await;
    let seller = house.seller().await;
    let (ann, bo, admin, anon) =
        (house.bidder("Ann").await, house.bidder("Bo").await, house.admin().await, house.anon());

    let mut lots = Vec::new();
    for with in [
        json!({}),
        json!({"reserve": RESERVE}),
        json!({"format": "reverse", "start": 99_999_999_00_i64, "increments": {"fixed": 1_000_000_00}}),
        json!({"format": "reverse", "start": 99_999_999_00_i64, "reserve": LIMIT}),
        json!({"format": "first_price", "reserve": RESERVE}),
        json!({"format": "vickrey"}),
        json!({"format": "multi_unit", "quantity": 3, "reserve": RESERVE}),
        json!({"automatic": false, "reserve": RESERVE}),
    ] {
        lots.push(seller.drafts(a_chair(with)).await);
    }
    let (_, under_the_hammer) = called(&seller, 1).await;
    lots.extend(under_the_hammer);
    let [english, reserved, reverse, limited, first, vickrey, several, plain, live] = lots[..] else {
        panic!("nine lots")
    };
    let mut ears = Vec::new();
    let visitors: [(&Visitor, &str); 5] =
        [(&ann, "Ann"), (&bo, "Bo"), (&seller, "Sal"), (&admin, "Ada"), (&anon, "anybody")];
    for (who, name) in visitors {
        ears.push(Ear::of(who, name, &lots).await);
    }

    for (lot, amount) in
        [(english, MAXIMUM), (reverse, LEAST), (first, SEALED), (vickrey, BEATEN), (live, ABSENT), (reserved, 20_00)]
    {
        let verdict = ears[0].socket.bids(&lot, amount).await;
        assert_eq!(verdict["type"], "accepted", "{verdict}");
    }
    let below = [(english, 30_00), (reverse, 80_000_000_00), (first, 15_00), (vickrey, 45_00), (reserved, 50_00)];
    for (lot, amount) in
        below.into_iter().chain([(limited, 90_000_000_00), (several, 20_00), (live, 25_00), (plain, 25_00)])
    {
        let answer = bo.bids(&lot, amount).await.with(201).body;
        ears[1].told.push(("a verdict".into(), answer.to_string()));
    }
    for lot in &lots {
        for (at, who) in [(1, &*bo), (2, &*seller), (4, &*anon)] {
            let refused =
                who.bids(lot, if [reverse.id, limited.id].contains(&lot.id) { 99_999_999_99 } else { 1 }).await;
            assert!(!refused.is_accepted());
            ears[at].told.push(("a refusal".into(), refused.body.to_string()));
        }
    }
    for ear in &mut ears {
        ear.reads(&lots).await;
        ear.told.extend(ear.socket.heard.iter().map(|frame| ("the socket".into(), frame.to_string())));
    }
    keeps(&ears, false);

    ears.iter_mut().for_each(Ear::forgets);
    for lot in &lots {
        // Nobody opens the lot of an auctioneer here, and so it can only be taken down.
        let act = if lot.id == live.id { "cancel" } else { "close" };
        admin.acts(lot, act).await.with(200);
    }
    for ear in &mut ears {
        ear.hears_the_end(&lots).await;
        ear.reads(&lots).await;
    }
    let reserve_is_still_shown_to_its_seller = ears[2].knows(RESERVE).is_some();
    assert!(reserve_is_still_shown_to_its_seller);
    keeps(&ears, true);

    house.stop().await;
    let logged = std::fs::read_to_string(&log).unwrap();
    assert!(logged.contains("TRACE") && logged.contains("sqlx::query"), "it logged everything");
    for secret in SECRETS {
        assert!(!has(&logged, secret.amount), "{} is in the log", secret.amount);
    }
}
