//! What is said where a stage and its consoles do not find each other.

words! {
    /// Why a stage has no socket, or why a console does not follow one. What takes a reason is given a phrase without a full
    /// stop.
    pub struct LinkWords;

    no_folder = "your home folder cannot be found; set HOME or XDG_RUNTIME_DIR",
    /// A path, and the number of the user that it belongs to.
    foreign: fn(&str, u32) -> String = |path, user| format!("\"{path}\" belongs to user {user}, not to you"),
    open_to_others: fn(&str) -> String = |path| format!("other users may write to \"{path}\""),
    too_long: fn(&str) -> String =
        |path| format!("the socket's path is too long; shorten XDG_RUNTIME_DIR (\"{path}\")"),
    /// A path, and what the system says.
    failed: fn(&str, &str) -> String = |path, why| format!("\"{path}\" cannot be used: {why}"),
    no_consoles: fn(&str) -> String = |why| format!("No console: {why}."),
    not_followed: fn(&str) -> String = |why| format!("Not connected: {why}."),
    /// A show, by its title and number, that another version of the program runs.
    is_newer: fn(&str) -> String =
        |show| format!("The show {show} runs in a newer version of Pupitre than this console. Update this one."),
    is_older: fn(&str) -> String = |show| {
        format!("The show {show} runs in an older version of Pupitre than this console. Restart the show with this one.")
    },
    /// What a console is told that waits for a show by another name than those that run.
    no_such_show: fn(&str) -> String = |name| format!("No show \"{name}\" runs. Those that do:"),
    is_silent: fn(&str) -> String = |show| format!("The show {show} does not answer."),
}
