//! Charts (ISO/IEC 29500-1, 21.2): their cached values, as a `chart` of ours, or as a table if it cannot show them.

use crate::block::meaning::MOST_SLICES;
use crate::import::pptx::table;
use crate::import::pptx::words::on_one_line;
use crate::import::pptx::xml::{Look, Node};
use crate::lang::noun;
use crate::text::basic_string;

/// A chart that was read.
pub struct Chart {
    /// Its name in text: its title, else its series.
    pub name: String,
    /// Its title. Empty if it has none.
    title: String,
    form: &'static str,
    labels: Vec<String>,
    series: Vec<Series>,
    is_percent: bool,
    /// What is shown differently, in words.
    pub changed: Option<&'static str>,
    /// Whether it is shown as a table, because it cannot be drawn.
    pub is_table: bool,
}

struct Series {
    name: String,
    /// `None` for a missing value.
    values: Vec<Option<f64>>,
}

/// The most series, and the most values, that our charts can show. The limit for lines is higher.
const MOST_SERIES: usize = 4;
const MOST_BARS: usize = 30;
const MOST_VALUES: usize = 200;

/// The most values that are read of a series.
const MOST_POINTS: usize = 2_000;

/// Numbers of this size or more cannot be drawn.
const LARGEST: f64 = 1e15;

/// Reads a chart. `None` if it has no values.
pub fn read(root: Node) -> Option<Chart> {
    let about = root.path(&["chart"])?;
    let plots: Vec<Node> =
        about.child("plotArea")?.children().filter(|it| it.tag_name().name().ends_with("Chart")).collect();
    let first = *plots.first()?;
    let (form, changed) = form(first);
    let series: Vec<Node> = plots.iter().flat_map(|it| it.children_of("ser")).collect();
    let labels = series.first().and_then(|it| it.child("cat").or(it.child("xVal"))).map(labels).unwrap_or_default();
    let values: Vec<Series> = series.iter().map(|it| one(*it)).collect();
    let count = values.iter().map(|it| it.values.len()).max().filter(|it| *it > 0)?.max(labels.len());
    let is_percent = series.iter().all(|it| it.child("val").is_some_and(|it| code(it).contains('%')));
    let title: String = about.child("title").map(|it| it.all("t").map(Look::words).collect()).unwrap_or_default();
    let names = || values.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = if title.is_empty() { names() } else { title.clone() };
    let most = if form == "line" { MOST_VALUES } else { MOST_BARS };
    let is_whole = values.iter().all(|it| it.values.len() == count && it.values.iter().all(Option::is_some));
    let is_table = form.is_empty() || values.len() > MOST_SERIES || count > most || !is_whole;
    let labels =
        (0..count).map(|at| labels.get(at).cloned().flatten().unwrap_or_else(|| (at + 1).to_string())).collect();
    let (form, changed) = match form {
        "pie" if !is_pie(&values) => ("bar", Some(noun!("pie charts became bars"))),
        form => (form, changed),
    };
    let changed = if plots.len() > 1 { Some(noun!("charts that mix kinds are drawn as one kind")) } else { changed };
    let changed = if is_table { Some(noun!("charts that cannot be drawn became tables")) } else { changed };
    Some(Chart { name, title, form, labels, series: values, is_percent, changed, is_table })
}

/// Whether our pie can show these values: few parts of one whole.
fn is_pie(series: &[Series]) -> bool {
    let [one] = series else { return false };
    let values: Vec<f64> = one.values.iter().flatten().copied().collect();
    values.len() <= MOST_SLICES && values.iter().all(|value| *value >= 0.0) && values.iter().any(|value| *value > 0.0)
}

/// Our type of chart for a plot, empty if there is none, and what is then shown differently.
fn form(plot: Node) -> (&'static str, Option<&'static str>) {
    let grouping = plot.child("grouping").and_then(|it| it.get("val")).unwrap_or_default();
    let is_stacked = matches!(grouping, "stacked" | "percentStacked");
    match plot.tag_name().name() {
        "barChart" | "bar3DChart" if is_stacked => ("stacked", None),
        "barChart" | "bar3DChart" => ("bar", None),
        "lineChart" | "line3DChart" => ("line", None),
        "areaChart" | "area3DChart" => ("line", Some(noun!("area charts became lines"))),
        "pieChart" | "pie3DChart" | "ofPieChart" => ("pie", None),
        "doughnutChart" => ("pie", Some(noun!("ring charts became pies"))),
        "radarChart" => ("bar", Some(noun!("radar charts became bars"))),
        _ => ("", None),
    }
}

fn one(series: Node) -> Series {
    let name = series.child("tx").and_then(|it| it.all("v").next()).map(Look::words).unwrap_or_default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = series.child("val").or(series.child("yVal")).map(points).unwrap_or_default();
    let scale = if series.child("val").is_some_and(|it| code(it).contains('%')) { 100.0 } else { 1.0 };
    let number = |text: Option<String>| {
        let value: f64 = text?.trim().parse().ok()?;
        Some((value * scale * 1e6).round() / 1e6).filter(|it| it.is_finite() && it.abs() < LARGEST)
    };
    Series { name, values: values.into_iter().map(number).collect() }
}

