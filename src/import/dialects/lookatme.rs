//! lookatme: splits slides like plain Markdown; `<!-- stop -->` is a pause (its README).

use crate::import::dialects::plain::parted;
use crate::import::dialects::{Dialect, add, line_with, lose_settings, no_step};
use crate::import::{Doc, Import};
use crate::lang::noun;

pub const DIALECT: Dialect = Dialect { name: "lookatme", title: "lookatme", signs, read };

fn signs(doc: &Doc) -> Option<String> {
    let is_stop = |line: &str| {
        line.trim().strip_prefix("<!--").and_then(|it| it.strip_suffix("-->")).is_some_and(|it| it.trim() == "stop")
    };
    line_with(doc, is_stop).map(|_| "stop".to_owned()).or_else(|| doc.front.has("styles").then(|| "styles:".to_owned()))
}

fn read(doc: &Doc, import: &mut Import) {
    lose_settings(
        doc,
        &mut import.losses,
        &[
            ("theme", noun!("theme: see `pupitre themes`")),
            ("styles", noun!("styles (CSS)")),
            ("extensions", noun!("settings")),
        ],
    );
    for (mut slide, lines) in parted(doc, import) {
        add(&mut slide, &doc.taken(&lines), &mut import.losses, |slide, comment, losses| {
            let is_stop = comment.words() == "stop";
            if is_stop && !slide.pause() {
                no_step(losses, comment);
            }
            is_stop
        });
        import.slides.push(slide);
    }
}
