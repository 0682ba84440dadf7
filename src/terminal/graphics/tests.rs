//! Pictures on terminals that draw them: what is written when they appear, disappear and are covered.

use ratatui::layout::Rect;

use super::*;
use crate::page::{Page, Role};
use crate::picture::{Picture, Pixels};
use crate::raster::{Raster, Scheme};
use crate::terminal::{Depth, Painter};
use crate::theme::Theme;

/// A picture of eight by eight pixels in one color.
fn picture(key: u64) -> Arc<Picture> {
    let pixels = Pixels { width: 8, height: 8, channels: 3, bytes: [200, 30, 30].repeat(64) };
    Arc::new(Picture { key, small: pixels.clone(), pixels, fault: None })
}

/// A page with words, and below them a picture of ten by five cells.
fn page(words: &str, key: Option<u64>) -> Page {
    let mut page = Page::of_size(20, 8);
    page.ground(0, 0, 20, 8, Role::Text);
    page.text(0, 0, words, Role::Text);
    page.text(2, 2, "in words", Role::Muted);
    if let Some(key) = key {
        page.image(2, 1, Image::new(picture(key), 10, 5, Fit::Contain));
    }
    page
}

/// The pictures of a page that the terminal draws.
fn drawn(graphics: &mut Graphics, page: &Page) -> Vec<Overlay> {
    let (mut raster, mut scheme) = (Raster::default(), Scheme::new(&Theme::default(), Depth::True));
    raster.paint(page, 0, 0..page.height, &mut scheme, &mut |overlay| graphics.draws(overlay));
    raster.overlays
}

/// A painter whose terminal uses this protocol, after it has painted the page.
fn drawing(protocol: Protocol, page: &Page) -> (Painter, String) {
    let mut painter = Painter::new(&Theme::built_in("nuit").unwrap(), Depth::True);
    painter.learn(Answer::Draws(protocol));
    painter.learn(Answer::Cell { width: 4, height: 8 });
    painter.bytes_of(page, "");
    for job in painter.take_wanted() {
        let sequences = encode(&job).unwrap();
        painter.take_encoded(job.key, sequences);
    }
    let bytes = painter.bytes_of(page, "").to_owned();
    (painter, bytes)
}

#[test]
fn pictures_are_half_blocks_until_encoded_and_without_an_answer() {
    let mut painter = Painter::new(&Theme::built_in("nuit").unwrap(), Depth::True);
    let bytes = painter.bytes_of(&page("a", Some(1)), "").to_owned();
    assert!(bytes.contains("48;2;200;30;30") && !bytes.contains("\x1b_G"), "{bytes:?}");
    assert!(painter.take_wanted().is_empty());
    painter.learn(Answer::Draws(Protocol::Kitty));
    assert!(painter.bytes_of(&page("a", Some(1)), "").contains("48;2;200;30;30"));
    assert_eq!(painter.take_wanted().len(), 1);
    painter.bytes_of(&page("b", Some(1)), "");
    assert!(painter.take_wanted().is_empty(), "asked for once");
}

#[test]
fn kitty_is_handed_a_picture_once_and_told_when_it_goes() {
    let (mut painter, bytes) = drawing(Protocol::Kitty, &page("a", Some(1)));
    assert!(bytes.contains("\x1b_Ga=t,f=100,i=1,q=2,m=0;iVBOR"), "{bytes:?}");
    assert!(bytes.contains("\x1b[2;3H\x1b_Ga=p,i=1,p=1,c=10,r=5,C=1,q=2\x1b\\"), "{bytes:?}");
    assert!(!painter.bytes_of(&page("b", Some(1)), "").contains("\x1b_G"), "it stays where it is");
    let gone = painter.bytes_of(&page("b", None), "").to_owned();
    assert!(gone.contains("\x1b_Ga=d,d=i,i=1,q=2\x1b\\") && gone.contains("in words"), "{gone:?}");
    let again = painter.bytes_of(&page("b", Some(1)), "").to_owned();
    assert!(again.contains("a=p,i=1") && !again.contains("a=t"), "{again:?}");
    painter.forget();
    let whole = painter.bytes_of(&page("b", Some(1)), "").to_owned();
    assert!(whole.contains(TAKE_AWAY) && whole.contains("a=t") && whole.contains("a=p"), "{whole:?}");
}

