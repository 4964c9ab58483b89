//! What browsers see. Extract, call, render: nothing here decides a bid or writes SQL.
//!
//! - [`layout`] what every page shares · [`lot`] a lot as pages show it · [`when`] how pages write instants
//! - [`pages`] catalogue, auction, confirmation, errors · [`sell`] the seller's pages · [`admin`] the house's own
//! - [`listing`] what a seller writes, on its way to being an auction
//! - [`account`] registering and signing in

pub mod account;
pub mod admin;
pub mod layout;
pub mod listing;
pub mod lot;
pub mod pages;
pub mod sell;
pub mod when;

#[cfg(test)]
mod samples;
