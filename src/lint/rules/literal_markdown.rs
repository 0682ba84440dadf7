//! `literal-markdown`: Markdown syntax that is shown as it is written.

use std::ops::Range;

use crate::lang::{Message, noun, say};
use crate::lint::passage::{Field, Passage, Text, has_sign};
use crate::lint::{Checker, Findings, Rule};
use crate::markdown::{Event, Part, events};
use crate::table::Nature;

pub const RULE: Rule = Rule::warning("literal-markdown", "H006", look)
    .about(noun!("Markdown syntax that is shown as it is written"))
    .why(noun!("The room reads `**` where the author meant bold: beside punctuation, and in texts without spaces, Markdown reads the signs as text. A table without its second line, an unclosed fence and a `---` below a text do not mean what they look like either."))
    .evidence(noun!("CommonMark 0.31, “Left-flanking delimiter run” and “Setext headings”; GitHub Flavored Markdown, “Tables”. Only what has no other reading; what stands behind a `\\` is meant"))
    .wrong("body = '''le**« cloud »**souverain'''")
    .right("body = '''le **« cloud »** souverain'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for text in checker.texts().iter().filter(|text| !matches!(text.field, Field::Todo | Field::Source)) {
        match text.nature {
            Nature::Markdown => structures(text, findings),
            Nature::Words => words(text, findings),
            _ => {}
        }
    }
    for passage in checker.passages().iter().filter(|passage| passage.is_markdown) {
        signs(passage, checker, findings);
    }
}

/// Syntax that is recognized by lines: fences, headings, tables.
fn structures(text: &Text, findings: &mut Findings) {
    if !has_sign(&text.text, b"`~-|.")
        || !["```", "~~~", "--", "|", ". ."].iter().any(|signs| text.text.contains(signs))
    {
        return;
    }
    for (event, range) in events(&text.text) {
        let written = text.text[range.clone()].trim_end();
        let first = range.start..range.start + written.find('\n').unwrap_or(written.len());
        let last = range.start + written.rfind('\n').map_or(0, |end| end + 1)..range.start + written.len();
        match event {
            Event::Start(Part::Code(_)) if is_open(written) => {
                findings.add(text.map.span(first), say!("this fence is never closed"), say!("all below is code"));
                findings.help(say!("write a line with the same signs where the code ends"));
            }
            Event::Start(Part::Heading(_)) if is_underlined(written) => {
                findings.add(
                    text.map.span(last),
                    say!("this line makes a heading of the text above it"),
                    say!("not a rule"),
                );
                findings.help(say!("put an empty line above `---` for a rule, or write `## ` before the heading"));
            }
            Event::Start(Part::Paragraph) if is_table(written) => {
                findings.add(
                    text.map.span(first),
                    say!("this is not a table: its second line has no `|---|`"),
                    say!("shown as text"),
                );
                findings.help(say!("write `|---|` below the first line, with one part per column"));
            }
            Event::Start(Part::Paragraph) => {
                if let Some(dots) = dots_in(written) {
                    let at = range.start + dots.start..range.start + dots.end;
                    findings.add(text.map.span(at), say!("these dots make no pause"), say!("shown as text"));
                    findings.help(say!("write `. . .` between two empty lines"));
                }
            }
            _ => {}
        }
    }
}

/// Whether a fence is closed only by the end of the text or of the enclosing block.
fn is_open(written: &str) -> bool {
    let sign = match written.as_bytes().first() {
        Some(b'`') => '`',
        Some(b'~') => '~',
        // Indented code needs no end.
        _ => return false,
    };
    let signs = |line: &str| line.chars().take_while(|char| *char == sign).count();
    let last = written.lines().skip(1).last().unwrap_or_default().trim_start_matches([' ', '>']);
    signs(last) < signs(written) || !last.trim_start_matches(sign).trim().is_empty()
}

/// A line of dots with spaces in a paragraph that is more than a pause.
fn dots_in(written: &str) -> Option<Range<usize>> {
    let are_dots = |line: &str| line.trim().len() >= 3 && line.trim().bytes().all(|byte| matches!(byte, b'.' | b' '));
    let mut start = 0;
    for line in written.split_inclusive('\n') {
        let bare = line.trim();
        if are_dots(line) && bare.contains(". .") && written.trim() != ". . ." {
            let at = start + line.find(bare)?;
            return Some(at..at + bare.len());
        }
        start += line.len();
    }
    None
}

/// Whether a heading is made by a line of `-` below it.
fn is_underlined(written: &str) -> bool {
    let last = written.lines().skip(1).last().unwrap_or_default().trim_matches([' ', '>']);
    !last.is_empty() && last.bytes().all(|byte| byte == b'-')
}

/// Whether lines look like a table: at least two that start and end with `|`, or that have the same number of them between words.
fn is_table(written: &str) -> bool {
    let is_row = |line: &str| line.len() > 2 && line.starts_with('|') && line.ends_with('|');
    let bars = |line: &str| line.matches(" | ").count();
    let all = |is: &dyn Fn(&str) -> bool| written.lines().all(|line| is(line.trim()));
    let first = written.lines().next().map_or(0, bars);
    written.lines().count() > 1 && (all(&is_row) || first > 0 && all(&|line| bars(line) == first))
}

