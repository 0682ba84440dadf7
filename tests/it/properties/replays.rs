//! What holds for every deck that is read alone, whatever is typed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;

use super::decks::{self, Happening};
use super::output::Terminal;
use super::{harmless, read, tried};
use pupitre::answers::Own;
use pupitre::deck::{Deck, Size};
use pupitre::progress::{Header, Log, Progress, ProgressLine};
use pupitre::replay::{Effect, Replay, What};
use pupitre::search::{Besides, Index};
use pupitre::show::{self, Input, Key, Now};
use pupitre::terminal::{Depth, Painter};
use pupitre::theme::{BUILT_IN, Theme};
use pupitre::view::replay::view;
use pupitre::{highlight, lang};

/// A replay on a strict terminal, with the progress it saves.
struct Desk {
    replay: Replay,
    log: String,
    when: u64,
    painter: Painter,
    terminal: Terminal,
    now: Now,
    asked: Vec<(u64, String, String)>,
    fault: Option<String>,
    /// The questions of every version of the deck.
    questions: BTreeSet<String>,
}

fn questions(deck: &Deck) -> BTreeSet<String> {
    deck.questions().into_iter().map(|(_, question)| question.id).collect()
}

fn replay(deck: &Arc<Deck>, size: Size, progress: Progress) -> Replay {
    let words = lang::choose([deck.lang.as_deref()]);
    Replay::new(deck.clone(), Arc::default(), words, size, progress)
}

/// Progress as it is saved: without choices that were not confirmed.
fn settled(mut progress: Progress, questions: &BTreeSet<String>) -> Progress {
    for question in questions {
        progress.answers.entry(question).draft.clear();
        if progress.answers.of(question) == Some(&Own::default()) {
            progress.answers.forget(question);
        }
    }
    progress
}

impl Desk {
    /// `None` for a deck without slides.
    fn new(text: &str, size: Size, theme: &Theme) -> Option<Self> {
        let deck = Arc::new(read(text));
        let replay = (deck.slide_count() > 0).then(|| replay(&deck, size, Progress::default()))?;
        let (log, questions) = (Log::new(Header::of(&deck)).text(), questions(&deck));
        let (painter, terminal) = (Painter::new(theme, Depth::True), Terminal::new(size));
        let now = Now { monotonic: Duration::from_secs(1000), wall: Duration::from_secs(36_000).into() };
        Some(Self { replay, log, when: 0, painter, terminal, now, asked: Vec::new(), fault: None, questions })
    }

    fn take(&mut self, input: Input) {
        self.when += 1;
        self.replay.reader.time = self.when;
        let outcome = self.replay.update(input, self.now);
        for change in outcome.changes {
            self.log.push_str(&ProgressLine { when: self.when, change }.line());
        }
        for effect in outcome.effects {
            match effect {
                Effect::Terminal(show::Effect::Color { key, lang, code }) => self.asked.push((key, lang, code)),
                Effect::Forget { slides, questions } => {
                    let mut log = Log::parse(&self.log).expect("it is one");
                    log.reset(&slides.into_iter().collect(), &questions.into_iter().collect());
                    self.log = log.text();
                    self.replay.take_progress(log.progress());
                }
                Effect::Write { text, .. } => self.fault = harmless::fault_in_lines(&text),
                Effect::Keep { .. } => self.fault = harmless::fault_in_lines(&self.replay.own_below(3, true)),
                Effect::Terminal(_) | Effect::Module(_) => {}
            }
        }
    }

    fn happen(&mut self, happening: &Happening) {
        match happening {
            Happening::Key(key) => self.take(Input::Key(*key)),
            Happening::Resize(size) => {
                self.take(Input::Resize(*size));
                self.terminal = Terminal::new(*size);
                self.painter.forget();
            }
            Happening::Passed(seconds) => {
                self.now.monotonic += Duration::from_secs(*seconds);
                self.take(Input::Tick);
            }
            Happening::Colors => {
                for (key, lang, code) in std::mem::take(&mut self.asked) {
                    if let Some(lines) = highlight::lines(&lang, &code) {
                        self.take(Input::Colored { key, lines });
                    }
                }
            }
            Happening::LookedInto(mistakes) => {
                let index = Index::of(&self.replay.deck, &self.replay.assets, Besides::Lessons);
                self.take(Input::LookedInto { mistakes: *mistakes, index });
            }
            Happening::Wheel(down) => self.take(Input::Wheel { down: *down }),
            Happening::Click(x, y) => {
                let target = view(&self.replay).target_at(*x, u32::from(*y));
                self.take(Input::Click(target));
            }
            Happening::Reloaded(text) => {
                let deck = Arc::new(read(text));
                if deck.slide_count() > 0 {
                    self.questions.extend(questions(&deck));
                    self.take(Input::Reloaded { deck, assets: Arc::default(), mistakes: 1, first: None });
                }
            }
            // The user's own editor has written this.
            Happening::Desk => self.take(Input::Edited(Some("un\n\u{1b}[2J\u{202e}deux\n".to_owned()))),
            Happening::Mirror(saved) => self.take(Input::Edited(saved.then(String::new))),
            Happening::Forget => self.painter.forget(),
        }
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        let page = view(&self.replay);
        prop_assert_eq!((page.width, page.height), (self.replay.size.width, u32::from(self.replay.size.height)));
        let bytes = self.painter.bytes_of(&page, "");
        self.terminal.write(bytes).map_err(|fault| TestCaseError::fail(format!("{fault} in {bytes:?}")))?;
        prop_assert_eq!(self.fault.take(), None, "in what is written to a file");
        for screen in &self.replay.screens {
            prop_assert!(
                screen.window.scroll <= screen.window.sheet.last_scroll(),
                "{} in {:?}",
                screen.window.scroll,
                screen.what
            );
        }
        let screen = self.replay.screen();
        let count = screen.spots.len() + self.replay.hints().len();
        prop_assert!(screen.focus.is_none_or(|at| at < count), "{:?} of {count} in {:?}", screen.focus, screen.what);
        prop_assert!(self.replay.slide < self.replay.deck.slide_count());
        Ok(())
    }

