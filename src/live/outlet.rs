//! The writing side of one socket. A frame is written at once, by whoever has it, and queued only if the kernel takes no
//! more: no task, no buffer and no wake-up for a viewer who keeps up.

use crate::config;
use crate::limits::Admission;
use crate::limits::places::Full;
use bytes::{Buf, Bytes};
use socket2::SockRef;
use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::net::Shutdown;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Slices in one write: enough for any backlog that is not hopeless.
const SLICES: usize = 64;

/// Writes one socket, in order. Shared by its session and its hub, on one thread.
pub struct Outlet {
    socket: Arc<TcpStream>,
    /// Its viewer's place in the house, given back with the socket.
    admission: Option<Admission>,
    state: Mutex<State>,
}

struct State {
    /// What the kernel did not take yet, oldest first.
    queue: VecDeque<Bytes>,
    /// The bytes in it.
    waiting: usize,
    /// Whether the first of them is a part of a frame.
    torn: bool,
    /// Whether somebody writes the queue as the kernel makes room.
    flushing: bool,
    stage: Stage,
    /// When the client last showed that it is there.
    heard: Instant,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Open,
    /// The last frame is queued or written; nothing is put behind it.
    Closing,
    Gone,
}

/// What became of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Written, or queued to be.
    Ok,
    /// Too much waits: this frame was not taken, and the socket should be closed as slow.
    Full,
    /// Nobody is there any more.
    Gone,
}

impl Outlet {
    /// Takes over the writing of a socket.
    pub fn new(socket: Arc<TcpStream>) -> Outlet {
        // A kernel that does not let us set it keeps more; that is no reason to turn a viewer away.
        let _ = SockRef::from(&*socket).set_send_buffer_size(config::SEND_BUFFER);
        let state = State {
            queue: VecDeque::new(),
            waiting: 0,
            torn: false,
            flushing: false,
            stage: Stage::Open,
            heard: Instant::now(),
        };
        Outlet { socket, admission: None, state: Mutex::new(state) }
    }

    /// The same, holding its viewer's place.
    pub fn seated(self, admission: Admission) -> Outlet {
        Outlet { admission: Some(admission), ..self }
    }

    /// Why there is no place for its viewer, who is then only told so.
    pub fn refusal(&self) -> Option<Full> {
        self.admission.as_ref().and_then(Admission::refusal)
    }

    /// Writes a whole frame, now or when there is room. Never blocks.
    pub fn send(self: &Arc<Self>, frame: Bytes) -> Sent {
        let mut state = self.state();
        match state.stage {
            Stage::Open if state.waiting > 0 && state.waiting + frame.len() > config::OUTBOX_BYTES => Sent::Full,
            Stage::Open => self.put(&mut state, frame),
            Stage::Closing | Stage::Gone => Sent::Gone,
        }
    }

    /// Bytes that wait for the client to read.
    pub fn backlog(&self) -> usize {
        self.state().waiting
    }

    /// Notes that the client is there.
    pub fn heard(&self) {
        self.state().heard = Instant::now();
    }

    /// How long nothing was heard of the client.
    pub fn silence(&self) -> Duration {
        self.state().heard.elapsed()
    }

    /// Sends the last frames behind everything that waits, or in its place if `at_once`, and sees the connection to its
    /// end: in the background, and not for long. Nothing can be sent from now on.
    pub fn close(self: &Arc<Self>, last: Bytes, at_once: bool) {
        let mut state = self.state();
        if state.stage != Stage::Open {
            return;
        }
        if at_once {
            // Half a frame must be finished, or what follows is none.
            let keep = usize::from(state.torn);
            state.queue.truncate(keep);
            state.waiting = state.queue.iter().map(Bytes::len).sum();
        }
        self.put(&mut state, last);
        if state.stage == Stage::Open {
            state.stage = Stage::Closing;
            if !state.flushing {
                drop(state);
                actix::spawn(self.clone().part());
            }
        }
    }

