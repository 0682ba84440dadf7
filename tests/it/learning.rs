//! What somebody who reads alone knows, judged by their answers on the day and on later days.

use std::time::Duration;

use expect_test::expect;
use pupitre::deck::Size;
use pupitre::page::Target;
use pupitre::progress::{Change, Progress};
use pupitre::replay::{Effect, Learned, What};
use pupitre::show::{Input, Key};
use pupitre::view::replay::view;

use crate::replay::Read;

const DECK: &str = "
format = 1
title = 'Learn'
lang = 'en'
duration = '5min'
[[objective]]
id = 'name'
text = 'name the parts'
[[objective]]
id = 'use'
text = 'use them'
[[objective]]
id = 'like'
text = 'like them'
[[section]]
id = 'one'
title = 'One'
[[section.slide]]
title = 'Parts'
objectives = ['name', 'like']
body = 'A part.'
[[section.slide]]
title = 'First question'
objectives = ['name']
[[section.slide.block]]
kind = 'quiz'
id = 'a'
question = 'Which part?'
choices = ['wheel', 'pod']
answer = [2]
why = ['A wheel rolls.', 'A pod runs.']
[[section.slide]]
title = 'Second question'
objectives = ['use']
[[section.slide.block]]
kind = 'quiz'
id = 'b'
question = 'What for?'
choices = ['to run', 'to sit']
answer = [1]
[[section.slide]]
title = 'Third question'
objectives = ['use']
[[section.slide.block]]
kind = 'quiz'
id = 'c'
question = 'And when?'
choices = ['never', 'today']
answer = [2]
[[section.slide]]
title = 'Fourth question'
objectives = ['name']
[[section.slide.block]]
kind = 'quiz'
id = 'd'
question = 'Who?'
choices = ['you', 'nobody']
answer = [1]
";

/// A morning, in milliseconds since 1970.
const MORNING: u64 = 20_000 * DAY + 8 * 3_600_000;

const DAY: u64 = 24 * 3_600_000;

/// Starts a replay with this progress at a time.
fn start(progress: Progress, time: u64) -> Read {
    let mut read = Read::of(DECK, (64, 34), progress);
    read.replay.reader.time = time;
    read.replay.begin(false);
    read
}

fn screen(read: &Read) -> String {
    view(&read.replay).picture(0)
}

/// Reads everything: the first question right at the second try, the third one revealed, the others right at once.
fn first_day() -> Read {
    start(Progress::default(), MORNING).press("⏎→1⏎2⏎→1⏎→1⏎").click("Show the answer").press("→1⏎→")
}

