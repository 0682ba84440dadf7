//! Mangled messages between a stage and its consoles: neither crashes, and no screen obeys them.

use std::sync::{Arc, LazyLock};

use pupitre::answers::Change;
use pupitre::link::Told;
use pupitre::show::{Event, Keeping, Request, Snapshot};
use serde_json::{Value as Json, json};

use super::*;

/// What would clear a screen, set a window title, turn text around, or end a line.
const HOSTILE: &str = "a\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}b\r\nc\u{200b}";

static DECK: LazyLock<Arc<Deck>> = LazyLock::new(|| Arc::new(read(include_str!("../../../decks/tour.toml"))));

fn show() -> Show {
    Show::new(DECK.clone(), Arc::default(), lang::choose([Some("en")]), Size { width: 80, height: 24 })
}

fn at(seconds: u64) -> Now {
    Now { monotonic: Duration::from_secs(1000 + seconds), wall: Duration::from_secs(36_000 + seconds).into() }
}

/// Answers of every kind to the questions of the deck.
fn answers() -> Vec<Change> {
    let ids = DECK.questions().into_iter().map(|(_, question)| question.id);
    let changes = |id: String| {
        [
            Change::Hand { id: id.clone(), choice: "1".to_owned() },
            Change::Counted { id: id.clone(), counts: vec![("1".to_owned(), 3), ("2".to_owned(), 4)], people: Some(5) },
            Change::Said { id: id.clone(), words: "words".to_owned() },
            Change::Ticked { id: id.clone(), item: "1".to_owned(), done: true },
            Change::TakenBack { id },
        ]
    };
    ids.flat_map(changes).collect()
}

/// The state of a stage on each of its slides, answered and late.
static TOLD: LazyLock<Vec<Json>> = LazyLock::new(|| {
    let mut stage = show();
    let mut request = |request, second| drop(stage.update(Input::Request(at(second).monotonic, request), at(second)));
    answers().into_iter().for_each(|change| request(Request::Event(Event::Answered(change)), 0));
    request(Request::Event(Event::Ends(Some(Duration::from_secs(2000)))), 1);
    let snapshot = |slide| {
        let now = at(10 * slide as u64);
        stage.update(Input::Request(now.monotonic, Request::Go(slide)), now);
        stage.update(Input::Key(Key::Char('y')), now);
        let told = Told::Snapshot(Box::new(stage.snapshot(|| "what the row says".to_owned())));
        serde_json::to_value(told).unwrap()
    };
    (0..DECK.slide_count()).map(snapshot).collect()
});

/// Every request that a console may send.
static REQUESTED: LazyLock<Vec<Json>> = LazyLock::new(|| {
    let keys = "nvcszopbifty123=u-;/ \u{1b}".chars().map(Key::Char).chain([Key::Enter, Key::Escape, Key::Ctrl('o')]);
    let events =
        [Event::Paused, Event::Resumed, Event::Reset, Event::CameBack, Event::Cut(vec![1]), Event::LeftOut(vec![2])];
    let ends = [Event::Ends(None), Event::Ends(Some(Duration::from_secs(3000)))];
    let events = events.into_iter().chain(ends).chain(answers().into_iter().map(Event::Answered));
    let keeping = [Keeping::Unasked, Keeping::default()].map(Request::Keep);
    let slides = (0..DECK.slide_count()).map(Request::Go);
    let requests = keys.map(Request::Key).chain(slides).chain(events.map(Request::Event)).chain(keeping);
    requests.map(|request| serde_json::to_value(request).unwrap()).collect()
});

/// What may replace any value.
fn anything() -> impl Strategy<Value = Json> {
    prop::sample::select(vec![
        Json::Null,
        json!(true),
        json!(0),
        json!(1),
        json!(-1),
        json!(10),
        json!(1.5),
        json!(1e300),
        json!(u16::MAX),
        json!(u32::MAX),
        json!(u64::MAX),
        json!(i64::MAX),
        json!(""),
        json!("1"),
        json!(HOSTILE),
        json!(HOSTILE.repeat(300)),
        json!([]),
        json!({}),
        json!([0, 1, 2, 2, 1, u64::MAX]),
        json!({ "other": HOSTILE }),
        json!({ "secs": u64::MAX, "nanos": 999_999_999 }),
        json!({ "secs": 0, "nanos": 1 }),
        json!({ "secs": 1u64 << 40, "nanos": 0 }),
        json!({ "slide": 3, "step": u16::MAX }),
        json!({ "0": { "secs": u64::MAX, "nanos": 0 }, "1": { "secs": u64::MAX, "nanos": 0 } }),
    ])
}

