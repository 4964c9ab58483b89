//! How often each thing happened in a run, so that a run can be held to have met it at all.

use gavel::domain::{Auction, Event};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    const COMMANDS: &'static str = "commands";

    pub fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub fn command(&mut self) {
        self.count(Tally::COMMANDS);
    }

    pub fn add(&mut self, other: Tally) {
        for (what, times) in other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    pub fn of(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or_default()
    }

    pub fn commands(&self) -> usize {
        self.of(Tally::COMMANDS)
    }

    /// What became of a bid where somebody leads, and why an end moved.
    pub fn count_bid(&mut self, before: &Auction, event: &Event) {
        match event {
            Event::Bid(placed) if placed.raise => self.count("raised"),
            Event::Bid(placed) if before.lead.is_some_and(|lead| lead.maximum == placed.maximum) => self.count("tied"),
            Event::Bid(placed) if placed.leader == Some(placed.bidder) => self.count("took the lead"),
            Event::Bid(placed) if placed.leader.is_some() => self.count("beaten"),
            Event::Extended { because, .. } => self.count(because.word()),
            Event::Closed { awards, .. } if !awards.is_empty() => {
                self.count(if awards.len() == 1 { "sold" } else { "sold to several" });
            }
            Event::Closed { .. } => self.count("not sold"),
            _ => {}
        }
    }
}
