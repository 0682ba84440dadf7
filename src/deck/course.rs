//! A course of several decks: the file that lists them, and what it adds to a deck that names it.

use std::ffi::OsStr;
use std::path::Path;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::assets::{Assets, Header, Medium, Trouble, stays_inside};
use crate::block::{Course, OF_FILE};
use crate::circles::circles;
use crate::deck::Deck;
use crate::deck::limits::limit;
use crate::deck::names::{unique, unknown};
use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::source::{Map, Source};
use crate::table::{self, Id, Known, Name, Reader, TextFile, Words, table};
use crate::text;

/// The version of the format.
const FORMAT: u16 = 1;

/// The most modules of a course.
const MOST_MODULES: usize = 1_000;

table! {
    /// A course for Pupitre: several decks, in order.
    pub struct CourseFile as "a course" {
        /// The version of the format: 1.
        course: u16,
        /// The name of the whole training.
        name: Words,
        /// For whom it is; a deck may say otherwise of itself.
        audience: Option<Words> = None,
        /// The modules, in order.
        modules ("module"): Vec<Module> = Vec::new(),
    }

    /// One step of a course.
    pub struct Module as "a module" {
        /// The name that other modules use for it.
        id: Id<Module>,
        /// Its title; that of its deck where it is not said.
        title: Option<Words> = None,
        /// Its deck, a file beside this one; a module without one is still to come.
        deck: Option<TextFile> = None,
        /// The ids of the modules that come before it.
        needs: Vec<Name> = Vec::new(),
    }
}

/// Whether a text is meant to be a course: it has a top-level `course` that is not a table, and is not a deck.
pub fn is_course(source: &Source) -> bool {
    let has = |name: &str| table::top_keys(&source.text).any(|key| key == name);
    if has("format") || !has("course") {
        return false;
    }
    let (toml, _) = table::parse(&source.text, &Map::default());
    toml.get_ref().get("course").is_some_and(|value| !matches!(value.get_ref(), DeValue::Table(_)))
}

/// The title of a deck, without reading the rest of it.
fn title_of(deck: &str) -> Option<String> {
    let (toml, _) = table::parse(deck, &Map::default());
    let title = toml.get_ref().get("title")?.get_ref().as_str()?;
    Some(text::clean(title).into_owned())
}

impl CourseFile {
    /// Reads a course. Also returns everything that is wrong with it, in file order. It never fails.
    pub fn read(source: &Source) -> (Self, Vec<Diagnostic>) {
        let (course, mut reader, syntax) = table::read::<Self>(&source.text);
        let mut course = course.unwrap_or_default();
        course.check(&mut reader);
        let mut found = reader.diagnostics;
        found.extend(syntax);
        found.sort_by_key(|it| (it.span().start, it.span().end));
        (course, found)
    }

    /// The title of a module, by its index from 0; `text` reads its deck if the course does not give the title.
    pub fn title(&self, module: usize, text: impl Fn(&str) -> Option<String>) -> Option<String> {
        let module = self.modules.get(module)?;
        let of_deck = || module.deck.as_deref().and_then(|deck| title_of(&text(deck)?));
        module.title.clone().or_else(of_deck).or_else(|| Some(module.name().to_owned()))
    }

    /// The index in the list, from 0, of the deck in this file.
    pub fn place_of(&self, deck: &str) -> Option<usize> {
        self.modules.iter().position(|module| module.deck.as_deref() == Some(deck))
    }

    /// The decks that it lists, in order.
    pub fn decks(&self) -> impl Iterator<Item = &str> {
        self.modules.iter().filter_map(|module| module.deck.as_deref())
    }

    /// What is wrong with the decks that it lists; `name` is that of the course's file, `trouble` tells why a deck cannot be read.
    pub fn deck_troubles(&self, name: &str, trouble: impl Fn(&str) -> Option<Trouble>) -> Vec<Diagnostic> {
        let found = self.modules.iter().filter_map(|module| {
            let deck = module.deck.as_deref()?;
            let trouble = trouble(deck)?;
            let is_itself = trouble == Trouble::Course && Path::new(name).file_name() == Some(OsStr::new(deck));
            let message = if is_itself { say!("the course lists itself") } else { trouble.message(deck) };
            let wrong = Diagnostic::error(trouble.rule(), module.at.value("deck"), message, say!("this file"));
            Some(wrong.help(match trouble {
                Trouble::Course => say!("a course lists decks only: write each deck into a `[[module]]` of its own"),
                _ => say!("a module without `deck` is yet to come: it needs a `title`"),
            }))
        });
        found.collect()
    }

