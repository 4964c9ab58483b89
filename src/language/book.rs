//! The words of each language, read once from what is in the binary. A message that is missing is said in English, and
//! one that is missing there is its own key; a test sees to it that neither happens.

use super::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Locales;

type Book = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Book> = LazyLock::new(|| read(Language::English));
static SPANISH: LazyLock<Book> = LazyLock::new(|| read(Language::Spanish));

/// The source of every room's words in a language: the file's path under `locales/`, and its text.
pub fn sources(language: Language) -> impl Iterator<Item = (String, String)> {
    let folder = format!("{language}/");
    let mut paths: Vec<_> =
        Locales::iter().filter(|path| path.starts_with(&folder) && path.ends_with(".ftl")).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| {
        let text = String::from_utf8_lossy(&Locales::get(&path)?.data).into_owned();
        Some((path.into_owned(), text))
    })
}

fn read(language: Language) -> Book {
    let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut book = Book::new_concurrent(vec![identifier]);
    // What an argument is goes into the page as it is: no invisible marks around it.
    book.set_use_isolating(false);
    for (path, text) in sources(language) {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(whole_part, errors)| {
            tracing::error!(path, ?errors, "some words cannot be read");
            whole_part
        });
        if let Err(errors) = book.add_resource(resource) {
            tracing::error!(path, ?errors, "some words are there twice");
        }
    }
    book
}

fn of(language: Language) -> &'static Book {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

/// What a message can be told: text, and whole numbers.
pub trait Argument {
    fn argument(&self) -> FluentValue<'_>;
}

impl<T: Argument + ?Sized> Argument for &T {
    fn argument(&self) -> FluentValue<'_> {
        (**self).argument()
    }
}

impl Argument for str {
    fn argument(&self) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl Argument for String {
    fn argument(&self) -> FluentValue<'_> {
        self.as_str().argument()
    }
}

impl Argument for Cow<'_, str> {
    fn argument(&self) -> FluentValue<'_> {
        self.as_ref().argument()
    }
}

macro_rules! numbers {
    ($($kind:ty)*) => {$(
        impl Argument for $kind {
            fn argument(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}

numbers!(i16 u8 u16 u32 u64 usize i32 i64);

/// Says a message in the reader's language; use [`t!`](crate::t). A key with a dot names an attribute: `lot-share.title`.
pub fn say(key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
    say_if_known(key, arguments).unwrap_or_else(|| {
        tracing::error!(key, "there are no words for this");
        key.to_owned()
    })
}

/// The same; `None` if no language has words for the key.
pub fn say_if_known(key: &str, arguments: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let spoken = super::current();
    [spoken, Language::default()].into_iter().find_map(|language| say_in(language, key, arguments))
}

fn say_in(language: Language, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let (name, attribute) = key.split_once('.').map_or((key, None), |(name, attribute)| (name, Some(attribute)));
    let book = of(language);
    let message = book.get_message(name)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut errors = Vec::new();
    let said = book.format_pattern(pattern, Some(&arguments), &mut errors);
    if !errors.is_empty() {
        tracing::error!(key, %language, ?errors, "a message is told less than it asks for");
    }
    Some(said.into_owned())
}
