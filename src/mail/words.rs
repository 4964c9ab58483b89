//! What a notice says, in its reader's language: a headline, which is the bell's line and a mail's subject, and what a mail
//! says below it.

use crate::domain::{Currency, Money};
use crate::language::money;
use crate::store::notices::{About, Facts, Kind};
use crate::web::when;

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub headline: String,
    /// What there is to say beyond it, a paragraph each.
    pub lines: Vec<String>,
    /// What the one button says.
    pub button: String,
    /// Where it leads: a path of the house.
    pub path: String,
}

/// What a notice says. `link` is what the button of a letter proves; a line in the bell has none.
pub fn words(kind: Kind, about: Option<&About>, facts: &Facts, link: Option<&str>) -> Words {
    let notice = Told { title: about.map(|about| one_line(&about.title)).unwrap_or_default(), about, facts };
    let (headline, lines, button) = match kind {
        Kind::Outbid => notice.outbid(),
        Kind::EndingSoon => notice.ending_soon(),
        Kind::Won => notice.won(),
        Kind::Sold => notice.sold(),
        Kind::Answered => notice.answered(),
        Kind::Invoice => notice.invoice(),
        Kind::Reminder => notice.reminder(),
        Kind::Approval => notice.approval(),
        Kind::Offer => notice.offer(),
        Kind::Found => notice.found(),
        _ => notice.security(kind),
    };
    Words { headline, lines, button, path: notice.path(kind, link) }
}

/// What is told, at hand for saying it.
struct Told<'a> {
    title: String,
    about: Option<&'a About>,
    facts: &'a Facts,
}

/// Headline, lines, button.
type Said = (String, Vec<String>, String);

