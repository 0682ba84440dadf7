//! Reads the paragraphs of a shape, and writes them as Markdown.

use crate::import::files::{last, written};
use crate::import::pptx::math;
use crate::import::pptx::package::Relations;
use crate::import::pptx::sheet::{LEVELS, Level, Levels, Mark, is_mono, levels};
use crate::import::pptx::words::{guarded, is_safe, says, with_breaks};
use crate::import::pptx::xml::{Look, Node};

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its level of indentation, from 0.
    pub level: usize,
    pub mark: Mark,
    pub runs: Vec<Run>,
    /// Its font size, in hundredths of a point, if it sets one.
    pub size: Option<u32>,
}

/// Words with the same style. `\u{b}` breaks the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub words: String,
    pub style: Style,
}

/// The style of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    bold: bool,
    italic: bool,
    strike: bool,
    /// Whether it is monospaced, as for code.
    mono: bool,
    link: Option<String>,
}

impl Style {
    /// Sets its target, unless it has one already.
    pub fn link_to(&mut self, target: &str) {
        self.link.get_or_insert_with(|| target.to_owned());
    }
}

impl Paragraph {
    /// Its plain text.
    pub fn words(&self) -> String {
        self.runs.iter().map(|it| it.words.as_str()).collect()
    }

    fn is_code(&self) -> bool {
        let mut shown = self.runs.iter().filter(|it| !it.words.trim().is_empty()).peekable();
        shown.peek().is_some() && shown.all(|it| it.style.mono)
    }

    fn is_blank(&self) -> bool {
        self.runs.iter().all(|it| it.words.trim().is_empty())
    }
}

