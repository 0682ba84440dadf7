//! Names of nodes, and words that nearly begin a statement.

use crate::block::diagram::mermaid::LOOKS;
use crate::text;

/// The length in bytes of the spaces at the start of a text.
pub fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The length in bytes of the node name at the start of a text. It may contain single `-` or `.`, and `::`, but not the `:::` of a class.
pub fn id_length(text: &str) -> usize {
    let is_of_name = |char: char| {
        char.is_alphanumeric() || char == '_' || (!char.is_ascii() && !is_arrow(char) && !char.is_whitespace())
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next_is_of_name = chars.peek().is_some_and(|(_, next)| is_of_name(*next));
        let joins = match char {
            '#' | '+' | '*' | '?' | '!' | '$' | '/' => true,
            ':' => {
                let colons = text[at..].len() - text[at..].trim_start_matches(':').len();
                at > 0 && colons < 3 && (colons == 2 || next_is_of_name)
            }
            '-' | '.' | '\'' => at > 0 && next_is_of_name,
            _ => false,
        };
        if !is_of_name(char) && !joins {
            return at;
        }
    }
    text.len()
}

fn is_arrow(char: char) -> bool {
    matches!(char, '\u{2190}'..='\u{21ff}' | '\u{2013}' | '\u{2014}' | '\u{27f5}'..='\u{27ff}')
}

/// The place of an arrow inside text that is followed by another box: then the bracket of this one was not closed.
pub fn arrow_before_box(words: &str) -> Option<usize> {
    let arrow = ["-->", "---", "==>", "-.-"].iter().filter_map(|arrow| words.find(arrow)).min()?;
    words[arrow..].contains(['[', '(', '{']).then(|| words[..arrow].trim_end().len())
}

/// The words that begin a statement of a flowchart, besides those for looks.
const WORDS: &[&str] = &["subgraph", "direction", "end"];

/// The word that nearly begins a statement, which can be read in no other way: its second word is not an edge.
pub fn misspelled(word: &str, rest: &str) -> Option<&'static str> {
    let is_other =
        rest.is_empty() || rest.starts_with(['&', '@', '[', '(', '{', ':']) || !word.chars().all(char::is_alphabetic);
    let near = text::nearest(word, WORDS.iter().chain(LOOKS).copied()).filter(|_| !is_other)?;
    Some(near.trim_end_matches(':'))
}

/// Whether a node alone on its line may be meant to close a subgraph.
pub fn nearly_ends(word: &str, rest: &str) -> bool {
    rest.is_empty() && word != "end" && text::nearest(word, ["end"]).is_some()
}
