//! Line charts, and small lines made of blocks.

use std::collections::BTreeMap;

use crate::block::chart::figures::Figures;
use crate::block::chart::{Chart, ROLES};
use crate::page::{Page, Role, cells};
use crate::text;

/// The mark for the values of each series.
const MARKS: [&str; 4] = ["●", "◆", "■", "▲"];

/// The dashes of each series: dots drawn, dots left out.
const DASHES: [(usize, usize); 4] = [(1, 0), (3, 2), (1, 2), (6, 3)];

/// A plot narrower than this, in cells, is replaced by small lines of blocks.
const NARROWEST: usize = 12;

/// Blocks of one to eight eighths of a row.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The places in a plot, in cells.
struct Plot {
    left: usize,
    width: usize,
    height: usize,
    low: f64,
    high: f64,
}

impl Plot {
    /// The dot of a value, from the top left. A cell has two dots across and four down, as in Unicode's Braille patterns.
    fn dot(&self, index: usize, count: usize, value: f64) -> (usize, usize) {
        let x = if count < 2 { self.width } else { index * (self.width * 2 - 1) / (count - 1) };
        let share = (value - self.low) / (self.high - self.low);
        let y = (1.0 - share) * (self.height * 4 - 1) as f64;
        (x, (y.round().max(0.0) as usize).min(self.height * 4 - 1))
    }
}

pub fn lines(chart: &Chart, figures: &Figures, air: u16, width: u16) -> Page {
    let (least, most) = (chart.values().fold(0.0, f64::min), chart.values().fold(0.0, f64::max));
    let high = chart.max.map_or(most, |max| most.max(max.0));
    let high = if high > least { high } else { least + 1.0 };
    let (high, least) = (round_above(high, figures.decimals), -round_above(-least, figures.decimals));
    let axis = [high, least].map(|value| figures.number(value));
    let left = axis.iter().map(|it| text::width(it)).max().unwrap_or(0) + 2;
    let ends = ends(chart, figures);
    let right = ends.iter().map(|(_, end)| text::width(end) + 3).max().unwrap_or(0);
    let Some(room) = usize::from(width).checked_sub(left + right).filter(|room| *room >= NARROWEST) else {
        return sparklines(chart, figures, width);
    };
    let height = if width >= 60 { 8 + 5 * usize::from(air) } else { 7 };
    let plot = Plot { left, width: room, height, low: least, high };
    let mut page = Page::new(width);
    for y in 0..height as u32 {
        page.text(cells(left - 1), y, if y == 0 || y + 1 == height as u32 { "┤" } else { "│" }, Role::Border);
    }
    page.text_to(cells(left - 2), 0, &axis[0], Role::Muted);
    page.text_to(cells(left - 2), height as u32 - 1, &axis[1], Role::Muted);
    page.text(cells(left - 1), height as u32, &format!("└{}", "─".repeat(room)), Role::Border);
    draw_lines(chart, &plot, &mut page);
    draw_ends(&ends, &plot, chart, &mut page);
    draw_labels(chart, &plot, &mut page);
    page
}

/// The next round number at which an axis can end, with at most this many decimals.
fn round_above(value: f64, decimals: usize) -> f64 {
    if value <= 0.0 {
        return value;
    }
    let power = 10_f64.powf(value.log10().floor());
    let is_written = |it: &f64| (it * 10_f64.powi(decimals as i32)).fract() == 0.0;
    let steps = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0].into_iter().map(|step| step * power);
    steps.filter(is_written).find(|it| *it >= value).unwrap_or(value)
}

/// The name and the last value of each line.
fn ends(chart: &Chart, figures: &Figures) -> Vec<(usize, String)> {
    let several = chart.drawn().len() > 1;
    let end = |(series, it): (usize, &crate::block::chart::Series)| {
        let value = figures.with_unit(it.values.last()?.0);
        let name = if several || !it.name.is_empty() { format!("{} ", chart.name(series)) } else { String::new() };
        Some((series, format!("{name}{value}")))
    };
    chart.drawn().iter().enumerate().filter_map(end).collect()
}

fn draw_lines(chart: &Chart, plot: &Plot, page: &mut Page) {
    let mut marks = Page::new(page.width);
    // A cell shared by several lines shows the dots of all, in the color of the first.
    let mut cells_of: BTreeMap<(usize, usize), (u32, usize)> = BTreeMap::new();
    for (series, it) in chart.drawn().iter().enumerate() {
        let count = it.values.len();
        let dots: Vec<(usize, usize)> =
            it.values.iter().enumerate().map(|(index, value)| plot.dot(index, count, value.0)).collect();
        let mut along = 0;
        for pair in dots.windows(2) {
            line(pair[0], pair[1], |x, y| {
                let (drawn, left_out) = DASHES[series];
                if along % (drawn + left_out) < drawn {
                    cells_of.entry((y / 4, x / 2)).or_insert((0, series)).0 |= dot_of(x % 2, y % 4);
                }
                along += 1;
            });
        }
        // Values are marked only if some of the line between them stays visible.
        if count * 3 <= plot.width || count < 2 {
            for (x, y) in dots {
                marks.text(
                    cells(plot.left + (x / 2).min(plot.width - 1)),
                    (y / 4) as u32,
                    MARKS[series],
                    ROLES[series],
                );
            }
        }
    }
    for ((y, x), (dots, series)) in cells_of {
        let sign = char::from_u32(0x2800 + dots).expect("Braille patterns are 256 characters from here");
        page.text(cells(plot.left + x), y as u32, &sign.to_string(), ROLES[series]);
    }
    page.put(marks, 0, 0);
}

