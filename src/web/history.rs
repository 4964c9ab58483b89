//! An auction's events as the lines of its history. `static/js/reducer.js` makes the same lines of the same events.

use super::lot::{Line, Told};
use super::when;
use crate::domain::{Money, Seq, Timestamp};
use crate::store::ledger;
use chrono::TimeDelta;
use serde::Deserialize;

/// What the history needs of an event's public text.
#[derive(Deserialize)]
struct Body {
    seq: Seq,
    at: Timestamp,
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    by: Option<String>,
    bidder: Option<String>,
    leader: Option<String>,
    amount: Option<i64>,
    quantity: Option<u32>,
    price: Option<i64>,
    bids: Option<u32>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    reason: Option<String>,
    sold: Option<bool>,
    winner: Option<String>,
    announced: Option<String>,
    text: Option<String>,
    voided: Option<Seq>,
    #[serde(default)]
    undo: bool,
    revealed: Option<Vec<serde::de::IgnoredAny>>,
    awards: Option<Vec<serde::de::IgnoredAny>>,
    #[serde(default)]
    buy_now: bool,
}

/// Where a bid left the auction: price, leader, count of bids.
type After = (Option<i64>, Option<String>, Option<u32>);

/// The lines of these events, oldest first; they come out newest first, as the page has them.
pub fn lines<'a>(events: impl Iterator<Item = &'a ledger::Line>) -> Vec<Line> {
    let mut told: Vec<Line> = Vec::new();
    let mut before: Option<After> = None;
    for body in events.filter_map(|event| serde_json::from_str::<Body>(&event.body).ok()) {
        if body.kind == "bid" {
            let after = (body.data.price, body.data.leader.clone(), body.data.bids);
            // A leader's own raise is in the ledger, but nothing that anybody else could see happen.
            if before.as_ref() != Some(&after) {
                told.extend(bid(&body));
            }
            before = Some(after);
        } else {
            if body.kind == "voided" {
                before = None;
            }
            tell(&mut told, body);
        }
    }
    told.reverse();
    told
}

/// The bid, and the automatic one that beat it, if one did. Of a sealed one only that it came.
fn bid(body: &Body) -> Vec<Line> {
    let Body { seq, at, data, .. } = body;
    let line = |told| Line { seq: *seq, at: *at, struck: false, told };
    let bid = |bidder: &Option<String>, amount: Option<i64>, quantity, automatic| {
        let (bidder, amount) = (bidder.clone()?, Money(amount?));
        Some(line(Told::Bid { bidder, amount, quantity, automatic, moved: None }))
    };
    let Some(own) = bid(&data.bidder, data.amount, data.quantity, false) else {
        return vec![line(Told::Note(t!("script-sealed-bid-came")))];
    };
    let answered = data.leader != data.bidder && !data.buy_now;
    let answer = answered.then(|| bid(&data.leader, data.price, None, true)).flatten();
    [own].into_iter().chain(answer).collect()
}

/// Adds whatever is no bid. A moved end belongs to the bid that moved it, and what is struck out is marked.
fn tell(told: &mut Vec<Line>, Body { seq, at, kind, data }: Body) {
    let by = data.from.zip(data.to).map(|(from, to)| to - from);
    let late = kind == "extended" && data.reason.as_deref() == Some("late_bid");
    if let (true, Some(Line { told: Told::Bid { moved, .. }, .. })) = (late, told.last_mut()) {
        *moved = by;
        return;
    }
    let whose = data.voided.and_then(|voided| strike(told, voided));
    let text = match kind.as_str() {
        "extended" => extended(&data, by),
        "announced" => announced(&data),
        "voided" => Some(voided(&data, whose)),
        "revealed" => revealed(&data),
        _ => note(&kind, &data),
    };
    told.extend(text.map(|text| Line { seq, at, struck: false, told: Told::Note(text) }));
}

/// Strikes out the lines of an event, and says whose bid that was.
fn strike(told: &mut [Line], voided: Seq) -> Option<String> {
    let mut whose = None;
    for line in told.iter_mut().filter(|line| line.seq == voided) {
        line.struck = true;
        if let Told::Bid { bidder, automatic: false, .. } = &line.told {
            whose = Some(bidder.clone());
        }
    }
    whose
}

fn because(data: &Data, text: String) -> String {
    match data.reason.as_deref().filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{text}: {reason}"),
        None => text,
    }
}

fn extended(data: &Data, by: Option<TimeDelta>) -> Option<String> {
    let by = when::left(by?);
    Some(match data.reason.as_deref() {
        Some("outage") => t!("script-end-moved-outage", by = by),
        Some("group") => t!("script-end-moved-group", by = by),
        _ => t!("script-end-moved", by = by),
    })
}

/// What an auctioneer said. An ask shows as the amount on the button, and nowhere else.
fn announced(data: &Data) -> Option<String> {
    match (data.announced.as_deref(), &data.text) {
        (Some("fair_warning"), _) => Some(t!("script-fair-warning")),
        (Some("note"), Some(text)) => Some(format!("“{text}”")),
        _ => None,
    }
}

fn voided(data: &Data, whose: Option<String>) -> String {
    if data.undo {
        return t!("script-taken-back-by-auctioneer");
    }
    let text = match (data.by.as_deref(), whose) {
        (Some("bidder"), Some(bidder)) => t!("script-bid-of-taken-back", bidder = bidder),
        (Some("bidder"), None) => t!("script-bid-taken-back"),
        (_, Some(bidder)) => t!("script-bid-of-struck-out", bidder = bidder),
        (_, None) => t!("script-bid-struck-out"),
    };
    because(data, text)
}

