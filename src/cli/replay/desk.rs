//! A replay on the terminal, with what is around it: its progress on disk, its deck as that changes, what the room answered.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::answers::Answers;
use crate::cli::origin::{Loaded, Origin};
use crate::cli::replay::modules::Modules;
use crate::cli::replay::{Place, set};
use crate::cli::{Failure, Language, config, words};
use crate::deck::Deck;
use crate::files;
use crate::journal::{LOOKS_AGAIN, Trouble};
use crate::page::Page;
use crate::progress::Header;
use crate::record::deck_id;
use crate::recording;
use crate::replay::{CourseState, Effect, Replay, Said};
use crate::search::{Besides, Index};
use crate::show::{self, Input, Key, Now};
use crate::storage::{Found, Store};
use crate::table::Date;
use crate::terminal::{self, Loader, Message, Scene, Spoken};
use crate::view::replay::view;
use crate::watch::Watch;

/// A replay with what keeps and feeds it.
pub struct Desk {
    pub replay: Replay,
    pub place: Place,
    modules: Option<Modules>,
    store: Store,
    /// Where progress in other modules is kept, of which something could not be written.
    others: Vec<Store>,
    /// What the reader was told of that.
    told: Option<String>,
    said: Said,
    lang: Option<Language>,
    /// Whether what the first page does without is known.
    settled: bool,
}

impl Desk {
    /// Opens the deck or the course asked for, where one was in it.
    pub fn open(asked: Option<&Path>, lang: Option<Language>, in_lines: bool) -> Result<Self, Failure> {
        let modules = Modules::asked(asked, words(lang, None)).transpose()?;
        let is_course = modules.is_some();
        let first = modules.as_ref().and_then(|modules| modules.origin(modules.current?));
        let place = Place::default();
        let (mut replay, store) = read(first.unwrap_or_else(|| Origin::of(asked)), lang, &place)?;
        let modules = modules.or_else(|| Modules::of_deck(&place.get(), &replay.deck));
        replay.course = modules.as_ref().map(|modules| match is_course {
            true => modules.state(replay.words),
            // What is done of the others is looked up once the first page is there.
            false => CourseState::default(),
        });
        replay.reader.has_editor = !in_lines && terminal::editor::named().is_some();
        if in_lines {
            replay = replay.in_lines();
        }
        replay.begin(is_course);
        let told = replay.notice.clone().filter(|_| replay.is_not_kept);
        let (others, said) = (Vec::new(), Said::default());
        Ok(Self { replay, place, modules, store, others, told, said, lang, settled: false })
    }

    /// Finds out what the first page does without: the day, and what is done of the other modules.
    pub fn settle(&mut self) {
        if !std::mem::replace(&mut self.settled, true) {
            self.replay.reader.today = terminal::today().1.split(' ').next().and_then(Date::parse);
            self.replay.course = self.modules.as_ref().map(|modules| modules.state(self.replay.words));
        }
    }

    /// Goes on with another module of the course.
    fn open_module(&mut self, module: usize) -> Result<(), Failure> {
        let Some(modules) = &mut self.modules else { return Ok(()) };
        let Some(origin) = modules.origin(module) else { return Ok(()) };
        let (mut replay, store) = read(origin, self.lang, &self.place)?;
        modules.current = Some(module);
        replay.course = Some(modules.state(replay.words));
        replay.take_over(&self.replay);
        self.replay = replay;
        self.others.push(std::mem::replace(&mut self.store, store));
        self.others.retain(|store| store.missing().is_some());
        Ok(())
    }

    /// Marks, notes and answers in words as Markdown: of all modules, where a course was asked for.
    pub fn own_in_markdown(mut self) -> Result<String, Failure> {
        self.settle();
        let modules = match &self.modules {
            Some(modules) if self.replay.begins_at_course() => modules.here(),
            _ => return Ok(self.replay.own_in_markdown()),
        };
        let mut texts = Vec::new();
        for module in modules {
            self.open_module(module)?;
            texts.push(self.replay.own_in_markdown());
        }
        Ok(texts.join("\n"))
    }

    /// The files that are read for what was `asked` for.
    pub fn reads(&self, asked: Option<&Path>) -> Vec<PathBuf> {
        let mut files = self.place.get().files(&self.replay.deck, &self.replay.assets, None);
        files.extend(self.modules.iter().flat_map(Modules::files));
        files.extend(asked.and_then(|asked| Origin::of(Some(asked)).file().map(Path::to_owned)));
        files
    }

