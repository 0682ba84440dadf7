//! The findings in the deck, for its author: one line each, the chosen one in full.

use crate::block::layout_note;
use crate::diagnostic::Severity;
use crate::keys::{InFindings, Mode};
use crate::page::{Page, Role, Target};
use crate::screen::panel;
use crate::show::update::Turn;
use crate::show::{Front, Key, Remark, Remarks, Show};
use crate::text;

/// The greatest width of the list, in cells.
const WIDEST: u16 = 90;

/// The column where the messages begin, in cells.
const LEFT: u16 = 8;

/// The sign and the role of each severity.
pub fn mark(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Error => ("✗", Role::Bad),
        Severity::Warning => ("⚠", Role::Warning),
        Severity::Info => ("i", Role::Muted),
    }
}

pub fn draw(show: &Show, chosen: usize, page: &mut Page) {
    let width = page.width.saturating_sub(6).min(WIDEST);
    let mut list = Page::new(width);
    let remarks = show.remarks.known();
    if remarks.is_empty() {
        let waiting = if show.remarks == Remarks::Awaited { show.words.looking_over } else { show.words.nothing_found };
        list.text(1, 0, waiting, Role::Muted);
    }
    let mut end_of_chosen = 0;
    for (index, remark) in remarks.iter().enumerate() {
        let y = list.height;
        line(show, remark, index == chosen, &mut list);
        if let Some(slide) = remark.slide {
            list.target(0, y, width, list.height - y, Target::Slide(slide));
        }
        if index == chosen {
            end_of_chosen = list.height - 1;
        }
    }
    let place = if remarks.is_empty() { String::new() } else { format!(" {}/{}", chosen + 1, remarks.len()) };
    panel::draw(page, &format!("{}{place}", show.words.findings_title), &list, 0, Some(end_of_chosen));
}

/// One finding. The chosen one has its whole message, its place and its help.
fn line(show: &Show, remark: &Remark, chosen: bool, list: &mut Page) {
    let y = list.height;
    let room = list.width.saturating_sub(LEFT + 1).max(1);
    let (sign, severity) = mark(remark.severity);
    list.text(1, y, sign, severity);
    let number = remark.slide.and_then(|slide| show.deck.slide(slide)).map(|placed| placed.number.to_string());
    list.text_to(LEFT - 2, y, number.as_deref().unwrap_or("–"), Role::Muted);
    if !chosen {
        list.text(LEFT, y, &text::shorten(&remark.message, room.into()), Role::Panel);
        return;
    }
    list.put(layout_note(&remark.message, Role::Panel, room), LEFT, y);
    list.choose(0, y, list.width, list.height - y);
    let line = (show.words.line)(remark.line);
    let file = remark.file.iter().map(|file| format!("{file}  "));
    let about = format!("{}{line}  {}", file.collect::<String>(), remark.rule);
    list.stack(layout_note(&about, Role::Muted, room), LEFT, 0);
    if let Some(help) = &remark.help {
        list.stack(layout_note(help, Role::Panel, room), LEFT, 0);
    }
}

impl Show {
    pub(in crate::show) fn take_remarks(&mut self, remarks: Vec<Remark>) {
        if let Front::Findings { chosen } = &mut self.front {
            *chosen = (*chosen).min(remarks.len().saturating_sub(1));
        }
        self.remarks = Remarks::Known(remarks);
        // The new count already shows that the deck was read again.
        self.notice = None;
    }

    /// Opens the list, if the show is for an author.
    pub(in crate::show) fn list_findings(&mut self) {
        match &self.remarks {
            Remarks::Unwanted => {}
            Remarks::Known(remarks) if remarks.is_empty() => self.notice = Some(self.words.nothing_found.to_owned()),
            Remarks::Awaited | Remarks::Known(_) => self.front = Front::Findings { chosen: self.first_here() },
        }
    }

    /// The first finding on the current slide, else the first of all.
    fn first_here(&self) -> usize {
        let here = Some(self.talk.place.slide);
        self.remarks.known().iter().position(|it| it.slide == here).unwrap_or(0)
    }

    pub(in crate::show) fn findings_key(&mut self, key: Key, chosen: usize, turn: &mut Turn) {
        let last = self.remarks.known().len().saturating_sub(1);
        let chosen = match (self.keys.action(key), key) {
            (Some(InFindings::Choose), Key::Up) => chosen.checked_sub(1).unwrap_or(last),
            (Some(InFindings::Choose), _) if chosen >= last => 0,
            (Some(InFindings::Choose), _) => chosen + 1,
            (Some(InFindings::Confirm), _) => return self.go_to_finding(chosen, turn),
            (Some(InFindings::ListHelp), _) => return self.front = Front::Help { of: Mode::Findings, scroll: 0 },
            (Some(InFindings::Close), _) => return self.front = Front::Stage,
            (None, _) => chosen,
        };
        self.front = Front::Findings { chosen };
    }

    fn go_to_finding(&mut self, chosen: usize, turn: &mut Turn) {
        self.front = Front::Stage;
        let Some(remark) = self.remarks.known().get(chosen).cloned() else { return };
        match remark.slide {
            Some(slide) => self.jump(slide, turn),
            // Findings in the deck's header belong to no slide.
            None => self.notice = Some((self.words.mistake_at)(remark.line, remark.file.as_deref(), &remark.message)),
        }
    }
}

/// The chosen finding, for screen readers.
pub fn said(show: &Show, chosen: usize) -> Option<String> {
    let Remarks::Known(remarks) = &show.remarks else { return Some(show.words.looking_over.to_owned()) };
    let Remark { line, file, message, .. } = remarks.get(chosen)?;
    Some((show.words.mistake_at)(*line, file.as_deref(), message))
}
