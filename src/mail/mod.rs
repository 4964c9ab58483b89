//! Letters out of the house: takes what is due from the outbox, writes it in its reader's language, and hands it to a mail
//! server, or leaves it in a folder where there is none. Each goes out at least once, under a name that stays the same.
//!
//! - [`words`] what a notice says, also in the bell · [`letter`] a mail, whole · [`link`] links that prove something
//! - [`carrier`] where mails go
//!
//! Never decides who is told what: that is written down with its cause (`store/notices`).

pub mod carrier;
pub mod letter;
pub mod link;
pub mod words;

use crate::config::mail as limits;
use crate::domain::Timestamp;
use crate::live::Live;
use crate::store::notices::outbox::Letter;
use crate::store::{self, Store};
use carrier::{Carrier, Trouble};
use chrono::TimeDelta;
use futures_util::StreamExt;
use letter::Sender;
use std::time::Duration;

/// What sends the house's letters.
pub struct PostOffice {
    pub store: Store,
    /// For the house's clock.
    pub live: Live,
    pub sender: Sender,
    pub carrier: Carrier,
}

impl PostOffice {
    /// Sends what is due, for as long as the process runs.
    pub async fn run(self) {
        let mut troubled = false;
        loop {
            match self.round().await {
                Ok(letters) if letters == limits::OUTBOX_BATCH as usize => continue,
                Ok(_) => troubled = false,
                Err(error) if error.is_closing() => return,
                Err(error) => {
                    if !std::mem::replace(&mut troubled, true) {
                        tracing::warn!(%error, "the outbox cannot be read; looking again every second");
                    }
                }
            }
            tokio::time::sleep(limits::OUTBOX_PERIOD).await;
        }
    }

    /// Takes one batch and sends it, a few at a time. Says how many there were.
    async fn round(&self) -> Result<usize, store::Error> {
        let letters = self.store.take_letters(self.live.now(), limits::OUTBOX_BATCH).await?;
        let count = letters.len();
        let sending = letters.into_iter().map(|letter| self.send(letter));
        futures_util::stream::iter(sending).buffer_unordered(limits::LETTERS_AT_ONCE).collect::<Vec<()>>().await;
        Ok(count)
    }

    /// Sends one letter, and writes down what became of it. If that cannot be written, it is sent again later.
    async fn send(&self, letter: Letter) {
        let sent = match self.write(&letter).await {
            Ok(mail) => self.carrier.carry(&letter, mail).await,
            Err(trouble) => Err(trouble),
        };
        let written = match sent {
            Ok(()) => self.store.letter_sent(letter.id).await,
            Err(trouble) => {
                let again = again(&trouble, letter.tries, self.live.now());
                let why = trouble.to_string();
                tracing::warn!(letter = %letter.id, kind = letter.kind.word(), why, given_up = again.is_none(), "a mail was not sent");
                let short: String = why.chars().take(limits::LONGEST_MAIL_ERROR).collect();
                self.store.letter_failed(letter.id, &short, again).await
            }
        };
        if let Err(error) = written {
            tracing::warn!(letter = %letter.id, %error, "what became of a mail could not be written down; it goes out again");
        }
    }

    async fn write(&self, letter: &Letter) -> Result<lettre::Message, Trouble> {
        let link = match link::Link::of(letter.kind) {
            Some((link, purpose, within)) => {
                let until = chrono::Utc::now() + within;
                let asked = (letter.account, letter.at);
                self.store.keep_proof(&link.hash(), asked, purpose, &letter.email, until).await?;
                Some(link.reveal())
            }
            None => None,
        };
        let stop = match letter.kind.is_security() {
            true => None,
            false => Some(self.store.mail_stop(letter.account, letter.kind).await?),
        };
        self.sender.write(letter, link.as_deref(), stop)
    }
}

/// When a letter is tried again after its try number `tries`, counted from 0; never, if that was the last, or if the mail
/// server said that it never will take it.
fn again(trouble: &Trouble, tries: i16, now: Timestamp) -> Option<Timestamp> {
    let pause = usize::try_from(tries).ok().and_then(|tries| limits::LETTER_RETRIES.get(tries));
    pause.filter(|_| !trouble.is_final()).map(|pause| now + *pause)
}

/// The longest a whole batch may take: the letters of one are not to be taken again while they are being sent.
const _: () = {
    let rounds = (limits::OUTBOX_BATCH as u64).div_ceil(limits::LETTERS_AT_ONCE as u64);
    let longest: Duration = limits::LETTER_TIMEOUT;
    let lost: TimeDelta = limits::LETTER_LOST;
    assert!(rounds * longest.as_secs() < lost.num_seconds() as u64);
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_tried_again_later_and_later_and_then_not_at_all() {
        let (now, away) = (Timestamp::UNIX_EPOCH, Trouble::Away("no answer".into()));
        let tries: Vec<_> = (0..).map_while(|tries| again(&away, tries, now)).collect();
        assert_eq!(tries.len(), limits::LETTER_RETRIES.len());
        assert!(tries.is_sorted() && tries[0] > now);
        assert_eq!(again(&Trouble::Refused("550 no such user".into()), 0, now), None);
    }
}
