//! What a page shows, step by step.

use super::*;

fn page(text: &str) -> Page {
    let mut page = Page::new(20);
    page.text(0, 0, text, Role::Text);
    page
}

#[test]
fn a_later_step_moves_nothing() {
    let mut whole = page("first");
    whole.put_from(page("second"), 2, 1, 1);
    assert_eq!(whole.rows(0), ["first", ""]);
    assert_eq!(whole.rows(1), ["first", "  second"]);
    assert_eq!(whole.last_step(), 1);
}

#[test]
fn steps_of_a_part_come_after_the_part() {
    let lit = page("lit").only(0..1);
    let mut part = Page::new(20);
    part.put(lit, 0, 0);
    part.put(page("dim").only(1..u16::MAX), 0, 1);
    let mut whole = Page::new(20);
    whole.put_from(part, 0, 0, 2);
    assert_eq!(whole.rows(2), ["lit", ""]);
    assert_eq!(whole.rows(9), ["", "dim"]);
}

#[test]
fn a_window_cuts_rows_and_grounds() {
    let mut whole = Page::new(20);
    whole.ground(0, 0, 20, 3, Role::Code);
    for (y, text) in ["a", "b", "c"].into_iter().enumerate() {
        whole.put(page(text), 0, y as u32);
    }
    let window = whole.window(0, 1, 1);
    assert_eq!(window.rows(0), ["b"]);
    assert!(window.items.iter().all(|item| item.y + item.height() <= 1));
}

#[test]
fn a_click_on_a_part_of_a_slide_leads_to_the_link_in_it() {
    let link: Arc<str> = "https://a.fr".into();
    let mut whole = Page::new(20);
    whole.text(0, 0, "there", Ink { link: Some(link.clone().into()), ..Role::Link.into() });
    whole.target(0, 0, 20, 1, Target::Part);
    assert_eq!([whole.target_at(1, 0), whole.target_at(9, 0)], [Some(Target::Link(link)), None]);
}

#[test]
fn all_drawn_text_is_cleaned() {
    assert_eq!(page("a\u{1b}[31m\u{202e}b\nc").rows(0), ["a␛[31m\u{fffd}b c"]);
}

#[test]
fn wide_letters_take_their_cells_and_are_not_cut_in_half() {
    let mut page = Page::new(5);
    page.text(0, 0, "漢字漢", Role::Text);
    assert_eq!(page.rows(0), ["漢字"]);
}
