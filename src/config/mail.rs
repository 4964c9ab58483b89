//! Messages: the bell, the mails, the links in them, and lots that somebody watches.

use chrono::TimeDelta;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// How long a mail about having been outbid waits, in case it is overtaken: in a bidding war nobody wants a mail for each
/// bid, and who bids again within seconds knows already.
pub const OUTBID_AFTER: TimeDelta = TimeDelta::seconds(15);

/// Whoever watches a lot is told so long before its end: enough to sit down to it, and too late to forget it again.
pub const ENDING_SOON: TimeDelta = TimeDelta::minutes(10);

/// An end that moves by less than this is the same end: a soft close tells nobody twice.
pub const SAME_END: TimeDelta = TimeDelta::hours(1);

/// How often the house looks whose lots end soon.
pub const ENDING_SOON_PERIOD: Duration = Duration::from_secs(5);

/// How often the outbox is looked through for what is due.
pub const OUTBOX_PERIOD: Duration = Duration::from_secs(1);

/// Letters that are taken from the outbox at once.
pub const OUTBOX_BATCH: i64 = 32;

/// Letters on their way at once. A mail server answers in a tenth of a second, so this is forty a second; most servers take
/// no more from one client.
pub const LETTERS_AT_ONCE: usize = 4;

/// How long a mail server may take for one letter. RFC 5321 asks for minutes; a server that needs them is as good as away.
pub const LETTER_TIMEOUT: Duration = Duration::from_secs(30);

/// A letter that was taken from the outbox and of which nothing was heard for so long was lost with the process that had it,
/// and is sent again. More than all letters of a batch may take together.
pub const LETTER_LOST: TimeDelta = TimeDelta::minutes(6);

/// When a letter that could not be sent is tried again, counted from each failure: two and a half days in all, as mail servers
/// themselves do. After the last try it has failed, and the house sees it.
pub const LETTER_RETRIES: [TimeDelta; 8] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(20),
    TimeDelta::hours(1),
    TimeDelta::hours(4),
    TimeDelta::hours(8),
    TimeDelta::hours(16),
    TimeDelta::hours(32),
];

/// The longest answer of a mail server that is kept, in characters.
pub const LONGEST_MAIL_ERROR: usize = 300;

/// How long a link that confirms an address works: until the mail is read, which may be after a weekend.
pub const CONFIRM_WITHIN: TimeDelta = TimeDelta::days(7);

/// How long a link that sets a new password works (OWASP: an hour at most).
pub const RESET_WITHIN: TimeDelta = TimeDelta::hours(1);

/// Notices on one page of the bell's history.
pub const NOTICES_PAGE: i64 = 30;

/// More unread notices than this are not counted: nobody reads the number.
pub const MOST_UNREAD: i64 = 99;

/// Notices and their mails are kept for so long: half a year, in which every sale of theirs is long settled.
pub const KEEP_NOTICES: TimeDelta = TimeDelta::days(180);

/// Lots that one account may watch: more than anybody looks at, few enough to be known by heart on every page.
pub const MOST_WATCHED: i64 = 500;

/// Accounts for whom the bell rings at once, gathered for so long.
pub const BELL_PAUSE: Duration = Duration::from_millis(50);

/// Letters in the house's table of outgoing mail.
pub const LISTED_LETTERS: i64 = 200;

/// How mail leaves the house.
#[derive(Clone, Debug, clap::Args)]
pub struct Mail {
    /// The mail server, like smtps://user:password@mail.example.org or smtp://127.0.0.1:25; without one, each mail is left as
    /// a file in the data folder under mail/.
    #[arg(long, env = "GAVEL_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<SmtpUrl>,
    /// Whom mails come from.
    #[arg(long, env = "GAVEL_MAIL_FROM", default_value = "Gavel <gavel@localhost>")]
    pub mail_from: String,
}

impl Mail {
    /// Where mails are left when there is no mail server.
    pub fn folder(data: &std::path::Path) -> PathBuf {
        data.join("mail")
    }
}

/// The address of a mail server. It may hold a password, so no log shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl(String);

impl SmtpUrl {
    /// The address itself, for whoever connects.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(…)")
    }
}

impl FromStr for SmtpUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<SmtpUrl, String> {
        match text.split_once("://") {
            Some(("smtp" | "smtps", rest)) if !rest.is_empty() => Ok(SmtpUrl(text.into())),
            // What was typed may be a password in the wrong place: it is not repeated.
            _ => Err("that is no mail server; write it like smtps://user:password@mail.example.org".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_of_a_mail_server_is_never_shown() {
        let url: SmtpUrl = "smtps://ann:s3cret@mail.example.org".parse().unwrap();
        assert!(!format!("{url:?}").contains("s3cret") && url.reveal().contains("s3cret"));
        let wrong = "https://ann:s3cret@mail.example.org".parse::<SmtpUrl>().unwrap_err();
        assert!(!wrong.contains("s3cret") && wrong.contains("smtps://"));
    }
}
