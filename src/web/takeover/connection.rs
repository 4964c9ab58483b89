//! A TCP connection that the HTTP server reads and writes until somebody orders it, and a server of such connections.

use crate::config;
use actix_http::body::MessageBody;
use actix_http::error::DispatchError;
use actix_http::{HttpService, KeepAlive, Request, Response};
use actix_service::{IntoServiceFactory, ServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::{AppConfig, Server};
use std::cell::RefCell;
use std::fmt;
use std::io;
use std::net::TcpListener;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// Serves `app` over HTTP/1.1, on connections that can be taken over.
///
/// # Errors
/// If the listener cannot be used.
pub fn serve<A, I, S, B>(listener: TcpListener, workers: usize, app: A) -> io::Result<Server>
where
    A: Fn() -> I + Clone + Send + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<actix_web::Error>,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>>,
    B: MessageBody + 'static,
{
    let address = listener.local_addr()?;
    let builder = Server::build().workers(workers).shutdown_timeout(config::SHUTDOWN_S).disable_signals();
    let closing = builder.graceful_shutdown_signal();
    let server = builder.listen("gavel", listener, move || {
        let closing = closing.clone();
        let app = app().into_factory().map_err(|error| error.into().error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let closing = closing.clone();
                async move { closing.notified().await }
            })
            .keep_alive(KeepAlive::default())
            .client_request_timeout(config::HEAD_DEADLINE)
            .client_disconnect_timeout(config::DISCONNECT_DEADLINE)
            .local_addr(address)
            .on_connect_ext(|connection: &Connection, data| {
                data.insert(connection.order.clone());
            })
            .h1(map_config(app, move |_| AppConfig::default()));
        let accept = fn_service(|stream: TcpStream| async {
            // A frame that waits for an earlier one's acknowledgement is late.
            stream.set_nodelay(true)?;
            let peer = stream.peer_addr().ok();
            Ok::<_, DispatchError>((Connection { stream: Some(stream), order: Order::default() }, peer))
        });
        accept.and_then(http)
    })?;
    Ok(server.run())
}

/// Where the server's side of a connection looks whether somebody wants it. One for each, as connection data.
#[derive(Clone, Default)]
pub(super) struct Order(Rc<RefCell<Option<Placed>>>);

struct Placed {
    /// Whether the answer to the handshake has been written.
    answered: bool,
    buyer: oneshot::Sender<TcpStream>,
}

impl Order {
    /// Orders the connection, to be handed over when the handshake's answer is out.
    pub(super) fn place(&self) -> oneshot::Receiver<TcpStream> {
        let (buyer, stream) = oneshot::channel();
        *self.0.borrow_mut() = Some(Placed { answered: false, buyer });
        stream
    }

    /// Looks for the answer in what is being written: something else may still be on its way before it.
    fn watch(&self, written: &[u8]) {
        const ANSWER: &[u8] = b"HTTP/1.1 101 ";
        if let Some(placed) = &mut *self.0.borrow_mut() {
            placed.answered |= written.windows(ANSWER.len()).any(|bytes| bytes == ANSWER);
        }
    }

    fn is_due(&self) -> bool {
        self.0.borrow().as_ref().is_some_and(|placed| placed.answered)
    }
}

/// A TCP connection until it is taken; from then on at its end, so that the HTTP server lets go of it.
struct Connection {
    stream: Option<TcpStream>,
    order: Order,
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Some(stream) => Pin::new(stream).poll_read(cx, buf),
            None => Poll::Ready(Ok(())),
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.order.watch(buf);
        match &mut self.stream {
            Some(stream) => Pin::new(stream).poll_write(cx, buf),
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    /// The server calls this when everything it had to write is written.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(stream) = &mut self.stream else { return Poll::Ready(Ok(())) };
        let flushed = Pin::new(stream).poll_flush(cx);
        if flushed.is_ready() && self.order.is_due() {
            let (placed, stream) = (self.order.0.take(), self.stream.take());
            if let Some((placed, stream)) = placed.zip(stream) {
                // Whoever ordered it may be gone; then so is the connection.
                let _ = placed.buyer.send(stream);
            }
            // To see the end.
            cx.waker().wake_by_ref();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Some(stream) => Pin::new(stream).poll_shutdown(cx),
            None => Poll::Ready(Ok(())),
        }
    }
}
