//! What a client may send, and what becomes of what it may not: the guard alone, and the messages behind it.

use super::Violation::{self, NotUtf8, TooBig};
use super::guard::{End, FrameGuard};
use super::messages::Messages;
use actix_ws::AggregatedMessage;
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream};
use proptest::prelude::*;
use std::cell::Cell;

const LARGEST: usize = 300;

const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const LAST: u8 = 0x80;

/// A frame as a client writes it. The mask leaves no byte as it was.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [0x5A, 0xA5, 0x33, 0xCC];
    let mut bytes = vec![first];
    match payload.len() {
        short @ 0..126 => bytes.push(0x80 | short as u8),
        long => bytes.extend([&[0x80 | 126], &(long as u16).to_be_bytes()[..]].concat()),
    }
    bytes.extend(mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    frame(LAST | CLOSE, &[&code.to_be_bytes(), reason].concat())
}

/// What the guard says to these bytes: byte by byte and all at once, which must come to the same.
fn judge(bytes: &[u8]) -> Option<End> {
    let mut guard = FrameGuard::new(LARGEST);
    let one_by_one = bytes.iter().find_map(|byte| guard.watch(&[*byte]).end);
    let at_once = FrameGuard::new(LARGEST).watch(bytes).end;
    assert_eq!(one_by_one, at_once, "{bytes:x?}");
    at_once
}

fn violated(frames: &[Vec<u8>]) -> Option<u16> {
    match judge(&frames.concat()) {
        Some(End::Violated(violation)) => Some(violation.code()),
        Some(End::Closed) | None => None,
    }
}

#[test]
fn what_the_rfc_allows_goes_by_whole() {
    for frames in [
        vec![frame(LAST | TEXT, b"")],
        vec![frame(LAST | TEXT, &[b'a'; LARGEST]), frame(LAST | BINARY, &[0xFF; LARGEST])],
        vec![frame(LAST | PING, &[0xFF; 125]), frame(LAST | 0xA, b"")],
        vec![frame(TEXT, b"a"), frame(LAST | PING, b"p"), frame(CONTINUATION, b""), frame(LAST, b"b")],
        // A character may be cut by a frame's end, with a ping in the wound.
        vec![frame(TEXT, b"\xF0\x9F"), frame(LAST | PING, b"\xFF"), frame(LAST, b"\x94\xA8"), frame(LAST | TEXT, b"x")],
    ] {
        assert_eq!(judge(&frames.concat()), None);
    }
}

#[test]
fn fragments_out_of_turn_are_a_protocol_error() {
    assert_eq!(violated(&[frame(LAST, b"x")]), Some(1002));
    assert_eq!(violated(&[frame(CONTINUATION, b"x")]), Some(1002));
    assert_eq!(violated(&[frame(TEXT, b"a"), frame(LAST | TEXT, b"b")]), Some(1002));
    assert_eq!(violated(&[frame(BINARY, b"a"), frame(TEXT, b"b")]), Some(1002));
    assert_eq!(violated(&[frame(TEXT, b"a"), frame(LAST, b"b"), frame(LAST, b"c")]), Some(1002));
}

#[test]
fn a_message_may_not_grow_beyond_the_largest_nor_go_on_without_end() {
    assert_eq!(violated(&[frame(LAST | TEXT, &[b'a'; LARGEST + 1])]), Some(1009));
    assert_eq!(violated(&[frame(BINARY, &[0; LARGEST]), frame(CONTINUATION, b""), frame(LAST, b"")]), None);
    assert_eq!(violated(&[frame(BINARY, &[0; LARGEST]), frame(LAST, b"a")]), Some(1009));
    let mut empty = vec![frame(TEXT, b"")];
    empty.resize(LARGEST, frame(CONTINUATION, b""));
    assert_eq!(violated(&empty), None);
    empty.push(frame(CONTINUATION, b""));
    assert_eq!(violated(&empty), Some(1009));
}

#[test]
fn too_much_is_refused_before_it_comes() {
    let announced = [&[LAST | BINARY, 0x80 | 127][..], &(1u64 << 40).to_be_bytes(), &[0; 4]].concat();
    assert_eq!(judge(&announced), Some(End::Violated(TooBig)));
    let fragment = [frame(TEXT, &[b'a'; 200]), vec![LAST, 0x80 | 101, 0, 0, 0, 0]].concat();
    assert_eq!(judge(&fragment), Some(End::Violated(TooBig)));
}

