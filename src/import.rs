//! Decks of other programs, as the text of a deck of ours: recognized, read by their dialect, written by one mapping.
//!
//! What becomes of a file: its lines are looked through (`scan`) for what it is (`dialects`); its dialect makes slides of it, each with
//! its texts in order (`draft`); then all go one way: HTML becomes Markdown (`html`), titles, sections and steps are found
//! (`compose`), what Markdown says otherwise is rewritten (`rewrite`), and a canonical deck is written (`write`). Nothing is
//! fetched and nothing is run; what is lost is told (`losses`). Each place of the deck knows its place in the file. Presentations of
//! PowerPoint (`pptx`) are archives; what is read of them goes the same way from their slides on.
//!
//! To add a dialect, write `import/dialects/NAME.rs` with its `DIALECT`, and name it in `import/dialects.rs`.

mod code;
mod comments;
mod compose;
mod definitions;
pub mod dialects;
mod draft;
mod files;
mod heading;
mod html;
mod links;
mod losses;
pub mod pptx;
mod rewrite;
mod scan;
mod write;
mod yaml;

use std::ops::Range;

pub use losses::{Fate, Loss};

use crate::import::dialects::Dialect;
use crate::import::draft::{Head, Slide};
use crate::import::losses::Losses;
use crate::import::scan::Line;
use crate::import::yaml::Yaml;
use crate::lang::{Message, say};
use crate::source::{Source, Span, Traced};

/// The files beside the deck that is read.
pub trait Beside {
    /// The text of a file; `None` where there is none that a deck may show.
    fn text(&self, name: &str) -> Option<String>;

    /// Whether there is a file of this name.
    fn has(&self, name: &str) -> bool;
}

/// No files.
pub struct Nothing;

impl Beside for Nothing {
    fn text(&self, _: &str) -> Option<String> {
        None
    }

    fn has(&self, _: &str) -> bool {
        false
    }
}

/// What is asked of an import.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The dialect, where it is not to be recognized.
    pub dialect: Option<&'static Dialect>,
    /// The language of the deck, where the file is not to be asked.
    pub lang: Option<String>,
    /// Headings of this level begin slides, those above it sections, where the file has no other signs of its slides.
    pub level: Option<u8>,
    /// The folder beside the deck that pictures out of the file are written into; `None` where nothing is written.
    pub media: Option<String>,
}

/// A file that belongs beside the deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name, from the deck's folder on.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The program that its file was made with.
    pub program: Program,
    /// By what it was recognized.
    pub signs: Message,
    /// The deck. What is found in it is told in the file that it was made out of.
    pub source: Source,
    /// What is not as it was, what needs a hand first.
    pub losses: Vec<Loss>,
    /// Pictures that stood in the file.
    pub files: Vec<NewFile>,
    /// The names of the files beside it that were read.
    pub read: Vec<String>,
    pub slides: usize,
    /// What places in its file are counted in.
    pub unit: Unit,
}

/// A program whose decks are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// By what people ask for it.
    pub name: &'static str,
    /// How it is written.
    pub title: &'static str,
}

/// What places are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Line,
    /// The lines of the deck's original are its slides.
    Slide,
}

/// A file, looked through.
pub struct Doc<'t> {
    pub text: &'t str,
    pub lines: Vec<Line<'t>>,
    /// Its front matter; empty where it has none.
    pub front: Yaml,
    /// Where the front matter stands.
    pub front_at: Span,
    /// The first line of the front matter that is not YAML.
    pub broken: Option<Span>,
    /// The first line behind the front matter.
    pub body: usize,
}

impl<'t> Doc<'t> {
    pub fn of(text: &'t str) -> Self {
        let lines = scan::lines(text, 0);
        let found = front_matter(text, &lines);
        let Front { yaml: front, broken, lines: body } = found.unwrap_or_default();
        let front_at = Span::new(0, body.checked_sub(1).map_or(0, |last| lines[last].end()));
        // A fence or a comment in front matter is none.
        let from = lines.get(body).map_or(text.len(), |line| line.at);
        let lines = if body == 0 {
            lines
        } else {
            lines[..body].iter().copied().chain(scan::lines(&text[from..], from)).collect()
        };
        Self { text, lines, front, front_at, broken, body }
    }

    /// The lines behind the front matter.
    pub fn body(&self) -> &[Line<'t>] {
        &self.lines[self.body.min(self.lines.len())..]
    }

    /// The text of some lines, which follow each other.
    pub fn taken(&self, lines: &[Line]) -> Traced {
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => {
                let end = (last.end() + 1).min(self.text.len());
                Traced::as_it_is(&self.text[first.at..end], first.at)
            }
            _ => Traced::default(),
        }
    }
}

/// What stands between the first two lines of `---`.
#[derive(Default)]
struct Front {
    yaml: Yaml,
    /// The first line that is not YAML; what the others say holds.
    broken: Option<Span>,
    /// How many lines it takes.
    lines: usize,
}

fn front_matter(text: &str, lines: &[Line]) -> Option<Front> {
    let first = lines.iter().position(|line| !line.text.trim().is_empty())?;
    if lines[first].text.trim_end() != "---" {
        return None;
    }
    let is_end = |line: &Line| matches!(line.text.trim_end(), "---" | "...");
    let end = first + 1 + lines[first + 1..].iter().position(is_end)?;
    if end == first + 1 {
        return None;
    }
    let whole = text.get(lines[first + 1].at..lines[end].at)?;
    let (yaml, broken) = match Yaml::parse(whole) {
        Some(yaml) => (yaml, None),
        None if is_key(&lines[first + 1]) && whole.len() <= yaml::LONGEST => by_key(text, &lines[first + 1..=end]),
        None => return None,
    };
    (yaml.is_map() || broken.is_some()).then_some(Front { yaml, broken, lines: end + 1 })
}

