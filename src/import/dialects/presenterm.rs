//! presenterm: single-line comments contain commands (its docs/src/features and configuration/options.md).

use crate::import::comments::Comment;
use crate::import::dialects::{Dialect, add, no_step};
use crate::import::draft::{CodeFile, Layout, Opens, Part, Slide, share};
use crate::import::heading::{headings, plain};
use crate::import::losses::Losses;
use crate::import::scan::{Inside, Line, opening};
use crate::import::yaml::Yaml;
use crate::import::{Doc, Import, scan};
use crate::lang::say;
use crate::source::{Span, Traced};

pub const DIALECT: Dialect = Dialect { name: "presenterm", title: "presenterm", signs, read };

const COMMANDS: [&str; 11] = [
    "end_slide", "pause", "column_layout", "column", "reset_layout", "jump_to_middle", "speaker_note",
    "incremental_lists", "font_size", "new_lines", "new_line",
];

fn signs(doc: &Doc) -> Option<String> {
    let front = ["sub_title", "options.implicit_slide_ends", "options.end_slide_shorthand", "options.command_prefix"];
    if let Some(key) = front.into_iter().find(|key| doc.front.has(key)) {
        return Some(key.rsplit('.').next().unwrap_or(key).to_owned());
    }
    let prefix = prefix(doc);
    doc.body().iter().filter(|line| line.is_text()).find_map(|line| {
        let inner = line.text.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim().strip_prefix(prefix)?;
        let name = inner.split([':', ' ']).next()?;
        COMMANDS.contains(&name).then(|| name.to_owned())
    })
}

fn prefix<'a>(doc: &'a Doc) -> &'a str {
    doc.front.text("options.command_prefix").unwrap_or_default()
}

/// The options that a deck uses.
struct Ways<'a> {
    prefix: &'a str,
    /// Whether `---` ends a slide.
    shorthand: bool,
    /// Whether an underlined heading starts a slide.
    implicit: bool,
    image_prefix: &'a str,
    h1_titles: bool,
}

fn read(doc: &Doc, import: &mut Import) {
    let ways = Ways {
        prefix: prefix(doc),
        shorthand: doc.front.is_true("options.end_slide_shorthand"),
        implicit: doc.front.is_true("options.implicit_slide_ends"),
        image_prefix: doc.front.text("options.image_attributes_prefix").unwrap_or("image:"),
        h1_titles: doc.front.is_true("options.h1_slide_titles"),
    };
    if doc.front.has("theme") && !doc.front.has("theme.name") {
        import.losses.lost(say!("theme: see `pupitre themes`"), doc.front_at);
    }
    if let Some(name) = doc.front.text("theme.name") {
        import.losses.lost(say!("theme \"{name}\": see `pupitre themes`", name), doc.front_at);
    }
    import.head.makes_title_slide =
        ["title", "sub_title", "author", "authors", "event", "location", "date"].iter().any(|key| doc.front.has(key));
    let mut reading =
        Reading { ways: &ways, items: doc.front.is_true("options.incremental_lists"), slide: None, import };
    reading.lines(doc.text, doc.body(), 0, None);
    reading.end();
}

struct Reading<'a, 'i, 'w> {
    ways: &'w Ways<'w>,
    import: &'i mut Import<'a>,
    /// Whether lists appear item by item from here on.
    items: bool,
    slide: Option<Slide>,
}

