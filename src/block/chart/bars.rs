//! Bars: one for each value, one for all values of a label, or one for a share of the whole.

use crate::block::bar::{self, eighths};
use crate::block::chart::figures::Figures;
use crate::block::chart::{Chart, ROLES};
use crate::block::layout_note;
use crate::page::{Drawing, Item, Page, Role, cells};
use crate::text;

/// The fill of each series, so that they differ without color.
pub const FILLS: [&str; 4] = ["█", "▒", "▓", "░"];

/// A bar narrower than this, in cells, shows no more than its number.
const NARROWEST: usize = 8;

/// The most rows that are added to a bar when there is room.
const MOST_AIR: u16 = 2;

/// A chart with at most this many rows has empty rows between its bars.
const AIRY: usize = 7;

/// Words before bars take at most this share of the width (1/3). Longer words are above.
const WORDS: usize = 3;

/// How the rows of a chart divide the width, in cells.
struct Columns {
    /// The words before the bars. `None` if they are above.
    words: Option<usize>,
    bar: usize,
    /// The height of a bar, in rows.
    rows: u32,
    width: u16,
}

impl Columns {
    fn new(words: usize, figures: usize, air: u16, width: u16) -> Self {
        let all = usize::from(width);
        let beside = words == 0 || (words <= all / WORDS && all >= words + 2 + NARROWEST + 1 + figures);
        let left = if beside && words > 0 { words + 2 } else { 0 };
        Self {
            words: beside.then_some(words),
            bar: all.saturating_sub(left + 1 + figures),
            rows: 1 + u32::from(air.min(MOST_AIR)),
            width,
        }
    }

    /// Where the bars start.
    fn left(&self) -> usize {
        self.words.filter(|words| *words > 0).map_or(0, |words| words + 2)
    }

    /// A row with its words before or above it.
    fn row(&self, words: &str, role: Role, bar: Page) -> Page {
        let mut page = Page::new(self.width);
        let bar = self.thick(bar);
        match self.words {
            Some(_) => {
                page.text(0, (self.rows - 1) / 2, words, role);
                page.put(bar, cells(self.left()), 0);
            }
            None => {
                if !words.is_empty() {
                    page.stack(layout_note(words, role, self.width), 0, 0);
                }
                page.stack(bar, 0, 0);
            }
        }
        page
    }
}

impl Columns {
    /// A bar with its full height: its fill on each row, what follows it on the middle row, what is below it below.
    fn thick(&self, bar: Page) -> Page {
        let mut page = Page::new(self.width);
        for item in bar.items {
            let is_bar = matches!(&item.drawing, Drawing::Text { text, .. } if text.starts_with(is_filling));
            let rows = match (item.y, is_bar) {
                (0, true) => 0..self.rows,
                (0, false) => (self.rows - 1) / 2..(self.rows - 1) / 2 + 1,
                (below, _) => below + self.rows - 1..below + self.rows,
            };
            page.items.extend(rows.map(|y| Item { y, ..item.clone() }));
        }
        page.height = bar.height + self.rows - 1;
        page
    }
}

/// Whether this is a fill character, a block element of Unicode, or the line at zero.
fn is_filling(sign: char) -> bool {
    matches!(sign, '\u{2580}'..='\u{259f}' | '│')
}

/// A fill of about this many eighths of a cell.
fn filled(series: usize, count: usize) -> String {
    match series {
        0 => bar::of_eighths(count),
        series => FILLS[series % FILLS.len()].repeat(count.div_ceil(8)),
    }
}

