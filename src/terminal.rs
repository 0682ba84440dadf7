//! The terminal: entering and leaving it, drawing pages on it, and the loop that feeds a scene.

mod answers;
mod around;
mod ascii;
mod away;
mod depth;
pub mod editor;
mod elsewhere;
#[cfg(unix)]
mod faults;
mod first;
mod fit;
mod graphics;
mod ground;
mod input;
mod keys;
mod letters;
mod lines;
mod message;
mod open;
mod paint;
mod pen;
mod pictures;
mod print;
mod progress;
pub mod second;
mod signals;
mod size;
#[cfg(unix)]
mod terminfo;
pub mod threads;
mod time;
mod unlocked;
mod waiting;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

pub use crate::raster::Depth;
pub use around::{Loader, Scene, Spoken, Surroundings, ThemeFor};
pub use ascii::Signs;
pub use depth::erases_in_color;
pub use graphics::may_ask as may_ask_for_graphics;
pub use letters::FONT_KEY;
pub use lines::{Typing, speak};
pub use message::{Message, Opening};
pub use paint::Painter;
pub use pictures::find_faults as find_picture_faults;
pub use pictures::{Reader as PictureReader, decode_all as decode_pictures};
pub use print::{clear, print, print_bytes, print_json, print_styled, warn, warn_of_panics, warn_styled};
pub use progress::Progress;
pub use signals::{hold as hold_signals, outlive_large_files, say_if_ended};
pub use size::{is_told as is_on_terminal, last as last_size, size};
pub use time::{end, iso, monotonic, now, today, unix_milliseconds, unix_seconds};
pub use waiting::{Heard, wait};

use crate::deck::Deck;
use crate::page::Page;
use crate::show::{Effect, Input};
#[cfg(unix)]
use crate::terminal::faults::{give_terminal_back, take_terminal};
use crate::terminal::first::First;
use crate::terminal::graphics::{CELL_SIZE, Protocol, QUESTIONS, TAKE_AWAY};
use crate::terminal::input::Keyboard;
use crate::terminal::letters::Enlarger;
use crate::terminal::pictures::{Task, Workshop};
use crate::terminal::unlocked::write_now;
use crate::theme::Theme;
use crate::workers;

/// The alternate screen, no cursor, no wrapping at the right edge, and marked pastes.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[2J";

/// Undoes all of that, and resets colors and an open link. First ends a synchronized update that may have begun.
const LEAVE: &str = "\x1b[?2026l\x1b]8;;\x1b\\\x1b[0m\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Whether the terminal is ours now, and must be given back. Held locked by whoever takes it, gives it back or writes to it.
static OURS: Mutex<bool> = Mutex::new(false);

/// Whether lines are written instead of pages: then there is no screen to leave.
static PLAIN: AtomicBool = AtomicBool::new(false);
/// Whether the screen was left already, while the keys are still ours.
static LEFT: AtomicBool = AtomicBool::new(false);
/// Whether the terminal keeps pictures apart from its cells.
static DRAWS_AS_KITTY: AtomicBool = AtomicBool::new(false);

/// How long a program that has to end waits for a picture that is being written: a terminal that accepts nothing would not accept the
/// closing sequences either.
const PATIENCE: Duration = Duration::from_millis(100);

/// Gives the terminal back to the shell. May be called anywhere and more than once.
pub fn restore() {
    if answers::may_come() {
        if *ours() {
            leave_screen();
        }
        answers::wait();
    }
    give_back(&mut ours());
}

/// Gives the terminal back before the program ends, from any thread. Nothing is written after it.
fn restore_for_good() {
    answers::wait_in_haste();
    signals::ignore_background();
    let until = std::time::Instant::now() + PATIENCE;
    let guard = loop {
        match OURS.try_lock() {
            Err(TryLockError::WouldBlock) if std::time::Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(TryLockError::WouldBlock) => break None,
            Ok(guard) => break Some(guard),
            Err(TryLockError::Poisoned(guard)) => break Some(guard.into_inner()),
        }
    };
    match guard {
        Some(mut guard) => {
            give_back(&mut guard);
            std::mem::forget(guard);
        }
        None => give_back(&mut true),
    }
}

