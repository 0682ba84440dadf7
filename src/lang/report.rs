//! The words of reports and of what is left of rehearsals.

/// What a report of shows says.
pub struct ReportWords {
    pub times: &'static str,
    /// What the three parts of the bars mean.
    pub legend: &'static str,
    pub sessions: fn(usize) -> String,
    pub session: &'static str,
    pub people: &'static str,
    pub mean: &'static str,
    pub shortest_longest: &'static str,
    pub questions: &'static str,
    pub choice: &'static str,
    pub item: &'static str,
    pub answers: &'static str,
    pub results: &'static str,
    pub result: &'static str,
    pub target: &'static str,
    pub value: &'static str,
    pub reached: &'static str,
    pub not_reached: &'static str,
    pub not_measured: &'static str,
    /// In so many sessions the question was asked in other words.
    pub asked_otherwise: fn(usize) -> String,
    pub rehearsals_aside: fn(usize) -> String,
    pub small_samples: &'static str,
    pub rehearsal: &'static str,
    /// The heading of the times of a deck with what runs have taken.
    pub run: fn(usize) -> String,
    pub to_write: &'static str,
    pub written: fn(usize, &str) -> String,
    pub nothing_to_write: &'static str,
}
