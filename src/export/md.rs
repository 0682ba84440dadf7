//! Markdown from the prose of a deck: headings, lists, tables, quotes, code and links, for wikis, handbooks and other tools.

mod inline;

use crate::block::{Colors, Context};
use crate::deck::Logo;
use crate::export::md::inline::{inline, quoted};
use crate::export::{Drawn, Files, Format, Job};
use crate::markdown::escaped;
use crate::page::{Ink, Link, Role, Style};
use crate::prose::{Definition, List, Passage, Phrase, Prose, Table};
use crate::text::{self, Align, Run};

pub const FORMAT: Format = Format {
    name: "md",
    about: "what is read, as Markdown",
    has_text: true,
    is_of_screen: false,
    has_scale: false,
    pictures: Drawn::Not,
    mark: None,
    files: Files::One(|job| text(job).into_bytes()),
};

fn text(job: &Job) -> String {
    let (deck, colors) = (job.deck, Colors::default());
    let context = Context { as_sources: true, ..deck.context(job.assets, &colors) };
    let mut prose = Prose::default();
    let whole = job.slides.len() == deck.slide_count();
    if whole {
        prose.heading(1, &deck.title);
        prose.0.extend(deck.logo.as_ref().map(Logo::passage));
        deck.below_title().for_each(|line| prose.paragraph(&line));
    }
    let mut section = None;
    for placed in job.placed() {
        if whole && section != Some(placed.section_index) {
            section = Some(placed.section_index);
            prose.heading(2, &placed.section.title);
        }
        prose.heading(3, placed.slide.heading(placed.number));
        placed.slide.prose(&deck.context_on(placed.slide, &context), &mut prose);
        prose.0.extend(job.asides(placed).0);
    }
    prose.each_phrase(&mut |phrase| lead_to_headings(phrase, job));
    prose.each_passage(&mut |passage| {
        if let Passage::Picture { file, .. } = passage {
            file.insert_str(0, job.way);
        }
    });
    markdown(&prose)
}

/// Turns links to slides into links to their headings. A link to a slide that is not exported is removed. One with an unknown id stays.
fn lead_to_headings(phrase: &mut Phrase, job: &Job) {
    for run in &mut phrase.0 {
        if let Some(Link::Slide(id)) = &run.style.link
            && let Some(place) = job.deck.place_of(id)
        {
            let placed = job.deck.slide(place).filter(|_| job.slides.contains(&place));
            let anchor = placed.map(|placed| anchor(&placed.slide.heading(placed.number)));
            run.style.link = anchor.map(|anchor| Link::Web { address: format!("#{anchor}").into(), title: None });
        }
    }
}

/// The anchor of a heading on GitHub, GitLab and in pandoc: its letters and digits in lower case, and `-` for spaces.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.trim().chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
    kept.map(|char| if char == ' ' { '-' } else { char }).collect()
}

/// Prose as Markdown, with one line per paragraph.
pub(super) fn markdown(prose: &Prose) -> String {
    let mut lines = blocks(prose, false);
    lines.push(String::new());
    text::clean(&lines.join("\n")).into_owned()
}

/// Passages as lines, with an empty line between two of them. In a `tight` list item, only where it is needed.
fn blocks(prose: &Prose, tight: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before: Option<(&Passage, Signs)> = None;
    for passage in &prose.0 {
        let signs = match (&before, passage) {
            (Some((Passage::List(one), signs)), Passage::List(other)) if is_numbered(one) == is_numbered(other) => {
                signs.others()
            }
            _ => Signs::default(),
        };
        if before.as_ref().is_some_and(|(before, _)| !(tight && stands_close(before, passage))) {
            lines.push(String::new());
        }
        lines.extend(block(passage, signs));
        before = Some((passage, signs));
    }
    lines
}

/// Whether a passage right after another one is still recognized.
fn stands_close(before: &Passage, passage: &Passage) -> bool {
    let ends = matches!(before, Passage::Code { .. } | Passage::Heading { .. } | Passage::Rule);
    let is_words = matches!(before, Passage::Paragraph(_));
    match passage {
        Passage::List(list) => ends || is_words && begins_anywhere(list),
        Passage::Quote(_) => ends || is_words,
        Passage::Code { .. } | Passage::Heading { .. } | Passage::Rule => {
            ends || is_words || matches!(before, Passage::Quote(_))
        }
        Passage::Paragraph(_) => ends,
        _ => false,
    }
}

