//! A mail, whole: text and HTML, one button, the links by which it can be unsubscribed from (RFC 8058), and a name that stays
//! the same however often it is sent.

use super::carrier::Trouble;
use super::words::{Words, words};
use crate::language::Reader;
use crate::store::notices::outbox::Letter;
use anyhow::Context;
use askama::Template;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use std::error::Error;
use uuid::Uuid;

/// Whom the house's mails come from, and where their links lead.
#[derive(Clone, Debug)]
pub struct Sender {
    from: Mailbox,
    /// Scheme, host and port, without a slash at the end.
    base: String,
}

/// The text of a mail.
#[derive(Template)]
#[template(path = "mail.txt")]
struct Text<'a> {
    page: &'a Page,
}

/// The same for who reads HTML.
#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    page: &'a Page,
}

/// What both say.
struct Page {
    name: String,
    words: Words,
    /// Where the button leads.
    href: String,
    /// Where mails of this kind are ended, and where wishes are changed; not in matters of security.
    stop: Option<(String, String)>,
}

impl Sender {
    /// The house as a sender: `from` as in a mail's head, `base` the address people type.
    ///
    /// # Errors
    /// If `from` is no sender.
    pub fn new(from: &str, base: &str) -> anyhow::Result<Sender> {
        let from = from.parse().context("--mail-from is no sender; write it like Gavel <gavel@example.org>")?;
        Ok(Sender { from, base: base.trim_end_matches('/').into() })
    }

    /// Writes a letter in its reader's language. `link` is what its button proves, `stop` what ends mails of its kind.
    ///
    /// # Errors
    /// [`Trouble::Address`] for an address no mail can go to, [`Trouble::Unwritable`] if a template fails.
    pub fn write(&self, letter: &Letter, link: Option<&str>, stop: Option<Uuid>) -> Result<Message, Trouble> {
        let zone = letter.zone.as_deref().and_then(|zone| zone.parse().ok()).unwrap_or(chrono_tz::Tz::UTC);
        Reader { language: letter.language, zone }.reads(|| self.compose(letter, link, stop))
    }

    fn compose(&self, letter: &Letter, link: Option<&str>, stop: Option<Uuid>) -> Result<Message, Trouble> {
        let words = words(letter.kind, letter.auction.as_ref(), &letter.facts, link);
        let subject = words.headline.clone();
        let stop = stop.map(|token| format!("{}/unsubscribe/{token}", self.base));
        let page = Page {
            name: letter.name.clone(),
            href: format!("{}{}", self.base, words.path),
            words,
            stop: stop.clone().map(|stop| (stop, format!("{}/account/messages", self.base))),
        };
        let unwritable = |error: &dyn Error| Trouble::Unwritable(error.to_string());
        let text = Text { page: &page }.render().map_err(|error| unwritable(&error))?;
        let html = Html { page: &page }.render().map_err(|error| unwritable(&error))?;
        let to: Address = letter.email.parse()?;
        let mut mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name.clone()), to))
            .subject(subject)
            .date(letter.at.into())
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .header(AutoSubmitted);
        if let Some(stop) = stop {
            mail = mail.header(ListUnsubscribe(stop)).header(OneClick);
        }
        mail.multipart(MultiPart::alternative_plain_html(text, html)).map_err(|error| unwritable(&error))
    }
}

