//! The only SQL.

pub mod postgres;
