//! `foreign-syntax`: Markdown syntax of other programs, which is shown as it is written.

use crate::lang::{Message, noun, say};
use crate::lint::passage::{Passage, has_sign};
use crate::lint::{Checker, Findings, Rule};
use crate::markdown::{Event, events, is_color, math};
use crate::source::Span;
use crate::table::Nature;

pub const RULE: Rule = Rule::info("foreign-syntax", "H007", look)
    .about(noun!("Markdown syntax of other programs, which is shown as it is written"))
    .why(noun!("People who come from another program write what that one understood: attributes in braces, formulas, names of emoji. Nothing is lost, but nothing is read either: the room sees the signs."))
    .evidence(noun!("The syntax of Marp, Slidev, Quarto, Obsidian, GitHub and Jekyll. Each sort is told once a deck, at its first place"))
    .wrong("body = '''Bravo :tada:'''")
    .right("body = '''Bravo 🎉'''");

/// A kind of syntax: what it is, what to do, and a function that finds it in a text.
type Sort = (&'static str, &'static str, fn(&str) -> Option<(usize, usize)>);

const SORTS: [Sort; 12] = [
    (
        noun!("attributes in braces are not read"),
        noun!("write `[words]{{.good}}`, or `.bad`, `.warning`, `.accent`, `.muted`; leave others out"),
        attributes,
    ),
    (noun!("names of emoji are not read"), noun!("write the emoji itself"), emoji),
    (
        noun!("a container `:::` is not read"),
        noun!("write a ```` ```callout ```` or ```` ```columns ```` fence"),
        container,
    ),
    (noun!("a wiki link is not read"), noun!("write `[words](#id)` for a slide, `[words](address)` for a page"), wiki),
    (noun!("a template is not filled in"), noun!("write what belongs there"), template),
    (
        noun!("an alert of this sort is not read"),
        noun!(
            "write `> [!NOTE]` alone on its line, or `TIP`, `IMPORTANT`, `WARNING`, `CAUTION`; a title goes below it, in `**`"
        ),
        alert,
    ),
    (
        noun!("an admonition `!!!` is not read"),
        noun!("write `> [!NOTE]` on a line, and below it `> ` before each line"),
        admonition,
    ),
    (
        noun!("a note within the line is not read"),
        noun!("write `[^1]` here, and the note below the text as `[^1]: …`"),
        inline_note,
    ),
    (
        noun!("superscripts and subscripts are not read"),
        noun!("write the signs themselves, such as `x²` and `H₂O`"),
        raised,
    ),
    (noun!("inserted words are not underlined"), noun!("write `==words==` to mark them, or `**words**`"), inserted),
    (noun!("a table of contents is not made"), noun!("leave it out: `outline` and the section list show it"), contents),
    (noun!("a file is not included here"), noun!("write a `code` block with `file = \"…\"`"), taken_in),
];

fn look(checker: &Checker, findings: &mut Findings) {
    if let Some(span) = first_formula(checker) {
        findings.add(span, say!("a formula is shown as it is written"), say!("a formula"));
        findings.help(say!("write it in letters and signs, or show a picture of it"));
    }
    // Most passages contain none of these characters, which is faster to check than each kind.
    let has_signs = |passage: &&Passage| has_sign(&passage.text, b"{:[!^~+<");
    let passages: Vec<&Passage> = checker.passages().iter().filter(|it| it.is_markdown).filter(has_signs).collect();
    for (message, help, find) in SORTS {
        let found = passages.iter().find_map(|passage| first(passage, find));
        if let Some(span) = found {
            findings.add(span, Message::noun(message), say!("shown as it is written"));
            findings.help(Message::noun(help));
        }
    }
}

fn first(passage: &Passage, find: fn(&str) -> Option<(usize, usize)>) -> Option<Span> {
    find(&passage.text).map(|(start, end)| passage.span(start..end))
}

/// The first formula that cannot be written in Unicode. An amount of dollars is not one.
fn first_formula(checker: &Checker) -> Option<Span> {
    let texts =
        checker.texts().iter().filter(|text| matches!(text.nature, Nature::Markdown) && has_sign(&text.text, b"$"));
    texts.into_iter().find_map(|text| {
        let is_untold = |words: &str| math::is_formula(words) && math::unicode(words).is_none();
        let found = events(&text.text).find(|(event, _)| matches!(event, Event::Math(words) if is_untold(words)));
        found.map(|(_, range)| text.map.span(range))
    })
}

