//! The keys of the screen in front: only what works there.

use crate::keys::{Action, OnChecklist, OnPoll, OnStage, Screen};
use crate::page::{Page, Role, cells};
use crate::screen::panel;
use crate::show::{Front, Key, Remarks, Show};
use crate::text::{self, Run};

/// The widest that the help gets, in cells.
const WIDEST: u16 = 76;

pub fn draw(show: &Show, of: Screen, scroll: u32, page: &mut Page) {
    let mut rows: Vec<(String, &str)> = Vec::new();
    if let (Screen::Stage, Some(question)) = (of, show.open_question()) {
        rows.extend(show.keys.of_screen(question.screen()).map(|(row, keys)| {
            let digits = matches!(row.action, Action::Poll(OnPoll::Hand) | Action::Checklist(OnChecklist::Tick));
            (if digits { question.digits() } else { names(keys, show) }, (row.help)(show.words))
        }));
    }
    let desk = show.keys.of_screen(Screen::Console).filter(|_| of == Screen::Stage && show.at_desk());
    let for_authors = |action: Action| action == OnStage::Findings.into() && show.remarks == Remarks::Unwanted;
    for (row, keys) in desk.chain(show.keys.of_screen(of)).filter(|(row, _)| !for_authors(row.action)) {
        rows.push((names(keys, show), (row.help)(show.words)));
        if row.action == OnStage::Clock.into() {
            let first = show.keys.name(OnStage::Clock, show.words);
            let bar = show.keys.of_screen(Screen::Clock);
            rows.extend(bar.map(|(row, keys)| (format!("{first} {}", names(keys, show)), (row.help)(show.words))));
        }
    }
    // An action that the user has left without a key is not met.
    rows.retain(|(keys, _)| !keys.is_empty());
    if of == Screen::Overview {
        rows.insert(0, ("a…z".to_owned(), show.words.code_of_slide));
    }
    if of == Screen::Sections {
        rows.insert(0, ("a…z 1…9".to_owned(), show.words.jump_by_letter));
    }
    let width = page.width.saturating_sub(6).min(WIDEST);
    let keys_width = rows.iter().map(|(keys, _)| text::width(keys)).max().unwrap_or(0).min(usize::from(width) / 2);
    let mut list = Page::new(width);
    for (keys, help) in &rows {
        add(&mut list, keys, help, keys_width);
    }
    if of != Screen::Playback {
        list.height += 1;
        list.text(0, list.height, show.words.help_markers, Role::Muted);
    }
    panel::draw(page, show.words.keys_title, &list, scroll, None);
}

fn names(keys: &[Key], show: &Show) -> String {
    keys.iter().map(|key| key.name(show.words)).collect::<Vec<_>>().join(" ")
}

/// One line of the help, its two sides wrapped.
fn add(list: &mut Page, keys: &str, help: &str, keys_width: usize) {
    let y = list.height;
    let side =
        |text: &str, role: Role, width: usize| text::wrap(&[Run { text: text.to_owned(), style: role.into() }], width);
    for (row, line) in (y..).zip(side(keys, Role::Accent, keys_width)) {
        list.runs(0, row, &line);
    }
    let x = keys_width + 2;
    for (row, line) in (y..).zip(side(help, Role::Panel, usize::from(list.width).saturating_sub(x).max(1))) {
        list.runs(cells(x), row, &line);
    }
}

impl Show {
    pub(in crate::show) fn help_key(&mut self, key: Key, of: Screen, scroll: u32) {
        self.front = match key.folded() {
            Key::Down | Key::PageDown | Key::Char(' ' | 'j') => {
                Front::Help { of, scroll: scroll.saturating_add(if key == Key::Down { 1 } else { 5 }) }
            }
            Key::Up | Key::PageUp | Key::Char('k') => {
                Front::Help { of, scroll: scroll.saturating_sub(if key == Key::Up { 1 } else { 5 }) }
            }
            _ if of == Screen::Overview => Front::Overview { chosen: self.talk.place.slide, typed: String::new() },
            _ if of == Screen::Findings => Front::Findings { chosen: 0 },
            _ if of == Screen::Sections => Front::Sections { chosen: self.slide().section_index, typed: String::new() },
            _ => Front::Stage,
        };
    }
}
