//! Identities: opaque UUIDs that cannot be mistaken for one another.

use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map($name)
            }
        }
    };
}

id!(
    /// One auction of one lot.
    AuctionId
);
id!(
    /// A sale: lots in order, under common terms.
    SaleId
);
id!(
    /// A person's account, whatever their role.
    AccountId
);
id!(
    /// Chosen by the bidder once per press of the button and repeated on every retry, so that a bid counts once.
    BidKey
);
id!(
    /// One invoice: what somebody pays for what they were awarded.
    InvoiceId
);
id!(
    /// One offer of a lot that nobody paid for to an underbidder.
    OfferId
);

id!(
    /// One photograph of a lot. Never used again for another, so what is behind it never changes.
    PhotoId
);

impl AccountId {
    /// Whoever bids in the room of a live sale, as the auctioneer takes their bids: no account, and shown as `floor`.
    pub const FLOOR: AccountId = AccountId(Uuid::from_u128(1));
}
