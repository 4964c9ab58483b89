//! The demonstration sale: what a house that has just been started for a look shows. It uses the house as anybody else
//! would, through the store and the live handle, and never listens beyond loopback.
//!
//! - [`lots`] what is for sale · `sales` two sales in order, one of them under the hammer · [`bots`] who bids on it

mod bots;
pub mod lots;
mod sales;

use crate::config;
use crate::domain::{
    AccountId, AuctionId, By, Closing, ClosingMode, Command, Currency, Increments, Terms, Timestamp, Trigger,
};
use crate::live::Live;
use crate::store::accounts::{Email, NewAccount, Role};
use crate::store::auctions::{Draft, Filter};
use crate::store::notices::Kind;
use crate::store::notices::wishes::Wish;
use crate::store::{self, Store, terms};
use crate::web::House;
use crate::web::password::hash_here;
use anyhow::Context;
use chrono::TimeDelta;
use lots::{DemoLot, LOTS};
use rand::RngExt;
use uuid::Uuid;

/// Who is in the house: an address, a name, a role. The bidders among the first four are left to whoever tries the house.
const PEOPLE: &[(&str, &str, Role)] = &[
    ("admin@gavel.example", "Ada, of the house", Role::Admin),
    ("seller@gavel.example", "Holm & Daughters", Role::Seller),
    ("ann@gavel.example", "Ann", Role::Bidder),
    ("ben@gavel.example", "Ben", Role::Bidder),
];

/// Those who bid by themselves. Nobody can sign in as them.
const BOTS: &[&str] = &["Clara", "Dmitri", "Esi", "Farid", "Greta"];

/// Fills the house and prints how to sign in. The sale goes on in the background for as long as the process runs.
///
/// # Errors
/// If the database does not take it.
pub async fn open(house: &House) -> anyhow::Result<()> {
    let password = made_up_password();
    let hash = hash_here(&password)?;
    let mut people = Vec::new();
    for (email, name, role) in PEOPLE {
        people.push(person(&house.store, email, name, *role, &hash).await?);
        println!("  {:<7} {email:<22} {password}", role.word());
    }
    let locked = hash_here(&made_up_password())?;
    let mut bidders = Vec::new();
    for name in BOTS {
        let email = format!("{}@bots.gavel.example", name.to_lowercase());
        let bot = person(&house.store, &email, name, Role::Bidder, &locked).await?;
        // Nobody reads what they are told, and they are told a lot.
        let silence = Kind::wishable().map(|kind| Wish { kind, in_page: false, by_mail: false });
        house.store.set_wishes(bot, &silence.collect::<Vec<_>>()).await?;
        bidders.push(bot);
    }
    let [admin, seller, ..] = people[..] else { anyhow::bail!("the demonstration has no admin and no seller") };
    clear_away(house, admin, seller).await?;
    let mut sale = Sale { store: house.store.clone(), live: house.live.clone(), seller, on: vec![None; LOTS.len()] };
    sale.list_what_is_missing().await?;
    let sales = sales::Sales::new(house.store.clone(), house.live.clone(), seller, bidders.clone());
    tokio::spawn(sales.go_on());
    tokio::spawn(bots::bid(house.live.clone(), bidders));
    tokio::spawn(sale.go_on());
    Ok(())
}

/// 20 letters and figures that are not mistaken for one another: about 100 bits.
pub fn made_up_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut dice = rand::rng();
    (0..20).map(|_| char::from(LETTERS[dice.random_range(0..LETTERS.len())])).collect()
}

async fn person(store: &Store, email: &str, name: &str, role: Role, hash: &str) -> anyhow::Result<AccountId> {
    let email = Email::parse(email).context("a demonstration address is malformed")?;
    let new = NewAccount { email: email.clone(), name: name.into(), password_hash: hash.into(), role };
    match store.create_account(&new).await {
        Ok(id) => Ok(id),
        Err(store::Error::EmailTaken) => {
            let (account, _) = store.account_by_email(&email).await?.context("an account vanished")?;
            store.set_password(account.id, hash).await?;
            Ok(account.id)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes down what an earlier demonstration left on sale.
async fn clear_away(house: &House, admin: AccountId, seller: AccountId) -> anyhow::Result<()> {
    let statuses = ["scheduled", "open", "halted"].map(String::from).to_vec();
    let left = Filter { seller: Some(seller), statuses, limit: 1_000, ..Filter::default() };
    for listing in house.store.listings(&left).await? {
        let reason = "The demonstration begins anew.".to_owned();
        // One that ended meanwhile needs no taking down.
        let _ = house.live.act(listing.id, Command::Cancel { by: By::Admin(admin), reason }).await?;
    }
    Ok(())
}

/// The lots on sale, by their place in [`LOTS`].
struct Sale {
    store: Store,
    live: Live,
    seller: AccountId,
    on: Vec<Option<AuctionId>>,
}

impl Sale {
    /// Lists whatever has ended again, so that there is always something to see.
    async fn go_on(mut self) {
        loop {
            tokio::time::sleep(config::DEMO_PAUSE).await;
            for on in &mut self.on {
                let Some(id) = *on else { continue };
                if self.live.room(id).await.is_ok_and(|room| room.board().is_over()) {
                    *on = None;
                }
            }
            if let Err(error) = self.list_what_is_missing().await {
                tracing::warn!(%error, "the demonstration cannot list its lots just now");
            }
        }
    }

    async fn list_what_is_missing(&mut self) -> anyhow::Result<()> {
        for (place, lot) in LOTS.iter().enumerate() {
            if self.on[place].is_none() {
                self.on[place] = Some(self.list(lot).await?);
            }
        }
        Ok(())
    }

    async fn list(&self, lot: &DemoLot) -> anyhow::Result<AuctionId> {
        let now = self.live.now();
        // The picture is drawn from the lower half of the number.
        let id = AuctionId(Uuid::from_u64_pair(rand::random(), lot.seed));
        let terms = terms_of(id, lot, now).map_err(anyhow::Error::msg)?;
        let was = terms::write(&terms);
        let draft = Draft {
            seller: self.seller,
            title: lot.title.into(),
            description: lot.description.into(),
            category: lot.category.into(),
            reserve: lot.reserve,
            country: None,
            terms: terms.clone(),
        };
        self.store.create_draft(&draft).await?;
        self.store.publish(&was, None, terms, lot.reserve).await?;
        self.live.published(id).await?;
        Ok(id)
    }
}

fn terms_of(id: AuctionId, lot: &DemoLot, now: Timestamp) -> Result<Terms, String> {
    let currency: Currency = lot.currency.parse()?;
    let short = lot.minutes <= config::DEMO_HARD_CLOSE_MINUTES || lot.format.has_fixed_end();
    let usual = if short { ClosingMode::Hard } else { ClosingMode::Reset };
    Ok(Terms {
        format: lot.format,
        buy_now: lot.buy_now,
        closing: Closing {
            // The first lot is there to be seen ending; bots would put a soft close off for ever.
            mode: lot.closing.unwrap_or(usual),
            cap: Some(TimeDelta::minutes(20)),
            trigger: Trigger::PriceOrLeader,
            ..Closing::default()
        },
        ..Terms::usual(
            id,
            currency,
            lot.start,
            match lot.increments {
                "uk" => Increments::uk(currency),
                "decade" => Increments::Decade,
                _ => Increments::us(currency),
            },
            now,
            now + TimeDelta::minutes(lot.minutes),
        )
    })
}
