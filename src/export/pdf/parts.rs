//! The content of a slide as a tree of PDF tags. Its leaves are then filled with what is drawn.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag, TagKind};

use crate::block::meaning::{self, Meaning, Part, Question, What};
use crate::prose::Prose;

/// A node of the tree.
#[derive(Clone, Debug)]
pub enum Branch {
    Group(TagKind, Vec<Branch>),
    /// A leaf, by its index.
    Leaf(usize),
}

/// The kind of a leaf, which decides which parts of a page can belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words that may be drawn large.
    Big,
    Words,
    Code,
    /// Shapes, a picture, and the text in it.
    Figure,
}

/// Words that are drawn together, or a figure.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub kind: Kind,
    /// The words. For a figure, all that it may contain, in any order.
    pub pieces: Vec<String>,
}

/// The tree of a slide.
#[derive(Debug, Default)]
pub struct Parts {
    pub leaves: Vec<Leaf>,
    pub branches: Vec<Branch>,
}

impl Parts {
    /// The tree of a slide: its title, at a heading level, the lines `below` it, and its content.
    pub fn of(title: Option<&str>, level: u16, below: &[String], meaning: &Meaning) -> Self {
        let mut parts = Self::default();
        let title = title.filter(|it| !it.trim().is_empty());
        let mut branches: Vec<Branch> =
            title.into_iter().map(|it| group(heading(level, it), vec![parts.leaf(Kind::Big, [it])])).collect();
        branches.extend(below.iter().map(|it| parts.paragraph(it)));
        branches.extend(parts.all(meaning));
        parts.branches = branches;
        parts
    }

    fn leaf<T: ToString>(&mut self, kind: Kind, pieces: impl IntoIterator<Item = T>) -> Branch {
        self.leaves.push(Leaf { kind, pieces: pieces.into_iter().map(|it| it.to_string()).collect() });
        Branch::Leaf(self.leaves.len() - 1)
    }

    fn words(&mut self, words: impl ToString) -> Branch {
        self.leaf(Kind::Words, [words])
    }

    fn paragraph(&mut self, words: impl ToString) -> Branch {
        group(Tag::P, vec![self.words(words)])
    }

    fn paragraphs<T: ToString>(&mut self, words: impl IntoIterator<Item = T>) -> Vec<Branch> {
        words.into_iter().map(|it| self.paragraph(it)).collect()
    }

    fn all(&mut self, meaning: &Meaning) -> Vec<Branch> {
        meaning.0.iter().flat_map(|part| self.part(part)).collect()
    }

    /// A figure, with its description.
    fn figure(&mut self, part: &Part, pieces: Vec<String>) -> Branch {
        let said = || {
            let mut prose = Prose::default();
            part.clone().prose(&mut prose);
            prose.words().trim().replace('\n', " ")
        };
        let alt = part.alt.clone().filter(|alt| !alt.trim().is_empty()).unwrap_or_else(said);
        let alt = if alt.is_empty() { "…".to_owned() } else { alt };
        group(Tag::Figure(Some(alt)), vec![self.leaf(Kind::Figure, pieces)])
    }

    fn part(&mut self, part: &Part) -> Vec<Branch> {
        match &part.what {
            What::Heading { text, .. } => vec![group(heading(3, &text.to_string()), vec![self.words(text)])],
            What::Paragraph(text) => vec![self.paragraph(text)],
            What::List(list) => vec![self.list(list)],
            What::Quote(quote) => {
                let mut inside = self.all(&quote.inside);
                inside.extend(quote.who.as_ref().map(|who| self.paragraph(format!("— {who}"))));
                vec![group(Tag::BlockQuote, inside)]
            }
            What::Callout(it) => {
                let title = self.paragraph(&it.title);
                let inside = self.all(&it.inside);
                vec![group(Tag::Div, [vec![title], inside].concat())]
            }
            What::Terms(terms) => {
                let term = |it: &meaning::Term| {
                    let word = self.words(&it.word);
                    self.item(word, |parts| it.meanings.iter().flat_map(|it| parts.all(it)).collect())
                };
                vec![list_of(ListNumbering::None, terms.iter().map(term).collect())]
            }
            What::Notes(notes) => notes.iter().map(|it| self.note(it)).collect(),
            What::Table(table) => vec![self.table(table)],
            What::Rule => Vec::new(),
            What::Cards(cards) => {
                let card = |it: &meaning::Card| {
                    let head = self.all(&it.head);
                    group(Tag::Div, [head, self.all(&it.text)].concat())
                };
                cards.iter().map(card).collect()
            }
            What::Columns(columns) => columns.iter().flat_map(|column| self.all(&column.inside)).collect(),
            What::Group(inside) => self.all(inside),
            What::Definition(it) => {
                let term = self.paragraph(&it.term);
                vec![group(Tag::Div, [vec![term], self.all(&it.text)].concat())]
            }
            What::Timeline(events) => {
                let event = |it: &meaning::Event| {
                    let date = self.words(&it.date);
                    self.item(date, |parts| [parts.all(&it.text), parts.all(&it.detail)].concat())
                };
                vec![list_of(ListNumbering::None, events.iter().map(event).collect())]
            }
            What::Question(question) => self.question(question),
            what => self.shown(part, what),
        }
    }

