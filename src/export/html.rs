//! A page for those who were there, or were not: one file of semantic HTML that reads on a phone, shows the slides, asks its questions
//! and prints. It asks for nothing from elsewhere, and what it may do is said by hashes: its own script and style, nothing else.

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
    let lang = job.deck.lang.as_deref().unwrap_or(job.words.code);
    let style = format!("{}{STYLE}", palette::variables(job.theme));
    let mut html = Html::default();
    html.raw("<!DOCTYPE html>\n");
    html.tag("html", &[("lang", &text::clean(lang))], |html| {
        html.tag("head", &[], |html| head(job, &style, html));
        html.raw("\n");
        let mut writer = Writer::new(job);
        let attributes = frame::data(job);
        html.tag("body", &[("data-deck", &attributes.deck), ("data-words", &attributes.words)], |html| {
            frame::body(&mut writer, html);
            html.code("script", SCRIPT);
        });
    });
    html.raw("\n");
    html.text_of_file()
}

/// What the page may do comes before anything that it does.
fn head(job: &Job, style: &str, html: &mut Html) {
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
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
    html.tag("title", &[], |html| html.text(&job.deck.title));
    html.code("style", style);
}

/// How a policy names a script or a style (Content Security Policy Level 3, 2.3.1).
fn hash(code: &str) -> String {
    format!("sha256-{}", text::base64(&hmac_sha256::Hash::hash(code.as_bytes())))
}

#[cfg(test)]
mod tests;
