//! Diagnostics in the style of rustc: the place, the line with labels under it, the help.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::lang::Words;
use crate::source::{Source, Span};
use crate::text;

/// Longer lines are cut around the finding, in characters of the file.
const LONGEST: usize = 400;

/// A context label is shown in the same excerpt if it is at most this far away, in bytes, because everything in between is copied and processed for
/// each finding.
const FAR: usize = 4096;

/// A diagnostic in a language, in color if `color` is true. It ends with a line feed.
pub fn render(diagnostic: &Diagnostic, source: &Source, words: &Words, color: bool) -> String {
    if let Some(original) = source.original() {
        return render(&diagnostic.moved(|span| source.in_original(span)), original, words, color);
    }
    let diagnostic = &diagnostic.in_words(words);
    let [.., note, help] = words.levels;
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let (near, far): (Vec<&Label>, Vec<&Label>) =
        diagnostic.context.iter().partition(|label| is_near(label.span, diagnostic.span(), source));
    let excerpt = Excerpt::new(near.iter().map(|label| label.span).chain([diagnostic.span()]), source);
    let message = one_line(&diagnostic.message);
    let primary = AnnotationKind::Primary.span(excerpt.span(diagnostic.span()));
    let mut snippet = excerpt.snippet(source, words).annotation(primary.label(one_line(&diagnostic.label.text)));
    for label in near {
        snippet = snippet.annotation(excerpt.context(label));
    }
    let far: Vec<(&Label, Excerpt)> =
        far.into_iter().map(|label| (label, Excerpt::new([label.span].into_iter(), source))).collect();
    let mut group =
        Group::with_title(level(diagnostic.severity, words).primary_title(message.as_str()).id(diagnostic.rule))
            .element(snippet);
    for (label, excerpt) in &far {
        group = group.element(excerpt.snippet(source, words).annotation(excerpt.context(label)));
    }
    for told in &diagnostic.notes {
        group = group.element(Level::NOTE.with_name(note).message(one_line(told)));
    }
    let mut report = vec![group];
    match (&diagnostic.help, &diagnostic.fix) {
        (told, Some(fix)) if excerpt.covers(fix.edit.span) => {
            let title = one_line(told.as_deref().unwrap_or(&fix.title));
            let patch = Patch::new(excerpt.span(fix.edit.span), text::clean(&fix.edit.text).into_owned());
            let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.first_line).patch(patch);
            report.push(Group::with_title(Level::HELP.with_name(help).secondary_title(title)).element(snippet));
        }
        (Some(told), _) => {
            let group = report.pop().expect("the first group");
            report.push(group.element(Level::HELP.with_name(help).message(one_line(told))));
        }
        (None, _) => {}
    }
    format!("{}\n", renderer.decor_style(DecorStyle::Ascii).render(&report))
}

/// Whether two places are shown in one excerpt. On one line they must be nearer, because the printer is slow on long lines.
fn is_near(one: Span, other: Span, source: &Source) -> bool {
    let (first, last) = (one.start.min(other.start), one.start.max(other.start));
    let between = source.text.get(first..last).unwrap_or_default();
    between.len() <= LONGEST || between.len() <= FAR && between.contains('\n')
}

/// Clean text without line ends, so that a deck cannot produce a line that looks like ours.
fn one_line(words: &str) -> String {
    text::clean(words).replace('\n', " ")
}

fn level(severity: Severity, words: &Words) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    level.with_name(severity.in_words(words))
}

/// The lines of a source that a diagnostic is about, after cleaning, with the map from places in the source.
///
/// The printer would pass some control characters on to the terminal, and copying a whole deck for each finding is slow.
struct Excerpt {
    text: String,
    first_line: usize,
    /// The place in the text for bytes of the source: sorted pairs.
    moved: Vec<(usize, usize)>,
    from: usize,
    to: usize,
}

impl Excerpt {
    /// The lines from the first to the last of some spans.
    fn new(spans: impl Iterator<Item = Span>, source: &Source) -> Self {
        let (first, last) =
            spans.fold((usize::MAX, 0), |(first, last), span| (first.min(span.start), last.max(span.start)));
        let file = &source.text;
        let (first, last) = (text::floor(file, first), text::floor(file, last));
        let mut from = file[..first].rfind('\n').map_or(0, |at| at + 1);
        let mut to = file[last..].find('\n').map_or(file.len(), |at| last + at);
        if first - from > LONGEST {
            from = text::floor(file, first - LONGEST / 2);
        }
        if to > last + LONGEST && !file[last..last + text::floor(&file[last..], LONGEST)].contains('\n') {
            to = text::floor(file, last + LONGEST);
        }
        let mut excerpt =
            Self { text: String::new(), first_line: source.place(from).line, moved: Vec::new(), from, to };
        for (at, cluster) in file[from..to].grapheme_indices(true) {
            let place = excerpt.text.len();
            excerpt.moved.extend(cluster.char_indices().map(|(inside, _)| (from + at + inside, place)));
            excerpt.text.push_str(&text::clean(cluster));
        }
        excerpt
    }

