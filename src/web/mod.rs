//! What browsers see. Extract, call, render: nothing here decides a bid or writes SQL.
//!
//! - [`routes`] the whole route table · [`House`] what handlers work with
//! - [`layout`] what every page shares · [`lot`] a lot as pages show it · [`markdown`] what sellers write · [`when`] how pages write instants
//! - [`pages`] catalogue, auction, confirmation, errors · [`sell`] the seller's pages · [`office`] the house's own
//! - [`account`] registering, signing in, and what is one's own · [`auth`] who is asking, [`visitor`] without a session · [`security`] what is written down of it
//! - [`password`] argon2id · [`next`] the way back · [`language`] which language and time zone a request is answered in
//! - [`door`] where a request comes from, and how often · [`csrf`] keeps other sites out · [`headers`] what every response says · [`assets`] files and pictures
//! - [`error`] every "no" as HTTP · [`fault`] what is wrong with a field · [`problems`] its final shape · [`health`] alive and ready
//! - [`finding`] the catalogue, and every other way to a lot · [`categories`] what lots are filed under · [`countries`] where they are
//! - [`browse`], [`bidding`], [`selling`], [`acts`] what the pages do · [`fill`] and [`history`] what they show · [`cursor`] where a list goes on
//! - [`sales`] lots in order, for who looks and for who owns them
//! - [`room`] asking, talking and moderating · [`talk`] what pages show of that
//! - [`registration`] registering to bid, on a lot's page · [`registrar`] what that and the house's pages do
//! - [`charges`] premium and tax, written and said · [`rates`] the house's, by their names · [`kept`] what is read once for all pages
//! - [`seller`] drafts, previews, the desk, and what else sellers do
//! - [`sell_form`] the seller's form, read, `sell_terms` its formats and closings · [`listing`] what a seller writes, on its way to being an auction
//! - [`photos`] photographs of lots, sent, put in order and handed out · [`receive`] files from a request, within limits · [`arrival`] how long anything sent may take
//! - [`settlement`] what comes after the hammer
//! - [`bell`] what somebody was told · [`messages`] what they want to be told · [`letters`] what links in mails lead to · [`watching`] lots
//!   they keep an eye on
//! - [`api`] the same house for programs · [`socket`] events over a WebSocket · [`takeover`] how that leaves HTTP behind
//! - [`documents`] what programs can rely on, as OpenAPI and AsyncAPI
//! - [`fallback`] events without a socket · [`stream`] one by one · [`reader`] who reads them, and for how long

pub mod account;
pub mod acts;
pub mod api;
pub mod arrival;
pub mod assets;
pub mod auth;
pub mod bell;
pub mod bidding;
pub mod browse;
pub mod categories;
pub mod charges;
pub mod countries;
pub mod csrf;
pub mod cursor;
pub mod documents;
pub mod door;
pub mod error;
pub mod fallback;
pub mod fault;
pub mod fill;
pub mod finding;
pub mod headers;
pub mod health;
pub mod history;
pub mod kept;
pub mod language;
pub mod layout;
pub mod letters;
pub mod listing;
pub mod lot;
pub mod markdown;
pub mod messages;
pub mod next;
pub mod office;
pub mod pages;
pub mod password;
pub mod photos;
pub mod problems;
pub mod rates;
pub mod reader;
pub mod receive;
pub mod registrar;
pub mod registration;
pub mod room;
pub mod sales;
pub mod security;
pub mod sell;
pub mod sell_form;
mod sell_terms;
pub mod seller;
pub mod selling;
pub mod settlement;
pub mod socket;
pub mod stream;
pub mod takeover;
pub mod talk;
pub mod visitor;
pub mod watching;
pub mod when;

#[cfg(test)]
mod samples;

pub use error::Error;

use crate::config;
use crate::domain::AccountId;
use crate::language::Reader;
use crate::live::Live;
use crate::live::hub::SignedOut;
use crate::photos::Photos;
use crate::store::Store;
use crate::store::accounts::SessionId;
use crate::store::categories::Tree;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderValue;
use actix_web::middleware::from_fn;
use actix_web::web::{ServiceConfig, delete, post, put, resource, scope, to};
use actix_web::{HttpResponse, Route, guard};
use kept::Kept;
use password::Passwords;
use rates::Offered;
use reader::Endings;
use std::future::Future;

