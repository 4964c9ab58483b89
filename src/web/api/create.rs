//! A lot from JSON. What cannot be read is told field by field; what is read is judged where forms are judged too.

use super::auctions::full;
use super::not_published;
use crate::domain::increment::Row;
use crate::domain::terms::{Approval, Fault};
use crate::domain::{AuctionId, Closing, ClosingMode, Currency, Increments, Money, Scope, Timestamp, Trigger};
use crate::web::auth::SignedIn;
use crate::web::charges;
use crate::web::error::Error;
use crate::web::listing::{self, ListingInput};
use crate::web::{House, outlive};
use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, Bytes};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The category of a lot that names none.
pub(super) const NO_CATEGORY: &str = "curiosities";

/// `POST /api/v1/auctions`: a draft, or with `"publish":true` a published auction.
///
/// # Errors
/// 401 without sign-in, 403 if the caller may not sell, 400 for what is not JSON, 422 with every field at fault, 503.
pub async fn create(who: SignedIn, body: Bytes, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let fields: Map<String, Value> = serde_json::from_slice(&body)
        .map_err(|error| Error::malformed(format!("An auction is described by a JSON object: {error}.")))?;
    listing::may_sell(&house, &who.account)?;
    let (id, seller) = (AuctionId(Uuid::now_v7()), who.account.id);
    let (input, publish) = read(&fields).map_err(Error::invalid)?;
    let draft = input.draft(id, seller, house.live.now()).map_err(Error::invalid)?;
    let (there, account) = (house.clone(), who.account.clone());
    outlive(async move {
        listing::create(&there, &account, &draft).await?;
        if publish {
            listing::publish(&there.store, &there.live, id, seller).await.map_err(not_published)?;
        }
        Ok::<_, Error>(())
    })
    .await?;
    let state = full(&house, id, Some(seller)).await?;
    Ok(HttpResponse::Created().insert_header((LOCATION, format!("/api/v1/auctions/{id}"))).json(state))
}

/// What the fields say, and whether to publish it at once.
pub(super) fn read(fields: &Map<String, Value>) -> Result<(ListingInput, bool), Vec<Fault>> {
    let mut reader = Reader { fields, faults: Vec::new() };
    reader.refuse_what_is_not_offered();
    let currency = reader.currency();
    let title = reader.text("title");
    if title.trim().is_empty() && reader.faults.iter().all(|fault| fault.field != "title") {
        reader.fault("title", "A lot needs a title.");
    }
    let (start, ends_at) = (reader.amount("start"), reader.instant("ends_at"));
    reader.needed("start", start.is_some(), "An auction needs a starting price.");
    reader.needed("ends_at", ends_at.is_some(), "An auction needs an end.");
    let category = Some(reader.text("category")).filter(|category| !category.is_empty());
    let (description, reserve) = (reader.text("description"), reader.amount("reserve"));
    let increments = reader.increments(currency.unwrap_or(Currency::EUR));
    let (quantum, automatic) = (reader.amount("quantum"), reader.choice("automatic", true));
    let (closing, starts_at) = (reader.closing(), reader.instant("starts_at"));
    let approval = reader.approval();
    let premium = reader.read("premium", charges::premium_of);
    let tax = reader.read("tax", charges::tax_of);
    let publish = reader.choice("publish", false);
    match (currency, start, increments, ends_at) {
        (Some(currency), Some(start), Some(increments), Some(ends_at)) if reader.faults.is_empty() => {
            let category = category.unwrap_or_else(|| NO_CATEGORY.into());
            let input = ListingInput {
                title,
                description,
                category,
                currency,
                start,
                reserve,
                increments,
                quantum,
                automatic,
                approval,
                closing,
                premium,
                tax,
                starts_at,
                ends_at,
            };
            Ok((input, publish))
        }
        _ => Err(reader.faults),
    }
}

