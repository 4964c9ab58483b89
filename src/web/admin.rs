//! The house's own page: every auction, and the acts on it. Each act is published with its reason.

use crate::domain::{Status, Timestamp};
use crate::web::layout::Layout;
use crate::web::lot::Card;
use askama::Template;

/// `GET /admin`.
#[derive(Template)]
#[template(path = "admin.html")]
pub struct AdminPage {
    pub layout: Layout,
    pub rows: Vec<AdminRow>,
    pub now: Timestamp,
}

/// An auction in the table.
#[derive(Clone, Debug)]
pub struct AdminRow {
    pub card: Card,
    pub seller: String,
    pub watchers: u32,
}

/// An act: the last part of its address, and the word on its button.
pub type Act = (&'static str, &'static str);

impl AdminRow {
    /// What can be done to it now. The domain decides again when it is asked.
    pub fn acts(&self) -> &'static [Act] {
        match self.card.status {
            Status::Scheduled => &[("cancel", "Cancel")],
            Status::Open => &[("halt", "Halt"), ("close", "Close now"), ("cancel", "Cancel")],
            Status::Halted => &[("resume", "Resume"), ("close", "Close now"), ("cancel", "Cancel")],
            Status::Closed | Status::Cancelled => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::web::samples::{self, render};

    #[test]
    fn every_act_on_a_running_auction_asks_for_a_reason() {
        let html = render("admin", &samples::admin());
        assert_eq!(html.matches("/halt\"").count(), 2, "one for each open auction");
        assert_eq!(html.matches("<details").count(), html.matches("name=\"reason\"").count());
        assert!(html.contains("/resume\"") && html.contains("required"));
    }
}
