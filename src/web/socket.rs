//! `GET /ws`: the handshake. Origin, subprotocol and sign-in are checked here; actix-ws shakes hands and reads, and from
//! then on the socket is its session actor's.

use super::auth::Viewer;
use super::error::Error;
use super::{House, csrf};
use crate::config;
use crate::limits::address::Address;
use crate::limits::places::Full;
use crate::live::hub::{Hub, Identity};
use crate::live::protocol::SUBPROTOCOL;
use crate::live::session::SessionActor;
use actix::{Actor, Addr, AsyncContext, Context};
use actix_web::http::StatusCode;
use actix_web::http::header::SEC_WEBSOCKET_PROTOCOL;
use actix_web::{HttpRequest, HttpResponse, web};

/// Opens a socket, if the request may have one.
///
/// # Errors
/// 403 for a page of somebody else's, 503 if the house is more than full, 400 if no subprotocol of ours is offered or it is no WebSocket handshake.
pub async fn open(
    request: HttpRequest,
    payload: web::Payload,
    viewer: Viewer,
    from: Address,
    house: web::Data<House>,
    hub: web::Data<Addr<Hub>>,
) -> Result<HttpResponse, Error> {
    if !csrf::may_connect(&request, &house.settings) {
        return Err(Error::new(
            StatusCode::FORBIDDEN,
            "foreign_origin",
            "Sockets open from this house's own pages only.",
        ));
    }
    if !offers_ours(&request) {
        let detail = format!("Offer the subprotocol {SUBPROTOCOL} in Sec-WebSocket-Protocol.");
        return Err(Error::new(StatusCode::BAD_REQUEST, "unknown_subprotocol", detail));
    }
    // Without a place it is let in all the same: only a socket can tell a browser's page why it must go.
    let account = viewer.0.as_ref().map(|who| who.account.id);
    let admission = house.live.limits().admit(from, account).ok_or(Full::House)?;
    let (response, socket, frames) = actix_ws::handle_with_protocols(&request, payload, &[SUBPROTOCOL])
        .map_err(|error| Error::malformed(format!("This is no WebSocket handshake: {error}.")))?;
    let frames = frames
        .max_frame_size(config::LARGEST_FRAME)
        .aggregate_continuations()
        .max_continuation_size(config::LARGEST_FRAME);
    let identity = viewer.0.as_ref().map(|who| Identity { session: who.session_id.0, account: who.account.id });
    let expires_at = viewer.0.as_ref().map(|who| who.expires_at);
    let actor = SessionActor::new(house.live.clone(), hub.get_ref().clone(), socket, identity, expires_at, admission);
    SessionActor::create(|context: &mut Context<SessionActor>| {
        context.add_stream(frames);
        actor
    });
    Ok(response)
}

/// Whether the client offers a subprotocol that we speak. actix-ws would shake hands without one.
fn offers_ours(request: &HttpRequest) -> bool {
    let offered = request.headers().get_all(SEC_WEBSOCKET_PROTOCOL).filter_map(|value| value.to_str().ok());
    offered.flat_map(|list| list.split(',')).any(|protocol| protocol.trim() == SUBPROTOCOL)
}
