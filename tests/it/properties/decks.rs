//! Decks, sizes and keys as nobody would write them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use pupitre::deck::Size;
use pupitre::show::Key;

/// The deck whose text is mutated.
pub const BUILT_IN: &str = include_str!("../../../decks/sensibilisation.toml");

/// The pieces of bodies: Markdown, blocks, and what might upset a terminal or a parser.
const PIECES: &[&str] = &[
    "Un mot.",
    "l’État : déjà !",
    "anticonstitutionnellement",
    "- un\n- deux\n  - trois\n- [x] fait",
    "1. un\n\n2. deux",
    "999999999. neuf",
    "> cité\n> - dedans",
    "# T",
    "## T",
    "---",
    "**gras *et* plus** ~~faux~~ `code`",
    "[ici](https://a.fr/é?a=1)",
    "[ici](https://b.fr)",
    "[ici](javascript:x)",
    "![image](a.png)",
    "<b>html</b>",
    "<div>\nx\n</div>",
    "| a | b |\n|:-:|--:|\n| un | deux trois |\n| 漢 |",
    "| a | b | c | d | e | f | g | h |\n|-|-|-|-|-|-|-|-|\n| un mot | 2 | 3 | 4 | 5 | 6 | 7 | 8 |",
    "```rust highlight=\"1,2-3,all\" numbers=true\nlet a = \"é\"; // 漢\nfn b() {}\n\n\tlet c;\n```",
    "```rust numbers=true caption=\"x\"\nfn une_ligne_bien_trop_longue_pour_un_petit_terminal_de_vingt_cellules() {}\n```",
    "```quote by=\"A\" role=\"B\" source=\"s\"\nx\n```",
    "```definition term=\"t\"\nx\n```",
    "```number unit=\"%\" source=\"s\" caption=\"x **y**\"\n−1 234,5\n```",
    "```timeline\nevent = [{ date = 2021, text = \"un\", detail = \"漢字\" }, { date = \"mai\", text = \"- a\\n- b\" }]\n```",
    "```cards\ncard = [{ head = \"a\", text = \"b c\" }, { head = \"\" }, { head = \"漢字漢字\" }, { head = \"d\" }]\n```",
    "```compare\ncolumns = [\"A\", \"\", \"C\"]\nrow = [{ name = \"n\", cells = [\"a b c\", \"- d\", \"\"] }, { cells = [\"\", \"\", \"\"], apart = true }]\n```",
    "```matrix\ncolumns = [\"A b\", \"漢字\"]\nrows = [\"un\", \"\"]\ncells = [[\"●\", \"R/A\"], [\"○\", \"\"]]\n```",
    "```course\n```",
    "```columns\ncolumns = ['''\n- un\n- deux\n''', \"b\"]\nwidths = [1, 2]\n```",
    "```code file=\"a.rs\" lines=\"2-3\"\n```",
    "```poll\nid = 'p'\nquestion = 'Un projet ?'\nchoices = ['Oui', 'Peut-être, 漢字', 'Non']\n```",
    "```poll id=\"q\" repeat=\"p\" multiple=true\n```",
    "```rating id=\"r\" question=\"Combien ?\" nps=true low=\"non\" high=\"oui\"\n```",
    "```rating id=\"s\" question=\"Combien ?\" min=2 max=9\n```",
    "```quiz\nid = 'z'\nquestion = 'Vrai ?'\nchoices = ['Oui', 'Non']\nanswer = [2, 9]\nwhy = '- un\\n- deux'\n```",
    "```open id=\"o\" question=\"Quoi ?\"\n```",
    "```checklist id=\"c\"\nitems = ['un', 'deux']\n```",
    "```silence duration=\"20s\" step=1\nÉcrivez.\n```",
    "```quote by=\n```",
    "```é",
    "~~~ ~\nx\n~~~",
    "> ```rust\n> let x;\n> ```",
    "- ```rust highlight=\"1,2\"\n  a\n  b\n  ```",
    "    code\tindenté",
    "```toml step=3\na = 1\n```",
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\u{9b}31m",
    "\u{202e}fin",
    "\u{2066}x\u{2069}",
    "a\u{200b}b\u{200d}c",
    "👨\u{200d}👩\u{200d}👧",
    "👨\u{200d}\u{301}\u{200d}",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "🇫🇷",
    "❤\u{fe0f}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "漢字漢字",
    "ᄀᄀᄀ각",
    "שלום",
    "स्त्री",
    "\t",
    "\r",
    "\0",
    "\u{7f}",
    "\u{ad}",
    "\u{2028}",
    "&#27;[2J",
    "&zwj;&#x202e;",
    "\\",
    "\"",
    "'''",
    "\"\"\"",
    "\\u{301}",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![8 => select(PIECES).prop_map(str::to_owned), 1 => any::<String>(), 1 => "[ -~é\n]{0,30}"]
}

