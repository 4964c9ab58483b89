//! `/api`: what programs can ask the house and be told, on one page for people. The lists are those of the documents.

use super::assembled::{ASYNCAPI, OPENAPI};
use crate::web::auth::Viewer;
use crate::web::error::Error;
use crate::web::layout::Layout;
use crate::web::page;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde_json::Value;

/// `GET /api`.
#[derive(Template)]
#[template(path = "api.html")]
pub struct ApiPage {
    pub layout: Layout,
    /// Calls by subject.
    pub subjects: Vec<Subject>,
    /// Messages of the socket.
    pub messages: Vec<Message>,
}

/// Calls that belong together.
#[derive(Clone, Debug)]
pub struct Subject {
    pub name: String,
    pub about: String,
    pub calls: Vec<Call>,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: String,
    pub path: String,
    pub summary: String,
}

/// A message of the socket.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its `type` on the wire.
    pub kind: String,
    /// Whether clients send it, and not the house.
    pub from_client: bool,
    pub summary: String,
}

/// `GET /api`.
///
/// # Errors
/// 500 if a file of ours is broken, 503 while the database is away.
pub async fn show(viewer: Viewer) -> Result<HttpResponse, Error> {
    let openapi = OPENAPI.as_ref().map_err(Error::internal)?;
    let asyncapi = ASYNCAPI.as_ref().map_err(Error::internal)?;
    let layout = viewer.layout(t!("documents-title"));
    page(StatusCode::OK, &ApiPage { layout, subjects: subjects(openapi), messages: messages(asyncapi) })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn subjects(document: &Value) -> Vec<Subject> {
    let tags = document["tags"].as_array().into_iter().flatten();
    let subject = |tag: &Value| Subject {
        name: text(&tag["name"]),
        about: text(&tag["description"]),
        calls: calls(document).filter(|(of, _)| **of == tag["name"]).map(|(_, call)| call).collect(),
    };
    tags.map(subject).collect()
}

/// Every call, with the subject it belongs to.
fn calls(document: &Value) -> impl Iterator<Item = (&Value, Call)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let calls = item.as_object().into_iter().flatten().filter(|(word, _)| *word != "parameters");
        calls.map(move |(method, call)| {
            let (method, summary) = (method.to_uppercase(), text(&call["summary"]));
            (&call["tags"][0], Call { method, path: path.clone(), summary })
        })
    })
}

fn messages(document: &Value) -> Vec<Message> {
    let of = |operation: &str, from_client: bool| {
        let listed = document["operations"][operation]["messages"].as_array().into_iter().flatten();
        let message = move |listed: &Value| {
            let name = listed["$ref"].as_str()?.rsplit('/').next()?;
            let kind = document["components"]["schemas"][name]["properties"]["type"]["const"].as_str()?;
            let summary = text(&document["components"]["messages"][name]["summary"]);
            Some(Message { kind: kind.into(), from_client, summary })
        };
        listed.filter_map(message).collect::<Vec<_>>()
    };
    [of("hear", true), of("tell", false)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_and_every_message_is_on_the_page() {
        let document = OPENAPI.as_ref().expect("whole files");
        let listed: usize = subjects(document).iter().map(|subject| subject.calls.len()).sum();
        assert!(listed > 40 && listed == calls(document).count(), "each belongs to a subject that there is");
        let messages = messages(ASYNCAPI.as_ref().expect("whole files"));
        assert!(messages.iter().any(|message| message.from_client && message.kind == "bid"));
        assert!(messages.iter().any(|message| !message.from_client && message.kind == "bye"));
    }
}
