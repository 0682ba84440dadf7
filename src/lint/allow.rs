//! Comments in a deck that ignore a rule for what follows, with a reason.
//!
//! ```toml
//! # allow(long-bullet): the law is cited as it stands
//! body = '''…'''
//! ```
//!
//! Such a comment applies to the line that it is on or above, including all lines of the value that starts there. Above a table header it
//! applies to the whole table and its subtables.

use std::collections::{HashMap, HashSet};

use toml_parser::Source as Toml;
use toml_parser::lexer::{Token, TokenKind};

use crate::lang::say;
use crate::lint::{Checker, Finding, Findings};
use crate::source::{Source, Span};

/// How an ignore starts, after the `#` and spaces.
const WORD: &str = "allow(";

/// A comment that ignores rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow<'t> {
    /// From the `#` to the end of the line.
    pub comment: Span,
    /// The names in the parentheses with their places.
    pub names: Vec<(&'t str, Span)>,
    /// What is between the parentheses. `None` if they are not closed.
    pub list: Option<Span>,
    /// Empty if there is none.
    pub reason: &'t str,
    /// Findings that start in here are ignored.
    pub scope: Span,
}

impl Allow<'_> {
    pub fn names(&self, rule: &str) -> bool {
        self.names.iter().any(|(name, _)| *name == rule)
    }

    /// What is deleted with the comment: its whole line if nothing else is there, else also the spaces before it.
    pub fn whole(&self, text: &str) -> Span {
        let before = text[..self.comment.start].trim_end_matches([' ', '\t']);
        match before.is_empty() || before.ends_with('\n') {
            true => Span::new(before.len(), (self.comment.end + 1).min(text.len())),
            false => Span::new(before.len(), self.comment.end),
        }
    }
}

/// An ignore, and the names in it that had no effect.
pub struct Unused<'t, 'a> {
    allow: &'a Allow<'t>,
    names: HashSet<(&'t str, Span)>,
}

/// A fix that would write a longer list of names than this, in bytes, is not offered: there could be one for each useless name.
const LONGEST_LIST: usize = 1000;

/// Rules that no comment can ignore: if only part of a deck was read, it is unknown what the comments apply to; and a wrong ignore should
/// be fixed, not ignored.
pub const NEVER: [&str; 3] = ["limit-exceeded", "toml-syntax", "unused-ignore"];

/// All ignores in a text, in order. Comments are distinguished from strings by TOML's grammar.
pub fn all(text: &str) -> Vec<Allow<'_>> {
    if !text.contains(WORD) {
        return Vec::new();
    }
    let tokens = Toml::new(text).lex().into_vec();
    let lines = lines(text, &tokens);
    let following = following(&lines);
    let mut found: Vec<Allow> = Vec::new();
    // Consecutive comments apply to the same table, whose end is searched only once.
    let mut table: Option<(usize, Span)> = None;
    for (index, line) in lines.iter().enumerate() {
        for (comment, alone) in &line.comments {
            let Some(allow) = parse(text, *comment) else { continue };
            let inside = line.content.is_some_and(|content| content.end > comment.start);
            let target = if *alone && !inside { following[index] } else { Some(index) };
            // If nothing follows, nothing is ignored.
            let scope = target.map_or(*comment, |target| match table {
                Some((known, scope)) if known == target => scope,
                _ => scope(&lines, target, *comment, *alone, text.len()),
            });
            table = target.filter(|target| lines[*target].header.is_some()).map(|target| (target, scope));
            found.push(Allow { scope, ..allow });
        }
    }
    found
}

/// All ignores in a deck's text and in the files it includes.
pub fn of_source(source: &Source) -> Vec<Allow<'_>> {
    let mut found = all(&source.text);
    for part in source.parts() {
        let behind = |span: Span| Span::new(span.start + part.start, span.end + part.start);
        found.extend(all(&part.source.text).into_iter().map(|it| Allow {
            comment: behind(it.comment),
            names: it.names.into_iter().map(|(name, span)| (name, behind(span))).collect(),
            list: it.list.map(behind),
            scope: behind(it.scope),
            ..it
        }));
    }
    found
}

