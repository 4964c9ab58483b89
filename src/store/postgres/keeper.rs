//! Keeps the server running for as long as we use it: one that was killed, by a person or for want of memory, is started
//! again. The house is closed meanwhile; nothing that was acknowledged is lost.

use super::server::Server;
use super::{Error, claim};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::AbortHandle;
use tokio::time::sleep;

/// How often to look. Looking costs reading two small files.
const EVERY: Duration = Duration::from_millis(500);

/// How long to wait after a start that failed; a full disk is not emptied in an instant.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Looks after a server until dropped.
#[derive(Debug)]
pub(super) struct Keeper(AbortHandle);

impl Keeper {
    pub fn of(server: Arc<Server>) -> Keeper {
        Keeper(tokio::spawn(keep(server)).abort_handle())
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn keep(server: Arc<Server>) {
    loop {
        sleep(EVERY).await;
        if server.is_alive() {
            continue;
        }
        tracing::error!("the private PostgreSQL has gone; starting it again");
        if let Err(error) = revive(&server).await {
            tracing::error!(%error, "the private PostgreSQL is not back yet; trying on");
            sleep(AFTER_FAILURE).await;
        }
    }
}

/// Under the lock, as every start: somebody else may be doing the same.
async fn revive(server: &Server) -> Result<(), Error> {
    let _starting = claim::wait_for(&server.starting()).await?;
    server.run().await
}
