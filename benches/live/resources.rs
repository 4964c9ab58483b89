//! What thousands of sockets take besides time: memory, and files that may be open.

use crate::Result;
use std::collections::HashMap;
use std::fs;

/// Resident memory in KiB: counted page by page, since the sum in `status` may be off by a megabyte.
pub fn resident_kib(pid: u32) -> Result<f64> {
    let counted = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let lines: HashMap<&str, &str> = counted.lines().filter_map(|line| line.split_once(':')).collect();
    let resident = lines.get("Rss").and_then(|value| value.trim().strip_suffix(" kB"));
    resident.and_then(|kib| kib.parse().ok()).ok_or_else(|| format!("no Rss in {counted}").into())
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