/// The plain text of paragraphs on one line.
pub fn plain(paragraphs: &[Paragraph]) -> String {
    let words: Vec<String> = paragraphs.iter().map(Paragraph::words).collect();
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the paragraphs of a `txBody`; `above` is what they inherit from layout and master.
pub fn paragraphs(body: Node, above: &Levels, relations: &Relations) -> Vec<Paragraph> {
    let levels = levels(body.child("lstStyle"), above);
    body.children_of("p").map(|it| paragraph(it, &levels, relations)).collect()
}

fn paragraph(node: Node, levels: &Levels, relations: &Relations) -> Paragraph {
    let about = node.child("pPr");
    let level = about.and_then(|it| it.get("lvl")?.parse::<usize>().ok()).unwrap_or(0).min(LEVELS - 1);
    let style = about.map(Level::of).unwrap_or_default().or(levels[level]);
    let usual = style.mono.unwrap_or(false);
    let mut runs: Vec<Run> = Vec::new();
    let mut size = None;
    for it in node.children() {
        let words = it.child("t").map(Look::words).unwrap_or_default();
        let (words, style) = match it.tag_name().name() {
            "r" => (raised(it, words), style_of(it, usual, relations)),
            "fld" if it.get("type") != Some("slidenum") => (words, style_of(it, usual, relations)),
            "br" => ("\u{b}".to_owned(), runs.last().map(|it| it.style.clone()).unwrap_or_default()),
            "m" | "oMath" | "oMathPara" => (math::on_one_line(it), Style { mono: true, ..Style::default() }),
            _ => continue,
        };
        size = size.max(it.child("rPr").and_then(|it| it.get("sz")?.parse().ok()));
        let words = words.replace("_x000B_", "\u{b}").replace(['\n', '\r'], " ");
        match runs.last_mut() {
            Some(last) if last.style == style => last.words.push_str(&words),
            _ => runs.push(Run { words, style }),
        }
    }
    Paragraph { level, mark: style.mark.unwrap_or(Mark::Nothing), runs, size }
}

/// Superscript and subscript digits, as Unicode characters.
fn raised(run: Node, words: String) -> String {
    const HIGH: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const LOW: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let shift = run.child("rPr").and_then(|it| it.get("baseline")?.parse::<i32>().ok()).unwrap_or(0);
    let signs = if shift > 0 { HIGH } else { LOW };
    if shift == 0 || words.is_empty() || !words.bytes().all(|it| it.is_ascii_digit()) {
        return words;
    }
    words.chars().filter_map(|it| it.to_digit(10)).map(|digit| signs[digit as usize]).collect()
}

fn style_of(run: Node, mono: bool, relations: &Relations) -> Style {
    let Some(about) = run.child("rPr") else { return Style { mono, ..Style::default() } };
    Style {
        bold: about.switch("b").unwrap_or(false),
        italic: about.switch("i").unwrap_or(false),
        strike: about.get("strike").is_some_and(|it| it != "noStrike"),
        mono: is_mono(about).unwrap_or(mono),
        link: about.child("hlinkClick").and_then(|it| leads_to(it, relations)),
    }
}

/// The target of a click: an address, or another slide by the name of its part.
pub fn leads_to(click: Node, relations: &Relations) -> Option<String> {
    let relation = relations.by_id(click.relation("id")?)?;
    match (relation.is_external, relation.kind.as_str()) {
        (true, _) => Some(relation.target.clone()),
        (false, "slide") => Some(format!("#{}", last(&relation.target))),
        _ => None,
    }
}

/// Writes paragraphs as Markdown: lists, text, and fences for lines that are monospaced.
pub fn markdown(paragraphs: &[Paragraph]) -> String {
    let mut writer = Writer::default();
    let shown: Vec<&Paragraph> = paragraphs.iter().collect();
    let all_code = shown.iter().filter(|it| !it.is_blank()).all(|it| it.is_code());
    let mut index = 0;
    while let Some(paragraph) = shown.get(index) {
        let is_code = |it: &Paragraph| it.is_code() && (all_code || it.mark == Mark::Nothing);
        if is_code(paragraph) {
            let lines = shown[index..].iter().take_while(|it| it.is_blank() || is_code(it)).count();
            writer.code(&shown[index..index + lines]);
            index += lines;
            continue;
        }
        index += 1;
        if !paragraph.is_blank() {
            writer.paragraph(paragraph);
        }
    }
    writer.out
}

/// Markdown that is being written.
#[derive(Default)]
struct Writer {
    out: String,
    /// The open items: the level of each, the column where its text starts, and its number.
    items: Vec<(usize, usize, usize)>,
}

impl Writer {
    fn apart(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let words = inline(&paragraph.runs);
        match paragraph.mark {
            Mark::Nothing => {
                if paragraph.level == 0 {
                    self.items.clear();
                }
                let indent = self.items.last().map_or(0, |(_, indent, _)| *indent);
                self.apart();
                self.line("", indent, indent, &words);
            }
            Mark::Bullet => self.item("- ", 0, paragraph.level, &words),
            Mark::Number(first) => {
                let known = self.items.iter().rev().find(|(level, ..)| *level <= paragraph.level);
                let number = known.filter(|(level, _, number)| *level == paragraph.level && *number > 0);
                let number = number.map_or(first, |(_, _, number)| number + 1).max(1);
                self.item(&format!("{number}. "), number, paragraph.level, &words);
            }
        }
    }

    fn item(&mut self, mark: &str, number: usize, level: usize, words: &str) {
        if self.items.is_empty() {
            self.apart();
        }
        self.items.retain(|(known, ..)| *known < level);
        let start = self.items.last().map_or(0, |(_, indent, _)| *indent);
        self.items.push((level, start + mark.len(), number));
        self.line(mark, start, start + mark.len(), words);
    }

    /// Writes a line, with its line breaks.
    fn line(&mut self, mark: &str, first: usize, rest: usize, words: &str) {
        for (index, line) in words.split('\n').enumerate() {
            let indent = if index == 0 { first } else { rest };
            self.out += &format!("{}{}{line}\n", " ".repeat(indent), if index == 0 { mark } else { "" });
        }
    }

    fn code(&mut self, lines: &[&Paragraph]) {
        self.items.clear();
        self.apart();
        let text =
            |it: &&Paragraph| format!("{}{}", "    ".repeat(it.level), it.words().replace('\u{b}', "\n").trim_end());
        let code = lines.iter().map(text).collect::<Vec<_>>().join("\n");
        self.out += &fence(code.trim_matches('\n').trim_end());
    }
}

/// Code in a fence that it cannot close.
fn fence(code: &str) -> String {
    let longest = code.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest.max(2) + 1);
    format!("{marks}\n{code}\n{marks}\n")
}

