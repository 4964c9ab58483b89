//! What comes after the hammer: premiums, invoices, reminders and second chances, each limit with its reason.

use chrono::TimeDelta;
use std::time::Duration;

/// The most rows of a buyer's premium. The sliding tables of the great houses have three or four.
pub const MOST_PREMIUM_ROWS: usize = 16;

/// How long a buyer has to pay: a week, in which a bank transfer arrives however it is sent.
pub const PAYMENT_TERM: TimeDelta = TimeDelta::days(7);

/// When a buyer who has not paid is reminded, counted from the invoice: while there is time, on the last day, and once it is
/// late. More would be noise; after that the seller has other means.
pub const REMINDERS: [TimeDelta; 3] = [TimeDelta::days(4), TimeDelta::days(7), TimeDelta::days(10)];

/// So many standing strikes for not paying, and an account may not bid until one is lifted. One is bad luck, and two may be.
pub const MOST_STRIKES: i64 = 3;

/// How long a second chance stays open (RULES, "Unsold or unpaid").
pub const SECOND_CHANCE: TimeDelta = TimeDelta::hours(48);

/// A lot listed again lasts as long as it did before, and at least so long: its draft must not run out while its seller
/// looks it over.
pub const SHORTEST_RELISTING: TimeDelta = TimeDelta::days(1);

/// How long an auctioneer may take a hammer back, at most: longer than the breath before the next lot. Only then are the
/// books of the lot made up, so that nobody gets an invoice for what is on sale again.
pub const UNDO_HAMMER_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// So much later the books are made up: an undoing that came in the last moment is in the ledger by then.
pub const SETTLE_AFTER_UNDO: TimeDelta = TimeDelta::seconds(30);

/// The most stars of a rating.
pub const MOST_STARS: i16 = 5;

/// The longest text of a rating, in characters: a few lines.
pub const LONGEST_RATING: usize = 300;

/// Ratings that are shown with their texts: what somebody reads before they bid.
pub const SHOWN_RATINGS: i64 = 5;

/// Invoices, offers or strikes on one page: far more than anybody has open.
pub const LISTED_INVOICES: i64 = 200;

/// How often the books are looked through for closed auctions without invoices, should nobody have told of their close.
pub const SETTLING_PERIOD: Duration = Duration::from_secs(1);

/// Auctions that are settled at once: many may have closed while the database was away.
pub const SETTLING_PAGE: i64 = 64;

/// How often reminders, expired offers and strikes are looked after. All are counted in days and hours.
pub const BOOKKEEPING_PERIOD: Duration = Duration::from_secs(30);