impl Reading<'_, '_, '_> {
    /// Reads lines of a text. Those of an included file all get the place of the include.
    fn lines(&mut self, text: &str, lines: &[Line], depth: usize, at: Option<Span>) {
        let starts: Vec<usize> = match self.ways.implicit {
            true => headings(lines).iter().filter(|it| it.is_underlined).map(|it| it.range.start).collect(),
            false => Vec::new(),
        };
        let mut from = 0;
        let take = |range: std::ops::Range<usize>| -> Traced {
            let part = &lines[range];
            let (Some(first), Some(last)) = (part.first(), part.last()) else { return Traced::default() };
            let taken = &text[first.at..(last.end() + 1).min(text.len())];
            at.map_or_else(|| Traced::as_it_is(taken, first.at), |at| Traced::instead(taken, at))
        };
        for (index, line) in lines.iter().enumerate() {
            let is_alone = line.inside == Inside::Text;
            let words = if is_alone { line.text.trim() } else { "" };
            let command = words.strip_prefix("<!--").and_then(|it| it.strip_suffix("-->")).map(str::trim);
            let command = command.and_then(|it| it.strip_prefix(self.ways.prefix)).map(str::trim);
            let span = at.unwrap_or(Span::new(line.at, line.end()));
            let ends = command == Some("end_slide")
                || self.ways.shorthand && words == "---" && !self.is_underline(lines, index);
            let begins = starts.binary_search(&line.at).is_ok();
            let included = command.and_then(|it| it.strip_prefix("include:")).map(str::trim);
            let file = if line.inside == Inside::Fence { self.file(lines, index, span) } else { None };
            if !(ends || begins || included.is_some() || file.is_some()) {
                continue;
            }
            self.text(&take(from..index));
            from = index + 1;
            if begins {
                self.end();
                from = index;
            }
            if ends {
                self.end();
            }
            if let Some(text) = included.and_then(|name| self.import.included(name, depth, span)) {
                self.lines(&text, &scan::lines(&text, 0), depth + 1, Some(span));
            }
            if let Some((file, length)) = file {
                self.slide(span).parts.push(Part::File(file));
                from = index + length;
            }
        }
        self.text(&take(from.min(lines.len())..lines.len()));
    }

    fn is_underline(&self, lines: &[Line], index: usize) -> bool {
        crate::import::dialects::plain::is_underline(lines, index)
    }

    fn slide(&mut self, at: Span) -> &mut Slide {
        let underlined = !self.ways.h1_titles;
        let items = self.items;
        self.slide.get_or_insert_with(|| Slide { underlined_title: underlined, items, ..Slide::at(at) })
    }

    fn text(&mut self, text: &Traced) {
        if text.is_blank() && self.slide.is_none() {
            return;
        }
        let start = text.text().len() - text.text().trim_start().len();
        let first = start..text.text()[start..].find('\n').map_or(text.text().len(), |end| start + end);
        self.slide(text.span(first));
        let Some(mut slide) = self.slide.take() else { return };
        let text = with_sizes(text, self.ways.image_prefix);
        let prefix = self.ways.prefix;
        let mut items = self.items;
        add(&mut slide, &text, &mut self.import.losses, |slide, comment, losses| {
            command(slide, comment, prefix, &mut items, losses)
        });
        self.items = items;
        self.slide = Some(slide);
    }

    fn end(&mut self) {
        let Some(mut slide) = self.slide.take() else { return };
        slide.close_columns();
        let texts: Vec<&str> = slide
            .parts
            .iter()
            .map(|part| match part {
                Part::Text(text, _) => text.text(),
                _ => "more",
            })
            .collect();
        let words = texts.concat();
        let shown = words
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.trim().chars().all(|char| "=-".contains(char)));
        if slide.layout == Layout::Center
            && shown.count() == 1
            && (words.trim().starts_with('#') || words.contains("===") || words.contains("---"))
        {
            slide.layout = Layout::Section;
            slide.opens = Opens::Own;
        }
        self.import.slides.push(slide);
    }

    /// Code from a file: a fence called `file`, and how many lines it has.
    fn file(&mut self, lines: &[Line], index: usize, at: Span) -> Option<(CodeFile, usize)> {
        let is_first = index == 0
            || lines[index - 1].inside != Inside::Fence
            || opening(lines[index].text).is_some_and(|it| !it.info.is_empty());
        let opened =
            opening(lines[index].text).filter(|it| is_first && it.info.split_whitespace().next() == Some("file"))?;
        let length = lines[index + 1..]
            .iter()
            .position(|line| line.text.trim().starts_with("```") || line.text.trim().starts_with("~~~"))?;
        let text: Vec<&str> = lines[index + 1..index + 1 + length].iter().map(|line| line.text).collect();
        let yaml = Yaml::parse(&text.join("\n"))?;
        let file = yaml.text("path")?.trim_start_matches("./").to_owned();
        if opened.info.contains("+exec") {
            self.import.losses.lost(say!("code to run: Pupitre runs no code"), at);
        }
        if !self.import.beside.has(&file) {
            self.import.losses.todo(say!("code from files that do not exist"), at);
            self.slide(at).todo(say!("put {file} beside the deck", file));
            return None;
        }
        let lines = match (yaml.text("start_line"), yaml.text("end_line")) {
            (None, None) => None,
            (first, last) => Some(format!("{}-{}", first.unwrap_or("1"), last.unwrap_or("99999"))),
        };
        let lang = yaml.text("language").map(str::to_owned);
        Some((CodeFile { file, lines, lang, highlight: None, at }, length + 2))
    }
}

/// Executes a command. Returns whether the comment was one.
fn command(slide: &mut Slide, comment: &Comment, prefix: &str, items: &mut bool, losses: &mut Losses) -> bool {
    let words = comment.words();
    let Some(words) = words.strip_prefix(prefix).map(str::trim) else { return false };
    if words.contains('\n') {
        let note = words
            .strip_prefix("speaker_note:")
            .and_then(|_| Yaml::parse(words)?.text("speaker_note").map(str::to_owned));
        note.iter().for_each(|note| slide.note(&Traced::instead(note, comment.inner.whole())));
        return note.is_some();
    }
    let (name, value) = words.split_once(':').map_or((words, ""), |(name, value)| (name.trim(), value.trim()));
    match name {
        "pause" if !slide.pause() => no_step(losses, comment),
        "pause" | "end_slide" | "new_line" | "newline" | "new_lines" | "newlines" | "no_footer"
        | "list_item_newlines" | "snippet_output" => {}
        "incremental_lists" => {
            *items = value != "false";
            slide.items |= *items;
        }
        "column_layout" => slide.open_columns(value.trim_matches(['[', ']']).split(',').filter_map(share).collect()),
        "column" => slide.column(value.parse().unwrap_or(0)),
        "reset_layout" => slide.close_columns(),
        "jump_to_middle" => slide.layout = Layout::Center,
        "skip_slide" => slide.hidden = true,
        "speaker_note" => {
            let at = comment.inner.text().find(value).filter(|_| !value.is_empty()).unwrap_or(0);
            slide.note(&comment.inner.part(at..at + value.len()));
        }
        "alignment" => losses.lost(say!("alignment of text"), comment.whole),
        "font_size" => losses.lost(say!("font sizes"), comment.whole),
        "comment" => return false,
        _ => return false,
    }
    true
}

/// Pictures with their size in the description: `![image:width:50%](x)`, `![image:w:50%](x)`.
fn with_sizes(text: &Traced, prefix: &str) -> Traced {
    let mut edits = Vec::new();
    for (at, _) in text.text().match_indices("![") {
        let rest = &text.text()[at + 2..];
        let Some((alt, behind)) = rest.split_once(']') else { continue };
        let Some(size) = alt.strip_prefix(prefix).filter(|it| it.starts_with('w')) else { continue };
        let (Some(end), Some((_, width))) = (behind.find(')'), size.split_once(':')) else { continue };
        let close = at + 2 + alt.len() + 1 + end + 1;
        edits.push((at + 2..at + 2 + alt.len(), String::new()));
        edits.push((close..close, format!("{{width={}}}", plain(width).trim())));
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}
