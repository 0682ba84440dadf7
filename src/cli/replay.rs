//! `pupitre replay`: a deck read alone at the reader's pace, or a recorded show at the speaker's.

mod desk;
mod keep;
mod modules;
mod recorded;

pub(in crate::cli) use recorded::deck_beside;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::assets::Assets;
use crate::cli::asked::{Asked, Loaded};
use crate::cli::interface::Interface;
use crate::cli::origin::Origin;
use crate::cli::replay::desk::Desk;
use crate::cli::theme::theme;
use crate::cli::{Failure, is_dumb, load, print_findings, settings, warn_of_missing_glyphs, write_out, write_own};
use crate::deck::Deck;
use crate::export::paper::Form;
use crate::export::xapi;
use crate::files;
use crate::fonts::Lacking;
use crate::journal::Trouble;
use crate::lang::{Message, Words, say};
use crate::playback::Speed;
use crate::progress::{Header, Log};
use crate::record::Recording;
use crate::recording;
use crate::storage::Store;
use crate::terminal::{self, Opening, PictureReader, Surroundings, Typing};
use crate::text;

/// The width of the text without a terminal, in columns.
const TEXT_WIDTH: usize = 80;

/// The file extension of progress as xAPI statements.
const XAPI: &str = ".xapi.json";

/// The largest progress that is accepted, in bytes.
const LARGEST: u64 = 16 << 20;

/// Read a deck alone, at your own pace; or play a recorded show at the speaker's
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The deck: a TOML file, or one of `pupitre decks`; or a course of several; or a recording (`pupitre report --list`).
    /// Without it, a built-in deck in your language
    what: Option<PathBuf>,
    /// For a recording: the deck that was shown, if it is not found
    #[arg(long, value_name = "FILE")]
    deck: Option<PathBuf>,
    /// For a recording: the speed, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4 or 8 times the speaker's pace
    #[arg(long, value_name = "N", value_parser = speed, default_value = "1", hide_default_value = true)]
    speed: Speed,
    /// For a recording: stop when a question opens
    #[arg(long)]
    stop_at_polls: bool,
    #[command(flatten)]
    interface: Interface,
    /// Write your progress in the deck to a file (`-`: standard output), to take it elsewhere; FILE.xapi.json: as xAPI statements, for
    /// a learning platform
    #[arg(long, value_name = "FILE", conflicts_with_all = ["import_progress", "export_notes"])]
    export_progress: Option<PathBuf>,
    /// Merge progress that was written elsewhere into yours
    #[arg(long, value_name = "FILE", conflicts_with = "export_notes")]
    import_progress: Option<PathBuf>,
    /// Write the page to keep to a file, with your answers, marks and notes: FILE.html, FILE.pdf, FILE.txt, else Markdown (`-`: standard
    /// output)
    #[arg(long, value_name = "FILE")]
    export_notes: Option<PathBuf>,
    /// Replace a file that another program has written
    #[arg(long)]
    force: bool,
}

fn speed(text: &str) -> Result<Speed, Message> {
    let names = || Speed::all().map(|speed| speed.name(".").trim_end_matches('×').to_owned()).collect::<Vec<_>>();
    Speed::parse(text).ok_or_else(|| say!("write one of {names}", names = names().join(", ")))
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if let Some((path, recording)) = recording_asked(arguments)? {
        let exports = [&arguments.export_progress, &arguments.import_progress, &arguments.export_notes];
        return match exports.into_iter().flatten().next() {
            Some(_) => Err(Failure::new(say!("a recording has no progress and no notes. Name its deck."))),
            None => recorded::run(arguments, path, &recording),
        };
    }
    if arguments.deck.is_some() || arguments.stop_at_polls || arguments.speed != Speed::default() {
        return Err(Failure::new(say!(
            "`--deck`, `--speed` and `--stop-at-polls` are for recordings. Name one: `pupitre report --list` lists yours."
        )));
    }
    if let Some(path) = &arguments.export_progress {
        return export_progress(arguments, path);
    }
    if let Some(path) = &arguments.import_progress {
        return import_progress(arguments, path);
    }
    if let Some(path) = &arguments.export_notes {
        return export_notes(arguments, path);
    }
    let on_terminal = terminal::is_on_terminal();
    let in_lines = arguments.interface.plain || on_terminal && (settings::own().settings.plain || is_dumb());
    match (in_lines, on_terminal) {
        (true, _) => speak(arguments),
        (false, true) => read(arguments),
        (false, false) => write(arguments),
    }
}

