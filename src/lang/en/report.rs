//! The words of reports and of what is left of rehearsals.

use crate::lang::en::counted;

words! {
    /// What a report of shows says.
    pub struct ReportWords;

    times = "Times",
    /// What the three parts of the bars mean.
    legend = "█ planned and used   ▓ longer   ░ not used",
    sessions: fn(usize) -> String = |count| counted(count, "# session", "# sessions"),
    session = "session",
    people = "people",
    mean = "mean",
    shortest_longest = "from – to",
    questions = "Questions",
    choice = "choice",
    item = "item",
    answers = "answers",
    results = "Results",
    result = "result",
    target = "target",
    value = "measured",
    reached = "✓ reached",
    not_reached = "✗ not reached",
    not_measured = "not measured",
    /// In so many sessions the question was asked in other words.
    asked_otherwise: fn(usize) -> String = |count| format!("≠ worded differently in {count} more: not added up"),
    rehearsals_aside: fn(usize) -> String = |count| {
        counted(count, "# rehearsal is not counted.", "# rehearsals are not counted.")
    },
    /// Why a slide that was planned has taken no time.
    before_clock = "before the clock ran",
    not_shown = "not shown",
    small_samples = "⚠ fewer than 8 answers",
    rehearsal = "rehearsal",
    /// The heading of the times of a deck with what runs have taken.
    run: fn(usize) -> String = |number| format!("run {number}"),
    to_write = "to write",
    written: fn(usize, &str) -> String = |count, deck| match count {
        1 => format!("1 time written to {deck}."),
        count => format!("{count} times written to {deck}."),
    },
    nothing_to_write = "The deck already has these times.",
}
