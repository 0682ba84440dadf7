//! reveal-md and reveal.js: horizontal and vertical slides, notes after `Note:` (README, lib/defaults.json; reveal.js 6).

use std::time::Duration;

use crate::import::comments::Comment;
use crate::import::dialects::plain::{is_underline, slide_at};
use crate::import::dialects::{Dialect, add, lose_settings};
use crate::import::draft::{Opens, Part, Slide, When};
use crate::import::html::Tag;
use crate::import::losses::Losses;
use crate::import::scan::{Line, lines, marker};
use crate::import::{Doc, Import, between};
use crate::lang::{noun, say};
use crate::source::Traced;

pub const DIALECT: Dialect = Dialect { name: "reveal", title: "reveal-md", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    let keys = ["revealOptions", "separator", "verticalSeparator", "highlightTheme", "notesSeparator"];
    if let Some(key) = keys.into_iter().find(|key| doc.front.has(key)) {
        return Some(key.to_owned());
    }
    let mut marks = doc.body().iter().filter(|line| line.is_text());
    if let Some(line) = marks.find(|line| {
        ["<!-- .slide:", "<!-- .element:", "<!--.slide", "<!-- slide"].iter().any(|it| line.text.contains(it))
    }) {
        let at = line.text.find("<!--").unwrap_or(0);
        return Some(crate::text::shorten(&line.text[at..], 30).into_owned());
    }
    let is_rule = |words: &str| doc.body().iter().any(|line| line.is_text() && line.text.trim_end() == words);
    let has_notes = doc.body().iter().any(|line| line.is_text() && note_start(line.text).is_some());
    (is_rule("---") && has_notes).then(|| "Note:".to_owned()).or_else(|| {
        let lower = doc.body().iter().enumerate().find(|(index, line)| {
            line.is_text() && line.text.trim_end() == "----" && !is_underline(doc.body(), *index)
        });
        lower.filter(|_| is_rule("---")).map(|_| "----".to_owned())
    })
}

/// What follows `Note:` at the start of a line.
fn note_start(line: &str) -> Option<&str> {
    let lower = line.get(..6).unwrap_or(line.get(..5)?).to_ascii_lowercase();
    let length = if lower.starts_with("notes:") { 6 } else { usize::from(lower.starts_with("note:")) * 5 };
    (length > 0).then(|| &line[length..])
}

/// The separators of slides, as text of a line. Patterns count only if they are plain text.
struct Separators {
    beside: Vec<String>,
    below: Vec<String>,
    note: Option<String>,
}

impl Separators {
    fn of(doc: &Doc) -> Self {
        let words = |key: &str, usual: &[&str]| match doc.front.text(key) {
            // In a pattern, line ends and anchors only say that it is a line of its own.
            Some(pattern) => pattern
                .split('|')
                .map(|it| {
                    it.replace("\\r?\\n", "")
                        .replace("\\n", "")
                        .replace("\\r", "")
                        .replace(['^', '$', '?'], "")
                        .replace("\\s*", "")
                        .trim()
                        .to_owned()
                })
                .collect(),
            None => usual.iter().map(|it| (*it).to_owned()).collect(),
        };
        let has = |words: &str| doc.body().iter().any(|line| line.is_text() && line.text.trim_end() == words);
        let below: &[&str] = if has("----") { &["----"] } else { &["----", "--"] };
        let is_enhanced =
            doc.body().iter().any(|line| line.is_text() && line.text.trim_start().starts_with("<!-- slide"));
        let beside: &[&str] = if is_enhanced { &["<!-- slide"] } else { &["---"] };
        Self {
            beside: words("separator", beside),
            below: words("verticalSeparator", below),
            note: doc.front.text("notesSeparator").map(|it| it.replace(['^', '$', '?'], "")),
        }
    }
}

fn is_one(words: &[String], line: &str) -> bool {
    let line = line.trim_end();
    words.iter().any(|it| {
        !it.is_empty() && (line == it || it == "<!-- slide" && line.starts_with("<!-- slide") && line.ends_with("-->"))
    })
}

fn read(doc: &Doc, import: &mut Import) {
    let looks = [
        ("theme", noun!("theme: see `pupitre themes`")),
        ("css", noun!("styles (CSS)")),
        ("highlightTheme", noun!("colors of code: the theme has its own")),
        ("scripts", "`<script>`"),
        ("revealOptions.transition", "transitions"),
        ("revealOptions.theme", "theme: see `pupitre themes`"),
    ];
    lose_settings(doc, &mut import.losses, &looks);
    let seconds = |key: &str| {
        doc.front.text(key).and_then(|it| it.parse::<u64>().ok()).filter(|it| *it > 0).map(Duration::from_secs)
    };
    let each = seconds("revealOptions.defaultTiming");
    import.head.duration = import.head.duration.or(seconds("revealOptions.totalTime"));
    let separators = Separators::of(doc);
    let all = doc.body();
    let groups = between(all, |index, line| is_one(&separators.beside, line.text) && !is_underline(all, index));
    let mut after_group = false;
    for group in groups {
        let group = &all[group];
        let slides = between(group, |index, line| is_one(&separators.below, line.text) && !is_underline(group, index));
        let is_group = slides.len() > 1;
        for (index, range) in slides.into_iter().enumerate() {
            let lines = &group[range];
            let mut slide = Slide { duration: each, ..slide_at(lines) };
            content(&doc.taken(lines), &mut slide, &separators, import);
            if index == 0 && (is_group || after_group) {
                slide.opens = Opens::Own;
            }
            import.slides.push(slide);
        }
        if is_group {
            import.losses.changed(
                say!("vertical slides became a section"),
                group.first().map_or(Default::default(), |line| crate::source::Span::new(line.at, line.end())),
            );
        }
        after_group = is_group;
    }
}

