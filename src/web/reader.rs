//! Who reads an auction's events over HTTP, and whether they are still who they were: a stream or a long poll lasts, and
//! the session it was asked for with may end meanwhile.

use super::House;
use super::auth;
use super::error::Error;
use crate::domain::{AccountId, Timestamp};
use crate::store::accounts::SessionId;
use actix_web::HttpRequest;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

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
    /// Whoever asks. Listens for endings before it looks the session up, so that none is missed between.
    ///
    /// # Errors
    /// 503 while the database is away.
    pub async fn of(request: &HttpRequest, house: &House) -> Result<Reader, Error> {
        let endings = house.endings();
        let who = auth::viewer(request).await?.0;
        let who = who.map(|who| Who { account: who.account.id, session: who.session_id, expires_at: who.expires_at });
        Ok(Reader { who, endings, ending: None })
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

    fn reader(endings: &broadcast::Sender<SessionId>) -> Reader {
        let (account, expires_at) = (AccountId(Uuid::from_u128(9)), NOW + TimeDelta::hours(1));
        Reader {
            who: Some(Who { account, session: session(1), expires_at }),
            endings: endings.subscribe(),
            ending: None,
        }
    }

    #[test]
    fn a_reader_is_who_they_were_until_their_own_session_ends() {
        let endings = broadcast::Sender::new(4);
        let mut reader = reader(&endings);
        endings.send(session(2)).unwrap();
        assert_eq!((reader.ending(NOW), reader.account().is_some()), (None, true));
        endings.send(session(1)).unwrap();
        assert_eq!((reader.ending(NOW), reader.account()), (Some(Ending::SignedOut), None));
        endings.send(session(3)).unwrap();
        assert_eq!(reader.ending(NOW), Some(Ending::SignedOut), "for good");
    }

    #[test]
    fn a_session_that_ran_out_has_ended_too() {
        let endings = broadcast::Sender::new(4);
        assert_eq!(reader(&endings).ending(NOW + TimeDelta::hours(1)), Some(Ending::SignedOut));
    }

    #[test]
    fn whoever_missed_an_ending_does_not_go_on_as_if_it_were_somebody_elses() {
        let endings = broadcast::Sender::new(2);
        let mut reader = reader(&endings);
        (1..=5).for_each(|number| drop(endings.send(session(number))));
        assert_eq!((reader.ending(NOW), reader.account()), (Some(Ending::Unsure), None));
    }

    #[test]
    fn a_wait_ends_with_the_session_and_not_with_another() {
        let endings = broadcast::Sender::new(4);
        let mut reader = reader(&endings);
        endings.send(session(2)).unwrap();
        assert_eq!(reader.ended().now_or_never(), None);
        endings.send(session(1)).unwrap();
        assert_eq!(reader.ended().now_or_never(), Some(()));
        assert_eq!(reader.ending(NOW), Some(Ending::SignedOut));
    }
}
