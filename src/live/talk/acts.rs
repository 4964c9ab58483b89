//! Saying, hiding, muting, and the caption: who may, and what they are told. The same for pages, API and sockets.

use super::{Eye, Talk, earlier, in_room};
use crate::config;
use crate::domain::{AccountId, AuctionId, Seq};
use crate::limits::TooSoon;
use crate::live::protocol::InRoom;
use crate::live::{self, Live};
use crate::store;
use crate::store::audit::Officer;
use crate::store::rooms::{Guest, Hiding, Kind, Line, Mute, NotSaid, Office, Said, Saying, Speaker, Text, caption};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Somebody who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub account: AccountId,
    /// May act for the house.
    pub administers: bool,
}

/// A message as its author wrote it.
#[derive(Clone, Debug)]
pub struct Words {
    /// What it says it is: chat, if it does not say.
    pub kind: Option<Kind>,
    pub text: String,
    /// The question it answers.
    pub about: Option<Seq>,
    pub key: Uuid,
}

/// A page of a room, as somebody sees it.
pub struct Page {
    pub epoch: String,
    /// The number of the room's last line.
    pub seq: Seq,
    /// Oldest first.
    pub messages: Vec<Line>,
    /// The messages before these are those before this number.
    pub earlier: Option<Seq>,
    pub caption: Arc<str>,
    pub eye: Eye,
    /// How the viewer stands here, if they are signed in.
    pub you: Option<InRoom>,
    /// Who may not speak, for whoever moderates.
    pub muted: Vec<Mute>,
}

impl Page {
    /// A room in which nobody has said anything, and nobody can.
    pub fn silent() -> Page {
        Page {
            epoch: String::new(),
            seq: 0,
            messages: Vec::new(),
            earlier: None,
            caption: "".into(),
            eye: Eye { account: None, moderates: false },
            you: None,
            muted: Vec::new(),
        }
    }
}

/// Why something was not said or done in a room. Nothing was changed, unless it says otherwise.
#[derive(Debug)]
pub enum Refused {
    SignedOut,
    /// What was named is no room at all.
    NoRoom,
    /// It says that it is one thing, and is another.
    Contradiction,
    BadText,
    CaptionTooLong,
    ReasonRequired,
    /// Only whoever sells the lot, or the house, does that.
    Forbidden,
    Muted {
        reason: String,
    },
    KeyReused,
    NoSuchQuestion,
    NoSuchMessage,
    NoSuchGuest,
    RateLimited {
        wait: Duration,
    },
    /// Too much is being written down for the same socket.
    Overloaded,
    /// The room cannot be reached, or not written to: then it may have been done all the same.
    Live(live::Error),
}

impl Refused {
    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::SignedOut => "signed_out",
            Refused::NoRoom => "unknown_channel",
            Refused::Contradiction => "malformed",
            Refused::BadText | Refused::CaptionTooLong => "bad_text",
            Refused::ReasonRequired => "reason_required",
            Refused::Forbidden => "forbidden",
            Refused::Muted { .. } => "muted",
            Refused::KeyReused => "key_reused",
            Refused::NoSuchQuestion => "unknown_question",
            Refused::NoSuchMessage => "unknown_message",
            Refused::NoSuchGuest => "unknown_author",
            Refused::RateLimited { .. } => "rate_limited",
            Refused::Overloaded => "overloaded",
            Refused::Live(error) => error.code(),
        }
    }

    /// What happened and what to do, for a person.
    pub fn message(&self) -> String {
        let most = config::rooms::LONGEST_MESSAGE;
        match self {
            Refused::SignedOut => t!("refused-room-signed-out"),
            Refused::NoRoom => t!("refused-room-none"),
            Refused::Contradiction => t!("refused-room-contradiction"),
            Refused::BadText => t!("refused-room-text", most = most),
            Refused::CaptionTooLong => t!("refused-room-caption", most = config::rooms::LONGEST_CAPTION),
            Refused::ReasonRequired => t!("refused-room-reason", most = most),
            Refused::Forbidden => t!("refused-room-forbidden"),
            Refused::Muted { reason } => t!("refused-room-muted", reason = reason),
            Refused::KeyReused => t!("refused-room-key"),
            Refused::NoSuchQuestion => t!("refused-room-question"),
            Refused::NoSuchMessage => t!("refused-room-message"),
            Refused::NoSuchGuest => t!("refused-room-guest"),
            Refused::RateLimited { .. } => t!("refused-room-rate"),
            Refused::Overloaded => t!("refused-room-overloaded"),
            Refused::Live(error) if error.code() == "unavailable" => t!("refused-room-unavailable"),
            Refused::Live(error) => error.message(),
        }
    }

    /// Whether trying again later with the same key may help.
    pub fn is_temporary(&self) -> bool {
        matches!(self.code(), "rate_limited" | "overloaded" | "unavailable")
    }

    /// Why somebody is muted, if that is it.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Refused::Muted { reason } => Some(reason),
            _ => None,
        }
    }
}

