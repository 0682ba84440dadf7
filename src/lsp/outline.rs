//! The outline of a deck: its sections with their slides.

use serde_json::{Value as Json, json};

use crate::deck::Deck;
use crate::lsp::document::Document;
use crate::source::Span;
use crate::text;

/// Symbol kinds of the protocol: "namespace" is used for a section, "string" for a slide.
const SECTION: u8 = 3;
const SLIDE: u8 = 15;

/// A section or a slide.
struct Piece {
    kind: u8,
    name: String,
    detail: String,
    /// The whole of it, including its last line.
    span: Span,
    header: Span,
    inside: Vec<Piece>,
}

/// The answer to `textDocument/documentSymbol`.
pub fn symbols(document: &Document) -> Json {
    Json::Array(pieces(document).iter().map(|piece| symbol(document, piece)).collect())
}

fn symbol(document: &Document, piece: &Piece) -> Json {
    let children: Vec<Json> = piece.inside.iter().map(|piece| symbol(document, piece)).collect();
    json!({
        "name": piece.name, "detail": piece.detail, "kind": piece.kind,
        "range": document.range(piece.span), "selectionRange": document.range(piece.header), "children": children,
    })
}

/// The answer to `textDocument/foldingRange`.
pub fn folds(document: &Document) -> Json {
    let pieces = pieces(document);
    let all = pieces.iter().flat_map(|piece| std::iter::once(piece).chain(&piece.inside));
    let lines = all.map(|piece| (document.line(piece.span.start), document.line(piece.span.end)));
    lines
        .filter(|(first, last)| first < last)
        .map(|(first, last)| json!({ "startLine": first, "endLine": last }))
        .collect()
}

fn pieces(document: &Document) -> Vec<Piece> {
    let (deck, text) = (&document.reviewed().deck, document.source.text.as_str());
    let mut starts = starts(deck);
    // Slides of included files are not in this text.
    starts.retain(|start| *start < text.len());
    let whole = |header: Span| {
        let next = starts.iter().copied().find(|start| *start > header.start).unwrap_or(text.len());
        Span::new(header.start, end(text, header.end, next))
    };
    let mut sections: Vec<Piece> = Vec::new();
    for section in &deck.sections {
        let name = named(&section.title, "section");
        let detail = if section.appendix { "appendix" } else { "" }.to_owned();
        let header = section.at.table;
        sections.push(Piece { kind: SECTION, name, detail, span: whole(header), header, inside: Vec::new() });
    }
    for (index, placed) in deck.slides().enumerate() {
        // A slide of another file is listed where it is included.
        let header = deck.sections.included.site_of(index).map_or(placed.slide.at.table, |site| site.table);
        let name = named(placed.slide.title.as_deref().unwrap_or_default(), "slide");
        let detail = placed.number.to_string();
        let slide = Piece { kind: SLIDE, name, detail, span: whole(header), header, inside: Vec::new() };
        let section = &mut sections[placed.section_index];
        section.span.end = section.span.end.max(slide.span.end);
        section.inside.push(slide);
    }
    sections
}

/// A name that is not empty, as the protocol requires.
fn named(title: &str, what: &str) -> String {
    let title = text::clean(title.trim()).replace('\n', " ");
    if title.is_empty() { format!("({what} without a title)") } else { title }
}

/// The starts of the slides, and of the deck's tables that belong to no slide, in order.
fn starts(deck: &Deck) -> Vec<usize> {
    let tables = deck.objectives.iter().map(|it| &it.at);
    let tables = tables.chain(deck.sources.iter().map(|it| &it.at)).chain(deck.terms.iter().map(|it| &it.at));
    let tables = tables.chain(deck.profiles.iter().map(|it| &it.at)).chain(deck.course.iter().map(|it| &it.at));
    let tables = tables.chain(deck.sections.iter().map(|it| &it.at)).chain(deck.slides().map(|it| &it.slide.at));
    let sites = deck.sections.included.sites.iter().map(|site| site.table.start);
    let mut starts: Vec<usize> = tables.map(|at| at.table.start).chain(sites).collect();
    starts.sort_unstable();
    starts
}

/// The end of what starts at `from` and ends before `next`, without the comments above what comes next.
fn end(text: &str, from: usize, next: usize) -> usize {
    let mut inside = text[from..next.max(from)].trim_end();
    while let Some((above, _)) = inside.rsplit_once('\n').filter(|(_, last)| last.trim_start().starts_with('#')) {
        inside = above.trim_end();
    }
    from + inside.len()
}