/// The type of every page.
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// What handlers work with. One for all workers, as `web::Data<House>`.
pub struct House {
    pub store: Store,
    pub live: Live,
    pub settings: config::Web,
    pub passwords: Passwords,
    /// What lots are filed under.
    pub shelves: Kept<Tree>,
    /// Premiums and increments with names.
    pub rates: Kept<Offered>,
    pub photos: Photos,
    /// Says which sessions end, for those who read on behalf of one.
    endings: Endings,
}

impl House {
    /// A house over this store, what lives on it, and its photographs.
    pub fn new(store: Store, live: Live, photos: Photos, settings: config::Web) -> House {
        let (passwords, endings) = (Passwords::default(), Endings::default());
        let (shelves, rates) = (Kept::default(), Kept::default());
        House { store, live, settings, passwords, shelves, rates, photos, endings }
    }

    /// Hears of every session that was ended before its time, once it is out of the database. What lives on it must die
    /// with it.
    pub fn session_ended(&self, session: SessionId) {
        self.sent_away(SignedOut::session(session.0));
    }

    /// Hears of several at once.
    pub fn sessions_ended(&self, sessions: impl IntoIterator<Item = SessionId>) {
        sessions.into_iter().for_each(|session| self.session_ended(session));
    }

    /// Ends what an account has open, without a look into the database: sockets, event streams and waiting polls, on every
    /// tab. For who is let in no more; their sessions are still to be ended.
    pub fn put_out(&self, account: AccountId) {
        self.sent_away(SignedOut::account(account));
    }

    fn sent_away(&self, who: SignedOut) {
        self.live.sign_out(who);
        self.endings.tell(who);
    }

    /// Ends every session of an account, and with them its sockets, event streams and waiting polls, on every tab. For who is
    /// banned, and for whoever says that it was not them.
    ///
    /// # Errors
    /// 503 while the database is away; then nothing has ended.
    pub async fn end_sessions_of(&self, account: AccountId) -> Result<usize, Error> {
        let ended = self.store.end_sessions_of(account).await?;
        let count = ended.len();
        self.sessions_ended(ended);
        Ok(count)
    }
}

/// Every address of the house, by who it is for. Takes its `web::Data<House>` from the app.
pub fn routes(app: &mut ServiceConfig) {
    let everything = scope("")
        .configure(machines)
        .configure(everybody)
        .configure(office::routes)
        .configure(pages)
        .configure(settlement::routes)
        .configure(told)
        .configure(photos::routes)
        .configure(titled)
        .configure(live)
        .configure(documents)
        .configure(account::api)
        .configure(api::api)
        .configure(api::finding)
        .configure(api::house)
        .default_service(to(problems::nothing_here))
        .wrap(from_fn(csrf::guard))
        .wrap(from_fn(arrival::hurry))
        .wrap(from_fn(problems::dress))
        .wrap(from_fn(kept::open::<Tree, _>))
        .wrap(from_fn(visitor::greet))
        .wrap(from_fn(kept::open::<Offered, _>))
        .wrap(from_fn(language::listen))
        .wrap(from_fn(assets::packed::pages))
        .wrap(from_fn(headers::add));
    app.configure(problems::readers).service(everything);
}

/// For whoever watches over the process.
fn machines(routes: &mut ServiceConfig) {
    routes
        .service(resource("/healthz").route(get().to(health::alive)))
        .service(resource("/readyz").route(get().to(health::ready)))
        .service(resource("/metrics").route(get().to(office::metrics::show)));
}

/// Pages and what they are made of.
fn everybody(routes: &mut ServiceConfig) {
    routes
        .service(resource("/static/{path:.*}").route(get().to(assets::file)))
        .service(resource("/pictures/{id}.svg").route(get().to(assets::picture)))
        .service(resource("/language").route(post().to(language::choose)))
        .configure(account::routes);
}

