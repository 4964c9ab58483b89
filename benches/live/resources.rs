//! What thousands of sockets take besides time: memory, and files that may be open.

use crate::Result;
use std::collections::HashMap;
use std::fs;
use std::net::SocketAddr;

/// Resident memory in KiB: counted page by page, since the sum in `status` may be off by a megabyte.
pub fn resident_kib(pid: u32) -> Result<f64> {
    let counted = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let lines: HashMap<&str, &str> = counted.lines().filter_map(|line| line.split_once(':')).collect();
    let resident = lines.get("Rss").and_then(|value| value.trim().strip_suffix(" kB"));
    resident.and_then(|kib| kib.parse().ok()).ok_or_else(|| format!("no Rss in {counted}").into())
}

/// What waits in a server's kernel for clients who do not read, in KiB in all: whoever has more than `held` bytes on the way.
pub fn unsent_kib(server: SocketAddr, held: u32) -> Result<f64> {
    let sockets = fs::read_to_string("/proc/net/tcp")?;
    // Address and port as in proc(5); then the peer's, the state, and the queues, all in hexadecimal digits.
    let port = format!(":{:04X}", server.port());
    let unsent = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let ours = fields.get(1)?.ends_with(&port);
        let bytes = u32::from_str_radix(fields.get(4)?.split(':').next()?, 16).ok()?;
        (ours && bytes > held).then_some(f64::from(bytes))
    };
    Ok(sockets.lines().filter_map(unsent).sum::<f64>() / 1024.0)
}

/// Raises the limit on open files for this process and those it starts, and says what to do if that does not suffice.
pub fn may_open(files: usize) -> Result<()> {
    let limit = rlimit::increase_nofile_limit(u64::MAX)?;
    if limit >= files as u64 {
        return Ok(());
    }
    Err(format!(
        "this opens {files} files and may open {limit}: raise the limit with `ulimit -Hn {files}`, which may take root, or \
         measure fewer watchers with GAVEL_BENCH_WATCHERS=100,1000"
    )
    .into())
}
