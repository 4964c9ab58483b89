//! Filling a sale from a file: the file while its owner looks it over, and its lines as lots. A line that was given before
//! changes the lot it became. Never touches what is published.

use crate::domain::ledger::hex;
use crate::domain::{AuctionId, SaleId, Timestamp};
use crate::store::auctions::Draft;
use crate::store::{Error, Store, terms};
use uuid::Uuid;

/// A line of a file, ready to be a lot.
#[derive(Clone, Debug)]
pub struct LineDraft {
    /// What the owner calls the line: it stays the same when the file is given again.
    pub line: String,
    /// The lot that this line became before, under its own id; else one to be.
    pub draft: Draft,
    pub is_new: bool,
}

/// The lot that a line became before.
#[derive(Clone, Debug)]
pub struct Known {
    pub lot: AuctionId,
    /// Where it is said to be: a file without that column leaves it so.
    pub country: Option<String>,
}

impl Store {
    /// Keeps a file for its owner to look over, in place of one given before.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn keep_file(&self, sale: SaleId, file: &str) -> Result<(), Error> {
        sqlx::query!(
            "insert into sale_file (sale_id, file) values ($1, $2)
             on conflict (sale_id) do update set file = excluded.file, given_at = now()",
            sale.0,
            file
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The file that is being looked over, if there is one.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn kept_file(&self, sale: SaleId) -> Result<Option<String>, Error> {
        Ok(sqlx::query_scalar!("select file from sale_file where sale_id = $1", sale.0)
            .fetch_optional(&self.pool)
            .await?)
    }

    /// Forgets the file that was being looked over.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn drop_file(&self, sale: SaleId) -> Result<(), Error> {
        sqlx::query!("delete from sale_file where sale_id = $1", sale.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Which lines of earlier files are lots of this sale, and which lots.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn known_lines(&self, sale: SaleId) -> Result<Vec<(String, Known)>, Error> {
        let rows = sqlx::query!(
            "select line, auction_id, country from sale_line join auction on auction.id = auction_id
             where sale_line.sale_id = $1",
            sale.0
        )
        .fetch_all(&self.pool)
        .await?;
        let known = |lot, country| Known { lot: AuctionId(lot), country };
        Ok(rows.into_iter().map(|row| (row.line, known(row.auction_id, row.country))).collect())
    }

    /// Makes lots of these lines, at the end of a draft that is still at `revision`, or changes the lots they are already;
    /// and forgets the file, and what was typed into the forms of those
    /// lots. All of it or nothing; `false` if nothing, because the sale has changed or would have more than
    /// `most` lots.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_lines(&self, sale: SaleId, revision: i32, lines: &[LineDraft], most: u32) -> Result<bool, Error> {
        let of = |field: fn(&Draft) -> String| lines.iter().map(|line| field(&line.draft)).collect::<Vec<String>>();
        let instants = |field: fn(&Draft) -> Timestamp| lines.iter().map(|line| field(&line.draft)).collect::<Vec<_>>();
        let ids: Vec<Uuid> = lines.iter().map(|line| line.draft.terms.auction.0).collect();
        let taken = sqlx::query_scalar!(
            r#"with given as (
                   select *, row_number() over (partition by fresh order by nth) as place
                   from unnest($4::uuid[], $5::text[], $6::bool[], $7::text[], $8::text[], $9::text[], $10::text[],
                               $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::timestamptz[],
                               $16::timestamptz[], $17::text[])
                        with ordinality as line (id, line, fresh, title, description, category, terms, epoch, currency,
                                                 start_price, reserve, starts_at, ends_at, country, nth)
               ), more as (select count(*)::integer as lots from given where fresh),
               grown as (
                   update sale set lots = sale.lots + more.lots, revision = revision + 1 from more
                   where id = $1 and state = 'draft' and revision = $2 and sale.lots + more.lots <= $3
                   returning id, owner_id, sale.lots - more.lots as before
               ), new as (
                   insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price,
                                        reserve, starts_at, ends_at, status, minimum, sale_id, lot_number, country)
                   select given.id, owner_id, title, description, category, terms, epoch, currency, start_price, reserve,
                          starts_at, ends_at, 'draft', start_price, grown.id, before + place, country
                   from grown, given where fresh
               ), named as (
                   insert into sale_line (sale_id, line, auction_id) select grown.id, line, given.id from grown, given where fresh
               ), changed as (
                   update auction set title = given.title, description = given.description, category = given.category,
                          terms = given.terms, currency = given.currency, start_price = given.start_price,
                          reserve = given.reserve, starts_at = given.starts_at, ends_at = given.ends_at,
                          minimum = given.start_price, country = given.country
                   from grown, given
                   where not fresh and auction.id = given.id and sale_id = grown.id and status = 'draft'
               ), typed as (
                   delete from draft using grown, given where not fresh and auction_id = given.id
               ), looked_over as (delete from sale_file using grown where sale_id = grown.id)
               select exists (select from grown) as "taken!""#,
            sale.0,
            revision,
            i32::try_from(most).unwrap_or(i32::MAX),
            &ids,
            &lines.iter().map(|line| line.line.clone()).collect::<Vec<_>>(),
            &lines.iter().map(|line| line.is_new).collect::<Vec<_>>(),
            &of(|draft| draft.title.clone()),
            &of(|draft| draft.description.clone()),
            &of(|draft| draft.category.clone()),
            &of(|draft| terms::write(&draft.terms)),
            &of(|_| hex(&rand::random::<[u8; 4]>())),
            &of(|draft| draft.terms.currency.code().into()),
            &lines.iter().map(|line| line.draft.terms.start.0).collect::<Vec<_>>(),
            &lines.iter().map(|line| line.draft.reserve.map(|reserve| reserve.0)).collect::<Vec<_>>() as &[Option<i64>],
            &instants(|draft| draft.terms.starts_at),
            &instants(|draft| draft.terms.ends_at),
            &lines.iter().map(|line| line.draft.country.as_deref()).collect::<Vec<_>>() as &[Option<&str>],
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(taken)
    }
}