fn revealed(data: &Data) -> Option<String> {
    Some(match &data.revealed {
        None => t!("script-seed-revealed"),
        Some(bids) => t!("script-bids-opened", count = bids.len()),
    })
}

fn note(kind: &str, data: &Data) -> Option<String> {
    Some(match (kind, data.sold, &data.winner) {
        ("opened", ..) => t!("script-opened"),
        ("reserve_met", ..) => t!("script-reserve-is-met"),
        ("halted", ..) => because(data, t!("script-halted")),
        ("resumed", ..) => because(data, t!("script-resumed")),
        ("cancelled", ..) => because(data, t!("script-cancelled")),
        ("closed", Some(true), Some(winner)) => match data.awards.as_ref().map_or(1, Vec::len) {
            1 => because(data, t!("script-sold-to", winner = winner)),
            winners => because(data, t!("script-sold-to-several", count = winners)),
        },
        ("closed", ..) => because(data, t!("script-not-sold")),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Hash;

    fn told(events: &[(&str, &str)]) -> Vec<String> {
        let event = |(seq, (kind, data)): (usize, &(&str, &str))| ledger::Line {
            seq: seq as i64 + 1,
            hash: Hash([0; 32]),
            body: format!(
                "{{\"seq\":{},\"at\":\"2026-11-21T12:00:00.000Z\",\"kind\":\"{kind}\",\"data\":{{{data}}}}}",
                seq + 1
            )
            .into(),
        };
        let events: Vec<_> = events.iter().enumerate().map(event).collect();
        lines(events.iter()).iter().map(text).collect()
    }

    fn text(line: &Line) -> String {
        match &line.told {
            Told::Bid { bidder, amount, .. } => format!("{bidder} {} {}", amount.0, line.how()),
            Told::Note(text) => text.clone(),
        }
    }

    const FIRST: (&str, &str) = ("bid", r#""bidder":"b1","amount":100,"price":100,"leader":"b1","bids":1"#);
    const BEATEN: (&str, &str) = ("bid", r#""bidder":"b2","amount":200,"price":225,"leader":"b1","bids":3"#);

    #[test]
    fn a_bid_that_was_beaten_at_once_is_two_lines_newest_first() {
        assert_eq!(told(&[FIRST, BEATEN]), ["b1 225 automatic", "b2 200 ", "b1 100 "]);
    }

    #[test]
    fn a_leaders_own_raise_is_no_line() {
        assert_eq!(told(&[FIRST, FIRST]), ["b1 100 "]);
    }

    #[test]
    fn a_moved_end_is_told_on_the_line_of_the_bid_that_moved_it() {
        let extended =
            ("extended", r#""from":"2026-11-21T12:00:00.000Z","to":"2026-11-21T12:01:08.000Z","reason":"late_bid""#);
        assert_eq!(told(&[FIRST, extended]), ["b1 100 end +1:08"]);
    }

    #[test]
    fn an_act_is_told_with_its_reason_and_the_end_with_its_winner() {
        let events = [
            ("halted", r#""by":"admin","reason":"A lost phone.""#),
            ("closed", r#""by":"time","sold":true,"winner":"b7","price":100"#),
            ("closed", r#""by":"time","sold":false"#),
        ];
        assert_eq!(told(&events), ["Ended, not sold", "Sold to b7", "Halted: A lost phone."]);
    }

    #[test]
    fn a_struck_bid_stays_where_it_was_and_says_that_it_counts_no_longer() {
        let by_the_house = ("voided", r#""by":"admin","reason":"a stolen card","voided":2,"price":100,"leader":"b1""#);
        assert_eq!(
            told(&[FIRST, BEATEN, by_the_house]),
            [
                "A bid of b2 was struck out: a stolen card",
                "b1 225 automatic · struck out",
                "b2 200 struck out",
                "b1 100 "
            ]
        );
        let by_its_bidder = ("voided", r#""by":"bidder","reason":"mistyped amount","voided":1"#);
        assert_eq!(told(&[FIRST, by_its_bidder])[0], "A bid of b1 was taken back: mistyped amount");
    }

    #[test]
    fn a_sealed_bid_is_told_without_anything_about_it_until_it_is_opened() {
        let sealed = ("bid", r#""bids":1,"minimum":100,"sealed":"ab""#);
        let opened = ("revealed", r#""revealed":[{"seq":1,"bidder":"b1","amount":500,"nonce":"ab"}]"#);
        assert_eq!(told(&[sealed, opened]), ["The sealed bid was opened", "A sealed bid came in"]);
    }

    #[test]
    fn why_an_end_moved_and_what_the_auctioneer_said_is_told_in_words() {
        let moved = |reason: &str| {
            format!(r#""from":"2026-11-21T12:00:00.000Z","to":"2026-11-21T12:10:00.000Z","reason":"{reason}""#)
        };
        let (outage, group) = (moved("outage"), moved("group"));
        let events = [
            FIRST,
            ("extended", outage.as_str()),
            ("extended", group.as_str()),
            ("announced", r#""by":"seller","announced":"ask","ask":13000"#),
            ("announced", r#""by":"seller","announced":"fair_warning""#),
            ("announced", r#""by":"seller","announced":"note","text":"A fine piece""#),
            ("voided", r#""by":"seller","voided":4,"undo":true"#),
        ];
        assert_eq!(
            told(&events),
            [
                "The auctioneer took that back",
                "“A fine piece”",
                "Fair warning",
                "End moved by 10:00, with another lot of the sale",
                "The house was away: the end moved by 10:00, so that everybody gets ten minutes",
                "b1 100 "
            ]
        );
    }
}