#[test]
fn a_covered_picture_is_drawn_with_half_blocks() {
    let (mut painter, _) = drawing(Protocol::Kitty, &page("a", Some(1)));
    let mut covered = page("a", Some(1));
    covered.ground(5, 3, 4, 2, Role::Panel);
    let bytes = painter.bytes_of(&covered, "").to_owned();
    assert!(bytes.contains("a=d,d=i,i=1") && bytes.contains("48;2;200;30;30"), "{bytes:?}");
    assert!(painter.bytes_of(&page("a", Some(1)), "").contains("a=p,i=1"));
}

#[test]
fn the_cells_under_sixels_are_written_when_they_go() {
    for protocol in [Protocol::Sixel, Protocol::Iterm] {
        let (mut painter, bytes) = drawing(protocol, &page("a", Some(1)));
        let sequences = if protocol == Protocol::Sixel { "\x1bP0;1;0q\"1;1;40;40" } else { "\x1b]1337;File=inline=1;" };
        assert!(bytes.contains(&format!("\x1b[2;3H{sequences}")), "{bytes:?}");
        assert!(!painter.bytes_of(&page("b", Some(1)), "").contains(sequences));
        let mut without = page("b", None);
        without.items.retain(|item| item.y != 2);
        let gone = painter.bytes_of(&without, "").to_owned();
        assert!(gone.contains("\x1b[2;3H") && gone.matches(' ').count() >= 50, "{gone:?}");
    }
}

#[test]
fn a_row_that_is_erased_has_its_picture_drawn_again() {
    let (mut painter, _) = drawing(Protocol::Sixel, &page("a", Some(1)));
    let mut other = page("a", Some(1));
    other.text(14, 3, "👍🏽", Role::Text);
    assert!(painter.bytes_of(&other, "").contains("\x1bP0;1;0q"));
}

#[test]
fn sixels_wait_for_the_size_of_a_cell() {
    let mut graphics = Graphics::default();
    graphics.learn(Answer::Draws(Protocol::Sixel));
    drawn(&mut graphics, &page("a", Some(1)));
    assert!(graphics.take_wanted().is_empty());
    graphics.learn(Answer::Cell { width: 0, height: 0 });
    drawn(&mut graphics, &page("a", Some(1)));
    assert!(graphics.take_wanted().is_empty());
    graphics.learn(Answer::Cell { width: 10, height: 20 });
    drawn(&mut graphics, &page("a", Some(1)));
    assert_eq!(graphics.take_wanted().len(), 1);
}

#[test]
fn pictures_encoded_for_another_cell_size_are_dropped() {
    let mut graphics = Graphics::default();
    graphics.learn(Answer::Draws(Protocol::Kitty));
    drawn(&mut graphics, &page("a", Some(1)));
    let [early] = graphics.take_wanted().try_into().unwrap();
    graphics.learn(Answer::Cell { width: 7, height: 15 });
    drawn(&mut graphics, &page("a", Some(1)));
    let [late] = graphics.take_wanted().try_into().unwrap();
    graphics.take(early.key.clone(), encode(&early).unwrap());
    assert!(drawn(&mut graphics, &page("a", Some(1))).is_empty());
    graphics.take(late.key.clone(), encode(&late).unwrap());
    assert_eq!(drawn(&mut graphics, &page("a", Some(1))).len(), 1);
}

