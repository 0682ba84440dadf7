//! A question with choices, as drawn for polls, ratings and quizzes: first the question, while hands are counted, then the results.
//!
//! ```text
//! Avez-vous un projet candidat ?
//!
//!  1  Oui        ████████████████████  12   55 %
//!  2  Peut-être  ████████████           7   32 %
//!  3  Non        █████                  3   14 %
//!
//! 22 réponses
//! ```
//!
//! The results have their room from the start, so that nothing moves when they appear.

mod alone;
mod why;

use std::sync::Arc;

pub use alone::{Ending, button};
pub use why::Why;

use crate::answers::{Own, Tally};
use crate::block::bar;
use crate::block::meaning;
use crate::block::{Asks, Context, Takes};
use crate::lang::{Words, noun, say};
use crate::page::{Ink, Page, Role, Target, cells};
use crate::source::Span;
use crate::table::{At, Reader};
use crate::text::{self, Run};

/// The cells before the words of a choice: the mark of a right answer, the digit, a gap.
const INDENT: u16 = 5;

/// The longest and the shortest bar beside the words, in cells.
const LONGEST: u16 = 60;
const SHORTEST: u16 = 6;

/// The most choices of a question. Nobody can read more while answering.
pub const MOST_CHOICES: usize = 100;

/// The width of "100 %", in cells.
const PERCENT: u16 = 5;

/// From this width on, in cells, there is room for empty rows between a few choices.
const AIRY: u16 = 60;

/// Reports a question with more choices than are shown.
pub fn check_choices(choices: &[String], span: Span, reader: &mut Reader) {
    if choices.len() > MOST_CHOICES {
        let message = say!("{count} choices, the limit is {most}", count = choices.len(), most = MOST_CHOICES);
        let help = say!("combine some of them, or use the kind `open` for answers in words");
        reader.wrong(span, message, say!("the rest are not shown"), help);
    }
}

/// Reports a question without words; `owner` is a block that repeats no other.
pub fn check_question(at: &At, question: &str, owner: &'static str, reader: &mut Reader) {
    if at.lacks("question") {
        reader.report(at.missing("question", owner, noun!("a string")));
    } else if at.has("question") && question.trim().is_empty() {
        reader.report(at.empty("question"));
    }
}

/// A question with its choices and their counts.
pub struct Ask<'a> {
    pub id: &'a str,
    pub question: &'a str,
    /// The id of the question that it repeats.
    pub repeat: Option<&'a str>,
    /// What the scale means, if the choices do not say it.
    pub legend: Option<String>,
    pub choices: Vec<Choice>,
    /// Whether a person may choose several.
    pub several: bool,
    pub tally: Tally,
    /// The answers from when the question was first asked.
    pub earlier: Option<Tally>,
    /// The answer of a person reading alone. `None` if a room answers.
    pub own: Option<Own>,
    /// Their answer from when the question was first asked.
    pub own_before: Option<String>,
    /// The words for talking to them.
    pub interface: &'static Words,
    /// Whether it is exported or printed, so that nobody can answer.
    pub on_paper: bool,
}

/// One choice.
pub struct Choice {
    /// The text under which its answers are stored.
    pub known_as: String,
    pub label: String,
    /// What the results add to its words.
    pub revealed: &'static str,
    pub right: bool,
}

/// How the choices and their bars share the width, in cells.
struct Columns {
    /// The cells before the words of a choice.
    indent: u16,
    /// The words of the choices, with what the results add to them, and a gap.
    label: u16,
    /// The words alone.
    words: u16,
    /// The longest bar.
    bar: u16,
    /// "before" and "after".
    tag: u16,
    count: u16,
    /// Whether the bars are beside the words, rather than below them.
    beside: bool,
}

