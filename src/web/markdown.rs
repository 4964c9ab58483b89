//! A description as its seller writes it, in Markdown, on its way into a page. What comes out has been through a library
//! that lets only text through: no pictures, no styles, no scripts, and links that vouch for nobody.

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

/// A description as HTML, to go into a page as it is. Line breaks stay; raw HTML is shown as the text it is.
pub fn to_html(text: &str) -> String {
    let parser = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH);
    let mut written = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut written, parser.filter_map(kept));
    CLEANER.clean(&written).to_string()
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
}
