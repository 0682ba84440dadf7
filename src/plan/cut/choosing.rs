//! Chooses the slides of a shorter show, one after another, until the time is used.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::Duration;

use crate::deck::{Deck, Placed, Priority};
use crate::plan::Plan;
use crate::plan::cut::Grounds;

/// A section that keeps at least this many slides can give some to a section that would keep none; it keeps at least two.
const MANY: usize = 5;
const FEW: usize = 2;

/// How many slides at the end may contain the contact.
const ENDING: usize = 5;

/// The slides that can be kept, and those that are.
pub struct Choosing {
    slides: Vec<Candidate>,
    /// The time that is left.
    left: Duration,
    /// How many slides each section keeps, and one more if the section was shown already.
    kept: Vec<usize>,
}

/// A slide that can be kept.
struct Candidate {
    /// Its index in the file.
    place: usize,
    section: usize,
    priority: Priority,
    time: Duration,
    /// The candidates that it needs: those that first ask the questions it repeats.
    needs: Vec<usize>,
    kept: bool,
    /// Whether it must not make room for another one.
    fixed: bool,
}

impl Choosing {
    /// The slides of a plan that pass `asked`, from an index on. None of them is kept yet.
    pub fn of(plan: &Plan, deck: &Deck, from: usize, asked: impl Fn(usize) -> bool) -> Self {
        let (mut slides, mut kept) = (Vec::new(), vec![0; deck.sections.len()]);
        for (place, placed) in deck.slides().enumerate() {
            let Some(slot) = plan.slot(place) else { continue };
            let (section, priority) = (placed.section_index, placed.slide.priority);
            if place < from {
                kept[section] = 1;
            } else if asked(place) {
                let (time, needs) = (slot.duration, Vec::new());
                slides.push(Candidate { place, section, priority, time, needs, kept: false, fixed: false });
            }
        }
        let at: HashMap<usize, usize> = slides.iter().enumerate().map(|(at, slide)| (slide.place, at)).collect();
        for (again, first) in deck.askings_again() {
            if let (Some(again), Some(first)) = (at.get(&again), at.get(&first)) {
                slides[*again].needs.push(*first);
            }
        }
        Self { slides, left: Duration::ZERO, kept }
    }

    /// The indexes of the slides that are not kept.
    pub fn left_out(&self) -> Vec<usize> {
        self.slides.iter().filter(|slide| !slide.kept).map(|slide| slide.place).collect()
    }

    /// Keeps the slides that every cut keeps, even if there is not enough time. Returns how much they are too long.
    pub fn keep_musts(&mut self, time: Duration) -> Duration {
        let musts = (0..self.slides.len()).filter(|at| self.slides[*at].priority == Priority::Must);
        let mut taken = Duration::ZERO;
        for at in musts.collect::<Vec<_>>() {
            for at in self.with_needed(at) {
                taken += self.slides[at].time;
                self.keep(at);
                self.slides[at].fixed = true;
            }
        }
        self.left = time.saturating_sub(taken);
        taken.saturating_sub(time)
    }

    /// Keeps the last slide, the opening, the last question and the contact if they fit and have no priority of their own. If no slide has a
    /// priority, keeps the last slide but one too.
    pub fn keep_ends(&mut self, deck: &Deck, grounds: Grounds) {
        let last = self.slides.len().checked_sub(1);
        let first = self.slides.first().filter(|slide| slide.place == deck.first_planned()).map(|_| 0);
        let at = |place: usize| self.slides.iter().position(|slide| slide.place == place);
        let question = deck.questions().iter().rev().find_map(|(slide, _)| at(*slide));
        let is_contact = |at: &usize| deck.slide(self.slides[*at].place).is_some_and(|placed| has_contact(&placed));
        let contact = (0..self.slides.len()).rev().take(ENDING).find(is_contact);
        let before = last.and_then(|last| last.checked_sub(1)).filter(|_| grounds == Grounds::Places);
        let ends = [last, first, question, contact, before].into_iter().flatten();
        let is_free = |at: &usize| deck.slide(self.slides[*at].place).is_some_and(|it| it.slide.at.lacks("priority"));
        for at in ends.filter(is_free).collect::<Vec<_>>() {
            let needed = self.with_needed(at);
            if self.take(at) {
                needed.into_iter().for_each(|at| self.slides[at].fixed = true);
            }
        }
    }

