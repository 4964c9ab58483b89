//! RULES "Around the hammer", the words and the terms of what comes after it: its rules are beside the code.

use crate::lot::{Lot, SELLER, euros, instant};
use gavel::domain::AuctionId;
use gavel::domain::ledger::{Hash, Nonce};
use gavel::domain::settlement::{InvoiceAct, InvoiceState, Part};
use gavel::domain::terms::Rules;
use uuid::Uuid;

#[test]
fn an_act_on_an_invoice_leads_where_it_says() {
    let leads = InvoiceAct::ALL.map(|act| (act.word(), act.leads_to()));
    let [paid, handed_over, cancelled] =
        [InvoiceState::Paid, InvoiceState::HandedOver, InvoiceState::Cancelled].map(Some);
    let expected =
        [("paid", paid), ("handed_over", handed_over), ("report", None), ("cancel", cancelled), ("lift", None)];
    assert_eq!(leads, expected);
}

#[test]
fn everybody_has_to_do_with_an_invoice_in_one_part() {
    let (buyer, nobody) = (crate::lot::A, crate::lot::C);
    for (account, administers, part) in [
        (buyer, true, Some("buyer")),
        (SELLER, true, Some("seller")),
        (nobody, true, Some("house")),
        (nobody, false, None),
    ] {
        assert_eq!(Part::of(account, administers, buyer, SELLER).map(Part::word), part);
    }
}

#[test]
fn a_lot_listed_again_follows_the_rules_of_today_and_has_no_seal_yet() {
    let old = Lot::us("10").under_the_first_rules().under(|terms| {
        terms.reserve_sealed = Some(Hash::seal(euros("50"), &Nonce([1; 16])));
    });
    let id = AuctionId(Uuid::from_u128(9));
    let again = gavel::domain::settlement::relisted(&old.auction.terms, id, instant(60.0));
    assert_eq!((again.rules, again.reserve_sealed, again.auction), (Rules::V2, None, id));
    assert_eq!((again.start, again.starts_at), (euros("10"), instant(60.0)));
}