#[test]
fn from_a_first_start_to_the_certificate_with_wrong_answers_and_the_next_days_questions() {
    let read = first_day();
    assert_eq!(read.replay.screen().what, What::End);
    let summary = screen(&read);
    assert!(summary.contains("To review: 2 slides"), "{summary}");
    assert!(summary.contains("↻ 2. First question") && summary.contains("↻ 4. Third question"), "{summary}");
    for state in ["↻ name the parts (to review)", "↻ use them (to review)", "◐ like them (seen)"] {
        assert!(summary.contains(state), "{state} in {summary}");
    }

    let read = read.click("Certificate").press("Ann⏎").press("⏎");
    let Some(Effect::Write { text, .. }) = read.effects.last() else { panic!("{:?}", read.effects) };
    expect![[r#"
        Objectives
        ↻ name the parts (to review)
        ↻ use them (to review)
        ◐ like them (seen)
    "#]]
    .assert_eq(&text[text.find("Objectives").unwrap()..text.find("\n\nMade").unwrap() + 1]);

    let progress = read.kept();
    assert!(!screen(&start(progress.clone(), MORNING + DAY / 4)).contains("Before you read on"), "not on the same day");
    let next = start(progress, MORNING + DAY);
    let offer = screen(&next);
    assert!(offer.contains("Before you read on: 3 questions, a minute.") && offer.contains("Continue at"), "{offer}");
    // Missed questions come first, then the oldest.
    let next = next.press("⏎");
    assert!(screen(&next).contains("Which part?"), "{}", screen(&next));
    let next = next.press("2⏎");
    let told = screen(&next);
    assert!(told.contains("✓ Right, at the first try.") && told.contains("A pod runs."), "{told}");
    assert!(!told.contains("Answer again"), "it is asked once: {told}");
    let next = next.press("⏎").press("1⏎");
    let told = screen(&next);
    assert!(told.contains("And when?") && told.contains("✓ 2") && told.contains("Read again: 4."), "{told}");
    let next = next.press("⏎");
    assert!(screen(&next).contains("What for?"));
    let next = next.press("⏎");
    assert!(screen(&next).contains("1 of 3 right"), "the third was skipped: {}", screen(&next));
    let recalled = next.changes.iter().filter(|change| matches!(change, Change::Recalled { .. }));
    assert_eq!(recalled.count(), 2);

    // A remembered question is known now; a forgotten one is due the next day.
    assert_eq!(next.replay.learned(1), Learned::Known);
    assert_eq!(next.replay.learned(3), Learned::Review);
    let mut all = first_day();
    all.whens.extend(next.changes.iter().map(|_| MORNING + DAY));
    all.changes.extend(next.changes);
    let after = start(all.kept(), MORNING + 2 * DAY);
    assert_eq!(after.replay.learned(1), Learned::Known, "as it is read again");
    let after = after.press("⏎");
    assert!(screen(&after).contains("And when?"), "{}", screen(&after));
}

#[test]
fn a_question_right_at_the_first_try_comes_back_after_longer_and_longer_times() {
    let read = start(Progress::default(), MORNING).press("⏎→2⏎→1⏎→2⏎→1⏎→");
    let summary = screen(&read);
    assert!(summary.contains("✓ name the parts (known)") && !summary.contains("To review"), "{summary}");
    let progress = read.kept();
    let offers = |days: u64| screen(&start(progress.clone(), MORNING + days * DAY)).contains("Before you read on");
    assert!(!offers(0) && offers(1) && offers(30));
}

#[test]
fn the_contents_say_what_is_known_and_what_to_review() {
    let contents = screen(&first_day().press("s"));
    let row = |words: &str| contents.lines().find(|row| row.contains(words)).unwrap().trim().to_owned();
    assert!(row("First question").starts_with('↻') && row("First question").ends_with("to review"), "{contents}");
    assert!(row("Second question").starts_with('✓') && row("Second question").ends_with("known"), "{contents}");
    assert!(!row("Parts").contains("seen"), "its sign says it: {contents}");
}

#[test]
fn questions_that_come_back_are_told_in_plain_text() {
    let progress = first_day().kept();
    let mut read = start(progress, MORNING + DAY);
    read.replay = read.replay.in_lines();
    let mut read = read.press("1⏎");
    let heard = read.lines();
    assert!(heard.contains("1) wheel") && heard.contains("2) pod"), "{heard}");
    let mut read = read.press("1⏎");
    let heard = read.lines();
    assert!(heard.contains("A wheel rolls.") && heard.contains("A pod runs."), "{heard}");
}

#[test]
fn a_recall_is_left_with_escape_and_without_an_answer_changes_nothing() {
    let read = start(first_day().kept(), MORNING + DAY).press("⏎⎋");
    assert_eq!((read.replay.screen().what.clone(), read.changes.len()), (What::Start, 0));
    let read = read.press("↓⏎");
    assert_eq!(read.replay.screen().what, What::Slide);
}

#[test]
fn the_guessing_before_reading_shows_and_skips_what_is_known() {
    let read = start(Progress::default(), MORNING).click("What do you know already? 4 questions, not scored");
    // The objective "use" is known, "name" is not.
    let read = read.press("1⏎1⏎2⏎1⏎");
    let score = screen(&read);
    assert!(score.contains("3 of 4 right") && score.contains("✓ use them"), "{score}");
    assert!(read.changes.iter().all(|change| matches!(change, Change::Guessed { .. })), "nothing else counts");
    assert!(!score.contains("name the parts"), "{score}");
    let read = read.click("Skip their 2 slides");
    assert!(read.replay.is_done(2) && read.replay.is_done(3) && !read.replay.is_done(1));
    let start_page = screen(&read);
    assert!(start_page.contains("2 of 5 slides done") && !start_page.contains("What do you know"), "{start_page}");
    let read = read.press("⏎→2⏎→→→1⏎→");
    let summary = screen(&read);
    assert!(summary.contains("Before reading: 3 of 4 right. Known now: 4 of 4."), "{summary}");
    assert!(summary.contains("✓ use them (known)"), "{summary}");
}

#[test]
fn questions_not_guessed_before_reading_are_asked_later() {
    let first = start(Progress::default(), MORNING).click("What do you know already? 4 questions, not scored");
    let first = first.press("1⏎⎋");
    let again = start(first.kept(), MORNING).click("What do you know already? 3 questions, not scored");
    let again = again.press("1⏎2⏎1⏎");
    assert!(screen(&again).contains("of 3 right"), "{}", screen(&again));
    let all = start(all_but_one_kept(&first, &again), MORNING);
    assert!(!screen(&all).contains("What do you know"), "all were asked");
    let three = start(Progress::default(), MORNING).click("What do you know already?").press("1⏎1⏎2⏎⎋");
    let last = start(three.kept(), MORNING);
    assert!(screen(&last).contains("What do you know already? 1 question, not scored"), "{}", screen(&last));
}

#[test]
fn coming_back_resumes_where_something_is_left() {
    let read = start(Progress::default(), MORNING).press("⏎→→1⏎");
    assert_eq!(read.replay.slide, 2);
    let again = start(read.kept(), MORNING);
    assert!(screen(&again).contains("Continue at 4. Third question"), "the third is done: {}", screen(&again));
    let all_but_one = start(read.kept(), MORNING).press("⏎2⏎→1⏎");
    let again = start(all_but_one_kept(&read, &all_but_one), MORNING);
    assert!(screen(&again).contains("Continue at 2. First question"), "{}", screen(&again));
}

fn all_but_one_kept(before: &Read, after: &Read) -> Progress {
    let mut all = start(Progress::default(), MORNING);
    all.changes = before.changes.iter().chain(&after.changes).cloned().collect();
    all.kept()
}

const WRITING: &str = "
format = 1
title = 'Write'
lang = 'en'
[[section]]
title = 'One'
[[section.slide]]
title = 'Yours'
[[section.slide.block]]
kind = 'write'
id = 'days'
question = 'How many days?'
unit = 'days'
[[section.slide.block]]
kind = 'silence'
duration = '20s'
[[section.slide]]
title = 'Again'
[[section.slide.block]]
kind = 'write'
repeat = 'days'
";

#[test]
fn a_figure_is_asked_kept_and_shown_again_at_the_end() {
    let read = Read::of(WRITING, (50, 24), Progress::default()).press("⏎→");
    assert!(screen(&read).contains("You have not written anything yet."), "{}", screen(&read));
    let read = read.press("←").click("Write an answer").press("soon⏎");
    assert!(matches!(read.replay.screen().what, What::Write { .. }), "it is a number that is asked for");
    assert!(screen(&read).contains("Write a number, such as 12."), "{}", screen(&read));
    let read = read.press("⌫⌫⌫⌫45⏎");
    assert!(screen(&read).contains("45\u{a0}days"), "{}", screen(&read));
    let read = read.press("→");
    assert!(screen(&read).contains("How many days?") && screen(&read).contains("You wrote: 45\u{a0}days"));
    let again = Read::of(WRITING, (50, 24), read.kept());
    assert!(again.replay.own_in_markdown().contains("> 45"), "{}", again.replay.own_in_markdown());
}

#[test]
fn only_numbers_are_kept_as_figures() {
    let read = Read::of(WRITING, (50, 24), Progress::default()).press("⏎").click("Write an answer").press("soon⎋");
    assert_eq!(read.replay.screen().what, What::Slide);
    assert!(!read.changes.iter().any(|change| matches!(change, Change::Said { .. })));
    for number in ["12", "2,5", "1 200", "-3"] {
        let read = Read::of(WRITING, (50, 24), Progress::default()).press("⏎").click("Write an answer");
        let read = read.press(number).press("⏎");
        assert_eq!(read.replay.screen().what, What::Slide, "{number}");
    }
}

#[test]
fn a_silence_counts_down_in_a_replay() {
    let read = Read::of(WRITING, (50, 24), Progress::default()).press("⏎");
    assert!(screen(&read).contains("0:20"), "{}", screen(&read));
    let wait = read.replay.next_change(Duration::from_millis(read.time)).unwrap();
    assert!(wait <= Duration::from_secs(1), "it is drawn again within a second");
    let later = |mut read: Read, seconds: u64| {
        read.time += seconds * 1000;
        read.take(Input::Tick)
    };
    let read = later(read, 5);
    assert!(screen(&read).contains("0:14"), "{}", screen(&read));
    let read = later(read.press("s⎋"), 10);
    assert!(screen(&read).contains("0:04"), "it goes on below what lies over it: {}", screen(&read));
    let read = later(read, 10);
    assert!(screen(&read).contains("0:00"));
    assert_eq!(read.replay.next_change(Duration::from_millis(read.time)), None, "it is over");
    assert!(screen(&read.press("→←")).contains("0:20"), "it begins anew");
}

#[test]
fn buttons_of_a_recall_lead_to_the_slide() {
    let read = start(first_day().kept(), MORNING + DAY).press("⏎2⏎").click("Read again: 2. First question");
    assert_eq!((read.replay.screen().what.clone(), read.replay.slide), (What::Slide, 1));
    assert!(read.replay.screen().spot_of(&Target::Act("next-question")).is_none());
}

#[test]
fn giving_up_a_note_keeps_the_old_one() {
    let read = Read::of(WRITING, (50, 24), Progress::default()).press("⏎e").press("first⎋").press("e");
    let mut read = read.press(" and more");
    read.time += 2000;
    let read = read.take(Input::Tick);
    assert_eq!(read.replay.progress.notes["yours"], "first and more", "it is kept meanwhile");
    let read = read.take(Input::Key(Key::Ctrl('g')));
    assert_eq!(
        (read.replay.progress.notes["yours"].as_str(), read.replay.screen().what.clone()),
        ("first", What::Slide)
    );
    assert!(screen(&read).contains("Nothing was changed."));
    let read = read.press("e").press(" again").click("give up");
    assert_eq!(read.replay.progress.notes["yours"], "first");
}

#[test]
fn end_goes_to_the_end_of_the_certificate() {
    let read = Read { replay: first_day().replay, ..Read::of(DECK, (64, 34), Progress::default()) };
    let read = read.take(Input::Resize(Size { width: 40, height: 12 })).press("⏎Ann⏎");
    assert!(!screen(&read).contains("nobody"), "{}", screen(&read));
    let read = read.take(Input::Key(Key::End));
    assert!(screen(&read).contains("supervised it."), "{}", screen(&read));
    let read = read.take(Input::Key(Key::Home));
    assert!(screen(&read).contains("Save it to a file"), "{}", screen(&read));
}

#[test]
fn an_answer_to_a_poll_keeps_its_first_choice_in_view() {
    let choices = "'one', 'two', 'three', 'four', 'five', 'six', 'seven'";
    let poll = format!("kind = 'poll'\nid = 'p'\nquestion = 'Which?'\nchoices = [{choices}]");
    let deck = format!(
        "format = 1\ntitle = 't'\nlang = 'en'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 'Ask'\n[[section.slide.block]]\n{poll}\n"
    );
    let read = Read::of(&deck, (40, 12), Progress::default()).press("⏎").press("↓↓↓↓↓↓↓⏎");
    assert!(read.replay.progress.answers.of("p").is_some_and(|own| own.is_given()), "{}", screen(&read));
    assert!(screen(&read).contains("one"), "{}", screen(&read));
}

#[test]
fn a_table_keeps_its_head_while_its_rows_are_scrolled() {
    let rows: String = (1..=30).map(|row| format!("| row {row} | {row} |\n")).collect();
    let deck = format!(
        "format = 1\ntitle = 't'\nlang = 'en'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 'T'\nbody = \"\"\"\nBefore.\n\n| Name | Count |\n|---|--:|\n{rows}\nAfter.\n\"\"\"\n"
    );
    let read = Read::of(&deck, (40, 16), Progress::default()).press("⏎");
    let head = |read: &Read| screen(read).matches("Name").count();
    assert!(screen(&read).contains("row 1 ") && head(&read) == 1, "{}", screen(&read));
    let read = read.press("↓↓");
    assert!(!screen(&read).contains("Before.") && head(&read) == 1, "{}", screen(&read));
    let before = screen(&read);
    assert!(before.contains("─┼─"), "with its line: {before}");
    let mut read = read;
    while !screen(&read).contains("After.") {
        read = read.press("↓");
        assert_eq!(read.replay.screen().what, What::Slide, "{}", screen(&read));
    }
    assert!(screen(&read).contains("row 30"), "{}", screen(&read));
}
