//! Checks a deck, before the meeting, for what would go wrong in it.
//!
//! What cannot be read is reported by [`crate::deck::read`]; this module finds what can be read and would still go wrong. Each rule is a
//! value with its page; [`check`] runs the selected ones. To add a rule, write `lint/rules/NAME.rs` with its `RULE` and name it in
//! `lint/rules.rs`, as a module and in the list. Its fixtures are in `tests/check/NAME/`.

pub mod allow;
pub mod fix;
pub mod format;
pub mod french;
mod language;
pub mod passage;
pub mod rules;
pub mod settings;
mod wanted;

use std::cell::OnceCell;

pub use wanted::Wanted;

use crate::assets::Assets;
use crate::block::{AnyKind, Block, Code, Colors, Image};
use crate::deck::{self, Deck, Placed, READING_RULES, Section, Size, Toml};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::lang::Message;
use crate::layout::{self, Sheet};
use crate::lint::passage::{Field, Grid, Passage, Text, Texts, Words};
use crate::plan::Plan;
use crate::source::{Edit, Source, Span};
use crate::table::{At, Value};
use crate::text;
use crate::theme::{self, Theme};

/// The terminal sizes that slides must fit if a deck names none: the smallest in use, and a large one.
pub const USUAL_SIZES: [Size; 2] = [Size { width: 80, height: 24 }, Size { width: 120, height: 36 }];

/// A rule of the check.
pub struct Rule {
    /// Its name, which reads well after "allow": `overflow-vertical`.
    pub name: &'static str,
    /// The letter of its group and a number, for sorting and for programs. A code is never reused.
    pub code: &'static str,
    /// The severity of its findings. `None`: the rule is off by default.
    pub severity: Option<Severity>,
    /// What it finds, in a line.
    pub about: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// Where the rule comes from, and how strong the evidence is.
    pub evidence: &'static str,
    /// The limit and what it counts, for rules that count: `(40, "words")`.
    pub limit: Option<(u32, &'static str)>,
    /// What to do about it, if that is the same for all its findings.
    pub help: &'static str,
    /// A piece of a deck with the mistake, and the same piece without it.
    pub wrong: &'static str,
    pub right: &'static str,
    /// The function that looks for it.
    pub look: Look,
}

/// Rules are declared in builder style: each part is named. Parts that are not given are empty.
impl Rule {
    const fn new(severity: Option<Severity>, name: &'static str, code: &'static str, look: Look) -> Self {
        Self {
            name,
            code,
            severity,
            about: "",
            why: "",
            evidence: "",
            limit: None,
            wrong: "",
            right: "",
            help: "",
            look,
        }
    }

    /// A rule whose findings are errors.
    pub const fn error(name: &'static str, code: &'static str, look: Look) -> Self {
        Self::new(Some(Severity::Error), name, code, look)
    }

    /// A rule whose findings are warnings.
    pub const fn warning(name: &'static str, code: &'static str, look: Look) -> Self {
        Self::new(Some(Severity::Warning), name, code, look)
    }

    /// A rule whose findings are information.
    pub const fn info(name: &'static str, code: &'static str, look: Look) -> Self {
        Self::new(Some(Severity::Info), name, code, look)
    }

    /// A rule that is off by default.
    pub const fn off(name: &'static str, code: &'static str, look: Look) -> Self {
        Self::new(None, name, code, look)
    }

    pub const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    pub const fn why(self, why: &'static str) -> Self {
        Self { why, ..self }
    }

    pub const fn evidence(self, evidence: &'static str) -> Self {
        Self { evidence, ..self }
    }

    pub const fn limit(self, most: u32, what: &'static str) -> Self {
        Self { limit: Some((most, what)), ..self }
    }

    pub const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    pub const fn wrong(self, wrong: &'static str) -> Self {
        Self { wrong, ..self }
    }

    pub const fn right(self, right: &'static str) -> Self {
        Self { right, ..self }
    }
}

/// Looks for a mistake in a deck and reports where it is.
pub type Look = fn(&Checker, &mut Findings);

/// A finding, and its slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub diagnostic: Diagnostic,
    /// The index of the slide in the file, from 0. `None` if it is not on a slide.
    pub slide: Option<usize>,
}

/// The findings of a rule so far.
pub struct Findings<'c> {
    texts: &'c Texts,
    rule: &'c Rule,
    severity: Severity,
    limit: u32,
    found: Vec<Finding>,
}

impl<'c> Findings<'c> {
    fn new(checker: &'c Checker, rule: &'c Rule, severity: Severity, limit: u32) -> Self {
        Self { texts: checker.strings(), rule, severity, limit, found: Vec::new() }
    }

