//! Text within a line, with its marks.

use std::cmp::Reverse;
use std::mem;

use crate::markdown::escaped;
use crate::page::{Ink, Link, Role};
use crate::prose::Phrase;
use crate::text::Run;

/// The title of a link or of a picture, quoted.
pub fn quoted(title: &str) -> String {
    format!("\"{}\"", escaped(title).replace('"', "\\\"").replace("\\\n", " "))
}

/// A mark on words. If several start together, the outer ones come first.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Link { target: String, title: Option<String> },
    Strike,
    Marked,
    Strong,
    Emphasis,
}

impl Mark {
    fn of(ink: &Ink) -> Vec<Self> {
        let link = match &ink.link {
            Some(Link::Web { address, title }) => {
                Some(Self::Link { target: address.to_string(), title: title.as_ref().map(ToString::to_string) })
            }
            Some(Link::Slide(id)) => Some(Self::Link { target: format!("#{id}"), title: None }),
            Some(Link::Note(_)) | None => None,
        };
        let rest = [
            (ink.style.strike, Self::Strike),
            (ink.style.role == Role::Selected, Self::Marked),
            (ink.style.bold, Self::Strong),
            (ink.style.italic, Self::Emphasis),
        ];
        link.into_iter().chain(rest.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark)).collect()
    }

    /// Whether it is a link whose words are its address, which is written between `<` and `>`.
    fn is_address(&self, words: &str) -> bool {
        match self {
            Self::Link { target, title: None } => target == words && !words.starts_with('#'),
            _ => false,
        }
    }

    fn begin(&self) -> &'static str {
        match self {
            Self::Link { .. } => "[",
            Self::Strike => "~~",
            Self::Marked => "==",
            Self::Strong => "**",
            Self::Emphasis => "*",
        }
    }

    fn end(&self) -> String {
        match self {
            Self::Link { target, title } => {
                let title = title.as_ref().map(|title| format!(" {}", quoted(title)));
                let target = target.replace('(', "%28").replace(')', "%29");
                format!("]({target}{})", title.unwrap_or_default())
            }
            mark => mark.begin().to_owned(),
        }
    }
}

/// Words with their marks. A line feed is a hard break. In a table cell, bars are escaped.
pub fn inline(phrase: &Phrase, bars: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<Mark> = Vec::new();
    // Marks must touch their words, so spaces at the ends stay outside.
    let mut space = String::new();
    for (at, run) in phrase.0.iter().enumerate() {
        let is_code = run.style.style.role == Role::Inline;
        let words = if is_code { &run.text } else { run.text.trim_matches([' ', '\n']) };
        let mut wanted = Mark::of(&run.style);
        let kept = open.iter().take_while(|mark| wanted.contains(mark)).count();
        open.drain(kept..).rev().for_each(|mark| out.push_str(&mark.end()));
        if words.is_empty() {
            space.push_str(&run.text);
            continue;
        }
        let start = if is_code { 0 } else { run.text.len() - run.text.trim_start_matches([' ', '\n']).len() };
        space.push_str(&run.text[..start]);
        out.push_str(&escaped(&mem::take(&mut space)));
        wanted.retain(|mark| !open.contains(mark));
        // The mark that lasts longest is outside.
        wanted.sort_by_cached_key(|mark| {
            Reverse(phrase.0[at..].iter().take_while(|run| Mark::of(&run.style).contains(mark)).count())
        });
        let address =
            wanted.iter().position(|mark| mark.is_address(words)).filter(|_| is_last_of_link(&phrase.0[at..]));
        if let Some(address) = address {
            wanted.remove(address);
        }
        for mark in wanted {
            // `!` before a link would make it a picture.
            if matches!(mark, Mark::Link { .. }) && out.ends_with('!') {
                out.insert(out.len() - 1, '\\');
            }
            out.push_str(mark.begin());
            open.push(mark);
        }
        out.push_str(&match (&run.style.link, is_code) {
            _ if address.is_some() => format!("<{words}>"),
            (Some(Link::Note(number)), _) => format!("[^{number}]"),
            (_, true) => code(words).replace('|', if bars.is_empty() { "|" } else { "\\|" }),
            _ if bars.is_empty() => escaped(words),
            _ => escaped(words).replace('|', "\\|"),
        });
        space.push_str(&run.text[start + words.len()..]);
    }
    open.drain(..).rev().for_each(|mark| out.push_str(&mark.end()));
    out
}

/// Whether a link ends with the first of these runs.
fn is_last_of_link(runs: &[Run<Ink>]) -> bool {
    runs.get(1).is_none_or(|next| next.style.link != runs[0].style.link)
}

/// Inline code, between more backticks than it contains.
fn code(words: &str) -> String {
    let longest = words.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let bare = words.starts_with('`') || words.ends_with('`');
    let spaced = words.starts_with(' ') && words.ends_with(' ') && !words.trim().is_empty();
    let pad = if bare || spaced { " " } else { "" };
    format!("{ticks}{pad}{}{pad}{ticks}", words.replace('\n', " "))
}
