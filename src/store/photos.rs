//! Photographs of lots: what they show, in which order, and where their prints lie. The prints themselves are on disk.
//!
//! Every change asks in its own statement whether the seller may still make one: their lot is a draft, or nobody has bid on it.
//! It first holds all photographs of the lot, in the order of their ids, so that of two at once one waits; if it then finds that
//! a place was taken meanwhile, it is tried again.

use super::{Error, Store};
use crate::config::photos::MOST_PHOTOS;
use crate::domain::{AccountId, AuctionId, PhotoId};
use crate::photos::{Sha, Size};
use uuid::Uuid;

/// One photograph of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub id: PhotoId,
    pub auction: AuctionId,
    /// From 1; the first stands for the lot everywhere else.
    pub position: u32,
    /// What it shows, in its seller's words; empty if they did not say.
    pub alt: String,
    /// Of its prints, the smallest first. There is at least one.
    pub sizes: Vec<Size>,
}

/// A photograph about to be hung.
#[derive(Clone, Debug)]
pub struct NewPhoto {
    pub id: PhotoId,
    pub alt: String,
    pub sizes: Vec<Size>,
    /// Of all prints together.
    pub bytes: u64,
    pub sha: Sha,
}

/// What is needed to hand out a print.
#[derive(Clone, Debug)]
pub struct Filed {
    pub sha: Sha,
    pub widths: Vec<u32>,
    pub seller: AccountId,
    /// Whether its lot is published, and everybody may see it.
    pub published: bool,
}

/// How a seller's photographs of a lot can be changed just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Whether the lot is a draft, or runs and has no bids.
    pub changeable: bool,
    /// How many hang there.
    pub hung: usize,
    /// Bytes of all photographs of its seller, on all lots.
    pub bytes: u64,
}

/// The nearest of photographs that somebody else may be moving: of two changes at once one is tried again, so often.
const TRIES: usize = 2 * MOST_PHOTOS;

struct Row {
    id: Uuid,
    auction_id: Uuid,
    position: i32,
    alt: String,
    widths: Vec<i32>,
    heights: Vec<i32>,
}

impl From<Row> for Photo {
    fn from(row: Row) -> Photo {
        let sizes = row.widths.into_iter().zip(row.heights);
        Photo {
            id: PhotoId(row.id),
            auction: AuctionId(row.auction_id),
            position: row.position.unsigned_abs(),
            alt: row.alt,
            sizes: sizes
                .map(|(width, height)| Size { width: width.unsigned_abs(), height: height.unsigned_abs() })
                .collect(),
        }
    }
}

/// Pixels fit by far: [`LONGEST_SIDE`](crate::config::photos::LONGEST_SIDE).
fn sides(sizes: &[Size], side: fn(&Size) -> u32) -> Vec<i32> {
    sizes.iter().map(|size| i32::try_from(side(size)).unwrap_or(i32::MAX)).collect()
}

fn bytes(sum: Option<i64>) -> u64 {
    sum.unwrap_or_default().unsigned_abs()
}

/// Whether two changed the same lot's photographs at once, and met in a place or waited for one another.
fn collided(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(refusal) = error else { return false };
    refusal.constraint() == Some("photo_auction_id_position_key") || refusal.code().as_deref() == Some("40P01")
}

