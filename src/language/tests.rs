//! That every word is there, in every language, and that no page has words of its own.

use super::{Language, book};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A message's key, and the names of what it must be told.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn messages(language: Language) -> Messages {
    let mut all = Messages::new();
    for (path, text) in book::sources(language) {
        let resource =
            fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let values = message.value.iter().map(|pattern| (message.id.name.to_owned(), pattern));
            let named = |a| -> String { format!("{}.{a}", message.id.name) };
            let attributes = message.attributes.iter().map(|a| (named(a.id.name), &a.value));
            for (key, pattern) in values.chain(attributes) {
                let mut names = BTreeSet::new();
                in_pattern(pattern, &mut names);
                assert!(all.insert(key.clone(), names).is_none(), "{path}: {key} is there twice");
            }
        }
    }
    all
}

fn in_pattern(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => in_inline(inline, names),
            Expression::Select { selector, variants } => {
                in_inline(selector, names);
                variants.iter().for_each(|variant| in_pattern(&variant.value, names));
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(names.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                in_inline(inner, names);
            }
        }
        _ => {}
    }
}

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) && path != Path::new(file!()) {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// What stands between the parenthesis that `text` begins behind and the one that closes it, cut at its own commas.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut all = vec![String::new()];
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        all.last_mut().unwrap().push(c);
    }
    all.into_iter().map(|argument| argument.trim().to_owned()).filter(|argument| !argument.is_empty()).collect()
}

/// Every call of a macro or function in our sources that says something: where, the key, and the names it is told.
fn said(call: &str, folder: &str, ending: &str, separator: char) -> Vec<(String, String, BTreeSet<String>)> {
    let mut all = Vec::new();
    for (path, text) in files(folder, ending) {
        if path.ends_with("language/mod.rs") || path.ends_with("language/tests.rs") {
            continue;
        }
        for (at, _) in text.match_indices(call) {
            let before = text[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == '.' {
                continue;
            }
            let arguments = arguments(&text[at + call.len()..]);
            let Some(key) = arguments.first().and_then(|key| key.strip_prefix('"')?.strip_suffix('"')) else {
                continue;
            };
            let name = |argument: &String| argument.split(separator).next().unwrap_or_default().trim().to_owned();
            let names = arguments[1..].iter().map(name).collect();
            all.push((path.display().to_string(), key.to_owned(), names));
        }
    }
    all
}

#[test]
fn every_language_says_the_same_things_about_the_same_things() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let other = messages(language);
        for (key, names) in &english {
            assert_eq!(other.get(key), Some(names), "{key} in {}", language.name());
        }
        let unknown: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(unknown.is_empty(), "only in {}: {unknown:?}", language.name());
    }
}

#[test]
fn whatever_is_said_has_words_and_tells_them_all_they_ask_for() {
    let known = messages(Language::English);
    let calls = said("t!(", "src", "rs", '=').into_iter().chain(said("t!(", "templates", "html", '='));
    let calls = calls.chain(said("wrong!(", "src", "rs", '='));
    for (path, key, names) in calls.chain(said("t!(", "templates", "txt", '=')) {
        assert_eq!(known.get(&key), Some(&names), "{key}, as said in {path}");
    }
}

#[test]
fn no_words_are_kept_that_nobody_says() {
    let mut used = BTreeSet::new();
    let mut beginnings = Vec::new();
    for (folder, ending) in [("src", "rs"), ("templates", "html"), ("templates", "txt")] {
        used.extend(said("t!(", folder, ending, '=').into_iter().map(|(_, key, _)| key));
        beginnings.extend(said("t_code!(", folder, ending, '=').into_iter().map(|(_, key, _)| key));
    }
    // A script may choose among keys before it says one.
    for (_, script) in files("static/js", "js") {
        used.extend(script.split('"').skip(1).step_by(2).filter(|text| text.starts_with("script-")).map(str::to_owned));
    }
    used.extend(said("wrong!(", "src", "rs", '=').into_iter().map(|(_, key, _)| key));
    let kept = messages(Language::English);
    let unused = |key: &&String| !used.contains(*key) && !beginnings.iter().any(|begin| key.starts_with(begin));
    let unsaid: Vec<_> = kept.keys().filter(unused).collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
}

/// Whether a text in a template's code is for people: keys, names of fields and values have no spaces and no capitals, and
/// what stands in a tag has an equals sign.
fn is_prose(text: &str) -> bool {
    text.chars().any(|c| c.is_uppercase() || c == ' ') && text.chars().any(char::is_alphabetic) && !text.contains('=')
}

/// What a template would show that does not come from the words.
fn own_words(template: &str) -> Vec<String> {
    let (mut bare, mut found) = (String::new(), Vec::new());
    let mut rest = template;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).chain(rest.find("{#")).min() {
        bare.push_str(&rest[..at]);
        let end = match &rest[at..at + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let code = rest[at..].find(end).map_or(&rest[at..], |until| &rest[at..at + until + 2]);
        found.extend(code.split('"').skip(1).step_by(2).filter(|text| is_prose(text)).map(str::to_owned));
        rest = &rest[at + code.len()..];
    }
    bare.push_str(rest);
    let mut attributes = Vec::new();
    for piece in bare.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        found.push(text.trim().to_owned());
        for name in ["alt", "title", "placeholder", "aria-label", "aria-description", "label", "content"] {
            let Some(value) = tag.split(&format!(" {name}=\"")).nth(1).and_then(|value| value.split('"').next()) else {
                continue;
            };
            if name != "content" {
                attributes.push(value.to_owned());
            }
        }
    }
    found.append(&mut attributes);
    // An address is the same in every language.
    let is_word = |text: &String| {
        !text.starts_with('/') && text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1)
    };
    // Where a link leads on its own page is no word.
    let links_within = |text: &String| text.starts_with('#') && !text.contains(' ');
    let found = found.into_iter().filter(|text| !links_within(text));
    found.map(|text| text.replace("&nbsp;", " ").replace("Gavel", "")).filter(is_word).collect()
}

/// A template without what it says of itself in the blocks that are no words.
fn without_classes(template: &str) -> String {
    ["narrow{% endblock %}", "has-bidbar{% endblock %}", "#bidding{% endblock %}", "#acts{% endblock %}"]
        .iter()
        .fold(template.to_owned(), |text, class| text.replace(class, "{% endblock %}"))
}

#[test]
fn no_template_has_words_of_its_own() {
    for (path, text) in files("templates", "html") {
        let name = path.file_name().unwrap().to_str().unwrap();
        // How wide a page is stands in a class, and is said to nobody.
        let found = own_words(&without_classes(&text));
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn what_a_template_says_itself_is_found_wherever_it_stands() {
    assert_eq!(own_words("<p class=\"x\">{{ a }} · Lot {% if b %}12{% endif %}</p>"), ["· Lot 12"]);
    assert_eq!(own_words("<img alt=\"A chair\"> <input placeholder=\"{{ t!(\"x\") }}\">"), ["A chair"]);
    assert_eq!(own_words("{% call field(\"step\", \"The step\", \"class=short x\") %}{% endcall %}"), ["The step"]);
    assert!(own_words("<p>{{ t!(\"a-b\", n = self.n) }} · × {# what #} 12 %</p>").is_empty());
}
