//! What each HTML element becomes.

use crate::import::html::tag::Tag;

/// What an element becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text between two delimiters.
    Pair(&'static str),
    Link,
    Heading(u8),
    /// Code, unchanged.
    Pre,
    List(bool),
    Item,
    Table,
    Row,
    Cell,
    /// Its text, as separate paragraphs.
    Block,
    /// Columns with its children.
    Columns,
    Column,
    /// Its text, inline.
    Inline,
    /// The speaker's notes.
    Note,
    /// Its content, a step later.
    Later,
    /// Lists whose items appear one by one.
    Items,
    /// Nothing: it is dropped with its content.
    Skip,
    /// Nothing: it has no content and shows nothing.
    Void,
    Break,
    Rule,
    Image,
    /// A video, audio, or an embedded page.
    Media,
    /// Text: the element is not HTML.
    Component,
}

impl Role {
    /// Whether it starts on a line of its own.
    pub fn is_block(&self) -> bool {
        matches!(
            self,
            Self::Block
                | Self::Columns
                | Self::Column
                | Self::List(_)
                | Self::Table
                | Self::Heading(_)
                | Self::Pre
                | Self::Later
                | Self::Items
                | Self::Component
        )
    }

    /// Whether it keeps its text until it is closed.
    pub fn keeps_text(&self) -> bool {
        matches!(
            self,
            Self::Pair(_)
                | Self::Link
                | Self::Heading(_)
                | Self::Pre
                | Self::List(_)
                | Self::Item
                | Self::Table
                | Self::Cell
                | Self::Columns
                | Self::Column
                | Self::Note
        )
    }
}

/// What an element becomes. `None` if its name is neither HTML nor a known component.
pub fn role(tag: &Tag) -> Option<Role> {
    Some(match tag.name.as_str() {
        "b" | "strong" => Role::Pair("**"),
        "i" | "em" | "cite" | "dfn" | "var" => Role::Pair("*"),
        "s" | "del" | "strike" => Role::Pair("~~"),
        "code" | "kbd" | "samp" | "tt" => Role::Pair("`"),
        "mark" => Role::Pair("=="),
        "a" | "RouterLink" | "router-link" | "Link" => Role::Link,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading(tag.name.as_bytes()[1] - b'0'),
        "pre" => Role::Pre,
        "ul" | "menu" => Role::List(false),
        "ol" => Role::List(true),
        "li" => Role::Item,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "aside" if tag.has_class(|class| class == "notes") => Role::Note,
        "div" | "section" | "main" | "figure" | "article" | "ul-grid" if is_side_by_side(tag) => Role::Columns,
        "div" | "p" | "section" | "article" | "main" | "center" | "figure" | "figcaption" | "header" | "footer"
        | "aside" | "nav" | "details" | "summary" | "blockquote" | "address" | "dl" | "dt" | "dd" | "form"
        | "fieldset" | "hgroup" | "body" | "html" | "slide" => Role::Block,
        "span" | "small" | "big" | "sub" | "sup" | "u" | "ins" | "font" | "q" | "abbr" | "label" | "button"
        | "time" | "bdi" | "thead" | "tbody" | "tfoot" | "caption" | "colgroup" | "picture" | "ruby" | "rt" | "rp"
        | "wbr" | "nobr" | "address-line" | "blink" | "marquee" | "data" | "output" | "select" | "option"
        | "textarea" | "legend" | "arrow-text" => Role::Inline,
        "style" | "script" | "svg" | "canvas" | "object" | "noscript" | "head" | "title" | "math" => Role::Skip,
        "br" => Role::Break,
        "hr" => Role::Rule,
        "img" => Role::Image,
        "col" | "link" | "meta" | "base" | "input" | "param" | "track" | "area" | "map" => Role::Void,
        "video" | "audio" | "iframe" | "source" | "embed" | "Youtube" | "youtube" => Role::Media,
        "v-click" | "VClick" | "v-after" | "VAfter" | "v-clicks-group" => Role::Later,
        "v-clicks" | "VClicks" => Role::Items,
        _ => return None,
    })
}

/// Whether the children of an element are side by side, by its classes or its style.
fn is_side_by_side(tag: &Tag) -> bool {
    let is_class = |class: &str| {
        let class = class.to_ascii_lowercase();
        matches!(
            class.as_str(),
            "grid"
                | "flex"
                | "columns"
                | "cols"
                | "row"
                | "two-columns"
                | "twocolumn"
                | "multicolumn"
                | "split"
                | "side-by-side"
        ) || ["columns", "grid-cols", "cols-", "two-col", "three-col"].iter().any(|name| class.contains(name))
    };
    let style = tag.get("style").unwrap_or_default().replace(' ', "");
    let is_style = ["display:grid", "display:flex", "grid-template-columns", "columns:", "column-count"];
    tag.has_class(is_class) && !tag.has_class(|class| class == "flex-col")
        || is_style.iter().any(|it| style.contains(it))
}

/// Whether an element appears a step later, by its attributes or classes.
pub fn is_fragment(tag: &Tag) -> bool {
    let is_attribute = |key: &str| key == "v-click" || key == "v-after" || key.starts_with("v-click.");
    tag.has_class(|class| class == "fragment") || tag.attributes.iter().any(|(key, _)| is_attribute(key))
}
