//! Who sells and who bids: accounts made in the store, without a password's hash to wait for.

use crate::Result;
use chrono::Utc;
use gavel::config;
use gavel::domain::AccountId;
use gavel::store::Store;
use gavel::store::accounts::{Email, NewAccount, Role, Shown};
use gavel::store::sessions::Origin;
use gavel::web::auth::Token;

/// The one who sells.
pub async fn seller(store: &Store) -> Result<AccountId> {
    add(store, "seller", Role::Seller).await
}

/// So many bidders, by the tokens of their sessions.
pub async fn bidders(store: &Store, how_many: usize) -> Result<Vec<String>> {
    let mut tokens = Vec::new();
    for number in 1..=how_many {
        let account = add(store, &format!("bidder-{number}"), Role::Bidder).await?;
        let token = Token::fresh();
        let (shown, until) = (Shown { password_hash: String::new(), code: false }, Utc::now() + config::SESSION_LIFE);
        let opened = store.open_session(account, &shown, &token.hash(), until, &Origin::default()).await?;
        opened.ok_or("the account is there")?;
        tokens.push(token.reveal());
    }
    Ok(tokens)
}

async fn add(store: &Store, name: &str, role: Role) -> Result<AccountId> {
    let email = Email::parse(&format!("{name}@example.org")).ok_or("that is no address")?;
    let account = NewAccount { email, name: name.into(), password_hash: String::new(), role };
    Ok(store.create_account(&account).await?)
}
