//! The demonstration sale: what a house that has just been started for a look shows.
//!
//! - [`lots`] what is for sale

pub mod lots;
