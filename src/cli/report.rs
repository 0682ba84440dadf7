//! `pupitre report`: reports on recorded shows.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Failure, Language, meant, there_are, warn_of_missing_glyphs, words, write_out, write_own};
use crate::export::paper::Form;
use crate::fonts::Lacking;
use crate::lang::{Message, Words, say};
use crate::record::Recording;
use crate::recording;
use crate::report::{self, Bundle, Session, Set};
use crate::terminal;
use crate::text;

/// Report on shows: planned and actual minutes, answers, results
///
/// Several recordings of one deck are reported together: counts are added up, and scores come from the sums.
#[derive(clap::Args)]
pub struct Arguments {
    /// Recordings, bundles, or folders of them; without one, the newest of yours
    recordings: Vec<PathBuf>,
    /// List your recordings instead
    #[arg(long)]
    list: bool,
    /// Enter a result that no show measures: "KR3=4"
    #[arg(long, value_name = "ID=VALUE", value_parser = given)]
    set: Vec<(String, String)>,
    /// Write the sessions into one file to be mailed, without places, times of day and people's words
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// The form of the report
    #[arg(long, default_value = "text")]
    format: Format,
    /// The file to write; by default, standard output
    #[arg(long, short, value_name = "FILE", conflicts_with = "bundle")]
    output: Option<PathBuf>,
    /// Replace a file that another program has written
    #[arg(long)]
    force: bool,
    /// The language of the output
    #[arg(long)]
    lang: Option<Language>,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
    Md,
    /// A page to send
    Html,
    /// Sheets of A4 to send or to print
    Pdf,
}

fn given(text: &str) -> Result<(String, String), Message> {
    let (id, value) = text.split_once('=').ok_or(say!("write the id of a result, =, and its value: \"KR3=4\""))?;
    Ok((id.trim().to_owned(), value.trim().to_owned()))
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.list {
        return list();
    }
    let mut set = Set::new();
    let sessions = sessions(&arguments.recordings, &mut set)?;
    for (id, value) in &arguments.set {
        check_result_name(&sessions, id)?;
        set.insert(id.clone(), value.clone());
    }
    if let Some(path) = &arguments.bundle {
        let count = sessions.len();
        let how = ("pupitre report --bundle", arguments.force);
        let text = Bundle::new(sessions, set).text();
        write_out((path, &text), how, &files_read(&arguments.recordings), terminal::print_json)?;
        if path.as_os_str() == "-" {
            return Ok(ExitCode::SUCCESS);
        }
        let words = words(arguments.lang, None);
        let written = format!("{}  {}\n", path.display(), (words.report.sessions)(count));
        terminal::print(&text::clean(&written))?;
        return Ok(ExitCode::SUCCESS);
    }
    let words = words(arguments.lang, None);
    let pieces = || report::report(&sessions, &set, words);
    let lacking = Lacking::default();
    let document = |form: Form| -> Result<Vec<u8>, Failure> {
        let bytes = form.write(words.report.times, &report::document(&pieces()), words, &lacking);
        warn_of_missing_glyphs(&lacking);
        bytes.map_err(|why| Failure::new(say!("{why}.", why)))
    };
    let bytes = match arguments.format {
        Format::Text => report::plain(&pieces()).into_bytes(),
        Format::Md => report::markdown(&pieces()).into_bytes(),
        Format::Json => report::json(&sessions, &set).into_bytes(),
        Format::Csv => report::csv(&sessions, &set).into_bytes(),
        Format::Html => document(Form::Html)?,
        Format::Pdf => document(Form::Pdf)?,
    };
    match arguments.output.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => {
            let mark = match arguments.format {
                Format::Html => Form::Html.format().mark,
                Format::Pdf => Form::Pdf.format().mark,
                Format::Text | Format::Json | Format::Csv | Format::Md => None,
            };
            write_own(
                &[(path, &bytes)],
                (mark, "pupitre report"),
                arguments.force,
                &files_read(&arguments.recordings),
            )?;
        }
        None if arguments.format == Format::Json => terminal::print_json(&String::from_utf8_lossy(&bytes))?,
        None => terminal::print_bytes(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a line for each of this user's recordings.
fn list() -> Result<ExitCode, Failure> {
    for path in recording::all() {
        if let Ok(recording) = recording::read(&path) {
            let (when, title) = (&recording.header.when, &recording.header.deck.title);
            terminal::print(&text::clean(&format!("{when}  {title}\n    {}\n", path.display())))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn check_result_name(sessions: &[Session], id: &str) -> Result<(), Failure> {
    let ids = report::result_ids(sessions);
    if ids.contains(&id) {
        return Ok(());
    }
    let help = meant(id, &ids, there_are(&ids, say!("Its deck has no `[[result]]`.")));
    Err(Failure::new(say!("no result is called \"{id}\". {help}", id, help)))
}

/// The files that may be read for these names. Without names, this user's recordings.
fn files_read(named: &[PathBuf]) -> Vec<PathBuf> {
    if named.is_empty() { recording::all() } else { files_in(named) }
}

/// The files among these names and in these folders, which may be recordings.
fn files_in(named: &[PathBuf]) -> Vec<PathBuf> {
    let files = |path: &PathBuf| if path.is_dir() { recording::in_folder(path) } else { vec![path.clone()] };
    named.iter().flat_map(files).collect()
}

/// The sessions in these files and folders. A recording in a folder that cannot be read is skipped.
pub fn sessions(named: &[PathBuf], set: &mut Set) -> Result<Vec<Session>, Failure> {
    let mut sessions = Vec::new();
    if named.is_empty() {
        // A damaged recording does not hide the ones before it.
        let newest = recording::all().into_iter().rev().find_map(|path| read(&path, set).ok());
        sessions.extend(newest.unwrap_or_default());
    }
    for path in files_in(named) {
        match read(&path, set) {
            // A file that the user named must be a recording.
            Err(failure) if named.contains(&path) => return Err(failure),
            read => sessions.extend(read.unwrap_or_default()),
        }
    }
    match sessions.is_empty() {
        true if named.is_empty() => Err(Failure::new(say!(
            "you have no recordings yet. Present a deck: each show is recorded unless you add `--no-record`."
        ))),
        true => {
            Err(Failure::new(say!("there is no recording in what you named. `pupitre report --list` lists yours.")))
        }
        false => Ok(sessions),
    }
}

/// The sessions of a file: one from a recording, or all from a bundle.
fn read(path: &Path, set: &mut Set) -> Result<Vec<Session>, Failure> {
    let name = path.display();
    let text = recording::text(path).map_err(Failure::new)?;
    if !Bundle::is_one(&text) {
        return recording::read(path).map(|recording| vec![Session::of(&recording)]).map_err(Failure::new);
    }
    let bundle = Bundle::parse(&text).map_err(|error| Failure::new(say!("\"{name}\": {error}.", name, error)))?;
    set.extend(bundle.set);
    Ok(bundle.sessions)
}

/// Shows the times of a rehearsal, and asks whether to keep its recording if there is one.
pub fn tell(recording: &Recording, path: Option<&Path>, words: &Words) -> Result<(), Failure> {
    terminal::print(&text::clean(&report::times(recording, words)))?;
    let Some(path) = path.filter(|_| io::stdin().is_terminal()) else { return Ok(()) };
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
