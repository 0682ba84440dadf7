//! The words of reports and rehearsals.

use crate::lang::en::counted;

words! {
    /// The words of a report on shows.
    pub struct ReportWords;

    times = "Times",
    /// The legend of the three parts of bars.
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
    /// In this many sessions the question had another wording.
    asked_otherwise: fn(usize) -> String = |count| format!("≠ worded differently in {count} more: not added up"),
    rehearsals_aside: fn(usize) -> String = |count| {
        counted(count, "# rehearsal is not counted.", "# rehearsals are not counted.")
    },
    /// Why a planned slide took no time.
    before_clock = "before the clock ran",
    not_shown = "not shown",
    not_yet_shown = "not yet shown",
    small_samples = "⚠ fewer than 8 answers",
    rehearsal = "rehearsal",
    /// The headings of a table that compares a deck's plan with recorded times.
    run: fn(usize) -> String = |number| format!("run {number}"),
    to_write = "to write",
    written: fn(usize, &str) -> String = |count, deck| match count {
        1 => format!("1 time written to {deck}."),
        count => format!("{count} times written to {deck}."),
    },
    nothing_to_write = "The deck already has these times.",
}