    /// Reports what is wrong with the course as a whole, and removes references that lead nowhere.
    fn check(&mut self, reader: &mut Reader) {
        if self.course > FORMAT {
            let message = say!(
                "this course uses format {course}, but this program reads format {known}",
                course = self.course,
                known = FORMAT
            );
            let newer =
                Diagnostic::error("format-version", self.at.value("course"), message, say!("newer than this program"));
            reader.report(newer.help(say!("install a newer version of pupitre")));
        }
        if self.at.lacks("module") {
            let empty = Diagnostic::error(
                "type-or-missing",
                self.at.table,
                say!("the course has no module"),
                say!("nothing in it"),
            );
            reader.report(empty.help(say!("add `[[module]]` with `id` and `deck`")));
        }
        if self.modules.len() > MOST_MODULES {
            let message = say!("the course has {modules} modules, the limit is 1,000", modules = self.modules.len());
            reader.report(limit(self.at.key("module"), message, say!("divide it into several courses")));
            self.modules.truncate(MOST_MODULES);
        }
        self.modules.iter_mut().for_each(|module| module.check(reader));
        unique(reader, self.modules.iter().map(|it| &it.id.0).collect());
        let known = Known::of(self.modules.iter().map(|it| it.id.as_str()));
        for need in self.modules.iter().flat_map(|module| &module.needs) {
            unknown(noun!("a module"), &known, need).into_iter().for_each(|it| reader.report(it));
        }
        circles_of(&self.modules).into_iter().for_each(|it| reader.report(it));
    }
}

impl Module {
    /// Its name if there is no title: that of its deck's file, else its id.
    fn name(&self) -> &str {
        let stem = self.deck.as_deref().and_then(|deck| Path::new(deck).file_stem()?.to_str());
        stem.unwrap_or(&self.id)
    }

    fn check(&mut self, reader: &mut Reader) {
        if self.at.lacks("deck") && self.at.lacks("title") {
            let wrong = Diagnostic::error(
                "type-or-missing",
                self.at.table,
                say!("the module has neither `deck` nor `title`"),
                say!("a module without a deck is yet to come: it needs a `title`"),
            );
            reader.report(wrong.help(say!("add `deck = \"…\"`, a file beside this one, or `title = \"…\"`")));
        }
        if let Some(deck) = self.deck.take_if(|deck| !stays_inside(deck)) {
            let message =
                say!("the deck \"{deck}\" is outside the folder of the course", deck = text::shorten(&deck, 60));
            let wrong = Diagnostic::error("path-escape", self.at.value("deck"), message, say!("this file"));
            reader.report(wrong.help(say!("copy the deck beside the course, and write its name")));
        }
    }
}

/// Reports each cycle of `needs` at the need that closes it.
fn circles_of(modules: &[Module]) -> Vec<Diagnostic> {
    let place = |need: &Name| modules.iter().position(|it| it.id == need.text);
    // The needs that refer to a module, with that module.
    let needs = modules.iter().map(|module| module.needs.iter().filter_map(|need| Some((place(need)?, need))));
    let needs: Vec<Vec<(usize, &Name)>> = needs.map(Iterator::collect).collect();
    let leads_to: Vec<Vec<usize>> = needs.iter().map(|needs| needs.iter().map(|(to, _)| *to).collect()).collect();
    let mut found = Vec::new();
    circles(&leads_to, |way, step| {
        let (next, need) = needs[way[way.len() - 1]][step];
        let circle = way.iter().skip_while(|at| **at != next);
        found.push(circle_at(need, circle.map(|at| modules[*at].id.as_str())));
    });
    found
}

/// The finding for a need that closes a cycle of these modules.
fn circle_at<'a>(need: &'a Name, circle: impl Iterator<Item = &'a str>) -> Diagnostic {
    let names: Vec<&str> = circle.chain([need.text.as_str()]).collect();
    let way = text::shorten(&names.join(" → "), 80).into_owned();
    let wrong = Diagnostic::error(
        "bad-value",
        need.span,
        say!("modules require each other in a circle"),
        say!("closes the circle"),
    );
    wrong.note(say!("each requires the next: {way}", way)).help(say!("remove one of these needs"))
}

