//! A first look at the text of a drawing, before anything parses it: parsers recurse, and expand what they are told to.

use crate::picture::Fault;

/// How many elements may lie in each other, references written out: each level takes some of the stack.
pub const DEEPEST: usize = 100;

/// The most attributes of an element: the XML parser compares each with all others.
const MOST_ATTRIBUTES: usize = 1000;

/// The longest value of an entity, and the most bytes that all references to entities may become.
const LONGEST_ENTITY: usize = 256;
const MOST_EXPANDED: usize = 1 << 20;

/// What the tags of a drawing say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan<'a> {
    /// The first of them, which says how large it is.
    pub root: &'a str,
    /// Whether it has letters, in SVG or in HTML.
    pub letters: bool,
}

/// Looks at each tag of a drawing in turn.
///
/// # Errors
/// When parsing it may take too much.
pub fn scan(text: &str) -> Result<Scan<'_>, Fault> {
    let (mut scan, mut depth) = (Scan::default(), 0_usize);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let aside =
            [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].iter().find(|(from, _)| rest.starts_with(from));
        let end = match aside {
            Some((from, to)) => rest[from.len()..].find(to).map_or(rest.len(), |end| from.len() + end + to.len()),
            None => end_of_tag(rest),
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        match tag {
            _ if aside.is_some() => {}
            _ if tag.starts_with("<!") => check_entities(tag, text)?,
            _ if tag.starts_with("</") => depth = depth.saturating_sub(1),
            _ => {
                if scan.root.is_empty() {
                    scan.root = tag;
                }
                scan.letters |= matches!(local_name(tag), "text" | "foreignObject");
                if tag.matches('=').count() > MOST_ATTRIBUTES && attributes(tag) > MOST_ATTRIBUTES {
                    return Err(Fault::TooMuch("an element has more than 1000 attributes"));
                }
                depth += usize::from(!tag.ends_with("/>"));
                if depth > DEEPEST {
                    return Err(Fault::TooMuch("its elements are nested more than 100 levels deep"));
                }
            }
        }
    }
    Ok(scan)
}

/// Where a tag ends that a text begins with, behind its `>`: not one in quotes, nor one of the declarations in a document type.
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

/// The name of an element, without the prefix of its namespace.
fn local_name(tag: &str) -> &str {
    let name =
        tag[1..].split(|char: char| char.is_whitespace() || matches!(char, '/' | '>')).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute in a tag.
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

/// How many values in quotes a tag has.
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

/// Entities are short names for short texts, as drawing programs write them: what could grow is refused.
fn check_entities(declaration: &str, text: &str) -> Result<(), Fault> {
    let mut longest = 0;
    for (at, _) in declaration.match_indices("<!ENTITY") {
        let entity = &declaration[at..];
        let value = entity.find(['"', '\'']).map(|from| &entity[from..]).and_then(|it| it[1..].split(&it[..1]).next());
        let value = value.unwrap_or_default();
        if value.len() > LONGEST_ENTITY || value.contains(['<', '&']) {
            return Err(Fault::TooMuch("it defines entities that stand for more than a short text"));
        }
        longest = longest.max(value.len());
    }
    match text.matches('&').count() * longest > MOST_EXPANDED {
        true => Err(Fault::TooMuch("its entities stand for too much text")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_with_any_prefix_and_not_in_comments() {
        let letters = |text: &str| scan(text).unwrap().letters;
        for text in ["<svg><text>a</text></svg>", "<svg><s:text x='1'/></svg>", "<foreignObject\n>", "<svg:text>"] {
            assert!(letters(text), "{text}");
        }
        for text in
            ["<svg><!-- <text> --></svg>", "<svg a='<text>'/>", "<![CDATA[<text>]]>", "<textPath/>", "<texture>", "<"]
        {
            assert!(!letters(text), "{text}");
        }
    }

    #[test]
    fn what_is_nested_or_grows_without_end_is_refused() {
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
