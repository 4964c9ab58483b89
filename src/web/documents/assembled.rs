//! Two documents from many files: calls and schemas are gathered, and the codes that a call can be refused with, its
//! `problems`, become answers as OpenAPI has them.

use rust_embed::RustEmbed;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A document, or what is wrong with the files it is made of.
pub type Document = Result<Value, String>;

/// Every call.
pub static OPENAPI: LazyLock<Document> = LazyLock::new(|| {
    let mut document = with_schemas("openapi.json")?;
    document["paths"] = gathered("paths/")?;
    for (method, call) in calls(&mut document) {
        tell_problems(method, call);
    }
    Ok(without_idle_schemas(document))
});

/// Every message of the socket.
pub static ASYNCAPI: LazyLock<Document> = LazyLock::new(|| with_schemas("asyncapi.json").map(without_idle_schemas));

#[derive(RustEmbed)]
#[folder = "docs/api/"]
struct Files;

fn read(path: &str) -> Document {
    let file = Files::get(path).ok_or_else(|| format!("docs/api/{path} is missing"))?;
    serde_json::from_slice(&file.data).map_err(|error| format!("docs/api/{path}: {error}"))
}

fn with_schemas(path: &str) -> Document {
    let mut document = read(path)?;
    document["components"]["schemas"] = gathered("schemas/")?;
    Ok(document)
}

/// Leaves out the schemas that only the other document speaks of.
fn without_idle_schemas(mut document: Value) -> Value {
    let schemas = document["components"]["schemas"].take();
    let mut kept = Map::new();
    let mut found = Vec::new();
    references(&document, &mut found);
    let mut found: Vec<String> = found.into_iter().map(str::to_owned).collect();
    while let Some(reference) = found.pop() {
        let Some(name) = reference.strip_prefix("#/components/schemas/").filter(|name| !kept.contains_key(*name))
        else {
            continue;
        };
        let mut further = Vec::new();
        references(&schemas[name], &mut further);
        found.extend(further.into_iter().map(str::to_owned));
        kept.insert(name.to_owned(), schemas[name].clone());
    }
    document["components"]["schemas"] = Value::Object(kept);
    document
}

/// Every `$ref` in a document.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| match (name.as_str(), member) {
            ("$ref", Value::String(to)) => found.push(to),
            _ => references(member, found),
        }),
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// The members of all files in a folder, in one object.
fn gathered(folder: &str) -> Document {
    let mut all = Map::new();
    for path in Files::iter().filter(|path| path.starts_with(folder) && path.ends_with(".json")) {
        let Value::Object(members) = read(&path)? else { return Err(format!("docs/api/{path} is no object")) };
        all.extend(members);
    }
    Ok(Value::Object(all))
}

/// The calls of all paths, each with its method.
fn calls(document: &mut Value) -> impl Iterator<Item = (&str, &mut Map<String, Value>)> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let calls = paths.filter_map(|(_, path)| path.as_object_mut()).flatten();
    calls
        .filter(|(word, _)| *word != "parameters")
        .filter_map(|(method, call)| Some((&**method, call.as_object_mut()?)))
}

/// The codes by status that a call can be refused with: its own, and those of every call of its kind.
fn problems(method: &str, call: &Map<String, Value>) -> BTreeMap<String, Vec<String>> {
    let own = call.get("problems").cloned().unwrap_or_default();
    let mut codes: BTreeMap<String, Vec<String>> = serde_json::from_value(own).unwrap_or_default();
    let mut also = |status: &str, code: &str| {
        let there = codes.entry(status.into()).or_default();
        if !there.iter().any(|known| known == code) {
            there.push(code.into());
        }
    };
    also("500", "internal");
    also("503", "unavailable");
    if method != "get" {
        also("403", "cross_site");
        also("408", "timeout");
        also("413", "too_large");
    }
    codes
}

/// Turns the codes into answers, beside those that are there.
fn tell_problems(method: &str, call: &mut Map<String, Value>) {
    let codes = problems(method, call);
    call.remove("problems");
    let Some(responses) = call.get_mut("responses").and_then(Value::as_object_mut) else { return };
    for (status, codes) in codes {
        let told = problem(&status, &codes);
        let answer = responses.entry(status).or_insert_with(|| told.clone());
        answer["content"]["application/problem+json"] = told["content"]["application/problem+json"].clone();
    }
}

fn problem(status: &str, codes: &[String]) -> Value {
    let named: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    let one_of = json!({ "properties": { "code": { "enum": codes } } });
    let schema = json!({ "allOf": [{ "$ref": "#/components/schemas/Problem" }, one_of] });
    let mut told = json!({
        "description": format!("{}.", named.join(", ")),
        "content": { "application/problem+json": { "schema": schema } },
    });
    if matches!(status, "429" | "503") {
        told["headers"] = json!({ "Retry-After": { "$ref": "#/components/headers/Retry-After" } });
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_can_be_put_together_and_refer_to_nothing_that_is_not_there() {
        for document in [&*OPENAPI, &*ASYNCAPI] {
            let document = document.as_ref().expect("whole files");
            let mut found = Vec::new();
            references(document, &mut found);
            for reference in found {
                let there = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
                assert!(there.is_some_and(|there| !there.is_null()), "{reference} leads nowhere");
            }
        }
    }

    #[test]
    fn a_verdict_and_a_problem_may_have_the_same_status() {
        let document = OPENAPI.as_ref().expect("whole files");
        let answer = &document["paths"]["/api/v1/auctions/{id}/bids"]["post"]["responses"]["503"];
        for kind in ["application/json", "application/problem+json"] {
            assert!(answer["content"][kind]["schema"].is_object(), "{kind} in {answer}");
        }
        assert!(answer["headers"]["Retry-After"].is_object());
    }

    #[test]
    fn no_two_calls_have_the_same_name() {
        let mut document = OPENAPI.clone().expect("whole files");
        let mut names: Vec<Value> = calls(&mut document).map(|(_, call)| call["operationId"].clone()).collect();
        let all = names.len();
        names.sort_by_key(Value::to_string);
        names.dedup();
        assert!(all > 40 && names.len() == all, "{names:?}");
    }
}
