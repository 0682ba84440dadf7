//! HTML elements with escaped text: a deck can only produce text and attribute values.

use std::fmt::Write as _;

use crate::text;

/// HTML that is being written.
#[derive(Debug, Default)]
pub struct Html(String);

/// An attribute and its value.
pub type Attribute<'a> = (&'static str, &'a str);

impl Html {
    /// An element with content.
    pub fn tag(&mut self, name: &'static str, attributes: &[Attribute], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        inside(self);
        let _ = write!(self.0, "</{name}>");
    }

    /// An element that contains only text.
    pub fn line(&mut self, name: &'static str, attributes: &[Attribute], text: &str) {
        self.tag(name, attributes, |html| html.text(text));
    }

    /// An element without content.
    pub fn void(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.open(name, attributes);
    }

    fn open(&mut self, name: &'static str, attributes: &[Attribute]) {
        if BLOCKS.contains(&name) && !self.0.ends_with('\n') {
            self.0.push('\n');
        }
        let _ = write!(self.0, "<{name}");
        for (attribute, value) in attributes {
            match *value {
                "" if BOOLEAN.contains(attribute) => _ = write!(self.0, " {attribute}"),
                value => _ = write!(self.0, " {attribute}=\"{}\"", escaped(value)),
            }
        }
        self.0.push('>');
    }

    /// Text of a deck.
    pub fn text(&mut self, text: &str) {
        self.0.push_str(&escaped(text));
    }

    /// HTML that is part of this program.
    pub fn raw(&mut self, html: &'static str) {
        self.0.push_str(html);
    }

    /// A script or a style of this program, unchanged, because its hash covers these very bytes.
    pub fn code(&mut self, name: &'static str, code: &str) {
        let _ = write!(self.0, "\n<{name}>{code}</{name}>\n");
    }

    pub fn text_of_file(self) -> String {
        self.0
    }
}

/// Elements that start a new line in the file.
const BLOCKS: &[&str] = &[
    "article", "body", "div", "dl", "dt", "dd", "figure", "fieldset", "h1", "h2", "h3", "header", "head", "html", "li",
    "main", "meta", "nav", "ol", "p", "section", "table", "title", "tr", "ul",
];

/// Attributes without a value.
const BOOLEAN: &[&str] = &["checked", "disabled", "hidden"];

/// Clean text, escaped also for use between double quotes.
fn escaped(text: &str) -> String {
    let clean = text::clean(text);
    let mut escaped = String::with_capacity(clean.len() + clean.len() / 16);
    for char in clean.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            char => escaped.push(char),
        }
    }
    escaped
}