/// Pieces one after the other, on one line or separated by empty lines.
pub fn markdown() -> impl Strategy<Value = String> {
    vec((piece(), select(&["", " ", "\n", "\n\n", "\n\n"])), 0..7)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

/// A text as a TOML string in one of the four spellings; in some of them a hostile text may end the string too early.
fn quoted(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (text, 0..6).prop_map(|(text, spelling)| match spelling {
        0 | 1 => escaped(&text),
        2 => format!("\"\"\"\n{}\"\"\"", text.replace('\\', "\\\\").replace("\"\"\"", "''")),
        3 => format!("'''\n{}\n'''", text.replace("'''", "\"")),
        4 => format!("\"\"\"{text}\"\"\""),
        _ => format!("\"{text}\""),
    })
}

/// A text as a valid basic string.
pub fn escaped(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            ' '..='~' | 'é' => quoted.push(char),
            char => quoted.push_str(&format!("\\U{:08X}", u32::from(char))),
        }
    }
    quoted + "\""
}

fn word() -> BoxedStrategy<String> {
    let usual =
        select(&["\"a\"", "\"s\"", "\"é\"", "1", "[]", "[\"s\", \"z\"]", "{}", "true", "2024-05-01", "\"\\é\""]);
    prop_oneof![3 => quoted(piece()), 1 => usual.prop_map(str::to_owned)].boxed()
}

fn one_of(values: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![9 => select(values).prop_map(str::to_owned), 1 => word()].boxed()
}

fn length() -> BoxedStrategy<String> {
    prop_oneof![9 => (0u32..4000).prop_map(|seconds| format!("\"{seconds}s\"")), 1 => word()].boxed()
}

/// A header and some of its keys.
fn table(header: &'static str, keys: Vec<(&'static str, BoxedStrategy<String>)>) -> BoxedStrategy<String> {
    let line = |(key, value): (&'static str, BoxedStrategy<String>)| {
        prop_oneof![2 => value.prop_map(move |value| format!("{key} = {value}\n")), 1 => Just(String::new())].boxed()
    };
    let lines: Vec<_> = keys.into_iter().map(line).collect();
    lines.prop_map(move |lines| format!("{header}\n{}", lines.concat())).boxed()
}

fn block() -> BoxedStrategy<String> {
    let kinds = &["\"code\"", "\"columns\"", "\"definition\"", "\"quote\"", "\"text\"", "\"qoute\""];
    let asking = &["\"poll\"", "\"rating\"", "\"quiz\"", "\"open\"", "\"checklist\"", "\"silence\""];
    let columns = vec(quoted(markdown()), 0..4).prop_map(|columns| format!("[{}]", columns.join(", "))).boxed();
    let mixed = quoted(markdown()).boxed();
    let keys = vec![
        ("kind", prop_oneof![1 => one_of(kinds), 1 => one_of(asking)].boxed()),
        ("id", one_of(&["\"a\"", "\"b\""])),
        ("question", word()),
        ("choices", one_of(&["[\"a\", \"b\"]", "[\"a\"]", "[\"漢\", \"\", \"a\", \"a\"]"])),
        ("items", one_of(&["[\"a\", \"b\"]", "[]"])),
        ("answer", one_of(&["[1]", "[0, 2, 9]"])),
        ("repeat", one_of(&["\"a\"", "\"x\""])),
        ("min", one_of(&["0", "3", "65535"])),
        ("max", one_of(&["5", "10", "65535"])),
        ("nps", one_of(&["true", "false"])),
        ("duration", length()),
        ("text", mixed.clone()),
        ("code", mixed),
        ("columns", columns),
        ("widths", one_of(&["[1, 2]", "[1]", "[0, 65535, 3]"])),
        ("highlight", one_of(&["\"1,2,all\"", "\"1+3,2-9\"", "\"0\""])),
        ("numbers", one_of(&["true", "false"])),
        ("lang", one_of(&["\"rust\"", "\"toml\"", "\"x\""])),
        ("term", word()),
        ("by", word()),
        ("alt", word()),
        ("step", one_of(&["0", "1", "2", "7", "65535", "-1", "70000"])),
    ];
    table("[[section.slide.block]]", keys)
}

