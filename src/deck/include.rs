//! Includes slides of other files: a slide with `include` is replaced by the slides of another deck, or by one of them.
//!
//! The texts of the other files follow the deck's own ([`Source::parts`]). Their slides replace the `include` before anything is read, so ids,
//! times and rules see a single deck. Each position still leads to the file it is in.

mod along;

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::assets::{Assets, Trouble};
use crate::deck::Deck;
use crate::deck::include::along::bring_along;
use crate::deck::limits::LARGEST;
use crate::diagnostic::Diagnostic;
use crate::lang::{Message, say};
use crate::source::{Map, Part, Source, Span};
use crate::table::{self, TextFile, Value, beside, folder_of};
use crate::text;

/// The key of a slide that is replaced by others.
pub const KEY: &str = "include";

/// How deep files may include each other, not counting the deck.
const DEEPEST: usize = 8;

/// How many files a deck may include, including those included by its files.
const MOST_FILES: usize = 100;

/// The most slides of a file that a help names.
const MOST_NAMED: usize = 8;

/// What a deck includes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Included {
    /// Where, in slide order.
    pub sites: Vec<Site>,
    /// The files that were read.
    pub files: Vec<TextFile>,
    /// Those of them that have no slides to include, with the reason.
    pub barren: Vec<(String, Message)>,
    /// Why slides are missing that a file should provide, by the start of the table that includes them. For a file that cannot be read, the reason
    /// is known once the files beside the deck are.
    pub reasons: HashMap<usize, Message>,
    /// Where included files include others: the starts of those tables.
    pub nested: Vec<usize>,
    /// The language of each file, if it says one, by the start of its text, in order.
    pub langs: Vec<(usize, Option<String>)>,
}

/// A slide in the deck's own text that is replaced by slides of another file.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Their indices in the deck, from 0.
    pub slides: Range<usize>,
    /// The table with the `include`.
    pub table: Span,
    /// Where the file is named.
    pub name: Span,
}

impl Included {
    /// Where a slide is included; `None` for a slide in the deck's own text.
    pub fn site_of(&self, slide: usize) -> Option<&Site> {
        self.sites.iter().find(|site| site.slides.contains(&slide))
    }

    fn has_slides_of(&self, file: &str) -> bool {
        self.files.iter().any(|it| **it == *file) && self.barren.iter().all(|(barren, _)| barren != file)
    }
}

impl Deck {
    /// Why slides that an earlier version of the deck included are missing now: their file is gone, or was read while it was being written. `None`
    /// if none are missing, or because of what the deck says.
    pub fn lost_since(&self, before: &Deck, assets: &Assets) -> Option<Message> {
        let (before, now) = (&before.sections.included, &self.sections.included);
        let named = self.slides().filter_map(|placed| placed.slide.include.as_deref());
        named.filter(|file| before.has_slides_of(file)).find_map(|file| {
            let barren = || now.barren.iter().find(|(barren, _)| barren == file).map(|(_, why)| why.clone());
            assets.text(file).err().map(|trouble| trouble.message(file)).or_else(barren)
        })
    }
}

/// A deck's text followed by the texts of the files it includes; `None` if there are none. `text` reads a file, relative to the deck's folder.
pub fn with_included(source: &Source, text: impl Fn(&str) -> Result<String, Trouble>) -> Option<Source> {
    if source.original().is_some() || !source.parts().is_empty() || !may_include(&source.text) {
        return None;
    }
    let folder = Path::new(&source.name).parent().unwrap_or(Path::new("")).to_owned();
    let (mut files, mut known, mut size) = (Vec::new(), HashSet::new(), source.text.len());
    let mut left: VecDeque<String> = named(&source.text, None).into();
    while let Some(file) = left.pop_front().filter(|_| files.len() < MOST_FILES && size <= LARGEST) {
        if !known.insert(file.clone()) {
            continue;
        }
        let Ok(text) = text(&file) else { continue };
        let part = Source::new(folder.join(&file).display().to_string(), &text);
        if may_include(&part.text) {
            left.extend(named(&part.text, folder_of(&file)));
        }
        size += part.text.len();
        files.push((file, part));
    }
    (!files.is_empty()).then(|| source.clone().with_parts(files))
}

