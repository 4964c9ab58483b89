//! A network between a client and a server that can fail in every way a network does.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;

/// Forwards connections to a server, until told otherwise. Everything is cut when this is dropped.
pub struct Proxy {
    pub port: u16,
    network: Arc<Network>,
    listening: AbortHandle,
}

/// The state of the network, as everybody in it sees it.
struct Network {
    server: SocketAddr,
    refusing: watch::Sender<bool>,
    /// Connections numbered up to this one pass nothing on.
    stalled: watch::Sender<usize>,
    /// How many answers are still to be swallowed.
    swallowing: AtomicUsize,
    /// How many connections were asked for.
    asked: AtomicUsize,
    /// Requests with one of these in them are not let through.
    blocked: Mutex<Vec<&'static str>>,
    open: Mutex<Vec<AbortHandle>>,
}

impl Proxy {
    pub async fn to(server: SocketAddr) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let network = Arc::new(Network {
            server,
            refusing: watch::Sender::new(false),
            stalled: watch::Sender::new(0),
            swallowing: AtomicUsize::new(0),
            asked: AtomicUsize::new(0),
            blocked: Mutex::default(),
            open: Mutex::default(),
        });
        let listening = tokio::spawn(network.clone().listen(listener)).abort_handle();
        Proxy { port, network, listening }
    }

    /// Breaks every connection there is, at once; what was under way is lost.
    pub fn cut(&self) {
        for connection in self.network.open.lock().unwrap().drain(..) {
            connection.abort();
        }
    }

    /// Breaks every connection, and each new one as it is made, until [`accept`](Self::accept).
    pub fn refuse(&self) {
        self.network.refusing.send_replace(true);
        self.cut();
    }

    pub fn accept(&self) {
        self.network.refusing.send_replace(false);
    }

    /// Makes the connections there are go dead without a word: both sides may send, and nothing arrives. New ones work.
    pub fn stall(&self) {
        self.network.stalled.send_replace(self.asked());
    }

    /// Delivers, late, all that was sent into stalled connections, even those that were given up meanwhile.
    pub fn deliver(&self) {
        self.network.stalled.send_replace(0);
    }

    /// Becomes a middlebox that breaks off requests with one of these in their head, as they are made and under way. A
    /// browser sends a head in one piece.
    pub fn block(&self, what: &[&'static str]) {
        *self.network.blocked.lock().unwrap() = what.to_vec();
        self.cut();
    }

    /// Lets the server hear what it is told next, and breaks the connection when it answers, this many times.
    pub fn swallow_answers(&self, times: usize) {
        self.network.swallowing.store(times, Ordering::SeqCst);
    }

    /// How many answers are still to be swallowed.
    pub fn to_swallow(&self) -> usize {
        self.network.swallowing.load(Ordering::SeqCst)
    }

    /// How many connections were asked for, refused ones included.
    pub fn asked(&self) -> usize {
        self.network.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
        self.cut();
    }
}

impl Network {
    async fn listen(self: Arc<Self>, listener: TcpListener) {
        while let Ok((client, _)) = listener.accept().await {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            // Under the lock, so that no connection slips past a cut.
            let mut open = self.open.lock().unwrap();
            if !*self.refusing.borrow() {
                open.push(tokio::spawn(self.clone().join(number, client)).abort_handle());
            }
        }
    }

    /// Carries both ways until one side ends.
    async fn join(self: Arc<Self>, number: usize, client: TcpStream) {
        let Ok(server) = TcpStream::connect(self.server).await else { return };
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::select! {
            () = self.carry(number, from_client, to_server) => {}
            () = self.carry_answers(number, from_server, to_client) => {}
        }
    }

    async fn carry(&self, number: usize, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let mut bytes = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = from.read(&mut bytes).await {
            self.passable(number).await;
            if self.blocks(&bytes[..read]) || to.write_all(&bytes[..read]).await.is_err() {
                return;
            }
        }
        // The end of a stream does not arrive either while nothing does.
        self.passable(number).await;
    }

    async fn carry_answers(&self, number: usize, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let mut bytes = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = from.read(&mut bytes).await {
            self.passable(number).await;
            let swallow = |left: usize| left.checked_sub(1);
            if self.swallowing.fetch_update(Ordering::SeqCst, Ordering::SeqCst, swallow).is_ok()
                || to.write_all(&bytes[..read]).await.is_err()
            {
                return;
            }
        }
    }

    fn blocks(&self, head: &[u8]) -> bool {
        let blocked = self.blocked.lock().unwrap();
        // What is carried is mostly no request at all.
        !blocked.is_empty() && {
            let head = String::from_utf8_lossy(head).to_lowercase();
            blocked.iter().any(|what| head.contains(what))
        }
    }

    async fn passable(&self, number: usize) {
        let _ = self.stalled.subscribe().wait_for(|stalled| number > *stalled).await;
    }
}
