//! Checks a deck together with the files beside it, for editors, and for authors while they present.

use std::collections::HashMap;
use std::path::Path;

use crate::assets::{Assets, Medium, Trouble};
use crate::deck::{self, Check, CourseFile, Deck};
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::lang::{Message, say};
use crate::lint::{self, Checker, Finding, Wanted, settings};
use crate::source::Source;
use crate::table::folder_of;
use crate::terminal::find_picture_faults;
use crate::text;

/// A deck and its findings.
pub struct Reviewed {
    pub deck: Deck,
    pub findings: Vec<Finding>,
    /// The findings in the files it includes, with those files.
    pub included: Vec<(Source, Vec<Finding>)>,
    pub assets: Assets,
    /// Its text followed by those of the files it includes, if they were read here. `None` if it includes none.
    pub whole: Option<Source>,
}

/// Reads a deck and checks it as `pupitre check` does; `folder` is the deck's folder.
pub fn review(source: &Source, folder: &Path) -> Reviewed {
    review_beside(source, folder, |deck| assets_beside(deck, folder))
}

/// The files that a deck names, with its pictures decoded, so that what is wrong with them is known.
pub fn assets_beside(deck: &Deck, folder: &Path) -> Assets {
    let (mut assets, folder) = (files::read_assets(deck, folder), folder.to_owned());
    find_picture_faults(&mut assets, Box::new(move |name| files::read_picture(name, &folder).ok()));
    assets
}

/// The same, with the files read by `beside`.
pub fn review_beside(source: &Source, folder: &Path, beside: impl FnOnce(&Deck) -> Assets) -> Reviewed {
    let wanted = Wanted { settings: settings_above(folder), ..Wanted::default() };
    review_wanted(source, folder, &wanted, beside)
}

/// The same with these options.
pub fn review_wanted(
    source: &Source,
    folder: &Path,
    wanted: &Wanted,
    beside: impl FnOnce(&Deck) -> Assets,
) -> Reviewed {
    let whole = deck::with_included(source, |name| files::read_asset(name, folder));
    let source = whole.as_ref().unwrap_or(source);
    let toml = deck::parse(source);
    let (mut deck, mut read) = deck::read_parsed(source, &toml);
    // Beyond the limits nothing was read, so the rules would check an empty deck.
    let over = read.iter().any(|it| it.rule == "limit-exceeded");
    let assets = if over { Assets::default() } else { beside(&deck) };
    read.extend(deck.complete(&source.name, &assets));
    read.extend(theme_trouble(&deck, folder));
    suggest_files(&mut read, source, &assets, folder);
    let checker = Checker::new(source, &deck, &assets).parsed(&toml).at(wanted.sizes(&deck));
    let mut findings = lint::check(&checker, read, wanted);
    if source.original().is_some() {
        // A fix would be for the deck as text, which is not in any file.
        findings.iter_mut().for_each(|it| it.diagnostic.fix = None);
    }
    drop(toml);
    let (findings, included) = by_file(source, findings);
    Reviewed { deck, findings, included, assets, whole }
}

/// Separates the findings in a deck's own text from those in the files it includes.
fn by_file(source: &Source, found: Vec<Finding>) -> (Vec<Finding>, Vec<(Source, Vec<Finding>)>) {
    let (mut own, mut included) = (Vec::new(), Vec::<(usize, Vec<Finding>)>::new());
    for Finding { diagnostic, slide } in found {
        let part = source.part_at(diagnostic.span().start).map(|part| part.start);
        let finding = Finding { diagnostic: diagnostic.in_its_file(source), slide };
        let Some(part) = part else {
            own.push(finding);
            continue;
        };
        let place = included.iter().position(|(start, _)| *start == part).unwrap_or_else(|| {
            included.push((part, Vec::new()));
            included.len() - 1
        });
        // A finding on a slide that is included twice is reported once.
        if included[place].1.iter().all(|it| it.diagnostic != finding.diagnostic) {
            included[place].1.push(finding);
        }
    }
    let of_part = |(start, found)| Some((source.part_at(start)?.source.clone(), found));
    (own, included.into_iter().filter_map(of_part).collect())
}

/// The finding that the theme file of a deck cannot be read.
fn theme_trouble(deck: &Deck, folder: &Path) -> Option<Diagnostic> {
    let name = deck.theme_file()?;
    let trouble = files::read_asset(name, folder).err()?;
    Some(Diagnostic::error(trouble.rule(), deck.at.value("theme"), trouble.message(name), say!("this file")))
}

