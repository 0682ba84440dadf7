//! Animated slide changes: what the room sees meanwhile, and that no key has to wait.

use std::time::Duration;

use crate::play::{Played, named, play_at};
use expect_test::expect;
use pupitre::deck::Size;
use pupitre::page::{Drawing, Role};
use pupitre::show::{FRAME, FRAMES, Input, Now};
use pupitre::view::view;

/// A show with animated slide changes, right after these keys.
fn gentle(keys: &str) -> Played {
    let mut played = play_at(60, 14, "");
    played.show.motion.want();
    played.press(keys)
}

/// The time this many frames from now.
fn later(played: &Played, frames: u32) -> Now {
    let now = played.now();
    Now { monotonic: now.monotonic + FRAME * frames, ..now }
}

fn picture(played: &Played, now: Now) -> String {
    view(&played.show, now).rows(0).iter().map(|row| format!("|{row}\n")).collect()
}

/// The slide without any animation.
fn still(keys: &str) -> String {
    let played = play_at(60, 14, keys);
    picture(&played, played.now())
}

#[test]
fn a_slide_comes_from_the_top_down_and_nothing_changes_its_place() {
    let played = gentle("G e Enter Left");
    let frames: Vec<String> = (0..=FRAMES).map(|frame| picture(&played, later(&played, frame))).collect();
    expect![[r#"
        |  Trois choses
        |  ━━━━━━
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | Le début                             ○───────●───────  2/3
        ~~~
        |  Trois choses
        |  ━━━━━━
        |
        |  • une
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | Le début                             ○───────●───────  2/3
    "#]]
    .assert_eq(&frames[..2].join("~~~\n"));
    for pair in frames.windows(2) {
        for (before, after) in pair[0].lines().zip(pair[1].lines()) {
            assert!(after.starts_with(before), "{before:?} became {after:?}");
        }
    }
    assert_eq!(frames.last(), Some(&still("G e Enter Left")));
}

#[test]
fn words_are_faint_then_muted_then_as_they_are() {
    let played = gentle("Right");
    let role_of_title = |frame| {
        let page = view(&played.show, later(&played, frame));
        let mut texts = page.items.iter().filter_map(|item| match &item.drawing {
            Drawing::Text { text, ink } if text.contains("Trois") => Some(ink.style.role),
            _ => None,
        });
        texts.next()
    };
    let roles = [0, 1, 2, FRAMES].map(role_of_title);
    assert_eq!(roles, [Role::Border, Role::Muted, Role::Title, Role::Title].map(Some));
}

#[test]
fn a_key_while_a_slide_comes_in_acts_at_once_and_shows_all_of_it_at_once() {
    for (key, same) in
        [("Right", "Right Right"), ("Left", "Right Left"), ("Tab", "Right Tab"), ("s", "Right s"), ("?", "Right ?")]
    {
        let mut played = gentle("Right");
        let now = Now { monotonic: played.now().monotonic + FRAME / 2, ..played.now() };
        assert_ne!(picture(&played, now), still("Right"), "the slide is still coming");
        played.show.update(Input::Key(named(key)), now);
        let without = |picture: &str| picture.lines().rev().skip(1).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(without(&picture(&played, now)), without(&still(same)), "{key}");
    }
}

#[test]
fn a_wheel_a_click_and_a_new_size_show_all_of_it_at_once() {
    let size = Size { width: 60, height: 14 };
    for input in [Input::Wheel { down: false }, Input::Click(None), Input::Resize(size)] {
        let mut played = gentle("Right");
        let now = played.now();
        played.show.update(input.clone(), now);
        assert_eq!(played.show.motion.frame(now.monotonic), None, "{input:?}");
    }
}

#[test]
fn a_tick_and_colors_that_arrive_do_not_end_it() {
    let mut played = gentle("Right");
    let (now, later) = (played.now(), later(&played, 1));
    played.show.update(Input::Tick, now);
    played.show.update(Input::Colored { key: 7, lines: Vec::new() }, later);
    assert_eq!(played.show.motion.frame(later.monotonic), Some(1));
}

#[test]
fn a_step_of_the_same_slide_is_there_at_once() {
    let played = gentle("Right Right");
    assert_eq!(picture(&played, played.now()), still("Right Right"));
}

#[test]
fn fast_paging_shows_no_motion() {
    let mut played = gentle("");
    let mut now = played.now();
    let mut moving = 0;
    for _ in 0..8 {
        now.monotonic += Duration::from_millis(130);
        played.show.update(Input::Key(named("Tab")), now);
        moving += u32::from(played.show.motion.frame(now.monotonic).is_some());
        now.monotonic += Duration::from_millis(130);
        played.show.update(Input::Key(named("BackTab")), now);
        moving += u32::from(played.show.motion.frame(now.monotonic).is_some());
    }
    assert_eq!(moving, 1, "only the first slide came in gently");
}

#[test]
fn without_the_setting_nothing_moves_and_no_timer_runs() {
    let played = play_at(60, 14, "Right");
    let now = played.now();
    assert_eq!((played.show.motion.frame(now.monotonic), played.show.motion.next(now.monotonic)), (None, None));
    assert_eq!(picture(&played, now), picture(&played, later(&played, FRAMES)));
}
