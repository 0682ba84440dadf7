//! Blocks other than text: cards, columns, timelines, numbers, pictures, QR codes.

use crate::block::meaning::{Card, Code, CodeLine, Column, Course, Event, Image, Number, Qr, Silence};
use crate::export::html::element::{Attribute, Html};
use crate::export::html::parts::Writer;
use crate::page::{Role, Squares};
use crate::picture;
use crate::text;

/// A timeline of at most this many events is horizontal.
const SHORT: usize = 5;

impl Writer<'_> {
    pub fn cards(&mut self, cards: &[Card], html: &mut Html) {
        html.tag("ul", &[("class", "cards")], |html| {
            for card in cards {
                self.tag("li", &[], card.step, html, |it, html| {
                    html.tag("div", &[("class", "head")], |html| it.inside(&card.head, html));
                    if !card.text.is_empty() {
                        html.tag("div", &[], |html| it.inside(&card.text, html));
                    }
                });
            }
        });
    }

    pub fn columns(&mut self, columns: &[Column], step: u16, html: &mut Html) {
        self.tag("div", &[("class", "columns")], step, html, |it, html| {
            for column in columns {
                let class = format!("flow s{}", column.share.min(5));
                html.tag("div", &[("class", &class)], |html| it.meaning(&column.inside, html));
            }
        });
    }

    pub fn timeline(&mut self, events: &[Event], html: &mut Html) {
        let class = if events.len() <= SHORT { "timeline short" } else { "timeline" };
        html.tag("ol", &[("class", class)], |html| {
            for event in events {
                self.tag("li", &[], event.step, html, |it, html| {
                    html.line("div", &[("class", "date")], &event.date);
                    html.tag("div", &[], |html| it.inside(&event.text, html));
                    if !event.detail.is_empty() {
                        html.tag("div", &[("class", "detail")], |html| it.inside(&event.detail, html));
                    }
                });
            }
        });
    }

    pub fn course(&mut self, course: &Course, step: u16, html: &mut Html) {
        let (here, of) = course.steps;
        self.tag("div", &[("class", "course flow")], step, html, |_, html| {
            let name = text::joined([&course.name, &course.place].into_iter().flatten(), ", ");
            html.tag("p", &[], |html| html.line("strong", &[], &name));
            html.tag("ol", &[("class", "path"), ("aria-hidden", "true")], |html| {
                for at in 1..=of {
                    let attributes: &[Attribute] = match at.cmp(&here) {
                        std::cmp::Ordering::Less => &[("class", "done")],
                        std::cmp::Ordering::Equal => &[("aria-current", "step")],
                        std::cmp::Ordering::Greater => &[],
                    };
                    html.tag("li", attributes, |_| {});
                }
            });
            if let Some(audience) = &course.audience {
                html.line("p", &[("class", "muted")], audience);
            }
            if let Some(next) = &course.next_in_words {
                html.line("p", &[("class", "muted")], next);
            }
        });
    }

    pub fn number(&mut self, number: &Number, step: u16, html: &mut Html) {
        self.tag("div", &[("class", "number flow")], step, html, |it, html| {
            html.tag("p", &[("class", "figure")], |html| {
                html.text(&number.value);
                if !number.unit.is_empty() {
                    html.line("span", &[("class", "unit")], &format!("\u{a0}{}", number.unit));
                }
            });
            it.meaning(&number.caption, html);
            if let Some(source) = &number.source {
                html.line("p", &[("class", "sources")], source);
            }
        });
    }

    /// The logo of the deck; its words where its file is not there.
    pub fn logo(&self, html: &mut Html) {
        let Some(logo) = &self.job.deck.logo else { return };
        match self.data_of(&logo.file) {
            Some(data) => html.void("img", &[("class", "logo"), ("src", &data), ("alt", &logo.alt)]),
            None => html.line("p", &[("class", "logo")], &logo.alt),
        }
    }

    /// The address of a picture in the page itself.
    fn data_of(&self, file: &str) -> Option<String> {
        let bytes = self.job.originals.get(file)?;
        Some(format!("data:{};base64,{}", picture::media_type(bytes)?, text::base64(bytes)))
    }

    pub fn image(&mut self, image: &Image, alt: Option<&str>, step: u16, html: &mut Html) {
        let class = match image.width {
            0..=37 => "image w25",
            38..=62 => "image w50",
            63..=87 => "image w75",
            _ => "image",
        };
        self.tag("figure", &[("class", class)], step, html, |it, html| {
            let alt = if image.decorative { "" } else { alt.filter(|alt| !alt.is_empty()).unwrap_or(&image.file) };
            match it.job.originals.get(&image.file).and_then(|bytes| Some((picture::media_type(bytes)?, bytes))) {
                Some((kind, bytes)) => {
                    let data = format!("data:{kind};base64,{}", text::base64(bytes));
                    let size = image.size.map(|(width, height)| (width.to_string(), height.to_string()));
                    let mut attributes = vec![("src", data.as_str()), ("alt", alt)];
                    attributes.extend((kind == "image/svg+xml").then_some(("class", "art")));
                    if let Some((width, height)) = &size {
                        attributes.extend([("width", width.as_str()), ("height", height.as_str())]);
                    }
                    html.void("img", &attributes);
                }
                None => html.line("p", &[("class", "muted")], alt),
            }
            if let Some(caption) = &image.caption {
                html.line("figcaption", &[], caption);
            }
        });
    }

    pub fn qr(&mut self, qr: &Qr, step: u16, html: &mut Html) {
        self.tag("div", &[("class", "qr")], step, html, |it, html| {
            if let Some(squares) = &qr.squares {
                let label = format!("{} {}", it.words.qr, qr.link);
                squares_of(squares, &label, html);
            }
            html.tag("p", &[], |html| {
                if let Some(caption) = &qr.caption {
                    html.line("strong", &[], caption);
                    html.void("br", &[]);
                }
                match &qr.address {
                    Some(address) => {
                        html.line("a", &[("href", address), ("rel", "noopener noreferrer")], &qr.link);
                    }
                    None => html.text(&qr.link),
                }
            });
        });
    }

    pub fn silence(&mut self, silence: &Silence, step: u16, html: &mut Html) {
        let seconds = silence.duration.as_secs().to_string();
        self.tag("div", &[("class", "silence flow")], step, html, |it, html| {
            if let Some(text) = &silence.text {
                html.tag("p", &[], |html| html.line("strong", &[], text));
            }
            html.line("p", &[("class", "muted")], &silence.said);
            html.tag("p", &[("class", "js")], |html| {
                html.line("button", &[("type", "button"), ("data-seconds", &seconds)], it.words.start_silence);
                html.raw(" ");
                html.tag("span", &[("class", "time"), ("role", "timer")], |_| {});
            });
        });
    }

    pub fn code(&mut self, code: &Code, step: u16, html: &mut Html) {
        self.tag("figure", &[("class", "code")], step, html, |_, html| {
            match &code.trouble {
                Some(trouble) => html.line("p", &[("class", "broken")], trouble),
                None => html.tag("pre", &[], |html| {
                    let (from, stages) = (code.step.to_string(), code.stages.to_string());
                    let staged = [("data-from", from.as_str()), ("data-stages", stages.as_str())];
                    let staged: &[Attribute] = if code.stages > 1 { &staged } else { &[] };
                    html.tag("code", staged, |html| lines(code, html));
                }),
            }
            if let Some(caption) = &code.caption {
                html.line("figcaption", &[], caption);
            }
        });
    }
}

