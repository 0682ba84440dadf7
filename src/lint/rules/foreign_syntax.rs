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
    .evidence(noun!("The syntax of Marp, Slidev, Quarto, Obsidian, GitHub and Jekyll. Each place is told"))
    .wrong("body = '''Bravo :tada:'''")
    .right("body = '''Bravo 🎉'''");

/// The start and end of something in a text.
type Place = (usize, usize);

/// A kind of syntax: what it is, what to do, and a function that finds all its places in a text.
type Sort = (&'static str, &'static str, fn(&str) -> Vec<Place>);

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
    for span in formulas(checker) {
        findings.add(span, say!("a formula is shown as it is written"), say!("a formula"));
        findings.help(say!("write it in letters and signs, or show a picture of it"));
    }
    // Most passages contain none of these characters, which is faster to check than each kind.
    let has_signs = |passage: &&Passage| has_sign(&passage.text, b"{:[!^~+<");
    let passages: Vec<&Passage> = checker.passages().iter().filter(|it| it.is_markdown).filter(has_signs).collect();
    for (message, help, find) in SORTS {
        for passage in &passages {
            for (start, end) in find(&passage.text) {
                findings.add(passage.span(start..end), Message::noun(message), say!("shown as it is written"));
                findings.help(Message::noun(help));
            }
        }
    }
}

/// The formulas that cannot be written in Unicode. An amount of dollars is not one.
fn formulas(checker: &Checker) -> Vec<Span> {
    let is_untold = |words: &str| math::is_formula(words) && math::unicode(words).is_none();
    let mut spans = Vec::new();
    for text in checker.texts().iter().filter(|it| matches!(it.nature, Nature::Markdown) && has_sign(&it.text, b"$")) {
        let found = events(&text.text).filter(|(event, _)| matches!(event, Event::Math(words) if is_untold(words)));
        spans.extend(found.map(|(_, range)| text.map.span(range)));
    }
    spans
}

/// The longest text between two marks, in characters.
const LONGEST: usize = 200;

/// The texts between two marks that pass `is`.
fn between(text: &str, open: &str, close: &str, is: impl Fn(&str, &str) -> bool) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for (start, _) in text.match_indices(open) {
        let inside = &text[start + open.len()..];
        let mut places = inside.char_indices().take(LONGEST).take_while(|(_, char)| *char != '\n').map(|(at, _)| at);
        let is_inside = found.last().is_some_and(|(_, end)| start < *end);
        let Some(end) = places.find(|at| inside[*at..].starts_with(close)).filter(|_| !is_inside) else { continue };
        if is(&text[..start], &inside[..end]) {
            found.push((start, start + open.len() + end + close.len()));
        }
    }
    found
}

fn attributes(text: &str) -> Vec<Place> {
    between(text, "{", "}", |before, inside| {
        if before.ends_with(']') && inside.strip_prefix('.').is_some_and(is_color) {
            return false;
        }
        let mut signs = inside.chars();
        matches!(signs.next(), Some('.' | '#' | ':'))
            && signs.next().is_some_and(|char| char.is_ascii_alphabetic() || char == '.')
    })
}

fn emoji(text: &str) -> Vec<Place> {
    between(text, ":", ":", |before, inside| {
        let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte);
        let begins = !before.ends_with(|char: char| char.is_alphanumeric() || char == ':');
        begins
            && inside.len() > 1
            && inside.bytes().all(is_name)
            && inside.bytes().any(|byte| byte.is_ascii_lowercase())
    })
}

fn container(text: &str) -> Vec<Place> {
    line(text, ":::")
}

fn wiki(text: &str) -> Vec<Place> {
    between(text, "[[", "]]", |_, inside| {
        !inside.trim().is_empty() && !inside.contains('[') && !inside.to_lowercase().contains("toc")
    })
}

/// The first line of a text, if it starts like this.
fn line(text: &str, signs: &str) -> Vec<Place> {
    let line = text.lines().next().filter(|line| line.starts_with(signs));
    line.map(|line| (0, line.len())).into_iter().collect()
}

fn alert(text: &str) -> Vec<Place> {
    let name = text.strip_prefix("[!").and_then(|inside| inside.split_once(']')).map(|(name, _)| name);
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    name.filter(is_name).map(|name| (0, name.len() + 3)).into_iter().collect()
}

fn admonition(text: &str) -> Vec<Place> {
    [line(text, "!!! "), line(text, "??? ")].concat()
}

fn inline_note(text: &str) -> Vec<Place> {
    between(text, "^[", "]", |_, inside| inside.contains(char::is_alphabetic))
}

/// `x^2^` and `H~2~O`.
fn raised(text: &str) -> Vec<Place> {
    let is = |before: &str, inside: &str| {
        before.ends_with(char::is_alphanumeric)
            && (1..=12).contains(&inside.len())
            && inside.chars().all(|char| char.is_alphanumeric() || "+-()".contains(char))
    };
    [between(text, "^", "^", is), between(text, "~", "~", is)].concat()
}

/// `++words++`.
fn inserted(text: &str) -> Vec<Place> {
    between(text, "++", "++", |before, inside| {
        !before.ends_with(|char: char| char.is_alphanumeric() || char == '+')
            && inside.starts_with(char::is_alphanumeric)
            && inside.ends_with(|char: char| char.is_alphanumeric() || ".!?".contains(char))
    })
}

fn contents(text: &str) -> Vec<Place> {
    let known = ["[toc]", "[[toc]]", "[[_toc_]]", "{:toc}"];
    if known.contains(&text.trim().to_lowercase().as_str()) { vec![(0, text.len())] } else { Vec::new() }
}

/// `<<< @/file` of VitePress and Slidev, `--8<-- "file"` of MkDocs.
fn taken_in(text: &str) -> Vec<Place> {
    [line(text, "<<< "), line(text, "--8<--")].concat()
}

fn template(text: &str) -> Vec<Place> {
    let filled = |_: &str, inside: &str| !inside.trim().is_empty();
    [between(text, "{{", "}}", filled), between(text, "{%", "%}", filled)].concat()
}
