//! Splits a flowchart into statements, at line ends and `;`, and skips the header that some tools write before it.

/// The most lines of text in a box. A bracket that is not closed by then is a mistake on its own line.
const MOST_LINES: usize = 8;

/// The places of the statements in a text, without comments and outer spaces.
pub fn statements(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut start = front_matter(text).unwrap_or(0);
    let mut at = start;
    // If one bracket on a line is not closed, no others on it are tried.
    let mut open_until = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(char) = rest.chars().next() else { break };
        match char {
            '%' if rest.starts_with("%%") => {
                found.extend(trimmed(text, start, at));
                at += rest.find('\n').map_or(rest.len(), |end| end + 1);
                start = at;
            }
            '\n' | ';' => {
                found.extend(trimmed(text, start, at));
                at += 1;
                start = at;
            }
            // Text in quotes or brackets continues to their end, even over several lines.
            '"' | '[' | '(' | '{' if at >= open_until => match closed(rest) {
                Some(length) => at += length,
                None => {
                    open_until = at + rest.find('\n').unwrap_or(rest.len());
                    at += 1;
                }
            },
            _ => at += char.len_utf8(),
        }
    }
    found.extend(trimmed(text, start, text.len()));
    joined(text, found)
}

/// The word that the first statement begins with: the kind of diagram.
pub fn first_word(text: &str) -> &str {
    let lines = text[front_matter(text).unwrap_or(0)..].lines().map(str::trim);
    let first = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with("%%")).unwrap_or_default();
    first.split([' ', '\t', ';']).next().unwrap_or_default()
}

/// The ranges of the statements of a sequence, without comments: lines, or parts of lines between `;`.
pub fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = front_matter(text).unwrap_or(0);
    for line in text[at..].split_inclusive('\n') {
        let (mut start, end) = (at, at + line.len());
        at = end;
        if line.trim_start().starts_with("%%") {
            continue;
        }
        for (semicolon, _) in line.match_indices(';') {
            let semicolon = end - line.len() + semicolon;
            // The semicolon of `#59;` or `&amp;` belongs to the character.
            let name = text[start..semicolon].trim_end_matches(|char: char| char.is_ascii_alphanumeric());
            let is_entity =
                name.ends_with(['#', '&']) && name.len() < semicolon - start && semicolon - start - name.len() <= 8;
            if !is_entity {
                found.extend(trimmed(text, start, semicolon));
                start = semicolon + 1;
            }
        }
        found.extend(trimmed(text, start, end));
    }
    found
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let part = &text[start..end];
    let from = start + part.len() - part.trim_start().len();
    (!part.trim().is_empty()).then(|| (from, from + part.trim().len()))
}

/// Where the text continues after a header between two `---`, if it starts with one.
pub fn front_matter(text: &str) -> Option<usize> {
    let begin = text.len() - text.trim_start().len();
    let mut at = begin;
    for (index, line) in text[begin..].split_inclusive('\n').enumerate() {
        at += line.len();
        match line.trim() {
            "---" if index > 0 => return Some(at),
            "---" => {}
            _ if index == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The length of quotes or brackets at the start of a text, up to their end. `None` if that is too far away.
fn closed(text: &str) -> Option<usize> {
    let end = text.match_indices('\n').nth(MOST_LINES).map_or(text.len(), |(at, _)| at);
    if let Some(inside) = text.strip_prefix('"') {
        return inside[..end - 1].find('"').map(|at| at + 2);
    }
    let mut open = Vec::new();
    let mut at = 0;
    while at < end {
        let char = text[at..].chars().next()?;
        match char {
            '"' => {
                at += text[at + 1..end].find('"')? + 2;
                continue;
            }
            '[' | '(' | '{' => open.push(char),
            ']' | ')' | '}' => {
                open.pop();
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            // An arrow on the next line is a real one: the bracket was not closed on its own line.
            '\n' if text[at..end].lines().nth(1).is_some_and(has_arrow) && !text[..at].contains('"') => return None,
            _ => {}
        }
        at += char.len_utf8();
    }
    None
}

/// Whether a line contains an arrow before any bracket that it closes.
fn has_arrow(line: &str) -> bool {
    let close = line.find([']', ')', '}']).unwrap_or(line.len());
    ["-->", "---", "==>", "-.-"].iter().any(|arrow| line[..close].contains(arrow))
}

/// Joins statements if one ends, or the next starts, with an edge or `&`.
fn joined(text: &str, found: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in found {
        match joined.last_mut() {
            Some(last)
                if goes_on(&text[last.0..last.1], &text[start..end]) && !text[last.1..start].contains([';', '%']) =>
            {
                last.1 = end;
            }
            _ => joined.push((start, end)),
        }
    }
    joined
}

fn goes_on(before: &str, after: &str) -> bool {
    let ends = ["-->", "---", "==>", "===", "-.->", "-.-", "--o", "--x", "&", "~~~"];
    let is_edge = before.ends_with('|') && ["-->", "---", "==>", "-.->"].iter().any(|edge| before.contains(edge));
    let begins = ["-->", "--", "==", "-.", "&", "~~~", "<--", "<=="];
    let is_chain = !before.starts_with("%%") && before != "---";
    is_chain
        && (is_edge
            || ends.iter().any(|end| before.ends_with(end))
            || begins.iter().any(|sign| after.starts_with(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        statements(text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn lines_and_semicolons_part_statements() {
        assert_eq!(all("graph LR; A-->B;\n %% comment\nB --> C %% more\n"), ["graph LR", "A-->B", "B --> C"]);
    }

    #[test]
    fn words_in_brackets_and_quotes_go_over_lines() {
        assert_eq!(all("a{Is it;\n  so?} --> b\nc[\"x; [\ny\"]"), ["a{Is it;\n  so?} --> b", "c[\"x; [\ny\"]"]);
        assert_eq!(
            all("a[open\nb --> c\nd"),
            ["a[open", "b --> c", "d"],
            "a bracket that is not closed ends with its line"
        );
    }

    #[test]
    fn chains_go_over_lines() {
        assert_eq!(all("A -->\n B\n --> C & \n D\nE"), ["A -->\n B\n --> C & \n D", "E"]);
    }

    #[test]
    fn what_stands_above_the_graph_is_none_of_it() {
        assert_eq!(all("---\ntitle: Queue\n---\ngraph LR\nA --> B"), ["graph LR", "A --> B"]);
        assert_eq!(all("---\ntitle"), ["---", "title"]);
    }
}
