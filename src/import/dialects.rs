//! The list of dialects, in the order in which they are tried.
//!
//! To add one, write `dialects/NAME.rs` with its `DIALECT`, and name it here twice: as a module, and, if it can be recognized, in the list.

mod lookatme;
mod marp;
mod mdp;
mod pandoc;
mod patat;
mod plain;
mod presenterm;
mod remark;
mod reveal;
mod slides;
mod slidev;

use crate::import::comments::{Comment, Met, split};
use crate::import::draft::Slide;
use crate::import::losses::Losses;
use crate::import::{Doc, Import};
use crate::lang::{Message, say};
use crate::source::Traced;

/// A dialect: how decks of a program are recognized and read.
#[derive(Debug)]
pub struct Dialect {
    /// Its name on the command line.
    pub name: &'static str,
    /// The name of the program.
    pub title: &'static str,
    /// What identifies a file as this dialect. `None` if nothing does.
    pub signs: fn(&Doc) -> Option<String>,
    /// Reads a file.
    pub read: fn(&Doc, &mut Import),
}

/// All dialects.
pub const ALL: &[&Dialect] = &[
    &marp::DIALECT,
    &presenterm::DIALECT,
    &slidev::DIALECT,
    &reveal::DIALECT,
    &patat::DIALECT,
    &pandoc::DIALECT,
    &remark::DIALECT,
    &mdp::DIALECT,
    &slides::DIALECT,
    &lookatme::DIALECT,
    &plain::DIALECT,
];

/// The dialect with this name.
pub fn named(name: &str) -> Option<&'static Dialect> {
    ALL.iter().copied().find(|it| it.name == name)
}

/// The dialect of a file, and what identifies it.
pub fn recognized(doc: &Doc) -> (&'static Dialect, Message) {
    let found = ALL.iter().find_map(|dialect| Some((*dialect, (dialect.signs)(doc)?)));
    let found = found.map(|(dialect, signs)| (dialect, Message::as_it_is(signs)));
    found.unwrap_or_else(|| (&plain::DIALECT, say!("no signs of another program")))
}

/// The first matching line of text after the front matter.
fn line_with<'t>(doc: &Doc<'t>, is: impl Fn(&str) -> bool) -> Option<&'t str> {
    doc.body().iter().find(|line| line.is_text() && is(line.text)).map(|line| line.text.trim())
}

/// Adds a text to a slide. Each comment is passed to `said`, which tells whether it understood it.
fn add(
    slide: &mut Slide,
    text: &Traced,
    losses: &mut Losses,
    mut said: impl FnMut(&mut Slide, &Comment, &mut Losses) -> bool,
) {
    for met in split(text) {
        match met {
            Met::Text(text) => slide.text(&text),
            Met::Comment(comment) => {
                if !said(slide, &comment, losses) {
                    losses.lost(say!("comments"), comment.whole);
                }
            }
        }
    }
}

/// Reports a step at a place where no step is possible, so that its content is shown from the start.
fn no_step(losses: &mut Losses, comment: &Comment) {
    losses.changed(say!("steps inside columns, lists and lines are shown from the start"), comment.whole);
}

/// Reports settings in the header that are lost: known keys, each with a description.
fn lose_settings(doc: &Doc, losses: &mut Losses, known: &[(&str, &'static str)]) {
    for (key, what) in known {
        let Some(value) = doc.front.get(key) else { continue };
        let told = match (doc.front.text(key), *key) {
            (Some(name), "theme") => {
                say!("theme \"{name}\": see `pupitre themes`", name = crate::text::shorten(name, 40))
            }
            _ => Message::noun(what),
        };
        if *value != crate::import::yaml::Yaml::Text(String::new()) {
            losses.lost(told, doc.front_at);
        }
    }
    let is_dark = ["colorSchema", "theme", "class"].iter().any(|key| {
        doc.front.text(key).is_some_and(|it| {
            ["dark", "invert", "night", "black", "moon"]
                .iter()
                .any(|name| it.split_whitespace().any(|word| word == *name))
        })
    });
    if is_dark {
        losses.changed(say!("dark colors: try `--theme nuit`"), doc.front_at);
    }
}
