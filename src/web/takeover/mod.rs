//! WebSockets without the HTTP server behind them. actix-web and actix-ws shake hands as usual; once the 101 is out, the
//! TCP connection is taken from the server, which then frees everything it kept for it. Reading goes on through actix-ws,
//! writing is up to whoever has the socket.
//!
//! - `connection` a TCP connection that can be taken, and the server that accepts such · `incoming` what the client sends

mod connection;
mod incoming;

pub use connection::serve;

use actix_http::BoxedPayloadStream;
use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::error::ErrorInternalServerError;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use connection::Order;
use incoming::Incoming;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// A connection that becomes ours when the handshake's answer is out.
pub struct Taking {
    order: oneshot::Receiver<TcpStream>,
    reader: oneshot::Sender<(Arc<TcpStream>, BoxBody)>,
    body: BoxBody,
}

/// Answers a WebSocket handshake. The frames begin to come once [`Taking::taken`] has been awaited, which can be done no
/// sooner than the response is returned.
///
/// # Errors
/// What is wrong with the handshake; 500 on a server that is not [`serve`]'s.
pub async fn shake_hands(
    request: &HttpRequest,
    payload: web::Payload,
    protocols: &[&str],
) -> Result<(HttpResponse, actix_ws::MessageStream, Taking), actix_web::Error> {
    let order =
        request.conn_data::<Order>().ok_or_else(|| ErrorInternalServerError("this server keeps its sockets"))?;
    let (reader, taken) = oneshot::channel();
    let incoming: BoxedPayloadStream = Box::pin(Incoming::new(payload.into_inner(), taken));
    let mut payload = Payload::Stream { payload: incoming };
    let payload = web::Payload::from_request(request, &mut payload).await?;
    let (response, _, frames) = actix_ws::handle_with_protocols(request, payload, protocols)?;
    // The body would write what the unused session sends. It is kept, because the frames end when it goes.
    let (response, body) = response.into_parts();
    let taking = Taking { order: order.place(), reader, body };
    Ok((response.set_body(BoxBody::new(())), frames, taking))
}

impl Taking {
    /// The connection, as soon as the handshake's answer is out; `None` if it broke before.
    pub async fn taken(self) -> Option<Arc<TcpStream>> {
        let socket = Arc::new(self.order.await.ok()?);
        self.reader.send((socket.clone(), self.body)).ok()?;
        Some(socket)
    }
}
