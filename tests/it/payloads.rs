//! Attacks in every string of a deck, on every way out. None of them reaches a terminal.

use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use crate::properties::{harmless, output::Terminal};
use pupitre::assets::Assets;
use pupitre::deck::{self, Deck, Size};
use pupitre::diagnostic::full;
use pupitre::progress::{Change, Progress, slide_names};
use pupitre::replay::{CourseState, Effect, ModuleState, Replay};
use pupitre::search::{Besides, Index};
use pupitre::show::{Input, Key, Now, Show};
use pupitre::source::Source;
use pupitre::terminal::{Depth, Painter};
use pupitre::theme::Theme;
use pupitre::view::{replay::view as view_alone, view};
use pupitre::{lang, text};

/// Each kind of attack: its name and its text.
pub const PAYLOADS: &[(&str, &str)] = &[
    ("clear the screen", "a\u{1b}[2J\u{1b}[Hb"),
    ("set the title, and have it reported", "a\u{1b}]0;x\u{7}\u{1b}[21tb"),
    ("write the clipboard", "a\u{1b}]52;c;ZXZpbA==\u{7}b"),
    ("a link with a sequence in it", "a\u{1b}]8;;http://x/\u{1b}[2J\u{1b}\\b\u{1b}]8;;\u{1b}\\"),
    ("ask for a setting", "a\u{1b}P$q\"p\u{1b}\\\u{1b}[6nb"),
    ("leave the alternate screen", "a\u{1b}[?1049l\u{1b}cb"),
    ("a sequence in C1", "a\u{9b}2J\u{9d}0;x\u{9c}\u{90}q\u{85}b"),
    ("rub out", "abc\u{8}\u{8}\u{8}xyz\u{7f}"),
    ("write over", "vrai\rfaux"),
    ("move down and beep", "a\u{b}\u{c}\u{7}\u{0}\u{e}b"),
    ("turn the text around", "a\u{202e}cba\u{202c}\u{2067}x\u{2069}\u{200f}\u{61c}b"),
    ("hide a text", "a\u{200b}\u{2060}\u{feff}\u{ad}\u{e0061}\u{e0062}\u{3164}\u{180e}\u{34f}b\u{2028}c\u{2029}"),
    ("flood with marks", FLOOD),
    ("flood with joined pictures", PICTURES),
];

const FLOOD: &str = "Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\
\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\
\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}";

const PICTURES: &str = "👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\
\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}👨\u{200d}\u{301}\u{200d}👨\u{200d}";

/// A deck with every field that takes text; `@` is replaced by the attack.
const DECK: &str = r##"format = 1
title = "t @"
subtitle = "st @"
lang = "fr"
theme = "@"
duration = "10min"
[course]
name = "@"
audience = "@"
next = "@"
[[objective]]
id = "@"
text = "@"
[[source]]
id = "@"
title = "@"
publisher = "@"
date = 2024-05-01
url = "@"
[[term]]
name = "@"
definition = "@"
[[profile]]
id = "@"
title = "@"
[[section]]
id = "@"
key = "k"
title = "s @"
[[section.slide]]
id = "@"
title = "t @"
objectives = ["@"]
sources = ["@"]
profiles = ["@"]
todo = "@"
notes = "- n @\n\n> @"
lesson = "@"
reveal = "items"
body = "# @\n\n@ **@** *@* ~~@~~ `@` [@](https://a.fr/@) [b](<https://a.fr/@>) [c](@) ![@](x.png \"@\") <b @>@</b>\n\n- @\n- [x] @\n\n1. @\n\n> @\n\n| @ | b |\n|---|---|\n| @ | @ |\n\n<div>@</div>\n\n    @\n"
[[section.slide]]
title = "@"
body = "```rust caption=\"@\" numbers=true\nlet a = \"@\"; // @\n```\n\n```quote by=\"@\" role=\"@\"\n@\n```\n\n```definition term=\"@\"\n@\n```\n\n```columns\ncolumns = [\"@\", '@']\n```\n\n```@\n@\n```\n\n```code file=\"@\"\n```"
[[section.slide.block]]
kind = "code"
code = "@"
lang = "@"
caption = "@"
alt = "@"
[[section.slide.block]]
kind = "code"
file = "@.rs"
lines = "1-2"
[[section.slide.block]]
kind = "columns"
columns = ["@", "- @"]
[[section.slide.block]]
kind = "definition"
term = "@"
text = "@"
[[section.slide.block]]
kind = "quote"
text = "@"
by = "@"
role = "@"
source = "@"
[[section.slide.block]]
kind = "text"
text = "@"
[[section]]
title = "annexe @"
appendix = true
[[section.slide]]
title = "@"
"##;

