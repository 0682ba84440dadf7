//! A second screen beside the stage's, where the terminal can open one: what each terminal has to be told.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the terminals may take to answer, all together.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks a terminal for a screen in which a command runs; nothing where this is not the terminal.
type Way = fn(&Environment, &[String]) -> Option<Command>;

/// Looks up what the environment says.
type Environment = dyn Fn(&str) -> Option<String>;

/// The ways, the innermost first: a multiplexer runs inside of a terminal.
const WAYS: &[Way] = &[tmux, kitty, wezterm, windows_terminal, iterm, terminal_app];

/// Opens a screen in which a command (a program and its arguments) runs; whether a terminal has done so within two seconds.
pub fn open(command: &[String], environment: &Environment) -> bool {
    let until = Instant::now() + PATIENCE;
    WAYS.iter().filter_map(|way| way(environment, command)).any(|mut way| {
        apart(&mut way).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        way.spawn().is_ok_and(|child| succeeds(child, until))
    })
}

/// Whether a program ends well by then; one that does not end is ended.
fn succeeds(mut child: Child, until: Instant) -> bool {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(5)),
            _ => break,
        }
    }
    end(&mut child);
    let _ = child.wait();
    false
}

/// Lets a program be ended with all that it has started.
#[cfg(unix)]
fn apart(command: &mut Command) -> &mut Command {
    std::os::unix::process::CommandExt::process_group(command, 0)
}

#[cfg(not(unix))]
fn apart(command: &mut Command) -> &mut Command {
    command
}

#[cfg(unix)]
fn end(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};

    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

#[cfg(not(unix))]
fn end(child: &mut Child) {
    let _ = child.kill();
}

/// A pane at the right where there is room for two, else a window.
fn tmux(environment: &Environment, command: &[String]) -> Option<Command> {
    environment("TMUX")?;
    let wide = crossterm::terminal::size().is_ok_and(|(width, _)| width >= 160);
    let mut tmux = Command::new("tmux");
    tmux.args(if wide { ["split-window", "-h"] } else { ["new-window", "-n"] });
    if !wide {
        tmux.arg("console");
    }
    // The server of tmux may have been started elsewhere: the console has to look where the stage listens.
    for name in ["XDG_RUNTIME_DIR", "XDG_STATE_HOME"] {
        if let Some(value) = environment(name) {
            tmux.arg("-e").arg(format!("{name}={value}"));
        }
    }
    tmux.arg("-d").arg(quoted(command));
    Some(tmux)
}

/// A window of its own; kitty does so where its settings allow remote control.
fn kitty(environment: &Environment, command: &[String]) -> Option<Command> {
    environment("KITTY_WINDOW_ID")?;
    Some(program("kitten", &["@", "launch", "--type=os-window", "--keep-focus"], command))
}

fn wezterm(environment: &Environment, command: &[String]) -> Option<Command> {
    environment("WEZTERM_PANE")?;
    Some(program("wezterm", &["cli", "spawn", "--new-window", "--"], command))
}

fn windows_terminal(environment: &Environment, command: &[String]) -> Option<Command> {
    environment("WT_SESSION").filter(|_| cfg!(windows))?;
    Some(program("wt", &["-w", "new"], command))
}

fn iterm(environment: &Environment, command: &[String]) -> Option<Command> {
    environment("TERM_PROGRAM").filter(|name| name == "iTerm.app" && cfg!(target_os = "macos"))?;
    let script = "create window with default profile command";
    Some(script_of(&format!("tell application \"iTerm2\" to {script} {}", apple(&quoted(command)))))
}

fn terminal_app(environment: &Environment, command: &[String]) -> Option<Command> {
    environment("TERM_PROGRAM").filter(|name| name == "Apple_Terminal" && cfg!(target_os = "macos"))?;
    Some(script_of(&format!("tell application \"Terminal\" to do script {}", apple(&quoted(command)))))
}

fn script_of(script: &str) -> Command {
    program("osascript", &["-e", script], &[])
}

/// A program of a terminal with its own arguments, then the command.
fn program(name: &str, own: &[&str], command: &[String]) -> Command {
    let mut program = Command::new(name);
    program.args(own).args(command);
    program
}

/// A command for a shell: each word in quotes, as POSIX has it.
pub fn quoted(command: &[String]) -> String {
    let plain = |word: &str| word.chars().all(|char| char.is_alphanumeric() || "/._-+:".contains(char));
    let word = |word: &String| if plain(word) { word.clone() } else { format!("'{}'", word.replace('\'', "'\\''")) };
    command.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// A text in AppleScript.
fn apple(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(variables: &[(&str, &str)]) -> Vec<String> {
        let known = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>();
        let environment =
            move |name: &str| known.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let command = ["/opt/my tools/pupitre", "console", "7"].map(str::to_owned);
        let written = |command: Command| {
            let words = std::iter::once(command.get_program()).chain(command.get_args());
            words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        WAYS.iter().filter_map(|way| way(&environment, &command)).map(written).collect()
    }

    #[test]
    fn each_terminal_is_asked_in_its_own_way_the_multiplexer_first() {
        assert_eq!(asked(&[]), [""; 0]);
        assert_eq!(
            asked(&[("KITTY_WINDOW_ID", "1"), ("TMUX", "x"), ("XDG_RUNTIME_DIR", "/run")])[..],
            [
                "tmux new-window -n console -e XDG_RUNTIME_DIR=/run -d '/opt/my tools/pupitre' console 7",
                "kitten @ launch --type=os-window --keep-focus /opt/my tools/pupitre console 7"
            ]
        );
        let wezterm = "wezterm cli spawn --new-window -- /opt/my tools/pupitre console 7";
        assert_eq!(asked(&[("WEZTERM_PANE", "0")]), [wezterm]);
    }

    #[test]
    fn nothing_in_a_name_is_taken_for_an_order() {
        assert_eq!(quoted(&["a b".to_owned(), "it's".to_owned(), "$x".to_owned()]), "'a b' 'it'\\''s' '$x'");
        assert_eq!(apple("a\"b\\"), "\"a\\\"b\\\\\"");
    }
}
