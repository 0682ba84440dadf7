//! remark: slides start with properties, `--` continues a slide, `???` comes before the notes (lexer and slideshow in its sources).

use crate::import::dialects::plain::{is_underline, slide_at};
use crate::import::dialects::{Dialect, add};
use crate::import::draft::{Layout, Part, Slide};
use crate::import::losses::Losses;
use crate::import::scan::{Inside, Line, bits};
use crate::import::{Doc, Import, between};
use crate::lang::say;
use crate::source::{Span, Traced};

pub const DIALECT: Dialect = Dialect { name: "remark", title: "remark", signs, read };

const PROPERTIES: [&str; 8] =
    ["name", "class", "template", "layout", "count", "exclude", "background-image", "continued"];

fn signs(doc: &Doc) -> Option<String> {
    let all = doc.body();
    if all.iter().any(|line| line.is_text() && line.text.trim_end() == "???") {
        return Some("???".to_owned());
    }
    for range in between(all, |_, line| line.text.trim_end() == "---") {
        let lines = &all[range];
        let first = lines.iter().find(|line| !line.text.trim().is_empty());
        if let Some(name) =
            first.and_then(|line| property(line.text)).filter(|(name, _)| *name != "name" || doc.body == 0)
        {
            return Some(format!("{}: {}", name.0, crate::text::shorten(name.1, 30)));
        }
    }
    let is_class = |line: &Line| {
        line.is_text()
            && [".left-column[", ".right-column[", ".pull-left[", ".pull-right[", ".footnote["]
                .iter()
                .any(|it| line.text.contains(it))
    };
    all.iter().find(|line| is_class(line)).map(|line| crate::text::shorten(line.text.trim(), 30).into_owned())
}

/// A property, if the line is one.
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    (PROPERTIES.contains(&name.trim()) && !line.starts_with(' ')).then(|| (name.trim(), value.trim()))
}

/// What a slide inherits from another.
#[derive(Clone, Default)]
struct Template {
    text: Traced,
    is_layout: bool,
}

fn read(doc: &Doc, import: &mut Import) {
    let all = doc.body();
    let mut layout = Template::default();
    let mut named: Vec<(String, Traced)> = Vec::new();
    for range in between(all, |index, line| line.text.trim_end() == "---" && !is_underline(all, index)) {
        let lines = &all[range];
        let mut slide = slide_at(lines);
        let mut from = lines.iter().position(|line| !line.text.trim().is_empty()).unwrap_or(lines.len());
        let (mut is_layout, mut template, mut excluded) = (None, None, false);
        while let Some((name, value)) =
            lines.get(from).filter(|line| line.is_text()).and_then(|line| property(line.text))
        {
            let at = Span::new(lines[from].at, lines[from].end());
            match name {
                "name" => slide.id = Some(value.to_owned()),
                "class" => {
                    if value.split([',', ' ']).any(|it| it == "middle") {
                        slide.layout = Layout::Center;
                    }
                    import.losses.lost(say!("classes"), at);
                }
                "template" => template = Some(value.to_owned()),
                "layout" => is_layout = Some(value == "true"),
                "exclude" => excluded = value == "true",
                "background-image" => background(value, &mut slide, at, &mut import.losses),
                _ => {}
            }
            from += 1;
        }
        let lines = &lines[from..];
        if is_layout == Some(true) {
            layout = Template { text: doc.taken(lines), is_layout: true };
            continue;
        }
        if is_layout == Some(false) {
            layout = Template::default();
        }
        slide.hidden = excluded;
        let mut text = match template.and_then(|name| named.iter().find(|(known, _)| *known == name)) {
            Some((_, text)) => text.clone(),
            None if layout.is_layout => layout.text.clone(),
            None => Traced::default(),
        };
        put(&mut text, &doc.taken(lines));
        if let Some(name) = &slide.id {
            named.push((name.clone(), text.clone()));
        }
        content(&text, &mut slide, import);
        if slide.layout == Layout::Center && import.slides.is_empty() && slide.parts.len() < 2 {
            slide.layout = Layout::Title;
        }
        import.slides.push(slide);
    }
}

/// Inserts a text into a template: at `{{content}}`, else below it.
fn put(template: &mut Traced, text: &Traced) {
    let place = template.text().find("{{content}}").or_else(|| template.text().find("{{ content }}"));
    match place {
        Some(at) => {
            let end = at + template.text()[at..].find("}}").map_or(0, |end| end + 2);
            let mut out = template.part(0..at);
            out.append(text);
            out.append(&template.part(end..template.text().len()));
            *template = out;
        }
        None => template.append(text),
    }
}

fn background(value: &str, slide: &mut Slide, at: Span, losses: &mut Losses) {
    let file = value.trim_start_matches("url(").trim_end_matches(')').trim_matches(['"', '\'']);
    losses.changed(say!("background pictures moved into the text"), at);
    slide.text(&Traced::instead(&format!("![](<{}>)\n\n", file.replace(['<', '>'], "")), at));
}

