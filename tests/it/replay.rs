//! Reading a deck alone: what is shown and what is saved.

use std::sync::Arc;

use expect_test::{Expect, expect};
use pupitre::assets::Assets;
use pupitre::deck::{self, Size};
use pupitre::lang;
use pupitre::page::Target;
use pupitre::progress::{Change, Header, Log, Progress, ProgressLine};
use pupitre::replay::{Effect, Replay, Said, What};
use pupitre::search::{Besides, Index};
use pupitre::show::{self, Input, Key, Now};
use pupitre::source::Source;
use pupitre::table::Date;
use pupitre::view::replay::view;

const DECK: &str = "
format = 1
title = 'Alone'
subtitle = 'A short deck'
lang = 'en'
duration = '6min'
[[objective]]
id = 'say'
text = 'say what a pod is'
[[source]]
id = 'story'
title = 'The story'
publisher = 'Somebody'
date = 2024-05-01
url = 'https://example.org/story'
[[term]]
name = 'pod'
definition = 'the smallest thing that runs'
[[section]]
id = 'first'
title = 'First'
[[section.slide]]
id = 'hello'
title = 'Hello'
objectives = ['say']
sources = ['story']
reveal = 'items'
lesson = 'A pod is small.'
notes = 'For the speaker.'
body = '''
- one
- two
'''
[[section.slide]]
id = 'quiz'
title = 'What is right?'
lesson = 'The second is right.'
[[section.slide.block]]
kind = 'quiz'
id = 'q'
question = 'Which?'
choices = ['this', 'that']
answer = [2]
why = 'Because.'
[[section]]
id = 'second'
title = 'Second'
[[section.slide]]
id = 'poll'
title = 'And you?'
[[section.slide.block]]
kind = 'poll'
id = 'p'
question = 'A project?'
choices = ['Yes', 'No']
[[section.slide.block]]
kind = 'checklist'
id = 'c'
items = ['tests', 'data']
[[section.slide.block]]
kind = 'open'
id = 'o'
question = 'What is missing?'
";

/// A replay with its effects.
pub struct Read {
    pub replay: Replay,
    pub changes: Vec<Change>,
    pub effects: Vec<Effect>,
    pub said: Said,
    /// The time of each change, in milliseconds since 1970.
    pub whens: Vec<u64>,
    /// Milliseconds since the beginning.
    pub time: u64,
}

impl Read {
    pub fn of(text: &str, size: (u16, u16), progress: Progress) -> Self {
        let (deck, found) = deck::read(&Source::new("alone.toml", text));
        assert_eq!(found, []);
        let (deck, assets) = (Arc::new(deck), Arc::new(Assets::default()));
        let size = Size { width: size.0, height: size.1 };
        let mut replay = Replay::new(deck.clone(), assets.clone(), lang::words("en").unwrap(), size, progress);
        replay.reader.today = Date::parse("2026-11-26");
        let read = Self {
            replay,
            changes: Vec::new(),
            effects: Vec::new(),
            said: Said::default(),
            whens: Vec::new(),
            time: 0,
        };
        read.take(Input::LookedInto { mistakes: 0, index: Index::of(&deck, &assets, Besides::Lessons) })
    }

    fn new() -> Self {
        Self::of(DECK, (44, 18), Progress::default())
    }

    /// On a screen high enough for each slide.
    fn high() -> Self {
        Self::of(DECK, (60, 40), Progress::default())
    }

    pub fn take(mut self, input: Input) -> Self {
        self.time += 10;
        let now = Now { monotonic: std::time::Duration::from_millis(self.time), ..Now::default() };
        let outcome = self.replay.update(input, now);
        self.whens.extend(outcome.changes.iter().map(|_| self.replay.reader.time));
        self.changes.extend(outcome.changes);
        let own = outcome
            .effects
            .into_iter()
            .filter(|it| !matches!(it, Effect::Terminal(show::Effect::Color { .. } | show::Effect::Picture { .. })));
        self.effects.extend(own);
        self
    }

