//! Markdown, from what is read: headings, lists, tables, quotes, code and links, for wikis, handbooks and other tools.

use std::fmt::Write as _;

use crate::block::Colours;
use crate::export::{Files, Format, Job};
use crate::page::{Ink, Role};
use crate::prose::{Passage, Phrase, Prose};
use crate::text::{self, Run};

pub const FORMAT: Format = Format {
    name: "md",
    about: "what is read, as Markdown",
    has_text: true,
    is_of_screen: false,
    shows_pictures: false,
    files: Files::One(|job| text(job).into_bytes()),
};

fn text(job: &Job) -> String {
    let (deck, colours) = (job.deck, Colours::default());
    let context = deck.context(job.assets, &colours);
    let mut prose = Prose::default();
    let whole = job.slides.len() == deck.slide_count();
    if whole {
        prose.heading(1, &deck.title);
        deck.subtitle.iter().for_each(|subtitle| prose.paragraph(subtitle));
    }
    let mut section = None;
    for placed in job.placed() {
        if whole && section != Some(placed.section_index) {
            section = Some(placed.section_index);
            prose.heading(2, &placed.section.title);
        }
        prose.heading(3, placed.slide.heading(placed.number));
        placed.slide.prose(&context, &mut prose);
        prose.0.extend(job.asides(placed).0);
    }
    markdown(&prose)
}

/// Passages as Markdown; each paragraph is one line.
fn markdown(prose: &Prose) -> String {
    let mut out = String::new();
    let mut list = Indents::default();
    let mut in_list = false;
    for passage in &prose.0 {
        let item = matches!(passage, Passage::Item { .. });
        if !(out.is_empty() || item && in_list) {
            out.push('\n');
        }
        if !item {
            list = Indents::default();
        }
        in_list = item;
        write_passage(&mut out, passage, &mut list);
    }
    text::clean(&out).into_owned()
}

/// The items that a deeper one may belong to, by depth: how far their text is indented, in columns, and whether they are numbered.
#[derive(Default)]
struct Indents(Vec<(usize, bool)>);

fn write_passage(out: &mut String, passage: &Passage, list: &mut Indents) {
    let _ = match passage {
        Passage::Heading { level, text } => {
            let text = inline(text).replace("\\\n", " ");
            writeln!(out, "{} {}", "#".repeat(usize::from(*level).clamp(1, 6)), text.trim_end())
        }
        Passage::Paragraph(text) => writeln!(out, "{}", lines(text, "")),
        Passage::Item { depth, mark, text } => return write_item(out, *depth, mark, text, list),
        Passage::Quote(text) => writeln!(out, "> {}", lines(text, "> ")),
        Passage::Code { lang, text } => {
            let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            writeln!(out, "{fence}{lang}\n{}\n{fence}", text.trim_end_matches('\n'))
        }
        Passage::Table(rows) => return write_table(out, rows),
        Passage::Remark(text) => {
            let style = |run: &Run<Ink>| Run { style: Role::Emphasis.into(), ..run.clone() };
            let mut text = Phrase(text.0.iter().map(style).collect());
            text.0.iter_mut().for_each(|run| run.style.style.italic = true);
            writeln!(out, "{}", lines(&text, ""))
        }
        Passage::Rule => writeln!(out, "---"),
    };
}

fn write_item(out: &mut String, depth: usize, mark: &str, text: &Phrase, list: &mut Indents) {
    let mark = match mark.trim() {
        task @ ("[x]" | "[ ]") => format!("- {task}"),
        number if number.starts_with(|char: char| char.is_ascii_digit()) => number.to_owned(),
        _ => "-".to_owned(),
    };
    let numbered = mark.starts_with(|char: char| char.is_ascii_digit());
    // Where a list ends and another begins at once, and where one begins with another number than 1, an empty line has to tell.
    let begins = list.0.get(depth).map_or(depth > 0 && numbered && mark != "1.", |(_, other)| *other != numbered);
    if begins {
        out.push('\n');
    }
    list.0.truncate(depth);
    let indent = list.0.last().map_or(0, |(indent, _)| *indent);
    // A box belongs to the text of its item; what lies deeper begins below it.
    let inner = indent + mark.split(' ').next().unwrap_or_default().len() + 1;
    list.0.resize(depth + 1, (inner, numbered));
    let rest = " ".repeat(inner);
    let _ = writeln!(out, "{}{mark} {}", " ".repeat(indent), lines(text, &rest));
}

