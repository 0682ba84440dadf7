//! The content of slides as HTML elements: each part by its meaning, with the step at which it appears.

use crate::answers::Alone;
use crate::block::meaning::{Callout, Definition, Item, List, Meaning, Note, Part, Quote, Row, Table, Term, What};
use crate::block::{Body, Colors, Context};
use crate::deck::{Number as SlideNumber, Placed};
use crate::export::Job;
use crate::export::html::element::{Attribute, Html};
use crate::export::html::met::Met;
use crate::lang::HtmlWords;
use crate::replay::terms::Names;
use crate::text::{self, Align};

/// The widths of diagrams, in cells: for a screen, and for a phone.
const WIDTHS: &[u16] = &[72, 36];

/// How many characters fit side by side on a phone of 390 pixels. A table whose words need more scrolls sideways there.
const PHONE: usize = 42;

/// Writes the parts of a deck.
pub struct Writer<'a> {
    pub job: &'a Job<'a>,
    pub words: &'static HtmlWords,
    pub terms: Names<'a>,
    pub met: Met,
    colors: Colors,
    alone: Alone,
    /// The language of the current slide, if it differs from the deck's.
    pub lang: Option<&'a str>,
    /// The id of the current slide on the page, and the level of its last heading.
    place: String,
    level: u8,
    /// The step of the enclosing part. Only a later step needs to be marked.
    step: u16,
}

/// The id of a slide on the page.
pub fn place_of(number: SlideNumber) -> String {
    format!("slide-{number}")
}

impl<'a> Writer<'a> {
    pub fn new(job: &'a Job<'a>) -> Self {
        Self {
            job,
            words: &job.words.html,
            terms: Names::of(&job.deck.terms),
            met: Met::default(),
            colors: Colors::AtOnce,
            alone: Alone::default(),
            lang: None,
            place: String::new(),
            level: 3,
            step: 0,
        }
    }

    /// Starts a slide.
    pub fn at(&mut self, placed: Placed) {
        self.place = place_of(placed.number);
        self.lang = self.job.deck.lang_of(placed.slide);
        (self.met, self.level, self.step) = (Met::default(), 3, 0);
    }

    /// The content of a slide.
    pub fn slide(&mut self, placed: Placed, html: &mut Html) {
        let meaning = placed.slide.meaning(&self.context());
        self.meaning(&meaning, html);
    }

    /// The notes or the lesson; `of` distinguishes their footnotes from those of the slide.
    pub fn text(&mut self, body: &Body, of: &str, html: &mut Html) {
        (self.level, self.step) = (3, 0);
        self.place = format!("{}-{of}", self.place);
        let meaning = body.meaning(&self.context());
        self.meaning(&meaning, html);
    }

