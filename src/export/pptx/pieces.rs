//! The content of a slide as pieces from the top down: texts, and everything else.

use std::cell::RefCell;

use crate::block::Asks;
use crate::block::meaning::{
    Card, Chart, Choice, Code, Diagram, Event, Form, Image, Meaning, Part, Qr, Question, Table, What,
};
use crate::export::pptx::said::{CODE, Said, Setting, is_text, tone};
use crate::export::pptx::text::{Mark, Paragraph};
use crate::lang::HtmlWords;
use crate::page::{Role, Squares};
use crate::text::{self, Align};

/// A piece of a slide.
pub struct Piece<'m> {
    /// The space above it, in ems.
    pub above: f32,
    /// The step at which it appears.
    pub step: u16,
    /// Its description, if its own text does not say it.
    pub alt: Option<String>,
    pub what: Shown<'m>,
}

pub enum Shown<'m> {
    Text(Vec<Paragraph>, Option<Frame>),
    Table(Grid),
    /// A chart, or one of its series.
    Chart(&'m Chart, Option<usize>),
    Diagram(&'m Diagram),
    Picture(&'m Image),
    Squares(&'m Squares),
    Line,
    /// Pieces side by side, with their shares of the width.
    Side(Vec<(f32, Vec<Piece<'m>>)>),
}

/// What is around a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A bar on the left, in the color of a role.
    Bar(Role),
    /// The same on a background.
    Note(Role),
    /// A background with round corners.
    Card,
    /// A background. Its lines are not wrapped if they fit at a smaller size.
    Code,
    /// A frame around a digit.
    Digit,
}

/// Rows of cells.
pub struct Grid {
    /// The names of the columns, if there are any.
    pub head: Option<Vec<Vec<Paragraph>>>,
    /// The rows, each with whether a line separates it from those above.
    pub rows: Vec<(Vec<Vec<Paragraph>>, bool)>,
    /// Whether the first cell of each row is its name.
    pub names_rows: bool,
    /// Whether lines separate the rows.
    pub is_ruled: bool,
}

impl Grid {
    pub fn columns(&self) -> usize {
        let rows = self.rows.iter().map(|(row, _)| row.len());
        rows.chain(self.head.iter().map(Vec::len)).max().unwrap_or(0).max(1)
    }
}

/// The most cards side by side.
const MOST_CARDS: usize = 3;

const APART: f32 = 0.7;
const NEAR: f32 = 0.25;

/// Collects pieces.
pub struct Gathering<'a> {
    pub words: &'static HtmlWords,
    /// Tells whether the picture in this file is available.
    pub has_picture: &'a dyn Fn(&str) -> bool,
    /// Whether text is centered.
    pub is_centered: bool,
    /// Which explanations of answers are on the slide.
    pub reasons: Reasons,
    /// The other explanations, for its notes.
    pub aside: RefCell<Vec<Paragraph>>,
}

/// Which explanations of answers are on a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reasons {
    All,
    /// Only why the right answer is right.
    Right,
    None,
}

impl Gathering<'_> {
    /// The pieces of the content of a slide, or of a part of it.
    pub fn pieces<'m>(&self, meaning: &'m Meaning) -> Vec<Piece<'m>> {
        let mut pieces = Vec::new();
        for part in &meaning.0 {
            self.part(part, &mut pieces);
        }
        pieces
    }

    fn part<'m>(&self, part: &'m Part, pieces: &mut Vec<Piece<'m>>) {
        if is_text(&part.what) {
            return self.words_of(part, pieces);
        }
        let alt = || part.alt.clone().filter(|alt| !alt.trim().is_empty());
        let said = || Some(Meaning(vec![part.clone()]).words()).filter(|words| !words.is_empty());
        let mut put = |alt, what| pieces.push(Piece { above: APART, step: part.step, alt, what });
        match &part.what {
            What::Group(inside) => pieces.extend(self.pieces(inside)),
            What::Quote(quote) => {
                let text = self.text(|it, setting| it.quote(quote, part.step, setting));
                put(alt(), Shown::Text(text, Some(Frame::Bar(Role::Quote))));
            }
            What::Callout(callout) => {
                let text = self.text(|it, setting| it.callout(callout, part.step, setting));
                put(alt(), Shown::Text(text, Some(Frame::Note(tone(callout)))));
            }
            What::Code(code) => self.code(code, part, pieces),
            What::Table(table) => put(alt(), Shown::Table(self.table(table))),
            What::Timeline(events) => put(alt(), Shown::Table(self.timeline(events))),
            What::Rule => put(None, Shown::Line),
            What::Cards(cards) => self.cards(cards, pieces),
            What::Columns(columns) => {
                let sides = columns.iter().map(|it| (f32::from(it.share.max(1)), self.pieces(&it.inside)));
                put(None, Shown::Side(sides.collect()));
            }
            What::Diagram(diagram) => match diagram.drawn.iter().any(|drawn| !drawn.nodes.is_empty()) {
                true => put(said(), Shown::Diagram(diagram)),
                // If there is no room for boxes, its edges are listed as sentences.
                false => pieces.extend(self.sentences(diagram, part.step)),
            },
            What::Chart(chart) => self.chart(chart, said(), part.step, pieces),
            What::Image(image) => self.image(image, alt(), part.step, pieces),
            What::Qr(qr) => self.qr(qr, part.step, pieces),
            What::Question(question) => self.question(question, part.step, pieces),
            _ => {}
        }
    }

    fn text(&self, say: impl FnOnce(&mut Said, Setting)) -> Vec<Paragraph> {
        let mut said = Said::default();
        say(&mut said, Setting::TEXT);
        said.paragraphs
    }

    /// Adds text. Consecutive texts are joined.
    fn words_of(&self, part: &Part, pieces: &mut Vec<Piece>) {
        let align = if self.is_centered { Align::Center } else { Align::Left };
        let mut text = self.text(|said, setting| said.part(part, Setting { align, ..setting }));
        if text.iter().any(|it| it.mark != Mark::None) {
            text.iter_mut().for_each(|it| it.align = Align::Left);
        }
        match pieces.last_mut() {
            Some(Piece { what: Shown::Text(before, None), .. }) => before.append(&mut text),
            _ => put_text(text, APART, pieces),
        }
    }

    fn sentences<'m>(&self, diagram: &Diagram, step: u16) -> Option<Piece<'m>> {
        let item = |text: &String| Paragraph {
            mark: Mark::Sign('•'),
            indent: 1,
            ..Paragraph::of(text.as_str(), Role::Text, step).above(NEAR)
        };
        let what = Shown::Text(diagram.sentences.iter().map(item).collect(), None);
        (!diagram.sentences.is_empty()).then_some(Piece { above: APART, step, alt: None, what })
    }

    fn code<'m>(&self, code: &Code, part: &Part, pieces: &mut Vec<Piece<'m>>) {
        let text = self.text(|said, setting| said.code(code, part.step, setting));
        let what = Shown::Text(text, Some(Frame::Code));
        pieces.push(Piece { above: APART, step: part.step, alt: part.alt.clone(), what });
        self.caption(code.caption.as_deref(), part.step, pieces);
    }

    fn caption(&self, caption: Option<&str>, step: u16, pieces: &mut Vec<Piece>) {
        if let Some(caption) = caption {
            put_text(self.text(|said, setting| said.small(caption, step, setting)), NEAR, pieces);
        }
    }

    fn cell(&self, meaning: &Meaning, align: Align) -> Vec<Paragraph> {
        let mut said = Said::default();
        said.meaning(meaning, Setting { align, ..Setting::CELL });
        said.paragraphs
    }

    fn table(&self, table: &Table) -> Grid {
        let align = |column: usize| table.align.get(column).copied().unwrap_or_default();
        let is_mark = |cell: &Meaning| text::width(&cell.clone().words()) <= 5;
        let marks = table.names_rows && table.rows.iter().all(|row| row.cells.iter().skip(1).all(is_mark));
        let align = |column: usize| if marks && column > 0 { Align::Center } else { align(column) };
        let cells =
            |cells: &[Meaning]| cells.iter().enumerate().map(|(at, it)| self.cell(it, align(at))).collect::<Vec<_>>();
        let head: Vec<Meaning> = table.head.iter().map(|name| Meaning::paragraph(0, name.clone())).collect();
        let is_named = table.head.iter().any(|name| name.0.iter().any(|run| !run.text.trim().is_empty()));
        Grid {
            head: is_named.then(|| cells(&head)),
            rows: table.rows.iter().map(|row| (cells(&row.cells), row.apart)).collect(),
            names_rows: table.names_rows,
            is_ruled: true,
        }
    }

    fn timeline(&self, events: &[Event]) -> Grid {
        let row = |event: &Event| {
            let date = Paragraph::of(event.date.as_str(), Role::Accent, event.step).bold();
            let mut text = self.cell(&event.text, Align::Left);
            let detail = self.cell(&event.detail, Align::Left);
            text.extend(detail.into_iter().map(|it| it.share(0.85)));
            (vec![vec![date], text], false)
        };
        Grid { head: None, rows: events.iter().map(row).collect(), names_rows: true, is_ruled: false }
    }

    /// Adds cards in rows of equal length.
    fn cards<'m>(&self, cards: &[Card], pieces: &mut Vec<Piece<'m>>) {
        let rows = cards.len().div_ceil(MOST_CARDS).max(1);
        for (at, row) in cards.chunks(cards.len().div_ceil(rows).max(1)).enumerate() {
            let side = |card: &Card| {
                let mut text = self.cell(&card.head, Align::Left);
                for run in text.iter_mut().flat_map(|it| &mut it.runs).filter(|it| it.style.style.role == Role::Text) {
                    run.style.style.role = Role::Title;
                }
                text = text.into_iter().map(Paragraph::bold).collect();
                text.extend(self.cell(&card.text, Align::Left).into_iter().map(|it| it.share(0.9)));
                let what = Shown::Text(text, Some(Frame::Card));
                (1.0, vec![Piece { above: 0.0, step: card.step, alt: None, what }])
            };
            let what = Shown::Side(row.iter().map(side).collect());
            pieces.push(Piece { above: if at == 0 { APART } else { 0.5 }, step: 0, alt: None, what });
        }
    }

    fn chart<'m>(&self, chart: &'m Chart, alt: Option<String>, step: u16, pieces: &mut Vec<Piece<'m>>) {
        if chart.form == Form::Sparkline {
            for (at, series) in chart.series.iter().enumerate() {
                let last = series.written.last().map_or("", String::as_str);
                let name = text::joined([series.name.as_str(), last], " ");
                let mut name_of = Vec::new();
                put_text(vec![Paragraph::of(name, Role::Strong, step)], 0.0, &mut name_of);
                let drawn = Piece { above: 0.0, step, alt: alt.clone(), what: Shown::Chart(chart, Some(at)) };
                let what = Shown::Side(vec![(1.0, name_of), (3.0, vec![drawn])]);
                pieces.push(Piece { above: APART, step, alt: None, what });
            }
        } else {
            pieces.push(Piece { above: APART, step, alt, what: Shown::Chart(chart, None) });
        }
        self.caption(chart.below().as_deref(), step, pieces);
    }

    fn image<'m>(&self, image: &'m Image, alt: Option<String>, step: u16, pieces: &mut Vec<Piece<'m>>) {
        let words = alt.unwrap_or_else(|| image.file.clone());
        match (self.has_picture)(&image.file) {
            true => {
                let alt = Some(if image.decorative { String::new() } else { words });
                pieces.push(Piece { above: APART, step, alt, what: Shown::Picture(image) });
            }
            false => {
                let text = self.text(|said, setting| said.line(&words, Role::Muted, step, setting));
                pieces.push(Piece { above: APART, step, alt: None, what: Shown::Text(text, Some(Frame::Card)) });
            }
        }
        self.caption(image.caption.as_deref(), step, pieces);
    }

    fn qr<'m>(&self, qr: &'m Qr, step: u16, pieces: &mut Vec<Piece<'m>>) {
        let text = self.text(|said, setting| {
            qr.caption.iter().for_each(|it| said.line(it, Role::Strong, step, setting));
            said.line(&qr.link, Role::Link, step, setting);
            if let (Some(last), Some(address)) = (said.paragraphs.last_mut(), &qr.address) {
                last.runs.iter_mut().for_each(|run| run.style.link = Some(address.clone().into()));
            }
        });
        let mut beside = Vec::new();
        put_text(text, 0.0, &mut beside);
        let Some(squares) = &qr.squares else { return pieces.append(&mut beside) };
        let alt = Some(format!("{} {}", self.words.qr, qr.link));
        let code = Piece { above: 0.0, step, alt, what: Shown::Squares(squares) };
        let what = Shown::Side(vec![(1.0, vec![code]), (1.2, beside)]);
        pieces.push(Piece { above: APART, step, alt: None, what });
    }

    fn question<'m>(&self, question: &Question, step: u16, pieces: &mut Vec<Piece<'m>>) {
        let is_scale = matches!(question.asks, Asks::Rating | Asks::Nps);
        let mut text = self.text(|said, setting| {
            if !question.wording.is_empty() {
                said.line(&question.wording, Role::Strong, step, setting);
            }
            question.before.iter().for_each(|it| said.small(it, step, setting));
        });
        if !is_scale {
            text.extend(question.choices.iter().map(|it| choice(question, it, step)));
        }
        let is_centered = self.is_centered && question.choices.is_empty();
        text.iter_mut().filter(|_| is_centered).for_each(|it| it.align = Align::Center);
        put_text(text, APART, pieces);
        if is_scale {
            let digit = |it: &Choice| {
                let mut text = vec![Paragraph::of(it.known_as.as_str(), Role::Strong, step).centered()];
                if !it.revealed.is_empty() {
                    text.push(Paragraph::of(it.revealed, Role::Muted, question.results).centered());
                }
                let what = Shown::Text(text, Some(Frame::Digit));
                (1.0, vec![Piece { above: 0.0, step, alt: None, what }])
            };
            let what = Shown::Side(question.choices.iter().map(digit).collect());
            pieces.push(Piece { above: APART, step, alt: None, what });
        }
        let mut about = self.about_answers(question, step);
        about.iter_mut().filter(|_| is_centered).for_each(|it| it.align = Align::Center);
        put_text(about, NEAR, pieces);
        if let Some(answer) = &question.answer {
            let step = question.results;
            let text = self.text(|said, setting| {
                said.line(answer, Role::Good, step, setting);
                if self.reasons != Reasons::None {
                    said.meaning(&question.why, setting);
                }
                if self.reasons == Reasons::All {
                    reasons_against(question, said, setting);
                }
            });
            self.aside.borrow_mut().extend(self.text(|said, setting| {
                if self.reasons == Reasons::None {
                    said.line(answer, Role::Strong, step, setting);
                    said.meaning(&question.why, setting);
                }
                if self.reasons != Reasons::All {
                    reasons_against(question, said, setting);
                }
            }));
            let what = Shown::Text(text, Some(Frame::Note(Role::Good)));
            pieces.push(Piece { above: APART, step, alt: None, what });
        }
    }

    /// What a scale means, how to answer, and the answers.
    fn about_answers(&self, question: &Question, step: u16) -> Vec<Paragraph> {
        let end =
            |choice: Option<&Choice>, word: &Option<String>| Some(format!("{} = {}", choice?.known_as, word.as_ref()?));
        let ends = [end(question.choices.first(), &question.ends.0), end(question.choices.last(), &question.ends.1)];
        let ends = Some(ends.into_iter().flatten().collect::<Vec<_>>().join(", ")).filter(|it| !it.is_empty());
        self.text(|said, setting| {
            ends.or(question.scale.clone()).iter().for_each(|it| said.small(it, step, setting));
            question.hint.iter().for_each(|it| said.small(it, step, setting));
            question.said.iter().for_each(|it| said.line(it, Role::Text, step, setting));
            let counts = question.status.iter().chain(&question.score);
            counts.for_each(|it| said.small(it, question.results, setting));
        })
    }
}

