//! patat: pandoc's Markdown in a terminal (its README). Most of it is in [`pandoc`](super::pandoc).

use crate::import::dialects::Dialect;
use crate::import::dialects::pandoc::read_as;
use crate::import::{Doc, Import};
use crate::lang::say;

pub const DIALECT: Dialect = Dialect { name: "patat", title: "patat", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    doc.front.has("patat").then(|| "patat:".to_owned())
}

fn read(doc: &Doc, import: &mut Import) {
    if doc.front.has("patat.theme") {
        import.losses.lost(say!("theme: see `pupitre themes`"), doc.front_at);
    }
    if doc.front.has("patat.eval") {
        import.losses.lost(say!("code to run: Pupitre runs no code"), doc.front_at);
    }
    if doc.front.has("patat.transition") {
        import.losses.lost(say!("transitions"), doc.front_at);
    }
    let level = doc.front.text("patat.slideLevel").and_then(|it| it.parse().ok());
    read_as(doc, import, level, doc.front.is_true("patat.incrementalLists"), true);
}
