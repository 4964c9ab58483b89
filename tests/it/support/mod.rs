//! What the tests stand on.

pub mod browser;
pub mod contract;
pub mod database;
pub mod house;
pub mod people;
pub mod proxy;
pub mod raw;
pub mod socket;
pub mod sse;
