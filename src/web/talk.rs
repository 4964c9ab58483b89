//! What is said about an auction, as its page shows it. `static/js/room.js` draws the same lines the same way.

use crate::config;
use crate::domain::{AuctionId, Seq, Timestamp};
use crate::live::protocol::InRoom;
use crate::live::talk::{Eye, Page};
use crate::store::rooms::{Kind, Line, What};
use crate::web::when;
use std::collections::HashSet;
use uuid::Uuid;

/// The part of an auction's page that shows what is said about it.
#[derive(Clone, Debug)]
pub struct RoomPart {
    pub auction: AuctionId,
    /// Oldest first.
    pub lines: Vec<Message>,
    /// Where the page before goes on, if there is one.
    pub earlier: Option<Seq>,
    /// Whether this is not the last page: then it does not change by itself.
    pub is_past: bool,
    /// What the auctioneer says just now.
    pub caption: String,
    /// The viewer's own part in it; `None` for somebody not signed in.
    pub you: Option<InRoom>,
    /// Who may not speak, and why, for whoever moderates.
    pub muted: Vec<(String, String)>,
    /// What was typed, if the page comes back for a mistake in it.
    pub typed: Option<Typed>,
    /// The mistake.
    pub mistake: Option<String>,
}

/// What somebody typed, which was not taken.
#[derive(Clone, Debug)]
pub struct Typed {
    pub text: String,
    pub kind: Kind,
    /// The question it was to answer.
    pub about: Option<Seq>,
}

/// A message on the page.
#[derive(Clone, Debug)]
pub struct Message {
    pub seq: Seq,
    pub at: Timestamp,
    pub kind: Kind,
    pub author: String,
    /// Whether the viewer said it.
    pub is_yours: bool,
    /// `None` if the viewer may not see it.
    pub text: Option<String>,
    /// The question it answers.
    pub about: Option<Seq>,
    /// Why others do not see it, if they do not.
    pub hidden: Option<String>,
    /// What the viewer may do about it.
    pub may: May,
}

/// What a viewer may do about a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    pub answer: bool,
    pub hide: bool,
    pub mute: bool,
}

impl RoomPart {
    /// What this page of a room shows; `is_past` if later ones are not on it.
    pub fn of(auction: AuctionId, page: Page, is_past: bool) -> RoomPart {
        let muted: Vec<_> = page.muted.into_iter().map(|mute| (mute.guest.to_string(), mute.reason)).collect();
        let silent: HashSet<&str> = muted.iter().map(|(guest, _)| guest.as_str()).collect();
        let message = |line| Message::of(line, &page.eye, page.you.as_ref(), &silent);
        RoomPart {
            auction,
            lines: page.messages.iter().filter_map(message).collect(),
            earlier: page.earlier,
            is_past,
            caption: page.caption.to_string(),
            you: page.you,
            muted,
            typed: None,
            mistake: None,
        }
    }

    /// What stands in the field.
    pub fn text(&self) -> &str {
        self.typed.as_ref().map_or("", |typed| &typed.text)
    }

    /// The question that what stands in the field is to answer.
    pub fn about(&self) -> Option<Seq> {
        self.typed.as_ref().and_then(|typed| typed.about)
    }

    /// Whether a question is offered to be written, rather than chat: to guests, until they choose.
    pub fn offers_a_question(&self) -> bool {
        self.typed.as_ref().map_or(!self.moderates(), |typed| typed.kind == Kind::Question)
    }

    /// Whether the viewer may answer, hide and mute.
    pub fn moderates(&self) -> bool {
        self.you.as_ref().is_some_and(|you| you.moderates)
    }

    /// As whom everybody sees the viewer.
    pub fn own_name(&self) -> String {
        let author = self.you.as_ref().and_then(|you| you.author.clone());
        author.unwrap_or_else(|| t!("room-name-of-its-own"))
    }

    /// Why the viewer may not speak, if they may not.
    pub fn muted_because(&self) -> Option<&str> {
        self.you.as_ref().and_then(|you| you.muted.as_deref())
    }

    /// The longest message, in characters.
    pub fn longest(&self) -> usize {
        config::rooms::LONGEST_MESSAGE
    }

