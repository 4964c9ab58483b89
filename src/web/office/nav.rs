//! What stands above every page of the house's own: its sections, and how much waits in them.

use crate::store::health::Waiting;
use crate::web::House;
use crate::web::error::Error;

/// The sections, as one of them shows them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nav {
    /// The address of the section that is shown.
    pub here: &'static str,
    pub waiting: Waiting,
}

/// A section in the list of them.
pub struct Section {
    pub path: &'static str,
    pub name: String,
    /// How much waits there for somebody.
    pub waiting: i64,
}

impl Nav {
    /// As the section at this address shows it.
    ///
    /// # Errors
    /// 503 while the database is away.
    pub async fn at(house: &House, here: &'static str) -> Result<Nav, Error> {
        Ok(Nav { here, waiting: house.store.office_waiting().await? })
    }

    /// Every section, in the order of the day.
    pub fn sections(&self) -> Vec<Section> {
        let quiet = |path, name| Section { path, name, waiting: 0 };
        vec![
            quiet("/admin", t!("house-auctions")),
            quiet("/admin/sales", t!("house-sales")),
            Section { waiting: self.waiting.registrations, ..quiet("/admin/registrations", t!("house-approvals")) },
            quiet("/admin/people", t!("house-people")),
            Section { waiting: self.waiting.reports, ..quiet("/admin/reports", t!("house-reports")) },
            quiet("/admin/signals", t!("house-signals")),
            quiet("/admin/strikes", t!("house-strikes")),
            quiet("/admin/tariffs", t!("house-tariffs")),
            quiet("/admin/categories", t!("house-categories")),
            Section { waiting: self.waiting.letters, ..quiet("/admin/mail", t!("house-mail")) },
            quiet("/admin/audit", t!("house-audit")),
            quiet("/admin/health", t!("house-health")),
        ]
    }
}
