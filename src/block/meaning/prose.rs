//! Turns a meaning into prose.

use crate::block::meaning::{Card, Chart, Choice, Code, Course, Image, Item, List, Meaning, Number, Part, Question};
use crate::block::meaning::{Table, Term, What};
use crate::page::{Role, Style};
use crate::prose::{self, Passage, Phrase, Prose};
use crate::text::{self, Run};

impl Meaning {
    /// Adds all of it to prose.
    pub fn prose(self, prose: &mut Prose) {
        self.0.into_iter().for_each(|part| part.prose(prose));
    }

    fn into_prose(self) -> Prose {
        let mut prose = Prose::default();
        self.prose(&mut prose);
        prose
    }

    /// Its text on one line.
    pub fn words(self) -> String {
        self.into_prose().words().trim_end().replace('\n', " ")
    }

    /// Its text with styles, one passage per line.
    pub fn phrase(self) -> Phrase {
        self.into_prose().phrase()
    }
}

impl Part {
    /// Adds it to prose: first its description, then its own text.
    pub fn prose(self, prose: &mut Prose) {
        match (self.alt, self.what) {
            (alt, What::Image(image)) if !image.decorative => prose.0.push(image.passage(alt)),
            (alt, what) => {
                alt.into_iter().for_each(|alt| prose.remark(alt));
                what.prose(prose);
            }
        }
    }
}

impl What {
    /// Adds it to prose, without the description for those who cannot see it.
    pub fn prose(self, prose: &mut Prose) {
        match self {
            Self::Heading { level, text } => prose.heading(level, text),
            Self::Paragraph(text) => prose.paragraph(text),
            Self::List(list) => prose.0.push(list.passage()),
            Self::Quote(quote) => {
                let mut inside = quote.inside.into_prose();
                quote.who.into_iter().for_each(|who| inside.paragraph(format!("— {who}")));
                prose.0.push(Passage::Quote(inside));
            }
            Self::Callout(it) => {
                let (tone, inside) = (it.tone.name(), it.inside.into_prose());
                prose.0.push(Passage::Callout { tone, title: it.title, is_own: it.is_own, inside });
            }
            Self::Terms(terms) => {
                prose.0.push(Passage::Definitions(terms.into_iter().map(Term::definition).collect()));
            }
            Self::Notes(notes) => {
                let notes = notes.into_iter().map(|note| (note.number, note.inside.into_prose()));
                prose.0.push(Passage::Notes(notes.collect()));
            }
            Self::Table(table) => prose.0.push(table.passage()),
            Self::Rule => prose.0.push(Passage::Rule),
            Self::Cards(cards) => cards.into_iter().for_each(|card| prose.item_of("•", card.inside())),
            Self::Chart(chart) => chart.prose(prose),
            Self::Code(code) => code.prose(prose),
            Self::Columns(columns) => columns.into_iter().for_each(|column| column.inside.prose(prose)),
            Self::Course(course) => course.prose(prose),
            Self::Definition(it) => {
                let term = Run { text: it.term, style: Style { bold: true, ..Role::Strong.into() }.into() };
                prose.item_of("•", it.text.into_prose().led_by(Phrase(vec![term])));
            }
            Self::Diagram(diagram) => diagram.sentences.into_iter().for_each(|it| prose.item("•", it)),
            Self::Image(image) => image.caption.into_iter().for_each(|caption| prose.paragraph(caption)),
            Self::Number(number) => prose.paragraph(number.said()),
            Self::Qr(qr) => qr.caption.into_iter().chain([qr.link]).for_each(|it| prose.paragraph(it)),
            Self::Question(question) => question.prose(prose),
            Self::Silence(silence) => {
                silence.text.into_iter().for_each(|text| prose.paragraph(text));
                prose.remark(silence.said);
            }
            Self::Timeline(events) => events.into_iter().for_each(|event| {
                let text = text::joined([event.text.words(), event.detail.words()], ". ");
                prose.item("•", format!("{} — {text}", event.date));
            }),
            Self::Group(inside) => inside.prose(prose),
            Self::Broken(why) => prose.remark(why),
        }
    }
}

impl List {
    /// The passage for it.
    pub fn passage(self) -> Passage {
        let item = |Item { mark, task, inside, .. }: Item| {
            let mark = match task {
                Some(true) => "[x]".to_owned(),
                Some(false) => "[ ]".to_owned(),
                None => mark,
            };
            prose::Item { mark, inside: inside.into_prose() }
        };
        Passage::List(prose::List { tight: self.tight, items: self.items.into_iter().map(item).collect() })
    }
}