impl Store {
    /// The photographs of a lot, in order.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn photos_of(&self, auction: AuctionId) -> Result<Vec<Photo>, Error> {
        let rows = sqlx::query_as!(
            Row,
            "select id, auction_id, position, alt, widths, heights from photo where auction_id = $1 order by position",
            auction.0
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(Photo::from).collect())
    }

    /// The first photograph of each of these lots that has any.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn covers(&self, auctions: &[AuctionId]) -> Result<Vec<Photo>, Error> {
        let auctions: Vec<Uuid> = auctions.iter().map(|auction| auction.0).collect();
        let rows = sqlx::query_as!(
            Row,
            "select id, auction_id, position, alt, widths, heights from photo where auction_id = any($1) and position = 1",
            &auctions
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(Photo::from).collect())
    }

    /// Where a photograph's prints lie, and who may see them; `None` if there is no such photograph.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn filed_photo(&self, id: PhotoId) -> Result<Option<Filed>, Error> {
        let row = sqlx::query!(
            r#"select sha, widths, seller_id, status <> 'draft' as "published!"
               from photo join auction on auction.id = auction_id where photo.id = $1"#,
            id.0
        )
        .fetch_optional(&self.pool)
        .await?;
        let filed = row.and_then(|row| {
            Some(Filed {
                sha: Sha(row.sha.try_into().ok()?),
                widths: row.widths.into_iter().map(i32::unsigned_abs).collect(),
                seller: AccountId(row.seller_id),
                published: row.published,
            })
        });
        Ok(filed)
    }

    /// How the photographs of this seller's lot can be changed; `None` if it is not theirs.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn photo_wall(&self, seller: AccountId, auction: AuctionId) -> Result<Option<Wall>, Error> {
        let row = sqlx::query!(
            r#"select status in ('draft', 'scheduled', 'open', 'halted') and bids = 0 as "changeable!",
                      (select count(*) from photo where auction_id = $2) as "hung!",
                      (select sum(bytes)::bigint from photo join auction own on own.id = auction_id
                       where own.seller_id = $1) as bytes
               from auction where id = $2 and seller_id = $1"#,
            seller.0,
            auction.0
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| Wall {
            changeable: row.changeable,
            hung: usize::try_from(row.hung).unwrap_or(usize::MAX),
            bytes: bytes(row.bytes),
        }))
    }

    /// Hangs a photograph after the others of a seller's lot. `false` if it may not be changed, or has as many as it can have.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn hang_photo(&self, seller: AccountId, auction: AuctionId, new: &NewPhoto) -> Result<bool, Error> {
        let (widths, heights) = (sides(&new.sizes, |size| size.width), sides(&new.sizes, |size| size.height));
        let (size, most) =
            (i64::try_from(new.bytes).unwrap_or(i64::MAX), i64::try_from(MOST_PHOTOS).unwrap_or(i64::MAX));
        self.again(async || {
            sqlx::query!(
                "insert into photo (id, auction_id, position, alt, widths, heights, bytes, sha)
                 select $1, auction.id, 1 + (select count(*) from photo where auction_id = $2)::integer, $4, $5, $6, $7, $8
                 from auction
                 where id = $2 and seller_id = $3 and status in ('draft', 'scheduled', 'open', 'halted') and bids = 0
                   and (select count(*) from photo where auction_id = $2) < $9",
                new.id.0,
                auction.0,
                seller.0,
                new.alt,
                &widths,
                &heights,
                size,
                &new.sha.0[..],
                most,
            )
            .execute(&self.pool)
            .await
        })
        .await
    }

    /// Hangs the photographs of one lot of a seller's on a draft of theirs that has none: the same prints, under addresses of
    /// their own.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn copy_photos(&self, seller: AccountId, from: AuctionId, to: AuctionId) -> Result<(), Error> {
        sqlx::query!(
            "insert into photo (id, auction_id, position, alt, widths, heights, bytes, sha)
             select gen_random_uuid(), draft.id, position, alt, widths, heights, bytes, sha
             from photo
             join auction was on was.id = photo.auction_id and was.seller_id = $1
             join auction draft on draft.id = $3 and draft.seller_id = $1 and draft.status = 'draft'
             where photo.auction_id = $2 and not exists (select from photo where auction_id = $3)",
            seller.0,
            from.0,
            to.0,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Takes a photograph down; those after it move up. `false` if there is none, or it may not be changed.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_down_photo(&self, seller: AccountId, auction: AuctionId, id: PhotoId) -> Result<bool, Error> {
        self.again(async || {
            sqlx::query!(
                r#"with held as materialized (
                   select photo.id from photo join auction on auction.id = auction_id
                   where auction_id = $2 and seller_id = $3
                     and status in ('draft', 'scheduled', 'open', 'halted') and bids = 0
                   order by photo.id for update of photo
               ), gone as (
                   delete from photo where id = $1 and id in (select id from held) returning position
               ), moved as (
                   update photo set position = photo.position - 1 from gone
                   where auction_id = $2 and photo.position > gone.position
               )
               select from gone"#,
                id.0,
                auction.0,
                seller.0,
            )
            .execute(&self.pool)
            .await
        })
        .await
    }

    /// Moves a photograph to a place, from 1; those between make room. Beyond the last is the last. `false` if there is none,
    /// or it may not be changed.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn move_photo(&self, seller: AccountId, auction: AuctionId, id: PhotoId, to: u32) -> Result<bool, Error> {
        let to = i32::try_from(to).unwrap_or(i32::MAX);
        self.again(async || {
            sqlx::query!(
                "with held as materialized (
                     select photo.id, photo.position from photo join auction on auction.id = auction_id
                     where auction_id = $2 and seller_id = $3
                       and status in ('draft', 'scheduled', 'open', 'halted') and bids = 0
                     order by photo.id for update of photo
                 ), moved as (
                     select id, position as was, greatest(1, least($4, (select count(*) from held)::integer)) as goes
                     from held where id = $1
                 )
                 update photo set position = case when held.id = moved.id then goes
                                                  when was < goes then held.position - 1
                                                  else held.position + 1 end
                 from moved, held
                 where photo.id = held.id and held.position between least(was, goes) and greatest(was, goes)",
                id.0,
                auction.0,
                seller.0,
                to,
            )
            .execute(&self.pool)
            .await
        })
        .await
    }

    /// Says what a photograph shows. `false` if there is none, or it may not be changed.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn describe_photo(
        &self,
        seller: AccountId,
        auction: AuctionId,
        id: PhotoId,
        alt: &str,
    ) -> Result<bool, Error> {
        let done = sqlx::query!(
            "update photo set alt = $4 from auction
             where photo.id = $1 and auction_id = $2 and auction.id = $2 and seller_id = $3
               and status in ('draft', 'scheduled', 'open', 'halted') and bids = 0",
            id.0,
            auction.0,
            seller.0,
            alt,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Does it until nobody else was doing the same; whether it changed anything.
    async fn again(
        &self,
        change: impl AsyncFn() -> Result<sqlx::postgres::PgQueryResult, sqlx::Error>,
    ) -> Result<bool, Error> {
        for _ in 1..TRIES {
            match change().await {
                Err(error) if collided(&error) => {}
                done => return Ok(done?.rows_affected() > 0),
            }
        }
        Ok(change().await?.rows_affected() > 0)
    }

    /// Bytes of all photographs there are.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn photo_bytes(&self) -> Result<u64, Error> {
        let sum = sqlx::query_scalar!("select sum(bytes)::bigint from photo").fetch_one(&self.pool).await?;
        Ok(bytes(sum))
    }

    /// Those of these prints that some photograph needs.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn needed_prints(&self, prints: &[Sha]) -> Result<Vec<Sha>, Error> {
        let asked: Vec<Vec<u8>> = prints.iter().map(|sha| sha.0.to_vec()).collect();
        let needed = sqlx::query_scalar!("select distinct sha from photo where sha = any($1)", &asked)
            .fetch_all(&self.pool)
            .await?;
        Ok(needed.into_iter().filter_map(|sha| sha.try_into().ok().map(Sha)).collect())
    }

    /// The name of this database's own shelf in a data folder.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn photo_shelf(&self) -> Result<Uuid, Error> {
        Ok(sqlx::query_scalar!("select name from photo_shelf").fetch_one(&self.pool).await?)
    }
}
