//! How much is too much. Whoever opens a socket, bids or signs in asks here first, and over a limit hears so by its code;
//! what the limits are is in [`config::Limits`]. Never waits, and never decides anything about an auction.
//!
//! - [`address`] where a client comes from · [`places`] who is here
//! - [`rates`] who did how much lately · [`meter`] the frames of one socket

pub mod address;
pub mod meter;
pub mod places;
pub mod rates;

use crate::config;
use crate::config::limits::Rate;
use crate::domain::AccountId;
use address::Address;
use meter::Meter;
use places::{Full, Place, Places};
use rates::Rates;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Every limit of the house. Cheap to clone, usable from any thread.
#[derive(Clone)]
pub struct Limits(Arc<Rules>);

struct Rules {
    places: Arc<Places>,
    farewells: Arc<Semaphore>,
    handshakes: Rates<Address>,
    frames: Option<Rate>,
    bids: Rates<AccountId>,
    messages: Rates<AccountId>,
    captions: Rates<AccountId>,
    sign_ins: Rates<Address>,
    /// By address and what was typed for an account's e-mail, which may be long and anything; so a hash of it.
    sign_ins_per_account: Rates<(Address, u64)>,
    /// By the same hash alone.
    sign_ins_to_account: Rates<u64>,
    codes: Rates<AccountId>,
    passwords: Rates<AccountId>,
    registrations: Rates<Address>,
    searches: Rates<Address>,
    letters: Rates<Address>,
    /// By what was typed for an account's e-mail, from wherever: nobody's letter box is filled by others.
    letters_per_account: Rates<u64>,
    uploads: Rates<AccountId>,
    uploads_per_address: Rates<Address>,
    hasher: RandomState,
}

/// Over a rate: nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSoon {
    /// After so long it would be done.
    pub wait: Duration,
}

/// What became of a socket's wish to be here. Kept for as long as it is.
#[derive(Debug)]
pub enum Admission {
    Seated(Place),
    /// There is no room; it stays just long enough to be told why.
    TurnedAway(Full, OwnedSemaphorePermit),
}

impl Admission {
    /// Why the socket is to be closed at once, if it is.
    pub fn refusal(&self) -> Option<Full> {
        match self {
            Admission::Seated(_) => None,
            Admission::TurnedAway(full, _) => Some(*full),
        }
    }
}

impl Limits {
    /// The limits that were set, or none.
    pub fn new(settings: &config::Limits) -> Limits {
        let rate = |rate| settings.hold().then_some(rate);
        Limits(Arc::new(Rules {
            places: Arc::new(Places::new(settings)),
            farewells: Arc::new(Semaphore::new(config::limits::FAREWELLS)),
            handshakes: Rates::new(rate(settings.handshakes)),
            frames: rate(settings.frames),
            bids: Rates::new(rate(settings.bids)),
            messages: Rates::new(rate(settings.messages)),
            captions: Rates::new(rate(settings.captions)),
            sign_ins: Rates::new(rate(settings.sign_ins)),
            sign_ins_per_account: Rates::new(rate(settings.sign_ins_per_account)),
            sign_ins_to_account: Rates::new(rate(settings.sign_ins_to_account)),
            codes: Rates::new(rate(settings.codes)),
            passwords: Rates::new(rate(settings.passwords)),
            registrations: Rates::new(rate(settings.registrations)),
            searches: Rates::new(rate(settings.searches)),
            letters: Rates::new(rate(settings.letters)),
            letters_per_account: Rates::new(rate(settings.letters_per_account)),
            uploads: Rates::new(rate(settings.uploads)),
            uploads_per_address: Rates::new(rate(settings.uploads_per_address)),
            hasher: RandomState::new(),
        }))
    }

    /// No limits.
    pub fn off() -> Limits {
        Limits::new(&config::Limits::off())
    }

    /// A handshake, before anything is done for it.
    ///
    /// # Errors
    /// If this address shakes hands too often.
    pub fn handshake(&self, address: Address) -> Result<(), TooSoon> {
        self.0.handshakes.take(address)
    }

    /// A place for a viewer, until it is dropped.
    ///
    /// # Errors
    /// If too many are here.
    pub fn enter(&self, address: Address, account: Option<AccountId>) -> Result<Place, Full> {
        self.0.places.enter(address, account)
    }

