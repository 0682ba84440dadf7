//! `pupitre report`: what came of shows that were recorded.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Failure, Language, words};
use crate::lang::Words;
use crate::recording;
use crate::report;
use crate::terminal;
use crate::text;

/// Show the planned and actual minutes of shows that were recorded
#[derive(clap::Args)]
pub struct Arguments {
    /// Recordings; without one, the newest of yours
    recordings: Vec<PathBuf>,
    /// List your recordings instead
    #[arg(long)]
    list: bool,
    /// The language of the output
    #[arg(long)]
    lang: Option<Language>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let all = recording::all();
    let paths = match arguments.recordings.as_slice() {
        _ if arguments.list => all,
        [] => vec![all.last().cloned().ok_or_else(|| {
            Failure::new("you have no recordings yet. Present a deck: each show is recorded, until `--no-record` says otherwise.")
        })?],
        named => named.to_vec(),
    };
    let words = words(arguments.lang, None);
    for (index, path) in paths.iter().enumerate() {
        match recording::read(path) {
            Ok(recording) if arguments.list => {
                let (when, title) = (&recording.header.when, &recording.header.deck.title);
                terminal::print(&text::clean(&format!("{when}  {title}\n    {}\n", path.display())))?;
            }
            Ok(recording) => {
                let between = if index > 0 { "\n" } else { "" };
                let title = format!("{between}{}\n{}\n\n", recording.header.deck.title, recording.header.when);
                terminal::print(&text::clean(&(title + &report::times(&recording, words))))?;
            }
            Err(_) if arguments.list => {}
            Err(error) => return Err(Failure::new(error)),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows the times of a rehearsal that has ended, and asks whether to keep it.
pub fn tell(path: &Path, words: &Words) -> Result<(), Failure> {
    let recording = recording::read(path).map_err(Failure::new)?;
    terminal::print(&text::clean(&report::times(&recording, words)))?;
    if !io::stdin().is_terminal() {
        return Ok(());
    }
    terminal::print(&format!("\n{} ", words.keep_rehearsal))?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if answer.trim().to_lowercase().starts_with('n') {
        fs::remove_file(path)?;
    } else {
        terminal::print(&format!("{}\n", text::clean(&path.display().to_string())))?;
    }
    Ok(())
}
