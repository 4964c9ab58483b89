//! What scripts say, in every language: the messages of `locales/LANGUAGE/script*.ftl` as modules that teach them to
//! `static/js/say.js`. Read once, when the first file is asked for; says nothing itself.
//!
//! A message is its text, with `{name}` for what is filled in. One with a choice in it is a list of texts and choices, and a
//! choice is an object: under `by` what it is made by, under each case its text, under `*` the text for all others.

use crate::language::{Language, book};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser;
use serde_json::{Map, Value, json};

/// Every module: its path under `/static/`, and its text.
pub fn modules() -> Vec<(String, String)> {
    let module = |(path, text): (String, String)| {
        let words = Value::Object(messages(&text)?);
        let path = path.strip_suffix(".ftl")?;
        Some((format!("words/{path}.js"), format!("import{{teach}}from\"../../js/say.js\";teach({words});")))
    };
    Language::ALL.into_iter().flat_map(sources).filter_map(module).collect()
}

/// What scripts say in a language: a file's path under `locales/`, and its text.
fn sources(language: Language) -> impl Iterator<Item = (String, String)> {
    book::sources(language).filter(|(path, _)| path.contains("/script"))
}

/// The messages of a file; `None` if it cannot be read, or has something in it that scripts could not say.
fn messages(source: &str) -> Option<Map<String, Value>> {
    let resource = parser::parse(source).ok()?;
    let message = |entry: &Entry<&str>| match entry {
        Entry::Message(message) => {
            Some(pattern(message.value.as_ref()?).map(|text| (message.id.name.to_owned(), text)))
        }
        _ => None,
    };
    resource.body.iter().filter_map(message).collect()
}

fn pattern(pattern: &Pattern<&str>) -> Option<Value> {
    let mut parts: Vec<Value> = Vec::new();
    for element in &pattern.elements {
        let part = part(element)?;
        match (parts.last_mut(), part) {
            (Some(Value::String(last)), Value::String(text)) => last.push_str(&text),
            (_, part) => parts.push(part),
        }
    }
    Some(match parts.as_slice() {
        [Value::String(text)] => json!(text),
        _ => Value::Array(parts),
    })
}

fn part(element: &PatternElement<&str>) -> Option<Value> {
    Some(match element {
        // What is filled in is written with braces, so text has none.
        PatternElement::TextElement { value } => json!(Some(*value).filter(|text| !text.contains(['{', '}']))?),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
            json!(format!("{{{}}}", id.name))
        }
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
            json!(value)
        }
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            choice(selector, variants)?
        }
        PatternElement::Placeable { .. } => return None,
    })
}

fn choice(selector: &InlineExpression<&str>, variants: &[Variant<&str>]) -> Option<Value> {
    let InlineExpression::VariableReference { id } = selector else { return None };
    let case = |variant: &Variant<&str>| {
        let name = match variant.key {
            _ if variant.default => "*",
            VariantKey::Identifier { name } => name,
            VariantKey::NumberLiteral { value } => value,
        };
        Some((name.to_owned(), pattern(&variant.value)?))
    };
    let cases: Map<String, Value> = variants.iter().map(case).collect::<Option<_>>()?;
    Some(json!(Map::from_iter([("by".to_owned(), json!(id.name))].into_iter().chain(cases))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_message_is_its_text_and_a_choice_is_its_cases() {
        let source = "a = You lead at\nb = Outbid by { $by }\nc = { $n ->\n    [one] { $n } bid\n   *[other] { $n } bids\n} · so\n";
        let expected = json!({"a": "You lead at", "b": "Outbid by {by}",
            "c": [{"by": "n", "one": "{n} bid", "*": "{n} bids"}, " · so"]});
        assert_eq!(Value::Object(messages(source).unwrap()), expected);
    }

    #[test]
    fn what_scripts_could_not_say_is_no_message() {
        for source in ["a = { b }\n", "a = { NUMBER($n) }\n", "a = { -b }\n"] {
            assert_eq!(messages(source), None, "{source}");
        }
    }

    #[test]
    fn every_file_of_words_becomes_a_module() {
        let modules = modules();
        assert_eq!(modules.len(), Language::ALL.into_iter().flat_map(sources).count());
        assert!(modules.iter().any(|(path, _)| path == "words/en/script.js"));
    }

    /// The scripts' own tests cannot read Fluent: they have what browsers get.
    #[test]
    fn the_scripts_tests_read_the_words_that_browsers_get() {
        let mut stale = Vec::new();
        for language in Language::ALL {
            let all = sources(language).flat_map(|(_, text)| messages(&text).unwrap());
            let words = serde_json::to_string_pretty(&all.collect::<Map<_, _>>()).unwrap() + "\n";
            let path = format!("{}/tests/js/fixtures/words-{language}.json", env!("CARGO_MANIFEST_DIR"));
            if fs::read_to_string(&path).unwrap_or_default() != words {
                fs::write(&path, words).unwrap();
                stale.push(path);
            }
        }
        assert!(
            stale.is_empty(),
            "not as the words in locales/, but now they are; look at them and commit them: {stale:?}"
        );
    }
}