/// The paths of all values in a value.
fn places(value: &Json, here: String, all: &mut Vec<String>) {
    let below = |key: &str| format!("{here}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Json::Array(items) => (0..items.len()).for_each(|at| places(&items[at], below(&at.to_string()), all)),
        Json::Object(fields) => fields.iter().for_each(|(key, value)| places(value, below(key), all)),
        _ => {}
    }
    all.push(here);
}

/// One of these messages, with some values replaced.
fn mangled(messages: &'static [Json]) -> impl Strategy<Value = Json> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), anything()), 0..5);
    (prop::sample::select(messages), changes).prop_map(|(mut message, changes)| {
        for (index, value) in changes {
            let mut all = Vec::new();
            places(&message, String::new(), &mut all);
            *message.pointer_mut(&all[index.index(all.len())]).unwrap() = value;
        }
        message
    })
}

/// A screen of a show on a strict terminal.
struct Watched {
    painter: Painter,
    terminal: Terminal,
}

impl Watched {
    fn new() -> Self {
        let theme = Theme::built_in("nuit").unwrap();
        Self { painter: Painter::new(&theme, Depth::True), terminal: Terminal::new(Size { width: 80, height: 24 }) }
    }

    fn look(&mut self, show: &Show, now: Now) -> Result<(), TestCaseError> {
        self.terminal.write(self.painter.bytes_of(&view(show, now), "")).map_err(TestCaseError::fail)
    }
}

proptest! {
    #![proptest_config(tried(150))]

    #[test]
    fn a_console_shows_whatever_a_stage_tells(
        told in prop::collection::vec(mangled(&TOLD), 1..8),
        keys in prop::collection::vec(prop::sample::select("nvcszopbity?e\u{1b}\r12".chars().collect::<Vec<_>>()), 0..8),
    ) {
        let mut console = show();
        console.follow(Snapshot::default());
        let mut screen = Watched::new();
        for (second, message) in (0..).zip(told) {
            if let Ok(Told::Snapshot(snapshot)) = serde_json::from_value(message) {
                console.update(Input::Mirror(Some(snapshot)), at(second));
            }
            screen.look(&console, at(second))?;
            console.update(Input::Tick, at(1_000_000 * second));
            screen.look(&console, at(1_000_000 * second))?;
        }
        for key in keys {
            console.update(Input::Key(Key::Char(key)), at(60));
            screen.look(&console, at(60))?;
        }
        let _ = console.next_change(Duration::from_secs(1060), Duration::from_secs(1061));
    }

    #[test]
    fn a_stage_goes_on_whatever_consoles_request(requests in prop::collection::vec(mangled(&REQUESTED), 1..30)) {
        let mut stage = show();
        let mut screen = Watched::new();
        for (second, request) in (0..).zip(requests) {
            if let Ok(request) = serde_json::from_value(request) {
                stage.update(Input::Request(at(second).monotonic, request), at(second));
            }
            screen.look(&stage, at(second))?;
            stage.update(Input::Tick, at(100 * second));
            let told = serde_json::to_string(&Told::Snapshot(Box::new(stage.snapshot(String::new)))).unwrap();
            prop_assert!(serde_json::from_str::<Told>(&told).is_ok(), "{}", told);
        }
        let _ = stage.next_change(Duration::from_secs(1060), Duration::from_secs(1061));
    }

    #[test]
    fn lines_with_bytes_changed_are_read_or_refused(
        message in mangled(&TOLD),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut bytes = message.to_string().into_bytes();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = serde_json::from_slice::<Told>(&bytes);
        let _ = serde_json::from_slice::<Request>(&bytes);
    }
}

#[test]
fn a_time_as_long_as_one_can_be_written_is_shown() {
    let longest = json!({ "secs": u64::MAX, "nanos": 999_999_999 });
    let mut told = TOLD[23].clone();
    for place in ["/spent/4", "/arrived", "/end", "/clock/stood", "/clock/started", "/clock/paused"] {
        *told.pointer_mut(&format!("/snapshot/talk{place}")).unwrap() = longest.clone();
        let Ok(Told::Snapshot(snapshot)) = serde_json::from_value(told.clone()) else { panic!("{told}") };
        let mut console = show();
        console.follow(*snapshot);
        Watched::new().look(&console, at(1)).unwrap();
    }
}
