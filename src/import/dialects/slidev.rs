//! Slidev: front matter for each slide, slots, components (packages/parser/src/core.ts).

mod fences;

use std::ops::Range;

use crate::import::comments::{Met, split};
use crate::import::dialects::slidev::fences::special;
use crate::import::dialects::{Dialect, lose_settings};
use crate::import::draft::{CodeFile, Cover, Layout, Opens, Part, Slide, When};
use crate::import::heading::headings;
use crate::import::losses::Losses;
use crate::import::scan::{Line, lines};
use crate::import::yaml::Yaml;
use crate::import::{Doc, Import};
use crate::lang::{Message, noun, say};
use crate::source::{Span, Traced};

pub const DIALECT: Dialect = Dialect { name: "slidev", title: "Slidev", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    let all = doc.body();
    // Remark's properties look the same.
    if all.iter().any(|line| line.is_text() && line.text.trim_end() == "???") {
        return None;
    }
    let is_front = |index: usize| {
        let is_open = all[index].is_text() && all[index].text.trim_end() == "---";
        let next =
            all.get(index + 1).filter(|next| is_open && next.text.contains(':') && !next.text.trim().is_empty())?;
        let end = all[index + 1..].iter().take(60).position(|line| line.text.trim_end() == "---")?;
        let yaml =
            Yaml::parse(&all[index + 1..index + 1 + end].iter().map(|it| it.text).collect::<Vec<_>>().join("\n"))?;
        let known = [
            "layout", "src", "transition", "class", "hide", "disabled", "image", "background", "clicks", "title",
            "level", "routeAlias",
        ];
        let key = yaml.entries().iter().find(|(key, _)| known.contains(&key.as_str()))?.0.as_str();
        let is_remark = key == "layout" && (yaml.is_true(key) || yaml.is_false(key));
        (!next.text.starts_with(' ') && !is_remark).then(|| format!("{key}: {}", yaml.text(key).unwrap_or("…")))
    };
    if let Some(sign) = (0..all.len()).find_map(is_front) {
        return Some(crate::text::shorten(&sign, 40).into_owned());
    }
    let keys = ["drawings", "mdc", "comark", "colorSchema", "highlighter", "routerMode", "aspectRatio", "canvasWidth"];
    if let Some(key) = keys.into_iter().find(|key| doc.front.has(key)) {
        return Some(key.to_owned());
    }
    let is_sign = |line: &Line| line.is_text() && (line.text.trim() == "::right::" || line.text.contains("<v-click"));
    all.iter().find(|line| is_sign(line)).map(|line| crate::text::shorten(line.text.trim(), 30).into_owned())
}

const LOOKS: [(&str, &str); 9] = [
    ("theme", noun!("theme: see `pupitre themes`")),
    ("transition", noun!("transitions")),
    ("class", noun!("classes")),
    ("background", noun!("colors and backgrounds")),
    ("fonts", noun!("fonts")),
    ("css", noun!("styles (CSS)")),
    ("themeConfig", noun!("settings of the theme")),
    ("zoom", noun!("the size of slides: Pupitre fits the terminal")),
    ("layoutClass", noun!("classes")),
];

/// A slide: its front matter with its place, and its lines.
struct Parted {
    front: Yaml,
    front_at: Span,
    lines: Range<usize>,
}

/// Splits lines at `---`. A block of YAML after it is the front matter of the next slide.
fn parted(all: &[Line]) -> Vec<Parted> {
    let mut slides = Vec::new();
    let mut now = Parted { front: Yaml::default(), front_at: Span::default(), lines: 0..0 };
    let mut index = 0;
    while index < all.len() {
        let line = &all[index];
        if !(line.is_text() && line.text.starts_with("---") && line.text.trim_end().bytes().all(|it| it == b'-')) {
            index += 1;
            continue;
        }
        now.lines.end = index;
        let front = front_behind(all, index);
        let length = front.as_ref().map_or(1, |(_, length)| *length);
        let last = &all[(index + length - 1).min(all.len() - 1)];
        let front_at = Span::new(line.at, last.end());
        let next =
            Parted { front: front.map(|it| it.0).unwrap_or_default(), front_at, lines: index + length..index + length };
        slides.push(std::mem::replace(&mut now, next));
        index += length;
    }
    now.lines.end = all.len();
    slides.push(now);
    slides
}

