//! Looking a deck over, before the meeting, for what would go wrong in it.
//!
//! What cannot be read is found while reading ([`crate::deck::read`]); here is what can be read and would still go wrong. Each rule
//! is a value with its page; [`check`] runs those that are wanted. To add a rule, write `lint/rules/NAME.rs` with its
//! `RULE` and name it in `lint/rules.rs`, as a module and in the list; its fixtures lie in `tests/check/NAME/`.

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
use crate::block::{AnyKind, Block, Code, Colours, Image};
use crate::deck::{self, Deck, Placed, READING_RULES, Size, Toml};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::lang::Message;
use crate::layout::{self, Sheet};
use crate::lint::passage::{Field, Grid, Passage, Text, Texts, Words};
use crate::plan::Plan;
use crate::source::{Edit, Source, Span};
use crate::table::{At, Value};
use crate::text;
use crate::theme::{self, Theme};

/// The terminals on which slides must fit where a deck names none: the smallest that people have, and a large one.
pub const USUAL_SIZES: [Size; 2] = [Size { width: 80, height: 24 }, Size { width: 120, height: 36 }];

/// One thing to look for.
pub struct Rule {
    /// Its name, which reads well after "allow": `overflow-vertical`.
    pub name: &'static str,
    /// The letter of its group and a number, for sorting and for machines; never used again for another.
    pub code: &'static str,
    /// How bad it is; nothing: looked for only where it is asked for.
    pub severity: Option<Severity>,
    /// What it finds, in a line.
    pub about: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// Where the rule comes from, and how strong that is.
    pub evidence: &'static str,
    /// The most that it lets pass, with what is counted, for rules that count: `(40, "words")`.
    pub limit: Option<(u32, &'static str)>,
    /// What to do about it, where that is the same for all of its findings.
    pub help: &'static str,
    /// A piece of a deck that has it, and the same piece mended.
    pub wrong: &'static str,
    pub right: &'static str,
    /// Looks for it.
    pub look: Look,
}

/// A page is written from its name on: each part is named where it is given. What is not given is empty.
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

    /// A rule whose findings are only worth knowing.
    pub const fn info(name: &'static str, code: &'static str, look: Look) -> Self {
        Self::new(Some(Severity::Info), name, code, look)
    }

    /// A rule that is looked for only where it is asked for.
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

/// Looks for something in a deck, and tells where it is.
pub type Look = fn(&Checker, &mut Findings);

/// Something found, and the slide that it is on.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub diagnostic: Diagnostic,
    /// The place of the slide in the file, from 0; nothing for what belongs to none.
    pub slide: Option<usize>,
}

/// What a rule has found so far.
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

    /// The number that is not too many yet, for a rule that counts.
    pub fn limit(&self) -> usize {
        self.limit as usize
    }

    /// Something is found at a place, on the slide in whose table that lies.
    pub fn add(&mut self, span: Span, message: impl Into<Message>, label: impl Into<Message>) {
        let diagnostic = Diagnostic::error(self.rule.name, span, message, label).help(Message::noun(self.rule.help));
        let diagnostic = Diagnostic { severity: self.severity, ..diagnostic };
        self.found.push(Finding { diagnostic, slide: self.texts.slide_at(span) });
    }

    /// The slide that what was found last is on, where its place does not tell.
    pub fn on(&mut self, slide: Option<usize>) {
        if let Some(last) = self.found.last_mut() {
            last.slide = slide;
        }
    }

    /// What to do about what was found last, where that is not the same for all that the rule finds.
    pub fn help(&mut self, help: impl Into<Message>) {
        if let Some(last) = self.found.last_mut() {
            last.diagnostic.help = Some(help.into());
        }
    }

    /// What mends the finding that was added last without changing what its author meant; nothing where it has no place.
    pub fn fix_safely(&mut self, title: impl Into<Message>, span: Option<Span>, text: impl Into<String>) {
        self.fix(title, span, text, true);
    }

    /// What probably mends the finding that was added last, for its author to look at.
    pub fn suggest(&mut self, title: impl Into<Message>, span: Option<Span>, text: impl Into<String>) {
        self.fix(title, span, text, false);
    }

    fn fix(&mut self, title: impl Into<Message>, span: Option<Span>, text: impl Into<String>, safe: bool) {
        if let (Some(last), Some(span)) = (self.found.last_mut(), span) {
            last.diagnostic.fix = Some(Fix { title: title.into(), edit: Edit::new(span, text), safe });
        }
    }

    /// Another place that explains what was found last.
    pub fn context(&mut self, span: Span, text: impl Into<Message>) {
        if let Some(last) = self.found.pop() {
            self.found.push(Finding { diagnostic: last.diagnostic.context(span, text), ..last });
        }
    }
}