/// Lots: looking, bidding, selling, and the house's own acts.
pub fn pages(routes: &mut ServiceConfig) {
    routes
        .configure(finding::routes)
        .service(resource("/auctions/{id}").route(get().to(browse::auction)))
        .service(resource("/auctions/{id}/bid").route(post().to(bidding::bid)))
        .service(resource("/sales").route(get().to(sales::browse::list)))
        .service(resource("/sales/{id}").route(get().to(sales::browse::sale)))
        .service(
            resource("/sales/{id}/console")
                .route(get().to(sales::console::show))
                .route(post().to(sales::console::press)),
        )
        .configure(own_sales)
        .service(resource("/auctions/{id}/room").route(post().to(room::say)))
        .service(resource("/auctions/{id}/room/mute").route(post().to(room::mute)))
        .service(resource("/auctions/{id}/room/unmute").route(post().to(room::unmute)))
        .service(resource("/auctions/{id}/room/{seq}/hide").route(post().to(room::hide)))
        .service(resource("/auctions/{id}/registration").route(post().to(registration::register)))
        .service(resource("/auctions/{id}/retract").route(post().to(acts::retract)))
        .configure(own_lots);
}

/// What stands after a lot's number is its title, unless it is a word of the house: hence after all others.
fn titled(routes: &mut ServiceConfig) {
    routes.service(resource("/auctions/{id}/{title}").route(get().to(browse::titled)));
}

/// Lots, for their sellers.
fn own_lots(routes: &mut ServiceConfig) {
    use seller::{amend, desk, drafts, preview, templates};
    let at = |rest: &str| resource(format!("/sell{rest}"));
    routes
        .service(at("").route(get().to(desk::show)))
        .service(at("/watchers").route(get().to(desk::watchers)))
        .service(at("/validate").route(post().to(drafts::validate)))
        .service(at("/description").route(post().to(preview::description)))
        .service(at("/templates/{id}/discard").route(post().to(templates::discard)))
        .service(at("/new").route(get().to(selling::new_form)).route(post().to(selling::create)))
        .service(at("/{id}").route(get().to(selling::edit_form)).route(post().to(selling::press)))
        .service(at("/{id}/draft").route(post().to(drafts::autosave)))
        .service(at("/{id}/preview").route(get().to(preview::show)))
        .service(at("/{id}/amend").route(get().to(amend::form)).route(post().to(amend::reword)))
        .service(at("/{id}/relist").route(post().to(amend::relist)))
        .service(at("/{id}/publish").route(post().to(selling::publish)))
        .service(at("/{id}/cancel").route(post().to(selling::cancel)));
}

/// Sales, for their owners. Before the lots: an address of a sale must not be taken for one of a lot.
fn own_sales(routes: &mut ServiceConfig) {
    use sales::{desk, import, typed};
    let at = |rest: &str| resource(format!("/sell/sales{rest}"));
    routes
        .service(at("/new").route(get().to(desk::new_form)).route(post().to(desk::create)))
        .service(at("/{id}").route(get().to(desk::edit_form)).route(post().to(desk::rewrite)))
        .service(at("/{id}/draft").route(post().to(typed::autosave)))
        .service(at("/{id}/publish").route(post().to(desk::publish)))
        .service(at("/{id}/discard").route(post().to(desk::discard)))
        .service(at("/{id}/import").route(get().to(import::show)).route(post().to(import::look)))
        .service(at("/{id}/import/take").route(post().to(import::take)))
        .service(at("/{id}/import/template.csv").route(get().to(import::template)))
        .service(at("/{id}/lots/new").route(get().to(desk::new_lot_form)).route(post().to(desk::add_lot)))
        .service(at("/{id}/lots/{lot}").route(get().to(desk::lot_form)).route(post().to(desk::rewrite_lot)))
        .service(at("/{id}/lots/{lot}/draft").route(post().to(typed::autosave_lot)))
        .service(at("/{id}/lots/{lot}/move").route(post().to(desk::move_lot)));
}

