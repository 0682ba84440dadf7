//! English: each word is declared here, with what it is given; the other languages say the same.

pub mod help;
pub mod html;
pub mod link;
pub mod playback;
pub mod replay;
pub mod report;

use std::fmt::Display;

use crate::lang::Texts;
use crate::lang::en::help::HelpWords;
use crate::lang::en::html::HtmlWords;
use crate::lang::en::link::LinkWords;
use crate::lang::en::playback::PlaybackWords;
use crate::lang::en::replay::ReplayWords;
use crate::lang::en::report::ReportWords;

/// "a slide" to "the slide".
fn definite(thing: &str) -> String {
    let noun = ["a ", "an ", "the "].iter().find_map(|article| thing.strip_prefix(article));
    format!("the {}", noun.unwrap_or(thing))
}

/// A number of things: `one` of a single one, else `many`; `#` stands for the number.
fn counted<N: Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    if count == 1.into() { one } else { many }.replace('#', &count.to_string())
}

words! {
    /// Everything the interface says. What takes a text is given it ready to show.
    pub struct Words;

    /// The language, as in BCP 47.
    code = "en",

    /// What is said in the place of the English of each message; English has nothing to say in its place.
    messages: &'static [Texts] = &[],
    /// Whether a number is followed by the singular.
    is_one: fn(i64) -> bool = |count| count == 1,
    /// A thing that is known, of one with its article.
    definite: fn(&str) -> String = definite,
    /// Puts a thing behind what is said already: some words change before others.
    append: fn(&mut String, &str) = |text, thing| text.push_str(thing),
    /// Before why something failed.
    error_of: fn(&str) -> String = |why| format!("error: {why}"),
    /// What the help of the commands says.
    help_texts: HelpWords = help::WORDS,

    /// How findings are called: an error, a warning, an info; what explains one, what helps.
    levels: [&'static str; 5] = ["error", "warning", "info", "note", "help"],

    // Keys, for the help: what each does.
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

    /// The four keys of the clock's bar in a word each: t, p, r, e.
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
    /// How to begin, to find the keys, to quit: the keys.
    start_row: fn(&str, &str, &str) -> String = |next, help, quit| format!("{next} start   {help} keys   {quit} quit"),
    /// Behind it on a large screen whose letters stay as they are: the key that enlarges the terminal's font.
    enlarge_font: fn(&str) -> String = |key| format!("{key} until about 100 columns: larger letters"),
    /// Why letters are not twice as large: where the program runs, what does not fit.
    large_in_multiplexer = "tmux and screen do not show larger letters. Start Pupitre outside of them.",
    large_unknown = "This terminal does not say that it has larger letters.",
    large_on_small_screen: fn(&str) -> String = |size| format!("Larger letters need a terminal of {size}."),
    large_slide: fn(&str) -> String = |slide| format!("Larger letters leave no room for slide {slide}."),
    large_wide: fn(&str) -> String =
        |slide| format!("Larger letters of this terminal do not show signs of two columns, as on slide {slide}."),
    /// Behind it, where nobody named the deck.
    unnamed = "built-in example (others: pupitre decks)",
    too_small = "Larger terminal needed (20x6)",
    help_markers = "● slides shown   ○ time elapsed",

    // Questions and answers.
    ask_notes = "Enter: show the notes (the room may see this screen)",
    ask_quit = "q or Enter: quit. Any other key: stay (the clock runs).",
    ask_reset = "r or Enter: clock back to zero. Any other key: keep it.",
    /// When the show that was broken off began, and how long its clock has gone.
    ask_go_on: fn(&str, &str) -> String =
        |when, gone| format!("A show of {when} was interrupted ({gone}). Enter: resume it. Any other key: start anew."),
    ask_keeping = "Enter: record the answers too. Any other key: only show them.",
    not_recorded: fn(&str) -> String = |why| format!("this show is not recorded: {why}"),
    /// The mark that stays as long as something is not recorded, and what is said once all is.
    not_recorded_sign = "not recorded",
    recorded_again = "The show is recorded again, with nothing missing.",
    /// How many events were not recorded, for how long, and why.
    events_missing: fn(usize, &str, &str) -> String = |count, time, why| match count {
        1 => format!("1 event of the last {time} could not be recorded: {why}."),
        count => format!("{count} events of the last {time} could not be recorded: {why}."),
    },
    /// Why a show is not recorded, or progress not kept.
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
    /// With the key that brings it back.
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
    mistake_at: fn(usize, &str) -> String = |line, message| format!("Line {line}: {message}"),
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
    /// Hands of people who may raise more than one.
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
    /// The mean of a rating, and the most that it could be.
    mean: fn(&str, u16) -> String = |mean, most| format!("mean {mean} out of {most}"),
    items_done: fn(usize, usize) -> String = |done, all| format!("{done} of {all}"),
    silence: fn(&str) -> String = |time| format!("Silence: {time}."),
    // Signs in words, for those to whom they are read: a screen reader leaves most signs out.
    /// Signs that stand alone, in a cell say, by groups of those that mean the same.
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
    /// What edges of a diagram say between two nodes: lines without a head, with one, with two; dotted and thick ones with one.
    edge_line = "is linked to",
    edge_to = "leads to",
    edge_both = "is linked both ways to",
    edge_dotted = "leads by a dotted line to",
    edge_thick = "leads by a thick line to",
    /// What joins the next edge to the node before it.
    which = "which",
    /// Between two results of the same question.
    then = ", then ",
    /// The training that follows in a course.
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
    /// How many errors, warnings and infos are found.
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
    not_started = "starts with the first slide left",
    on_time = "on time",
    ahead: fn(&str) -> String = |time| format!("{time} ahead"),
    behind: fn(&str) -> String = |time| format!("{time} behind"),
    /// When the show ends if it goes on as planned, and when it must end.
    ends_at: fn(&str) -> String = |time| format!("ends at {time}"),
    must_end: fn(&str) -> String = |time| format!("must end by {time}"),
    total = "Total",
    outside_plan = "outside the plan",
    /// The title of a section with the slides that another program hid.
    not_shown = "Not shown",
    slides: fn(usize) -> String = |count| counted(count, "# slide", "# slides"),
    modules: fn(usize) -> String = |count| counted(count, "# module", "# modules"),
    left_out = "left out",
    planned = "planned",
    actual = "actual",
    /// How much longer or shorter something took than it was meant to.
    longer: fn(&str) -> String = |time| format!("{time} longer"),
    shorter_by: fn(&str) -> String = |time| format!("{time} shorter"),
    as_planned = "as planned",
    keep_rehearsal = "Keep this rehearsal? Enter keeps it; n, then Enter, discards it:",
    /// What `y` can do: with the numbers of slides.
    could_leave_out: fn(&str) -> String = |slides| format!("y: end on time without {slides}"),
    could_come_back: fn(&str) -> String = |slides| format!("y: there is time for {slides}"),
    slides_left_out: fn(usize) -> String = |count| counted(count, "# slide left out", "# slides left out"),
    slides_back: fn(usize) -> String = |count| counted(count, "# slide is back", "# slides are back"),
    nothing_to_leave_out = "on time: there is nothing to leave out",
    left_out_before = "Left out",
    /// What a cut goes by.
    cut_by_priority = "Cut by priority: every `must`, then `should` and `could` as time allows.",
    cut_by_place = "No slide has a `priority`: opening, ending and part of each section stay.",
    /// The same behind how many slides were left out in a show.
    by_places = " (no priorities: the ending stays)",
    musts_too_long: fn(&str) -> String = |time| format!("the `must` slides alone are {time} too long"),
    share_of_section = "share of the section",
    share_of_deck = "share of the deck",
    usual_minute = "default minute",

    /// What a replay says.
    replay: ReplayWords = replay::WORDS,
    /// What a page to send says.
    html: HtmlWords = html::WORDS,
    /// What `pupitre report` and `pupitre plan` say of shows that were.
    report: ReportWords = report::WORDS,
    /// What a recorded show says that is played.
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
    /// What stands above a callout, by its tone: `note`, `tip`, `important`, `warning`, `caution`.
    tones: [&'static str; 5] = ["Note", "Tip", "Important", "Warning", "Caution"],
    freeze_needs_console = "Freezing needs a console: `pupitre console` in another terminal.",
    notes_are_here = "The notes are on this screen.",
    notes_are_there = "The notes are on the console.",
    now_title = "Now",
    next_title = "Next",
    agenda_title = "Agenda",
    /// A step and how many there are.
    step: fn(u16, u16) -> String = |step, last| format!("step {step}/{last}"),
    end_of_show = "End",
    /// What is left of something: of the show, of the section, of the slide; and what it is over.
    left_of: fn(&str) -> String = |time| format!("{time} left"),
    of_section = "section:",
    of_slide = "slide:",
    /// In big letters, where the stage does not answer any more; and what then happens.
    stage_gone = "STAGE GONE",
    stage_gone_help = "It comes back here when the show does: pupitre present",
    /// The same where the stage is there and does not answer: in big letters, in a sentence, and what that means; and once it answers again.
    stage_silent = "NO ANSWER",
    stage_does_not_answer = "The stage does not answer.",
    stage_silent_help = "No key reaches it now or later: its program was stopped, or its terminal hangs.",
    stage_answers = "The stage answers again.",
    /// The same where the show was quit.
    show_ended = "SHOW ENDED",
    room_sees_slide = "The room sees the slide.",
    room_sees_black = "The room sees black. Any key brings the slide back.",
    room_sees_white = "The room sees white. Any key brings the slide back.",
    room_is_frozen = "Frozen: the room still sees what it saw. Press f to release it.",

    // Why a picture is not drawn, below its words.
    picture_too_complex = "too complex to draw",
    picture_damaged = "damaged picture",
    room_sees_marker = "The room sees the marker. ↑ ↓ move it, Esc removes it.",
    room_sees: fn(&str) -> String = |row| format!("On the stage: {row}"),
    /// The keys of the console: notes up and down, panes, help, and what closes it.
    console_row: fn([&str; 5]) -> String = |[up, down, panes, help, close]| {
        format!("{up} {down} notes   {panes} panes   {help} keys   {close} closes the console")
    },
    /// No show runs that a console could follow.
    waiting_for_show = "Waiting for a show: `pupitre present DECK` in another terminal. Press q to quit.",
    /// Several shows run.
    several_shows = "Several shows are running. Name one by its number or title:",
    since: fn(&str) -> String = |when| format!("since {when}"),
    /// The command for the other terminal.
    type_elsewhere: fn(&str) -> String = |command| format!("Type in another terminal: {command}"),
    link: LinkWords = link::WORDS,
    /// A slide is shown, to those who hear it: its number, how many, its title.
    announce: fn(&str, usize, &str) -> String = |number, count, title| format!("Slide {number} of {count}: {title}"),
    announce_section: fn(usize, usize, &str) -> String =
        |number, count, title| format!("Section {number} of {count}: {title}"),
    /// The keys of its lines: time, notes, the slide, these, and what closes it.
    plain_keys: fn([&str; 5]) -> String = |[time, notes, slide, help, close]| {
        format!(
            "Keys: {time} time, {notes} notes, {slide} the slide, {help} these keys, {close} close; the others work as on the stage."
        )
    },

    // Commands.
    /// Below the list of decks, about the one with a star.
    default_deck = "* presented when you name none; `pupitre NAME` presents another",
    /// Where a deck is that comes with the program.
    built_in = "built in",
    /// Above the list of courses.
    courses = "Courses, several decks in order:",
    /// A deck was written, and a schema beside it: their names.
    written: fn(&str, &str) -> String =
        |deck, schema| format!("Wrote {deck}, and {schema} beside it so that editors can complete it."),
    /// Above and below the list of the guide's parts.
    guide_parts = "Parts of the guide:",
    guide_read = "Read one with `pupitre guide PART`, or everything with `pupitre guide all | less`.",
    /// What the commands do that one goes on with: present, outline, tour.
    go_on: [&'static str; 3] = ["presents it", "lists its slides and their minutes", "shows everything a deck can do"],
    /// The title of a new deck whose name gives none.
    new_title = "My deck",
}