/// A deck that is looked over, with what the rules share.
pub struct Checker<'a> {
    pub source: &'a Source,
    pub deck: &'a Deck,
    pub assets: &'a Assets,
    pub plan: Plan,
    sizes: Vec<Size>,
    /// Each slide laid out for each size, once a rule asks for it.
    sheets: OnceCell<Vec<(usize, Size, Sheet)>>,
    /// The deck's text as TOML, once it is asked for where nobody has parsed it.
    parsed: OnceCell<Toml<'a>>,
    toml: Option<&'a Toml<'a>>,
    texts: OnceCell<Texts>,
    words: OnceCell<Words>,
    blocks: OnceCell<Vec<&'a Block>>,
}

/// The choices of a poll or a quiz.
pub struct Choices<'a> {
    pub choices: &'a [String],
    /// The numbers of the right ones, from 1; nothing for a poll.
    pub answer: Option<&'a [u16]>,
    /// Where the block stands.
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

    /// The same, with other terminals on which the slides must fit.
    pub fn at(self, sizes: Vec<Size>) -> Self {
        Self { sizes, ..self }
    }

    /// The same where the deck's text was parsed.
    pub fn parsed(self, toml: &'a Toml<'a>) -> Self {
        Self { toml: Some(toml), ..self }
    }

    /// The deck's text as TOML.
    pub fn toml(&self) -> &Value<'a> {
        let toml = self.toml.unwrap_or_else(|| self.parsed.get_or_init(|| deck::parse(self.source)));
        &toml.value
    }

    fn strings(&self) -> &Texts {
        self.texts.get_or_init(|| passage::texts_of(self.source, self.toml()))
    }

    /// All strings of the deck.
    pub fn texts(&self) -> &[Text] {
        &self.strings().texts
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| passage::words(self.texts()))
    }

    /// The words of the deck, a paragraph each.
    pub fn passages(&self) -> &[Passage] {
        &self.words().passages
    }

    /// The tables of the deck's Markdown.
    pub fn tables(&self) -> &[Grid] {
        &self.words().tables
    }

    /// The words of a French deck that are French: not what it quotes in English, nor the titles of documents.
    pub fn french(&self) -> impl Iterator<Item = &Passage> {
        let all = if self.is_in("fr") { self.passages() } else { &[] };
        all.iter().filter(|passage| !passage.is_english && passage.field != Field::Source)
    }

    /// Whether the deck is written in a language, by its code: "fr".
    pub fn is_in(&self, language: &str) -> bool {
        let lang = self.deck.lang.as_deref().unwrap_or_default();
        lang.split(['-', '_']).next().is_some_and(|it| it.eq_ignore_ascii_case(language))
    }

    /// Whether a slide is in the plan: not in the appendix, where things are looked up.
    pub fn is_planned(&self, slide: usize) -> bool {
        self.deck.slide(slide).is_some_and(|placed| !placed.section.appendix)
    }

    /// The slides, in the order of the file.
    pub fn slides(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.deck.slides()
    }

    /// Those outside the appendix.
    pub fn planned(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.slides().filter(|placed| !placed.section.appendix)
    }

    /// The blocks on the slides, those in the Markdown of others too.
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

    /// The images on the slides, each with what it shows in words.
    pub fn images(&self) -> impl Iterator<Item = (&'a Image, Option<&'a str>)> {
        self.blocks().filter_map(|block| match &block.kind {
            AnyKind::Image(image) => Some((image, block.alt.as_deref())),
            _ => None,
        })
    }

    /// The choices of each quiz, and of each poll that has some of its own.
    pub fn choices(&self) -> impl Iterator<Item = Choices<'a>> {
        self.blocks().filter_map(|block| match &block.kind {
            // One that repeats another has the choices of that, where they were looked at already.
            AnyKind::Poll(it) if it.repeat.is_some() && it.at.lacks("choices") => None,
            AnyKind::Poll(it) => Some(Choices { choices: &it.choices, answer: None, at: &it.at }),
            AnyKind::Quiz(it) => Some(Choices { choices: &it.choices, answer: Some(&it.answer), at: &it.at }),
            _ => None,
        })
    }

    /// The slide in whose table a place of the file lies.
    pub fn slide_at(&self, span: Span) -> Option<usize> {
        self.strings().slide_at(span)
    }

    /// The deck's theme with its looks; nothing where its file cannot be had.
    pub fn theme(&self) -> Option<Theme> {
        let name = self.deck.theme.as_deref().unwrap_or(theme::DEFAULT);
        let read = || self.assets.text(name).ok().map(|text| Theme::read(&Source::new(name, text)).0);
        Theme::built_in(name).or_else(read).map(|theme| theme.with(&self.deck.look))
    }

    /// The terminals on which every slide has to fit.
    pub fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// Each slide as the show lays it out, at each size.
    pub fn sheets(&self) -> &[(usize, Size, Sheet)] {
        self.sheets.get_or_init(|| {
            let colours = Colours::default();
            let pictures = self.assets.blank_pictures();
            let context = self.deck.context(self.assets, &colours).picturing(&pictures);
            let slides = self.slides().enumerate();
            let all = slides.flat_map(|(index, placed)| self.sizes().iter().map(move |size| (index, *size, placed)));
            all.map(|(index, size, placed)| (index, size, layout::slide(self.deck, &placed, &context, size))).collect()
        })
    }
}

