//! Markdown without signs of a program: split at `---` if there is any, else at headings.

use std::collections::BTreeMap;

use crate::import::dialects::{Dialect, add};
use crate::import::draft::{Layout, Opens, Slide};
use crate::import::heading::{Heading, headings, is_rule, underline};
use crate::import::scan::Line;
use crate::import::{Doc, Import, between};
use crate::source::Span;

pub const DIALECT: Dialect = Dialect { name: "plain", title: "Markdown", signs: |_| None, read };

fn read(doc: &Doc, import: &mut Import) {
    for (mut slide, lines) in parted(doc, import) {
        add(&mut slide, &doc.taken(&lines), &mut import.losses, |_, _, _| false);
        import.slides.push(slide);
    }
}

/// The slides of a file with their lines: split at rules if there are any, else at headings.
pub fn parted<'t>(doc: &Doc<'t>, import: &Import) -> Vec<(Slide, Vec<Line<'t>>)> {
    let lines = doc.body();
    let is_break = |index: usize, line: &Line| is_rule(line.text) && !is_underline(lines, index);
    let breaks = lines.iter().enumerate().any(|(index, line)| line.is_text() && is_break(index, line));
    if breaks && import.wanted.level.is_none() {
        let ranges = between(lines, is_break);
        return ranges.into_iter().map(|range| (slide_at(&lines[range.clone()]), lines[range].to_vec())).collect();
    }
    at_headings(lines, import.wanted.level, import.head.title.is_some())
}

/// Whether a line of `-` makes the line above it a heading.
pub fn is_underline(lines: &[Line], index: usize) -> bool {
    let above = index.checked_sub(1).map(|above| lines[above].trimmed()).unwrap_or_default();
    underline(lines[index].text).is_some()
        && !above.is_empty()
        && headings(&lines[index.saturating_sub(2)..=index])
            .iter()
            .any(|it| it.is_underlined && it.range.end == lines[index].end() + 1)
}

pub fn slide_at(lines: &[Line]) -> Slide {
    let first = lines.iter().find(|line| !line.text.trim().is_empty()).or(lines.first());
    Slide::at(first.map_or(Span::default(), |line| Span::new(line.at, line.end())))
}

/// The level of headings that start slides: of the levels with text right below them, the highest in the outline. (The rule of patat and pandoc.
/// Deeper headings never start a slide.)
pub fn slide_level(lines: &[Line], all: &[Heading]) -> u8 {
    let mut with_text: BTreeMap<u8, usize> = BTreeMap::new();
    for (index, heading) in all.iter().enumerate() {
        let next = all.get(index + 1).map_or(usize::MAX, |next| next.range.start);
        let has_text = lines
            .iter()
            .skip_while(|line| line.at < heading.range.end)
            .take_while(|line| line.at < next)
            .any(|line| !line.text.trim().is_empty() && !line.text.trim_start().starts_with("<!--"));
        if has_text {
            *with_text.entry(heading.level).or_default() += 1;
        }
    }
    with_text.keys().next().copied().unwrap_or(1)
}

/// Slides that start at headings of a level. Headings above that level are slides that open sections.
pub fn at_headings<'t>(lines: &[Line<'t>], level: Option<u8>, has_title: bool) -> Vec<(Slide, Vec<Line<'t>>)> {
    let all = headings(lines);
    let level = level.unwrap_or_else(|| slide_level(lines, &all));
    let mut starts: Vec<(usize, Option<u8>)> = vec![(lines.first().map_or(0, |line| line.at), None)];
    starts.extend(all.iter().filter(|it| it.level <= level).map(|it| (it.range.start, Some(it.level))));
    let first_level = starts.iter().find_map(|(_, level)| *level);
    let mut slides = Vec::new();
    for (index, (start, found)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(usize::MAX, |(next, _)| *next);
        let from = lines.partition_point(|line| line.at < *start);
        let to = lines.partition_point(|line| line.at < end);
        let own = lines[from..to.max(from)].to_vec();
        let mut slide = slide_at(&own);
        if let Some(found) = found.filter(|found| *found < level) {
            slide.opens = Opens::Own;
            // A heading with text below it is an ordinary slide.
            let is_bare = own.iter().filter(|line| !line.trimmed().is_empty()).count() <= 1 + usize::from(index == 0);
            let is_deck_title = !has_title
                && slides.len() <= 1
                && Some(found) == first_level
                && all.iter().filter(|it| it.level == found).count() == 1;
            if is_deck_title {
                slide.opens = Opens::Nothing;
            } else if is_bare {
                slide.layout = Layout::Section;
            }
        }
        slides.push((slide, own));
    }
    slides
}
