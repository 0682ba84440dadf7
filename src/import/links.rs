//! The names of slides, for links between them.

use std::collections::{HashMap, HashSet};

/// Finds slides by name.
#[derive(Debug, Default)]
pub struct Links {
    /// By ids, and by the names that links in the file use. These come before titles.
    by_id: HashMap<String, usize>,
    by_title: HashMap<String, usize>,
    /// The id of each slide, if it has one or a link leads to it.
    ids: Vec<Option<String>>,
    taken: HashSet<String>,
    slugs: Vec<String>,
}

/// A valid id: lower-case letters, digits and hyphens.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for char in text.chars().flat_map(char::to_lowercase) {
        match char {
            char if char.is_ascii_alphanumeric() => slug.push(char),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}

impl Links {
    /// Adds the next slide: its author's id, the name that links in its file use, and its title.
    pub fn add(&mut self, id: Option<&str>, key: Option<&str>, title: &str) {
        let index = self.ids.len();
        let own = id.map(slug).filter(|id| !id.is_empty() && self.taken.insert(id.clone()));
        for name in id.into_iter().chain(key).map(str::to_lowercase).filter(|it| !it.is_empty()) {
            self.by_id.entry(name).or_insert(index);
        }
        if !slug(title).is_empty() {
            self.by_title.entry(slug(title)).or_insert(index);
        }
        self.slugs.push(slug(title));
        self.ids.push(own);
    }

    /// The id of the slide that an internal target refers to: `#id`, `#/2`, `/2`, `#title`.
    pub fn resolve(&mut self, target: &str) -> Option<String> {
        let name = target.strip_prefix("#/").or(target.strip_prefix('#')).or(target.strip_prefix('/'))?;
        let name = name.to_lowercase();
        let number = name.split('/').next().and_then(|it| it.parse::<usize>().ok());
        let by_number = number.and_then(|number| number.checked_sub(usize::from(!target.starts_with("#/"))));
        let known = self.by_id.get(&name).or(self.by_title.get(&name)).copied();
        let index = known.or(by_number).filter(|index| *index < self.ids.len())?;
        if self.ids[index].is_none() {
            let base = Some(self.slugs[index].clone())
                .filter(|it| !it.is_empty())
                .unwrap_or_else(|| format!("slide-{}", index + 1));
            let names = std::iter::once(base.clone()).chain((2..).map(|count| format!("{base}-{count}")));
            let free = names.into_iter().find(|name| !self.taken.contains(name))?;
            self.taken.insert(free.clone());
            self.ids[index] = Some(free);
        }
        self.ids[index].clone()
    }

    /// The id of a slide.
    pub fn id(&self, index: usize) -> Option<&str> {
        self.ids.get(index)?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_are_found_by_id_title_and_number() {
        let mut links = Links::default();
        links.add(Some("Springs"), None, "Quellen");
        links.add(None, Some("slide7.xml"), "Straße & Weg");
        links.add(None, None, "Springs");
        assert_eq!(links.resolve("#springs").as_deref(), Some("springs"), "an id is meant before a title");
        assert_eq!(links.resolve("/2").as_deref(), Some("stra-e-weg"));
        assert_eq!(links.resolve("#/2").as_deref(), Some("springs-2"), "reveal.js counts from 0");
        assert_eq!(links.resolve("#slide7.xml").as_deref(), Some("stra-e-weg"));
        assert_eq!((links.resolve("#none"), links.resolve("/9"), links.resolve("a.md")), (None, None, None));
        assert_eq!(links.id(2), Some("springs-2"));
    }
}
