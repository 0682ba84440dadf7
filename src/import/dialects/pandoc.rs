//! pandoc's slides: headings separate them, `:::` marks notes, columns and lists that appear item by item (its manual, "Slide shows").

use crate::import::comments::Comment;
use crate::import::dialects::plain::{at_headings, is_underline, slide_at, slide_level};
use crate::import::dialects::{Dialect, add};
use crate::import::draft::{Slide, share};
use crate::import::heading::{headings, is_rule, plain};
use crate::import::scan::{Inside, Line};
use crate::import::yaml::Yaml;
use crate::import::{Doc, Import, between, dialects};
use crate::lang::say;
use crate::source::{Span, Traced};

pub const DIALECT: Dialect = Dialect { name: "pandoc", title: "pandoc", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    if doc.body == 0 && doc.lines.first().is_some_and(|line| line.text.starts_with("% ")) {
        return Some("% …".to_owned());
    }
    let keys = ["revealjs-url", "beamer", "aspectratio", "slide-level", "incremental", "pandoc"];
    if let Some(key) = keys.into_iter().find(|key| doc.front.has(key)) {
        return Some(key.to_owned());
    }
    let is_sign = |line: &str| {
        let bare = line.trim();
        bare == ". . ."
            || bare.starts_with(":::")
                && bare.contains(['{', 'n', 'i', 'c'])
                && ["notes", "columns", "incremental", ".column"].iter().any(|it| bare.contains(it))
    };
    dialects::line_with(doc, is_sign).map(|line| crate::text::shorten(line, 30).into_owned())
}

fn read(doc: &Doc, import: &mut Import) {
    let level = doc.front.text("slide-level").and_then(|it| it.parse().ok());
    read_as(doc, import, level, doc.front.is_true("incremental"), false);
}

/// Reads a file like pandoc or, if `is_patat`, like patat, which takes comments for notes.
pub fn read_as(doc: &Doc, import: &mut Import, level: Option<u8>, incremental: bool, is_patat: bool) {
    let head = if doc.body == 0 { title_block(doc, import) } else { 0 };
    import.head.makes_title_slide = import.head.title.is_some();
    let all = &doc.body()[head..];
    let is_break = |index: usize, line: &Line| is_rule(line.text) && !is_underline(all, index);
    let has_rules = all.iter().enumerate().any(|(index, line)| line.is_text() && is_break(index, line));
    let level = import.wanted.level.or(level);
    let mut found: Vec<(Slide, Vec<Line>)> = Vec::new();
    if has_rules && is_patat && import.wanted.level.is_none() {
        found.extend(
            between(all, is_break).into_iter().map(|range| (slide_at(&all[range.clone()]), all[range].to_vec())),
        );
    } else {
        let level = level.unwrap_or_else(|| slide_level(all, &headings(all)));
        for range in between(all, is_break) {
            found.extend(
                at_headings(&all[range], Some(level), import.head.title.is_some())
                    .into_iter()
                    .filter(|(_, lines)| lines.iter().any(|line| !line.text.trim().is_empty())),
            );
        }
    }
    // Titles of level 1 are sections even if there is only one.
    for (mut slide, lines) in found {
        slide.items = incremental;
        content(doc, &lines, &mut slide, import, is_patat);
        import.slides.push(slide);
    }
}

/// Reads the lines `% title`, `% authors`, `% date` at the start of a file. Returns how many there are.
fn title_block(doc: &Doc, import: &mut Import) -> usize {
    let lines: Vec<&Line> = doc
        .lines
        .iter()
        .take_while(|line| line.text.starts_with('%') || line.text.starts_with("  "))
        .take(20)
        .collect();
    let fields: Vec<String> =
        lines.iter().filter_map(|line| line.text.strip_prefix('%')).map(|it| it.trim().to_owned()).collect();
    import.head.at = lines.first().map_or(Span::default(), |line| Span::new(line.at, line.end()));
    if let Some(title) = fields.first().filter(|it| !it.is_empty()) {
        import.head.title = Some(plain(title));
    }
    let field = |at: usize| fields.get(at).filter(|it| !it.is_empty());
    let authors = field(1).map(|it| it.split(';').map(str::trim).collect::<Vec<_>>().join(", "));
    import.head.author = authors.or(import.head.author.take());
    import.head.date = field(2).cloned().or(import.head.date.take());
    lines.len()
}

/// An open `:::` block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Div {
    Notes,
    Columns,
    Column,
    Items { before: bool },
    Other,
}

