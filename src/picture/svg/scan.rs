//! A first check of a drawing's text before it is parsed, because parsers recurse and expand entities.

use crate::lang::noun;
use crate::picture::Fault;

/// How deep elements may be nested, with references resolved. Each level takes some of the stack.
pub const DEEPEST: usize = 100;

/// The most attributes of an element: the XML parser compares each with all others.
const MOST_ATTRIBUTES: usize = 1000;

/// The longest value of an entity, and the most bytes that all references to entities may expand to.
const LONGEST_ENTITY: usize = 256;
const MOST_EXPANDED: usize = 1 << 20;

/// The most bytes of a drawing besides the embedded pictures.
const MOST_MARKUP: usize = 1 << 20;

/// Elements with text, in SVG, in Inkscape's own format and in HTML.
const LETTERS: &[&str] = &["text", "tspan", "textPath", "foreignObject", "flowRoot"];

/// Elements with information about a drawing, which are never drawn.
const ABOUT: &[&str] = &["title", "desc", "metadata"];

/// What the tags of a drawing tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan<'a> {
    /// The first tag, which contains the size.
    pub root: &'a str,
    /// Whether there is text, in SVG or in HTML.
    pub letters: bool,
    /// The drawing from its document type, or its first tag, to the end of its first element.
    pub drawing: &'a str,
    /// Whether more than white space and comments follows the drawing.
    pub trailing: bool,
}

/// Checks each tag of a drawing in turn.
///
/// # Errors
/// If parsing it could cost too much.
pub fn scan(text: &str) -> Result<Scan<'_>, Fault> {
    let (mut scan, mut levels, mut embedded) = (Scan::default(), Levels::default(), 0_usize);
    let (mut from, mut rest) = (None, text);
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let aside = ASIDES.iter().find(|(from, _)| rest.starts_with(from));
        let end = match aside {
            Some((from, to)) => rest[from.len()..].find(to).map_or(rest.len(), |end| from.len() + end + to.len()),
            None => end_of_tag(rest),
        };
        let (tag, begun) = (&rest[..end], text.len() - rest.len());
        rest = &rest[end..];
        if aside.is_none() {
            from.get_or_insert(begun);
            embedded += embedded_in(tag);
        }
        if text.len() - rest.len() - embedded > MOST_MARKUP {
            break;
        }
        match tag {
            _ if aside.is_some() => continue,
            _ if tag.starts_with("<!") => {
                check_entities(tag, text)?;
                continue;
            }
            _ if tag.starts_with("</") => levels.close(),
            _ => {
                if scan.root.is_empty() {
                    scan.root = tag;
                }
                scan.letters |= levels.open(tag)? && LETTERS.contains(&local_name(tag));
            }
        }
        if levels.depth == 0 && !scan.root.is_empty() {
            scan.trailing = !is_aside(rest);
            rest = "";
            scan.drawing = &text[from.unwrap_or_default()..begun + end];
        }
    }
    let drawing = if scan.drawing.is_empty() { &text[from.unwrap_or_default()..] } else { scan.drawing };
    match drawing.len().saturating_sub(embedded) > MOST_MARKUP {
        true => Err(Fault::TooMuch(noun!("it has more than 1 MiB besides the pictures in it"))),
        false => Ok(Scan { drawing, ..scan }),
    }
}

/// Parts of a text that are not elements: how each starts and ends.
const ASIDES: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

/// The current nesting level in a drawing.
#[derive(Default)]
struct Levels {
    depth: usize,
    /// The level of an enclosing element with information about the drawing.
    about: Option<usize>,
}

impl Levels {
    /// Enters an element. Returns whether its content may be drawn.
    fn open(&mut self, tag: &str) -> Result<bool, Fault> {
        if tag.matches('=').count() > MOST_ATTRIBUTES && attributes(tag) > MOST_ATTRIBUTES {
            return Err(Fault::TooMuch(noun!("an element has more than 1000 attributes")));
        }
        let drawn = self.about.is_none();
        if tag.ends_with("/>") {
            return Ok(drawn);
        }
        if drawn && ABOUT.contains(&local_name(tag)) {
            self.about = Some(self.depth);
        }
        self.depth += 1;
        match self.depth > DEEPEST {
            true => Err(Fault::TooMuch(noun!("its elements are nested more than 100 levels deep"))),
            false => Ok(drawn),
        }
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.about = self.about.filter(|level| self.depth > *level);
    }
}

/// Whether a text consists of white space and comments.
fn is_aside(mut text: &str) -> bool {
    loop {
        text = text.trim_start();
        let Some((_, to)) = ASIDES.iter().find(|(from, _)| text.starts_with(from) && *from != "<![CDATA[") else {
            return text.is_empty();
        };
        let Some((_, rest)) = text.split_once(to) else { return false };
        text = rest;
    }
}

/// How many bytes of a tag are embedded pictures.
fn embedded_in(tag: &str) -> usize {
    let (mut rest, mut bytes) = (tag, 0);
    while let Some((_, value)) = rest.split_once("href=") {
        let inside = value.strip_prefix(['"', '\'']).filter(|it| it.starts_with("data:"));
        let length = inside.and_then(|it| it.find(&value[..1])).unwrap_or_default();
        bytes += length;
        rest = &value[length..];
    }
    bytes
}

/// The end of the tag that a text starts with, after its `>`. A `>` in quotes, or of declarations in a document type, does not count.
fn end_of_tag(text: &str) -> usize {
    let (mut quote, mut open) = (None, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(begun), _) if begun == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => open += 1,
            (None, b']') => open = open.saturating_sub(1),
            (None, b'>') if open == 0 => return at + 1,
            (None, _) => {}
        }
    }
    text.len()
}

