//! Writes the deck as text, in canonical form.

use std::time::Duration;

use crate::duration;
use crate::import::draft::{CodeFile, Head, Layout};
use crate::import::losses::Losses;
use crate::lang::say;
use crate::source::{Span, Traced};
use crate::text::basic_string;

/// What to write.
pub struct Written<'a> {
    pub title: &'a str,
    pub head: &'a Head,
    pub lang: Option<&'a str>,
    pub sections: &'a [Section],
}

pub struct Section {
    pub title: String,
    pub at: Span,
    pub appendix: bool,
    pub slides: Vec<Fields>,
}

/// The fields of a slide.
pub struct Fields {
    pub at: Span,
    pub id: Option<String>,
    pub title: Option<(String, Span)>,
    pub duration: Option<Duration>,
    pub layout: Layout,
    pub items: bool,
    pub todo: Option<String>,
    pub notes: Traced,
    pub body: Traced,
    pub blocks: Vec<Block>,
}

pub enum Block {
    Text { text: Traced, step: Option<u16> },
    Columns { widths: Vec<u16>, columns: Vec<Traced>, step: Option<u16> },
    File(CodeFile),
}

impl Block {
    pub fn set_step(&mut self, to: u16) {
        match self {
            Self::Text { step, .. } | Self::Columns { step, .. } => *step = Some(to),
            Self::File(_) => {}
        }
    }

    pub fn first_text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text.text()),
            Self::Columns { columns, .. } => columns.first().map(Traced::text),
            Self::File(_) => None,
        }
    }

    fn at(&self) -> Span {
        match self {
            Self::Text { text, .. } => text.span(0..1),
            Self::Columns { columns, .. } => columns.first().map_or(Span::default(), |it| it.span(0..1)),
            Self::File(file) => file.at,
        }
    }
}

impl Block {
    fn texts(&self) -> &[Traced] {
        match self {
            Self::Text { text, .. } => std::slice::from_ref(text),
            Self::Columns { columns, .. } => columns,
            Self::File(_) => &[],
        }
    }
}

impl Fields {
    /// All its texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.body, &self.notes].into_iter().chain(self.blocks.iter().flat_map(Block::texts)).map(Traced::text)
    }
}

/// A text on one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// TOML that is being written.
struct Toml<'a> {
    out: Traced,
    losses: &'a mut Losses,
}

/// Writes a deck.
pub fn write(deck: &Written, losses: &mut Losses) -> Traced {
    let mut toml = Toml { out: Traced::default(), losses };
    let at = deck.head.at;
    toml.key("format", "1", at);
    toml.key("title", &basic_string(deck.title), at);
    toml.maybe("subtitle", deck.head.subtitle.as_deref().map(basic_string), at);
    let said = |words: &Option<String>| words.as_deref().map(|words| basic_string(&one_line(words)));
    toml.maybe("author", said(&deck.head.author), at);
    toml.maybe("event", said(&deck.head.event), at);
    toml.maybe("date", said(&deck.head.date), at);
    toml.maybe("footer", said(&deck.head.footer), at);
    toml.maybe("lang", deck.lang.map(basic_string), at);
    toml.maybe("duration", deck.head.duration.map(|it| basic_string(&duration::show(it))), at);
    for section in deck.sections {
        let at = Span::new(section.at.start, section.at.start);
        toml.table("section", at);
        toml.key("title", &basic_string(&section.title), at);
        if section.appendix {
            toml.key("appendix", "true", at);
        }
        section.slides.iter().for_each(|slide| toml.slide(slide));
    }
    toml.out
}

impl Toml<'_> {
    fn table(&mut self, name: &str, at: Span) {
        self.out.write(&format!("\n[[{name}]]\n"), at);
    }

    fn key(&mut self, key: &str, value: &str, at: Span) {
        self.out.write(&format!("{key} = {value}\n"), at);
    }

    fn maybe(&mut self, key: &str, value: Option<String>, at: Span) {
        value.iter().for_each(|value| self.key(key, value, at));
    }

    fn slide(&mut self, slide: &Fields) {
        // Findings about the whole slide are reported at its title.
        let at = slide.title.as_ref().map_or(slide.at, |(_, at)| *at);
        self.table("section.slide", at);
        self.maybe("id", slide.id.as_deref().map(basic_string), at);
        self.maybe("title", slide.title.as_ref().map(|(title, _)| basic_string(title)), at);
        self.maybe("duration", slide.duration.map(|it| basic_string(&duration::show(it))), at);
        let layout = match slide.layout {
            Layout::Top => None,
            Layout::Center => Some("center"),
            Layout::Title => Some("title"),
            Layout::Section => Some("section"),
        };
        self.maybe("layout", layout.map(basic_string), at);
        self.maybe("reveal", slide.items.then(|| basic_string("items")), at);
        self.maybe("todo", slide.todo.as_deref().map(basic_string), at);
        self.text("notes", &slide.notes);
        self.text("body", &slide.body);
        for block in &slide.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let at = block.at();
        self.table("section.slide.block", at);
        match block {
            Block::Text { text, step } => {
                self.key("kind", "\"text\"", at);
                self.maybe("step", step.map(|it| it.to_string()), at);
                self.text("text", text);
            }
            Block::Columns { widths, columns, step } => {
                self.key("kind", "\"columns\"", at);
                let shares: Vec<String> = widths.iter().map(u16::to_string).collect();
                self.maybe("widths", (shares.len() == columns.len()).then(|| format!("[{}]", shares.join(", "))), at);
                self.maybe("step", step.map(|it| it.to_string()), at);
                self.out.write("columns = [", at);
                for (index, column) in columns.iter().enumerate() {
                    self.out.add(if index > 0 { ", " } else { "" });
                    self.string(column);
                }
                self.out.add("]\n");
            }
            Block::File(CodeFile { file, lines, lang, highlight, at }) => {
                self.key("kind", "\"code\"", *at);
                self.key("file", &basic_string(file), *at);
                self.maybe("lines", lines.as_deref().map(basic_string), *at);
                self.maybe("lang", lang.as_deref().map(basic_string), *at);
                self.maybe("highlight", highlight.as_deref().map(basic_string), *at);
            }
        }
    }

    fn text(&mut self, key: &str, text: &Traced) {
        if text.is_blank() {
            return;
        }
        self.out.write(&format!("{key} = "), text.span(0..1));
        self.string(text);
        self.out.add("\n");
    }

    /// A text of several lines, as a literal string if possible.
    fn string(&mut self, text: &Traced) {
        let text = self.without_controls(text);
        if !text.text().contains("'''") {
            self.out.write("'''\n", text.span(0..1));
            self.out.append(&text);
            self.out.add("\n'''");
            return;
        }
        self.out.write("\"\"\"\n", text.span(0..1));
        let signs = text.text().match_indices(['\\', '"']).map(|(at, sign)| (at..at + 1, format!("\\{sign}")));
        self.out.append(&text.edited(&signs.collect::<Vec<_>>()));
        self.out.add("\n\"\"\"");
    }

    /// A text without the control characters that TOML forbids, and no terminal should receive.
    fn without_controls(&mut self, text: &Traced) -> Traced {
        let is_control = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
        if !text.text().contains(is_control) {
            return text.clone();
        }
        let found: Vec<_> =
            text.text().match_indices(is_control).map(|(at, sign)| (at..at + sign.len(), String::new())).collect();
        self.losses.lost(say!("control characters"), text.span(found[0].0.clone()));
        text.edited(&found)
    }
}
