//! HTTP by hand: one connection that is kept, one request at a time, and every byte counted.

use crate::Result;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A read takes at most this much.
const BUFFER: usize = 64 * 1024;

/// A connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Bytes sent and received.
    pub bytes: usize,
}

/// An answer, and as much of its body as has come.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    length: usize,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: vec![0; BUFFER], bytes: 0 })
    }

    /// Asks, and reads the whole answer. Those that come in chunks are not for this.
    pub async fn ask(&mut self, request: &str) -> Result<Answer> {
        let mut answer = self.begin(request).await?;
        while answer.body.len() < answer.length {
            answer.body.extend(self.read().await?);
        }
        Ok(answer)
    }

    /// Asks, and reads the answer's head and whatever of its body comes with it.
    pub async fn begin(&mut self, request: &str) -> Result<Answer> {
        self.stream.write_all(request.as_bytes()).await?;
        self.bytes += request.len();
        let mut head = Vec::new();
        loop {
            head.extend(self.read().await?);
            if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
                let body = head.split_off(end + 4);
                return Answer::of(&String::from_utf8_lossy(&head).to_ascii_lowercase(), body);
            }
        }
    }

    /// More of what the server sends.
    pub async fn read(&mut self) -> Result<&[u8]> {
        match self.stream.read(&mut self.buffer).await? {
            0 => Err("the server hung up".into()),
            read => {
                self.bytes += read;
                Ok(&self.buffer[..read])
            }
        }
    }
}

impl Answer {
    fn of(head: &str, body: Vec<u8>) -> Result<Answer> {
        let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no answer of HTTP")?;
        let length = header("content-length:").map_or(Ok(0), str::parse)?;
        Ok(Answer { status, body, length })
    }
}