/// The front matter after a line of `---`, and how many lines both have.
fn front_behind(all: &[Line], index: usize) -> Option<(Yaml, usize)> {
    let next = all.get(index + 1)?;
    if all[index].text.trim_end().len() > 3 || next.text.trim().is_empty() {
        return None;
    }
    let end = index + 1 + all[index + 1..].iter().position(|line| line.text.trim_end() == "---")?;
    let text: Vec<&str> = all[index + 1..end].iter().map(|line| line.text).collect();
    let yaml = Yaml::parse(&text.join("\n")).filter(Yaml::is_map)?;
    Some((yaml, end - index + 1))
}

fn read(doc: &Doc, import: &mut Import) {
    lose_settings(doc, &mut import.losses, &LOOKS);
    import.head.cover = Cover::Bare;
    let slides = parted(doc.body());
    for (index, mut parted) in slides.into_iter().enumerate() {
        if index == 0 {
            // The first block belongs to both the deck and its first slide; its title is the deck's.
            parted.front = doc.front.clone();
            parted.front_at = doc.front_at;
        }
        let text = doc.taken(&doc.body()[parted.lines.clone()]);
        slide(&text, &parted, index == 0, import, 0);
    }
}

/// Reads a slide. One that names another file is replaced by that file's slides.
fn slide(text: &Traced, parted: &Parted, is_first: bool, import: &mut Import, depth: usize) {
    let front = &parted.front;
    let at = if text.is_blank() { parted.front_at } else { first_line(text) };
    if let Some(src) = front.text("src") {
        let (name, wanted) = src.split_once('#').unwrap_or((src, ""));
        let Some(included) = import.included(name, depth, parted.front_at) else { return };
        return include(&included, wanted, parted, import, depth);
    }
    if !is_first {
        for (_, what) in LOOKS.iter().filter(|(key, _)| front.has(key)) {
            import.losses.lost(Message::noun(what), parted.front_at);
        }
    }
    // Code with `magic-move` becomes a slide for each of its states.
    let states = fences::states(text.text());
    let count = states.len().max(1);
    for index in 0..count {
        let text = match states.get(index) {
            Some((around, state)) => {
                let mut one = text.part(0..around.start);
                one.append(&text.part(state.clone()));
                one.append(&text.part(around.end..text.text().len()));
                one
            }
            None => text.clone(),
        };
        let mut slide = Slide { hidden: front.is_true("hide") || front.is_true("disabled"), ..Slide::at(at) };
        slide.count = (count > 1).then(|| format!("({}/{count})", index + 1));
        if index == 0 {
            slide.id = front.text("routeAlias").map(str::to_owned);
        }
        one(&text, parted, is_first, slide, index == 0, import);
    }
    if count > 1 {
        import.losses.changed(say!("animated code became one slide per state"), at);
    }
}

/// Reads the content of a slide into `slide`. Its notes are added only once.
fn one(text: &Traced, parted: &Parted, is_first: bool, mut slide: Slide, is_noted: bool, import: &mut Import) {
    let front = &parted.front;
    let has_heading = text.text().contains("<h") || !headings(&lines(text.text(), 0)).is_empty();
    if !is_first && !has_heading {
        slide.title = front.text("title").or(front.text("name")).map(|it| Traced::instead(it, parted.front_at));
    }
    if !is_first {
        slide.duration = front.text("duration").and_then(|it| crate::duration::parse(it).ok());
    }
    let text = with_notes(text, &mut slide, &mut import.losses);
    if !is_noted {
        slide.notes.clear();
    }
    let text = without_templates(&text, &mut import.losses);
    slots(&text, front.text("layout").unwrap_or_default(), &mut slide, import);
    arrange(&mut slide, front, parted.front_at, is_first, import);
    import.slides.push(slide);
}

fn first_line(text: &Traced) -> Span {
    let start = text.text().len() - text.text().trim_start().len();
    let end = text.text()[start..].find('\n').map_or(text.text().len(), |end| start + end);
    text.span(start..end)
}

