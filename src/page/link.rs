//! The targets of links.

use std::sync::Arc;

use crate::page::Target;

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address that is safe to pass to a terminal, and the title that the author gave it.
    Web { address: Arc<str>, title: Option<Arc<str>> },
    /// A slide of the deck, by its id.
    Slide(Arc<str>),
    /// A footnote, by its number.
    Note(Arc<str>),
}

impl Link {
    /// The address, if the target is outside the deck.
    pub fn address(&self) -> Option<&Arc<str>> {
        match self {
            Self::Web { address, .. } => Some(address),
            Self::Slide(_) | Self::Note(_) => None,
        }
    }

    /// What a click on it leads to. `None` for a footnote, which is on the same page.
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::Web { address, .. } => Some(Target::Link(address.clone())),
            Self::Slide(id) => Some(Target::Named(id.clone())),
            Self::Note(_) => None,
        }
    }
}

impl<T: Into<Arc<str>>> From<T> for Link {
    fn from(address: T) -> Self {
        Self::Web { address: address.into(), title: None }
    }
}
