//! Real browsers: Chromium, driven by chromedriver, each with a profile of its own.

use super::house::{House, PASSWORD, PATIENCE, until};
use super::people::Visitor;
use super::proxy::Proxy;
use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

/// A chromedriver. One test at a time has one: browsers are heavy.
pub struct Driver {
    process: Child,
    port: u16,
    _turn: MutexGuard<'static, ()>,
}

impl Driver {
    pub async fn start() -> Driver {
        Driver::start_in("UTC").await
    }

    /// The same, where the browsers' clocks are of this zone.
    pub async fn start_in(zone: &str) -> Driver {
        static TURN: Mutex<()> = Mutex::const_new(());
        let turn = TURN.lock().await;
        let mut process = Command::new("chromedriver");
        // A process group of its own, in which its browsers stay.
        let process = process
            .arg("--port=0")
            .env("TZ", zone)
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut process = process.expect("chromedriver starts; install it and Chromium (Debian: chromium-driver)");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.ok()?;
            line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        // What it says later is read as well, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Driver { process, port: port.expect("chromedriver tells its port"), _turn: turn }
    }

    /// A browser of somebody who has not been here before.
    pub async fn browser(&self, house: &House, scripts: bool) -> Browser {
        self.browser_at(house.address(), scripts).await
    }

    /// The same, of somebody who reads this language; on a phone of this size, if one is given.
    pub async fn browser_in(&self, house: &House, scripts: bool, language: &str, phone: Option<(u32, u32)>) -> Browser {
        let prefs = json!({"intl.accept_languages": language});
        // The driver's taps need scripts; without, the same narrow page is clicked.
        let phone = phone.map(|(width, height)| {
            let metrics =
                json!({"width": width, "height": height, "pixelRatio": 2.0, "touch": scripts, "mobile": scripts});
            json!({ "deviceMetrics": metrics })
        });
        self.browser_with(house.address(), scripts, prefs, phone).await
    }

    async fn browser_at(&self, address: SocketAddr, scripts: bool) -> Browser {
        self.browser_with(address, scripts, json!({}), None).await
    }

    async fn browser_with(
        &self,
        address: SocketAddr,
        scripts: bool,
        mut prefs: Value,
        phone: Option<Value>,
    ) -> Browser {
        let profile = tempfile::Builder::new().prefix("gavel-browser-").tempdir().unwrap();
        let folder = format!("--user-data-dir={}", profile.path().display());
        let flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
            .into_iter()
            .chain(["--disable-background-networking", "--disable-component-update", "--disable-sync", &folder]);
        let content = if scripts { 1 } else { 2 };
        prefs["profile.managed_default_content_settings.javascript"] = content.into();
        let mut options = json!({"args": flags.collect::<Vec<_>>(), "prefs": prefs});
        if let Some(phone) = phone {
            options["mobileEmulation"] = phone;
        }
        let wanted: Capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let driver = format!("http://127.0.0.1:{}", self.port);
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&driver).await;
        Browser { client: client.expect("Chromium starts"), address, _profile: profile }
    }

    /// A browser in which somebody is signed in.
    pub async fn browser_of(&self, house: &House, who: &Visitor, scripts: bool) -> Browser {
        self.signed_in(house.address(), who, scripts).await
    }

    /// The same through a network that can fail.
    pub async fn browser_through(&self, proxy: &Proxy, who: &Visitor) -> Browser {
        self.signed_in(SocketAddr::from(([127, 0, 0, 1], proxy.port)), who, true).await
    }

    async fn signed_in(&self, address: SocketAddr, who: &Visitor, scripts: bool) -> Browser {
        let browser = self.browser_at(address, scripts).await;
        browser.goes_to("/sign-in").await;
        browser.types("#email", who.email()).await;
        browser.types("#password", PASSWORD).await;
        browser.presses("form[action='/sign-in'] button.primary").await;
        browser.finds("form[action='/sign-out']").await;
        browser
    }
}

