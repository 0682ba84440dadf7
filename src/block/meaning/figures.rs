//! Figures: a chart, or a single number.

use crate::block::meaning::Meaning;
use crate::table::choice;

choice! {
    /// How figures are shown.
    pub enum Form as "a type of chart" {
        /// A bar for each value.
        #[default]
        Bar = "bar",
        /// A bar for each label, made of the values of all series.
        Stacked = "stacked",
        /// A line for each series, over the labels.
        Line = "line",
        /// How much of a whole each value is.
        Gauge = "gauge",
        /// A pie with a slice for each value.
        Pie = "pie",
        /// A small line of blocks for each series.
        Sparkline = "sparkline",
    }
}

/// Figures, and how they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub form: Form,
    /// The labels of the values. Empty if only the series have names.
    pub labels: Vec<String>,
    pub series: Vec<Series>,
    pub unit: Option<String>,
    /// The value of a full bar, if it is given or needed.
    pub max: Option<f64>,
    pub caption: Option<String>,
    /// "Title of the source, 2024".
    pub source: Option<String>,
    /// The colon between a label and its values, in the language of the deck.
    pub colon: &'static str,
}

/// Values that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Empty if it has none.
    pub name: String,
    pub values: Vec<f64>,
    /// The values with their unit as text, in the language of the deck.
    pub written: Vec<String>,
}

/// One figure, and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    pub value: String,
    pub unit: String,
    /// "70 %".
    pub whole: String,
    pub caption: Meaning,
    /// "Title of the source, 2024".
    pub source: Option<String>,
}

/// The most slices of a pie: more could not be told apart.
pub const MOST_SLICES: usize = 7;

/// Which of four colors a slice has, by its index: neighbors differ, and so do the last and the first.
pub fn hue_of_slice(slice: usize) -> usize {
    if slice < 4 { slice } else { 1 + (slice - 4) % 3 }
}

/// The values of a row of bars: the series of each, the value, and its text.
pub type Values<'a> = Vec<(usize, f64, &'a str)>;

impl Chart {
    /// The rows of a bar chart: the label of each, and its values.
    pub fn rows(&self) -> Vec<(String, Values<'_>)> {
        let value = |at: usize, index: usize| {
            let series = &self.series[at];
            Some((at, *series.values.get(index)?, series.written.get(index)?.as_str()))
        };
        let all = 0..self.series.len();
        if self.labels.is_empty() {
            return all.filter_map(|at| Some((self.series[at].name.clone(), vec![value(at, 0)?]))).collect();
        }
        let row =
            |(index, label): (usize, &String)| (label.clone(), all.clone().filter_map(|at| value(at, index)).collect());
        self.labels.iter().enumerate().map(row).collect()
    }

    /// "Caption · Title of the source, 2024", as far as these are known.
    pub fn below(&self) -> Option<String> {
        // No line may start with the dot.
        let below = crate::text::joined([&self.caption, &self.source].into_iter().flatten(), "\u{a0}· ");
        Some(below).filter(|it| !it.is_empty())
    }
}
