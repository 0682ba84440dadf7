//! Rewrites Markdown of other programs: only what we write differently is changed.

mod columns;
mod image;
mod pie;

use std::ops::Range;

use crate::assets::Assets;
use crate::block::graph::Form;
use crate::block::meaning::What;
use crate::block::{Body, Colors, Context, content_of};
use crate::diagnostic::Severity;
use crate::import::code::Code;
use crate::import::definitions::Definitions;
use crate::import::files::{self, Place, written};
use crate::import::heading::plain;
use crate::import::links::Links;
use crate::import::losses::Losses;
use crate::import::rewrite::image::{Image, size};
use crate::import::{Beside, NewFile};
use crate::lang::{Message, say};
use crate::markdown::{self, Event, Leads, Part};
use crate::source::{Map, Span, Traced};
use crate::table::Reader;
use crate::text::basic_string;

/// What rewriting needs.
pub struct Rewriter<'a> {
    pub losses: &'a mut Losses,
    pub definitions: &'a mut Definitions,
    pub links: &'a mut Links,
    pub beside: &'a dyn Beside,
    /// The folder for pictures from the text. `None` if no files are written.
    pub media: Option<&'a str>,
    pub files: &'a mut Vec<NewFile>,
    /// Whether fences with the name of a block are that block.
    pub is_ours: bool,
    /// The number of the slide.
    pub slide: usize,
    /// The work left to be done by hand on this slide.
    pub todos: Vec<Message>,
}

/// What encloses the current place.
#[derive(Default)]
struct Around {
    /// How many headings, cells and links, where pictures are not allowed.
    words: usize,
    /// How many items and quotes, whose lines are indented.
    nested: usize,
}

/// One pass over a text.
struct Pass<'a, 'r, 't> {
    with: &'r mut Rewriter<'a>,
    text: &'t Traced,
    edits: Vec<(Range<usize>, String)>,
    around: Around,
}

/// Whether a text cannot contain anything to rewrite.
fn is_plain(text: &str) -> bool {
    let has_fence = || text.contains("```") || text.contains("~~~");
    !text.contains(['<', '$', '|'])
        && !text.contains("](")
        && !text.contains("][")
        && !text.contains("]:")
        && !has_fence()
        && !text.contains("![")
}

impl Rewriter<'_> {
    /// Rewrites a text, and adds the definitions that it refers to.
    pub fn text(&mut self, text: &Traced) -> Traced {
        let mut text = tidy(&text.trimmed());
        self.definitions.add_to(&mut text, self.slide);
        text = text.trimmed();
        if is_plain(text.text()) {
            return text;
        }
        let mut edits = {
            let all = text.text();
            let mut pass = Pass { with: self, text: &text, edits: Vec::new(), around: Around::default() };
            let events: Vec<_> = markdown::events(all).collect();
            pass.read(&events);
            pass.edits
        };
        if edits.is_empty() {
            return text;
        }
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        tidy(&text.edited(&edits).trimmed())
    }

    /// Adds work to be done by hand on this slide.
    fn todo(&mut self, kind: Message, words: Message, at: Span) {
        self.losses.todo(kind, at);
        if !self.todos.contains(&words) {
            self.todos.push(words);
        }
    }
}

type Events<'e> = [(Event<'e>, Range<usize>)];