/// Adds the slides of another file: all, or those with these numbers.
fn include(text: &str, wanted: &str, outer: &Parted, import: &mut Import, depth: usize) {
    let doc = Doc::of(text);
    let is_wanted = |number: usize| {
        wanted.is_empty()
            || wanted.split(',').any(|range| {
                let (first, last) = range.split_once('-').unwrap_or((range, range));
                first.parse().is_ok_and(|first: usize| first <= number)
                    && last.parse().is_ok_and(|last: usize| number <= last)
            })
    };
    for (index, mut parted) in parted(doc.body()).into_iter().enumerate().filter(|(index, _)| is_wanted(index + 1)) {
        if index == 0 {
            parted.front = doc.front.clone();
        }
        parted.front_at = outer.front_at;
        let taken = doc.taken(&doc.body()[parted.lines.clone()]);
        let text = Traced::instead(taken.text(), outer.front_at);
        if !text.is_blank() || parted.front.is_map() {
            slide(&text, &parted, false, import, depth + 1);
        }
    }
}

/// The last comment is the speaker's notes if nothing follows it. Others are the author's.
fn with_notes(text: &Traced, slide: &mut Slide, losses: &mut Losses) -> Traced {
    let mut shown = Traced::default();
    for met in split(text) {
        match met {
            Met::Text(text) => shown.append(&text),
            Met::Comment(comment) if comment.is_last => {
                let inner = comment.inner.trimmed();
                let clicks: Vec<_> = inner
                    .text()
                    .match_indices("[click")
                    .filter_map(|(at, _)| {
                        let end = inner.text()[at..].find(']')?;
                        let begins = inner.text()[..at].ends_with('\n') || at == 0;
                        Some((at..at + end + 1, if begins { "\n\n".to_owned() } else { String::new() }))
                    })
                    .collect();
                slide.note(&inner.edited(&clicks));
            }
            Met::Comment(comment) => losses.lost(say!("comments"), comment.whole),
        }
    }
    shown
}

