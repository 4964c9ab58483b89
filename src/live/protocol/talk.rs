//! What the house sends of what is said about an auction. What is hidden is written only for who may see it.

use super::client::Channel;
use super::frames::json;
use crate::domain::{AuctionId, Seq, Timestamp};
use crate::live::talk::{Board, Eye, Page, Refused, Talk};
use crate::store::ledger::instant;
use crate::store::rooms::{Line, Said, What};
use bytestring::ByteString;
use serde::Serialize;
use uuid::Uuid;

/// How somebody stands in a room. Private to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InRoom {
    /// As everybody sees them there; `None` until they have said something.
    pub author: Option<String>,
    /// Why they may not speak, if they may not.
    pub muted: Option<String>,
    /// May answer, hide and mute.
    pub moderates: bool,
}

#[derive(Serialize)]
struct HiddenBy<'a> {
    by: &'a str,
    reason: &'a str,
}

/// What a line says: a message, or that one was hidden.
#[derive(Serialize)]
#[serde(untagged)]
enum Data<'a> {
    Message {
        author: &'a str,
        /// `None` for whom it is hidden from.
        text: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        about: Option<Seq>,
        #[serde(skip_serializing_if = "Option::is_none")]
        hidden: Option<HiddenBy<'a>>,
    },
    Hid {
        about: Seq,
        by: &'a str,
        reason: &'a str,
    },
}

fn data<'a>(line: &'a Line, eye: &Eye) -> (&'static str, Data<'a>) {
    match &line.what {
        What::Message(message) => {
            let text = eye.sees(line).then_some(&*message.text);
            let hidden = message.hidden.as_ref().map(|hidden| HiddenBy { by: &hidden.by, reason: &hidden.reason });
            (message.kind.word(), Data::Message { author: &line.author, text, about: message.about, hidden })
        }
        What::Hid { seq, reason } => ("hidden", Data::Hid { about: *seq, by: &line.author, reason }),
    }
}

/// A message as a page or a snapshot lists it.
#[derive(Serialize)]
struct Message<'a> {
    seq: Seq,
    at: String,
    kind: &'static str,
    #[serde(flatten)]
    data: Data<'a>,
}

fn messages<'a>(lines: &'a [Line], eye: &Eye) -> Vec<Message<'a>> {
    let message = |line: &'a Line| {
        let (kind, data) = data(line, eye);
        Message { seq: line.seq, at: instant(line.at), kind, data }
    };
    lines.iter().map(message).collect()
}

#[derive(Serialize)]
struct Body<'a> {
    auction: Uuid,
    seq: Seq,
    at: String,
    kind: &'static str,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Event<'a> {
    seq: Seq,
    /// Rooms have no chain: what is hidden in one must be able to go.
    hash: &'static str,
    body: Body<'a>,
}

fn event<'a>(auction: AuctionId, line: &'a Line, eye: &Eye) -> Event<'a> {
    let (kind, data) = data(line, eye);
    let body = Body { auction: auction.0, seq: line.seq, at: instant(line.at), kind, data };
    Event { seq: line.seq, hash: "", body }
}