impl<'a> Ask<'a> {
    pub fn new(
        id: &'a str,
        question: &'a str,
        choices: Vec<Choice>,
        repeat: Option<&'a str>,
        context: &Context,
    ) -> Self {
        let known: Vec<String> = choices.iter().map(|choice| choice.known_as.clone()).collect();
        let tally = |id: &str| context.answers.tally(id, &known);
        let (tally, earlier) = (tally(id), repeat.map(tally));
        let own = context.alone.map(|alone| alone.of(id).cloned().unwrap_or_default());
        let before = context.alone.zip(repeat).and_then(|(alone, id)| alone.of(id));
        let chosen = |own: &Own| own.chosen.iter().cloned().collect::<Vec<_>>().join(", ");
        let own_before = before.map(chosen).filter(|chosen| !chosen.is_empty());
        let (interface, on_paper) = (context.interface, context.on_paper);
        let (legend, several) = (None, false);
        Self { id, question, repeat, legend, several, tally, earlier, own, own_before, interface, on_paper, choices }
    }

    /// The text of the question.
    fn head(&self, width: u16) -> Page {
        let mut page = super::layout_note(self.question, Role::Strong, width);
        if let Some(legend) = &self.legend {
            page.stack(super::layout_note(legend, Role::Muted, width), 0, 0);
        }
        page
    }

    /// The question, shown from the first step on, with the results from the second. The results end with `below`.
    pub fn layout(&self, words: &Words, width: u16, first: u16, below: Page) -> Page {
        let mut page = self.head(width);
        let columns = self.columns(words, width, INDENT);
        let (mut results, mut asks) = (Page::new(width), Page::new(width));
        self.draw_choices(&mut page, |at, choice, page, y| {
            let label = self.draw_choice(at, choice, first, &columns, page, y);
            self.draw_results(at, choice, &columns, words, &mut results, (y, label));
            let bars = u32::from(self.earlier.is_some()) + 1;
            let rows = if columns.beside { label.max(bars) } else { label + bars };
            asks.target(0, y, width, rows, self.target(choice));
            rows
        });
        let y = page.height + u32::from(self.has_status()) + self.gap(width);
        page.text(0, y, &self.status(words), Role::Muted);
        results.put(below, 0, y);
        // The results are a step even if they add nothing.
        results.text(0, y, "", Role::Text);
        asks.target(0, 0, width, page.height, Target::Asks(Arc::from(self.id)));
        page.put(asks.only(0..1), 0, 0);
        page.put(results.only(1..u16::MAX), 0, 0);
        page
    }

    /// Draws the choices below what is on the page. `draw` draws one at a row, and returns its height.
    fn draw_choices(&self, page: &mut Page, mut draw: impl FnMut(usize, &Choice, &mut Page, u32) -> u32) {
        page.height += 1;
        for (at, choice) in self.choices.iter().enumerate() {
            let y = page.height + if at > 0 { self.gap(page.width) } else { 0 };
            let rows = draw(at, choice, page, y);
            page.height = y + rows;
            page.target(0, y, page.width, rows, Target::Part);
        }
    }

    /// How many empty rows are between two choices.
    fn gap(&self, width: u16) -> u32 {
        u32::from(width >= AIRY && self.choices.len() <= 5)
    }

    fn target(&self, choice: &Choice) -> Target {
        Target::Choice { of: Arc::from(self.id), choice: Arc::from(choice.known_as.as_str()) }
    }

    fn columns(&self, words: &Words, width: u16, indent: u16) -> Columns {
        let widest = |text: &dyn Fn(&Choice) -> usize| cells(self.choices.iter().map(text).max().unwrap_or(0));
        let words_alone = widest(&|choice| text::width(&choice.label));
        let revealed = widest(&|choice| text::width(choice.revealed));
        let label = words_alone.saturating_add(2).saturating_add(if revealed > 0 { revealed + 2 } else { 0 });
        let most = self.tallies().flat_map(|tally| &tally.counts).max().copied().unwrap_or(0);
        let count = cells(most.to_string().len().max(2));
        let tag = match self.earlier {
            Some(_) => cells(text::width(words.before).max(text::width(words.after))) + 2,
            None => 0,
        };
        let numbers = 2 + count + 2 + PERCENT;
        let bar = |left: u16| width.saturating_sub(left.saturating_add(tag + numbers)).min(LONGEST);
        let beside = bar(indent.saturating_add(label)) >= SHORTEST;
        let words = words_alone;
        match beside {
            true => Columns { indent, label, words, bar: bar(indent + label), tag, count, beside },
            false => {
                let label = width.saturating_sub(indent).max(1);
                Columns { indent, label, words, bar: bar(indent), tag, count, beside }
            }
        }
    }

