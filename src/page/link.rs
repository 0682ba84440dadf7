//! Where words lead.

use std::sync::Arc;

use crate::page::Target;

/// Where words lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address that a terminal may be given, and what its author says of it.
    Web { address: Arc<str>, title: Option<Arc<str>> },
    /// A slide of the deck, by its id.
    Slide(Arc<str>),
    /// A note below the text, by its number.
    Note(Arc<str>),
}

impl Link {
    /// The address that it leads to, where that is outside the deck.
    pub fn address(&self) -> Option<&Arc<str>> {
        match self {
            Self::Web { address, .. } => Some(address),
            Self::Slide(_) | Self::Note(_) => None,
        }
    }

    /// What a click on it leads to. A note stands below: there is nowhere to go.
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
