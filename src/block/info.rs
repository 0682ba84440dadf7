//! The info string of a code fence after the language: our own attributes, and those of other programs (rustdoc, Docusaurus, Slidev, MkDocs,
//! Pandoc, presenterm) with the same meaning.

use std::ops::Range;

/// The attributes of a code block.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The places of our own attributes, as `key=value`.
    pub ours: Vec<Range<usize>>,
    /// What others mean in our terms: the field, its value, and its place.
    pub meant: Vec<(&'static str, Meant, Range<usize>)>,
    /// The places of attributes without a meaning for us.
    pub unread: Vec<Range<usize>>,
}

/// A value that another program writes differently.
#[derive(Debug, PartialEq, Eq)]
pub enum Meant {
    Text(String),
    True,
}

/// Whether a key is one of our fields.
#[derive(Debug, PartialEq, Eq)]
pub enum Ours {
    Yes,
    /// It is not, but is similar to one: reading it will suggest the right one.
    Nearly,
    No,
}

impl Info {
    /// Reads attributes; `is_ours` tells whether a key is one of our fields.
    pub fn of(attributes: &str, is_ours: impl Fn(&str) -> Ours) -> Self {
        let mut info = Self::default();
        for range in tokens(attributes) {
            let token = &attributes[range.clone()];
            let (key, value) = token.split_once('=').unwrap_or((token, ""));
            let ours = if token.contains('=') && is_whole(value) { is_ours(key) } else { Ours::No };
            match (ours, meaning(token)) {
                (Ours::Yes, _) | (Ours::Nearly, None) => info.ours.push(range),
                (_, Some((field, value))) => info.meant.push((field, value, range)),
                (Ours::No, None) => info.unread.push(range),
            }
        }
        info
    }
}

/// Whether a value is complete in our syntax: in closed quotes, a number, a list, or a boolean.
fn is_whole(value: &str) -> bool {
    let first = value.bytes().next().unwrap_or_default();
    match first {
        b'"' | b'\'' => value.len() > 1 && value.as_bytes().last() == Some(&first),
        first => first.is_ascii_digit() || first == b'[' || matches!(value, "true" | "false"),
    }
}

/// The attributes, separated by spaces or commas outside quotes and brackets.
fn tokens(attributes: &str) -> Vec<Range<usize>> {
    let (mut tokens, mut start) = (Vec::new(), None);
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b' ' | b'\t' | b',' | b'\r') if depth == 0 => {
                tokens.extend(start.take().map(|start| start..at));
                continue;
            }
            // A brace after a word starts something new: `ts{1,3}`.
            (None, b'{') if depth == 0 && start.is_some_and(|start| !attributes[start..at].ends_with('=')) => {
                tokens.extend(start.take().map(|start| start..at));
                depth = 1;
            }
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => depth = depth.saturating_sub(1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        start = start.or(Some(at));
    }
    tokens.extend(start.map(|start| start..attributes.len()));
    tokens
}

/// What an attribute of another program means to us.
fn meaning(token: &str) -> Option<(&'static str, Meant)> {
    let text = |text: &str| Meant::Text(text.trim_matches(['"', '\'']).to_owned());
    if let Some(inside) = token.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return in_braces(inside);
    }
    // `js:line-numbers` of VuePress, `python:main.py` of Zenn and Qiita.
    if let Some(behind) = token.strip_prefix(':') {
        return match behind {
            "line-numbers" => Some(("numbers", Meant::True)),
            name if name.contains(['.', '/']) => Some(("caption", text(name))),
            _ => None,
        };
    }
    // `js [app.js]` of VitePress.
    if let Some(inside) = token.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Some(("caption", text(inside)));
    }
    match token.split_once('=') {
        Some(("title" | "filename" | "name" | "label", value)) => Some(("caption", text(value))),
        Some(("hl_lines" | "highlight_lines", value)) => {
            lit(value.trim_matches(['"', '\'']).replace(' ', ",").as_str())
        }
        Some(("linenos" | "linenums" | "showLineNumbers", value)) => {
            (!matches!(value.trim_matches(['"', '\'']), "false" | "0" | "off")).then_some(("numbers", Meant::True))
        }
        None if matches!(token, "showLineNumbers" | "line-numbers" | "linenos" | "numberLines" | "+line_numbers") => {
            Some(("numbers", Meant::True))
        }
        _ => None,
    }
}

