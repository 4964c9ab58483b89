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

/// Says what to do if this process, and what it starts, may not open so many files.
pub fn may_open(files: usize) -> Result<()> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let limit = limits.lines().find_map(|line| line.strip_prefix("Max open files")?.split_whitespace().next());
    match limit.map(str::parse::<usize>) {
        Some(Ok(limit)) if limit < files => Err(format!(
            "this opens {files} files and may open {limit}: raise the limit with `ulimit -n {files}`, which may take \
             root, or measure fewer watchers with GAVEL_BENCH_WATCHERS=100,1000"
        )
        .into()),
        _ => Ok(()),
    }
}
