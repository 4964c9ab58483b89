//! What the database has and every page is written by, as it was last read: the house's categories, its rates. Read anew when it
//! has changed here, and soon after it has elsewhere. Nobody waits for it but who comes first; and the database has the last word.
//! Ambient while a request is answered, as its reader is, so that no form and no card has to be handed it.

use super::error::Error;
use super::{House, outlive};
use crate::config::finding::CATEGORIES_AGE;
use crate::store::{self, Store};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::task::LocalKey;

/// Something of the house's that is read as a whole.
pub trait Furniture: Default + Send + Sync + 'static {
    /// What it is called in the log.
    const NAME: &'static str;

    /// Reads it.
    fn read(store: &Store) -> impl Future<Output = Result<Self, store::Error>>;

    /// Where a house keeps it.
    fn of(house: &House) -> &Kept<Self>;

    /// Where a request finds it.
    fn ambient() -> &'static LocalKey<Arc<Self>>;
}

/// Something as a house last read it.
#[derive(Default)]
pub struct Kept<T>(Mutex<Shelf<T>>);

/// What was read last, and when it is worth a new look.
struct Shelf<T> {
    read: Option<Read<T>>,
    /// When it was last changed here.
    forgotten_at: Option<Instant>,
}

struct Read<T> {
    it: Arc<T>,
    /// When the database was asked for it.
    asked_at: Instant,
    /// From when on somebody should look again.
    due_at: Instant,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Shelf { read: None, forgotten_at: None }
    }
}

impl<T> Shelf<T> {
    /// What is at hand, and whether who asked is to have it read anew. Nobody else is before long.
    fn answer(&mut self, now: Instant) -> Option<(Arc<T>, bool)> {
        let read = self.read.as_mut()?;
        let due = read.due_at <= now;
        if due {
            read.due_at = now + CATEGORIES_AGE;
        }
        Some((read.it.clone(), due))
    }

    /// What is at hand is old from now on, and serves until there is something newer.
    fn forget(&mut self, now: Instant) {
        self.forgotten_at = Some(now);
        if let Some(read) = &mut self.read {
            read.due_at = now;
        }
    }

    /// Keeps what the database was asked for at `asked_at`, unless something newer is at hand. What may be from before a change
    /// is old already.
    fn put(&mut self, it: Arc<T>, asked_at: Instant, now: Instant) {
        if self.read.as_ref().is_some_and(|read| read.asked_at > asked_at) {
            return;
        }
        let is_old = self.forgotten_at.is_some_and(|forgotten_at| asked_at < forgotten_at);
        let due_at = if is_old { now } else { now + CATEGORIES_AGE };
        self.read = Some(Read { it, asked_at, due_at });
    }
}

impl<T: Furniture> Kept<T> {
    /// It was changed: has it read anew, and whoever asks after this is answered by what was changed. If it cannot be read just
    /// now, it is as soon as somebody asks; until then what was at hand serves.
    async fn forget(&self, store: &Store) {
        self.shelf().forget(Instant::now());
        self.read(store).await;
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn read(&self, store: &Store) -> Arc<T> {
        let asked_at = Instant::now();
        match T::read(store).await {
            Ok(it) => self.shelf().put(Arc::new(it), asked_at, Instant::now()),
            Err(error) => tracing::warn!(%error, what = T::NAME, "cannot be read just now"),
        }
        self.shelf().read.as_ref().map(|read| read.it.clone()).unwrap_or_default()
    }
}

/// What a house has of it. Nobody waits but who comes first: who finds it old is answered by that, and has it read for the next.
async fn known<T: Furniture>(house: &Data<House>) -> Arc<T> {
    let at_hand = T::of(house).shelf().answer(Instant::now());
    let Some((it, due)) = at_hand else { return T::of(house).read(&house.store).await };
    if due {
        let house = house.clone();
        actix_web::rt::spawn(async move { T::of(&house).read(&house.store).await });
    }
    it
}

/// The middleware: whatever answers, answers by what the house has of it.
///
/// # Errors
/// None of its own.
pub async fn open<T: Furniture, B: MessageBody>(
    request: ServiceRequest,
    rest: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let it = match request.app_data::<Data<House>>() {
        Some(house) => known::<T>(house).await,
        None => Arc::default(),
    };
    T::ambient().scope(it, rest.call(request)).await
}

/// What the house that answers has of it; nothing outside of a request.
pub fn at_hand<T: Furniture>() -> Arc<T> {
    T::ambient().try_with(Arc::clone).unwrap_or_default()
}

/// Work that goes by what whoever began it goes by, also on a task of its own.
pub fn carry<T: Furniture, O>(work: impl Future<Output = O>) -> impl Future<Output = O> {
    let it = T::ambient().try_with(Arc::clone).ok();
    async move {
        match it {
            Some(it) => T::ambient().scope(it, work).await,
            None => work.await,
        }
    }
}

/// Runs a write that changes it to its end, whoever waits for it. Whoever asks after that is answered by what there is then.
///
/// # Errors
/// The write's own.
pub async fn change<T: Furniture>(
    house: &Data<House>,
    write: impl Future<Output = Result<bool, store::Error>> + 'static,
) -> Result<bool, Error> {
    let house = house.clone();
    outlive(async move {
        let done = write.await;
        T::of(&house).forget(&house.store).await;
        done.map_err(Error::from)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_was_changed_is_read_anew_and_serves_until_it_is() {
        let (mut shelf, start) = (Shelf::default(), Instant::now());
        let later = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(shelf.answer(start), None);
        shelf.put(Arc::new("before"), start, start);
        assert_eq!(shelf.answer(later(1)), Some((Arc::new("before"), false)));
        shelf.forget(later(2));
        assert_eq!(shelf.answer(later(2)), Some((Arc::new("before"), true)), "it serves, and somebody has it read");
        assert_eq!(shelf.answer(later(2)), Some((Arc::new("before"), false)), "not everybody");
        shelf.put(Arc::new("after"), later(3), later(3));
        shelf.put(Arc::new("before"), later(1), later(4));
        assert_eq!(shelf.answer(later(4)), Some((Arc::new("after"), false)), "who was slow brings nothing old back");
    }

    #[test]
    fn what_was_asked_for_before_a_change_is_old_when_it_comes() {
        let (mut shelf, start) = (Shelf::default(), Instant::now());
        shelf.forget(start + Duration::from_secs(1));
        shelf.put(Arc::new("before"), start, start + Duration::from_secs(2));
        assert!(shelf.answer(start + Duration::from_secs(2)).is_some_and(|(_, due)| due));
    }

    #[test]
    fn what_nobody_changes_is_looked_at_again_before_long() {
        let (mut shelf, start) = (Shelf::default(), Instant::now());
        shelf.put(Arc::new("it"), start, start);
        assert_eq!(shelf.answer(start + CATEGORIES_AGE), Some((Arc::new("it"), true)));
    }
}
