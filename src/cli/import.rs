//! `pupitre import`: converts decks of other programs.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use serde_json::{Value as Json, json};

use crate::canonical;
use crate::cli::bring::{Folder, can_be_imported};
use crate::cli::{Failure, Language, own_words, say_failed_in_line, told};
use crate::deck;
use crate::files::{self, Content};
use crate::import::{self, Beside as _, Fate, Imported, Unit, Wanted, dialects, pptx};
use crate::lang::{Message, say};
use crate::source::{STANDARD_INPUT, Source};
use crate::terminal;
use crate::text;

/// Convert PowerPoint presentations and Markdown decks of other programs
///
/// Recognizes PowerPoint (.pptx), presenterm, Marp, Slidev, reveal-md, patat, pandoc, remark, mdp, slides and lookatme, and plain
/// Markdown. The pictures of a presentation are written beside the deck. Losses are reported on standard error. Slides that need work
/// by hand get a `todo`, and `pupitre check` lists them. Nothing is downloaded and nothing is run.
#[derive(clap::Args)]
pub struct Arguments {
    /// The file; a folder: the decks in it and below it; `-` for standard input
    file: PathBuf,
    /// The deck to write; `-` for standard output; beside the file where it is not named
    #[arg(short, long, value_name = "DECK")]
    output: Option<PathBuf>,
    /// The format of a Markdown file, instead of recognizing it
    #[arg(long, value_name = "DIALECT", value_parser = dialect_names())]
    from: Option<String>,
    /// The language of the deck
    #[arg(long)]
    lang: Option<Language>,
    /// Headings of this level begin slides, those above it sections, in Markdown without other signs of slides
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=6))]
    level: Option<u8>,
    /// Overwrite existing files
    #[arg(long)]
    force: bool,
    /// How losses are reported: `json` goes to standard output, unless the deck does
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How losses are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// In lines
    Text,
    /// For machines
    Json,
}

fn dialect_names() -> PossibleValuesParser {
    PossibleValuesParser::new(dialects::ALL.iter().map(|it| it.name))
}

/// One import, and where its deck goes.
struct Done {
    /// The name of the file in messages.
    name: String,
    imported: Imported,
    /// `None`: standard output.
    output: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.file.is_dir() {
        return folder(arguments);
    }
    let done = one(&arguments.file, arguments)?;
    write(&done, arguments.force)?;
    tell(&[done], arguments.format)?;
    Ok(ExitCode::SUCCESS)
}