/// Removes the ignored findings. Returns the ignores with the names in each that had no effect. `unwanted` are findings that only serve to
/// find out which ignores have an effect.
pub fn sift<'t, 'a>(allows: &'a [Allow<'t>], all: &mut Vec<Finding>, unwanted: &[Finding]) -> Vec<Unused<'t, 'a>> {
    let mut starts: HashMap<&str, Vec<usize>> = HashMap::new();
    let may_hide = |finding: &&Finding| !NEVER.contains(&finding.diagnostic.rule);
    for Finding { diagnostic, .. } in all.iter().filter(may_hide).chain(unwanted) {
        starts.entry(diagnostic.rule).or_default().push(diagnostic.span().start);
    }
    starts.values_mut().for_each(|starts| starts.sort_unstable());
    let mut scopes: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut unused = Vec::new();
    for allow in allows {
        let Span { start, end } = allow.scope;
        let hides = |name: &str| {
            let starts = starts.get(name).map_or(&[][..], Vec::as_slice);
            starts.get(starts.partition_point(|it| *it < start)).is_some_and(|it| *it < end)
        };
        let names = allow.names.iter().copied().filter(|(name, _)| !hides(name)).collect();
        unused.push(Unused { allow, names });
        allow.names.iter().for_each(|(name, _)| scopes.entry(name).or_default().push(allow.scope));
    }
    scopes.values_mut().for_each(|scopes| *scopes = joined_scopes(std::mem::take(scopes)));
    let is_hidden = |Finding { diagnostic, .. }: &Finding| {
        let start = diagnostic.span().start;
        let scopes = scopes.get(diagnostic.rule).map_or(&[][..], Vec::as_slice);
        let begun = scopes.partition_point(|scope| scope.start <= start);
        scopes[..begun].last().is_some_and(|scope| start < scope.end)
    };
    all.retain(|finding| !may_hide(&finding) || !is_hidden(finding));
    unused
}

/// The same scopes without nested and overlapping ones.
fn joined_scopes(mut scopes: Vec<Span>) -> Vec<Span> {
    scopes.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for scope in scopes {
        match joined.last_mut().filter(|last| scope.start <= last.end) {
            Some(last) => last.end = last.end.max(scope.end),
            None => joined.push(scope),
        }
    }
    joined
}

/// Reports ignores without effect. `judged` tells for which names that can be known.
pub fn report(checker: &Checker, unused: &[Unused], judged: impl Fn(&str) -> bool, findings: &mut Findings) {
    let text = &checker.source.text;
    // An ignore in an included file may concern a slide that is not included here.
    let own = unused.iter().filter(|it| checker.source.part_at(it.allow.comment.start).is_none());
    for Unused { allow, names } in own {
        let slide = checker.slide_at(allow.scope);
        let (vain, of_use): (Vec<_>, Vec<_>) = allow.names.iter().partition(|it| judged(it.0) && names.contains(it));
        if of_use.is_empty() && !vain.is_empty() {
            findings.add(allow.comment, say!("this ignore hides nothing"), say!("nothing to ignore"));
            findings.help(say!("remove the comment"));
            findings.on(slide);
            findings.fix_safely(say!("remove the comment"), Some(allow.whole(text)), "");
            continue;
        }
        let left = of_use.iter().map(|it: &&(&str, Span)| it.0).collect::<Vec<_>>().join(", ");
        for (name, span) in vain {
            let message = say!("`{name}` is ignored here, but not found", name);
            findings.add(*span, message, say!("nothing to ignore"));
            findings.help(say!("remove the name"));
            findings.on(slide);
            let list = allow.list.filter(|_| left.len() <= LONGEST_LIST);
            findings.fix_safely(say!("remove the name"), list, left.as_str());
        }
    }
}

