//! Who is asking: the session behind a cookie or a bearer token, the same for pages, API and sockets. A token is known
//! to its browser alone; the database has its hash.

use super::House;
use super::error::Error;
use super::layout::{self, Layout};
use super::problems;
use super::security::{self, Event};
use super::visitor;
use crate::config;
use crate::domain::Timestamp;
use crate::domain::ledger::{hex, unhex};
use crate::limits::address::Address;
use crate::live::hub::Identity;
use crate::live::talk::Person;
use crate::store::accounts::{Account, Role, Session, SessionId, Shown, TokenHash};
use crate::store::audit::Officer;
use crate::store::notices::Foyer;
use crate::store::sessions::Origin;
use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use chrono::Utc;
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};
use std::fmt;
use std::time::Instant;

/// What a session's holder shows: 256 random bits, in hexadecimal on the wire.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A token nobody has seen before.
    pub fn fresh() -> Token {
        Token(rand::random())
    }

    /// Reads what [`reveal`](Token::reveal) wrote.
    pub fn parse(text: &str) -> Option<Token> {
        unhex(text).map(Token)
    }

    /// The token itself, for its holder and nobody else.
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    /// What the database knows it by.
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.0).into()
    }

    /// What the forms of this session carry. Says nothing about the token, and no other session has it.
    pub fn csrf(&self) -> String {
        hex(&Sha256::new().chain_update(b"gavel csrf 1\0").chain_update(self.0).finalize())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// How a token came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// Set by the client on purpose; no other site can make a browser do so.
    Bearer(Option<Token>),
    /// Sent by the browser with everything, wanted or not.
    Cookie(Option<Token>),
}

impl Credential {
    /// What a request shows. A bearer token goes before a cookie; what cannot be a token is a session that ended.
    pub fn of(request: &HttpRequest, settings: &config::Web) -> Option<Credential> {
        let header = request.headers().get(AUTHORIZATION).and_then(|header| header.to_str().ok());
        if let Some(text) = header.and_then(bearer) {
            return Some(Credential::Bearer(Token::parse(text)));
        }
        let cookie = request.cookie(cookie_name(settings))?;
        Some(Credential::Cookie(Token::parse(cookie.value())))
    }

    /// The token, if what came can be one.
    pub fn token(&self) -> Option<&Token> {
        let (Credential::Bearer(token) | Credential::Cookie(token)) = self;
        token.as_ref()
    }
}

/// The token after `Bearer`, in whatever case.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// With the `__Host-` prefix, browsers refuse a cookie of this name from a sibling domain or over plain http.
fn cookie_name(settings: &config::Web) -> &'static str {
    if settings.is_secure() { "__Host-gavel" } else { "gavel" }
}

fn cookie(value: String, life: CookieDuration, settings: &config::Web) -> Cookie<'static> {
    Cookie::build(cookie_name(settings), value)
        .path("/")
        .http_only(true)
        .secure(settings.is_secure())
        .same_site(SameSite::Lax)
        .max_age(life)
        .finish()
}

/// The cookie that keeps somebody signed in.
pub fn session_cookie(token: &Token, settings: &config::Web) -> Cookie<'static> {
    cookie(token.reveal(), CookieDuration::seconds(config::SESSION_LIFE.num_seconds()), settings)
}

/// The cookie that takes it away again.
pub fn farewell_cookie(settings: &config::Web) -> Cookie<'static> {
    cookie(String::new(), CookieDuration::ZERO, settings)
}

/// When a session that begins now ends at the latest.
fn life(role: Role) -> chrono::TimeDelta {
    if role.administers() { config::security::ADMIN_SESSION_LIFE } else { config::SESSION_LIFE }
}

/// What is said of an unknown address, a wrong password, and one that was replaced a moment ago.
pub fn wrong_credentials() -> Error {
    Error::new(StatusCode::UNAUTHORIZED, "wrong_credentials", t!("account-wrong-credentials"))
}

