//! The security log: who came in, who could not, what they changed about coming in, and whom the house sent away. One line
//! each under the target `security`, with fields instead of sentences, for whoever looks after the house. Never a password,
//! a token, a code or a whole e-mail address.

use crate::domain::AccountId;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Registered,
    SignedIn,
    SignInFailed,
    SignedOut,
    /// A code or a recovery code was wrong, or was used before.
    CodeRefused,
    RecoveryCodeUsed,
    /// A password that somebody who is signed in had to show again was wrong.
    PasswordRefused,
    PasswordChanged,
    PasswordReset,
    EmailChanged,
    TwoFactorOn,
    TwoFactorOff,
    RecoveryCodesRenewed,
    SessionsEnded,
    DataTaken,
    AccountClosed,
    /// Something was tried that is not theirs to do.
    Forbidden,
    /// A form that did not come from one of our pages.
    CrossSite,
    RateLimited,
    Banned,
    BanLifted,
}

impl Event {
    /// The word in the log. These stay: alarms are built on them.
    pub fn word(self) -> &'static str {
        match self {
            Event::Registered => "registered",
            Event::SignedIn => "signed_in",
            Event::SignInFailed => "sign_in_failed",
            Event::SignedOut => "signed_out",
            Event::CodeRefused => "code_refused",
            Event::RecoveryCodeUsed => "recovery_code_used",
            Event::PasswordRefused => "password_refused",
            Event::PasswordChanged => "password_changed",
            Event::PasswordReset => "password_reset",
            Event::EmailChanged => "email_changed",
            Event::TwoFactorOn => "two_factor_on",
            Event::TwoFactorOff => "two_factor_off",
            Event::RecoveryCodesRenewed => "recovery_codes_renewed",
            Event::SessionsEnded => "sessions_ended",
            Event::DataTaken => "data_taken",
            Event::AccountClosed => "account_closed",
            Event::Forbidden => "forbidden",
            Event::CrossSite => "cross_site",
            Event::RateLimited => "rate_limited",
            Event::Banned => "banned",
            Event::BanLifted => "ban_lifted",
        }
    }

    /// Whether somebody may want to be woken by many of these.
    fn is_suspicious(self) -> bool {
        matches!(
            self,
            Event::SignInFailed
                | Event::CodeRefused
                | Event::PasswordRefused
                | Event::Forbidden
                | Event::CrossSite
                | Event::RateLimited
        )
    }
}

/// Writes down what happened to an account, from which network address. Empty where that is not known.
pub fn note(event: Event, account: Option<AccountId>, address: &str) {
    note_about(event, account, address, "");
}

/// The same, with what it was about: a path, or a shortened e-mail address.
pub fn note_about(event: Event, account: Option<AccountId>, address: &str, about: &str) {
    let account = account.map(tracing::field::display);
    let event_word = event.word();
    if event.is_suspicious() {
        tracing::warn!(target: "security", event = event_word, account, address, about);
    } else {
        tracing::info!(target: "security", event = event_word, account, address, about);
    }
}

/// An e-mail address as the log may have it: `a…@example.org`. What cannot be one is not kept at all.
pub fn shortened(email: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-._".contains(c);
    match email.trim().rsplit_once('@') {
        Some((local, domain)) if domain.len() <= 64 && domain.chars().all(plain) => {
            let first: String = local.chars().filter(|c| plain(*c)).take(1).collect();
            format!("{first}…@{domain}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shortened_beyond_recognition_and_nothing_else_gets_into_the_log() {
        for (email, shown) in [
            ("ann@example.org", "a…@example.org"),
            (" Ann.Example@Example.org ", "A…@Example.org"),
            ("correct horse battery", ""),
            ("a\n@b.de", "a…@b.de"),
            ("a@b.de\nevent=signed_in", ""),
        ] {
            assert_eq!(shortened(email), shown, "{email:?}");
        }
    }
}