    /// A place for a socket, or the time to tell it why there is none; `None` if so many are being told just now that
    /// there is no time for that either.
    pub fn admit(&self, address: Address, account: Option<AccountId>) -> Option<Admission> {
        match self.enter(address, account) {
            Ok(place) => Some(Admission::Seated(place)),
            Err(full) => {
                let farewell = self.0.farewells.clone().try_acquire_owned().ok()?;
                Some(Admission::TurnedAway(full, farewell))
            }
        }
    }

    /// How many viewers are here.
    pub fn viewers(&self) -> usize {
        self.0.places.taken()
    }

    /// What measures the frames of a new socket.
    pub fn meter(&self) -> Meter {
        Meter::new(self.0.frames)
    }

    /// A bid, by whichever way it came.
    ///
    /// # Errors
    /// If this account bids too often.
    pub fn bid(&self, account: AccountId) -> Result<(), TooSoon> {
        self.0.bids.take(account)
    }

    /// Something said in a room, by whichever way it came.
    ///
    /// # Errors
    /// If this account talks too much.
    pub fn message(&self, account: AccountId) -> Result<(), TooSoon> {
        self.0.messages.take(account)
    }

    /// A caption as it is being typed.
    ///
    /// # Errors
    /// If this account types faster than anybody can.
    pub fn caption(&self, account: AccountId) -> Result<(), TooSoon> {
        self.0.captions.take(account)
    }

    /// A try to sign in to the account with this e-mail address, if there is one.
    ///
    /// # Errors
    /// If there were too many from this address, or to that account from this address.
    pub fn sign_in(&self, address: Address, email: &str) -> Result<(), TooSoon> {
        // First the wide one: made-up names from one address must not crowd the narrow one for everybody else.
        self.0.sign_ins.take(address)?;
        self.0.sign_ins_per_account.take((address, self.named(email)))
    }

    /// The same try, whichever address it came from.
    ///
    /// # Errors
    /// If there were too many to that account from everywhere together.
    pub fn sign_in_from_anywhere(&self, email: &str) -> Result<(), TooSoon> {
        self.0.sign_ins_to_account.take(self.named(email))
    }

    /// A code of a second factor, or one on paper.
    ///
    /// # Errors
    /// If too many were tried for this account.
    pub fn code(&self, account: AccountId) -> Result<(), TooSoon> {
        self.0.codes.take(account)
    }

    /// A password, by somebody who is signed in.
    ///
    /// # Errors
    /// If too many were tried for this account.
    pub fn password(&self, account: AccountId) -> Result<(), TooSoon> {
        self.0.passwords.take(account)
    }

    fn named(&self, email: &str) -> u64 {
        self.0.hasher.hash_one(email.trim().to_lowercase())
    }

    /// A registration.
    ///
    /// # Errors
    /// If there were too many from this address.
    pub fn registration(&self, address: Address) -> Result<(), TooSoon> {
        self.0.registrations.take(address)
    }

    /// A search by words.
    ///
    /// # Errors
    /// If there were too many from this address.
    pub fn search(&self, address: Address) -> Result<(), TooSoon> {
        self.0.searches.take(address)
    }

    /// A letter to this e-mail address, whether or not it has an account.
    ///
    /// # Errors
    /// If too many were asked for from this address, or to that one.
    pub fn letter(&self, address: Address, email: &str) -> Result<(), TooSoon> {
        self.0.letters.take(address)?;
        self.0.letters_per_account.take(self.named(email))
    }

    /// A photograph that somebody sends.
    ///
    /// # Errors
    /// If this account sends too many, or this address does.
    pub fn upload(&self, address: Address, account: AccountId) -> Result<(), TooSoon> {
        self.0.uploads.take(account)?;
        self.0.uploads_per_address.take(address)
    }

    fn forget(&self) {
        let rules = &*self.0;
        let by_address = [&rules.handshakes, &rules.sign_ins, &rules.registrations, &rules.uploads_per_address];
        by_address.into_iter().chain([&rules.searches, &rules.letters]).for_each(Rates::forget);
        [&rules.bids, &rules.messages, &rules.captions, &rules.uploads].into_iter().for_each(Rates::forget);
        [&rules.codes, &rules.passwords].into_iter().for_each(Rates::forget);
        rules.sign_ins_per_account.forget();
        rules.sign_ins_to_account.forget();
        rules.letters_per_account.forget();
    }
}

