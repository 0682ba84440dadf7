//! Fixes findings by editing the text: comments, order and layout of the file stay.

use std::collections::HashSet;

use crate::lang::{Message, say};
use crate::lint::Finding;
use crate::source::{Edit, Map, Source, apart, apply};
use crate::table;

/// Fixes are made in rounds: overlapping ones wait for the next. More rounds than this mean that two rules undo each other.
const ROUNDS: usize = 32;

/// Which fixes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that do not change what the author meant.
    Safe,
    /// Also those that the author should check.
    All,
}

/// A file after fixing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub text: String,
    /// How many changes were made.
    pub count: usize,
}

/// Why a file is left unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be parsed, so places in it are guesses.
    Syntax,
    /// Each round undoes the previous one.
    Endless,
}

impl Trouble {
    /// The reason as a phrase.
    pub fn message(self) -> Message {
        match self {
            Self::Syntax => say!("nothing is fixed until it is valid TOML"),
            Self::Endless => say!("left as it is: fixing it would never end"),
        }
    }
}

/// Fixes a text, with its line ends on disk, until nothing changes. `look` finds what is wrong with a text.
///
/// # Errors
/// Why nothing may be changed.
pub fn mend(text: &str, which: Which, mut look: impl FnMut(&str) -> Vec<Finding>) -> Result<Mended, Trouble> {
    let mut now = Mended { text: text.to_owned(), count: 0 };
    let mut seen = HashSet::new();
    for _ in 0..ROUNDS {
        let findings = look(&now.text);
        let edits = round(&Source::new("", &now.text).text, which, &findings)?;
        if edits.is_empty() {
            return Ok(now);
        }
        let count = now.count + edits.len();
        let after = Mended { text: apply(&now.text, edits), count };
        seen.insert(std::mem::replace(&mut now, after).text);
        if seen.contains(&now.text) {
            return Err(Trouble::Endless);
        }
    }
    Err(Trouble::Endless)
}

/// The edits that can be made at once. Those that would leave invalid TOML are left out.
///
/// # Errors
/// If the text is not valid TOML.
pub fn round<'f>(text: &str, which: Which, findings: &'f [Finding]) -> Result<Vec<&'f Edit>, Trouble> {
    let fixes = findings.iter().filter_map(|it| it.diagnostic.fix.as_ref());
    let edits = fixes.filter(|fix| fix.safe || which == Which::All).map(|fix| &fix.edit);
    let edits = apart(text, edits.filter(|edit| text.get(edit.span.start..edit.span.end) != Some(&edit.text)));
    if !edits.is_empty() && !parses(text) {
        return Err(Trouble::Syntax);
    }
    Ok(readable(text, edits))
}

fn parses(text: &str) -> bool {
    table::parse(text, &Map::default()).1.is_empty()
}

/// As many edits as leave valid TOML. An edit may add a key that exists already, for example.
fn readable<'e>(text: &str, edits: Vec<&'e Edit>) -> Vec<&'e Edit> {
    if edits.is_empty() || parses(&apply(text, edits.iter().copied())) {
        return edits;
    }
    let (one, other) = edits.split_at(edits.len() / 2);
    if one.is_empty() {
        return Vec::new();
    }
    let one = readable(text, one.to_vec());
    let both = [one.as_slice(), &readable(text, other.to_vec())].concat();
    // Two valid halves may be invalid together.
    if parses(&apply(text, both.iter().copied())) { both } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::source::Span;

    /// A finding for each occurrence of `from`, with a fix that writes `to`.
    fn replacing(from: &'static str, to: &'static str) -> impl Fn(&str) -> Vec<Finding> {
        move |text| {
            let source = Source::new("", text);
            let one = |at| {
                let span = Span::new(at, at + from.len());
                let mut diagnostic = Diagnostic::error("x", span, "", "").fix("", span, to);
                diagnostic.fix.as_mut().unwrap().safe = true;
                Finding { diagnostic, slide: None }
            };
            source.text.match_indices(from).map(|(at, _)| one(at)).collect()
        }
    }

    fn mended(text: &str, from: &'static str, to: &'static str) -> Result<Mended, Trouble> {
        mend(text, Which::Safe, replacing(from, to))
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_stay() {
        let text = "\u{feff}a = 'x'\r\nb = 'xé'\nc = '''x\r\nx'''\r\n";
        let after = mended(text, "x", "y").unwrap();
        assert_eq!(after, Mended { text: text.replace('x', "y"), count: 4 });
        let after = mended(text, "'x'\nb", "1\nb").unwrap();
        assert_eq!(after.text, text.replace("'x'", "1"));
    }

    #[test]
    fn overlapping_fixes_wait_for_the_next_round() {
        let look = |text: &str| [replacing("ab", "b")(text), replacing("bc", "c")(text)].concat();
        let after = mend("a = 'abc' # abc", Which::Safe, look).unwrap();
        assert_eq!(after, Mended { text: "a = 'c' # c".to_owned(), count: 4 });
    }

    #[test]
    fn fixes_that_break_the_deck_are_left_out() {
        assert_eq!(mended("a = 'x'", "'x'", "'x").unwrap().count, 0);
        let keys =
            |text: &str| [replacing("b", "a")(text), replacing("c", "a")(text), replacing("x", "y")(text)].concat();
        let after = mend("[t]\na = 'x'\nb = 'x'\n[u]\nb = 1\nc = 2", Which::Safe, keys).unwrap();
        assert_eq!(after.text, "[t]\na = 'y'\nb = 'y'\n[u]\na = 1\nc = 2");
    }

    #[test]
    fn a_file_that_is_not_read_or_never_done_is_left_alone() {
        assert_eq!(mended("a = 'x' x", "x", "y"), Err(Trouble::Syntax));
        let look = |text: &str| [replacing("x", "y")(text), replacing("y", "x")(text)].concat();
        assert_eq!(mend("a = 'x'", Which::Safe, look), Err(Trouble::Endless));
    }

    #[test]
    fn only_safe_fixes_are_made_unless_all_are_wanted() {
        let unsafe_too = |text: &str| {
            let mut found = replacing("x", "y")(text);
            found.iter_mut().for_each(|it| it.diagnostic.fix.as_mut().unwrap().safe = false);
            found
        };
        assert_eq!(mend("a = 'x'", Which::Safe, unsafe_too).unwrap().count, 0);
        assert_eq!(mend("a = 'x'", Which::All, unsafe_too).unwrap().text, "a = 'y'");
    }
}