/// Wrong values, which a finding quotes.
const MISTAKES: &str = r##"format = 1
title = "t"
lang = 1
sizes = ["@"]
duration = "@"
"@" = 1
[[section]]
title = "s"
key = "@"
duration = "@"
"clé @" = "x"
[[section.slide]]
priority = "@"
reveal = "@"
sources = ["@"]
objectives = ["@"]
body = "[x](@) <b @> ```rust highlight=\"@\"\n```quote by=@\n@\n```\n\n```code lines=\"@\"\n```"
[[section.slide.block]]
kind = "@"
[[section.slide.block]]
kind = "quote"
"@" = "@"
[[section.slide.block]]
kind = "code"
highlight = "@"
lines = "@"
code = "x"
"##;

/// Writes a text as a string of a deck.
type Spell = fn(&str) -> String;

/// The ways to write an attack as a string.
const SPELLINGS: &[(&str, Spell)] = &[
    ("as an escape of TOML", |payload| payload.chars().map(|it| format!("\\U{:08X}", u32::from(it))).collect()),
    ("as entities", |payload| payload.chars().map(|it| format!("&#{};", u32::from(it))).collect()),
    ("as it is", |payload| payload.replace('"', "'")),
];

/// Every attack in every spelling, in a deck and in its mistakes.
fn decks() -> impl Iterator<Item = (String, Source)> {
    let spelled = PAYLOADS.iter().flat_map(|payload| SPELLINGS.iter().map(move |spelling| (payload, spelling)));
    spelled.flat_map(|((attack, payload), (spelling, spell))| {
        let deck = |template: &str| Source::new(format!("d {payload}.toml"), &template.replace('@', &spell(payload)));
        [DECK, MISTAKES].map(|template| (format!("{attack}, {spelling}"), deck(template)))
    })
}

fn assert_harmless(what: &str, name: &str, written: &str) {
    assert_eq!(harmless::fault_in_lines(written), None, "{name}: {what}: {written:?}");
}

#[test]
fn findings_quote_an_attack_harmlessly() {
    for (name, source) in decks() {
        let (mut deck, mut found) = deck::read(&source);
        found.extend(deck.complete(&source.name, &Assets::default()));
        found.iter().for_each(|it| {
            assert_harmless("finding", &name, &full::render(it, &source, pupitre::lang::choose([Some("en")]), false))
        });
    }
}

#[test]
fn plain_text_is_harmless() {
    for (name, source) in decks() {
        let prose = deck::read(&source).0.prose(&Assets::default(), true);
        for written in [prose.plain(80), prose.words()] {
            assert_harmless("prose", &name, &written);
        }
    }
}

/// Keys that open every screen on the slides with text and with blocks, type into every input, and lead to the appendix.
fn keys() -> Vec<Key> {
    let chars = |typed: &'static str| typed.chars().map(Key::Char);
    let mut keys: Vec<Key> = chars("v").chain([Key::Enter, Key::Right, Key::Down]).collect();
    keys.extend(chars("vvvs?").chain([Key::Escape, Key::Escape]).chain(chars("i?")));
    keys.extend([Key::Down, Key::Escape, Key::Tab, Key::Left, Key::Left, Key::Down, Key::PageDown]);
    keys.extend(chars("s\u{1b}").chain([Key::Down, Key::Enter]).chain(chars("ttttpte\u{202e}\u{9b}")));
    keys.extend([Key::Enter, Key::Escape].into_iter().chain(chars("te1:30")).chain([Key::Enter]));
    keys.extend(chars("/e").chain([Key::Down, Key::Escape]).chain(chars("/\u{202e}\u{9b}x")).chain([Key::Escape]));
    keys.extend(
        chars("o").chain([Key::Right, Key::Down, Key::Escape]).chain(chars("x")).chain([Key::Down, Key::Escape]),
    );
    keys.extend(chars("bbbx."));
    keys.extend(chars("9\u{8}").chain([Key::Enter]).chain(chars("zga1")).chain([Key::Enter]).chain(chars("iq")));
    keys
}