    /// The context of a person reading alone who has answered nothing yet.
    fn context<'c>(&'c self) -> Context<'c> {
        let context = self.job.deck.context(self.job.assets, &self.colors).drawing(WIDTHS);
        Context { alone: Some(&self.alone), interface: self.job.words, ..context.speaking(self.lang) }
    }

    /// The id on the page of the slide with this id, if it is exported.
    pub fn slide_called(&self, id: &str) -> Option<String> {
        let slide = self.job.deck.place_of(id).filter(|slide| self.job.slides.contains(slide))?;
        Some(place_of(self.job.deck.slide(slide)?.number))
    }

    /// The id of a footnote of the slide.
    pub fn note(&self, number: &str) -> String {
        format!("{}-note-{number}", self.place)
    }

    /// An element that appears at a step.
    pub fn tag(
        &mut self,
        name: &'static str,
        attributes: &[Attribute],
        step: u16,
        html: &mut Html,
        inside: impl FnOnce(&mut Self, &mut Html),
    ) {
        let said = step.to_string();
        let mut all = attributes.to_vec();
        all.extend((step > self.step).then_some(("data-step", said.as_str())));
        let around = self.step;
        self.step = around.max(step);
        html.tag(name, &all, |html| inside(self, html));
        self.step = around;
    }

    pub fn meaning(&mut self, meaning: &Meaning, html: &mut Html) {
        meaning.0.iter().for_each(|part| self.part(part, html));
    }

    /// The content of an item, a cell or a card. A single paragraph is written without an element.
    pub fn inside(&mut self, meaning: &Meaning, html: &mut Html) {
        match meaning.0.as_slice() {
            [Part { what: What::Paragraph(text), .. }] => self.phrase(text, html),
            _ => html.tag("div", &[("class", "flow")], |html| self.meaning(meaning, html)),
        }
    }

    fn part(&mut self, part: &Part, html: &mut Html) {
        let (step, alt) = (part.step, part.alt.as_deref());
        match &part.what {
            What::Image(image) => return self.image(image, alt, step, html),
            What::Diagram(diagram) => return self.diagram(diagram, alt.unwrap_or_default(), step, html),
            _ => {}
        }
        if let Some(alt) = alt {
            html.line("p", &[("class", "vh")], alt);
        }
        match &part.what {
            What::Heading { level, text } => {
                self.level = (*level).clamp(4, self.level + 1).min(6);
                let name = ["h4", "h5", "h6"][usize::from(self.level - 4)];
                self.tag(name, &[], step, html, |it, html| it.phrase(text, html));
            }
            What::Paragraph(text) => self.tag("p", &[], step, html, |it, html| it.phrase(text, html)),
            What::Rule => html.void("hr", &[]),
            What::Broken(why) => html.line("p", &[("class", "broken")], why),
            What::Group(inside) => self.meaning(inside, html),
            What::List(list) => self.list(list, step, html),
            What::Quote(quote) => self.quote(quote, step, html),
            What::Callout(callout) => self.callout(callout, step, html),
            What::Terms(terms) => self.definitions(terms, step, html),
            What::Notes(notes) => self.notes(notes, html),
            What::Table(table) => self.table(table, alt, step, html),
            What::Cards(cards) => self.cards(cards, html),
            What::Columns(columns) => self.columns(columns, step, html),
            What::Timeline(events) => self.timeline(events, html),
            What::Course(course) => self.course(course, step, html),
            What::Definition(definition) => self.definition(definition, step, html),
            What::Number(number) => self.number(number, step, html),
            What::Qr(qr) => self.qr(qr, step, html),
            What::Silence(silence) => self.silence(silence, step, html),
            What::Code(code) => self.code(code, step, html),
            What::Chart(chart) => self.chart(chart, step, html),
            What::Question(question) => self.question(question, step, html),
            What::Image(_) | What::Diagram(_) => {}
        }
    }

    fn list(&mut self, list: &List, step: u16, html: &mut Html) {
        let start = list.start.map(|start| start.to_string()).filter(|start| start != "1");
        let start: Vec<Attribute> = start.iter().map(|start| ("start", start.as_str())).collect();
        let name = if list.start.is_some() { "ol" } else { "ul" };
        self.tag(name, &start, step, html, |it, html| list.items.iter().for_each(|item| it.item(item, html)));
    }

    fn item(&mut self, item: &Item, html: &mut Html) {
        let class: &[Attribute] = if item.task.is_some() { &[("class", "task")] } else { &[] };
        self.tag("li", class, item.step, html, |it, html| {
            if let Some(done) = item.task {
                let (sign, word) = if done { ("☑", it.words.done) } else { ("☐", it.words.not_done) };
                html.line("span", &[("role", "img"), ("aria-label", word)], sign);
                html.tag("span", &[], |html| it.inside(&item.inside, html));
            } else {
                it.inside(&item.inside, html);
            }
        });
    }

    fn quote(&mut self, quote: &Quote, step: u16, html: &mut Html) {
        let words = |it: &mut Self, html: &mut Html| {
            html.tag("blockquote", &[], |html| {
                html.tag("div", &[("class", "flow")], |html| it.meaning(&quote.inside, html))
            });
        };
        self.tag("figure", &[("class", "quote")], step, html, |it, html| {
            words(it, html);
            if let Some(who) = &quote.who {
                html.line("figcaption", &[], &format!("— {who}"));
            }
        });
    }

    fn callout(&mut self, callout: &Callout, step: u16, html: &mut Html) {
        let class = format!("callout {}", callout.tone.name());
        self.tag("div", &[("class", &class), ("role", "note")], step, html, |it, html| {
            html.line("p", &[("class", "label")], &callout.title);
            html.tag("div", &[("class", "flow")], |html| it.meaning(&callout.inside, html));
        });
    }

    fn definitions(&mut self, terms: &[Term], step: u16, html: &mut Html) {
        self.tag("dl", &[], step, html, |it, html| {
            for term in terms {
                html.tag("dt", &[], |html| it.phrase(&term.word, html));
                term.meanings.iter().for_each(|meaning| html.tag("dd", &[], |html| it.inside(meaning, html)));
            }
        });
    }

    fn definition(&mut self, definition: &Definition, step: u16, html: &mut Html) {
        self.tag("dl", &[("class", "definition")], step, html, |it, html| {
            html.tag("dt", &[], |html| html.line("dfn", &[], &definition.term));
            html.tag("dd", &[], |html| it.inside(&definition.text, html));
        });
    }

    fn notes(&mut self, notes: &[Note], html: &mut Html) {
        html.tag("ol", &[("class", "muted")], |html| {
            for note in notes {
                let (place, number) = (self.note(&note.number.to_string()), note.number.to_string());
                html.tag("li", &[("id", &place), ("value", &number)], |html| self.inside(&note.inside, html));
            }
        });
    }

    fn table(&mut self, table: &Table, alt: Option<&str>, step: u16, html: &mut Html) {
        if letters_beside(table) <= PHONE {
            return self.rows(table, step, html);
        }
        let label = alt.unwrap_or(self.words.table);
        let frame = [("class", "scroll"), ("role", "group"), ("tabindex", "0"), ("aria-label", label)];
        html.tag("div", &frame, |html| self.rows(table, step, html));
    }

    fn rows(&mut self, table: &Table, step: u16, html: &mut Html) {
        let named = usize::from(table.names_rows);
        let is_mark = |cell: &Meaning| text::width(&cell.clone().words()) <= 5;
        let marks = table.names_rows && table.rows.iter().all(|row| row.cells.iter().skip(1).all(is_mark));
        let class: &[Attribute] = if marks { &[("class", "matrix")] } else { &[] };
        let stands = |column: usize| match table.align.get(column) {
            Some(Align::Center) => vec![("class", "center")],
            Some(Align::Right) => vec![("class", "right")],
            _ => Vec::new(),
        };
        self.tag("table", class, step, html, |it, html| {
            html.tag("thead", &[], |html| {
                html.tag("tr", &[], |html| {
                    for (column, name) in table.head.iter().enumerate() {
                        let attributes = stands(column);
                        match name.0.iter().all(|run| run.text.is_empty()) {
                            true => html.tag("td", &attributes, |_| {}),
                            false => {
                                let attributes = [attributes, vec![("scope", "col")]].concat();
                                html.tag("th", &attributes, |html| it.phrase(name, html));
                            }
                        }
                    }
                });
            });
            html.tag("tbody", &[], |html| {
                table.rows.iter().for_each(|row| it.row(row, named, &stands, html));
            });
        });
    }

    fn row(&mut self, row: &Row, named: usize, stands: &dyn Fn(usize) -> Vec<Attribute<'static>>, html: &mut Html) {
        let class: &[Attribute] = if row.apart { &[("class", "apart")] } else { &[] };
        self.tag("tr", class, row.step, html, |it, html| {
            for (column, cell) in row.cells.iter().enumerate() {
                let (name, scope) = if column < named { ("th", vec![("scope", "row")]) } else { ("td", Vec::new()) };
                html.tag(name, &[stands(column), scope].concat(), |html| it.inside(cell, html));
            }
        });
    }

    /// The sources that a slide names, each linked to its entry.
    pub fn sources(&mut self, placed: Placed, html: &mut Html) {
        let sources = placed.slide.sources.iter().filter_map(|id| self.job.deck.sources.called(id));
        let sources: Vec<_> = sources.collect();
        if sources.is_empty() {
            return;
        }
        html.tag("p", &[("class", "sources")], |html| {
            html.text(self.words.sources_of_slide);
            for (index, source) in sources.iter().enumerate() {
                html.raw(if index == 0 { " " } else { ", " });
                let place = self.job.deck.sources.iter().position(|it| it.id == source.id).unwrap_or(0) + 1;
                html.line("a", &[("href", &format!("#source-{place}"))], &source.title);
            }
        });
    }
}

/// The least width of a table in characters: the longest word of each column, and the gap after it.
fn letters_beside(table: &Table) -> usize {
    let longest = |column: usize| {
        let head = table.head.get(column).map(ToString::to_string);
        let cells = table.rows.iter().filter_map(|row| Some(row.cells.get(column)?.clone().words()));
        let words = |text: String| text.split_whitespace().map(text::width).max();
        head.into_iter().chain(cells).filter_map(words).max().unwrap_or(0)
    };
    (0..table.head.len()).map(|column| longest(column) + 2).sum()
}
