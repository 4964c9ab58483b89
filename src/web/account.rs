//! Registering and signing in.

use crate::domain::terms::Fault;
use crate::web::layout::Layout;
use askama::Template;

/// `GET` and `POST /register`.
#[derive(Template)]
#[template(path = "register.html")]
pub struct RegisterPage {
    pub layout: Layout,
    pub email: String,
    pub name: String,
    /// What to change, field by field: `email`, `name` or `password`.
    pub faults: Vec<Fault>,
    /// Where to go afterwards: a path of this site.
    pub next: String,
}

/// `GET` and `POST /sign-in`.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    pub layout: Layout,
    pub email: String,
    /// Why it did not work: the same for an unknown address and a wrong password.
    pub fault: Option<String>,
    /// Where to go afterwards: a path of this site.
    pub next: String,
}

impl RegisterPage {
    /// What was typed into a field. A password is never sent back.
    pub fn typed(&self, field: &str) -> &str {
        match field {
            "email" => &self.email,
            "name" => &self.name,
            _ => "",
        }
    }

    /// What is wrong with a field, if anything.
    pub fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::web::samples::{self, render};

    #[test]
    fn a_refused_registration_keeps_what_was_typed_but_never_the_password() {
        let html = render("register", &samples::register());
        assert!(html.contains("value=\"ann@example.org\"") && html.contains("href=\"#password\""));
        assert!(!html.contains("type=\"password\" value"));
    }

    #[test]
    fn signing_in_leads_back_to_where_one_came_from() {
        let html = render("sign-in", &samples::sign_in());
        assert!(html.contains("name=\"next\" value=\"/auctions/0192\""));
        assert!(html.contains("/register?next=%2Fauctions%2F0192"));
    }
}
