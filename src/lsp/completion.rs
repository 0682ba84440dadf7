//! Completions at the cursor: the keys of its table, the possible names for a value, the ids of the deck.

use serde_json::{Value as Json, json};

use crate::deck::{Deck, Keys};
use crate::lsp::cursor::Cursor;
use crate::lsp::document::Document;
use crate::source::{Edit, Span};
use crate::text;
use crate::theme;

/// Kinds of completions in the protocol.
const KEY: u8 = 10;
const REFERENCE: u8 = 18;
const CHOICE: u8 = 20;

/// The answer to `textDocument/completion`.
pub fn completions(document: &Document, params: &Json) -> Json {
    let offset = document.offset(&params["position"]);
    let source = &document.source.text;
    let cursor = Cursor::new(source, offset);
    let (Some(keys), false) = (cursor.keys(), cursor.in_words) else { return json!([]) };
    let line = &source[source[..offset].rfind('\n').map_or(0, |at| at + 1)..offset];
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
    let typed = line.len() - line.trim_end_matches(is_word).len();
    let word = Span::new(offset - typed, offset);
    let item = |label: &str, kind: u8, about: &str, text: &str| {
        json!({
            "label": label, "kind": kind, "documentation": text::clean(about), "textEdit": document.edit(&Edit::new(word, text)),
        })
    };
    let before = line[..line.len() - typed].trim_end();
    if cursor.in_value && source[cursor.start..offset].contains('=') {
        let quoted = before.ends_with(['"', '\'']);
        let text = |name: &str| if quoted { name.to_owned() } else { format!("\"{name}\"") };
        let names = values(cursor.key.as_deref().unwrap_or_default(), keys, &document.reviewed().deck);
        return names.iter().map(|(name, about, kind)| item(name, *kind, about, &text(name))).collect();
    }
    if !before.is_empty() {
        return json!([]);
    }
    let missing = keys.names().into_iter().filter(|name| !cursor.siblings.iter().any(|it| it == name));
    // Tables are written with headers of their own.
    let plain = missing.filter(|name| keys.inside(name, None).is_none());
    plain.map(|name| item(name, KEY, keys.about(name).unwrap_or_default(), &format!("{name} = "))).collect()
}

/// The possible values of a key, each with its meaning.
fn values(key: &str, keys: Keys, deck: &Deck) -> Vec<(String, String, u8)> {
    let choices = keys.choices(key);
    if !choices.is_empty() {
        return choices.into_iter().map(|(name, about)| (name.to_owned(), about.to_owned(), CHOICE)).collect();
    }
    let ids = |ids: Vec<(&str, &str)>| {
        ids.into_iter().map(|(id, about)| (text::clean(id).into_owned(), about.to_owned(), REFERENCE)).collect()
    };
    match key {
        "objectives" => ids(deck.objectives.iter().map(|it| (it.id.as_str(), it.text.as_str())).collect()),
        "sources" | "source" => ids(deck.sources.iter().map(|it| (it.id.as_str(), it.title.as_str())).collect()),
        "profiles" => {
            ids(deck.profiles.iter().map(|it| (it.id.as_str(), it.title.as_deref().unwrap_or_default())).collect())
        }
        "theme" => theme::BUILT_IN.iter().map(|(name, _)| ((*name).to_owned(), String::new(), CHOICE)).collect(),
        _ => Vec::new(),
    }
}