    /// Whether the first slide, the last one, or all slides of a section are left out.
    pub fn lacks_places(&self) -> bool {
        let ends = [self.slides.first(), self.slides.last()].into_iter().flatten();
        ends.chain(self.slides.iter().filter(|slide| self.kept[slide.section] == 0)).any(|slide| !slide.kept)
    }

    /// Keeps what fits: by priority, then one slide per section in turn, starting with the sections that keep least.
    pub fn keep_in_turn(&mut self) {
        for wanted in [Priority::Should, Priority::Could] {
            let mut turns = self.kept.clone();
            let open = |slide: &Candidate| !slide.kept && slide.priority == wanted;
            let mut order: Vec<(usize, usize)> = Vec::new();
            for (at, slide) in self.slides.iter().enumerate().filter(|(_, slide)| open(slide)) {
                order.push((turns[slide.section], at));
                turns[slide.section] += 1;
            }
            order.sort_unstable();
            for (_, at) in order {
                self.take(at);
            }
        }
    }

    /// Gives a slide to each section that would keep none, taking time from sections with many. Returns whether any was given.
    pub fn mend_lost_sections(&mut self) -> bool {
        let mut mended = false;
        for section in 0..self.kept.len() {
            if self.kept[section] > 0 {
                continue;
            }
            let mut own: Vec<usize> = (0..self.slides.len()).filter(|at| self.slides[*at].section == section).collect();
            own.sort_by_key(|at| (self.slides[*at].priority, *at));
            let shortest = own.iter().copied().min_by_key(|at| self.slides[*at].time);
            let tried = own.first().copied().into_iter().chain(shortest);
            mended |= tried.into_iter().any(|at| self.take(at) || self.make_room(at));
        }
        mended
    }

    /// Makes room for a slide by dropping slides of sections with many. `None` if that is not enough.
    fn make_room(&mut self, at: usize) -> bool {
        let wanted: Duration = self.with_needed(at).iter().map(|at| self.slides[*at].time).sum();
        let needed: Vec<usize> =
            self.slides.iter().filter(|slide| slide.kept).flat_map(|slide| slide.needs.iter().copied()).collect();
        let can_go = |slide: &Candidate| slide.kept && !slide.fixed && self.kept[slide.section] >= MANY;
        let mut givers: Vec<usize> = (0..self.slides.len()).filter(|at| can_go(&self.slides[*at])).collect();
        givers.retain(|at| !needed.contains(at));
        givers.sort_by_key(|at| {
            (Reverse(self.slides[*at].priority), Reverse(self.kept[self.slides[*at].section]), Reverse(*at))
        });
        let (mut left, mut kept, mut given) = (self.left, self.kept.clone(), Vec::new());
        for giver in givers {
            let Candidate { section, time, .. } = self.slides[giver];
            if left >= wanted {
                break;
            }
            if kept[section] > FEW {
                kept[section] -= 1;
                left += time;
                given.push(giver);
            }
        }
        if left < wanted {
            return false;
        }
        given.iter().for_each(|at| self.slides[*at].kept = false);
        (self.left, self.kept) = (left, kept);
        self.take(at)
    }

    /// Keeps a slide, with all that it needs, if there is time for it.
    fn take(&mut self, at: usize) -> bool {
        let all = self.with_needed(at);
        let time: Duration = all.iter().map(|at| self.slides[*at].time).sum();
        let Some(left) = self.left.checked_sub(time) else { return false };
        self.left = left;
        all.into_iter().for_each(|at| self.keep(at));
        true
    }

    fn keep(&mut self, at: usize) {
        let slide = &mut self.slides[at];
        slide.kept = true;
        self.kept[slide.section] += 1;
    }

    /// A slide and what it needs, without what is kept already.
    fn with_needed(&self, at: usize) -> Vec<usize> {
        let (mut all, mut open) = (Vec::new(), vec![at]);
        while let Some(at) = open.pop() {
            if !self.slides[at].kept && !all.contains(&at) {
                all.push(at);
                open.extend(&self.slides[at].needs);
            }
        }
        all
    }
}

/// Whether a slide has a contact: a QR code, or an address.
fn has_contact(placed: &Placed) -> bool {
    let body = &placed.slide.body.excerpt.text;
    let has = |sign: &&str| body.contains(*sign);
    placed.slide.blocks.iter().any(|block| block.name() == "qr") || ["://", "mailto:", "@", "```qr"].iter().any(has)
}
