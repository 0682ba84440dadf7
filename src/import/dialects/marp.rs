//! Marp: rules separate slides, comments contain directives (Marpit's documentation, marp-core's README).

use crate::import::comments::Comment;
use crate::import::dialects::plain::{is_underline, slide_at};
use crate::import::dialects::{Dialect, add, lose_settings};
use crate::import::draft::{Cover, Layout, Opens, Part, Slide, When, share};
use crate::import::heading::{headings, is_rule};
use crate::import::losses::Losses;
use crate::import::scan::{Line, lines};
use crate::import::yaml::Yaml;
use crate::import::{Doc, Import, between};
use crate::lang::{Message, noun, say};
use crate::source::Traced;

pub const DIALECT: Dialect = Dialect { name: "marp", title: "Marp", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    if doc.front.has("marp") {
        return Some("marp: true".to_owned());
    }
    let is_directive = |line: &str| {
        let inner = line.trim().strip_prefix("<!--").map(str::trim_start).unwrap_or_default();
        ["$theme", "$size", "theme:", "headingDivider:", "_class:", "*template", "page_number:", "$width"]
            .iter()
            .any(|name| inner.starts_with(name))
    };
    let directive = doc.body().iter().find(|line| line.is_text() && is_directive(line.text));
    let name = |line: &Line| {
        let inner = line.text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().to_owned();
        crate::text::shorten(&inner, 40).into_owned()
    };
    directive.filter(|_| doc.body().iter().any(|line| line.is_text() && is_rule(line.text))).map(name)
}

/// The directives that apply from a slide on.
#[derive(Clone, Default)]
struct State {
    class: String,
    /// The width of a slide in pixels.
    wide: f32,
}

/// The directives that only change the look, and how their loss is reported.
const LOOKS: [(&str, &str); 16] = [
    ("theme", noun!("theme: see `pupitre themes`")),
    ("style", noun!("styles (CSS)")),
    ("size", noun!("the size of slides: Pupitre fits the terminal")),
    ("paginate", noun!("page numbers, headers and footers: the bottom row has the slide's number")),
    ("page_number", noun!("page numbers, headers and footers: the bottom row has the slide's number")),
    ("header", noun!("page numbers, headers and footers: the bottom row has the slide's number")),
    ("footer", noun!("page numbers, headers and footers: the bottom row has the slide's number")),
    ("class", noun!("classes")),
    ("color", noun!("colors and backgrounds")),
    ("backgroundColor", noun!("colors and backgrounds")),
    ("backgroundImage", noun!("colors and backgrounds")),
    ("backgroundPosition", noun!("colors and backgrounds")),
    ("backgroundRepeat", noun!("colors and backgrounds")),
    ("backgroundSize", noun!("colors and backgrounds")),
    ("transition", noun!("transitions")),
    ("template", noun!("classes")),
];

/// Directives without a meaning for us.
const SILENT: [&str; 12] = [
    "marp", "math", "title", "description", "author", "keywords", "url", "image", "headingDivider", "lang",
    "prerender", "width",
];

fn read(doc: &Doc, import: &mut Import) {
    // A footer that is a line of text is kept, a picture or HTML is not.
    let footer = doc.front.text("footer").map(str::trim).filter(|it| !it.is_empty() && !it.contains(['<', '!', '\n']));
    import.head.footer = footer.map(crate::import::heading::plain);
    let lost: Vec<_> = LOOKS.into_iter().filter(|(key, _)| *key != "footer" || footer.is_none()).collect();
    lose_settings(doc, &mut import.losses, &lost);
    import.head.cover = Cover::Bare;
    let is_narrow = doc.front.text("size").is_some_and(|it| it == "4:3" || it == "4K");
    let class = doc.front.texts("class").join(" ");
    let mut state = State { class, wide: if is_narrow { 960.0 } else { 1280.0 } };
    let mut levels = divider(&doc.front);
    let all = doc.body();
    if levels.is_empty() {
        levels = all
            .iter()
            .filter(|line| line.is_text())
            .find_map(|line| {
                let inner = line.text.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
                Some(divider(&Yaml::parse(inner)?)).filter(|it| !it.is_empty())
            })
            .unwrap_or_default();
    }
    for range in between(all, |index, line| is_rule(line.text) && !is_underline(all, index)) {
        for lines in divided(&all[range], &levels) {
            let mut slide = slide_at(lines);
            let mut own = state.clone();
            let text = doc.taken(lines);
            add(&mut slide, &text, &mut import.losses, |slide, comment, losses| {
                said(slide, comment, &mut state, &mut own, losses)
            });
            if own.class.is_empty() && !state.class.is_empty() {
                own.class.clone_from(&state.class);
            }
            let level = headings(lines).first().map(|it| it.level);
            if levels.iter().max() > level.as_ref() && level == Some(1) && !import.slides.is_empty() {
                slide.opens = Opens::Own;
            }
            arrange(&mut slide, &own, import);
            import.slides.push(slide);
        }
    }
}

