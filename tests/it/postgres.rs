//! The private PostgreSQL: laid out, found again, shared, stopped, and honest about what is in its way.

use gavel::store::postgres::{Error, PrivatePostgres, Search, claim};
use sqlx::{Connection, PgConnection};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A data folder of a test. Whatever server a failed test leaves on it is ended with it.
struct Data {
    folder: PathBuf,
    _top: TempDir,
}

impl Data {
    /// In a fresh folder that only we may enter, as `/root` is.
    fn new() -> Data {
        Data::at("data")
    }

    fn at(path: &str) -> Data {
        let top = tempfile::tempdir().unwrap();
        fs::set_permissions(top.path(), Permissions::from_mode(0o700)).unwrap();
        Data { folder: top.path().join(path), _top: top }
    }

    async fn start(&self) -> PrivatePostgres {
        PrivatePostgres::start(&self.folder).await.unwrap_or_else(|error| panic!("{error}"))
    }

    async fn refusal(&self) -> String {
        PrivatePostgres::start(&self.folder).await.expect_err("it started").to_string()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join("postgres").join(name)
    }

    /// The process id of the server, as long as its data is in use.
    fn pid(&self) -> Option<u32> {
        fs::read_to_string(self.file("postmaster.pid")).ok()?.lines().next()?.parse().ok()
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        if let Some(pid) = self.pid().filter(|pid| is_a_server(*pid)) {
            signal("QUIT", pid);
        }
    }
}

fn is_a_server(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "postgres")
}

fn signal(name: &str, pid: u32) {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {pid}")]).status().unwrap();
    assert!(status.success(), "no process {pid} to send {name}");
}

async fn connect(postgres: &PrivatePostgres) -> PgConnection {
    PgConnection::connect_with(&postgres.connect_options()).await.unwrap()
}

async fn ask(connection: &mut PgConnection, sql: &'static str) -> String {
    sqlx::query_scalar(sql).fetch_one(connection).await.unwrap()
}

async fn put(connection: &mut PgConnection, sql: &'static str) {
    sqlx::query(sql).execute(connection).await.unwrap();
}

