//! What sellers do besides filling in a form: drafts that are never lost, forms to begin from, a look at the page to be,
//! words changed while nobody has bid, and the desk where they see it all. Decides no rule; only ever their own.
//!
//! - [`drafts`] forms as they are typed, saved and said to be mistaken · [`local_time`] times by the seller's own clock
//! - [`preview`] the page of a draft · [`amend`] a published lot that nobody has bid on
//! - [`templates`] forms to begin from · [`desk`] everything they sell, and what waits for them

pub mod amend;
pub mod desk;
pub mod drafts;
pub mod local_time;
pub mod preview;
pub mod templates;

#[cfg(test)]
pub mod samples;