    /// The folder of the deck.
    pub fn folder(&self) -> PathBuf {
        self.place.get().folder().to_owned()
    }

    /// Reads the deck while it is read: looks into all of it once the first page is there, and again when a file has changed.
    pub fn loader(&self, theme: Option<String>) -> Loader {
        let place = self.place.clone();
        let mut watch: Option<Watch> = None;
        Box::new(move |sender| {
            let watch = watch.get_or_insert_with(|| {
                let sender = sender.clone();
                Watch::new(move || drop(sender.send(Message::Changed)))
            });
            let origin = place.get();
            let (deck, assets) = match place.take_fresh() {
                Some(fresh) => fresh,
                None => match origin.clone().load(false) {
                    Ok(Loaded { deck, assets, findings, .. }) => {
                        let (deck, assets) = (Arc::new(deck), Arc::new(assets));
                        let mistakes = findings.len();
                        let (deck2, assets2) = (deck.clone(), assets.clone());
                        let read = Input::Reloaded { deck: deck2, assets: assets2, mistakes, first: None };
                        let _ = sender.send(Message::Input(read));
                        (deck, assets)
                    }
                    Err(failure) => {
                        return drop(sender.send(Message::Input(Input::NotReloaded(failure.message))));
                    }
                },
            };
            if let Some(path) = origin.file() {
                let mut files: Vec<PathBuf> = assets.names().map(|name| origin.folder().join(name)).collect();
                files.push(path.to_owned());
                files.extend(theme.as_ref().map(PathBuf::from));
                watch.set(files);
            }
            let index = Index::of(&deck, &assets, Besides::Lessons);
            let _ = sender.send(Message::Input(Input::LookedInto { mistakes: 0, index }));
            if let Some(room) = room(&deck) {
                let _ = sender.send(Message::Input(Input::Room(room)));
            }
        })
    }

    /// Does what the replay wants of its surroundings; gives what it wants of the terminal.
    fn carry_out(&mut self, effect: Effect) -> Option<show::Effect> {
        match effect {
            Effect::Terminal(effect) => return Some(effect),
            Effect::Write { name, text } => {
                let written = write_beside(&name, &text);
                self.replay.written(written);
            }
            Effect::Forget { slides, questions } => self.forget(&set(&slides), &set(&questions)),
            Effect::Module(module) => match self.open_module(module) {
                // It is looked into as the first one was.
                Ok(()) => return Some(show::Effect::Reload),
                Err(failure) => {
                    let words = self.replay.words;
                    self.replay.notice = Some((words.replay.module_not_read)(&failure.message));
                }
            },
        }
        None
    }

    /// Forgets what was seen and answered: where it is kept, and here where nothing is or it cannot be changed.
    fn forget(&mut self, slides: &BTreeSet<String>, questions: &BTreeSet<String>) {
        let kept = self.store.reset(slides, questions);
        let left = match &kept {
            Ok(Some(progress)) => progress.clone(),
            Ok(None) | Err(_) => {
                let mut left = self.replay.progress.clone();
                left.forget(slides, questions);
                left
            }
        };
        self.replay.take_progress(left);
        if let Err(trouble) = kept {
            self.tell(&trouble);
        }
    }

    fn tell(&mut self, trouble: &Trouble) {
        let words = self.replay.words;
        self.replay.notice = Some((words.replay.not_kept)(&trouble.told(words)));
    }

    /// Looks whether all is kept, and says so where that has just become otherwise.
    fn mind_kept(&mut self) {
        self.others.retain(|store| store.missing().is_some());
        let is_behind = self.store.is_behind() || !self.others.is_empty();
        let was_behind = std::mem::replace(&mut self.replay.is_not_kept, is_behind);
        if let Some(missing) = self.store.missing().filter(|_| !was_behind) {
            self.tell(&missing.why);
            self.told.clone_from(&self.replay.notice);
        }
        if !is_behind && let Some(told) = self.told.take() {
            // It is true no more.
            self.replay.notice = self.replay.notice.take().filter(|notice| *notice != told);
        }
    }

    /// A word on what could not be kept at the end, after a last try.
    pub fn end(self) -> Option<String> {
        let missing: Vec<_> = self.others.iter().chain([&self.store]).filter_map(Store::end).collect();
        let words = self.replay.words;
        let count = missing.iter().map(|missing| missing.lines).sum();
        missing.first().map(|first| (words.replay.changes_missing)(count, &first.why.told(words)))
    }
}