/// Runs in Markdown. Styles that Markdown cannot express are dropped.
pub fn inline(runs: &[Run]) -> String {
    let words: String = runs.iter().map(|it| it.words.as_str()).collect();
    let plain = with_breaks(&styled(runs, |words, _| words.to_owned()));
    if is_safe(&words) && says(&plain, &words) {
        return plain;
    }
    let careful = with_breaks(&styled(runs, guarded));
    if says(&careful, &words) { careful } else { with_breaks(&guarded(&words, true)) }
}

fn styled(runs: &[Run], escape: impl Fn(&str, bool) -> String) -> String {
    let mut out = String::new();
    for Run { words, style } in runs {
        let begins = out.trim_end_matches(' ').is_empty() || out.ends_with('\u{b}');
        let trimmed = words.trim();
        if trimmed.is_empty() || *style == Style::default() {
            out += &escape(words, begins);
            continue;
        }
        let start = words.len() - words.trim_start().len();
        let mut inner = match style.mono {
            true => trimmed.split('\u{b}').map(code).collect::<Vec<_>>().join("\u{b}"),
            false => escape(trimmed, begins),
        };
        for (is_on, sign) in [(style.strike, "~~"), (style.italic, "*"), (style.bold, "**")] {
            if is_on {
                inner = format!("{sign}{inner}{sign}");
            }
        }
        if let Some(link) = &style.link {
            inner = format!("[{inner}]({})", written(link));
        }
        out += &format!("{}{inner}{}", &words[..start], &words[start + trimmed.len()..]);
    }
    out
}

/// Words as inline code.
fn code(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() {
        return String::new();
    }
    let longest = words.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let space = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{marks}{space}{words}{space}{marks}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pptx::xml::parse;

    fn written(xml: &str) -> String {
        let document = parse(xml, "x").unwrap();
        let mut levels = Levels::default();
        levels.iter_mut().for_each(|it| it.mark = Some(Mark::Bullet));
        markdown(&paragraphs(document.root_element(), &levels, &Relations::default()))
    }

    #[test]
    fn paragraphs_are_items_text_or_code() {
        assert_eq!(
            written(
                "<b><p><r><t>One * [x]</t></r></p><p><pPr lvl='1'/><r><rPr b='1'/><t>bold </t></r><r><t>snake_case</t></r></p>\
                 <p><pPr lvl='1'><buAutoNum/></pPr><r><t>first</t></r></p><p><pPr lvl='1'><buAutoNum/></pPr><r><t>next</t></r></p>\
                 <p><pPr><buNone/></pPr><r><t># no</t></r><br/><r><t>1</t></r></p><p><r><t>m</t></r><r><rPr baseline='30000'/><t>2</t></r></p></b>"
            ),
            "- One * [x]\n  - **bold** snake_case\n  1. first\n  2. next\n\n\\# no\\\n1\n\n- m²\n"
        );
        assert_eq!(
            written(
                "<b><p><r><rPr><latin typeface='Consolas'/></rPr><t>if x:</t></r></p>\
                 <p><pPr lvl='1'/><r><rPr><latin typeface='Consolas'/></rPr><t>go()</t></r></p></b>"
            ),
            "```\nif x:\n    go()\n```\n"
        );
        assert_eq!(
            written(
                "<b><p><r><t>Call </t></r><r><rPr><latin typeface='Courier'/></rPr><t>f(*a)</t></r><r><t> now</t></r></p></b>"
            ),
            "- Call `f(*a)` now\n"
        );
    }

    #[test]
    fn a_continuation_stays_in_its_item() {
        assert_eq!(
            written(
                "<b><p><r><t>One</t></r></p><p><pPr lvl='1'><buNone/></pPr><r><t>more</t></r></p><p><pPr lvl='2'/><r><t>deep</t></r></p></b>"
            ),
            "- One\n\n  more\n  - deep\n"
        );
    }
}
