//! Code to coloured runs. The only file that knows syntect.

use std::ops::Range;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use unicode_segmentation::GraphemeCursor;

use crate::page::Role;

/// The roles of a line of code: stretches in bytes, in order, without gaps.
pub type CodeLine = Vec<(Range<usize>, Role)>;

/// Lines longer than this (bytes) are shown plain: the patterns of some languages take seconds on them.
const LONGEST_LINE: usize = 4096;

/// What the scopes of the grammars mean for us; the first that fits wins (sublimetext.com, "Scope Naming").
const SCOPES: &[(&str, Role)] = &[
    ("comment", Role::Comment),
    ("constant.character.escape", Role::Constant),
    ("constant.numeric", Role::Number),
    ("string", Role::String),
    ("entity.name.function", Role::Function),
    ("support.function", Role::Function),
    ("variable.function", Role::Function),
    ("entity.name.tag", Role::Type),
    ("entity.name", Role::Type),
    ("entity.other.attribute-name", Role::Constant),
    ("support.type", Role::Type),
    ("support.class", Role::Type),
    ("storage.type", Role::Keyword),
    ("storage", Role::Keyword),
    ("keyword.operator", Role::Punctuation),
    ("keyword", Role::Keyword),
    ("constant", Role::Constant),
    ("variable", Role::Variable),
    ("punctuation", Role::Punctuation),
    ("markup.heading", Role::Function),
];

/// A grammar, and the set that it belongs to.
type Grammar = (&'static SyntaxSet, &'static SyntaxReference);

/// The grammar of a language: of the small set where that has it, which most decks are content with and which takes a
/// third of the memory, else of the large one.
fn grammar(lang: &str) -> Option<Grammar> {
    static SMALL: OnceLock<SyntaxSet> = OnceLock::new();
    static LARGE: OnceLock<SyntaxSet> = OnceLock::new();
    let lang = lang.trim();
    if lang.is_empty() {
        return None;
    }
    let of = |set: &'static SyntaxSet| Some((set, set.find_syntax_by_token(lang)?));
    of(SMALL.get_or_init(SyntaxSet::load_defaults_newlines))
        .or_else(|| of(LARGE.get_or_init(two_face::syntax::extra_newlines)))
}

/// Whether code in the language can be coloured.
pub fn knows(lang: &str) -> bool {
    grammar(lang).is_some()
}

/// The roles of each line of `code`; nothing for a language that is not known.
pub fn lines(lang: &str, code: &str) -> Option<Vec<CodeLine>> {
    let (set, syntax) = grammar(lang)?;
    let mut parser = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    let mut coloured = Vec::new();
    for line in code.lines() {
        coloured.push(if line.len() > LONGEST_LINE {
            Vec::new()
        } else {
            one_line(set, &mut parser, &mut scopes, line)?
        });
    }
    Some(coloured)
}

fn one_line(set: &SyntaxSet, parser: &mut ParseState, scopes: &mut ScopeStack, line: &str) -> Option<CodeLine> {
    let changes = parser.parse_line(&format!("{line}\n"), set).ok()?;
    let mut runs: CodeLine = Vec::new();
    let mut start = 0;
    for (at, change) in &changes {
        let end = whole_cluster(line, (*at).min(line.len()));
        push(&mut runs, start..end, role(scopes));
        start = end;
        scopes.apply(change).ok()?;
    }
    push(&mut runs, start..line.len(), role(scopes));
    Some(runs)
}

/// The end of the letter that goes on at a place: its marks have its colour, or they would be lost.
fn whole_cluster(line: &str, at: usize) -> usize {
    if line.is_ascii() {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, line.len(), true);
    match cursor.is_boundary(line, 0) {
        Ok(false) => cursor.next_boundary(line, 0).ok().flatten().unwrap_or(line.len()),
        _ => at,
    }
}

fn push(runs: &mut CodeLine, range: Range<usize>, role: Role) {
    match runs.last_mut() {
        _ if range.is_empty() => {}
        Some((last, same)) if *same == role => last.end = range.end,
        _ => runs.push((range, role)),
    }
}

/// The role of the innermost scope that has one; the quotes of a string belong to the string.
fn role(scopes: &ScopeStack) -> Role {
    static PREFIXES: OnceLock<Vec<(Scope, Role)>> = OnceLock::new();
    let prefixes = PREFIXES.get_or_init(|| {
        SCOPES.iter().map(|(name, role)| (Scope::new(name).expect("a short scope name"), *role)).collect()
    });
    let of = |scope: &Scope| prefixes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, role)| *role);
    let mut inner = scopes.as_slice().iter().rev().filter_map(of);
    match inner.next() {
        Some(Role::Punctuation) => {
            inner.find(|role| matches!(role, Role::String | Role::Comment)).unwrap_or(Role::Punctuation)
        }
        Some(role) => role,
        None => Role::Code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(lang: &str, code: &str) -> Vec<(String, Role)> {
        let line = lines(lang, code).unwrap().remove(0);
        line.into_iter().map(|(range, role)| (code[range].to_owned(), role)).collect()
    }

    #[test]
    fn code_is_coloured_by_what_its_parts_are() {
        let runs = roles("rust", "let x = \"é\"; // fin");
        let role = |part: &str| runs.iter().find(|(text, _)| text.contains(part)).map(|(_, role)| *role);
        assert_eq!(role("let"), Some(Role::Keyword));
        assert_eq!(role("\"é\""), Some(Role::String));
        assert_eq!(role("// fin"), Some(Role::Comment));
    }

    #[test]
    fn nothing_of_the_code_is_lost() {
        let code = "apiVersion: v1 # étape";
        let joined: String = roles("yaml", code).into_iter().map(|(text, _)| text).collect();
        assert_eq!(joined, code);
    }

    #[test]
    fn a_mark_has_the_colour_of_its_letter() {
        let parts: Vec<String> = roles("rust", "a!\u{301}b").into_iter().map(|(text, _)| text).collect();
        assert!(parts.iter().all(|part| !part.starts_with('\u{301}')), "{parts:?}");
    }

    #[test]
    fn an_unknown_language_is_left_plain() {
        assert!(!knows("klingon"));
        assert_eq!(lines("klingon", "qapla'"), None);
        assert!(knows("toml") && knows("rs") && knows("dockerfile"));
    }
}
