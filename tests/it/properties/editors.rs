//! Editors that open texts nobody would write, and ask about positions that may not exist.

use std::io::Cursor;

use proptest::prelude::*;
use pupitre::lsp;
use serde_json::{Value as Json, json};

use super::{decks, tried};

const URI: &str = "untitled:deck";

fn framed(message: &Json) -> Vec<u8> {
    let content = message.to_string();
    format!("Content-Length: {}\r\n\r\n{content}", content.len()).into_bytes()
}

/// The messages that a session writes.
fn messages(mut output: &[u8]) -> Vec<Json> {
    let mut messages = Vec::new();
    while !output.is_empty() {
        let end = output.windows(4).position(|it| it == b"\r\n\r\n").expect("a header");
        let header = std::str::from_utf8(&output[..end]).expect("text");
        let length: usize = header.strip_prefix("Content-Length: ").and_then(|it| it.parse().ok()).expect("a length");
        let (content, rest) = output[end + 4..].split_at(length);
        messages.push(serde_json::from_slice(content).expect("JSON"));
        output = rest;
    }
    messages
}

/// The lengths in UTF-16 of a text's lines, as the protocol counts them.
fn lengths(text: &str) -> Vec<usize> {
    let text = text.replace("\r\n", "\n");
    text.split(['\n', '\r']).map(|line| line.encode_utf16().count()).collect()
}

/// Whether a range is inside a text and does not end before its start.
fn is_inside(range: &Json, lengths: &[usize]) -> bool {
    let place = |name: &str| {
        let number = |key: &str| range[name][key].as_u64().expect("a number") as usize;
        (number("line"), number("character"))
    };
    let (start, end) = (place("start"), place("end"));
    start <= end && [start, end].iter().all(|(line, column)| lengths.get(*line).is_some_and(|length| column <= length))
}

/// Calls `visit` with each range in an answer.
fn ranges<'a>(json: &'a Json, visit: &mut dyn FnMut(&'a Json)) {
    match json {
        Json::Object(all) => {
            for (key, value) in all {
                if matches!(key.as_str(), "range" | "selectionRange") {
                    visit(value);
                }
                ranges(value, visit);
            }
        }
        Json::Array(all) => all.iter().for_each(|it| ranges(it, visit)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(tried(60))]

    #[test]
    fn every_question_is_answered_inside_the_text(
        before in decks::any_text(),
        text in decks::any_text(),
        places in proptest::collection::vec((0_usize..60, 0_usize..60), 1..6),
    ) {
        let mut input = framed(&json!({ "id": 0, "method": "initialize", "params": {} }));
        let document = json!({ "uri": URI, "version": 1, "text": before });
        input.extend(framed(&json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })));
        let change = json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": [{ "text": text }] });
        input.extend(framed(&json!({ "method": "textDocument/didChange", "params": change })));
        let mut id = 0;
        for (line, character) in places {
            let position = json!({ "line": line, "character": character });
            for method in ["hover", "completion", "codeAction", "documentSymbol", "foldingRange", "formatting"] {
                id += 1;
                let params = json!({
                    "textDocument": { "uri": URI }, "position": position,
                    "range": { "start": position, "end": { "line": line + 9, "character": 0 } },
                });
                input.extend(framed(&json!({ "id": id, "method": format!("textDocument/{method}"), "params": params })));
            }
        }
        input.extend(framed(&json!({ "id": id + 1, "method": "shutdown" })));
        input.extend(framed(&json!({ "method": "exit" })));
        let mut output = Vec::new();
        prop_assert_eq!(lsp::serve(Cursor::new(input), &mut output, pupitre::lang::choose([Some("en")])), Ok(()));
        let messages = messages(&output);
        let answered = messages.iter().filter(|it| it["id"].is_i64() && it["error"].is_null()).count();
        prop_assert_eq!(answered, id + 2);
        let lengths = lengths(text.strip_prefix('\u{feff}').unwrap_or(&text));
        for message in messages.iter().filter(|it| it["id"].is_i64() || it["params"]["version"] == 2) {
            let mut outside = None;
            ranges(message, &mut |range| if !is_inside(range, &lengths) { outside = Some(range) });
            prop_assert!(outside.is_none() || text.starts_with('\u{feff}'), "{message}");
        }
    }
}