impl From<live::Error> for Refused {
    fn from(error: live::Error) -> Refused {
        Refused::Live(error)
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Refused {
        Refused::Live(error.into())
    }
}

impl From<TooSoon> for Refused {
    fn from(TooSoon { wait }: TooSoon) -> Refused {
        Refused::RateLimited { wait }
    }
}

impl From<NotSaid> for Refused {
    fn from(not_said: NotSaid) -> Refused {
        match not_said {
            NotSaid::Muted { reason } => Refused::Muted { reason },
            NotSaid::KeyReused => Refused::KeyReused,
            NotSaid::NoSuchQuestion => Refused::NoSuchQuestion,
            NotSaid::Store(error) => error.into(),
        }
    }
}

impl Words {
    /// What is to be written down, if that makes sense.
    fn saying(self, office: Office) -> Result<Saying, Refused> {
        let kind = match (self.kind, self.about) {
            (None | Some(Kind::Answer), Some(_)) => Kind::Answer,
            (Some(Kind::Answer), None) | (Some(_), Some(_)) => return Err(Refused::Contradiction),
            (kind, None) => kind.unwrap_or(Kind::Chat),
        };
        let text = Text::parse(&self.text).ok_or(Refused::BadText)?;
        if kind == Kind::Answer && !office.moderates() {
            return Err(Refused::Forbidden);
        }
        Ok(Saying { kind, text, about: self.about, key: self.key })
    }
}

impl Live {
    /// What is said about a published auction.
    ///
    /// # Errors
    /// See [`live::Error`].
    pub async fn talk(&self, auction: AuctionId) -> Result<Arc<Talk>, live::Error> {
        self.shared.talks.enter(&self.shared.store, auction).await
    }

    /// How somebody stands in a room.
    ///
    /// # Errors
    /// The store's.
    pub async fn in_room(&self, talk: &Talk, who: Person) -> Result<InRoom, store::Error> {
        let speaker = talk.speaker(who);
        let seat = match speaker.office {
            Office::Guest => self.shared.store.seat(talk.auction, who.account).await?,
            // Stands there by their office.
            Office::Seller | Office::House => Default::default(),
        };
        Ok(in_room(speaker, seat))
    }

