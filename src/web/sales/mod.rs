//! Sales, as people meet them. What is written here becomes lots like any others; what a lot does is not decided here.
//!
//! - [`writing`] what an owner writes, on its way to being a sale: the same for the form and for the API
//! - [`form`] the owner's forms, read · [`desk`] what owners do with their sales · [`edit`] the pages they do it on
//! - [`typed`] sales and lots saved as they are typed
//! - [`import`] a sale filled from a file
//! - [`browse`] sales for everybody · [`console`] the auctioneer's page · [`acts`] what an auctioneer may ask for, and who is one

pub mod acts;
pub mod browse;
pub mod console;
pub mod desk;
pub mod edit;
pub mod form;
pub mod import;
pub mod typed;
pub mod writing;

#[cfg(test)]
pub mod samples;