/// Adds to a schema which keys of a course and of its modules belong together.
pub fn complete_schema(schema: &mut Json) {
    if let Some(module) = schema["definitions"].get_mut("Module") {
        module["anyOf"] = json!([{ "required": ["deck"] }, { "required": ["title"] }]);
    }
    let Some(course) = schema["definitions"].get_mut("Course") else { return };
    let with = |required: &str, wanted: &dyn Fn(&str) -> bool| {
        let properties = course["properties"].as_object().into_iter().flatten().filter(|(key, _)| wanted(key));
        let properties: serde_json::Map<_, _> = properties.map(|(key, value)| (key.clone(), value.clone())).collect();
        json!({ "type": "object", "properties": properties, "required": [required], "additionalProperties": false })
    };
    let (by_file, by_itself) = (with("file", &|key| !OF_FILE.contains(&key)), with("name", &|key| key != "file"));
    *course = json!({ "description": course["description"], "oneOf": [by_file, by_itself] });
}

impl Deck {
    /// Reads the files that the deck names, and the decks of its course whose titles are only in them. `text` reads a text, `header` the header of
    /// a picture.
    pub fn assets(
        &self,
        text: impl Fn(&str) -> Result<String, Trouble>,
        header: impl Fn(&str) -> Result<Header, Trouble>,
    ) -> Assets {
        let mut assets = Assets::default();
        for (medium, name) in self.files() {
            match medium {
                Medium::Text => drop(assets.texts.insert(name.to_owned(), text(name))),
                Medium::Picture => drop(assets.pictures.insert(name.to_owned(), header(name))),
            }
        }
        let listed = self.course.as_ref().and_then(|course| read_listed(course, &assets));
        let modules = listed.into_iter().flat_map(|(course, _)| course.modules);
        for name in modules.filter(|it| it.title.is_none()).filter_map(|it| it.deck) {
            assets.texts.entry(name.into()).or_insert_with_key(|name| text(name));
        }
        assets
    }

    /// Adds what the files beside the deck provide, and returns what is wrong with them; `name` is that of the deck's file.
    pub fn complete(&mut self, name: &str, assets: &Assets) -> Vec<Diagnostic> {
        let mut found = self.file_troubles(assets);
        if let Some(course) = &mut self.course
            && let Some((listed, mistakes)) = read_listed(course, assets)
        {
            found.extend(mistakes);
            found.extend(take_in(course, &listed, name, assets));
        }
        found
    }
}

/// The course file that a deck names, with a finding about it. `None` if it cannot be read.
fn read_listed(course: &Course, assets: &Assets) -> Option<(CourseFile, Option<Diagnostic>)> {
    let file = course.file.as_deref()?;
    let source = Source::new(file, assets.text(file).ok()?);
    let shown = text::shorten(file, 60);
    let wrong =
        |message: Message, label: Message| Diagnostic::error("bad-value", course.at.value("file"), message, label);
    if !is_course(&source) {
        let message = say!("\"{shown}\" is not a course: it has no top-level `course`", shown);
        let help = say!("a course begins with `course = 1` and lists its decks in `[[module]]`");
        return Some((CourseFile::default(), Some(wrong(message, say!("not a course")).help(help))));
    }
    let (listed, found) = CourseFile::read(&source);
    let broken = found.first().map(|first| {
        let message = say!("the course \"{shown}\" has mistakes: {message}", shown, message = first.message);
        wrong(message, say!("it has mistakes")).help(say!("run `pupitre check {shown}` to see them all", shown))
    });
    Some((listed, broken))
}

