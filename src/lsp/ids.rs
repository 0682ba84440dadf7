//! Ids: finds their definitions and references, and renames them.
//!
//! References are found with the checker, which knows every kind of reference: if the id is removed from the text, exactly its references lead
//! nowhere.

use serde_json::{Value as Json, json};

use crate::block;
use crate::lint::Finding;
use crate::lsp::document::Document;
use crate::lsp::terms;
use crate::source::{Edit, Span, apply};
use crate::table::{Identity, Nature};

/// The rule that reports references that lead nowhere.
const RULE: &str = "broken-jump";

/// The answer to `textDocument/definition`: where an id or a term is defined; for the name of an included file, its first slide used here.
pub fn definition(document: &Document, params: &Json) -> Json {
    if let Some(included) = document.included_at(document.offset(&params["position"])) {
        return included;
    }
    let found = at(document, params).or_else(|| term(document, params));
    found.map_or(Json::Null, |(id, _)| location(document, id))
}

/// The answer to `textDocument/references`.
pub fn references(document: &Document, params: &Json) -> Json {
    let found = at(document, params).or_else(|| term(document, params));
    let Some((id, references)) = found else { return Json::Null };
    let own = (params["context"]["includeDeclaration"] == true).then_some(id);
    own.into_iter().chain(references).map(|span| location(document, span)).collect()
}

/// The answer to `textDocument/rename`. Null if the new name is not valid or is taken.
pub fn rename(document: &Document, params: &Json) -> Json {
    let name = params["newName"].as_str().unwrap_or_default();
    let edits = rename_id(document, params, name).or_else(|| {
        let found = terms::at(document, document.offset(&params["position"]))?;
        terms::may_be_called(document, name).then(|| terms::renamed(document, &found, name))
    });
    let Some(edits) = edits.filter(|edits| !edits.is_empty()) else { return Json::Null };
    let edits: Vec<Json> = edits.iter().map(|edit| document.edit(edit)).collect();
    json!({ "changes": { &document.uri: edits } })
}

/// The edits that rename an id. Empty if that is not possible, `None` if there is no id.
fn rename_id(document: &Document, params: &Json, name: &str) -> Option<Vec<Edit>> {
    let (id, references) = at(document, params)?;
    let fits = |char: char| char.is_alphanumeric() || "-_.".contains(char);
    let taken = || ids(document).iter().any(|it| it.name.text == name);
    if name.is_empty() || !name.chars().all(fits) || taken() {
        return Some(Vec::new());
    }
    Some(std::iter::once(id).chain(references).map(|span| Edit::new(span, name)).collect())
}

/// The same for a glossary term.
fn term(document: &Document, params: &Json) -> Option<(Span, Vec<Span>)> {
    terms::at(document, document.offset(&params["position"])).map(|found| (found.own, found.elsewhere))
}

fn location(document: &Document, span: Span) -> Json {
    json!({ "uri": document.uri, "range": document.range(span) })
}

fn ids(document: &Document) -> Vec<&Identity> {
    let mut ids: Vec<&Identity> = Vec::new();
    block::each(&document.reviewed().deck, |nature| matches!(nature, Nature::Id), |id| ids.push(id));
    ids.retain(|id| !id.name.is_empty());
    ids
}

/// The id at the cursor, or the id of the reference there: its definition, and its references.
fn at(document: &Document, params: &Json) -> Option<(Span, Vec<Span>)> {
    let offset = document.offset(&params["position"]);
    let touched = |span: &Span| span.start <= offset && offset <= span.end;
    let text = &document.source.text;
    let around = |id: &Identity| {
        // The word at the cursor is compared first, so that the checker runs only for an id that is really there.
        let from = text.get(..offset).map_or(0, |before| before.len().saturating_sub(id.name.len()));
        let to = (offset + id.name.len()).min(text.len());
        (from..=offset).any(|start| text.get(start..to).is_some_and(|it| it.starts_with(id.name.as_str())))
    };
    ids(document).into_iter().filter(|id| around(id)).find_map(|id| {
        let own = inside(document, id.name.span, &id.name)?;
        let references = referring(document, own);
        (touched(&own) || references.iter().any(touched)).then_some((own, references))
    })
}

/// The place of a name inside a range, which may include quotes or a link.
fn inside(document: &Document, span: Span, name: &str) -> Option<Span> {
    let at = span.start + document.source.slice(span).rfind(name)?;
    Some(Span::new(at, at + name.len()))
}

/// The references that lead nowhere when this id is replaced by another.
fn referring(document: &Document, id: Span) -> Vec<Span> {
    let text = &document.source.text;
    let name = document.source.slice(id);
    // As long as the id, so that everything keeps its place.
    let others = (b'a'..=b'z').map(|letter| char::from(letter).to_string().repeat(name.len()));
    let Some(other) = others.into_iter().find(|other| !text.contains(other.as_str())) else { return Vec::new() };
    let without = apply(text, &[Edit::new(id, other)]);
    let is_broken = |it: &&Finding| it.diagnostic.rule == RULE;
    let before: Vec<Span> =
        document.reviewed().findings.iter().filter(is_broken).map(|it| it.diagnostic.span()).collect();
    let mut found: Vec<Span> = document
        .reviewed_as(&without)
        .findings
        .iter()
        .filter(is_broken)
        .map(|it| it.diagnostic.span())
        .filter(|span| !before.contains(span))
        .filter_map(|span| inside(document, span, name))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
