//! A bar to the eighth of a cell.

/// An eighth of a cell to seven of them.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// What share of `cells` a value takes, in eighths of a cell; a value above zero is seen.
pub fn eighths(value: f64, full: f64, cells: usize) -> usize {
    if full <= 0.0 || value <= 0.0 {
        return 0;
    }
    let room = cells * 8;
    ((value / full * room as f64).round() as usize).clamp(1, room.max(1))
}

/// A bar of so many eighths of a cell.
pub fn of_eighths(count: usize) -> String {
    "█".repeat(count / 8) + EIGHTHS[count % 8]
}

/// The bar of a value, where a full one takes `cells`.
pub fn of(value: f64, full: f64, cells: usize) -> String {
    of_eighths(eighths(value, full, cells))
}