/// Reads fields one by one, and remembers what is wrong with each. `null` is as good as nothing.
pub(super) struct Reader<'a> {
    pub fields: &'a Map<String, Value>,
    pub faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub fn fault(&mut self, field: &'static str, message: impl Into<String>) {
        self.faults.push(Fault::new(field, message));
    }

    /// A field that is missing, unless something is wrong with it already.
    pub fn needed(&mut self, field: &'static str, given: bool, message: &str) {
        if !given && self.given(field).is_none() {
            self.fault(field, message);
        }
    }

    pub fn given(&self, field: &str) -> Option<&'a Value> {
        self.fields.get(field).filter(|value| !value.is_null())
    }

    /// What a client may ask for by the protocol, and this house does not do: better said than left out in silence.
    fn refuse_what_is_not_offered(&mut self) {
        if self.given("format").is_some_and(|format| format != "english") {
            self.fault("format", "The house runs one format: english.");
        }
        if self.given("buy_now").is_some() {
            self.fault("buy_now", "The house has no price to buy at once; leave this out.");
        }
        if self.given("quantity").is_some_and(|quantity| quantity != 1) {
            self.fault("quantity", "The house sells one lot at a time; leave this out.");
        }
    }

    pub fn text(&mut self, field: &'static str) -> String {
        match self.given(field) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                self.fault(field, "Write this as text.");
                String::new()
            }
        }
    }

    pub fn amount(&mut self, field: &'static str) -> Option<Money> {
        let value = self.given(field)?;
        if value.as_i64().is_none() {
            self.fault(field, "Write an amount as a whole number of minor units: 12500 for 125.00.");
        }
        value.as_i64().map(Money)
    }

    pub fn choice(&mut self, field: &'static str, usual: bool) -> bool {
        let Some(value) = self.given(field) else { return usual };
        if !value.is_boolean() {
            self.fault(field, "This is true or false.");
        }
        value.as_bool().unwrap_or(usual)
    }

    pub fn instant(&mut self, field: &'static str) -> Option<Timestamp> {
        let value = self.given(field)?;
        let instant = value.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
        if instant.is_none() {
            self.fault(field, "Write an instant as RFC 3339 has it: 2026-11-21T14:00:00Z.");
        }
        instant.map(|instant| instant.with_timezone(&Utc))
    }

    fn currency(&mut self) -> Option<Currency> {
        let Some(value) = self.given("currency") else {
            self.fault("currency", "An auction needs a currency, like EUR.");
            return None;
        };
        match value.as_str().unwrap_or_default().parse() {
            Ok(currency) => Some(currency),
            Err(message) => {
                self.fault("currency", message);
                None
            }
        }
    }

    fn increments(&mut self, currency: Currency) -> Option<Increments> {
        let increments = match self.given("increments") {
            None => Some(Increments::us(currency)),
            Some(value) => increments(value, currency),
        };
        if increments.is_none() {
            self.fault(
                "increments",
                "Increments are \"us\", \"uk\", \"decade\", {\"fixed\":100}, {\"percent\":{\"percent\":5,\"least\":100}} or \
                 {\"table\":[[0,50],[1000,100]]}, in whole minor units.",
            );
        }
        increments
    }

    fn approval(&mut self) -> Approval {
        let Some(value) = self.given("approval") else { return Approval::Open };
        value.as_str().and_then(Approval::of_word).unwrap_or_else(|| {
            self.fault("approval", "Who may bid is \"open\", \"registered\" or \"approved\".");
            Approval::Open
        })
    }

    /// A field with a reader of its own.
    fn read<T: Default>(&mut self, field: &'static str, read: fn(&Value) -> Result<T, &'static str>) -> T {
        read(self.given(field).unwrap_or(&Value::Null)).unwrap_or_else(|message| {
            self.fault(field, message);
            T::default()
        })
    }

    fn closing(&mut self) -> Closing {
        match self.given("closing") {
            None => Closing::default(),
            Some(value) => closing(value).unwrap_or_else(|message| {
                self.fault("closing", message);
                Closing::default()
            }),
        }
    }
}

fn increments(value: &Value, currency: Currency) -> Option<Increments> {
    match value {
        Value::String(name) => match name.as_str() {
            "us" => Some(Increments::us(currency)),
            "uk" => Some(Increments::uk(currency)),
            "decade" => Some(Increments::Decade),
            _ => None,
        },
        Value::Object(fields) => {
            if let Some(step) = fields.get("fixed") {
                return Some(Increments::Fixed(Money(step.as_i64()?)));
            }
            if let Some(rows) = fields.get("table") {
                return rows.as_array()?.iter().map(row).collect::<Option<_>>().map(Increments::Table);
            }
            // As the protocol has it, or as terms are written.
            let share = fields.get("percent").filter(|share| share.is_object()).unwrap_or(value);
            let percent = u32::try_from(share.get("percent")?.as_u64()?).ok()?;
            Some(Increments::Percent { percent, least: Money(share.get("least")?.as_i64()?) })
        }
        _ => None,
    }
}

/// `[from, step]` or `{"from":…,"step":…}`.
fn row(value: &Value) -> Option<Row> {
    let (from, step) = match value {
        Value::Array(pair) if pair.len() == 2 => (&pair[0], &pair[1]),
        value => (value.get("from")?, value.get("step")?),
    };
    Some(Row { from: Money(from.as_i64()?), step: Money(step.as_i64()?) })
}

