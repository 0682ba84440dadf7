//! The keys of the screen in front: only what works there.

use crate::page::{Page, Role, cells};
use crate::show::{Action, Screen, Show, of_screen};
use crate::text::{self, Run};
use crate::view::panel;

/// The widest that the help gets, in cells.
const WIDEST: u16 = 76;

pub fn draw(show: &Show, of: Screen, scroll: u32, page: &mut Page) {
    let mut rows: Vec<(String, &str)> = Vec::new();
    if let (Screen::Stage, Some(question)) = (of, show.open_question()) {
        rows.extend(of_screen(question.screen()).map(|row| {
            let digits = matches!(row.action, Action::Hand | Action::Tick);
            let key = if digits { question.digits() } else { row.keys[0].name(show.words) };
            (key, (row.help)(show.words))
        }));
    }
    let desk = of_screen(Screen::Console).filter(|_| of == Screen::Stage && show.at_desk());
    for row in desk.chain(of_screen(of)) {
        let keys: Vec<String> = row.keys.iter().map(|key| key.name(show.words)).collect();
        rows.push((keys.join(" "), (row.help)(show.words)));
        if row.action == Action::Clock {
            let bar = of_screen(Screen::Clock);
            rows.extend(bar.map(|row| (format!("t {}", row.keys[0].name(show.words)), (row.help)(show.words))));
        }
    }
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
    list.height += 1;
    list.text(0, list.height, show.words.help_markers, Role::Muted);
    panel::draw(page, show.words.keys_title, &list, scroll, None);
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
