//! Who is here: so many by address, by account and in all; viewers, and those who are sending a file. A place is given back when
//! its holder is gone, however that came about.

use super::address::Address;
use crate::config;
use crate::domain::AccountId;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Places for whoever takes one.
#[derive(Debug)]
pub struct Places {
    in_all: usize,
    per_address: usize,
    per_account: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    in_all: usize,
    by_address: HashMap<Address, usize>,
    by_account: HashMap<AccountId, usize>,
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// Too many from this address.
    Address,
    /// Too many signed in as this account.
    Account,
    /// Too many in all.
    House,
}

impl Full {
    /// What happened and what to do, for a person.
    pub fn message(self) -> String {
        match self {
            Full::Address => t!("refused-place-address"),
            Full::Account => t!("refused-place-account"),
            Full::House => t!("refused-place-house"),
        }
    }
}

/// One holder's place, until it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Arc<Places>,
    address: Address,
    account: Option<AccountId>,
}

impl Places {
    /// For viewers: as many as the settings say, or as many as come.
    pub fn new(settings: &config::Limits) -> Places {
        let most = |count| if settings.hold() { count } else { usize::MAX };
        let per_address = most(settings.viewers_per_address);
        Places { per_address, ..Places::for_accounts(most(settings.viewers), most(settings.viewers_per_account)) }
    }

    /// So many in all, and of them so many of one account's, from wherever.
    pub fn for_accounts(in_all: usize, per_account: usize) -> Places {
        Places { in_all, per_address: usize::MAX, per_account, taken: Mutex::default() }
    }

    /// Takes a place.
    ///
    /// # Errors
    /// If there is none, with their own reason before everybody's.
    pub fn enter(self: &Arc<Self>, address: Address, account: Option<AccountId>) -> Result<Place, Full> {
        let mut taken = self.lock();
        if account.is_some_and(|account| count(&taken.by_account, &account) >= self.per_account) {
            return Err(Full::Account);
        }
        if count(&taken.by_address, &address) >= self.per_address {
            return Err(Full::Address);
        }
        if taken.in_all >= self.in_all {
            return Err(Full::House);
        }
        taken.in_all += 1;
        *taken.by_address.entry(address).or_default() += 1;
        account.into_iter().for_each(|account| *taken.by_account.entry(account).or_default() += 1);
        Ok(Place { places: self.clone(), address, account })
    }

    /// How many places are taken.
    pub fn taken(&self) -> usize {
        self.lock().in_all
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.lock();
        taken.in_all -= 1;
        leave(&mut taken.by_address, self.address);
        self.account.into_iter().for_each(|account| leave(&mut taken.by_account, account));
    }
}

fn count<K: Eq + Hash>(counts: &HashMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}

/// Takes one off, and forgets whoever has none left.
fn leave<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: K) {
    if let Some(count) = counts.get_mut(&key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;
    use uuid::Uuid;

    fn places(viewers: usize, viewers_per_address: usize, viewers_per_account: usize) -> Arc<Places> {
        let settings =
            config::Limits { viewers, viewers_per_address, viewers_per_account, ..config::Limits::default() };
        Arc::new(Places::new(&settings))
    }

    fn address(last: u8) -> Address {
        IpAddr::from([192, 0, 2, last]).into()
    }

    fn account(number: u128) -> Option<AccountId> {
        Some(AccountId(Uuid::from_u128(number)))
    }

    #[test]
    fn each_limit_is_refused_for_its_own_reason() {
        let places = places(5, 3, 2);
        let mut held: Vec<Place> = (0..2).map(|_| places.enter(address(1), account(1)).unwrap()).collect();
        assert_eq!(places.enter(address(1), account(1)).err(), Some(Full::Account));
        assert_eq!(places.enter(address(2), account(1)).err(), Some(Full::Account));
        held.push(places.enter(address(1), None).unwrap());
        assert_eq!(places.enter(address(1), account(2)).err(), Some(Full::Address));
        held.extend((0..2).map(|_| places.enter(address(2), account(2)).unwrap()));
        assert_eq!(places.enter(address(3), None).err(), Some(Full::House));
        assert_eq!(places.taken(), 5);
    }

    #[test]
    fn a_place_that_is_dropped_is_free_again_and_leaves_no_trace() {
        let places = places(1, 1, 1);
        for _ in 0..3 {
            let place = places.enter(address(1), account(1)).unwrap();
            assert!(places.enter(address(1), account(1)).is_err());
            drop(place);
        }
        let taken = places.lock();
        assert!(taken.in_all == 0 && taken.by_address.is_empty() && taken.by_account.is_empty());
    }

    #[test]
    fn a_refusal_takes_nothing() {
        let places = places(2, 1, 2);
        let place = places.enter(address(1), account(1)).unwrap();
        for _ in 0..10 {
            assert_eq!(places.enter(address(1), account(1)).err(), Some(Full::Address));
        }
        let other = places.enter(address(2), account(1)).unwrap();
        drop((place, other));
        assert_eq!(places.taken(), 0);
    }
}
