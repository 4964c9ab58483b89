//! RFC 6455 at the house's own door: frames made by hand, right and wrong, and what they are answered. Whatever is wrong gets
//! a close frame with its code, on the wire, before the connection ends.

use crate::support::house::House;
use crate::support::raw::{
    BINARY, CLOSE, CONTINUATION, LAST, Length, PING, PONG, RawSocket, TEXT, close, frame, header, question,
};
use gavel::config::LARGEST_FRAME;

/// The code of the close frame that answers these bytes.
async fn code_for(house: &House, bytes: &[u8]) -> u16 {
    let mut socket = RawSocket::open(&house.anon()).await;
    socket.sends(bytes).await;
    code(&socket.is_closed().await)
}

fn code(payload: &[u8]) -> u16 {
    match payload {
        [high, low, ..] => u16::from_be_bytes([*high, *low]),
        _ => panic!("a close frame without a code: {payload:x?}"),
    }
}

/// Each of these is answered by `code`.
async fn all_are_answered(code: u16, all: Vec<Vec<u8>>) {
    let house = House::open().await;
    for bytes in all {
        let start: Vec<u8> = bytes.iter().copied().take(32).collect();
        assert_eq!(code_for(&house, &bytes).await, code, "for {start:x?}…");
    }
}

#[tokio::test]
async fn reserved_bits_and_opcodes_and_missing_masks_are_protocol_errors() {
    let reserved_bits = (1..8).map(|bits| frame(LAST | bits << 4 | TEXT, b"{}"));
    let on_a_ping = [frame(LAST | 0x40 | PING, b"")];
    let data = (0x3..=0x7).map(|opcode| frame(LAST | opcode, b"{}"));
    let fragments = (0x3..=0x7).map(|opcode| frame(opcode, b"{}"));
    let control = (0xB..=0xF).map(|opcode| frame(LAST | opcode, b""));
    let unmasked = [vec![LAST | TEXT, 2, b'{', b'}'], vec![LAST | PING, 0], vec![LAST | CLOSE, 2, 3, 0xE8]];
    let all = reserved_bits.chain(on_a_ping).chain(data).chain(fragments).chain(control).chain(unmasked);
    all_are_answered(1002, all.collect()).await;
}

#[tokio::test]
async fn control_frames_are_short_and_whole() {
    let long = [PING, PONG, CLOSE].map(|opcode| frame(LAST | opcode, &[b'x'; 126]));
    let huge = [frame(LAST | PING, &[b'x'; LARGEST_FRAME + 1]), header(LAST | PONG, Length::Eight(1 << 40))];
    let fragmented = [PING, PONG, CLOSE].map(|opcode| frame(opcode, b""));
    all_are_answered(1002, long.into_iter().chain(huge).chain(fragmented).collect()).await;
}

#[tokio::test]
async fn fragments_of_two_messages_do_not_mix() {
    let all = [
        [frame(TEXT, b"{"), frame(LAST | TEXT, b"}")].concat(),
        [frame(TEXT, b"{"), frame(TEXT, b"}")].concat(),
        [frame(TEXT, b"{"), frame(LAST | BINARY, b"}")].concat(),
        frame(LAST | CONTINUATION, b"{}"),
        frame(CONTINUATION, b"{"),
        [frame(LAST | PING, b""), frame(LAST | CONTINUATION, b"")].concat(),
    ];
    all_are_answered(1002, all.into()).await;
}