/// A statement: a header, or a key with its value, over all its lines. What is between statements is a line of its own.
struct Line<'t> {
    /// Without the comments around it. `None` if there are only comments.
    content: Option<Span>,
    /// Each with whether it is alone on its row.
    comments: Vec<(Span, bool)>,
    /// The rows of the value: what is between two line ends outside strings.
    rows: Vec<Span>,
    /// The path of a header.
    header: Option<Vec<&'t str>>,
}

fn lines<'t>(text: &'t str, tokens: &[Token]) -> Vec<Line<'t>> {
    let blank = || Line { content: None, comments: Vec::new(), rows: Vec::new(), header: None };
    let (mut lines, mut line, mut depth, mut in_value) = (Vec::new(), blank(), 0_usize, false);
    let mut row: Option<Span> = None;
    for token in tokens {
        let span = Span::new(token.span().start(), token.span().end());
        match token.kind() {
            TokenKind::Whitespace => {}
            TokenKind::Comment => line.comments.push((span, row.is_none())),
            TokenKind::Newline | TokenKind::Eof => {
                line.rows.extend(row.take());
                if depth == 0 || token.kind() == TokenKind::Eof {
                    lines.push(std::mem::replace(&mut line, blank()));
                    (depth, in_value) = (0, false);
                }
            }
            kind => {
                match (kind, line.content, &mut line.header) {
                    (TokenKind::LeftSquareBracket, None, _) => line.header = Some(Vec::new()),
                    (TokenKind::LeftSquareBracket | TokenKind::RightSquareBracket | TokenKind::Dot, _, Some(_)) => {}
                    (_, _, Some(path)) => path.push(unquoted(&text[span.start..span.end])),
                    (TokenKind::Equals, ..) => in_value = true,
                    (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket, ..) if in_value => depth += 1,
                    (TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket, ..) => {
                        depth = depth.saturating_sub(1);
                    }
                    _ => {}
                }
                line.content = Some(joined(line.content, span));
                row = Some(joined(row, span));
            }
        }
    }
    lines
}

fn unquoted(key: &str) -> &str {
    key.trim().trim_matches(['"', '\''])
}

fn joined(one: Option<Span>, other: Span) -> Span {
    one.map_or(other, |one| Span::new(one.start, other.end))
}

/// For each line, the next one that has content.
fn following(lines: &[Line]) -> Vec<Option<usize>> {
    let mut following = vec![None; lines.len()];
    for index in (1..lines.len()).rev() {
        following[index - 1] = if lines[index].content.is_some() { Some(index) } else { following[index] };
    }
    following
}

/// The place whose findings a comment ignores.
fn scope(lines: &[Line], target: usize, comment: Span, alone: bool, end: usize) -> Span {
    let line = &lines[target];
    let content = line.content.expect("a target has content");
    if let Some(path) = &line.header {
        let outside = |it: &&Line| it.header.as_ref().is_some_and(|it| it.len() <= path.len() || !it.starts_with(path));
        let after = lines[target + 1..].iter().find(outside).and_then(|it| it.content);
        return Span::new(content.start, after.map_or(end, |after| after.start));
    }
    // Inside a list of several rows, only the row that is meant.
    let row = match alone {
        true if comment.start > content.start => {
            line.rows.get(line.rows.partition_point(|row| row.start <= comment.start))
        }
        false if comment.start < content.end => {
            line.rows[..line.rows.partition_point(|row| row.start < comment.start)].last()
        }
        _ => None,
    };
    row.copied().unwrap_or(content)
}