fn write_table(out: &mut String, rows: &[Vec<Phrase>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (index, row) in rows.iter().enumerate() {
        let cell = |column: usize| row.get(column).map(|cell| inline(cell).replace("\\\n", " ").replace('|', "\\|"));
        let cells: Vec<String> = (0..columns).map(|column| cell(column).unwrap_or_default()).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if index == 0 {
            let _ = writeln!(out, "|{}", " --- |".repeat(columns));
        }
    }
}

/// A phrase in lines; each but the first begins with `rest`.
fn lines(phrase: &Phrase, rest: &str) -> String {
    let text = inline(phrase);
    let lines = text.split('\n').map(|line| shielded(line.trim_end()));
    lines.collect::<Vec<_>>().join(&format!("\n{rest}"))
}

/// A line whose beginning could be taken for a heading, a list, a quote or a rule, kept from it.
fn shielded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && line[digits..].starts_with(['.', ')']);
    match line.as_bytes().first() {
        _ if is_number => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some(b'#' | b'+' | b'-' | b'=' | b'>') => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// What is laid over words: from the outside in where several begin at once.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Link(String),
    Strike,
    Strong,
    Emphasis,
}

impl Mark {
    fn of(ink: &Ink) -> Vec<Self> {
        let link = ink.link.as_ref().map(|link| Self::Link(link.to_string()));
        let rest =
            [(ink.style.strike, Self::Strike), (ink.style.bold, Self::Strong), (ink.style.italic, Self::Emphasis)];
        link.into_iter().chain(rest.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark)).collect()
    }

    fn begin(&self) -> &'static str {
        match self {
            Self::Link(_) => "[",
            Self::Strike => "~~",
            Self::Strong => "**",
            Self::Emphasis => "*",
        }
    }

    fn end(&self) -> String {
        match self {
            Self::Link(target) => format!("]({})", target.replace('(', "%28").replace(')', "%29")),
            mark => mark.begin().to_owned(),
        }
    }
}

/// Words with their marks; a line feed is written as a hard break.
fn inline(phrase: &Phrase) -> String {
    let mut out = String::new();
    let mut open: Vec<Mark> = Vec::new();
    // A mark stands close to its words: the spaces before and behind them stay outside.
    let mut space = String::new();
    for run in &phrase.0 {
        let words = run.text.trim_matches([' ', '\n']);
        if words.is_empty() {
            space.push_str(&run.text);
            continue;
        }
        let wanted = Mark::of(&run.style);
        let kept = open.iter().take_while(|mark| wanted.contains(mark)).count();
        open.drain(kept..).rev().for_each(|mark| out.push_str(&mark.end()));
        let start = run.text.len() - run.text.trim_start_matches([' ', '\n']).len();
        space.push_str(&run.text[..start]);
        out.push_str(&escaped(&std::mem::take(&mut space)));
        for mark in wanted {
            if !open.contains(&mark) {
                out.push_str(mark.begin());
                open.push(mark);
            }
        }
        out.push_str(&match run.style.style.role {
            Role::Code => code(words),
            _ => escaped(words),
        });
        space.push_str(&run.text[start + words.len()..]);
    }
    open.drain(..).rev().for_each(|mark| out.push_str(&mark.end()));
    out
}

/// Code in a line, between more backticks than it has in it.
fn code(words: &str) -> String {
    let longest = words.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{}{pad}{ticks}", words.replace('\n', " "))
}

