//! Clients that cost as little as possible: they share a machine with the server they measure.
//!
//! - [`socket`] WebSocket by hand · [`frames`] what a server says over it · [`listener`] thousands of sockets at once
//! - [`http`] HTTP by hand · [`bid`] a bid over it

pub mod bid;
pub mod frames;
pub mod http;
pub mod listener;
pub mod socket;
