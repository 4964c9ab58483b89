//! A description as its seller writes it, in Markdown, on its way into a page. What comes out has been through a library
//! that lets only text through: no pictures, no styles, no scripts, and links that vouch for nobody.

use crate::config::DEEPEST_DESCRIPTION;
use ammonia::Builder;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::collections::HashSet;
use std::sync::LazyLock;

/// All that a description may be made of.
const TAGS: [&str; 13] = ["p", "br", "strong", "em", "del", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "a"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from(TAGS))
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        // Where a seller's link leads is nothing that the house recommends, or tells where somebody came from.
        .link_rel(Some("nofollow ugc noopener noreferrer"));
    cleaner
});

/// A description as HTML, to go into a page as it is. Line breaks stay; raw HTML is shown as the text it is, and what stands
/// too deep in quotations, lists and emphasis as if it stood less deep.
pub fn to_html(text: &str) -> String {
    let (text, mut depth) = (unburdened(text), 0);
    let events = Parser::new_ext(&text, Options::ENABLE_STRIKETHROUGH).filter_map(|event| risen(event, &mut depth));
    let mut written = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut written, events.filter_map(kept));
    CLEANER.clean(&written).to_string()
}

/// Without the marks at the beginning of a line that open quotations and lists beyond the deepest: a parser looks at all that
/// are open on every line, and so would take time by the square of their number.
fn unburdened(text: &str) -> String {
    text.split_inclusive(['\n', '\r']).flat_map(|line| <[&str; 2]>::from(lighter(line))).collect()
}

/// A line in two parts, between which there are marks too many.
fn lighter(line: &str) -> (&str, &str) {
    let (mut rest, mut cut) = (line, line.len());
    for marks in 0.. {
        let inside = rest.trim_start_matches([' ', '\t']);
        if marks == DEEPEST_DESCRIPTION {
            cut = line.len() - inside.len();
        }
        match behind_mark(inside) {
            Some(behind) => rest = behind,
            None if marks > DEEPEST_DESCRIPTION => return (&line[..cut], inside),
            None => break,
        }
    }
    (line, "")
}

/// What stands behind the mark of a quotation or of an item of a list.
fn behind_mark(line: &str) -> Option<&str> {
    if let Some(behind) = line.strip_prefix('>') {
        return Some(behind);
    }
    let number = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let behind = match number.len() < line.len() {
        true => number.strip_prefix(['.', ')']),
        false => line.strip_prefix(['-', '+', '*']),
    }?;
    (behind.is_empty() || behind.starts_with([' ', '\t', '\n', '\r'])).then_some(behind)
}

/// An event, unless it is a mark too deep in others. Follows in `depth` how many are open. What was in a line or a quotation of
/// its own still begins on a new line.
fn risen<'t>(event: Event<'t>, depth: &mut usize) -> Option<Event<'t>> {
    let kept = match &event {
        Event::Start(Tag::Item) | Event::End(TagEnd::Item) => *depth <= DEEPEST_DESCRIPTION,
        Event::Start(tag) if nests(tag.to_end()) => {
            *depth += 1;
            *depth <= DEEPEST_DESCRIPTION
        }
        Event::End(tag) if nests(*tag) => {
            *depth = depth.saturating_sub(1);
            *depth < DEEPEST_DESCRIPTION
        }
        _ => true,
    };
    match event {
        Event::Start(Tag::Item | Tag::BlockQuote(_)) if !kept => Some(Event::HardBreak),
        event => kept.then_some(event),
    }
}

/// Whether others of its kind may stand in it. An item is as deep as its list.
fn nests(tag: TagEnd) -> bool {
    use TagEnd::{BlockQuote, Emphasis, Image, Link, List, Strikethrough, Strong};
    matches!(tag, BlockQuote(_) | List(_) | Emphasis | Strong | Strikethrough | Link | Image)
}

