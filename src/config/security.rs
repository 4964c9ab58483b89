//! Sessions, passwords and second factors: each limit with its reason. docs/SECURITY.md says which requirement asks for it.

use chrono::TimeDelta;
use std::time::Duration;

/// How long a session lasts that nobody uses: a fortnight, the length of a long auction. Whoever comes back for its end is
/// still signed in; a browser left behind somewhere is not for ever.
pub const SESSION_IDLE: TimeDelta = TimeDelta::days(14);

/// How long an admin stays signed in, used or not: a long day. What an admin's session may do is worth asking again.
pub const ADMIN_SESSION_LIFE: TimeDelta = TimeDelta::hours(24);

/// How often it is written down that a session is in use. Its owner reads minutes; the database is spared the rest.
pub const SEEN_PERIOD: TimeDelta = TimeDelta::minutes(1);

/// So much of what a browser calls itself is kept. It names itself within the first hundred characters.
pub const LONGEST_AGENT: usize = 200;

/// The most sessions on an account's page. More are ended all at once.
pub const SESSIONS_SHOWN: i64 = 100;

/// The least score of a new password, of zxcvbn's 0 to 4: "safely unguessable", ten thousand million guesses or more.
pub const LEAST_PASSWORD_SCORE: u8 = 3;

/// How long somebody who has shown their password has for the code: to find the telephone, and unlock it.
pub const HALF_SIGN_IN_LIFE: TimeDelta = TimeDelta::minutes(5);

/// The most characters of a code: twice a recovery code, however it is spaced.
pub const LONGEST_CODE: usize = 64;

/// A code changes every thirty seconds (RFC 6238, 5.2), and every app takes that for granted.
pub const CODE_STEP_S: u64 = 30;

/// So many steps before and after the present one a code is still taken for: clocks differ, and fingers are slow.
pub const CODE_SKEW: u16 = 1;

/// Bytes of the secret that is shared with the app: 160 bits (RFC 4226, 4).
pub const CODE_SECRET: usize = 20;

/// Recovery codes given out at once: a list that fits on a slip of paper.
pub const RECOVERY_CODES: usize = 10;

/// Letters of a recovery code, of 32 kinds: 120 bits, with which a plain hash keeps it safe (ASVS 6.5.2 asks for 112).
pub const RECOVERY_CODE_LETTERS: usize = 24;

/// Lots on a page of somebody's bids that are over.
pub const BIDS_SHOWN: i64 = 50;

/// The most lots on the page of somebody's bids that are still running; nobody follows more.
pub const BIDS_RUNNING: i64 = 200;

/// How long somebody who is about to leave bids nowhere, should the house be stopped before it says whether they left. Looking
/// through every lot they bid on takes seconds at most.
pub const LEAVING: TimeDelta = TimeDelta::minutes(1);

/// How long who took part where may wait to be written down. Nobody but its owner reads it, seconds later.
pub const TAKING_PART_PAUSE: Duration = Duration::from_millis(200);

/// How long to wait before that is tried again, where the database is away.
pub const TAKING_PART_RETRY: Duration = Duration::from_secs(5);