/// Whether a list is recognized right below a paragraph: not if its first number is not 1, or its first item is empty.
fn begins_anywhere(list: &List) -> bool {
    let first = &list.items[0];
    first.mark.trim() == "1." || !is_numbered(list) && !first.inside.0.is_empty()
}

/// The markers of list items. A list right after another of the same kind gets other markers.
#[derive(Clone, Copy)]
struct Signs {
    bullet: char,
    behind_number: char,
}

impl Default for Signs {
    fn default() -> Self {
        Self { bullet: '-', behind_number: '.' }
    }
}

impl Signs {
    fn others(self) -> Self {
        match self.bullet {
            '-' => Self { bullet: '*', behind_number: ')' },
            _ => Self::default(),
        }
    }
}

fn is_numbered(list: &List) -> bool {
    list.items.iter().all(|item| number(&item.mark).is_some())
}

/// The number in a marker such as `2.`.
fn number(mark: &str) -> Option<&str> {
    mark.trim()
        .strip_suffix('.')
        .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty())
}

fn block(passage: &Passage, signs: Signs) -> Vec<String> {
    match passage {
        Passage::Heading { level, text } => {
            let text = inline(text, "").replace("\\\n", " ");
            vec![
                format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 6)), without_closing(text.trim()))
                    .trim_end()
                    .to_owned(),
            ]
        }
        Passage::Paragraph(text) => lines(text),
        Passage::List(list) => items(list, signs),
        Passage::Quote(inside) => {
            let words = blocks(inside, false);
            indented(if words.is_empty() { vec![String::new()] } else { words }, "> ", "> ")
        }
        Passage::Callout { tone, title, is_own, inside } => {
            let mut words = vec![format!("[!{}]", tone.to_uppercase())];
            words.extend(is_own.then(|| format!("**{}**\n", escaped(title))));
            words.extend(blocks(inside, false));
            indented(words.iter().flat_map(|line| line.split('\n').map(str::to_owned)).collect(), "> ", "> ")
        }
        Passage::Definitions(definitions) => {
            let mut all = Vec::new();
            for Definition { word, meanings } in definitions {
                if !all.is_empty() {
                    all.push(String::new());
                }
                all.push(inline(word, "").replace("\\\n", " "));
                all.extend(meanings.iter().flat_map(|meaning| indented(blocks(meaning, false), ": ", "  ")));
            }
            all
        }
        Passage::Notes(notes) => notes
            .iter()
            .flat_map(|(number, note)| indented(blocks(note, false), &format!("[^{number}]: "), "    "))
            .collect(),
        Passage::Code { lang, text } => {
            let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            let code = text.strip_suffix('\n').unwrap_or(text);
            let code = code.split('\n').filter(|_| !text.is_empty()).map(str::to_owned);
            [format!("{fence}{lang}")].into_iter().chain(code).chain([fence.clone()]).collect()
        }
        Passage::Table(table) => rows(table),
        Passage::Remark(text) => {
            let style =
                |run: &Run<Ink>| Run { style: Style { italic: true, ..Role::Emphasis.into() }.into(), ..run.clone() };
            lines(&Phrase(text.0.iter().map(style).collect()))
        }
        Passage::Picture { file, alt, caption } => vec![picture(file, alt, caption.as_deref())],
        Passage::Rule => vec!["***".to_owned()],
    }
}

fn items(list: &List, signs: Signs) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, item) in list.items.iter().enumerate() {
        if index > 0 && !list.tight {
            lines.push(String::new());
        }
        let (mark, task) = match item.mark.trim() {
            task @ ("[x]" | "[ ]") => (signs.bullet.to_string(), format!("{task} ")),
            mark => (
                number(mark).map_or(signs.bullet.to_string(), |it| format!("{it}{}", signs.behind_number)),
                String::new(),
            ),
        };
        let mut inside = blocks(&item.inside, list.tight);
        match inside.first_mut() {
            Some(first) => first.insert_str(0, &task),
            None => inside.push(task),
        }
        let first = format!("{mark} ");
        lines.extend(indented(inside, &first, &" ".repeat(first.len())));
    }
    lines
}

/// Adds a prefix to lines: `first` to the first one, `rest` to the others.
fn indented(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let lead = |index| if index == 0 { first } else { rest };
    let line = |(index, line): (usize, String)| match line.is_empty() {
        true => lead(index).trim_end().to_owned(),
        false => format!("{}{line}", lead(index)),
    };
    lines.into_iter().enumerate().map(line).collect()
}