/// Words that Markdown leaves as they are.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '&' => out.extend(['\\', char]),
            '\n' => out.push_str("\\\n"),
            char => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{deck_of, read, with_job};
    use crate::markdown::{self, Fence, Node, Visitor};
    use expect_test::expect;
    use std::ops::Range;

    #[test]
    fn a_deck_is_written_with_its_headings_lists_tables_quotes_code_and_links() {
        let body = "Un **mot *fort*** et `du code`, [un lien](https://a.fr/x_(y)).\\\nUne ligne.\n\n\
            - un\n  - dedans\n- [x] fait\n\n9. neuf\n10. dix\n    - là\n\n| A | B |\n|---|---|\n| `x` | 1 \\| 2 |\n\n> cité\n>\n> deux fois\n\n\
            ```rust\nlet x = \"```\";\n```\n\n---\n\n# Plus grand";
        with_job(&deck_of(&[body]), "aube", (80, 24), |job| {
            expect![[r##"
                # Essai

                ## Section

                ### 1. Un titre

                Un **mot *fort*** et `du code`, [un lien](https://a.fr/x_%28y%29).\
                Une ligne.

                - un
                  - dedans
                - [x] fait

                9. neuf
                10. dix
                    - là

                | A | B |
                | --- | --- |
                | `x` | 1 \| 2 |

                > cité\
                > deux fois

                ````rust
                let x = "```";
                ````

                ---

                #### Plus grand
            "##]]
            .assert_eq(&text(&job))
        });
    }

    #[test]
    fn notes_and_lessons_have_their_headings_where_they_are_wanted() {
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nnotes = 'Dire **bonjour**.'\nlesson = 'Lire.'";
        with_job(&read(slide), "aube", (80, 24), |job| {
            assert!(!text(&job).contains("bonjour") && !text(&job).contains("Lire"));
            let all = Job { notes: true, lessons: true, slides: vec![0], ..job };
            expect![[r#"
                # Essai

                ## s

                ### 1. Un

                #### Notes

                Dire **bonjour**.

                #### Cours

                Lire.
            "#]]
            .assert_eq(&text(&all));
        });
    }

    struct Fences;

    impl Visitor for Fences {
        type Block = Fence;

        fn fence(&mut self, fence: Fence) -> Fence {
            Fence { range: 0..0, lines: Vec::new(), ..fence }
        }

        fn html(&mut self, _: Range<usize>) {
            panic!("HTML is shielded");
        }

        fn link(&mut self, _: &str, _: Range<usize>) {}
    }

    /// The words of a paragraph, read as Markdown, written and read again.
    fn again(words: &str) -> (String, String) {
        let paragraph = |text: &str| match markdown::parse(text, &mut Fences).as_slice() {
            [Node::Paragraph(rich)] => rich.clone(),
            other => panic!("{text:?} is {other:?}"),
        };
        let mut prose = Prose::default();
        prose.paragraph(words);
        let written = markdown(&prose);
        (markdown::plain(&paragraph(written.trim_end())), written)
    }

    #[test]
    fn what_looks_like_markdown_is_read_back_as_the_words_it_was() {
        for words in [
            "# pas un titre",
            "1. pas une liste",
            "12) non plus",
            "- + = > rien",
            "a * b _c_ **d** `e` [f](g) <b>h</b> ~~i~~ &amp; \\ j",
            "===",
            "+",
            "> cité",
            "| a | b |",
            "<script>alert(1)</script>",
            "2026",
        ] {
            let (read, written) = again(words);
            assert_eq!(read, words, "{written:?}");
        }
    }

    #[test]
    fn styles_and_links_are_read_back_as_they_were() {
        for text in [
            "un **fort** mot",
            "*a **b***",
            "**a *b* c**",
            "**a *b*** c",
            "~~rayé *et penché*~~",
            "[un **lien** fort](https://a.fr/b?c=1&d=(2)) ici",
            "**[tout](https://a.fr)**",
            "`` a ` b `` et `c`",
            "**`code` fort**",
            "ligne\\\nsuivante",
        ] {
            let nodes = markdown::parse(text, &mut Fences);
            let [Node::Paragraph(rich)] = nodes.as_slice() else { panic!("{text:?} is {nodes:?}") };
            let mut prose = Prose::default();
            prose.paragraph(Phrase(rich.clone()));
            let written = markdown(&prose);
            let encoded = |nodes: &[Node<Fence>]| format!("{nodes:?}").replace("%28", "(").replace("%29", ")");
            assert_eq!(encoded(&markdown::parse(&written, &mut Fences)), encoded(&nodes), "{written:?}");
        }
    }
}
