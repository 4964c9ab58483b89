//! `GET /ws`: the handshake. Origin, subprotocol and sign-in are checked here; once it is answered, the socket is taken
//! from the HTTP server and is its session actor's.

use super::auth::{SignedIn, Viewer};
use super::error::Error;
use super::{House, csrf, takeover};
use crate::config;
use crate::language::Reader;
use crate::limits::address::Address;
use crate::limits::places::Full;
use crate::live::framing::messages::Messages;
use crate::live::hub::Hub;
use crate::live::outlet::Outlet;
use crate::live::protocol::Wire;
use crate::live::session::{SessionActor, Visitor};
use actix::{Actor, Addr, AsyncContext, Context};
use actix_web::http::StatusCode;
use actix_web::http::header::SEC_WEBSOCKET_PROTOCOL;
use actix_web::{HttpRequest, HttpResponse, web};
use std::sync::Arc;

/// Opens a socket, if the request may have one.
///
/// # Errors
/// 403 for a page of somebody else's, 400 if no subprotocol of ours is offered or it is no WebSocket handshake, 503 if the
/// house is more than full.
pub async fn open(
    request: HttpRequest,
    payload: web::Payload,
    viewer: Viewer,
    from: Address,
    house: web::Data<House>,
    hub: web::Data<Addr<Hub>>,
) -> Result<HttpResponse, Error> {
    if !csrf::may_connect(&request, &house.settings) {
        return Err(Error::new(StatusCode::FORBIDDEN, "foreign_origin", t!("error-foreign-origin")));
    }
    let Some(wire) = wire(&request) else {
        let ours = Wire::ALL.map(Wire::subprotocol).join(" or ");
        let detail = t!("error-subprotocol", ours = ours);
        return Err(Error::new(StatusCode::BAD_REQUEST, "unknown_subprotocol", detail));
    };
    // Without a place it is let in all the same: only a socket can tell a browser's page why it must go.
    let account = viewer.0.as_ref().map(|who| who.account.id);
    let admission = house.live.limits().admit(from, account).ok_or(Full::House)?;
    let (response, incoming, taking) = takeover::shake_hands(&request, payload, &[wire.subprotocol()])
        .await
        .map_err(|error| Error::malformed(t!("error-handshake", why = error.to_string())))?;
    let messages = Messages::new(incoming, config::LARGEST_FRAME);
    let visitor = Visitor {
        identity: viewer.0.as_ref().map(SignedIn::identity),
        expires_at: viewer.0.as_ref().map(|who| who.expires_at),
        reader: Reader::current(),
        wire,
    };
    let (live, hub) = (house.live.clone(), hub.get_ref().clone());
    actix_web::rt::spawn(async move {
        let Some(socket) = taking.taken().await else { return };
        SessionActor::create(|context: &mut Context<SessionActor>| {
            context.add_stream(messages);
            SessionActor::new(live, hub, Arc::new(Outlet::new(socket).seated(admission)), visitor)
        });
    });
    Ok(response)
}

/// The subprotocol to speak, if the client offers one of ours. actix-ws would shake hands without.
fn wire(request: &HttpRequest) -> Option<Wire> {
    Wire::chosen(request.headers().get_all(SEC_WEBSOCKET_PROTOCOL).filter_map(|value| value.to_str().ok()))
}
