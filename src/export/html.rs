//! A page for people who attended, or did not: one file of semantic HTML that works on a phone, shows the slides, asks the questions, and prints.
//! It loads nothing, and its policy allows only its own script and style, by their hashes.

mod ask;
mod blocks;
mod chart;
mod diagram;
mod element;
mod frame;
mod met;
mod palette;
mod parts;
mod phrase;

use crate::block::meaning::{Meaning, Part, What};
use crate::export::html::element::Html;
use crate::export::html::parts::Writer;
use crate::export::{Drawn, Files, Format, Job};
use crate::text;

pub const FORMAT: Format = Format {
    name: "html",
    about: "one page to send: lessons, slides, quizzes; reads on a phone and prints",
    has_text: true,
    is_of_screen: false,
    has_scale: false,
    pictures: Drawn::Originals,
    mark: Some("<meta name=\"generator\" content=\"Pupitre\">"),
    files: Files::One(|job| page(job).into_bytes()),
};

const SCRIPT: &str = include_str!("html/page.js");
const STYLE: &str = include_str!("html/page.css");

/// The whole file.
fn page(job: &Job) -> String {
    document(job, SCRIPT, |writer, html| {
        let attributes = frame::data(job);
        html.tag("body", &[("data-deck", &attributes.deck), ("data-words", &attributes.words)], |html| {
            frame::body(writer, html);
            html.code("script", SCRIPT);
        });
    })
}

/// A text other than slides, as a page to read and print.
pub fn paper(job: &Job, text: &Meaning) -> String {
    document(job, "", |writer, html| {
        html.tag("body", &[], |html| {
            html.tag("main", &[], |html| {
                html.tag("div", &[("class", "cover")], |html| html.line("h1", &[], &job.deck.title));
                // A heading of the second level starts a section.
                let parts = text.0.chunk_by(|_, next| !matches!(next.what, What::Heading { level: ..=TOP, .. }));
                parts.for_each(|parts| html.tag("section", &[], |html| section(writer, parts, html)));
            });
        });
    })
}

/// The level of headings that start a section. In a meaning, `#` is level 4 and is the title; `##` is level 5.
const TOP: u8 = 5;

/// A section of a text: its heading, and what is below it.
fn section(writer: &mut Writer, parts: &[Part], html: &mut Html) {
    let heading = |part: &Part, writer: &mut Writer, html: &mut Html| match &part.what {
        What::Heading { level, text } => {
            let name = ["h2", "h3", "h4", "h5"][usize::from(level.saturating_sub(TOP)).min(3)];
            html.tag(name, &[], |html| writer.phrase(text, html));
            true
        }
        _ => false,
    };
    let rest = match parts.split_first() {
        Some((first @ Part { what: What::Heading { level: ..=TOP, .. }, .. }, rest)) => {
            heading(first, writer, html);
            rest
        }
        _ => parts,
    };
    html.tag("div", &[("class", "flow")], |html| {
        for part in rest {
            if !heading(part, writer, html) {
                writer.meaning(&Meaning(vec![part.clone()]), html);
            }
        }
    });
}

/// A file whose body is written by `body`. It can run only this script.
fn document(job: &Job, script: &str, body: impl FnOnce(&mut Writer, &mut Html)) -> String {
    let lang = job.deck.lang.as_deref().unwrap_or(job.words.code);
    let style = format!("{}{STYLE}", palette::variables(job.theme));
    let mut html = Html::default();
    html.raw("<!DOCTYPE html>\n");
    html.tag("html", &[("lang", &text::clean(lang))], |html| {
        html.tag("head", &[], |html| head(job, script, &style, html));
        html.raw("\n");
        body(&mut Writer::new(job), html);
    });
    html.raw("\n");
    html.text_of_file()
}

/// The policy of the page comes before everything else.
fn head(job: &Job, script: &str, style: &str, html: &mut Html) {
    let script = if script.is_empty() { "none".to_owned() } else { hash(script) };
    let policy = format!(
        "default-src 'none'; script-src '{script}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(style)
    );
    html.raw("\n");
    html.void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.raw(FORMAT.mark.unwrap_or_default());
    html.raw("\n");
    html.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    if let Some(subtitle) = &job.deck.subtitle {
        html.void("meta", &[("name", "description"), ("content", subtitle)]);
    }
    if let Some(author) = &job.deck.author {
        html.void("meta", &[("name", "author"), ("content", author)]);
    }
    html.tag("title", &[], |html| html.text(&job.deck.title));
    html.code("style", style);
}

/// The hash of a script or a style in a policy (Content Security Policy Level 3, 2.3.1).
fn hash(code: &str) -> String {
    format!("sha256-{}", text::base64(&hmac_sha256::Hash::hash(code.as_bytes())))
}

#[cfg(test)]
mod tests;
