//! `pupitre decks add`: copies a deck, or a folder of decks, into the user's own folder, where commands find them by name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::assets::{LARGEST_TEXT, Medium, stays_inside};
use crate::cli::theme::theme_failure;
use crate::cli::{Failure, Loaded, beside, is_command, load, own, print_findings, say_failed};
use crate::deck::{self, LARGEST};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files;
use crate::lang::{Message, say};
use crate::picture::LARGEST_FILE;
use crate::review::review_course;
use crate::source::Source;
use crate::terminal;
use crate::text;

/// Copy a deck, or all decks of a folder, to where every command finds them by name
///
/// What they name goes with them: pictures, code, theme, course. A deck with mistakes is not added.
#[derive(clap::Args)]
pub struct Arguments {
    /// A deck, or a folder with decks in it
    #[arg(value_name = "FILE|FOLDER")]
    path: PathBuf,
    /// Take the place of what was added under the same name
    #[arg(long)]
    replace: bool,
}

/// What to add: files of one folder, under a name.
struct Addition {
    name: String,
    folder: PathBuf,
    /// Their names in the folder, with the most bytes that each may have.
    files: BTreeMap<String, u64>,
    /// The names under which its decks will be found.
    decks: BTreeSet<String>,
    /// Whether a file has mistakes, which are printed.
    is_wrong: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let nowhere = say!("your home folder cannot be found. Set HOME or XDG_DATA_HOME.");
    let own = own::folder().ok_or_else(|| Failure::new(nowhere))?;
    let addition = match arguments.path.is_dir() {
        true => Addition::of_folder(&arguments.path)?,
        false => Addition::of_deck(&arguments.path)?,
    };
    if addition.is_wrong {
        say_failed(&say!("nothing was added. Fix the mistakes first."));
        return Ok(ExitCode::from(1));
    }
    addition.check_names(&own, arguments.replace)?;
    addition.put_into(&own, arguments.replace).map_err(Failure::new)?;
    let place = own.join(&addition.name);
    let line = |deck: &String| format!("{deck}  {}\n", place.join(format!("{deck}.toml")).display());
    terminal::print(&text::clean(&addition.decks.iter().map(line).collect::<String>()))?;
    Ok(ExitCode::SUCCESS)
}

impl Addition {
    fn new(name: &str, folder: &Path) -> Self {
        let (files, decks) = (BTreeMap::new(), BTreeSet::new());
        Self { name: name.to_owned(), folder: folder.to_owned(), files, decks, is_wrong: false }
    }

    /// One deck, with the files that it names.
    fn of_deck(path: &Path) -> Result<Self, Failure> {
        let source = files::read_source(path).map_err(Failure::new)?;
        let shown = path.display();
        if deck::is_course(&source) {
            return Err(Failure::new(say!("\"{shown}\" is a course. Add the folder that contains it.", shown)));
        }
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(name) = file.strip_suffix(".toml") else {
            return Err(Failure::new(say!("\"{shown}\" does not end in .toml. Rename the file.", shown)));
        };
        let mut addition = Self::new(name, path.parent().unwrap_or(Path::new("")));
        addition.add(file)?;
        Ok(addition)
    }

    /// The decks directly in a folder, and its courses with the decks that they list.
    fn of_folder(path: &Path) -> Result<Self, Failure> {
        let unread =
            |error| Failure::new(say!("the folder \"{path}\" cannot be read: {error}.", path = path.display(), error));
        let whole = fs::read_dir(path).and_then(|_| fs::canonicalize(path)).map_err(unread)?;
        let name = path.file_name().or(whole.file_name()).and_then(|name| name.to_str()).unwrap_or_default();
        let mut addition = Self::new(name, path);
        for file in files::toml_files_in(path) {
            let source = files::read_source(&file).map_err(Failure::new)?;
            let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
            if deck::is_deck(&source) {
                addition.add(name)?;
            } else if deck::is_course(&source) {
                addition.add_course(name, &source)?;
            }
        }
        if addition.decks.is_empty() && !addition.is_wrong {
            let help = say!("A deck is a TOML file with a top-level `format`.");
            return Err(Failure::new(say!("there is no deck in \"{path}\". {help}", path = path.display(), help)));
        }
        Ok(addition)
    }

