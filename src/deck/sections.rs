//! The sections of a deck, and the indexes of their slides.

use std::ops::{Deref, Range};

use serde_json::Value as Json;

use crate::block::Block;
use crate::deck::include::Included;
use crate::deck::{Deck, Number, Placed, Section, Slide};
use crate::lang::say;
use crate::table::{Nature, Reader, Schemas, See, Shape, Value};
use crate::theme::{self, Looks, OwnLook, Theme};

/// The sections of a deck, in order. Their starts are stored, so that a slide in the last section is found as fast as one in the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sections {
    list: Vec<Section>,
    /// One for each section.
    begins: Vec<Begin>,
    /// The slides from other files.
    pub included: Included,
    /// The looks that slides have of their own, without repetitions, in the order of their numbers.
    pub looks: Vec<OwnLook>,
}

/// Where a section starts.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Begin {
    /// How many slides are before it in the file.
    slides: usize,
    /// How many of those are numbered like its own: in the plan, or in the appendix.
    numbered: usize,
}

impl From<Vec<Section>> for Sections {
    fn from(mut list: Vec<Section>) -> Self {
        let looks = numbered_looks(&mut list);
        Self { begins: begins(&list), list, included: Included::default(), looks }
    }
}

impl Sections {
    /// Notes which slides come from other files, and puts the reason on each that stands in for a file which could not be included.
    pub fn include(&mut self, included: &Included) {
        self.included = included.clone();
        for slide in self.list.iter_mut().flat_map(|section| &mut section.slides) {
            if !slide.stands_in() {
                continue;
            }
            slide.blocks = vec![match (included.reasons.get(&slide.at.table.start), &slide.include) {
                (Some(why), _) => Block::broken(why.clone()),
                (None, Some(file)) => Block::without_file(file.clone()),
                (None, None) => Block::broken(say!("`include` names no file")),
            }];
        }
    }

    /// Keeps only the first sections.
    pub fn truncate(&mut self, most: usize) {
        self.list.truncate(most);
        self.begins.truncate(most);
    }

    pub fn slide_count(&self) -> usize {
        self.begins.last().zip(self.list.last()).map_or(0, |(begin, last)| begin.slides + last.slides.len())
    }

    /// The slide with this index in the file, from 0.
    pub fn slide(&self, index: usize) -> Option<Placed<'_>> {
        // An empty section starts where the next one does, which is then the last to start there.
        let section_index = self.begins.partition_point(|begin| begin.slides <= index).checked_sub(1)?;
        let (begin, section) = (self.begins[section_index], &self.list[section_index]);
        let slide = section.slides.get(index - begin.slides)?;
        let number = begin.numbered + index - begin.slides + 1;
        let number = if section.appendix { Number::Appendix(number) } else { Number::Slide(number) };
        Some(Placed { slide, section, section_index, number })
    }

    /// The slides of a section, by index in the file.
    pub fn slides_of(&self, section: usize) -> Range<usize> {
        let (Some(begin), Some(section)) = (self.begins.get(section), self.list.get(section)) else { return 0..0 };
        begin.slides..begin.slides + section.slides.len()
    }
}

impl Deck {
    /// A theme with the looks of the deck and of its slides. Over another theme than the deck's own, with those of their colors that can be read.
    pub fn dressed(&self, theme: &Theme) -> Theme {
        if self.look == Looks::default() && self.sections.looks.is_empty() {
            return theme.clone();
        }
        let with = if self.is_own(theme) { Theme::with } else { Theme::with_legible };
        let dressed = with(theme, &self.look);
        let of_slides = self.sections.looks.iter().map(|look| look.over(&dressed, with)).collect();
        dressed.with_slides(of_slides)
    }

    /// Whether a theme is the one that the deck names.
    fn is_own(&self, theme: &Theme) -> bool {
        let is = |name: &str| Theme::built_in(name).is_some_and(|it| it == *theme);
        match self.theme_file() {
            Some(_) => !theme::BUILT_IN.iter().any(|(name, _)| is(name)),
            None => is(self.theme.as_deref().unwrap_or(theme::DEFAULT)),
        }
    }
}

impl Slide {
    /// Whether it stands in the place of slides that could not be included.
    pub fn stands_in(&self) -> bool {
        self.include.is_some() || self.at.value("include") != self.at.table
    }

    /// The number of its own look. 0 is the look of all others.
    pub fn look_number(&self) -> u16 {
        self.look.as_ref().map_or(0, |look| look.number)
    }
}

/// Numbers the looks of slides. Returns them without repetitions.
fn numbered_looks(list: &mut [Section]) -> Vec<OwnLook> {
    let mut looks: Vec<OwnLook> = Vec::new();
    for own in list.iter_mut().flat_map(|section| &mut section.slides).filter_map(|slide| slide.look.as_mut()) {
        let known = looks.iter().find(|it| it.says == own.says).map(|it| it.number);
        own.number = known.or_else(|| u16::try_from(looks.len() + 1).ok()).unwrap_or_default();
        if known.is_none() && own.number > 0 {
            looks.push(own.clone());
        }
    }
    looks
}

