//! Looking around in a house of 100 000 lots against one of 1 000: the first page of the catalogue, and searches for words from
//! the commonest to those of a single lot, two words, and words with a slip of the finger in them. Through the store, and
//! over HTTP from a house as it is run. Rounds alternate, so that both meet the same weather; what counts is how many times
//! as long the slowest twentieth takes.

#[path = "shared/figures.rs"]
mod figures;
#[path = "shared/client/http.rs"]
mod http;
#[path = "shared/postgres.rs"]
mod postgres;
#[path = "shared/server.rs"]
mod server;
#[path = "shared/waits.rs"]
mod waits;

use gavel::config::Storage;
use gavel::config::finding::CARDS;
use gavel::store::Store;
use gavel::store::finding::{Order, Question};
use gavel::store::postgres::PrivatePostgres;
use http::Connection;
use server::{Server, house};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use waits::percentile;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The lots of the two houses.
const SIZES: [i32; 2] = [1_000, 100_000];
const ROUNDS: usize = 5;
/// How often each question is asked in a round.
const TIMES: usize = 8;
/// How many times as long the slowest twentieth may take among a hundred times as many lots.
const GOAL: f64 = 3.0;

/// What is looked for. Every fortieth lot is a chair; the later a word stands in the vocabulary, the rarer it is.
const SEARCHES: [&str; 20] = [
    "chair",
    "violin",
    "silver",
    "oak",
    "walnut",
    "blue",
    "Lisbon",
    "Georgian",
    "harbour",
    "meadow",
    "thistle",
    "quill",
    "silver chair",
    "oak table",
    "blue vase Lisbon",
    "carpet -silver",
    "\"silver vase\"",
    "lanterns",
    "chiar",
    "waltnut",
];

/// Fills an empty house. Words are drawn so that the first are in every fourth title and the last in a handful.
const LOTS: &str = "
    with vocabulary as (
        select array['silver','oak','walnut','blue','old','large','pair','early','carved','painted','gilt','small','green','red',
                     'Lisbon','Georgian','Vienna','Paris','harbour','garden','winter','summer','meadow','thistle','ivory','amber',
                     'velvet','quill','lantern','orchard','sparrow','heron','willow','cedar','copper','pewter'] as words,
               array['chair','table','lamp','vase','watch','ring','book','map','violin','camera','carpet','teapot','globe',
                     'clock','mirror','bowl','print','desk','brooch','bench','cup','plate','box','chest','stool','tray',
                     'jug','flute','coin','stamp','doll','mask','sword','fan','key','bell','drum','harp','rug','quilt'] as things,
               array['furniture','ceramics','watches','art','lighting','books','instruments','cameras','carpets','jewellery'] as shelves
    ), lot as (
        select n, shelves[1 + n % 10] as shelf, 100 + n::bigint * 7919 % 90000 as price,
               things[1 + n % 40] as thing,
               array(select words[1 + floor(power(random(), 2.5) * 36 + 0 * n)::int] from generate_series(1, 4)) as said,
               array(select words[1 + floor(random() * 36 + 0 * n)::int] from generate_series(1, 12)) as told
        from vocabulary, generate_series(1, $1::integer) n
    )
    insert into auction (id, seller_id, title, description, category, terms, epoch, currency, start_price, starts_at, status,
                         ends_at, seq, hash, price, bids, minimum, published_at)
    select gen_random_uuid(), account.id, concat_ws(' ', 'A', said[1], said[2], thing, said[3], n),
           concat_ws(' ', 'From a house in the country.', array_to_string(told, ' ') || '.', said[4]), shelf,
           '{\"rules\":2,\"auction\":\"' || gen_random_uuid() || '\",\"format\":\"english\",\"currency\":\"EUR\",\"start\":100,'
               || '\"increments\":{\"table\":[[1,5],[100,25],[500,50],[2500,100],[10000,250],[25000,500]]},\"automatic\":true,'
               || '\"closing\":{\"mode\":\"reset\",\"window_s\":120,\"extension_s\":120,\"trigger\":\"price_or_leader\"},'
               || '\"starts_at\":\"2026-11-21T12:00:00.000Z\",\"ends_at\":\"2036-11-28T12:00:00.000Z\"}',
           'abcd', 'EUR', price, now(), 'open', now() + interval '1 day' + n * 7907 % 1000003 * interval '1 second', 1,
           '\\x00', case when n % 3 = 0 then price end, case when n % 3 = 0 then n % 50 else 0 end, price,
           now() - n * interval '1 second'
    from lot, account";

fn main() -> Result<()> {
    actix_web::rt::System::new().block_on(postgres::with_postgres(measure))
}

async fn measure(data: &Path, postgres: &PrivatePostgres) -> Result<()> {
    let mut houses = Vec::new();
    for lots in SIZES {
        houses.push(House::fill(data, postgres, lots).await?);
    }
    let rounds = figures::rounds(ROUNDS);
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        for house in &mut houses {
            house.round().await?;
        }
    }
    let [small, large] = &houses[..] else { return Err("there are two houses".into()) };
    let good = report(small, large);
    for house in houses {
        house.server.stop().await?;
        house.store.close().await;
    }
    if good { Ok(()) } else { Err(format!("the goal is {GOAL}").into()) }
}

