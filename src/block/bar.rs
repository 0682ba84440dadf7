//! Bars with a precision of an eighth of a cell.

/// From none to seven eighths of a cell.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The share of `cells` that a value takes, in eighths of a cell. A value above zero takes at least one.
pub fn eighths(value: f64, full: f64, cells: usize) -> usize {
    if full <= 0.0 || value <= 0.0 {
        return 0;
    }
    let room = cells * 8;
    ((value / full * room as f64).round() as usize).clamp(1, room.max(1))
}

/// A bar of this many eighths of a cell.
pub fn of_eighths(count: usize) -> String {
    "█".repeat(count / 8) + EIGHTHS[count % 8]
}

/// The bar of a value, if `full` takes `cells`.
pub fn of(value: f64, full: f64, cells: usize) -> String {
    of_eighths(eighths(value, full, cells))
}
