//! `code`: highlighted code, optionally stepping through its lines, from the deck or from a file beside it.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use serde_json::{Value as Json, json};

use crate::assets::{Assets, Trouble};
use crate::block::meaning::{self, What};
use crate::block::{Content, Context, Kind, layout_note, layout_trouble};
use crate::diagnostic::Diagnostic;
use crate::highlight::CodeLine;
use crate::lang::{noun, say};
use crate::page::{Ink, Page, Role, Target, cells};
use crate::source::Span;
use crate::table::{Excerpt, Name, Reader, Schemas, Shape, TextFile, Value, Words, table};
use crate::text::{self, Run};

/// The start of a row that continues the line of code above.
const GOES_ON: &str = "↪ ";

/// The cells of background after the longest line.
const BESIDE: u16 = 2;

/// The least width of the background, in cells: less would look like a mistake.
const NARROWEST: u16 = 40;

table! {
    /// Code, written here or in a file beside the deck.
    pub struct Code as "a code block" {
        /// The code.
        code: Option<Excerpt> = None,
        /// The name of a file beside the deck, relative to the deck's folder.
        file: Option<TextFile> = None,
        /// The lines of the file to show: `"3-10"`.
        lines: Option<Lines> = None,
        /// The language, by its name or the ending of its files: `"rust"`, `"yml"`.
        lang: Option<Name> = None,
        /// The lines to speak of, one stage a step: `"1-4,6,all"`; `+` joins ranges of one stage: `"1+3"`.
        highlight: Option<Stages> = None,
        /// Whether lines are numbered.
        numbers: bool = false,
        /// A line below the code.
        caption: Option<Words> = None,
    }
}

/// A range of lines, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines(RangeInclusive<usize>);

/// The stages of a highlight. Each has the lines that are highlighted; empty means all.
#[derive(Clone, Debug, PartialEq)]
pub struct Stages(Vec<Vec<RangeInclusive<usize>>>);

fn range(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1 <= first && first <= last).then_some(first..=last)
}

impl Shape for Lines {
    const WHAT: &'static str = noun!("a range of lines");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(value, Self::WHAT)?;
        if range(text).is_none() {
            reader.bad_value(
                value,
                say!("\"{value}\" is not a range of lines", value = text::shorten(text, 40)),
                say!("write it like \"3-10\"; lines count from 1"),
            );
        }
        range(text).map(Self)
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "string", "pattern": r"^\s*\d+\s*(-\s*\d+\s*)?$" })
    }
}

impl Shape for Stages {
    const WHAT: &'static str = noun!("stages of lines");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(value, Self::WHAT)?;
        if text.split([',', '+']).nth(MOST_RANGES).is_some() {
            let message = say!("more than {most} ranges of lines", most = MOST_RANGES);
            reader.bad_value(
                value,
                message,
                say!("step through the few that matter, or show the code on several slides"),
            );
            return None;
        }
        let stage = |stage: &str| match stage.trim() {
            "all" => Some(Vec::new()),
            stage => stage.split('+').map(range).collect(),
        };
        let stages: Option<Vec<_>> = text.split(',').map(stage).collect();
        if stages.is_none() {
            let help = say!("write it like \"1-4,6,all\": a stage for each step, `+` between ranges of one stage");
            reader.bad_value(
                value,
                say!("\"{value}\" is not a valid `highlight`", value = text::shorten(text, 40)),
                help,
            );
        }
        stages.map(Self)
    }

    fn schema(_: &mut Schemas) -> Json {
        let part = r"\s*(all|\d+\s*(-\s*\d+)?(\s*\+\s*\d+\s*(-\s*\d+)?)*)\s*";
        json!({ "type": "string", "pattern": format!("^{part}(,{part})*$"), "examples": ["1-4,6,all"] })
    }
}

/// The most ranges in all stages of a code block, because each line is compared with each of them.
const MOST_RANGES: usize = 100;

impl Stages {
    fn lit(&self, stage: usize, line: usize) -> bool {
        self.0[stage].is_empty() || self.0[stage].iter().any(|range| range.contains(&line))
    }
}

impl Code {
    pub fn lang(&self) -> &str {
        match (&self.lang, &self.file) {
            (Some(lang), _) => lang,
            (None, Some(file)) => file.rsplit_once('.').map_or("", |(_, ending)| ending),
            (None, None) => "",
        }
    }

    /// All of the code as it is written.
    fn whole<'a>(&'a self, assets: &'a Assets) -> Result<&'a str, Trouble> {
        match (&self.code, &self.file) {
            (Some(code), _) => Ok(&code.text),
            (None, Some(file)) => assets.text(file),
            (None, None) => Ok(""),
        }
    }