/// Begins a session of an account, used from somewhere, with what was shown for it.
///
/// # Errors
/// 401 `wrong_credentials` if that is not what the account asks for any more, 403 `banned`, 503 while the database is away.
pub async fn begin_session(
    house: &web::Data<House>,
    account: &Account,
    shown: Shown,
    from: Origin,
) -> Result<(Token, Timestamp), Error> {
    let (token, expires_at) = (Token::fresh(), Utc::now() + life(account.role));
    let (house, id, hash) = (house.clone(), account.id, token.hash());
    super::outlive(async move {
        if house.store.open_session(id, &shown, &hash, expires_at, &from).await?.is_none() {
            security::note(Event::SignInFailed, Some(id), &from.address);
            return Err(wrong_credentials());
        }
        security::note(Event::SignedIn, Some(id), &from.address);
        Ok::<_, Error>(())
    })
    .await?;
    Ok((token, expires_at))
}

/// Ends a session, here and wherever it is being used just now.
///
/// # Errors
/// 503 while the database is away.
pub async fn end_session(house: &web::Data<House>, who: &SignedIn) -> Result<(), Error> {
    let (house, account, session) = (house.clone(), who.account.id, who.session_id);
    super::outlive(async move {
        house.store.end_session(account, session).await?;
        house.session_ended(session);
        security::note(Event::SignedOut, Some(account), "");
        Ok::<_, Error>(())
    })
    .await
}

/// Somebody with an account, who has shown it. As an extractor it refuses everybody else.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub session_id: SessionId,
    pub account: Account,
    pub expires_at: Timestamp,
    /// When the house began to look them up.
    pub known_at: Instant,
    /// What the forms of this session carry.
    pub csrf: String,
    /// Whether the house lets them sell.
    pub sells: bool,
    /// Whether they were reminded of something they have not paid.
    pub owes: bool,
    /// What the head of a page shows them; empty for programs.
    pub foyer: Foyer,
}

impl SignedIn {
    fn new(session: Session, known_at: Instant, token: &Token, sellers: config::Sellers) -> SignedIn {
        let Session { id, account, expires_at, owes, .. } = session;
        // What is asked now counts as use; whatever outlasts this request may go on for as long as an unused session does.
        let expires_at = expires_at.min(Utc::now() + config::security::SESSION_IDLE);
        let sells = account.role.sells() || sellers == config::Sellers::Open;
        let (csrf, foyer) = (token.csrf(), Foyer::default());
        SignedIn { session_id: id, account, expires_at, known_at, csrf, sells, owes, foyer }
    }

    /// As who they are let in to what lasts longer than a request.
    pub fn identity(&self) -> Identity {
        let (account, administers) = (self.account.id, self.account.role.administers());
        Identity { session: self.session_id.0, account, administers, known_at: self.known_at }
    }

    /// As who they speak in a room.
    pub fn person(&self) -> Person {
        Person { account: self.account.id, administers: self.account.role.administers() }
    }

    /// A page with this title, as they see it.
    pub fn layout(&self, title: impl Into<String>) -> Layout {
        let Account { name, role, is_confirmed, .. } = self.account.clone();
        let (sells, administers, owes) = (self.sells, role.administers(), self.owes);
        let viewer = layout::Viewer { name, sells, administers, owes, is_confirmed };
        Layout { foyer: self.foyer.clone(), ..Layout::new(title, Some(viewer), self.csrf.clone()) }
    }
}

/// Whoever is asking.
#[derive(Clone, Debug, Default)]
pub struct Viewer(pub Option<SignedIn>);

impl Viewer {
    /// A page with this title, as they see it.
    pub fn layout(&self, title: impl Into<String>) -> Layout {
        match &self.0 {
            Some(who) => who.layout(title),
            None => Layout::new(title, None, visitor::csrf()),
        }
    }
}

/// Somebody who may act for the house, and where they are. As an extractor it refuses everybody else.
#[derive(Clone, Debug)]
pub struct Admin(pub SignedIn, pub Address);

impl Admin {
    /// As who they are written down.
    pub fn officer(&self) -> Officer {
        Officer { account: self.0.account.id, address: self.1.to_string() }
    }
}

