//! slides: `---` separates slides, `~~~` marks a command whose output is shown (its README).

use crate::import::dialects::plain::parted;
use crate::import::dialects::{Dialect, add, lose_settings};
use crate::import::scan::{Inside, opening};
use crate::import::{Doc, Import};
use crate::lang::{noun, say};
use crate::source::Span;

pub const DIALECT: Dialect = Dialect { name: "slides", title: "slides", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    let known = ["theme", "author", "date", "paging"];
    let is_ours = doc.front.is_map() && doc.front.entries().iter().all(|(key, _)| known.contains(&key.as_str()));
    (is_ours && (doc.front.has("paging") || doc.front.has("author")))
        .then(|| if doc.front.has("paging") { "paging:" } else { "author:" }.to_owned())
}

fn read(doc: &Doc, import: &mut Import) {
    lose_settings(
        doc,
        &mut import.losses,
        &[
            ("theme", noun!("theme: see `pupitre themes`")),
            ("paging", noun!("page numbers, headers and footers: the bottom row has the slide's number")),
        ],
    );
    for line in doc.body().iter().filter(|line| line.inside == Inside::Fence) {
        if opening(line.text).is_some_and(|it| it.sign == '~' && !it.info.is_empty()) {
            import.losses.lost(say!("code to run: Pupitre runs no code"), Span::new(line.at, line.end()));
        }
    }
    for (mut slide, lines) in parted(doc, import) {
        add(&mut slide, &doc.taken(&lines), &mut import.losses, |_, _, _| false);
        import.slides.push(slide);
    }
}