    /// How many lines of code are shown.
    pub fn line_count(&self, assets: &Assets) -> usize {
        let whole = self.whole(assets).map_or(0, |text| text.lines().count());
        self.lines.as_ref().map_or(whole, |Lines(range)| whole.min(*range.end()).saturating_sub(range.start() - 1))
    }

    /// A requested line that does not exist: where it is requested, which one, and how many lines there are. `None` if the file cannot be shown.
    pub fn missing_lines(&self, assets: &Assets) -> Option<(Span, usize, usize)> {
        if let (Some(Lines(range)), Some(file)) = (&self.lines, &self.file) {
            let there = assets.text(file).ok()?.lines().count();
            if *range.end() > there {
                return Some((self.at.value("lines"), *range.end(), there));
            }
        }
        let ranges = || self.highlight.iter().flat_map(|stages| stages.0.iter().flatten());
        let first = self.first_number();
        if let Some(range) = ranges().find(|range| *range.start() < first) {
            return Some((self.at.value("highlight"), *range.start(), self.line_count(assets)));
        }
        let asked = ranges().map(|range| *range.end()).max()?;
        let there = self.line_count(assets) + first - 1;
        let is_there = self.code.is_some() || self.file.as_ref().is_some_and(|file| assets.text(file).is_ok());
        (is_there && asked > there).then(|| (self.at.value("highlight"), asked, there))
    }

    /// The number of the first line, as `highlight` counts: its line number if shown, else 1.
    fn first_number(&self) -> usize {
        self.lines.as_ref().filter(|_| self.numbers).map_or(1, |Lines(range)| *range.start())
    }

    /// The place of its language or its file; else of the key of its text, because the text is long.
    pub fn place(&self) -> Span {
        let written = |key: &str| Some(self.at.value(key)).filter(|span| *span != self.at.table);
        written("lang").or_else(|| written("file")).unwrap_or_else(|| self.at.key("code"))
    }

    /// The code that is shown, with the number of its first line.
    ///
    /// # Errors
    /// Why its file cannot be shown.
    pub fn shown<'a>(&'a self, context: &Context<'a>) -> Result<(Cow<'a, str>, usize), Trouble> {
        let whole = match text::tabs_to_stops(self.whole(context.assets)?) {
            Cow::Borrowed(whole) => text::clean(whole),
            Cow::Owned(whole) => Cow::Owned(text::clean(&whole).into_owned()),
        };
        let Some(Lines(range)) = &self.lines else { return Ok((whole, 1)) };
        let count = range.end() - range.start() + 1;
        let part: Vec<&str> = whole.lines().skip(range.start() - 1).take(count).collect();
        Ok((part.join("\n").into(), *range.start()))
    }
}

impl Kind for Code {
    fn content() -> Content {
        Content::Code
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let (code, first) = match self.shown(context) {
            Ok(shown) => shown,
            Err(trouble) => {
                return layout_trouble(&trouble, self.file.as_deref().unwrap_or_default(), context.words, width);
            }
        };
        let colors = context.colors.lines(self.lang(), &code);
        let mut page = Page::new(width);
        let last = (first + code.lines().count()).saturating_sub(1);
        let wide = last.to_string().len();
        for (index, line) in code.lines().enumerate() {
            let roles = colors.as_ref().and_then(|lines| lines.get(index));
            let number = self.numbers.then(|| format!("{:>wide$} ", first + index));
            let row = |faded: bool| layout_line(line, roles.filter(|_| !faded), number.as_deref(), faded, width);
            let y = page.height;
            page.target(0, y, width, row(false).height, Target::Part);
            for (faded, from, until) in self.phases(index + self.first_number()) {
                page.put(row(faded).only(from..until), 0, y);
            }
        }
        if page.height == 0 {
            page.text(0, 0, "", Role::Code);
        }
        let mut framed = panel(page, context, width);
        if let Some(caption) = &self.caption {
            framed.stack(layout_note(caption, Role::Muted, width), 0, context.between_items());
        }
        framed
    }