/// The recording that the user named. `None` if it is something else, such as a deck.
fn recording_asked(arguments: &Arguments) -> Result<Option<(&Path, Recording)>, Failure> {
    // A deck should not be read twice to find out that it is not a recording.
    let is_toml = |path: &Path| path.extension().is_some_and(|ending| ending == "toml");
    let asked = arguments.what.as_deref().filter(|path| !is_toml(path) && path.is_file());
    let Some(path) = asked else { return Ok(None) };
    let named = path.extension().is_some_and(|ending| ending == "jsonl" || ending == "json");
    match recording::text(path).map(|text| Recording::parse(&text)) {
        Ok(Ok(recording)) => Ok(Some((path, recording))),
        Ok(Err(why)) if named => {
            let help = say!("`pupitre report --list` lists your recordings.");
            Err(Failure::new(say!("\"{path}\": {why}. {help}", path = path.display(), why, help)))
        }
        _ => Ok(None),
    }
}

/// Reads on the screen.
fn read(arguments: &Arguments) -> Result<ExitCode, Failure> {
    terminal::hold_signals();
    let own = settings::own();
    let mut desk = Desk::open(Asked::of(arguments.what.as_deref())?, arguments.interface.lang, false)?;
    let around = Surroundings {
        pictures: desk.current.reader(),
        loader: desk.loader(arguments.interface.theme.clone()),
        ..arguments.interface.around(&own.settings, &desk.replay.deck, &desk.folder())?
    };
    let name = desk.replay.deck.title.clone();
    terminal::present(&mut desk, around)
        .map_err(|error| Failure::new(say!("\"{name}\" cannot be shown: {error}.", name, error)))?;
    end(desk, arguments)?;
    own.print_findings();
    Ok(ExitCode::SUCCESS)
}

/// Reads as lines.
fn speak(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut desk = Desk::open(Asked::of(arguments.what.as_deref())?, arguments.interface.lang, true)?;
    let loader = desk.loader(None);
    terminal::speak(&mut desk, Typing::here(is_dumb()), loader)?;
    end(desk, arguments)?;
    Ok(ExitCode::SUCCESS)
}

/// Says how to resume or, after a last try, what could not be saved.
fn end(desk: Desk, arguments: &Arguments) -> Result<(), Failure> {
    let (words, is_kept, elsewhere) = (desk.replay.words, desk.keeps(), desk.elsewhere());
    if let Some(missing) = desk.end() {
        terminal::warn(&format!("{}\n", text::clean(&missing)));
    } else if is_kept {
        let mut command = vec!["pupitre".to_owned(), "replay".to_owned()];
        let asked = arguments.what.as_ref().map(|what| what.to_string_lossy().into_owned());
        command.extend(elsewhere.or(asked));
        command.extend(arguments.interface.plain.then(|| "--plain".to_owned()));
        let told = (words.replay.goes_on_with)(&terminal::second::quoted(&command));
        terminal::print(&format!("{}\n", text::clean(&told)))?;
    }
    Ok(())
}

/// Without a terminal: writes the deck with its lessons as text.
fn write(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Loaded { source, deck, findings, assets, origin } = load(arguments.what.as_deref(), true)?;
    print_findings(&findings, &source);
    theme(arguments.interface.theme.as_deref(), &deck, origin.folder())?;
    let words = arguments.interface.words(Some(&deck));
    let titles = [words.lesson_title, words.notes_title];
    terminal::print(&deck.reading(&assets, titles).plain(TEXT_WIDTH))?;
    Ok(ExitCode::SUCCESS)
}

/// Where the progress in a deck is saved.
fn store(deck: &Deck, origin: &Origin, words: &Words) -> Result<Store, Failure> {
    let found = Store::open(desk::header(deck, origin));
    found.trouble.map_or(Ok(found.store), |trouble| Err(cannot_read(&trouble, words)))
}

fn cannot_read(trouble: &Trouble, words: &Words) -> Failure {
    Failure::new(say!("your progress cannot be read: {why}.", why = trouble.told(words)))
}

fn cannot_write(trouble: &Trouble, words: &Words) -> Failure {
    Failure::new(say!("your progress cannot be written: {why}.", why = trouble.told(words)))
}

