//! A client of the house's sockets that can say anything: frames made by hand over plain TCP, and whatever comes back.

use super::house::PATIENCE;
use super::people::Visitor;
use serde_json::{Value, json};
use std::future::Future;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

pub const CONTINUATION: u8 = 0x0;
pub const TEXT: u8 = 0x1;
pub const BINARY: u8 = 0x2;
pub const CLOSE: u8 = 0x8;
pub const PING: u8 = 0x9;
pub const PONG: u8 = 0xA;
/// Set in the first byte of a message's last frame.
pub const LAST: u8 = 0x80;

/// The length of a frame, as its header writes it.
#[derive(Clone, Copy)]
pub enum Length {
    Short(u8),
    Two(u16),
    Eight(u64),
}

/// A mask that leaves no byte as it was.
const MASK: [u8; 4] = [0x5A, 0xA5, 0x33, 0xCC];

/// The header of a masked frame.
pub fn header(first: u8, length: Length) -> Vec<u8> {
    let mut bytes = vec![first];
    match length {
        Length::Short(length) => bytes.push(0x80 | length),
        Length::Two(length) => bytes.extend([&[0x80 | 126], &length.to_be_bytes()[..]].concat()),
        Length::Eight(length) => bytes.extend([&[0x80 | 127], &length.to_be_bytes()[..]].concat()),
    }
    bytes.extend(MASK);
    bytes
}

/// A whole frame, masked, its length written as short as it can be.
pub fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let length = match payload.len() {
        short @ 0..126 => Length::Short(short as u8),
        long => u16::try_from(long).map_or(Length::Eight(long as u64), Length::Two),
    };
    let mut bytes = header(first, length);
    bytes.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

/// A close frame.
pub fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    frame(LAST | CLOSE, &[&code.to_be_bytes(), reason].concat())
}

/// A message that the house answers: the answer repeats `id`.
pub fn question(id: u64) -> String {
    json!({"type": "time", "id": id, "t0": 1}).to_string()
}

/// A handshake as it goes over the line.
pub fn handshake(visitor: &Visitor) -> String {
    let authorization = visitor.token().map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    format!(
        "GET /ws HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: auction.v1.json\r\n{authorization}\r\n",
        visitor.address
    )
}

/// A frame that came from the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its first byte.
    pub first: u8,
    pub payload: Vec<u8>,
}

impl Heard {
    /// The message in it.
    pub fn message(&self) -> Value {
        assert_eq!(self.first, LAST | TEXT, "{self:x?}");
        serde_json::from_slice(&self.payload).unwrap()
    }
}

/// A connection after the handshake.
pub struct RawSocket {
    stream: TcpStream,
}

async fn patiently<T>(what: &str, awaited: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, awaited).await {
        Ok(result) => result,
        Err(_) => panic!("waited in vain for {what}"),
    }
}

impl RawSocket {
    /// Shakes hands, and hears `hello`.
    pub async fn open(visitor: &Visitor) -> RawSocket {
        let mut socket = RawSocket::connects(visitor).await;
        socket.sends(handshake(visitor).as_bytes()).await;
        socket.is_welcome().await;
        socket
    }

    /// A connection that has said nothing yet. Its kernel holds little for it, so that not to read is soon noticed.
    pub async fn connects(visitor: &Visitor) -> RawSocket {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(16 * 1024).unwrap();
        let stream = socket.connect(visitor.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        RawSocket { stream }
    }

    /// Hears the answer to a handshake, and `hello`.
    pub async fn is_welcome(&mut self) {
        let response = patiently("the handshake", self.head()).await;
        assert!(response.starts_with("HTTP/1.1 101 "), "{response}");
        assert!(response.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{response}");
        assert_eq!(self.hears().await.message()["type"], "hello");
    }

    /// Reads past so many bytes.
    pub async fn skips(&mut self, length: usize) {
        self.stream.read_exact(&mut vec![0; length]).await.unwrap();
    }

    /// Asks something, and is answered, whatever else is said meanwhile.
    pub async fn is_heard_among_others(&mut self) {
        self.sends(&frame(LAST | TEXT, question(7).as_bytes())).await;
        assert_eq!(self.next_of("time").await["id"], 7);
    }

    /// Sends a message.
    pub async fn says(&mut self, message: &Value) {
        self.sends(&frame(LAST | TEXT, message.to_string().as_bytes())).await;
    }

    /// The next message of this kind.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        loop {
            let heard = self.hears().await;
            if heard.first == LAST | TEXT && heard.message()["type"] == kind {
                return heard.message();
            }
        }
    }

    /// The connection ends, whatever is on its way and however it ends.
    pub async fn is_cut(mut self) {
        let mut rest = [0; 4096];
        let end = async { while matches!(self.stream.read(&mut rest).await, Ok(1..)) {} };
        patiently("the end", end).await;
    }

    /// The head of an answer.
    pub async fn head(&mut self) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.stream.read_u8().await.unwrap());
        }
        String::from_utf8(head).unwrap()
    }

    /// Sends bytes, whatever they are.
    pub async fn sends(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// Sends for as long as the house takes anything.
    pub async fn sends_without_end(&mut self, bytes: &[u8]) {
        let sending = async { while self.stream.write_all(bytes).await.is_ok() {} };
        patiently("the house to have enough", sending).await;
    }

    /// Ends the client's side of the connection, in TCP's way and no other.
    pub async fn leaves(&mut self) {
        self.stream.shutdown().await.unwrap();
    }

    /// The next frame, which must be as a server may write it.
    pub async fn hears(&mut self) -> Heard {
        patiently("a frame", self.read()).await.expect("a frame before the end")
    }

    async fn read(&mut self) -> Option<Heard> {
        let first = match self.stream.read_u8().await {
            Ok(first) => first,
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return None,
            Err(error) => panic!("the connection breaks: {error}"),
        };
        let length = match self.stream.read_u8().await.unwrap() {
            short @ 0..126 => short.into(),
            126 => self.stream.read_u16().await.unwrap().into(),
            127 => usize::try_from(self.stream.read_u64().await.unwrap()).unwrap(),
            masked => panic!("a server masks nothing: {masked:x}"),
        };
        let mut payload = vec![0; length];
        self.stream.read_exact(&mut payload).await.unwrap();
        Some(Heard { first, payload })
    }

    /// Asks something, and is answered.
    pub async fn is_heard(&mut self) {
        let text = question(1);
        self.sends(&frame(LAST | TEXT, text.as_bytes())).await;
        self.is_answered(1).await;
    }

    /// Waits for the answer to a question.
    pub async fn is_answered(&mut self, id: u64) {
        let answer = self.hears().await.message();
        assert_eq!((&answer["type"], &answer["id"]), (&json!("time"), &json!(id)), "{answer}");
    }

    /// The close frame that comes after pongs and `bye` at most, and is the last there is: what is in it.
    pub async fn is_closed(mut self) -> Vec<u8> {
        loop {
            let heard = self.hears().await;
            match heard.first & 0xF {
                PONG => {}
                TEXT => assert_eq!(heard.message()["type"], "bye"),
                CLOSE => {
                    self.is_over().await;
                    return heard.payload;
                }
                _ => panic!("{heard:x?}"),
            }
        }
    }

    /// The connection ends, with nothing more said.
    pub async fn is_over(mut self) {
        assert_eq!(patiently("the end", self.read()).await, None);
    }
}