/// The name of an element without its namespace prefix.
fn local_name(tag: &str) -> &str {
    let name =
        tag[1..].split(|char: char| char.is_whitespace() || matches!(char, '/' | '>')).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute of a tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (key, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        let (value, behind) = value[1..].split_once(quote)?;
        if key.split_whitespace().last() == Some(name) {
            return Some(value);
        }
        rest = behind;
    }
}

/// How many quoted values a tag has.
fn attributes(tag: &str) -> usize {
    let (mut quote, mut count) = (None, 0);
    for byte in tag.bytes() {
        match quote {
            Some(begun) if begun == byte => quote = None,
            None if matches!(byte, b'"' | b'\'') => (quote, count) = (Some(byte), count + 1),
            _ => {}
        }
    }
    count
}

/// Entities must be short, as drawing programs write them: what could expand without limit is refused.
fn check_entities(declaration: &str, text: &str) -> Result<(), Fault> {
    let mut longest = 0;
    if !declaration.contains("<!ENTITY") {
        return Ok(());
    }
    for (at, _) in declaration.match_indices("<!ENTITY") {
        let entity = &declaration[at..];
        let value = entity.find(['"', '\'']).map(|from| &entity[from..]).and_then(|it| it[1..].split(&it[..1]).next());
        let value = value.unwrap_or_default();
        if value.len() > LONGEST_ENTITY || value.contains(['<', '&']) {
            return Err(Fault::TooMuch(noun!("it defines entities that expand to more than a short text")));
        }
        longest = longest.max(value.len());
    }
    match text.matches('&').count() * longest > MOST_EXPANDED {
        true => Err(Fault::TooMuch(noun!("its entities expand to too much text"))),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_with_any_prefix_and_not_in_comments() {
        let letters = |text: &str| scan(text).unwrap().letters;
        for text in [
            "<svg><text>a</text></svg>",
            "<svg><s:text x='1'/></svg>",
            "<foreignObject\n>",
            "<svg:text>",
            "<svg><g><tspan>a</tspan></g></svg>",
            "<svg><textPath/></svg>",
            "<svg><flowRoot/></svg>",
            "<svg><title>a</title><text>a</text></svg>",
            "<svg><metadata/><text/></svg>",
        ] {
            assert!(letters(text), "{text}");
        }
        for text in [
            "<svg><!-- <text> --></svg>",
            "<svg a='<text>'/>",
            "<![CDATA[<text>]]>",
            "<svg><style><![CDATA[<text>]]></style></svg>",
            "<svg><title>a <text>b</text></title></svg>",
            "<svg><desc><d><text/></d><foreignObject/></desc><g/></svg>",
            "<texture>",
            "<",
        ] {
            assert!(!letters(text), "{text}");
        }
    }

    #[test]
    fn a_drawing_begins_at_its_type_and_ends_with_its_first_element() {
        let drawing = |text: &'static str| scan(text).map(|it| (it.drawing, it.trailing)).unwrap();
        let svg = "<svg><g/></svg>";
        for (text, trailing) in [
            ("<svg><g/></svg>", false),
            ("<?xml version='1.0'?><?xml version='1.0'?><!-- a --><svg><g/></svg>\n<!-- <svg> --> <?a?>\n", false),
            ("<svg><g/></svg><svg/>", true),
            ("<svg><g/></svg> and more", true),
            ("<svg><g/></svg><!--", true),
        ] {
            assert_eq!(drawing(text), (svg, trailing), "{text}");
        }
        assert_eq!(drawing("<?xml?><!DOCTYPE a><svg/>x"), ("<!DOCTYPE a><svg/>", true));
        assert_eq!(drawing(" <svg><g>"), ("<svg><g>", false));
    }

    #[test]
    fn pictures_in_a_drawing_are_not_counted_as_markup() {
        let of = |href: &str, letters: usize| {
            scan(&format!("<svg><image {href}='data:{}'/></svg>", "A".repeat(letters))).map(|_| ())
        };
        assert_eq!((of("href", 3 << 20), of("xlink:href", 3 << 20)), (Ok(()), Ok(())));
        assert!(matches!(of("style", 3 << 20), Err(Fault::TooMuch(why)) if why.contains("besides")));
        assert!(scan(&format!("<svg>{}", "<!a>".repeat(1 << 20))).is_err());
    }

    #[test]
    fn endless_nesting_or_expansion_is_refused() {
        let told = |text: String| match scan(&text) {
            Err(Fault::TooMuch(why)) => why,
            other => panic!("{other:?}"),
        };
        assert!(told("<g>".repeat(DEEPEST + 1)).contains("100 levels"));
        assert!(scan(&"<g></g><g/>".repeat(10_000)).is_ok());
        assert!(told(format!("<g {}/>", "a='1' ".repeat(1001))).contains("1000 attributes"));
        let entity = |value: &str| format!("<!DOCTYPE svg [ <!ENTITY a '{value}'> ]>");
        assert!(told(entity("&b;&b;")).contains("entities"));
        assert!(told(entity("<g/>")).contains("entities"));
        assert!(told(entity(&"a".repeat(257))).contains("entities"));
        assert!(told(entity(&"a".repeat(200)) + &"&a;".repeat(6000)).contains("too much text"));
        assert!(scan(&(entity("http://www.w3.org/2000/svg") + "<svg xmlns='&a;'/>")).is_ok());
    }
}