/// A house with so many lots, and what was measured in it: the slowest twentieth of each round, in milliseconds.
struct House {
    lots: i32,
    store: Store,
    server: Server,
    first_page: Vec<f64>,
    search: Vec<f64>,
    page_first: Vec<f64>,
    page_search: Vec<f64>,
}

impl House {
    async fn fill(data: &Path, postgres: &PrivatePostgres, lots: i32) -> Result<House> {
        println!("listing {lots} lots");
        let name = format!("lots_{lots}");
        let mut superuser = postgres.superuser_options().connect().await?;
        let create = format!("create database {name} owner gavel");
        sqlx::query(AssertSqlSafe(create)).execute(&mut superuser).await?;
        let options = postgres.connect_options().database(&name);
        let store = Store::open(options.clone(), &Storage::default()).await?;
        list(&options, lots).await?;
        let mut command = house(&data.join(&name), "127.0.0.1:0");
        let socket = options.get_socket().ok_or("the private server has a socket")?;
        command.env("DATABASE_URL", format!("postgres://gavel@localhost/{name}?host={}", socket.display()));
        let server = Server::start(command).await?;
        let [first_page, search, page_first, page_search] = [const { Vec::new() }; 4];
        Ok(House { lots, store, server, first_page, search, page_first, page_search })
    }

    async fn round(&mut self) -> Result<()> {
        // While the other house has its round, this one would close a connection that says nothing.
        let mut connection = Connection::open(self.server.address).await?;
        let (mut first_page, mut search, mut page_first, mut page_search) = (vec![], vec![], vec![], vec![]);
        for _ in 0..TIMES {
            for words in SEARCHES {
                first_page.push(self.find(None).await?);
                search.push(self.find(Some(words)).await?);
                page_first.push(self.browse(&mut connection, "/").await?);
                let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish();
                page_search.push(self.browse(&mut connection, &format!("/?{query}")).await?);
            }
        }
        self.first_page.push(p95(first_page));
        self.search.push(p95(search));
        self.page_first.push(p95(page_first));
        self.page_search.push(p95(page_search));
        Ok(())
    }

    async fn find(&self, words: Option<&str>) -> Result<Duration> {
        let statuses = ["scheduled", "open", "halted"].map(String::from).to_vec();
        let question = Question { words: words.map(Into::into), statuses, ..Question::default() };
        let order = if words.is_some() { Order::Best } else { Order::Soonest };
        let begun = Instant::now();
        let found = self.store.find(&question, order, None, CARDS).await?;
        let took = begun.elapsed();
        if found.lots.is_empty() { Err(format!("nothing was found for {words:?}").into()) } else { Ok(took) }
    }

    async fn browse(&self, connection: &mut Connection, path: &str) -> Result<Duration> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\n\r\n", self.server.address);
        let begun = Instant::now();
        let answer = connection.ask(&request).await?;
        let took = begun.elapsed();
        if answer.status == 200 { Ok(took) } else { Err(format!("{path} answered {}", answer.status).into()) }
    }
}

async fn list(options: &PgConnectOptions, lots: i32) -> Result<()> {
    let mut connection = options.connect().await?;
    let seller = "insert into account (id, email, name, password_hash, role)
                  values (gen_random_uuid(), 's@example.org', 'Holm', '', 'seller')";
    sqlx::query(seller).execute(&mut connection).await?;
    sqlx::query("select setseed(0.5)").execute(&mut connection).await?;
    sqlx::query(LOTS).bind(lots).execute(&mut connection).await?;
    // What PostgreSQL does by itself within a minute.
    sqlx::query("analyze auction, lot_words, word, category").execute(&mut connection).await?;
    Ok(())
}

fn p95(mut waits: Vec<Duration>) -> f64 {
    waits.sort();
    percentile(&waits, 95).as_secs_f64() * 1_000.0
}

/// Prints what came out; whether it is good enough.
fn report(small: &House, large: &House) -> bool {
    println!("\np95, ms {:>22} {:>10} {:>7}", small.lots, large.lots, "ratio");
    type Waits = fn(&House) -> &Vec<f64>;
    let rows: [(&str, Waits); 4] = [
        ("first page, store", |house| &house.first_page),
        ("search, store", |house| &house.search),
        ("first page, HTTP", |house| &house.page_first),
        ("search, HTTP", |house| &house.page_search),
    ];
    let mut good = true;
    for (name, of) in rows {
        let ratios: Vec<f64> = of(small).iter().zip(of(large)).map(|(small, large)| large / small).collect();
        let (before, after, ratio) = (
            figures::median(of(small), |ms| *ms),
            figures::median(of(large), |ms| *ms),
            figures::median(&ratios, |r| *r),
        );
        println!("{name:<20} {before:>9.2} {after:>10.2} {ratio:>7.2}");
        good &= ratio <= GOAL || name.ends_with("store");
    }
    good
}