    /// The rule's limit: the largest number that is not too many.
    pub fn limit(&self) -> usize {
        self.limit as usize
    }

    /// Adds a finding. Its slide is the one whose table contains the span.
    pub fn add(&mut self, span: Span, message: impl Into<Message>, label: impl Into<Message>) {
        let diagnostic = Diagnostic::error(self.rule.name, span, message, label).help(Message::noun(self.rule.help));
        let diagnostic = Diagnostic { severity: self.severity, ..diagnostic };
        self.found.push(Finding { diagnostic, slide: self.texts.slide_at(span) });
    }

    /// Sets the slide of the last finding, if its place does not tell.
    pub fn on(&mut self, slide: Option<usize>) {
        if let Some(last) = self.found.last_mut() {
            last.slide = slide;
        }
    }

    /// Sets the help of the last finding, if it differs from the rule's.
    pub fn help(&mut self, help: impl Into<Message>) {
        if let Some(last) = self.found.last_mut() {
            last.diagnostic.help = Some(help.into());
        }
    }

    /// Adds a safe fix to the last finding: it does not change what the author meant. Does nothing without a place.
    pub fn fix_safely(&mut self, title: impl Into<Message>, span: Option<Span>, text: impl Into<String>) {
        self.fix(title, span, text, true);
    }

    /// Adds a probable fix to the last finding, which the author should check.
    pub fn suggest(&mut self, title: impl Into<Message>, span: Option<Span>, text: impl Into<String>) {
        self.fix(title, span, text, false);
    }

    fn fix(&mut self, title: impl Into<Message>, span: Option<Span>, text: impl Into<String>, safe: bool) {
        if let (Some(last), Some(span)) = (self.found.last_mut(), span) {
            last.diagnostic.fix = Some(Fix { title: title.into(), edit: Edit::new(span, text), safe });
        }
    }

    /// Adds another place that explains the last finding.
    pub fn context(&mut self, span: Span, text: impl Into<Message>) {
        if let Some(last) = self.found.pop() {
            self.found.push(Finding { diagnostic: last.diagnostic.context(span, text), ..last });
        }
    }
}

/// The deck to check, with results that the rules share.
pub struct Checker<'a> {
    pub source: &'a Source,
    pub deck: &'a Deck,
    pub assets: &'a Assets,
    pub plan: Plan,
    sizes: Vec<Size>,
    /// Each slide laid out at each size, when a rule first needs it.
    sheets: OnceCell<Vec<(usize, Size, Sheet)>>,
    /// The deck's text as TOML, when first needed, unless it was parsed before.
    parsed: OnceCell<Toml<'a>>,
    toml: Option<&'a Toml<'a>>,
    texts: OnceCell<Texts>,
    words: OnceCell<Words>,
    blocks: OnceCell<Vec<&'a Block>>,
}

/// The choices of a poll or a quiz.
pub struct Choices<'a> {
    pub choices: &'a [String],
    /// The numbers of the right ones, from 1. `None` for a poll.
    pub answer: Option<&'a [u16]>,
    /// Where the block is.
    pub at: &'a At,
}

impl<'a> Checker<'a> {
    pub fn new(source: &'a Source, deck: &'a Deck, assets: &'a Assets) -> Self {
        Self {
            source,
            deck,
            assets,
            plan: Plan::of(deck),
            sizes: Wanted::default().sizes(deck),
            sheets: OnceCell::new(),
            parsed: OnceCell::new(),
            toml: None,
            texts: OnceCell::new(),
            words: OnceCell::new(),
            blocks: OnceCell::new(),
        }
    }

    /// The same with other terminal sizes.
    pub fn at(self, sizes: Vec<Size>) -> Self {
        Self { sizes, ..self }
    }

    /// The same for a deck whose text was parsed.
    pub fn parsed(self, toml: &'a Toml<'a>) -> Self {
        Self { toml: Some(toml), ..self }
    }