/// The levels of headings that start slides.
fn divider(yaml: &Yaml) -> Vec<u8> {
    let texts = yaml.texts("headingDivider");
    let levels: Vec<u8> = texts.iter().filter_map(|it| it.trim_matches(['[', ']']).parse().ok()).collect();
    match (&levels[..], yaml.get("headingDivider")) {
        (&[level], Some(Yaml::Text(_))) => (1..=level.min(6)).collect(),
        _ => levels,
    }
}

fn divided<'l, 't>(lines: &'l [Line<'t>], levels: &[u8]) -> Vec<&'l [Line<'t>]> {
    let starts = headings(lines).into_iter().filter(|it| levels.contains(&it.level)).map(|it| it.range.start);
    let mut parts = Vec::new();
    let mut from = 0;
    for start in starts {
        let index = lines.partition_point(|line| line.at < start);
        if lines[from..index].iter().any(|line| !line.text.trim().is_empty()) {
            parts.push(&lines[from..index]);
            from = index;
        }
    }
    parts.push(&lines[from..]);
    parts
}

/// Handles a comment: directives, or the speaker's notes.
fn said(slide: &mut Slide, comment: &Comment, state: &mut State, own: &mut State, losses: &mut Losses) -> bool {
    let words = comment.words();
    if words == "fit" {
        losses.lost(say!("the size of headings"), comment.whole);
        return true;
    }
    if words.starts_with("prettier-ignore") || words.starts_with("markdownlint") {
        return true;
    }
    let yaml = Yaml::parse(&words.replace("\n$", "\n").trim_start_matches(['$', '*']).replace('\t', " "));
    let is_known = |key: &str| {
        let key = key.trim_start_matches(['_', '$', '*']);
        LOOKS.iter().any(|(name, _)| *name == key) || SILENT.contains(&key)
    };
    let yaml = yaml.filter(|yaml| yaml.is_map() && yaml.entries().iter().all(|(key, _)| is_known(key)));
    let Some(yaml) = yaml else {
        slide.note(&comment.inner);
        return true;
    };
    for (key, _) in yaml.entries() {
        let (name, once) = key.strip_prefix('_').map_or((key.as_str(), false), |name| (name, true));
        if name == "class" {
            own.class = yaml.texts(key).join(" ");
            if !once {
                state.class.clone_from(&own.class);
            }
        }
        if let Some((_, what)) = LOOKS.iter().find(|(known, _)| *known == name) {
            losses.lost(Message::noun(what), comment.whole);
        }
    }
    true
}

/// Arranges the pictures, lists and layout of a slide.
fn arrange(slide: &mut Slide, state: &State, import: &mut Import) {
    let parts = std::mem::take(&mut slide.parts);
    let mut beside = Vec::new();
    for part in parts {
        let Part::Text(text, when) = part else {
            slide.parts.push(part);
            continue;
        };
        let text = pictures(&text, state.wide, &mut beside, &mut import.losses);
        let text = marks(&text, slide, &mut import.losses);
        slide.parts.push(Part::Text(text, when));
    }
    let is_class = |names: &[&str]| state.class.split_whitespace().any(|class| names.contains(&class));
    let is_first = import.slides.iter().all(Slide::is_empty);
    let is_bare = is_headings_only(slide) && beside.is_empty();
    if is_first && is_bare && (is_class(&["lead", "title", "cover"]) || is_headings_only(slide)) {
        slide.layout = Layout::Title;
    } else if !is_first && is_bare && is_class(&["lead", "section", "title", "chapter", "invert", "transition"]) {
        slide.layout = Layout::Section;
        slide.opens = Opens::Own;
    }
    place(slide, beside);
}

fn is_headings_only(slide: &Slide) -> bool {
    let [Part::Text(text, _)] = &slide.parts[..] else { return false };
    let lines = lines(text.text(), 0);
    let all = headings(&lines);
    let in_heading = |line: &Line| all.iter().any(|it| it.range.start <= line.at && line.end() < it.range.end);
    !all.is_empty() && lines.iter().all(|line| line.text.trim().is_empty() || in_heading(line))
}

/// A picture behind or beside the text.
struct Background {
    picture: Traced,
    /// The side, and the share of the slide. `None`: behind the whole slide.
    side: Option<(bool, u16)>,
}

/// Words in the brackets of a picture that are keywords.
const KEYWORDS: [&str; 12] =
    ["cover", "contain", "fit", "auto", "vertical", "left", "right", "center", "blur", "grayscale", "sepia", "invert"];

