//! Messages about stages and consoles that cannot connect.

words! {
    /// Why a stage has no socket, or why a console does not follow one. Functions that take a reason get a phrase without a full stop.
    pub struct LinkWords;

    no_folder = "your home folder cannot be found; set HOME or XDG_RUNTIME_DIR",
    /// A path, and the number of the user who owns it.
    foreign: fn(&str, u32) -> String = |path, user| format!("\"{path}\" belongs to user {user}, not to you"),
    open_to_others: fn(&str) -> String = |path| format!("other users may write to \"{path}\""),
    too_long: fn(&str) -> String =
        |path| format!("the socket's path is too long; shorten XDG_RUNTIME_DIR (\"{path}\")"),
    /// A path, and the system's message.
    failed: fn(&str, &str) -> String = |path, why| format!("\"{path}\" cannot be used: {why}"),
    no_consoles: fn(&str) -> String = |why| format!("No console: {why}."),
    not_followed: fn(&str) -> String = |why| format!("Not connected: {why}."),
    /// A show, by its title and number, that runs in another version of the program.
    is_newer: fn(&str) -> String =
        |show| format!("The show {show} runs in a newer version of Pupitre than this console. Update this one."),
    is_older: fn(&str) -> String = |show| {
        format!("The show {show} runs in an older version of Pupitre than this console. Restart the show with this one.")
    },
    /// For a console that waits for a show with another name than those that are running.
    no_such_show: fn(&str) -> String = |name| format!("No show \"{name}\" runs. Those that do:"),
    is_silent: fn(&str) -> String = |show| format!("The show {show} does not answer."),
}