    fn tallies(&self) -> impl Iterator<Item = &Tally> {
        self.earlier.iter().chain([&self.tally])
    }

    /// Draws the digit and the words of a choice. Returns the number of rows.
    fn draw_choice(&self, at: usize, choice: &Choice, first: u16, columns: &Columns, page: &mut Page, y: u32) -> u32 {
        if let Some(key) = key(first, at) {
            page.text_to(INDENT - 2, y, &key, Role::Accent);
        }
        page.wrapped(INDENT, y, &[run(&choice.label, Role::Text)], columns.label)
    }

    /// Draws the results of a choice, whose words start at row `y`.
    fn draw_results(
        &self,
        at: usize,
        choice: &Choice,
        columns: &Columns,
        words: &Words,
        page: &mut Page,
        (y, label): (u32, u32),
    ) {
        if choice.right {
            page.text(0, y, "✓", Role::Good);
            page.wrapped(INDENT, y, &[run(&choice.label, Role::Good)], columns.label);
        }
        page.text(INDENT.saturating_add(columns.words).saturating_add(2), y, choice.revealed, Role::Muted);
        if self.has_hands() {
            self.draw_bars(at, columns, words, page, (y, label));
        }
    }

    /// Whether anyone has answered, now or before.
    fn has_hands(&self) -> bool {
        self.tallies().any(|tally| tally.hands() > 0)
    }

    /// Draws how many have chosen this, now and before, beside the words or below them.
    fn draw_bars(&self, at: usize, columns: &Columns, words: &Words, page: &mut Page, (y, label): (u32, u32)) {
        let (x, y) = if columns.beside { (columns.indent + columns.label, y) } else { (columns.indent, y + label) };
        let most =
            self.tallies().flat_map(|tally| (0..tally.counts.len()).map(|at| share(tally, at))).fold(0.0, f64::max);
        for (row, tally) in self.tallies().enumerate() {
            let (y, late) = (y + row as u32, row == 1 || self.earlier.is_none());
            if self.earlier.is_some() {
                page.text(x, y, if late { words.after } else { words.before }, Role::Muted);
            }
            let role = if late { Role::Accent } else { Role::Border };
            let x = x + columns.tag;
            page.text(x, y, &bar::of(share(tally, at), most, columns.bar.into()), role);
            let count = x + columns.bar + 2 + columns.count;
            page.text_to(count, y, &tally.counts[at].to_string(), Role::Strong);
            if let Some(percent) = self.percent(tally, at, words) {
                page.text_to(count + 2 + PERCENT, y, &percent, Role::Text);
            }
        }
    }

    /// The percentage of people who have chosen it. `None` if the number of people is unknown.
    fn percent(&self, tally: &Tally, at: usize, words: &Words) -> Option<String> {
        let known = !self.several || tally.people.is_some();
        Some((words.percent)(tally.percentages().filter(|_| known)?.get(at)?))
    }

    /// Whether the number of answers is shown.
    fn has_status(&self) -> bool {
        !self.on_paper || self.has_hands()
    }

    /// The number of answers. With results, also the number from before.
    fn status(&self, words: &Words) -> String {
        if !self.has_status() {
            return String::new();
        }
        match (self.several, self.tally.people) {
            (true, Some(people)) => format!("{}, {}", (words.answers)(people), (words.hands)(self.tally.hands())),
            (true, None) => (words.hands)(self.tally.hands()),
            (false, _) => (words.answers)(self.tally.n()),
        }
    }

