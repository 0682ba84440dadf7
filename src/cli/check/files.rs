//! The files to check: those named, those found in folders, and their settings.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::cli::bring;
use crate::cli::origin::{self, Origin};
use crate::deck::Check;
use crate::diagnostic::Diagnostic;
use crate::files::{self, Unread};
use crate::import::Wanted;
use crate::lang::Message;
use crate::lint::settings;
use crate::source::{STANDARD_INPUT, Source};
use crate::text;

/// A file that may be a deck.
pub struct File {
    /// `None`: standard input.
    pub path: Option<PathBuf>,
    /// Whether it was found in a folder, rather than named.
    pub found: bool,
    /// The text of standard input.
    input: Option<String>,
    /// The index of its settings in [`Files::settings`].
    pub settings: Option<usize>,
}

/// The `pupitre.toml` of a folder.
pub struct FolderSettings {
    pub path: PathBuf,
    pub source: Source,
    pub check: Check,
    pub findings: Vec<Diagnostic>,
}

/// All files to check, in order.
#[derive(Default)]
pub struct Files {
    pub files: Vec<File>,
    pub settings: Vec<FolderSettings>,
    /// Those that could not be read, by name, with the reason.
    pub unread: Vec<(String, Unread)>,
    /// The settings of the folders that were looked up.
    known: HashMap<PathBuf, Option<usize>>,
}

impl File {
    /// Its name in reports.
    pub fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| STANDARD_INPUT.to_owned(), |path| path.display().to_string())
    }

    /// The folder to which paths in the deck are relative.
    pub fn folder(&self) -> &Path {
        self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""))
    }

    /// Where it comes from. Standard input counts as a file in the current folder.
    pub fn origin(&self) -> Origin {
        Origin::of(Some(self.path.as_deref().unwrap_or(Path::new("-"))))
    }

    /// Reads it: the source, and its text as it is on disk, which a built-in deck does not have.
    pub fn read(&self) -> Result<(Source, Option<String>), Unread> {
        let (Some(path), None) = (&self.path, &self.input) else {
            let text = self.input.clone().unwrap_or_default();
            return Ok((Source::new(STANDARD_INPUT, &text), Some(text)));
        };
        if !path.exists() {
            let built_in = self.origin();
            return match built_in.file() {
                None => built_in
                    .read()
                    .map(|source| (source, None))
                    .map_err(|failure| Unread::new(failure.message, Message::default())),
                Some(_) => Err(origin::missing(path)),
            };
        }
        if bring::is_markdown(path) {
            return Ok((bring::read(path, &Wanted::default())?.source, None));
        }
        let text = files::read_text(path)?;
        Ok((Source::new(path.display().to_string(), &text), Some(text)))
    }
}

impl Files {
    /// The files for these paths; for the current folder if there are none.
    pub fn of(paths: &[PathBuf]) -> Self {
        let here = [PathBuf::from(".")];
        let mut all = Self::default();
        let is_input = |path: &PathBuf| path.as_os_str() == "-";
        if paths.iter().any(is_input) {
            all.add_input();
        }
        for path in if paths.is_empty() { &here } else { paths }.iter().filter(|path| !is_input(path)) {
            let found = path.is_dir();
            for path in if found { files::toml_files(path) } else { vec![located(path)] } {
                all.add(path, found);
            }
        }
        all
    }

    fn add_input(&mut self) {
        let settings = self.settings_of(Path::new(""));
        match files::read_standard_input() {
            Ok(input) => self.files.push(File { path: None, found: false, input: Some(input), settings }),
            Err(why) => self.unread.push((STANDARD_INPUT.to_owned(), why)),
        }
    }

    /// Says how to keep each Markdown deck.
    pub fn say_how_to_keep(&self) {
        let named = self.files.iter().filter_map(|it| it.path.as_deref());
        named.filter(|path| bring::is_markdown(path) && path.is_file()).for_each(|path| {
            if let Ok(imported) = bring::read(path, &Wanted::default()) {
                bring::say_how_to_keep(&imported.source, path);
            }
        });
    }

    /// The text of standard input, if that is checked.
    pub fn input(&self) -> Option<String> {
        self.files.iter().find_map(|file| file.input.clone())
    }

    /// All of them that are files.
    pub fn paths(&self) -> Vec<PathBuf> {
        let files = self.files.iter().filter_map(|it| it.path.clone());
        files.chain(self.settings.iter().map(|it| it.path.clone())).collect()
    }

    fn add(&mut self, path: PathBuf, found: bool) {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let settings = self.settings_of(&folder);
        if path.file_name().is_some_and(|name| name == settings::FILE) && path.exists() {
            return;
        }
        self.files.push(File { path: Some(path), found, input: None, settings });
    }

    /// The settings of a folder: its own, else those of the nearest folder above.
    fn settings_of(&mut self, folder: &Path) -> Option<usize> {
        let whole = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
        if let Some(known) = self.known.get(&whole) {
            return *known;
        }
        let file = whole.join(settings::FILE);
        let found = match file.is_file() {
            true => self.read_settings(&folder.join(settings::FILE), &file),
            false => whole.parent().and_then(|above| self.settings_of(above)),
        };
        self.known.insert(whole, found);
        found
    }

    fn read_settings(&mut self, shown: &Path, file: &Path) -> Option<usize> {
        // Paths below the current folder are shown relative to it.
        let here = std::env::current_dir().ok();
        let below = here.and_then(|here| file.strip_prefix(here).ok().map(Path::to_owned));
        let path = if shown.is_absolute() { below.unwrap_or(shown.to_owned()) } else { shown.to_owned() };
        match files::read_text(&path) {
            Ok(text) => {
                let source = Source::new(text::clean(&path.display().to_string()), &text);
                let (settings, findings) = settings::read(&source);
                self.settings.push(FolderSettings { path, source, check: settings.check, findings });
                Some(self.settings.len() - 1)
            }
            Err(why) => {
                self.unread.push((path.display().to_string(), why));
                None
            }
        }
    }
}

/// Runs `work` on each thing, on all processors. The results are in the order of the things.
pub fn each<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(things.len());
    if threads < 2 {
        return things.iter().map(work).collect();
    }
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(things.len())));
    let work = || {
        while let Some((index, thing)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            things.get(index).map(|thing| (index, thing))
        } {
            let result = work(thing);
            done.lock().expect("no thread panics while it holds this").push((index, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // If the system refuses a thread, the others do its work.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let mut done = done.into_inner().expect("all threads have ended");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The file of the requested deck, or the name itself if it is built in.
fn located(asked: &Path) -> PathBuf {
    Origin::of(Some(asked)).file().map_or_else(|| asked.to_owned(), Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_work_stays_in_order() {
        let things: Vec<u64> = (0..1000).collect();
        assert_eq!(each(&things, |it| it * 2), things.iter().map(|it| it * 2).collect::<Vec<_>>());
        assert!(each(&[], |it: &u64| *it).is_empty());
    }
}