/// Reads the text of a slide, and the notes after it.
fn content(text: &Traced, slide: &mut Slide, separators: &Separators, import: &mut Import) {
    let all = text.text();
    let starts = |line: &Line| match &separators.note {
        Some(words) if !words.is_empty() => line.text.strip_prefix(words.as_str()).is_some(),
        _ => note_start(line.text).is_some(),
    };
    let note = lines(all, 0).into_iter().find(|line| line.is_text() && starts(line));
    let end = note.map_or(all.len(), |line| line.at);
    if let Some(line) = note {
        let length = match &separators.note {
            Some(words) if !words.is_empty() => words.len(),
            _ => line.text.len() - note_start(line.text).map_or(0, str::len),
        };
        let inner = text.part(line.at + length..all.len());
        let mut shown = Slide::default();
        add(&mut shown, &inner, &mut import.losses, |_, comment, _| comment.words().starts_with('.'));
        shown.parts.iter().for_each(|part| {
            if let Part::Text(text, _) = part {
                let start = text.text().len() - text.text().trim_start().len();
                slide.note(&text.part(start..text.text().len()));
            }
        });
    }
    let mut elements = Vec::new();
    add(slide, &text.part(0..end), &mut import.losses, |slide, comment, losses| {
        said(slide, comment, &mut elements, losses)
    });
    fragments(slide, &elements, &mut import.losses);
}

/// Handles a comment about the slide, or about the element before it, whose end is stored.
fn said(slide: &mut Slide, comment: &Comment, elements: &mut Vec<(usize, usize)>, losses: &mut Losses) -> bool {
    let words = comment.words();
    if let Some(attributes) = words.strip_prefix(".slide").or(words.strip_prefix("slide")) {
        let Some((tag, _)) = Tag::read(&format!("<x {}>", attributes.trim_start_matches(':').trim().replace('>', "")))
        else {
            return true;
        };
        of_slide(slide, &tag, comment, losses);
        return true;
    }
    let Some(attributes) = words.strip_prefix(".element") else { return false };
    let tag = Tag::read(&format!("<x {}>", attributes.trim_start_matches(':').trim().replace('>', "")));
    if tag.is_some_and(|(tag, _)| tag.has_class(|class| class == "fragment")) {
        let length = match slide.parts.last() {
            Some(Part::Text(text, _)) => text.text().trim_end().len(),
            _ => 0,
        };
        elements.push((slide.parts.len().saturating_sub(1), length));
    } else {
        losses.lost(say!("classes"), comment.whole);
    }
    true
}

fn of_slide(slide: &mut Slide, tag: &Tag, comment: &Comment, losses: &mut Losses) {
    for (key, value) in &tag.attributes {
        match key.as_str() {
            "id" => slide.id = Some(value.clone()),
            "data-timing" => slide.duration = value.parse().ok().map(Duration::from_secs).or(slide.duration),
            "data-visibility" => slide.hidden = value == "hidden",
            "data-background-image" | "data-background" if crate::import::files::is_picture(value) => {
                slide.text(&Traced::instead(
                    &format!("\n\n![](<{}>)\n\n", value.replace(['<', '>'], "")),
                    comment.whole,
                ));
            }
            key if key.starts_with("data-background") => losses.lost(say!("colors and backgrounds"), comment.whole),
            key if key.starts_with("data-transition") || key.starts_with("data-auto") => {
                losses.lost(say!("transitions"), comment.whole)
            }
            "class" | "style" => losses.lost(say!("classes"), comment.whole),
            _ => losses.lost(say!("attributes of slides"), comment.whole),
        }
    }
}

/// Makes elements appear later: items make the list appear item by item, paragraphs become steps.
fn fragments(slide: &mut Slide, elements: &[(usize, usize)], losses: &mut Losses) {
    if elements.is_empty() {
        return;
    }
    let parts = std::mem::take(&mut slide.parts);
    for (index, part) in parts.into_iter().enumerate() {
        let ends: Vec<usize> = elements.iter().filter(|(of, _)| *of == index).map(|(_, end)| *end).collect();
        let Part::Text(text, when) = part else {
            slide.parts.push(part);
            continue;
        };
        slide.next = when;
        let mut from = 0;
        for end in ends {
            let all = text.text();
            let end = end.min(all.len());
            let line = all[..end].rfind('\n').map_or(0, |at| at + 1);
            let start = all[..end].rfind("\n\n").map_or(0, |at| at + 2).max(from);
            if marker(all[line..end].trim_start()).is_some() || marker(all[start..end].trim_start()).is_some() {
                slide.items = true;
                continue;
            }
            if crate::import::heading::marked(&all[line..end]).is_some() || start >= end {
                losses.changed(
                    say!("steps inside columns, lists and lines are shown from the start"),
                    text.span(line..end),
                );
                continue;
            }
            slide.text(&text.part(from..start));
            slide.next = When::Next;
            slide.text(&text.part(start..end));
            slide.next = When::Start;
            from = end;
        }
        slide.text(&text.part(from..text.text().len()));
        slide.next = When::Same;
    }
}
