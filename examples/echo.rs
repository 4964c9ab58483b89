//! Says back whatever it hears, for conformance suites: a WebSocket server with the house's own upgrade, guard, limits,
//! aggregation and outlet, and nothing else.
//!
//!     cargo run --release --example echo -- --listen 127.0.0.1:9001

use actix_web::{App, Error, HttpRequest, HttpResponse, rt, web};
use actix_ws::{AggregatedMessage, CloseCode, CloseReason};
use clap::Parser;
use futures_util::StreamExt;
use gavel::live::frame;
use gavel::live::framing::messages::Messages;
use gavel::live::outlet::Outlet;
use gavel::web::takeover::{self, Incoming};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

#[derive(Parser)]
struct Arguments {
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1:9001")]
    listen: SocketAddr,
    /// The largest message, in bytes. The house takes 4,096; suites send up to 256 KiB where they do not measure limits.
    #[arg(long, default_value_t = 1 << 20)]
    largest: usize,
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let Arguments { listen, largest } = Arguments::parse();
    let listener = TcpListener::bind(listen)?;
    println!("Echo is open at ws://{}/", listener.local_addr()?);
    let app = move || App::new().app_data(web::Data::new(largest)).default_service(web::to(open));
    takeover::serve(listener, 1, app)?.await
}

async fn open(request: HttpRequest, payload: web::Payload, largest: web::Data<usize>) -> Result<HttpResponse, Error> {
    let (response, incoming, taking) = takeover::shake_hands(&request, payload, &[]).await?;
    let messages = Messages::new(incoming, **largest);
    rt::spawn(async move {
        if let Some(socket) = taking.taken().await {
            echo(messages, Arc::new(Outlet::new(socket))).await;
        }
    });
    Ok(response)
}

async fn echo(mut messages: Messages<Incoming>, outlet: Arc<Outlet>) {
    while let Some(message) = messages.next().await {
        match message {
            Ok(AggregatedMessage::Text(text)) => drop(outlet.send(frame::text(&text))),
            Ok(AggregatedMessage::Binary(bytes)) => drop(outlet.send(frame::binary(&bytes))),
            Ok(AggregatedMessage::Ping(payload)) => drop(outlet.send(frame::pong(&payload))),
            Ok(AggregatedMessage::Pong(_)) => {}
            Ok(AggregatedMessage::Close(reason)) => return outlet.close(frame::close(reason), false),
            Err(violation) => {
                let (code, description) = (CloseCode::from(violation.code()), Some(violation.to_string()));
                return outlet.close(frame::close(Some(CloseReason { code, description })), false);
            }
        }
    }
    outlet.hang_up();
}