fn begins(list: &[Section]) -> Vec<Begin> {
    let (mut main, mut appendix) = (0, 0);
    let begin = |section: &Section| {
        let slides = main + appendix;
        let numbered = if section.appendix { &mut appendix } else { &mut main };
        let begin = Begin { slides, numbered: *numbered };
        *numbered += section.slides.len();
        begin
    };
    list.iter().map(begin).collect()
}

impl Deref for Sections {
    type Target = [Section];

    fn deref(&self) -> &[Section] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Sections {
    type Item = &'a Section;
    type IntoIter = std::slice::Iter<'a, Section>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl Shape for Sections {
    const WHAT: &'static str = Vec::<Section>::WHAT;
    const NATURE: Nature = Vec::<Section>::NATURE;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        Vec::read(value, reader).map(|list: Vec<Section>| list.into())
    }

    fn schema(schemas: &mut Schemas) -> Json {
        Vec::<Section>::schema(schemas)
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        self.list.visit(see);
        self.included.files.visit(see);
    }
}

#[cfg(test)]
mod tests {
    use crate::deck;
    use crate::page::Role;
    use crate::source::Source;
    use crate::theme::{BUILT_IN, Color, Theme, faint};

    #[test]
    fn a_slide_is_found_by_its_place_as_by_going_through_all() {
        let section = |(appendix, slides): (bool, usize)| {
            let slides = "[[section.slide]]\n".repeat(slides);
            format!("[[section]]\ntitle = \"s\"\nappendix = {appendix}\n{slides}")
        };
        let shape = [(false, 0), (false, 2), (true, 3), (false, 0), (false, 0), (false, 1), (true, 1), (true, 0)];
        let text = format!("format = 1\ntitle = \"t\"\n{}", shape.map(section).concat());
        let (deck, _) = deck::read(&Source::new("deck.toml", &text));
        let told = |it: deck::Placed| (it.number, it.section_index, std::ptr::from_ref(it.slide));
        let all: Vec<_> = deck.slides().map(told).collect();
        let each: Vec<_> = (0..all.len()).filter_map(|index| deck.slide(index)).map(told).collect();
        assert_eq!((all.len(), deck.slide_count()), (7, 7));
        assert_eq!(each, all);
        assert!(deck.slide(7).is_none() && deck.slide(usize::MAX).is_none());
        assert_eq!(deck.sections.slides_of(2), 2..5);
        assert_eq!([0, 1, 5, 7, 8].map(|it| deck.first_of_section(it)), [None, Some(0), Some(5), None, None]);
    }

    #[test]
    fn looks_are_laid_over_another_theme_as_far_as_they_can_be_read() {
        let red = "{ fg = \"#a21026\", bold = true }";
        let text = format!(
            "format = 1\ntitle = \"t\"\n[look]\nquote = {red}\n[[section]]\ntitle = \"s\"\n\
             [[section.slide]]\nlook = {{ title = {red} }}\n[[section.slide]]\nlook = {{ text = {{ bg = \"#ffffff\" }} }}\n"
        );
        let (deck, found) = deck::read(&Source::new("deck.toml", &text));
        assert_eq!(found, []);
        let is_red = |theme: &Theme, role: Role| theme.look(role.into()).fg == Color::Rgb(0xa2, 0x10, 0x26);
        for (name, _) in BUILT_IN.iter().filter(|(name, _)| *name != "terminal") {
            let dressed = deck.dressed(&Theme::built_in(name).unwrap());
            let all = std::iter::once(&dressed).chain(dressed.of_slides());
            for theme in all {
                let faint: Vec<_> = Role::ALL.iter().filter_map(|role| faint(theme, *role)).map(|it| it.role).collect();
                assert_eq!(faint, [], "{name}");
            }
            let is_light = matches!(*name, "aube" | "papier" | "contraste");
            assert_eq!(is_red(&dressed, Role::Quote), is_light, "{name}");
            assert_eq!(is_red(dressed.on_slide(1), Role::Title), is_light, "{name}");
            assert!(dressed.on_slide(1).look(Role::Title.into()).bold, "what is not a color stays");
        }
        // Over the deck's own theme they are as they are written: `check` tells.
        let (faint, _) = deck::read(&Source::new("deck.toml", &text.replace("#a21026", "#eeeeee")));
        let dressed = faint.dressed(&Theme::built_in("aube").unwrap());
        assert_eq!(dressed.look(Role::Quote.into()).fg, Color::Rgb(0xee, 0xee, 0xee));
    }
}