impl Told<'_> {
    fn money(&self, amount: Option<i64>) -> String {
        let currency = self.about.and_then(|about| about.currency.parse().ok()).unwrap_or(Currency::EUR);
        money(currency, Money(amount.unwrap_or_default()))
    }

    fn until(&self) -> String {
        self.facts.until.map(when::short).unwrap_or_default()
    }

    fn is_open(&self) -> bool {
        self.about.is_some_and(|about| about.status == "open" || about.status == "halted")
    }

    fn outbid(&self) -> Said {
        let (title, amount) = (&self.title, self.money(self.facts.amount));
        let headline = t!("mail-outbid", amount = amount, title = title);
        if !self.is_open() {
            return (headline, vec![t!("mail-outbid-over")], t!("mail-see-lot"));
        }
        let line = t!("mail-outbid-line", minimum = self.money(self.facts.minimum));
        (headline, vec![line], t!("mail-outbid-button"))
    }

    fn ending_soon(&self) -> Said {
        let price = self.about.and_then(|about| about.price).map(|price| price.0);
        let ends = self.about.map(|about| when::short(about.ends_at)).unwrap_or_default();
        let lines = match price {
            Some(price) => vec![t!("mail-ending-soon-line", ends = ends, amount = self.money(Some(price)))],
            None => vec![t!("mail-ending-soon-no-bids", ends = ends)],
        };
        (t!("mail-ending-soon", title = self.title), lines, t!("mail-see-lot"))
    }

    fn won(&self) -> Said {
        let (title, amount) = (&self.title, self.money(self.facts.amount));
        let headline = match self.facts.quantity {
            Some(units) => t!("mail-won-units", count = units, amount = amount, title = title),
            None => t!("mail-won", amount = amount, title = title),
        };
        (headline, vec![t!("mail-won-line")], t!("mail-see-lot"))
    }

    fn sold(&self) -> Said {
        let (title, amount) = (&self.title, self.money(self.facts.amount));
        match (self.facts.amount, self.facts.quantity) {
            (None, _) => (t!("mail-unsold", title = title), vec![t!("mail-unsold-line")], t!("mail-see-lot")),
            (_, Some(units)) => {
                let headline = t!("mail-sold-units", count = units, amount = amount, title = title);
                (headline, vec![t!("mail-sold-line")], t!("mail-see-lot"))
            }
            _ => (t!("mail-sold", amount = amount, title = title), vec![t!("mail-sold-line")], t!("mail-see-lot")),
        }
    }

    fn answered(&self) -> Said {
        let text = self.facts.text.clone().unwrap_or_default();
        (t!("mail-answered", title = self.title), vec![text], t!("mail-answered-button"))
    }

    fn invoice(&self) -> Said {
        let (title, amount) = (&self.title, self.money(self.facts.amount));
        if self.facts.state.as_deref() == Some("seller") {
            let headline = t!("mail-invoice-seller", amount = amount, title = title);
            return (headline, vec![t!("mail-invoice-seller-line")], t!("mail-invoice-button"));
        }
        let line = t!("mail-invoice-line", until = self.until());
        (t!("mail-invoice", amount = amount, title = title), vec![line], t!("mail-invoice-button"))
    }

    fn reminder(&self) -> Said {
        let headline = t!("mail-reminder", amount = self.money(self.facts.amount), title = self.title);
        (headline, vec![t!("mail-reminder-line", until = self.until())], t!("mail-invoice-button"))
    }

    fn approval(&self) -> Said {
        let title = &self.title;
        let reason = self.facts.text.clone().unwrap_or_default();
        match self.facts.state.as_deref() {
            Some("approved") => {
                let deposit =
                    self.facts.amount.map(|_| t!("mail-approved-deposit", amount = self.money(self.facts.amount)));
                let mut lines = vec![deposit.unwrap_or_else(|| t!("mail-approved-line"))];
                lines.extend(self.facts.text.as_ref().map(|reason| t!("mail-refused-line", reason = reason)));
                (t!("mail-approved", title = title), lines, t!("mail-see-lot"))
            }
            Some("withdrawn") => (
                t!("mail-withdrawn", title = title),
                vec![t!("mail-refused-line", reason = reason)],
                t!("mail-see-lot"),
            ),
            _ => {
                (t!("mail-refused", title = title), vec![t!("mail-refused-line", reason = reason)], t!("mail-see-lot"))
            }
        }
    }

    fn offer(&self) -> Said {
        let headline = t!("mail-offer", amount = self.money(self.facts.amount), title = self.title);
        (headline, vec![t!("mail-offer-line", until = self.until())], t!("mail-offer-button"))
    }

    fn found(&self) -> Said {
        let search = one_line(self.facts.text.as_deref().unwrap_or_default());
        let count = self.facts.quantity.unwrap_or(1);
        let headline = t!("mail-found", count = count, search = search);
        let lines = if self.title.is_empty() { Vec::new() } else { vec![self.title.clone()] };
        (headline, lines, t!("mail-found-button"))
    }

    /// What concerns who may enter.
    fn security(&self, kind: Kind) -> Said {
        let new = self.facts.text.clone().unwrap_or_default();
        match kind {
            Kind::Confirm => (t!("mail-confirm"), vec![t!("mail-confirm-line")], t!("mail-confirm-button")),
            Kind::Move => (t!("mail-move"), vec![t!("mail-move-line")], t!("mail-confirm-button")),
            Kind::Moved => {
                (t!("mail-moved"), vec![t!("mail-moved-line", email = new), t!("mail-not-you")], t!("mail-to-house"))
            }
            Kind::Reset => (t!("mail-reset"), vec![t!("mail-reset-line")], t!("mail-reset-button")),
            Kind::TwoFactor if self.facts.state.as_deref() == Some("removed") => {
                (t!("mail-two-factor-removed"), vec![t!("mail-not-you")], t!("mail-not-you-button"))
            }
            Kind::TwoFactor => (t!("mail-two-factor"), vec![t!("mail-not-you")], t!("mail-not-you-button")),
            _ => (t!("mail-password-changed"), vec![t!("mail-not-you")], t!("mail-not-you-button")),
        }
    }

    fn path(&self, kind: Kind, link: Option<&str>) -> String {
        let lot = || self.about.map_or("/".into(), |about| format!("/auctions/{}", about.id));
        let id = |folder: &str| self.facts.id.map_or("/invoices".into(), |id| format!("/{folder}/{id}"));
        match (kind, link) {
            (Kind::Confirm, Some(link)) => format!("/confirm/{link}"),
            (Kind::Move, Some(link)) => format!("/move/{link}"),
            (Kind::Reset, Some(link)) => format!("/reset/{link}"),
            (Kind::Invoice | Kind::Reminder, _) => id("invoices"),
            (Kind::Offer, _) => id("offers"),
            (Kind::Found, _) => self.facts.path.clone().unwrap_or_else(lot),
            (Kind::PasswordChanged | Kind::TwoFactor, _) => "/forgot".into(),
            _ => lot(),
        }
    }
}

/// A title on one line: it stands in a mail's head.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
