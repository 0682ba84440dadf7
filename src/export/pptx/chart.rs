//! Editable charts, each with the workbook of its data.

use crate::block::meaning::{Chart, Form, Series, hue_of_slice};
use crate::export::pptx::book::Book;
use crate::export::pptx::package::Relations;
use crate::export::pptx::palette::SERIES;
use crate::export::pptx::shape::{Area, Named};
use crate::export::pptx::sheet::Sheet;
use crate::export::pptx::workbook::Figures;
use crate::export::pptx::xml::{Attribute, Xml};
use crate::page::Role;

const TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// The XML namespaces of a chart, besides its own.
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The ids of the axes of a chart: of categories, and of values.
const AXES: [u32; 2] = [111_111_111, 222_222_222];

/// The least heights of bars and of a plot, and their greatest heights, in ems of the text.
const BAR: f32 = 1.15;
const PLOT: f32 = 6.5;
const GROWTH: f32 = 1.9;

/// A chart of the file, or one of its series.
struct Drawn<'a> {
    chart: &'a Chart,
    book: &'a Book<'a>,
    figures: Figures,
    /// The series that it shows, if not all.
    only: Option<usize>,
    format: String,
    /// In points.
    size: f32,
}

/// The least and the greatest height of a chart, beside text of this size, all in points.
pub fn heights(chart: &Chart, only: Option<usize>, size: f32) -> (f32, f32) {
    let figures = figures(chart, only);
    let legend = if figures.series.len() > 1 { 1.4 } else { 0.0 };
    let rows = match chart.form {
        Form::Bar => (figures.labels.len() * figures.series.len()) as f32 + 0.5 * figures.labels.len() as f32,
        Form::Stacked | Form::Gauge => 1.4 * figures.labels.len() as f32,
        Form::Line | Form::Pie => PLOT / BAR,
        Form::Sparkline => 2.0,
    };
    let least = (rows * BAR + legend + 0.4) * size;
    (least, least * GROWTH)
}

/// The data as it is drawn: by label, or by series if only these have names.
fn figures(chart: &Chart, only: Option<usize>) -> Figures {
    let values = |it: &Series| it.values.iter().map(|value| Some(*value).filter(|it| it.is_finite())).collect();
    let shown = chart.series.iter().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at));
    let shown: Vec<&Series> = shown.map(|(_, series)| series).collect();
    let is_plot = matches!(chart.form, Form::Line | Form::Sparkline);
    if chart.labels.is_empty() && !is_plot {
        let first = |it: &&Series| it.values.first().copied().filter(|it| it.is_finite());
        let labels = shown.iter().map(|it| it.name.clone()).collect();
        return Figures { labels, series: vec![(String::new(), shown.iter().map(first).collect())] };
    }
    let count = shown.iter().map(|it| it.values.len()).max().unwrap_or(0);
    let label = |at: usize| chart.labels.get(at).cloned().unwrap_or_else(|| (at + 1).to_string());
    let labels = (0..count.max(chart.labels.len())).map(label).collect();
    Figures { labels, series: shown.into_iter().map(|it| (it.name.clone(), values(it))).collect() }
}

/// The number format of the data, in the notation of spreadsheets: thousands separators, the same decimals for all, the unit.
fn format_of(chart: &Chart) -> String {
    let is_whole = |value: f64| (value - value.round()).abs() < 1e-6;
    let decimals = |value: &f64| (0..3).find(|count| is_whole(value * 10_f64.powi(*count))).unwrap_or(3);
    let decimals = chart.series.iter().flat_map(|it| &it.values).map(decimals).max().unwrap_or(0);
    let number = match decimals {
        0 => "#,##0".to_owned(),
        decimals => format!("#,##0.{}", "0".repeat(decimals as usize)),
    };
    let unit = chart.unit.as_deref().unwrap_or_default().replace(['"', '\\'], "");
    if unit.is_empty() { number } else { format!("{number}\"\u{a0}{unit}\"") }
}

