//! The `gavel` binary: arguments → telemetry → run.

use clap::{Parser, Subcommand};
use gavel::app::{self, Application};
use gavel::config;
use gavel::replay::Replay;
use gavel::simulate;
use gavel::verify::Verify;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// An online auction house with live bidding, in one binary.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open the house: serve pages, the API and live bidding until told to stop.
    Serve(Box<config::Settings>),
    /// People of the house.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Check the chain of hashes of a ledger: a downloaded file, or the address of an auction.
    Verify(Verify),
    /// Tell a ledger step by step: what happened, which rule made it so, and whether it can be right.
    Replay(Replay),
    /// Play a made-up sale of thousands of lots by the same rules, and compare formats and ways to close.
    Simulate(simulate::Settings),
}

#[derive(Subcommand)]
enum AccountCommand {
    /// Add a person. The password is read from standard input, or made up and printed once if there is none.
    Add(Box<app::NewPerson>),
}

#[actix_web::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("GAVEL_LOG")
        .unwrap_or_else(|_| "info,sqlx::query=error,sqlx::postgres::notice=warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let done = match arguments.command {
        Command::Serve(settings) => serve(*settings).await,
        Command::Account(AccountCommand::Add(person)) => app::add_account(*person).await.map(|()| ExitCode::SUCCESS),
        Command::Verify(verify) => verify.run().await,
        Command::Replay(replay) => replay.run().await,
        Command::Simulate(settings) => settings.run(),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            // The chain of causes, in one line: what went wrong and what to do.
            eprintln!("gavel: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(settings: config::Settings) -> anyhow::Result<ExitCode> {
    // Each viewer is an open file. What a process may open is often set low for those who would not cope with more.
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(files) => tracing::debug!(files, "so many files and sockets may be open"),
        Err(error) => tracing::warn!(%error, "cannot raise the limit on open files: raise it with ulimit -n"),
    }
    let house = Application::build(settings).await?;
    println!("Gavel is open at http://{}/", house.address());
    // Whoever reads this through a pipe waits for it.
    std::io::stdout().flush()?;
    house.run().await?;
    Ok(ExitCode::SUCCESS)
}