impl<'t> Pass<'_, '_, 't> {
    fn read(&mut self, events: &Events<'t>) {
        let mut index = 0;
        while let Some((event, range)) = events.get(index) {
            index += 1;
            match event {
                Event::Start(Part::Image(leads)) => {
                    let end = end_of(events, index);
                    let alt = words(&events[index..end]);
                    self.image(leads, &alt, range.clone());
                    index = end + 1;
                    continue;
                }
                Event::Start(Part::Code(info)) => {
                    let end = end_of(events, index);
                    let text = words(&events[index..end]);
                    self.fence(info, &text, range.clone());
                    index = end + 1;
                    continue;
                }
                Event::Start(Part::Head) => self.name_columns(&events[index..], range.clone()),
                Event::Start(Part::Link(leads)) => self.link(leads, events, index, range.clone()),
                Event::Math(formula) => self.formula(formula, range.clone()),
                Event::Html { .. } => self.html(range.clone()),
                _ => {}
            }
            self.around.follow(event);
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.text.span(range.clone())
    }

    /// Handles a picture. It stays as it is if that means the same in our decks.
    fn image(&mut self, leads: &Leads, alt: &str, range: Range<usize>) {
        let at = self.span(&range);
        let behind = &self.text.text()[range.end..];
        let (size, taken) = size(behind);
        let whole = range.start..range.end + taken;
        let name = files::last(&leads.target).to_owned();
        let shown = if alt.trim().is_empty() { name.clone() } else { alt.trim().to_owned() };
        let file = match files::place(&leads.target, self.with.beside) {
            Place::Beside(file) if files::is_picture(&file) || !file.contains('.') => file,
            Place::Beside(file) => {
                self.with.losses.lost(say!("videos and other files that are not pictures"), at);
                return self.edits.push((whole, escaped(if alt.is_empty() { &file } else { alt })));
            }
            Place::Web => {
                self.with.todo(
                    say!("pictures on the web: nothing is downloaded"),
                    say!("put {name} beside the deck: nothing is downloaded", name),
                    at,
                );
                let target = leads.target.replace(['<', '>', ' ', '\n'], "");
                return self.edits.push((whole, format!("[{}]({})", escaped(&shown), written(&target))));
            }
            Place::Inline(ending, bytes) => match self.extracted(ending, bytes) {
                Some(file) => file,
                None => {
                    let words = say!("`pupitre import` writes the picture beside the deck");
                    self.with.todo(say!("pictures embedded in the text"), words, at);
                    return self.edits.push((whole, escaped(alt)));
                }
            },
            Place::Outside | Place::Nowhere => {
                self.with.todo(say!("pictures outside of the folder"), say!("put {name} beside the deck", name), at);
                return self.edits.push((whole, escaped(&shown)));
            }
        };
        if self.around.words > 0 {
            self.with.losses.changed(say!("pictures in headings, tables and links became their descriptions"), at);
            return self.edits.push((whole, escaped(&shown)));
        }
        if alt.trim().is_empty() {
            self.with.todo(
                say!("pictures without a description"),
                say!("say what {name} shows", name = files::last(&file)),
                at,
            );
        }
        let alt = if alt.trim().is_empty() { files::last(&file).to_owned() } else { alt.trim().to_owned() };
        let image = Image { file, alt, title: leads.title.to_string(), size };
        self.put(image, whole, at);
    }

    /// Writes a picture: as Markdown, or as a fence if it has a size.
    fn put(&mut self, image: Image, range: Range<usize>, at: Span) {
        let has_size = image.size.width.is_some() || image.size.cover;
        if has_size && self.around.nested > 0 {
            self.with.losses.lost(say!("the size of pictures in lists and quotes"), at);
        }
        match has_size && self.around.nested == 0 {
            true => self.edits.push((range, format!("\n\n{}\n\n", image.fence()))),
            false => {
                let inline = image.inline();
                if self.text.text()[range.clone()] != inline {
                    self.edits.push((range, inline));
                }
            }
        }
    }

    /// Adds a file for a picture from the text. Returns its name.
    fn extracted(&mut self, ending: &str, bytes: Vec<u8>) -> Option<String> {
        let media = self.with.media?;
        let known = self.with.files.iter().find(|it| it.bytes == bytes).map(|it| it.name.clone());
        Some(known.unwrap_or_else(|| {
            let name = format!("{media}/image{}.{ending}", self.with.files.len() + 1);
            self.with.files.push(NewFile { name: name.clone(), bytes });
            name
        }))
    }

    fn link(&mut self, leads: &Leads, events: &Events, index: usize, range: Range<usize>) {
        let all = self.text.text();
        let target = leads.target.trim();
        let has_scheme = ["http://", "https://", "mailto:", "tel:"]
            .iter()
            .any(|it| target.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)));
        if has_scheme || all[range.clone()].starts_with('<') {
            return;
        }
        let end = end_of(events, index);
        let inside = match (events.get(index), events[..end].last()) {
            (Some((_, first)), Some((_, last))) if index < end => first.start..last.end.max(first.start),
            _ => range.end..range.end,
        };
        let to = match self.with.links.resolve(target) {
            Some(id) => Some(format!("#{id}")),
            None if target.starts_with("www.") => Some(format!("https://{target}")),
            None if target.starts_with("//") => Some(format!("https:{target}")),
            None => None,
        };
        let to = to.filter(|_| !inside.is_empty());
        let (open, close) = match &to {
            Some(to) => ("[".to_owned(), format!("]({})", written(to))),
            None => (String::new(), String::new()),
        };
        if to.is_none() {
            self.with
                .losses
                .lost(say!("links to files and to places in the deck: only their words stay"), self.span(&range));
        }
        self.edits.push((range.start..inside.start, open));
        if inside.end <= range.end {
            self.edits.push((inside.end..range.end, close));
        }
    }

    /// Handles a formula, which is shown as it is written. An amount of dollars is not one.
    fn formula(&mut self, formula: &str, range: Range<usize>) {
        if markdown::math::unicode(formula).is_some() {
            return;
        }
        let is_block = formula.starts_with("$$");
        let words = formula.trim_matches('$').trim();
        if words.is_empty() || !(is_block || words.contains(['\\', '^', '_', '=', '{'])) {
            return;
        }
        self.with.losses.changed(say!("formulas are shown as they are written"), self.span(&range));
        let is_apart = words.contains('\n') && self.around.nested == 0 && self.around.words == 0;
        let shown = match is_apart {
            true => format!("\n\n```text\n{words}\n```\n\n"),
            false => {
                let marks = if words.contains('`') { "``" } else { "`" };
                format!("{marks}{}{marks}", words.split_whitespace().collect::<Vec<_>>().join(" "))
            }
        };
        self.edits.push((range, shown));
    }

    /// Handles text that looks like HTML but is not known HTML.
    fn html(&mut self, range: Range<usize>) {
        let html = &self.text.text()[range.clone()];
        if html.eq_ignore_ascii_case("<br>") || html.starts_with("<!--") {
            return;
        }
        let signs = html.match_indices('<').filter(|(at, _)| !html[*at..].to_ascii_lowercase().starts_with("<br>"));
        self.edits.extend(signs.map(|(at, _)| (range.start + at..range.start + at, "\\".to_owned())));
    }

    fn fence(&mut self, info: &str, code: &str, range: Range<usize>) {
        if self.with.is_ours && info != "mermaid" && content_of(markdown::first_word(info)).is_some() {
            return;
        }
        let all = &self.text.text()[range.clone()];
        let line = &all[..all.find('\n').unwrap_or(all.len())];
        let Some(marks) =
            line.find(['`', '~']).filter(|at| line[*at..].starts_with("```") || line[*at..].starts_with("~~~"))
        else {
            return;
        };
        let at = self.span(&(range.start..range.start + line.len()));
        let sign = &line[marks..marks + 1];
        let behind = range.start + marks + (line[marks..].len() - line[marks..].trim_start_matches(sign).len());
        let info = if info.starts_with("mermaid") { "mermaid" } else { info };
        let mut read = Code::of(info, self.with.losses, at);
        let ours = match read.lang.as_str() {
            "mermaid" | "Mermaid" => match self.pie(code, all, range.start, at) {
                Some(chart) => chart,
                None => self.diagram(code, &mut read, at),
            },
            lang if read.is_drawn => {
                let words = say!("draw the {lang} as a picture, or as a diagram of Mermaid", lang);
                self.with.todo(say!("drawings that only other programs can make"), words, at);
                read.info()
            }
            _ => read.info(),
        };
        if line[marks..].trim_start_matches(sign).trim() != ours {
            self.edits.push((behind..range.start + line.len(), ours));
        }
    }

    /// Rewrites a Mermaid pie as a chart. Returns the lines between the fences, or `None` if it is not a pie.
    fn pie(&mut self, code: &str, all: &str, start: usize, at: Span) -> Option<String> {
        let pie = pie::read(code)?;
        let begin = all.find('\n')? + 1;
        let end = all.trim_end().rfind('\n')? + 1;
        // The prefix of each line inside a list or a quote.
        let before = all[begin..].lines().next()?.strip_suffix(code.lines().next()?)?;
        let lines: String =
            pie.lines.iter().map(|line| format!("{}\n", format!("{before}{line}").trim_end())).collect();
        let is_closed = all[end..].trim_start_matches(before).starts_with(['`', '~']);
        self.edits.push((is_closed.then_some(start + begin..start + end)?, lines));
        self.with.todo(say!("diagrams without a description"), say!("say what the diagram shows"), at);
        Some(format!("chart alt={}", basic_string(&pie.name)))
    }

    /// Handles a Mermaid diagram: a diagram if it is a flowchart or a sequence that can be read, otherwise code.
    fn diagram(&mut self, code: &str, read: &mut Code, at: Span) -> String {
        let kind =
            code.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("%%")).unwrap_or_default();
        let kind = kind.split_whitespace().next().unwrap_or_default().to_owned();
        let Some(names) = names(code) else {
            let words = match kind.as_str() {
                "" => say!("draw the diagram as a picture, or as `graph LR`"),
                _ => say!("draw the {kind} as a picture, or as `graph LR`", kind),
            };
            self.with.todo(say!("diagrams that are neither flowcharts nor sequences"), words, at);
            read.lang = "text".to_owned();
            return read.info();
        };
        self.with.todo(say!("diagrams without a description"), say!("say what the diagram shows"), at);
        let alt = if kind.eq_ignore_ascii_case("sequenceDiagram") { names.join(", ") } else { labels(code) };
        format!("mermaid alt={}", basic_string(&alt))
    }
}

