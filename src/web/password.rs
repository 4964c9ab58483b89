//! Passwords: the rule for a new one, and argon2id, a few at a time and never on a thread that serves requests. Never
//! keeps, logs or sends one.

use crate::config;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// OWASP's least for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Words that are near at hand here.
const HOUSE_WORDS: &str = "gavel auctions auction subastas subasta";

/// Why a password could be neither hashed nor checked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too many are before it. Temporary.
    #[error("too many passwords are being checked")]
    Overloaded,
    #[error("argon2 failed: {0}")]
    Hash(#[from] password_hash::Error),
    #[error("argon2 does not know its parameters: {0}")]
    Params(#[from] argon2::Error),
    #[error("the thread that hashed a password died: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

/// What is wrong with a new password, if anything. Not for a thread that serves requests: see [`weakness`].
pub fn fault(password: &str, email: &str, name: &str) -> Option<String> {
    length_fault(password).or_else(|| is_guessable(password, email, name).then(|| t!("account-password-guessable")))
}

/// What is wrong with the length of a new password, if anything: seen at once.
pub fn length_fault(password: &str) -> Option<String> {
    let (least, most) = (config::SHORTEST_PASSWORD, config::LONGEST_PASSWORD);
    match password.chars().count() {
        count if count < least => Some(t!("account-password-short", least = least)),
        count if count > most => Some(t!("account-password-long", most = most)),
        _ => None,
    }
}

/// Whether a password would be guessed, by what people usually choose (zxcvbn has the lists). What of it is the address, the
/// name or the house counts for nothing. Takes milliseconds, and for a long one more.
fn is_guessable(password: &str, email: &str, name: &str) -> bool {
    let near = format!("{email} {name} {HOUSE_WORDS}").to_lowercase();
    let known = near.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() >= 3);
    let lower = password.to_lowercase();
    let rest = known.fold(lower.clone(), |rest, part| rest.replace(part, ""));
    let counts = if rest == lower { password } else { &rest };
    u8::from(zxcvbn::zxcvbn(counts, &[]).score()) < config::security::LEAST_PASSWORD_SCORE
}

/// What is wrong with a new password, if anything; worked out where it holds up nobody.
///
/// # Errors
/// [`Error::Overloaded`].
pub async fn weakness(turns: &Passwords, password: &str, email: &str, name: &str) -> Result<Option<String>, Error> {
    if let Some(fault) = length_fault(password) {
        return Ok(Some(fault));
    }
    let (password, email, name) = (password.to_owned(), email.to_owned(), name.to_owned());
    let guessable = turns.in_turn(move || Ok(is_guessable(&password, &email, &name))).await?;
    Ok(guessable.then(|| t!("account-password-guessable")))
}

/// The hash of a password, in PHC string format, with a salt of its own. Takes tens of milliseconds: not for a thread
/// that serves requests.
///
/// # Errors
/// If the system has no randomness or no memory to give.
pub fn hash_here(password: &str) -> Result<String, Error> {
    Ok(argon2()?.hash_password(password.as_bytes())?.to_string())
}

fn verify_here(password: &str, stored: &str) -> Result<bool, Error> {
    match argon2()?
        .verify_password(password.as_bytes(), &PasswordHash::new(stored).map_err(password_hash::Error::from)?)
    {
        Ok(()) => Ok(true),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn argon2() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Where passwords wait for their turn. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Default for Passwords {
    fn default() -> Self {
        let turns = Arc::new(Semaphore::new(config::PASSWORDS_AT_ONCE));
        Passwords { turns, patience: config::PASSWORD_PATIENCE }
    }
}

impl Passwords {
    /// [`hash_here`], elsewhere.
    ///
    /// # Errors
    /// [`Error::Overloaded`], or as [`hash_here`].
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        self.in_turn(move || hash_here(&password)).await
    }

    /// Whether a password is the one that was hashed. Without a hash, because nobody has an account under the address,
    /// it takes as long and says no.
    ///
    /// # Errors
    /// [`Error::Overloaded`], or a stored hash that is none.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, Error> {
        self.in_turn(move || match stored {
            Some(stored) => verify_here(&password, &stored),
            None => hash_here(&password).map(|_| false),
        })
        .await
    }

    /// Runs `work` on a thread for waiting. The turn belongs to the work, not to whoever waits for it: a client that
    /// hangs up and asks again waits behind itself.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let turn = self.turn().await?;
        spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await?
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, Error> {
        match timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Error::Overloaded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_ten_to_a_hundred_and_twenty_eight_characters() {
        let sentence = "seven brown owls read the paper ".repeat(4);
        for (password, good) in [
            ("ünï çödé4".to_string(), false),
            ("ünï çödé4ß".to_string(), true),
            (sentence.clone(), true),
            (sentence + "!", false),
        ] {
            assert_eq!(fault(&password, "ann@example.org", "Ann").is_none(), good, "{password}");
        }
    }

    #[test]
    fn what_people_usually_choose_is_refused_whatever_signs_it_is_made_of() {
        let refused = ["password123", "P@ssw0rd!!", "qwertyuiop1", "1234567890", "aaaaaaaaaaaa", "iloveyou2024"];
        for password in refused.into_iter().chain(["gavel-auction", "subasta2026"]) {
            assert!(fault(password, "ann@example.org", "Ann").is_some(), "{password}");
        }
        for password in ["correct horse battery", "seven brown owls", "kq7 vd2 mp9x"] {
            assert!(fault(password, "ann@example.org", "Ann").is_none(), "{password}");
        }
    }

    #[test]
    fn the_address_and_the_name_make_no_password() {
        for password in ["ANN@example.org", "ann of example", "example.org-ann", "Of Example Ann 1"] {
            assert!(fault(password, "ann@example.org ", "Ann of Example").is_some(), "{password}");
        }
    }

    #[tokio::test]
    async fn only_the_password_that_was_hashed_is_the_one() {
        let passwords = Passwords::default();
        let stored = passwords.hash("correct horse".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(passwords.verify("correct horse".into(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("correct house".into(), Some(stored)).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
    }

    #[test]
    fn the_same_password_is_never_hashed_to_the_same_text() {
        assert_ne!(hash_here("correct horse").unwrap(), hash_here("correct horse").unwrap());
    }

    #[tokio::test]
    async fn a_password_that_waits_too_long_for_its_turn_is_sent_away() {
        let passwords = Passwords { turns: Arc::new(Semaphore::new(0)), patience: Duration::ZERO };
        assert!(matches!(passwords.hash("correct horse".into()).await, Err(Error::Overloaded)));
    }
}
