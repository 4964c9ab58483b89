//! Gavel's integration tests: one binary, so that everything links once. A test's name is a claim.

// Amounts are written 12_50: euros and cents.
#![allow(clippy::inconsistent_digit_grouping)]
// `answer.is_refused(…)` asserts and hands the answer on.
#![allow(clippy::wrong_self_convention)]

mod account;
mod accounts;
mod api;
mod away;
mod browser;
mod closing;
mod conformance;
mod contract;
mod credit;
mod delivery;
mod fallback;
mod finding;
mod formats;
mod groups;
mod journal;
mod journey;
mod ledger;
mod limits;
mod lot;
mod lot_page;
mod mail;
mod messagepack;
mod model;
mod network;
mod office;
mod outage;
mod photos;
mod postgres;
mod race;
mod recorded;
mod recordings;
mod registrations;
mod replay;
mod room;
mod rules;
mod sales;
mod schedule;
mod selling;
mod settlement;
mod socket;
mod support;
mod vectors;
mod weight;