/// Whether a text may contain the key. This saves parsing most decks twice.
fn may_include(text: &str) -> bool {
    text.match_indices(KEY).any(|(at, _)| {
        let behind = text[at + KEY.len()..].trim_start_matches(['"', '\'']);
        behind.trim_start_matches([' ', '\t']).starts_with('=')
    })
}

/// The files included by the slides of a text, relative to the deck's folder.
fn named(text: &str, folder: Option<&str>) -> Vec<String> {
    let (value, _) = table::parse(text, &Map::default());
    let slides = sections(&value).filter_map(|section| section.get_ref().get("slide")?.get_ref().as_array());
    let entries = slides.flatten().filter_map(Entry::of);
    entries.map(|entry| beside(folder.unwrap_or_default(), entry.file)).collect()
}

fn sections<'v, 'i>(deck: &'v Value<'i>) -> impl Iterator<Item = &'v Value<'i>> {
    deck.get_ref().get("section").and_then(|it| it.get_ref().as_array()).into_iter().flatten()
}

/// A slide that is replaced by slides of another file.
struct Entry<'v> {
    file: &'v str,
    /// The position of the file name.
    name: Range<usize>,
    /// The id of the slide to include, and its position, if only one is wanted.
    id: Option<(&'v str, Range<usize>)>,
    /// The other keys.
    others: Vec<(&'v str, Range<usize>)>,
}

impl<'v> Entry<'v> {
    fn of(slide: &'v Value) -> Option<Self> {
        let table = slide.get_ref().as_table()?;
        let name = table.get(KEY)?;
        let id = table.get("id").and_then(|id| Some((id.get_ref().as_str()?, id.span())));
        let others = table.keys().filter(|key| !matches!(&**key.get_ref(), KEY | "id"));
        let others = others.map(|key| (&**key.get_ref(), key.span())).collect();
        Some(Self { file: name.get_ref().as_str()?, name: name.span(), id, others })
    }
}

/// A deck whose includes are replaced.
pub struct Spliced<'i> {
    pub value: Value<'i>,
    /// Syntax errors in the texts of the other files.
    pub syntax: Vec<Diagnostic>,
    pub found: Vec<Diagnostic>,
    pub included: Included,
}

/// Replaces each `include` in a deck's TOML by slides of the files that follow its text.
pub fn spliced<'i>(source: &'i Source, mut value: Value<'i>) -> Spliced<'i> {
    let own = Path::new(&source.name).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let mut splicer = Splicer {
        source,
        files: HashMap::new(),
        way: vec![own.to_owned()],
        deepest: 0,
        size: 0,
        syntax: Vec::new(),
        found: Vec::new(),
        barren: Vec::new(),
        reasons: HashMap::new(),
        nested: Vec::new(),
    };
    let (mut sites, mut count) = (Vec::new(), 0);
    if let DeValue::Table(deck) = value.get_mut() {
        for slides in deck.get_mut("section").into_iter().filter_map(tables).flatten().filter_map(|it| of_section(it)) {
            let before = std::mem::replace(slides, DeArray::new());
            *slides = splicer.slides(before, None, &mut |table, name, number| {
                sites.extend(name.map(|name| Site { slides: count..count + number, table, name }));
                count += number;
            });
        }
        let files: Vec<(&Part, &Value)> =
            source.parts().iter().filter_map(|part| Some((part, &*splicer.files.get(&part.file)?.value))).collect();
        let found = bring_along(deck, source, &files);
        splicer.found.extend(found);
    }
    let lang = |part: &Part| {
        let value = &splicer.files.get(&part.file)?.value;
        Some(text::clean(value.get_ref().get("lang")?.get_ref().as_str()?).into_owned())
    };
    let langs = source.parts().iter().map(|part| (part.start, lang(part))).collect();
    let file = |part: &Part| TextFile::from(part.file.as_str());
    let files = source.parts().iter().map(file).collect();
    let Splicer { syntax, found, barren, reasons, nested, .. } = splicer;
    Spliced { value, syntax, found, included: Included { sites, files, barren, reasons, nested, langs } }
}