impl Sheet<'_> {
    /// Writes a chart, or one of its series, into the package, and its frame on the slide.
    pub fn chart(
        &mut self,
        (chart, only): (&Chart, Option<usize>),
        named: Named,
        area: Area,
        (size, step): (f32, u16),
        xml: &mut Xml,
    ) {
        self.package.charts += 1;
        let number = self.package.charts;
        let drawn =
            Drawn { chart, book: self.book(), figures: figures(chart, only), only, format: format_of(chart), size };
        let mut relations = Relations::default();
        let workbook = relations.to("package", &format!("../embeddings/workbook{number}.xlsx"));
        self.package.add_file(&format!("ppt/embeddings/workbook{number}.xlsx"), drawn.figures.workbook());
        self.package.add(&format!("ppt/charts/chart{number}.xml"), TYPE, drawn.file(&workbook), &relations);
        let relation = self.pen.relations.to("chart", &format!("../charts/chart{number}.xml"));
        self.graphic(named, area, step, xml, |_, xml| {
            xml.tag("a:graphicData", &[("uri", &CHART)], |xml| {
                let all: [Attribute; 3] = [("xmlns:c", &CHART), ("xmlns:r", &RELATIONS), ("r:id", &relation)];
                xml.void("c:chart", &all);
            });
        });
    }
}

