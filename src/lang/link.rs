//! What is said where a stage and its consoles do not find each other.

/// Why a stage has no socket, or why a console does not follow one. What takes a reason is given a phrase without a full stop.
pub struct LinkWords {
    pub no_folder: &'static str,
    /// A path, and the number of the user that it belongs to.
    pub foreign: fn(&str, u32) -> String,
    pub open_to_others: fn(&str) -> String,
    pub too_long: fn(&str) -> String,
    /// A path, and what the system says.
    pub failed: fn(&str, &str) -> String,
    pub no_consoles: fn(&str) -> String,
    pub not_followed: fn(&str) -> String,
    /// A show, by its title and number, that another version of the program runs.
    pub is_newer: fn(&str) -> String,
    pub is_older: fn(&str) -> String,
    pub is_silent: fn(&str) -> String,
}
