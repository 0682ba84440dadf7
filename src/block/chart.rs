//! `chart`: figures as bars, lines, gauges and pies. Every difference in color is also one in pattern or sign.

use crate::lang::say;

mod bars;
mod figures;
mod lines;
mod pie;
#[cfg(test)]
mod tests;

use crate::block::chart::figures::{Figures, Number};
use crate::block::meaning::{self, Form, MOST_SLICES, What};
use crate::block::{Context, Kind, Reference, layout_note};
use crate::page::{Drawing, Harm, Page, Role};
use crate::source::Span;
use crate::table::{Reader, Ref, Words, table};
use crate::text;

table! {
    /// Figures, drawn.
    pub struct Chart as "a chart" {
        /// How they are shown.
        form ("type"): Form = Form::default(),
        /// What each value of a series is the value of.
        labels: Vec<Words> = Vec::new(),
        /// The figures.
        series: Vec<Series>,
        /// What is counted: `"%"`, `"ms"`, `"agents"`.
        unit: Option<Words> = None,
        /// The value of a full bar: the largest value where it is left out, 100 in a gauge.
        max: Option<Number> = None,
        /// A line below the chart.
        caption: Option<Words> = None,
        /// The id of the source of the figures.
        source: Option<Ref<Reference>> = None,
    }

    /// Values that belong together.
    pub struct Series as "a series" {
        /// What they are.
        name: Words = Words::new(),
        /// The values, one for each label.
        values: Vec<Number>,
    }
}

/// The most series: more could not be told apart.
const MOST_SERIES: usize = 4;

/// The most bars: more should be a table.
const MOST_BARS: usize = 30;

/// The most values of a line: more would not look like one on a screen.
const MOST_VALUES: usize = 200;

/// The roles of the series, whose colors differ in every theme.
const ROLES: [Role; MOST_SERIES] = [Role::Accent, Role::Function, Role::Type, Role::String];

impl Kind for Chart {
    fn layout(&self, context: &Context, width: u16) -> Page {
        let figures = self.figures(context);
        let mut page = match self.form {
            Form::Bar => bars::bars(self, &figures, context.air, width),
            Form::Stacked => bars::stacks(self, &figures, context.air, width),
            Form::Gauge => bars::gauges(self, &figures, context.air, width),
            Form::Line => lines::lines(self, &figures, context.air, width),
            Form::Sparkline => lines::sparklines(self, &figures, width),
            Form::Pie => pie::pie(self, &figures, context.air, width),
        };
        if let Some(below) = self.below(context) {
            page.stack(layout_note(&below, Role::Muted, width), 0, 1);
        }
        keep_inside(&mut page);
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let figures = self.figures(context);
        let series = |it: &Series| meaning::Series {
            name: it.name.clone(),
            values: it.values.iter().map(|value| value.0).collect(),
            written: it.values.iter().map(|value| self.written(value.0, &figures)).collect(),
        };
        What::Chart(meaning::Chart {
            form: self.form,
            labels: self.labels.clone(),
            series: self.series.iter().map(series).collect(),
            unit: self.unit.clone(),
            max: if self.form == Form::Gauge { Some(self.full()) } else { self.max.map(|max| max.0) },
            caption: self.caption.clone(),
            source: self.source.as_ref().and_then(|id| context.citation(id)),
            colon: if context.is_french() { "\u{a0}:" } else { ":" },
        })
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        if self.series.iter().all(|series| series.values.is_empty()) {
            if self.series.iter().any(|series| reader.has_found_in(series.at.value("values"))) {
                return;
            }
            let help = say!("add `[[section.slide.block.series]]` with `values = [1, 2, 3]`");
            return reader.wrong(at, say!("the chart has no values"), say!("nothing to draw"), help);
        }
        if self.form == Form::Pie {
            self.check_slices(reader);
        }
        if let Some(series) = self.series.get(MOST_SERIES) {
            let message = say!("a chart has at most {most} series", most = MOST_SERIES);
            let help = say!("leave some out, or divide them into two charts");
            reader.wrong(series.at.table, message, say!("more cannot be told apart"), help);
        }
        let most = match self.form {
            Form::Line | Form::Sparkline => MOST_VALUES,
            Form::Pie => MOST_SLICES,
            Form::Bar | Form::Stacked | Form::Gauge => MOST_BARS,
        };
        for series in &self.series {
            let span = series.at.value("values");
            let (count, labels) = (series.values.len(), self.count());
            if count > most {
                let message = say!("{count} values, at most {most} can be shown", count, most);
                reader.wrong(span, message, say!("too many"), say!("take sums or means of them, or another `type`"));
            } else if count != labels && !reader.has_found_in(span) && !reader.has_found_in(self.at.value("labels")) {
                let message = match self.labels.is_empty() {
                    true => say!("{count} {count?value|values} here, {labels} in the first series", count, labels),
                    false => say!("{count} {count?value|values} here, {labels} labels", count, labels),
                };
                reader.wrong(span, message, say!("one value for each"), say!("write {labels} values", labels));
            }
            self.check_values(series, reader);
        }
        let is_named = self.series.iter().all(|it| it.values.len() == 1 && !it.name.is_empty());
        if self.labels.is_empty() && most != MOST_VALUES && !is_named {
            let help = say!("add `labels = [\"…\"]`, one for each value");
            reader.wrong(at, say!("`labels` is missing"), say!("what are these values of?"), help);
        }
    }
}

