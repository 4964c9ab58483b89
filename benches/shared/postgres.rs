//! A PostgreSQL for one bench, on a folder of its own. Both are gone when it ends, also when it is interrupted.

use crate::Result;
use gavel::store::postgres::PrivatePostgres;
use std::path::Path;

/// Runs `bench` on the data folder and its server.
pub async fn with_postgres(bench: impl AsyncFnOnce(&Path, &PrivatePostgres) -> Result<()>) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("gavel-bench-").tempdir()?;
    let data = folder.path().join("data");
    let postgres = PrivatePostgres::start(&data).await?;
    let measured = tokio::select! {
        measured = bench(&data, &postgres) => measured,
        () = gavel::app::asked_to_stop() => Err("interrupted".into()),
    };
    postgres.stop().await?;
    measured
}