/// Forgets whoever has their whole allowance again, for as long as the process runs.
pub async fn run(limits: Limits) {
    let mut tick = tokio::time::interval(config::limits::FORGET_PERIOD);
    loop {
        tick.tick().await;
        limits.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn address(text: &str) -> Address {
        Address::from(text.parse::<std::net::IpAddr>().unwrap())
    }

    fn limits(change: impl FnOnce(&mut config::Limits)) -> Limits {
        let mut settings = config::Limits::default();
        change(&mut settings);
        Limits::new(&settings)
    }

    #[test]
    fn a_school_behind_one_address_never_notices() {
        let (limits, school) = (limits(|_| {}), address("192.0.2.1"));
        let mut seated = Vec::new();
        for pupil in 0..200_u128 {
            let account = AccountId(Uuid::from_u128(pupil));
            assert!(limits.registration(school).is_ok());
            assert!(limits.sign_in(school, &format!("{pupil}@example.org")).is_ok());
            let tab = || limits.handshake(school).map(|()| limits.enter(school, Some(account)));
            seated.extend([tab(), tab()].map(|tab| tab.unwrap().unwrap()));
            assert!((0..10).all(|_| limits.bid(account).is_ok() && limits.search(school).is_ok()));
        }
        let mut meter = limits.meter();
        assert!((0..config::CHANNELS).all(|_| meter.take() == meter::Pace::Fine), "every channel in one breath");
    }

    #[test]
    fn whoever_finds_no_place_is_told_why_unless_too_many_are() {
        let limits = limits(|limits| limits.viewers = 0);
        let here = address("192.0.2.1");
        let told: Vec<_> = (0..config::limits::FAREWELLS).map(|_| limits.admit(here, None).unwrap()).collect();
        assert!(told.iter().all(|admission| admission.refusal() == Some(Full::House)));
        assert!(limits.admit(here, None).is_none());
        drop(told);
        assert_eq!(limits.admit(here, None).and_then(|admission| admission.refusal()), Some(Full::House));
    }

    #[test]
    fn nobody_is_kept_out_of_their_account_by_tries_from_elsewhere() {
        let limits = limits(|limits| limits.sign_ins_per_account = "2/1h".parse().unwrap());
        let (rival, home) = (address("192.0.2.1"), address("192.0.2.2"));
        assert!(limits.sign_in(rival, "ann@example.org").is_ok() && limits.sign_in(rival, " ANN@example.org").is_ok());
        assert!(limits.sign_in(rival, "ann@example.org").is_err());
        assert!(limits.sign_in(rival, "bo@example.org").is_ok());
        assert!(limits.sign_in(home, "ann@example.org").is_ok());
    }

    #[test]
    fn made_up_names_from_one_address_keep_nobody_else_out() {
        let limits = limits(|limits| limits.sign_ins_per_account = "1/1h".parse().unwrap());
        let (rival, home) = (address("192.0.2.1"), address("192.0.2.2"));
        let tries = (0..2 * config::limits::TOLD_APART).filter(|name| limits.sign_in(rival, &name.to_string()).is_ok());
        assert!(tries.count() < 1_000);
        assert!(limits.sign_in(home, "ann@example.org").is_ok() && limits.sign_in(home, "bo@example.org").is_ok());
    }

    #[test]
    fn off_lifts_every_limit() {
        let one = "1/24h".parse().unwrap();
        let limits = Limits::new(&config::Limits {
            rate_limits: config::limits::RateLimits::Off,
            viewers: 1,
            viewers_per_address: 1,
            viewers_per_account: 1,
            handshakes: one,
            frames: one,
            bids: one,
            messages: one,
            captions: one,
            sign_ins: one,
            sign_ins_per_account: one,
            sign_ins_to_account: one,
            codes: one,
            passwords: one,
            registrations: one,
            uploads: one,
            uploads_per_address: one,
            searches: one,
            letters: one,
            letters_per_account: one,
        });
        let (here, ann) = (address("192.0.2.1"), AccountId(Uuid::nil()));
        let (mut meter, mut seated) = (limits.meter(), Vec::new());
        for _ in 0..1_000 {
            seated.push(limits.enter(here, Some(ann)).unwrap());
            assert_eq!(meter.take(), meter::Pace::Fine);
            assert!(limits.handshake(here).is_ok() && limits.bid(ann).is_ok() && limits.registration(here).is_ok());
            assert!(limits.sign_in(here, "ann@example.org").is_ok());
            assert!(limits.message(ann).is_ok() && limits.caption(ann).is_ok());
            assert!(limits.code(ann).is_ok() && limits.password(ann).is_ok());
            assert!(limits.sign_in_from_anywhere("ann@example.org").is_ok());
            assert!(limits.upload(here, ann).is_ok() && limits.search(here).is_ok());
        }
        assert_eq!(limits.viewers(), 1_000);
    }
}