fn parse<'t>(text: &'t str, comment: Span) -> Option<Allow<'t>> {
    let words = &text[comment.start..comment.end];
    let inner = words.trim_start_matches('#').trim_start().strip_prefix(WORD)?;
    let from = comment.end - inner.len();
    let nothing = Allow { comment, names: Vec::new(), list: None, reason: "", scope: comment };
    let Some((list, rest)) = inner.split_once(')') else { return Some(nothing) };
    let mut names = Vec::new();
    let mut at = from;
    for name in list.split(',') {
        let start = at + (name.len() - name.trim_start().len());
        names.push((name.trim(), Span::new(start, start + name.trim().len())));
        at += name.len() + 1;
    }
    names.retain(|(name, _)| !name.is_empty());
    let reason = rest.trim_start().strip_prefix(':').unwrap_or_default().trim();
    Some(Allow { names, list: Some(Span::new(from, from + list.len())), reason, ..nothing })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of each ignore, and what it applies to.
    fn found(text: &str) -> Vec<(String, &str)> {
        let name = |it: &Allow| it.names.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("+");
        all(text).iter().map(|it| (name(it), &text[it.scope.start..it.scope.end])).collect()
    }

    #[test]
    fn an_ignore_holds_for_its_line_or_the_next() {
        assert_eq!(
            found("a = 1 # allow(x): r\n# allow(y, z): r\n\n# a remark\nb = '''\n# allow(in-string): r\n'''\nc = 1\n"),
            [("x".into(), "a = 1"), ("y+z".into(), "b = '''\n# allow(in-string): r\n'''")]
        );
        assert_eq!(found("b = '''\nx\n''' # allow(x): r\n"), [("x".into(), "b = '''\nx\n'''")]);
        assert_eq!(found("a = \"# allow(x): r\"\n'# allow(x)' = 1\n# allowed (x)\n# allow\n"), []);
        assert_eq!(found("a = 1\n# allow(x): end\n"), [("x".into(), "# allow(x): end")]);
    }

    #[test]
    fn an_ignore_above_a_header_holds_for_the_table_and_what_lies_in_it() {
        let slide = "[[section.slide]]\na = 1\n[[section.slide.block]]\nb = [\n[1]]\n\n# remark\n";
        let deck = format!("[[section]]\n# allow(x): r\n{slide}[[section.slide]] # allow(y): r\nc = 1\n[[term]]\n");
        let last = "[[section.slide]] # allow(y): r\nc = 1\n";
        assert_eq!(found(&deck), [("x".into(), slide), ("y".into(), last)]);
        let section = format!("# allow(x): r\n[[section]]\n{slide}");
        assert_eq!(found(&section), [("x".into(), &section[14..])]);
    }

    #[test]
    fn an_ignore_in_a_list_holds_for_one_row() {
        let list = "a = [\n  # allow(x): r\n  '''\n  u\n  ''', 2,\n  3, # allow(y): r\n  4,\n]\n";
        assert_eq!(found(list), [("x".into(), "'''\n  u\n  ''', 2,"), ("y".into(), "3,")]);
    }

    #[test]
    fn what_is_wrong_with_an_ignore_is_kept() {
        let one = |text| all(text).pop().unwrap();
        assert_eq!(one("# allow(x)\na=1").reason, "");
        assert_eq!(one("# allow(x) because\na=1").reason, "");
        assert_eq!(one("#  allow( x ) : r \na=1").reason, "r");
        assert_eq!(one("# allow(x\na=1").list, None);
        assert_eq!(one("# allow(,)\na=1").names, []);
        let text = "# allow(x , y): r\na = 1";
        let names: Vec<&str> = one(text).names.iter().map(|(_, span)| &text[span.start..span.end]).collect();
        assert_eq!(names, ["x", "y"]);
    }

    #[test]
    fn a_comment_belongs_to_its_line_if_it_has_one() {
        let text = "a = 1\n  # allow(x): r\nb = 1  # allow(y): r\n";
        let gone: Vec<&str> = all(text).iter().map(|it| it.whole(text)).map(|it| &text[it.start..it.end]).collect();
        assert_eq!(gone, ["  # allow(x): r\n", "  # allow(y): r"]);
    }
}