pub fn bars(chart: &Chart, figures: &Figures, air: u16, width: u16) -> Page {
    let several = chart.drawn().len() > 1 && !chart.labels.is_empty();
    let names: Vec<String> = (0..chart.drawn().len()).map(|series| chart.name(series)).collect();
    let name_wide = if several { names.iter().map(|name| text::width(name)).max().unwrap_or(0) } else { 0 };
    let label_wide = chart.labels.iter().map(|label| text::width(label)).max().unwrap_or(0);
    let rows = chart.count() * chart.drawn().len();
    let words = match (several, chart.labels.is_empty()) {
        (true, _) => name_wide,
        (false, true) => names.iter().map(|name| text::width(name)).max().unwrap_or(0),
        (false, false) => label_wide,
    };
    let figure_wide = chart.values().map(|value| text::width(&figures.with_unit(value))).max().unwrap_or(0);
    let columns = Columns::new(words, figure_wide, air, width);
    let scale = Scale::new(chart, figure_wide, columns.bar);
    let mut page = Page::new(width);
    for index in 0..chart.count() {
        let mut group = Page::new(width);
        if several {
            group.stack(layout_note(chart.label(index), Role::Strong, width), 0, 0);
        }
        for (series, it) in chart.drawn().iter().enumerate() {
            let Some(value) = it.values.get(index) else { continue };
            let words = if several || chart.labels.is_empty() { names[series].as_str() } else { chart.label(index) };
            let role = if several { Role::Muted } else { Role::Text };
            let series = if several { series } else { 0 };
            group.stack(columns.row(words, role, scale.bar(series, value.0, figures, width)), 0, 0);
        }
        let air = u32::from(several || rows <= AIRY || columns.words.is_none());
        page.stack(group, 0, air);
    }
    page
}

/// Maps values to cells, with the place of zero.
struct Scale {
    /// The cells left of zero.
    zero: usize,
    /// The cells right of zero.
    room: usize,
    /// The value of all cells right of zero.
    full: f64,
    /// The value of one cell, on both sides of zero.
    cell: f64,
}

impl Scale {
    fn new(chart: &Chart, figure_wide: usize, bar: usize) -> Self {
        let most = chart.values().fold(0.0, f64::max).max(chart.max.map_or(0.0, |max| max.0));
        let least = chart.values().fold(0.0, f64::min);
        if least >= 0.0 {
            return Self { zero: 0, room: bar, full: most, cell: most / bar.max(1) as f64 };
        }
        // A bar to the left has its number at its left end.
        let room = bar.saturating_sub(figure_wide + 2);
        let left = (room as f64 * -least / (most - least)).round() as usize;
        let right = room - left.min(room);
        // Both sides have the same scale: the larger value per cell wins.
        let cell = (-least / left.max(1) as f64).max(most / right.max(1) as f64);
        Self { zero: figure_wide + 1 + left, room: right, full: cell * right as f64, cell }
    }

    fn bar(&self, series: usize, value: f64, figures: &Figures, width: u16) -> Page {
        let mut page = Page::new(width);
        let role = ROLES[series % ROLES.len()];
        let number = figures.with_unit(value);
        if self.zero > 0 {
            page.text(cells(self.zero), 0, "│", Role::Border);
        }
        let start = self.zero + usize::from(self.zero > 0);
        if value < 0.0 {
            let count = ((-value / self.cell).round() as usize).clamp(1, self.zero);
            let bar = FILLS[series % FILLS.len()].repeat(count);
            let used = text::width(&number) + 1;
            page.text(cells(self.zero - count), 0, &bar, role);
            page.text(cells((self.zero - count).saturating_sub(used)), 0, &number, Role::Text);
            return page;
        }
        let bar = filled(
            series,
            if self.room >= NARROWEST || self.zero > 0 { eighths(value, self.full, self.room) } else { 0 },
        );
        let used = page.text(cells(start), 0, &bar, role);
        let gap = u16::from(used > 0);
        page.text(cells(start).saturating_add(used + gap), 0, &number, Role::Text);
        page
    }
}

