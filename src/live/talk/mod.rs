//! What is said about an auction besides bids: questions, answers, chat, and the auctioneer's caption. A room of it is a log
//! like an auction's, but the database alone numbers it: what is told here was read from there. It wakes no auction.
//!
//! - [`Talk`] what the process shares about one room · `talks` where rooms are, and when they are forgotten
//! - `acts` saying, hiding, muting: who may, and what they are told
//!
//! The name on the wire is `room:ID`; in this code a [`Room`](super::room::Room) is an auction's own.

mod acts;
mod talks;

pub use acts::{Page, Person, Refused, Words};
pub use talks::{Talks, run};

use super::protocol::InRoom;
use crate::config::rooms as config;
use crate::domain::{AccountId, AuctionId, Seq};
use crate::store::auctions::Listing;
use crate::store::rooms::{Line, Office, Speaker, What};
use crate::store::{self, Store};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tokio::sync::Mutex;
use uuid::Uuid;

/// One room, as the process shares it.
pub struct Talk {
    pub auction: AuctionId,
    /// Names the log, as it does the auction's.
    pub epoch: String,
    seller: AccountId,
    board: RwLock<Board>,
    /// Held while new lines are read, so that each is put on the board once and in its order.
    reading: Mutex<()>,
    /// Something may have been written that was not read.
    is_in_doubt: AtomicBool,
}

/// The last lines, and what the auctioneer says just now.
pub struct Board {
    /// The number of the last line that was read.
    pub seq: Seq,
    ring: VecDeque<Line>,
    pub caption: Caption,
}

/// What the auctioneer says just now. Kept nowhere else, and gone with the socket it came from.
pub struct Caption {
    pub text: Arc<str>,
    /// Grows with every change.
    pub version: u64,
    /// The socket it came from, and which of its captions it is.
    from: Option<(Uuid, u64)>,
}

/// Who looks at a room: whoever moderates sees what is hidden, and everybody sees their own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Eye {
    pub account: Option<AccountId>,
    pub moderates: bool,
}

impl Eye {
    /// Whether what this line says is to be shown to them.
    pub fn sees(&self, line: &Line) -> bool {
        match &line.what {
            What::Message(message) if message.hidden.is_some() => {
                self.moderates || self.account == Some(line.author_id)
            }
            _ => true,
        }
    }
}

impl Talk {
    async fn load(store: &Store, listing: Listing) -> Result<Talk, store::Error> {
        let lines = store.last_room_lines(listing.id, config::RING).await?;
        Ok(Talk::of(listing.id, listing.epoch, listing.seller, lines))
    }

    fn of(auction: AuctionId, epoch: String, seller: AccountId, lines: Vec<Line>) -> Talk {
        let seq = lines.last().map_or(0, |line| line.seq);
        let caption = Caption { text: "".into(), version: 0, from: None };
        let board = RwLock::new(Board { seq, ring: lines.into(), caption });
        Talk { auction, epoch, seller, board, reading: Mutex::default(), is_in_doubt: AtomicBool::new(false) }
    }

    /// A room for tests, with these lines.
    #[cfg(test)]
    pub(super) fn with(auction: AuctionId, seller: AccountId, lines: Vec<Line>) -> Talk {
        Talk::of(auction, "e".into(), seller, lines)
    }

    /// The last lines. Hold it briefly, and never over an `await`.
    pub fn board(&self) -> RwLockReadGuard<'_, Board> {
        self.board.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn board_to_change(&self) -> RwLockWriteGuard<'_, Board> {
        self.board.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// As what somebody speaks here.
    pub fn speaker(&self, Person { account, administers }: Person) -> Speaker {
        Speaker { account, office: Office::of(account, administers, self.seller) }
    }

    /// With whose eyes somebody looks.
    pub fn eye(&self, who: Option<Person>) -> Eye {
        let moderates = who.is_some_and(|who| self.speaker(who).office.moderates());
        Eye { account: who.map(|who| who.account), moderates }
    }