impl Term {
    fn definition(self) -> prose::Definition {
        let meanings = self.meanings.into_iter().map(Meaning::into_prose);
        prose::Definition { word: self.word, meanings: meanings.collect() }
    }
}

impl Table {
    fn passage(self) -> Passage {
        let cell = |cell: Meaning| cell.phrase().with_signs_in_words(self.signs);
        let rows = self.rows.into_iter().map(|row| row.cells.into_iter().map(cell).collect());
        Passage::Table(prose::Table { align: self.align, rows: std::iter::once(self.head).chain(rows).collect() })
    }
}

impl Card {
    fn inside(self) -> Prose {
        let (head, text) = (self.head.into_prose(), self.text.into_prose());
        if head.0.is_empty() { text } else { text.led_by(head.phrase()) }
    }
}

impl Chart {
    fn prose(self, prose: &mut Prose) {
        let count = if self.labels.is_empty() {
            self.series.first().map_or(0, |it| it.values.len())
        } else {
            self.labels.len()
        };
        for index in 0..count {
            let values = self.series.iter().filter_map(|it| {
                let value = it.written.get(index)?;
                let named = self.series.len() > 1 && !it.name.is_empty();
                Some(if named { format!("{} {value}", it.name) } else { value.clone() })
            });
            let values = values.collect::<Vec<_>>().join(", ");
            let label = self.labels.get(index).filter(|label| !label.is_empty());
            prose.item("•", label.map_or_else(|| values.clone(), |label| format!("{label}{} {values}", self.colon)));
        }
        self.below().into_iter().for_each(|below| prose.paragraph(below));
    }
}

impl Code {
    fn prose(self, prose: &mut Prose) {
        match self.trouble {
            None => prose.0.push(Passage::Code { lang: self.lang, text: self.text }),
            Some(_) => prose.remark(self.file.unwrap_or_default()),
        }
        self.caption.into_iter().for_each(|caption| prose.paragraph(caption));
    }
}

impl Course {
    fn prose(self, prose: &mut Prose) {
        let name = text::joined([self.name, self.place].into_iter().flatten(), ", ");
        if !name.is_empty() {
            prose.paragraph(name);
        }
        self.audience.into_iter().for_each(|audience| prose.paragraph(audience));
        self.next_in_words.into_iter().for_each(|next| prose.paragraph(next));
    }
}

impl Image {
    fn passage(self, alt: Option<String>) -> Passage {
        Passage::Picture { file: self.file, alt: alt.unwrap_or_default(), caption: self.caption }
    }
}

impl Number {
    fn said(self) -> String {
        let source = self.source.map(|source| format!("({source})"));
        let said = text::joined([self.caption.words(), source.unwrap_or_default()], " ");
        text::joined([self.whole, said], " — ")
    }
}

impl Question {
    fn prose(self, prose: &mut Prose) {
        if !self.wording.is_empty() || !self.is_list() {
            prose.paragraph(self.wording.as_str());
        }
        self.before.iter().for_each(|before| prose.remark(before));
        if self.is_list() {
            let mark = |item: &Choice| if item.done { "[x]" } else { "[ ]" };
            self.choices.iter().for_each(|item| prose.item(mark(item), item.label.as_str()));
        } else {
            self.choices.iter().for_each(|choice| choice.prose(prose));
        }
        self.hint.iter().for_each(|hint| prose.remark(*hint));
        self.said.into_iter().for_each(|words| prose.item("•", words));
        [self.status, self.scale, self.score].into_iter().flatten().for_each(|it| prose.remark(it));
        if self.is_told {
            self.answer.into_iter().for_each(|answer| prose.paragraph(answer));
            self.why.prose(prose);
        }
        self.choices.into_iter().for_each(|choice| choice.explain(prose));
    }
}

impl Choice {
    /// Adds why it is wrong, after its words.
    fn explain(self, prose: &mut Prose) {
        if !self.why.0.is_empty() {
            prose.0.append(&mut self.why.into_prose().led_by(self.label.as_str()).0);
        }
    }

    fn prose(&self, prose: &mut Prose) {
        let parts = [&self.label, self.revealed, &self.counts, self.own.unwrap_or_default()];
        let text = text::joined(parts.into_iter().filter(|part| !part.is_empty()), " — ");
        if text.is_empty() {
            return;
        }
        // The number of a group is its key. Among the numbers of a scale it would be mistaken for one.
        let number = self.number.clone().filter(|_| self.revealed.is_empty());
        prose.item(number.map_or_else(|| "•".to_owned(), |number| format!("{number}.")), text);
    }
}