/// Reads the text of a slide up to its notes, with its pauses and columns.
fn content(text: &Traced, slide: &mut Slide, import: &mut Import) {
    let all = text.text();
    let lines = crate::import::scan::lines(all, 0);
    let note = lines.iter().find(|line| line.is_text() && line.text.trim_end() == "???");
    let end = note.map_or(all.len(), |line| line.at);
    if let Some(line) = note {
        slide.note(&text.part((line.end() + 1).min(all.len())..all.len()));
    }
    let shown: Vec<Line> = lines.iter().filter(|line| line.at < end).copied().collect();
    for (index, range) in between(&shown, |index, line| line.text.trim_end() == "--" && !is_underline(&shown, index))
        .into_iter()
        .enumerate()
    {
        let lines = &shown[range];
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
        let part = text.part(first.at..(last.end() + 1).min(end));
        if index > 0 {
            slide.pause();
        }
        let part = lit_lines(&part, &mut import.losses);
        add_classes(&part, slide, &mut import.losses);
    }
    slide.close_columns();
}

/// Removes the `*` at the start of highlighted lines of code.
fn lit_lines(text: &Traced, losses: &mut Losses) -> Traced {
    let lines = crate::import::scan::lines(text.text(), 0);
    let mut edits = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut lit: Vec<String> = Vec::new();
    let mut number = 0;
    for line in &lines {
        match (line.inside, open) {
            (Inside::Fence, None) => (open, number) = (Some((line.end(), line.text.trim_start().len())), 0),
            (Inside::Fence, Some((at, _))) if line.text.trim().starts_with("```") => {
                if !lit.is_empty() {
                    let info = text.text()[..at].rsplit('\n').next().unwrap_or_default().trim().trim_start_matches('`');
                    let word = if info.is_empty() { "text " } else { " " };
                    edits.push((at..at, format!("{word}{{{}}}", lit.join(","))));
                    lit.clear();
                }
                open = None;
            }
            (Inside::Fence, Some(_)) => {
                number += 1;
                if line.text.starts_with('*') && !line.text.starts_with("**") {
                    lit.push(number.to_string());
                    edits.push((
                        line.at..line.at + 1,
                        if line.text.starts_with("* ") { " ".to_owned() } else { String::new() },
                    ));
                }
            }
            _ => open = None,
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    if edits.is_empty() {
        return text.clone();
    }
    losses.changed(say!("code lines with `*` use `highlight`"), text.span(edits[0].0.clone()));
    text.edited(&edits)
}

/// Adds a text in which `.class[ … ]` are columns or ordinary text.
fn add_classes(text: &Traced, slide: &mut Slide, losses: &mut Losses) {
    let all = text.text();
    let mut from = 0;
    for (start, name, inside, end) in classes(all) {
        if start < from {
            continue;
        }
        let before = text.part(from..start);
        let column = match name.as_str() {
            "left-column" | "pull-left" | "left" | "column-left" | "col-left" => Some(0),
            "right-column" | "pull-right" | "right" | "column-right" | "col-right" => Some(1),
            _ => None,
        };
        let is_block = all[inside.clone()].contains('\n');
        let mut inner = Slide::at(slide.at);
        add_classes(&text.part(inside), &mut inner, losses);
        match column.filter(|_| is_block || all[..start].ends_with('\n')) {
            Some(column) => {
                if slide.open.is_none() {
                    plain(&before, slide, losses);
                    slide.open_columns(Vec::new());
                }
                slide.column(column);
            }
            None => {
                plain(&before, slide, losses);
                losses.lost(say!("classes"), text.span(start..start + name.len() + 2));
            }
        }
        let sign = match name.as_str() {
            "bold" | "b" | "strong" if !is_block => "**",
            "italic" | "i" | "em" if !is_block => "*",
            _ => "",
        };
        slide.text(&Traced::instead(sign, text.span(start..start + 1)));
        for part in inner.parts {
            if let Part::Text(text, _) = part {
                slide.text(&text);
            }
        }
        slide.text(&Traced::instead(sign, text.span(start..start + 1)));
        from = end;
        if let Some(open) = &mut slide.open {
            open.current = None;
        }
    }
    let rest = text.part(from..all.len());
    if !rest.is_blank() && slide.open.is_some() {
        slide.close_columns();
    }
    plain(&rest, slide, losses);
}

fn plain(text: &Traced, slide: &mut Slide, losses: &mut Losses) {
    add(slide, text, losses, |_, _, _| false);
}

/// The outermost `.class[ … ]` of a text: start, name, content, end.
fn classes(text: &str) -> Vec<(usize, String, std::ops::Range<usize>, usize)> {
    let code = bits(text);
    let mut found: Vec<(usize, String, std::ops::Range<usize>, usize)> = Vec::new();
    let mut from = 0;
    let mut left = 10_000_usize;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        from = open + 1;
        let before = &text[..open];
        let name = &before[before
            .rfind(|char: char| !(char.is_alphanumeric() || "-_.".contains(char)))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
        let is_class = name.len() > 1 && name.starts_with('.') && !name.ends_with('.');
        let is_text = code.iter().any(|(range, bit)| range.contains(&open) && *bit == crate::import::scan::Bit::Text);
        left = left.saturating_sub(1);
        if !is_class || !is_text || left == 0 {
            continue;
        }
        let mut depth = 1;
        let end = text[open + 1..].find(|char| {
            depth += match char {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            depth == 0
        });
        let Some(end) = end.map(|end| open + 1 + end) else { continue };
        found.push((
            open - name.len(),
            name[1..].rsplit('.').next().unwrap_or_default().to_owned(),
            open + 1..end,
            end + 1,
        ));
        from = end + 1;
    }
    found
}
