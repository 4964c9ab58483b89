//! Gavel, an online auction house with live bidding, in one binary.
//!
//! Everything that happens to an auction is decided by one actor, written to PostgreSQL, and only then told. Dependencies
//! point one way, `domain ← store ← live ← web ← app ← main`:
//!
//! - [`domain`] every rule, pure: `decide` turns a command into events, `apply` folds them. No clock, no I/O
//! - [`store`] the only SQL: the journal that writes events, reading ledgers, listings, people; a private PostgreSQL
//! - [`live`] the only actors: one for each auction that is awake, one for each socket, a hub for each worker
//! - [`web`] pages, forms, the JSON API, the WebSocket's handshake: extract, call, render
//! - [`app`] the only wiring place · [`config`] every setting and every limit, each with its reason
//! - [`language`] what the house says, in the language of whoever reads it
//! - [`mail`] letters out of the house
//! - [`limits`] how much is too much, for an address, an account, a socket
//! - [`photos`] photographs of lots, from what a seller sends to prints on disk
//! - [`verify`] checks a ledger without trusting who handed it over · [`replay`] tells it step by step, and why
//! - [`simulate`] a made-up sale under the very same rules, to compare ways of selling
//! - [`demo`] the demonstration sale · [`media`] its pictures, drawn from a number · [`dice`] where such choices come from
//!
//! To find something: a rule is in [`domain`], a query in [`store`], who is told what in [`live`], an address in
//! [`web::routes`], a message on the wire in [`live::protocol`], a limit in [`config`]. A bid and a close are walked through
//! in ARCHITECTURE.md, and why things are as they are stands in `docs/decisions/`.

#![forbid(unsafe_code)]

#[macro_use]
pub mod language;

pub mod app;
pub mod config;
pub mod demo;
pub mod dice;
pub mod domain;
pub mod limits;
pub mod live;
pub mod mail;
pub mod media;
pub mod photos;
pub mod replay;
pub mod simulate;
pub mod store;
pub mod verify;
pub mod web;