/// Cuts what is wider than the page, so that a number with a long unit does not cover the next one.
fn keep_inside(page: &mut Page) {
    let width = usize::from(page.width);
    page.items.retain(|item| usize::from(item.x) < width);
    for item in &mut page.items {
        let room = width.saturating_sub(usize::from(item.x));
        if let Drawing::Text { text: it, .. } = &mut item.drawing
            && text::width(it) > room
        {
            page.harmed.push(Harm::Cut(it.to_string()));
            *it = text::shorten(it, room).into_owned().into();
        }
    }
}

impl Chart {
    /// Reports what cannot be drawn as slices.
    fn check_slices(&self, reader: &mut Reader) {
        if let Some(second) = self.series.get(1).filter(|_| !self.labels.is_empty()) {
            let help = say!("keep one series, or write `type = \"stacked\"`");
            reader.wrong(second.at.table, say!("a pie has one series"), say!("would need a second pie"), help);
        } else if self.values().all(|value| value == 0.0) {
            let span = self.series.first().map_or(Span::default(), |it| it.at.value("values"));
            let message = say!("all values of this pie are 0");
            reader.wrong(span, message, say!("nothing to divide"), say!("write values above 0"));
        }
    }

    fn check_values(&self, series: &Series, reader: &mut Reader) {
        let span = series.at.value("values");
        let whole = matches!(self.form, Form::Gauge | Form::Stacked | Form::Pie);
        if whole && series.values.iter().any(|value| value.0 < 0.0) {
            let message = say!("a negative value in a chart of type \"{form}\"", form = self.form.name());
            let help = say!("write `type = \"bar\"`, or values from 0 on");
            reader.wrong(span, message, say!("a part of a whole cannot be negative"), help);
        }
        let max = if self.form == Form::Gauge { Some(self.full()) } else { self.max.map(|max| max.0) };
        let above = series.values.iter().find(|value| max.is_some_and(|max| value.0 > max));
        if let (Some(above), Some(max)) = (above, max) {
            let message =
                say!("{above} is more than `max`, which is {max}", above = above.0.to_string(), max = max.to_string());
            reader.wrong(span, message, say!("would exceed the bar"), say!("write a larger `max`"));
        }
        if self.max.is_some_and(|max| max.0 <= 0.0) {
            let help = say!("write the value of a full bar");
            reader.wrong(self.at.value("max"), say!("`max` is not above 0"), say!("no room for a bar"), help);
        }
    }

    /// How many values each series should have.
    fn count(&self) -> usize {
        if self.labels.is_empty() { self.series.first().map_or(0, |it| it.values.len()) } else { self.labels.len() }
    }

    fn label(&self, index: usize) -> &str {
        self.labels.get(index).map_or("", String::as_str)
    }

    /// The name of a series, or its letter.
    fn name(&self, series: usize) -> String {
        match self.series[series].name.as_str() {
            "" => char::from(b'A' + series.min(25) as u8).to_string(),
            name => name.to_owned(),
        }
    }

    /// The slices of a pie, each with its name and value.
    fn slices(&self) -> Vec<(&str, f64)> {
        let parts = |it: f64| it.max(0.0);
        let slices: Vec<(&str, f64)> = match (self.labels.is_empty(), self.series.first()) {
            (true, _) => {
                self.series.iter().filter_map(|it| Some((it.name.as_str(), parts(it.values.first()?.0)))).collect()
            }
            (false, Some(first)) => {
                first.values.iter().enumerate().map(|(at, value)| (self.label(at), parts(value.0))).collect()
            }
            (false, None) => Vec::new(),
        };
        slices.into_iter().take(MOST_SLICES).collect()
    }

    /// A value as text. In a pie with its share.
    fn written(&self, value: f64, figures: &Figures) -> String {
        let written = figures.with_unit(value);
        if self.form != Form::Pie || figures.unit == Some("%") {
            return written;
        }
        let whole = self.slices().iter().map(|(_, value)| value).sum();
        format!("{written} ({})", pie::share(value, whole, figures))
    }

    /// The series that are drawn.
    fn drawn(&self) -> &[Series] {
        &self.series[..self.series.len().min(MOST_SERIES)]
    }

    /// The value of a full gauge.
    fn full(&self) -> f64 {
        self.max.map_or(100.0, |max| max.0)
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| &series.values).map(|value| value.0)
    }

    fn figures(&self, context: &Context) -> Figures<'_> {
        let decimals = Figures::decimals(self.values());
        Figures { is_french: context.is_french(), decimals, unit: self.unit.as_deref() }
    }

    /// "Caption · Title of the source, 2024", as far as these are known.
    fn below(&self, context: &Context) -> Option<String> {
        let source = self.source.as_ref().and_then(|id| context.citation(id));
        // No line may start with the dot.
        let below = text::joined([&self.caption, &source].into_iter().flatten(), "\u{a0}· ");
        Some(below).filter(|it| !it.is_empty())
    }
}
