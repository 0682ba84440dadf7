//! Opens a second screen beside the stage's, on terminals that can. Each needs its own command.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the terminals may take to answer, all together.
const PATIENCE: Duration = Duration::from_secs(2);

/// The command that opens a screen in this terminal and runs a command there. `None` if it is another terminal.
type Way = fn(&Environment, &[String]) -> Option<Command>;

/// Looks up an environment variable.
type Environment = dyn Fn(&str) -> Option<String>;

/// All ways, innermost first: a multiplexer runs inside a terminal.
const WAYS: &[Way] = &[tmux, kitty, wezterm, windows_terminal, iterm, terminal_app];

/// Opens a screen that runs a command (a program and its arguments). Returns whether a terminal did so within two seconds.
pub fn open(command: &[String], environment: &Environment) -> bool {
    let until = Instant::now() + PATIENCE;
    WAYS.iter().filter_map(|way| way(environment, command)).any(|mut way| {
        apart(&mut way).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        way.spawn().is_ok_and(|child| succeeds(child, until))
    })
}

/// Whether a program succeeds in time. If it has not ended by then, it is killed.
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

/// Puts a program in its own process group, so that it can be killed with all that it started.
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

/// A pane on the right if there is room for two, else a window.
fn tmux(environment: &Environment, command: &[String]) -> Option<Command> {
    environment("TMUX")?;
    let wide = crossterm::terminal::size().is_ok_and(|(width, _)| width >= 160);
    let mut tmux = Command::new("tmux");
    tmux.args(if wide { ["split-window", "-h"] } else { ["new-window", "-n"] });
    if !wide {
        tmux.arg("console");
    }
    // The tmux server may have been started elsewhere: the console must look where the stage listens.
    for name in ["XDG_RUNTIME_DIR", "XDG_STATE_HOME"] {
        if let Some(value) = environment(name) {
            tmux.arg("-e").arg(format!("{name}={value}"));
        }
    }
    tmux.arg("-d").arg(quoted(command));
    Some(tmux)
}

/// A new window; kitty opens one if its settings allow remote control.
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

/// A terminal's program with its arguments, then the command.
fn program(name: &str, own: &[&str], command: &[String]) -> Command {
    let mut program = Command::new(name);
    program.args(own).args(command);
    program
}

/// A command for a shell: each word is quoted as POSIX requires.
pub fn quoted(command: &[String]) -> String {
    let plain = |word: &str| word.chars().all(|char| char.is_alphanumeric() || "/._-+:".contains(char));
    let word = |word: &String| if plain(word) { word.clone() } else { format!("'{}'", word.replace('\'', "'\\''")) };
    command.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// A string in AppleScript.
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
    fn names_are_quoted_in_commands() {
        assert_eq!(quoted(&["a b".to_owned(), "it's".to_owned(), "$x".to_owned()]), "'a b' 'it'\\''s' '$x'");
        assert_eq!(apple("a\"b\\"), "\"a\\\"b\\\\\"");
    }
}