/// Reads the lines of a slide. `:::` opens and closes blocks.
fn content(doc: &Doc, lines: &[Line], slide: &mut Slide, import: &mut Import, is_patat: bool) {
    let mut divs: Vec<Div> = Vec::new();
    let mut note = Traced::default();
    let mut column = 0;
    let mut from = 0;
    for (index, line) in lines.iter().enumerate() {
        let bare = if line.inside == Inside::Text { line.text.trim() } else { "" };
        let at = Span::new(line.at, line.end());
        let is_pause = matches!(bare, ". . ." | "\\pause");
        let is_div = bare.starts_with(":::");
        let is_tex = bare.starts_with('\\')
            && bare[1..].starts_with(|char: char| char.is_ascii_alphabetic())
            && !bare.contains(' ');
        if !(is_pause || is_div || is_tex) {
            continue;
        }
        take(doc, &lines[from..index], slide, &mut note, divs.contains(&Div::Notes), import, is_patat);
        from = index + 1;
        if is_pause {
            if !slide.pause() {
                import.losses.changed(say!("steps inside columns, lists and lines are shown from the start"), at);
            }
        } else if is_tex {
            import.losses.lost(say!("TeX"), at);
        } else if bare.trim_matches(':').trim().is_empty() {
            match divs.pop() {
                Some(Div::Columns) => slide.close_columns(),
                Some(Div::Items { before }) => slide.items |= before,
                Some(Div::Notes) => slide.note(&std::mem::take(&mut note)),
                _ => {}
            }
        } else {
            divs.push(opened(bare, slide, &mut column, import, at));
        }
    }
    take(doc, &lines[from..], slide, &mut note, divs.contains(&Div::Notes), import, is_patat);
    slide.note(&note);
}

/// The block that a line of `:::` opens.
fn opened(bare: &str, slide: &mut Slide, column: &mut usize, import: &mut Import, at: Span) -> Div {
    let name = bare.trim_matches(':').trim();
    let words = name.trim_matches(['{', '}']);
    let is = |class: &str| words.split_whitespace().any(|word| word.trim_start_matches('.') == class);
    let width = words
        .split_whitespace()
        .find_map(|word| word.strip_prefix("width="))
        .and_then(|it| share(it.trim_matches('"')));
    match () {
        () if is("notes") => Div::Notes,
        () if is("columns") => {
            slide.open_columns(Vec::new());
            *column = 0;
            Div::Columns
        }
        () if is("column") => {
            slide.column(*column);
            *column += 1;
            if let Some(open) = slide.open.as_mut() {
                open.widths.extend(width);
            }
            Div::Column
        }
        () if is("incremental") => {
            let before = slide.items;
            slide.items = true;
            Div::Items { before }
        }
        () if is("nonincremental") => {
            let before = slide.items;
            slide.items = false;
            Div::Items { before }
        }
        () => {
            import.losses.lost(say!("classes"), at);
            Div::Other
        }
    }
}

fn take(
    doc: &Doc,
    lines: &[Line],
    slide: &mut Slide,
    note: &mut Traced,
    is_note: bool,
    import: &mut Import,
    is_patat: bool,
) {
    let text = doc.taken(lines);
    if is_note {
        return note.append(&text);
    }
    let text = with_inline_notes(&text);
    let said = |slide: &mut Slide, comment: &Comment, losses: &mut crate::import::losses::Losses| {
        if !is_patat {
            return false;
        }
        match comment.words().strip_prefix("config:") {
            Some(config) => {
                let yaml = Yaml::parse(config).unwrap_or_default();
                slide.items |= yaml.is_true("incrementalLists");
                losses.lost(say!("settings of individual slides"), comment.whole);
            }
            None => slide.note(&comment.inner),
        }
        true
    };
    add(slide, &text, &mut import.losses, said);
}

/// Turns inline footnotes, `^[words]`, into `[^label]` with a definition below.
fn with_inline_notes(text: &Traced) -> Traced {
    if !text.text().contains("^[") {
        return text.clone();
    }
    let all = text.text();
    let code = crate::import::scan::bits(all);
    let mut edits = Vec::new();
    let mut notes: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    for (at, _) in all.match_indices("^[") {
        let is_text = code.iter().any(|(range, bit)| range.contains(&at) && *bit == crate::import::scan::Bit::Text);
        let inside = &all[at + 2..crate::text::floor(all, at + 2000)];
        let mut depth = 1;
        let end = inside.find(|char| {
            depth += match char {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            depth == 0
        });
        let (Some(end), true) = (end, is_text) else { continue };
        let label = format!("^at-{}", text.place(at));
        edits.push((at..at + 2 + end + 1, format!("[{label}]")));
        notes.push((label, at + 2..at + 2 + end));
    }
    let mut out = text.edited(&edits);
    for (label, range) in notes {
        out.add(&format!("\n\n[{label}]: "));
        out.append(&text.part(range));
        out.add("\n");
    }
    out
}