/// The number format.
fn code(values: Node) -> String {
    values.all("formatCode").next().map(Look::words).unwrap_or_default()
}

/// The points of a series in order. `None` for a missing one. For labels with several levels, those of the lowest.
fn points(values: Node) -> Vec<Option<String>> {
    let level = values.all("lvl").next().unwrap_or(values);
    let mut found: Vec<Option<String>> = Vec::new();
    for point in level.all("pt").take(MOST_POINTS) {
        let index = point.get("idx").and_then(|it| it.parse::<usize>().ok()).unwrap_or(found.len());
        if index < MOST_POINTS {
            found.resize(found.len().max(index + 1), None);
            found[index] = point.child("v").map(|it| it.words().split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    found
}

/// The labels. Days are written as dates.
fn labels(values: Node) -> Vec<Option<String>> {
    let code = code(values).to_lowercase();
    let is_date = code.contains("yy") || code.contains("mmm") || code.contains('d') && code.contains('m');
    let mut all = points(values);
    if is_date {
        all.iter_mut().flatten().for_each(|label| {
            if let Some(date) = label.parse::<f64>().ok().and_then(date) {
                *label = date;
            }
        });
    }
    all
}

/// The date for a number in a workbook: days since 1899-12-30 (ISO/IEC 29500-1, 18.17.4.1).
fn date(days: f64) -> Option<String> {
    if !(1.0..3e6).contains(&days) {
        return None;
    }
    // From days to a Gregorian date, counting years from March (H. Hinnant, "chrono-compatible low-level date algorithms"). There are 693,899 days
    // between 0000-03-01 and 1899-12-30.
    let days = days as i64 + 693_899;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    Some(format!("{:04}-{month:02}-{day:02}", year + era * 400 + next))
}

impl Chart {
    /// The chart in Markdown: a fence with its data, or a table.
    pub fn markdown(&self, alt: &str) -> String {
        if self.is_table { self.table() } else { self.fence(alt) }
    }

    fn table(&self) -> String {
        let number = |value: &Option<f64>| match value {
            Some(value) if self.is_percent => format!("{value} %"),
            Some(value) => value.to_string(),
            None => String::new(),
        };
        let cell = |words: &str| table::escaped(&on_one_line(words));
        let head = [cell(&self.title)].into_iter().chain(self.series.iter().map(|it| cell(&it.name)));
        let row = |(at, label): (usize, &String)| {
            let values = self.series.iter().map(|it| it.values.get(at).map(number).unwrap_or_default());
            [cell(label)].into_iter().chain(values).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> =
            [head.collect()].into_iter().chain(self.labels.iter().enumerate().map(row)).collect();
        table::of_rows(&rows).unwrap_or_default()
    }

    fn fence(&self, alt: &str) -> String {
        let list = |texts: Vec<String>| texts.join(", ");
        let labels = list(self.labels.iter().map(|it| basic_string(it)).collect());
        let mut out = format!("```chart alt={}\ntype = \"{}\"\nlabels = [{labels}]\n", basic_string(alt), self.form);
        if self.is_percent {
            out += "unit = \"%\"\n";
        }
        for (index, series) in self.series.iter().enumerate() {
            let name = if series.name.is_empty() { (index + 1).to_string() } else { series.name.clone() };
            let values = list(series.values.iter().flatten().map(f64::to_string).collect());
            out += &format!("\n[[series]]\nname = {}\nvalues = [{values}]\n", basic_string(&name));
        }
        out + "```\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_workbook_are_dates() {
        for (days, expected) in
            [(2.0, "1900-01-01"), (36_526.0, "2000-01-01"), (45_351.5, "2024-02-29"), (46_387.0, "2026-12-31")]
        {
            assert_eq!(date(days).as_deref(), Some(expected));
        }
        assert_eq!((date(f64::NAN), date(-3.0)), (None, None));
    }

    #[test]
    fn a_table_of_figures_has_the_title_of_the_chart_in_its_corner_and_nothing_where_there_is_none() {
        let chart = |title: &str| {
            let series = Series { name: "a|b".to_owned(), values: vec![Some(1.0), None] };
            Chart {
                name: "a|b".to_owned(),
                title: title.to_owned(),
                form: "",
                labels: vec!["x".to_owned(), "y".to_owned()],
                series: vec![series],
                is_percent: false,
                changed: None,
                is_table: true,
            }
        };
        assert_eq!(chart("").markdown(""), "|  | a\\|b |\n|---|---|\n| x | 1 |\n| y |  |\n");
        assert!(chart("p|q").markdown("").starts_with("| p\\|q | a\\|b |\n"));
    }
}
