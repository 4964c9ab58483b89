//! What every page shares: its title, who is looking, the token its forms carry, and what just happened.

use crate::store::notices::Foyer;
use crate::web::finding::head::Head;
use serde::Deserialize;

/// What was done just before, as the address of the page says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct After {
    pub done: String,
}

/// The part of a page that `_layout.html` draws. Every page's struct has one as `layout`.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The page's own title; the house's name is added to it.
    pub title: String,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Carried as `csrf` by every form that changes something.
    pub csrf: String,
    /// What the last act of this viewer came to.
    pub notice: Option<Notice>,
    /// What the page says of itself elsewhere, if it is a public one.
    pub head: Option<Head>,
    /// What the viewer has not read, and what they watch.
    pub foyer: Foyer,
}

/// The person looking at the page.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub name: String,
    /// May list lots.
    pub sells: bool,
    /// May halt, resume, cancel and close.
    pub administers: bool,
    /// Was reminded of something they have not paid.
    pub owes: bool,
    /// Showed that their address is theirs.
    pub is_confirmed: bool,
}

/// A sentence above the page.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Whether it went well.
    pub good: bool,
    pub text: String,
}

impl Layout {
    /// The layout of a page with this title for this viewer.
    pub fn new(title: impl Into<String>, viewer: Option<Viewer>, csrf: impl Into<String>) -> Layout {
        let (notice, head, foyer) = (None, None, Foyer::default());
        Layout { title: title.into(), viewer, csrf: csrf.into(), notice, head, foyer }
    }

    /// Whether the viewer was reminded of something they have not paid.
    pub fn owes(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.owes)
    }

    /// Whether the viewer has yet to show that their address is theirs.
    pub fn is_unconfirmed(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| !viewer.is_confirmed)
    }

    /// The same page, saying what went well.
    pub fn saying(self, text: impl Into<String>) -> Layout {
        Layout { notice: Some(Notice { good: true, text: text.into() }), ..self }
    }

    /// The same page, saying what was done just before, if there are words for it.
    pub fn after(self, words: Option<impl Into<String>>) -> Layout {
        match words {
            Some(words) => self.saying(words),
            None => self,
        }
    }

    /// The same page, saying what went wrong.
    pub fn warning(self, text: impl Into<String>) -> Layout {
        Layout { notice: Some(Notice { good: false, text: text.into() }), ..self }
    }
}