    /// Adds a deck of the folder, with the files that it names.
    fn add(&mut self, name: &str) -> Result<(), Failure> {
        if self.files.insert(name.to_owned(), LARGEST as u64) == Some(LARGEST as u64) {
            return Ok(());
        }
        let path = self.folder.join(name);
        let Loaded { source, deck, findings, origin, .. } = load(Some(&path), true)?;
        self.look_at(&findings, &source);
        if theme_failure(None, &deck, origin.folder()).is_some() {
            let theme = text::shorten(deck.theme.as_deref().unwrap_or_default(), 60).into_owned();
            let shown = &source.name;
            let help = say!("Run `pupitre check {shown}` to see them.", shown);
            return Err(Failure::new(say!(
                "the theme \"{theme}\" of \"{shown}\" has mistakes. {help}",
                theme,
                shown,
                help
            )));
        }
        let beside = name.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        for (medium, file) in deck.files() {
            let most = if medium == Medium::Text { LARGEST_TEXT } else { LARGEST_FILE };
            self.files.entry(format!("{beside}{file}")).or_insert(most);
        }
        if beside.is_empty() {
            self.decks.insert(own::name(&path));
        }
        Ok(())
    }

    /// Adds a course of the folder, and the decks that it lists.
    fn add_course(&mut self, name: &str, source: &Source) -> Result<(), Failure> {
        let (course, findings) = review_course(source, &self.folder);
        self.look_at(&findings, source);
        self.files.entry(name.to_owned()).or_insert(LARGEST_TEXT);
        let there = |deck: &&str| files::deck_trouble(deck, &self.folder).is_none();
        let decks: Vec<String> = course.decks().filter(there).map(str::to_owned).collect();
        decks.iter().try_for_each(|deck| self.add(deck))
    }

    /// Prints the mistakes in one of its files.
    fn look_at(&mut self, findings: &[Diagnostic], source: &Source) {
        print_findings(findings, source);
        self.is_wrong |= findings.iter().any(|it| it.severity == Severity::Error);
    }

    /// Refuses names that could not be typed or found, and names that are taken.
    fn check_names(&self, own: &Path, replace: bool) -> Result<(), Failure> {
        let name = &self.name;
        let all = || self.decks.iter().chain([name]);
        // Such a name is not shown as it would have to be typed.
        if let Some(name) =
            all().chain(self.files.keys()).find(|name| name.contains('\n') || *text::clean(name) != **name)
        {
            let shown = text::clean(name).replace('\n', " ");
            return Err(Failure::new(say!(
                "\"{shown}\" has characters in its name that cannot be seen or typed. Rename the file.",
                shown
            )));
        }
        if let Some(name) = all().find(|name| !stays_inside(name) || name.contains('/') || name.starts_with(['.', '-']))
        {
            return Err(Failure::new(say!("\"{name}\" cannot be the name of a deck. Rename the file.", name)));
        }
        if let Some(name) = all().find(|name| beside::named(name).is_some()) {
            return Err(Failure::new(say!("\"{name}\" is the name of a built-in deck. Rename the file.", name)));
        }
        if let Some(name) = self.decks.iter().find(|name| is_command(name)) {
            return Err(Failure::new(say!("\"{name}\" is the name of a command. Rename the file.", name)));
        }
        let place = own.join(name);
        if !replace && place.symlink_metadata().is_ok() {
            let help = say!("Add it again with --replace to take its place.");
            return Err(Failure::new(say!(
                "\"{name}\" already exists: \"{place}\". {help}",
                name,
                place = place.display(),
                help
            )));
        }
        let mut others = own::decks().into_iter().filter(|path| path.parent() != Some(&place));
        if let Some(path) = others.find(|path| self.decks.contains(&own::name(path))) {
            let (name, shown) = (own::name(&path), path.display());
            return Err(Failure::new(say!(
                "a deck \"{name}\" already exists: \"{shown}\". Rename the file.",
                name,
                shown
            )));
        }
        Ok(())
    }

    /// Copies everything or nothing: first to a temporary folder, which is then renamed.
    fn put_into(&self, own: &Path, replace: bool) -> Result<(), Message> {
        let beside = own.join(format!(".{}.{}", self.name, std::process::id()));
        let _ = fs::remove_dir_all(&beside);
        let cannot = |error: io::Error| {
            say!("\"{path}\" cannot be written: {error}.", path = own.join(&self.name).display(), error)
        };
        let put = || {
            // Files that other users could not read stay private.
            files::private_folder(&beside).map_err(cannot)?;
            for (name, most) in &self.files {
                files::copy_beside(name, &self.folder, &beside, *most)?;
            }
            files::put_folder(&beside, &own.join(&self.name), replace).map_err(cannot)
        };
        put().inspect_err(|_| drop(fs::remove_dir_all(&beside)))
    }
}