/// Who is asking, looked up once per request.
///
/// # Errors
/// 503 while the database is away: nobody is told that they are signed out because of that.
pub async fn viewer(request: &HttpRequest) -> Result<Viewer, Error> {
    if let Some(known) = request.extensions().get::<Viewer>() {
        return Ok(known.clone());
    }
    let viewer = look_up(request).await?;
    request.extensions_mut().insert(viewer.clone());
    Ok(viewer)
}

async fn look_up(request: &HttpRequest) -> Result<Viewer, Error> {
    let house = request.app_data::<web::Data<House>>().ok_or_else(|| Error::internal("no house in the app's data"))?;
    let credential = Credential::of(request, &house.settings);
    let Some(token) = credential.as_ref().and_then(Credential::token) else { return Ok(Viewer(None)) };
    let known_at = Instant::now();
    let session = house.store.session(&token.hash()).await?;
    let Some(session) = session else { return Ok(Viewer(None)) };
    mark_as_seen(house, &session);
    let mut who = SignedIn::new(session, known_at, token, house.settings.sellers);
    if problems::for_people(request.path(), request.headers()) && request.path() != "/ws" {
        who.foyer = house.store.foyer(who.account.id).await?;
    }
    Ok(Viewer(Some(who)))
}

/// Writes down that a session is in use, once a minute at most. Nobody waits for it, and what is lost is a minute.
fn mark_as_seen(house: &web::Data<House>, session: &Session) {
    if Utc::now() - session.last_seen_at < config::security::SEEN_PERIOD {
        return;
    }
    let (house, account, id) = (house.clone(), session.account.id, session.id);
    actix_web::rt::spawn(async move {
        if let Err(error) = house.store.session_seen(account, id).await {
            tracing::debug!(%error, "cannot write down that a session is in use");
        }
    });
}

impl FromRequest for Viewer {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { viewer(&request).await })
    }
}

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { viewer(&request).await?.0.ok_or_else(Error::signed_out) })
    }
}

impl FromRequest for Admin {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let who = viewer(&request).await?.0.ok_or_else(Error::signed_out)?;
            let from = Address::extract(&request).await?;
            if who.account.role.administers() { Ok(Admin(who, from)) } else { Err(Error::forbidden()) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn https() -> config::Web {
        config::Web { public_url: "https://gavel.example".parse().ok(), ..config::Web::default() }
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_host_and_scheme() {
        let cookie = session_cookie(&Token::fresh(), &https()).to_string();
        for part in ["__Host-gavel=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
            assert!(cookie.contains(part), "{part} is missing in {cookie}");
        }
        assert!(!cookie.contains("Domain"));
    }

    #[test]
    fn over_plain_http_the_cookie_still_works() {
        let cookie = session_cookie(&Token::fresh(), &config::Web::default()).to_string();
        assert!(cookie.starts_with("gavel=") && cookie.contains("HttpOnly") && !cookie.contains("Secure"), "{cookie}");
    }

    #[test]
    fn neither_the_hash_nor_the_forms_token_is_the_token_and_no_log_shows_it() {
        let token = Token::fresh();
        let (shown, hash) = (token.reveal(), hex(&token.hash()));
        assert_eq!(Token::parse(&shown), Some(token.clone()));
        assert!(shown != hash && shown != token.csrf() && hash != token.csrf());
        assert!(!format!("{token:?}").contains(&shown[..8]));
    }

    #[test]
    fn a_bearer_token_goes_before_a_cookie() {
        let (one, other) = (Token::fresh(), Token::fresh());
        let request = TestRequest::get()
            .cookie(Cookie::new("gavel", one.reveal()))
            .insert_header((AUTHORIZATION, format!("bearer {}", other.reveal())))
            .to_http_request();
        assert_eq!(Credential::of(&request, &config::Web::default()), Some(Credential::Bearer(Some(other))));
    }

    #[test]
    fn a_plain_cookie_opens_nothing_over_https() {
        let request = TestRequest::get().cookie(Cookie::new("gavel", Token::fresh().reveal())).to_http_request();
        assert_eq!(Credential::of(&request, &https()), None);
    }
}
