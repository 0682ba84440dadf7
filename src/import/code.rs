//! Translates the info string of a fence: the language, the highlighted lines, line numbers, a caption.

use crate::block::{Content, Info, Meant, Ours, content_of};
use crate::import::losses::Losses;
use crate::lang::say;
use crate::source::Span;
use crate::text::basic_string;

/// The info string of a fence.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Code {
    pub lang: String,
    pub highlight: Option<String>,
    pub numbers: bool,
    pub caption: Option<String>,
    /// Whether its program draws it, or runs it and shows the result.
    pub is_drawn: bool,
}

/// Languages that are only useful in a program that draws them.
const DRAWN: [&str; 6] = ["plantuml", "d2", "graphviz", "typst", "latex", "vega"];

impl Code {
    /// Reads an info string, and reports what is lost.
    pub fn of(info: &str, losses: &mut Losses, at: Span) -> Self {
        let info = info.trim();
        let (lang, rest) = language(info);
        let mut code = Self { lang: lang.clone(), ..Self::default() };
        let rest = normal(rest);
        let read = Info::of(&rest, |_| Ours::No);
        for (field, value, _) in &read.meant {
            match (*field, value) {
                ("highlight", Meant::Text(stages)) => code.highlight = lit(stages).or(code.highlight),
                ("caption", Meant::Text(text)) => code.caption = Some(text.clone()).filter(|it| !it.trim().is_empty()),
                _ => code.numbers = true,
            }
        }
        code.numbers |= rest.contains("lines:true") || rest.contains("lines: true") || rest.contains("numberLines");
        let runs = |word: &str| {
            let word = word.trim_matches(['{', '}', '+']);
            ["exec", "pty", "auto_exec", "validate", "monaco-run", "eval"].iter().any(|it| word.starts_with(it))
        };
        let mut words = rest.split_whitespace();
        if words.clone().any(runs) {
            losses.lost(say!("code to run: Pupitre runs no code"), at);
        }
        code.is_drawn =
            DRAWN.contains(&code.lang.as_str()) && (code.lang == "plantuml" || words.any(|it| it == "+render"));
        if read.unread.iter().any(|range| !runs(&rest[range.clone()]) && !is_silent(&rest[range.clone()])) {
            losses.lost(say!("attributes of code"), at);
        }
        // A language with the name of a block kind would become a block.
        if matches!(content_of(&code.lang), Some(Content::Toml | Content::Field(_))) {
            code.lang = "text".to_owned();
        }
        code
    }

    /// The info string for our decks.
    pub fn info(&self) -> String {
        let mut info = self.lang.clone();
        if info.is_empty() && (self.highlight.is_some() || self.numbers || self.caption.is_some()) {
            info.push_str("text");
        }
        if let Some(stages) = &self.highlight {
            info += &format!(" highlight={}", basic_string(stages));
        }
        if self.numbers {
            info += " numbers=true";
        }
        if let Some(caption) = &self.caption {
            info += &format!(" caption={}", basic_string(caption));
        }
        info
    }
}

/// The language, and what follows it.
fn language(info: &str) -> (String, &str) {
    if let Some((inside, rest)) = info.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let class = inside.split_whitespace().find_map(|word| word.strip_prefix('.').or(word.strip_prefix('=')));
        if let Some(class) = class {
            let is_bare = rest.trim().is_empty();
            return (named(class), if is_bare { info } else { rest });
        }
    }
    let end = info.find([' ', '\t', '{', '[', ',']).unwrap_or(info.len());
    (named(&info[..end]), &info[end..])
}

/// A valid name for a language.
fn named(word: &str) -> String {
    let is_name = !word.is_empty()
        && word.len() <= 30
        && word.chars().all(|it| it.is_ascii_alphanumeric() || "+#._-".contains(it));
    if is_name { word.trim_start_matches(['.', '+']).to_owned() } else { String::new() }
}

/// The attributes in the form that [`Info`] reads. Reveal.js puts lines in brackets; Slidev adds file names, and stages that highlight nothing.
fn normal(rest: &str) -> String {
    let mut out =
        rest.replace("data-line-numbers=", "hl_lines=").replace("none|", "").replace("hide|", "").replace('*', "all");
    if let Some((before, inside, after)) = bracket(&out) {
        let lines = inside.rsplit(':').next().unwrap_or_default().trim();
        let is_lines = lines.bytes().all(|it| it.is_ascii_digit() || b",-| ".contains(&it));
        out = match () {
            () if lines.is_empty() => format!("{before} {after}"),
            () if is_lines => format!("{before} {{{}}} {after}", lines.replace(' ', "")),
            () => format!("{before} title=\"{}\" {after}", inside.replace('"', "'")),
        };
    }
    out
}

fn bracket(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    Some((before, inside, after))
}

/// The stages that can be read; their ranges count from 1.
fn lit(stages: &str) -> Option<String> {
    let is_range = |range: &str| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        matches!((first.parse::<u32>(), last.parse::<u32>()), (Ok(first), Ok(last)) if 1 <= first && first <= last)
    };
    let stage = |stage: &&str| *stage == "all" || stage.split('+').all(is_range);
    let all: Vec<&str> = stages.split(',').filter(stage).take(50).collect();
    (!all.is_empty()).then(|| all.join(","))
}

/// Whether an attribute does not change what is shown.
fn is_silent(word: &str) -> bool {
    let known = [
        "+render", "+no_background", "+line_numbers", "{all}", "{*}", "{}", "twoslash", "{lines:", "lines:", "copy",
        "+id:", "{.", "{#",
    ];
    known.iter().any(|it| word.starts_with(it)) || word.starts_with("{all") || word.ends_with("_background")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_openings_of_other_programs_are_ours() {
        let ours = |info: &str| Code::of(info, &mut Losses::default(), Span::default()).info();
        for (theirs, expected) in [
            ("rust {1,3|5-7|all} +line_numbers", "rust highlight=\"1+3,5-7,all\" numbers=true"),
            ("ts {2|1,3|*}", "ts highlight=\"2,1+3,all\""),
            ("py [1|3-6]", "py highlight=\"1,3-6\""),
            ("js [10: 1|3]", "js highlight=\"1,3\""),
            ("ts [src/a b.ts] {none|2}", "ts highlight=\"2\" caption=\"src/a b.ts\""),
            ("{.haskell .bash}", "haskell"),
            ("{.python .numberLines}", "python numbers=true"),
            ("js {lines:true,startLine:5}", "js numbers=true"),
            ("quote", "text"),
            ("rust,ignore", "rust"),
            ("c++", "c++"),
            ("rust {0|9-2}", "rust"),
            ("", ""),
        ] {
            assert_eq!(ours(theirs), expected, "{theirs}");
        }
    }

    #[test]
    fn code_that_would_run_is_reported() {
        let mut losses = Losses::default();
        Code::of("bash +exec", &mut losses, Span::default());
        Code::of("ts {monaco-run}", &mut losses, Span::default());
        let all = losses.sorted();
        assert_eq!((all.len(), all[0].count), (1, 2));
    }
}
