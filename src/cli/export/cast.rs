//! `export RECORDING --to cast`: a recorded show as an asciicast, which asciinema and players on web pages play. It shows what the room saw, at the
//! times of the show (docs.asciinema.org, "asciicast v2").

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::json;

use super::{Arguments, pictures, size};
use crate::cli::asked::Loaded;
use crate::cli::theme::export_theme;
use crate::cli::{Failure, replay, words, write_own};
use crate::deck::Size;
use crate::export::Drawn;
use crate::lang::say;
use crate::playback::Playback;
use crate::record::Recording;
use crate::recording;
use crate::show::{Input, Now, Show};
use crate::terminal::{self, Depth, Painter};
use crate::theme::Theme;
use crate::view::view;

/// Its name for `--to`.
pub const NAME: &str = "cast";

/// Its description, in half a line.
pub const ABOUT: &str = "a recorded show for asciinema: name its recording instead of a deck";

/// The text that marks a file written by this command.
const MARK: &str = "\"command\":\"pupitre\"";

/// A show that was left running may be days long. Nobody watches more than this.
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);

/// The least time between two screens: players cannot show more.
const SHORTEST: Duration = Duration::from_millis(1);

/// Writes a recorded show.
///
/// # Errors
/// If no recording is named, its deck is not found, or the file cannot be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    refuse_parts(arguments)?;
    let path = arguments.deck.as_deref().filter(|path| path.is_file()).ok_or_else(|| {
        Failure::new(say!(
            "a cast is made of a recorded show. Name its recording: `pupitre report --list` lists yours."
        ))
    })?;
    let recording = recording::read(path).map_err(Failure::new)?;
    let origin = replay::deck_beside(&recording, path).ok_or_else(|| {
        let title = &recording.deck().title;
        Failure::new(say!("the deck \"{title}\" is neither beside the recording nor here. Copy it there.", title))
    })?;
    let Loaded { deck, assets, origin, .. } = origin.load(true)?;
    let theme = export_theme(arguments.theme.as_deref(), &deck, origin.folder())?;
    let mut read = origin.files(&deck, &assets, arguments.theme.as_deref());
    read.push(path.to_owned());
    let size = size(arguments.size.as_deref(), &deck)?;
    let all: Vec<usize> = (0..deck.slide_count()).collect();
    let pictures = pictures(Drawn::Whole, &origin, &deck, &assets, &all);
    let words = words(arguments.lang, Some(&deck));
    let show = Show::new(deck, assets, words, size).color_at_once().picturing(pictures);
    let cast = cast(&recording, show, &theme, size);
    match arguments.output.as_deref().filter(|path| path.as_os_str() != "-") {
        None => terminal::print_bytes(cast.as_bytes())?,
        Some(output) => {
            let outputs: [(&Path, &[u8]); 1] = [(output, cast.as_bytes())];
            write_own(&outputs, (Some(MARK), "pupitre export --to cast"), arguments.force, &read)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses options that select a part: a show is played whole.
fn refuse_parts(arguments: &Arguments) -> Result<(), Failure> {
    let chooses = [
        ("--slide", arguments.slide.is_some()),
        ("--section", arguments.section.is_some()),
        ("--step", arguments.step.is_some()),
        ("--sheet", arguments.sheet),
        ("--scale", arguments.scale.is_some()),
        ("--steps", arguments.steps),
        ("--handout", arguments.handout),
        ("--notes", arguments.notes),
        ("--lessons", arguments.lessons),
        ("--for` or `--profile", arguments.shorter.is_asked()),
    ];
    match chooses.into_iter().find(|(_, asked)| *asked) {
        None => Ok(()),
        Some((flag, _)) => Err(Failure::new(say!("a cast is a show as it was. Omit `{flag}`.", flag))),
    }
}

/// A header, and a line for each change of the screen: the time in seconds, and what the terminal is sent.
fn cast(recording: &Recording, show: Show, theme: &Theme, size: Size) -> String {
    let header = json!({
        "version": 2,
        "width": size.width,
        "height": size.height,
        "title": recording.deck().title,
        "command": "pupitre",
    });
    let mut lines = vec![header.to_string()];
    let mut painter = Painter::new(theme, Depth::True);
    let mut playback = Playback::new(recording, show);
    let (mut now, end) = (Duration::ZERO, playback.end().min(LONGEST));
    let at = |monotonic: Duration| Now { monotonic, ..Now::default() };
    let mut before = "\x1b[?25l";
    loop {
        playback.take(Input::Tick, at(now));
        let position = playback.position(now);
        let bytes = painter.bytes_of(&view(playback.show(), at(position)), std::mem::take(&mut before));
        if !bytes.is_empty() {
            lines.push(json!([now.as_secs_f64(), "o", bytes]).to_string());
        }
        let Some(wait) = playback.next_change(now, now).filter(|_| position < end) else { break };
        now += wait.max(SHORTEST);
    }
    lines.join("\n") + "\n"
}
