//! Charts: bars beside their values in a table, or lines above a table with their values. Series differ not only by color.

use std::f64::consts::TAU;

use crate::block::meaning::{Chart, Form, Series, Values, hue_of_slice};
use crate::export::html::element::{Attribute, Html};
use crate::export::html::parts::Writer;
use crate::text;

/// The classes of the series, by index.
const SERIES: [&str; 4] = ["c0", "c1", "c2", "c3"];

/// The height of a plot in its own units. Its width is 100.
const HIGH: f64 = 40.0;

impl Writer<'_> {
    pub fn chart(&mut self, chart: &Chart, step: u16, html: &mut Html) {
        let class = if is_plot(chart) { "plot flow" } else { "bars" };
        self.tag("figure", &[("class", class)], step, html, |it, html| {
            if chart.form != Form::Pie
                && chart.series.len() > 1
                && chart.series.iter().any(|series| !series.name.is_empty())
            {
                legend(chart, html);
            }
            match chart.form {
                Form::Bar | Form::Gauge => bars(chart, html),
                Form::Stacked => stacks(chart, html),
                Form::Line => it.plot(chart, html),
                Form::Sparkline => it.sparklines(chart, html),
                Form::Pie => pie(chart, html),
            }
            if let Some(below) = chart.below() {
                html.line("figcaption", &[], &below);
            }
        });
    }

    fn plot(&mut self, chart: &Chart, html: &mut Html) {
        let (low, high) = range(chart);
        html.tag("svg", &view(&format!("0 0 100 {HIGH}")), |html| {
            let zero = format!("M0 {0}H100", place(0.0_f64.clamp(low, high), low, high));
            html.tag("path", &[("class", "axis"), ("d", &zero)], |_| {});
            for (series, class) in chart.series.iter().zip(SERIES) {
                html.tag("polyline", &[("class", class), ("points", &points(series, low, high))], |_| {});
            }
        });
        if let [first, .., last] = chart.labels.as_slice() {
            html.tag("div", &[("class", "ends")], |html| {
                [first, last].into_iter().for_each(|it| html.line("span", &[], it))
            });
        }
        self.figures(chart, html);
    }

    fn sparklines(&mut self, chart: &Chart, html: &mut Html) {
        for (series, class) in chart.series.iter().zip(SERIES) {
            let (low, high) = ends(series.values.iter().copied());
            let last = series.written.last().map_or("", String::as_str);
            let name = text::joined([series.name.as_str(), last], " ");
            html.line("p", &[], &name);
            html.tag("svg", &[&view(&format!("0 0 100 {HIGH}"))[..], &[("class", "small")]].concat(), |html| {
                html.tag("polyline", &[("class", class), ("points", &points(series, low, high))], |_| {});
            });
        }
        self.figures(chart, html);
    }

    /// The figures in a table, for those who cannot see the lines.
    fn figures(&mut self, chart: &Chart, html: &mut Html) {
        html.tag("details", &[("class", "words")], |html| {
            html.line("summary", &[], self.words.figures);
            html.tag("table", &[], |html| {
                html.tag("thead", &[], |html| head(chart, html));
                html.tag("tbody", &[], |html| {
                    for index in 0..count(chart) {
                        html.tag("tr", &[], |html| {
                            html.line("th", &[("scope", "row")], &label(chart, index));
                            for series in &chart.series {
                                html.line("td", &[], series.written.get(index).map_or("", String::as_str));
                            }
                        });
                    }
                });
            });
        });
    }
}

fn is_plot(chart: &Chart) -> bool {
    matches!(chart.form, Form::Line | Form::Sparkline)
}

/// A drawing that is stretched to its place. A table beside it has the same content.
fn view(size: &str) -> [Attribute<'_>; 3] {
    [("viewBox", size), ("preserveAspectRatio", "none"), ("aria-hidden", "true")]
}

/// How many values each series has.
fn count(chart: &Chart) -> usize {
    if chart.labels.is_empty() { chart.series.first().map_or(0, |it| it.values.len()) } else { chart.labels.len() }
}

/// The label of a row. Else the name of the series if each has one value, else the row's number.
fn label(chart: &Chart, index: usize) -> String {
    chart.labels.get(index).cloned().unwrap_or_else(|| (index + 1).to_string())
}

fn head(chart: &Chart, html: &mut Html) {
    html.tag("tr", &[], |html| {
        html.tag("td", &[], |_| {});
        for (index, series) in chart.series.iter().enumerate() {
            let letter = char::from(b'A' + index.min(25) as u8).to_string();
            html.line("th", &[("scope", "col")], if series.name.is_empty() { &letter } else { &series.name });
        }
    });
}

fn legend(chart: &Chart, html: &mut Html) {
    html.tag("ul", &[("class", "legend")], |html| {
        for (series, class) in chart.series.iter().zip(SERIES) {
            html.tag("li", &[], |html| {
                html.tag("svg", &view("0 0 16 8"), |html| match is_plot(chart) {
                    true => html.tag("polyline", &[("class", class), ("points", "0,4 16,4")], |_| {}),
                    false => html.tag("path", &[("class", class), ("d", "M0 0h16v8H0z")], |_| {}),
                });
                html.line("span", &[], &series.name);
            });
        }
    });
}

