//! Attacks in files that are sent to others: pages, documents, presentations, pictures and texts. There they are only text: each file has the same
//! structure as that of a harmless deck.

use std::collections::BTreeSet;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag};
use pupitre::deck::{self, Size};
use pupitre::export::{Exported, FORMATS, Format, Job, Supplies};
use pupitre::source::Source;
use pupitre::{lang, text};
use roxmltree::Document;

use crate::common::package::unpacked;
use crate::common::{Folder, pupitre};
use crate::payloads::PAYLOADS;
use crate::properties::harmless;

/// What has an effect in pages, documents, presentations and spreadsheets.
const MARKUP: &[&str] = &[
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)><iframe src=//x>",
    "</title></style></script></textarea><svg onload=alert(1)><a href=javascript:alert(1)>x</a>",
    "--></p>]]><a:t>x</a:t><!ENTITY x SYSTEM 'file:///etc/passwd'>&#60;b>&lt;script>&x;<?php ?>",
    ") /JS (app.alert(1)) /S/JavaScript >> endobj 1 0 obj << /Launch (x) \\) stream",
    "`` ``` ~~~ ![x](http://x/y.png) [x](javascript:alert(1)) <div onclick=x> \\",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://x\",\"y\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "url(http://x/y);}*{display:none}@import 'http://x'",
];

/// Harmless words may also contain links, missing pictures, and words wider than a phone.
const SHORT: &str = "[a](https://a.fr)";
const PLAIN: &str = "x y *z* [a](https://a.fr) ![b](c.png) supercalifragilisticexpialidocious";

/// A deck of all kinds of blocks; each `@` in quotes is replaced by the attack.
const DECK: &str = r##"format = 1
title = "@"
subtitle = "@"
lang = "fr"
[course]
name = "@"
audience = "@"
next = "@"
step = 1
of = 2
[[objective]]
id = "o"
text = "@"
[[source]]
id = "s"
title = "@"
publisher = "@"
url = "https://a.fr/"
[[term]]
name = "@"
definition = "@"
[[section]]
id = "a"
title = "@"
[[section.slide]]
id = "un"
title = "@"
objectives = ["o"]
sources = ["s"]
notes = "@"
lesson = "@"
body = "@"
[[section.slide.block]]
kind = "text"
text = "@"
[[section.slide.block]]
kind = "quote"
text = "@"
by = "@"
role = "@"
[[section.slide.block]]
kind = "definition"
term = "@"
text = "@"
[[section.slide.block]]
kind = "code"
lang = "rust"
numbers = true
caption = "@"
code = "@"
[[section.slide]]
title = "b"
body = "- a\n- **b** *c* ~~d~~ `e` [f](https://a.fr) [g](#un)[^1]\n\n1. a\n\n> [!NOTE]\n> a\n\n> a\n\n| a | b |\n|---|---|\n| c | d |\n\n```rust\nlet a = 1;\n```\n\n[^1]: h"
notes = "[a](https://a.fr)"
lesson = "[a](https://a.fr)"
[[section.slide.block]]
kind = "columns"
columns = ["@", "@"]
[[section.slide.block]]
kind = "cards"
[[section.slide.block.card]]
head = "@"
text = "@"
[[section.slide.block]]
kind = "number"
value = "@"
unit = "@"
caption = "@"
[[section.slide]]
title = "c"
[[section.slide.block]]
kind = "chart"
alt = "@"
type = "bar"
labels = ["@", "b"]
unit = "@"
caption = "@"
[[section.slide.block.series]]
name = "@"
values = [1, 2]
[[section.slide.block]]
kind = "diagram"
alt = "@"
graph = "graph LR\n  A[x] --> B[y]"
[[section.slide.block]]
kind = "timeline"
[[section.slide.block.event]]
date = "@"
text = "@"
detail = "@"
[[section.slide]]
title = "d"
[[section.slide.block]]
kind = "compare"
columns = ["@", "b"]
[[section.slide.block.row]]
name = "@"
cells = ["@", "b"]
[[section.slide.block]]
kind = "matrix"
columns = ["@", "b"]
rows = ["@", "b"]
cells = [["@", "b"], ["c", "d"]]
[[section.slide.block]]
kind = "image"
file = "@.png"
alt = "@"
caption = "@"
[[section.slide.block]]
kind = "qr"
link = "https://a.fr"
caption = "@"
[[section.slide]]
title = "e"
[[section.slide.block]]
kind = "poll"
id = "p"
question = "@"
choices = ["@", "b"]
[[section.slide.block]]
kind = "quiz"
id = "q"
question = "@"
choices = ["@", "b"]
answer = [1]
why = ["@", "@"]
[[section.slide.block]]
kind = "rating"
id = "r"
question = "@"
low = "@"
high = "@"
[[section.slide]]
title = "f"
[[section.slide.block]]
kind = "open"
id = "x"
question = "@"
[[section.slide.block]]
kind = "write"
id = "w"
question = "@"
unit = "@"
[[section.slide.block]]
kind = "checklist"
id = "l"
items = ["@", "b"]
[[section.slide.block]]
kind = "silence"
text = "@"
[[section.slide.block]]
kind = "course"
"##;

