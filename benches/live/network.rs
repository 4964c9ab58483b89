//! A network that cuts: it carries connections to a server, and every now and then each of them goes dead. Nothing that is
//! sent then arrives, in either direction, and nobody is told; only after a while both ends hear that it is broken.

use crate::Result;
use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How long a cut connection is dead before it breaks.
const DEAD: Duration = Duration::from_secs(2);
/// The longest that a connection lives while there are cuts; each lives for some random part of it.
const LONGEST_LIFE: Duration = Duration::from_secs(10);

/// The network in front of one server. Dropped, it breaks every connection.
pub struct Network {
    pub address: SocketAddr,
    wires: Rc<Wires>,
    _carrying: JoinSet<()>,
}

struct Wires {
    server: SocketAddr,
    cutting: watch::Sender<bool>,
    cuts: Cell<usize>,
    connections: RefCell<JoinSet<()>>,
}

impl Network {
    /// One that cuts nothing yet.
    pub async fn to(server: SocketAddr) -> Result<Network> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (cutting, connections) = (watch::Sender::new(false), RefCell::new(JoinSet::new()));
        let wires = Rc::new(Wires { server, cutting, cuts: Cell::new(0), connections });
        let mut carrying = JoinSet::new();
        let address = listener.local_addr()?;
        carrying.spawn_local(accept(listener, wires.clone()));
        Ok(Network { address, wires, _carrying: carrying })
    }

    /// From now on each connection is cut, or none any more.
    pub fn cut(&self, cutting: bool) {
        self.wires.cutting.send_replace(cutting);
    }

    /// How many connections were cut.
    pub fn cuts(&self) -> usize {
        self.wires.cuts.get()
    }
}

async fn accept(listener: TcpListener, wires: Rc<Wires>) {
    while let Ok((client, _)) = listener.accept().await {
        let mut connections = wires.connections.borrow_mut();
        connections.spawn_local(carry(client, wires.clone()));
        while connections.try_join_next().is_some() {}
    }
}

/// Carries both ways until one side ends, or the connection is cut. What was under way then is lost with it.
async fn carry(mut client: TcpStream, wires: Rc<Wires>) {
    let Ok(mut server) = TcpStream::connect(wires.server).await else { return };
    // A frame that waits for an earlier one's acknowledgement is late.
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => return,
        () = wires.is_cut() => {}
    }
    wires.cuts.set(wires.cuts.get() + 1);
    sleep(DEAD).await;
    // With a reset, as from a network that has forgotten the connection: no end of the stream arrives.
    let _ = (client.set_zero_linger(), server.set_zero_linger());
}

impl Wires {
    /// Some random time after cuts have begun, if there still are any then.
    async fn is_cut(&self) {
        let mut cutting = self.cutting.subscribe();
        loop {
            // The sender is ours, so there is no error.
            let _ = cutting.wait_for(|cutting| *cutting).await;
            sleep(LONGEST_LIFE.mul_f64(rand::random())).await;
            if *cutting.borrow() {
                return;
            }
        }
    }
}
