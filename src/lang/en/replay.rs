//! The words of a replay, for a person who reads a deck alone.

use crate::lang::en::counted;

const MONTHS: &str = "January February March April May June July August September October November December";

words! {
    /// The words of a replay.
    pub struct ReplayWords;

    // About the answer to a question.
    not_this_one = "Not quite. Try again.",
    show_answer = "Show the answer",
    /// At the first try, or a later one.
    right_at: fn(u32) -> String = |at| match at {
        1 => "Right, at the first try.".to_owned(),
        2 => "Right, at the 2nd try.".to_owned(),
        3 => "Right, at the 3rd try.".to_owned(),
        at => format!("Right, at the {at}th try."),
    },
    answer_was_shown = "The answer was shown.",
    answer_again = "Answer again",
    change_answer = "Change my answer",
    confirm_answer = "Confirm",
    several_answers = "Several answers are possible: Space ticks, Enter confirms.",
    your_answer = "your answer",
    in_the_room: fn(u32) -> String = |count| counted(count, "In the room: # answer.", "In the room: # answers."),
    you_said_before: fn(&str) -> String = |answer| format!("Before, you answered: {answer}"),
    write_words = "Write an answer",
    change_words = "Change my answer",
    /// What was written before.
    you_had_written: fn(&str) -> String = |words| format!("You wrote: {words}"),
    nothing_written = "You have not written anything yet.",
    not_a_number = "Write a number, such as 12.",
    the_room_said: fn(&str) -> String = |words| format!("In the room: {words}"),

    // Help on keys: what each does.
    turn_on = "next slide",
    turn_back = "previous slide",
    go_on = "open what is chosen; else read on, then the next slide",
    read_on = "read on",
    read_back = "read back",
    move_focus = "choose an answer, a word, a link; else read on or back",
    next_spot = "the next thing that can be chosen",
    previous_spot = "the previous thing that can be chosen",
    tick = "tick; else read on, then the next slide",
    choose_answer = "choose an answer by its number",
    contents = "contents: sections and slides, what is done",
    search = "search titles, text, lessons, glossary",
    mark = "mark or unmark this slide",
    write_note = "write a note about this slide",
    own = "your marks and notes",
    sources = "sources, links and glossary of this slide",
    objectives = "start page: what you will be able to do",
    summary = "summary: where you stand, certificate",
    course = "modules of the course",
    time_left = "how much is left",
    read_again = "reload the deck; in plain text: read the page again",
    help = "all keys; Enter does what the bottom row says",
    close = "close",
    quit = "quit (your progress is kept)",

    // The same in a word or two, for the bottom row.
    short_go_on = "continue",
    short_next = "next slide",
    short_end = "summary",
    short_read_on = "read on",
    short_choose = "choose",
    short_skip = "skip",
    short_answer = "answer",
    short_tick = "tick",
    short_confirm = "confirm",
    short_do = "select",
    short_definition = "definition",
    short_open = "open",
    short_contents = "contents",
    short_help = "all keys",
    short_close = "close",
    short_quit = "quit",
    short_save = "save",
    short_give_up = "give up",
    short_editor = "your editor",

    // The page before the first slide.
    welcome = "Alone, at your own pace",
    module: fn(usize, usize) -> String = |step, of| format!("Module {step} of {of}"),
    for_whom: fn(&str) -> String = |audience| format!("For: {audience}"),
    able_to = "What you will be able to do",
    begin = "Begin",
    continue_at: fn(&str) -> String = |slide| format!("Continue at {slide}"),
    begin_again = "Read from the first slide",
    see_contents = "Contents",
    see_summary = "Summary",
    see_course = "The modules of the course",
    forget_title = "Start over",
    forget_some = "Start a section over, or everything…",
    forget_all = "Start everything over…",
    forget_section: fn(&str) -> String = |title| format!("Start the section “{title}” over…"),

    // Progress.
    /// The numbers of slides that are done, and of all.
    done_of: fn(usize, usize) -> String = |done, all| format!("{done} of {all} slides done"),
    minutes_left: fn(u64) -> String = |minutes| match minutes {
        0..120 => format!("about {minutes} min left"),
        minutes => format!("about {}\u{a0}h\u{a0}{:02} left", minutes / 60, minutes % 60),
    },
    nothing_left = "all done",
    questions_open: fn(usize) -> String = |count| counted(count, "# question to answer", "# questions to answer"),

    // Lists.
    contents_title = "Contents",
    keys_title = "What you can do",
    sources_title = "Sources and links",
    glossary = "Glossary",
    links = "Links",
    no_sources = "This slide has no sources or links.",
    checked: fn(&str) -> String = |date| format!("checked {date}"),
    page_title = "The page to keep",
    own_title = "Your marks and notes",
    no_own = "Nothing yet. Press m to mark a slide, e to write a note about it.",
    /// With a format: "PDF".
    export_own: fn(&str) -> String = |form| format!("Save them to a file ({form})"),
    marked = "Marked.",
    unmarked = "Unmarked.",
    marked_here = "marked",
    your_words = "Your answer",
    you_wrote: fn(&str) -> String = |words| format!("Your answer: {words}"),
    in_lesson = "in the lesson",
    in_glossary = "glossary",
    type_to_search = "Type words from a title, a text or a lesson.",

    // Questions.
    ask_forget_all = "Forget what you have read and answered in this deck?",
    ask_forget_section: fn(&str) -> String = |title| format!("Forget what you have read and answered in “{title}”?"),
    notes_stay = "Your marks and notes are kept.",
    forget = "Yes, start over",
    keep = "No, keep it",
    forgotten = "Forgotten.",
    note_title: fn(&str) -> String = |slide| format!("Your note on {slide}"),
    ask_name = "Your name, for the certificate (nothing is sent)",
    no_words = "Type a name.",

    // The page after the last slide.
    end_title = "Summary",
    end_done = "You have read everything.",
    end_not_done = "There is more to read or to answer.",
    still_to_do: fn(usize) -> String = |count| counted(count, "Still to do: # slide", "Still to do: # slides"),
    quiz_score: fn(usize, usize, usize) -> String =
        |right, first, all| format!("Quizzes: {right} of {all} right, {first} at the first try"),
    // Questions that are asked again.
    recall_offer: fn(usize) -> String =
        |count| counted(count, "Before you read on: # question, half a minute.", "Before you read on: # questions, a minute."),
    recall_begin = "Answer them now",
    recall_title = "What you remember",
    /// Which question of how many.
    recall_of: fn(&str, usize, usize) -> String = |title, at, of| format!("{title}: {at} of {of}"),
    recall_score: fn(usize, usize) -> String = |right, all| format!("{right} of {all} right"),
    recall_later = "What you knew comes again later and later, the rest tomorrow.",
    /// Before the first reading.
    guess_begin: fn(usize) -> String = |count| match count {
        1 => "What do you know already? 1 question, not scored".to_owned(),
        count => format!("What do you know already? {count} questions, not scored"),
    },
    guess_title = "What you know already",
    guessed_later = "Nothing was scored. The summary will show what reading has added.",
    known_already = "You can already:",
    skip_known: fn(usize) -> String = |count| counted(count, "Skip its # slide", "Skip their # slides"),
    gain: fn(usize, usize, usize) -> String =
        |before, now, of| format!("Before reading: {before} of {of} right. Known now: {now} of {of}."),
    next_question = "Next question",
    recall_end = "Finish",
    read_slide: fn(&str) -> String = |slide| format!("Read again: {slide}"),

    seen = "seen",
    known = "known",
    to_review = "to review",
    still_to_review: fn(usize) -> String = |count| counted(count, "To review: # slide", "To review: # slides"),
    asked_again_later = "Their questions come again from tomorrow on.",
    read_next = "What to read next",
    next_module: fn(&str) -> String = |title| format!("Next module: {title}"),
    all_sources: fn(usize) -> String = |count| counted(count, "The source of this deck", "The # sources of this deck"),
    own_count: fn(usize, usize) -> String = |marks, notes| format!("Your marks ({marks}) and notes ({notes})"),
    certificate = "Certificate of completion",
    certificate_needs = "The certificate: every slide read, every quiz solved.",

    // The certificate.
    certificate_title = "CERTIFICATE OF COMPLETION",
    certificate_says: fn(&str, &str) -> String = |name, deck| format!("{name} has worked through “{deck}”."),
    certificate_course: fn(&str) -> String = |course| format!("Course: {course}"),
    certificate_date: fn(&str) -> String = |date| format!("Date: {date}"),
    /// A date, from its year, its month from 1, and its day.
    date: fn(u16, u8, u8) -> String = |year, month, day| {
        let month = MONTHS.split(' ').nth(usize::from(month).saturating_sub(1)).unwrap_or_default();
        format!("{day} {month} {year}")
    },
    certificate_slides: fn(usize, u64) -> String =
        |slides, minutes| format!("{slides} slides, planned for {minutes} minutes"),
    certificate_able = "Objectives",
    certificate_own = "Made by Pupitre on the reader’s own computer. Nothing was sent, and nobody supervised it.",
    write_certificate = "Save it to a file",
    other_name = "Use another name",
    certificate_file = "certificate",
    own_file = "notes",
    written_to: fn(&str) -> String = |path| format!("Saved: {path}"),
    /// If the program's fonts lack some characters.
    written_without: fn(&str, &str) -> String = |path, signs| format!("Saved: {path} (drawn as \u{fffd}: {signs})"),
    not_written: fn(&str) -> String = |why| format!("Not saved: {why}"),

    // Modules of a course.
    course_title = "Modules",
    needs: fn(&str) -> String = |titles| format!("first: {titles}"),
    to_come = "coming later",
    module_not_read: fn(&str) -> String = |why| format!("This module cannot be opened: {why}"),

    // Why progress is not saved.
    not_kept: fn(&str) -> String = |why| format!("Your progress is not kept: {why}"),
    /// When leaving a replay whose progress is not saved; takes the key.
    quits_unkept: fn(&str) -> String = |quit| format!("Not all of your progress is kept. Press {quit} again to quit and lose the rest."),
    /// When leaving a replay: the command that resumes it.
    goes_on_with: fn(&str) -> String = |command| format!("Your progress is kept. Resume with: {command}"),
    /// Progress that could not be read, and where the file is now.
    put_aside: fn(&str) -> String = |path| format!("Your progress could not be read. The file is kept: {path}"),
    newer_progress = "a newer version of Pupitre wrote it, so it is left alone",
    /// How many changes were not saved, and why.
    changes_missing: fn(usize, &str) -> String = |count, why| match count {
        1 => format!("1 change to your progress could not be kept: {why}."),
        count => format!("{count} changes to your progress could not be kept: {why}."),
    },
    kept_again = "Your progress is kept again, with nothing missing.",
    imported: fn(usize) -> String = |count| counted(count, "# new line imported.", "# new lines imported."),

    // In line mode.
    sign_done = "done",
    sign_begun = "begun",
    sign_to_do = "to do",
    lesson_later = "The lesson follows your answer.",
    answer_with: fn(&str) -> String = |digits| format!("Answer: {digits}, then Enter."),
    plain_keys: fn([&str; 6]) -> String = |[on, back, contents, time, help, quit]| {
        format!(
            "Keys: Enter continues, {on} next slide, {back} previous slide, {contents} contents, {time} what is left, {help} all keys, {quit} quit."
        )
    },
    list_keys = "Type a number to open a line, or press Enter to close.",
    page_keys = "Type a number to open a line, or press Enter to continue.",
    not_understood = "Unknown command. Type ? for help.",
    kept = "Kept.",
    empty_line_ends = "An empty line ends it.",
    write_with = "Answer: 1, then Enter.",
    given_up = "Nothing was changed.",
    editor_failed = "Your editor returned nothing: the text is unchanged.",
    not_kept_sign = "not kept",
    note_cut = "A note is limited to 64 KiB: its end was cut off.",
}