/// What people are told, and the links in their letters.
fn told(routes: &mut ServiceConfig) {
    routes
        .service(resource("/notices").route(get().to(bell::show)))
        .service(resource("/notices/read").route(post().to(bell::read)))
        .service(resource("/account/messages").route(get().to(messages::show)).route(post().to(messages::save)))
        .service(
            resource("/unsubscribe/{token}").route(get().to(messages::ask)).route(post().to(messages::unsubscribe)),
        )
        .service(resource("/account/confirm").route(post().to(letters::confirm_again)))
        .service(resource("/confirm/{token}").route(get().to(letters::confirm_page)).route(post().to(letters::confirm)))
        .service(resource("/move/{token}").route(get().to(letters::move_page)).route(post().to(letters::move_email)))
        .service(resource("/forgot").route(get().to(letters::forgot_page)).route(post().to(letters::forgot)))
        .service(resource("/reset").route(get().to(letters::was_reset)))
        .service(resource("/reset/{token}").route(get().to(letters::reset_page)).route(post().to(letters::reset)))
        .service(resource("/watching").route(get().to(watching::show)))
        .service(resource("/auctions/{id}/watch").route(post().to(watching::watch)))
        .service(resource("/auctions/{id}/unwatch").route(post().to(watching::unwatch)))
        .service(resource("/api/v1/notices").route(get().to(bell::list)))
        .service(resource("/api/v1/notices/read").route(post().to(bell::read_by_program)))
        .service(resource("/api/v1/watches").route(get().to(watching::list)))
        .service(
            resource("/api/v1/auctions/{id}/watch").route(put().to(watching::put)).route(delete().to(watching::delete)),
        );
}

/// What is pushed.
fn live(routes: &mut ServiceConfig) {
    routes.service(resource("/ws").wrap(from_fn(door::handshakes)).route(get().to(socket::open)));
}

/// What programs are told about the house.
fn documents(routes: &mut ServiceConfig) {
    routes
        .service(resource("/api").route(get().to(documents::show)))
        .service(resource("/api/openapi.json").route(get().to(documents::openapi)))
        .service(resource("/api/asyncapi.json").route(get().to(documents::asyncapi)));
}

/// Reading: HEAD is GET without the body.
fn get() -> Route {
    Route::new().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// A page, with this status.
///
/// # Errors
/// 500 if it cannot be rendered.
pub fn page(status: StatusCode, page: &impl askama::Template) -> Result<HttpResponse, Error> {
    Ok(HttpResponse::build(status).content_type(HTML).body(page.render()?))
}

/// Runs a write to its end even if whoever asked for it hangs up: actix drops the handlers of clients that go, and half a
/// write leaves a connection nobody knows the state of. Every write goes through here.
///
/// # Errors
/// The write's own; 500 if it panicked.
pub async fn outlive<T, E>(write: impl Future<Output = Result<T, E>> + 'static) -> Result<T, Error>
where
    T: 'static,
    E: Into<Error> + 'static,
{
    // For the same reader, and by the same categories and rates: it is the same request.
    let write = kept::carry::<Offered, _>(kept::carry::<Tree, _>(Reader::current().hears(write)));
    match actix_web::rt::spawn(write).await {
        Ok(done) => done.map_err(Into::into),
        Err(died) => Err(Error::internal(died)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::rt::task::yield_now;
    use futures_util::FutureExt;
    use std::cell::Cell;
    use std::rc::Rc;

    #[actix_web::test]
    async fn a_write_runs_to_its_end_though_nobody_waits_for_it() {
        let done = Rc::new(Cell::new(false));
        let doing = Rc::clone(&done);
        let mut waiting = Box::pin(outlive(async move {
            yield_now().await;
            doing.set(true);
            Ok::<_, Error>(())
        }));
        assert!(waiting.as_mut().now_or_never().is_none() && !done.get());
        drop(waiting);
        for _ in 0..100 {
            yield_now().await;
        }
        assert!(done.get());
    }

    #[actix_web::test]
    async fn a_write_that_panics_is_our_own_fault_and_nobody_elses() {
        let broken = outlive(async { None::<()>.ok_or_else(|| -> Error { panic!("as tests do") }) }).await;
        assert_eq!(broken.err().map(|error| error.problem().code), Some("internal"));
    }
}