    /// The deck's text as TOML.
    pub fn toml(&self) -> &Value<'a> {
        let toml = self.toml.unwrap_or_else(|| self.parsed.get_or_init(|| deck::parse(self.source)));
        &toml.value
    }

    fn strings(&self) -> &Texts {
        self.texts.get_or_init(|| {
            let mut texts = passage::texts_of(self.source, self.toml());
            // The tables that include others are not in the parsed deck any more. What is outside all tables of a file is not on a slide.
            let included = &self.deck.sections.included;
            let sites = included.sites.iter().map(|site| (site.table.start, Some(site.slides.start)));
            let others = self.source.parts().iter().map(|part| part.start).chain(included.nested.iter().copied());
            texts.tables.extend(sites.chain(others.map(|start| (start, None))));
            texts.tables.sort_by_key(|(start, slide)| (*start, slide.is_some()));
            texts
        })
    }

    /// All strings of the deck.
    pub fn texts(&self) -> &[Text] {
        &self.strings().texts
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| passage::words(self.texts()))
    }

    /// The words of the deck, by paragraph.
    pub fn passages(&self) -> &[Passage] {
        &self.words().passages
    }

    /// The tables of the deck's Markdown.
    pub fn tables(&self) -> &[Grid] {
        &self.words().tables
    }

    /// The French words of a French deck, without English quotations and titles of documents.
    pub fn french(&self) -> impl Iterator<Item = &Passage> {
        let langs = || self.deck.sections.included.langs.iter().filter_map(|(_, lang)| lang.as_deref());
        let of_deck = self.deck.lang.as_deref().is_some_and(is_french);
        // Usually all slides are in one language.
        let is_one = langs().all(|lang| is_french(lang) == of_deck);
        let all = if of_deck || !is_one { self.passages() } else { &[] };
        let is_french = move |slide| is_one || self.lang_on(slide).is_some_and(is_french);
        let french = all.iter().filter(move |passage| is_french(passage.slide));
        french.filter(|passage| !passage.is_english && passage.field != Field::Source)
    }

    /// The language of a slide, or of the deck.
    fn lang_on(&self, slide: Option<usize>) -> Option<&str> {
        let own = slide.and_then(|slide| self.deck.lang_of(self.deck.slide(slide)?.slide));
        own.or(self.deck.lang.as_deref())
    }

    /// Whether a slide is in the plan, that is, not in the appendix.
    pub fn is_planned(&self, slide: usize) -> bool {
        self.deck.slide(slide).is_some_and(|placed| !placed.section.appendix)
    }

    /// The slides in file order.
    pub fn slides(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.deck.slides()
    }

    /// The slides outside the appendix.
    pub fn planned(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.slides().filter(|placed| !placed.section.appendix)
    }

    /// The blocks on the slides, including those inside Markdown of other blocks.
    fn blocks(&self) -> impl Iterator<Item = &'a Block> {
        let all = self.blocks.get_or_init(|| {
            let mut all = Vec::new();
            self.slides().for_each(|placed| placed.slide.visit(&mut |block| all.push(block)));
            all
        });
        all.iter().copied()
    }

    /// The pieces of code on the slides.
    pub fn code(&self) -> impl Iterator<Item = &'a Code> {
        self.blocks().filter_map(|block| if let AnyKind::Code(code) = &block.kind { Some(code) } else { None })
    }

    /// The images on the slides, each with its description.
    pub fn images(&self) -> impl Iterator<Item = (&'a Image, Option<&'a str>)> {
        self.blocks().filter_map(|block| match &block.kind {
            AnyKind::Image(image) => Some((image, block.alt.as_deref())),
            _ => None,
        })
    }

    /// The choices of each quiz, and of each poll that has choices of its own.
    pub fn choices(&self) -> impl Iterator<Item = Choices<'a>> {
        self.blocks().filter_map(|block| match &block.kind {
            // A poll that repeats another has the other's choices, which are checked there.
            AnyKind::Poll(it) if it.repeat.is_some() && it.at.lacks("choices") => None,
            AnyKind::Poll(it) => Some(Choices { choices: &it.choices, answer: None, at: &it.at }),
            AnyKind::Quiz(it) => Some(Choices { choices: &it.choices, answer: Some(&it.answer), at: &it.at }),
            _ => None,
        })
    }

    /// Whether a slide misspells this key, or the deck the tables of its slides: then what follows from its absence is not a finding.
    pub fn misspells(&self, key: &str) -> bool {
        let of_section = |section: &Section| {
            section.at.misspells("slide") || section.slides.iter().any(|slide| slide.at.misspells(key))
        };
        self.deck.at.misspells("section") || self.deck.sections.iter().any(of_section)
    }

    /// The slide whose table contains this place of the file.
    pub fn slide_at(&self, span: Span) -> Option<usize> {
        self.strings().slide_at(span)
    }

    /// The deck's theme with its look. `None` if its file cannot be read.
    pub fn theme(&self) -> Option<Theme> {
        let name = self.deck.theme.as_deref().unwrap_or(theme::DEFAULT);
        let read = || self.assets.text(name).ok().map(|text| Theme::read(&Source::new(name, text)).0);
        Theme::built_in(name).or_else(read).map(|theme| self.deck.dressed(&theme))
    }

    /// The terminal sizes that every slide must fit.
    pub fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// Each slide at each size, as the show lays it out.
    pub fn sheets(&self) -> &[(usize, Size, Sheet)] {
        self.sheets.get_or_init(|| {
            let colors = Colors::default();
            let pictures = self.assets.blank_pictures();
            let context = self.deck.context(self.assets, &colors).picturing(&pictures);
            let slides = self.slides().enumerate();
            let all = slides.flat_map(|(index, placed)| self.sizes().iter().map(move |size| (index, *size, placed)));
            all.map(|(index, size, placed)| (index, size, layout::slide(self.deck, &placed, &context, size))).collect()
        })
    }
}

