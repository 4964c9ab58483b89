//! People, their sessions, and the doors they come through, at a server that listens.

use crate::support::database::Database;
use actix_web::{App, HttpServer, web};
use chrono::{TimeDelta, Utc};
use gavel::config;
use gavel::limits::Limits;
use gavel::live::Live;
use gavel::photos::{Photos, Shelf};
use gavel::store::Store;
use gavel::store::accounts::{Email, NewAccount, Role, SessionId, Shown};
use gavel::store::sessions::Origin;
use gavel::web::{self as front, House};
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, ETAG, IF_NONE_MATCH, LOCATION, ORIGIN, RETRY_AFTER, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde_json::{Value, json};

const PASSWORD: &str = "correct horse battery";

/// A listening house with a database of its own.
struct Front {
    address: String,
    store: Store,
    _data: tempfile::TempDir,
    _database: Database,
}

impl Front {
    async fn open(settings: config::Web) -> Front {
        let database = Database::fresh().await;
        let storage = config::Storage { connections: 4, ..config::Storage::default() };
        let store = Store::open(database.options(), &storage).await.unwrap();
        let live = Live::start(store.clone(), Limits::off(), 1);
        let data = tempfile::tempdir().unwrap();
        let photos = Photos::new(Shelf::open(data.path(), store.photo_shelf().await.unwrap()).unwrap(), 0, 0);
        let house = web::Data::new(House::new(store.clone(), live, photos, settings));
        let server = HttpServer::new(move || App::new().app_data(house.clone()).configure(front::routes));
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
        let address = format!("http://{}", server.addrs()[0]);
        actix_web::rt::spawn(server.run());
        Front { address, store, _data: data, _database: database }
    }

    async fn on_http() -> Front {
        Front::open(config::Web::default()).await
    }

    /// Somebody whose browser keeps cookies, follows no redirect by itself and says nothing of where it comes from.
    fn visitor(&self) -> Visitor<'_> {
        let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none()).build().unwrap();
        Visitor { front: self, client }
    }

    /// A visitor with an account and its cookie.
    async fn member(&self) -> Visitor<'_> {
        let visitor = self.visitor();
        let answer = visitor.submits("/register", &[("email", "ann@example.org"), ("name", "Ann")]).await;
        assert_eq!((answer.status().as_u16(), header(&answer, LOCATION)), (303, "/register/sent?next=/".into()));
        assert_eq!(visitor.submits("/sign-in", &[("email", "ann@example.org")]).await.status(), 303);
        visitor
    }
}

struct Visitor<'f> {
    front: &'f Front,
    client: Client,
}

impl Visitor<'_> {
    fn asks(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.front.address))
    }

    async fn gets(&self, path: &str) -> Response {
        self.asks(Method::GET, path).header(ACCEPT, "text/html").send().await.unwrap()
    }

    async fn posts(&self, path: &str, body: Value) -> Response {
        self.asks(Method::POST, path).json(&body).send().await.unwrap()
    }

    /// Sends a form with the usual password.
    async fn submits(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let fields: Vec<_> = fields.iter().copied().chain([("password", PASSWORD)]).collect();
        self.asks(Method::POST, path).form(&fields).send().await.unwrap()
    }

    async fn is_signed_in(&self) -> bool {
        self.gets("/nothing").await.text().await.unwrap().contains("action=\"/sign-out\"")
    }

    /// What the forms on this visitor's pages carry.
    async fn csrf(&self) -> String {
        let page = self.gets("/nothing").await.text().await.unwrap();
        let (_, after) = page.split_once("name=\"csrf\" value=\"").unwrap();
        after.split('"').next().unwrap().to_string()
    }

    /// Opens a session over the API and gives its token.
    async fn token(&self) -> String {
        let answer = self.posts("/api/v1/sessions", json!({ "email": "ann@example.org", "password": PASSWORD })).await;
        assert_eq!(answer.status(), 201);
        answer.json::<Value>().await.unwrap()["token"].as_str().unwrap().to_string()
    }
}

fn header(response: &Response, name: impl reqwest::header::AsHeaderName) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_string()).unwrap_or_default()
}

