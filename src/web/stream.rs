//! An auction's events as server-sent events, each with the very frame that a socket gets. Nothing is kept for a reader:
//! each pulls from the auction's own ring at its own pace, and one that fell off it gets a snapshot.

use super::House;
use super::reader::{Ending, Reader};
use crate::config;
use crate::domain::Seq;
use crate::live::protocol::{self, Channel, YouAre};
use crate::live::room::{Board, Missed, Room};
use crate::live::session::Close;
use actix_web::http::header::{CACHE_CONTROL, HeaderName};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::Stream;
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// The stream from after `after`, or after what the reader says it had last.
pub fn answer(
    request: &HttpRequest,
    room: Arc<Room>,
    after: Option<Seq>,
    reader: Reader,
    house: web::Data<House>,
) -> HttpResponse {
    let last = request.headers().get("last-event-id").and_then(|id| id.to_str().ok());
    let after = last.map_or(after, |id| resumed(id, &room.epoch));
    let heard_all = {
        let board = room.board();
        last.is_some() && board.is_settled() && after == Some(board.auction.seq)
    };
    if heard_all {
        // By the standard this keeps a browser from asking again and again.
        return HttpResponse::NoContent().finish();
    }
    let feed = Feed {
        news: room.news(),
        closing: house.live.closing(),
        room,
        house,
        reader,
        after,
        stage: Stage::Opening,
        you: None,
    };
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "no-store"))
        // Proxies that would gather the events into larger pieces.
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .streaming(feed.chunks())
}

/// The number in `EPOCH-SEQ`, if it is of this log.
fn resumed(id: &str, epoch: &str) -> Option<Seq> {
    let (its_epoch, seq) = id.trim().rsplit_once('-')?;
    seq.parse().ok().filter(|_| its_epoch == epoch)
}

/// One reader of a stream: its place in the ring, and how it was last told to stand.
struct Feed {
    room: Arc<Room>,
    house: web::Data<House>,
    news: watch::Receiver<Seq>,
    closing: watch::Receiver<Option<Duration>>,
    reader: Reader,
    /// What it has; `None` before its first snapshot.
    after: Option<Seq>,
    stage: Stage,
    you: Option<YouAre>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Opening,
    /// Nothing was told yet, not even that there is nothing to tell.
    Welcoming,
    Telling,
    Ended,
}

impl Feed {
    fn chunks(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        futures_util::stream::unfold(self, |mut feed| async move {
            let chunk = feed.next().await?;
            Some((Ok(chunk), feed))
        })
    }

    /// What to send next; waits until there is something, for a beat at most.
    async fn next(&mut self) -> Option<Bytes> {
        match self.stage {
            Stage::Ended => return None,
            Stage::Opening => {
                self.stage = Stage::Welcoming;
                return Some(format!("retry: {}\n\n", config::STREAM_RETRY.as_millis()).into());
            }
            Stage::Welcoming | Stage::Telling => {}
        }
        loop {
            if let Some(ending) = self.reader.ending(self.house.live.now()) {
                return Some(self.turn_away(ending));
            }
            let closing = *self.closing.borrow();
            if let Some(within) = closing {
                return Some(self.end(&Close::Draining { within }.bye()));
            }
            if let Some(chunk) = self.look() {
                return Some(chunk);
            }
            let something = async {
                tokio::select! {
                    changed = self.news.changed() => changed.is_ok(),
                    () = self.reader.ended() => true,
                    closing = self.closing.changed() => closing.is_ok(),
                }
            };
            match timeout(config::BEAT, something).await {
                Ok(true) => {}
                Ok(false) => return None,
                Err(_) => return Some(self.beat()),
            }
        }
    }

