//! Says back whatever it hears, for conformance suites: a WebSocket server with the house's own upgrade, guard, limits and
//! aggregation, and nothing else.
//!
//!     cargo run --release --example echo -- --listen 127.0.0.1:9001

use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, rt, web};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, Closed, Session};
use clap::Parser;
use futures_util::StreamExt;
use gavel::live::framing::Violation;
use gavel::web::upgrade::upgrade;
use std::net::{SocketAddr, TcpListener};

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
    let server = HttpServer::new(move || App::new().app_data(web::Data::new(largest)).default_service(web::to(open)));
    server.workers(1).tcp_nodelay(true).listen(listener)?.run().await
}

async fn open(request: HttpRequest, payload: web::Payload, largest: web::Data<usize>) -> Result<HttpResponse, Error> {
    let (response, session, messages) = upgrade(&request, payload, &[], **largest)?;
    rt::spawn(echo(session, messages));
    Ok(response)
}

async fn echo(mut session: Session, mut messages: AggregatedMessageStream) -> Result<(), Closed> {
    while let Some(message) = messages.next().await {
        match message {
            Ok(AggregatedMessage::Text(text)) => session.text(text).await?,
            Ok(AggregatedMessage::Binary(bytes)) => session.binary(bytes).await?,
            Ok(AggregatedMessage::Ping(payload)) => session.pong(&payload).await?,
            Ok(AggregatedMessage::Pong(_)) => {}
            Ok(AggregatedMessage::Close(reason)) => return session.close(reason).await,
            Err(error) => {
                let Some(violation) = Violation::behind(&error) else { return Ok(()) };
                let code = CloseCode::from(violation.code());
                return session.close(Some(CloseReason { code, description: Some(violation.to_string()) })).await;
            }
        }
    }
    Ok(())
}
