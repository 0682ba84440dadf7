//! The YAML in front matter and directives: text, lists and maps, but nothing that could expand.
//!
//! Aliases are not resolved, so that a few lines cannot become millions of values. Nesting is read without recursion.

use yaml_rust2::parser::{Event, Parser};

/// The longest text that is parsed as YAML, in bytes.
pub const LONGEST: usize = 256 << 10;

/// How deep lists and maps may be nested.
const DEEPEST: usize = 32;

/// A value. Numbers, dates and booleans are kept as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Yaml {
    Text(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Default for Yaml {
    fn default() -> Self {
        Self::Map(Vec::new())
    }
}

/// A list or map that is still open; for a map, with the key of the next value.
enum Open {
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>, Option<String>),
}

impl Yaml {
    /// Parses the first document of a text. `None` if it is not YAML, or too large to be written by hand.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut parser = Parser::new_from_str(text);
        let mut open: Vec<Open> = Vec::new();
        loop {
            let (event, _) = parser.next_token().ok()?;
            let value = match event {
                Event::StreamEnd | Event::DocumentEnd => return Some(Self::default()),
                Event::Scalar(text, ..) => Self::Text(text),
                Event::Alias(_) => Self::Text(String::new()),
                Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => return None,
                Event::SequenceStart(..) => {
                    open.push(Open::List(Vec::new()));
                    continue;
                }
                Event::MappingStart(..) => {
                    open.push(Open::Map(Vec::new(), None));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match open.pop()? {
                    Open::List(list) => Self::List(list),
                    Open::Map(map, _) => Self::Map(map),
                },
                Event::Nothing | Event::StreamStart | Event::DocumentStart => continue,
            };
            match open.last_mut() {
                None => return Some(value),
                Some(Open::List(list)) => list.push(value),
                Some(Open::Map(map, key @ Some(_))) => map.extend(key.take().map(|key| (key, value))),
                Some(Open::Map(_, key)) => *key = Some(value.as_text().unwrap_or_default().to_owned()),
            }
        }
    }

    /// Whether it is a map with entries.
    pub fn is_map(&self) -> bool {
        matches!(self, Self::Map(map) if !map.is_empty())
    }

    /// The keys and values of a map.
    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Map(map) => map,
            _ => &[],
        }
    }

    /// The value of a key. The last one wins, as in other YAML parsers. `a.b` is the key b of the map a.
    pub fn get(&self, path: &str) -> Option<&Self> {
        if let Some((_, value)) = self.entries().iter().rev().find(|(key, _)| key == path) {
            return Some(value);
        }
        let (first, rest) = path.split_once('.')?;
        self.get(first)?.get(rest)
    }

    pub fn has(&self, path: &str) -> bool {
        self.get(path).is_some()
    }

    fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a key, if its value is text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.get(path)?.as_text().map(str::trim).filter(|text| !text.is_empty() && *text != "~" && *text != "null")
    }

    /// The text of a key, or the texts of its list.
    pub fn texts(&self, path: &str) -> Vec<&str> {
        match self.get(path) {
            Some(Self::List(list)) => list.iter().filter_map(|it| it.as_text().or_else(|| it.text("name"))).collect(),
            Some(map @ Self::Map(_)) => map.text("name").into_iter().collect(),
            _ => self.text(path).into_iter().collect(),
        }
    }

    pub fn is_true(&self, path: &str) -> bool {
        self.text(path).is_some_and(|it| matches!(it, "true" | "True" | "yes" | "on"))
    }

    pub fn is_false(&self, path: &str) -> bool {
        self.text(path).is_some_and(|it| matches!(it, "false" | "False" | "no" | "off"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_the_texts_they_are_written_as() {
        let yaml =
            Yaml::parse("title: \"A _b_\"\ndate: 2026-05-04\nlist: [a, b]\noptions:\n  deep: true\nnone:\n").unwrap();
        assert_eq!(yaml.text("title"), Some("A _b_"));
        assert_eq!(yaml.text("date"), Some("2026-05-04"));
        assert_eq!(yaml.texts("list"), ["a", "b"]);
        assert!(yaml.is_true("options.deep") && yaml.has("none") && yaml.text("none").is_none());
    }

    #[test]
    fn aliases_that_could_grow_are_not_followed() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for level in 1..40 {
            let before = format!("*a{},", level - 1).repeat(9);
            bomb += &format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(','));
        }
        let yaml = Yaml::parse(&bomb).unwrap();
        assert_eq!(yaml.entries().len(), 40);
        assert_eq!(yaml.texts("a39").concat(), "");
        assert_eq!(Yaml::parse(&"[".repeat(100_000)), None);
        assert_eq!(Yaml::parse(&format!("a: {}", "- ".repeat(50_000))), None);
        assert_eq!(Yaml::parse(&"a: b\n".repeat(LONGEST)), None);
    }
}
