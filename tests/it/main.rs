//! The integration tests, in one binary. A test's name is a claim.

mod postgres;
mod support;
