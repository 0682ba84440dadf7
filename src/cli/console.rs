//! `pupitre console`: the speaker's screen for a show that runs in another terminal.

use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::assets::Assets;
use crate::cli::aloud::Plain;
use crate::cli::interface::Interface;
use crate::cli::origin::Origin;
use crate::cli::theme::theme;
use crate::cli::{Failure, is_dumb, settings};
use crate::deck::{self, Deck};
use crate::lang::{self, Words, say};
use crate::link::{Attached, DeckText, Found, Refusal, Stage, Told, find};
use crate::page::Page;
use crate::search::{Besides, Index};
use crate::settings::Large;
use crate::show::listening::ASKS_AFTER;
use crate::show::{Effect, Input, Key, Now, Request, Show, Snapshot};
use crate::source::Source;
use crate::terminal::{self, Heard, Message, Opening, PictureReader, Scene, Spoken, Surroundings, Typing, threads};
use crate::theme::Theme;
use crate::view::view;

/// How often to look for a show while there is none.
const LOOK: Duration = Duration::from_secs(1);

/// Show the speaker's screen for a show that runs in another terminal
#[derive(clap::Args)]
pub struct Arguments {
    /// Which show, if several run: its number, or part of its title
    show: Option<String>,
    #[command(flatten)]
    interface: Interface,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let own = settings::own();
    terminal::hold_signals();
    let plain = arguments.interface.plain || own.settings.plain;
    if !plain && !io::stdout().is_terminal() {
        return Err(Failure::new(say!("the console needs a terminal. `pupitre console --plain` writes lines.")));
    }
    if let Some(name) = arguments.interface.theme.as_deref() {
        theme(Some(name), &Deck::default(), Path::new(""))?;
    }
    let Some((followed, first)) = wait_for_show(arguments)? else { return Ok(ExitCode::SUCCESS) };
    let (deck, assets, theme) = read(&first.0, arguments.interface.theme.as_deref());
    let asks_no_theme = first.0.theme.is_none() && own.settings.theme.is_none();
    let words = arguments.interface.lang.and_then(|it| lang::words(it.code())).or_else(|| lang::words(&first.0.lang));
    let words = words.unwrap_or_else(|| lang::choose([]));
    let mut show = Show::new(deck, assets, words, terminal::size());
    (show.keys, show.options.pacing, show.options.display) =
        (own.settings.keys.keymap(), own.settings.pace.clone(), own.settings.display);
    show.follow(*first.1);
    let deck_origin = DeckOrigin::default();
    deck_origin.set(&first.0);
    let request_sender: Arc<Mutex<Option<RequestSender>>> =
        Arc::new(Mutex::new(Some(Box::new(followed.attached.request_sender()))));
    let (heard, shown) = mpsc::sync_channel(MOST_UNSHOWN);
    let stage_reader = StageReader {
        theme: arguments.interface.theme.clone(),
        deck_origin: deck_origin.clone(),
        heard,
        request_sender: request_sender.clone(),
        words,
    };
    let follows = Some((followed, stage_reader));
    let mut scene =
        Console { show, follows, request_sender, shown, opening: Opening::default(), plain: Plain::default() };
    if plain {
        terminal::speak(&mut scene, Typing::here(is_dumb()), Box::new(|_| ()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let around = Surroundings {
        mouse: own.settings.mouse && !arguments.interface.no_mouse,
        // The speaker sits close to this screen: large text only on request.
        large: arguments.interface.large.map_or(Large::Never, Large::from),
        theme_by_ground: arguments.interface.theme.is_none() && asks_no_theme,
        // Two panes may show the same picture. That works with half blocks, but the terminal can only draw it in one place.
        asks_graphics: false,
        pictures: deck_origin.reader(),
        ..Surroundings::here(Box::new(|_| theme))
    };
    terminal::present(&mut scene, around)
        .map_err(|error| Failure::new(say!("the console cannot be shown: {error}.", error)))?;
    Ok(ExitCode::SUCCESS)
}

/// The followed show, and what identifies it.
struct Followed {
    title: String,
    attached: Attached,
}

/// The first messages of a stage: its deck, and the state of its show.
type First = (DeckText, Box<Snapshot>);

/// Finds the show to follow. If none is running, waits for one, until the user leaves.
fn wait_for_show(arguments: &Arguments) -> Result<Option<(Followed, First)>, Failure> {
    let words = arguments.interface.words(None);
    let asked = arguments.show.clone();
    let (sender, news) = mpsc::channel();
    // A stage may be slow to answer. Keys must work meanwhile.
    threads::start(move || look(asked.as_deref(), words, &sender))?;
    let found = terminal::wait(&news, is_dumb());
    found.map_err(|error| Failure::new(say!("the terminal cannot be used: {error}.", error)))?.transpose()
}

type News = Result<(Followed, First), Failure>;

/// Looks for the show to follow, until it is found or nobody waits for it. Says once what the problem is.
fn look(asked: Option<&str>, words: &Words, sender: &Sender<Heard<News>>) {
    let mut said = HashSet::new();
    let mut say = |line: String| match said.insert(line.clone()) {
        true => sender.send(Heard::Say(line)).is_ok(),
        false => true,
    };
    loop {
        let Found { mut stages, mut refused } = find();
        let others: String = stages.iter().map(|stage| in_a_row(stage, words)).collect();
        stages.retain(|stage| is_asked(stage, asked));
        let other = asked.filter(|_| stages.is_empty() && !others.is_empty());
        if other.is_some_and(|asked| !say(format!("{}{others}", (words.link.no_such_show)(asked)))) {
            return;
        }
        if stages.len() > 1 {
            let _ = sender.send(Heard::Over(Err(Failure::new(lang::Message::as_it_is(several(&stages, words))))));
            return;
        }
        match stages.first().map(begin) {
            Some(Ok(begun)) => return drop(sender.send(Heard::Over(Ok(begun)))),
            Some(Err(refusal)) => refused.extend(refusal),
            None => {}
        }
        let mut lines = refused.iter().map(|it| it.in_words(words)).chain([words.waiting_for_show.to_owned()]);
        if !lines.all(&mut say) {
            return;
        }
        std::thread::sleep(LOOK / 2);
    }
}

/// Whether the user named this stage.
fn is_asked(stage: &Stage, asked: Option<&str>) -> bool {
    let Some(asked) = asked else { return true };
    let title = || stage.hello.title.to_lowercase().contains(&asked.to_lowercase());
    stage.hello.pid.to_string() == asked || title()
}

/// The running shows, to choose one.
fn several(stages: &[Stage], words: &Words) -> String {
    format!("{}{}", words.several_shows, stages.iter().map(|stage| in_a_row(stage, words)).collect::<String>())
}

/// How to follow a show, in one row.
fn in_a_row(stage: &Stage, words: &Words) -> String {
    let hello = &stage.hello;
    format!("\n  pupitre console {:<8} {}, {}", hello.pid, hello.title, (words.since)(&hello.since))
}

/// Connects to a stage and reads its first messages, or says why not.
fn begin(stage: &Stage) -> Result<(Followed, First), Option<Refusal>> {
    let mut attached = stage.attach()?;
    let mut deck = None;
    loop {
        match (attached.hear().ok_or_else(|| Some(stage.is_silent()))?, &deck) {
            (Told::Deck(text), _) => deck = Some(text),
            (Told::Snapshot(snapshot), Some(text)) => {
                let first = (text.clone(), snapshot);
                attached.has_begun().map_err(|_| Some(stage.is_silent()))?;
                return Ok((Followed { title: stage.hello.title.clone(), attached }, first));
            }
            (Told::Ended, _) => return Err(None),
            _ => {}
        }
    }
}

/// The deck of a stage with its files, and the theme for it.
fn read(text: &DeckText, wanted: Option<&str>) -> (Arc<Deck>, Arc<Assets>, Theme) {
    let origin = origin_of(text);
    let source = origin.with_included(Source::new(text.name.as_str(), &text.text));
    let (mut deck, _) = deck::read_surface(&source);
    let (assets, folder) = (origin.assets(&deck), origin.folder());
    // What is wrong with the deck is reported by the stage.
    let _ = deck.complete(&text.name, &assets);
    let theme = theme(wanted.or(text.theme.as_deref()), &deck, folder).or_else(|_| theme(None, &deck, folder));
    let theme = theme.unwrap_or_else(|_| Theme::built_in(crate::theme::DEFAULT).expect("the default is built in"));
    (Arc::new(deck), Arc::new(assets), theme)
}

/// The origin of a stage's deck, for finding its files. A built-in deck has no folder.
fn origin_of(text: &DeckText) -> Origin {
    text.folder.as_ref().map_or_else(Origin::default, |folder| Origin::File(Path::new(folder).join("deck.toml")))
}

/// Where the files of the followed deck are.
#[derive(Clone, Default)]
struct DeckOrigin(Arc<Mutex<Origin>>);

impl DeckOrigin {
    fn set(&self, text: &DeckText) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = origin_of(text);
    }

    fn reader(&self) -> PictureReader {
        let place = self.0.clone();
        Box::new(move |name| place.lock().unwrap_or_else(PoisonError::into_inner).clone().pictures()(name))
    }
}

type RequestSender = Box<dyn Fn(Request) + Send>;

/// How many states of the stage may wait to be shown: reading from a stage that sends without end is as slow as showing.
const MOST_UNSHOWN: usize = 32;

/// The console on the terminal, with its connection to the stage.
struct Console {
    show: Show,
    /// The stage, until a thread listens to it.
    follows: Option<(Followed, StageReader)>,
    request_sender: Arc<Mutex<Option<RequestSender>>>,
    /// One entry for each state that was received and not shown yet.
    shown: Receiver<()>,
    opening: Opening,
    plain: Plain,
}

impl Scene for Console {
    fn take(&mut self, input: Input, now: Now) -> Vec<Effect> {
        if matches!(input, Input::Follow { .. } | Input::Mirror(_)) {
            let _ = self.shown.try_recv();
        }
        let before = self.show.deck.clone();
        let mut effects = self.show.update(input, now).effects;
        if !Arc::ptr_eq(&before, &self.show.deck) {
            // The files beside it have changed.
            self.opening = self.opening.next();
        }
        for effect in &effects {
            if let (Effect::Request(request), Some(request_sender)) = (effect, &*lock_sender(&self.request_sender)) {
                request_sender(request.clone());
            }
        }
        effects.retain(|effect| !matches!(effect, Effect::Request(_)));
        effects
    }

    fn page(&self, now: Now) -> Option<Page> {
        (!self.show.frozen).then(|| view(&self.show, now))
    }

    fn rest(&mut self) -> Vec<Effect> {
        self.show.rest()
    }

    fn next_change(&self, painted: Duration, now: Duration) -> Option<Duration> {
        self.show.next_change(painted, now)
    }

    fn shows_time_of_day(&self) -> bool {
        self.show.shows_time_of_day()
    }

    fn deck(&self) -> &Deck {
        &self.show.deck
    }

    fn opening(&self) -> Opening {
        self.opening
    }

    fn listen(&mut self, messages: Sender<Message>) {
        if let Some((followed, stage_reader)) = self.follows.take() {
            // If the thread cannot start, the console shows the stage's first state.
            let _ = threads::start(move || stage_reader.follow(followed, &messages));
        }
    }
}

impl Spoken for Console {
    fn asked(&mut self, key: Key, now: Now) -> Option<Vec<String>> {
        self.plain.asked(&mut self.show, key, now)
    }

    fn changed(&mut self, now: Now) -> Vec<String> {
        self.plain.changed(&self.show, now)
    }

    fn takes_text(&self) -> bool {
        self.show.front.takes_text()
    }

    /// A silent stage is asked for a sign of life.
    fn next_said(&self, _: Duration) -> Option<Duration> {
        self.show.console.following.as_ref().is_some_and(|it| !it.gone).then_some(ASKS_AFTER)
    }
}

fn lock_sender(request_sender: &Mutex<Option<RequestSender>>) -> MutexGuard<'_, Option<RequestSender>> {
    request_sender.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Receives the stage's messages for the console.
struct StageReader {
    theme: Option<String>,
    deck_origin: DeckOrigin,
    heard: SyncSender<()>,
    request_sender: Arc<Mutex<Option<RequestSender>>>,
    words: &'static Words,
}

impl StageReader {
    /// Receives what the stage sends. When it is gone, waits for it to come back. Ends when nobody listens.
    fn follow(&self, mut followed: Followed, messages: &Sender<Message>) -> Option<()> {
        loop {
            while let Some(told) = followed.attached.hear() {
                self.pass_on(told, messages)?;
            }
            *lock_sender(&self.request_sender) = None;
            self.tell(Input::Mirror(None), messages)?;
            let (again, (deck, snapshot)) = self.wait_for(&followed.title, messages)?;
            followed = again;
            *lock_sender(&self.request_sender) = Some(Box::new(followed.attached.request_sender()));
            self.pass_on(Told::Deck(deck), messages)?;
            self.pass_on(Told::Snapshot(snapshot), messages)?;
        }
    }

    /// Waits for a stage to come back.
    fn wait_for(&self, title: &str, messages: &Sender<Message>) -> Option<(Followed, First)> {
        let mut said = HashSet::new();
        loop {
            std::thread::sleep(LOOK);
            let Found { stages, refused } = find();
            for line in refused.iter().map(|it| it.in_words(self.words)) {
                if said.insert(line.clone()) {
                    messages.send(Message::Input(Input::Notice(line))).ok()?;
                }
            }
            let same = stages.iter().find(|stage| stage.hello.title == title);
            // The title may have been corrected, so a single show counts whatever its title. Among several it must match.
            let only = stages.first().filter(|_| stages.len() == 1);
            if let Some(Ok(begun)) = same.or(only).map(begin) {
                return Some(begun);
            }
        }
    }

    /// Passes an input to the console, but only as fast as the console shows them.
    fn tell(&self, input: Input, messages: &Sender<Message>) -> Option<()> {
        self.heard.send(()).ok()?;
        messages.send(Message::Input(input)).ok()
    }

    fn pass_on(&self, told: Told, messages: &Sender<Message>) -> Option<()> {
        match told {
            Told::Hello(_) => Some(()),
            Told::Ended => messages.send(Message::Input(Input::Ended)).ok(),
            Told::Snapshot(snapshot) => self.tell(Input::Mirror(Some(snapshot)), messages),
            Told::Deck(text) => {
                let (deck, assets, theme) = read(&text, self.theme.as_deref());
                self.deck_origin.set(&text);
                messages.send(Message::Theme(Box::new(theme))).ok()?;
                self.tell(Input::Follow { deck: deck.clone(), assets: assets.clone() }, messages)?;
                // Builds the search index here: a stage that switches decks all the time cannot start endless work.
                let index = Index::of(&deck, &assets, Besides::Notes);
                messages.send(Message::Input(Input::LookedInto { mistakes: 0, index })).ok()
            }
        }
    }
}