/// The dots from the first to the last, including both (Bresenham, 1965).
fn line((x0, y0): (usize, usize), (x1, y1): (usize, usize), mut visit: impl FnMut(usize, usize)) {
    let steps = x0.abs_diff(x1).max(y0.abs_diff(y1));
    for step in 0..=steps {
        let between = |from: usize, to: usize| {
            let (from, to, step, steps) = (from as i64, to as i64, step as i64, steps.max(1) as i64);
            (from + ((to - from) * step * 2 + steps * (to - from).signum()) / (steps * 2)) as usize
        };
        visit(between(x0, x1), between(y0, y1));
    }
}

/// The bit of a dot in a Braille pattern (Unicode, "Braille Patterns").
fn dot_of(x: usize, y: usize) -> u32 {
    [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]][x][y]
}

/// Writes the name of each line at its end. If two end together, one moves to the next free row.
fn draw_ends(ends: &[(usize, String)], plot: &Plot, chart: &Chart, page: &mut Page) {
    let mut taken: Vec<usize> = Vec::new();
    for (series, end) in ends {
        let values = &chart.series[*series].values;
        let (_, y) = plot.dot(values.len() - 1, values.len(), values[values.len() - 1].0);
        let rows = (0..plot.height).flat_map(|far| [(y / 4).checked_add(far), (y / 4).checked_sub(far)]).flatten();
        let Some(row) = rows.into_iter().find(|row| *row < plot.height && !taken.contains(row)) else { continue };
        taken.push(row);
        let x = cells(plot.left + plot.width + 1);
        page.text(x, row as u32, MARKS[*series], ROLES[*series]);
        page.text(x + 2, row as u32, end, Role::Strong);
    }
}

/// Draws the labels that fit: the last, the first, and of the others those that touch no label.
fn draw_labels(chart: &Chart, plot: &Plot, page: &mut Page) {
    let count = chart.labels.len();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let order = [count.checked_sub(1), Some(0)].into_iter().flatten().chain(1..count.saturating_sub(1));
    for index in order.filter(|index| *index < count) {
        let (x, _) = plot.dot(index, count, plot.low);
        let label = text::shorten(chart.label(index), plot.width);
        let wide = text::width(&label);
        let start = (plot.left + (x / 2).min(plot.width - 1)).saturating_sub(wide / 2);
        let start = start.clamp(plot.left.saturating_sub(1), plot.left + plot.width - wide);
        if taken.iter().all(|(from, to)| start + wide < *from || to + 1 < start + 1) {
            taken.push((start, start + wide));
            page.text(cells(start), plot.height as u32 + 1, &label, Role::Muted);
        }
    }
}

pub fn sparklines(chart: &Chart, figures: &Figures, width: u16) -> Page {
    let least = chart.values().fold(f64::INFINITY, f64::min);
    let most = chart.values().fold(f64::NEG_INFINITY, f64::max).max(chart.max.map_or(f64::NEG_INFINITY, |max| max.0));
    let names: Vec<String> = (0..chart.drawn().len()).map(|series| chart.name(series)).collect();
    let named = chart.drawn().iter().any(|it| !it.name.is_empty()) || names.len() > 1;
    let name_wide = if named { names.iter().map(|it| text::width(it)).max().unwrap_or(0) + 2 } else { 0 };
    let mut page = Page::new(width);
    for (series, it) in chart.drawn().iter().enumerate() {
        let (Some(first), Some(last)) = (it.values.first(), it.values.last()) else { continue };
        let (first, last) = (figures.number(first.0), figures.with_unit(last.0));
        let around = text::width(&first) + text::width(&last) + 2;
        let beside = name_wide + around + 4 <= usize::from(width);
        let left = if beside { name_wide } else { 0 };
        let mut row = Page::new(width);
        if named && beside {
            row.text(0, 0, &names[series], Role::Text);
        } else if named {
            row.stack(crate::block::layout_note(&names[series], Role::Text, width), 0, 0);
        }
        let y = if beside { 0 } else { row.height };
        let room = usize::from(width).saturating_sub(left + around).max(1);
        let mut x = cells(left);
        x += row.text(x, y, &first, Role::Muted) + 1;
        x += row.text(x, y, &blocks(it.values.iter().map(|it| it.0).collect(), least, most, room), ROLES[series]) + 1;
        row.text(x, y, &last, Role::Strong);
        page.stack(row, 0, 1);
    }
    page
}

/// Values as blocks, as wide as fits: each twice if there is room, means of several if there are too many.
fn blocks(values: Vec<f64>, least: f64, most: f64, room: usize) -> String {
    let count = values.len().min(room).max(1);
    let times = (room / count).clamp(1, 3);
    let block = |index: usize| {
        let (from, to) = (index * values.len() / count, ((index + 1) * values.len() / count).max(1));
        let part = &values[from.min(to - 1)..to];
        let mean = part.iter().sum::<f64>() / part.len() as f64;
        let share = if most > least { (mean - least) / (most - least) } else { 0.5 };
        BLOCKS[((share * 7.0).round().max(0.0) as usize).min(7)]
    };
    (0..count).map(|index| block(index).to_string().repeat(times)).collect()
}
