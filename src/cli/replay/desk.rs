//! A replay on the terminal, with everything around it: its progress on disk, its deck when that changes, the answers of the room.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use crate::answers::Answers;
use crate::cli::asked::{Asked, Loaded};
use crate::cli::origin::Origin;
use crate::cli::replay::keep;
use crate::cli::replay::modules::Modules;
use crate::cli::replay::{Current, Opened, Read, set};
use crate::cli::{Failure, Language, settings, words};
use crate::deck::{Deck, Size};
use crate::diagnostic::Diagnostic;
use crate::export::paper::Form;
use crate::files;
use crate::fonts::Lacking;
use crate::journal::{IN_HASTE, LOOK_INTERVAL, Missing, Trouble};
use crate::lang::Words;
use crate::lectern::{Obstacle, WideSigns};
use crate::page::Page;
use crate::plan::Plan;
use crate::progress::Header;
use crate::record::{self, Summary, deck_id};
use crate::recording;
use crate::replay::{CourseState, Effect, Replay, Said};
use crate::search::{Besides, Index};
use crate::show::{self, Input, Key, Now};
use crate::storage::{Found, Store};
use crate::table::Date;
use crate::terminal::{self, Loader, Message, Opening, Scene, Spoken};
use crate::view::replay::view;
use crate::watch::Watch;

/// A replay with its storage and its inputs.
pub struct Desk {
    pub replay: Replay,
    pub current: Current,
    modules: Option<Modules>,
    store: Store,
    /// The progress in other modules, if some of it could not be written.
    others: Vec<Store>,
    /// The last message to the reader about that.
    told: Option<String>,
    said: Said,
    lang: Option<Language>,
    /// Whether another module than the requested deck is open. A requested course contains all its modules.
    is_elsewhere: bool,
    is_course: bool,
    /// Whether everything is known that the first page did not need.
    settled: bool,
}

impl Desk {
    /// Opens the requested deck or course, where the reader was.
    pub fn open(asked: Asked, lang: Option<Language>, in_lines: bool) -> Result<Self, Failure> {
        let current = Current::default();
        let (mut replay, store, modules, is_course) = match asked {
            Asked::Deck(origin, source) => {
                let (mut replay, store) = read(origin.load_from(source, false)?, lang, &current);
                let modules = Modules::of_deck(&current.origin(), &replay.deck);
                // The progress in the other modules is looked up after the first page.
                replay.course = modules.as_ref().map(|_| CourseState::default());
                (replay, store, modules, false)
            }
            Asked::Course(course) => {
                let (modules, first) = Modules::of_course(course, words(lang, None))?;
                let (mut replay, store) = read(first.load(false)?, lang, &current);
                replay.course = Some(modules.state(replay.words));
                (replay, store, Some(modules), true)
            }
        };
        replay.reader.has_editor = !in_lines && terminal::editor::named().is_some();
        if in_lines {
            replay = replay.in_lines();
        }
        replay.reader.time = terminal::unix_milliseconds();
        replay.begin(is_course);
        let told = replay.notice.clone().filter(|_| replay.is_not_kept);
        let (others, said) = (Vec::new(), Said::default());
        let (is_elsewhere, settled) = (false, false);
        Ok(Self { replay, current, modules, store, others, told, said, lang, is_elsewhere, is_course, settled })
    }

    /// Finds out what the first page did not need: the day, and the progress in the other modules.
    pub fn settle(&mut self) {
        if !std::mem::replace(&mut self.settled, true) {
            self.replay.reader.today = terminal::today().1.split(' ').next().and_then(Date::parse);
            self.replay.course = self.modules.as_ref().map(|modules| modules.state(self.replay.words));
        }
    }

    /// Switches to another module of the course.
    fn open_module(&mut self, module: usize) -> Result<(), Failure> {
        let Some(modules) = &mut self.modules else { return Ok(()) };
        let Some(origin) = modules.origin(module) else { return Ok(()) };
        let (mut replay, store) = read(origin.load(false)?, self.lang, &self.current);
        modules.current = Some(module);
        replay.course = Some(modules.state(replay.words));
        replay.take_over(&self.replay);
        self.replay = replay;
        self.is_elsewhere = !self.is_course;
        self.others.push(std::mem::replace(&mut self.store, store));
        self.others.retain(|store| store.missing().is_some());
        Ok(())
    }

    /// The name of the deck to resume here, if it differs from the one requested.
    pub fn elsewhere(&self) -> Option<String> {
        self.is_elsewhere.then(|| self.current.origin().name())
    }

    /// The page to keep as Markdown. For a course, of all its modules.
    pub fn page_to_keep(mut self) -> Result<String, Failure> {
        self.settle();
        let modules = match &self.modules {
            Some(modules) if self.replay.begins_at_course() => modules.here(),
            _ => return Ok(keep::page(&self.replay)),
        };
        let mut texts = Vec::new();
        for module in modules {
            self.open_module(module)?;
            texts.push(keep::page(&self.replay));
        }
        Ok(texts.join("\n"))
    }

