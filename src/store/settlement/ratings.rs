//! What buyers and sellers say of one another, once each for a sale.

use super::super::{Error, Store};
use crate::config;
use crate::domain::settlement::Part;
use crate::domain::{AccountId, InvoiceId, Timestamp};

/// What one side of a sale says of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// 1 to 5.
    pub stars: i16,
    /// Plain text, possibly none.
    pub words: String,
    pub at: Timestamp,
}

/// What has been said of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    pub count: i64,
    /// Of all their stars.
    pub sum: i64,
    /// A few of them, the latest first.
    pub latest: Vec<Rating>,
}

impl Ratings {
    /// Stars on average, in tenths, rounded half up; `None` if there are no ratings.
    pub fn tenths(&self) -> Option<i64> {
        (self.count > 0).then(|| (self.sum * 20 + self.count) / (self.count * 2))
    }
}

impl Store {
    /// Writes down what `part` of a sale says of the other, `rated`. `false` if they said something already, which stays.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn rate(&self, id: InvoiceId, part: Part, rated: AccountId, rating: &Rating) -> Result<bool, Error> {
        let done = sqlx::query!(
            "insert into rating (invoice_id, part, rated_id, stars, words, at) values ($1, $2, $3, $4, $5, $6)
             on conflict do nothing",
            id.0,
            part.word(),
            rated.0,
            rating.stars,
            rating.words,
            rating.at,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// What a part of a sale said of the other; `None` if nothing yet.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn rating(&self, id: InvoiceId, part: Part) -> Result<Option<Rating>, Error> {
        let rating = sqlx::query_as!(
            Rating,
            "select stars, words, at from rating where invoice_id = $1 and part = $2",
            id.0,
            part.word()
        );
        Ok(rating.fetch_optional(&self.pool).await?)
    }

    /// What is said of an account by those who were `part` when they dealt with it. What rested on a strike goes with the
    /// strike, unless all came right in the end.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn ratings_of(&self, account: AccountId, by: Part) -> Result<Ratings, Error> {
        let rows = sqlx::query!(
            r#"select stars, words, rating.at, count(*) over () as "count!", sum(stars) over () as "sum!"
               from rating join invoice on invoice.id = rating.invoice_id
                    left join strike on strike.invoice_id = rating.invoice_id and lifted_at is null
               where rated_id = $1 and part = $2 and (state = 'handed_over' or strike.invoice_id is not null)
               order by rating.at desc limit $3"#,
            account.0,
            by.word(),
            config::settlement::SHOWN_RATINGS
        )
        .fetch_all(&self.pool)
        .await?;
        let (count, sum) = rows.first().map_or((0, 0), |row| (row.count, row.sum));
        let latest = rows.into_iter().map(|row| Rating { stars: row.stars, words: row.words, at: row.at }).collect();
        Ok(Ratings { count, sum, latest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_average_is_told_in_tenths_rounded_half_up() {
        let average = |count, sum| Ratings { count, sum, latest: Vec::new() }.tenths();
        assert_eq!(average(0, 0), None);
        assert_eq!(average(1, 5), Some(50));
        assert_eq!(average(3, 14), Some(47), "4.666… is 4.7");
        assert_eq!(average(20, 85), Some(43), "4.25 is 4.3");
    }
}
