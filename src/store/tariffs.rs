//! Premiums and increments with names, which the house keeps and sellers choose from. Every change is a new version beside
//! the old ones. A lot copies what it is published with into its terms, so nothing here changes a lot.

use super::audit::Officer;
use super::{Error, Store};
use crate::domain::increment::Row as Step;
use crate::domain::{Currency, Increments, Money, Premium, Timestamp};
use uuid::Uuid;

/// One tariff, named; the same through all its versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TariffId(pub Uuid);

/// What a tariff says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rates {
    Premium(Premium),
    /// Always a table.
    Increments(Increments),
}

impl Rates {
    /// The word in the database.
    pub fn word(&self) -> &'static str {
        match self {
            Rates::Premium(_) => "premium",
            Rates::Increments(_) => "increments",
        }
    }

    /// Its rows: a price in minor units, and a rate in basis points or a step in minor units.
    fn pairs(&self) -> Vec<(i64, i64)> {
        match self {
            Rates::Premium(premium) => premium.pairs().into_iter().map(|(from, rate)| (from, rate.into())).collect(),
            Rates::Increments(Increments::Table(rows)) => rows.iter().map(|row| (row.from.0, row.step.0)).collect(),
            Rates::Increments(_) => Vec::new(),
        }
    }

    fn read(kind: &str, rows: &str) -> Result<Rates, String> {
        let pairs: Vec<(i64, i64)> = serde_json::from_str(rows).map_err(|error| error.to_string())?;
        if kind == "premium" {
            let rate = |(from, rate): (i64, i64)| Ok((from, u32::try_from(rate).map_err(|error| error.to_string())?));
            let rows = pairs.into_iter().map(rate).collect::<Result<Vec<_>, String>>()?;
            return Ok(Rates::Premium(Premium::table(&rows)));
        }
        let step = |(from, step)| Step { from: Money(from), step: Money(step) };
        Ok(Rates::Increments(Increments::Table(pairs.into_iter().map(step).collect())))
    }
}

/// The latest version of a tariff.
#[derive(Clone, Debug)]
pub struct Tariff {
    pub id: TariffId,
    /// Counted from 1.
    pub version: i32,
    pub name: String,
    pub currency: Currency,
    pub rates: Rates,
    pub made_at: Timestamp,
    pub made_by: String,
    /// No seller is offered it any more.
    pub retired: bool,
    /// Sellers' forms begin with it; of several of a kind and currency, with the one that was made last.
    pub preset: bool,
}

/// What becomes of a tariff besides other rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Offered to nobody any more, nor preset.
    Retired,
    Offered,
    /// Offered, and what forms begin with.
    Preset,
}

impl Standing {
    /// The word of the act that leads there.
    fn act(self) -> &'static str {
        match self {
            Standing::Retired => "tariff_retired",
            Standing::Offered => "tariff_offered",
            Standing::Preset => "tariff_preset",
        }
    }
}

/// What is to be written down.
#[derive(Clone, Debug)]
pub struct NewTariff {
    pub name: String,
    pub currency: Currency,
    pub rates: Rates,
}

impl Store {
    /// Every tariff in its latest version, by name; those that are retired last.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn tariffs(&self) -> Result<Vec<Tariff>, Error> {
        let rows = sqlx::query!(
            r#"select tariff.id as "id!", version as "version!", kind as "kind!", tariff.name as "name!",
                      currency as "currency!", rows as "rows!", made_at as "made_at!", account.name as "made_by!",
                      retired as "retired!", preset as "preset!"
               from (select distinct on (id) * from tariff order by id, version desc) tariff
               join account on account.id = tariff.made_by
               order by retired, kind, lower(tariff.name), tariff.id"#
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                let unreadable = |what: String| Error::Sql(sqlx::Error::Decode(what.into()));
                Ok(Tariff {
                    id: TariffId(row.id),
                    version: row.version,
                    name: row.name,
                    currency: row.currency.parse().map_err(unreadable)?,
                    rates: Rates::read(&row.kind, &row.rows).map_err(unreadable)?,
                    made_at: row.made_at,
                    made_by: row.made_by,
                    retired: row.retired,
                    preset: row.preset,
                })
            })
            .collect()
    }

    /// Writes down a tariff, or the version after `was`. `false` if there is another version after that already, or no such
    /// tariff.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn write_tariff(
        &self,
        id: TariffId,
        was: i32,
        new: &NewTariff,
        by: &Officer,
        why: &str,
    ) -> Result<bool, Error> {
        let rows = serde_json::to_string(&new.rates.pairs()).unwrap_or_default();
        let done = sqlx::query!(
            "with written as (
                 insert into tariff (id, version, kind, name, currency, rows, made_by, preset)
                 select $2, $3 + 1, $4, $5, $6, $7, $8,
                        coalesce((select preset from tariff where id = $2 and version = $3), false)
                 where $3 = 0 or exists (select from tariff where id = $2 and version = $3 and kind = $4)
                 on conflict do nothing returning id, version
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $1, $8, 'tariff_written', 'tariff', id, $5 || ' v' || version || ': ' || $7, $9, $10 from written",
            Uuid::now_v7(),
            id.0,
            was,
            new.rates.word(),
            new.name,
            new.currency.code(),
            rows,
            by.account.0,
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Retires a tariff, offers it, or has forms begin with it: a new version with the rows of the last. `false` if it is so
    /// already.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn place_tariff(&self, id: TariffId, to: Standing, by: &Officer, why: &str) -> Result<bool, Error> {
        let done = sqlx::query!(
            "with last as (
                 select * from tariff where id = $2 order by version desc limit 1
             ), written as (
                 insert into tariff (id, version, kind, name, currency, rows, made_by, retired, preset)
                 select id, version + 1, kind, name, currency, rows, $3, $4, $5 from last where (retired, preset) <> ($4, $5)
                 on conflict do nothing returning id, name
             )
             insert into audit (id, by_id, act, on_kind, on_id, what, why, address)
             select $1, $3, $6, 'tariff', id, name, $7, $8 from written",
            Uuid::now_v7(),
            id.0,
            by.account.0,
            to == Standing::Retired,
            to == Standing::Preset,
            to.act(),
            why,
            by.address,
        )
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_back_from_their_rows() {
        let step = |from, step| Step { from: Money(from), step: Money(step) };
        for rates in [
            Rates::Premium(Premium::table(&[(0, 2_500), (100_000, 2_000)])),
            Rates::Increments(Increments::Table(vec![step(1, 5), step(100, 25)])),
        ] {
            let rows = serde_json::to_string(&rates.pairs()).expect("rows");
            assert_eq!(Rates::read(rates.word(), &rows), Ok(rates));
        }
        assert!(Rates::read("premium", "[[0,-1]]").is_err() && Rates::read("increments", "no").is_err());
    }
}
