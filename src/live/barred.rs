//! Who may not buy for the moment, because too much that they bought was not paid for. Asked with every bid, so it is kept
//! in memory; the strikes it follows from are in the store.

use crate::domain::AccountId;
use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

/// The accounts that may not buy.
#[derive(Debug, Default)]
pub struct Barred(RwLock<HashSet<AccountId>>);

impl Barred {
    /// Whether this account is one of them.
    pub fn holds(&self, account: AccountId) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(&account)
    }

    pub(super) fn become_these(&self, accounts: impl IntoIterator<Item = AccountId>) {
        let accounts = accounts.into_iter().collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn whoever_is_no_longer_among_them_may_buy_again() {
        let [ann, bo] = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
        let barred = Barred::default();
        barred.become_these([ann]);
        assert!(barred.holds(ann) && !barred.holds(bo));
        barred.become_these([bo]);
        assert!(!barred.holds(ann) && barred.holds(bo));
    }
}