/// Completes a deck's `[course]` from the course file. Reports a deck that the file does not list.
fn take_in(course: &mut Course, listed: &CourseFile, name: &str, assets: &Assets) -> Option<Diagnostic> {
    let name = Path::new(name).file_name()?.to_str()?;
    let place = listed.place_of(name);
    let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    course.name = Some(listed.name.clone()).filter(|name| !name.is_empty());
    course.audience = course.audience.take().or_else(|| listed.audience.clone());
    course.step = place.map(|place| number(place + 1));
    course.of = place.map(|_| number(listed.modules.len()));
    course.next = place.and_then(|place| listed.title(place + 1, |deck| assets.text(deck).ok().map(str::to_owned)));
    let file = text::shorten(course.file.as_deref()?, 60).into_owned();
    // A text without a file, such as standard input, need not be listed. A course in another folder is reported elsewhere.
    if place.is_some() || listed.modules.is_empty() || name.starts_with('<') || file.contains('/') {
        return None;
    }
    let message = say!("the course \"{file}\" does not list this deck", file);
    let help = match text::nearest(name, listed.decks()) {
        Some(near) => say!("it lists \"{near}\"; is that what this file was meant to be called?", near),
        None => say!("add `[[module]]` with `deck = \"{value}\"` to it", value = text::shorten(name, 60)),
    };
    Some(Diagnostic::error("broken-jump", course.at.value("file"), message, say!("not listed there")).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;

    const COURSE: &str = r#"
course = 1
name = "Embarquement"
audience = "tous"
[[module]]
id = "un"
deck = "un.toml"
[[module]]
id = "deux"
deck = "deux.toml"
needs = ["un"]
[[module]]
id = "trois"
title = "Trois"
needs = ["un", "deux"]
"#;

    /// What is wrong with a course: the underlined words, the message, the help.
    fn found(text: &str) -> Vec<[String; 3]> {
        let source = Source::new("course.toml", text);
        let told = |it: Diagnostic| {
            [source.slice(it.span()).to_owned(), it.message.into(), it.help.unwrap_or_default().into()]
        };
        CourseFile::read(&source).1.into_iter().map(told).collect()
    }

    /// A course with one mistake: the underlined words, and the help.
    fn one(from: &str, to: &str) -> [String; 2] {
        assert!(COURSE.contains(from), "{from}");
        match &found(&COURSE.replacen(from, to, 1))[..] {
            [[word, _, help]] => [word.clone(), help.clone()],
            other => panic!("{from:?} to {to:?}: {other:?}"),
        }
    }

    #[test]
    fn a_course_lists_its_modules_in_order() {
        let (course, found) = CourseFile::read(&Source::new("course.toml", COURSE));
        assert_eq!(found, []);
        assert_eq!(course.decks().collect::<Vec<_>>(), ["un.toml", "deux.toml"]);
        assert_eq!(course.place_of("deux.toml"), Some(1));
        let text = |name: &str| (name == "un.toml").then(|| "title = \"Premier\"\n[[section]]".to_owned());
        let titles: Vec<_> = (0..4).map(|module| course.title(module, text)).collect();
        assert_eq!(titles, [Some("Premier".into()), Some("deux".into()), Some("Trois".into()), None]);
    }

    #[test]
    fn each_mistake_of_a_course_is_told_at_its_word() {
        assert_eq!(one("course = 1", "course = 2"), ["2", "install a newer version of pupitre"]);
        assert_eq!(one("id = \"deux\"\n", "id = \"deux\"\ntitel = \"x\"\n")[0], "titel");
        assert_eq!(one("[\"un\"]", "[\"une\"]"), ["\"une\"", "did you mean \"un\"?"]);
        assert_eq!(one("title = \"Trois\"\n", "")[1], "add `deck = \"…\"`, a file beside this one, or `title = \"…\"`");
        assert_eq!(one("\"deux.toml\"", "\"../deux.toml\"")[0], "\"../deux.toml\"");
        assert_eq!(one("id = \"trois\"", "id = \"deux\""), ["\"deux\"", "give one of them another id"]);
        assert_eq!(one("name = \"Embarquement\"\n", "")[1], "add `name = \"…\"`");
        assert_eq!(found("course = 1\nname = \"x\"")[0][1], "the course has no module");
        let all =
            found("course = 1\nnam = \"x\"\n[[module]]\n[[module]]\nid = \"a\"\ndeck = \"/a\"\nneeds = [\"b\"]\n");
        let words: Vec<&str> = all.iter().map(|[word, ..]| word.as_str()).collect();
        assert_eq!(words, ["nam", "[[module]]", "[[module]]", "\"/a\"", "\"b\""], "{all:#?}");
    }

    #[test]
    fn needs_in_a_circle_are_told_where_they_close_it() {
        let circle = "id = \"un\"\nneeds = [\"trois\"]\n";
        let text = COURSE.replacen("id = \"un\"\n", circle, 1);
        let (_, found) = CourseFile::read(&Source::new("course.toml", &text));
        let notes: Vec<&str> = found.iter().flat_map(|it| &it.notes).map(|it| it.as_str()).collect();
        assert_eq!(
            notes,
            ["each requires the next: un → trois → deux → un", "each requires the next: un → trois → un"]
        );
        assert_eq!(one("id = \"un\"\n", "id = \"un\"\nneeds = [\"un\"]\n")[0], "\"un\"", "one that needs itself");
    }

    #[test]
    fn a_course_is_told_from_a_deck_and_from_other_files() {
        let is = |text: &str| is_course(&Source::new("x.toml", text));
        assert!(is(COURSE) && is("#\ncourse = 2"));
        assert!(!is("format = 1\ncourse = 1") && !is("[course]\nname = \"x\"") && !is("course = { name = \"x\" }"));
        assert!(!is("[x]\ncourse = 1") && !is(""));
    }

    /// The `[course]` of a deck called `name` beside the course, and what is wrong with it: the underlined words and the message.
    fn placed(name: &str, keys: &str, course: Option<&str>) -> (Course, Vec<[String; 2]>) {
        let text = format!("format = 1\ntitle = \"A\"\n[course]\n{keys}\n");
        let source = Source::new(name, &text);
        let (mut deck, mut found) = deck::read(&source);
        let read = |name: &str| course.filter(|_| name == "course.toml").map(str::to_owned).ok_or(Trouble::Missing);
        let assets = deck.assets(read, |_| Err(Trouble::Missing));
        found.extend(deck.complete(name, &assets));
        let told = |it: Diagnostic| [source.slice(it.span()).to_owned(), it.message.into()];
        (deck.course.unwrap(), found.into_iter().map(told).collect())
    }

    #[test]
    fn a_deck_stands_where_its_course_lists_it() {
        let file = "file = \"course.toml\"";
        let (course, found) = placed("decks/deux.toml", file, Some(COURSE));
        assert_eq!(found, Vec::<[String; 2]>::new());
        assert_eq!((course.name.as_deref(), course.audience.as_deref()), (Some("Embarquement"), Some("tous")));
        assert_eq!((course.step, course.of, course.next.as_deref()), (Some(2), Some(3), Some("Trois")));
        let (course, _) = placed("un.toml", &format!("{file}\naudience = \"nous\""), Some(COURSE));
        assert_eq!(
            (course.step, course.next.as_deref(), course.audience.as_deref()),
            (Some(1), Some("deux"), Some("nous"))
        );
    }

    #[test]
    fn what_is_wrong_with_the_course_of_a_deck_is_told_at_its_file() {
        let file = "file = \"course.toml\"";
        let one = |name: &str, keys: &str, course: Option<&str>| match &placed(name, keys, course).1[..] {
            [[word, message]] => [word.clone(), message.clone()],
            other => panic!("{other:?}"),
        };
        let at_file = |message: &str| ["\"course.toml\"".to_owned(), message.to_owned()];
        let missing = "the file \"course.toml\" does not exist; names are relative to the deck's folder";
        assert_eq!(one("un.toml", file, None), at_file(missing));
        let unlisted = "the course \"course.toml\" does not list this deck";
        assert_eq!(one("autre.toml", file, Some(COURSE)), at_file(unlisted));
        let none = "\"course.toml\" is not a course: it has no top-level `course`";
        assert_eq!(one("un.toml", file, Some("format = 1")), at_file(none));
        let broken = "the course \"course.toml\" has mistakes: unknown key `nom` in a course";
        assert_eq!(one("un.toml", file, Some(&format!("nom = 1{COURSE}"))), at_file(broken));
        assert_eq!(
            one("un.toml", &format!("{file}\nstep = 1"), Some(COURSE)),
            ["step", "`step` comes from course.toml"]
        );
        let apart = &placed("un.toml", "file = \"a/course.toml\"", Some(COURSE)).1[0][1];
        assert_eq!(apart, "the course \"a/course.toml\" is not in the folder of the deck");
        assert_eq!(one("un.toml", "step = 1", None), ["[course]", "`name` is missing"]);
        assert_eq!(placed("<standard input>", file, Some(COURSE)).1.len(), 0, "it has no name to be listed by");
    }
}