#[tokio::test]
async fn a_message_may_come_in_fragments_with_control_frames_between() {
    let house = House::open().await;
    let mut socket = RawSocket::open(&house.anon()).await;
    let text = question(7);
    let (begin, end) = text.split_at(9);
    socket.sends(&frame(TEXT, begin.as_bytes())).await;
    socket.sends(&frame(LAST | PING, b"between")).await;
    let pong = socket.hears().await;
    assert_eq!((pong.first, &pong.payload[..]), (LAST | PONG, &b"between"[..]));
    socket.sends(&frame(LAST | PONG, b"unasked")).await;
    socket.sends(&frame(CONTINUATION, b"")).await;
    socket.sends(&frame(LAST | CONTINUATION, end.as_bytes())).await;
    socket.is_answered(7).await;
    let mut bytewise: Vec<u8> = frame(TEXT, b"");
    bytewise.extend(text.bytes().flat_map(|byte| frame(CONTINUATION, &[byte])));
    bytewise.extend(frame(LAST | CONTINUATION, b""));
    for byte in bytewise {
        // Each in a packet of its own, as far as TCP allows.
        socket.sends(&[byte]).await;
    }
    socket.is_answered(7).await;
    assert_eq!(code_for(&house, &[frame(TEXT, b"{"), close(1000, b"")].concat()).await, 1000);
}

#[tokio::test]
async fn a_text_is_utf8_or_refused() {
    let whole = [&b"\xFF"[..], b"\xC0\xAF", b"\xED\xA0\x80", b"\xF4\x90\x80\x80", b"{}\xE2\x82", b"\x80"];
    let whole = whole.iter().map(|text| frame(LAST | TEXT, text));
    let fragments = [
        // At once, though the message goes on.
        frame(TEXT, b"{\"type\":\"\xFF"),
        [frame(TEXT, b"{"), frame(CONTINUATION, b"\xC0"), frame(LAST | CONTINUATION, b"}")].concat(),
        [frame(TEXT, b"\xF0\x9F"), frame(LAST | PING, b""), frame(LAST | CONTINUATION, b"\x94")].concat(),
        // Before the frame is there.
        [header(LAST | TEXT, Length::Two(1000)), vec![0xFF ^ 0x5A]].concat(),
    ];
    let reasons = [close(1000, b"\xFF"), close(4000, b"gone\xC3")];
    all_are_answered(1007, whole.chain(fragments).chain(reasons).collect()).await;
}

#[tokio::test]
async fn a_character_may_be_cut_by_the_end_of_a_frame() {
    let house = House::open().await;
    let mut socket = RawSocket::open(&house.anon()).await;
    let text = r#"{"type":"time","id":3,"t0":1,"note":"🔨"}"#.as_bytes();
    let cut = text.len() - 4;
    socket.sends(&frame(TEXT, &text[..cut])).await;
    socket.sends(&frame(LAST | CONTINUATION, &text[cut..])).await;
    socket.is_answered(3).await;
}

#[tokio::test]
async fn what_is_too_big_is_refused_before_it_comes() {
    let fragments = |length: usize, count| (0..count).flat_map(|_| frame(CONTINUATION, &vec![b' '; length])).collect();
    let all = [
        frame(LAST | TEXT, &[b' '; LARGEST_FRAME + 1]),
        header(LAST | TEXT, Length::Two(LARGEST_FRAME as u16 + 1)),
        header(LAST | BINARY, Length::Eight(1 << 40)),
        header(LAST | BINARY, Length::Eight(u64::MAX >> 1)),
        [frame(TEXT, b" "), header(LAST | CONTINUATION, Length::Two(LARGEST_FRAME as u16))].concat(),
        [frame(TEXT, b""), fragments(1000, 5)].concat(),
        // Nothing, but without end.
        [frame(TEXT, b""), fragments(0, LARGEST_FRAME)].concat(),
    ];
    all_are_answered(1009, all.into()).await;
}

#[tokio::test]
async fn whoever_does_not_stop_sending_hears_why_it_must() {
    let house = House::open().await;
    let mut socket = RawSocket::open(&house.anon()).await;
    socket.sends(&frame(TEXT, b"")).await;
    socket.sends(&[frame(CONTINUATION, &[b' '; 1000]), frame(LAST | PING, b"")].concat().repeat(100)).await;
    loop {
        let heard = socket.hears().await;
        if heard.first == LAST | CLOSE {
            assert_eq!(code(&heard.payload), 1009);
            break;
        }
    }
    socket.sends_without_end(&[b'x'; 4096]).await;
}