fn export_progress(arguments: &Arguments, path: &Path) -> Result<ExitCode, Failure> {
    let Loaded { deck, assets, origin, .. } = load(arguments.what.as_deref(), false)?;
    let words = arguments.interface.words(Some(&deck));
    let text = store(&deck, &origin, words)?.export().map_err(|trouble| cannot_read(&trouble, words))?;
    let is_xapi = path.to_string_lossy().to_lowercase().ends_with(XAPI);
    let text = match Log::parse(&text) {
        Ok(log) if is_xapi => xapi::statements(&log, &deck, &terminal::iso),
        _ => text,
    };
    let read = origin.files(&deck, &assets, None);
    let how = ("pupitre replay --export-progress", arguments.force);
    write_out((path, &text), how, &read, terminal::print_json)?;
    Ok(ExitCode::SUCCESS)
}

/// The file extensions for which the page is written as text. Empty for a name without extension.
const TEXTS: [&str; 4] = ["", "txt", "md", "markdown"];

fn export_notes(arguments: &Arguments, path: &Path) -> Result<ExitCode, Failure> {
    let desk = Desk::open(Asked::of(arguments.what.as_deref())?, arguments.interface.lang, false)?;
    let read = desk.reads();
    files::refuse_read([path], &read).map_err(Failure::new)?;
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if Form::of(&path.to_string_lossy()).is_none() && !TEXTS.contains(&&*ending) {
        let ending = text::clean(&ending).into_owned();
        return Err(Failure::new(say!(
            "the page cannot be saved as \".{ending}\". Name a file that ends in .pdf, .html, .md or .txt.",
            ending
        )));
    }
    let words = desk.replay.words;
    let text = desk.page_to_keep()?;
    let how = ("pupitre replay --export-notes", arguments.force);
    match Form::of(&path.to_string_lossy()) {
        None => write_out((path, &text), how, &read, terminal::print)?,
        Some(form) => {
            let lacking = Lacking::default();
            let bytes = form.write(words.replay.page_title, &text, words, &lacking);
            warn_of_missing_glyphs(&lacking);
            let bytes = bytes.map_err(|why| Failure::new(say!("{why}.", why)))?;
            write_own(&[(path, &bytes)], (form.format().mark, how.0), how.1, &read)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn import_progress(arguments: &Arguments, path: &Path) -> Result<ExitCode, Failure> {
    let name = path.display();
    let text = files::read_bounded(path, LARGEST)
        .map_err(|error| Failure::new(say!("\"{name}\" cannot be read: {error}.", name, error)))?;
    let log = Log::parse(&text).map_err(|why| Failure::new(say!("\"{name}\": {why}.", name, why = why.message())))?;
    let Loaded { deck, origin, .. } = load(arguments.what.as_deref(), false)?;
    let header = Header::of(&deck);
    if log.header.deck.id != header.deck.id {
        let other = &log.header.deck.title;
        return Err(Failure::new(say!(
            "\"{name}\" is progress in another deck, \"{other}\". Name that deck.",
            name,
            other
        )));
    }
    let words = arguments.interface.words(Some(&deck));
    let new = store(&deck, &origin, words)?.import(log).map_err(|trouble| cannot_write(&trouble, words))?;
    terminal::print(&format!("{}\n", (words.replay.imported)(new)))?;
    Ok(ExitCode::SUCCESS)
}

/// A deck as it was read last, and its files.
type Read = (Arc<Deck>, Arc<Assets>);

/// The deck that is open now. Changes with the module.
#[derive(Clone, Default)]
struct Current(Arc<Mutex<Opened>>);

#[derive(Clone, Default)]
struct Opened {
    opening: Opening,
    origin: Origin,
    /// A deck that was read but not checked yet.
    fresh: Option<Read>,
}

impl Current {
    fn set(&self, origin: Origin, fresh: Read) {
        let mut opened = self.lock();
        *opened = Opened { opening: opened.opening.next(), origin, fresh: Some(fresh) };
    }

    fn opening(&self) -> Opening {
        self.lock().opening
    }

    fn origin(&self) -> Origin {
        self.lock().origin.clone()
    }

    /// Takes it, together with what was not checked yet.
    fn take(&self) -> Opened {
        let mut opened = self.lock();
        Opened { fresh: opened.fresh.take(), ..opened.clone() }
    }

    fn lock(&self) -> MutexGuard<'_, Opened> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> PictureReader {
        let current = self.clone();
        Box::new(move |name| current.origin().pictures()(name))
    }
}

/// The names to forget, in the form that a store takes.
fn set(names: &[String]) -> BTreeSet<String> {
    names.iter().cloned().collect()
}