#[test]
fn the_kitty_protocol_wins_and_otherwise_the_first_answer() {
    let mut graphics = Graphics::default();
    graphics.learn(Answer::Draws(Protocol::Iterm));
    graphics.learn(Answer::Draws(Protocol::Sixel));
    assert_eq!(graphics.protocol(), Some(Protocol::Iterm));
    graphics.learn(Answer::Draws(Protocol::Kitty));
    assert_eq!(graphics.protocol(), Some(Protocol::Kitty));
}

#[test]
fn a_part_that_is_scrolled_into_view_is_cut_out() {
    let mut image = Image::new(picture(1), 10, 6, Fit::Cover);
    image.rows = 1..4;
    let protocol = Protocol::Sixel;
    let job = Unencoded { key: Key::of(&image), image, protocol, cell: (4, 8), factor: 1, id: 1 };
    assert!(encode(&job).unwrap().place.starts_with("\x1bP0;1;0q\"1;1;40;24"));
}

#[test]
fn in_large_text_pictures_take_twice_the_columns_and_rows() {
    let written = |letters, protocol| {
        let mut graphics = Graphics::default();
        graphics.learn(Answer::Draws(protocol));
        graphics.learn(Answer::Cell { width: 4, height: 8 });
        graphics.set_letters(letters);
        let area = Rect::new(3, 2, 10, 6);
        let overlay = Overlay { area, image: Image::new(picture(1), 10, 6, Fit::Cover) };
        assert!(!graphics.draws(&overlay));
        for job in graphics.take_wanted() {
            graphics.take(job.key.clone(), encode(&job).unwrap());
        }
        assert!(graphics.draws(&overlay));
        let mut bytes = String::new();
        graphics.write_new(&[overlay], &mut bytes);
        bytes
    };
    let kitty = written(Letters::Scaled, Protocol::Kitty);
    assert!(kitty.contains("\x1b[5;7H\x1b_Ga=p,i=1,p=1,c=20,r=12,"), "{kitty:?}");
    let iterm = written(Letters::Doubled, Protocol::Iterm);
    assert!(iterm.contains("\x1b[5;1H\x1b#5\x1b[5;7H\x1b]1337;") && iterm.contains("width=20;height=12;"), "{iterm:?}");
    assert!(iterm.ends_with("\x1b[5;1H\x1b#3"), "{iterm:?}");
    let sixels = written(Letters::Doubled, Protocol::Sixel);
    assert!(sixels.contains("\x1bP0;1;0q\"1;1;80;96"), "{sixels:?}");
    assert!(written(Letters::Usual, Protocol::Kitty).contains("\x1b[3;4H\x1b_Ga=p,i=1,p=1,c=10,r=6,"));
}

#[test]
fn no_more_than_a_few_pictures_are_kept() {
    let mut graphics = Graphics::default();
    graphics.learn(Answer::Draws(Protocol::Kitty));
    let mut bytes = String::new();
    for key in 0..20 {
        for _ in 0..2 {
            let overlays = drawn(&mut graphics, &page("a", Some(key)));
            let changes = graphics.changes(&overlays, &[]);
            graphics.write_new(&changes.new, &mut bytes);
            for job in graphics.take_wanted() {
                graphics.take(job.key.clone(), encode(&job).unwrap());
            }
        }
    }
    assert!(graphics.ready.len() <= MOST_KEPT + 1 && bytes.contains("a=d,d=I,i=1,"), "{}", graphics.ready.len());
}

#[test]
fn multiplexers_and_terminals_that_print_questions_are_asked_none() {
    let asks = |pairs: &[(&str, &str)]| {
        may_ask(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    };
    assert!(asks(&[("TERM", "xterm-kitty")]) && asks(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")]));
    assert!(!asks(&[("TERM", "tmux-256color")]) && !asks(&[("TERM", "xterm-256color"), ("TMUX", "/tmp/x")]));
    assert!(!asks(&[("TERM", "xterm"), ("STY", "1.a")]) && !asks(&[("TERM", "linux")]) && !asks(&[("TERM", "dumb")]));
    assert!(!asks(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")]));
}