#[tokio::test]
async fn a_length_that_is_no_length_is_a_protocol_error() {
    let all = [
        header(LAST | TEXT, Length::Eight(1 << 63)),
        header(LAST | BINARY, Length::Eight(u64::MAX)),
        // Written longer than it need be.
        header(LAST | TEXT, Length::Two(125)),
        header(LAST | TEXT, Length::Eight(65_535)),
    ];
    all_are_answered(1002, all.into()).await;
}

#[tokio::test]
async fn a_close_frame_is_answered_with_its_code() {
    let house = House::open().await;
    for sent in [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999] {
        assert_eq!(code_for(&house, &close(sent, b"")).await, sent);
    }
    assert_eq!(code_for(&house, &close(1001, "schönen Tag noch".as_bytes())).await, 1001);
    assert_eq!(code_for(&house, &close(1000, &[b'x'; 123])).await, 1000);
    let mut socket = RawSocket::open(&house.anon()).await;
    socket.sends(&frame(LAST | CLOSE, b"")).await;
    let payload = socket.is_closed().await;
    assert!(payload.is_empty() || code(&payload) == 1000, "{payload:x?}");
}

#[tokio::test]
async fn a_close_code_that_may_not_be_sent_is_a_protocol_error() {
    let codes = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];
    let all = codes.iter().map(|code| close(*code, b"")).chain([frame(LAST | CLOSE, b"\x03")]);
    all_are_answered(1002, all.collect()).await;
}

#[tokio::test]
async fn nothing_after_a_close_frame_is_read() {
    let house = House::open().await;
    let mut socket = RawSocket::open(&house.anon()).await;
    let after = [frame(LAST | PING, b"late"), frame(LAST | TEXT, question(1).as_bytes()), frame(0x7F, b"?")].concat();
    socket.sends(&[close(1001, b""), after].concat()).await;
    assert_eq!(code(&socket.is_closed().await), 1001);
}

#[tokio::test]
async fn what_was_said_before_a_violation_is_answered_before_it() {
    let house = House::open().await;
    let mut socket = RawSocket::open(&house.anon()).await;
    let said = [question(1), question(2)].map(|text| frame(LAST | TEXT, text.as_bytes())).concat();
    socket.sends(&[said, frame(LAST | TEXT, b"\xFF")].concat()).await;
    socket.is_answered(1).await;
    socket.is_answered(2).await;
    assert_eq!(code(&socket.is_closed().await), 1007);
}

#[tokio::test]
async fn a_ping_is_answered_with_its_own_payload() {
    let house = House::open().await;
    let mut socket = RawSocket::open(&house.anon()).await;
    for payload in [&b""[..], b"a", b"\xFF\x00\xFE", &[b'x'; 125]] {
        socket.sends(&frame(LAST | PING, payload)).await;
        let pong = socket.hears().await;
        assert_eq!((pong.first, &pong.payload[..]), (LAST | PONG, payload));
    }
    for payload in [&b""[..], &[0xFF; 125]] {
        socket.sends(&frame(LAST | PONG, payload)).await;
    }
    socket.is_heard().await;
}

#[tokio::test]
async fn what_is_well_framed_but_no_message_leaves_the_socket_open() {
    let house = House::open().await;
    let mut socket = RawSocket::open(&house.anon()).await;
    let empty = [vec![frame(LAST | TEXT, b"")], vec![frame(TEXT, b""), frame(LAST | CONTINUATION, b"")]];
    let binary = [vec![frame(LAST | BINARY, b"")], vec![frame(BINARY, b"\xFF"), frame(LAST | CONTINUATION, b"\xC0")]];
    for frames in empty.into_iter().chain(binary) {
        socket.sends(&frames.concat()).await;
        assert_eq!(socket.hears().await.message()["code"], "malformed");
    }
    socket.is_heard().await;
}

#[tokio::test]
async fn a_client_that_leaves_without_a_word_is_let_go() {
    let house = House::open().await;
    for parting in [&b""[..], b"\x81", &header(LAST | TEXT, Length::Two(200)), &frame(TEXT, b"{")] {
        let mut socket = RawSocket::open(&house.anon()).await;
        socket.sends(parting).await;
        socket.leaves().await;
        socket.is_over().await;
    }
}
