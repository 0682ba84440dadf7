//! The text of a slide as paragraphs.

use crate::block::meaning::{
    Callout, Code, Course, Definition, Item, List, Meaning, Note, Number, Part, Quote, Term, What,
};
use crate::export::pptx::text::{Mark, Paragraph};
use crate::page::{Ink, Role};
use crate::prose::Phrase;
use crate::text::{self, Align, Run};

/// The space above a paragraph, above an item of a tight list, and above what belongs to the text before it, in ems.
const ABOVE: f32 = 0.55;
const CLOSE: f32 = 0.25;
const NEAR: f32 = 0.1;

/// The relative size of captions, sources and notes. Next, that of code, whose characters are wide.
pub const SMALL: f32 = 0.7;
pub const CODE: f32 = 0.8;

/// The largest start number of a list (ECMA-376 part 1, 20.1.10.74).
const LAST_START: u64 = 32_767;

/// The deepest level of a list, from 1.
const DEEPEST: u8 = 9;

/// The setting of a text.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub indent: u8,
    /// The role of text without a role of its own.
    pub role: Role,
    pub above: f32,
    pub align: Align,
}

impl Setting {
    pub const TEXT: Self = Self { indent: 0, role: Role::Text, above: ABOVE, align: Align::Left };
    /// In a table cell, or a card.
    pub const CELL: Self = Self { above: NEAR, ..Self::TEXT };

    fn deeper(self) -> Self {
        Self { indent: (self.indent + 1).min(DEEPEST), ..self }
    }
}

/// Paragraphs that are being collected.
#[derive(Default)]
pub struct Said {
    pub paragraphs: Vec<Paragraph>,
}

/// Whether a part is text that can be joined with other text.
pub fn is_text(what: &What) -> bool {
    match what {
        What::Heading { .. } | What::Paragraph(_) | What::List(_) | What::Terms(_) | What::Notes(_) => true,
        What::Course(_) | What::Number(_) | What::Silence(_) | What::Definition(_) | What::Broken(_) => true,
        What::Quote(_) | What::Callout(_) | What::Table(_) | What::Rule | What::Cards(_) | What::Chart(_) => false,
        What::Code(_) | What::Columns(_) | What::Diagram(_) | What::Image(_) | What::Qr(_) => false,
        What::Question(_) | What::Timeline(_) | What::Group(_) => false,
    }
}

impl Said {
    pub fn meaning(&mut self, meaning: &Meaning, setting: Setting) {
        meaning.0.iter().for_each(|part| self.part(part, setting));
    }

    pub fn part(&mut self, part: &Part, setting: Setting) {
        let step = part.step;
        match &part.what {
            What::Heading { text, .. } => {
                let paragraph = self.phrase(text, step, Setting { role: Role::Accent, ..setting });
                self.paragraphs.push(paragraph.bold());
            }
            What::Paragraph(text) => {
                let paragraph = self.phrase(text, step, setting);
                self.paragraphs.push(paragraph);
            }
            What::List(list) => self.list(list, setting),
            What::Terms(terms) => terms.iter().for_each(|term| self.term(term, step, setting)),
            What::Notes(notes) => notes.iter().for_each(|note| self.note(note, step, setting)),
            What::Quote(quote) => self.quote(quote, step, setting),
            What::Callout(callout) => self.callout(callout, step, setting),
            What::Definition(definition) => self.definition(definition, step, setting),
            What::Code(code) => self.code(code, step, setting),
            What::Course(course) => self.course(course, step, setting),
            What::Number(number) => self.number(number, step, setting),
            What::Broken(why) => self.line(why, Role::Bad, step, setting),
            What::Group(inside) => self.meaning(inside, setting),
            What::Silence(silence) => {
                silence.text.iter().for_each(|text| self.line(text, Role::Strong, step, setting));
                self.line(&silence.said, Role::Muted, step, setting);
            }
            What::Table(_)
            | What::Rule
            | What::Cards(_)
            | What::Chart(_)
            | What::Columns(_)
            | What::Diagram(_)
            | What::Image(_)
            | What::Qr(_)
            | What::Question(_)
            | What::Timeline(_) => self.read(part, setting),
        }
    }