/// The content of braces: highlighted lines, or classes.
fn in_braces(inside: &str) -> Option<(&'static str, Meant)> {
    let lines = inside.split_whitespace().next().unwrap_or_default();
    let classes = [".numberLines", ".line-numbers", "lines:true", "linenos"];
    lit(lines).or_else(|| classes.iter().any(|class| inside.contains(class)).then_some(("numbers", Meant::True)))
}

/// Highlighted lines. Others separate lines by commas and stages by `|`; we use `+` and `,`.
fn lit(lines: &str) -> Option<(&'static str, Meant)> {
    let is_lines = !lines.is_empty() && lines.bytes().all(|byte| byte.is_ascii_digit() || b"-,|*all".contains(&byte));
    let has_number = lines.bytes().any(|byte| byte.is_ascii_digit());
    (is_lines && has_number).then(|| {
        let stages = lines.split('|').map(|stage| match stage {
            "*" | "all" => "all".to_owned(),
            stage => stage.trim_matches(',').replace(',', "+"),
        });
        ("highlight", Meant::Text(stages.collect::<Vec<_>>().join(",")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(attributes: &str) -> (Vec<&str>, Vec<(&'static str, Meant)>, Vec<&str>) {
        let Info { ours, meant, unread } = Info::of(attributes, |key| match key {
            "highlight" | "caption" | "numbers" | "step" => Ours::Yes,
            "higlight" | "title" => Ours::Nearly,
            _ => Ours::No,
        });
        let words = |ranges: Vec<Range<usize>>| ranges.into_iter().map(|range| &attributes[range]).collect();
        (words(ours), meant.into_iter().map(|(field, value, _)| (field, value)).collect(), words(unread))
    }

    fn text(text: &str) -> Meant {
        Meant::Text(text.to_owned())
    }

    #[test]
    fn our_own_attributes_are_kept() {
        let written = " highlight=\"1-4,6\" caption='un, deux' numbers=true step=2";
        assert_eq!(info(written).0, ["highlight=\"1-4,6\"", "caption='un, deux'", "numbers=true", "step=2"]);
    }

    #[test]
    fn attributes_of_other_programs_are_understood() {
        for (written, field, value) in [
            (" {1,3-4}", "highlight", text("1+3-4")),
            ("{1|3-4|all}", "highlight", text("1,3-4,all")),
            (" hl_lines=\"2 3\"", "highlight", text("2+3")),
            (" title=\"x.yaml\"", "caption", text("x.yaml")),
            (" filename='a b.rs'", "caption", text("a b.rs")),
            (" showLineNumbers", "numbers", Meant::True),
            (" linenums=\"1\"", "numbers", Meant::True),
            (" {.numberLines startFrom=\"1\"}", "numbers", Meant::True),
            (" +line_numbers", "numbers", Meant::True),
            (":line-numbers", "numbers", Meant::True),
            (":src/main.py", "caption", text("src/main.py")),
            (" [app.js]", "caption", text("app.js")),
        ] {
            assert_eq!(info(written).1, [(field, value)], "{written}");
            assert_eq!(info(written).2, [""; 0], "{written}");
        }
    }

    #[test]
    fn attributes_that_are_nearly_ours_are_left_to_be_reported() {
        assert_eq!(info(" higlight=\"1\"").0, ["higlight=\"1\""]);
    }

    #[test]
    fn meaningless_attributes_are_recognized() {
        assert_eq!(info(",ignore,no_run").2, ["ignore", "no_run"]);
        assert_eq!(
            info(" {monaco} twoslash #id rle=\"b\" highlight=oui").2,
            ["{monaco}", "twoslash", "#id", "rle=\"b\"", "highlight=oui"]
        );
        assert_eq!(info(":no-line-numbers").2, [":no-line-numbers"]);
        assert_eq!(info(" a=\"sans fin").2, ["a=\"sans fin"]);
        assert_eq!(info(""), (vec![], vec![], vec![]));
    }
}