/// Imports each deck of a folder. Markdown without signs of any program may be any text, and is skipped.
fn folder(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.output.is_some() {
        let why = say!("a folder has many decks, and each is written beside its file. Leave out `--output`.");
        return Err(Failure::new(why));
    }
    let (mut done, mut failed, mut skipped) = (Vec::new(), Vec::new(), 0_usize);
    for path in files::files_below(&arguments.file, can_be_imported) {
        match one(&path, arguments) {
            Ok(it) if it.imported.program.name == "plain" && arguments.from.is_none() => skipped += 1,
            Ok(it) => match write(&it, arguments.force) {
                Ok(()) => done.push(it),
                Err(failure) => failed.push(failure.message),
            },
            Err(failure) => failed.push(failure.message),
        }
    }
    tell(&done, arguments.format)?;
    failed.iter().for_each(say_failed_in_line);
    if skipped > 0 {
        let told_of = say!(
            "{files} {files?Markdown file has|Markdown files have} no signs of a deck. Name one to import it, or say what they are with `--from`.",
            files = skipped
        );
        terminal::warn(&format!("{}\n", told(&told_of)));
    }
    if done.is_empty() && failed.is_empty() {
        let name = arguments.file.display();
        return Err(Failure::new(say!("there is no deck of another program in \"{name}\".", name)));
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn one(path: &Path, arguments: &Arguments) -> Result<Done, Failure> {
    let is_input = path.as_os_str() == "-";
    let name = if is_input { STANDARD_INPUT.to_owned() } else { path.display().to_string() };
    let output = match &arguments.output {
        Some(output) if output.as_os_str() == "-" => None,
        Some(output) => Some(output.clone()),
        None if is_input => None,
        None => Some(path.with_extension("toml")),
    };
    let media = output.as_deref().and_then(Path::file_stem).map(|stem| format!("{}-media", stem.to_string_lossy()));
    let wanted = Wanted {
        dialect: arguments.from.as_deref().and_then(dialects::named),
        lang: arguments.lang.map(|lang| lang.code().to_owned()),
        level: arguments.level,
        media,
    };
    let content = if is_input { files::read_standard_content() } else { files::read_content(path) };
    let imported = match content.map_err(Failure::new)? {
        Content::Text(text) => {
            let folder = if is_input { Folder(PathBuf::new()) } else { Folder::of(path) };
            markdown(&name, &text, &wanted, &folder)?
        }
        Content::Presentation(bytes) => presentation(&name, &bytes, &wanted)?,
    };
    if imported.slides == 0 {
        return Err(Failure::new(say!("\"{name}\" has nothing to show. There is nothing to import.", name)));
    }
    Ok(Done { name, imported, output })
}

fn markdown(name: &str, text: &str, wanted: &Wanted, folder: &Folder) -> Result<Imported, Failure> {
    let source = Source::new(text::clean(name), text);
    if text.trim().is_empty() {
        return Err(Failure::new(say!("\"{name}\" is empty. There is nothing to import.", name)));
    }
    if deck::is_deck(&source) {
        return Err(Failure::new(say!("\"{name}\" is already a Pupitre deck. Present it as it is.", name)));
    }
    Ok(import::markdown(source, wanted, folder))
}

fn presentation(name: &str, bytes: &[u8], wanted: &Wanted) -> Result<Imported, Failure> {
    if wanted.dialect.is_some() || wanted.level.is_some() {
        let why = say!("\"{name}\" is a presentation. `--from` and `--level` are for Markdown: leave them out.", name);
        return Err(Failure::new(why));
    }
    pptx::pptx(&text::clean(name), bytes, wanted).map_err(|why| Failure::new(say!("\"{name}\" {why}.", name, why)))
}

/// Writes the deck and its pictures. Overwrites nothing without `force`.
fn write(done: &Done, force: bool) -> Result<(), Failure> {
    let imported = &done.imported;
    let text = canonical::form(&imported.source.text).unwrap_or_else(|| imported.source.text.clone());
    let Some(output) = &done.output else { return Ok(terminal::print(&text)?) };
    let target = output.parent().unwrap_or(Path::new("")).to_owned();
    let from = match done.name.as_str() {
        STANDARD_INPUT => Folder(PathBuf::new()),
        name => Folder::of(Path::new(name)),
    };
    let mut outputs: Vec<(PathBuf, Vec<u8>)> = vec![(output.clone(), text.into_bytes())];
    outputs.extend(imported.files.iter().map(|file| (target.join(&file.name), file.bytes.clone())));
    if !is_same(&from.0, &target) {
        outputs.extend(shown(&imported.source, &from).into_iter().map(|(name, bytes)| (target.join(name), bytes)));
    }
    let read: Vec<PathBuf> = if done.name == STANDARD_INPUT { Vec::new() } else { vec![PathBuf::from(&done.name)] };
    files::refuse_read(outputs.iter().map(|(path, _)| path.as_path()), &read).map_err(Failure::new)?;
    for (path, bytes) in &outputs {
        refuse(path, bytes, &target, force)?;
    }
    outputs.iter().try_for_each(|(path, bytes)| put(path, bytes, force))
}

/// Whether two paths are the same folder.
fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path }).ok();
    whole(one) == whole(other)
}

/// The files that a deck shows, if they exist.
fn shown(source: &Source, from: &Folder) -> Vec<(String, Vec<u8>)> {
    let (deck, _) = deck::read(source);
    let names = deck.files().into_iter().map(|(_, name)| name.to_owned());
    let there = names.filter(|name| from.has(name));
    there.filter_map(|name| files::read_picture(&name, &from.0).ok().map(|bytes| (name, bytes))).collect()
}