    /// Whether somebody who comes back finds everything again.
    fn check_kept(&self) -> Result<(), TestCaseError> {
        let deck = &self.replay.deck;
        let log = Log::parse(&self.log).expect("it is one");
        let found = replay(deck, self.replay.size, log.progress()).progress;
        let (found, known) = (settled(found, &self.questions), settled(self.replay.progress.clone(), &self.questions));
        prop_assert_eq!(&found, &known);
        let mut tidy = log.clone();
        tidy.tidy();
        prop_assert_eq!(tidy.progress(), log.progress());
        let mut twice = log.clone();
        prop_assert_eq!(twice.take(log.clone()), 0);
        Ok(())
    }
}

proptest! {
    #![proptest_config(tried(15))]

    #[test]
    fn whatever_a_reader_types_the_page_is_complete_and_progress_is_kept(
        text in decks::any_text(),
        size in decks::any_size(),
        script in decks::script(60),
        theme in 0..BUILT_IN.len(),
    ) {
        let theme = Theme::built_in(BUILT_IN[theme].0).expect("it is built in");
        let Some(mut desk) = Desk::new(&text, size, &theme) else { return Ok(()) };
        desk.check()?;
        for happening in &script {
            desk.happen(happening);
            desk.check()?;
        }
        desk.check_kept()?;
        let left = desk.terminal.clone();
        desk.painter.forget();
        desk.terminal = Terminal::new(desk.replay.size);
        desk.check()?;
        prop_assert_eq!(left.difference(&desk.terminal), None, "changes and the whole");
    }
}

/// Whether moving down from the top of the open page selects every choice and shows every row; and the way back too.
fn check_way_down(replay: &mut Replay, now: Now) -> Result<(), TestCaseError> {
    let screen = replay.screens.last_mut().expect("there is always a page");
    (screen.focus, screen.window.scroll) = (None, 0);
    let count = screen.spots.len();
    let most = count + usize::try_from(screen.window.sheet.body.height).expect("a small page") + 10;
    let mut met = vec![false; count];
    let mut meet = |replay: &Replay| {
        let screen = replay.screen();
        let Some(at) = screen.focus.filter(|at| *at < count) else { return Ok(()) };
        let (spot, room) = (&screen.spots[at], screen.window.room());
        prop_assert!(
            spot.y < screen.window.scroll + room && spot.y + spot.height > screen.window.scroll,
            "{spot:?} is out of view"
        );
        met[at] = true;
        Ok(())
    };
    for _ in 0..most {
        replay.update(Input::Key(Key::Down), now);
        meet(replay)?;
    }
    let screen = replay.screen();
    prop_assert_eq!(screen.window.scroll, screen.window.sheet.last_scroll(), "{:?} at {}", &screen.what, replay.size);
    // What is above a pending question is reached on the way back.
    for _ in 0..most {
        replay.update(Input::Key(Key::Up), now);
        meet(replay)?;
    }
    let missed: Vec<usize> = (0..count).filter(|at| !met[*at]).collect();
    let screen = replay.screen();
    prop_assert!(missed.is_empty(), "{missed:?} of {count} in {:?} at {}", screen.what, replay.size);
    let top = replay.screen().spots.first().map_or(0, |spot| spot.y);
    prop_assert!(replay.screen().window.scroll <= top, "{:?} at {}", replay.screen().what, replay.size);
    Ok(())
}

proptest! {
    #![proptest_config(tried(25))]

    #[test]
    fn every_spot_of_every_page_is_reached_with_the_arrows(text in decks::any_text(), size in decks::size()) {
        let deck = Arc::new(read(&text));
        if deck.slide_count() == 0 || size.width < 20 || size.height < 6 {
            return Ok(());
        }
        let now = Now::default();
        let mut replay = replay(&deck, size, Progress::default());
        for key in ['d', 'b', 's', '?', 'v'] {
            replay.update(Input::Key(Key::Char(key)), now);
            check_way_down(&mut replay, now)?;
        }
        replay.update(Input::Key(Key::Char('d')), now);
        for _ in 0..deck.slide_count().min(8) {
            replay.update(Input::Key(Key::Right), now);
            if replay.screen().what != What::Slide {
                break;
            }
            check_way_down(&mut replay, now)?;
            replay.update(Input::Key(Key::Char('l')), now);
            check_way_down(&mut replay, now)?;
            replay.update(Input::Key(Key::Escape), now);
        }
    }
}
