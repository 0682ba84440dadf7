//! The cost of a show in numbers that are the same on every machine: bytes written and allocations.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use pupitre::deck::{self, Size};
use pupitre::lang;
use pupitre::show::{Effect, Input, Key, Now, Show};
use pupitre::source::Source;
use pupitre::terminal::{Depth, Painter};
use pupitre::theme::{DEFAULT, Theme};
use pupitre::view::view;

/// The system's allocator, counting the allocations of this thread.
struct Counting;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is passed on unchanged to the system's allocator; counting does not touch its memory.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.set(ASKED.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ASKED.set(ASKED.get() + 1);
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static MEMORY: Counting = Counting;

/// The number of allocations of a piece of work.
pub fn asked(work: impl FnOnce()) -> usize {
    let before = ASKED.get();
    work();
    ASKED.get() - before
}

/// The built-in deck on a usual terminal, after its first page.
struct Stage {
    show: Show,
    painter: Painter,
    now: Now,
}

impl Stage {
    fn new() -> Self {
        let source = Source::new("sensibilisation.toml", include_str!("../../decks/sensibilisation.toml"));
        let size = Size { width: 120, height: 40 };
        let show = Show::new(Arc::new(deck::read(&source).0), Arc::default(), lang::choose([Some("fr")]), size);
        let painter = Painter::new(&Theme::built_in(DEFAULT).unwrap(), Depth::True).erasing_in_color(true);
        let mut stage = Self { show: show.color_at_once(), painter, now: Now::default() };
        stage.paint();
        stage
    }

    fn press(&mut self, key: Key) -> bool {
        let outcome = self.show.update(Input::Key(key), self.now);
        !outcome.effects.contains(&Effect::Quit)
    }

    /// The number of bytes written for the next page.
    fn paint(&mut self) -> usize {
        self.painter.bytes_of(&view(&self.show, self.now), "").len()
    }

    /// The bytes of each of some seconds of a talk with the time shown.
    fn ticks(&mut self, seconds: u64) -> Vec<usize> {
        let mut tick = || {
            self.now.monotonic += Duration::from_secs(1);
            self.now.wall = self.now.wall.after(Duration::from_secs(1)).into();
            self.show.update(Input::Tick, self.now);
            self.paint()
        };
        (0..seconds).map(|_| tick()).collect()
    }

    /// On the second slide, with a running clock shown.
    fn with_time(mut self) -> Self {
        for key in [Key::Right, Key::Char('i'), Key::PageUp] {
            self.press(key);
        }
        while self.show.talk.clock.started().is_none() || self.show.notice.is_some() {
            self.press(Key::Right);
        }
        self.paint();
        self
    }
}

fn median(mut counts: Vec<usize>) -> usize {
    counts.sort_unstable();
    counts[counts.len() / 2]
}

#[test]
fn a_slide_change_writes_less_than_a_kilobyte() {
    let mut stage = Stage::new();
    let mut bytes = Vec::new();
    while stage.show.notice.is_none() {
        let before = stage.show.talk.place.slide;
        stage.press(Key::Right);
        let written = stage.paint();
        if stage.show.talk.place.slide != before {
            bytes.push(written);
        }
    }
    let (count, most, median) = (bytes.len(), bytes.iter().max().copied(), median(bytes));
    println!("{count} slide changes at 120x40: median {median} bytes, most {most:?}");
    assert!(count >= 24 && median <= 1000, "median {median} bytes of {count} changes");
}

/// Nineteen of twenty ticks are small; the others also move a marker or change the pace in words.
#[test]
fn a_tick_writes_less_than_a_hundred_bytes() {
    let mut bytes = Stage::new().with_time().ticks(600);
    bytes.sort_unstable();
    let (least, usual, most) = (bytes[0], bytes[bytes.len() * 19 / 20], bytes[bytes.len() - 1]);
    println!("600 ticks: median {} bytes, 95 % at most {usual}, most {most}", bytes[300]);
    assert!(least > 0, "the time is in sight");
    assert!(usual <= 100 && most <= 300, "{usual} bytes, at most {most}");
}

#[test]
fn a_page_that_did_not_change_writes_nothing() {
    let mut stage = Stage::new();
    assert_eq!(stage.paint(), 0);
    stage.press(Key::Escape);
    assert_eq!(stage.paint(), 0);
}

/// The most allocations of a tick: more than now, yet few enough to notice a mistake such as laying out the slide again.
const MOST_ASKED: usize = 80;

#[test]
fn a_tick_needs_few_allocations() {
    let mut stage = Stage::new().with_time();
    stage.ticks(3);
    let asked = asked(|| drop(stage.ticks(100))) / 100;
    println!("a tick asks for memory {asked} times");
    assert!(asked <= MOST_ASKED, "{asked} times");
}
