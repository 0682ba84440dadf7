//! patat: pandoc's Markdown in a terminal (its README); what both have stands in [`pandoc`](super::pandoc).

use crate::import::dialects::Dialect;
use crate::import::dialects::pandoc::read_as;
use crate::import::{Doc, Import};

pub const DIALECT: Dialect = Dialect { name: "patat", title: "patat", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    doc.front.has("patat").then(|| "patat:".to_owned())
}

fn read(doc: &Doc, import: &mut Import) {
    if doc.front.has("patat.theme") {
        import.losses.lost("theme: `pupitre themes` lists those there are", doc.front_at);
    }
    if doc.front.has("patat.eval") {
        import.losses.lost("code that runs: Pupitre runs nothing", doc.front_at);
    }
    if doc.front.has("patat.transition") {
        import.losses.lost("transitions", doc.front_at);
    }
    let level = doc.front.text("patat.slideLevel").and_then(|it| it.parse().ok());
    read_as(doc, import, level, doc.front.is_true("patat.incrementalLists"), true);
}