impl Drawn<'_> {
    fn is_plot(&self) -> bool {
        matches!(self.chart.form, Form::Line | Form::Sparkline)
    }

    fn is_pie(&self) -> bool {
        self.chart.form == Form::Pie
    }

    fn file(&self, workbook: &str) -> Vec<u8> {
        let mut xml = Xml::default();
        let all: [Attribute; 3] = [("xmlns:c", &CHART), ("xmlns:a", &DRAWING), ("xmlns:r", &RELATIONS)];
        xml.tag("c:chartSpace", &all, |xml| {
            xml.raw("<c:date1904 val=\"0\"/><c:roundedCorners val=\"0\"/>");
            xml.tag("c:chart", &[], |xml| {
                xml.raw("<c:autoTitleDeleted val=\"1\"/>");
                xml.tag("c:plotArea", &[], |xml| self.plot(xml));
                if self.figures.series.len() > 1 || self.is_pie() {
                    xml.tag("c:legend", &[], |xml| {
                        xml.void("c:legendPos", &[("val", if self.is_pie() { &"r" } else { &"t" })]);
                        xml.raw("<c:overlay val=\"0\"/>");
                        self.letters(0.7, Role::Text, xml);
                    });
                }
                xml.raw("<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/>");
            });
            xml.raw("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>");
            self.letters(0.7, Role::Text, xml);
            xml.tag("c:externalData", &[("r:id", &workbook)], |xml| xml.raw("<c:autoUpdate val=\"0\"/>"));
        });
        xml.file()
    }

    /// A pie has one series and no axes.
    fn pie(&self, xml: &mut Xml) {
        xml.tag("c:pieChart", &[], |xml| {
            xml.raw("<c:varyColors val=\"1\"/>");
            xml.tag("c:ser", &[], |xml| self.series(0, xml));
            xml.raw("<c:firstSliceAng val=\"0\"/>");
        });
        xml.raw("<c:spPr><a:noFill/></c:spPr>");
    }

    /// The slices of a pie, each in its own color.
    fn slices(&self, xml: &mut Xml) {
        for slice in 0..self.figures.labels.len() {
            xml.tag("c:dPt", &[], |xml| {
                xml.void("c:idx", &[("val", &slice)]);
                xml.raw("<c:bubble3D val=\"0\"/>");
                xml.tag("c:spPr", &[], |xml| self.book.palette.fill(SERIES[hue_of_slice(slice) % SERIES.len()], xml));
            });
        }
    }

    fn plot(&self, xml: &mut Xml) {
        xml.raw("<c:layout/>");
        if self.is_pie() {
            return self.pie(xml);
        }
        let name = if self.is_plot() { "c:lineChart" } else { "c:barChart" };
        xml.tag(name, &[], |xml| {
            if !self.is_plot() {
                xml.raw("<c:barDir val=\"bar\"/>");
            }
            let is_stacked = self.chart.form == Form::Stacked;
            let grouping = match self.chart.form {
                Form::Stacked => "stacked",
                Form::Line | Form::Sparkline => "standard",
                Form::Bar | Form::Gauge | Form::Pie => "clustered",
            };
            xml.void("c:grouping", &[("val", &grouping)]);
            xml.raw("<c:varyColors val=\"0\"/>");
            for at in 0..self.figures.series.len() {
                xml.tag("c:ser", &[], |xml| self.series(at, xml));
            }
            if self.is_plot() {
                xml.raw("<c:marker val=\"1\"/>");
            } else {
                xml.raw("<c:gapWidth val=\"50\"/>");
                xml.void("c:overlap", &[("val", if is_stacked { &100 } else { &-10 })]);
            }
            AXES.iter().for_each(|axis| xml.void("c:axId", &[("val", axis)]));
        });
        self.axis_of_labels(xml);
        self.axis_of_values(xml);
        xml.raw("<c:spPr><a:noFill/></c:spPr>");
    }

    fn series(&self, at: usize, xml: &mut Xml) {
        let (name, values) = &self.figures.series[at];
        let role = SERIES[self.only.unwrap_or(at) % SERIES.len()];
        xml.void("c:idx", &[("val", &at)]);
        xml.void("c:order", &[("val", &at)]);
        xml.tag("c:tx", &[], |xml| words_of(&Figures::cells(at + 1, 1, 1), &[name], xml));
        xml.tag("c:spPr", &[], |xml| match self.is_plot() {
            true => self.book.palette.outline(role, 2.25, xml),
            false => self.book.palette.fill(role, xml),
        });
        match (self.is_plot(), self.is_pie()) {
            (true, _) => self.marker(at, role, xml),
            (false, true) => self.slices(xml),
            (false, false) => xml.raw("<c:invertIfNegative val=\"0\"/>"),
        }
        self.values_shown(at, xml);
        let rows = self.figures.labels.len() + 1;
        let labels: Vec<&String> = self.figures.labels.iter().collect();
        xml.tag("c:cat", &[], |xml| words_of(&Figures::cells(0, 2, rows.max(2)), &labels, xml));
        xml.tag("c:val", &[], |xml| {
            xml.tag("c:numRef", &[], |xml| {
                xml.line("c:f", &[], &Figures::cells(at + 1, 2, rows.max(2)));
                xml.tag("c:numCache", &[], |xml| {
                    xml.line("c:formatCode", &[], &self.format);
                    xml.void("c:ptCount", &[("val", &self.figures.labels.len())]);
                    for (index, value) in values.iter().enumerate() {
                        let Some(value) = value else { continue };
                        xml.tag("c:pt", &[("idx", &index)], |xml| xml.line("c:v", &[], &value.to_string()));
                    }
                });
            });
        });
        if self.is_plot() {
            xml.raw("<c:smooth val=\"0\"/>");
        }
    }

    /// The point markers, which distinguish series without color.
    fn marker(&self, at: usize, role: Role, xml: &mut Xml) {
        let form = ["circle", "diamond", "square", "triangle"][at % 4];
        xml.tag("c:marker", &[], |xml| {
            if self.chart.form == Form::Sparkline {
                return xml.raw("<c:symbol val=\"none\"/>");
            }
            xml.void("c:symbol", &[("val", &form)]);
            xml.raw("<c:size val=\"7\"/>");
            xml.tag("c:spPr", &[], |xml| self.book.palette.fill(role, xml));
        });
    }

    /// The values shown at bars. For lines, only the last of each.
    fn values_shown(&self, at: usize, xml: &mut Xml) {
        let last = self.figures.series[at].1.iter().rposition(Option::is_some).filter(|_| self.is_plot());
        let is_shown = !self.is_plot();
        let place = match self.chart.form {
            Form::Stacked => "ctr",
            Form::Bar | Form::Gauge | Form::Pie => "outEnd",
            Form::Line | Form::Sparkline => "t",
        };
        let role = if self.chart.form == Form::Stacked { None } else { Some(Role::Text) };
        xml.tag("c:dLbls", &[], |xml| {
            if let Some(last) = last.filter(|_| self.chart.form == Form::Line) {
                xml.tag("c:dLbl", &[], |xml| {
                    xml.void("c:idx", &[("val", &last)]);
                    self.label(true, "t", Some(Role::Text), xml);
                });
            }
            self.label(is_shown, place, role, xml);
        });
    }

    fn label(&self, is_shown: bool, place: &'static str, role: Option<Role>, xml: &mut Xml) {
        if is_shown {
            let format = if self.is_pie() { "0%" } else { &self.format };
            xml.void("c:numFmt", &[("formatCode", &format), ("sourceLinked", &0)]);
            xml.raw("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>");
            self.colored((0.7, role), "<a:bodyPr wrap=\"none\"/>", xml);
            xml.void("c:dLblPos", &[("val", &place)]);
        }
        xml.raw("<c:showLegendKey val=\"0\"/>");
        xml.void("c:showVal", &[("val", &u8::from(is_shown && !self.is_pie()))]);
        xml.raw("<c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>");
        xml.void("c:showPercent", &[("val", &u8::from(is_shown && self.is_pie()))]);
        xml.raw("<c:showBubbleSize val=\"0\"/>");
    }

    fn axis_of_labels(&self, xml: &mut Xml) {
        let is_plot = self.is_plot();
        xml.tag("c:catAx", &[], |xml| {
            xml.void("c:axId", &[("val", &AXES[0])]);
            // The first bar is at the top.
            let way = if is_plot { "minMax" } else { "maxMin" };
            xml.tag("c:scaling", &[], |xml| xml.void("c:orientation", &[("val", &way)]));
            xml.void("c:delete", &[("val", &u8::from(self.chart.form == Form::Sparkline))]);
            xml.void("c:axPos", &[("val", if is_plot { &"b" } else { &"l" })]);
            xml.raw("<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/>");
            xml.raw("<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>");
            xml.tag("c:spPr", &[], |xml| self.book.palette.outline(Role::Border, 0.75, xml));
            self.letters(0.75, Role::Text, xml);
            xml.void("c:crossAx", &[("val", &AXES[1])]);
            xml.raw(
                "<c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>",
            );
            xml.raw("<c:noMultiLvlLbl val=\"1\"/>");
        });
    }

    fn axis_of_values(&self, xml: &mut Xml) {
        let is_line = self.chart.form == Form::Line;
        let all = self.figures.series.iter().flat_map(|(_, values)| values).flatten();
        let is_below = all.clone().any(|value| *value < 0.0);
        xml.tag("c:valAx", &[], |xml| {
            xml.void("c:axId", &[("val", &AXES[1])]);
            xml.tag("c:scaling", &[], |xml| {
                xml.raw("<c:orientation val=\"minMax\"/>");
                if let Some(most) = self.chart.max.filter(|most| most.is_finite() && *most > 0.0) {
                    xml.void("c:max", &[("val", &most)]);
                }
                if !is_below && self.chart.form != Form::Sparkline {
                    xml.raw("<c:min val=\"0\"/>");
                }
            });
            xml.void("c:delete", &[("val", &u8::from(!is_line))]);
            xml.void("c:axPos", &[("val", if self.is_plot() { &"l" } else { &"t" })]);
            if is_line {
                xml.tag("c:majorGridlines", &[], |xml| {
                    xml.tag("c:spPr", &[], |xml| self.book.palette.outline(Role::Border, 0.25, xml));
                });
            }
            xml.void("c:numFmt", &[("formatCode", &self.format), ("sourceLinked", &0)]);
            xml.raw("<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>");
            if is_line {
                xml.raw("<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>");
                self.letters(0.6, Role::Muted, xml);
            }
            xml.void("c:crossAx", &[("val", &AXES[0])]);
            xml.raw("<c:crosses val=\"autoZero\"/><c:crossBetween val=\"between\"/>");
        });
    }

    /// The text properties, with the font size as a share of the surrounding text's.
    fn letters(&self, share: f32, role: Role, xml: &mut Xml) {
        self.colored((share, Some(role)), "<a:bodyPr/>", xml);
    }

    /// Text in the color of a role, or in the background color of the slide.
    fn colored(&self, (share, role): (f32, Option<Role>), body: &'static str, xml: &mut Xml) {
        let size = ((self.size * share * 100.0).round() as i32).clamp(100, 400_000);
        xml.tag("c:txPr", &[], |xml| {
            xml.raw(body);
            xml.raw("<a:lstStyle/>");
            xml.tag("a:p", &[], |xml| {
                xml.tag("a:pPr", &[], |xml| {
                    xml.tag("a:defRPr", &[("sz", &size), ("b", &0)], |xml| match role {
                        Some(role) => self.book.palette.fill(role, xml),
                        None => self.book.palette.ground(Role::Text, xml),
                    });
                });
                xml.void("a:endParaRPr", &[("lang", &self.book.lang)]);
            });
        });
    }
}

/// Text from cells of the workbook, with a cached copy.
fn words_of(cells: &str, words: &[&String], xml: &mut Xml) {
    xml.tag("c:strRef", &[], |xml| {
        xml.line("c:f", &[], cells);
        xml.tag("c:strCache", &[], |xml| {
            xml.void("c:ptCount", &[("val", &words.len())]);
            for (at, words) in words.iter().enumerate() {
                xml.tag("c:pt", &[("idx", &at)], |xml| xml.line("c:v", &[], words));
            }
        });
    });
}
