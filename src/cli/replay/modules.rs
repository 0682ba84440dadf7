//! The modules of a course, for the replay of one of them: what is done of each, and what should come before it.

use std::collections::HashSet;
use std::path::PathBuf;

use crate::cli::Failure;
use crate::cli::asked::Loaded;
use crate::cli::courses::LoadedCourse;
use crate::cli::origin::Origin;
use crate::deck::{Deck, Size};
use crate::lang::{Words, say};
use crate::progress::Header;
use crate::replay::{CourseState, ModuleState, Replay};
use crate::storage::Store;

/// A size for replays that nobody sees, which only compute what is done.
const UNSEEN: Size = Size { width: 80, height: 24 };

/// A course, and the index of the open module.
pub struct Modules {
    loaded: LoadedCourse,
    pub current: Option<usize>,
}

impl Modules {
    /// A course, at the first module that is not done, and where that module's deck comes from.
    pub fn of_course(loaded: LoadedCourse, words: &'static Words) -> Result<(Self, Origin), Failure> {
        let modules = Self { loaded, current: None };
        let state = modules.state(words);
        let here = || state.modules.iter().enumerate().filter(|(_, module)| module.is_here);
        let next = here().find(|(_, module)| module.done < module.of).or_else(|| here().next());
        match next.and_then(|(current, _)| Some((current, modules.origin(current)?))) {
            Some((current, origin)) => Ok((Self { current: Some(current), ..modules }, origin)),
            None => Err(modules.loaded.failure(|name| {
                say!("the course \"{name}\" has no deck that can be read here. Put its decks beside it.", name)
            })),
        }
    }

    /// The course that a deck names.
    pub fn of_deck(origin: &Origin, deck: &Deck) -> Option<Self> {
        let loaded = LoadedCourse::of_deck(origin, deck)?;
        // Reading the deck has found its step in the course.
        let current = deck.course.as_ref()?.step.map(|step| usize::from(step.saturating_sub(1)));
        Some(Self { loaded, current })
    }

    /// Where the deck of a module comes from.
    pub fn origin(&self, module: usize) -> Option<Origin> {
        self.loaded.origin_of(module)
    }

    /// The modules whose decks are available.
    pub fn here(&self) -> Vec<usize> {
        (0..self.loaded.course.modules.len()).filter(|at| self.origin(*at).is_some()).collect()
    }

    /// The files that they are read from: the course and its decks.
    pub fn files(&self) -> Vec<PathBuf> {
        self.loaded.files()
    }

    /// The progress in each module.
    pub fn state(&self, words: &'static Words) -> CourseState {
        let count = self.loaded.course.modules.len();
        let mut modules: Vec<ModuleState> = (0..count).map(|at| self.module(at, words)).collect();
        let ids = self.loaded.course.modules.iter().map(|module| module.id.as_str());
        let done: HashSet<&str> = ids
            .zip(&modules)
            .filter(|(_, module)| module.of > 0 && module.done == module.of)
            .map(|(id, _)| id)
            .collect();
        let missing = |at: usize| -> Vec<String> {
            let needs = self.loaded.course.modules[at].needs.iter().filter(|id| !done.contains(id.text.as_str()));
            let place = |id: &str| self.loaded.course.modules.iter().position(|module| module.id == id);
            needs.filter_map(|id| self.loaded.title(place(&id.text)?)).collect()
        };
        let needs: Vec<Vec<String>> = (0..count).map(missing).collect();
        modules.iter_mut().zip(needs).for_each(|(module, needs)| module.needs = needs);
        CourseState { name: self.loaded.course.name.clone(), modules }
    }

    fn module(&self, at: usize, words: &'static Words) -> ModuleState {
        let title = self.loaded.title(at).unwrap_or_default();
        let module = ModuleState { title, is_current: self.current == Some(at), ..ModuleState::default() };
        let Some(Ok(Loaded { deck, assets, .. })) = self.origin(at).map(|origin| origin.load(false)) else {
            return module;
        };
        let progress = Store::look(Header::of(&deck));
        let replay = Replay::new(deck, assets, words, UNSEEN, progress);
        let (done, of) = replay.done();
        ModuleState { is_here: true, done, of, minutes_left: replay.minutes_left(replay.planned()), ..module }
    }
}