/// One frame for these lines, which are not empty, as `eye` sees them.
pub fn room_events(auction: AuctionId, lines: &[Line], eye: &Eye) -> ByteString {
    #[derive(Serialize)]
    struct One<'a> {
        r#type: &'a str,
        channel: String,
        #[serde(flatten)]
        event: Event<'a>,
    }
    #[derive(Serialize)]
    struct Many<'a> {
        r#type: &'a str,
        channel: String,
        events: Vec<Event<'a>>,
    }
    let channel = Channel::Room(auction).to_string();
    match lines {
        [line] => json(&One { r#type: "event", channel, event: event(auction, line, eye) }),
        lines => {
            let events = lines.iter().map(|line| event(auction, line, eye)).collect();
            json(&Many { r#type: "events", channel, events })
        }
    }
}

/// A room's last page, for who cannot be brought there line by line.
pub fn room_snapshot(talk: &Talk, board: &Board, eye: &Eye, you: Option<&InRoom>, now: Timestamp) -> ByteString {
    #[derive(Serialize)]
    struct Snapshot<'a> {
        r#type: &'a str,
        channel: String,
        epoch: &'a str,
        seq: Seq,
        hash: &'a str,
        now: String,
        state: State<'a>,
        recent: [(); 0],
    }
    #[derive(Serialize)]
    struct State<'a> {
        auction: Uuid,
        messages: Vec<Message<'a>>,
        earlier: Option<Seq>,
        you: Option<&'a InRoom>,
    }
    let (page, earlier) = board.last_page();
    json(&Snapshot {
        r#type: "snapshot",
        channel: Channel::Room(talk.auction).to_string(),
        epoch: &talk.epoch,
        seq: board.seq,
        hash: "",
        now: instant(now),
        state: State { auction: talk.auction.0, messages: messages(&page, eye), earlier, you },
        recent: [],
    })
}

/// A page of a room, as an answer over HTTP.
pub fn room_page(page: &Page, now: Timestamp) -> ByteString {
    #[derive(Serialize)]
    struct Listed<'a> {
        epoch: &'a str,
        seq: Seq,
        now: String,
        messages: Vec<Message<'a>>,
        earlier: Option<Seq>,
        caption: &'a str,
        you: Option<&'a InRoom>,
        #[serde(skip_serializing_if = "Option::is_none")]
        muted: Option<Vec<Muted<'a>>>,
    }
    #[derive(Serialize)]
    struct Muted<'a> {
        author: String,
        reason: &'a str,
        at: String,
    }
    let muted = page.muted.iter().map(|mute| Muted {
        author: mute.guest.to_string(),
        reason: &mute.reason,
        at: instant(mute.at),
    });
    json(&Listed {
        epoch: &page.epoch,
        seq: page.seq,
        now: instant(now),
        messages: messages(&page.messages, &page.eye),
        earlier: page.earlier,
        caption: &page.caption,
        you: page.you.as_ref(),
        muted: page.eye.moderates.then(|| muted.collect()),
    })
}

/// How the viewer stands in a room.
pub fn room_you(auction: AuctionId, you: &InRoom) -> ByteString {
    #[derive(Serialize)]
    struct You<'a> {
        r#type: &'a str,
        channel: String,
        #[serde(flatten)]
        you: &'a InRoom,
    }
    json(&You { r#type: "you", channel: Channel::Room(auction).to_string(), you })
}

/// What the auctioneer says just now.
pub fn caption(auction: AuctionId, text: &str) -> ByteString {
    json(&serde_json::json!({"type": "caption", "channel": Channel::Room(auction).to_string(), "text": text}))
}

/// Something was said: as a frame with `id`, or as the body of an HTTP answer without.
pub fn said(id: Option<u64>, auction: AuctionId, key: Uuid, said: &Said) -> ByteString {
    #[derive(Serialize)]
    struct Told<'a> {
        r#type: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u64>,
        key: Uuid,
        channel: String,
        seq: Seq,
        author: &'a str,
        duplicate: bool,
    }
    let channel = Channel::Room(auction).to_string();
    let Said { seq, author, duplicate, .. } = said;
    json(&Told { r#type: "said", id, key, channel, seq: *seq, author, duplicate: *duplicate })
}

/// Something was not said, or not shown; `key` names what was to be said.
pub fn not_said(id: Option<u64>, key: Option<Uuid>, refused: &Refused) -> ByteString {
    #[derive(Serialize)]
    struct Told<'a> {
        r#type: &'a str,
        id: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        key: Option<Uuid>,
        code: &'a str,
        message: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
        temporary: bool,
    }
    let (code, message, reason) = (refused.code(), refused.message(), refused.reason());
    json(&Told { r#type: "error", id, key, code, message: &message, reason, temporary: refused.is_temporary() })
}
