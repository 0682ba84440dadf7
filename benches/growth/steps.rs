//! What is done with a deck: each step takes a deck that was read, and returns how long it took.

use std::hint::black_box;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use crate::clock::spent;
use pupitre::assets::Assets;
use pupitre::block::Colors;
use pupitre::deck::{self, Deck, Size};
use pupitre::diagnostic::Diagnostic;
use pupitre::export::{Format, Job, Supplies};
use pupitre::lint::fix::{self, Which};
use pupitre::lint::format::{self, Report};
use pupitre::lint::{self, Checker, Finding, Wanted};
use pupitre::progress::Progress;
use pupitre::replay::Replay;
use pupitre::search::{Besides, Index};
use pupitre::show::{Input, Key, Now, Show};
use pupitre::source::{Edit, Source};
use pupitre::terminal::{Depth, Painter};
use pupitre::theme::{DEFAULT, Theme};
use pupitre::view::{self, view};
use pupitre::{canonical, lang, layout, lsp};

const USUAL: Size = Size { width: 80, height: 24 };
const LARGE: Size = Size { width: 200, height: 60 };

/// A step that takes less than this is measured a few times.
const SHORT: Duration = Duration::from_millis(100);

/// A deck that was read.
pub struct Prepared {
    source: Source,
    deck: Arc<Deck>,
    assets: Arc<Assets>,
    read: Vec<Diagnostic>,
    findings: Vec<Finding>,
    /// The same text in a file.
    file: PathBuf,
    /// Whether it is over a limit: then it cannot be shown.
    is_over: bool,
}

impl Prepared {
    pub fn new(text: &str) -> Self {
        let file = std::env::temp_dir().join(format!("pupitre-growth-{}.toml", std::process::id()));
        std::fs::write(&file, text).expect("there is room for a deck");
        let source = Source::new("deck.toml", text);
        Self {
            source,
            deck: Arc::default(),
            assets: Arc::default(),
            read: Vec::new(),
            findings: Vec::new(),
            file,
            is_over: false,
        }
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

pub type Step = fn(&mut Prepared) -> Option<Duration>;

/// The steps in order: the first reads the deck for the others.
pub const STEPS: &[(&str, Step)] = &[
    ("read", read),
    ("surface", |it| timed(|| deck::read_surface(&it.source))),
    ("prose", |it| shown(it, |it| timed(|| it.deck.prose(&it.assets, true).plain(80)))),
    ("80x24", |it| shown(it, |it| timed(|| laid_out(it, USUAL)))),
    ("200x60", |it| shown(it, |it| timed(|| laid_out(it, LARGE)))),
    ("opening", |it| shown(it, |it| timed(|| view(&show(it), Now::default())))),
    ("key", |it| shown(it, |it| Some(slowest_key(it)))),
    ("svg", |it| shown(it, |it| exported(it, "svg"))),
    ("txt", |it| shown(it, |it| exported(it, "txt"))),
    ("md", |it| shown(it, |it| exported(it, "md"))),
    ("check", check),
    ("full", |it| timed(|| written(it, format::Format::Full))),
    ("sarif", |it| timed(|| written(it, format::Format::Sarif))),
    ("formats", formats),
    ("fix", fixed),
    ("fmt", |it| timed(|| canonical::form(&it.source.text).map(|form| Edit::between(&it.source.text, &form)))),
    ("outline", |it| ran(it, &["outline"])),
    ("plan", |it| shown(it, |it| ran(it, &["plan", "--for", "20min"]))),
    ("search", |it| shown(it, searched)),
    ("replay", |it| shown(it, replayed)),
    ("lsp", served),
];

/// Keeps memory once it was used: getting fresh pages from the system takes longer than most steps and tells nothing about them.
pub fn keep_memory() {
    #[cfg(target_env = "gnu")]
    // SAFETY: it is called before any other thread is started.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 1 << 30);
        libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
    }
}

/// The shortest of several runs of a step, if it is short: nothing can make a step faster than it is.
pub fn least(step: Step, it: &mut Prepared, times: usize) -> Option<Duration> {
    let first = step(it)?;
    let again = if first < SHORT { times - 1 } else { 0 };
    (0..again).filter_map(|_| step(it)).min().into_iter().chain([first]).min()
}

fn timed<T>(work: impl FnOnce() -> T) -> Option<Duration> {
    let start = spent();
    black_box(work());
    Some(spent() - start)
}

fn shown(it: &mut Prepared, step: impl FnOnce(&Prepared) -> Option<Duration>) -> Option<Duration> {
    if it.is_over || it.deck.slide_count() == 0 { None } else { step(it) }
}

fn read(it: &mut Prepared) -> Option<Duration> {
    let start = spent();
    let (mut deck, mut read) = deck::read(&it.source);
    read.extend(deck.complete(&it.source.name, &it.assets));
    let took = spent() - start;
    it.is_over = read.iter().any(|it| it.rule == "limit-exceeded");
    (it.deck, it.read) = (Arc::new(deck), read);
    Some(took)
}

fn laid_out(it: &Prepared, size: Size) -> u32 {
    let colors = Colors::default();
    let context = it.deck.context(&it.assets, &colors);
    it.deck.slides().map(|placed| layout::slide(&it.deck, &placed, &context, size).body.height).sum()
}

fn show(it: &Prepared) -> Show {
    Show::new(it.deck.clone(), it.assets.clone(), lang::choose([Some("en")]), Size { width: 120, height: 40 })
}

/// The longest time of a key of each kind, from the press to the bytes for the terminal.
fn slowest_key(it: &Prepared) -> Duration {
    let theme = Theme::built_in(DEFAULT).expect("it is built in");
    let (mut show, mut painter) = (show(it), Painter::new(&theme, Depth::True));
    let mistakes = it.read.len();
    let index = Index::of(&it.deck, &it.assets, Besides::Notes);
    show.update(Input::LookedInto { mistakes, index }, Now::default());
    let text = "j k s x / e o a n n c c m t 1 b f".split(' ').filter_map(|it| it.chars().next()).map(Key::Char);
    let moves = [Key::Right, Key::Right, Key::PageDown, Key::Down, Key::Up, Key::Left, Key::End, Key::Right, Key::Home];
    let mut slowest = Duration::ZERO;
    for key in moves.into_iter().chain(text.flat_map(|key| [key, Key::Down])).chain([Key::Escape, Key::Escape]) {
        let start = spent();
        show.update(Input::Key(key), Now::default());
        black_box(painter.bytes_of(&view(&show, Now::default()), "").len());
        let took = spent() - start;
        if std::env::var_os("GROWTH_KEYS").is_some() {
            eprintln!("{key:?} {took:?} in front {:?}", show.front);
        }
        slowest = slowest.max(took);
    }
    slowest
}

fn exported(it: &Prepared, format: &str) -> Option<Duration> {
    let theme = Theme::built_in(DEFAULT).expect("it is built in");
    let supplies = Supplies { assets: it.assets.clone(), theme, ..Supplies::default() };
    let all = Job::of(&it.deck, &supplies, lang::choose([Some("en")]), USUAL);
    let job = Job { notes: true, lessons: true, ..all };
    let format = Format::named(format).expect("it is a format");
    timed(|| format.write(&job).expect("it is written"))
}

fn check(it: &mut Prepared) -> Option<Duration> {
    let start = spent();
    let findings = lint::check(&Checker::new(&it.source, &it.deck, &it.assets), it.read.clone(), &Wanted::default());
    let took = spent() - start;
    it.findings = findings;
    Some(took)
}

fn written(it: &Prepared, format: format::Format) -> String {
    format.write(
        &[Report { source: &it.source, deck: &it.deck, findings: &it.findings, words: pupitre::lang::ALL[0] }],
        false,
    )
}

/// All formats of findings except the one that is measured separately.
fn formats(it: &mut Prepared) -> Option<Duration> {
    let others = format::Format::NAMES.iter().filter(|name| !["full", "sarif"].contains(name));
    timed(|| {
        others.filter_map(|name| format::Format::named(name)).map(|format| written(it, format).len()).sum::<usize>()
    })
}

fn fixed(it: &mut Prepared) -> Option<Duration> {
    let look = |text: &str| {
        let source = Source::new("deck.toml", text);
        let (deck, read) = deck::read(&source);
        lint::check(&Checker::new(&source, &deck, &it.assets), read, &Wanted::default())
    };
    timed(|| fix::mend(&it.source.text, Which::All, look))
}

/// A command of the program itself, including its output on standard error.
fn ran(it: &Prepared, arguments: &[&str]) -> Option<Duration> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pupitre"));
    command.arg(arguments[0]).arg(&it.file).args(&arguments[1..]).stdout(Stdio::null()).stderr(Stdio::null());
    timed(|| command.status())
}

