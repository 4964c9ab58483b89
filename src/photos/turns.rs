//! Who is sending a photograph just now. Bounds how many files are in memory, and how many of them are one account's.

use crate::config::photos::{UPLOADS_AT_ONCE, UPLOADS_OF_ONE};
use crate::domain::AccountId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Uploads under way, by account. Cheap to clone.
#[derive(Clone, Default)]
pub struct Turns(Arc<Mutex<HashMap<AccountId, usize>>>);

/// The right to send a file. Held while it is being sent and unpacked.
pub struct Turn {
    turns: Turns,
    account: AccountId,
}

impl Turns {
    /// Lets an account send, unless it sends too many already, or everybody together does.
    pub fn take(&self, account: AccountId) -> Option<Turn> {
        let mut under_way = self.lock();
        let own = under_way.get(&account).copied().unwrap_or_default();
        if own >= UPLOADS_OF_ONE || under_way.values().sum::<usize>() >= UPLOADS_AT_ONCE {
            return None;
        }
        under_way.insert(account, own + 1);
        Some(Turn { turns: self.clone(), account })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AccountId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut under_way = self.turns.lock();
        match under_way.get_mut(&self.account) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(under_way.remove(&self.account)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    #[test]
    fn one_account_cannot_take_every_turn() {
        let turns = Turns::default();
        let hers: Vec<_> = (0..UPLOADS_OF_ONE).map(|_| turns.take(account(1)).unwrap()).collect();
        assert!(turns.take(account(1)).is_none());
        assert!(turns.take(account(2)).is_some());
        drop(hers);
        assert!(turns.take(account(1)).is_some());
        assert!(turns.lock().is_empty(), "nobody is remembered");
    }

    #[test]
    fn there_are_only_so_many_in_all() {
        let turns = Turns::default();
        let all: Vec<_> = (0..).map_while(|number| turns.take(account(number))).collect();
        assert_eq!(all.len(), UPLOADS_AT_ONCE);
    }
}
