//! A lot from JSON. What cannot be read is told field by field; what is read is judged where forms are judged too.

use super::auctions::full;
use super::{not_published, written};
use crate::domain::terms::{Approval, BuyNow, BuyNowUntil};
use crate::domain::{AuctionId, Closing, Currency, Format, Increments, Money, Timestamp, storable};
use crate::store::terms;
use crate::web::auth::SignedIn;
use crate::web::charges;
use crate::web::error::Error;
use crate::web::fault::Fault;
use crate::web::listing::{self, ListingInput, NO_CATEGORY};
use crate::web::{House, outlive};
use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, Bytes};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

/// `POST /api/v1/auctions`: a draft, or with `"publish":true` a published auction.
///
/// # Errors
/// 401 without sign-in, 403 if the caller may not sell, 400 for what is not JSON, 422 with every field at fault, 503.
pub async fn create(who: SignedIn, body: Bytes, house: web::Data<House>) -> Result<HttpResponse, Error> {
    let fields: Map<String, Value> = serde_json::from_slice(&body)
        .map_err(|error| Error::malformed(t!("api-auction-object", why = error.to_string())))?;
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
    let currency = reader.currency();
    let title = reader.text("title");
    if title.trim().is_empty() && reader.faults.iter().all(|fault| fault.field != "title") {
        reader.fault("title", t!("faults-json-title"));
    }
    let (start, ends_at) = (reader.amount("start"), reader.instant("ends_at"));
    reader.needed("start", start.is_some(), t!("faults-json-start"));
    reader.needed("ends_at", ends_at.is_some(), t!("faults-json-end"));
    let category = Some(reader.text("category")).filter(|category| !category.is_empty());
    let (description, country, reserve) = (reader.text("description"), reader.country(), reader.amount("reserve"));
    let increments = reader.increments(currency.unwrap_or(Currency::EUR));
    let (quantum, automatic) = (reader.amount("quantum"), reader.choice("automatic", true));
    let format = reader.format();
    let (buy_now, closing) = (reader.buy_now(), reader.closing(format));
    let premium = reader.read("premium", charges::premium_of);
    let tax = reader.read("tax", charges::tax_of);
    let (approval, retraction) = (reader.approval(), reader.choice("retraction", false));
    let starts_at = reader.instant("starts_at");
    let publish = reader.choice("publish", false);
    match (currency, start, increments, ends_at) {
        (Some(currency), Some(start), Some(increments), Some(ends_at)) if reader.faults.is_empty() => {
            let category = category.unwrap_or_else(|| NO_CATEGORY.into());
            let input = ListingInput {
                title,
                description,
                category,
                country,
                format,
                currency,
                start,
                reserve,
                increments,
                quantum,
                automatic,
                buy_now,
                closing,
                premium,
                tax,
                approval,
                retraction,
                lot: None,
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
    pub fn needed(&mut self, field: &'static str, given: bool, message: String) {
        if !given && self.given(field).is_none() {
            self.fault(field, message);
        }
    }

    pub fn given(&self, field: &str) -> Option<&'a Value> {
        self.fields.get(field).filter(|value| !value.is_null())
    }

    pub fn text(&mut self, field: &'static str) -> String {
        match self.given(field) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                self.fault(field, t!("faults-json-text"));
                String::new()
            }
        }
    }

    /// Where a lot is. An empty text is nowhere in particular.
    pub fn country(&mut self) -> Option<String> {
        Some(self.text("country").trim().to_owned()).filter(|country| !country.is_empty())
    }

    pub fn amount(&mut self, field: &'static str) -> Option<Money> {
        let value = self.given(field)?;
        if value.as_i64().is_none() {
            self.fault(field, t!("faults-json-amount"));
        }
        value.as_i64().map(Money)
    }

    pub fn choice(&mut self, field: &'static str, usual: bool) -> bool {
        let Some(value) = self.given(field) else { return usual };
        if !value.is_boolean() {
            self.fault(field, t!("faults-json-choice"));
        }
        value.as_bool().unwrap_or(usual)
    }

    pub fn instant(&mut self, field: &'static str) -> Option<Timestamp> {
        let value = self.given(field)?;
        let read = value.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
        let instant = read.and_then(|read| storable(read.with_timezone(&Utc)));
        if instant.is_none() {
            self.fault(field, t!("faults-json-instant"));
        }
        instant
    }

    fn currency(&mut self) -> Option<Currency> {
        let Some(value) = self.given("currency") else {
            self.fault("currency", t!("faults-json-currency"));
            return None;
        };
        let code = value.as_str().unwrap_or_default();
        let currency = code.parse().ok();
        if currency.is_none() {
            self.fault("currency", t!("faults-currency", code = code));
        }
        currency
    }

    fn increments(&mut self, currency: Currency) -> Option<Increments> {
        let increments = match self.given("increments") {
            None => Some(Increments::us(currency)),
            Some(value) => written::increments(value, currency),
        };
        if increments.is_none() {
            self.fault("increments", t!("faults-json-increments"));
        }
        increments
    }

    fn approval(&mut self) -> Approval {
        let Some(value) = self.given("approval") else { return Approval::Open };
        value.as_str().and_then(Approval::of_word).unwrap_or_else(|| {
            self.fault("approval", t!("faults-json-approval"));
            Approval::Open
        })
    }

    /// A field with a reader of its own.
    fn read<T: Default>(&mut self, field: &'static str, read: fn(&Value) -> Result<T, String>) -> T {
        read(self.given(field).unwrap_or(&Value::Null)).unwrap_or_else(|message| {
            self.fault(field, message);
            T::default()
        })
    }

    /// The format. What cannot be read counts as English, so that everything else is judged as well.
    fn format(&mut self) -> Format {
        written::format(self.fields).unwrap_or_else(|(field, message)| {
            self.fault(field, message);
            Format::English
        })
    }

    fn closing(&mut self, format: Format) -> Closing {
        written::closing(self.given("closing"), format).unwrap_or_else(|message| {
            self.fault("closing", message);
            Closing::default()
        })
    }

    fn buy_now(&mut self) -> Option<BuyNow> {
        let until = match self.given("buy_now_until") {
            None => BuyNowUntil::FirstBid,
            Some(value) => value.as_str().and_then(terms::until_of_word).unwrap_or_else(|| {
                self.fault("buy_now_until", t!("faults-json-buy-now-until"));
                BuyNowUntil::FirstBid
            }),
        };
        let price = self.amount("buy_now");
        if price.is_none() && self.given("buy_now").is_none() && self.given("buy_now_until").is_some() {
            self.fault("buy_now", t!("faults-json-buy-now"));
        }
        price.map(|price| BuyNow { price, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::increment::Row;
    use crate::domain::terms::Pricing;
    use crate::domain::{ClosingMode, Premium, Trigger};
    use chrono::TimeDelta;
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

    fn of(fields: Value) -> Result<(ListingInput, bool), Vec<Fault>> {
        let mut chair = chair();
        for (name, value) in fields.as_object().expect("an object") {
            chair[name] = value.clone();
        }
        read(chair.as_object().expect("an object"))
    }

    #[test]
    fn every_format_is_read_by_each_of_its_names() {
        let falls = json!({"step": 500, "every_s": 60, "floor": 1_000});
        let dutch = Format::Dutch { step: Money(500), every: TimeDelta::minutes(1), floor: Money(1_000) };
        for (fields, format) in [
            (json!({}), Format::English),
            (json!({"format": "sealed"}), Format::FirstPrice),
            (json!({"format": "sealed_first_price"}), Format::FirstPrice),
            (json!({"format": "vickrey", "dutch": null}), Format::Vickrey),
            (json!({"format": "reverse", "quantity": 1}), Format::Reverse),
            (json!({"format": "dutch", "dutch": falls}), dutch),
            (
                json!({"format": "multi-unit", "quantity": 12, "pricing": "uniform"}),
                Format::MultiUnit { units: 12, pricing: Pricing::Uniform },
            ),
            (
                json!({"format": "multi_unit", "quantity": 3}),
                Format::MultiUnit { units: 3, pricing: Pricing::PayAsBid },
            ),
        ] {
            let read = of(fields.clone()).expect("readable").0;
            assert_eq!(read.format, format, "{fields}");
            let hard = read.closing.mode == ClosingMode::Hard;
            assert_eq!(hard, format.has_fixed_end(), "closes hard where no bid could move the end: {fields}");
        }
    }

    #[test]
    fn what_belongs_to_another_format_is_refused_rather_than_left_out() {
        for (fields, at_fault) in [
            (json!({"format": "auction"}), "format"),
            (json!({"format": 7}), "format"),
            (json!({"format": "dutch"}), "dutch"),
            (json!({"format": "dutch", "dutch": {"step": 5, "every_s": 1.5, "floor": 1}}), "dutch"),
            (json!({"dutch": {"step": 5, "every_s": 60, "floor": 1}}), "dutch"),
            (json!({"quantity": 2}), "quantity"),
            (json!({"format": "multi_unit"}), "quantity"),
            (json!({"format": "multi_unit", "quantity": -1}), "quantity"),
            (json!({"format": "multi_unit", "quantity": 2, "pricing": "gift"}), "pricing"),
            (json!({"pricing": "uniform"}), "pricing"),
            (json!({"buy_now": "5"}), "buy_now"),
            (json!({"buy_now_until": "first_bid"}), "buy_now"),
            (json!({"buy_now": 50_000, "buy_now_until": "dawn"}), "buy_now_until"),
            (json!({"premium": [[0]]}), "premium"),
            (json!({"premium": "20 %"}), "premium"),
            (json!({"tax": 19}), "tax"),
            (json!({"tax": {"on_hammer": -1}}), "tax"),
            (json!({"approval": "maybe"}), "approval"),
            (json!({"retraction": "yes"}), "retraction"),
        ] {
            assert_eq!(fields_at_fault(of(fields.clone())), [at_fault], "{fields}");
        }
    }

    #[test]
    fn what_comes_on_top_and_around_is_read_as_it_is_written_in_terms() {
        let all = json!({
            "buy_now": 50_000, "buy_now_until": "price_passes", "premium": [[0, 2_600], [400_000, 2_000]],
            "tax": {"on_premium": 1_900}, "approval": "approved", "retraction": true,
        });
        let read = of(all).expect("readable").0;
        assert_eq!(read.buy_now, Some(BuyNow { price: Money(50_000), until: BuyNowUntil::PricePasses }));
        assert_eq!(read.premium, Premium::table(&[(0, 2_600), (400_000, 2_000)]));
        assert_eq!((read.tax.on_hammer.0, read.tax.on_premium.0), (0, 1_900));
        assert!(read.approval == Approval::Approved && read.retraction);
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
        let quiet = json!({"mode": "quiet", "quiet_s": 90, "trigger": "leader", "scope": "group", "cap_s": 3_600});
        let quiet = with("closing", quiet).expect("readable").0.closing;
        assert_eq!((quiet.extension, quiet.trigger), (TimeDelta::seconds(90), Trigger::Leader));
        for name in ["tail_s", "candle_s", "extension_s"] {
            let candle = with("closing", json!({"mode": "candle", name: 600})).expect("readable").0.closing;
            assert_eq!((candle.mode, candle.extension), (ClosingMode::Candle, TimeDelta::minutes(10)), "{name}");
        }
        for value in [json!({"mode": "sundial"}), json!({"window_s": i64::MAX}), json!({"cap_s": "1"}), json!("hard")] {
            assert_eq!(fields_at_fault(with("closing", value.clone())), ["closing"], "{value}");
        }
    }
}
