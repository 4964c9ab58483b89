//! At the door: where a request comes from, whether it comes too often, and whether there is room for a viewer. What the
//! limits are is not decided here.

use super::error::Error;
use super::security::{self, Event};
use super::{House, auth};
use crate::limits::TooSoon;
use crate::limits::address::Address;
use crate::limits::places::Place;
use crate::store::sessions::Origin;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{USER_AGENT, X_FORWARDED_FOR};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest, ResponseError};
use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::task::{Context, Poll};

impl FromRequest for Address {
    type Error = Error;
    type Future = Ready<Result<Address, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(house(request).map(|house| address(request, house)))
    }
}

impl FromRequest for Origin {
    type Error = Error;
    type Future = Ready<Result<Origin, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        ready(house(request).map(|house| Origin::new(address(request, house), agent)))
    }
}

fn house(request: &HttpRequest) -> Result<&Data<House>, Error> {
    request.app_data::<Data<House>>().ok_or_else(|| Error::internal("no house in the app's data"))
}

/// Where a request comes from.
fn address(request: &HttpRequest, house: &House) -> Address {
    // Only what never came over a network has no peer: a request that a test made up.
    let peer = request.peer_addr().map_or(IpAddr::from(Ipv4Addr::LOCALHOST), |peer| peer.ip());
    let forwarded = request.headers().get_all(X_FORWARDED_FOR).map(|value| value.to_str().unwrap_or_default());
    let forwarded: Vec<&str> = forwarded.collect();
    Address::seen(peer, forwarded.into_iter(), &house.settings.trusted_proxies)
}

/// What was asked for too often from where somebody is.
pub fn often(TooSoon { wait }: TooSoon) -> Error {
    Error::rate_limited(wait, t!("letter-too-often"))
}

/// A way into an account that was tried too often.
pub fn too_often(TooSoon { wait }: TooSoon) -> Error {
    Error::rate_limited(wait, t!("account-too-often"))
}

/// The middleware of sockets: refuses an address that shakes hands too often, before anything is looked up for it. A
/// browser's page cannot read the answer and comes back by its own back-off; a program can.
///
/// # Errors
/// None: a refusal is a response.
pub async fn handshakes(
    request: ServiceRequest,
    rest: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match shake(request.request()) {
        Ok(()) => Ok(rest.call(request).await?.map_into_boxed_body()),
        // As it stands: nobody reads a page here.
        Err(refusal) => Ok(request.into_response(refusal.error_response())),
    }
}

fn shake(request: &HttpRequest) -> Result<(), Error> {
    let house = house(request)?;
    let from = address(request, house);
    house.live.limits().handshake(from).map_err(|TooSoon { wait }| {
        security::note_about(Event::RateLimited, None, &from.to_string(), request.path());
        Error::rate_limited(wait, t!("refused-handshakes"))
    })
}

/// The middleware of whatever watches without a socket: takes a viewer's place, and holds it until the answer is out.
///
/// # Errors
/// None: a refusal is a response.
pub async fn viewers(
    request: ServiceRequest,
    rest: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match enter(request.request()).await {
        Ok(place) => {
            let response = rest.call(request).await?;
            Ok(response.map_body(|_, body| BoxBody::new(Seated { body: body.boxed(), _place: place })))
        }
        Err(refusal) => Ok(request.error_response(refusal)),
    }
}

async fn enter(request: &HttpRequest) -> Result<Place, Error> {
    let account = auth::viewer(request).await?.0.map(|who| who.account.id);
    let house = house(request)?;
    Ok(house.live.limits().enter(address(request, house), account)?)
}

/// A body whose reader has a place for as long as it is being read.
struct Seated {
    body: BoxBody,
    _place: Place,
}

impl MessageBody for Seated {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