fn give_back(ours: &mut bool) {
    if std::mem::take(ours) {
        leave_screen();
        answers::drop_late();
        give_terminal_back();
    }
}

/// Leaves the screen. It can run anywhere: it does not allocate, and it does not wait.
fn leave_screen() {
    if LEFT.swap(true, Ordering::Relaxed) {
        return;
    }
    if DRAWS_AS_KITTY.load(Ordering::Relaxed) {
        // Ends a picture that was being sent.
        write_now(b"\x1b\\");
        write_now(TAKE_AWAY.as_bytes());
    }
    if !PLAIN.load(Ordering::Relaxed) {
        letters::leave();
        write_now(LEAVE.as_bytes());
    }
}

fn ours() -> MutexGuard<'static, bool> {
    OURS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the terminal, without drawing yet. Also after another program has had it.
fn enter() -> io::Result<()> {
    let mut ours = ours();
    give_terminal_back();
    take_terminal()?;
    LEFT.store(false, Ordering::Relaxed);
    *ours = true;
    Ok(())
}

#[cfg(not(unix))]
fn take_terminal() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()
}

#[cfg(not(unix))]
fn give_terminal_back() {
    let _ = crossterm::terminal::disable_raw_mode();
}

/// Takes the keys of the terminal, to write lines on it.
fn enter_plain() -> io::Result<()> {
    PLAIN.store(true, Ordering::Relaxed);
    enter()
}

/// Writes to the terminal if it is ours.
fn write_ours(bytes: &[u8]) -> io::Result<()> {
    let ours = ours();
    let mut out = io::stdout().lock();
    if *ours { out.write_all(bytes).and_then(|()| out.flush()) } else { Ok(()) }
}

/// After a panic in any thread: gives the terminal back, then prints the message, then ends the program.
fn restore_on_panic() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if workers::catches_panics() {
            return;
        }
        restore_for_good();
        print(info);
        std::process::exit(101);
    }));
}

/// Shows a scene until it is quit.
///
/// # Errors
/// If the terminal cannot be taken or written to.
pub fn present(scene: &mut dyn Scene, surroundings: Surroundings) -> io::Result<()> {
    restore_on_panic();
    let (sender, messages) = mpsc::channel();
    // Before the terminal is ours, so that it is also given back if a signal comes while the first page is painted.
    signals::hold();
    enter()?;
    let result = OnTerminal::begin(scene, surroundings, sender, messages).and_then(OnTerminal::run);
    restore();
    result
}

/// A scene on the terminal, with the threads around it.
struct OnTerminal<'a> {
    scene: &'a mut dyn Scene,
    painter: Painter,
    /// The page that is on the screen.
    page: Page,
    /// When that page was made.
    painted: Duration,
    mouse: bool,
    theme_by_ground: bool,
    /// The terminal's background color, once it has answered.
    ground: Option<(u8, u8, u8)>,
    /// Whether the terminal must be taken again before the next page.
    enters_again: bool,
    messages: Receiver<Message>,
    colors: Sender<(u64, String, String)>,
    loads: Sender<()>,
    pictures: Workshop,
    asks_graphics: bool,
    enlarger: Enlarger,
    /// Whether the text size must be decided again before the next page.
    fits_again: bool,
    /// The deck for which it was decided.
    opening: Opening,
    /// The scene's effects that the first page left to do.
    effects: Vec<Effect>,
    /// The questions to send with the next page.
    question: String,
}