pub fn stacks(chart: &Chart, figures: &Figures, air: u16, width: u16) -> Page {
    let drawn = chart.drawn();
    let sum =
        |index: usize| -> f64 { drawn.iter().filter_map(|it| it.values.get(index)).map(|it| it.0.max(0.0)).sum() };
    let sums: Vec<f64> = (0..chart.count()).map(sum).collect();
    let full = sums.iter().copied().fold(0.0, f64::max).max(chart.max.map_or(0.0, |max| max.0));
    let figure_wide = sums.iter().map(|value| text::width(&figures.with_unit(*value))).max().unwrap_or(0);
    let label_wide = chart.labels.iter().map(|label| text::width(label)).max().unwrap_or(0);
    let columns = Columns::new(label_wide, figure_wide, air, width);
    let mut page = legend(chart, width);
    for (index, sum) in sums.iter().enumerate() {
        let mut bar = Page::new(width);
        let (mut before, mut at) = (0.0, 0);
        let mut parts = Vec::new();
        for (series, it) in drawn.iter().enumerate() {
            let value = it.values.get(index).map_or(0.0, |it| it.0.max(0.0));
            before += value;
            let end = (eighths(before, full, columns.bar) + 4) / 8;
            let wide = if columns.bar < NARROWEST { 0 } else { end.saturating_sub(at) };
            bar.text(cells(at), 0, &FILLS[series].repeat(wide), ROLES[series]);
            parts.push((at, wide, figures.number(value)));
            at += wide;
        }
        bar.text(cells(at + usize::from(at > 0)), 0, &figures.with_unit(*sum), Role::Strong);
        // The value below each part, if there is room for all of them.
        parts.retain(|(_, wide, _)| *wide > 0);
        if parts.iter().all(|(_, wide, number)| *wide > text::width(number)) {
            parts.iter().for_each(|(at, _, number)| {
                bar.text(cells(*at), 1, number, Role::Muted);
            });
        }
        let air = u32::from(index == 0 || sums.len() <= AIRY);
        page.stack(columns.row(chart.label(index), Role::Text, bar), 0, air);
    }
    page
}

/// The fills with the names of their series, wrapped between series.
fn legend(chart: &Chart, width: u16) -> Page {
    let mut page = Page::new(width);
    let (mut x, mut y) = (0_u16, 0);
    for series in 0..chart.drawn().len() {
        let name = chart.name(series);
        let wide = cells(text::width(&name)).saturating_add(3);
        if x > 0 && x.saturating_add(wide) > width {
            (x, y) = (0, y + 1);
        }
        page.text(x, y, &FILLS[series].repeat(2), ROLES[series]);
        let room = usize::from(width.saturating_sub(x + 3));
        page.shortened(x + 3, y, &name, room, Role::Text);
        x = x.saturating_add(wide + 3);
    }
    page
}

pub fn gauges(chart: &Chart, figures: &Figures, air: u16, width: u16) -> Page {
    let full = chart.full();
    let name = |index: usize| match chart.label(index) {
        "" => chart.series.get(index).map_or_else(String::new, |it| it.name.clone()),
        label => label.to_owned(),
    };
    let values: Vec<(String, f64)> = match chart.labels.is_empty() {
        true => {
            chart.drawn().iter().enumerate().filter_map(|(at, it)| Some((name(at), it.values.first()?.0))).collect()
        }
        false => chart
            .drawn()
            .iter()
            .take(1)
            .flat_map(|it| &it.values)
            .enumerate()
            .map(|(at, it)| (name(at), it.0))
            .collect(),
    };
    let figure_wide = values.iter().map(|(_, value)| text::width(&figures.with_unit(*value))).max().unwrap_or(0);
    let label_wide = values.iter().map(|(name, _)| text::width(name)).max().unwrap_or(0);
    let columns = Columns::new(label_wide, figure_wide, air, width);
    let mut page = Page::new(width);
    for (name, value) in &values {
        let mut bar = Page::new(width);
        let mut at = 0;
        if columns.bar >= NARROWEST {
            let done = bar::of(*value, full, columns.bar);
            let rest = columns.bar - text::width(&done).min(columns.bar);
            at = bar.text(0, 0, &done, Role::Accent);
            at += bar.text(at, 0, &"─".repeat(rest), Role::Border) + 1;
        }
        bar.text(at, 0, &figures.with_unit(*value), Role::Strong);
        let air = u32::from(values.len() <= AIRY || columns.words.is_none());
        page.stack(columns.row(name, Role::Text, bar), 0, air);
    }
    page
}