fn is_french(lang: &str) -> bool {
    lang.split(['-', '_']).next().is_some_and(|it| it.eq_ignore_ascii_case("fr"))
}

/// Checks a deck. Returns what was found while reading it and what the selected rules find, without what the deck ignores, in file order.
pub fn check(checker: &Checker, read: Vec<Diagnostic>, wanted: &Wanted) -> Vec<Finding> {
    let deck = checker.deck;
    let allows = allow::of_source(checker.source);
    let is_whole = !read.iter().any(|it| matches!(it.rule, "toml-syntax" | "limit-exceeded"));
    let of_ignores = wanted.severity_of(deck, &rules::UNUSED_IGNORE).filter(|_| is_whole);
    let (mut all, mut unwanted) = (of_reading(checker, read, wanted), Vec::new());
    for rule in rules::ALL {
        let look = |severity| {
            let mut findings = Findings::new(checker, rule, severity, wanted.limit(deck, rule));
            (rule.look)(checker, &mut findings);
            findings.found
        };
        match wanted.severity_of(deck, rule) {
            Some(severity) => all.append(&mut look(severity)),
            // Run only to find out whether ignores for it have an effect.
            None if of_ignores.is_some() && allows.iter().any(|allow| allow.names(rule.name)) => {
                unwanted.append(&mut look(Severity::Info));
            }
            None => {}
        }
    }
    let unused = allow::sift(&allows, &mut all, &unwanted);
    if let Some(severity) = of_ignores {
        let mut findings = Findings::new(checker, &rules::UNUSED_IGNORE, severity, u32::MAX);
        // For other terminal sizes than the deck's own, its ignores may have an effect.
        let judged = |name: &str| match rules::ALL.iter().find(|rule| rule.name == name) {
            Some(rule) => wanted.sizes.is_empty() || !rule.code.starts_with('L'),
            None => READING_RULES.contains(&name),
        };
        allow::report(checker, &unused, judged, &mut findings);
        all.append(&mut findings.found);
    }
    // A slide that could not be included has that one finding only.
    let stands_in = |slide: usize| deck.slide(slide).is_some_and(|it| it.slide.stands_in());
    // What stands below a syntax error may not be read.
    all.retain(|it| is_whole || it.diagnostic.rule != rules::NO_SLIDES.name);
    all.retain(|it| READING_RULES.contains(&it.diagnostic.rule) || !it.slide.is_some_and(stands_in));
    let slides = deck.slide_count();
    for finding in &mut all {
        // A slide that could not be read has text in the file, but is not a slide of the deck.
        finding.slide = finding.slide.filter(|slide| *slide < slides);
    }
    all.iter_mut().for_each(|it| settle(&mut it.diagnostic, checker.source.whole()));
    all.sort_by_key(|it| (it.diagnostic.span().start, it.diagnostic.rule));
    all
}

/// Moves the spans of a finding to character boundaries: in a string that TOML could not read to its end they may be wrong.
fn settle(found: &mut Diagnostic, deck: &str) {
    let settled = |span: Span| Span::new(text::floor(deck, span.start), text::floor(deck, span.end));
    let labels = std::iter::once(&mut found.label).chain(&mut found.context);
    labels.for_each(|label| label.span = settled(label.span));
    found.fix.take_if(|fix| settled(fix.edit.span) != fix.edit.span);
}

/// The selected findings from reading, with their slides.
fn of_reading(checker: &Checker, read: Vec<Diagnostic>, wanted: &Wanted) -> Vec<Finding> {
    let read = read.into_iter().chain(settings::unknown_names(&checker.deck.check));
    let wanted = read.filter_map(wanted.judge(checker.deck));
    wanted.map(|diagnostic| Finding { slide: checker.slide_at(diagnostic.span()), diagnostic }).collect()
}
