//! The categories, as the house's people change them: for everybody at once, without scripts, and in the audit.

use super::{looks_at, page, presses};
use crate::support::house::House;
use serde_json::json;

const CATEGORIES: &str = "/admin/categories";

#[tokio::test]
async fn a_category_is_added_named_moved_and_retired_and_whoever_looks_next_finds_it_so() {
    let house = House::open().await;
    let (admin, seller) = (house.admin().await, house.seller().await);
    let new = [
        ("english", "Desks & bureaus"),
        ("spanish", "Escritorios"),
        ("slug", "desks"),
        ("parent", "furniture"),
        ("reason", "Asked for."),
    ];
    assert_eq!(presses(&admin, CATEGORIES, &new).await.0, 303);
    assert!(page(&seller, "/sell/new").await.contains("<option value=\"desks\""));
    assert!(page(&seller, "/c/furniture").await.contains("href=\"/c/desks\""));
    assert!(page(&admin, &format!("{CATEGORIES}/desks")).await.contains("value=\"Desks &#38; bureaus\""));
    let lot = seller.lists_as(json!({"category": "desks"})).await;

    let names = [("english", "Writing desks"), ("spanish", "Mesas de escribir"), ("reason", "Clearer.")];
    assert_eq!(presses(&admin, &format!("{CATEGORIES}/desks/rename"), &names).await.0, 303);
    assert!(page(&house.anon(), "/c/desks").await.contains("Writing desks"));

    let to = [("parent", "devices"), ("place", "1"), ("reason", "They are.")];
    assert_eq!(presses(&admin, &format!("{CATEGORIES}/desks/move"), &to).await.0, 303);
    assert!(page(&house.anon(), "/c/devices").await.contains("href=\"/c/desks\""));

    let retire = format!("{CATEGORIES}/desks/retire");
    assert_eq!(presses(&admin, &retire, &[("reason", "Nobody sells any.")]).await.0, 303);
    assert!(!page(&seller, "/sell/new").await.contains("<option value=\"desks\""));
    assert!(page(&house.anon(), "/c/desks").await.contains("A bentwood chair"), "its lots stay");
    assert_eq!(house.anon().sees(&lot).await["status"], "open");
    assert_eq!(presses(&admin, &format!("{CATEGORIES}/desks/offer"), &[("reason", "They do.")]).await.0, 303);
    assert!(page(&seller, "/sell/new").await.contains("<option value=\"desks\""));

    let audit = page(&admin, "/admin/audit?kind=category").await;
    for reason in ["Asked for.", "Clearer.", "They are.", "Nobody sells any.", "They do."] {
        assert_eq!(audit.matches(reason).count(), 1, "{reason}: {audit}");
    }
    assert!(audit.contains("devices &#62; desks 1") && audit.contains("127.0.0.1"), "{audit}");
}

#[tokio::test]
async fn what_is_wrong_with_a_category_is_said_beside_its_field_and_changes_nothing() {
    let house = House::open().await;
    let (admin, seller) = (house.admin().await, house.seller().await);
    let before = house.store.categories().await.unwrap();
    let act = |path: &str| format!("{CATEGORIES}{path}");
    for (path, form, error) in [
        ("", [("english", "Home"), ("spanish", "Casa"), ("reason", "R.")], "add-slug-error\">There is a category"),
        ("", [("english", "Cars"), ("spanish", " "), ("reason", "R.")], "add-spanish-error\">A name has"),
        ("", [("english", "Cars"), ("spanish", "Coches"), ("reason", "")], "add-reason-error\">Say why"),
        ("/home/rename", [("english", ""), ("spanish", "Casa"), ("reason", "R.")], "rename-english-error\">A name has"),
        ("/home/move", [("parent", "lighting"), ("place", "1"), ("reason", "R.")], "move-parent-error\">Choose one"),
        ("/home/move", [("parent", ""), ("place", "first"), ("reason", "R.")], "move-place-error\">Write a whole"),
        ("/home/retire", [("parent", ""), ("place", ""), ("reason", "R.")], "retire-reason-error\">Something below"),
    ] {
        let (status, text) = presses(&admin, &act(path), &form).await;
        assert_eq!(status, 422, "{path} {form:?}");
        assert!(text.contains(error) && text.contains("aria-invalid=\"true\""), "{error} is missing in {text}");
    }
    assert_eq!(looks_at(&admin, &act("/cars")).await.0, 404);
    assert_eq!(presses(&admin, &act("/cars/rename"), &[("reason", "R.")]).await.0, 404);
    assert_eq!(presses(&seller, CATEGORIES, &[("reason", "R.")]).await.0, 403);
    assert_eq!(house.store.categories().await.unwrap(), before);
}

#[tokio::test]
async fn of_two_categories_put_below_each_other_at_once_one_stays_where_it_was() {
    let house = House::open().await;
    let admin = house.admin().await;
    let mut held = house.connection().await;
    let moves = "begin; update category set parent = 'devices' where slug = 'home'";
    sqlx::raw_sql(moves).execute(&mut held).await.unwrap();
    let second = tokio::spawn(async move {
        let to = [("parent", "home"), ("place", "9"), ("reason", "They are.")];
        presses(&admin, &format!("{CATEGORIES}/devices/move"), &to).await
    });
    house.somebody_waits().await;
    sqlx::raw_sql("commit").execute(&mut held).await.unwrap();
    let (status, text) = second.await.unwrap();
    assert_eq!(status, 422, "{text}");
    let tree = house.store.categories().await.unwrap();
    assert!(tree.branch("devices").contains(&"home".to_owned()));
    assert_eq!(tree.get("devices").and_then(|devices| devices.parent.clone()), None);
}