    /// Adds a part that has another form elsewhere, as text.
    fn read(&mut self, part: &Part, setting: Setting) {
        let mut line = Vec::new();
        let mut lines = Vec::new();
        for run in Meaning(vec![part.clone()]).phrase().0 {
            for (at, words) in run.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(Run { text: words.to_owned(), style: run.style.clone() });
            }
        }
        lines.push(line);
        let lines = lines.into_iter().filter(|line| line.iter().any(|run| !run.text.is_empty()));
        for line in lines {
            let paragraph = self.phrase(&Phrase(line), part.step, setting);
            self.paragraphs.push(paragraph);
        }
    }

    fn phrase(&self, phrase: &Phrase, step: u16, setting: Setting) -> Paragraph {
        let own = |run: &Run<Ink>| {
            let mut run = run.clone();
            if run.style.style.role == Role::Text {
                run.style.style.role = setting.role;
            }
            run
        };
        let paragraph = Paragraph::new(phrase.0.iter().map(own).collect(), step);
        Paragraph { indent: setting.indent, above: setting.above, align: setting.align, ..paragraph }
    }

    /// Adds text in one role.
    pub fn line(&mut self, text: &str, role: Role, step: u16, setting: Setting) {
        let paragraph = Paragraph::of(text, role, step);
        self.paragraphs.push(Paragraph {
            indent: setting.indent,
            above: setting.above,
            align: setting.align,
            ..paragraph
        });
    }

    /// The same in small text, close to what is above.
    pub fn small(&mut self, text: &str, step: u16, setting: Setting) {
        self.line(text, Role::Muted, step, Setting { above: CLOSE, ..setting });
        if let Some(last) = self.paragraphs.last_mut() {
            last.share = SMALL;
        }
    }

    fn list(&mut self, list: &List, setting: Setting) {
        let mut is_broken = false;
        for (at, item) in (0..).zip(&list.items) {
            let number = list.start.map(|start| start.saturating_add(at));
            // A paragraph without a number interrupts the numbering: the next item sets its number.
            let start = if is_broken { number } else { list.start };
            is_broken |= self.item(item, (number, start), list.tight && at > 0, setting);
        }
    }

    /// Adds an item. Returns whether there is a paragraph without a mark at its level.
    fn item(
        &mut self,
        item: &Item,
        (number, start): (Option<u64>, Option<u64>),
        close: bool,
        setting: Setting,
    ) -> bool {
        let first = self.paragraphs.len();
        let inner = Setting { above: if close { CLOSE } else { setting.above }, ..setting.deeper() };
        self.meaning(&item.inside, inner);
        if self.paragraphs.len() == first {
            self.line("", Role::Text, item.step, inner);
        }
        let is_own = |it: &Paragraph| it.indent == inner.indent && it.mark == Mark::None;
        // An item that starts with a list gets an empty paragraph for its mark.
        if !is_own(&self.paragraphs[first]) {
            let empty = Paragraph::of("", Role::Text, item.step);
            self.paragraphs.insert(first, Paragraph { indent: inner.indent, above: inner.above, ..empty });
        }
        let paragraph = &mut self.paragraphs[first];
        let is_countable = start.is_some_and(|start| (1..=LAST_START).contains(&start));
        match (item.task, number) {
            (Some(true), _) => paragraph.mark = Mark::Sign('☑'),
            (Some(false), _) => paragraph.mark = Mark::Sign('☐'),
            (None, Some(_)) if is_countable => paragraph.mark = Mark::Number { start: start.unwrap_or(1) },
            (None, Some(number)) => {
                paragraph.runs.insert(0, Run { text: format!("{number}. "), style: Ink::default() });
            }
            (None, None) => paragraph.mark = Mark::Sign(item.mark.chars().next().unwrap_or('•')),
        }
        self.paragraphs[first + 1..].iter().any(is_own)
    }

    fn term(&mut self, term: &Term, step: u16, setting: Setting) {
        let word = self.phrase(&term.word, step, Setting { role: Role::Strong, ..setting });
        self.paragraphs.push(word.bold());
        let inner = Setting { above: NEAR, ..setting.deeper() };
        term.meanings.iter().for_each(|meaning| self.meaning(meaning, inner));
    }

    fn note(&mut self, note: &Note, step: u16, setting: Setting) {
        let first = self.paragraphs.len();
        self.meaning(&note.inside, Setting { above: CLOSE, role: Role::Muted, ..setting });
        let number = Run { text: format!("{}. ", note.number), style: Ink::from(Role::Muted) };
        match self.paragraphs.get_mut(first) {
            Some(paragraph) => paragraph.runs.insert(0, number),
            None => self.line(&number.text, Role::Muted, step, setting),
        }
        self.paragraphs[first..].iter_mut().for_each(|it| it.share *= SMALL);
    }

    pub fn quote(&mut self, quote: &Quote, step: u16, setting: Setting) {
        self.meaning(&quote.inside, Setting { role: Role::Quote, ..setting });
        if let Some(who) = &quote.who {
            self.small(&format!("— {who}"), step, setting);
        }
    }

    pub fn callout(&mut self, callout: &Callout, step: u16, setting: Setting) {
        self.line(&callout.title, tone(callout), step, setting);
        if let Some(title) = self.paragraphs.pop() {
            self.paragraphs.push(title.bold());
        }
        self.meaning(&callout.inside, Setting { above: CLOSE, ..setting });
    }

    fn definition(&mut self, definition: &Definition, step: u16, setting: Setting) {
        self.line(&definition.term, Role::Strong, step, setting);
        if let Some(term) = self.paragraphs.pop() {
            self.paragraphs.push(term.bold());
        }
        self.meaning(&definition.text, Setting { above: NEAR, ..setting.deeper() });
    }

    /// Adds code, one paragraph per line.
    pub fn code(&mut self, code: &Code, step: u16, setting: Setting) {
        if let Some(trouble) = &code.trouble {
            self.line(trouble, Role::Bad, step, setting);
        }
        let digits = (code.first + code.lines.len().saturating_sub(1)).to_string().len();
        for (at, line) in code.lines.iter().enumerate() {
            let number = code.numbers.then(|| format!("{:>digits$} ", code.first + at));
            let number = number.map(|text| Run { text, style: Ink::from(Role::Muted) });
            let plain = |run: &Run<Ink>| {
                let role = run.style.style.role;
                let role = if matches!(role, Role::Code | Role::Faded) { Role::Text } else { role };
                let style = crate::page::Style { role, ..run.style.style };
                Run { text: run.text.clone(), style: style.into() }
            };
            let mut paragraph = Paragraph::new(number.into_iter().chain(line.runs.iter().map(plain)).collect(), step);
            paragraph.above = if at == 0 { setting.above } else { 0.0 };
            (paragraph.indent, paragraph.mono, paragraph.share) = (setting.indent, true, CODE);
            self.paragraphs.push(paragraph);
        }
    }

    fn course(&mut self, course: &Course, step: u16, setting: Setting) {
        let name = text::joined([&course.name, &course.place].into_iter().flatten(), ", ");
        if !name.is_empty() {
            self.line(&name, Role::Strong, step, setting);
        }
        let (here, of) = course.steps;
        let path: Vec<&str> = (1..=of).map(|at| if at <= here { "●" } else { "○" }).collect();
        self.line(&path.join(" — "), Role::Accent, step, Setting { above: NEAR, ..setting });
        let near = Setting { above: CLOSE, ..setting };
        course.audience.iter().for_each(|it| self.line(it, Role::Muted, step, near));
        if let Some(next) = &course.next_in_words {
            self.line(next, Role::Muted, step, near);
        }
    }

    fn number(&mut self, number: &Number, step: u16, setting: Setting) {
        self.line(&number.whole, Role::Accent, step, setting);
        if let Some(figure) = self.paragraphs.pop() {
            self.paragraphs.push(figure.bold().share(2.4));
        }
        self.meaning(&number.caption, Setting { above: NEAR, ..setting });
        number.source.iter().for_each(|source| self.small(source, step, setting));
    }
}

/// The role of the title of a callout.
pub fn tone(callout: &Callout) -> Role {
    use crate::markdown::Tone;
    match callout.tone {
        Tone::Note | Tone::Important => Role::Accent,
        Tone::Tip => Role::Good,
        Tone::Warning => Role::Warning,
        Tone::Caution => Role::Bad,
    }
}