fn rows(table: &Table) -> Vec<String> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let row = |row: &Vec<Phrase>| {
        let cell =
            |column: usize| row.get(column).map(|cell| inline(cell, "|").replace("\\\n", "<br>")).unwrap_or_default();
        format!("| {} |", (0..columns).map(cell).collect::<Vec<_>>().join(" | "))
    };
    let rule = (0..columns).map(|column| match table.align.get(column).copied().unwrap_or_default() {
        Align::Left => " --- |",
        Align::Center => " :-: |",
        Align::Right => " --: |",
    });
    let mut lines: Vec<String> = table.rows.iter().map(row).collect();
    lines.insert(lines.len().min(1), format!("|{}", rule.collect::<String>()));
    lines
}

fn picture(file: &str, alt: &str, caption: Option<&str>) -> String {
    let is_plain = |char: char| char.is_ascii_graphic() && !matches!(char, '(' | ')' | '<' | '>' | '\\');
    // A file name with a colon could be mistaken for a URL.
    let file = if file.contains(':') { format!("./{file}") } else { file.to_owned() };
    let file = match file.chars().all(is_plain) {
        true => file,
        false => format!("<{}>", file.replace(['<', '>', '\n'], "")),
    };
    let caption = caption.map(|caption| format!(" {}", quoted(caption))).unwrap_or_default();
    format!("![{}]({file}{caption})", escaped(alt).replace("\\\n", " "))
}

/// The text of a heading, with `#` at its end escaped, which would otherwise be removed.
fn without_closing(text: &str) -> String {
    let words = text.trim_end_matches('#');
    let closes = words.len() < text.len() && (words.is_empty() || words.ends_with(' '));
    if closes { format!("{words}\\{}", &text[words.len()..]) } else { text.to_owned() }
}

/// A phrase as lines.
fn lines(phrase: &Phrase) -> Vec<String> {
    inline(phrase, "").split('\n').map(|line| shielded(line.trim_matches(' '))).collect()
}

/// Escapes the start of a line that could be mistaken for a heading, a list, a quote or a rule.
fn shielded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && line[digits..].starts_with(['.', ')']);
    match line.as_bytes().first() {
        _ if is_number => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some(b'#' | b'+' | b'-' | b'>' | b':') => format!("\\{line}"),
        // Below a line of words it would make a heading.
        Some(b'=') if line.trim_end().bytes().all(|byte| byte == b'=') => format!("\\{line}"),
        // Below a line with bars it would make a table.
        Some(b'|') if line.bytes().all(|byte| b"|:- ".contains(&byte)) => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{deck_of, read, with_job};
    use crate::markdown::{self, Fence, Node, Picture, Visitor};
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

                > cité
                >
                > deux fois

                ````rust
                let x = "```";
                ````

                ***

                #### Plus grand
            "##]]
            .assert_eq(&text(&job))
        });
    }

    #[test]
    fn a_jump_leads_to_the_heading_of_its_slide() {
        let slides = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nbody = 'Voir [là](#fin).'\n\
            [[section.slide]]\nid = \"fin\"\ntitle = \"L’été, enfin !\"";
        with_job(&read(slides), "aube", (80, 24), |job| {
            assert!(text(&job).contains("Voir [là](#2-lété-enfin-)."), "{}", text(&job));
            assert!(text(&Job { slides: vec![0], ..job }).contains("Voir là."));
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

        fn picture(&mut self, picture: Picture) -> Fence {
            Fence { info: picture.target, text: picture.alt, range: 0..0, lines: Vec::new() }
        }

        fn picture_among_words(&mut self, _: Range<usize>) {}

        fn html(&mut self, _: Range<usize>) {
            panic!("HTML is shielded");
        }

        fn comment(&mut self, _: Range<usize>) {
            panic!("HTML is shielded");
        }

        fn slide(&mut self, _: &str, _: Range<usize>) {}

        fn link(&mut self, _: &str, _: Range<usize>) {}
    }

    /// The words of a paragraph, read as Markdown, written, and read again.
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
            "~~rayé~~ ~~aussi~~",
            "**fort** **aussi**",
            "~~<https://a.fr/x>~~ et **<https://b.fr>**",
            "[é](https://a.fr/x) [è](https://a.fr/x)",
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
