//! English. Each word is declared here, with its parameters; the other languages provide the same words.

pub mod help;
pub mod html;
pub mod link;
pub mod playback;
pub mod replay;
pub mod report;
pub mod sequence;

use std::fmt::Display;

use crate::lang::Texts;
use crate::lang::en::help::HelpWords;
use crate::lang::en::html::HtmlWords;
use crate::lang::en::link::LinkWords;
use crate::lang::en::playback::PlaybackWords;
use crate::lang::en::replay::ReplayWords;
use crate::lang::en::report::ReportWords;
use crate::lang::en::sequence::SequenceWords;

/// "a slide" becomes "the slide".
fn definite(thing: &str) -> String {
    let noun = ["a ", "an ", "the "].iter().find_map(|article| thing.strip_prefix(article));
    format!("the {}", noun.unwrap_or(thing))
}

/// A number of things: `one` for exactly one, else `many`; `#` is replaced by the number.
fn counted<N: Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    if count == 1.into() { one } else { many }.replace('#', &count.to_string())
}

words! {
    /// All words of the interface. Functions receive their texts ready to show.
    pub struct Words;

    /// The BCP 47 code of the language.
    code = "en",

    /// The translations of English messages. Empty for English.
    messages: &'static [Texts] = &[],
    /// Whether a number takes the singular.
    is_one: fn(i64) -> bool = |count| count == 1,
    /// Turns a thing with an indefinite article into one with a definite article.
    definite: fn(&str) -> String = definite,
    /// Appends a thing to a text. In some languages the words before it change.
    append: fn(&mut String, &str) = |text, thing| text.push_str(thing),
    /// The prefix of an error.
    error_of: fn(&str) -> String = |why| format!("error: {why}"),
    /// The words of the commands' help.
    help_texts: HelpWords = help::WORDS,

    /// The names of findings: an error, a warning, an info; of explanations and of help.
    levels: [&'static str; 5] = ["error", "warning", "info", "note", "help"],

    // Help on keys: what each does.
    next = "next step or slide",
    previous = "previous step or slide",
    forward = "scroll down, then next",
    backward = "scroll up, then previous",
    next_section = "next section",
    previous_section = "previous section",
    sections = "list of sections",
    go = "go to a slide: its number (a1: appendix), then Enter",
    back = "go back to before the last jump",
    first = "first slide (or g g)",
    last = "last slide (or g e)",
    notes = "notes below the slide: show, next page, hide",
    clock = "clock",
    room = "what the bottom row shows the room",
    large = "letters twice as large, or not",
    help = "this help",
    quit = "quit",
    search = "search titles, text and notes",
    overview = "overview of all slides",
    black = "black screen; b again: white; any key brings the slide back",
    marker = "mark a line or an item",
    point = "move the marker",
    shorter = "leave out slides to end on time; again: bring them back",
    reload = "reload the deck (saving it does so too)",
    findings = "what `check` finds in the deck (with --author)",
    go_to_finding = "go to its slide",
    code_of_slide = "the letters under a slide: go there",
    close = "close",
    choose = "choose",
    confirm = "confirm",
    jump_by_letter = "a section’s letter or number: go there",
    clock_display = "elapsed, remaining, time of day",
    clock_pause = "pause, resume",
    clock_reset = "back to zero (asks first)",
    clock_end = "set when the show must end",

    // Keys on a question that takes answers.
    hand = "open question: add a hand to this choice",
    take_back = "open question: undo the last answer",
    counts = "open question: enter all counts (\"12 7 3\")",
    note_answer = "open question: write down an answer",
    tick = "tick or untick this item",

    // The same in a word each, for the bottom row.
    short_hand = "add a hand",
    short_take_back = "undo",
    short_counts = "enter counts",
    short_note = "write one",
    short_tick = "tick",

    /// The four keys of the clock's bar, in a word each: t, p, r, e.
    clock_keys: [&'static str; 4] = ["time", "pause", "reset", "end"],

    // Names of keys.
    key_space = "Space",
    key_enter = "Enter",
    key_escape = "Esc",
    key_backspace = "Backspace",
    key_tab = "Tab",
    key_shift_tab = "Shift-Tab",
    key_page_up = "PgUp",
    key_page_down = "PgDn",
    key_home = "Home",
    key_end = "End",

    // Screens.
    keys_title = "Keys",
    poll_title = "open question with choices",
    open_title = "open question for words",
    checklist_title = "list to tick",
    sections_title = "Sections",
    notes_title = "Notes",
    lesson_title = "Lesson",
    no_notes = "No notes for this slide.",
    appendix = "appendix",
    no_section = "no title",
    /// The keys to start, to see the keys, and to quit.
    start_row: fn(&str, &str, &str) -> String = |next, help, quit| format!("{next} start   {help} keys   {quit} quit"),
    /// After that, on a large screen with normal letters: the key that enlarges the terminal's font.
    enlarge_font: fn(&str) -> String = |key| format!("{key} until about 100 columns: larger letters"),
    /// Why text is not twice as large: where the program runs, or what does not fit.
    large_in_multiplexer = "tmux and screen do not show larger letters. Start Pupitre outside of them.",
    large_unknown = "This terminal does not say that it has larger letters.",
    large_on_small_screen: fn(&str) -> String = |size| format!("Larger letters need a terminal of {size}."),
    large_slide: fn(&str) -> String = |slide| format!("Larger letters leave no room for slide {slide}."),
    large_wide: fn(&str) -> String =
        |slide| format!("Larger letters of this terminal do not show signs of two columns, as on slide {slide}."),
    /// After that, if the deck was opened without a name.
    unnamed = "built-in example (others: pupitre decks)",
    too_small = "Larger terminal needed (20x6)",
    help_markers = "● slides shown   ○ time elapsed",

    // Questions and answers.
    ask_notes = "Enter: show the notes (the room may see this screen)",
    ask_quit = "q or Enter: quit. Any other key: stay (the clock runs).",
    /// The same if not everything is recorded, and why.
    ask_quit_unrecorded: fn(&str) -> String =
        |why| format!("Not everything is recorded ({why}). q or Enter: quit anyway. Any other key: stay."),
    ask_reset = "r or Enter: clock back to zero. Any other key: keep it.",
    /// When the interrupted show began, and the time on its clock.
    ask_go_on: fn(&str, &str) -> String =
        |when, gone| format!("A show from {when} was interrupted (clock: {gone}). Press Enter to resume, any other key to start anew."),
    ask_keeping = "Enter: record the answers too. Any other key: only show them.",
    not_recorded: fn(&str) -> String = |why| format!("this show is not recorded: {why}"),
    /// The mark that is shown while something is not recorded, and the notice when recording works again.
    not_recorded_sign = "not recorded",
    recorded_again = "The show is recorded again, with nothing missing.",
    /// How many events were not recorded, over what time, and why.
    events_missing: fn(usize, &str, &str) -> String = |count, time, why| match count {
        1 => format!("1 event of the last {time} could not be recorded: {why}."),
        count => format!("{count} events of the last {time} could not be recorded: {why}."),
    },
    /// Why a show is not recorded, or progress not saved.
    disk_full = "the disk is full",
    disk_slow = "the disk does not answer",
    file_locked = "another program holds its file",
    not_a_file = "its path is taken by something that is not a file",
    folder_not_writable = "its folder cannot be written to",
    no_own_folder = "your home folder cannot be found",
    /// In MiB.
    journal_too_large: fn(u64) -> String = |most| format!("its file would be larger than {most} MiB"),
    too_many_recordings = "too many recordings were started this minute",
    ask_end = "End at (11:30) or in (18min):",
    end_passed = "already past. Enter: tomorrow",
    bad_end = "not a time (11:30) or a length (18min)",
    go_to: fn(&str) -> String = |number| format!("Go to {number}"),
    no_slide: fn(&str) -> String = |number| format!("There is no slide {number}."),
    last_slide = "Last slide.",
    first_slide = "First slide.",
    no_way_back = "There is no jump to go back from.",
    room_place = "Bottom row: place and markers.",
    room_time = "Bottom row: place, time and pace.",
    /// With the key that shows it again.
    room_nothing: fn(&str) -> String = |key| format!("Bottom row: hidden ({key} brings it back)."),
    mistakes: fn(usize) -> String = |count| counted(count, "# mistake", "# mistakes"),
    settings_wrong: fn(usize) -> String = |count| {
        counted(
            count,
            "Your settings have # mistake. Run `pupitre config` to see it.",
            "Your settings have # mistakes. Run `pupitre config` to see them.",
        )
    },
    reloaded: fn(usize) -> String = |mistakes| match mistakes {
        0 => "Reloaded.".to_owned(),
        1 => "Reloaded, with 1 mistake.".to_owned(),
        count => format!("Reloaded, with {count} mistakes."),
    },
    mistake_at: fn(usize, Option<&str>, &str) -> String = |line, file, message| match file {
        Some(file) => format!("{file}, line {line}: {message}"),
        None => format!("Line {line}: {message}"),
    },
    nothing_to_mark = "Nothing to mark on this slide.",
    not_reloaded: fn(&str) -> String = |why| format!("Not reloaded: {why}"),
    polled = "The file system does not tell of changes: it is looked at every second.",
    search_for = "Search",
    nothing_found = "Nothing found.",
    in_notes = "in the notes",

    ask_counts: fn(&str) -> String = |choices| format!("{choices}:"),
    bad_counts: fn(usize) -> String = |count| format!("enter {count} numbers"),
    ask_words = "Answer:",
    enough_words = "There is no room for another answer.",
    nothing_to_take_back = "Nothing to undo.",

    // What blocks add to the words of a deck, in the deck's language.
    answers: fn(u32) -> String = |count| counted(count, "# answer", "# answers"),
    /// Hands of people who may raise several.
    hands: fn(u32) -> String = |count| counted(count, "# hand", "# hands"),
    before = "before",
    after = "after",
    /// A percentage, given its number.
    percent: fn(&str) -> String = |number| format!("{number}%"),
    decimal_sign = ".",
    /// A range of numbers.
    from_to: fn(u16, u16) -> String = |from, to| format!("{from} to {to}"),
    /// The three groups of an NPS: 0 to 6, 7 and 8, 9 and 10.
    nps_groups: [&'static str; 3] = ["detractors", "passives", "promoters"],
    small_sample = "small sample",
    /// The mean of a rating, and the greatest possible value.
    mean: fn(&str, u16) -> String = |mean, most| format!("mean {mean} out of {most}"),
    items_done: fn(usize, usize) -> String = |done, all| format!("{done} of {all}"),
    silence: fn(&str) -> String = |time| format!("Silence: {time}."),
    // Words for signs, because screen readers skip most of them.
    /// Signs that are alone, such as in a cell, in groups with the same meaning.
    signs: &'static [(&'static str, &'static str)] = &[
        ("✓✔☑✅", "yes"),
        ("✗✘☒❌", "no"),
        ("●■◆⬤◼", "full"),
        ("○□◇◯◻", "empty"),
        ("◐◑◧◨", "half"),
        ("▲△↑⬆", "up"),
        ("▼▽↓⬇", "down"),
        ("→➔➜➡", "right"),
        ("←⬅", "left"),
        ("★⭐", "star"),
        ("☆", "empty star"),
        ("⚠", "warning"),
    ],
    /// What an edge of a diagram says between two nodes: lines without arrowhead, with one, with two; dotted and thick ones with one.
    edge_line = "is linked to",
    edge_to = "leads to",
    edge_both = "is linked both ways to",
    edge_dotted = "leads by a dotted line to",
    edge_thick = "leads by a thick line to",
    sequence: SequenceWords = sequence::WORDS,
    /// Joins the next edge to the node before it.
    which = "which",
    /// Between two results of the same question.
    then = ", then ",
    /// The next training of a course.
    next_training: fn(&str) -> String = |next| format!("Next: {next}"),
    right_answers: fn(&str) -> String = |answers| format!("Answer: {answers}"),
    answers_in_words = "An answer in words",
    write_for_yourself = "Each person writes it down.",
    look_at_what_you_wrote = "Look again at what you wrote.",
    asked_before = "The same question a second time",
    // For authors.
    findings_title = "Findings",
    looking_over = "Checking the deck…",
    line: fn(usize) -> String = |line| format!("line {line}"),
    /// The numbers of errors, warnings and infos.
    errors: fn(usize) -> String = |count| counted(count, "# error", "# errors"),
    warnings: fn(usize) -> String = |count| counted(count, "# warning", "# warnings"),
    infos: fn(usize) -> String = |count| counted(count, "# info", "# infos"),
    /// What the key of the list does, in a word.
    list = "list",

    // Time.
    elapsed = "elapsed",
    remaining = "remaining",
    over = "over",
    paused = "paused",
    not_started = "starts when you leave the first slide",
    on_time = "on time",
    ahead: fn(&str) -> String = |time| format!("{time} ahead"),
    behind: fn(&str) -> String = |time| format!("{time} behind"),
    /// When the show ends if it follows the plan, and when it must end.
    ends_at: fn(&str) -> String = |time| format!("ends at {time}"),
    must_end: fn(&str) -> String = |time| format!("must end by {time}"),
    total = "Total",
    outside_plan = "outside the plan",
    /// The title of a section with slides that were hidden in another program.
    not_shown = "Not shown",
    slides: fn(usize) -> String = |count| counted(count, "# slide", "# slides"),
    modules: fn(usize) -> String = |count| counted(count, "# module", "# modules"),
    left_out = "left out",
    planned = "planned",
    actual = "actual",
    /// How much longer or shorter something took than planned.
    longer: fn(&str) -> String = |time| format!("{time} longer"),
    shorter_by: fn(&str) -> String = |time| format!("{time} shorter"),
    as_planned = "as planned",
    keep_rehearsal = "Keep this rehearsal? Enter keeps it; n, then Enter, discards it:",
    /// What `y` would do, with the numbers of slides.
    could_leave_out: fn(&str) -> String = |slides| format!("y: end on time without {slides}"),
    could_come_back: fn(&str) -> String = |slides| format!("y: there is time for {slides}"),
    slides_left_out: fn(usize) -> String = |count| counted(count, "# slide left out", "# slides left out"),
    slides_back: fn(usize) -> String = |count| counted(count, "# slide is back", "# slides are back"),
    nothing_to_leave_out = "on time: there is nothing to leave out",
    left_out_before = "Left out",
    /// How a cut was chosen.
    cut_by_priority = "Cut by priority: every `must`, then `should` and `could` as time allows.",
    cut_by_place = "No slide has a `priority`: opening, ending and part of each section stay.",
    cut_by_some_places = "No slide has a `priority`, and there is no time for opening, ending and part of each section: write which are a `must`.",
    /// The same, after the number of slides left out of a show.
    by_places = " (no priorities: the ending first)",
    musts_too_long: fn(&str) -> String = |time| format!("the `must` slides alone are {time} too long"),
    share_of_section = "share of the section",
    share_of_deck = "share of the deck",
    usual_minute = "default minute",

    /// The words of a replay.
    replay: ReplayWords = replay::WORDS,
    /// The words of HTML pages.
    html: HtmlWords = html::WORDS,
    /// The words of `pupitre report` and `pupitre plan` about recorded shows.
    report: ReportWords = report::WORDS,
    /// The words for playing a recorded show.
    playback: PlaybackWords = playback::WORDS,
    // The console.
    console = "the speaker’s console, in this terminal",
    console_title = "Console",
    freeze = "freeze the room’s screen (with a console)",
    notes_down = "notes: scroll down",
    notes_up = "notes: scroll up",
    notes_width = "notes: more space, less space",
    panes = "console: wide, tall, notes only",
    console_here = "Console connected.",
    console_gone = "Console disconnected.",
    /// The titles of callouts, by tone: `note`, `tip`, `important`, `warning`, `caution`.
    tones: [&'static str; 5] = ["Note", "Tip", "Important", "Warning", "Caution"],
    freeze_needs_console = "Freezing needs a console: `pupitre console` in another terminal.",
    notes_are_here = "The notes are on this screen.",
    notes_are_there = "The notes are on the console.",
    now_title = "Now",
    next_title = "Next",
    agenda_title = "Agenda",
    /// A step, and the number of steps.
    step: fn(u16, u16) -> String = |step, last| format!("step {step}/{last}"),
    end_of_show = "End",
    /// What is left of the show, the section or the slide; and how far it is over.
    left_of: fn(&str) -> String = |time| format!("{time} left"),
    of_section = "section:",
    of_slide = "slide:",
    /// In large letters, if the stage is no longer connected, and what happens next.
    stage_gone = "STAGE GONE",
    stage_gone_help = "This console reconnects when the show starts again: pupitre present",
    /// The same if the stage is connected and does not answer: in large letters, as a sentence, and what it means; then, if it answers again.
    stage_silent = "NO ANSWER",
    stage_does_not_answer = "The stage does not answer.",
    stage_silent_help = "No key reaches it now or later: its program was stopped, or its terminal hangs.",
    stage_answers = "The stage answers again.",
    /// The same if the show was quit.
    show_ended = "SHOW ENDED",
    room_sees_slide = "The room sees the slide.",
    room_sees_black = "The room sees black. Any key brings the slide back.",
    room_sees_white = "The room sees white. Any key brings the slide back.",
    room_is_frozen = "Frozen: the room still sees what it saw. Press f to release it.",

    // Why a picture is not drawn, below its description.
    picture_too_complex = "too complex to draw",
    picture_damaged = "damaged picture",
    room_sees_marker = "The room sees the marker. ↑ ↓ move it, Esc removes it.",
    room_sees: fn(&str) -> String = |row| format!("On the stage: {row}"),
    /// The keys of the console: notes up and down, panes, help, and close.
    console_row: fn([&str; 5]) -> String = |[up, down, panes, help, close]| {
        format!("{up} {down} notes   {panes} panes   {help} keys   {close} closes the console")
    },
    /// No show is running that a console could follow.
    waiting_for_show = "Waiting for a show: `pupitre present DECK` in another terminal. Press q to quit.",
    /// Several shows are running.
    several_shows = "Several shows are running. Name one by its number or title:",
    since: fn(&str) -> String = |when| format!("since {when}"),
    /// The command for another terminal.
    type_elsewhere: fn(&str) -> String = |command| format!("Type in another terminal: {command}"),
    link: LinkWords = link::WORDS,
    /// For screen readers: the number of a slide, how many there are, and its title.
    announce: fn(&str, usize, &str) -> String = |number, count, title| format!("Slide {number} of {count}: {title}"),
    announce_section: fn(usize, usize, &str) -> String =
        |number, count, title| format!("Section {number} of {count}: {title}"),
    /// The keys in line mode: time, notes, the slide, keys, close.
    plain_keys: fn([&str; 5]) -> String = |[time, notes, slide, help, close]| {
        format!(
            "Keys: {time} time, {notes} notes, {slide} the slide, {help} these keys, {close} close; the others work as on the stage."
        )
    },

    // Commands.
    /// Below the list of decks, about the one with a star.
    default_deck = "* presented when you name none; `pupitre NAME` presents another",
    /// The place of a built-in deck.
    built_in = "built in",
    /// Above the list of courses.
    courses = "Courses, several decks in order:",
    /// The names of a new deck and of the schema beside it.
    written: fn(&str, &str) -> String =
        |deck, schema| format!("Wrote {deck}, and {schema} beside it so that editors can complete it."),
    /// Above and below the list of the guide's parts.
    guide_parts = "Parts of the guide:",
    guide_read = "Read one with `pupitre guide PART`, or everything with `pupitre guide all | less`.",
    /// What the next commands do: present, outline, tour.
    go_on: [&'static str; 3] = ["presents it", "lists its slides and their minutes", "shows everything a deck can do"],
    /// The title of a new deck whose name gives none.
    new_title = "My deck",
}
