//! The words for playing a recorded show.

words! {
    /// What is shown while a recorded show is played, and what its keys do.
    pub struct PlaybackWords;

    title = "A recorded show",

    // Help on keys.
    pause = "pause, resume",
    faster = "faster, up to 8×",
    slower = "slower, down to 0.25×",
    next = "next slide or step of the recording",
    previous = "previous slide or step",
    next_section = "next section that was shown",
    previous_section = "start of this section, then the one before",
    sections = "list of sections: go to where one was first shown",
    first = "go to the beginning",
    last = "go to the end",
    down = "scroll down",
    up = "scroll up",
    stops = "stop at questions: on, off",
    time = "time",
    row = "what the bottom row shows",

    /// The important keys at the start: pause, slower, faster, next.
    start_row: fn(&str, &str, &str, &str) -> String =
        |pause, slower, faster, next| format!("{pause} pause · {slower} {faster} speed · {next} next"),
    /// The title of a slide that was shown and is no longer in the deck.
    gone: fn(&str) -> String = |title| format!("This slide is no longer in the deck: {title}"),
    ended = "End of the recording.",
    /// Playing has stopped at a question; the key that continues.
    question: fn(&str) -> String = |key| format!("A question. Press {key} to continue."),
    stops_on = "Stops at questions.",
    stops_off = "Does not stop at questions.",
    never_shown: fn(&str) -> String = |section| format!("The show was never in this section: {section}"),
    row_all = "Bottom row: place and time.",
    row_place = "Bottom row: place.",
    /// With the key that shows it again.
    row_nothing: fn(&str) -> String = |key| format!("Bottom row: hidden ({key} brings it back)."),

    // For screen readers.
    goes_on = "resumed",
    speaker_pauses = "The presenter pauses.",
    speaker_goes_on = "The presenter resumes.",
    /// The keys: pause, next, time, close.
    plain_keys: fn([&str; 4]) -> String = |[pause, next, time, close]| {
        format!("Keys: {pause} pause, {next} next, {time} time, {close} close.")
    },

    /// A step of a slide, in a transcript.
    step: fn(u16) -> String = |step| format!("step {step}"),
}
