//! The XML of a part, with limits, and helpers to navigate in it. Names are compared without their namespaces, because there are two sets of these
//! (ISO/IEC 29500, strict and transitional).

use roxmltree::{Document, Error, ParsingOptions};

use crate::lang::{Message, say};

/// The most nodes of a part.
const MOST_NODES: u32 = 1_000_000;

/// An element.
pub type Node<'a> = roxmltree::Node<'a, 'a>;

/// Parses a part. Entity declarations are refused, so that none can expand.
///
/// # Errors
/// What is wrong, if it is not XML, or has too many nodes.
pub fn parse<'t>(text: &'t str, name: &str) -> Result<Document<'t>, Message> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        Error::NodesLimitReached => {
            say!("has more than {most} elements in its part \"{name}\"", name, most = MOST_NODES)
        }
        Error::DtdDetected => {
            say!("cannot be read: its part \"{name}\" declares entities, which slides never do", name)
        }
        error => say!("cannot be read: its part \"{name}\" is not XML ({error})", name, error = error.to_string()),
    })
}

/// Navigation from an element.
pub trait Look<'a>: Sized {
    fn is(self, name: &str) -> bool;

    /// The first child with this name.
    fn child(self, name: &str) -> Option<Node<'a>>;

    /// The children with this name.
    fn children_of(self, name: &'static str) -> impl Iterator<Item = Node<'a>>;

    /// The element at the end of a path of names.
    fn path(self, names: &[&str]) -> Option<Node<'a>>;

    /// All descendants with this name.
    fn all(self, name: &'static str) -> impl Iterator<Item = Node<'a>>;

    /// Whether there is a descendant with this name.
    fn has(self, name: &'static str) -> bool;

    /// The value of an attribute without a namespace.
    fn get(self, name: &str) -> Option<&'a str>;

    /// A relationship id: an attribute with a namespace, as in `r:embed`.
    fn relation(self, name: &str) -> Option<&'a str>;

    /// The value of a boolean attribute. `None` if it is missing.
    fn switch(self, name: &str) -> Option<bool>;

    /// All text inside.
    fn words(self) -> String;
}

impl<'a> Look<'a> for Node<'a> {
    fn is(self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }

    fn child(self, name: &str) -> Option<Node<'a>> {
        self.children().find(|it| it.is(name))
    }

    fn children_of(self, name: &'static str) -> impl Iterator<Item = Node<'a>> {
        self.children().filter(move |it| it.is(name))
    }

    fn path(self, names: &[&str]) -> Option<Node<'a>> {
        names.iter().try_fold(self, |node, name| node.child(name))
    }

    fn all(self, name: &'static str) -> impl Iterator<Item = Node<'a>> {
        self.descendants().filter(move |it| it.is(name))
    }

    fn has(self, name: &'static str) -> bool {
        self.all(name).next().is_some()
    }

    fn get(self, name: &str) -> Option<&'a str> {
        self.attribute(name)
    }

    fn relation(self, name: &str) -> Option<&'a str> {
        self.attributes().find(|it| it.namespace().is_some() && it.name() == name).map(|it| it.value())
    }

    fn switch(self, name: &str) -> Option<bool> {
        self.get(name).map(|it| matches!(it, "1" | "true" | "on"))
    }

    fn words(self) -> String {
        self.descendants().filter(|it| it.is_text()).filter_map(|it| it.text()).collect()
    }
}