fn tables<'v, 'i>(value: &'v mut Value<'i>) -> Option<impl Iterator<Item = &'v mut Value<'i>>> {
    if let DeValue::Array(values) = value.get_mut() { Some(values.iter_mut()) } else { None }
}

/// The slides of a section.
fn of_section<'v, 'i>(section: &'v mut Value<'i>) -> Option<&'v mut DeArray<'i>> {
    let DeValue::Table(section) = section.get_mut() else { return None };
    match section.get_mut("slide")?.get_mut() {
        DeValue::Array(slides) => Some(slides),
        _ => None,
    }
}

/// An included file and its slides, with its own includes replaced.
#[derive(Clone)]
struct File<'i> {
    value: Rc<Value<'i>>,
    slides: Rc<Vec<Value<'i>>>,
    /// How many files deep it includes, counting itself.
    depth: usize,
}

struct Splicer<'i> {
    source: &'i Source,
    files: HashMap<String, File<'i>>,
    /// The files that led to the current one, each included by the previous one, beginning with the deck.
    way: Vec<String>,
    /// The most files below each other on any path through the current file.
    deepest: usize,
    /// The size of everything included, in bytes.
    size: usize,
    syntax: Vec<Diagnostic>,
    found: Vec<Diagnostic>,
    barren: Vec<(String, Message)>,
    reasons: HashMap<usize, Message>,
    nested: Vec<usize>,
}

