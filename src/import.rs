//! Converts decks of other programs: recognizes them, reads them by dialect, and writes one of our decks.
//!
//! The lines of a file are scanned (`scan`) to recognize its dialect (`dialects`). The dialect splits it into slides, each with its texts in order
//! (`draft`). From there all dialects are treated alike: HTML becomes Markdown (`html`), titles, sections and steps are found (`compose`), Markdown
//! that we write differently is changed (`rewrite`), and a canonical deck is written (`write`). Nothing is downloaded and nothing is run; losses
//! are reported (`losses`). Each place in the deck remembers its place in the file. PowerPoint presentations (`pptx`) are archives; their slides
//! are then treated like the others.
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

/// The files beside the deck that is imported.
pub trait Beside {
    /// The text of a file. `None` if there is none that a deck may show.
    fn text(&self, name: &str) -> Option<String>;

    /// Whether there is a file with this name.
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

/// The options of an import.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The dialect. `None`: recognize it.
    pub dialect: Option<&'static Dialect>,
    /// The language of the deck. `None`: take it from the file.
    pub lang: Option<String>,
    /// The level of headings that start slides, if the file does not mark its slides otherwise. Headings above it start sections.
    pub level: Option<u8>,
    /// The folder beside the deck for pictures from the file. `None`: write none.
    pub media: Option<String>,
}

/// A file to write beside the deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its name, relative to the deck's folder.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The result of an import.
#[derive(Debug)]
pub struct Imported {
    /// The program that the file was made with.
    pub program: Program,
    /// What identified the program.
    pub signs: Message,
    /// The deck. Findings in it are reported at their places in the original file.
    pub source: Source,
    /// What was lost or changed, starting with what needs work.
    pub losses: Vec<Loss>,
    /// Pictures that were in the file.
    pub files: Vec<NewFile>,
    /// The names of the files beside it that were read.
    pub read: Vec<String>,
    pub slides: usize,
    /// The unit of places in its file.
    pub unit: Unit,
}

/// A program whose decks can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
}

/// The unit of places in an original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Line,
    /// Slides: each counts as a line of the deck's original.
    Slide,
}

/// A file after scanning.
pub struct Doc<'t> {
    pub text: &'t str,
    pub lines: Vec<Line<'t>>,
    /// Its front matter. Empty if it has none.
    pub front: Yaml,
    /// The place of the front matter.
    pub front_at: Span,
    /// The first line of the front matter that is not YAML.
    pub broken: Option<Span>,
    /// The first line after the front matter.
    pub body: usize,
}

impl<'t> Doc<'t> {
    pub fn of(text: &'t str) -> Self {
        let lines = scan::lines(text, 0);
        let found = front_matter(text, &lines);
        let Front { yaml: front, broken, lines: body } = found.unwrap_or_default();
        let front_at = Span::new(0, body.checked_sub(1).map_or(0, |last| lines[last].end()));
        // Inside front matter, what looks like a fence or a comment is not one.
        let from = lines.get(body).map_or(text.len(), |line| line.at);
        let lines = if body == 0 {
            lines
        } else {
            lines[..body].iter().copied().chain(scan::lines(&text[from..], from)).collect()
        };
        Self { text, lines, front, front_at, broken, body }
    }

    /// The lines after the front matter.
    pub fn body(&self) -> &[Line<'t>] {
        &self.lines[self.body.min(self.lines.len())..]
    }

    /// The text of consecutive lines.
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

/// The text between the first two lines of `---`.
#[derive(Default)]
struct Front {
    yaml: Yaml,
    /// The first line that is not YAML. The other lines still count.
    broken: Option<Span>,
    /// How many lines it has.
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

/// Whether a line starts with a YAML key.
fn is_key(line: &Line) -> bool {
    let is_letter = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.');
    let is_name = |key: &str| key.starts_with(char::is_alphabetic) && key.chars().all(is_letter);
    line.text.split_once(':').is_some_and(|(key, rest)| is_name(key) && (rest.is_empty() || rest.starts_with(' ')))
}

/// Reads lines one by one that are not YAML as a whole, without the closing line. Also returns the first key that cannot be read.
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

/// The state of an import.
pub struct Import<'a> {
    pub head: Head,
    pub slides: Vec<Slide>,
    pub losses: Losses,
    pub wanted: &'a Wanted,
    pub beside: &'a dyn Beside,
    /// The names of the files beside the deck that were read.
    pub read: Vec<String>,
    /// Whether its fences are already our blocks.
    pub is_ours: bool,
}

/// How deep includes may be nested.
const DEEPEST: usize = 8;

/// The most files that are included; each may include others.
const MOST_FILES: usize = 500;

impl Import<'_> {
    /// The text of an included file. `None` if it does not exist.
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
    /// Reads the front matter keys that most dialects share.
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

/// The ranges of lines between separators.
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
