//! A sequence in words: its text form, which is also shown if there is no room to draw it.

use crate::block::Context;
use crate::block::diagram::sequence::{Emphasis, Event, Fold, Message, Sequence, Side};
use crate::block::graph::{Heads, Tip};
use crate::lang::Words;
use crate::page::{Ink, Page, Role, Target};
use crate::text::Run;

/// The text on one line.
fn flat(label: &str) -> String {
    label.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// What separates a name from the text after it.
fn colon(context: &Context) -> &'static str {
    if context.is_french() { "\u{a0}: " } else { ": " }
}

/// Each event as a sentence: "Alice sends to Bob: Hello".
pub fn sentences(sequence: &Sequence, context: &Context) -> Vec<String> {
    let colon = colon(context);
    let said = |begin: String, text: &str| match text.is_empty() {
        true => begin,
        false => format!("{begin}{colon}{}", flat(text)),
    };
    let sentence = |event: &Event| match event {
        Event::Message(message) => {
            let (number, text) = numbered(&message.text);
            Some(said(format!("{number}{}", who(sequence, message, context.words)), text))
        }
        Event::Note { side, from, to, text } => Some(said(noted(sequence, *side, *from, *to, context), text)),
        Event::Begins(_) | Event::Ends(_) => None,
        Event::Open(fold, title) => Some(said(capital(fold.names(context.words).0), title)),
        Event::Divide(fold, title) => Some(said(capital(fold.names(context.words).1), title)),
        Event::Close(fold) => Some(closed(*fold, context)),
    };
    sequence.events.iter().filter_map(sentence).collect()
}

/// Splits the text of a message into its number and its words.
fn numbered(text: &str) -> (String, &str) {
    let digits = text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    match text[digits..].strip_prefix('.') {
        Some(rest) if digits > 0 && (rest.is_empty() || rest.starts_with(' ')) => {
            (format!("{}. ", &text[..digits]), rest.trim_start())
        }
        _ => (String::new(), text),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn closed(fold: Fold, context: &Context) -> String {
    format!("{}{}{}", context.words.sequence.end, colon(context), fold.names(context.words).0)
}

/// The sender and the receiver of a message.
fn who(sequence: &Sequence, message: &Message, words: &Words) -> String {
    let [from, to] = [message.from, message.to].map(|actor| flat(&sequence.actors[actor].label));
    let said = &words.sequence;
    if message.from == message.to {
        return format!("{from} {}", said.to_itself);
    }
    let says = match (message.heads, message.tip, message.is_dotted) {
        (Heads::Both, ..) => said.exchanges,
        (_, Tip::Cross, _) => said.fails,
        // Nobody waits for it, so it is no reply, dotted or not.
        (_, Tip::Open, _) => said.sends_on,
        (_, Tip::Filled, true) => said.replies,
        (_, Tip::Filled, false) => said.sends,
    };
    format!("{from} {says} {to}")
}

/// The position of a note in words.
fn noted(sequence: &Sequence, side: Side, from: usize, to: usize, context: &Context) -> String {
    let names: Vec<String> = (from..=to)
        .filter(|actor| side != Side::Over || *actor == from || *actor == to)
        .map(|actor| flat(&sequence.actors[actor].label))
        .collect();
    format!("{} {}", context.words.sequence.note, names.join(", "))
}

/// The arrow of a message in a line of text.
fn sign(message: &Message) -> &'static str {
    match (message.heads, message.tip, message.is_dotted) {
        (Heads::Both, ..) => "↔",
        (_, Tip::Cross, _) => "↛",
        (Heads::None, ..) => "—",
        (Heads::End, _, true) => "⇢",
        (Heads::End, _, false) => "→",
    }
}

/// The events as lines, indented inside frames.
pub fn layout(sequence: &Sequence, emphasis: &Emphasis, context: &Context, width: u16) -> Page {
    let mut page = Page::new(width);
    let mut depth = 0_u16;
    for (event, step) in sequence.events.iter().zip(&emphasis.events) {
        let runs = runs(sequence, event, emphasis, context);
        let inside = match event {
            Event::Close(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Divide(..) => depth.saturating_sub(1),
            _ => depth,
        };
        depth += u16::from(matches!(event, Event::Open(..)));
        if runs.is_empty() {
            continue;
        }
        let indent = (2 * inside).min(width / 4);
        let mut part = Page::new(width);
        let rows = part.wrapped(indent, page.height, &runs, (width - indent).max(1));
        part.target(0, page.height, width, rows, Target::Part);
        page.put(part.only(*step..u16::MAX), 0, 0);
    }
    // Without events, the participants are listed.
    if page.height == 0 {
        let names: Vec<String> = sequence.actors.iter().map(|actor| flat(&actor.label)).collect();
        page.wrapped(0, 0, &[run(&names.join(", "), Role::Text)], width);
    }
    page
}

fn run(text: &str, role: Role) -> Run<Ink> {
    Run { text: text.to_owned(), style: role.into() }
}

/// An event in one line.
fn runs(sequence: &Sequence, event: &Event, emphasis: &Emphasis, context: &Context) -> Vec<Run<Ink>> {
    let colon = colon(context);
    let name = |actor: usize| {
        let role = if emphasis.lit[actor] { Role::Strong } else { Role::Text };
        run(&flat(&sequence.actors[actor].label), role)
    };
    let said = |text: &str, role: Role| {
        run(&if text.is_empty() { String::new() } else { format!("{colon}{}", flat(text)) }, role)
    };
    match event {
        Event::Message(message) => {
            let (number, text) = numbered(&message.text);
            let mut runs = vec![run(&number, Role::Muted), name(message.from)];
            if message.from == message.to {
                runs.push(run("\u{a0}↻", Role::Accent));
            } else {
                runs.extend([run(&format!(" {}\u{a0}", sign(message)), Role::Accent), name(message.to)]);
            }
            runs.push(said(text, Role::Emphasis));
            runs
        }
        Event::Note { side, from, to, text } => {
            vec![run(&noted(sequence, *side, *from, *to, context), Role::Muted), said(text, Role::Muted)]
        }
        Event::Open(fold, title) => {
            vec![run(fold.names(context.words).0, Role::Strong), said(title, Role::Strong)]
        }
        Event::Divide(fold, title) => {
            vec![run(fold.names(context.words).1, Role::Strong), said(title, Role::Strong)]
        }
        Event::Begins(_) | Event::Ends(_) | Event::Close(_) => Vec::new(),
    }
}
