//! A ledger read over plain HTTP from a running house: its head first, so that nothing can be cut off behind it.

use super::{Fault, Head};
use crate::config::{LONGEST_LEDGER_LINE, VERIFY_PATIENCE};
use crate::domain::{AuctionId, Hash, Seq};
use anyhow::{Context, bail};
use futures_util::StreamExt;
use reqwest::{Client, Response};
use serde::Deserialize;

/// An auction at a house.
#[derive(Debug)]
pub struct Remote {
    client: Client,
    /// `http://house/api/v1/auctions/ID`
    address: String,
}

impl Remote {
    /// Reads the address of an auction, its page or its ledger; `None` if it is no address but a file's name.
    ///
    /// # Errors
    /// If it is an address, but not of an auction, or not one that can be reached from here.
    pub fn parse(text: &str) -> anyhow::Result<Option<Remote>> {
        if text.starts_with("https://") {
            bail!("only http:// can be read from here; save the ledger and verify it: curl -s {text} | gavel verify -");
        }
        let Some(rest) = text.strip_prefix("http://") else { return Ok(None) };
        let (house, id) = rest
            .split_once("/api/v1/auctions/")
            .or_else(|| rest.split_once("/auctions/"))
            .with_context(|| format!("{text} is not the address of an auction: …/auctions/ID"))?;
        let id = id.split(['/', '?', '#']).next().unwrap_or_default();
        let id: AuctionId = id.parse().with_context(|| format!("“{id}” is not the id of an auction"))?;
        let client = Client::builder().connect_timeout(VERIFY_PATIENCE).read_timeout(VERIFY_PATIENCE).build()?;
        Ok(Some(Remote { client, address: format!("http://{house}/api/v1/auctions/{id}") }))
    }

    /// The last event that the house shows now.
    ///
    /// # Errors
    /// If it does not answer, or not with an auction.
    pub async fn head(&self) -> anyhow::Result<Head> {
        #[derive(Deserialize)]
        struct Shown {
            seq: Seq,
            hash: String,
        }
        let text = self.get("").await?.text().await?;
        let Shown { seq, hash } = serde_json::from_str(&text).context("this is not an auction")?;
        Ok(Head::at(seq, Hash::parse(&hash).context("the house shows no hash")?))
    }

    /// The terms that the house shows, as the text that was hashed.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn terms(&self) -> anyhow::Result<String> {
        Ok(self.get("/terms").await?.text().await?)
    }

    /// Reads the whole ledger, line by line, until `each` finds fault.
    ///
    /// # Errors
    /// If it breaks off.
    pub async fn read(&self, mut each: impl FnMut(&[u8]) -> Result<(), Fault>) -> anyhow::Result<Result<(), Fault>> {
        let mut stream = self.get("/ledger").await?.bytes_stream();
        let mut rest = Vec::new();
        while let Some(bytes) = stream.next().await {
            rest.extend_from_slice(&bytes.context("the ledger broke off while it was read")?);
            let whole = rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let lines: Vec<u8> = rest.drain(..whole).collect();
            for line in lines.split_inclusive(|byte| *byte == b'\n') {
                if let Err(fault) = each(line) {
                    return Ok(Err(fault));
                }
            }
            if rest.len() > LONGEST_LEDGER_LINE {
                break;
            }
        }
        Ok(if rest.is_empty() { Ok(()) } else { each(&rest) })
    }

    async fn get(&self, part: &str) -> anyhow::Result<Response> {
        let address = format!("{}{part}", self.address);
        let response = self.client.get(&address).send().await.with_context(|| format!("no answer from {address}"))?;
        if !response.status().is_success() {
            bail!("{address} answers {}", response.status());
        }
        Ok(response)
    }
}