fn slide() -> BoxedStrategy<String> {
    let text = || quoted(markdown()).boxed();
    let keys = vec![
        ("id", word()),
        ("title", word()),
        ("duration", length()),
        ("priority", one_of(&["\"must\"", "\"could\""])),
        ("objectives", word()),
        ("sources", word()),
        ("layout", one_of(&["\"top\"", "\"center\"", "\"title\"", "\"section\""])),
        ("reveal", one_of(&["\"items\"", "\"blocks\"", "\"none\""])),
        ("notes", text()),
        ("lesson", text()),
        ("body", text()),
    ];
    let blocks = prop_oneof![2 => Just(Vec::new()), 1 => vec(block(), 1..3)];
    (table("[[section.slide]]", keys), blocks).prop_map(|(slide, blocks)| slide + &blocks.concat()).boxed()
}

fn section() -> BoxedStrategy<String> {
    let keys = vec![
        ("id", word()),
        ("key", one_of(&["\"a\"", "\"é\"", "\"S\""])),
        ("title", word()),
        ("duration", length()),
        ("appendix", one_of(&["true", "false", "false", "false"])),
    ];
    (table("[[section]]", keys), vec(slide(), 0..4)).prop_map(|(section, slides)| section + &slides.concat()).boxed()
}

/// A deck that is probably valid.
pub fn assembled() -> BoxedStrategy<String> {
    let keys = vec![
        ("format", one_of(&["1", "1", "1", "2"])),
        ("title", word()),
        ("subtitle", word()),
        ("lang", one_of(&["\"fr\"", "\"en\""])),
        ("duration", length()),
        ("theme", word()),
        (
            "course",
            one_of(&[
                "{ name = \"C\", step = 2, of = 5, next = \"d\" }",
                "{ name = \"é\", step = 65535, next = \"漢\" }",
            ]),
        ),
        ("sizes", one_of(&["[\"80x24\"]", "[\"1x1\", 2]"])),
    ];
    let source =
        table("[[source]]", vec![("id", one_of(&["\"s\""])), ("title", word()), ("date", word()), ("url", word())]);
    (table("", keys), source, vec(section(), 0..4))
        .prop_map(|(head, source, sections)| head + &source + &sections.concat())
        .boxed()
}

/// One change to a text: kind, position, length, and the byte inserted.
type Change = (u8, Index, Index, u8);

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for (kind, from, to, byte) in changes {
        if bytes.is_empty() {
            return bytes;
        }
        let from = from.index(bytes.len());
        let to = (from + to.index(40)).min(bytes.len());
        match kind {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let copy = bytes[from..to].to_vec();
                bytes.splice(to..to, copy);
            }
            2 => bytes.insert(from, *byte),
            3 => bytes[from] = *byte,
            _ => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|it| *it == b'\n').collect();
                let count = lines.len();
                lines.swap(from % count, to % count);
                bytes = lines.concat();
            }
        }
    }
    bytes
}