/// Looks a deck over: what was found while reading it, and what the rules that are wanted find, but for what the deck ignores; in
/// the order of the file.
pub fn check(checker: &Checker, read: Vec<Diagnostic>, wanted: &Wanted) -> Vec<Finding> {
    let deck = checker.deck;
    let allows = allow::all(&checker.source.text);
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
            // Only to know whether it has to be ignored.
            None if of_ignores.is_some() && allows.iter().any(|allow| allow.names(rule.name)) => {
                unwanted.append(&mut look(Severity::Info));
            }
            None => {}
        }
    }
    let unused = allow::sift(&allows, &mut all, &unwanted);
    if let Some(severity) = of_ignores {
        let mut findings = Findings::new(checker, &rules::UNUSED_IGNORE, severity, u32::MAX);
        // On other terminals than the deck's own, its ignores may be of use.
        let judged = |name: &str| match rules::ALL.iter().find(|rule| rule.name == name) {
            Some(rule) => wanted.sizes.is_empty() || !rule.code.starts_with('L'),
            None => READING_RULES.contains(&name),
        };
        allow::report(checker, &unused, judged, &mut findings);
        all.append(&mut findings.found);
    }
    let slides = deck.slide_count();
    for finding in &mut all {
        // What could not be read has its words in the text, but is not a slide of the deck.
        finding.slide = finding.slide.filter(|slide| *slide < slides);
    }
    all.iter_mut().for_each(|it| settle(&mut it.diagnostic, &checker.source.text));
    all.sort_by_key(|it| (it.diagnostic.span().start, it.diagnostic.rule));
    all
}

/// Puts the places of a finding between characters of the deck: in a string that TOML could not read to its end they may be off.
fn settle(found: &mut Diagnostic, deck: &str) {
    let settled = |span: Span| Span::new(text::floor(deck, span.start), text::floor(deck, span.end));
    let labels = std::iter::once(&mut found.label).chain(&mut found.context);
    labels.for_each(|label| label.span = settled(label.span));
    found.fix.take_if(|fix| settled(fix.edit.span) != fix.edit.span);
}

/// What was found while reading, as far as it is wanted, with the slides that it is on.
fn of_reading(checker: &Checker, read: Vec<Diagnostic>, wanted: &Wanted) -> Vec<Finding> {
    let read = read.into_iter().chain(settings::unknown_names(&checker.deck.check));
    let wanted = read.filter_map(wanted.judge(checker.deck));
    wanted.map(|diagnostic| Finding { slide: checker.slide_at(diagnostic.span()), diagnostic }).collect()
}
