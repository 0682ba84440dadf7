//! Edits to the text of a file. Their places are those in the [`Source`](super::Source), which has neither a byte order mark nor Windows line ends;
//! the file keeps both.

use similar::TextDiff;

use crate::source::Span;

/// The byte order mark, which a file may start with and a source never does.
pub const MARK: char = '\u{feff}';

/// An edit: a place, and its new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

impl Edit {
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// The edit from one text to another, in whole lines. `None` if they are equal.
    pub fn between(old: &str, new: &str) -> Option<Self> {
        let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
        let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
        let (old_lines, new_lines) = (lines(old), lines(new));
        let same = old_lines.iter().zip(&new_lines).take_while(|(one, other)| one == other).count();
        let (old_rest, new_rest) = (&old_lines[same..], &new_lines[same..]);
        let same_end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
        let (start, end) = (bytes(&old_lines[..same]), bytes(&old_rest[old_rest.len() - same_end..]));
        (old != new).then(|| Self::new(Span::new(start, old.len() - end), &new[start..new.len() - end]))
    }
}

/// The edits that can be made together, in text order. If two touch the same text, or insert at the same place, the first is kept. Edits outside
/// the `text` are dropped.
pub fn apart<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> Vec<&'e Edit> {
    let mut edits: Vec<&Edit> = edits.into_iter().filter(|it| text.get(it.span.start..it.span.end).is_some()).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut free = 0;
    edits.retain(|edit| {
        let fits = edit.span.start >= free;
        if fits {
            // The order of two insertions at one place would be arbitrary.
            free = edit.span.end.max(edit.span.start + 1);
        }
        fits
    });
    edits
}

/// The text of a file after those edits that are [`apart`]. Inserted text gets the line ends of the lines around it.
pub fn apply<'e>(file: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let text = super::Source::new("", file).text;
    let offset = offsets(file);
    let mut out = String::with_capacity(file.len());
    let mut from = 0;
    for Edit { span, text } in apart(&text, edits) {
        let (start, end) = (offset(span.start), offset(span.end));
        out.push_str(&file[from..start]);
        out.push_str(&with_line_ends(text, text.contains('\n') && has_returns(file, start)));
        from = end;
    }
    out + &file[from..]
}

/// Maps places in the source to places in its file.
fn offsets(file: &str) -> impl Fn(usize) -> usize {
    let mark = if file.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    let pairs = file[mark..].match_indices("\r\n").enumerate();
    // The places in the source where the file has a carriage return before the line feed.
    let returns: Vec<usize> = pairs.map(|(before, (at, _))| at - before).collect();
    move |at| mark + at + returns.partition_point(|it| *it < at)
}

/// Whether this line, or the one before if it is the last, ends as in Windows.
fn has_returns(file: &str, at: usize) -> bool {
    let end = file[at..].find('\n').map(|end| at + end).or_else(|| file[..at].rfind('\n'));
    end.is_some_and(|end| file[..end].ends_with('\r'))
}

fn with_line_ends(text: &str, returns: bool) -> String {
    if returns { text.replace('\n', "\r\n") } else { text.to_owned() }
}

/// A text with the byte order mark of a file, and the line ends of the file's first line.
pub fn in_manner_of(file: &str, text: &str) -> String {
    let mark = if file.starts_with(MARK) { MARK.to_string() } else { String::new() };
    mark + &with_line_ends(text, has_returns(file, 0))
}

/// The difference between two texts as a unified diff, with `around` lines around each change.
pub fn diff(name: &str, old: &str, new: &str, around: usize) -> String {
    TextDiff::from_lines(old, new).unified_diff().context_radius(around).header(name, name).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit::new(Span::new(start, end), text)
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_stay() {
        let edits = [edit(1, 2, "é"), edit(4, 4, "x\ny"), edit(5, 5, "\n!")];
        assert_eq!(apply("abc\nd", &edits), "aéc\nx\nyd\n!");
        assert_eq!(apply("\u{feff}abc\r\nd", &edits), "\u{feff}aéc\r\nx\r\nyd\r\n!");
        assert_eq!(apply("\u{feff}\u{feff}", &[edit(0, 0, "x")]), "\u{feff}x\u{feff}", "only one mark is a mark");
    }

    #[test]
    fn each_line_of_a_mixed_file_keeps_its_end() {
        let edits = [edit(1, 1, "\n1"), edit(3, 3, "\n2"), edit(5, 6, "c3\n")];
        assert_eq!(apply("a\r\nb\nc\r\n", &edits), "a\r\n1\r\nb\n2\ncc3\r\n");
        assert_eq!(
            apply("a\rb\r\nc", &[edit(1, 2, "-"), edit(4, 5, "d")]),
            "a-b\r\nd",
            "a lone carriage return is text"
        );
        assert_eq!(apply("a\r\r\nb", &[edit(3, 4, "c")]), "a\r\r\nc");
    }

    #[test]
    fn an_empty_file_can_be_written_into() {
        assert_eq!(apply("", &[edit(0, 0, "a\nb")]), "a\nb");
        assert_eq!(apply("\u{feff}", &[edit(0, 0, "a\n")]), "\u{feff}a\n");
        assert_eq!(apply("", &[]), "");
        assert_eq!(
            (in_manner_of("", "a\n"), in_manner_of("\u{feff}\r\n", "a\n")),
            ("a\n".into(), "\u{feff}a\r\n".into())
        );
    }

    #[test]
    fn edits_that_overlap_or_are_out_of_range_are_dropped() {
        let edits =
            [edit(2, 4, "X"), edit(0, 3, "Y"), edit(3, 3, "Z"), edit(3, 3, "z"), edit(9, 9, "?"), edit(5, 6, "é")];
        assert_eq!(apart("abcdé", &edits), [&edits[1], &edits[2]]);
        assert_eq!(apply("\u{feff}abcdé", &edits), "\u{feff}YZdé");
    }

    #[test]
    fn the_edit_between_two_texts_turns_one_into_the_other() {
        for (old, new) in
            [("a\nb\nc", "a\nc"), ("", "a\n"), ("a\n", ""), ("a\na\n", "a\n"), ("a", "a\n"), ("é\n", "è\n")]
        {
            let edit = Edit::between(old, new).unwrap();
            assert_eq!(apply(old, [&edit]), new);
        }
        assert_eq!(Edit::between("a\nb\nc\n", "a\nB\nc\n"), Some(edit(2, 4, "B\n")));
        assert_eq!(Edit::between("a", "a"), None);
    }

    #[test]
    fn a_place_of_the_source_is_found_in_its_file() {
        let file = "\u{feff}é = 1\r\n\r\nb = 2\n";
        let source = Source::new("", file);
        let offset = offsets(file);
        assert_eq!(&file[offset(source.text.find('b').unwrap())..], "b = 2\n");
        assert_eq!(offset(source.text.len()), file.len());
    }
}
