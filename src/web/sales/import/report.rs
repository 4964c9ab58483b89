//! What a file would do to its sale, line by line, and what is wrong with it. The lines are judged by the rules that judge
//! any lot of the sale.

use super::file::{self, LineFault, Row};
use crate::config::sales::MOST_LOTS;
use crate::domain::{AuctionId, Terms, Timestamp};
use crate::language::money;
use crate::store::sales::Sale;
use crate::store::sales::file::{Known, LineDraft};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A file, looked over.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The lines that can be taken, as they were understood.
    pub lines: Vec<Read>,
    /// The same, ready to be lots.
    pub drafts: Vec<LineDraft>,
    pub faults: Vec<LineFault>,
}

/// A line as it was understood.
#[derive(Clone, Debug)]
pub struct Read {
    pub name: String,
    pub title: String,
    pub category: String,
    pub start: String,
    /// Empty for none.
    pub reserve: String,
    pub is_new: bool,
}

impl Report {
    /// What is in a file, for this sale. `known` are the lines of earlier files, with the lots they became.
    pub fn of(text: &str, sale: &Sale, pattern: &Terms, known: &HashMap<String, Known>, now: Timestamp) -> Report {
        let (rows, faults) = file::rows(text);
        let mut report = Report { faults, ..Report::default() };
        for row in rows {
            let before = known.get(&row.name);
            let id = before.map_or_else(|| AuctionId(Uuid::now_v7()), |known| known.lot);
            let country = before.and_then(|known| known.country.as_deref());
            match row.form.read(id, country, (sale, pattern), now) {
                Ok(draft) => report.add(LineDraft { line: row.name, is_new: before.is_none(), draft }),
                Err(faults) => report.find_fault(&row, faults),
            }
        }
        report.faults.sort_by_key(|fault| fault.line);
        let (have, more) = (usize::try_from(sale.lots).unwrap_or(usize::MAX), report.fresh());
        if have.saturating_add(more) > usize::try_from(MOST_LOTS).unwrap_or(usize::MAX) {
            let full = LineFault::of_file(1, t!("sell-sale-full", most = MOST_LOTS));
            return Report { faults: vec![full], ..Report::default() };
        }
        report
    }

    /// A file that could not be read at all.
    pub fn unread(fault: LineFault) -> Report {
        Report { faults: vec![fault], ..Report::default() }
    }

    fn add(&mut self, line: LineDraft) {
        let draft = &line.draft;
        let currency = draft.terms.currency;
        self.lines.push(Read {
            name: line.line.clone(),
            title: draft.title.clone(),
            category: draft.category.clone(),
            start: money(currency, draft.terms.start),
            reserve: draft.reserve.map(|reserve| money(currency, reserve)).unwrap_or_default(),
            is_new: line.is_new,
        });
        self.drafts.push(line);
    }

    fn find_fault(&mut self, row: &Row, faults: Vec<crate::web::fault::Fault>) {
        let told = faults.into_iter().map(|fault| LineFault::of_row(row, fault.field, fault.message));
        self.faults.extend(told);
    }

    /// Lines that would be new lots.
    pub fn fresh(&self) -> usize {
        self.lines.iter().filter(|line| line.is_new).count()
    }

    /// Lines that would change lots.
    pub fn changed(&self) -> usize {
        self.lines.len() - self.fresh()
    }

    /// Lines that can be taken.
    pub fn good(&self) -> usize {
        self.lines.len()
    }

    /// Lines that cannot.
    pub fn wrong(&self) -> usize {
        self.faults.iter().map(|fault| fault.line).collect::<HashSet<_>>().len()
    }

    /// Whether all of it can be taken.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty() && self.can_take()
    }

    /// Whether any of it can.
    pub fn can_take(&self) -> bool {
        !self.lines.is_empty()
    }

    /// What is to be said first.
    pub fn headline(&self) -> String {
        match (self.is_good(), self.can_take()) {
            (true, _) => t!("sale-desk-import-good"),
            (false, true) => t!("sale-desk-import-partly"),
            (false, false) => t!("sale-desk-import-bad"),
        }
    }
}
