//! The seller's form, read: what was typed becomes what it means, or a fault beside its field.

use super::charges;
use super::fault::Fault;
use super::listing::ListingInput;
use super::rates;
use super::sell::SellForm;
use super::seller::local_time;
use crate::domain::terms::Approval;
use crate::domain::{AccountId, AuctionId, BasisPoints, Currency, Increments, Money, Premium, Tax, Terms, Timestamp};
use crate::language::{self, Reader};
use crate::store::auctions::{Draft, Listing};
use crate::store::tariffs::Rates;
use chrono::TimeDelta;

/// The most minutes anybody means by a window or a cap: what is over this is no number of minutes.
const MOST_MINUTES: u32 = 100_000;

/// Collects what cannot be read, and stands something harmless in its place, so that everything else is judged as well.
#[derive(Default)]
pub(super) struct Reading {
    faults: Vec<Fault>,
}

impl Reading {
    pub(super) fn or<T>(&mut self, field: &'static str, read: Result<T, impl Into<String>>, instead: T) -> T {
        read.unwrap_or_else(|message| {
            self.faults.push(Fault::new(field, message));
            instead
        })
    }

    /// An amount that may be left empty.
    pub(super) fn optional(&mut self, field: &'static str, typed: &str, currency: Currency) -> Option<Money> {
        let read = (!typed.trim().is_empty()).then(|| language::amount(currency, typed)).transpose();
        self.or(field, read, None)
    }
}

impl SellForm {
    /// The draft that was typed. `was` are the terms of the draft being edited: what the form cannot show is kept.
    ///
    /// # Errors
    /// Everything that is wrong with it, once per field.
    pub fn read(
        &self,
        id: AuctionId,
        seller: AccountId,
        was: Option<&Terms>,
        now: Timestamp,
    ) -> Result<Draft, Vec<Fault>> {
        let (draft, faults) = self.judged(id, seller, was, now);
        if faults.is_empty() { Ok(draft) } else { Err(faults) }
    }

    /// The draft that was typed, with something harmless in place of what cannot be read, and everything that is wrong with
    /// it, once per field.
    pub fn judged(&self, id: AuctionId, seller: AccountId, was: Option<&Terms>, now: Timestamp) -> (Draft, Vec<Fault>) {
        let (input, unreadable) = self.input_of(was, now);
        let (draft, others) = input.judged(id, seller, now);
        (draft, Fault::once_per_field(unreadable, others))
    }

    /// What was typed, read but not judged, and everything that cannot be read.
    pub fn input_of(&self, was: Option<&Terms>, now: Timestamp) -> (ListingInput, Vec<Fault>) {
        let mut reading = Reading::default();
        let input = self.input(&mut reading, was, now);
        (input, reading.faults)
    }

    fn input(&self, reading: &mut Reading, was: Option<&Terms>, now: Timestamp) -> ListingInput {
        let known = self.currency.parse().map_err(|_: String| t!("faults-currency", code = self.currency));
        let currency = reading.or("currency", known, Currency::EUR);
        let scheduled = self.starts == "at";
        let starts_at = scheduled.then(|| self.typed_time(false).instant(was.map(|was| was.starts_at)));
        let ends_at = self.typed_time(true).instant(was.map(|was| was.ends_at));
        let (starts_at, soon) = (starts_at.transpose(), now + TimeDelta::hours(1));
        let format = self.format(reading, was, currency);
        ListingInput {
            title: self.title.clone(),
            description: self.description.clone(),
            category: self.category.clone(),
            country: Some(self.country.trim().to_owned()).filter(|country| !country.is_empty()),
            start: reading.or("start", language::amount(currency, &self.start), Money(1)),
            reserve: reading.optional("reserve", &self.reserve, currency),
            increments: self.increments(reading, was, currency),
            quantum: reading.optional("quantum", &self.quantum, currency),
            automatic: self.automatic != "off",
            buy_now: self.buy_now(reading, currency),
            closing: self.closing(reading, was, format),
            premium: self.premium(reading, currency),
            tax: self.tax(reading),
            approval: Approval::of_word(&self.approval).unwrap_or_default(),
            retraction: self.retraction == "on",
            lot: was.and_then(|was| was.lot),
            starts_at: reading.or("starts_at", starts_at, None),
            ends_at: reading.or("ends_at", ends_at, soon),
            format,
            currency,
        }
    }

