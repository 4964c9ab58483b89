//! What the house does to an auction, the same for pages and programs: asked of the auction, which decides, and written down
//! with where it came from. Nobody acts for the house where they sell or bid themselves.

use super::own_affair;
use crate::domain::{AuctionId, Command};
use crate::live::inbox::Verdict;
use crate::store::audit::Officer;
use crate::web::error::Error;
use crate::web::{House, fill, outlive};
use actix_web::web::Data;

/// Asks an auction for an act of the house, and waits for its answer.
///
/// # Errors
/// 403 for who sells or bids there, or whom the house sees behind the seller; 404 for what is not there, 503 while the
/// database is away.
pub async fn act(house: &Data<House>, by: &Officer, id: AuctionId, command: Command) -> Result<Verdict, Error> {
    disinterested(house, by, id).await?;
    let (house, by) = (house.clone(), by.clone());
    outlive(async move {
        let verdict = house.live.act(id, command).await.map_err(fill::unreachable)?;
        if let Ok(done) = &verdict
            && let Err(error) = house.store.note_origin(&by, id, done.seq).await
        {
            tracing::warn!(auction = %id, %error, "an act is in its ledger, and where it came from is written nowhere");
        }
        Ok::<_, Error>(verdict)
    })
    .await
}

/// Makes sure that somebody has no part in an auction.
///
/// # Errors
/// 403 if they have, 404 for what is not there, 503 while the database is away.
pub(super) async fn disinterested(house: &House, by: &Officer, id: AuctionId) -> Result<(), Error> {
    let room = house.live.room(id).await.map_err(fill::unreachable)?;
    let (seller, bids) = {
        let board = room.board();
        (board.auction.seller, board.auction.number(by.account).is_some())
    };
    let linked = seller != by.account && house.store.facts(by.account).await?.linked.contains(&seller);
    if seller == by.account || bids || linked { Err(own_affair()) } else { Ok(()) }
}
