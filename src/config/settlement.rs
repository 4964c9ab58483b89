//! What comes after the hammer: premiums, invoices, reminders and second chances, each limit with its reason.

/// The most rows of a buyer's premium. The sliding tables of the great houses have three or four.
pub const MOST_PREMIUM_ROWS: usize = 16;
