//! How a bid moves price and leader, one file a format.

pub mod english;
