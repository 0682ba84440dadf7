//! The first keys of a TOML text: enough to recognize the kind of file, without parsing all of it.

use toml_parser::Source as Toml;
use toml_parser::lexer::TokenKind;

/// The keys of the root table that start a line, in its own values and in headers. A key that is written twice is returned twice.
pub fn top_keys(text: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut awaited) = (0_usize, true);
    let (mut in_header, mut after_header) = (false, false);
    Toml::new(text).lex().filter_map(move |token| {
        match token.kind() {
            TokenKind::Newline if depth == 0 => (awaited, in_header) = (true, false),
            TokenKind::Newline | TokenKind::Whitespace | TokenKind::Comment | TokenKind::Eof => {}
            // Brackets before the first key of a line belong to a header.
            TokenKind::LeftSquareBracket if awaited => (in_header, after_header) = (true, true),
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
            _ if awaited => {
                awaited = false;
                let key = || text[token.span().start()..token.span().end()].trim_matches(['"', '\'']);
                return (in_header || !after_header).then(key);
            }
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_outermost_table_are_seen_without_those_in_strings_and_lists() {
        let text = "# format\na = 1\n\"b\".x = '''\nno = 1\n'''\nc = [\n  no,\n]\nd = { no = 1 }\n[[e.f]]\nno = 1\n";
        assert_eq!(top_keys(text).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
        assert_eq!(top_keys("[x]\nformat = 1\n[ y ]").collect::<Vec<_>>(), ["x", "y"]);
    }
}