    /// A page of what was said about an auction: the last, or the one before `before`.
    ///
    /// # Errors
    /// See [`live::Error`].
    pub async fn overhear(
        &self,
        auction: AuctionId,
        who: Option<Person>,
        before: Option<Seq>,
    ) -> Result<Page, live::Error> {
        let (talk, store) = (self.talk(auction).await?, &self.shared.store);
        let older = match before {
            Some(_) => Some(store.messages(auction, before, config::rooms::PAGE).await?),
            None => None,
        };
        let (eye, mut you) = (talk.eye(who), None);
        if let Some(who) = who {
            you = Some(self.in_room(&talk, who).await?);
        }
        let muted = if eye.moderates { store.muted(auction).await? } else { Vec::new() };
        let board = talk.board();
        let (messages, earlier) = match older {
            Some(messages) => {
                let earlier = earlier(messages.iter());
                (messages, earlier)
            }
            None => board.last_page(),
        };
        let (epoch, caption) = (talk.epoch.clone(), board.caption.text.clone());
        Ok(Page { epoch, seq: board.seq, messages, earlier, caption, eye, you, muted })
    }

    /// Says something about an auction. To be run to its end, whoever waits for it.
    ///
    /// # Errors
    /// See [`Refused`].
    pub async fn say(&self, auction: AuctionId, who: Person, words: Words) -> Result<Said, Refused> {
        self.limits.message(who.account)?;
        let talk = self.talk(auction).await?;
        let speaker = talk.speaker(who);
        let saying = words.saying(speaker.office)?;
        let said = self.shared.store.say(auction, speaker, &saying, self.now()).await;
        self.tell(&talk, matches!(said, Err(NotSaid::Store(_)))).await;
        let said = said?;
        self.ring(said.told);
        Ok(said)
    }

    /// Hides a message from everybody but its author and those who moderate. To be run to its end, whoever waits for it.
    ///
    /// # Errors
    /// See [`Refused`].
    pub async fn hide(&self, auction: AuctionId, who: Person, seq: Seq, reason: &str) -> Result<(), Refused> {
        let (talk, speaker) = self.moderator(auction, who).await?;
        let reason = Text::parse(reason).ok_or(Refused::ReasonRequired)?;
        let hiding = self.shared.store.hide(auction, seq, speaker, reason.as_str(), self.now()).await;
        self.tell(&talk, hiding.is_err()).await;
        match hiding? {
            Hiding::Hidden(_) | Hiding::Already => Ok(()),
            Hiding::TheHouses => Err(Refused::Forbidden),
            Hiding::Unknown => Err(Refused::NoSuchMessage),
        }
    }

    /// Shows everybody a message again that was hidden: whoever is there sees it when they next load the page, for the log
    /// of the room goes on from its end. `false` if none of this number is hidden. To be run to its end, whoever waits for it.
    ///
    /// # Errors
    /// See [`live::Error`].
    pub async fn show_again(&self, auction: AuctionId, seq: Seq, by: &Officer, why: &str) -> Result<bool, live::Error> {
        let shown = self.shared.store.show_again(auction, seq, by, why).await?;
        // Also where a room is being read just now: from before.
        self.talk(auction).await?.show_again(seq);
        Ok(shown)
    }

    /// Lets a guest of a room say nothing more there. To be run to its end, whoever waits for it.
    ///
    /// # Errors
    /// See [`Refused`].
    pub async fn mute(&self, auction: AuctionId, who: Person, guest: Guest, reason: &str) -> Result<(), Refused> {
        let (_, speaker) = self.moderator(auction, who).await?;
        let reason = Text::parse(reason).ok_or(Refused::ReasonRequired)?;
        let muted = self.shared.store.mute(auction, guest, speaker.account, reason.as_str(), self.now()).await?;
        self.tell_muted(auction, guest, muted, Some(reason))
    }

    /// Lets a guest of a room speak again; a reason may be given. To be run to its end, whoever waits for it.
    ///
    /// # Errors
    /// See [`Refused`].
    pub async fn unmute(&self, auction: AuctionId, who: Person, guest: Guest, reason: &str) -> Result<(), Refused> {
        let (_, speaker) = self.moderator(auction, who).await?;
        let reason = Text::parse(reason).map_or_else(String::new, |reason| reason.as_str().to_owned());
        let heard = self.shared.store.unmute(auction, guest, speaker.account, &reason, self.now()).await?;
        self.tell_muted(auction, guest, heard, None)
    }