/// The names of the first boxes of a diagram. `None` if it cannot be drawn.
fn names(code: &str) -> Option<Vec<String>> {
    let longest = code.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest.max(2) + 1);
    let body = Body::of(&format!("{marks}mermaid alt=\"x\"\n{code}\n{marks}\n"));
    let mut reader = Reader::new("", Map::default());
    body.look_through(&mut reader);
    if reader.diagnostics.iter().any(|it| it.severity == Severity::Error) {
        return None;
    }
    let meaning = body.meaning(&Context::of(&Assets::default(), &Colors::default()));
    let diagrams = meaning.0.iter().filter_map(|part| if let What::Diagram(it) = &part.what { Some(it) } else { None });
    let nodes = diagrams.flat_map(|diagram| &diagram.nodes).filter(|node| node.form != Form::Note);
    Some(nodes.take(12).map(|node| node.label.replace('\n', " ")).collect())
}

/// The text in the boxes of a flowchart.
fn labels(code: &str) -> String {
    let mut labels: Vec<String> = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("%%")) {
        let mut rest = line;
        while let Some(open) = rest.find(['[', '(', '{']) {
            let inside = rest[open..].trim_start_matches(['[', '(', '{', '/', '\\', '"', '>']);
            let end = inside.find([']', ')', '}', '"']).unwrap_or(inside.len());
            let label = plain(&inside[..end].replace("<br>", " ").replace("<br/>", " "));
            if !label.is_empty() && !labels.contains(&label) && labels.len() < 12 {
                labels.push(label);
            }
            rest = inside[end..].trim_start_matches([']', ')', '}', '"', '/', '\\']);
        }
    }
    if labels.is_empty() { "A flowchart".to_owned() } else { labels.join(", ") }
}

