//! What holds for every deck, size and key, tried on decks that nobody would write.
//!
//! A usual run tries each property a few times. `PUPITRE_CASES=100000 cargo test --release --test it properties::` tries more. Cases that have
//! failed before are tried first (`regressions.txt`).

mod checked;
mod checking;
mod damaged;
mod decks;
mod exports;
mod editors;
mod form;
pub mod harmless;
pub mod output;
mod pictures;
mod plans;
mod replays;
mod wires;
mod words;

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};

use decks::Happening;
use output::Terminal;
use pupitre::assets::Assets;
use pupitre::block::Colors;
use pupitre::deck::{self, Deck, Number, Size};
use pupitre::diagnostic::{Diagnostic, full};
use pupitre::page::Page;
use pupitre::plan::Plan;
use pupitre::search::{Besides, Index};
use pupitre::show::{Effect, Input, Key, Now, Place, Show};
use pupitre::source::{Source, Span};
use pupitre::terminal::{Depth, Painter};
use pupitre::theme::{BUILT_IN, Theme};
use pupitre::view::view;
use pupitre::{highlight, lang, layout};

/// The configuration of a property: the same `usual` number of cases in each run, so that a failure is due to the change and not to luck; or the
/// number in the environment, with new cases.
fn tried(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PUPITRE_CASES").ok().and_then(|it| it.parse().ok());
    let stored = FileFailurePersistence::Direct("tests/it/properties/regressions.txt");
    ProptestConfig {
        cases: asked.unwrap_or(usual),
        rng_seed: if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_261_123) },
        failure_persistence: Some(Box::new(stored)),
        max_shrink_iters: 4000,
        ..Default::default()
    }
}

fn read(text: &str) -> Deck {
    deck::read(&Source::new("essai.toml", text)).0
}

