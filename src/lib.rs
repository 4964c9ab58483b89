//! Gavel.
#![forbid(unsafe_code)]
pub mod app;
pub mod config;
pub mod demo;
pub mod domain;
pub mod live;
pub mod media;
pub mod store;
pub mod verify;
pub mod web;
