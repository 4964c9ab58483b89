//! The house's own address, for what is read elsewhere: feeds, maps, links that are shared.

use crate::config;
use actix_web::HttpRequest;
use actix_web::http::header::HOST;

/// `https://gavel.example`: the address the house is known by, else the one it was asked under.
pub fn origin(request: &HttpRequest, settings: &config::Web) -> String {
    if let Some(known) = &settings.public_url {
        return known.origin().to_owned();
    }
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let plain =
        |host: &&str| !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
    format!("http://{}", host.filter(plain).unwrap_or("localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_house_goes_by_the_name_it_was_given_and_else_by_the_one_it_was_called() {
        let request = |host| TestRequest::get().insert_header((HOST, host)).to_http_request();
        let plain = config::Web::default();
        assert_eq!(origin(&request("127.0.0.1:8080"), &plain), "http://127.0.0.1:8080");
        assert_eq!(origin(&request("<script>"), &plain), "http://localhost");
        let known = config::Web { public_url: "https://gavel.example".parse().ok(), ..plain };
        assert_eq!(origin(&request("evil.example"), &known), "https://gavel.example");
    }
}
