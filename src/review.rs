//! Checks a deck together with the files beside it, for editors, and for authors while they present.

use std::collections::HashMap;
use std::path::Path;

use crate::assets::{Assets, Medium, Trouble};
use crate::deck::{self, Check, CourseFile, Deck};
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::lang::say;
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
    let missing = |name: &&str| {
        let [text, picture] = [Medium::Text, Medium::Picture].map(|medium| assets.trouble(medium, name));
        [text, picture].iter().all(|it| *it == Some(Trouble::Missing))
    };
    let near: HashMap<String, String> = assets
        .names()
        .filter(missing)
        .take(MOST_FILES)
        .filter_map(|name| {
            Some((Trouble::Missing.message(name).into(), files::nearest_beside(name, folder, MOST_FILES)?))
        })
        .collect();
    for diagnostic in wanting {
        if let Some(near) = near.get(&*diagnostic.message) {
            let below = source.part_at(diagnostic.span().start).and_then(|part| folder_of(&part.file));
            let near = below.and_then(|below| near.strip_prefix(below)).unwrap_or(near);
            diagnostic.help = Some(say!("did you mean \"{near}\"?", near = text::shorten(&text::clean(near), 80)));
        }
    }
}

/// Reads a course and checks whether the decks that it lists exist; `folder` is the course's folder.
pub fn review_course(source: &Source, folder: &Path) -> (CourseFile, Vec<Diagnostic>) {
    let (course, mut found) = CourseFile::read(source);
    found.extend(course.deck_troubles(&source.name, |deck| files::deck_trouble(deck, folder)));
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
