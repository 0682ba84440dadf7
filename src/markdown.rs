//! Markdown: CommonMark with tables, task lists and strikethrough. The [`events`] are what is met one after the other, in the
//! parser's own words; the [`Node`]s are what is shown.

mod nodes;

use std::ops::Range;

pub use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use pulldown_cmark::{CodeBlockKind, Options, Parser};

pub use nodes::{Fence, Item, List, Node, Rich, Table, Visitor, parse, plain, safe_link};

/// What is met in a text, with where it stands in it.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_ext(text, options).into_offset_iter()
}

/// What stands behind the opening fence of a piece of code; nothing where it is indented.
pub fn info<'t>(code: &'t CodeBlockKind) -> &'t str {
    if let CodeBlockKind::Fenced(info) = code { info } else { "" }
}

/// The word that names a fence, a language or something else, in what stands behind its opening.
pub fn first_word(info: &str) -> &str {
    info.split([' ', '\t', ',', '{', '\n']).next().unwrap_or_default()
}
