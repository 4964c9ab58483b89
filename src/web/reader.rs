//! Who reads an auction's events over HTTP, and whether they are still who they were: a stream or a long poll lasts, and
//! the session it was asked for with may end meanwhile.

use super::auth::Viewer;
use crate::config;
use crate::domain::{AccountId, Timestamp};
use crate::live::hub::{Identity, Lately, SignedOut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// Tells readers who is sent away.
pub struct Endings {
    told: broadcast::Sender<SignedOut>,
    /// Those who were while a request of theirs may have been on its way to becoming a reader.
    lately: Mutex<Lately>,
}

impl Default for Endings {
    fn default() -> Endings {
        Endings { told: broadcast::Sender::new(config::ENDINGS), lately: Mutex::default() }
    }
}

impl Endings {
    /// Somebody was sent away, and the database lets nobody in by that any more.
    pub fn tell(&self, who: SignedOut) {
        let mut lately = self.lately();
        lately.remember(who);
        // Nobody has to be listening.
        let _ = self.told.send(who);
    }

    fn lately(&self) -> MutexGuard<'_, Lately> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One reader.
pub struct Reader {
    who: Option<Who>,
    endings: broadcast::Receiver<SignedOut>,
    ending: Option<Ending>,
}

struct Who {
    identity: Identity,
    expires_at: Timestamp,
}

/// Why somebody who was signed in is told nothing private any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    SignedOut,
    /// So many sessions ended at once that theirs may have been among them: they have to ask again.
    Unsure,
}

impl Reader {
    /// Somebody whose session was looked up a moment ago.
    pub fn new(viewer: Viewer, endings: &Endings) -> Reader {
        let who = viewer.0.map(|who| Who { identity: who.identity(), expires_at: who.expires_at });
        Reader::listening(who, endings)
    }

    /// Listens before it looks who ended lately, so that no ending is missed between.
    fn listening(who: Option<Who>, endings: &Endings) -> Reader {
        let told = endings.told.subscribe();
        let ended = who.as_ref().is_some_and(|who| endings.lately().ends(who.identity));
        Reader { who, endings: told, ending: ended.then_some(Ending::SignedOut) }
    }

    /// On whose behalf it is, as long as their session lasts.
    pub fn account(&self) -> Option<AccountId> {
        self.who.as_ref().filter(|_| self.ending.is_none()).map(|who| who.identity.account)
    }

    /// Whether, and why, the session they asked with is no longer one.
    pub fn ending(&mut self, now: Timestamp) -> Option<Ending> {
        let who = self.who.as_ref()?;
        if who.expires_at <= now {
            self.ending = Some(Ending::SignedOut);
        }
        while self.ending.is_none() {
            self.ending = match self.endings.try_recv() {
                Ok(ended) => ended.ends(who.identity).then_some(Ending::SignedOut),
                Err(TryRecvError::Lagged(_)) => Some(Ending::Unsure),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return None,
            };
        }
        self.ending
    }

    /// Resolves when it is worth asking for the [`ending`](Self::ending); never for somebody who is not signed in.
    pub async fn ended(&mut self) {
        while let (Some(who), None) = (&self.who, self.ending) {
            match self.endings.recv().await {
                Ok(ended) if ended.ends(who.identity) => self.ending = Some(Ending::SignedOut),
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => self.ending = Some(Ending::Unsure),
                Err(RecvError::Closed) => break,
            }
        }
        if self.ending.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};
    use futures_util::FutureExt;
    use std::time::{Duration, Instant};
    use uuid::Uuid;

    const NOW: Timestamp = DateTime::UNIX_EPOCH;

    fn session(number: u128) -> SignedOut {
        SignedOut::session(Uuid::from_u128(number))
    }

    /// Whom the house began to look up this long ago.
    fn known(ago: Duration) -> Who {
        let (session, account) = (Uuid::from_u128(1), AccountId(Uuid::from_u128(9)));
        let known_at = Instant::now().checked_sub(ago).unwrap();
        let identity = Identity { session, account, administers: false, known_at };
        Who { identity, expires_at: NOW + TimeDelta::hours(1) }
    }

    fn reader(endings: &Endings) -> Reader {
        Reader::listening(Some(known(Duration::from_millis(1))), endings)
    }

    #[test]
    fn a_reader_is_who_they_were_until_their_own_session_ends() {
        let endings = Endings::default();
        let mut reader = reader(&endings);
        endings.tell(session(2));
        assert_eq!((reader.ending(NOW), reader.account().is_some()), (None, true));
        endings.tell(session(1));
        assert_eq!((reader.ending(NOW), reader.account()), (Some(Ending::SignedOut), None));
        endings.tell(session(3));
        assert_eq!(reader.ending(NOW), Some(Ending::SignedOut), "for good");
    }

    #[test]
    fn a_session_that_ended_just_before_somebody_became_its_reader_has_ended() {
        let endings = Endings::default();
        let before = known(Duration::ZERO);
        endings.tell(session(1));
        let mut reader = Reader::listening(Some(before), &endings);
        assert_eq!((reader.account(), reader.ending(NOW)), (None, Some(Ending::SignedOut)));
    }

    #[test]
    fn whoever_was_put_out_reads_no_more_and_whoever_comes_back_after_it_does() {
        let endings = Endings::default();
        let mut there = reader(&endings);
        let account = there.account().unwrap();
        let on_the_way = known(Duration::ZERO);
        endings.tell(SignedOut::account(account));
        assert_eq!(there.ending(NOW), Some(Ending::SignedOut));
        assert_eq!(Reader::listening(Some(on_the_way), &endings).ending(NOW), Some(Ending::SignedOut));
        let mut back = known(Duration::ZERO);
        back.identity.known_at += Duration::from_millis(1);
        assert_eq!(Reader::listening(Some(back), &endings).account(), Some(account));
    }

    #[test]
    fn a_session_that_ran_out_has_ended_too() {
        let endings = Endings::default();
        assert_eq!(reader(&endings).ending(NOW + TimeDelta::hours(1)), Some(Ending::SignedOut));
    }

    #[test]
    fn whoever_missed_an_ending_does_not_go_on_as_if_it_were_somebody_elses() {
        let endings = Endings { told: broadcast::Sender::new(2), ..Endings::default() };
        let mut reader = reader(&endings);
        (2..=6).for_each(|number| endings.tell(session(number)));
        assert_eq!((reader.ending(NOW), reader.account()), (Some(Ending::Unsure), None));
    }

    #[test]
    fn a_wait_ends_with_the_session_and_not_with_another() {
        let endings = Endings::default();
        let mut reader = reader(&endings);
        endings.tell(session(2));
        assert_eq!(reader.ended().now_or_never(), None);
        endings.tell(session(1));
        assert_eq!(reader.ended().now_or_never(), Some(()));
        assert_eq!(reader.ending(NOW), Some(Ending::SignedOut));
    }
}