    fn meaning(&self, context: &Context) -> What {
        let shown = self.shown(context);
        let trouble = shown
            .as_ref()
            .err()
            .map(|it| it.message(self.file.as_deref().unwrap_or_default()).in_words(context.words).into());
        let (text, first) = shown.unwrap_or_default();
        What::Code(meaning::Code {
            lang: self.lang().to_owned(),
            file: self.file.as_ref().map(|file| file.to_string()),
            lines: if context.widths.is_empty() { Vec::new() } else { self.line_runs(&text, context) },
            text: text.into_owned(),
            first,
            numbers: self.numbers,
            stages: self.highlight.as_ref().map_or(1, |stages| cells(stages.0.len())),
            step: context.step,
            caption: self.caption.clone(),
            trouble,
        })
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        match (&self.code, &self.file) {
            (None, None) => reader.report(
                Diagnostic::error(
                    "type-or-missing",
                    at,
                    say!("`code` is missing"),
                    say!("a code block needs `code` or `file`"),
                )
                .help(say!("add `code = '''…'''`, or `file = \"…\"`")),
            ),
            (Some(_), Some(_)) => {
                let message = say!("`code` and `file` cannot be used together");
                reader.wrong(self.at.key("file"), message, say!("here"), say!("keep one of them"));
            }
            (Some(_), None) if self.lines.is_some() => {
                let message = say!("`lines` needs a `file`");
                reader.wrong(
                    self.at.key("lines"),
                    message,
                    say!("here"),
                    say!("cut the code itself, or use `highlight`"),
                );
            }
            _ => {}
        }
    }
}

impl Code {
    /// The lines with the roles of their parts.
    fn line_runs(&self, code: &str, context: &Context) -> Vec<meaning::CodeLine> {
        let colors = context.colors.lines(self.lang(), code);
        let line = |(index, line): (usize, &str)| {
            let number = index + self.first_number();
            let lit =
                self.highlight.iter().flat_map(|stages| (0..stages.0.len()).map(move |at| stages.lit(at, number)));
            let roles = colors.as_ref().and_then(|lines| lines.get(index));
            meaning::CodeLine { runs: runs(line, roles, Role::Code), lit: lit.collect() }
        };
        code.lines().enumerate().map(line).collect()
    }

    /// For one line: whether it is faded, and between which steps.
    fn phases(&self, line: usize) -> Vec<(bool, u16, u16)> {
        let Some(stages) = &self.highlight else { return vec![(false, 0, u16::MAX)] };
        let mut phases: Vec<(bool, u16, u16)> = Vec::new();
        for stage in 0..stages.0.len() {
            let faded = !stages.lit(stage, line);
            match phases.last_mut() {
                Some((same, ..)) if *same == faded => {}
                Some((.., until)) => {
                    *until = cells(stage);
                    phases.push((faded, cells(stage), u16::MAX));
                }
                None => phases.push((faded, 0, u16::MAX)),
            }
        }
        phases
    }
}

/// The background of code: as wide as its longest line, with a little space.
fn panel(code: Page, context: &Context, width: u16) -> Page {
    let longest = code.extent().map_or(0, |(_, right)| right);
    let wide = longest.saturating_add(BESIDE).max(NARROWEST).min(width);
    let above = context.between_items();
    let mut panel = Page::new(width);
    panel.ground(0, 0, wide, code.height + 2 * above, Role::Code);
    panel.upright(0, 0..panel.height, "▏", Role::Border);
    panel.put(code, 0, above);
    panel
}

/// A line of code with the roles of its parts. In one role if these are unknown.
fn runs(line: &str, roles: Option<&CodeLine>, base: Role) -> Vec<Run<Ink>> {
    match roles {
        Some(roles) if !roles.is_empty() => {
            let run = |(range, role): &(std::ops::Range<usize>, Role)| Run {
                text: line[range.clone()].to_owned(),
                style: Ink::from(*role),
            };
            roles.iter().map(run).collect()
        }
        _ => vec![Run { text: line.to_owned(), style: base.into() }],
    }
}

/// A line of code, wrapped if necessary.
fn layout_line(line: &str, roles: Option<&CodeLine>, number: Option<&str>, faded: bool, width: u16) -> Page {
    let gutter = 2 + number.map_or(0, text::width);
    let runs = runs(line, roles, if faded { Role::Faded } else { Role::Code });
    let mut page = Page::new(width);
    if let Some(number) = number {
        page.text(2, 0, number, Role::Faded);
    }
    let room = usize::from(width).saturating_sub(gutter + 1).max(1);
    for (y, row) in (0..).zip(rows(&runs, room)) {
        let mut x = cells(gutter);
        if y > 0 {
            x += page.text(x, y, GOES_ON, Role::Faded);
        }
        page.runs(x, y, &row);
    }
    // An empty line is a row too, though nothing is drawn in it.
    page.height = page.height.max(1);
    page
}

