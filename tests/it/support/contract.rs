//! Holds what the house answers against what its documents promise: every answer of the API that a test gets, and every frame
//! of a socket. A status, a code or a member that is not written down there fails the test that met it.

use gavel::web::documents::{ASYNCAPI, OPENAPI};
use jsonschema::{Draft, Validator};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

/// A call as the document has it.
pub struct Promised {
    pub template: &'static str,
    pub call: &'static Value,
}

/// The documents, with no room for members that they do not name.
static STRICT: LazyLock<[Value; 2]> = LazyLock::new(|| [strict(&OPENAPI), strict(&ASYNCAPI)]);

/// Schemas that were compiled, by where they stand.
static COMPILED: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Fails unless an answer is one that the document promises. What is not under `/api/v1` is promised by nobody.
pub fn holds(method: &Method, path: &str, status: u16, kind: &str, text: &str) {
    let Some(promised) = promised(method, path) else {
        let unknown = !path.starts_with("/api/v1/") || matches!(status, 404 | 405);
        assert!(unknown, "{method} {path} is not in docs/api/paths/, and was answered with {status}");
        return;
    };
    let (template, kind) = (promised.template, kind.split(';').next().unwrap_or_default().trim());
    let answer = &promised.call["responses"][status.to_string()];
    assert!(answer.is_object(), "{method} {template} was answered with {status}, which docs/api does not know: {text}");
    if text.is_empty() && answer["content"].is_null() {
        return;
    }
    let there = &answer["content"][kind];
    assert!(there.is_object(), "{method} {template} {status} was {kind:?}, which docs/api does not know: {text}");
    let place = format!("{method} {template} {status} {kind}");
    match kind {
        "application/x-ndjson" => text.lines().for_each(|line| fits(0, &place, &there["x-line"], line)),
        kind if kind.ends_with("json") => fits(0, &place, &there["schema"], text),
        _ => {}
    }
}

/// Fails unless a frame is one that the house may send.
pub fn holds_frame(frame: &Value) {
    static TOLD: LazyLock<Value> = LazyLock::new(|| {
        let told = STRICT[1]["operations"]["tell"]["messages"].as_array().unwrap();
        let name = |message: &Value| message["$ref"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let schema = |message| json!({ "$ref": format!("#/components/schemas/{}", name(message)) });
        json!({ "oneOf": told.iter().map(schema).collect::<Vec<_>>() })
    });
    fits(1, "a frame", &TOLD, &frame.to_string());
}

/// The call that an address and a method belong to; of several the one with the most words of its own.
pub fn promised(method: &Method, path: &str) -> Option<Promised> {
    let path = path.split('?').next().unwrap_or_default();
    let all = STRICT[0]["paths"].as_object().unwrap();
    let fitting = all.iter().filter(|(template, item)| is_at(template, item, path));
    let (template, item) =
        fitting.max_by_key(|(template, _)| template.split('/').filter(|part| !part.starts_with('{')).count())?;
    let call = item.get(method.as_str().to_lowercase())?;
    Some(Promised { template, call })
}

fn is_at(template: &str, item: &Value, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let fits = |part: &str, there: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => words(item, name).is_none_or(|words| words.iter().any(|word| word == there)),
        None => part == there,
    };
    template.len() == path.len() && template.iter().zip(&path).all(|(part, there)| fits(part, there))
}

/// What a part of an address may be, where that is a choice.
fn words<'a>(item: &'a Value, name: &str) -> Option<&'a Vec<Value>> {
    let parameters = item["parameters"].as_array()?.iter();
    let mut named =
        parameters.filter_map(|parameter| STRICT[0].pointer(parameter["$ref"].as_str()?.strip_prefix('#')?));
    named.find(|parameter| parameter["name"] == name)?["schema"]["enum"].as_array()
}

fn fits(document: usize, place: &str, schema: &Value, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|_| panic!("{place} is no JSON: {text}"));
    let validator = compiled(document, place, schema);
    let faults: Vec<String> = validator
        .iter_errors(&value)
        .map(|fault| format!("  {} {}", fault.instance_path(), fault.to_string().chars().take(500).collect::<String>()))
        .collect();
    assert!(faults.is_empty(), "{place} is not as docs/api/schemas/ has it:\n{}\n{text}", faults.join("\n"));
}

fn compiled(document: usize, place: &str, schema: &Value) -> Arc<Validator> {
    let mut compiled = COMPILED.lock().unwrap_or_else(|broken| broken.into_inner());
    let validator = compiled.entry(place.to_owned()).or_insert_with(|| {
        let mut whole = schema.clone();
        whole["components"] = json!({ "schemas": STRICT[document]["components"]["schemas"] });
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        Arc::new(options.build(&whole).unwrap_or_else(|fault| panic!("{place}: {fault}")))
    });
    Arc::clone(validator)
}

/// The same document, where an object has no members but those that are named. What is composed of parts is closed as a whole.
fn strict(document: &Result<Value, String>) -> Value {
    let mut document = document.clone().expect("whole files");
    let mut parts = BTreeSet::new();
    gather_parts(&document, &mut parts);
    close(&mut document, false);
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for name in parts {
        schemas.get_mut(&name).and_then(Value::as_object_mut).map(|part| part.remove("unevaluatedProperties"));
    }
    document
}

/// The names of schemas that others are composed of.
fn gather_parts(value: &Value, parts: &mut BTreeSet<String>) {
    let composed = ["allOf", "oneOf", "anyOf"].iter().filter_map(|word| value.get(word)?.as_array()).flatten();
    let named = composed.filter_map(|part| part["$ref"].as_str()?.strip_prefix("#/components/schemas/"));
    if value.get("allOf").is_some() {
        parts.extend(named.map(str::to_owned));
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| gather_parts(member, parts)),
        Value::Array(items) => items.iter().for_each(|item| gather_parts(item, parts)),
        _ => {}
    }
}

/// Closes every schema of an object, but for the parts that others are composed of.
fn close(value: &mut Value, part: bool) {
    match value {
        Value::Object(members) => {
            let composed = members.contains_key("allOf");
            for (name, member) in members.iter_mut() {
                close(member, composed && matches!(name.as_str(), "allOf" | "oneOf"));
            }
            if !part && (composed || is_an_object(members)) {
                members.insert("unevaluatedProperties".into(), false.into());
            }
        }
        // The items of `allOf` are parts, and so is what they are a choice of.
        Value::Array(items) => items.iter_mut().for_each(|item| match item.as_object_mut() {
            Some(_) if part => close_within(item),
            _ => close(item, false),
        }),
        _ => {}
    }
}

fn is_an_object(members: &Map<String, Value>) -> bool {
    members.get("type").is_some_and(|kind| kind == "object") && members.contains_key("properties")
}

/// A part stays open itself; the objects in its members do not.
fn close_within(part: &mut Value) {
    let Some(members) = part.as_object_mut() else { return };
    for (name, member) in members.iter_mut() {
        close(member, matches!(name.as_str(), "allOf" | "oneOf"));
    }
}
