//! A tag as CommonMark defines it ("Raw HTML"), so that other text with `<` stays text.

/// The longest tag that is read, in bytes.
const LONGEST: usize = 64 << 10;

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name in lower case. Names of components keep their capitals.
    pub name: String,
    pub closes: bool,
    /// Whether it is self-closing: `<br/>`.
    pub is_empty: bool,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The tag at the start of a text, and its length in bytes.
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let text = &text[..crate::text::floor(text, LONGEST)];
        let rest = text.strip_prefix('<')?;
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let is_name = |char: char| char.is_ascii_alphanumeric() || "-_.:".contains(char);
        let end = rest.find(|char| !is_name(char)).unwrap_or(rest.len());
        let (name, mut rest) = rest.split_at(end);
        // An address in angle brackets is not a tag.
        if !name.starts_with(|char: char| char.is_ascii_alphabetic()) || rest.starts_with("//") || name.ends_with(':') {
            return None;
        }
        let is_component =
            name.starts_with(|char: char| char.is_ascii_uppercase()) && name.bytes().any(|it| it.is_ascii_lowercase());
        let name = if is_component { name.to_owned() } else { name.to_ascii_lowercase() };
        let mut attributes = Vec::new();
        loop {
            let bare = rest.trim_start();
            let had_space = bare.len() < rest.len();
            let is_empty = bare.starts_with("/>");
            if let Some(behind) = bare.strip_prefix("/>").or_else(|| bare.strip_prefix('>')) {
                let tag = Self { name, closes, is_empty, attributes };
                return Some((tag, text.len() - behind.len()));
            }
            if !had_space {
                return None;
            }
            let (attribute, behind) = attribute(bare)?;
            attributes.push(attribute);
            rest = behind;
        }
    }

    /// The value of an attribute, also in Vue's form `:name="'…'"`.
    pub fn get(&self, name: &str) -> Option<&str> {
        let plain = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        plain.map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether one of its classes passes `is`.
    pub fn has_class(&self, is: impl Fn(&str) -> bool) -> bool {
        self.get("class").is_some_and(|classes| classes.split_ascii_whitespace().any(is))
    }
}

/// The attribute at the start of a text, and the text after it.
fn attribute(text: &str) -> Option<((String, String), &str)> {
    let end = text.find(|char: char| char.is_whitespace() || "=>/\"'<`".contains(char)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return None;
    }
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
        return Some(((name.to_owned(), String::new()), rest));
    };
    let (value, rest) = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split_once(quote)?,
        _ => value
            .split_at(value.find(|char: char| char.is_whitespace() || "\"'=<>`".contains(char)).unwrap_or(value.len())),
    };
    Some(((name.to_owned(), decoded(value)), rest))
}

/// A text with common character references decoded.
pub fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    const NAMED: [(&str, &str); 6] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    NAMED.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<(String, usize)> {
        Tag::read(text).map(|(tag, length)| (tag.name, length))
    }

    #[test]
    fn only_valid_tags_are_read() {
        assert_eq!(name("<BR/>x"), Some(("br".to_owned(), 5)));
        assert_eq!(name("</div >"), Some(("div".to_owned(), 7)));
        assert_eq!(name("<v-click at='2' @x=\"a > b\">"), Some(("v-click".to_owned(), 27)));
        for none in ["<https://a.b>", "<me@a.b>", "< b", "<3", "<a", "<a b=\"c>", "<mailto:me@a.b>", "<-"] {
            assert_eq!(name(none), None, "{none}");
        }
        let (tag, _) = Tag::read("<img src=a.png alt=\"A &amp; B\" hidden>").unwrap();
        assert_eq!((tag.get("src"), tag.get("alt"), tag.get("hidden")), (Some("a.png"), Some("A & B"), Some("")));
    }
}
