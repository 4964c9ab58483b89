//! Who reads an auction's events over HTTP, and whether they are still who they were: a stream or a long poll lasts, and
//! the session it was asked for with may end meanwhile.

use super::auth::Viewer;
use crate::config;
use crate::domain::{AccountId, Timestamp};
use crate::store::accounts::SessionId;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// Tells readers which sessions end.
pub struct Endings {
    told: broadcast::Sender<SessionId>,
    /// Those that ended while a request of theirs may have been on its way to becoming a reader.
    lately: Mutex<VecDeque<(Instant, SessionId)>>,
}

impl Default for Endings {
    fn default() -> Endings {
        Endings { told: broadcast::Sender::new(config::ENDINGS), lately: Mutex::default() }
    }
}

impl Endings {
    /// A session ended, and is out of the database.
    pub fn tell(&self, session: SessionId) {
        let (mut lately, now) = (self.lately(), Instant::now());
        lately.retain(|(at, _)| now - *at < config::SIGNED_OUT_MEMORY);
        lately.push_back((now, session));
        // Nobody has to be listening.
        let _ = self.told.send(session);
    }

    fn lately(&self) -> MutexGuard<'_, VecDeque<(Instant, SessionId)>> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One reader.
pub struct Reader {
    who: Option<Who>,
    endings: broadcast::Receiver<SessionId>,
    ending: Option<Ending>,
}

struct Who {
    account: AccountId,
    session: SessionId,
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
        let who =
            viewer.0.map(|who| Who { account: who.account.id, session: who.session_id, expires_at: who.expires_at });
        Reader::listening(who, endings)
    }

    /// Listens before it looks who ended lately, so that no ending is missed between.
    fn listening(who: Option<Who>, endings: &Endings) -> Reader {
        let told = endings.told.subscribe();
        let ended = who.as_ref().is_some_and(|who| endings.lately().iter().any(|(_, session)| *session == who.session));
        Reader { who, endings: told, ending: ended.then_some(Ending::SignedOut) }
    }

    /// On whose behalf it is, as long as their session lasts.
    pub fn account(&self) -> Option<AccountId> {
        self.who.as_ref().filter(|_| self.ending.is_none()).map(|who| who.account)
    }

    /// Whether, and why, the session they asked with is no longer one.
    pub fn ending(&mut self, now: Timestamp) -> Option<Ending> {
        let who = self.who.as_ref()?;
        if who.expires_at <= now {
            self.ending = Some(Ending::SignedOut);
        }
        while self.ending.is_none() {
            self.ending = match self.endings.try_recv() {
                Ok(session) => (session == who.session).then_some(Ending::SignedOut),
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
                Ok(session) if session == who.session => self.ending = Some(Ending::SignedOut),
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
    use uuid::Uuid;

    const NOW: Timestamp = DateTime::UNIX_EPOCH;

    fn session(number: u128) -> SessionId {
        SessionId(Uuid::from_u128(number))
    }

    fn reader(endings: &Endings) -> Reader {
        let (account, expires_at) = (AccountId(Uuid::from_u128(9)), NOW + TimeDelta::hours(1));
        Reader::listening(Some(Who { account, session: session(1), expires_at }), endings)
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
        endings.tell(session(1));
        assert_eq!((reader(&endings).account(), reader(&endings).ending(NOW)), (None, Some(Ending::SignedOut)));
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