/// Removes the background pictures, and sets the sizes of the others.
fn pictures(text: &Traced, wide: f32, beside: &mut Vec<Background>, losses: &mut Losses) -> Traced {
    let mut edits = Vec::new();
    let code = crate::import::scan::bits(text.text());
    for (at, _) in text.text().match_indices("![") {
        let rest = &text.text()[at + 2..];
        let Some((alt, behind)) = rest.split_once(']').filter(|(alt, _)| !alt.contains('\n')) else { continue };
        let Some(end) = behind.strip_prefix('(').and_then(|it| it.find(')')) else { continue };
        let in_code = code.iter().any(|(range, bit)| range.contains(&at) && *bit == crate::import::scan::Bit::Code);
        if in_code {
            continue;
        }
        let range = at..at + 2 + alt.len() + 1 + end + 2;
        let span = text.span(range.clone());
        let (mut words, mut width, mut is_behind, mut side) = (Vec::new(), None, false, None);
        for word in alt.split_whitespace() {
            let (name, value) = word.split_once(':').unwrap_or((word, ""));
            match name {
                "bg" => is_behind = true,
                "left" | "right" if is_behind => {
                    side = Some((name == "left", share(value).unwrap_or(50).clamp(10, 90)))
                }
                "w" | "width" => width = value.trim_end_matches("px").parse::<f32>().ok(),
                "h" | "height" | "brightness" | "contrast" | "saturate" | "hue-rotate" | "opacity" | "drop-shadow" => {}
                _ if is_behind && (KEYWORDS.contains(&name) || word.ends_with('%')) => {}
                _ if KEYWORDS.contains(&name) && !value.is_empty() => {}
                _ => words.push(word),
            }
        }
        if words.len() == alt.split_whitespace().count() {
            continue;
        }
        let target = &behind[..end + 2];
        let percent = width.map(|width| (width / wide * 100.0).round().clamp(1.0, 100.0));
        let size = percent.filter(|_| !is_behind).map(|percent| format!("{{width={percent}%}}")).unwrap_or_default();
        let written = format!("![{}]{target}{size}", words.join(" "));
        if !is_behind {
            edits.push((range, written));
            continue;
        }
        if alt.contains("blur") || alt.contains("opacity") || alt.contains("brightness") {
            losses.lost(say!("colors and backgrounds"), span);
        }
        beside.push(Background { picture: Traced::instead(&written, span), side });
        edits.push((range, String::new()));
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// Puts background pictures beside the text. One behind the text goes below it.
fn place(slide: &mut Slide, backgrounds: Vec<Background>) {
    let is_bare = slide.parts.iter().all(|part| matches!(part, Part::Text(text, _) if text.is_blank()));
    let (sides, behind): (Vec<_>, Vec<_>) = backgrounds.into_iter().partition(|it| it.side.is_some());
    for mut it in behind {
        if is_bare && sides.is_empty() {
            it.picture.add("{fit=cover}");
        }
        it.picture.add("\n");
        let mut below = Traced::instead("\n\n", it.picture.span(0..1));
        below.append(&it.picture);
        slide.text(&below);
    }
    let mut stacked = Traced::default();
    let Some((is_left, width)) = sides.first().and_then(|it| it.side) else { return };
    for it in &sides {
        stacked.append(&it.picture);
        stacked.add("\n\n");
    }
    let mut text = Traced::default();
    let mut later = Vec::new();
    for part in std::mem::take(&mut slide.parts) {
        match part {
            Part::Text(part, When::Same) if later.is_empty() => text.append(&part),
            part => later.push(part),
        }
    }
    let title = crate::import::heading::take_title(&mut text, false).map(|(_, title)| title);
    slide.title = slide.title.take().or(title);
    if text.is_blank() {
        slide.parts.push(Part::Text(stacked, When::Same));
    } else {
        let (columns, widths) = match is_left {
            true => (vec![stacked, text], vec![width, 100 - width]),
            false => (vec![text, stacked], vec![100 - width, width]),
        };
        slide.parts.push(Part::Columns { widths, columns, when: When::Same });
    }
    slide.parts.append(&mut later);
}

/// Lists with `*` and `1)` appear item by item. In our decks that is a setting of the slide.
fn marks(text: &Traced, slide: &mut Slide, losses: &mut Losses) -> Traced {
    let mut edits = Vec::new();
    let mut others = false;
    for line in lines(text.text(), 0).iter().filter(|line| line.is_text()) {
        let bare = line.text.trim_start();
        let at = line.at + line.text.len() - bare.len();
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &bare[digits..];
        if digits == 0 && rest.starts_with("* ") && !is_rule(line.text) {
            edits.push((at..at + 1, "-".to_owned()));
        } else if digits > 0 && rest.starts_with(") ") {
            edits.push((at + digits..at + digits + 1, ".".to_owned()));
        } else {
            others |= rest.starts_with(if digits > 0 { ". " } else { "- " }) && bare.len() == line.text.len();
        }
    }
    let Some((first, _)) = edits.first() else { return text.clone() };
    slide.items = true;
    let at = text.span(first.clone());
    losses.changed(say!("lists with `*` come item by item: remove `reveal` if you do not want that"), at);
    if others {
        losses.changed(say!("if one list of a slide came item by item, all its lists do"), at);
    }
    text.edited(&edits)
}
