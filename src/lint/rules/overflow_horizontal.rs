//! `overflow-horizontal`: code, a table or a diagram wider than a terminal that it must fit.

use std::collections::{HashMap, HashSet};

use crate::block::Code;
use crate::deck::Size;
use crate::lang::{noun, say};
use crate::lint::passage::Grid;
use crate::lint::{Checker, Findings, Rule};
use crate::page::{Harm, Role};
use crate::source::Span;
use crate::text;

pub const RULE: Rule = Rule::warning("overflow-horizontal", "L002", look)
    .about(noun!("code, a table or a diagram wider than a terminal that it must fit"))
    .why(noun!("Nothing is cut: a line of code wraps after ↪, a table is shown row by row, and a diagram as a list. But the room loses the shape of it, which is what they are for."))
    .evidence(noun!("Measured with the layout that presents, at every size in `sizes` (80x24 and 120x36 where the deck names none)"))
    .wrong("```sh\n… a line of 100 letters …\n```")
    .right("```sh\n… two lines, divided with a `\\` …\n```");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut of_code: Option<usize> = None;
    let mut of_table: Option<usize> = None;
    let mut tables_of: HashMap<usize, Vec<&Grid>> = HashMap::new();
    for table in checker.tables().iter().filter(|it| it.field.is_shown() && it.head.len() > 1) {
        table.slide.into_iter().for_each(|slide| tables_of.entry(slide).or_default().push(table));
    }
    let mut of_diagrams = HashSet::new();
    for (index, size, sheet) in checker.sheets() {
        let listed =
            sheet.body.harmed.iter().filter_map(|harm| if let Harm::Listed(at) = harm { Some(*at) } else { None });
        for at in listed.filter(|at| of_diagrams.insert((*index, *at))).collect::<Vec<_>>() {
            let message = say!("this diagram is too wide for {size} and is shown as a list", size = size.to_string());
            findings.add(at, message, say!("too wide"));
            findings.help(say!("shorten its words, or divide it into several diagrams"));
            findings.on(Some(*index));
        }
        if of_code != Some(*index) && sheet.wraps_code() {
            of_code = Some(*index);
            code(checker, findings, *index, *size);
        }
        let Some(tables) = tables_of.get(index).filter(|_| of_table != Some(*index)) else { continue };
        if sheet.count_texts(Role::Border, |text| text.contains('┼')) < tables.len() {
            of_table = Some(*index);
            let widest = tables
                .iter()
                .max_by_key(|it| it.head.len())
                .and_then(|it| Some((it.head.first()?.span, it.head.last()?.span)));
            let span = widest.map_or(Span::default(), |(first, last)| Span::new(first.start, last.end));
            let message = say!("this table is too wide for {size} and is shown row by row", size = size.to_string());
            findings.add(span, message, say!("too wide"));
            findings.help(say!("remove a column, or shorten the words"));
        }
    }
}

/// Reports the widest line of code on a slide.
fn code(checker: &Checker, findings: &mut Findings, index: usize, size: Size) {
    let Some(placed) = checker.deck.slide(index) else { return };
    let mut widest: Option<(usize, Span)> = None;
    placed.slide.visit_code(&mut |code| {
        let line = widest_line(checker, code);
        if line.0 > widest.map_or(0, |it| it.0) {
            widest = Some(line);
        }
    });
    if let Some((width, span)) = widest {
        let message = say!("this line of code has {width} cells and wraps at {size}", width, size = size.to_string());
        findings.add(span, message, say!("too long"));
        findings.help(say!("divide it, or show less of it"));
    }
}

/// The width of the widest line, and its place: the line itself, or the name of the file if the code is not in the deck.
fn widest_line(checker: &Checker, code: &Code) -> (usize, Span) {
    let width = |line: &str| text::width(&text::clean(line));
    match (&code.code, &code.file) {
        (Some(excerpt), _) => {
            let lines = excerpt.text.split('\n').scan(0, |at, line| {
                let from = *at;
                *at += line.len() + 1;
                Some((width(line), from..from + line.len()))
            });
            let (width, range) = lines.max_by_key(|(width, _)| *width).unwrap_or_default();
            (width, excerpt.map.span(range))
        }
        (None, Some(file)) => {
            let lines = checker.assets.text(file).map_or("", |it| it).lines();
            (lines.map(width).max().unwrap_or(0), code.place())
        }
        (None, None) => (0, code.place()),
    }
}
