//! `pupitre keys`: lists the keys, from the same table that the program reads.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::cli::{Failure, Language, settings, words};
use crate::keys::{Keymap, Mode};
use crate::lang::Words;
use crate::terminal;
use crate::text;

/// Show what the keys do
#[derive(clap::Args)]
pub struct Arguments {
    /// The language of the output
    #[arg(long)]
    lang: Option<Language>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    terminal::print(&table(&settings::own().settings.keys.keymap(), words(arguments.lang, None)))?;
    Ok(ExitCode::SUCCESS)
}

fn table(keymap: &Keymap, words: &Words) -> String {
    let mut out = String::new();
    let mut mode = None;
    for (row, keys) in keymap.rows().filter(|(_, keys)| !keys.is_empty()) {
        let own = row.action.mode();
        if mode.replace(own) != Some(own) {
            let title = match own {
                Mode::Stage => words.keys_title,
                Mode::Sections => words.sections,
                Mode::Search => words.search,
                Mode::Overview => words.overview,
                Mode::Marker => words.marker,
                Mode::Clock => words.clock,
                Mode::Poll => words.poll_title,
                Mode::Open => words.open_title,
                Mode::Checklist => words.checklist_title,
                Mode::Findings => words.findings_title,
                Mode::Console => words.console_title,
                Mode::Replay => words.replay.welcome,
                Mode::Playback => words.playback.title,
            };
            let _ = writeln!(out, "{}{title}", if out.is_empty() { "" } else { "\n" });
        }
        let keys: Vec<String> = keys.iter().map(|key| key.name(words)).collect();
        let keys = keys.join("  ");
        let _ = writeln!(out, "  {}  {}", text::pad(&keys, 26), (row.help)(words));
    }
    out
}