    fn increments(&self, reading: &mut Reading, was: Option<&Terms>, currency: Currency) -> Increments {
        if let Some(steps) = rates::steps_of(&self.increments, currency) {
            return reading.or("increments", steps, Increments::us(currency));
        }
        match (self.increments.as_str(), was) {
            ("uk", _) => Increments::uk(currency),
            ("decade", _) => Increments::Decade,
            ("fixed", _) => Increments::Fixed(reading.or("step", language::amount(currency, &self.step), Money(1))),
            ("own", Some(was)) => was.increments.clone(),
            _ => Increments::us(currency),
        }
    }

    /// What the seller wrote goes before what they chose.
    fn premium(&self, reading: &mut Reading, currency: Currency) -> Premium {
        if self.premium.trim().is_empty() && !self.premium_of.is_empty() {
            return reading.or("premium_of", rates::premium_of(&self.premium_of, currency), Premium::default());
        }
        reading.or("premium", charges::read_premium(&self.premium, currency), Premium::default())
    }

    fn tax(&self, reading: &mut Reading) -> Tax {
        let on_hammer = reading.or("tax", charges::read_share(&self.tax_on_hammer), BasisPoints(0));
        let on_premium = reading.or("tax", charges::read_share(&self.tax_on_premium), BasisPoints(0));
        Tax { on_hammer, on_premium }
    }

    /// The form that would be typed for this draft.
    pub fn of(listing: Listing, terms: &Terms, now: Timestamp) -> SellForm {
        let reserve = listing.reserve.map(|reserve| terms.currency.plain(reserve).replace(',', ""));
        SellForm {
            title: listing.title,
            description: listing.description,
            category: listing.category,
            country: listing.country.unwrap_or_default(),
            reserve: reserve.unwrap_or_default(),
            ..SellForm::of_terms(terms, now)
        }
    }

    /// The same, for the terms alone.
    pub fn of_terms(terms: &Terms, now: Timestamp) -> SellForm {
        let money = |amount: Money| terms.currency.plain(amount).replace(',', "");
        let optional = |amount: Option<Money>| amount.map(money).unwrap_or_default();
        let (increments, step) = steps(terms);
        let premium_of = rates::word_of(&Rates::Premium(terms.premium.clone()), terms.currency);
        let (scheduled, zone) = (terms.starts_at > now, Reader::current().zone);
        SellForm {
            currency: terms.currency.code().into(),
            start: money(terms.start),
            increments,
            step: optional(step),
            quantum: optional(terms.quantum),
            automatic: if terms.automatic { "on" } else { "off" }.into(),
            approval: terms.approval.word().into(),
            premium: match &premium_of {
                Some(_) => String::new(),
                None => charges::typed_premium(&terms.premium, terms.currency),
            },
            premium_of: premium_of.unwrap_or_default(),
            tax_on_hammer: charges::typed_share(terms.tax.on_hammer),
            tax_on_premium: charges::typed_share(terms.tax.on_premium),
            starts: if scheduled { "at" } else { "now" }.into(),
            starts_at: if scheduled { local_time::field(terms.starts_at, zone) } else { String::new() },
            ends_at: local_time::field(terms.ends_at, zone),
            zone: zone.name().into(),
            ..SellForm::of_format(terms)
        }
    }
}

/// The form's word for how an auction steps, and the step where it is always the same.
fn steps(terms: &Terms) -> (String, Option<Money>) {
    match &terms.increments {
        Increments::Fixed(step) => ("fixed".into(), Some(*step)),
        Increments::Decade => ("decade".into(), None),
        own if *own == Increments::us(terms.currency) => ("us".into(), None),
        own if *own == Increments::uk(terms.currency) => ("uk".into(), None),
        own @ (Increments::Table(_) | Increments::Percent { .. }) => {
            let of_the_house = rates::word_of(&Rates::Increments(own.clone()), terms.currency);
            (of_the_house.unwrap_or_else(|| "own".into()), None)
        }
    }
}

