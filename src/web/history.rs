//! An auction's events as the lines of its history. `static/js/reducer.js` makes the same lines of the same events.

use super::lot::Line;
use super::when;
use crate::domain::{Money, Seq, Timestamp};
use crate::store::ledger;
use chrono::TimeDelta;
use serde::Deserialize;

/// What the history needs of an event's public text.
#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    seq: Seq,
    at: Timestamp,
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    bidder: Option<String>,
    leader: Option<String>,
    amount: Option<i64>,
    price: Option<i64>,
    bids: Option<u32>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    reason: Option<String>,
    sold: Option<bool>,
    winner: Option<String>,
    announced: Option<String>,
    text: Option<String>,
    /// The event that was struck out, or taken back.
    voided: Option<Seq>,
    #[serde(default)]
    undo: bool,
}

/// Where a bid left the auction: price, leader, count of bids.
type After = (Option<i64>, Option<String>, Option<u32>);

/// The lines of these events, oldest first; they come out newest first, as the page has them.
pub fn lines<'a>(events: impl Iterator<Item = &'a ledger::Line>) -> Vec<Line> {
    let mut told: Vec<(Seq, Line)> = Vec::new();
    let mut before: Option<After> = None;
    for body in events.filter_map(|event| serde_json::from_str::<Body>(&event.body).ok()) {
        if body.kind == "bid" {
            let after = (body.data.price, body.data.leader.clone(), body.data.bids);
            // A leader's own raise is in the ledger, but nothing that anybody else could see happen.
            if before.as_ref() != Some(&after) {
                told.extend(bid(&body).into_iter().map(|line| (body.seq, line)));
            }
            before = Some(after);
        } else {
            if body.kind == "voided" {
                strike(&mut told, body.data.voided);
                before = None;
            }
            tell(&mut told, body);
        }
    }
    told.into_iter().rev().map(|(_, line)| line).collect()
}

/// Marks the lines of an event that no longer counts.
fn strike(told: &mut [(Seq, Line)], voided: Option<Seq>) {
    for (seq, line) in told {
        if let (true, Line::Bid { struck, .. }) = (Some(*seq) == voided, line) {
            *struck = true;
        }
    }
}

/// The bid, and the automatic one that beat it, if one did.
fn bid(body: &Body) -> Vec<Line> {
    let line = |bidder: &Option<String>, amount: Option<i64>, automatic| {
        let (bidder, amount) = (bidder.clone()?, Money(amount?));
        Some(Line::Bid { bidder, amount, automatic, moved: None, struck: false, at: body.at })
    };
    let Data { bidder, leader, amount, price, .. } = &body.data;
    let answer = (leader != bidder).then(|| line(leader, *price, true)).flatten();
    line(bidder, *amount, false).into_iter().chain(answer).collect()
}

/// Adds whatever is no bid. A moved end belongs to the bid that moved it.
fn tell(told: &mut Vec<(Seq, Line)>, Body { seq, at, kind, data }: Body) {
    let by = data.from.zip(data.to).map(|(from, to)| to - from);
    if let (true, Some((_, Line::Bid { moved, .. }))) = (kind == "extended", told.last_mut()) {
        *moved = by;
        return;
    }
    told.extend(note(&kind, &data, by).map(|text| (seq, Line::Note { text, at })));
}

fn note(kind: &str, data: &Data, moved: Option<TimeDelta>) -> Option<String> {
    let because = |text: String| match data.reason.as_deref().filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{text}: {reason}"),
        None => text,
    };
    Some(match (kind, data.sold, &data.winner) {
        ("opened", ..) => "Bidding opened".into(),
        ("reserve_met", ..) => "Reserve met".into(),
        ("extended", ..) => format!("End moved by {}", when::left(moved?)),
        ("halted", ..) => because("Halted".into()),
        ("resumed", ..) => because("Resumed".into()),
        ("cancelled", ..) => because("Cancelled".into()),
        ("announced", ..) => announced(data)?,
        ("voided", ..) if data.undo => "The auctioneer took that back".into(),
        ("voided", ..) => because("A bid was struck out".into()),
        ("closed", Some(true), Some(winner)) => because(format!("Sold to {winner}")),
        ("closed", ..) => because("Ended, not sold".into()),
        _ => return None,
    })
}

/// What an auctioneer said. An ask shows as the amount on the button, and nowhere else.
fn announced(data: &Data) -> Option<String> {
    match (data.announced.as_deref(), &data.text) {
        (Some("fair_warning"), _) => Some("Fair warning".into()),
        (Some("note"), Some(text)) => Some(format!("“{text}”")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Hash;

    fn told(events: &[(&str, &str)]) -> Vec<String> {
        let event = |(seq, (kind, data)): (usize, &(&str, &str))| ledger::Line {
            seq: seq as i64 + 1,
            hash: Hash([0; 32]),
            body: format!("{{\"at\":\"2026-11-21T12:00:00.000Z\",\"kind\":\"{kind}\",\"data\":{{{data}}}}}").into(),
        };
        let events: Vec<_> = events.iter().enumerate().map(event).collect();
        lines(events.iter()).iter().map(text).collect()
    }

    fn text(line: &Line) -> String {
        match line {
            Line::Bid { bidder, amount, .. } => format!("{bidder} {} {}", amount.0, line.how()),
            Line::Note { text, .. } => text.clone(),
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
}