fn put_text(text: Vec<Paragraph>, above: f32, pieces: &mut Vec<Piece>) {
    if !text.is_empty() {
        let step = text.iter().map(|it| it.step).min().unwrap_or(0);
        pieces.push(Piece { above, step, alt: None, what: Shown::Text(text, None) });
    }
}

/// Why the wrong choices are wrong.
fn reasons_against(question: &Question, said: &mut Said, setting: Setting) {
    for wrong in question.choices.iter().filter(|it| !it.why.0.is_empty()) {
        said.line(&wrong.label, Role::Strong, question.results, setting);
        said.meaning(&wrong.why, setting);
    }
}

/// A choice, or an item to tick.
fn choice(question: &Question, choice: &Choice, step: u16) -> Paragraph {
    let paragraph = Paragraph::of(choice.label.as_str(), Role::Text, step).above(0.4);
    let mark = match (question.is_list(), choice.done) {
        (true, true) => Mark::Sign('☑'),
        (true, false) => Mark::Sign('☐'),
        (false, _) => Mark::Number { start: 1 },
    };
    Paragraph { mark, indent: 1, ..paragraph }
}

/// The width of code, in ems of the text. Its font size is smaller.
pub fn width_of_code(text: &[Paragraph], measure: &super::measure::Measure) -> f32 {
    text.iter().map(|it| it.measured(measure).width()).fold(CODE, f32::max)
}