impl Scene for Desk {
    fn take(&mut self, input: Input, now: Now) -> Vec<show::Effect> {
        self.settle();
        let outcome = self.replay.update(input, now);
        if !outcome.changes.is_empty() {
            self.store.add(&outcome.changes, terminal::unix_milliseconds());
        }
        let effects = outcome.effects.into_iter().filter_map(|effect| self.carry_out(effect)).collect();
        self.mind_kept();
        effects
    }

    fn page(&self, _: Now) -> Option<Page> {
        Some(view(&self.replay))
    }

    fn next_change(&self, _: Duration, now: Duration) -> Option<Duration> {
        self.next_said(now)
    }

    fn deck(&self) -> &Deck {
        &self.replay.deck
    }
}

impl Spoken for Desk {
    fn asked(&mut self, key: Key, _: Now) -> Option<Vec<String>> {
        self.said.asked(&self.replay, key)
    }

    fn changed(&mut self, _: Now) -> Vec<String> {
        self.said.changed(&self.replay)
    }

    fn takes_text(&self) -> bool {
        self.replay.takes_text()
    }

    fn takes_numbers(&self) -> bool {
        self.replay.takes_numbers()
    }

    fn not_understood(&self) -> Option<String> {
        Some(self.replay.words.replay.not_understood.to_owned())
    }

    /// What is not kept may be, a little later.
    fn next_said(&self, now: Duration) -> Option<Duration> {
        let may_be_kept = self.replay.is_not_kept && (self.store.is_begun() || !self.others.is_empty());
        self.replay.next_change(now).into_iter().chain(may_be_kept.then_some(LOOKS_AGAIN)).min()
    }
}

/// By what the progress in a deck is known: its title, and, but for a deck that comes with the program, its file.
pub fn header(deck: &Deck, origin: &Origin) -> Header {
    let file = origin.file().and_then(|file| std::fs::canonicalize(file).ok()).map(|file| file.display().to_string());
    let mut header = Header::of(deck);
    header.deck.file = file;
    header
}

/// Reads a deck, and how far somebody has come in it; says to all others which one that is.
fn read(origin: Origin, lang: Option<Language>, place: &Place) -> Result<(Replay, Store), Failure> {
    let Loaded { deck, assets, origin, findings, .. } = origin.load(false)?;
    let words = words(lang, Some(&deck));
    let Found { store, progress, trouble } = Store::open(header(&deck, &origin));
    let (deck, assets) = (Arc::new(deck), Arc::new(assets));
    place.set(origin, (deck.clone(), assets.clone()));
    let mut replay = Replay::new(deck, assets, words, terminal::size(), progress);
    replay.keys = config::own().settings.keys.keymap();
    replay.is_not_kept = trouble.is_some();
    let mistakes = (!findings.is_empty()).then(|| format!("⚠ {}", (words.mistakes)(findings.len())));
    replay.notice = trouble.map(|trouble| (words.replay.not_kept)(&trouble.told(words))).or(mistakes);
    Ok((replay, store))
}

/// What the newest finished show of a deck was answered, where somebody has answered anything.
fn room(deck: &Deck) -> Option<Answers> {
    if deck.questions().is_empty() {
        return None;
    }
    let mut read =
        recording::of_deck(&recording::folder()?, &deck_id(deck)).filter_map(|path| recording::read(&path).ok());
    let newest = read.find(|it| it.is_finished() && !it.header.rehearsal)?;
    Some(newest.talk(Duration::ZERO).answers)
}

/// Writes a text to a new file where the program was called, else where progress is kept; its path, or why there is none.
fn write_beside(name: &str, text: &str) -> Result<String, String> {
    let here = std::env::current_dir().ok();
    let folders = [here, files::state_folder()].into_iter().flatten();
    let mut why = String::new();
    for (at, folder) in folders.enumerate() {
        for number in 1..100 {
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
            let name = if number == 1 { name.to_owned() } else { format!("{stem}-{number}.{ending}") };
            let path = folder.join(&name);
            match files::write_new(&path, text) {
                Ok(true) if at == 0 => return Ok(name),
                Ok(true) => return Ok(path.display().to_string()),
                Ok(false) => {}
                Err(failed) => {
                    why = failed;
                    break;
                }
            }
        }
    }
    Err(why)
}
