//! `pupitre replay`: a recorded show, at the speaker's pace.

mod recorded;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::{Failure, Language};
use crate::playback::Speed;
use crate::record::Recording;
use crate::recording;

/// Play a recorded show: the same slides, steps and answers, at the speaker's pace
#[derive(clap::Args)]
pub struct Arguments {
    /// The recording; `pupitre report --list` lists yours
    what: Option<PathBuf>,
    /// The deck that was shown, where it is not found by itself
    #[arg(long, value_name = "FILE")]
    deck: Option<PathBuf>,
    /// How fast: 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 8 times the speaker's pace
    #[arg(long, value_name = "N", value_parser = speed, default_value = "1", hide_default_value = true)]
    speed: Speed,
    /// Stop where a question opens
    #[arg(long)]
    stop_at_polls: bool,
    /// Write a line for each change instead of a screen, for those who hear it or read it in Braille
    #[arg(long)]
    plain: bool,
    /// A theme's name (see `pupitre themes`) or file
    #[arg(long, value_name = "NAME|FILE")]
    theme: Option<String>,
    /// The language of the interface
    #[arg(long)]
    lang: Option<Language>,
    /// Leave clicks and the wheel to the terminal
    #[arg(long)]
    no_mouse: bool,
}

fn speed(text: &str) -> Result<Speed, String> {
    let names = || Speed::all().map(|speed| speed.name(".").trim_end_matches('×').to_owned()).collect::<Vec<_>>();
    Speed::parse(text).ok_or_else(|| format!("write one of {}", names().join(", ")))
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Some(path) = &arguments.what else {
        return Err(Failure::new("name a recording. `pupitre report --list` lists yours."));
    };
    let text = recording::text(path).map_err(Failure::new)?;
    let recording = Recording::parse(&text).map_err(|why| {
        Failure::new(format!("\"{}\": {why}. `pupitre report --list` lists your recordings.", path.display()))
    })?;
    recorded::run(arguments, path, &recording)
}
