//! After the hammer: what is due, and who may move an invoice from *awaiting payment* to *handed over*; what becomes of a lot
//! that nobody paid for. Moves no money and writes nothing down.
//!
//! - [`invoice`] an invoice's states, and whose turn it is · [`lot`] what is due for a lot, who is offered it next, how it is
//!   listed again

pub mod invoice;
pub mod lot;

pub use invoice::{InvoiceAct, InvoiceState, Part, Progress, Strike};
pub use lot::{Due, dues, ranking, relisted, underbidder};

/// Why something cannot be done with an invoice, or with a lot that nobody paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Somebody else's to do.
    Forbidden,
    /// Not in this state, or not any more.
    NotNow,
    /// There is still time to pay.
    NotOverdue,
    ReasonRequired,
    /// Rated before, and otherwise.
    Rated,
    /// The lot was sold, or is being offered, or is listed again.
    Taken,
    /// Nobody is left who could be offered it.
    NobodyLeft,
    /// Too many strikes.
    Barred,
}

impl Obstacle {
    /// The code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Obstacle::Forbidden => "forbidden",
            Obstacle::NotNow => "not_now",
            Obstacle::NotOverdue => "not_overdue",
            Obstacle::ReasonRequired => "reason_required",
            Obstacle::Rated => "rated",
            Obstacle::Taken => "taken",
            Obstacle::NobodyLeft => "nobody_left",
            Obstacle::Barred => "barred",
        }
    }
}