    /// The files that are read for what was requested.
    pub fn reads(&self) -> Vec<PathBuf> {
        let files = self.current.origin().files(&self.replay.deck, &self.replay.assets, None);
        files.into_iter().chain(self.modules.iter().flat_map(Modules::files)).collect()
    }

    /// The folder of the deck.
    pub fn folder(&self) -> PathBuf {
        self.current.origin().folder().to_owned()
    }

    /// Reads the deck during the replay: checks all of it after the first page, and reads it again when a file changes.
    pub fn loader(&self, theme: Option<String>) -> Loader {
        let (current, words) = (self.current.clone(), self.replay.words);
        let mut watch: Option<Watch> = None;
        let mut last = self.replay.deck.clone();
        Box::new(move |sender| {
            let watch = watch.get_or_insert_with(|| {
                let sender = sender.clone();
                Watch::new(move || drop(sender.send(Message::Changed)))
            });
            let Opened { opening, origin, fresh } = current.take();
            let answer = |input| drop(sender.send(Message::Answer(opening, input)));
            let read = fresh.map_or_else(|| read_again(origin.clone(), &last, &answer), Ok);
            let (deck, assets) = match read {
                Ok(read) => read,
                Err(failure) => return answer(Input::NotReloaded(failure.message.in_words(words).into())),
            };
            last = deck.clone();
            watch.set(origin.files(&deck, &assets, theme.as_deref()));
            answer(Input::LookedInto { mistakes: 0, index: Index::of(&deck, &assets, Besides::Lessons) });
            if let Some(room) = room(&deck, &origin) {
                answer(Input::Room(room));
            }
            if watch.is_found_silent() {
                answer(Input::Notice(words.polled.to_owned()));
            }
        })
    }

    /// Does what the replay asks for, except for what it asks of the terminal, which is returned.
    fn carry_out(&mut self, effect: Effect) -> Option<show::Effect> {
        match effect {
            Effect::Terminal(effect) => return Some(effect),
            Effect::Write { name, text } => {
                self.replay.written(write_beside(&name, text.as_bytes(), self.replay.words), &[])
            }
            Effect::Keep { name } => {
                let (text, words) = (keep::page(&self.replay), self.replay.words);
                // The text is Markdown, and becomes a document if the file name says so.
                let lacking = Lacking::default();
                let content = match Form::of(&name) {
                    Some(form) => form.write(words.replay.page_title, &text, words, &lacking),
                    None => Ok(text.into_bytes()),
                };
                let written = content.and_then(|content| write_beside(&name, &content, words));
                self.replay.written(written, &lacking.named());
            }
            Effect::Forget { slides, questions } => self.forget(&set(&slides), &set(&questions)),
            Effect::Module(module) => match self.open_module(module) {
                // The new deck is checked like the first one.
                Ok(()) => return Some(show::Effect::Reload),
                Err(failure) => {
                    let words = self.replay.words;
                    self.replay.notice = Some((words.replay.module_not_read)(&failure.message.in_words(words)));
                }
            },
        }
        None
    }

    /// Erases progress and answers on disk, or only in memory if they are not stored or cannot be changed.
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

    /// Checks whether everything is saved, and says so when that changes.
    fn update_kept(&mut self) {
        self.others.retain(|store| store.missing().is_some());
        let is_behind = self.store.is_behind() || !self.others.is_empty();
        let was_behind = std::mem::replace(&mut self.replay.is_not_kept, is_behind);
        if let Some(missing) = self.store.missing().filter(|_| !was_behind) {
            self.tell(&missing.why);
            self.told.clone_from(&self.replay.notice);
        }
        if !is_behind && let Some(told) = self.told.take() {
            // The notice no longer holds.
            self.replay.notice = self.replay.notice.take().filter(|notice| *notice != told);
        }
    }

    /// Whether some progress is saved.
    pub fn keeps(&self) -> bool {
        !self.replay.is_not_kept && !self.replay.progress.begun.is_empty()
    }

    /// A message about what could not be saved, after a last try.
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
        self.replay.reader.time = terminal::unix_milliseconds();
        let outcome = self.replay.update(input, now);
        if !outcome.changes.is_empty() {
            let begins = !self.store.is_begun();
            self.store.add(&outcome.changes, self.replay.reader.time);
            if let Some(flush) = self.store.flusher().filter(|_| begins) {
                let words = self.replay.words;
                let told = move |it: Missing| (words.replay.changes_missing)(it.lines, &it.why.told(words));
                terminal::say_if_ended(move || flush(IN_HASTE).map(told));
            }
        }
        let effects = outcome.effects.into_iter().filter_map(|effect| self.carry_out(effect)).collect();
        self.update_kept();
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

    fn obstacle(&self, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.replay.obstacle(size, wide_signs)
    }

