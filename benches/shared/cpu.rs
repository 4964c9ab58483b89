//! What a process has cost, as the kernel counts it.

use crate::Result;
use std::fs;
use std::time::Duration;

/// What `/proc` counts processor time in: hundredths of a second, on every Linux there is.
const TICK: Duration = Duration::from_millis(10);

/// Time on the processors so far, in user code and in the kernel.
pub fn of(pid: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The fields behind the program's name, which may contain anything. See proc(5).
    let fields: Vec<&str> =
        stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect()).unwrap_or_default();
    let ticks = |place: usize| fields.get(place).and_then(|ticks| ticks.parse::<u32>().ok());
    match (ticks(11), ticks(12)) {
        (Some(user), Some(kernel)) => Ok(TICK * (user + kernel)),
        _ => Err(format!("cannot read /proc/{pid}/stat: {stat}").into()),
    }
}