impl<'a> OnTerminal<'a> {
    /// Paints the first page, then starts everything else. The first page waits only for what it needs.
    fn begin(
        scene: &'a mut dyn Scene,
        around: Surroundings,
        sender: Sender<Message>,
        messages: Receiver<Message>,
    ) -> io::Result<Self> {
        let (painted, mut keyboard) = (monotonic(), Keyboard::new());
        let mut enlarger = Enlarger::new(around.large, |name| std::env::var(name).ok());
        let Surroundings { theme, mouse, theme_by_ground, asks_graphics, .. } = around;
        let painter = |deck: &Deck, by_ground: Option<Theme>| {
            let painter = Painter::new(&by_ground.unwrap_or_else(|| theme(deck)), around.depth);
            painter.erasing_in_color(around.erases_in_color).with_signs(around.signs)
        };
        let First { painter, page, ground, effects, fits_again } =
            first::paint(scene, (painter, &mut enlarger), (mouse, theme_by_ground), &mut keyboard, &sender)?;
        signals::listen(sender.clone())?;
        input::listen(sender.clone(), keyboard)?;
        scene.listen(sender.clone());
        let colors = elsewhere::color(sender.clone());
        let pictures = Workshop::open(around.pictures, sender.clone());
        let loads = elsewhere::load(around.loader, sender);
        let _ = loads.send(());
        let opening = scene.opening();
        Ok(Self {
            scene,
            painter,
            page,
            painted,
            mouse,
            theme_by_ground,
            ground,
            enters_again: false,
            messages,
            colors,
            loads,
            pictures,
            asks_graphics,
            enlarger,
            opening,
            fits_again,
            effects,
            question: String::new(),
        })
    }

    fn run(mut self) -> io::Result<()> {
        let mut effects = std::mem::take(&mut self.effects);
        effects.extend(self.update(Input::Tick));
        let mut goes_on = self.perform(effects)? && self.fit_again()?;
        // The page may have changed since, for example with a question.
        self.paint("")?;
        while goes_on {
            let Some(first) = self.next()? else { return Ok(()) };
            for message in std::iter::once(first).chain(self.messages.try_iter().collect::<Vec<_>>()) {
                // The effects are done before the next key is taken, which may be for another program.
                let Some(effects) = self.take(message) else { return Ok(()) };
                goes_on &= self.perform(effects)?;
            }
            goes_on &= self.fit_again()?;
            if std::mem::take(&mut self.enters_again) {
                enter()?;
                self.painter.forget();
                self.paint(&enter_sequences(self.mouse))?;
            }
            if goes_on {
                self.paint("")?;
            }
        }
        Ok(())
    }

