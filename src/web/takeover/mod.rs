//! WebSockets without the HTTP server behind them. actix-web and actix-ws shake hands as usual; once the 101 is out, the
//! TCP connection is taken from the server, which then frees everything it kept for it. From there on it is read and written
//! by whoever has it.
//!
//! - `connection` a TCP connection that can be taken, and the server that accepts such
//! - `incoming` the bytes a client sends

mod connection;
mod incoming;

pub use connection::serve;
pub use incoming::Incoming;

use crate::config;
use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::error::{ErrorBadRequest, ErrorInternalServerError};
use actix_web::http::Version;
use actix_web::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use connection::Order;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// A connection that becomes ours when the handshake's answer is out.
pub struct Taking {
    order: oneshot::Receiver<TcpStream>,
    reader: oneshot::Sender<Arc<TcpStream>>,
}

/// Answers a WebSocket handshake, with the first subprotocol the client offers that is among `protocols`. What the client
/// sends then comes once [`Taking::taken`] has been awaited, which can be done no sooner than the response is returned.
///
/// # Errors
/// What is wrong with the handshake: also an older HTTP, or a body, in which a proxy and we might each see something else.
/// 500 on a server that is not [`serve`]'s.
pub async fn shake_hands(
    request: &HttpRequest,
    payload: web::Payload,
    protocols: &[&str],
) -> Result<(HttpResponse, Incoming, Taking), actix_web::Error> {
    let order =
        request.conn_data::<Order>().ok_or_else(|| ErrorInternalServerError("this server keeps its sockets"))?;
    if request.version() != Version::HTTP_11 {
        return Err(ErrorBadRequest("a WebSocket begins with HTTP/1.1"));
    }
    if has_body(request) {
        return Err(ErrorBadRequest("a handshake has no body"));
    }
    let nothing = web::Payload::from_request(request, &mut Payload::None).await?;
    // Of what actix-ws offers, the answer alone is of use: to it, reading and writing go through the HTTP server.
    let (response, ..) = actix_ws::handle_with_protocols(request, nothing, protocols)?;
    let (reader, taken) = oneshot::channel();
    let incoming = Incoming::new(payload.into_inner(), taken);
    Ok((response.set_body(BoxBody::new(())), incoming, Taking { order: order.place(), reader }))
}

fn has_body(request: &HttpRequest) -> bool {
    let length = request.headers().get(CONTENT_LENGTH);
    request.headers().contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length != "0")
}

impl Taking {
    /// The connection, as soon as the handshake's answer is out; `None` if it broke before, or nobody took the answer.
    pub async fn taken(self) -> Option<Arc<TcpStream>> {
        let socket = Arc::new(timeout(config::WRITE_DEADLINE, self.order).await.ok()?.ok()?);
        self.reader.send(socket.clone()).ok()?;
        Some(socket)
    }
}