    /// Shows everybody in a room what the auctioneer says just now. `count` numbers the captions of one socket.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn caption(&self, talk: &Arc<Talk>, who: Person, text: &str, socket: Uuid, count: u64) -> Result<(), Refused> {
        if !talk.speaker(who).office.moderates() {
            return Err(Refused::Forbidden);
        }
        self.limits.caption(who.account)?;
        talk.show(&caption(text).ok_or(Refused::CaptionTooLong)?, socket, count);
        self.shared.hubs.tell_talk(talk);
        Ok(())
    }

    /// Takes down whatever a socket has captioned; it is gone.
    pub fn take_captions_down(&self, talks: impl Iterator<Item = Arc<Talk>>, socket: Uuid) {
        talks.filter(|talk| talk.take_down(socket)).for_each(|talk| self.shared.hubs.tell_talk(&talk));
    }

    /// A room that somebody is in already.
    pub fn awake_talk(&self, auction: AuctionId) -> Option<Arc<Talk>> {
        self.shared.talks.awake(auction)
    }

    async fn moderator(&self, auction: AuctionId, who: Person) -> Result<(Arc<Talk>, Speaker), Refused> {
        let talk = self.talk(auction).await?;
        let speaker = talk.speaker(who);
        if speaker.office.moderates() { Ok((talk, speaker)) } else { Err(Refused::Forbidden) }
    }

    /// Tells everybody in a room what was written down. What was perhaps written is looked for until the database says.
    async fn tell(&self, talk: &Arc<Talk>, is_in_doubt: bool) {
        if is_in_doubt {
            return talk.doubt();
        }
        if let Err(error) = talk.catch_up(&self.shared.store).await {
            tracing::warn!(auction = %talk.auction, %error, "what was said is written down and cannot be told yet");
        }
        self.shared.hubs.tell_talk(talk);
    }

    fn tell_muted(
        &self,
        auction: AuctionId,
        guest: Guest,
        account: Option<AccountId>,
        reason: Option<Text>,
    ) -> Result<(), Refused> {
        let account = account.ok_or(Refused::NoSuchGuest)?;
        let muted = reason.map(|reason| reason.as_str().to_owned());
        let you = InRoom { author: Some(guest.to_string()), muted, moderates: false };
        self.shared.hubs.tell_seat(auction, account, you);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(kind: Option<Kind>, about: Option<Seq>, office: Office) -> Result<Kind, &'static str> {
        let words = Words { kind, text: " Is it beech? ".into(), about, key: Uuid::nil() };
        words.saying(office).map(|saying| saying.kind).map_err(|refused| refused.code())
    }

    #[test]
    fn what_names_a_question_is_its_answer_and_nothing_else_is() {
        assert_eq!(kind(None, None, Office::Guest), Ok(Kind::Chat));
        assert_eq!(kind(Some(Kind::Question), None, Office::Guest), Ok(Kind::Question));
        assert_eq!(kind(None, Some(1), Office::Seller), Ok(Kind::Answer));
        assert_eq!(kind(Some(Kind::Answer), Some(1), Office::House), Ok(Kind::Answer));
        assert_eq!(kind(Some(Kind::Answer), None, Office::Seller), Err("malformed"));
        assert_eq!(kind(Some(Kind::Chat), Some(1), Office::Seller), Err("malformed"));
    }

    #[test]
    fn guests_answer_nothing() {
        assert_eq!(kind(None, Some(1), Office::Guest), Err("forbidden"));
    }

    #[test]
    fn whoever_is_muted_hears_why_and_need_not_try_again() {
        let refused = Refused::Muted { reason: "Rude.".into() };
        assert_eq!((refused.code(), refused.is_temporary()), ("muted", false));
        assert!(refused.message().ends_with("Rude.") && refused.reason() == Some("Rude."));
        assert!(Refused::Overloaded.is_temporary());
    }
}
