//! What many waits come to.

/// What so many of a hundred do not exceed, of values in ascending order.
pub fn percentile<T: Copy + Default>(sorted: &[T], of_a_hundred: usize) -> T {
    sorted.get(sorted.len() * of_a_hundred / 100).copied().unwrap_or_default()
}