fn closing(value: &Value) -> Result<Closing, &'static str> {
    let usual = Closing::default();
    let fields = value.as_object().ok_or("Closing is an object like {\"mode\":\"hard\"}.")?;
    let given = |field: &str| fields.get(field).filter(|value| !value.is_null());
    let span = |field: &str| {
        let seconds = given(field).map(|value| value.as_i64().and_then(TimeDelta::try_seconds));
        seconds.map(|span| span.ok_or("Window, extension and cap are whole seconds.")).transpose()
    };
    let word = |field: &str| given(field).map(|value| value.as_str().unwrap_or_default());
    Ok(Closing {
        mode: match word("mode") {
            None => usual.mode,
            Some(word) => ClosingMode::of_word(word).ok_or("An auction closes hard, reset, add, quiet or candle.")?,
        },
        scope: match word("scope") {
            None | Some("lot") => Scope::Lot,
            Some("group") => Scope::Group,
            Some(_) => return Err("A late bid moves the end of its lot, or of its group: lot or group."),
        },
        window: span("window_s")?.unwrap_or(usual.window),
        extension: span("extension_s")?.unwrap_or(usual.extension),
        cap: span("cap_s")?,
        trigger: match word("trigger") {
            None | Some("price_or_leader") => Trigger::PriceOrLeader,
            Some("leader") => Trigger::Leader,
            Some(_) => return Err("What moves the end is price_or_leader or leader."),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chair() -> Value {
        json!({"title": "A chair", "currency": "EUR", "start": 10_000, "ends_at": "2026-11-21T14:00:00+01:00"})
    }

    fn with(field: &str, value: Value) -> Result<(ListingInput, bool), Vec<Fault>> {
        let mut fields = chair();
        fields[field] = value;
        read(fields.as_object().expect("an object"))
    }

    fn fields_at_fault(result: Result<(ListingInput, bool), Vec<Fault>>) -> Vec<&'static str> {
        result.err().unwrap_or_default().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn four_fields_are_enough_and_the_rest_is_as_usual() {
        let (input, publish) = with("something_new", json!(1)).expect("nothing wrong");
        assert!(!publish && input.automatic && input.starts_at.is_none() && input.reserve.is_none());
        assert_eq!(input.closing, Closing::default());
        assert_eq!(input.ends_at.to_rfc3339(), "2026-11-21T13:00:00+00:00");
    }

    #[test]
    fn every_missing_field_is_named() {
        assert_eq!(fields_at_fault(read(&Map::new())), ["currency", "title", "start", "ends_at"]);
    }

    #[test]
    fn an_amount_that_is_no_whole_number_is_refused_and_named_once() {
        for value in [json!(12.5), json!("12500"), json!(1e30), json!(true)] {
            assert_eq!(fields_at_fault(with("start", value.clone())), ["start"], "{value}");
            assert_eq!(fields_at_fault(with("reserve", value)), ["reserve"]);
        }
    }

    #[test]
    fn what_the_house_does_not_do_is_refused_rather_than_left_out() {
        assert_eq!(fields_at_fault(with("format", json!("dutch"))), ["format"]);
        assert_eq!(fields_at_fault(with("buy_now", json!(5))), ["buy_now"]);
        assert!(with("buy_now", Value::Null).is_ok() && with("quantity", json!(1)).is_ok());
    }

    #[test]
    fn increments_are_read_in_every_way_they_are_written() {
        let table = Increments::Table(vec![
            Row { from: Money(0), step: Money(50) },
            Row { from: Money(1_000), step: Money(100) },
        ]);
        for (value, increments) in [
            (json!("us"), Increments::us(Currency::EUR)),
            (json!("decade"), Increments::Decade),
            (json!({"fixed": 100}), Increments::Fixed(Money(100))),
            (json!({"percent": {"percent": 5, "least": 100}}), Increments::Percent { percent: 5, least: Money(100) }),
            (json!({"table": [[0, 50], [1_000, 100]]}), table.clone()),
            (json!({"table": [{"from": 0, "step": 50}, {"from": 1_000, "step": 100}]}), table),
        ] {
            assert_eq!(with("increments", value.clone()).expect("readable").0.increments, increments, "{value}");
        }
        for value in [json!("none"), json!({"fixed": 0.5}), json!({"table": [[1]]}), json!({"percent": 5}), json!([])] {
            assert_eq!(fields_at_fault(with("increments", value.clone())), ["increments"], "{value}");
        }
    }

    #[test]
    fn a_way_to_close_is_read_or_refused_and_never_overflows() {
        let hard = with("closing", json!({"mode": "hard"})).expect("readable").0.closing;
        assert_eq!(hard.mode, ClosingMode::Hard);
        for value in [json!({"mode": "sundial"}), json!({"window_s": i64::MAX}), json!({"cap_s": "1"}), json!("hard")] {
            assert_eq!(fields_at_fault(with("closing", value.clone())), ["closing"], "{value}");
        }
    }
}
