//! Pie charts: the parts of a whole, with a legend beside the pie.

use std::f64::consts::TAU;

use crate::block::chart::bars::FILLS;
use crate::block::chart::figures::Figures;
use crate::block::chart::{Chart, ROLES};
use crate::block::meaning::hue_of_slice;
use crate::page::{Page, Role, cells};
use crate::text;

/// The rows of a pie without air, and how many more each level of air adds.
const ROWS: u16 = 9;
const MORE_ROWS: u16 = 3;

/// The space between the pie and its legend, in cells.
const GAP: u16 = 4;

/// A legend with at most this many slices has empty rows.
const AIRY: usize = 4;

pub fn pie(chart: &Chart, figures: &Figures, air: u16, width: u16) -> Page {
    let slices = chart.slices();
    let rows = ROWS + air * MORE_ROWS;
    let across = 2 * rows;
    let legend = |width: u16| legend(&slices, figures, slices.len() <= AIRY, width);
    let mut page = Page::new(width);
    if slices.iter().all(|(_, value)| *value <= 0.0) {
        return legend(width);
    }
    let beside = width.saturating_sub(across + GAP);
    if wide(&slices, figures) <= usize::from(beside) {
        let legend = legend(beside);
        let (pie_y, legend_y) =
            (legend.height.saturating_sub(rows.into()) / 2, u32::from(rows).saturating_sub(legend.height) / 2);
        page.put(disc(&slices, rows), 0, pie_y);
        page.put(legend, across + GAP, legend_y);
        return page;
    }
    // If there is no room for the pie, only the legend is shown.
    if across <= width {
        page.stack(disc(&slices, rows), 0, 0);
    }
    page.stack(legend(width), 0, 1);
    page
}

/// The pie alone, in this many rows. A cell is about twice as high as it is wide.
fn disc(slices: &[(&str, f64)], rows: u16) -> Page {
    let whole: f64 = slices.iter().map(|(_, value)| value).sum();
    let ends: Vec<f64> = slices
        .iter()
        .scan(0.0, |end, (_, value)| {
            *end += value / whole;
            Some(*end)
        })
        .collect();
    let mut page = Page::of_size(2 * rows, rows.into());
    for y in 0..rows {
        let cell = |x: u16| {
            let slice = slice_at(middle(x, 2 * rows), middle(y, rows), &ends)?;
            Some((fill(slice), role(slice)))
        };
        let row: Vec<Option<(&str, Role)>> = (0..2 * rows).map(cell).collect();
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if let Some((sign, role)) = run[0] {
                page.text(x, y.into(), &sign.repeat(run.len()), role);
            }
            x += cells(run.len());
        }
    }
    page
}

/// The middle of a column or row, given by its index and their number, from the center of the pie, in radii.
fn middle(at: u16, of: u16) -> f64 {
    (f64::from(at) + 0.5) / f64::from(of) * 2.0 - 1.0
}

/// The slice at a point. The first starts at the top, and they continue clockwise. `None` outside the pie.
fn slice_at(x: f64, y: f64, ends: &[f64]) -> Option<usize> {
    if x * x + y * y > 1.0 {
        return None;
    }
    let turn = (x.atan2(-y) / TAU).rem_euclid(1.0);
    // By rounding, the last end may be a little less than the whole.
    Some(ends.iter().position(|end| turn < *end).unwrap_or(ends.len().saturating_sub(1)))
}

fn role(slice: usize) -> Role {
    ROLES[hue_of_slice(slice)]
}

/// Slices of one color differ by their fill, and neighbors by both.
fn fill(slice: usize) -> &'static str {
    FILLS[slice % FILLS.len()]
}

/// The share of a value as text.
pub fn share(value: f64, whole: f64, figures: &Figures) -> String {
    let share = if whole > 0.0 { (value / whole * 100.0).round() } else { 0.0 };
    Figures { is_french: figures.is_french, decimals: 0, unit: Some("%") }.with_unit(share)
}

/// The text of each row beside the pie: the share, and the value if it differs from the share.
fn told(slices: &[(&str, f64)], figures: &Figures) -> Vec<(String, String)> {
    let whole: f64 = slices.iter().map(|(_, value)| value).sum();
    let value = |value: f64| if figures.unit == Some("%") { String::new() } else { figures.with_unit(value) };
    slices.iter().map(|(_, it)| (share(*it, whole, figures), value(*it))).collect()
}

/// The width of the widest text, in cells.
fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(text::width).max().unwrap_or(0)
}

/// The width of the legend, in cells.
fn wide(slices: &[(&str, f64)], figures: &Figures) -> usize {
    let told = told(slices, figures);
    let [shares, values] = [widest(told.iter().map(|it| it.0.as_str())), widest(told.iter().map(|it| it.1.as_str()))];
    3 + shares + 2 + widest(slices.iter().map(|(label, _)| *label)) + if values > 0 { 2 + values } else { 0 }
}

/// The legend, a row for each slice: the share before the label, the value after it.
fn legend(slices: &[(&str, f64)], figures: &Figures, airy: bool, width: u16) -> Page {
    let told = told(slices, figures);
    let shares = widest(told.iter().map(|it| it.0.as_str()));
    let values = widest(told.iter().map(|it| it.1.as_str()));
    let labels = widest(slices.iter().map(|(label, _)| *label));
    let x = cells(3 + shares + 2);
    let room = usize::from(width).saturating_sub(usize::from(x) + if values > 0 { 2 + values } else { 0 });
    let mut page = Page::new(width);
    for (slice, ((label, _), (share, value))) in slices.iter().zip(&told).enumerate() {
        let mut row = Page::of_size(width, 1);
        row.text(0, 0, &fill(slice).repeat(2), role(slice));
        row.text_to(cells(3 + shares), 0, share, Role::Strong);
        row.shortened(x, 0, label, room, Role::Text);
        let end = usize::from(x) + labels.min(room) + 2 + values;
        row.text_to(cells(end), 0, value, Role::Muted);
        page.stack(row, 0, u32::from(airy));
    }
    page
}