fn searched(it: &Prepared) -> Option<Duration> {
    timed(|| Index::of(&it.deck, &it.assets, Besides::Lessons).find("a e").len())
}

fn replayed(it: &Prepared) -> Option<Duration> {
    timed(|| {
        let words = lang::choose([Some("en")]);
        let mut replay = Replay::new(it.deck.clone(), it.assets.clone(), words, USUAL, Progress::default());
        let mut height = view::replay::view(&replay).height;
        for key in [Key::Enter, Key::Right, Key::Down, Key::End, Key::Char('s'), Key::Escape] {
            replay.update(Input::Key(key), Now::default());
            height += view::replay::view(&replay).height;
        }
        height
    })
}

/// An editor's session: a deck is opened, and everything is asked about it.
fn served(it: &mut Prepared) -> Option<Duration> {
    let uri = "file:///deck.toml";
    let text = &it.source.text;
    let document = serde_json::json!({ "uri": uri, "version": 1, "languageId": "toml", "text": text });
    let mut messages = vec![
        serde_json::json!({ "id": 1, "method": "initialize", "params": { "capabilities": {} } }),
        serde_json::json!({ "method": "initialized", "params": {} }),
        serde_json::json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }),
    ];
    let last = text.matches('\n').count();
    let range = serde_json::json!({ "start": { "line": 0, "character": 0 }, "end": { "line": last, "character": 0 } });
    for (id, name) in (2..).zip(["codeAction", "completion", "hover", "documentSymbol", "foldingRange", "formatting"]) {
        let params = serde_json::json!({
            "textDocument": { "uri": uri }, "position": { "line": last / 2, "character": 1 }, "range": range,
            "context": { "diagnostics": [] }, "options": { "tabSize": 4, "insertSpaces": true },
        });
        messages.push(serde_json::json!({ "id": id, "method": format!("textDocument/{name}"), "params": params }));
    }
    messages.push(serde_json::json!({ "id": 9, "method": "shutdown" }));
    messages.push(serde_json::json!({ "method": "exit" }));
    let mut input = Vec::new();
    for mut message in messages {
        message["jsonrpc"] = "2.0".into();
        let message = message.to_string();
        let _ = write!(input, "Content-Length: {}\r\n\r\n{message}", message.len());
    }
    timed(|| lsp::serve(std::io::Cursor::new(input), &mut std::io::sink(), pupitre::lang::ALL[0]))
}
