//! `pupitre guide`: the manual, for people who only have the program.

use std::process::ExitCode;

use crate::assets::Assets;
use crate::cli::{Failure, Language, meant, words};
use crate::deck;
use crate::lang::{Words, say};
use crate::source::Source;
use crate::terminal;
use crate::text;

/// The guides, each with its language.
const GUIDES: &[(&str, &str)] = &[("en", include_str!("../../README.md")), ("fr", include_str!("../../LISEZMOI.md"))];

/// The width of a line, in columns.
const WIDTH: usize = 80;

/// Read the manual: its parts, or one of them
#[derive(clap::Args)]
pub struct Arguments {
    /// The part, by its title or the beginning of it; `all` for everything; without one, the list of parts
    part: Option<String>,
    /// The language of the manual
    #[arg(long)]
    lang: Option<Language>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let words = words(arguments.lang, None);
    let guide = GUIDES.iter().find(|(code, _)| *code == words.code).unwrap_or(&GUIDES[0]);
    let parts = parts(guide.1);
    let shown = match arguments.part.as_deref() {
        None => list(&parts, words),
        Some("all") => parts.iter().map(written).collect::<Vec<_>>().join("\n"),
        Some(name) => written(named(&parts, name)?),
    };
    terminal::print(&text::clean(&shown))?;
    Ok(ExitCode::SUCCESS)
}

/// A part of a guide: its title, and its Markdown.
struct Part<'t> {
    title: &'t str,
    body: &'t str,
}

/// The parts of a guide. What comes before the first heading is the first part.
fn parts(guide: &str) -> Vec<Part<'_>> {
    let mut starts = vec![(0, guide.strip_prefix("# ").and_then(|it| it.lines().next()).unwrap_or_default())];
    let (mut offset, mut fenced) = (0, false);
    for line in guide.split_inclusive('\n') {
        fenced ^= line.starts_with("```");
        if let Some(title) = line.strip_prefix("## ").filter(|_| !fenced) {
            starts.push((offset, title.trim_end()));
        }
        offset += line.len();
    }
    let ends = starts[1..].iter().map(|(start, _)| *start).chain([guide.len()]);
    let after_title = |text: &'_ str| text.find('\n').map_or(text.len(), |end| end + 1);
    starts
        .iter()
        .zip(ends)
        .map(|((start, title), end)| {
            let text = &guide[*start..end];
            Part { title, body: &text[after_title(text)..] }
        })
        .collect()
}

/// A part as text.
fn written(part: &Part) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let deck = format!(
        "format = 1\ntitle = {}\n[[section]]\n[[section.slide]]\nbody = {}\n",
        quoted(part.title),
        quoted(part.body)
    );
    let (deck, _) = deck::read(&Source::new("guide", &deck));
    let mut prose = crate::prose::Prose::default();
    prose.heading(1, part.title);
    let colors = Default::default();
    let assets = Assets::default();
    let context = deck.context(&assets, &colors);
    deck.slides().for_each(|placed| placed.slide.prose(&context, &mut prose));
    prose.plain(WIDTH)
}

fn list(parts: &[Part], words: &Words) -> String {
    let titles = parts.iter().map(|part| format!("  {}\n", part.title)).collect::<String>();
    format!("{}\n\n{titles}\n{}\n", words.guide_parts, words.guide_read)
}

/// The part with this title, or with a title that starts like this, ignoring case.
fn named<'p, 't>(parts: &'p [Part<'t>], name: &str) -> Result<&'p Part<'t>, Failure> {
    let wanted = name.to_lowercase();
    let is = |part: &&Part| part.title.to_lowercase() == wanted;
    let begins = |part: &&Part| {
        part.title.to_lowercase().split(|it: char| !it.is_alphanumeric()).any(|word| word.starts_with(&wanted))
    };
    parts.iter().find(is).or_else(|| parts.iter().find(begins)).ok_or_else(|| {
        let titles: Vec<&str> = parts.iter().map(|part| part.title).collect();
        let help = meant(name, &titles, say!("Run `pupitre guide` for the list of its parts."));
        Failure::new(say!("the guide has no part called \"{name}\". {help}", name, help))
    })
}