impl<'i> Splicer<'i> {
    /// Replaces the includes in a list of slides. Calls `see` for each table of the list, with the number of slides it becomes and, for an include,
    /// the position of the file name.
    fn slides(
        &mut self,
        before: DeArray<'i>,
        folder: Option<&str>,
        see: &mut dyn FnMut(Span, Option<Span>, usize),
    ) -> DeArray<'i> {
        let mut slides = DeArray::new();
        for slide in before {
            let table = slide.span().into();
            let Some(entry) = Entry::of(&slide) else {
                see(table, None, usize::from(slide.get_ref().is_table()));
                slides.push(slide);
                continue;
            };
            let name = Span::from(entry.name.clone());
            match self.included(&entry, &beside(folder.unwrap_or_default(), entry.file)) {
                Ok(included) => {
                    see(table, Some(name), included.len());
                    included.into_iter().for_each(|slide| slides.push(slide));
                }
                Err(why) => {
                    self.reasons.extend(why.map(|why| (table.start, why)));
                    see(table, None, 1);
                    slides.push(stand_in(&slide));
                }
            }
        }
        slides
    }

    /// The slides that replace an entry, or why there are none, which is also reported. `None` for a file that cannot be read.
    fn included(&mut self, entry: &Entry, file: &str) -> Result<Vec<Value<'i>>, Option<Message>> {
        for (key, place) in &entry.others {
            let message = say!("`{key}` has no effect beside `include`", key = text::shorten(key, 40));
            let wrong = Diagnostic::error("bad-value", place.clone().into(), message, say!("not read"));
            self.found.push(wrong.help(say!("write it in the slide that is included, or remove it")));
        }
        let File { slides, value, .. } = self.file(entry, file)?;
        let chosen: Vec<&Value> = match &entry.id {
            None => slides.iter().collect(),
            Some((id, _)) => slides.iter().filter(|slide| id_of(slide) == Some(id)).take(1).collect(),
        };
        if let Some((_, why)) = self.barren.iter().find(|(barren, _)| barren == file) {
            return Err(Some(why.clone()));
        }
        if let Some((id, place)) = entry.id.as_ref().filter(|_| chosen.is_empty()) {
            return self.refuse(no_such_slide(id, place, file, &slides, &value));
        }
        let before = self.size;
        self.size += chosen.iter().map(|slide| size_of(slide)).sum::<usize>();
        if self.size > LARGEST {
            let message = say!("the included slides are too large: more than 16 MiB");
            // Reported once.
            if before > LARGEST {
                return Err(Some(message));
            }
            return self.refuse(too_much(entry.name.clone().into(), message, say!("include fewer slides")));
        }
        Ok(chosen.into_iter().cloned().collect())
    }

    /// Reports why a file is not included.
    fn refuse<T>(&mut self, found: Diagnostic) -> Result<T, Option<Message>> {
        let why = found.message.clone();
        self.found.push(found);
        Err(Some(why))
    }

    /// An included file, read once, or why it must not be included here. `None` if it cannot be read.
    fn file(&mut self, entry: &Entry, file: &str) -> Result<File<'i>, Option<Message>> {
        let place = Span::from(entry.name.clone());
        let shown = text::shorten(file, 60);
        if self.way.iter().any(|above| above == file) {
            let way = self.way.iter().skip_while(|above| *above != file).map(String::as_str).chain([file]);
            let way = text::shorten(&way.collect::<Vec<_>>().join(" → "), 80).into_owned();
            let message = say!("files include each other in a circle");
            let wrong = Diagnostic::error("bad-value", place, message, say!("closes the circle"));
            let wrong = wrong.note(say!("each includes the next: {way}", way));
            return self.refuse(wrong.help(say!("remove one of these `include`")));
        }
        let source = self.source;
        let part = source.parts().iter().find(|part| part.file == file);
        if part.is_none() && source.parts().len() >= MOST_FILES {
            let message = say!("the deck includes more than 100 files");
            return self.refuse(too_much(place, message, say!("put several slides into one file")));
        }
        let part = part.ok_or(None)?;
        let known = self.files.get(file).cloned();
        // For a file that was not read yet, its depth is checked while reading it.
        if self.way.len() + known.as_ref().map_or(0, |known| known.depth - 1) > DEEPEST {
            let message = say!("files include each other more than 8 levels deep");
            return self.refuse(too_much(place, message, say!("include \"{shown}\" in the deck itself", shown)));
        }
        if let Some(known) = known {
            self.deepest = self.deepest.max(self.way.len() + known.depth - 1);
            return Ok(known);
        }
        let made = self.put_together(part, place);
        self.files.insert(file.to_owned(), made.clone());
        Ok(made)
    }

    fn put_together(&mut self, part: &'i Part, place: Span) -> File<'i> {
        let (value, syntax) = table::parse(&part.source.text, &Map::straight(part.start));
        let (is_sound, is_deck) = (syntax.is_empty(), value.get_ref().get("format").is_some());
        // Other text has a syntax error in each line.
        self.syntax.extend(syntax.into_iter().filter(|_| is_deck));
        let mut value = moved(value, part.start);
        let level = self.way.len();
        let above = std::mem::replace(&mut self.deepest, level);
        self.way.push(part.file.clone());
        let (mut slides, mut nested) = (Vec::new(), Vec::new());
        if let DeValue::Table(deck) = value.get_mut() {
            let all = deck.get_mut("section").into_iter().filter_map(tables).flatten();
            for section in all.filter(|section| !is_appendix(section)).filter_map(of_section) {
                slides.extend(self.slides(
                    std::mem::replace(section, DeArray::new()),
                    folder_of(&part.file),
                    &mut |table, name, _| nested.extend(name.map(|_| table.start)),
                ));
            }
        }
        self.way.pop();
        self.nested.extend(nested);
        if slides.is_empty() || !is_deck {
            slides.clear();
            let found = without_slides(&part.file, place, is_deck, is_sound);
            self.barren.push((part.file.clone(), found.message.clone()));
            // A syntax error is reported at its place.
            self.found.extend(Some(found).filter(|_| is_sound || !is_deck));
        }
        let depth = self.deepest + 1 - level;
        self.deepest = self.deepest.max(above);
        File { value: Rc::new(value), slides: Rc::new(slides), depth }
    }
}

