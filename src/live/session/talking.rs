//! What a socket says in rooms: messages, each written down in a task of its own and then answered, and captions, which are
//! answered only if they cannot be shown.

use super::SessionActor;
use crate::config;
use crate::domain::AuctionId;
use crate::live::protocol::{self, Channel};
use crate::live::talk::{Person, Refused, Talk, Words};
use crate::store::rooms::Said;
use actix::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// What became of something this socket said.
#[derive(Message)]
#[rtype(result = "()")]
struct Outcome {
    id: Option<u64>,
    room: AuctionId,
    key: Uuid,
    said: Result<Said, Refused>,
}

impl SessionActor {
    /// Whoever is signed in on this socket.
    pub(super) fn person(&self) -> Option<Person> {
        let identity = self.visitor.identity?;
        Some(Person { account: identity.account, administers: identity.administers })
    }

    pub(super) fn speak(&mut self, id: Option<u64>, channel: &str, words: Words, ctx: &mut Context<Self>) {
        let key = words.key;
        let (Ok(Channel::Room(room)), Some(who)) = (channel.parse(), self.person()) else {
            return self.refuse(id, Some(key), channel, ctx);
        };
        if self.sayings_in_flight >= config::rooms::SAYINGS_IN_FLIGHT {
            return self.tell(|| protocol::not_said(id, Some(key), &Refused::Overloaded), ctx);
        }
        self.sayings_in_flight += 1;
        let (live, session) = (self.live.clone(), ctx.address());
        // Not the actor's own: what is being written is written to its end, whoever has gone meanwhile.
        actix::spawn(async move {
            let said = live.say(room, who, words).await;
            session.do_send(Outcome { id, room, key, said });
        });
    }

    pub(super) fn caption(&mut self, id: Option<u64>, channel: &str, text: String, ctx: &mut Context<Self>) {
        let (Ok(Channel::Room(room)), Some(who)) = (channel.parse(), self.person()) else {
            return self.refuse(id, None, channel, ctx);
        };
        self.captions += 1;
        let count = self.captions;
        if let Some(talk) = self.live.awake_talk(room) {
            return self.show(id, &talk, who, &text, count, ctx);
        }
        let live = self.live.clone();
        let entered = async move { live.talk(room).await };
        ctx.spawn(entered.into_actor(self).map(move |entered, actor, ctx| match entered {
            Ok(talk) => actor.show(id, &talk, who, &text, count, ctx),
            Err(error) => actor.tell(|| protocol::not_said(id, None, &error.into()), ctx),
        }));
    }

    fn show(
        &mut self,
        id: Option<u64>,
        talk: &Arc<Talk>,
        who: Person,
        text: &str,
        count: u64,
        ctx: &mut Context<Self>,
    ) {
        // More rooms than it may listen to, it has no business to caption either.
        let shown = match self.captioned.len() < config::CHANNELS || self.captioned.contains_key(&talk.auction) {
            true => self.live.caption(talk, who, text, self.connection, count),
            false => Err(Refused::Overloaded),
        };
        match shown {
            Ok(()) if text.is_empty() => drop(self.captioned.remove(&talk.auction)),
            Ok(()) => drop(self.captioned.insert(talk.auction, talk.clone())),
            Err(refused) => self.tell(|| protocol::not_said(id, None, &refused), ctx),
        }
    }

    /// Takes down what nobody stands behind any more.
    pub(super) fn take_captions_down(&mut self) {
        let captioned = std::mem::take(&mut self.captioned);
        self.live.take_captions_down(captioned.into_values(), self.connection);
    }

    /// Says no to what is for no room, or comes from nobody.
    fn refuse(&mut self, id: Option<u64>, key: Option<Uuid>, channel: &str, ctx: &mut Context<Self>) {
        let refused = match channel.parse() {
            Ok(Channel::Room(_)) => Refused::SignedOut,
            _ => Refused::NoRoom,
        };
        self.tell(|| protocol::not_said(id, key, &refused), ctx);
    }
}

impl Handler<Outcome> for SessionActor {
    type Result = ();

    fn handle(&mut self, Outcome { id, room, key, said }: Outcome, ctx: &mut Self::Context) {
        self.sayings_in_flight -= 1;
        let answer = || match said {
            Ok(said) => protocol::said(id, room, key, &said),
            Err(refused) => protocol::not_said(id, Some(key), &refused),
        };
        self.tell(answer, ctx);
        self.close_if_ended(ctx);
    }
}
