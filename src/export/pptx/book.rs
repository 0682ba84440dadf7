//! What all slides of a file share.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use crate::export::Job;
use crate::export::pptx::measure::Measure;
use crate::export::pptx::package::Package;
use crate::export::pptx::palette::Palette;
use crate::picture;

/// A picture in the file.
pub struct Medium {
    /// Its name in references from slides.
    pub target: String,
    /// Its width and height, in any unit.
    pub size: (f32, f32),
}

/// What all slides of a file share.
pub struct Book<'a> {
    pub job: &'a Job<'a>,
    pub palette: Palette<'a>,
    pub measure: Measure,
    /// The language that text is marked with.
    pub lang: Spoken,
    /// The numbers of the slides in the file, from 1, by their index in the deck.
    pub pages: BTreeMap<usize, usize>,
    pub media: BTreeMap<String, Medium>,
}

impl<'a> Book<'a> {
    pub fn new(job: &'a Job<'a>, package: &mut Package) -> Self {
        Self {
            job,
            palette: Palette::new(job.theme),
            measure: Measure::default(),
            lang: Spoken::new(job.deck.lang.as_deref().unwrap_or(job.words.code)),
            pages: job.slides.iter().enumerate().map(|(at, slide)| (*slide, at + 1)).collect(),
            media: media(job, package),
        }
    }

    /// The number in the file of the slide with this id, if it is exported.
    pub fn page_of(&self, id: &str) -> Option<usize> {
        self.pages.get(&self.job.deck.place_of(id)?).copied()
    }
}

/// The language of what is being written: that of a slide, else of the deck.
pub struct Spoken {
    deck: String,
    slide: RefCell<Option<String>>,
}

impl Spoken {
    fn new(lang: &str) -> Self {
        Self { deck: language(lang), slide: RefCell::default() }
    }

    /// Sets the language of a slide, if it differs from the deck's.
    pub fn speak(&self, lang: Option<&str>) {
        *self.slide.borrow_mut() = lang.map(language);
    }
}

impl fmt::Display for Spoken {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.slide.borrow().as_ref().unwrap_or(&self.deck))
    }
}

/// A language with a country, which Office programs need to find a language.
fn language(lang: &str) -> String {
    match lang.to_ascii_lowercase().as_str() {
        "fr" => "fr-FR".to_owned(),
        "en" => "en-US".to_owned(),
        "de" => "de-DE".to_owned(),
        "es" => "es-ES".to_owned(),
        "it" => "it-IT".to_owned(),
        _ if !lang.is_empty() && lang.split('-').all(is_subtag) => lang.to_owned(),
        _ => "en-US".to_owned(),
    }
}

/// Whether this is a subtag of a language tag (BCP 47, 2.1).
fn is_subtag(part: &str) -> bool {
    (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The pictures of the slides: original files if every program can show them, else PNG.
fn media(job: &Job, package: &mut Package) -> BTreeMap<String, Medium> {
    let mut media = BTreeMap::new();
    let placed = job.slides.iter().filter_map(|slide| job.deck.slide(*slide));
    let of_slides = placed.flat_map(|placed| placed.slide.pictures(job.assets));
    for (key, file) in of_slides.chain(job.deck.logo_picture(job.assets)) {
        if media.contains_key(&file) {
            continue;
        }
        let drawn = job.pictures.get(&key).filter(|it| it.missing().is_none());
        let original = job.originals.get(&file).and_then(|bytes| Some((ending(bytes)?, bytes.clone())));
        let (ending, bytes, size) = match (original, drawn) {
            // Not every program turns a photograph as its camera says, so such a photograph is stored turned.
            (Some((ending, bytes)), Some(drawn)) if !picture::is_turned(&bytes) => {
                (ending, bytes, (drawn.pixels.width, drawn.pixels.height))
            }
            (_, Some(drawn)) => {
                let Ok(bytes) = drawn.pixels.to_png() else { continue };
                ("png", bytes, (drawn.pixels.width, drawn.pixels.height))
            }
            _ => continue,
        };
        let name = format!("media/image{}.{ending}", media.len() + 1);
        package.add_file(&format!("ppt/{name}"), bytes);
        let size = (size.0.max(1) as f32, size.1.max(1) as f32);
        media.insert(file, Medium { target: format!("../{name}"), size });
    }
    media
}

/// The file extension of a picture that every program shows, by its first bytes.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        _ => None,
    }
}
