//! Where mails go: to a mail server by SMTP, or, where none is set, into a folder, one file each.

use crate::config;
use crate::config::mail as limits;
use crate::store::notices::outbox::Letter;
use anyhow::Context;
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The way out.
pub enum Carrier {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Why a mail did not get out. Never holds what stands in it, nor a password.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The way out is not there just now.
    #[error("{0}")]
    Away(String),
    /// The mail server will never take this one.
    #[error("{0}")]
    Refused(String),
    #[error("this is no address a mail can go to: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the mail cannot be written: {0}")]
    Unwritable(String),
    #[error("the mail's folder: {0}")]
    Folder(#[from] io::Error),
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}

impl Trouble {
    /// Whether trying again cannot help.
    pub fn is_final(&self) -> bool {
        matches!(self, Trouble::Refused(_) | Trouble::Address(_) | Trouble::Unwritable(_))
    }
}

impl From<lettre::transport::smtp::Error> for Trouble {
    fn from(error: lettre::transport::smtp::Error) -> Trouble {
        // Of what is refused for good, only what is said about this mail and its address: a wrong password is the house's to
        // put right, and the mail goes out then.
        let about_this_mail = error.status().is_some_and(|code| (550..=554).contains(&u16::from(code)));
        match error.is_permanent() && about_this_mail {
            true => Trouble::Refused(error.to_string()),
            false => Trouble::Away(error.to_string()),
        }
    }
}

impl Carrier {
    /// The way out by these settings. A folder is made when the first mail is left there.
    ///
    /// # Errors
    /// If the mail server's address is none; never says what it is.
    pub fn open(settings: &config::Mail, data: &Path) -> anyhow::Result<Carrier> {
        let Some(url) = &settings.smtp_url else { return Ok(Carrier::Folder(config::Mail::folder(data))) };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal())
            .map_err(|_| anyhow::anyhow!("the port or the parameters cannot be read"))
            .context("--smtp-url is no mail server; write it like smtps://user:password@mail.example.org")?;
        let pool = PoolConfig::new().max_size(limits::LETTERS_AT_ONCE as u32);
        Ok(Carrier::Server(builder.timeout(Some(limits::LETTER_TIMEOUT)).pool_config(pool).build()))
    }

    /// Hands a mail on.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn carry(&self, letter: &Letter, mail: Message) -> Result<(), Trouble> {
        match self {
            Carrier::Server(server) => {
                let sending = tokio::time::timeout(limits::LETTER_TIMEOUT, server.send(mail));
                let sent = sending.await.map_err(|_| Trouble::Away("the mail server does not answer".into()))?;
                Ok(sent.map(drop)?)
            }
            Carrier::Folder(folder) => {
                let (folder, name) = (folder.clone(), name(letter));
                let left = tokio::task::spawn_blocking(move || leave(&folder, &name, &mail.formatted()));
                Ok(left.await.map_err(|died| Trouble::Away(died.to_string()))??)
            }
        }
    }
}

/// The same for the same letter, so that one that goes out twice lies there once; sorted by time.
fn name(letter: &Letter) -> String {
    format!("{}-{}-{}.eml", letter.at.format("%Y%m%dT%H%M%S"), letter.kind.word(), letter.id)
}

/// Leaves a mail in the folder, whole or not at all. Letters hold links that open things: nobody else may read them.
fn leave(folder: &Path, name: &str, mail: &[u8]) -> io::Result<()> {
    use std::io::Write;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let unfinished = folder.join(format!(".{name}"));
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(mail)?;
    file.sync_all()?;
    std::fs::rename(unfinished, folder.join(name))
}