    fn put(self: &Arc<Self>, state: &mut State, mut frame: Bytes) -> Sent {
        if state.queue.is_empty() {
            match self.socket.try_write(&frame) {
                Ok(written) if written == frame.len() => return Sent::Ok,
                Ok(written) => {
                    frame.advance(written);
                    state.torn = true;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => {
                    state.go();
                    return Sent::Gone;
                }
            }
        }
        state.waiting += frame.len();
        state.queue.push_back(frame);
        if !state.flushing {
            state.flushing = true;
            actix::spawn(self.clone().flush());
        }
        Sent::Ok
    }

    /// Writes the queue as the kernel makes room, for as long as there is one. Somebody to whom nothing could be written for
    /// so long is not there, or does not read: the connection is cut.
    async fn flush(self: Arc<Self>) {
        while let Ok(Ok(())) = timeout(config::WRITE_DEADLINE, self.socket.writable()).await {
            match self.write_on() {
                Some(Stage::Closing) => return self.part().await,
                Some(_) => return,
                None => {}
            }
        }
        self.state().go();
        self.cut();
    }

    /// Writes as much of the queue as there is room for. At its end, where the socket stands by then.
    fn write_on(&self) -> Option<Stage> {
        let mut state = self.state();
        if state.write_queue(&self.socket).is_err() {
            state.go();
        }
        let done = state.queue.is_empty();
        if done {
            state.flushing = false;
            state.queue = VecDeque::new();
        }
        done.then_some(state.stage)
    }

    /// Ends our side once everything is written, and waits for theirs. To close at once would be to reset: a client that is
    /// still sending would lose the close frame.
    async fn part(self: Arc<Self>) {
        let _ = SockRef::from(&*self.socket).shutdown(Shutdown::Write);
        let their_end = async {
            let mut heard = [0; 1024];
            while self.socket.readable().await.is_ok() {
                match self.socket.try_read(&mut heard) {
                    Ok(0) => break,
                    Err(error) if error.kind() != io::ErrorKind::WouldBlock => break,
                    Ok(_) | Err(_) => {}
                }
            }
        };
        if timeout(config::CLOSE_PATIENCE, their_end).await.is_err() {
            self.cut();
        }
        self.state().go();
    }

    /// Ends the connection with whatever is on its way.
    fn cut(&self) {
        let socket = SockRef::from(&*self.socket);
        // So that the kernel does not go on trying. Of an ended connection nothing more is to be had.
        let _ = socket.set_linger(Some(Duration::ZERO));
        let _ = socket.shutdown(Shutdown::Both);
    }

    /// Ends the connection without a word: the client is gone.
    pub fn hang_up(&self) {
        let mut state = self.state();
        if state.stage == Stage::Open {
            state.go();
            let _ = SockRef::from(&*self.socket).shutdown(Shutdown::Both);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn go(&mut self) {
        self.stage = Stage::Gone;
        self.queue = VecDeque::new();
        self.waiting = 0;
    }

    /// Writes as much of the queue as the kernel takes.
    fn write_queue(&mut self, socket: &TcpStream) -> io::Result<()> {
        while !self.queue.is_empty() {
            let mut slices = [IoSlice::new(&[]); SLICES];
            let count = self.queue.len().min(SLICES);
            for (slice, frame) in slices.iter_mut().zip(&self.queue) {
                *slice = IoSlice::new(frame);
            }
            let mut written = match socket.try_write_vectored(&slices[..count]) {
                Ok(written) => written,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            };
            self.waiting -= written;
            while let Some(first) = self.queue.front_mut() {
                if written < first.len() {
                    self.torn |= written > 0;
                    first.advance(written);
                    break;
                }
                written -= first.len();
                self.torn = false;
                self.queue.pop_front();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::frame;
    use crate::live::protocol::Wire;
    use tokio::io::AsyncReadExt;
    use tokio::net::{TcpListener, TcpSocket};

    /// An outlet, and its client, whose kernel holds little.
    async fn connected() -> (Arc<Outlet>, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpSocket::new_v4().unwrap();
        client.set_recv_buffer_size(8 * 1024).unwrap();
        let (client, house) = tokio::join!(client.connect(listener.local_addr().unwrap()), listener.accept());
        (Arc::new(Outlet::new(Arc::new(house.unwrap().0))), client.unwrap())
    }

    /// A frame of somewhat over two kilobytes, which no write of the kernel's is a multiple of.
    fn numbered(number: usize) -> Bytes {
        frame::message(Wire::Json, &format!("{number:>2221}").into())
    }

    /// The numbers in everything that comes until the end, as whole frames.
    async fn read_to_the_end(mut client: TcpStream) -> Vec<usize> {
        let mut read = Vec::new();
        client.read_to_end(&mut read).await.unwrap();
        let length = numbered(0).len();
        assert_eq!(read.len() % length, 0, "no frame is torn");
        let number = |frame: &[u8]| std::str::from_utf8(&frame[4..]).unwrap().trim().parse().unwrap();
        read.chunks(length).map(number).collect()
    }

    /// Sends until there is no more room: how many frames were taken.
    fn fill(outlet: &Arc<Outlet>) -> usize {
        (0..).take_while(|number| outlet.send(numbered(*number)) == Sent::Ok).count()
    }

    #[actix_web::test]
    async fn frames_arrive_whole_and_in_order_though_the_client_reads_late() {
        let (outlet, client) = connected().await;
        let taken = fill(&outlet);
        assert!(outlet.backlog() <= config::OUTBOX_BYTES && outlet.backlog() > config::OUTBOX_BYTES / 2);
        outlet.close(numbered(taken), false);
        assert_eq!(read_to_the_end(client).await, (0..=taken).collect::<Vec<_>>());
        assert_eq!(outlet.backlog(), 0);
    }

    #[actix_web::test]
    async fn who_is_closed_at_once_is_spared_the_rest_but_not_half_a_frame() {
        let (outlet, client) = connected().await;
        let taken = fill(&outlet);
        // The kernel holds a part of the next frame by now.
        outlet.close(numbered(taken), true);
        let read = read_to_the_end(client).await;
        let (last, before) = read.split_last().unwrap();
        assert_eq!(*last, taken);
        assert_eq!(before, (0..before.len()).collect::<Vec<_>>());
        assert!(before.len() < taken, "{} of {taken}", before.len());
    }

    #[actix_web::test]
    async fn nothing_comes_after_the_last_frame() {
        let (outlet, client) = connected().await;
        outlet.close(numbered(0), false);
        assert_eq!(outlet.send(numbered(1)), Sent::Gone);
        outlet.close(numbered(2), false);
        assert_eq!(read_to_the_end(client).await, [0]);
    }

    #[actix_web::test]
    async fn to_whom_nobody_listens_nothing_is_kept() {
        let (outlet, client) = connected().await;
        fill(&outlet);
        drop(client);
        while outlet.send(numbered(0)) != Sent::Gone {
            tokio::task::yield_now().await;
        }
        assert_eq!(outlet.backlog(), 0);
    }
}