    /// Presses keys: letters, and `→ ← ↑ ↓ ⏎ ⎋ ⌫ ⇥`.
    pub fn press(self, keys: &str) -> Self {
        keys.chars().fold(self, |read, char| {
            read.take(Input::Key(match char {
                '→' => Key::Right,
                '←' => Key::Left,
                '↑' => Key::Up,
                '↓' => Key::Down,
                '⏎' => Key::Enter,
                '⎋' => Key::Escape,
                '⌫' => Key::Backspace,
                '⇥' => Key::Tab,
                char => Key::Char(char),
            }))
        })
    }

    pub fn sees(self, picture: Expect) -> Self {
        let rows = view(&self.replay).rows(0);
        picture.assert_eq(&rows.iter().map(|row| format!("|{row}\n")).collect::<String>());
        self
    }

    pub fn click(self, words: &str) -> Self {
        let page = view(&self.replay);
        let rows = page.rows(0);
        let y = rows.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("no {words} in {rows:?}"));
        let byte = rows[y].find(words).unwrap();
        let x = pupitre::text::width(&rows[y][..byte]);
        let target = page.target_at(x.try_into().unwrap(), y.try_into().unwrap());
        self.take(Input::Click(target))
    }

    /// The progress as read back from what was saved.
    pub fn kept(&self) -> Progress {
        let header = Header::of(&self.replay.deck);
        let whens = self.whens.iter().copied().chain(std::iter::repeat(0));
        let lines =
            self.changes.iter().zip(whens).map(|(change, when)| ProgressLine { when, change: change.clone() }.line());
        let text = Log::new(header).text() + &lines.collect::<String>();
        Log::parse(&text).unwrap().progress()
    }

    pub fn lines(&mut self) -> String {
        self.said.changed(&self.replay).join("\n") + "\n"
    }
}