fn lines(code: &Code, html: &mut Html) {
    for (index, CodeLine { runs, lit }) in code.lines.iter().enumerate() {
        let stages = lit.iter().enumerate().filter(|(_, lit)| **lit).map(|(stage, _)| stage.to_string());
        let stages = stages.collect::<Vec<_>>().join(" ");
        let lit: &[Attribute] = if code.stages > 1 { &[("data-lit", &stages)] } else { &[] };
        html.tag("span", &[&[("class", "line")], lit].concat(), |html| {
            if code.numbers {
                let number = (code.first + index).to_string();
                html.line("span", &[("class", "ln"), ("aria-hidden", "true")], &number);
            }
            for run in runs {
                match run.style.style.role {
                    Role::Code | Role::Text => html.text(&run.text),
                    role => html.line("span", &[("class", role.name())], &run.text),
                }
            }
            html.raw("\n");
        });
    }
}

/// A QR code, dark on light in every theme.
fn squares_of(squares: &Squares, label: &str, html: &mut Html) {
    let (width, rows) = (squares.width, squares.height());
    let dark = |x: u16, row: u32| {
        let (upper, lower) = squares.cell(x, row / 2);
        if row.is_multiple_of(2) { upper } else { lower }
    };
    let mut path = String::new();
    for row in 0..2 * rows {
        let mut x = 0;
        while x < width {
            let run = (x..width).take_while(|at| dark(*at, row)).count() as u16;
            if run > 0 {
                path.push_str(&format!("M{x} {row}h{run}v1h-{run}z"));
            }
            x += run + 1;
        }
    }
    let view = format!("0 0 {width} {width}");
    html.tag(
        "svg",
        &[("viewBox", &view), ("role", "img"), ("aria-label", label), ("shape-rendering", "crispEdges")],
        |html| {
            html.tag("path", &[("fill", "#fff"), ("d", &format!("M0 0h{width}v{width}H0z"))], |_| {});
            html.tag("path", &[("fill", "#000"), ("d", &path)], |_| {});
        },
    );
}
