//! `GET /ws`: who may have a socket. Origin, subprotocol and sign-in are checked here; from then on the socket is its session
//! actor's.

use super::auth::Viewer;
use super::error::Error;
use super::upgrade::upgrade;
use super::{House, csrf};
use crate::config;
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
/// 403 for a page of somebody else's, 400 if no subprotocol of ours is offered or it is no WebSocket handshake.
pub async fn open(
    request: HttpRequest,
    payload: web::Payload,
    viewer: Viewer,
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
    let (response, socket, frames) = upgrade(&request, payload, &[SUBPROTOCOL], config::LARGEST_FRAME)
        .map_err(|error| Error::malformed(format!("This is no WebSocket handshake: {error}.")))?;
    let identity = viewer.0.as_ref().map(|who| Identity { session: who.session_id.0, account: who.account.id });
    let expires_at = viewer.0.as_ref().map(|who| who.expires_at);
    let actor = SessionActor::new(house.live.clone(), hub.get_ref().clone(), socket, identity, expires_at);
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