/// Some lines of the built-in deck with changed bytes or lines. They need not be UTF-8.
pub fn mutated() -> BoxedStrategy<Vec<u8>> {
    let byte = prop_oneof![3 => select(&b"\"'\\[]{}=#\n\r\t|`*_~<>-\x1b\x00"[..]), 1 => any::<u8>()];
    let change = (0..5u8, any::<Index>(), any::<Index>(), byte);
    (any::<Index>(), 1..120usize, vec(change, 0..12))
        .prop_map(|(from, count, changes)| {
            let lines: Vec<&str> = BUILT_IN.split_inclusive('\n').collect();
            let from = from.index(lines.len());
            let part = lines[from..(from + count).min(lines.len())].concat();
            let part = part.find("[[section").map_or("", |at| &part[at..]).to_owned();
            let head = "format = 1\ntitle = \"t\"\n[[section]]\ntitle = \"s\"\n[[section.slide]]\nbody = \"x\"\n";
            changed(format!("{head}{part}").into_bytes(), &changes)
        })
        .boxed()
}

/// The text of a deck of any kind.
pub fn any_text() -> BoxedStrategy<String> {
    let lossy = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    prop_oneof![
        5 => assembled(),
        4 => mutated().prop_map(lossy),
        1 => any::<String>(),
        1 => "[a-z\"'\\[\\]{}=.#\n\\\\]{0,80}",
    ]
    .boxed()
}

/// Mostly the sizes that terminals have; now and then the smallest and the largest.
pub fn size() -> BoxedStrategy<Size> {
    let size = |(width, height): (u16, u16)| Size { width, height };
    prop_oneof![
        20 => (15..130u16, 4..45u16).prop_map(size),
        5 => (1..25u16, 1..9u16).prop_map(size),
        1 => (1..300u16, 1..12u16).prop_map(size),
        1 => (1..12u16, 1..300u16).prop_map(size),
    ]
    .boxed()
}

/// The smallest, the largest, and those in between.
pub fn any_size() -> BoxedStrategy<Size> {
    let most = select(&[(1, 1), (1, 1000), (500, 1), (500, 1000), (20, 6), (19, 6), (20, 5)]);
    prop_oneof![6 => size(), 1 => most.prop_map(|(width, height)| Size { width, height })].boxed()
}

pub fn key() -> BoxedStrategy<Key> {
    use Key::{BackTab, Backspace, Down, End, Enter, Escape, Home, Left, PageDown, PageUp, Right, Tab, Up};
    let named =
        [BackTab, Backspace, Down, End, Enter, Escape, Home, Left, PageDown, PageUp, Right, Right, Right, Tab, Up];
    let meant: Vec<char> = "vvvtttssgg??iizqpren[] njklha//ooobb.xx0123456789à&é\"'(-è_ç§!É:hm".chars().collect();
    prop_oneof![
        5 => select(named.to_vec()),
        8 => select(meant).prop_map(Key::Char),
        1 => any::<char>().prop_map(Key::Char),
        1 => select(vec!['c', 'o', 'z', 'x']).prop_map(Key::Ctrl),
    ]
    .boxed()
}

/// An event for a show.
#[derive(Clone, Debug)]
pub enum Happening {
    Key(Key),
    Resize(Size),
    /// Seconds pass.
    Passed(u64),
    /// The requested colors arrive.
    Colors,
    /// The deck was checked and has this many mistakes.
    LookedInto(usize),
    Wheel(bool),
    Click(u16, u16),
    /// The deck was replaced by that of another seed.
    Reloaded(String),
    /// The console is opened in this terminal.
    Desk,
    /// From here on the show follows a remote stage at the same place; or that stage has gone.
    Mirror(bool),
    /// Another program has used the terminal.
    Forget,
}

pub fn script(most: usize) -> BoxedStrategy<Vec<Happening>> {
    let happening = prop_oneof![
        20 => key().prop_map(Happening::Key),
        2 => size().prop_map(Happening::Resize),
        2 => (0..5000u64).prop_map(Happening::Passed),
        2 => Just(Happening::Colors),
        1 => (0..3usize).prop_map(Happening::LookedInto),
        1 => any::<bool>().prop_map(Happening::Wheel),
        1 => (0..120u16, 0..40u16).prop_map(|(x, y)| Happening::Click(x, y)),
        1 => any_text().prop_map(Happening::Reloaded),
        1 => Just(Happening::Desk),
        1 => any::<bool>().prop_map(Happening::Mirror),
        1 => Just(Happening::Forget),
    ];
    vec(happening, 1..most).boxed()
}