impl Drop for Driver {
    /// Ends it and every browser it started, also those of a test that failed.
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.process.id())]).status();
        let _ = self.process.wait();
    }
}

/// One browser, showing one page.
pub struct Browser {
    client: Client,
    address: SocketAddr,
    _profile: TempDir,
}

impl Browser {
    pub async fn goes_to(&self, path: &str) {
        self.client.goto(&format!("http://{}{path}", self.address)).await.unwrap();
    }

    /// Where it is.
    pub async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// The first element that fits, as soon as there is one.
    pub async fn finds(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("no {css}: {error}\n{}", self.text("body").await.unwrap_or_default()),
        }
    }

    /// Presses something that may take a moment to be there and to be shown.
    pub async fn presses(&self, css: &str) {
        self.finds(css).await;
        until(&format!("{css} can be pressed"), async || match self.client.find(Locator::Css(css)).await {
            Ok(element) => element.click().await.inspect_err(|error| eprintln!("{css}: {error}")).is_ok(),
            Err(_) => false,
        })
        .await;
    }

    /// Presses something if it can be pressed just now.
    pub async fn tries(&self, css: &str) {
        if let Ok(element) = self.client.find(Locator::Css(css)).await {
            let _ = element.click().await;
        }
    }

    pub async fn types(&self, css: &str, text: &str) {
        let field = self.finds(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    pub async fn chooses(&self, css: &str, value: &str) {
        self.finds(css).await.select_by_value(value).await.unwrap();
    }

    /// Types an instant into a field that takes date and time in the browser's own way.
    pub async fn sets_instant(&self, css: &str, at: chrono::DateTime<chrono::Utc>) {
        self.finds(css).await.send_keys(&at.format("%m%d%Y\t%I%M%p").to_string()).await.unwrap();
    }

    /// The text of an element, if it is there.
    pub async fn text(&self, css: &str) -> Option<String> {
        self.client.find(Locator::Css(css)).await.ok()?.text().await.ok()
    }

    /// The texts of all elements that fit.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.client.find_all(Locator::Css(css)).await.unwrap() {
            texts.push(element.text().await.unwrap());
        }
        texts
    }

    /// Waits until an element says something.
    pub async fn shows(&self, css: &str, words: &str) {
        let so = async || self.text(css).await.is_some_and(|text| text.contains(words));
        let waiting = tokio::time::timeout(PATIENCE, async {
            while !so().await {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        });
        if waiting.await.is_err() {
            panic!("{css} does not say {words:?}:\n{}", self.text("body").await.unwrap_or_default());
        }
    }

    /// Runs a script on the page, and gives back what it returns.
    pub async fn runs(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// What stands in a field now.
    pub async fn holds(&self, css: &str) -> String {
        let value = self.runs(&format!("return document.querySelector({css:?}).value")).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Its tab is gone from one moment to the next.
    pub async fn is_killed(self) {
        self.client.close_window().await.unwrap();
    }

    /// Opens an auction's page and waits until it is live.
    pub async fn watches(&self, path: &str) {
        self.goes_to(path).await;
        self.finds("#auction[data-trust=live]").await;
    }

    /// Presses the button with the next amount, is asked, and confirms.
    pub async fn bids(&self) {
        self.presses("#bid").await;
        self.presses("#confirm:enabled").await;
    }

    /// Becomes a member through the form, and signs in.
    pub async fn registers(&self, name: &str) {
        self.goes_to("/register").await;
        self.types("#email", &format!("{name}@example.org")).await;
        self.types("#name", name).await;
        self.types("#password", PASSWORD).await;
        self.presses("form[action='/register'] button.primary").await;
        self.finds("#sent").await;
        self.goes_to("/sign-in").await;
        self.types("#email", &format!("{name}@example.org")).await;
        self.types("#password", PASSWORD).await;
        self.presses("form[action='/sign-in'] button.primary").await;
        self.shows("header", name).await;
    }
}