/// The most files of a folder that are searched for a similar name.
const MOST_FILES: usize = 1_000;

/// Suggests an existing file for each missing one.
fn suggest_files(read: &mut [Diagnostic], source: &Source, assets: &Assets, folder: &Path) {
    let wanting = read.iter_mut().filter(|it| it.rule == "missing-file" && it.help.is_none());
    let wanting: Vec<&mut Diagnostic> = wanting.collect();
    if wanting.is_empty() {
        return;
    }
    let near: HashMap<String, Meant> =
        assets.names().filter_map(|name| wanted_file(name, assets, folder)).take(MOST_FILES).collect();
    for diagnostic in wanting {
        let below = source.part_at(diagnostic.span().start).and_then(|part| folder_of(&part.file));
        let help = near.get(&*diagnostic.message).map(|near| near.help(below));
        diagnostic.help = help.or_else(|| diagnostic.help.take());
    }
}

/// What was probably meant by the name of a file that cannot be read.
enum Meant {
    File(String),
    /// A slide of a file, which is named apart.
    Slide {
        file: String,
        id: String,
    },
}

impl Meant {
    /// The help; `below` is the folder of the file that names it.
    fn help(&self, below: Option<&str>) -> Message {
        let shown = |file: &str| {
            let file = below.and_then(|below| file.strip_prefix(below)).unwrap_or(file);
            text::shorten(&text::clean(file), 80).into_owned()
        };
        match self {
            Self::File(near) => say!("did you mean \"{near}\"?", near = shown(near)),
            Self::Slide { file, id } => {
                let (file, id) = (shown(file), text::shorten(&text::clean(id), 40).into_owned());
                say!("a slide is named apart: `include = \"{file}\"` and below it `id = \"{id}\"`", file, id)
            }
        }
    }
}

/// The message about a file that cannot be read, and what was probably meant by its name.
fn wanted_file(name: &str, assets: &Assets, folder: &Path) -> Option<(String, Meant)> {
    let trouble = |medium| assets.trouble(medium, name);
    let file = |near: String| Meant::File(near);
    let meant = match (trouble(Medium::Text)?, trouble(Medium::Picture)?) {
        (Trouble::Missing, Trouble::Missing) => match name.rsplit_once('#') {
            Some((file, id)) if file.ends_with(".toml") && files::has_beside(file, folder) => {
                Meant::Slide { file: file.to_owned(), id: id.to_owned() }
            }
            _ => file(files::nearest_beside(name, folder, MOST_FILES)?),
        },
        (Trouble::Unreadable(_), _) => file(files::first_inside(name, folder, "toml")?),
        _ => return None,
    };
    let trouble = [Medium::Text, Medium::Picture].into_iter().filter_map(trouble).find(|it| *it != Trouble::Missing);
    Some((trouble.unwrap_or(Trouble::Missing).message(name).into(), meant))
}

/// Reads a course and checks whether the decks that it lists exist; `folder` is the course's folder.
pub fn review_course(source: &Source, folder: &Path) -> (CourseFile, Vec<Diagnostic>) {
    let (course, mut found) = CourseFile::read(source);
    let mut troubles = course.deck_troubles(&source.name, |deck| files::deck_trouble(deck, folder));
    for wrong in troubles.iter_mut().filter(|it| it.rule == "missing-file").take(MOST_FILES) {
        let of_it = |name: &&str| Trouble::Missing.message(name).as_str() == wrong.message.as_str();
        let near = course.decks().find(of_it).and_then(|name| files::nearest_beside(name, folder, MOST_FILES));
        wrong.help = near.map(|near| Meant::File(near).help(None)).or_else(|| wrong.help.take());
    }
    found.extend(troubles);
    found.sort_by_key(|it| (it.span().start, it.span().end));
    (course, found)
}

/// The settings in the nearest `pupitre.toml`, in the folder or above it.
fn settings_above(folder: &Path) -> Check {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = std::path::absolute(folder).unwrap_or_default();
    let nearest = whole.ancestors().map(|folder| folder.join(settings::FILE)).find(|file| file.is_file());
    let source = nearest.and_then(|file| files::read_source(&file).ok());
    source.map(|source| settings::read(&source).0.check).unwrap_or_default()
}
