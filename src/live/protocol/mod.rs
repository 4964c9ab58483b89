//! Every message of `auction.v1`, both ways. What a message means is decided elsewhere; this room only knows how it is written.
//!
//! - `client` what clients send · `frames` what the house sends · `state` how an auction stands, `parts` what of that belongs to its format
//! - `talk` what the house sends of what is said · `wire` JSON or MessagePack

mod client;
mod frames;
mod parts;
mod state;
mod talk;
#[cfg(test)]
mod tests;
mod wire;

pub use client::{Amount, Channel, ClientMessage, Quantity, id};
pub use frames::{
    beat, bye, card, cards_snapshot, catalogue_body, catalogue_events, catalogue_snapshot, error, events, hello, lines,
    notice, rejected, snapshot, subscribed, time, verdict, watchers, you,
};
pub use parts::{Candle, Gets, Retractable, Revealed, awards, revealed};
pub use state::{Card, Outcome, Place, State, YouAre};
pub use talk::{InRoom, caption, not_said, room_events, room_page, room_snapshot, room_you, said};
pub use wire::{Malformed, Said, Wire};