    /// Reads what was written since it was last read.
    async fn catch_up(&self, store: &Store) -> Result<(), store::Error> {
        let _one_at_a_time = self.reading.lock().await;
        self.is_in_doubt.store(false, Ordering::Relaxed);
        loop {
            let after = self.board().seq;
            match store.room_lines(self.auction, after, config::RING).await {
                Ok(lines) if lines.is_empty() => return Ok(()),
                Ok(lines) => lines.into_iter().for_each(|line| self.board_to_change().add(line)),
                Err(error) => {
                    self.is_in_doubt.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
    }

    /// Notes that a message is hidden no more.
    fn show_again(&self, seq: Seq) {
        if let Some(line) = self.board_to_change().ring.iter_mut().find(|line| line.seq == seq)
            && let What::Message(message) = &mut line.what
        {
            message.hidden = None;
        }
    }

    /// Notes that something may have been written although nobody was told so.
    fn doubt(&self) {
        self.is_in_doubt.store(true, Ordering::Relaxed);
    }

    /// Shows what the auctioneer says: the `count`-th caption of a socket. One that was overtaken by a later is dropped.
    fn show(&self, text: &str, socket: Uuid, count: u64) {
        let caption = &mut self.board_to_change().caption;
        if caption.from.is_none_or(|(from, shown)| from != socket || shown < count) {
            caption.set(text);
            caption.from = Some((socket, count));
        }
    }

    /// Takes down the caption of a socket that is gone. `true` if there was one.
    pub(super) fn take_down(&self, socket: Uuid) -> bool {
        let caption = &mut self.board_to_change().caption;
        let is_its = caption.from.is_some_and(|(from, _)| from == socket) && !caption.text.is_empty();
        if is_its {
            caption.set("");
        }
        is_its
    }
}

impl Caption {
    fn set(&mut self, text: &str) {
        if *self.text != *text {
            self.text = text.into();
            self.version += 1;
        }
    }
}

impl Board {
    fn add(&mut self, line: Line) {
        debug_assert_eq!(self.seq + 1, line.seq, "a room has no gap");
        self.seq = line.seq;
        if let What::Hid { seq, reason } = &line.what
            && let Some(hidden) = self.ring.iter_mut().find(|line| line.seq == *seq)
            && let What::Message(message) = &mut hidden.what
        {
            message.hidden = Some(store::rooms::Hidden { by: line.author.clone(), reason: reason.clone() });
        }
        if self.ring.len() == config::RING {
            self.ring.pop_front();
        }
        self.ring.push_back(line);
    }

    /// The lines after `seq`, if they are all at hand.
    pub fn since(&self, seq: Seq) -> Option<impl ExactSizeIterator<Item = &Line>> {
        let missing = usize::try_from(self.seq.checked_sub(seq)?).ok()?;
        let from = self.ring.len().checked_sub(missing)?;
        Some(self.ring.range(from..))
    }

    /// What a viewer who resumes at `seq` is told; `None` if that is too much, or was never told here.
    pub fn missed(&self, seq: Seq) -> Option<Vec<Line>> {
        let lines = self.since(seq).filter(|lines| lines.len() <= config::REPLAY)?;
        Some(lines.cloned().collect())
    }

    /// The last messages, oldest first, and where those before them are.
    pub fn last_page(&self) -> (Vec<Line>, Option<Seq>) {
        let messages: Vec<Line> =
            self.ring.iter().filter(|line| matches!(line.what, What::Message(_))).cloned().collect();
        let page = messages[messages.len().saturating_sub(config::PAGE)..].to_vec();
        let first = page.first().or(self.ring.front());
        let earlier = earlier(first.into_iter());
        (page, earlier)
    }
}

/// Where the messages before these are, if there are any: a room's first line is always a message.
fn earlier<'a>(mut page: impl Iterator<Item = &'a Line>) -> Option<Seq> {
    page.next().map(|first| first.seq).filter(|seq| *seq > 1)
}

/// How somebody stands in a room, from what the database says of them.
fn in_room(speaker: Speaker, seat: store::rooms::Seat) -> InRoom {
    match speaker.office.word() {
        Some(word) => InRoom { author: Some(word.into()), muted: None, moderates: speaker.office.moderates() },
        None => InRoom { author: seat.guest.map(|guest| guest.to_string()), muted: seat.muted, moderates: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::rooms::{Kind, Message};
    use chrono::DateTime;

    const LOT: AuctionId = AuctionId(Uuid::from_u128(1));
    const ANN: AccountId = AccountId(Uuid::from_u128(2));
    const SAL: AccountId = AccountId(Uuid::from_u128(3));

    fn line(seq: Seq, what: What) -> Line {
        Line { seq, at: DateTime::UNIX_EPOCH, author_id: ANN, author: "g1".into(), what }
    }

    fn chat(seq: Seq) -> Line {
        line(seq, What::Message(Message { kind: Kind::Chat, text: "hello".into(), about: None, hidden: None }))
    }

    fn numbers(lines: &[Line]) -> Vec<Seq> {
        lines.iter().map(|line| line.seq).collect()
    }

    #[test]
    fn whoever_resumes_is_told_what_they_missed_whole_or_not_at_all() {
        let lines = config::RING as Seq + 10;
        let talk = Talk::with(LOT, SAL, Vec::new());
        (1..=lines).for_each(|seq| talk.board_to_change().add(chat(seq)));
        let board = talk.board();
        assert_eq!(board.missed(lines).map(|lines| lines.len()), Some(0));
        assert_eq!(board.missed(lines - 3).as_deref().map(numbers), Some(vec![lines - 2, lines - 1, lines]));
        assert_eq!(board.missed(lines - config::REPLAY as Seq).map(|lines| lines.len()), Some(config::REPLAY));
        assert!(board.missed(lines - config::REPLAY as Seq - 1).is_none());
        assert!(board.missed(2).is_none() && board.missed(lines + 1).is_none() && board.missed(Seq::MIN).is_none());
    }

    #[test]
    fn a_page_has_the_last_messages_and_says_where_the_others_are() {
        let talk = Talk::with(LOT, SAL, (1..=3).map(chat).collect());
        let page = |talk: &Talk| -> (Vec<Seq>, Option<Seq>) {
            let (page, earlier) = talk.board().last_page();
            (numbers(&page), earlier)
        };
        assert_eq!(page(&talk), (vec![1, 2, 3], None));
        talk.board_to_change().add(line(4, What::Hid { seq: 2, reason: "rude".into() }));
        assert_eq!(page(&talk), (vec![1, 2, 3], None), "an act is no message");
        (5..=60).for_each(|seq| talk.board_to_change().add(chat(seq)));
        let (shown, earlier) = page(&talk);
        assert_eq!((shown.len(), shown[0], earlier), (config::PAGE, 11, Some(11)));
        assert_eq!(page(&Talk::with(LOT, SAL, Vec::new())), (Vec::new(), None));
    }

    #[test]
    fn what_is_hidden_is_seen_by_its_author_and_by_who_moderates() {
        let talk = Talk::with(LOT, SAL, vec![chat(1)]);
        let sees = |account: Option<AccountId>, administers| {
            let who = account.map(|account| Person { account, administers });
            talk.eye(who).sees(&talk.board().ring[0])
        };
        assert!(sees(None, false));
        talk.board_to_change().add(line(2, What::Hid { seq: 1, reason: "rude".into() }));
        assert!(!sees(None, false) && !sees(Some(AccountId(Uuid::from_u128(9))), false));
        assert!(sees(Some(ANN), false) && sees(Some(SAL), false) && sees(Some(AccountId(Uuid::from_u128(9))), true));
        talk.show_again(1);
        assert!(sees(None, false), "until it is shown again");
    }

    #[test]
    fn a_caption_is_replaced_by_the_next_and_never_by_one_it_overtook() {
        let talk = Talk::with(LOT, SAL, Vec::new());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let shown = || (talk.board().caption.text.to_string(), talk.board().caption.version);
        talk.show("goi", one, 3);
        talk.show("go", one, 2);
        assert_eq!(shown(), ("goi".into(), 1));
        talk.show("goi", one, 4);
        assert_eq!(shown(), ("goi".into(), 1), "nothing changed");
        talk.show("sold", other, 1);
        talk.show("", one, 5);
        assert_eq!(shown(), (String::new(), 3));
    }

    #[test]
    fn a_caption_goes_with_its_socket_and_with_no_other() {
        let talk = Talk::with(LOT, SAL, Vec::new());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        talk.show("going", one, 1);
        assert!(!talk.take_down(other) && &*talk.board().caption.text == "going");
        assert!(talk.take_down(one) && talk.board().caption.text.is_empty());
        assert!(!talk.take_down(one), "once");
    }
}