    /// What is new on the board, for this reader; `None` if nothing is.
    fn look(&mut self) -> Option<Bytes> {
        let room = self.room.clone();
        let board = room.board();
        let (mut out, seq) = (String::new(), board.auction.seq);
        let missed = self.catch_up(&mut out, &board);
        self.after = Some(seq);
        if self.stage == Stage::Welcoming {
            self.stage = Stage::Telling;
            let subscribed = protocol::subscribed(None, Channel::Auction(room.id), &room.epoch, seq, missed);
            write_event(&mut out, None, "subscribed", &subscribed);
        }
        self.tell_standing(&mut out, &board);
        if board.is_settled() {
            self.stage = Stage::Ended;
            write_event(&mut out, None, "bye", &Close::AuctionEnded.bye());
        }
        (!out.is_empty()).then(|| out.into())
    }

    /// Writes the events after what the reader has, or a snapshot; says how many events those were.
    fn catch_up(&self, out: &mut String, board: &Board) -> Option<usize> {
        let (room, channel) = (&self.room, Channel::Auction(self.room.id));
        match self.after.map_or(Missed::TooMuch, |after| board.missed(after)) {
            Missed::Lines(lines) => {
                for line in &lines {
                    let frame = protocol::events(channel, std::slice::from_ref(line));
                    write_event(out, Some((&room.epoch, line.seq)), "event", &frame);
                }
                Some(lines.len())
            }
            Missed::TooMuch => {
                let you = self.reader.account().map(|account| self.room.you(board, account));
                let snapshot = protocol::snapshot(room, board, you, self.house.live.now());
                write_event(out, Some((&room.epoch, board.auction.seq)), "snapshot", &snapshot);
                None
            }
        }
    }

    /// Tells a signed-in reader how they stand, if that changed.
    fn tell_standing(&mut self, out: &mut String, board: &Board) {
        let Some(account) = self.reader.account() else { return };
        let you = self.room.you(board, account);
        if you.is_something() && self.you.as_ref() != Some(&you) {
            write_event(out, None, "you", &protocol::you(&self.room, board, &you));
            self.you = Some(you);
        }
    }

    /// A comment would keep the connection open as well, but no page could hear it.
    fn beat(&self) -> Bytes {
        let mut out = String::new();
        write_event(&mut out, None, "beat", &protocol::beat(self.house.live.now()));
        out.into()
    }

    /// A stream ends with the sign-in it was asked for with, as a socket does.
    fn turn_away(&mut self, ending: Ending) -> Bytes {
        match ending {
            Ending::SignedOut => self.end(&Close::SignedOut.bye()),
            Ending::Unsure => self.end(&protocol::bye(4202, "position_lost", true, 0)),
        }
    }

    fn end(&mut self, bye: &str) -> Bytes {
        self.stage = Stage::Ended;
        let mut out = String::new();
        write_event(&mut out, None, "bye", bye);
        out.into()
    }
}

/// One event of the stream; what moves nobody's place in the log has no id. A frame is JSON without line breaks, so it is one
/// line of data.
fn write_event(out: &mut String, at: Option<(&str, Seq)>, event: &str, frame: &str) {
    // Writing to a string does not fail.
    let _ = match at {
        Some((epoch, seq)) => write!(out, "id: {epoch}-{seq}\nevent: {event}\ndata: {frame}\n\n"),
        None => write!(out, "event: {event}\ndata: {frame}\n\n"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_resumes_only_in_its_own_log() {
        assert_eq!(resumed("a1b2c3d4-41", "a1b2c3d4"), Some(41));
        for id in ["ffffffff-41", "41", "a1b2c3d4-", "a1b2c3d4-x", ""] {
            assert_eq!(resumed(id, "a1b2c3d4"), None, "{id}");
        }
    }

    #[test]
    fn an_event_of_the_stream_is_one_line_of_data_with_its_number() {
        let mut out = String::new();
        write_event(&mut out, Some(("a1b2", 7)), "event", "{}");
        assert_eq!(out, "id: a1b2-7\nevent: event\ndata: {}\n\n");
    }

    #[test]
    fn what_is_no_event_of_the_log_moves_nobodys_place_in_it() {
        let mut out = String::new();
        write_event(&mut out, None, "you", "{}");
        assert_eq!(out, "event: you\ndata: {}\n\n");
    }
}
