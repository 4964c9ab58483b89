//! The route table, read from the source: every `.route(…)` under `src/web`, with the address of the resource it is on.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A method and an address, whose variable parts are `{}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: String,
    pub path: String,
}

impl Route {
    pub fn new(method: &str, path: &str) -> Route {
        let part = |part: &str| match (part.find('{'), part.rfind('}')) {
            (Some(begin), Some(end)) => format!("{}{{}}{}", &part[..begin], &part[end + 1..]),
            _ => part.to_owned(),
        };
        let path = path.split('/').map(part).collect::<Vec<_>>().join("/");
        Route { method: method.into(), path }
    }
}

/// Every route of the house.
///
/// # Panics
/// If one is written in a way that is not known here.
pub fn all() -> BTreeSet<Route> {
    let mut routes = BTreeSet::new();
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut routes);
    routes
}

fn read_folder(folder: &Path, routes: &mut BTreeSet<Route>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            read_folder(&path, routes);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read(&fs::read_to_string(&path).unwrap(), routes);
        }
    }
}

/// What matters in a route table, in the order it is written: `let at = … resource(format!("/prefix{rest}"))` begins a table
/// with a prefix, `at("…")` and `resource("…")` name an address, `.route(get()…` is a route of it.
fn read(source: &str, routes: &mut BTreeSet<Route>) {
    let (mut prefix, mut path) = (String::new(), None);
    let words = ["resource(format!(\"", "at(\"", "resource(\"", ".route("];
    // An argument may stand on a line of its own.
    let source = source.split('(').map(str::trim_start).collect::<Vec<_>>().join("(");
    let mut rest = source.as_str();
    while let Some((word, after)) = first(rest, &words) {
        rest = after;
        let text = || after.split('"').next().unwrap_or_default();
        match word {
            "resource(format!(\"" => prefix = text().split('{').next().unwrap_or_default().to_owned(),
            "at(\"" => path = Some(format!("{prefix}{}", text())),
            "resource(\"" => path = Some(text().to_owned()),
            _ => {
                let path = path.as_deref().unwrap_or_else(|| panic!("a route without an address before {after:.80}"));
                routes.insert(Route::new(&method(after), path));
            }
        }
    }
}

/// The word that comes first, and what is after it. A word is not the end of another.
fn first<'a, 'w>(text: &'a str, words: &[&'w str]) -> Option<(&'w str, &'a str)> {
    let begins =
        |at: usize| text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_');
    let found = words.iter().filter_map(|word| {
        let at = text.match_indices(word).map(|(at, _)| at).find(|at| begins(*at))?;
        Some((at, *word))
    });
    let (at, word) = found.min()?;
    Some((word, &text[at + word.len()..]))
}

fn method(call: &str) -> String {
    let name = call.trim_start().split('(').next().unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or_default();
    assert!(["get", "post", "put", "delete", "patch"].contains(&name), "a route of an unknown kind: {call:.80}");
    name.to_uppercase()
}
