//! How much one address, one account or one socket may do, and how many may watch at once: every limit with its usual
//! value and the reason for it. They are there against machines. A school that follows an auction from behind one address
//! must never notice them.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

/// So many addresses, or accounts, each limiter tells apart; beyond it newcomers share one allowance. A few megabytes each
/// at the most, and more than ever come within [`FORGET_PERIOD`] unless somebody means harm.
pub const TOLD_APART: usize = 65_536;

/// How often a limiter forgets whoever has their whole allowance again.
pub const FORGET_PERIOD: Duration = Duration::from_secs(10);

/// Sockets at once that are only being told why there is no room for them. More than that, and the handshake itself is
/// refused, which a browser's page cannot read.
pub const FAREWELLS: usize = 256;

/// So many frames beyond the rate, less those within it, and the socket is closed (close code 4000). Whoever is told a
/// hundred times to wait and does not is no page of ours.
pub const FLOOD: u32 = 100;

/// After how many milliseconds to come back to a house that is full: not soon, and not everybody at once.
pub const FULL_PAUSE_MS: std::ops::Range<u64> = 5_000..15_000;

/// When to ask again for a place that others from the same address, or as the same account, have taken. It is theirs
/// until they leave, so this is a guess.
pub const ROOM_PAUSE: Duration = Duration::from_secs(10);

/// The limits of `gavel serve`. A rate like `500/10s` allows 500 at once, and regains them within ten seconds.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Limits {
    /// Whether limits hold at all. Off is for tests and benchmarks: loopback only.
    #[arg(long, env = "GAVEL_RATE_LIMITS", value_enum, default_value_t = USUAL.rate_limits, value_name = "ON|OFF")]
    pub rate_limits: RateLimits,
    /// Viewers in all: sockets, event streams and waiting polls. At a few KiB each this is under 100 MB; give the process
    /// as many open files.
    #[arg(long, env = "GAVEL_VIEWERS", default_value_t = USUAL.viewers, value_name = "COUNT")]
    pub viewers: usize,
    /// Viewers from one address: a school or an office behind one, with a tab or two each.
    #[arg(long, env = "GAVEL_VIEWERS_PER_ADDRESS", default_value_t = USUAL.viewers_per_address, value_name = "COUNT")]
    pub viewers_per_address: usize,
    /// Viewers signed in as one account: more tabs, on more devices, than anybody looks at.
    #[arg(long, env = "GAVEL_VIEWERS_PER_ACCOUNT", default_value_t = USUAL.viewers_per_account, value_name = "COUNT")]
    pub viewers_per_account: usize,
    /// Handshakes of sockets from one address: all its viewers may come back at once after a restart.
    #[arg(long, env = "GAVEL_HANDSHAKES", default_value_t = USUAL.handshakes, value_name = "RATE")]
    pub handshakes: Rate,
    /// Frames from one socket: it may subscribe to all its channels in one breath, and then say something 20 times a second.
    #[arg(long, env = "GAVEL_FRAMES", default_value_t = USUAL.frames, value_name = "RATE")]
    pub frames: Rate,
    /// Bids of one account, however they come: three a second go on and on, which no hand does.
    #[arg(long, env = "GAVEL_BIDS", default_value_t = USUAL.bids, value_name = "RATE")]
    pub bids: Rate,
    /// Questions, answers and chat of one account, in all rooms together: a lively exchange, and then one every three
    /// seconds.
    #[arg(long, env = "GAVEL_MESSAGES", default_value_t = USUAL.messages, value_name = "RATE")]
    pub messages: Rate,
    /// Captions of one account: thirty a second, which is faster than anybody types.
    #[arg(long, env = "GAVEL_CAPTIONS", default_value_t = USUAL.captions, value_name = "RATE")]
    pub captions: Rate,
    /// Tries to sign in from one address: a full school, and then one every three seconds. Each costs tens of
    /// milliseconds of a core.
    #[arg(long, env = "GAVEL_SIGN_INS", default_value_t = USUAL.sign_ins, value_name = "RATE")]
    pub sign_ins: Rate,
    /// Tries to sign in to one account from one address. Never by the account alone: then anybody could keep a rival out
    /// until the hammer falls.
    #[arg(long, env = "GAVEL_SIGN_INS_PER_ACCOUNT", default_value_t = USUAL.sign_ins_per_account, value_name = "RATE")]
    pub sign_ins_per_account: Rate,
    /// Tries to sign in to one account from everywhere together. Beyond it only addresses where the account is in use already
    /// are listened to, so that a crowd that guesses keeps nobody out who is in.
    #[arg(long, env = "GAVEL_SIGN_INS_TO_ACCOUNT", default_value_t = USUAL.sign_ins_to_account, value_name = "RATE")]
    pub sign_ins_to_account: Rate,
    /// Codes of a second factor typed for one account. Whoever gets so far knows the password; three codes in a million are
    /// good at any time, so guessing at this rate takes half a year for an even chance.
    #[arg(long, env = "GAVEL_CODES", default_value_t = USUAL.codes, value_name = "RATE")]
    pub codes: Rate,
    /// Passwords typed once more by who is signed in: a session that was found open is no place to guess.
    #[arg(long, env = "GAVEL_PASSWORDS", default_value_t = USUAL.passwords, value_name = "RATE")]
    pub passwords: Rate,
    /// Registrations from one address: a full school again, and then one every 18 seconds.
    #[arg(long, env = "GAVEL_REGISTRATIONS", default_value_t = USUAL.registrations, value_name = "RATE")]
    pub registrations: Rate,
    /// Searches by words from one address: a full school that types all at once, and then fifty a second, which is as much as a
    /// core can answer. Looking at the catalogue without words costs a tenth of that, and is not counted.
    #[arg(long, env = "GAVEL_SEARCHES", default_value_t = USUAL.searches, value_name = "RATE")]
    pub searches: Rate,
    /// Letters with links asked for from one address: a full school that forgot its passwords takes an hour.
    #[arg(long, env = "GAVEL_LETTERS", default_value_t = USUAL.letters, value_name = "RATE")]
    pub letters: Rate,
    /// Letters with links to one e-mail address, from wherever they are asked for: more in an hour would be a nuisance.
    #[arg(long, env = "GAVEL_LETTERS_PER_ACCOUNT", default_value_t = USUAL.letters_per_account, value_name = "RATE")]
    pub letters_per_account: Rate,
    /// Photographs sent by one account: a dozen lots with a dozen each, and then one every five seconds. Each costs up to
    /// seconds of a core.
    #[arg(long, env = "GAVEL_UPLOADS", default_value_t = USUAL.uploads, value_name = "RATE")]
    pub uploads: Rate,
    /// Photographs sent from one address: an office that catalogues a sale.
    #[arg(long, env = "GAVEL_UPLOADS_PER_ADDRESS", default_value_t = USUAL.uploads_per_address, value_name = "RATE")]
    pub uploads_per_address: Rate,
}

