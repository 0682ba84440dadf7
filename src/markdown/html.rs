//! HTML in a text: what is shown of it.

/// Whether a tag is a line break: `<br>`, `<br/>`.
pub fn is_break(tag: &str) -> bool {
    let inside = tag.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inside.is_some_and(|inside| inside.trim_end_matches('/').trim().eq_ignore_ascii_case("br"))
}

/// The pieces of a text: words, and the tag after them.
pub fn tags(text: &str) -> Vec<(&str, Option<&str>)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = rest.find('<').and_then(|start| Some((start, start + rest[start..].find('>')? + 1)))
    {
        pieces.push((&rest[..start], Some(&rest[start..end])));
        rest = &rest[end..];
    }
    pieces.push((rest, None));
    pieces
}

/// HTML without its comments. A comment that is not closed extends to the end.
pub fn without_comments(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out() {
        assert_eq!(without_comments("a <!-- b --> c <!-- d"), "a  c ");
    }

    #[test]
    fn tags_stand_behind_their_words() {
        assert_eq!(tags("a<br>b < c"), [("a", Some("<br>")), ("b < c", None)]);
        assert!(is_break("<br>") && is_break("<BR />") && !is_break("<brick>"));
    }
}
