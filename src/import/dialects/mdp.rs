//! mdp: `%key: value` in the header, any rule separates slides, `^` alone is a pause (its README).

use crate::import::dialects::plain::{is_underline, slide_at};
use crate::import::dialects::{Dialect, add};
use crate::import::heading::is_rule;
use crate::import::{Doc, Import, between, dialects};
use crate::lang::say;
use crate::source::{Span, Traced};

pub const DIALECT: Dialect = Dialect { name: "mdp", title: "mdp", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    let is_head = |line: &str| ["%title:", "%author:", "%date:"].iter().any(|key| line.starts_with(key));
    let is_centered = |line: &str| line.trim().starts_with("-> ") && line.trim().ends_with(" <-");
    dialects::line_with(doc, |line| is_head(line) || is_centered(line))
        .map(|line| crate::text::shorten(line, 30).into_owned())
}

fn read(doc: &Doc, import: &mut Import) {
    let mut from = 0;
    for line in doc.body() {
        if line.text.trim().is_empty() {
            from += 1;
            continue;
        }
        let Some((key, value)) = line.text.strip_prefix('%').and_then(|it| it.split_once(':')) else { break };
        from += 1;
        match key.trim() {
            "title" => import.head.title = Some(crate::import::heading::plain(value)),
            "author" => import.head.author = Some(value.trim().to_owned()),
            "date" => import.head.date = Some(value.trim().to_owned()),
            _ => import.losses.lost(say!("settings"), Span::new(line.at, line.end())),
        }
    }
    let all = &doc.body()[from..];
    for range in between(all, |index, line| is_rule(line.text) && !is_underline(all, index)) {
        let lines = &all[range];
        let mut slide = slide_at(lines);
        for (index, part) in between(lines, |_, line| line.text.trim() == "^").into_iter().enumerate() {
            if index > 0 {
                slide.pause();
            }
            let text = centered(&doc.taken(&lines[part]));
            add(&mut slide, &text, &mut import.losses, |_, _, _| false);
        }
        import.slides.push(slide);
    }
}

/// The text between `->` and `<-`, which is centered.
fn centered(text: &Traced) -> Traced {
    let mut edits = Vec::new();
    for line in crate::import::scan::lines(text.text(), 0).iter().filter(|line| line.is_text()) {
        let bare = line.text.trim();
        let start = line.at + line.text.len() - line.text.trim_start().len();
        let Some(inner) = bare.strip_prefix("->").map(str::trim_start) else { continue };
        let inner = inner.strip_suffix("<-").map_or(inner, str::trim_end);
        let open = inner.as_ptr() as usize - bare.as_ptr() as usize;
        edits.push((start..start + open, String::new()));
        edits.push((start + open + inner.len()..line.end(), String::new()));
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}