/// The problem in a response, having checked that it is one.
async fn problem(response: Response, status: u16) -> Value {
    assert_eq!(header(&response, CONTENT_TYPE), "application/problem+json");
    assert_eq!(response.status(), status);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status);
    assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()) && body["type"].is_string(), "{body}");
    body
}

#[actix_web::test]
async fn an_account_is_opened_once_however_its_address_is_capitalised() {
    let front = Front::on_http().await;
    let anon = front.visitor();
    let person = |email: &str| json!({ "email": email, "password": PASSWORD, "name": " Ann  Example " });
    let first = anon.posts("/api/v1/accounts", person("Ann@Example.org")).await;
    assert_eq!(first.status(), 201);
    let body: Value = first.json().await.unwrap();
    assert!(body["id"].as_str().is_some_and(|id| uuid::Uuid::parse_str(id).is_ok()));
    assert_eq!((&body["email"], &body["name"]), (&json!("ann@example.org"), &json!("Ann Example")));
    assert_eq!(body["role"], "bidder");
    let second = anon.posts("/api/v1/accounts", person(" ann@example.ORG")).await;
    assert_eq!(problem(second, 409).await["code"], "email_taken");
}

#[actix_web::test]
async fn a_registration_hears_of_every_fault_at_once() {
    let front = Front::on_http().await;
    let answer = front.visitor().posts("/api/v1/accounts", json!({ "email": "ann", "password": "short" })).await;
    let body = problem(answer, 422).await;
    let fields: Vec<_> = body["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str()).collect();
    assert_eq!(fields, [Some("email"), Some("name"), Some("password")], "{body}");
}

#[actix_web::test]
async fn a_form_with_mistakes_comes_back_as_typed_without_the_password() {
    let front = Front::on_http().await;
    let answer = front.visitor().submits("/register", &[("email", "a\"nn"), ("name", "Ann")]).await;
    assert_eq!(answer.status(), 422);
    let page = answer.text().await.unwrap();
    assert!(page.contains("value=\"a&#34;nn\"") && page.contains("id=\"email-error\""), "{page}");
    assert!(!page.contains(PASSWORD));
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_address_hear_the_same() {
    let front = Front::on_http().await;
    front.member().await;
    let anon = front.visitor();
    let mut answers = Vec::new();
    for email in ["ann@example.org", "nobody@example.org", "no address"] {
        let answer = anon.posts("/api/v1/sessions", json!({ "email": email, "password": "correct house" })).await;
        answers.push(problem(answer, 401).await);
    }
    assert_eq!(answers[0]["code"], "wrong_credentials");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[actix_web::test]
async fn a_bearer_token_is_good_until_its_session_ends() {
    let front = Front::on_http().await;
    front.member().await;
    let anon = front.visitor();
    let token = anon.token().await;
    let end = || anon.asks(Method::DELETE, "/api/v1/sessions").bearer_auth(&token).send();
    assert_eq!(end().await.unwrap().status(), 204);
    assert_eq!(problem(end().await.unwrap(), 401).await["code"], "signed_out");
}

#[actix_web::test]
async fn whoever_signs_out_is_out_even_with_the_cookie_they_had() {
    let front = Front::on_http().await;
    let ann = front.member().await;
    ann.asks(Method::POST, "/sign-out").header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert!(!ann.is_signed_in().await);
    let answer = ann.submits("/sign-in", &[("email", "ANN@example.org"), ("next", "/auctions/1?x=2")]).await;
    assert_eq!((answer.status().as_u16(), header(&answer, LOCATION)), (303, "/auctions/1?x=2".into()));
    let cookie = header(&answer, SET_COOKIE).split(';').next().unwrap().to_string();
    assert!(ann.is_signed_in().await);
    let out = ann.asks(Method::POST, "/sign-out").header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!((out.status().as_u16(), header(&out, LOCATION)), (303, "/".into()));
    let page = front.visitor().asks(Method::GET, "/nothing").header(COOKIE, cookie).send().await.unwrap();
    assert!(!page.text().await.unwrap().contains("action=\"/sign-out\""));
}

#[actix_web::test]
async fn signing_in_again_ends_the_session_before_it() {
    let front = Front::on_http().await;
    let ann = front.member().await;
    let csrf = ann.csrf().await;
    let again = ann.submits("/sign-in", &[("email", "ann@example.org"), ("csrf", &csrf)]).await;
    assert_eq!(again.status(), 303);
    assert_ne!(ann.csrf().await, csrf);
    let account = front.store.account_by_email(&Email::parse("ann@example.org").unwrap()).await.unwrap().unwrap().0;
    assert_eq!(front.store.end_sessions_of(account.id).await.unwrap().len(), 1);
    assert!(!ann.is_signed_in().await);
}

#[actix_web::test]
async fn nobody_is_led_to_another_site_by_signing_in() {
    let front = Front::on_http().await;
    front.member().await;
    for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let answer = front.visitor().submits("/sign-in", &[("email", "ann@example.org"), ("next", next)]).await;
        assert_eq!((answer.status().as_u16(), header(&answer, LOCATION)), (303, "/".into()), "{next}");
    }
}

#[actix_web::test]
async fn another_sites_page_can_neither_act_for_a_visitor_nor_sign_one_in() {
    let front = Front::on_http().await;
    let ann = front.member().await;
    let hostile = [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), (ORIGIN.as_str(), "null")];
    for (name, value) in hostile.into_iter().chain([(ORIGIN.as_str(), "https://evil.example")]) {
        let out = ann.asks(Method::POST, "/sign-out").header(name, value).send().await.unwrap();
        assert_eq!(out.status(), 403, "{name}: {value}");
        let form = [("email", "ann@example.org"), ("password", PASSWORD)];
        let anon = front.visitor();
        let sign_in = anon.asks(Method::POST, "/sign-in").header(name, value).form(&form);
        assert_eq!(sign_in.send().await.unwrap().status(), 403, "{name}: {value}");
    }
    assert!(ann.is_signed_in().await);
}

#[actix_web::test]
async fn a_browser_that_says_nothing_must_send_its_sessions_token() {
    let front = Front::on_http().await;
    let ann = front.member().await;
    let csrf = ann.csrf().await;
    let wrong = "0".repeat(csrf.len());
    for fields in [vec![], vec![("csrf", "")], vec![("csrf", &*wrong)]] {
        assert_eq!(ann.submits("/sign-out", &fields).await.status(), 403, "{fields:?}");
    }
    assert!(ann.is_signed_in().await);
    let by_header = ann.asks(Method::DELETE, "/api/v1/sessions").header("x-csrf-token", &csrf);
    assert_eq!(by_header.send().await.unwrap().status(), 204);
    assert!(!ann.is_signed_in().await);
}

#[actix_web::test]
async fn a_form_without_a_session_carries_the_token_of_its_browser() {
    let front = Front::on_http().await;
    front.member().await;
    let (ann, eve) = (front.visitor(), front.visitor());
    let (own, foreign) = (ann.csrf().await, eve.csrf().await);
    assert!(own.len() == 64 && own != foreign && own == ann.csrf().await, "{own} {foreign}");
    let signs_in = async |who: &Visitor, csrf: &str| {
        let form = [("email", "ann@example.org"), ("csrf", csrf)];
        who.submits("/sign-in", &form).await.status().as_u16()
    };
    assert_eq!(signs_in(&ann, &foreign).await, 403, "a page made for somebody else");
    assert_eq!(signs_in(&front.visitor(), &own).await, 403, "a browser that was shown no page");
    assert_eq!(signs_in(&ann, &own).await, 303);
    assert_eq!(front.visitor().submits("/sign-in", &[("email", "ann@example.org")]).await.status(), 303, "a program");
}

#[actix_web::test]
async fn a_form_reaches_its_handler_whole_after_its_token_was_read() {
    let front = Front::on_http().await;
    let ann = front.member().await;
    let csrf = ann.csrf().await;
    let answer = ann.submits("/sign-in", &[("email", "ann@example.org"), ("next", "/sell"), ("csrf", &csrf)]).await;
    assert_eq!((answer.status().as_u16(), header(&answer, LOCATION)), (303, "/sell".into()));
}

#[actix_web::test]
async fn behind_https_the_cookie_is_bound_to_it() {
    let front =
        Front::open(config::Web { public_url: "https://gavel.example".parse().ok(), ..config::Web::default() }).await;
    front.visitor().submits("/register", &[("email", "ann@example.org"), ("name", "Ann")]).await;
    let answer = front.visitor().submits("/sign-in", &[("email", "ann@example.org")]).await;
    assert!(header(&answer, SET_COOKIE).starts_with("__Host-gavel="));
    assert_eq!(header(&answer, "strict-transport-security"), "max-age=31536000; includeSubDomains");
    let ours = front.visitor().asks(Method::POST, "/sign-out").header(ORIGIN, "https://gavel.example").send();
    assert_eq!(ours.await.unwrap().status(), 303);
}

#[actix_web::test]
async fn every_mistake_has_the_same_shape_for_programs_and_a_page_for_people() {
    let front = Front::on_http().await;
    let anon = front.visitor();
    let sends = |body: String| {
        anon.asks(Method::POST, "/api/v1/accounts").header(CONTENT_TYPE, "application/json").body(body).send()
    };
    assert_eq!(problem(sends("{".into()).await.unwrap(), 400).await["code"], "malformed");
    assert_eq!(problem(sends("{\"email\":7}".into()).await.unwrap(), 422).await["code"], "invalid");
    let large = "x".repeat(config::LARGEST_JSON + 1);
    assert_eq!(problem(sends(large).await.unwrap(), 413).await["code"], "too_large");
    let untyped = anon.asks(Method::POST, "/api/v1/accounts").body("{}").send().await.unwrap();
    assert_eq!(problem(untyped, 415).await["code"], "unsupported_media_type");
    assert_eq!(problem(anon.gets("/api/v1/accounts").await, 405).await["code"], "method_not_allowed");
    assert_eq!(problem(anon.gets("/api/v1/nothing").await, 404).await["code"], "not_found");
    let page = anon.gets("/nothing").await;
    assert_eq!((page.status().as_u16(), header(&page, CONTENT_TYPE)), (404, "text/html; charset=utf-8".into()));
    assert!(header(&page, "content-security-policy").starts_with("default-src 'none'"));
    assert!(page.text().await.unwrap().contains("There is nothing at this address."));
}

#[actix_web::test]
async fn head_is_get_without_the_body() {
    let front = Front::on_http().await;
    let anon = front.visitor();
    for path in ["/sign-in", "/static/css/gavel.css", "/healthz"] {
        let head = anon.asks(Method::HEAD, path).send().await.unwrap();
        let get = anon.gets(path).await;
        assert_eq!((head.status(), header(&head, CONTENT_TYPE)), (get.status(), header(&get, CONTENT_TYPE)), "{path}");
        assert!(head.bytes().await.unwrap().is_empty() && !get.bytes().await.unwrap().is_empty(), "{path}");
    }
}

#[actix_web::test]
async fn without_its_database_the_house_is_alive_but_not_ready() {
    let front = Front::on_http().await;
    let ann = front.member().await;
    assert_eq!(ann.gets("/readyz").await.status(), 200);
    front.store.close().await;
    assert_eq!(ann.gets("/healthz").await.status(), 200);
    let ready = ann.gets("/readyz").await;
    assert_eq!((ready.status().as_u16(), header(&ready, RETRY_AFTER)), (503, config::RETRY_AFTER_S.to_string()));
    let anon = front.visitor();
    let answer = anon.posts("/api/v1/sessions", json!({ "email": "ann@example.org", "password": PASSWORD })).await;
    assert_eq!(problem(answer, 503).await["code"], "unavailable");
    let page = anon.submits("/sign-in", &[("email", "ann@example.org")]).await;
    assert_eq!(page.status(), 503);
    assert!(page.text().await.unwrap().contains("may or may not have arrived"));
}

#[actix_web::test]
async fn a_published_lot_has_a_picture_and_a_draft_has_none() {
    let front = Front::on_http().await;
    front.member().await;
    let insert =
        "insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price,
                                       starts_at, ends_at, status, minimum)
                  select $1, id, 'A teapot', '', 'ceramics', '{}', '', 'EUR', 1, now(), now(), $2, 1 from account";
    let pool = sqlx::PgPool::connect_with(front._database.options()).await.unwrap();
    let (published, draft) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    for (id, status) in [(published, "open"), (draft, "draft")] {
        sqlx::query(insert).bind(id).bind(status).execute(&pool).await.unwrap();
    }
    let anon = front.visitor();
    let picture = anon.gets(&format!("/pictures/{published}.svg")).await;
    assert_eq!((picture.status().as_u16(), header(&picture, CONTENT_TYPE)), (200, "image/svg+xml".into()));
    assert!(header(&picture, "content-security-policy").contains("sandbox"));
    let tag = header(&picture, ETAG);
    assert!(picture.text().await.unwrap().contains("a teapot"));
    let again = anon.asks(Method::GET, &format!("/pictures/{published}.svg")).header(IF_NONE_MATCH, tag);
    assert_eq!(again.send().await.unwrap().status(), 304);
    for path in [format!("/pictures/{draft}.svg"), "/pictures/none.svg".into()] {
        assert_eq!(anon.gets(&path).await.status(), 404, "{path}");
    }
}