/// The deck with an attack in each of its texts.
fn deck_with(attack: &str) -> String {
    let quoted = text::basic_string(attack);
    let inside = &quoted[1..quoted.len() - 1];
    DECK.replace('@', inside)
}

/// All attacks: one by one if they must begin a cell, the others together.
fn attacks() -> Vec<String> {
    let terminal: Vec<&str> = PAYLOADS.iter().map(|(_, payload)| *payload).collect();
    let cells = MARKUP.iter().filter(|it| it.starts_with(['=', '@', 'j'])).map(|it| (*it).to_owned());
    cells.chain([MARKUP.join(" "), terminal.join(" ")]).collect()
}

/// All exports of a deck in all formats: file names and contents.
fn written(text: &str) -> Vec<(String, Vec<u8>)> {
    let (deck, _) = deck::read(&Source::new("d.toml", text));
    let deck = Arc::new(deck);
    let supplies = Supplies::default();
    let job = || Job {
        notes: true,
        lessons: true,
        ..Job::of(&deck, &supplies, lang::choose([Some("fr")]), Size { width: 80, height: 24 })
    };
    let mut files = Vec::new();
    let mut write = |format: &Format, job: &Job, form: &str| match format.write(job).expect("it can be written") {
        Exported::One(bytes) => files.push((format!("{form}.{}", format.name), bytes)),
        Exported::PerSlide(all) => {
            files.extend(all.into_iter().map(|(name, bytes)| (format!("{form}-{name}.{}", format.name), bytes)));
        }
    };
    for format in FORMATS {
        write(format, &job(), "deck");
        if format.is_document() {
            write(format, &Job { handout: true, ..job() }, "hand-out");
        }
    }
    files
}

/// What a file contains besides words: elements with their attributes, names of objects, kinds of chunks.
fn structure(name: &str, bytes: &[u8]) -> BTreeSet<String> {
    let text = || std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    match name.rsplit('.').next() {
        Some("html") => tags_of_html(text()),
        Some("svg" | "xml" | "rels") => tags_of_xml(name, text()),
        Some("pdf") => names_of_pdf(bytes),
        Some("png") => chunks_of_png(bytes),
        Some("md") => parts_of_markdown(text()),
        Some("pptx" | "xlsx") => parts_of_package(bytes),
        Some("txt" | "gift") => BTreeSet::new(),
        _ => panic!("say here what may stand in {name}"),
    }
}

/// Asserts that an address is safe to follow: it runs nothing and reads nothing from this machine.
fn assert_address(name: &str, address: &str) {
    let schemes = ["#", "https:", "http:", "mailto:", "tel:", "data:image/"];
    assert!(schemes.iter().any(|it| address.starts_with(it)), "{name}: {address}");
}

fn tags_of_html(page: &str) -> BTreeSet<String> {
    let mut tags = BTreeSet::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (tag, after) = rest[at + 1..].split_once('>').expect("what is opened is closed");
        let element = tag.split(' ').next().unwrap_or_default();
        // Values are in double quotes, which they cannot contain.
        let mut outside = String::new();
        for (at, part) in tag.split('"').enumerate() {
            match at % 2 {
                0 => outside.push_str(part),
                _ if outside.ends_with(" href=") || outside.ends_with(" src=") => assert_address("html", part),
                _ => {}
            }
        }
        tags.extend(outside.split(' ').skip(1).map(|attribute| format!("{element} {attribute}")));
        tags.insert(element.to_owned());
        rest = match element {
            "script" | "style" => &after[after.find("</").expect("it ends")..],
            _ => after,
        };
    }
    tags
}

fn tags_of_xml(name: &str, text: &str) -> BTreeSet<String> {
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut tags = BTreeSet::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let element = node.tag_name().name();
        tags.insert(element.to_owned());
        for attribute in node.attributes() {
            tags.insert(format!("{element} {}", attribute.name()));
            let is_outside = attribute.name() == "Target" && node.attribute("TargetMode").is_some();
            if is_outside || attribute.name() == "href" {
                assert_address(name, attribute.value());
            }
        }
    }
    tags
}

