//! XML with escaped text: a deck can only produce text and attribute values.

use std::fmt::{Display, Write as _};

use crate::text;

/// Elements and their text, escaped.
#[derive(Debug, Default)]
pub struct Xml(String);

/// An attribute and its value.
pub type Attribute<'a> = (&'static str, &'a dyn Display);

/// An attribute with a value of any type.
pub fn attribute<'a>(name: &'static str, value: &'a dyn Display) -> Attribute<'a> {
    (name, value)
}

impl Xml {
    /// An element with content.
    pub fn tag(&mut self, name: &'static str, attributes: &[Attribute], inside: impl FnOnce(&mut Self)) {
        let _ = write!(self.0, "<{name}");
        for (attribute, value) in attributes {
            // A line feed would be read as a space there.
            let value = value.to_string().replace('\n', " ");
            let _ = write!(self.0, " {attribute}=\"{}\"", text::xml(&value));
        }
        let end = self.0.len();
        self.0.push('>');
        inside(self);
        if self.0.len() > end + 1 {
            let _ = write!(self.0, "</{name}>");
        } else {
            self.0.truncate(end);
            self.0.push_str("/>");
        }
    }

    /// An element without content.
    pub fn void(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.tag(name, attributes, |_| {});
    }

    /// An element that contains only text.
    pub fn line(&mut self, name: &'static str, attributes: &[Attribute], text: &str) {
        self.tag(name, attributes, |xml| xml.0.push_str(&text::xml(text)));
    }

    /// XML that is part of this program.
    pub fn raw(&mut self, xml: &'static str) {
        self.0.push_str(xml);
    }

    /// XML that was written as a piece.
    pub fn written(&mut self, piece: &str) {
        self.0.push_str(piece);
    }

    /// The XML as a piece of another file.
    pub fn piece(self) -> String {
        self.0
    }

    /// The XML as the bytes of a file.
    pub fn file(self) -> Vec<u8> {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{}", self.0).into_bytes()
    }
}