#[test]
fn a_text_is_refused_at_its_first_wrong_byte() {
    let late = frame(LAST | TEXT, b"gavel \xC0 and much that never comes");
    assert_eq!(judge(&late[..6 + 6]), None);
    assert_eq!(judge(&late[..6 + 7]), Some(End::Violated(NotUtf8)));
    let second = [frame(TEXT, b"\xE2\x82"), frame(CONTINUATION, b"\xAC\xE2"), frame(LAST, b"x")];
    assert_eq!(violated(&second), Some(1007));
    assert_eq!(violated(&[frame(TEXT, b"\xE2\x82"), frame(LAST, b"")]), Some(1007));
    assert_eq!(violated(&[frame(LAST | TEXT, b"\xE2\x82"), frame(LAST | TEXT, b"\xAC")]), Some(1007));
    assert_eq!(violated(&[frame(LAST | BINARY, b"\xC0\xC0")]), None, "binary is no text");
    assert_eq!(violated(&[frame(BINARY, b"\xC0"), frame(LAST, b"\xC0")]), None);
}

#[test]
fn a_close_frame_ends_it_and_says_only_what_it_may() {
    assert_eq!(judge(&frame(LAST | CLOSE, b"")), Some(End::Closed));
    for code in [1000, 1001, 1002, 1003, 1007, 1011, 1012, 1014, 3000, 3999, 4000, 4999] {
        assert_eq!(judge(&close(code, b"")), Some(End::Closed), "{code}");
    }
    for code in [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535] {
        assert_eq!(violated(&[close(code, b"")]), Some(1002), "{code}");
    }
    assert_eq!(violated(&[frame(LAST | CLOSE, b"\x03")]), Some(1002));
    assert_eq!(judge(&close(1000, "wie schön".as_bytes())), Some(End::Closed));
    assert_eq!(violated(&[close(1000, b"sch\xF6n")]), Some(1007));
    assert_eq!(violated(&[close(1000, b"sch\xC3")]), Some(1007), "also where it is cut off");
    let after = [close(1000, b""), frame(0x7F, b"nothing of this is read")].concat();
    let seen = FrameGuard::new(LARGEST).watch(&after);
    assert_eq!((seen.good, seen.end), (close(1000, b"").len(), Some(End::Closed)));
}

/// What is read of it: messages in their order, and then the violation, if there is one.
fn received(chunks: Vec<Bytes>) -> (Vec<AggregatedMessage>, Option<Violation>) {
    let mut messages = Messages::new(stream::iter(chunks.into_iter().map(Ok)), LARGEST);
    let mut received = Vec::new();
    while let Some(message) = messages.next().now_or_never().unwrap() {
        match message {
            Ok(message) => received.push(message),
            Err(violation) => {
                assert_ne!(violation, super::UNREAD);
                assert_eq!(messages.next().now_or_never().unwrap(), None, "nothing comes after it");
                return (received, Some(violation));
            }
        }
    }
    (received, None)
}

#[test]
fn a_violation_does_not_overtake_what_was_said_before_it() {
    let said = [frame(LAST | TEXT, b"a bid"), frame(LAST | TEXT, b"another"), frame(LAST | TEXT, b"\xFF")].concat();
    let (frames, violation) = received(vec![said.into()]);
    assert_eq!(frames, ["a bid", "another"].map(|text| AggregatedMessage::Text(text.into())));
    assert_eq!(violation, Some(NotUtf8));
}

#[test]
fn no_more_is_read_than_the_next_message_takes() {
    let (read, ping) = (Cell::new(0), Bytes::from(frame(LAST | PING, &[7; 125])));
    let sent = stream::iter((0..10_000).map(|_| Ok(ping.clone()))).inspect(|_| read.set(read.get() + 1));
    let mut messages = Messages::new(sent, LARGEST);
    for said in 1..=10_000 {
        assert!(matches!(messages.next().now_or_never(), Some(Some(Ok(AggregatedMessage::Ping(_))))));
        assert_eq!(read.get(), said);
    }
}

fn any_frame() -> impl Strategy<Value = Vec<u8>> {
    let first = prop_oneof![
        8 => prop::sample::select(vec![LAST | TEXT, TEXT, CONTINUATION, LAST, LAST | BINARY, BINARY, LAST | PING]),
        1 => any::<u8>(),
    ];
    let payload = prop_oneof!["[a-zä€🔨]{0,9}".prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..9)];
    prop_oneof![
        9 => (first, payload).prop_map(|(first, payload)| frame(first, &payload)),
        1 => (990..1020u16, "[a-z]{0,3}").prop_map(|(code, reason)| close(code, reason.as_bytes())),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn how_bytes_are_cut_into_reads_changes_nothing(
        frames in prop::collection::vec(any_frame(), 0..12), cuts in prop::collection::vec(1..40usize, 1..9)) {
        let bytes = Bytes::from(frames.concat());
        let mut chunks = Vec::new();
        let mut rest = bytes.clone();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            chunks.push(rest.split_to((*cut).min(rest.len())));
        }
        let whole = received(vec![bytes]);
        // A frame whose beginning was let by before its end proved wrong is never whole, and so never seen.
        prop_assert_eq!(received(chunks), whole);
    }
}
