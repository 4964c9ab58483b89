//! A mail server for tests: takes what it is sent, or refuses it, or goes silent with a mail in its hands.

use crate::support::house::until;
use mail_parser::MessageParser;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it does with a mail once it has it.
#[derive(Clone, Copy, Debug)]
pub enum Mood {
    /// "Come back later."
    Busy,
    /// "There is nobody of that name."
    Refusing,
    /// Says nothing any more, though it has the mail.
    Silent,
}

/// A mail as its reader gets it.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub name: String,
    pub raw: String,
}

impl Mail {
    pub fn read(raw: &[u8]) -> Mail {
        let mail = MessageParser::default().parse(raw).expect("a mail");
        let to = mail.to().and_then(|to| to.first()?.address().map(str::to_owned)).expect("a reader");
        Mail {
            to,
            subject: mail.subject().unwrap_or_default().into(),
            text: mail.body_text(0).expect("a text").into_owned(),
            html: mail.body_html(0).expect("a page").into_owned(),
            name: mail.message_id().expect("a name").into(),
            raw: String::from_utf8_lossy(raw).into_owned(),
        }
    }

    /// The path of the house to which a link in the text leads that begins so.
    pub fn link(&self, beginning: &str) -> String {
        let paths = self.text.split_whitespace().filter_map(|word| word.strip_prefix("http://"));
        let mut paths = paths.filter_map(|rest| rest.split_once('/').map(|(_, path)| format!("/{path}")));
        paths.find(|path| path.starts_with(beginning)).unwrap_or_else(|| panic!("no {beginning} in {}", self.text))
    }
}

/// The mail server.
pub struct Sink {
    port: u16,
    taken: Arc<Mutex<Vec<Mail>>>,
    /// How it meets the next mails; all others it takes.
    moods: Arc<Mutex<VecDeque<Mood>>>,
}

impl Sink {
    pub async fn open() -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (taken, moods) = (Arc::<Mutex<Vec<Mail>>>::default(), Arc::<Mutex<VecDeque<Mood>>>::default());
        let (its_taken, its_moods) = (taken.clone(), moods.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (taken, moods) = (its_taken.clone(), its_moods.clone());
                // Whoever hangs up half way has sent nothing.
                tokio::spawn(async move { drop(serve(client, &taken, &moods).await) });
            }
        });
        Sink { port, taken, moods }
    }

    /// How to be told of it.
    pub fn flag(&self) -> String {
        format!("--smtp-url=smtp://127.0.0.1:{}", self.port)
    }

    pub fn meets_the_next_with(&self, moods: &[Mood]) {
        self.moods.lock().unwrap().extend(moods);
    }

    /// Everything it has in its hands.
    pub fn has(&self) -> Vec<Mail> {
        self.taken.lock().unwrap().clone()
    }

    /// What it has for this reader, once that is so many.
    pub async fn has_for(&self, email: &str, count: usize) -> Vec<Mail> {
        let theirs = || self.has().into_iter().filter(|mail| mail.to == email).collect::<Vec<_>>();
        until(&format!("{email} has {count} mails"), async || theirs().len() >= count).await;
        let mails = theirs();
        assert_eq!(mails.len(), count, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
        mails
    }
}

async fn serve(client: TcpStream, taken: &Mutex<Vec<Mail>>, moods: &Mutex<VecDeque<Mood>>) -> std::io::Result<()> {
    let (read, mut write) = client.into_split();
    let mut read = BufReader::new(read);
    write.write_all(b"220 sink\r\n").await?;
    loop {
        let mut line = String::new();
        if read.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => b"250-sink\r\n250 8BITMIME\r\n",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mail = Mail::read(&data(&mut read).await?);
                let mood = moods.lock().unwrap().pop_front();
                match mood {
                    Some(Mood::Busy) => b"451 come back later\r\n",
                    Some(Mood::Refusing) => b"550 nobody of that name\r\n",
                    Some(Mood::Silent) => {
                        taken.lock().unwrap().push(mail);
                        std::future::pending::<()>().await;
                        return Ok(());
                    }
                    None => {
                        taken.lock().unwrap().push(mail);
                        b"250 taken\r\n"
                    }
                }
            }
            "QUIT" => return write.write_all(b"221 bye\r\n").await,
            _ => b"250 fine\r\n",
        };
        write.write_all(answer).await?;
    }
}

/// A mail up to the dot by itself, with the dots taken away that were put before others.
async fn data(read: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    loop {
        let mut line = Vec::new();
        if read.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(mail);
        }
        mail.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
