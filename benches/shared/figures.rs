//! What the rounds of a measurement come to.

/// How many rounds to measure: as many as `GAVEL_BENCH_ROUNDS` says, or as usual.
pub fn rounds(usual: usize) -> usize {
    let asked = std::env::var("GAVEL_BENCH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    asked.unwrap_or(usual).max(1)
}

/// The middle one of what the rounds found.
pub fn median<T>(rounds: &[T], of: impl Fn(&T) -> f64) -> f64 {
    let mut values: Vec<f64> = rounds.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