/// Plays a show of the deck through all its screens on a strict terminal.
fn play(name: &str, deck: Deck, size: Size) {
    let slides = deck.slide_count();
    if slides == 0 {
        return;
    }
    let mut show = Show::new(Arc::new(deck), Arc::default(), lang::choose([Some("fr")]), size);
    let theme = Theme::built_in("nuit").unwrap();
    let mut painter = Painter::new(&theme, Depth::True);
    let mut terminal = Terminal::new(size);
    let index = Index::of(&show.deck, &show.assets, Besides::Notes);
    show.update(Input::LookedInto { mistakes: 2, index }, Now::default());
    for (second, key) in (0u64..).zip(keys()) {
        let now = Now { monotonic: Duration::from_secs(second), wall: Duration::from_secs(second).into() };
        show.update(Input::Key(key), now);
        if let Err(fault) = terminal.write(painter.bytes_of(&view(&show, now), "")) {
            panic!("{name}: after {key:?}: {fault}");
        }
    }
    let (mut again, mut whole) = (Painter::new(&theme, Depth::True), Terminal::new(size));
    whole.write(again.bytes_of(&view(&show, Now::default()), "")).unwrap();
    terminal.write(painter.bytes_of(&view(&show, Now::default()), "")).unwrap();
    assert_eq!(terminal.difference(&whole), None, "{name}: changes and the whole");
    assert!(slides == 1 || show.talk.clock.started().is_some(), "the keys lead through the show");
}

#[test]
fn no_screen_of_a_show_passes_an_attack_on() {
    for (name, source) in decks() {
        let (deck, _) = deck::read_surface(&source);
        play(&name, deck, Size { width: 60, height: 16 });
    }
}

/// Keys that lead a reader to every page, write and mark, and write both files.
fn keys_alone() -> Vec<Key> {
    let chars = |typed: &'static str| typed.chars().map(Key::Char);
    let mut keys: Vec<Key> = chars("cdsl\u{202e}v?").chain([Key::Enter, Key::Enter, Key::Down, Key::Enter]).collect();
    keys.extend(chars("mem\u{9b}\u{202e}x").chain([Key::Enter, Key::Escape]).chain(chars("lvs")).chain([Key::Escape]));
    keys.extend([Key::Right, Key::Down, Key::Enter, Key::Escape].into_iter().chain(chars("tme\u{1b}b")));
    keys.extend([Key::Enter].into_iter().chain(chars("N\u{9b}")).chain([Key::Enter, Key::Enter, Key::Escape]));
    keys.extend(chars("/\u{202e}\u{9b}").chain([Key::Backspace, Key::Backspace]).chain(chars("a")));
    keys.extend([Key::Down, Key::Enter].into_iter().chain(chars("v")).chain([Key::BackTab, Key::Enter, Key::Escape]));
    keys.extend([Key::Escape, Key::Escape].into_iter().chain(chars("v")).chain([Key::BackTab, Key::Enter]));
    keys.extend([Key::Escape, Key::Escape].into_iter().chain(chars("b")).chain([Key::Enter, Key::Enter, Key::Escape]));
    keys.extend(chars("s").chain([Key::BackTab, Key::Enter, Key::Down, Key::Enter, Key::Enter]));
    keys
}

/// Progress in which every text and every name is the attack.
fn progress(replay: &Replay, payload: &str) -> Progress {
    let text = || payload.to_owned();
    let mut progress = Progress::default();
    let ids = replay.deck.questions().into_iter().map(|(_, question)| question.id);
    let said = ids.map(|question| Change::Said { question, words: text() });
    let slides = slide_names(&replay.deck).into_iter().chain([text()]);
    let of_slide = |slide: String| [Change::Noted { slide: slide.clone(), text: text() }, Change::Seen(slide)];
    let changes = slides.flat_map(of_slide).chain(said).chain([Change::Named(text()), Change::At(text())]);
    changes.for_each(|change| progress.apply(&change, 0));
    progress
}

