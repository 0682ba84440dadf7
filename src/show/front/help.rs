//! The keys that work on the current screen, and no others.

use crate::block::layout_note;
use crate::keys::{Action, Mode, OnChecklist, OnPoll, OnStage, names};
use crate::page::{Page, Role, cells};
use crate::screen::panel;
use crate::show::{Front, Key, Remarks, Show};
use crate::text;

/// The greatest width of the help, in cells.
const WIDEST: u16 = 76;

pub fn draw(show: &Show, of: Mode, scroll: u32, page: &mut Page) {
    let mut rows: Vec<(String, &str)> = Vec::new();
    if let (Mode::Stage, Some(question)) = (of, show.open_question()) {
        rows.extend(show.keys.of_mode(question.mode()).map(|(row, keys)| {
            let digits = matches!(row.action, Action::Poll(OnPoll::Hand) | Action::Checklist(OnChecklist::Tick));
            (if digits { question.digits() } else { names(keys, show.words) }, (row.help)(show.words))
        }));
    }
    let at_console = of == Mode::Stage && show.at_console();
    let console = || show.keys.of_mode(Mode::Console).filter(|_| at_console);
    // The console's keys come first.
    let is_taken = |key: &Key| console().any(|(_, keys)| keys.contains(key));
    let stage = show.keys.of_mode(of).filter(|(_, keys)| !keys.iter().all(is_taken));
    let for_authors = |action: Action| action == OnStage::Findings.into() && show.remarks == Remarks::Unwanted;
    for (row, keys) in console().chain(stage).filter(|(row, _)| !for_authors(row.action)) {
        rows.push((names(keys, show.words), (row.help)(show.words)));
        if row.action == OnStage::Clock.into() {
            let first = show.keys.name(OnStage::Clock, show.words);
            let bar = show.keys.of_mode(Mode::Clock);
            rows.extend(
                bar.map(|(row, keys)| (format!("{first} {}", names(keys, show.words)), (row.help)(show.words))),
            );
        }
    }
    // Actions without a key, because the user took it away, are not listed.
    rows.retain(|(keys, _)| !keys.is_empty());
    if of == Mode::Overview {
        rows.insert(0, ("a…z".to_owned(), show.words.code_of_slide));
    }
    if of == Mode::Sections {
        rows.insert(0, ("a…z 1…9".to_owned(), show.words.jump_by_letter));
    }
    let width = page.width.saturating_sub(6).min(WIDEST);
    let keys_width = cells(rows.iter().map(|(keys, _)| text::width(keys)).max().unwrap_or(0)).min(width / 2);
    let mut list = Page::new(width);
    for (keys, help) in &rows {
        let y = list.height;
        list.put(layout_note(keys, Role::Accent, keys_width), 0, y);
        list.put(layout_note(help, Role::Panel, width.saturating_sub(keys_width + 2).max(1)), keys_width + 2, y);
    }
    if of != Mode::Playback {
        list.height += 1;
        list.text(0, list.height, show.words.help_markers, Role::Muted);
    }
    panel::draw(page, show.words.keys_title, &list, scroll, None);
}

impl Show {
    pub(in crate::show) fn help_key(&mut self, key: Key, of: Mode, scroll: u32) {
        self.front = match self.keys.acting(key) {
            Key::Down | Key::PageDown | Key::Char(' ' | 'j') => {
                Front::Help { of, scroll: scroll.saturating_add(if key == Key::Down { 1 } else { 5 }) }
            }
            Key::Up | Key::PageUp | Key::Char('k') => {
                Front::Help { of, scroll: scroll.saturating_sub(if key == Key::Up { 1 } else { 5 }) }
            }
            _ if of == Mode::Overview => Front::Overview { chosen: self.talk.place.slide, typed: String::new() },
            _ if of == Mode::Findings => Front::Findings { chosen: 0 },
            _ if of == Mode::Sections => Front::Sections { chosen: self.slide().section_index, typed: String::new() },
            _ => Front::Stage,
        };
    }
}