/// The names in a PDF, outside strings and streams.
fn names_of_pdf(bytes: &[u8]) -> BTreeSet<String> {
    let (mut names, mut at) = (BTreeSet::new(), 0);
    let find = |from: usize, what: &[u8]| {
        let found = bytes[from..].windows(what.len()).position(|it| it == what);
        found.map_or(bytes.len(), |it| from + it + what.len())
    };
    while at < bytes.len() {
        at = match bytes[at] {
            b'(' => {
                let end = end_of_string(bytes, at);
                if names.contains("/last URI") {
                    assert_address("pdf", &String::from_utf8_lossy(&bytes[at + 1..end]));
                }
                end
            }
            b'<' if bytes.get(at + 1) == Some(&b'<') => at + 2,
            b'<' => find(at, b">"),
            b's' if bytes[at..].starts_with(b"stream") => find(at, b"endstream"),
            b'/' => {
                let is_name = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'+' | b'.' | b'_');
                let end = bytes[at + 1..].iter().position(|it| !is_name(it)).map_or(bytes.len(), |it| at + 1 + it);
                let name = String::from_utf8_lossy(&bytes[at + 1..end]).into_owned();
                names.remove("/last URI");
                if name == "URI" && bytes.get(end) == Some(&b'(') {
                    names.insert("/last URI".to_owned());
                }
                names.insert(name);
                end
            }
            _ => at + 1,
        };
    }
    names.remove("/last URI");
    // The number of fonts, and of things that a page calls by a letter and a number, depends on the words; and text continues on more pages.
    let is_of_words = |name: &str| name.contains('+') || ["MCID", "MCR"].contains(&name);
    names.retain(|name| !is_of_words(name) && !name.chars().skip(1).any(|char| char.is_ascii_digit()));
    names
}

/// The index after the bracket that closes a string of a PDF.
fn end_of_string(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at.min(bytes.len())
}

fn chunks_of_png(bytes: &[u8]) -> BTreeSet<String> {
    let (mut chunks, mut rest) = (BTreeSet::new(), &bytes[8..]);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        chunks.insert(String::from_utf8_lossy(&after[..4]).into_owned());
        rest = &after[4 + u32::from_be_bytes(*length) as usize + 4..];
    }
    chunks
}

/// The structure of Markdown after parsing: no HTML, and links to pages only.
fn parts_of_markdown(text: &str) -> BTreeSet<String> {
    let mut parts = BTreeSet::new();
    for event in Parser::new_ext(text, Options::all()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let is_of_scheme = |char: char| char.is_ascii_alphanumeric() || "+-.".contains(char);
                if dest_url.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(is_of_scheme)) {
                    assert_address("md", &dest_url);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                parts.insert(html.split([' ', '>']).next().unwrap_or_default().to_owned());
            }
            _ => {}
        }
    }
    parts
}

fn parts_of_package(bytes: &[u8]) -> BTreeSet<String> {
    let mut parts = BTreeSet::new();
    for (name, bytes) in unpacked(bytes) {
        parts.extend(structure(&name, &bytes));
        parts.insert(name);
    }
    parts
}

/// Fails if a file contains a structure that a harmless deck does not have, or something that a terminal obeys.
fn assert_no_more(name: &str, bytes: &[u8], plain: &[(String, Vec<u8>)]) {
    let of = |bytes: &[u8]| structure(name, bytes);
    let known: BTreeSet<String> =
        plain.iter().filter(|(known, _)| known == name).flat_map(|(_, bytes)| of(bytes)).collect();
    let more: Vec<String> = of(bytes).difference(&known).cloned().collect();
    assert_eq!(more, [""; 0], "{name} has more than that of a harmless deck");
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert_eq!(harmless::fault_in_lines(text), None, "{name}");
    }
}

#[test]
fn what_a_deck_says_stays_words_in_every_file_that_is_written() {
    // Where the texts above it are short, a slide has room for a text with a link.
    let plain = [SHORT, PLAIN].map(|text| written(&deck_with(text))).concat();
    for name in
        ["deck.html", "deck.pdf", "hand-out.pdf", "deck.pptx", "deck-01.png", "deck-01.svg", "deck.md", "deck.txt"]
    {
        assert!(plain.iter().any(|(known, _)| known == name), "{name}");
    }
    for attack in attacks() {
        for (name, bytes) in written(&deck_with(&attack)) {
            assert_no_more(&name, &bytes, &plain);
        }
    }
}

#[test]
fn what_a_deck_says_stays_words_on_the_page_to_keep() {
    let folder = Folder::new();
    let kept = |attack: &str| {
        let deck = folder.write("d.toml", deck_with(attack).replace("id = \"un\"", "id = \"un\"\nkeep = true"));
        let keep = |name: &str| {
            let file = folder.name(name);
            let _ = std::fs::remove_file(&file);
            let run = pupitre(&["replay", &deck, "--export-notes", &file]).output().expect("the program runs");
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
            (name.to_owned(), std::fs::read(&file).expect("it is written"))
        };
        ["keep.html", "keep.pdf", "keep.md"].map(keep)
    };
    let plain = kept(PLAIN);
    for attack in [MARKUP.join(" "), attacks().pop().expect("some")] {
        for (name, bytes) in kept(&attack) {
            assert_no_more(&name, &bytes, &plain);
        }
    }
}