/// Refuses to overwrite a file, or to write through a link that leads elsewhere.
fn refuse(path: &Path, bytes: &[u8], folder: &Path, force: bool) -> Result<(), Failure> {
    let name = path.display();
    let between = path.ancestors().skip(1).take_while(|it| *it != folder && !it.as_os_str().is_empty());
    let is_link = |it: &Path| it.symlink_metadata().is_ok_and(|about| about.is_symlink());
    if path.parent() != Some(folder) && between.into_iter().any(is_link) {
        return Err(Failure::new(say!("\"{name}\" would be written through a link. Remove the link first.", name)));
    }
    let Ok(about) = path.symlink_metadata() else { return Ok(()) };
    if about.is_file() && fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    match () {
        () if about.is_symlink() => {
            Err(Failure::new(say!("\"{name}\" is a link. Choose another name with `--output`.", name)))
        }
        () if !force => Err(Failure::new(say!(
            "\"{name}\" already exists and is left as it is. Choose another name with `--output`, or overwrite it with `--force`.",
            name
        ))),
        () => Ok(()),
    }
}

fn put(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        let made = fs::create_dir_all(folder);
        made.map_err(|error| {
            Failure::new(say!("\"{folder}\" cannot be created: {error}.", folder = folder.display(), error))
        })?;
    }
    if force {
        return files::write_whole(path, bytes).map_err(Failure::new);
    }
    files::write_new(path, bytes).map(|_| ()).map_err(Failure::new)
}

/// Reports what was made of each file, and what was lost or changed.
fn tell(done: &[Done], format: Format) -> Result<(), Failure> {
    let is_out = done.iter().any(|it| it.output.is_none());
    match format {
        Format::Text => done.iter().for_each(|it| terminal::warn(&text::clean(&in_lines(it)))),
        Format::Json => {
            let all: Vec<Json> = done.iter().map(object).collect();
            let report = format!("{}\n", json!({ "version": 1, "imports": all }));
            match is_out {
                true => terminal::warn(&report),
                false => terminal::print_json(&report)?,
            }
        }
    }
    Ok(())
}

/// What happened to something, in a word.
fn fate(fate: Fate) -> Message {
    match fate {
        Fate::Todo => say!("to do"),
        Fate::Changed => say!("changed"),
        Fate::Lost => say!("lost"),
    }
}

fn in_lines(done: &Done) -> String {
    let Done { name, imported, output } = done;
    let words = own_words();
    let to = |path: &PathBuf| Message::as_it_is(path.display().to_string());
    let output = output.as_ref().map_or(say!("standard output"), to).in_words(words);
    let slides = (words.slides)(imported.slides);
    let (program, signs) = (imported.program.title, imported.signs.in_words(words));
    let mut out = format!("{name}: {program} ({signs}), {slides} -> {output}\n");
    for loss in &imported.losses {
        let place = imported.source.original().map_or(1, |it| it.place(loss.first.start).line);
        let place = match (imported.unit, loss.count) {
            (Unit::Line, 1) => say!("line {place}", place),
            (Unit::Line, _) => say!("first line {place}", place),
            (Unit::Slide, 1) => say!("slide {place}", place),
            (Unit::Slide, _) => say!("first slide {place}", place),
        };
        let count = if loss.count == 1 { String::new() } else { format!("{} × ", loss.count) };
        let (what, place) = (loss.what.in_words(words), place.in_words(words));
        let _ = writeln!(out, "  {:8} {count}{what} ({place})", fate(loss.fate).in_words(words));
    }
    if imported.source.text.lines().take_while(|line| !line.starts_with('[')).all(|line| !line.starts_with("lang = ")) {
        let what = say!("the language of the deck: `--lang fr` or `--lang en`").in_words(words);
        let _ = writeln!(out, "  {:8} {what}", fate(Fate::Todo).in_words(words));
    }
    out
}

fn object(done: &Done) -> Json {
    let Done { name, imported, output } = done;
    let loss = |loss: &import::Loss| {
        let place = imported.source.original().map(|it| it.place(loss.first.start));
        let (line, column) = place.map_or((1, 1), |it| (it.line, it.column));
        let (fate, what, count) = (loss.fate.name(), loss.what.as_str(), loss.count);
        match imported.unit {
            Unit::Line => json!({ "fate": fate, "what": what, "count": count, "line": line, "column": column }),
            Unit::Slide => json!({ "fate": fate, "what": what, "count": count, "slide": line }),
        }
    };
    json!({
        "path": name,
        "dialect": imported.program.name,
        "signs": imported.signs.as_str(),
        "slides": imported.slides,
        "output": output.as_ref().map(|it| it.display().to_string()),
        "files": imported.files.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "losses": imported.losses.iter().map(loss).collect::<Vec<_>>(),
    })
}