    /// Does what the scene wants of the terminal. Returns whether the scene continues.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<bool> {
        if !effects.is_empty() {
            self.scene.hand_over();
        }
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(false),
                Effect::Suspend => self.suspend()?,
                Effect::Color { key, lang, code } => drop(self.colors.send((key, lang, code))),
                Effect::Picture { key, file } => self.picture(key, file),
                Effect::Reload => {
                    // Reading again also repaints everything, in case another program has written on the screen.
                    self.painter.forget();
                    let _ = self.loads.send(());
                }
                Effect::Open(link) => open::open(&link),
                Effect::Edit(text) => self.edit(&text)?,
                Effect::Enlarge => {
                    self.enlarger.turn();
                    self.fits_again = true;
                }
                // A console sends these to its stage itself.
                Effect::Request(_) => {}
            }
        }
        Ok(true)
    }

    /// The next message. Before it waits, it lets the scene do what nobody waits for. `None`: no more messages can come.
    fn next(&mut self) -> io::Result<Option<Message>> {
        if let Ok(message) = self.messages.try_recv() {
            return Ok(Some(message));
        }
        let effects = self.scene.rest();
        self.perform(effects)?;
        if !self.question.is_empty() {
            self.paint("")?;
        }
        Ok(self.wait())
    }

    /// Waits for a message, or until the page changes by itself. `None`: no more messages can come.
    fn wait(&self) -> Option<Message> {
        let Some(most) = self.scene.next_change(self.painted, monotonic()) else {
            return self.messages.recv().ok();
        };
        match self.messages.recv_timeout(most) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => Some(Message::Input(Input::Tick)),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Handles a message. Returns what there is to do, or `None` if the terminal is gone.
    fn take(&mut self, message: Message) -> Option<Vec<Effect>> {
        let input = match message.for_scene(self.scene) {
            Message::Input(input) => input,
            Message::Click { x, y } => {
                let [x, y] = [x, y].map(|at| at / self.painter.letters().factor());
                Input::Click(self.page.target_at(x, y.into()))
            }
            Message::Redraw => {
                self.painter.forget();
                if self.painter.protocol().is_some() {
                    // A larger font has larger cells.
                    self.question.push_str(CELL_SIZE);
                }
                self.fits_again = true;
                Input::Tick
            }
            Message::Cursor { column, row } => {
                self.enlarger.hear(column, row);
                Input::Tick
            }
            Message::Answered => {
                self.fits_again |= self.enlarger.end_answers();
                Input::Tick
            }
            Message::Graphics(answer) => {
                self.painter.learn(answer);
                Input::Tick
            }
            Message::Encoded(key, sequences) => {
                self.painter.take_encoded(key, sequences);
                Input::Tick
            }
            Message::Theme(theme) => {
                self.painter.set_theme(&self.ground_theme().unwrap_or(*theme));
                Input::Tick
            }
            Message::Background(color) => {
                self.ground = Some(color);
                self.ground_theme().iter().for_each(|theme| self.painter.set_theme(theme));
                Input::Tick
            }
            Message::Line(_) | Message::Answer(..) => Input::Tick,
            Message::Changed => return Some(vec![Effect::Reload]),
            Message::Continued => {
                (self.enters_again, self.fits_again) = (true, true);
                Input::Tick
            }
            Message::Suspend => return Some(vec![Effect::Suspend]),
            Message::Gone => return None,
        };
        self.fits_again |= matches!(input, Input::Reloaded { .. });
        Some(self.update(input))
    }

    fn update(&mut self, input: Input) -> Vec<Effect> {
        self.scene.take(input, now())
    }

    fn paint(&mut self, before: &str) -> io::Result<()> {
        let now = now();
        self.painted = now.monotonic;
        self.scene.hand_over();
        if let Some(page) = self.scene.page(now) {
            // A page that is kept has the size for which it was made.
            self.painter.set_letters(self.enlarger.letters);
            self.page = page;
        }
        let asks = std::mem::take(&mut self.question);
        let question = if asks.is_empty() { String::new() } else { question(&asks) };
        let bytes = self.painter.bytes_of(&self.page, &format!("{before}{question}")).to_owned();
        let has_more = self.scene.keep();
        self.scene.tell();
        write_page(&self.painter, &bytes)?;
        DRAWS_AS_KITTY.store(self.painter.protocol() == Some(Protocol::Kitty), Ordering::Relaxed);
        self.painter.take_wanted().into_iter().for_each(|job| self.pictures.give(Task::Encode(job)));
        if has_more { self.paint("") } else { Ok(()) }
    }

    /// Requests a picture. For the first one, asks the terminal how it draws pictures.
    fn picture(&mut self, key: u64, file: String) {
        self.pictures.give(Task::Decode { opening: self.scene.opening(), key, file });
        if std::mem::take(&mut self.asks_graphics) {
            self.question.push_str(QUESTIONS);
            // A terminal that does not know these questions may print them, so the whole page is written over that.
            self.painter.forget();
        }
    }

    /// The theme for the terminal's background color, if that is known and nobody has chosen a theme.
    fn ground_theme(&self) -> Option<Theme> {
        ground::theme(self.scene.deck(), self.ground.filter(|_| self.theme_by_ground))
    }
}

/// The sequences that set the terminal up for us.
fn enter_sequences(mouse: bool) -> String {
    let mouse = if mouse { "\x1b[?1000h\x1b[?1006h" } else { "" };
    format!("{ENTER}{mouse}")
}

/// Writes what turns the screen into the page, unless nothing changed. Leaving the screen then also resets its rows.
fn write_page(painter: &Painter, bytes: &str) -> io::Result<()> {
    letters::are_doubled(painter.doubled_rows());
    if bytes.is_empty() { Ok(()) } else { write_ours(bytes.as_bytes()) }
}

/// A question to the terminal, followed by the one that ends all answers.
fn question(asks: &str) -> String {
    answers::asked();
    format!("{asks}{}", answers::LAST)
}