    /// A key nobody has used: each form has its own.
    pub fn key(&self) -> Uuid {
        Uuid::new_v4()
    }

    /// A line without anything in it, for the page's script to fill.
    pub fn blank(&self) -> Message {
        let (kind, may) = (Kind::Chat, May::default());
        let (author, at) = (String::new(), Timestamp::UNIX_EPOCH);
        Message { seq: 0, at, kind, author, is_yours: false, text: None, about: None, hidden: None, may }
    }
}

impl Message {
    /// `None` for a line that is no message.
    fn of(line: &Line, eye: &Eye, you: Option<&InRoom>, silent: &HashSet<&str>) -> Option<Message> {
        let What::Message(message) = &line.what else { return None };
        let stands = message.hidden.is_none();
        let is_guest = line.author.starts_with('g');
        let by_the_house_alone = &*line.author == "house" && you.and_then(|you| you.author.as_deref()) != Some("house");
        let may = May {
            answer: stands && message.kind == Kind::Question,
            hide: stands && !by_the_house_alone,
            mute: is_guest && !silent.contains(&*line.author),
        };
        Some(Message {
            seq: line.seq,
            at: line.at,
            kind: message.kind,
            author: line.author.to_string(),
            is_yours: eye.account == Some(line.author_id),
            text: eye.sees(line).then(|| message.text.to_string()),
            about: message.about,
            hidden: message.hidden.as_ref().map(|hidden| hidden.reason.to_string()),
            may: if eye.moderates { may } else { May::default() },
        })
    }

    /// Icon and word for what it is; empty for chat.
    pub fn kind_text(&self) -> String {
        match self.kind {
            Kind::Question => t!("script-room-question"),
            Kind::Answer => t!("script-room-answer"),
            Kind::Chat => String::new(),
        }
    }

    /// Whether there is anything to be done about it.
    pub fn has_acts(&self) -> bool {
        self.may != May::default()
    }

    /// For `<time datetime>`.
    pub fn iso(&self) -> String {
        when::iso(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AccountId;
    use crate::store::rooms::{self, Hidden};
    use chrono::DateTime;

    const ANN: AccountId = AccountId(Uuid::from_u128(1));

    fn line(author: &str, kind: Kind, hidden: bool) -> Line {
        let hidden = hidden.then(|| Hidden { by: "house".into(), reason: "Rude.".into() });
        let what = What::Message(rooms::Message { kind, text: "hello".into(), about: None, hidden });
        Line { seq: 3, at: DateTime::UNIX_EPOCH, author_id: ANN, author: author.into(), what }
    }

    fn seen(line: &Line, author: &str, moderates: bool) -> Message {
        let eye = Eye { account: None, moderates };
        let you = InRoom { author: Some(author.into()), muted: None, moderates };
        Message::of(line, &eye, Some(&you), &HashSet::from(["g7"])).unwrap()
    }

    #[test]
    fn a_seller_answers_and_hides_guests_and_leaves_the_house_alone() {
        let question = seen(&line("g1", Kind::Question, false), "seller", true);
        assert_eq!(question.may, May { answer: true, hide: true, mute: true });
        let notice = seen(&line("house", Kind::Chat, false), "seller", true);
        assert!(!notice.has_acts());
        let own = seen(&line("house", Kind::Chat, false), "house", true);
        assert_eq!(own.may, May { answer: false, hide: true, mute: false });
        assert!(!seen(&line("g7", Kind::Chat, false), "house", true).may.mute, "muted already");
    }

    #[test]
    fn guests_do_nothing_about_what_others_say_and_do_not_see_what_is_hidden() {
        assert!(!seen(&line("g1", Kind::Question, false), "g2", false).has_acts());
        let hidden = seen(&line("g1", Kind::Chat, true), "g2", false);
        assert_eq!((hidden.text, hidden.hidden.as_deref()), (None, Some("Rude.")));
        let moderated = seen(&line("g1", Kind::Question, true), "seller", true);
        assert_eq!((moderated.text.as_deref(), moderated.may.answer), (Some("hello"), false));
    }
}