const USUAL: Limits = Limits {
    rate_limits: RateLimits::On,
    viewers: 20_000,
    viewers_per_address: 500,
    viewers_per_account: 32,
    handshakes: Rate::new(500, 10),
    frames: Rate::new(200, 10),
    bids: Rate::new(30, 10),
    messages: Rate::new(10, 30),
    captions: Rate::new(300, 10),
    sign_ins: Rate::new(200, 600),
    sign_ins_per_account: Rate::new(10, 600),
    sign_ins_to_account: Rate::new(100, 3_600),
    codes: Rate::new(10, 3_600),
    passwords: Rate::new(10, 600),
    registrations: Rate::new(200, 3_600),
    searches: Rate::new(3_000, 60),
    letters: Rate::new(60, 3_600),
    letters_per_account: Rate::new(5, 3_600),
    uploads: Rate::new(144, 720),
    uploads_per_address: Rate::new(720, 720),
};

impl Default for Limits {
    fn default() -> Self {
        USUAL
    }
}

impl Limits {
    /// No limits, for tests and benchmarks.
    pub fn off() -> Limits {
        Limits { rate_limits: RateLimits::Off, ..USUAL }
    }

    /// Whether they hold.
    pub fn hold(&self) -> bool {
        self.rate_limits == RateLimits::On
    }
}

/// Whether limits hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RateLimits {
    On,
    Off,
}

/// How often something may be done: so often at once, and as often again in each such time, evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    most: NonZeroU32,
    within: Duration,
}

impl Rate {
    /// The longest time a rate is over: a day. It also keeps the reckoning far from any overflow.
    const LONGEST_S: u64 = 24 * 3600;

    const fn new(most: u32, within_s: u64) -> Rate {
        // `most` is at least one.
        Rate { most: NonZeroU32::MIN.saturating_add(most - 1), within: Duration::from_secs(within_s) }
    }

    /// How often at once.
    pub fn most(self) -> NonZeroU32 {
        self.most
    }

    /// After how long one more may be done. Never nothing.
    pub fn step(self) -> Duration {
        (self.within / self.most.get()).max(Duration::from_nanos(1))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.within.as_secs() {
            within if within % 3600 == 0 => write!(f, "{}/{}h", self.most, within / 3600),
            within if within % 60 == 0 => write!(f, "{}/{}m", self.most, within / 60),
            within => write!(f, "{}/{within}s", self.most),
        }
    }
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Rate, String> {
        let wrong = || {
            format!("{text:?} is not a rate; write how often within what time, at most a day: 500/10s, 10/m or 200/1h")
        };
        let (most, within) = text.split_once('/').ok_or_else(wrong)?;
        let units = [('s', 1), ('m', 60), ('h', 3600)];
        let (count, unit) =
            units.into_iter().find_map(|(unit, s)| Some((within.strip_suffix(unit)?, s))).ok_or_else(wrong)?;
        let count: u64 = if count.is_empty() { 1 } else { count.parse().map_err(|_| wrong())? };
        let within_s = count.checked_mul(unit).filter(|s| (1..=Self::LONGEST_S).contains(s)).ok_or_else(wrong)?;
        Ok(Rate { most: most.parse().map_err(|_| wrong())?, within: Duration::from_secs(within_s) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_written_as_it_is_read() {
        for text in ["500/10s", "10/1m", "200/1h", "1/24h", "30/90s"] {
            assert_eq!(text.parse::<Rate>().map(|rate| rate.to_string()).as_deref(), Ok(text));
        }
        let rate: Rate = "20/s".parse().unwrap();
        assert_eq!((rate.most().get(), rate.step()), (20, Duration::from_millis(50)));
    }

    #[test]
    fn what_is_no_rate_is_refused_with_an_example() {
        for text in ["", "20", "0/s", "20/0s", "-1/s", "20/10", "20/d", "20/25h", "1/99999999999999999999s"] {
            assert!(text.parse::<Rate>().is_err_and(|wrong| wrong.contains("500/10s")), "{text}");
        }
    }

    #[test]
    fn the_finest_rate_still_takes_time() {
        assert!(!format!("{}/s", u32::MAX).parse::<Rate>().unwrap().step().is_zero());
    }
}
