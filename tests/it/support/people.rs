//! Who comes to the house: anybody, bidders, sellers, its admins. They speak HTTP as any program would.

use super::contract;
use super::socket::Socket;
use chrono::{TimeDelta, Utc};
use gavel::domain::{AccountId, AuctionId};
use gavel::store::accounts::Account;
use gavel::web::auth::Token;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::ops::Deref;
use uuid::Uuid;

/// A lot on sale.
#[derive(Clone, Copy, Debug)]
pub struct Lot {
    pub id: AuctionId,
}

impl Lot {
    pub fn channel(&self) -> String {
        format!("auction:{}", self.id)
    }

    /// Where the API has it.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/auctions/{}{rest}", self.id)
    }
}

/// Somebody, signed in or not.
#[derive(Clone)]
pub struct Visitor {
    pub address: SocketAddr,
    account: Option<Account>,
    token: Option<String>,
    /// Where they say they come from.
    from: Option<&'static str>,
    client: Client,
}

macro_rules! role {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Visitor);

        impl $name {
            pub fn at(address: SocketAddr, who: Option<(Account, Token)>) -> $name {
                $name(Visitor::new(address, who))
            }
        }

        impl Deref for $name {
            type Target = Visitor;

            fn deref(&self) -> &Visitor {
                &self.0
            }
        }
    };
}

role!(
    /// Nobody in particular.
    Anon
);
role!(
    /// Somebody who may bid.
    Bidder
);
role!(
    /// Somebody who lists lots.
    Seller
);
role!(
    /// Somebody who may act for the house.
    Admin
);

impl Visitor {
    fn new(address: SocketAddr, who: Option<(Account, Token)>) -> Visitor {
        let (account, token) = who.unzip();
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Visitor { address, account, token: token.map(|token| token.reveal()), from: None, client }
    }

    pub fn id(&self) -> AccountId {
        self.account.as_ref().expect("signed in").id
    }

    pub fn email(&self) -> &str {
        &self.account.as_ref().expect("signed in").email
    }

    /// The same behind a proxy that says where they come from.
    pub fn from(&self, address: &'static str) -> Bidder {
        Bidder(Visitor { from: Some(address), ..self.clone() })
    }

    pub fn comes_from(&self) -> Option<&'static str> {
        self.from
    }

    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The same with another token: somebody who signed in by themselves.
    pub fn with_token(&self, token: &str) -> Bidder {
        Bidder(Visitor { token: Some(token.into()), ..self.clone() })
    }

    pub fn requests(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("http://{}{path}", self.address));
        self.from.into_iter().fold(request, |request, address| request.header("x-forwarded-for", address))
    }

    pub fn asks(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.requests(method, path);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn gets(&self, path: &str) -> Answer {
        Answer::of(self.asks(Method::GET, path)).await
    }

    pub async fn posts(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.asks(Method::POST, path).json(&body)).await
    }

    pub async fn puts(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.asks(Method::PUT, path).json(&body)).await
    }

    /// A page, asked for and signed in as a browser does it.
    pub fn browses(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.requests(method, path).header("accept", "text/html");
        let request = request.header("sec-fetch-site", "same-origin");
        match &self.token {
            Some(token) => request.header("cookie", format!("gavel={token}")),
            None => request,
        }
    }

    /// How an auction stands, as this visitor sees it.
    pub async fn sees(&self, lot: &Lot) -> Value {
        self.gets(&lot.path("")).await.with(200).body
    }

    pub async fn bids(&self, lot: &Lot, amount: i64) -> Answer {
        self.bids_with(lot, Uuid::new_v4(), json!({ "amount": amount })).await
    }

    pub async fn bids_with(&self, lot: &Lot, key: Uuid, body: Value) -> Answer {
        let request = self.asks(Method::POST, &lot.path("/bids")).header("idempotency-key", key.to_string());
        Answer::of(request.json(&body)).await
    }

    /// A socket that has said hello.
    pub async fn connects(&self) -> Socket {
        Socket::open(self).await
    }

    /// A socket that watches a lot and has seen how it stands.
    pub async fn watches(&self, lot: &Lot) -> Socket {
        let mut socket = self.connects().await;
        socket.subscribes(&lot.channel()).await;
        socket
    }
}

impl Seller {
    /// What this seller would write about a chair that starts at 9.99 and ends in an hour.
    pub fn a_chair() -> Value {
        json!({
            "title": "A bentwood chair", "description": "It rocks.", "category": "furniture", "currency": "EUR",
            "start": 999, "increments": "us", "closing": {"mode": "hard"}, "ends_at": Utc::now() + TimeDelta::hours(1),
        })
    }

    /// Writes a draft.
    pub async fn drafts(&self, lot: Value) -> Lot {
        let answer = self.posts("/api/v1/auctions", lot).await.with(201);
        Lot { id: answer.body["id"].as_str().and_then(|id| id.parse().ok()).expect("an id") }
    }

    /// Writes a lot and publishes it: it is open.
    pub async fn lists(&self) -> Lot {
        self.lists_as(json!({})).await
    }

    /// The same with these fields of its own.
    pub async fn lists_as(&self, own: Value) -> Lot {
        let mut chair = Seller::a_chair();
        chair.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        let lot = self.drafts(chair).await;
        let published = self.posts(&lot.path("/publish"), json!({})).await.with(200);
        assert_eq!(published.body["status"], "open", "{}", published.body);
        lot
    }
}

impl Admin {
    /// Sets how much somebody may have at stake, in euros; `None` is no limit.
    pub async fn limits(&self, bidder: &Visitor, limit: Option<i64>) {
        let limits = limit.map_or(json!({}), |limit| json!({ "EUR": limit }));
        self.puts(&format!("/api/v1/accounts/{}/limits", bidder.id()), json!({ "limits": limits })).await.with(200);
    }

    /// Halts, resumes, closes or cancels.
    pub async fn acts(&self, lot: &Lot, act: &str) -> Answer {
        self.posts(&lot.path(&format!("/{act}")), json!({ "reason": "the house says so" })).await
    }
}

/// What the house answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: Value,
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Answer {
        Answer::try_of(request).await.expect("an answer")
    }

    /// `None` if the connection broke. Whatever it is, the house has promised it.
    pub async fn try_of(request: RequestBuilder) -> Option<Answer> {
        let (client, request) = request.build_split();
        let request = request.expect("a request");
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = client.execute(request).await.ok()?;
        let status = response.status().as_u16();
        let kind = response.headers().get("content-type").map_or("", |value| value.to_str().unwrap()).to_owned();
        let retry_after = response.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        let text = response.text().await.ok()?;
        contract::holds(&method, &path, status, &kind, &text);
        Some(Answer { status, retry_after, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) })
    }

    pub fn with(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    pub fn is_accepted(&self) -> bool {
        self.status == 201
    }

    /// An accepted bid that leads.
    pub fn leads(self) -> Answer {
        assert!(self.status == 201 && self.body["leading"] == true, "{self:?}");
        self
    }

    /// An accepted bid that was outbid at once by an automatic one.
    pub fn outbid_at_once(self) -> Answer {
        assert!(self.status == 201 && self.body["leading"] == false, "{self:?}");
        self
    }

    pub fn at_price(self, price: i64) -> Answer {
        assert_eq!(self.body["price"], price, "{self:?}");
        self
    }

    pub fn refused(self, status: u16, code: &str) -> Answer {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.body);
        self
    }
}