/// Cuts a line of code into rows of at most `room` cells. It may be cut at any character, because spaces matter in code.
fn rows(runs: &[Run<Ink>], room: usize) -> Vec<Vec<Run<Ink>>> {
    let mut rows = vec![Vec::new()];
    let mut left = room;
    for run in runs {
        let mut rest = run.text.as_str();
        while !rest.is_empty() {
            let mut part = text::fit(rest, left);
            if part.is_empty() && left < room.saturating_sub(text::width(GOES_ON)).max(1) {
                rows.push(Vec::new());
                left = room.saturating_sub(text::width(GOES_ON)).max(1);
                continue;
            }
            if part.is_empty() {
                part = &rest[..rest.chars().next().map_or(0, char::len_utf8)];
            }
            left = left.saturating_sub(text::width(part));
            rows.last_mut()
                .expect("there is a first row")
                .push(Run { text: part.to_owned(), style: run.style.clone() });
            rest = &rest[part.len()..];
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::block::Colors;
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const CODE: &str = "body = '''\n```rust numbers=true caption=\"Deux lignes\"\nlet a = 1;\nlet longue_ligne = premier + deuxième;\n```\n'''";

    #[test]
    fn code_is_numbered_wrapped_and_captioned() {
        expect![[r#"
            ▏ 1 let a = 1;
            ▏ 2 let longue_ligne = pr
            ▏   ↪ emier + deuxième;
            Deux lignes
        "#]]
        .assert_eq(&pictures(CODE, 26));
    }

    #[test]
    fn code_is_read_with_its_caption() {
        expect![[r#"
                let a = 1;
                let longue_ligne = premier + deuxième;

            Deux lignes
        "#]]
        .assert_eq(&read_aloud(CODE));
    }

    /// The role of the first character of each line, at each step.
    fn lit(highlight: &str) -> Vec<Vec<Role>> {
        let code = Code {
            code: Some(Excerpt { text: "a\nb\nc".into(), ..Excerpt::default() }),
            highlight: Some(Stages(
                highlight.split(',').map(|it| if it == "all" { vec![] } else { vec![range(it).unwrap()] }).collect(),
            )),
            ..Code::default()
        };
        let (assets, colors) = (Assets::default(), Colors::default());
        let page = code.layout(&Context::of(&assets, &colors), 20);
        let roles = |step: u16| {
            let texts = page.window(step, 0, 3).items.into_iter().filter(|item| item.x == 2);
            texts
                .filter_map(|item| match item.drawing {
                    crate::page::Drawing::Text { ink, .. } => Some(ink.style.role),
                    _ => None,
                })
                .collect()
        };
        (0..=page.last_step()).map(roles).collect()
    }

    #[test]
    fn a_highlight_steps_through_the_lines() {
        let (on, off) = (Role::Code, Role::Faded);
        assert_eq!(lit("1,2-3,all"), [vec![on, off, off], vec![off, on, on], vec![on, on, on]]);
    }

    #[test]
    fn a_file_beside_the_deck_is_shown_from_line_to_line() {
        let code = Code { file: Some("a.rs".into()), lines: Some(Lines(2..=3)), ..Code::default() };
        let shown = |file: Result<String, Trouble>, width: u16| {
            let (assets, colors) =
                (Assets { texts: [("a.rs".to_owned(), file)].into(), ..Assets::default() }, Colors::default());
            code.layout(&Context::of(&assets, &colors), width).rows(0).concat()
        };
        assert_eq!(shown(Ok("un\ndeux\ntrois\nquatre".into()), 60), "▏ deux▏ trois");
        assert!(shown(Err(Trouble::Missing), 60).contains("the file \"a.rs\" does not exist"));
        assert!(shown(Err(Trouble::Missing), 20).ends_with("deck's folder"), "the words are wrapped, not cut");
    }

    #[test]
    fn an_empty_line_of_code_is_a_row() {
        expect![[r#"
            ▏ a
            ▏
            ▏ b
        "#]]
        .assert_eq(&pictures("body = '''\n```\na\n\nb\n```\n'''", 9));
    }

    #[test]
    fn code_and_file_exclude_each_other() {
        let block = |fields: &str| findings(&format!("[[section.slide.block]]\nkind = \"code\"\n{fields}"));
        assert_eq!(block(""), ["`code` is missing"]);
        assert_eq!(block("code = 'x'\nfile = 'y'"), ["`code` and `file` cannot be used together"]);
        let stages = |count: usize| block(&format!("code = 'x'\nhighlight = \"{}all\"", "1,".repeat(count - 1)));
        assert_eq!(stages(MOST_RANGES), [""; 0]);
        assert_eq!(stages(MOST_RANGES + 1), ["more than 100 ranges of lines"]);
        assert_eq!(block("code = 'x'\nlines = '1-2'"), ["`lines` needs a `file`"]);
        assert_eq!(block("code = 'x'\nhighlight = '2-1'"), ["\"2-1\" is not a valid `highlight`"]);
    }

    #[test]
    fn no_cell_of_a_wide_letter_is_lost_where_a_line_of_code_is_cut() {
        let text = pictures("body = '''\n```\n漢字漢字漢字\n```\n'''", 9);
        assert_eq!(text.matches('漢').count() + text.matches('字').count(), 6, "{text}");
    }
}