/// Removes what Vue would replace.
fn without_templates(text: &Traced, losses: &mut Losses) -> Traced {
    let code = crate::import::scan::bits(text.text());
    let mut edits = Vec::new();
    for (at, _) in text.text().match_indices("{{") {
        let is_text = code.iter().any(|(range, bit)| range.contains(&at) && *bit == crate::import::scan::Bit::Text);
        let Some(end) = text.text()[at..].find("}}").filter(|end| is_text && !text.text()[at..at + end].contains('\n'))
        else {
            continue;
        };
        losses.lost(say!("`{{{{ … }}}}`"), text.span(at..at + end + 2));
        edits.push((at..at + end + 2, String::new()));
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// Splits a text at its slots: `::right::` and the like.
fn slots(text: &Traced, layout: &str, slide: &mut Slide, import: &mut Import) {
    let mut slots: Vec<(String, Traced)> = vec![(String::new(), Traced::default())];
    let mut from = 0;
    let all = text.text();
    for line in lines(all, 0) {
        let name = line.trimmed().strip_prefix("::").and_then(|it| it.strip_suffix("::")).map(str::trim);
        let Some(name) =
            name.filter(|it| !it.is_empty() && it.chars().all(|char| char.is_alphanumeric() || "-_".contains(char)))
        else {
            continue;
        };
        if let Some((_, slot)) = slots.last_mut() {
            slot.append(&text.part(from..line.at));
        }
        from = (line.end() + 1).min(all.len());
        slots.push((name.to_owned(), Traced::default()));
    }
    if let Some((_, slot)) = slots.last_mut() {
        slot.append(&text.part(from..all.len()));
    }
    let mut first = slots.remove(0).1;
    let is_columns = layout.starts_with("two-col") || slots.iter().any(|(name, _)| name == "right" || name == "left");
    if slots.iter().all(|(_, text)| text.is_blank()) || !is_columns {
        body(&first, slide, import);
        return slots.iter().for_each(|(_, text)| body(text, slide, import));
    }
    let title = crate::import::heading::take_title(&mut first, false).map(|(_, title)| title);
    slide.title = slide.title.take().or(title);
    let has_left = slots.iter().any(|(name, _)| name == "left");
    if has_left {
        body(&first, slide, import);
    } else {
        slots.insert(0, ("left".to_owned(), first));
    }
    let order = |name: &str| usize::from(name != "left");
    let (mut sides, below): (Vec<_>, Vec<_>) =
        slots.into_iter().partition(|(name, _)| name == "left" || name == "right");
    sides.sort_by_key(|(name, _)| order(name));
    slide.open_columns(Vec::new());
    for (index, (_, text)) in sides.iter().enumerate() {
        slide.column(index);
        let text = flat(text, slide_items(text), slide, import);
        slide.text(&text);
    }
    slide.close_columns();
    below.iter().for_each(|(_, text)| body(text, slide, import));
}

fn slide_items(text: &Traced) -> bool {
    text.text().contains("<v-clicks") || text.text().contains("<VClicks")
}

/// The text of a column. Code from files stays as the line that names the file.
fn flat(text: &Traced, items: bool, slide: &mut Slide, import: &mut Import) -> Traced {
    slide.items |= items;
    let mut inner = Slide::at(slide.at);
    body(text, &mut inner, import);
    let mut flat = Traced::default();
    for part in inner.parts {
        match part {
            Part::Text(text, _) => flat.append(&text),
            Part::File(file) => {
                import.losses.todo(say!("code from files in columns"), file.at);
                slide.todo(say!("show {file} in a block of its own", file = file.file));
            }
            Part::Columns { columns, .. } => columns.iter().for_each(|it| flat.append(it)),
        }
        flat.add("\n\n");
    }
    flat
}

/// Adds text with Slidev's own syntax: files, moving code, groups of code.
fn body(text: &Traced, slide: &mut Slide, import: &mut Import) {
    let mut from = 0;
    let all = text.text();
    for (range, special) in special(all, import.beside) {
        slide.text(&text.part(from..range.start.max(from)));
        let at = text.span(range.clone());
        match special {
            fences::Special::File { file, lang, highlight } => {
                slide.parts.push(Part::File(CodeFile { file, lines: None, lang, highlight, at }));
            }
            fences::Special::Missing(file) => {
                import.losses.todo(say!("code from files that do not exist"), at);
                slide.todo(say!("put {file} beside the deck", file));
                slide.text(&Traced::instead(&format!("\n\n`{file}`\n\n"), at));
            }
            fences::Special::Line => {}
        }
        from = range.end;
    }
    slide.text(&text.part(from.min(all.len())..all.len()));
}

/// Applies a layout to a slide.
fn arrange(slide: &mut Slide, front: &Yaml, at: Span, is_first: bool, import: &mut Import) {
    let layout = front.text("layout").unwrap_or(if is_first { "cover" } else { "default" });
    match layout {
        "cover" | "intro" if is_first => slide.layout = Layout::Title,
        "cover" | "section" => (slide.layout, slide.opens) = (Layout::Section, Opens::Own),
        "center" | "statement" | "fact" | "end" => slide.layout = Layout::Center,
        "image" | "image-left" | "image-right" => image(slide, layout, front, at),
        "iframe" | "iframe-left" | "iframe-right" => {
            if let Some(url) = front.text("url") {
                slide.text(&Traced::instead(&format!("\n\n<{}>\n", url.replace(['<', '>', ' '], "")), at));
            }
            import.losses.lost(say!("embedded pages"), at);
        }
        _ => {}
    }
    if slide.layout == Layout::Section
        && slide.parts.iter().any(|it| !matches!(it, Part::Text(text, _) if text.text().lines().count() < 12))
    {
        slide.layout = Layout::Top;
    }
}

/// The picture that a layout puts beside the text, or behind the whole slide.
fn image(slide: &mut Slide, layout: &str, front: &Yaml, at: Span) {
    let Some(image) = front.text("image").or(front.text("background")) else { return };
    let picture = Traced::instead(&format!("![](<{}>)", image.replace(['<', '>'], "")), at);
    let mut text = Traced::default();
    for part in &slide.parts {
        if let Part::Text(part, _) = part {
            text.append(part);
            text.add("\n\n");
        }
    }
    let is_text_only = slide.parts.iter().all(|part| matches!(part, Part::Text(..)));
    let title = crate::import::heading::take_title(&mut text, false).map(|(_, title)| title);
    if layout == "image" || !is_text_only || text.is_blank() {
        let mut picture = Traced::instead("\n\n", at);
        picture.append(&Traced::instead(&format!("![](<{}>){{fit=cover}}\n", image.replace(['<', '>'], "")), at));
        return slide.text(&picture);
    }
    slide.title = slide.title.take().or(title);
    let columns = if layout == "image-left" { vec![picture, text] } else { vec![text, picture] };
    slide.parts = vec![Part::Columns { widths: Vec::new(), columns, when: When::Same }];
}
