//! Gavel's integration tests: one binary, so that everything links once.

mod closing;
mod lot;
mod model;

mod rules;