/// A store, and an account in it.
async fn account(role: Role) -> (Database, Store, gavel::domain::AccountId) {
    let database = Database::fresh().await;
    let store = Store::open(database.options(), &config::Storage::default()).await.unwrap();
    let email = Email::parse("ann@example.org").unwrap();
    let new = NewAccount { email, name: "Ann".into(), password_hash: "old".into(), role };
    let id = store.create_account(&new).await.unwrap();
    (database, store, id)
}

/// Begins a session with the password that [`account`] gives.
async fn opens(store: &Store, id: gavel::domain::AccountId, token: [u8; 32], life: TimeDelta) -> SessionId {
    let shown = Shown { password_hash: "old".into(), code: false };
    store.open_session(id, &shown, &token, Utc::now() + life, &Origin::default()).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_expired_session_is_none_and_is_swept_away() {
    let (_database, store, id) = account(Role::Bidder).await;
    opens(&store, id, [1; 32], TimeDelta::seconds(-1)).await;
    let session = opens(&store, id, [2; 32], TimeDelta::hours(1)).await;
    assert!(store.session(&[1; 32]).await.unwrap().is_none());
    assert_eq!(store.session(&[2; 32]).await.unwrap().unwrap().id, session);
    assert_eq!(store.sweep_sessions().await.unwrap(), 1);
    assert!(store.end_session(id, session).await.unwrap());
    assert!(!store.end_session(id, session).await.unwrap());
}

#[tokio::test]
async fn a_new_password_ends_every_session_of_the_old_one() {
    let (_database, store, id) = account(Role::Bidder).await;
    let session = opens(&store, id, [1; 32], TimeDelta::hours(1)).await;
    assert_eq!(store.set_password(id, "new").await.unwrap(), Some(vec![session]));
    assert!(store.session(&[1; 32]).await.unwrap().is_none());
    let (_, stored) = store.account_by_email(&Email::parse("ann@example.org").unwrap()).await.unwrap().unwrap();
    assert_eq!(stored, "new");
    assert_eq!(store.set_password(id, "newer").await.unwrap(), Some(Vec::new()));
    assert_eq!(store.set_password(gavel::domain::AccountId(uuid::Uuid::now_v7()), "new").await.unwrap(), None);
}

#[tokio::test]
async fn only_a_bidder_becomes_a_seller() {
    for (role, becomes, then) in
        [(Role::Bidder, true, Role::Seller), (Role::Seller, false, Role::Seller), (Role::Admin, false, Role::Admin)]
    {
        let (_database, store, id) = account(role).await;
        assert_eq!(store.make_seller(id).await.unwrap(), becomes, "{role:?}");
        let (account, _) = store.account_by_email(&Email::parse("ann@example.org").unwrap()).await.unwrap().unwrap();
        assert_eq!(account.role, then);
    }
}