/// Markdown in a text where it is not read: labels, choices, titles.
fn words(text: &Text, findings: &mut Findings) {
    if !has_sign(&text.text, b"`*_~[") {
        return;
    }
    let found = events(&text.text).find_map(|(event, range)| match event {
        Event::Code(_) | Event::Start(Part::Strong | Part::Strike) => Some(range),
        Event::Start(Part::Link(ref leads)) if text.text[range.clone()].ends_with(')') && !leads.target.is_empty() => {
            Some(range)
        }
        _ => None,
    });
    if let Some(range) = found {
        findings.add(text.map.span(range), say!("Markdown is not read here"), say!("shown as it is written"));
        findings.help(say!("write the words alone"));
    }
}

/// Pairs of marks that are shown in the text.
const PAIRS: [(&str, &str); 7] = [
    ("**", noun!("strong words")),
    ("__", noun!("strong words")),
    ("~~", noun!("struck words")),
    ("](", noun!("a link")),
    ("[^", noun!("a note")),
    ("`", noun!("code")),
    ("*", noun!("emphasis")),
];

fn signs(passage: &Passage, checker: &Checker, findings: &mut Findings) {
    // Most passages contain none of these, which is faster to check than each pair.
    if !has_sign(&passage.text, b"*_~[]`") {
        return;
    }
    for (signs, what) in PAIRS {
        let close = passage.text.rfind([')', ']']).unwrap_or(0);
        let mut all = passage.text.match_indices(signs).map(|(at, _)| at);
        let found = match signs {
            "*" => first_star(passage, checker),
            _ => all.find(|at| is_left(passage, *at, signs, close)),
        };
        let Some(at) = found else {
            continue;
        };
        let range = at..at + signs.len();
        // After a `\` they are intended.
        if passage.exact(range.clone(), checker.source).is_none() {
            continue;
        }
        findings.add(
            passage.span(range),
            say!("these signs do not make {what}", what = Message::noun(what)),
            say!("shown as it is written"),
        );
        findings.help(match what {
            "a link" => say!("write `[words](<address>)`, without a space before `(`"),
            "a note" => say!("write the note below the text, in a paragraph that begins with `[^name]: `"),
            "code" => say!("write the same sign after the last word of the code, or a `\\` before it"),
            "emphasis" => {
                say!("write the same sign after the last word, without a space before it; or a `\\` before it")
            }
            _ => say!("put a space outside the signs, and none inside"),
        });
    }
}

/// Whether a star follows a word, like the end of emphasis or a footnote mark.
fn ends(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(|char| char.is_alphanumeric() || ")»”\"’」』.!?…".contains(char))
        && !text[at + 1..].starts_with('*')
}

/// The first star that was meant to start emphasis and does not: it has no end, or is next to punctuation.
fn first_star(passage: &Passage, checker: &Checker) -> Option<usize> {
    let text = passage.text.as_str();
    let stars = || text.match_indices('*').map(|(at, _)| at).filter(|at| !text[..*at].ends_with('*'));
    // A star after a word belongs to a footnote that starts with a star.
    let has_mark = |other: &&Passage| other.text.match_indices('*').any(|(at, _)| ends(&other.text, at));
    let in_slide = || checker.passages().iter().filter(|other| other.slide == passage.slide);
    stars().find(|at| {
        let (before, after) = (text[..*at].chars().next_back(), text[at + 1..].chars().next());
        let opens = after.is_some_and(|char| char.is_alphanumeric() || "(«“\"‘「『".contains(char));
        let around = stars().find(|end| end > at && ends(text, *end)).map(|end| &text[at + 1..end]);
        opens
            && match around {
                // A product contains operators.
                Some(words) => words.contains(char::is_alphabetic) && !words.contains(['+', '-', '=', '/']),
                None => !before.is_some_and(char::is_alphanumeric) && !in_slide().any(|other| has_mark(&other)),
            }
    })
}

/// Whether marks touch a word, so that they were probably intended.
fn is_left(passage: &Passage, at: usize, signs: &str, close: usize) -> bool {
    let around = |range: Range<usize>| passage.text.get(range).unwrap_or_default();
    let before = around(0..at).chars().next_back();
    let after = around(at + signs.len()..passage.text.len()).chars().next();
    let same = signs.chars().next();
    let touches = |char: Option<char>| char.is_some_and(|char| !char.is_whitespace() && Some(char) != same);
    match signs {
        // Two of them are quotation marks in TeX.
        "`" => before != same && after != same && touches(before) != touches(after),
        "](" => touches(before) && touches(after) && close > at + 1,
        "[^" => after.is_some_and(char::is_alphanumeric) && close > at,
        "__" => touches(before) != touches(after),
        _ => touches(before) || touches(after),
    }
}