fn bars(chart: &Chart, html: &mut Html) {
    let rows = chart.rows();
    let values = rows.iter().flat_map(|(_, values)| values).map(|(_, value, _)| *value);
    let (low, high) = ends(values.chain([0.0]).chain(chart.max));
    let (low, span) = (low.min(0.0), (high.max(0.0) - low.min(0.0)).max(f64::MIN_POSITIVE));
    table(&rows, html, |values, html| {
        for (at, value, _) in values {
            let (from, to) = ((value.min(0.0) - low) / span * 100.0, (value.max(0.0) - low) / span * 100.0);
            html.tag("svg", &view("0 0 100 10"), |html| {
                if chart.form == Form::Gauge || chart.max.is_some() {
                    html.tag("path", &[("class", "track"), ("d", "M0 0h100v10H0z")], |_| {});
                }
                let bar = format!("M{from:.1} 0H{to:.1}V10H{from:.1}z");
                html.tag("path", &[("class", SERIES[at % SERIES.len()]), ("d", &bar)], |_| {});
            });
        }
    });
}

fn stacks(chart: &Chart, html: &mut Html) {
    let rows = chart.rows();
    let sum = |values: &Values| values.iter().map(|(_, value, _)| value).sum::<f64>();
    let most = rows.iter().map(|(_, values)| sum(values)).chain(chart.max).fold(f64::MIN_POSITIVE, f64::max);
    table(&rows, html, |values, html| {
        html.tag("svg", &view("0 0 100 10"), |html| {
            let mut at = 0.0;
            for (series, value, _) in values {
                let wide = value / most * 100.0;
                // A gap separates each part from the next one.
                let bar = format!("M{at:.1} 0h{:.1}v10H{at:.1}z", (wide - 0.4).max(0.0));
                html.tag("path", &[("class", SERIES[series % SERIES.len()]), ("d", &bar)], |_| {});
                at += wide;
            }
        });
    });
}

/// A pie, and below it a bar for each slice in the same color.
fn pie(chart: &Chart, html: &mut Html) {
    let mut rows = chart.rows();
    // A pie has one series. Its colors are those of slices.
    rows.iter_mut().enumerate().for_each(|(slice, (_, values))| {
        values.truncate(1);
        values.iter_mut().for_each(|value| value.0 = hue_of_slice(slice));
    });
    let values: Vec<f64> = rows.iter().map(|(_, values)| values.first().map_or(0.0, |it| it.1.max(0.0))).collect();
    let whole = values.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    html.tag("svg", &[("class", "pie"), ("viewBox", "-1.02 -1.02 2.04 2.04"), ("aria-hidden", "true")], |html| {
        let mut from = 0.0;
        for (slice, value) in values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
            let to = from + value / whole;
            html.tag("path", &[("class", SERIES[hue_of_slice(slice)]), ("d", &sector(from, to))], |_| {});
            from = to;
        }
    });
    table(&rows, html, |values, html| {
        for (hue, value, _) in values {
            html.tag("svg", &view("0 0 100 10"), |html| {
                let bar = format!("M0 0h{:.1}v10H0z", value.max(0.0) / whole * 100.0);
                html.tag("path", &[("class", SERIES[*hue]), ("d", &bar)], |_| {});
            });
        }
    });
}

/// A sector of a circle around the origin, between two shares of a turn, clockwise from the top.
fn sector(from: f64, to: f64) -> String {
    if to - from > 0.9999 {
        return "M0 -1A1 1 0 0 1 0 1A1 1 0 0 1 0 -1z".to_owned();
    }
    let at = |turn: f64| format!("{:.4} {:.4}", (turn * TAU).sin(), -(turn * TAU).cos());
    format!("M0 0L{}A1 1 0 {} 1 {}z", at(from), u8::from(to - from > 0.5), at(to))
}

fn table(rows: &[(String, Values)], html: &mut Html, draw: impl Fn(&Values, &mut Html)) {
    html.tag("table", &[], |html| {
        html.tag("tbody", &[], |html| {
            for (label, values) in rows {
                html.tag("tr", &[], |html| {
                    html.line("th", &[("scope", "row")], label);
                    html.tag("td", &[], |html| draw(values, html));
                    let written: Vec<&str> = values.iter().map(|(.., written)| *written).collect();
                    html.tag("td", &[("class", "value")], |html| {
                        for (index, written) in written.iter().enumerate() {
                            if index > 0 {
                                html.void("br", &[]);
                            }
                            html.text(written);
                        }
                    });
                });
            }
        });
    });
}

/// The least and the greatest of some values.
fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// The range of a plot. It starts at zero unless a value is below zero.
fn range(chart: &Chart) -> (f64, f64) {
    let (low, high) = ends(chart.series.iter().flat_map(|series| series.values.iter().copied()));
    (low.min(0.0), high.max(chart.max.unwrap_or(high)).max(0.0))
}

/// How far from the top edge a value is.
fn place(value: f64, low: f64, high: f64) -> String {
    let share = if high > low { (value - low) / (high - low) } else { 0.5 };
    format!("{:.1}", 1.0 + (1.0 - share) * (HIGH - 2.0))
}

fn points(series: &Series, low: f64, high: f64) -> String {
    let last = series.values.len().saturating_sub(1).max(1) as f64;
    let point = |(at, value): (usize, &f64)| format!("{:.1},{}", at as f64 / last * 100.0, place(*value, low, high));
    series.values.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}