/// What of a description is written, and as what: pictures as their description, and every heading below the page's own.
fn kept(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) | Event::Rule => return None,
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            Event::Start(Tag::Heading { level: HeadingLevel::H3, id, classes, attrs })
        }
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H3)),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_written_with_its_lists_its_emphasis_and_its_lines() {
        let html = to_html("# Condition\nSound, *some* wear.\nSigned.\n\n- cane\n- beech");
        assert_eq!(
            html,
            "<h3>Condition</h3>\n<p>Sound, <em>some</em> wear.<br>\nSigned.</p>\n<ul>\n<li>cane</li>\n<li>beech</li>\n</ul>\n"
        );
    }

    #[test]
    fn html_is_shown_as_the_text_it_is_and_runs_nothing() {
        let hostile = "<script>alert(1)</script>\n\n<b onclick=x>bold</b> <img src=x onerror=y> [x](javascript:alert(1)) \
                       ![a chair](https://example.org/spy.png) <a href=\"https://example.org\">a</a>";
        let html = to_html(hostile);
        for forbidden in ["<script", "<b ", "<img", "href=\"javascript", "spy.png", "<a href=\"https://example.org\">"]
        {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("a chair"), "{html}");
    }

    #[test]
    fn a_link_vouches_for_nobody_and_leads_only_to_the_web_or_a_letter() {
        let html = to_html("[here](https://example.org \"a title\") [there](data:text/html,x) <mailto:a@example.org>");
        assert!(
            html.contains("<a href=\"https://example.org\" rel=\"nofollow ugc noopener noreferrer\">here</a>"),
            "{html}"
        );
        assert!(!html.contains("data:") && html.contains("href=\"mailto:a@example.org\""), "{html}");
    }

    /// How deep the elements of a text in HTML stand in one another.
    fn depth(html: &str) -> usize {
        let (mut depth, mut deepest) = (0_usize, 0);
        for tag in html.split('<').skip(1).filter(|tag| !tag.starts_with("br")) {
            depth = if tag.starts_with('/') { depth - 1 } else { depth + 1 };
            deepest = deepest.max(depth);
        }
        deepest
    }

    #[test]
    fn however_deep_marks_stand_in_one_another_what_is_shown_is_shallow_and_keeps_its_words() {
        // A list is two elements a level, and there is a paragraph in the last.
        let most = 2 * DEEPEST_DESCRIPTION + 1;
        let indented: String = (0..100).map(|level| format!("{}- x\n", "  ".repeat(level))).collect();
        let lazy = format!("{}x\n{}", ">".repeat(5_000), "y\n".repeat(2_500));
        let returned = format!("x\r{}x", ">".repeat(9_000));
        let emphatic = format!("{}x{}", "*a ".repeat(1_600), " b*".repeat(1_600));
        for (what, text) in [
            (">", ">".repeat(9_999) + "x"),
            ("> - ", "> - ".repeat(2_499) + "x"),
            ("1. ", "1. ".repeat(3_333) + "x"),
            ("* ", "x\n".to_owned() + &"* ".repeat(4_998)),
            ("indented", indented),
            ("lazy", lazy),
            ("returned", returned),
            ("emphatic", emphatic),
            ("[", "[".repeat(9_999) + "x"),
            ("(", "(".repeat(9_999) + "x"),
            ("`", "x".to_owned() + &"`".repeat(9_999)),
            ("_", "_".repeat(9_999) + "x"),
        ] {
            let html = to_html(&text);
            assert!(depth(&html) <= most && html.len() < 8 * text.len(), "{what}: {}", depth(&html));
            assert!(html.contains('x'), "{what}: {html}");
        }
    }

    #[test]
    fn marks_beyond_the_deepest_are_gone_before_a_parser_sees_them() {
        let marks = ">".repeat(DEEPEST_DESCRIPTION);
        assert_eq!(unburdened(&format!("{marks}>>> > 1) - x\ny")), format!("{marks}x\ny"));
        for kept in [
            "> - 1. x\r\n",
            &marks,
            "- - - - - - -\n",
            "**********\n",
            "2026. x",
            "-x -y",
            "a > > > > > > > > > > b",
            "",
        ] {
            assert_eq!(unburdened(kept), kept);
        }
    }

    #[test]
    fn lists_and_quotations_as_people_write_them_stay_as_deep_as_they_are() {
        let html = to_html("- a\n  - b\n    - c\n\n> > said\n");
        assert_eq!((html.matches("<ul>").count(), html.matches("<blockquote>").count()), (3, 2), "{html}");
    }
}