    fn snippet(&self, source: &Source, words: &Words) -> Snippet<'_, Annotation<'_>> {
        Snippet::source(self.text.as_str()).line_start(self.first_line).path(one_line(source.shown_name(words)))
    }

    /// A context label.
    fn context(&self, label: &Label) -> Annotation<'static> {
        AnnotationKind::Context.span(self.span(label.span)).label(one_line(&label.text))
    }

    fn covers(&self, span: Span) -> bool {
        self.from <= span.start && span.end <= self.to
    }

    /// A span of the source in the text, cut at the end of its first line.
    fn span(&self, span: Span) -> std::ops::Range<usize> {
        let place = |at: usize| match self.moved.partition_point(|(from, _)| *from < at) {
            index if index < self.moved.len() => self.moved[index].1,
            _ => self.text.len(),
        };
        let start = place(span.start);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        start..place(span.end).clamp(start, line_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_finding_is_printed_as_rustc_would() {
        let source = Source::new("decks/a.toml", "[[section]]\ntitle = \"É\"\nduraton = \"3min\"\n");
        let span = Span::new(source.text.find("duraton").unwrap(), source.text.find(" = \"3").unwrap());
        let diagnostic =
            Diagnostic::error("unknown-key", span, "unknown key `duraton` in a section", "not a key of a section")
                .context(Span::new(0, 11), "this section")
                .help("a key with a similar name exists: `duration`")
                .fix("write `duration`", span, "duration");
        expect![[r#"
            error[unknown-key]: unknown key `duraton` in a section
             --> decks/a.toml:3:1
              |
            1 | [[section]]
              | ----------- this section
            2 | title = "É"
            3 | duraton = "3min"
              | ^^^^^^^ not a key of a section
              |
            help: a key with a similar name exists: `duration`
              |
            3 | duration = "3min"
              |      +
        "#]]
        .assert_eq(&render(&diagnostic, &source, crate::lang::choose([Some("en")]), false));
    }

    #[test]
    fn a_place_far_away_has_an_excerpt_of_its_own() {
        let between = "# a remark\n".repeat(FAR / 10);
        let source = Source::new("a.toml", &format!("id = \"a\"\n{between}id = \"b\"\n"));
        let span = Span::new(source.text.find("\"b\"").unwrap(), source.text.len() - 1);
        let diagnostic = Diagnostic::error("duplicate-id", span, "the same", "again").context(Span::new(5, 8), "first");
        expect![[r#"
            error[duplicate-id]: the same
               --> a.toml:411:6
                |
            411 | id = "b"
                |      ^^^ again
                |
               ::: a.toml:1:6
                |
              1 | id = "a"
                |      --- first
        "#]]
        .assert_eq(&render(&diagnostic, &source, crate::lang::choose([Some("en")]), false));
    }

    #[test]
    fn a_flood_of_marks_in_a_deck_is_not_printed() {
        let source = Source::new("a.toml", &format!("title = \"Z{}\" x\n", "\u{301}".repeat(100)));
        let span = Span::new(source.text.len() - 2, source.text.len() - 1);
        let printed = render(
            &Diagnostic::error("bad-value", span, "", "here"),
            &source,
            crate::lang::choose([Some("en")]),
            false,
        );
        assert!(printed.matches('\u{301}').count() < 10, "{printed:?}");
    }

    #[test]
    fn no_control_character_of_a_deck_is_printed() {
        let source = Source::new("a\u{1b}[2J.toml", "title = \"\u{1b}]0;x\u{7}\u{9b}\u{202e}\u{200f}é\" x\n");
        let span = Span::new(source.text.find('é').unwrap(), source.text.len() - 1);
        let printed = render(
            &Diagnostic::error("bad-value", span, "\u{1b}[31m", "\u{9b}1m"),
            &source,
            crate::lang::choose([Some("en")]),
            false,
        );
        assert!(printed.chars().all(|char| char == '\n' || !char.is_control()), "{printed:?}");
        assert!(!printed.contains(['\u{202e}', '\u{200f}']), "{printed:?}");
        assert!(printed.contains("^^^^"), "{printed}");
    }
}