    fn opening(&self) -> Opening {
        self.current.opening()
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

    /// What could not be saved is tried again a little later.
    fn next_said(&self, now: Duration) -> Option<Duration> {
        let may_be_kept = self.replay.is_not_kept && (self.store.is_begun() || !self.others.is_empty());
        self.replay.next_change(now).into_iter().chain(may_be_kept.then_some(LOOK_INTERVAL)).min()
    }
}

/// What identifies the progress in a deck: its title, and its file unless it is built in.
pub fn header(deck: &Deck, origin: &Origin) -> Header {
    let file = origin.file().and_then(|file| std::fs::canonicalize(file).ok()).map(|file| file.display().to_string());
    let mut header = Header::of(deck);
    header.deck.file = file;
    header
}

/// Reads a deck again after its files have changed.
fn read_again(origin: Origin, before: &Deck, answer: &impl Fn(Input)) -> Result<Read, Failure> {
    let Loaded { deck, assets, findings, .. } = origin.load_again(before)?;
    let read = (deck.clone(), assets.clone());
    answer(Input::Reloaded { deck, assets, mistakes: count_errors(&findings), first: None });
    Ok(read)
}

fn count_errors(findings: &[Diagnostic]) -> usize {
    findings.iter().filter(|it| it.is_error()).count()
}

/// A replay of a deck with the reader's progress. Tells everything else which deck is open.
fn read(loaded: Loaded, lang: Option<Language>, current: &Current) -> (Replay, Store) {
    let Loaded { deck, assets, origin, findings, .. } = loaded;
    let words = words(lang, Some(&deck));
    let Found { store, progress, trouble, aside } = Store::open(header(&deck, &origin));
    current.set(origin, (deck.clone(), assets.clone()));
    let mut replay = Replay::new(deck, assets, words, terminal::last_size(), progress);
    replay.keys = settings::own().settings.keys.keymap();
    replay.is_not_kept = trouble.is_some();
    let mistakes = Some(count_errors(&findings)).filter(|count| *count > 0);
    let mistakes = mistakes.map(|count| format!("⚠ {}", (words.mistakes)(count)));
    let lost = aside.map(|path| (words.replay.put_aside)(&path.display().to_string()));
    replay.notice = trouble.map(|trouble| (words.replay.not_kept)(&trouble.told(words))).or(lost).or(mistakes);
    (replay, store)
}

/// The answers of the deck's newest finished show, if there are any.
fn room(deck: &Deck, origin: &Origin) -> Option<Answers> {
    if deck.questions().is_empty() {
        return None;
    }
    let mut read =
        recording::of_deck(&recording::folder()?, &deck_id(deck)).filter_map(|path| recording::read(&path).ok());
    // Another deck with the same title had other answers.
    let mut header = record::Header::new(0, String::new(), Summary::of(deck, &Plan::of(deck)));
    header.file = origin.file().and_then(recording::number_of);
    let newest = read.find(|it| it.is_finished() && !it.header.rehearsal && it.header.kinship(&header).is_some())?;
    Some(newest.talk(Duration::ZERO).answers)
}

/// Writes a new file in the current folder, else where progress is stored. Returns its path, or why there is none.
fn write_beside(name: &str, content: &[u8], words: &Words) -> Result<String, String> {
    let here = std::env::current_dir().ok();
    let folders = [here, files::state_folder()].into_iter().flatten();
    let mut why = String::new();
    for folder in folders {
        for number in 1..100 {
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
            let name = if number == 1 { name.to_owned() } else { format!("{stem}-{number}.{ending}") };
            let path = folder.join(&name);
            match files::write_new(&path, content) {
                Ok(true) => return Ok(path.display().to_string()),
                Ok(false) => {}
                Err(failed) => {
                    why = failed.in_words(words).into();
                    break;
                }
            }
        }
    }
    Err(why)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_late_reload_of_one_module_does_not_replace_another() {
        let course = Asked::of(Some(Path::new("course"))).ok().unwrap();
        let mut desk = Desk::open(course, Some(Language::En), false).ok().unwrap();
        let (sender, messages) = mpsc::channel();
        let mut load = desk.loader(None);
        load(&sender);
        load(&sender);
        let first: Vec<Message> = messages.try_iter().collect();
        let is_answer = |message: &Message| matches!(message, Message::Answer(..));
        assert!(first.len() >= 3 && first.iter().all(is_answer), "looked into, read again, looked into");

        let other = desk.modules.as_ref().unwrap().here().into_iter().last().unwrap();
        desk.open_module(other).ok().unwrap();
        let is_told = |message: Message, desk: &Desk| !matches!(message.for_scene(desk), Message::Input(Input::Tick));
        assert!(first.into_iter().all(|message| !is_told(message, &desk)));
        load(&sender);
        assert!(messages.try_iter().all(|message| is_told(message, &desk)));
    }
}
