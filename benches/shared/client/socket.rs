//! WebSocket by hand, for clients that must cost as little as possible: the handshake, frames to a server, and those of a
//! server cut out of what was read. Masks are zeros, and servers use none, so payloads are never touched.

use crate::Result;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Heads of answers are shorter.
const LONGEST_HEAD: usize = 4_096;

/// Connects and shakes hands, on behalf of whoever has this token.
pub async fn open(address: SocketAddr, token: Option<&str>) -> Result<TcpStream> {
    shake_hands(TcpStream::connect(address).await?, address, token).await
}

/// Shakes hands over a connection. Not a byte is read beyond the answer's head.
pub async fn shake_hands(mut stream: TcpStream, address: SocketAddr, token: Option<&str>) -> Result<TcpStream> {
    stream.set_nodelay(true)?;
    let bearer = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let handshake = format!(
        "GET /ws HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Protocol: auction.v1.json\r\n{bearer}\r\n"
    );
    stream.write_all(handshake.as_bytes()).await?;
    let mut head = vec![0; LONGEST_HEAD];
    let length = loop {
        let seen = stream.peek(&mut head).await?;
        match head[..seen].windows(4).position(|four| four == b"\r\n\r\n") {
            Some(end) => break end + 4,
            None if seen == 0 || seen == head.len() => return Err("no handshake".into()),
            None => tokio::task::yield_now().await,
        }
    };
    head.truncate(length);
    stream.read_exact(&mut head).await?;
    match head.starts_with(b"HTTP/1.1 101") {
        true => Ok(stream),
        false => Err(format!("no handshake: {}", String::from_utf8_lossy(&head)).into()),
    }
}

/// A text frame.
pub fn text(payload: &str) -> Vec<u8> {
    frame(TEXT, payload.as_bytes())
}

/// A frame of a client, of less than 64 KiB.
pub fn frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x80 | opcode];
    match payload.len() {
        length @ ..126 => frame.push(0x80 | length as u8),
        length => {
            frame.push(0x80 | 126);
            frame.extend_from_slice(&(length as u16).to_be_bytes());
        }
    }
    frame.extend_from_slice(&[0; 4]);
    frame.extend_from_slice(payload);
    frame
}

/// See RFC 6455, 11.8.
pub const TEXT: u8 = 1;
