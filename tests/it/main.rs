//! Gavel's integration tests: one binary, so that everything links once. A test's name is a claim.

mod accounts;
mod api;
mod closing;
mod journal;
mod lot;
mod model;
mod postgres;
mod rules;
mod socket;
mod support;