/// The longest text between two marks, in characters.
const LONGEST: usize = 200;

/// The text between two marks, if it passes `is`.
fn between(text: &str, open: &str, close: &str, is: impl Fn(&str, &str) -> bool) -> Option<(usize, usize)> {
    let ends = text.match_indices(open).filter_map(|(start, _)| {
        let inside = &text[start + open.len()..];
        let places = inside.char_indices().take(LONGEST).take_while(|(_, char)| *char != '\n');
        let end = places.map(|(at, _)| at).find(|at| inside[*at..].starts_with(close))?;
        is(&text[..start], &inside[..end]).then_some((start, start + open.len() + end + close.len()))
    });
    ends.into_iter().next()
}

fn attributes(text: &str) -> Option<(usize, usize)> {
    between(text, "{", "}", |before, inside| {
        if before.ends_with(']') && inside.strip_prefix('.').is_some_and(is_color) {
            return false;
        }
        let mut signs = inside.chars();
        matches!(signs.next(), Some('.' | '#' | ':'))
            && signs.next().is_some_and(|char| char.is_ascii_alphabetic() || char == '.')
    })
}

fn emoji(text: &str) -> Option<(usize, usize)> {
    between(text, ":", ":", |before, inside| {
        let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte);
        let begins = !before.ends_with(|char: char| char.is_alphanumeric() || char == ':');
        begins
            && inside.len() > 1
            && inside.bytes().all(is_name)
            && inside.bytes().any(|byte| byte.is_ascii_lowercase())
    })
}

fn container(text: &str) -> Option<(usize, usize)> {
    line(text, ":::")
}

fn wiki(text: &str) -> Option<(usize, usize)> {
    between(text, "[[", "]]", |_, inside| {
        !inside.trim().is_empty() && !inside.contains('[') && !inside.to_lowercase().contains("toc")
    })
}

/// The first line of a text, if it starts like this.
fn line(text: &str, signs: &str) -> Option<(usize, usize)> {
    let line = text.lines().next()?;
    line.starts_with(signs).then_some((0, line.len()))
}

fn alert(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix("[!")?;
    let name = inside.split(']').next().filter(|name| name.len() < inside.len())?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name.then_some((0, name.len() + 3))
}

fn admonition(text: &str) -> Option<(usize, usize)> {
    line(text, "!!! ").or_else(|| line(text, "??? "))
}

fn inline_note(text: &str) -> Option<(usize, usize)> {
    between(text, "^[", "]", |_, inside| inside.contains(char::is_alphabetic))
}

/// `x^2^` and `H~2~O`.
fn raised(text: &str) -> Option<(usize, usize)> {
    let is = |before: &str, inside: &str| {
        before.ends_with(char::is_alphanumeric)
            && (1..=12).contains(&inside.len())
            && inside.chars().all(|char| char.is_alphanumeric() || "+-()".contains(char))
    };
    between(text, "^", "^", is).or_else(|| between(text, "~", "~", is))
}

/// `++words++`.
fn inserted(text: &str) -> Option<(usize, usize)> {
    between(text, "++", "++", |before, inside| {
        !before.ends_with(|char: char| char.is_alphanumeric() || char == '+')
            && inside.starts_with(char::is_alphanumeric)
            && inside.ends_with(|char: char| char.is_alphanumeric() || ".!?".contains(char))
    })
}

fn contents(text: &str) -> Option<(usize, usize)> {
    let known = ["[toc]", "[[toc]]", "[[_toc_]]", "{:toc}"];
    known.contains(&text.trim().to_lowercase().as_str()).then_some((0, text.len()))
}

/// `<<< @/file` of VitePress and Slidev, `--8<-- "file"` of MkDocs.
fn taken_in(text: &str) -> Option<(usize, usize)> {
    line(text, "<<< ").or_else(|| line(text, "--8<--"))
}

fn template(text: &str) -> Option<(usize, usize)> {
    let filled = |_: &str, inside: &str| !inside.trim().is_empty();
    between(text, "{{", "}}", filled).or_else(|| between(text, "{%", "%}", filled))
}
