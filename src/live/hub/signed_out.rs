//! Who was sent away, and what of theirs ends with it. The database hears of it first and lets nobody in by it from then on;
//! then it is announced here. Whoever was looked up before goes, also if they come in only after the announcement: a socket
//! that shakes hands just then, a request that is about to become a stream or a poll. Whoever was looked up after it stays: the
//! database let them in.

use super::messages::Identity;
use crate::config;
use crate::domain::AccountId;
use actix::prelude::*;
use std::collections::VecDeque;
use std::time::Instant;
use uuid::Uuid;

/// A session ended, or everything that an account had open.
#[derive(Message, Clone, Copy, Debug)]
#[rtype(result = "()")]
pub struct SignedOut {
    whose: Whose,
    /// When it was announced.
    at: Instant,
}

#[derive(Clone, Copy, Debug)]
enum Whose {
    Session(Uuid),
    Account(AccountId),
}

impl SignedOut {
    /// This session has ended just now.
    pub fn session(session: Uuid) -> SignedOut {
        SignedOut { whose: Whose::Session(session), at: Instant::now() }
    }

    /// Everything that this account has open ends now. What it opens from here on is judged by the database.
    pub fn account(account: AccountId) -> SignedOut {
        SignedOut { whose: Whose::Account(account), at: Instant::now() }
    }

    /// Whether somebody who was let in as this has to go.
    pub fn ends(self, identity: Identity) -> bool {
        let theirs = match self.whose {
            Whose::Session(session) => identity.session == session,
            Whose::Account(account) => identity.account == account,
        };
        theirs && identity.known_at <= self.at
    }
}

/// Who was sent away lately, for those who come in with a look from before.
#[derive(Debug, Default)]
pub struct Lately(VecDeque<SignedOut>);

impl Lately {
    /// Remembers it for as long as anybody may be on their way in.
    pub fn remember(&mut self, who: SignedOut) {
        self.0.retain(|before| before.at.elapsed() < config::SIGNED_OUT_MEMORY);
        self.0.push_back(who);
    }

    /// Whether somebody who comes in just now was sent away meanwhile.
    pub fn ends(&self, identity: Identity) -> bool {
        self.0.iter().any(|who| who.ends(identity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn known(session: u128, account: u128) -> Identity {
        let (session, account) = (Uuid::from_u128(session), AccountId(Uuid::from_u128(account)));
        Identity { session, account, administers: false, known_at: Instant::now() }
    }

    fn remembered(who: SignedOut) -> Lately {
        let mut lately = Lately::default();
        lately.remember(who);
        lately
    }

    #[test]
    fn whoever_was_looked_up_before_goes_however_late_they_come_in() {
        let (hers, another, his) = (known(1, 7), known(2, 7), known(3, 8));
        let session = remembered(SignedOut::session(hers.session));
        assert!(session.ends(hers) && !session.ends(another) && !session.ends(his));
        let account = remembered(SignedOut::account(hers.account));
        assert!(account.ends(hers) && account.ends(another) && !account.ends(his));
    }

    #[test]
    fn whoever_is_let_in_anew_after_it_stays() {
        let before = known(1, 7);
        let lately = remembered(SignedOut::account(before.account));
        let anew = Identity { known_at: Instant::now() + Duration::from_millis(1), ..known(2, 7) };
        assert!(lately.ends(before) && !lately.ends(anew));
    }
}