proptest! {
    #![proptest_config(tried(120))]

    #[test]
    fn reading_gives_findings_in_their_place_and_nothing_to_obey(text in decks::any_text()) {
        let source = Source::new("e\u{1b}[2Jssai.toml", &text);
        let (deck, found) = deck::read(&source);
        for finding in &found {
            check_finding(finding, &source)?;
        }
        let _ = deck::read_surface(&source);
        let prose = deck.prose(&Assets::default(), true);
        for written in [prose.plain(80), prose.plain(1), prose.words()] {
            prop_assert_eq!(harmless::fault_in_lines(&written), None);
        }
        for finding in deck.clone().complete(&source.name, &Assets::default()) {
            check_finding(&finding, &source)?;
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_placed(bytes in decks::mutated()) {
        if let Ok(source) = Source::from_bytes("essai.toml", &bytes) {
            for finding in deck::read(&source).1 {
                check_finding(&finding, &source)?;
            }
        }
    }
}

/// Whether a finding is inside its source and is printed without harm.
fn check_finding(finding: &Diagnostic, source: &Source) -> Result<(), TestCaseError> {
    let context = finding.context.iter().map(|label| label.span);
    let spans = context.chain([finding.span()]).chain(finding.fix.iter().map(|fix| fix.edit.span));
    for Span { start, end } in spans {
        prop_assert!(source.text.get(start..end).is_some(), "{start}..{end} of {}: {finding:?}", source.text.len());
    }
    let plain = full::render(finding, source, pupitre::lang::choose([Some("en")]), false);
    prop_assert_eq!(harmless::fault_in_lines(&plain), None, "{}", plain);
    let colored = full::render(finding, source, pupitre::lang::choose([Some("en")]), true);
    for part in colored.split('\x1b').skip(1) {
        let order = part.split_once('m').map(|(order, _)| order);
        let is_color =
            order.is_some_and(|it| it.starts_with('[') && it[1..].chars().all(|it| it.is_ascii_digit() || it == ';'));
        prop_assert!(is_color, "{colored:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(tried(60))]

    #[test]
    fn a_step_adds_and_moves_nothing(text in decks::any_text(), size in decks::any_size(), colored: bool) {
        let deck = read(&text);
        let (assets, colors) = (Assets::default(), if colored { Colors::AtOnce } else { Colors::default() });
        let context = deck.context(&assets, &colors);
        for placed in deck.slides() {
            let sheet = layout::slide(&deck, &placed, &context, size);
            let _ = layout::text(&placed.slide.notes, &context, size.width);
            check_steps(&sheet.body)?;
        }
    }
}

/// Whether everything shown at a step is still there at the next one, in the same place.
fn check_steps(body: &Page) -> Result<(), TestCaseError> {
    let mut steps: Vec<u16> = body.items.iter().flat_map(|item| [item.shown.from, item.shown.until]).collect();
    steps.retain(|step| *step <= body.last_step());
    steps.push(body.last_step());
    steps.sort_unstable();
    steps.dedup();
    let mut before = vec![String::new(); body.height as usize];
    for step in steps {
        let now = body.rows(step);
        for (before, now) in before.iter().zip(&now) {
            let kept = before.chars().zip(now.chars()).all(|(before, now)| before == ' ' || before == now);
            prop_assert!(kept && before.len() <= now.len(), "at step {step} {before:?} became {now:?}");
        }
        before = now;
    }
    Ok(())
}

/// A show on a strict terminal.
struct Stage {
    show: Show,
    painter: Painter,
    terminal: Terminal,
    now: Now,
    asked: Vec<(u64, String, String)>,
}

impl Stage {
    /// `None` for a deck without slides.
    fn new(deck: Deck, size: Size, theme: &Theme, depth: Depth) -> Option<Self> {
        let words = lang::choose([deck.lang.as_deref()]);
        let show = (deck.slide_count() > 0).then(|| Show::new(Arc::new(deck), Arc::default(), words, size))?;
        let now = Now { monotonic: Duration::from_secs(1000), wall: Duration::from_secs(36_000).into() };
        Some(Self { show, painter: Painter::new(theme, depth), terminal: Terminal::new(size), now, asked: Vec::new() })
    }

    fn take(&mut self, input: Input) {
        let outcome = self.show.update(input, self.now);
        let asked = outcome.effects.into_iter().chain(self.show.rest()).filter_map(|effect| match effect {
            Effect::Color { key, lang, code } => Some((key, lang, code)),
            Effect::Quit | Effect::Suspend | Effect::Reload | Effect::Open(_) => None,
            Effect::Request(_) | Effect::Picture { .. } | Effect::Edit(_) | Effect::Enlarge => None,
        });
        self.asked.extend(asked);
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
                self.now.wall = Duration::from_secs((self.now.wall.time.as_secs() + seconds) % 86_400).into();
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
                let index = Index::of(&self.show.deck, &self.show.assets, Besides::Notes);
                self.take(Input::LookedInto { mistakes: *mistakes, index });
            }
            Happening::Wheel(down) => self.take(Input::Wheel { down: *down }),
            Happening::Click(x, y) => {
                let target = view(&self.show, self.now).target_at(*x, u32::from(*y));
                self.take(Input::Click(target));
            }
            Happening::Reloaded(text) => {
                let deck = Arc::new(read(text));
                if deck.slide_count() > 0 {
                    self.take(Input::Reloaded { deck, assets: Arc::default(), mistakes: 1, first: None });
                }
            }
            Happening::Desk => self.show.console.open = true,
            Happening::Mirror(there) => {
                let snapshot = self.show.snapshot(String::new);
                self.show.follow(snapshot.clone());
                self.take(Input::Mirror(there.then(|| Box::new(snapshot))));
            }
            Happening::Forget => self.painter.forget(),
        }
    }

    fn paint(&mut self) -> Result<(), TestCaseError> {
        let page = view(&self.show, self.now);
        prop_assert_eq!((page.width, page.height), (self.show.size.width, u32::from(self.show.size.height)));
        let bytes = self.painter.bytes_of(&page, "");
        self.terminal.write(bytes).map_err(|fault| TestCaseError::fail(format!("{fault} in {bytes:?}")))?;
        prop_assert_eq!(self.painter.bytes_of(&page, ""), "", "the same page twice");
        Ok(())
    }
}

fn depth() -> impl Strategy<Value = Depth> {
    prop::sample::select(vec![Depth::None, Depth::Sixteen, Depth::TwoHundredFiftySix, Depth::True])
}

proptest! {
    #![proptest_config(tried(40))]

    #[test]
    fn whatever_is_typed_only_what_is_allowed_is_written(
        text in decks::any_text(),
        size in decks::any_size(),
        script in decks::script(40),
        theme in 0..BUILT_IN.len(),
        depth in depth(),
    ) {
        let theme = Theme::built_in(BUILT_IN[theme].0).expect("it is built in");
        let Some(mut stage) = Stage::new(read(&text), size, &theme, depth) else { return Ok(()) };
        stage.paint()?;
        for happening in &script {
            stage.happen(happening);
            stage.paint()?;
        }
        let left = stage.terminal.clone();
        stage.painter.forget();
        stage.terminal = Terminal::new(stage.show.size);
        stage.paint()?;
        prop_assert_eq!(left.difference(&stage.terminal), None, "changes and the whole");
    }
}

/// The place of a show, as the room sees it.
fn place(show: &Show) -> Place {
    Place { slide: show.talk.place.slide, step: show.step() }
}

/// The most steps that a walk takes on one slide.
const MOST_STEPS: u16 = 50;

proptest! {
    #![proptest_config(tried(40))]

    #[test]
    fn going_on_visits_every_slide_of_the_plan_and_going_back_undoes_it(text in decks::any_text(), size in decks::size()) {
        let theme = Theme::built_in("nuit").expect("it is built in");
        let deck = read(&text);
        let planned: Vec<usize> =
            (0..deck.slide_count()).filter(|it| matches!(deck.slide(*it).unwrap().number, Number::Slide(_))).collect();
        let (Some(first), Some(Stage { mut show, now, .. })) = (planned.first(), Stage::new(deck, size, &theme, Depth::None)) else {
            return Ok(());
        };
        show.begin_at(Place { slide: *first, step: 0 });
        let mut visited = vec![*first];
        loop {
            if show.sheet().last_step() > MOST_STEPS {
                return Ok(());
            }
            let before = place(&show);
            show.update(Input::Key(Key::Right), now);
            if place(&show) == before {
                break;
            }
            let after = place(&show);
            show.update(Input::Key(Key::Left), now);
            prop_assert_eq!(place(&show), before);
            show.update(Input::Key(Key::Right), now);
            prop_assert_eq!(place(&show), after);
            visited.push(after.slide);
        }
        visited.dedup();
        prop_assert_eq!(visited, planned);
    }

    #[test]
    fn the_shares_of_a_plan_add_up(text in decks::assembled()) {
        let deck = read(&text);
        let plan = Plan::of(&deck);
        let mut end = Duration::ZERO;
        for (index, placed) in deck.slides().enumerate() {
            prop_assert_eq!(plan.slot(index).is_none(), placed.section.appendix);
            let Some(slot) = plan.slot(index) else { continue };
            prop_assert_eq!(slot.start, end);
            prop_assert!(placed.slide.duration.is_none_or(|said| said == slot.duration));
            end = slot.end();
        }
        prop_assert_eq!(plan.total(), end);
        check_shares(&deck, &plan)?;
    }
}

/// Whether slides without their own time fill what is left of their section or deck, to the second.
fn check_shares(deck: &Deck, plan: &Plan) -> Result<(), TestCaseError> {
    let mut sharing = false;
    for (index, section) in deck.sections.iter().enumerate().filter(|(_, section)| !section.appendix) {
        let timed: Duration = section.slides.iter().filter_map(|slide| slide.duration).sum();
        let untimed = section.slides.iter().any(|slide| slide.duration.is_none());
        sharing |= untimed && section.duration.is_none();
        if let Some(whole) = section.duration.filter(|whole| untimed && *whole >= timed) {
            prop_assert_eq!(plan.sum(deck, |placed| placed.section_index == index), whole);
        }
    }
    if let Some(whole) = deck.duration.filter(|_| sharing) {
        prop_assert!(plan.total() >= whole);
        let said: Duration = deck
            .slides()
            .enumerate()
            .map(|(index, placed)| match placed.section.duration {
                None => placed.slide.duration.filter(|_| !placed.section.appendix).unwrap_or_default(),
                Some(_) => plan.slot(index).unwrap_or_default().duration,
            })
            .sum();
        prop_assert_eq!(plan.total(), whole.max(said));
    }
    Ok(())
}