fn no_such_slide(id: &str, place: &Range<usize>, file: &str, slides: &[Value], deck: &Value) -> Diagnostic {
    let message = say!(
        "there is no slide called \"{id}\" in \"{file}\"",
        id = text::shorten(id, 40),
        file = text::shorten(file, 60)
    );
    let wrong = Diagnostic::error("broken-jump", place.clone().into(), message, say!("no such slide"));
    let appendix = sections(deck).filter(|section| is_appendix(section));
    let apart = appendix.filter_map(|section| section.get_ref().get("slide")?.get_ref().as_array()).flatten();
    if apart.filter_map(id_of).any(|it| it == id) {
        return wrong.help(say!("it is in the appendix, which is never included: move it to another section"));
    }
    let ids: Vec<&str> = slides.iter().filter_map(id_of).collect();
    wrong.help(match text::nearest(id, ids.iter().copied()) {
        Some(near) => say!("did you mean \"{near}\"?", near),
        None if (1..=MOST_NAMED).contains(&ids.len()) => {
            let names: Vec<String> = ids.iter().map(|id| format!("\"{}\"", text::shorten(id, 40))).collect();
            say!("write one of {names}", names = names.join(", "))
        }
        None => say!("write the `id` of one of its slides, or leave it out to include all of them"),
    })
}

/// The finding that a file has no slides to include.
fn without_slides(file: &str, place: Span, is_deck: bool, is_sound: bool) -> Diagnostic {
    let shown = text::shorten(file, 60);
    let found = |message: Message, label: Message| Diagnostic::error("bad-value", place, message, label);
    match (is_deck, is_sound) {
        (false, _) => found(say!("\"{shown}\" is not a deck: it has no top-level `format`", shown), say!("not a deck"))
            .help(say!("a deck begins with `format = 1` and `title = \"…\"`, its slides are in `[[section]]`")),
        (true, true) => {
            found(say!("\"{shown}\" has no slides outside the appendix", shown), say!("nothing to include"))
                .help(say!("remove this `include`"))
        }
        (true, false) => found(
            say!("\"{shown}\" has no slides that can be read: there is a mistake in its TOML", shown),
            say!("nothing to include"),
        ),
    }
}

/// Reports that too much is included. The rest of the deck is still read.
fn too_much(span: Span, message: Message, help: Message) -> Diagnostic {
    Diagnostic::error("bad-value", span, message, say!("too much")).help(help)
}

fn id_of<'v>(slide: &'v Value) -> Option<&'v str> {
    slide.get_ref().get("id")?.get_ref().as_str()
}

fn is_appendix(section: &Value) -> bool {
    section.get_ref().get("appendix").and_then(|it| it.get_ref().as_bool()) == Some(true)
}

/// The size of a value, in bytes.
fn size_of(value: &Value) -> usize {
    match value.get_ref() {
        DeValue::String(text) => text.len() + 1,
        DeValue::Array(values) => values.iter().map(size_of).sum::<usize>() + 1,
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| key.get_ref().len() + size_of(value)).sum::<usize>() + 1
        }
        _ => 1,
    }
}

/// The value with all positions moved by this many bytes.
fn moved<'i>(value: Value<'i>, by: usize) -> Value<'i> {
    let place = |place: Range<usize>| place.start + by..place.end + by;
    let span = place(value.span());
    let value = match value.into_inner() {
        DeValue::Array(values) => DeValue::Array(values.into_iter().map(|value| moved(value, by)).collect()),
        DeValue::Table(table) => {
            let keys = table.into_iter();
            let moved =
                |(key, value): (Spanned<_>, _)| (Spanned::new(place(key.span()), key.into_inner()), moved(value, by));
            DeValue::Table(keys.map(moved).collect())
        }
        plain => plain,
    };
    Spanned::new(span, value)
}

/// A slide to show if the included ones cannot be read, with the name of their file as its title.
fn stand_in<'i>(entry: &Value<'i>) -> Value<'i> {
    let mut table = DeTable::new();
    for (key, value) in entry.get_ref().as_table().into_iter().flatten() {
        match &**key.get_ref() {
            KEY => {
                table.insert(key.clone(), value.clone());
                table.insert(Spanned::new(key.span(), "title".into()), value.clone());
            }
            "id" => drop(table.insert(key.clone(), value.clone())),
            _ => {}
        }
    }
    Spanned::new(entry.span(), DeValue::Table(table))
}