/// A head of ours, which is only ever written.
macro_rules! header {
    ($(#[$doc:meta])* $kind:ident $(($field:ty))?, $name:literal, $value:expr) => {
        $(#[$doc])*
        #[derive(Clone)]
        struct $kind $(($field))?;

        impl Header for $kind {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
                Err(concat!($name, " is not read").into())
            }

            fn display(&self) -> HeaderValue {
                let value: fn(&Self) -> String = $value;
                HeaderValue::new(Self::name(), value(self))
            }
        }
    };
}

header!(
    /// Where mails of this kind are ended (RFC 2369).
    ListUnsubscribe(String),
    "List-Unsubscribe",
    |ListUnsubscribe(href)| format!("<{href}>")
);
header!(
    /// That one press is enough (RFC 8058).
    OneClick,
    "List-Unsubscribe-Post",
    |_| "List-Unsubscribe=One-Click".into()
);
header!(
    /// That no person wrote it, and no machine is to answer (RFC 3834).
    AutoSubmitted,
    "Auto-Submitted",
    |_| "auto-generated".into()
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountId, AuctionId, Money};
    use crate::language::Language;
    use crate::store::notices::{About, Facts, Kind};
    use chrono::DateTime;

    fn letter(kind: Kind, title: &str, language: Language) -> Letter {
        let at = DateTime::parse_from_rfc3339("2026-11-21T12:00:00Z").unwrap().into();
        let about = About {
            id: AuctionId(Uuid::from_u128(7)),
            title: title.into(),
            currency: "EUR".into(),
            status: "open".into(),
            price: Some(Money(13_000)),
            ends_at: at,
        };
        let facts = Facts { amount: Some(13_000), minimum: Some(13_250), ..Facts::default() };
        Letter {
            id: Uuid::from_u128(9),
            account: AccountId(Uuid::from_u128(1)),
            kind,
            auction: Some(about),
            facts,
            email: "ann@example.org".into(),
            name: "Ann".into(),
            language,
            zone: None,
            tries: 0,
            at,
        }
    }

    fn written(letter: &Letter) -> String {
        let sender = Sender::new("Gavel <gavel@example.org>", "https://gavel.example/").unwrap();
        let stop = (!letter.kind.is_security()).then(|| Uuid::from_u128(5));
        let mail = sender.write(letter, Link::of(letter.kind).then_some("l1nk"), stop).unwrap();
        String::from_utf8(mail.formatted()).unwrap()
    }

    struct Link;

    impl Link {
        fn of(kind: Kind) -> bool {
            super::super::link::Link::of(kind).is_some()
        }
    }

    #[test]
    fn a_mail_says_the_amount_in_its_subject_and_has_the_same_name_each_time() {
        let mail = written(&letter(Kind::Outbid, "A bentwood chair", Language::English));
        for head in [
            "From: Gavel <gavel@example.org>\r\n",
            "To: Ann <ann@example.org>\r\n",
            "Message-ID: <00000000-0000-0000-0000-000000000009@example.org>\r\n",
            "List-Unsubscribe: <https://gavel.example/unsubscribe/00000000-0000-0000-0000-000000000005>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "multipart/alternative",
        ] {
            assert!(mail.contains(head), "{head} in\n{mail}");
        }
        let again = written(&letter(Kind::Outbid, "A bentwood chair", Language::English));
        assert_eq!(again.replace(boundary(&again), boundary(&mail)), mail, "but for what parts it");
    }

    /// What stands between the parts of a mail: made up each time.
    fn boundary(mail: &str) -> &str {
        mail.split_once("boundary=\"").unwrap().1.split_once('"').unwrap().0
    }

    #[test]
    fn no_title_makes_a_head_or_markup_of_its_own() {
        let mail =
            written(&letter(Kind::Won, "Chair\r\nBcc: all@example.org\r\n\r\n<script>x</script>", Language::English));
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
        assert!(
            body.contains("&#60;script&#62;") || !body.split("text/html").nth(1).unwrap().contains("<script>"),
            "{body}"
        );
    }

    #[test]
    fn every_kind_is_written_in_every_language_with_a_button_that_leads_to_the_house() {
        for language in Language::ALL {
            for kind in Kind::ALL {
                let mail = written(&letter(*kind, "A chair", language));
                assert!(mail.contains("https://gavel.example/"), "{kind:?}\n{mail}");
                assert_eq!(mail.contains("List-Unsubscribe"), !kind.is_security(), "{kind:?}");
            }
        }
        let spanish = written(&letter(Kind::PasswordChanged, "", Language::Spanish));
        assert!(spanish.contains("lang=3D\"es\"") && spanish.contains("otra persona"), "{spanish}");
    }
}
