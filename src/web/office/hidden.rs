//! Messages that were hidden in rooms, by their sellers or by the house, and showing them to everybody again.

use super::{doing, is_a_mistake, mistake, own_affair, reason, reports};
use crate::domain::{AuctionId, Seq};
use crate::web::auth::Admin;
use crate::web::browse::see;
use crate::web::error::Error;
use crate::web::{House, fill, outlive, page};
use actix_web::HttpResponse;
use actix_web::web::{Data, Form, Path};
use serde::Deserialize;
use uuid::Uuid;

/// Why a message is shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    reason: String,
}

/// `POST /admin/rooms/{auction}/{seq}/show`.
///
/// # Errors
/// 401 and 403 for who is not an admin, 404 for what is not there, 503 while the database is away. A refusal brings the page
/// of reports back.
pub async fn show_again(
    house: Data<House>,
    admin: Admin,
    what: Path<(Uuid, Seq)>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Error> {
    let (auction, seq) = what.into_inner();
    match carry_out(&house, &admin, AuctionId(auction), seq, &typed.reason).await {
        Ok(()) => Ok(see("/admin/reports?done=shown-again")),
        Err(error) if is_a_mistake(&error) => {
            let mut shown = reports::reports(&house, &admin).await?;
            shown.layout = shown.layout.warning(error.problem().detail.clone());
            page(error.problem().status, &shown)
        }
        Err(error) => Err(error),
    }
}

async fn carry_out(house: &Data<House>, admin: &Admin, auction: AuctionId, seq: Seq, why: &str) -> Result<(), Error> {
    let (by, why) = (admin.officer(), reason(why)?);
    doing::disinterested(house, &by, auction).await?;
    if house.store.message_author(auction, seq).await? == Some(by.account) {
        return Err(own_affair());
    }
    let house = house.clone();
    let shown =
        outlive(async move { house.live.show_again(auction, seq, &by, &why).await.map_err(fill::unreachable) }).await?;
    if shown { Ok(()) } else { Err(mistake(t!("house-not-hidden"))) }
}
