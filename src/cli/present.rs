//! `pupitre present`: a show, full screen; text where there is no terminal.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::cli::{Failure, Language, Loaded, depth, load, print_findings, theme, words};
use crate::deck::Deck;
use crate::lang::Words;
use crate::search::Index;
use crate::show::{Input, Place, Show};
use crate::terminal::{self, Load, Loader, Message, Surroundings};
use crate::text;
use crate::watch::Watch;

/// Columns of the text that is written where there is no terminal.
const TEXT_WIDTH: usize = 80;

/// Present a deck
#[derive(clap::Args)]
pub struct Arguments {
    /// The deck, a TOML file; without one, the built-in deck
    deck: Option<PathBuf>,
    /// Begin with the section of this id
    #[arg(long, value_name = "ID")]
    section: Option<String>,
    /// A theme's name (see `pupitre themes`) or file
    #[arg(long, value_name = "NAME|FILE")]
    theme: Option<String>,
    /// The language of the interface
    #[arg(long)]
    lang: Option<Language>,
    /// Leave clicks and the wheel to the terminal
    #[arg(long)]
    no_mouse: bool,
    /// Where there is no terminal: write the notes too
    #[arg(long)]
    notes: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    match io::stdout().is_terminal() && !dumb {
        true => present(arguments),
        false => write(arguments),
    }
}

fn present(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Loaded { source, deck, assets, folder, .. } = load(arguments.deck.as_deref(), false)?;
    let theme_by_ground = arguments.theme.is_none() && deck.theme.is_none();
    let theme = theme(arguments.theme.as_deref(), &deck, &folder)?;
    let words = words(arguments.lang, Some(&deck));
    let start = start(arguments, &deck)?;
    let mut show = Show::new(Arc::new(deck), Arc::new(assets), words, terminal::size());
    show.begin_at(Place { slide: start, step: 0 });
    let name = source.name.clone();
    let loader = loader(arguments, words);
    let around = Surroundings { theme, depth: depth(), mouse: !arguments.no_mouse, theme_by_ground, loader };
    terminal::present(&mut show, around)
        .map_err(|error| Failure::new(format!("\"{name}\" cannot be shown: {error}.")))?;
    if show.mistakes > 0
        && let Ok(Loaded { source, findings, .. }) = load(arguments.deck.as_deref(), true)
    {
        print_findings(&findings, &source);
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the deck while it is shown: looks into all of it once the first page is there, and again when a file has changed.
fn loader(arguments: &Arguments, words: &'static Words) -> Loader {
    let (path, theme_name) = (arguments.deck.clone(), arguments.theme.clone());
    let mut watch: Option<Watch> = None;
    Box::new(move |job, sender| {
        let watch = watch.get_or_insert_with(|| {
            let sender = sender.clone();
            Watch::new(move || drop(sender.send(Message::Changed)))
        });
        match load(path.as_deref(), true) {
            Ok(loaded) => {
                watch.set(files_of(path.as_deref(), theme_name.as_deref(), &loaded));
                tell(loaded, job, theme_name.as_deref(), sender);
            }
            Err(failure) if job == Load::Again => {
                let why = (words.not_reloaded)(&failure.message);
                let _ = sender.send(Message::Input(Input::NotReloaded(why)));
            }
            Err(_) => {}
        }
    })
}

/// The files whose change the show follows: the deck, those it shows, its theme.
fn files_of(path: Option<&Path>, theme: Option<&str>, loaded: &Loaded) -> Vec<PathBuf> {
    let Some(path) = path else { return Vec::new() };
    let beside = loaded.assets.0.keys().map(String::as_str).chain(loaded.deck.theme.as_deref());
    let mut files: Vec<PathBuf> = beside.map(|name| loaded.folder.join(name)).collect();
    files.push(path.to_owned());
    files.extend(theme.map(PathBuf::from));
    files
}

/// Tells the show what was read: the deck and its theme where it was read again, and what is in it and wrong with it.
fn tell(loaded: Loaded, job: Load, theme_name: Option<&str>, sender: &Sender<Message>) {
    let Loaded { deck, assets, findings, folder, .. } = loaded;
    let (deck, assets) = (Arc::new(deck), Arc::new(assets));
    if job == Load::Again {
        let _ = sender.send(Message::Input(Input::Reloaded {
            deck: deck.clone(),
            assets: assets.clone(),
            mistakes: findings.len(),
        }));
        if let Ok(theme) = theme(theme_name, &deck, &folder) {
            let _ = sender.send(Message::Theme(Box::new(theme)));
        }
    }
    let index = Index::of(&deck, &assets);
    let _ = sender.send(Message::Input(Input::LookedInto { mistakes: findings.len(), index }));
}

/// The place in the file of the first slide to show.
fn start(arguments: &Arguments, deck: &Deck) -> Result<usize, Failure> {
    let Some(id) = &arguments.section else { return Ok(0) };
    let named = deck.sections.iter().position(|section| section.id.as_ref() == Some(id));
    named.and_then(|section| deck.first_of_section(section)).ok_or_else(|| {
        let ids: Vec<&str> = deck.sections.iter().filter_map(|section| section.id.as_deref()).collect();
        let help = match text::nearest(id, ids.iter().copied()) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("There are {}.", ids.join(", ")),
        };
        Failure::new(format!("no section with slides is called \"{id}\". {help}"))
    })
}

fn write(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Loaded { source, deck, findings, assets, .. } = load(arguments.deck.as_deref(), true)?;
    print_findings(&findings, &source);
    terminal::print(&deck.prose(&assets, arguments.notes).plain(TEXT_WIDTH))?;
    Ok(ExitCode::SUCCESS)
}
