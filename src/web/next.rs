//! Where signing in leads back to: always a page of this site, whatever the link said.

use crate::config;
use actix_web::HttpRequest;
use actix_web::http::header::REFERER;
use std::fmt;

/// A path of this site, with its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next(String);

impl Next {
    /// Reads a path; whatever is none, or could lead elsewhere in any browser, is the front page.
    pub fn read(typed: &str) -> Next {
        let second = typed.as_bytes().get(1);
        let local = typed.starts_with('/') && !matches!(second, Some(b'/' | b'\\'));
        let plain = typed.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let short = typed.len() <= config::LONGEST_NEXT;
        Next(if local && plain && short { typed } else { "/" }.into())
    }

    /// The page somebody was on: the one they asked for, or the one whose form they sent.
    pub fn of(request: &HttpRequest) -> Next {
        if request.method().is_safe() {
            return Next::read(request.uri().path_and_query().map_or("/", |path| path.as_str()));
        }
        let referer = request.headers().get(REFERER).and_then(|referer| referer.to_str().ok()).unwrap_or_default();
        let path = referer.splitn(4, '/').nth(3).unwrap_or_default();
        Next::read(&format!("/{path}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The way in that leads back here.
    pub fn sign_in(&self) -> String {
        self.leading_from("/sign-in")
    }

    /// Another page that leads here in the end.
    pub fn leading_from(&self, path: &str) -> String {
        format!("{path}?next={}", encoded(&self.0))
    }
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes what may not stand as it is in the value of a query.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    path.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_path_of_this_site_is_kept() {
        for path in ["/", "/auctions/0192", "/sell?draft=1&x=%2F", "/a//b"] {
            assert_eq!(Next::read(path).as_str(), path);
        }
    }

    #[test]
    fn whatever_could_lead_elsewhere_is_the_front_page() {
        let long = format!("/{}", "a".repeat(config::LONGEST_NEXT));
        for typed in ["", "sell", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"]
            .into_iter()
            .chain(["/\t/evil.example", "/a\r\nset-cookie: x", "\\\\evil.example", "/ä", "/a\\b", " /a", &long])
        {
            assert_eq!(Next::read(typed).as_str(), "/", "{typed:?}");
        }
    }

    #[test]
    fn a_reader_comes_back_to_the_page_and_a_sender_to_the_form() {
        let read = TestRequest::get().uri("/auctions/1?x=a&b").to_http_request();
        assert_eq!(Next::of(&read).sign_in(), "/sign-in?next=/auctions/1%3Fx%3Da%26b");
        let sent =
            TestRequest::post().uri("/auctions/1/bids").insert_header((REFERER, "https://gavel.example/auctions/1"));
        assert_eq!(Next::of(&sent.to_http_request()).as_str(), "/auctions/1");
        let unknown = TestRequest::post().uri("/auctions/1/bids").to_http_request();
        assert_eq!(Next::of(&unknown).as_str(), "/");
    }
}