    /// The branches of content that is looked at rather than read.
    fn shown(&mut self, part: &Part, what: &What) -> Vec<Branch> {
        match what {
            What::Chart(chart) => {
                let series = chart.series.iter().flat_map(|it| it.written.iter().chain([&it.name]));
                let pieces = chart.labels.iter().chain(series).cloned().chain(chart.below()).collect();
                vec![self.figure(part, pieces)]
            }
            What::Diagram(diagram) => {
                let nodes = diagram.nodes.iter().map(|it| it.label.clone());
                let edges = diagram.edges.iter().filter_map(|it| it.label.clone());
                let groups = diagram.groups.iter().map(|it| it.title.clone());
                vec![self.figure(part, nodes.chain(edges).chain(groups).collect())]
            }
            What::Image(image) => {
                let words = part.alt.iter().chain(&image.trouble).cloned().collect();
                let figure = (!image.decorative).then(|| self.figure(part, words));
                figure.into_iter().chain(self.paragraphs(&image.caption)).collect()
            }
            What::Qr(qr) => {
                let figure = self.figure(part, Vec::new());
                let below = qr.caption.iter().chain([&qr.link]);
                [vec![figure], self.paragraphs(below)].concat()
            }
            What::Code(code) => {
                let mut all = self.paragraphs(code.trouble.iter());
                let text = self.leaf(Kind::Code, [&code.text]);
                all.push(group(Tag::P, vec![group(Tag::Code, vec![text])]));
                all.extend(self.paragraphs(&code.caption));
                all
            }
            What::Number(number) => {
                let value = group(Tag::P, vec![self.leaf(Kind::Big, [&number.whole])]);
                let caption = self.all(&number.caption);
                [vec![value], caption, self.paragraphs(&number.source)].concat()
            }
            What::Course(course) => {
                let all = [&course.name, &course.place, &course.audience, &course.next];
                self.paragraphs(all.into_iter().flatten())
            }
            What::Silence(silence) => self.paragraphs(silence.text.iter().chain([&silence.said])),
            What::Broken(why) => vec![self.paragraph(format!("⚠ {why}"))],
            _ => Vec::new(),
        }
    }

    fn item(&mut self, label: Branch, body: impl FnOnce(&mut Self) -> Vec<Branch>) -> Branch {
        group(Tag::LI, vec![group(Tag::Lbl, vec![label]), group(Tag::LBody, body(self))])
    }

    fn list(&mut self, list: &meaning::List) -> Branch {
        let numbering = if list.start.is_some() { ListNumbering::Decimal } else { ListNumbering::Disc };
        let item = |it: &meaning::Item| {
            let mark = self.words(it.mark.trim());
            self.item(mark, |parts| parts.all(&it.inside))
        };
        list_of(numbering, list.items.iter().map(item).collect())
    }

    fn note(&mut self, note: &meaning::Note) -> Branch {
        let label = group(Tag::Lbl, vec![self.words(format!("{}.", note.number))]);
        group(Tag::Note, [vec![label], self.all(&note.inside)].concat())
    }

    fn table(&mut self, table: &meaning::Table) -> Branch {
        let head: Vec<Branch> = table
            .head
            .iter()
            .map(|name| {
                let words = self.words(name);
                group(Tag::TH(TableHeaderScope::Column), vec![words])
            })
            .collect();
        // Beside a single column the row names are ordinary cells: if most cells were headers, none would stand out.
        let names_rows = table.names_rows && table.head.len() > 2;
        let row = |row: &meaning::Row| {
            let cell = |(column, cell): (usize, &Meaning)| {
                let inside = self.all(cell);
                match names_rows && column == 0 {
                    true => group(Tag::TH(TableHeaderScope::Row), inside),
                    false => group(Tag::TD, inside),
                }
            };
            group(Tag::TR, row.cells.iter().enumerate().map(cell).collect())
        };
        let body = group(Tag::TBody, table.rows.iter().map(row).collect());
        let head = (!head.is_empty()).then(|| group(Tag::THead, vec![group(Tag::TR, head)]));
        group(Tag::Table, head.into_iter().chain([body]).collect())
    }

    fn question(&mut self, question: &Question) -> Vec<Branch> {
        let mut all = self.paragraphs([&question.wording].into_iter().filter(|it| !it.is_empty()));
        all.extend(self.paragraphs(question.before.iter().chain(&question.scale)));
        let choice = |it: &meaning::Choice| {
            let number = self.words(it.number.as_deref().unwrap_or_default());
            self.item(number, |parts| vec![parts.words(&it.label)])
        };
        let choices: Vec<Branch> = question.choices.iter().map(choice).collect();
        if !choices.is_empty() {
            all.push(list_of(ListNumbering::Decimal, choices));
        }
        let ends = [&question.ends.0, &question.ends.1].into_iter().flatten();
        all.extend(self.paragraphs(ends.chain(&question.status).chain(&question.score).chain(&question.said)));
        all.extend(self.all(&question.why));
        all
    }
}

pub fn group(tag: impl Into<TagKind>, inside: Vec<Branch>) -> Branch {
    Branch::Group(tag.into(), inside)
}

pub fn list_of(numbering: ListNumbering, items: Vec<Branch>) -> Branch {
    group(Tag::L(numbering), items)
}

/// A heading of level 1 to 6.
pub fn heading(level: u16, title: &str) -> TagKind {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title.trim().to_owned())).into()
}