#[test]
fn no_page_that_is_read_alone_passes_an_attack_on() {
    let (size, words) = (Size { width: 60, height: 16 }, lang::choose([Some("fr")]));
    for (name, source) in decks() {
        let deck = Arc::new(deck::read_surface(&source).0);
        // A deck with mistakes is not read alone. An escape in TOML gives the same deck as the unescaped text.
        if deck.slide_count() < 2 || name.ends_with("as it is") {
            continue;
        }
        let payload = PAYLOADS.iter().find(|(attack, _)| name.starts_with(attack)).expect("it is one of them").1;
        let replay = |progress| Replay::new(deck.clone(), Arc::default(), words, size, progress);
        let mut replay = replay(progress(&replay(Progress::default()), payload));
        let module = ModuleState {
            title: payload.to_owned(),
            is_here: true,
            needs: vec![payload.to_owned()],
            ..ModuleState::default()
        };
        replay.course = Some(CourseState { name: payload.to_owned(), modules: vec![module.clone(), module] });
        assert_harmless("notes in Markdown", &name, &replay.own_in_markdown());
        let theme = Theme::built_in("nuit").unwrap();
        let (mut painter, mut terminal) = (Painter::new(&theme, Depth::True), Terminal::new(size));
        let index = Index::of(&replay.deck, &replay.assets, Besides::Lessons);
        let mut effects = replay.update(Input::LookedInto { mistakes: 0, index }, Now::default()).effects;
        for key in keys_alone() {
            effects.extend(replay.update(Input::Key(key), Now::default()).effects);
            if let Err(fault) = terminal.write(painter.bytes_of(&view_alone(&replay), "")) {
                panic!("{name}: after {key:?}: {fault}");
            }
        }
        replay.written(Err(payload.to_owned()), &[]);
        terminal.write(painter.bytes_of(&view_alone(&replay), "")).unwrap();
        let files = effects.iter().filter_map(|effect| match effect {
            Effect::Write { name, text } => Some((name, text)),
            _ => None,
        });
        let files: Vec<_> = files.collect();
        assert!(!files.is_empty(), "{name}: the keys lead to a file");
        for (file, text) in files {
            assert_harmless("a file", &name, text);
            assert_harmless("its name", &name, file);
        }
    }
}

/// The program itself: its output without a terminal, and its findings on standard error.
#[test]
fn the_program_writes_nothing_that_a_terminal_obeys() {
    let folder = std::env::temp_dir().join(format!("pupitre-payloads-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("d\u{1b}[2J\u{202e}.toml");
    for (name, source) in decks().filter(|(name, _)| name.ends_with("TOML")) {
        fs::write(&path, &source.text).unwrap();
        let alone = [&["replay"][..], &["replay", "--plain"], &["replay", "--export-notes", "-"]];
        let shown = [&["outline"][..], &["present", "--notes"], &["present", "--section", "\u{1b}[2J"]];
        for arguments in shown.into_iter().chain(alone) {
            let mut command = Command::new(env!("CARGO_BIN_EXE_pupitre"));
            let run = command.args(arguments).arg(&path).env("XDG_STATE_HOME", &folder).output().unwrap();
            for written in [&run.stdout, &run.stderr] {
                assert_harmless(&format!("{arguments:?}"), &name, std::str::from_utf8(written).unwrap());
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_harmless_text_passes_as_it_is() {
    for good in [
        "l’État : « déjà »",
        "👨\u{200d}👩\u{200d}👧 🇫🇷 ❤\u{fe0f}",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "नमस्ते שלום 漢字",
    ] {
        assert_eq!(text::clean(good), good);
        assert_eq!(harmless::fault(good), None);
    }
    for (attack, payload) in PAYLOADS {
        assert!(harmless::fault(payload).is_some(), "{attack} is found where it is let through");
    }
}