    /// The row below the choices: after the number of answers, which is shown from the start, the numbers before and after; then `more`.
    pub fn summary(&self, words: &Words, width: u16, more: Vec<Vec<Run<Ink>>>) -> Page {
        let mut page = Page::new(width);
        let mut rows = more;
        if let Some(earlier) = self.earlier.as_ref().filter(|_| self.has_status()) {
            let n = |tally: &Tally| match self.several && tally.people.is_none() {
                true => (words.hands)(tally.hands()),
                false => format!("n\u{a0}=\u{a0}{}", tally.n()),
            };
            let counts = format!("{} {} · {} {}", words.before, n(earlier), words.after, n(&self.tally));
            rows.insert(0, vec![run(&counts, Role::Muted)]);
        }
        let status = if self.has_status() { cells(text::width(&self.status(words))) + 3 } else { 0 };
        for row in rows.iter().filter(|row| !row.is_empty()) {
            let wide = cells(row.iter().map(|run| text::width(&run.text)).sum());
            // The first row continues after the number of answers if it fits.
            let x = if page.height == 0 && status + wide <= width { status } else { 0 };
            let y = if page.height == 0 && x < status { 1 } else { page.height };
            page.wrapped(x, y, row, width - x);
        }
        page
    }

    /// Whether counts are shown. A person reading alone must answer first.
    fn tells_counts(&self) -> bool {
        self.own.as_ref().is_none_or(Own::is_given)
    }

    /// The question with the answers so far, as a value.
    pub fn meaning(&self, asks: Asks, takes: Takes, first: u16, context: &Context) -> meaning::Question {
        let words = context.words;
        let before = match &self.own_before {
            Some(before) => Some((self.interface.replay.you_said_before)(before)),
            None => self.earlier.as_ref().map(|_| words.asked_before.to_owned()),
        };
        let choice = |(at, choice): (usize, &Choice)| meaning::Choice {
            known_as: choice.known_as.clone(),
            number: key(first, at),
            label: choice.label.clone(),
            revealed: choice.revealed,
            counts: self.counts(at, words),
            right: choice.right,
            own: self.is_own(choice).then_some(self.interface.replay.your_answer),
            ..meaning::Choice::default()
        };
        meaning::Question {
            wording: self.question.to_owned(),
            repeat: self.repeat.map(str::to_owned),
            before,
            choices: self.choices.iter().enumerate().map(choice).collect(),
            status: (self.tally.hands() > 0 && self.tells_counts()).then(|| self.status(words)),
            ..meaning::Question::new(self.id, asks, takes, context)
        }
    }

    fn is_own(&self, choice: &Choice) -> bool {
        self.own.as_ref().is_some_and(|own| own.chosen.contains(&choice.known_as))
    }

    /// How many have chosen it, now and before, if that may be shown.
    fn counts(&self, at: usize, words: &Words) -> String {
        let counts = self.tallies().filter(|tally| tally.hands() > 0 && self.tells_counts()).map(|tally| {
            let percent = self.percent(tally, at, words).map(|percent| format!(" ({percent})"));
            format!("{}{}", tally.counts[at], percent.unwrap_or_default())
        });
        counts.collect::<Vec<_>>().join(words.then)
    }
}

impl Choice {
    pub fn new(text: &str) -> Self {
        Self { known_as: text.to_owned(), label: text.to_owned(), revealed: "", right: false }
    }
}

pub fn run(text: &str, role: Role) -> Run<Ink> {
    Run { text: text.to_owned(), style: role.into() }
}

/// The share of all answers that a choice has.
fn share(tally: &Tally, at: usize) -> f64 {
    f64::from(tally.counts[at]) / f64::from(tally.n().max(1))
}

/// The number of a choice, which is also the digit that counts a hand for it. There are digits for ten.
pub fn key(first: u16, at: usize) -> Option<String> {
    let number = first.saturating_add(cells(at));
    (at < 10 || first != 1).then(|| number.to_string())
}
