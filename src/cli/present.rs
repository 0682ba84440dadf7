//! `pupitre present`: a show, full screen; text where there is no terminal.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::{Failure, Language, Loaded, depth, load, print_findings, theme, words};
use crate::deck::{self, Deck};
use crate::show::{Input, Place, Show};
use crate::terminal::{self, Message};
use crate::text;

/// Columns of the text that is written where there is no terminal.
const TEXT_WIDTH: usize = 80;

/// Present a deck
#[derive(clap::Args)]
pub struct Arguments {
    /// The deck: a TOML file, or one of `pupitre decks`; without it, the first of those
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
    let theme = theme(arguments.theme.as_deref(), &deck, &folder)?;
    let words = words(arguments.lang, Some(&deck));
    let start = start(arguments, &deck)?;
    let assets = Arc::new(assets);
    let mut show = Show::new(Arc::new(deck), assets.clone(), words, terminal::size());
    show.begin_at(Place { slide: start, step: 0 });
    let (name, looked_at) = (source.name.clone(), source.clone());
    terminal::present(&mut show, &theme, depth(), move |sender| {
        // The Markdown of thousands of slides is looked into while the first one is already shown.
        let (deck, findings) = deck::read(&looked_at);
        let count = findings.len() + deck.file_troubles(&assets).len();
        let _ = sender.send(Message::Input(Input::Mistakes(count)));
    })
    .map_err(|error| Failure::new(format!("\"{name}\" cannot be shown: {error}.")))?;
    if show.mistakes > 0 {
        let (deck, mut findings) = deck::read(&source);
        findings.extend(deck.file_troubles(&show.assets));
        print_findings(&findings, &source);
    }
    Ok(ExitCode::SUCCESS)
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