#[test]
fn the_first_page_says_what_there_is_and_enter_begins() {
    Read::new()
        .sees(expect![[r#"
            |
            |  Alone
            |  ━━━━━━
            |
            |  A short deck
            |  0 of 3 slides done · about 6 min left
            |
            |  ▸ Begin
            |  ▸ Contents
            |
            |  What you will be able to do
            |  ○ say what a pod is
            |
            |
            |
            |
            |
            | Enter select   s contents   q quit     0/3
        "#]])
        .press("⏎")
        .sees(expect![[r#"
            |
            |  Hello
            |  ━━━━━━
            |
            |  • one
            |  • two
            |
            |  Lesson ─────────────────────────────────
            |  A pod is small.
            |
            |
            |
            |
            |
            |
            |
            |
            | Enter next slide   ? all keys        ✓ 1/3
        "#]]);
}

#[test]
fn a_word_of_the_glossary_is_looked_up_and_closed_again() {
    let read = Read::new().press("⏎↓⏎");
    assert_eq!(read.replay.screen().what, What::Term("pod".to_owned()));
    let read = read.sees(expect![[r#"
        |
        |  pod
        |  ━━━━━━
        |
        |  the smallest thing that runs
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
        |
        | Esc close                            ✓ 1/3
    "#]]);
    // Enter then goes on: what was looked up is no longer selected.
    assert_eq!(read.press("⎋⏎").replay.slide, 1);
}

#[test]
fn a_quiz_is_missed_then_right_and_its_lesson_comes_after_it() {
    Read::new()
        .press("⏎→↓⏎")
        .sees(expect![[r#"
            |
            |  What is right?
            |  ━━━━━━
            |
            |  Which?
            |
            |  ✗ 1 ◉ this
            |    2 ○ that
            |
            |  ✗ Not quite. Try again.
            |  ▸ Show the answer
            |
            |  The lesson follows your answer.
            |
            |
            |
            |
            | Enter confirm   ? all keys             2/3
        "#]])
        .press("↓⏎")
        .sees(expect![[r#"
            |
            |  What is right?
            |  ━━━━━━
            |
            |  Which?
            |
            |    1 ○ this
            |  ✓ 2 ◉ that
            |
            |  ✓ Right, at the 2nd try.
            |
            |  Because.
            |
            |  ▸ Answer again
            |
            |  Lesson ─────────────────────────────────▼
            |
            | Enter read on   ? all keys             2/3
        "#]]);
}

#[test]
fn a_wrong_choice_is_explained_on_the_screen_and_in_lines() {
    let deck = DECK.replace("why = 'Because.'", "why = ['This forgets the pod.', 'Because.']");
    let read = Read::of(&deck, (44, 30), Progress::default()).press("⏎→");
    let mut said = Said::default();
    said.changed(&read.replay);
    let read = read.press("1⏎");
    assert!(view(&read.replay).picture(0).contains("✗ Not quite. Try again.\n  This forgets the pod."));
    assert_eq!(said.changed(&read.replay)[..2], ["Not quite. Try again.", "This forgets the pod.\n"]);
    let read = read.press("2⏎");
    let heard = said.changed(&read.replay).join("\n");
    assert!(heard.contains("Because.") && heard.contains("this — This forgets the pod."), "{heard}");
}

#[test]
fn what_was_done_is_kept_and_found_again() {
    let read = Read::new().press("⏎→↓↓⏎→↓⏎").press("m");
    let progress = read.kept();
    assert_eq!(progress, read.replay.progress);
    let again = Read::of(DECK, (44, 18), progress);
    assert!(view(&again.replay).picture(0).contains("Continue at 3. And you?"));
    assert_eq!(again.press("⏎").replay.slide, 2);
}

#[test]
fn an_edited_deck_keeps_what_still_stands() {
    let progress = Read::high().press("⏎→↓↓⏎→↓⏎").kept();
    let edited = DECK.replace("'Which?'", "'Which of them?'").replace("title = 'Hello'", "title = 'Good morning'");
    let read = Read::of(&edited, (44, 18), progress);
    assert!(read.replay.is_done(0), "it is the same slide");
    assert!(!read.replay.is_done(1), "the question is another");
    assert!(read.replay.is_done(2));
}

#[test]
fn ticked_items_are_kept_even_if_another_question_had_the_id_before() {
    let quiz = Read::high().press("⏎→1⏎2⏎").changes;
    let list =
        DECK.replace("kind = 'quiz'", "kind = 'checklist'").replace("choices = ['this', 'that']", "items = ['x']");
    let list = list.replace("question = 'Which?'\n", "").replace("answer = [2]\nwhy = 'Because.'\n", "");
    let before = Read { changes: quiz.clone(), ..Read::high() }.kept();
    let mut read = Read::of(&list, (60, 40), before).press("⏎←↓ ");
    assert!(read.replay.progress.answers.of("q").unwrap().chosen.contains("x"));
    read.changes.splice(0..0, quiz);
    let again = Read::of(&list, (60, 40), read.kept());
    assert_eq!(again.replay.progress.answers.of("q"), read.replay.progress.answers.of("q"));
}

#[test]
fn answers_are_given_with_the_mouse_alone() {
    let read = Read::high().click("Begin").click("next slide").click("1 ○ this").click("Show the answer");
    assert!(read.replay.progress.answers.of("q").unwrap().is_settled());
    let read = read.click("next slide").click("1 ○ Yes").click("data").click("Write an answer");
    assert!(matches!(read.replay.screen().what, What::Write { .. }));
    assert!(read.replay.progress.answers.of("c").unwrap().chosen.contains("data"));
}

#[test]
fn notes_are_written_listed_and_exported() {
    let read = Read::new().press("⏎e").press("Again!⏎soon⎋").press("m").press("v");
    let read = read.sees(expect![[r#"
        |
        |  Your marks and notes
        |  ━━━━━━
        |
        |  ⚑ 1. Hello
        |    Again!
        |    soon
        |
        |  ▸ Save them to a file (HTML)
        |  ▸ Save them to a file (PDF)
        |  ▸ Save them to a file (TXT)
        |  ▸ Save them to a file (Markdown)
        |
        |
        |
        |
        |
        | Enter open   Esc close           ⚑ ✎ ✓ 1/3
    "#]]);
    let read = read.press("↓⏎").press("↓⏎").press("↓⏎").press("↓⏎");
    let names: Vec<&str> = read
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Keep { name } = effect { Some(name.as_str()) } else { None })
        .collect();
    assert_eq!(names, ["notes-alone.html", "notes-alone.pdf", "notes-alone.txt", "notes-alone.md"]);
    expect![[r#"
        # Alone

        Your marks and notes, 26 November 2026

        ## First

        ### 1. Hello (marked)

        Again!
        soon
    "#]]
    .assert_eq(&read.replay.own_in_markdown());
}

#[test]
fn unfinished_text_is_saved_within_a_second() {
    let mut read = Read::new().press("⏎e").press("half a");
    assert_eq!(read.changes.len(), 2, "the slide is begun and seen");
    assert!(read.replay.next_change(std::time::Duration::from_millis(read.time)).unwrap().as_millis() < 1000);
    read.time += 1000;
    let read = read.take(Input::Tick);
    assert!(matches!(read.changes.last(), Some(Change::Noted { text, .. }) if text == "half a"));
}

#[test]
fn text_is_saved_however_the_field_is_closed() {
    for close in ["⎋", "click"] {
        let read = Read::new().press("⏎e").press("half");
        let read = if close == "click" { read.click("save") } else { read.press(close) };
        assert_eq!(read.replay.screen().what, What::Slide, "{close}");
        assert_eq!(read.replay.progress.notes.get("#hello").map(String::as_str), Some("half"), "{close}");
        assert_eq!(read.replay.next_change(std::time::Duration::from_secs(9)), None, "nothing is left to be kept");
    }
    let answered = Read::high().press("⏎→→→←").click("Write an answer").press("more time").click("save");
    assert_eq!(answered.replay.progress.answers.of("o").unwrap().words, "more time");
}

#[test]
fn text_is_saved_before_another_program_gets_the_terminal() {
    for key in [Key::Ctrl('z'), Key::Ctrl('e')] {
        let mut read = Read::new().press("⏎e").press("half");
        read.replay.reader.has_editor = true;
        let read = read.take(Input::Key(key));
        assert!(matches!(read.changes.last(), Some(Change::Noted { text, .. }) if text == "half"), "{key:?}");
    }
}

#[test]
fn a_long_note_is_whole_after_it_was_opened_again() {
    let note = "0123456789 ".repeat(5000).trim_end().to_owned();
    let mut progress = Progress::default();
    progress.notes.insert("#hello".to_owned(), note.clone());
    let read = Read::of(DECK, (44, 18), progress).press("⏎e⎋");
    assert_eq!(read.replay.progress.notes["#hello"].len(), note.len());
}

#[test]
fn a_click_on_the_bottom_row_does_what_it_says() {
    let read = Read::new().press("⏎→s").click("open");
    assert_eq!((&read.replay.screen().what, read.replay.slide), (&What::Slide, 1), "the chosen row was opened");
    let read = read.press("/small").click("open");
    assert_eq!((&read.replay.screen().what, read.replay.slide), (&What::Slide, 0));
    let read = Read::high().press("⏎→→→←←").press("2⏎→1⏎→").click("Certificate");
    assert!(matches!(read.replay.screen().what, What::Name), "{:?}", read.replay.screen().what);
    let read = read.press("Ann").click("confirm");
    assert_eq!((&read.replay.screen().what, read.replay.progress.name.as_deref()), (&What::Certificate, Some("Ann")));
}

/// The deck is changed while it is read.
fn reloaded(read: Read, text: &str) -> Read {
    let deck = Arc::new(deck::read(&Source::new("alone.toml", text)).0);
    read.take(Input::Reloaded { deck, assets: Arc::default(), mistakes: 0, first: None })
}

#[test]
fn a_note_stays_on_its_slide_though_the_deck_changes_while_it_is_written() {
    let new = "[[section.slide]]\ntitle = 'New'\n[[section.slide]]\nid = 'hello'";
    let read = Read::new().press("⏎e").press("half");
    let read = reloaded(read, &DECK.replacen("[[section.slide]]\nid = 'hello'", new, 1)).press(" a word⎋");
    assert_eq!(read.kept().notes, [("#hello".to_owned(), "half a word".to_owned())].into());
    // The slide is removed: the text written on it stays.
    let read = Read::new().press("⏎→→e").press("half");
    let read = reloaded(read, DECK.split("[[section]]\nid = 'second'").next().unwrap()).press("⎋→→");
    assert_eq!(read.kept().notes, [("#poll".to_owned(), "half".to_owned())].into());
}

#[test]
fn a_removed_section_is_no_longer_asked_about() {
    let read = Read::new().press("⏎→→s").click("Start a section").click("“Second”");
    let read = reloaded(read, DECK.split("[[section]]\nid = 'second'").next().unwrap()).press("↓⏎");
    assert_eq!(read.effects, []);
}

#[test]
fn starting_again_begins_at_the_first_forgotten_slide() {
    let all =
        Read::new().press("⏎→→s").click("Start a section").click("Start everything over").click("Yes, start over");
    let mut all = all;
    all.replay.take_progress(Progress::default());
    assert_eq!(all.press("⏎").replay.slide, 0);
    let mut section = Read::new().press("⏎→s").click("Start a section").click("“First”").click("Yes, start over");
    let progress = Progress { at: Some("#poll".to_owned()), begun: ["#poll".to_owned()].into(), ..Progress::default() };
    section.replay.take_progress(progress);
    assert_eq!(section.press("⏎").replay.slide, 0);
}

#[test]
fn imported_text_contains_no_control_sequences() {
    let evil = "a\u{1b}[2J\u{9b}31m\u{202e}b";
    let mut progress = Progress::default();
    for change in [
        Change::Noted { slide: "#hello".into(), text: evil.into() },
        Change::Said { question: "o".into(), words: evil.into() },
        Change::Named(evil.into()),
    ] {
        progress.apply(&change, 0);
    }
    let read = Read::high().take(Input::Tick);
    let read = Read { replay: Read::of(DECK, (60, 40), progress).replay, ..read };
    let markdown = read.replay.own_in_markdown();
    let read = read.press("⏎→2⏎→1⏎→").click("Certificate").press("⏎");
    let Some(Effect::Write { text, .. }) = read.effects.last() else { panic!("{:?}", read.effects) };
    for text in [markdown.as_str(), text] {
        assert!(text.contains("a␛[2J�31m�b"), "{text:?}");
        assert!(text.chars().all(|char| char == '\n' || !char.is_control() && char != '\u{202e}'), "{text:?}");
    }
}

#[test]
fn words_are_found_in_lessons_and_in_the_glossary() {
    Read::new().press("/small").sees(expect![[r#"
        |
        |  Search small▏
        |  ━━━━━━
        |
        |  ○ 1. Hello                 in the lesson
        |  • pod                           glossary
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
        | Enter open   Esc close                 0/3
    "#]]);
}

#[test]
fn the_contents_show_what_is_done_and_can_forget_it() {
    let read = Read::new().press("⏎→s").sees(expect![[r#"
        |
        |  Contents
        |  ━━━━━━
        |
        |  ◐ First                       1/2  2 min
        |     ✓ 1. Hello
        |     ◐ 2. What is right?
        |
        |  ○ Second                      0/1  2 min
        |     ○ 3. And you?
        |
        |  ▸ Start a section over, or everything…
        |
        |
        |
        |
        |
        | Enter open   Esc close                 2/3
    "#]]);
    let read = read.click("Start a section over").click("“First”").click("Yes, start over");
    assert!(
        matches!(&read.effects[..], [Effect::Forget { slides, questions }] if slides.len() == 2 && questions.len() == 1)
    );
}

#[test]
fn the_end_says_what_is_left_and_gives_a_certificate() {
    let read = Read::high().press("⏎→→→");
    let read = read.sees(expect![[r#"
        |
        |
        |
        |  Summary
        |  ━━━━━━
        |
        |  There is more to read or to answer.
        |  2 of 3 slides done · about 2 min left
        |  Quizzes: 0 of 1 right, 0 at the first try
        |
        |  Still to do: 1 slide
        |  ◐ 2. What is right?                 1 question to answer
        |  The certificate: every slide read, every quiz solved.
        |
        |  ▸ Your marks (0) and notes (0)
        |
        |  What you will be able to do
        |  ◐ say what a pod is (seen)
        |
        |  What to read next
        |  ▸ The source of this deck
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
        |
        |
        |
        |
        |
        |
        |
        | Enter open   s contents   ? all keys   q quit          2/3
    "#]]);
    let read = read.press("⏎↓↓⏎→→").press("⏎").press("Ann⏎⏎");
    let Some(Effect::Write { name, text }) = read.effects.last() else { panic!("{:?}", read.effects) };
    assert_eq!(name, "certificate-alone.txt");
    expect![[r#"
        CERTIFICATE OF COMPLETION

        Ann has worked through “Alone”.
        Date: 26 November 2026
        3 slides, planned for 6 minutes
        Quizzes: 1 of 1 right, 1 at the first try

        Objectives
        ◐ say what a pod is (seen)

        Made by Pupitre on the reader’s own computer. Nothing was sent, and
        nobody supervised it.
    "#]]
    .assert_eq(text);
}

#[test]
fn in_lines_each_change_is_said_once() {
    let read = Read::new();
    let mut read = Read { replay: read.replay.in_lines(), ..read };
    expect![[r#"
        Alone
        A short deck
        0 of 3 slides done · about 6 min left
        1) Begin
        2) Contents
        What you will be able to do
        say what a pod is (to do)
        Type a number to open a line, or press Enter to continue.
        Keys: Enter continues, → next slide, ← previous slide, s contents, t what is left, ? all keys, q quit.
    "#]]
    .assert_eq(&read.lines());
    let mut read = read.press("1⏎");
    expect![[r#"
        Section 1 of 2: First
        Slide 1 of 3: Hello
        • one
        • two

        Lesson
        A pod is small.

    "#]]
    .assert_eq(&read.lines());
    assert_eq!(read.lines(), "\n", "nothing is said twice");
    let mut read = read.press("→");
    expect![[r#"
        Slide 2 of 3: What is right?
        Which?

        1. this
        2. that

        Answer: 1–2, then Enter.
    "#]]
    .assert_eq(&read.lines());
    let mut read = read.press("1⏎");
    expect![[r#"
        Not quite. Try again.
        Answer: 1–2, then Enter.
    "#]]
    .assert_eq(&read.lines());
    let mut read = read.press("2⏎");
    expect![[r#"
        Right, at the 2nd try.
        Answer: that

        Because.

        Lesson
        The second is right.

    "#]]
    .assert_eq(&read.lines());
}

#[test]
fn a_link_is_opened_from_the_sources() {
    let read = Read::new().press("⏎l⏎");
    let [Effect::Terminal(show::Effect::Open(link))] = &read.effects[..] else { panic!("{:?}", read.effects) };
    assert_eq!(&**link, "https://example.org/story");
}

#[test]
fn everything_can_be_reached_with_arrows_and_enter_on_a_small_screen() {
    let mut read = Read::of(DECK, (60, 16), Progress::default()).press("⏎→");
    for _ in 0..40 {
        read = read.press("↓");
    }
    // The last entry of the bottom row: all keys.
    let read = read.press("⏎");
    assert_eq!(read.replay.screen().what, What::Help);
    let count = read.replay.screen().spots.len();
    let mut seen = vec![false; count];
    let mut read = read;
    for _ in 0..count + 30 {
        if let Some(at) = read.replay.screen().focus.filter(|at| *at < count) {
            seen[at] = true;
            let screen = read.replay.screen();
            let spot = &screen.spots[at];
            assert!(
                spot.y >= screen.window.scroll && spot.y < screen.window.scroll + screen.window.room(),
                "it is in view"
            );
        }
        read = read.press("↓");
    }
    assert!(seen.iter().all(|seen| *seen), "{seen:?}");
}

#[test]
fn the_arrows_and_enter_never_quit_and_always_lead_on() {
    for size in [(80, 24), (40, 12)] {
        let read = Read::of(DECK, size, Progress::default());
        let downs = "↓".repeat(60);
        let read = read.press(&downs).press("⏎");
        assert!(
            !read.effects.iter().any(|it| matches!(it, Effect::Terminal(show::Effect::Quit))),
            "{:?}",
            read.effects
        );
        // On a page that was read to its end with Space or Enter, the next Enter has something to do.
        let read = Read::of(DECK, size, Progress::default()).press(&" ".repeat(200));
        let what = |read: &Read| (read.replay.screen().what.clone(), read.replay.screen().focus);
        let before = what(&read);
        let read = read.press("⏎");
        assert!(what(&read) != before || !read.effects.is_empty(), "{before:?}");
    }
}

#[test]
fn the_arrow_down_reads_a_page_to_its_end_and_the_arrow_up_leads_back() {
    let objectives: String =
        (0..20).map(|number| format!("[[objective]]\nid = 'o{number}'\ntext = 'more'\n")).collect();
    let many = DECK.replacen("[[source]]", &format!("{objectives}[[source]]"), 1);
    let mut read = Read::of(&many, (44, 18), Progress::default());
    let last = read.replay.screen().window.sheet.last_scroll();
    assert!(last > 3, "it is longer than the screen");
    for _ in 0..12 {
        read = read.press("↓");
    }
    assert_eq!(read.replay.screen().window.scroll, last);
    for _ in 0..12 {
        read = read.press("↑");
    }
    assert_eq!(read.replay.screen().window.scroll, 0);
}

#[test]
fn a_long_subtitle_leaves_the_bottom_row_on_the_smallest_screen() {
    let title = DECK.replace("'A short deck'", "'A subtitle that is much too long for it'");
    let title = title.replace("id = 'hello'", "id = 'hello'\nlayout = 'title'");
    let page = view(&Read::of(&title, (20, 6), Progress::default()).press("⏎").replay);
    assert_eq!(page.height, 6);
    assert!(page.rows(0)[5].contains("read on"), "{:?}", page.rows(0));
}

#[test]
fn the_speakers_notes_are_read_only_where_the_deck_says_so() {
    let shown = |deck: &str| view(&Read::of(deck, (44, 18), Progress::default()).press("⏎").replay).picture(0);
    assert!(!shown(DECK).contains("For the speaker."));
    assert!(shown(&DECK.replace("duration =", "replay.notes = true\nduration =")).contains("For the speaker."));
}

#[test]
fn the_rooms_answers_show_after_the_readers_own() {
    let room = pupitre::answers::Change::Counted {
        id: "p".into(),
        counts: vec![("Yes".into(), 3), ("No".into(), 1)],
        people: None,
    };
    let mut answers = pupitre::answers::Answers::default();
    answers.apply(&room);
    let read = Read::new().take(Input::Room(answers)).press("⏎→→");
    assert!(!view(&read.replay).picture(0).contains("75%"));
    let read = read.press("↓⏎");
    assert!(view(&read.replay).picture(0).contains("75%"), "{}", view(&read.replay).picture(0));
    assert!(view(&read.replay).target_at(6, 6) != Some(Target::Part));
}

#[test]
fn no_key_leads_to_a_page_that_cannot_be_left() {
    let mut state = 7_u64;
    let keys: Vec<char> = "→←↑↓⏎⎋⌫⇥ smevl/dbc?t12".chars().collect();
    for size in [(20, 6), (40, 12), (60, 16), (80, 24), (140, 40)] {
        let mut read = Read::of(DECK, size, Progress::default());
        for _ in 0..600 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            read = read.press(&keys[(state >> 33) as usize % keys.len()].to_string());
            let page = view(&read.replay);
            assert_eq!(page.rows(0).len(), usize::from(size.1));
            let screen = read.replay.screen();
            assert!(screen.window.scroll <= screen.window.sheet.last_scroll(), "{:?}", screen.what);
        }
        assert_eq!(read.kept().notes, read.replay.progress.notes);
    }
}