impl Around {
    fn follow(&mut self, event: &Event) {
        let step = |count: &mut usize, begins: bool| *count = if begins { *count + 1 } else { count.saturating_sub(1) };
        let (part, begins) = match event {
            Event::Start(part) => (part, true),
            Event::End(part) => (part, false),
            _ => return,
        };
        match part {
            Part::Heading(_) | Part::Head | Part::Row | Part::Link(_) | Part::Term => step(&mut self.words, begins),
            Part::Item | Part::Quote | Part::Callout(_) | Part::Meaning | Part::Note(_) => {
                step(&mut self.nested, begins)
            }
            _ => {}
        }
    }
}

/// The index of the end of the part that started just before `from`.
fn end_of(events: &Events, from: usize) -> usize {
    let mut open = 1;
    for (index, (event, _)) in events.iter().enumerate().skip(from) {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            _ => {}
        }
        if open == 0 {
            return index;
        }
    }
    events.len()
}

fn words(events: &Events) -> String {
    let mut words = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html { text, .. } => words.push_str(text),
            Event::Math(text) => words.push_str(text),
            Event::Break { .. } => words.push(' '),
            _ => {}
        }
    }
    words
}

/// A text with Markdown escaped.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        if "\\`*_[]<>".contains(char) {
            out.push('\\');
        }
        out.push(if char == '\n' { ' ' } else { char });
    }
    out
}

/// The same with at most one empty line in a row, and without trailing spaces. Code stays as it is.
pub fn tidy(text: &Traced) -> Traced {
    if !text.text().contains("\n\n\n") && !text.text().contains(" \n") {
        return text.clone();
    }
    let mut edits = Vec::new();
    let mut empty = 0;
    for line in crate::import::scan::lines(text.text(), 0) {
        let is_empty = line.is_text() && line.text.trim().is_empty();
        empty = if is_empty { empty + 1 } else { 0 };
        if empty > 1 {
            edits.push((line.at..(line.end() + 1).min(text.text().len()), String::new()));
        } else if line.is_text() && line.text.ends_with(' ') && !line.text.ends_with("  ") {
            edits.push((line.at + line.text.trim_end().len()..line.end(), String::new()));
        }
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}