#[tokio::test]
async fn on_first_use_it_is_laid_out_and_answers_as_an_owner_who_is_no_superuser() {
    let data = Data::new();
    let postgres = data.start().await;
    let mut connection = connect(&postgres).await;
    let who = ask(&mut connection, "select current_user || ' ' || current_database()").await;
    assert_eq!(who, "gavel gavel");
    let powers =
        "select (rolsuper or rolcreaterole or rolreplication)::text from pg_roles where rolname = current_user";
    assert_eq!(ask(&mut connection, powers).await, "false");
    assert_eq!(ask(&mut connection, "select lower('ÄÖÜ') || (select 'Z' < 'a')::text").await, "äöütrue");
    put(&mut connection, "create table lot (title text)").await;
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn it_is_durable_whatever_its_files_say_and_listens_on_no_port() {
    let data = Data::new();
    data.start().await.stop().await.unwrap();
    fs::write(data.file("postgresql.auto.conf"), "fsync = off\nlisten_addresses = '*'\nlog_statement = 'all'\n")
        .unwrap();
    let postgres = data.start().await;
    let mut connection = connect(&postgres).await;
    for (sql, value) in [
        ("show fsync", "on"),
        ("show full_page_writes", "on"),
        ("show synchronous_commit", "on"),
        ("show listen_addresses", ""),
        ("show log_statement", "none"),
    ] {
        assert_eq!(ask(&mut connection, sql).await, value, "{sql}");
    }
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn only_its_user_and_root_may_reach_the_socket_and_the_server_is_not_root() {
    let data = Data::new();
    let postgres = data.start().await;
    let folder = fs::metadata(data.file("")).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    let server = fs::metadata(format!("/proc/{}", data.pid().unwrap())).unwrap();
    assert_ne!(server.uid(), 0);
    assert_eq!(server.uid(), folder.uid());
    let status = fs::read_to_string(format!("/proc/{}/status", data.pid().unwrap())).unwrap();
    assert!(status.contains("CapEff:\t0000000000000000"), "{status}");
    assert_eq!(fs::metadata(data.folder.join("postgres.log")).unwrap().permissions().mode() & 0o777, 0o600);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn what_was_stored_is_there_after_a_stop_and_a_start() {
    let data = Data::new();
    let postgres = data.start().await;
    put(&mut connect(&postgres).await, "create table kept as select 'chair' as title").await;
    postgres.stop().await.unwrap();
    assert_eq!(data.pid(), None, "the server has ended");
    let postgres = data.start().await;
    assert_eq!(ask(&mut connect(&postgres).await, "select title from kept").await, "chair");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_statement_that_fails_leaves_no_value_in_the_log() {
    let data = Data::new();
    let postgres = data.start().await;
    let mut connection = connect(&postgres).await;
    put(&mut connection, "create table secret (maximum bigint unique)").await;
    put(&mut connection, "insert into secret values (271828)").await;
    sqlx::query("insert into secret values (271828)").execute(&mut connection).await.unwrap_err();
    postgres.stop().await.unwrap();
    let log = fs::read_to_string(data.folder.join("postgres.log")).unwrap();
    assert!(log.contains("duplicate key value"), "{log}");
    assert!(!log.contains("271828") && !log.contains("insert"), "{log}");
}

#[tokio::test]
async fn two_users_share_one_server_and_the_last_to_leave_stops_it() {
    let data = Data::new();
    let (first, second) = tokio::join!(data.start(), data.start());
    let pid = data.pid();
    assert!(pid.is_some());
    first.stop().await.unwrap();
    assert_eq!(data.pid(), pid, "one user is left");
    assert_eq!(ask(&mut connect(&second).await, "select 'still here'").await, "still here");
    second.stop().await.unwrap();
    assert_eq!(data.pid(), None);
}

#[tokio::test]
async fn users_who_come_and_go_at_once_always_find_a_server() {
    let data = Data::new();
    let visits = (0..6).map(|_| async {
        for _ in 0..3 {
            let postgres = data.start().await;
            assert_eq!(ask(&mut connect(&postgres).await, "select 'served'").await, "served");
            postgres.stop().await.unwrap();
        }
    });
    futures_util::future::join_all(visits).await;
    assert_eq!(data.pid(), None);
}

/// Not a claim of its own: what the process does that the next test starts and kills.
#[tokio::test]
async fn uses_a_server_until_killed() {
    let Some(folder) = std::env::var_os("GAVEL_TEST_DATA") else { return };
    let postgres = PrivatePostgres::start(Path::new(&folder)).await.unwrap();
    put(&mut connect(&postgres).await, "create table kept as select 'chair' as title").await;
    fs::write(Path::new(&folder).join("ready"), "").unwrap();
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_server_whose_gavel_was_killed_is_found_and_used() {
    let data = Data::new();
    let mut gavel = Command::new(std::env::current_exe().unwrap());
    gavel.args(["--exact", "postgres::uses_a_server_until_killed"]).env("GAVEL_TEST_DATA", &data.folder);
    let mut gavel = gavel.stdout(Stdio::null()).spawn().unwrap();
    while !data.folder.join("ready").exists() {
        assert!(gavel.try_wait().unwrap().is_none(), "it ended before it was killed");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let pid = data.pid();
    gavel.kill().unwrap();
    gavel.wait().unwrap();
    let found = data.start().await;
    assert_eq!(data.pid(), pid, "the same server");
    assert_eq!(ask(&mut connect(&found).await, "select title from kept").await, "chair");
    found.stop().await.unwrap();
    assert_eq!(data.pid(), None, "whoever found it stops it");
}

#[tokio::test]
async fn a_killed_server_is_started_again_and_loses_nothing_committed() {
    let data = Data::new();
    let postgres = data.start().await;
    let mut connection = connect(&postgres).await;
    put(&mut connection, "create table kept (n int)").await;
    put(&mut connection, "insert into kept select generate_series(1, 1000)").await;
    let pid = data.pid().unwrap();
    signal("KILL", pid);
    drop(postgres);
    let postgres = data.start().await;
    assert_ne!(data.pid(), Some(pid));
    assert_eq!(ask(&mut connect(&postgres).await, "select count(*)::text from kept").await, "1000");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_killed_while_in_use_comes_back_by_itself() {
    let data = Data::new();
    let (first, second) = tokio::join!(data.start(), data.start());
    put(&mut connect(&first).await, "create table kept as select 'chair' as title").await;
    signal("KILL", data.pid().unwrap());
    let back = async {
        while PgConnection::connect_with(&second.connect_options()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), back).await.expect("it comes back");
    assert_eq!(ask(&mut connect(&first).await, "select title from kept").await, "chair");
    first.stop().await.unwrap();
    second.stop().await.unwrap();
    assert_eq!(data.pid(), None, "stopped is stopped");
}

#[tokio::test]
async fn a_lock_file_left_with_the_number_of_another_program_is_cleared_away() {
    let data = Data::new();
    data.start().await.stop().await.unwrap();
    // Of the same user as the server, so that PostgreSQL itself takes it for a server.
    let owner = fs::metadata(data.file("")).unwrap();
    let mut stranger = Command::new("sleep");
    std::os::unix::process::CommandExt::uid(&mut stranger, owner.uid());
    let mut stranger = stranger.arg("600").spawn().unwrap();
    for name in ["postmaster.pid", ".s.PGSQL.5432.lock"] {
        fs::write(data.file(name), format!("{}\n/elsewhere\n1\n5432\n.\n\n1 1\nready\n", stranger.id())).unwrap();
        chown(data.file(name), Some(owner.uid()), Some(owner.gid())).unwrap();
    }
    let postgres = data.start().await;
    assert_ne!(data.pid(), Some(stranger.id()));
    assert!(stranger.try_wait().unwrap().is_none(), "the stranger is left alone");
    postgres.stop().await.unwrap();
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

#[tokio::test]
async fn a_server_that_hides_is_named_and_not_disturbed() {
    let data = Data::new();
    let postgres = data.start().await;
    let pid = data.pid().unwrap();
    fs::rename(data.file(".s.PGSQL.5432"), data.file("hidden")).unwrap();
    drop(postgres);
    let refusal = data.refusal().await;
    assert!(refusal.contains(&format!("process id {pid} holds")) && refusal.contains("kill -INT"), "{refusal}");
    assert_eq!(data.pid(), Some(pid));
    fs::rename(data.file("hidden"), data.file(".s.PGSQL.5432")).unwrap();
    data.start().await.stop().await.unwrap();
}

#[tokio::test]
async fn something_else_in_the_sockets_place_is_named_in_the_servers_own_words() {
    let data = Data::new();
    data.start().await.stop().await.unwrap();
    fs::create_dir(data.file(".s.PGSQL.5432")).unwrap();
    let refusal = data.refusal().await;
    assert!(refusal.contains("Address already in use") && refusal.contains("postgres.log"), "{refusal}");
    assert_eq!(data.pid(), None);
}

#[tokio::test]
async fn a_long_path_works_and_its_socket_is_in_a_private_folder() {
    let data = Data::at(&"a-long-way-down/".repeat(10));
    let postgres = data.start().await;
    let socket = postgres.connect_options().get_socket().unwrap().clone();
    assert!(!socket.starts_with(&data.folder), "{}", socket.display());
    let folder = fs::metadata(&socket).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    assert_eq!(ask(&mut connect(&postgres).await, "select 'reached'").await, "reached");
    postgres.stop().await.unwrap();
    assert!(!socket.exists(), "nothing is left in the temporary folder");
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), &socket).unwrap();
    let refusal = data.refusal().await;
    fs::remove_file(&socket).unwrap();
    assert!(refusal.contains("no folder") && refusal.contains("TMPDIR"), "{refusal}");
}

#[tokio::test]
async fn being_killed_while_laying_out_the_data_is_made_good_by_the_next_start() {
    let data = Data::new();
    fs::create_dir_all(data.folder.join("postgres.new/base")).unwrap();
    fs::write(data.folder.join("postgres.new/PG_VERSION"), "15").unwrap();
    let postgres = data.start().await;
    assert!(!data.folder.join("postgres.new").exists());
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn data_of_another_major_version_is_refused_and_left_as_it_is() {
    let data = Data::new();
    data.start().await.stop().await.unwrap();
    fs::write(data.file("PG_VERSION"), "12\n").unwrap();
    let refusal = data.refusal().await;
    assert!(refusal.contains("was written by PostgreSQL 12, and this machine has PostgreSQL"), "{refusal}");
    assert!(refusal.contains(&data.file("").parent().unwrap().canonicalize().unwrap().display().to_string()));
    assert_eq!(fs::read_to_string(data.file("PG_VERSION")).unwrap(), "12\n");
}

#[tokio::test]
async fn a_folder_of_something_else_is_refused_and_left_as_it_is() {
    let data = Data::new();
    fs::create_dir_all(data.file("")).unwrap();
    fs::write(data.file("letter.txt"), "dear aunt").unwrap();
    assert!(data.refusal().await.contains("holds no PostgreSQL data"));
    assert_eq!(fs::read_to_string(data.file("letter.txt")).unwrap(), "dear aunt");
}

#[tokio::test]
async fn a_file_where_the_folder_should_be_is_refused() {
    let data = Data::at("letter");
    fs::write(&data.folder, "dear aunt").unwrap();
    assert!(data.refusal().await.contains("is a file where Gavel needs a folder"));
    let inside = PrivatePostgres::start(&data.folder.join("data")).await.unwrap_err().to_string();
    assert!(inside.contains("is a file where Gavel needs a folder"), "{inside}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named_with_the_way_out() {
    // Nobody may make folders here, root included.
    let error = PrivatePostgres::start(Path::new("/proc/self/data")).await.unwrap_err().to_string();
    assert!(error.contains("/proc/self/data") && error.contains("--data"), "{error}");
}

#[tokio::test]
async fn a_damaged_server_says_why_it_does_not_start() {
    let data = Data::new();
    data.start().await.stop().await.unwrap();
    fs::write(data.file("postgresql.conf"), "shared_preload_libraries = 'no_such_library'\n").unwrap();
    let refusal = data.refusal().await;
    assert!(refusal.contains("could not access file \"no_such_library\""), "{refusal}");
}

#[tokio::test]
async fn a_folder_named_for_the_programs_must_hold_them() {
    let data = Data::new();
    let empty = tempfile::tempdir().unwrap();
    let search = Search::Only(empty.path().into());
    let error = PrivatePostgres::start_with(&data.folder, &search).await.unwrap_err();
    assert!(matches!(error, Error::NoProgramsIn { .. }), "{error}");
    assert!(error.to_string().contains("GAVEL_POSTGRES_BIN"));
}

#[tokio::test]
async fn what_initdb_says_is_passed_on_and_its_half_done_work_is_cleared() {
    let data = Data::new();
    let programs = tempfile::tempdir().unwrap();
    fs::set_permissions(programs.path(), Permissions::from_mode(0o755)).unwrap();
    for (name, script) in [
        ("postgres", "echo 'postgres (PostgreSQL) 15.0'"),
        ("pg_ctl", "exit 1"),
        ("initdb", "echo 'No space left on device' >&2; exit 1"),
    ] {
        let path = programs.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o755)).unwrap();
    }
    let search = Search::Only(programs.path().into());
    let error = PrivatePostgres::start_with(&data.folder, &search).await.unwrap_err().to_string();
    assert!(error.contains("No space left on device"), "{error}");
    assert!(!data.folder.join("postgres.new").exists() && !data.file("").exists());
    data.start().await.stop().await.unwrap();
}

#[tokio::test]
async fn one_folder_is_served_by_one_gavel_and_the_claim_ends_with_it() {
    let data = Data::new();
    let held = claim(&data.folder).unwrap();
    let refusal = claim(&data.folder).unwrap_err().to_string();
    assert!(refusal.contains(&format!("process id {}", std::process::id())), "{refusal}");
    assert!(refusal.contains(&data.folder.display().to_string()), "{refusal}");
    drop(held);
    claim(&data.folder).unwrap();
}

#[tokio::test]
async fn a_signal_to_our_process_group_does_not_reach_the_server() {
    let data = Data::new();
    let postgres = data.start().await;
    let group = |pid: u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        stat.rsplit(") ").next().unwrap().split(' ').nth(2).unwrap().to_string()
    };
    assert_ne!(group(data.pid().unwrap()), group(std::process::id()));
    postgres.stop().await.unwrap();
}