/// Whether a line begins with a key of YAML.
fn is_key(line: &Line) -> bool {
    let is_letter = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.');
    let is_name = |key: &str| key.starts_with(char::is_alphabetic) && key.chars().all(is_letter);
    line.text.split_once(':').is_some_and(|(key, rest)| is_name(key) && (rest.is_empty() || rest.starts_with(' ')))
}

/// The keys of lines that are not YAML as a whole, the last of which is none of them; and the first key that cannot be read.
fn by_key(text: &str, lines: &[Line]) -> (Yaml, Option<Span>) {
    let (last, lines) = lines.split_last().expect("a line that ends them");
    let starts: Vec<usize> = (0..lines.len()).filter(|at| *at == 0 || is_key(&lines[*at])).collect();
    let ends = starts.iter().skip(1).map(|at| lines[*at].at).chain([last.at]);
    let (mut entries, mut broken) = (Vec::new(), None);
    for (start, end) in starts.iter().zip(ends) {
        let line = &lines[*start];
        match text.get(line.at..end).and_then(Yaml::parse) {
            Some(Yaml::Map(map)) => entries.extend(map),
            _ => broken = broken.or(Some(Span::new(line.at, line.end()))),
        }
    }
    (Yaml::Map(entries), broken)
}

/// What an import reads into.
pub struct Import<'a> {
    pub head: Head,
    pub slides: Vec<Slide>,
    pub losses: Losses,
    pub wanted: &'a Wanted,
    pub beside: &'a dyn Beside,
    /// The names of the files beside the deck that were read.
    pub read: Vec<String>,
    /// Whether its fences are those of our blocks already.
    pub is_ours: bool,
}

/// How deep files are included in each other.
const DEEPEST: usize = 8;

/// The most files that are included; each may include others.
const MOST_FILES: usize = 500;

impl Import<'_> {
    /// The text of a file beside the deck that belongs in its place; `None` where there is none.
    pub fn included(&mut self, name: &str, depth: usize, at: Span) -> Option<String> {
        if depth >= DEEPEST || self.read.len() >= MOST_FILES {
            self.losses.lost(say!("files nested too deep in one another"), at);
            return None;
        }
        let file = match files::place(name, self.beside) {
            files::Place::Beside(file) => file,
            _ => name.to_owned(),
        };
        let text = self.beside.text(&file);
        match &text {
            Some(_) => self.read.push(file),
            None => self
                .losses
                .lost(say!("files that do not exist (\"{name}\")", name = crate::text::shorten(name, 60)), at),
        }
        text.map(|text| if text.contains('\r') { text.replace("\r\n", "\n") } else { text })
    }
}

/// Imports a Markdown deck.
pub fn markdown(file: Source, wanted: &Wanted, beside: &dyn Beside) -> Imported {
    let doc = Doc::of(&file.text);
    let (dialect, signs) = match wanted.dialect {
        Some(dialect) => (dialect, say!("as asked for")),
        None => dialects::recognized(&doc),
    };
    let mut import = Import {
        head: Head { at: doc.front_at, ..Head::default() },
        slides: Vec::new(),
        losses: Losses::default(),
        wanted,
        beside,
        read: Vec::new(),
        is_ours: false,
    };
    import.head.read(&doc.front);
    (dialect.read)(&doc, &mut import);
    let first = import.slides.iter_mut().find(|slide| !slide.is_empty());
    if let (Some(at), Some(first)) = (doc.broken, first) {
        import.losses.todo(say!("lines of front matter that are not YAML"), at);
        first.todo(say!("line {line} is not YAML", line = file.place(at.start).line));
    }
    let slides = import.slides.len();
    let stem = files::last(&file.name).rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).to_owned();
    let composed = compose::compose(import, &stem);
    Imported {
        program: Program { name: dialect.name, title: dialect.title },
        signs,
        source: Source::traced(composed.text, file, dialect.title),
        losses: composed.losses.sorted(),
        files: composed.files,
        read: composed.read,
        slides,
        unit: Unit::Line,
    }
}

impl Head {
    /// What front matter says in most dialects.
    fn read(&mut self, front: &Yaml) {
        self.title = front.text("title").map(heading::plain);
        self.subtitle = front.text("subtitle").or(front.text("sub_title")).map(heading::plain);
        self.lang = front.text("lang").or(front.text("language")).or(front.text("htmlAttrs.lang")).map(str::to_owned);
        self.duration = front.text("duration").and_then(|it| crate::duration::parse(&it.replace("mins", "min")).ok());
        let authors = [front.texts("author"), front.texts("authors")].concat().join(", ");
        self.author = Some(authors).filter(|authors| !authors.is_empty());
        self.event = front.text("event").map(str::to_owned);
        self.date = front.text("date").map(str::to_owned);
        let lines = ["institute", "organization", "affiliation", "location"].iter().filter_map(|key| front.text(key));
        self.lines = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }
}

/// Stretches between separators.
pub fn between(lines: &[Line], mut is_separator: impl FnMut(usize, &Line) -> bool) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.is_text() && is_separator(index, line) {
            ranges.push(from..index);
            from = index + 1;
        }
    }
    ranges.push(from..lines.len());
    ranges
}