/// Minutes as typed: `2`, `1.5`, `0,5`. Kept to whole seconds.
///
/// # Errors
/// What to write instead.
pub fn minutes(typed: &str) -> Result<TimeDelta, String> {
    let wrong = || t!("faults-minutes");
    let text = typed.trim().replace(',', ".");
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let minutes: f64 = text.parse().ok().filter(|_| plain).ok_or_else(wrong)?;
    if minutes > f64::from(MOST_MINUTES) {
        return Err(wrong());
    }
    Ok(TimeDelta::milliseconds((minutes * 60.0).round() as i64 * 1_000))
}

/// The same as it would be typed.
pub fn in_minutes(span: TimeDelta) -> String {
    let seconds = span.num_seconds();
    if seconds % 60 == 0 {
        return (seconds / 60).to_string();
    }
    // Enough decimals for any number of seconds to be read back as the same.
    format!("{:.3}", seconds as f64 / 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Closing;
    use crate::domain::terms::SaleLot;
    use crate::web::rates::samples::{offering, word};
    use crate::web::samples::now;
    use uuid::Uuid;

    fn typed() -> SellForm {
        SellForm {
            title: "A bentwood rocking chair".into(),
            category: "furniture".into(),
            start: "99,50".into(),
            ends_at: "2026-12-01T12:00".into(),
            ..SellForm::default()
        }
    }

    fn read(form: &SellForm, was: Option<&Terms>) -> Result<Draft, Vec<Fault>> {
        form.read(AuctionId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)), was, now())
    }

    fn fields(form: &SellForm) -> Vec<&'static str> {
        read(form, None).err().unwrap_or_default().iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn a_form_with_its_suggestions_is_a_draft() {
        let draft = read(&typed(), None).expect("nothing wrong");
        assert_eq!(draft.terms.start, Money(9_950));
        assert_eq!(draft.terms.closing, Closing::default());
        assert_eq!((draft.terms.starts_at, draft.reserve), (now(), None));
    }

    #[test]
    fn every_field_that_cannot_be_read_is_named_together_with_what_is_wrong_otherwise() {
        let wrong = SellForm {
            title: "x".into(),
            start: "one hundred".into(),
            quantum: "5".into(),
            increments: "fixed".into(),
            starts: "at".into(),
            starts_at: "tomorrow".into(),
            window: "a while".into(),
            cap: "-1".into(),
            ..typed()
        };
        assert_eq!(fields(&wrong), ["start", "step", "window", "cap", "starts_at", "title"]);
    }

    #[test]
    fn a_draft_comes_back_as_the_form_it_was_and_is_read_as_the_same() {
        let form = SellForm {
            reserve: "150".into(),
            increments: "fixed".into(),
            step: "2.50".into(),
            quantum: "0.50".into(),
            automatic: "off".into(),
            window: "1.5".into(),
            extension: "0.117".into(),
            cap: "30".into(),
            starts: "at".into(),
            starts_at: "2026-11-30T09:30".into(),
            ..typed()
        };
        let draft = read(&form, None).expect("nothing wrong");
        let again = SellForm::of(listed(&draft), &draft.terms, now());
        let read_again = read(&again, Some(&draft.terms)).expect("nothing wrong");
        assert_eq!((&read_again.terms, read_again.reserve), (&draft.terms, draft.reserve));
    }

    #[test]
    fn every_format_and_every_way_to_close_comes_back_as_it_was_typed() {
        let closings = ["reset", "add", "quiet", "candle", "hard"];
        for format in ["english", "first_price", "vickrey", "dutch", "reverse", "multi_unit"] {
            for closing in closings {
                let form = SellForm {
                    format: format.into(),
                    dutch_step: "5".into(),
                    dutch_every: "90".into(),
                    dutch_floor: "19.50".into(),
                    quantity: "12".into(),
                    pricing: "uniform".into(),
                    buy_now: if format == "english" { "300" } else { "" }.into(),
                    buy_now_until: "price_passes".into(),
                    closing: closing.into(),
                    trigger: "leader".into(),
                    premium: "26; 4000: 14.5".into(),
                    tax_on_hammer: "7".into(),
                    tax_on_premium: "8.1".into(),
                    approval: "registered".into(),
                    retraction: "on".into(),
                    ..typed()
                };
                let draft = read(&form, None).unwrap_or_else(|faults| panic!("{format} {closing}: {faults:?}"));
                assert_eq!(draft.terms.format.word(), format);
                let fixed = draft.terms.format.has_fixed_end();
                assert_eq!(draft.terms.closing.mode.word(), if fixed { "hard" } else { closing });
                let again = SellForm::of(listed(&draft), &draft.terms, now());
                assert_eq!(read(&again, Some(&draft.terms)).expect("nothing wrong").terms, draft.terms, "{format}");
            }
        }
    }

    #[test]
    fn what_the_house_offers_is_taken_by_its_name_and_comes_back_so() {
        offering(|| {
            let form = SellForm { premium_of: word(1), increments: word(3), ..typed() };
            let draft = read(&form, None).expect("nothing wrong");
            assert_eq!(draft.terms.premium, Premium::table(&[(0, 2_500), (100_000, 2_000)]));
            let again = SellForm::of(listed(&draft), &draft.terms, now());
            assert_eq!((&again.premium_of, &*again.premium, &again.increments), (&word(1), "", &word(3)));
            assert_eq!(read(&again, None).expect("nothing wrong").terms, draft.terms);
            let own = SellForm { premium: "12".into(), ..form.clone() };
            assert_eq!(read(&own, None).expect("nothing wrong").terms.premium, Premium::table(&[(0, 1_200)]));
            assert_eq!(fields(&SellForm { currency: "USD".into(), ..form.clone() }), ["increments", "premium_of"]);
            assert_eq!(fields(&SellForm { premium_of: word(9), ..form }), ["premium_of"]);
            assert_eq!(SellForm::suggested().premium_of, word(2));
        });
    }

    #[test]
    fn what_a_format_needs_is_asked_for_beside_its_own_field() {
        let form = |format: &str| SellForm { format: format.into(), ..typed() };
        assert_eq!(fields(&form("dutch")), ["dutch_step", "dutch_every", "dutch_floor"]);
        assert_eq!(fields(&form("multi_unit")), ["quantity"]);
        assert!(read(&form("vickrey"), None).is_ok(), "a sealed lot closes hard whatever the form suggests");
        let wrong = SellForm { premium: "much".into(), tax_on_hammer: "some".into(), buy_now: "x".into(), ..typed() };
        assert_eq!(fields(&wrong), ["buy_now", "premium", "tax"]);
    }

    #[test]
    fn a_lot_under_the_hammer_stays_one() {
        let mut draft = read(&typed(), None).expect("nothing wrong");
        draft.terms.lot = Some(SaleLot { sale: crate::domain::SaleId(Uuid::from_u128(9)), number: 3 });
        (draft.terms.format, draft.terms.closing) = (crate::domain::Format::Live, crate::domain::Closing::hard());
        let form = SellForm::of(listed(&draft), &draft.terms, now());
        assert_eq!(read(&form, Some(&draft.terms)).expect("nothing wrong").terms, draft.terms);
    }

    #[test]
    fn what_the_form_cannot_show_is_kept() {
        let mut draft = read(&typed(), None).expect("nothing wrong");
        draft.terms.increments = Increments::Percent { percent: 5, least: Money(100) };
        draft.terms.closing.scope = crate::domain::Scope::Group;
        draft.terms.ends_at += TimeDelta::seconds(42);
        draft.terms.lot = Some(SaleLot { sale: crate::domain::SaleId(Uuid::from_u128(9)), number: 3 });
        let form = SellForm::of(listed(&draft), &draft.terms, now());
        assert_eq!(read(&form, Some(&draft.terms)).expect("nothing wrong").terms, draft.terms);
    }

    fn listed(draft: &Draft) -> Listing {
        let Draft { seller, title, description, category, reserve, country, terms } = draft.clone();
        Listing {
            id: terms.auction,
            seller,
            seller_name: "Ann".into(),
            title,
            description,
            category,
            terms_text: String::new(),
            epoch: String::new(),
            reserve,
            seed: None,
            status_word: "draft".into(),
            starts_at: terms.starts_at,
            ends_at: terms.ends_at,
            created_at: now(),
            currency: "EUR".into(),
            seq: 0,
            price: None,
            leader: None,
            bids: 0,
            minimum: terms.start,
            place: None,
            live: false,
            country,
            published_at: None,
        }
    }
}
