//! How the program ends when the system ends it: the terminal is restored, and what could not be written is reported.

use std::fs;

use crate::common::stage::{LEAVE, Stage, quit};
use crate::common::{Folder, PUPITRE};
use std::process::Command;

const TITLE: &str = "Sensibilisation Cloud Pi Native";
const SECOND: &str = "Combien de temps a pris";

/// The commands that use the terminal: arguments, and words on the screen.
const WAYS: &[(&str, &str)] = &[
    ("present", TITLE),
    ("replay", TITLE),
    ("present --plain", TITLE),
    ("replay --plain", TITLE),
    ("console", "À l’écran"),
];

/// The program in a shell that does not let it write a core file, with its shows in a folder.
fn run(place: &Folder, arguments: &str) -> Stage {
    let place = place.path().display();
    let places = format!("XDG_RUNTIME_DIR='{place}' XDG_STATE_HOME='{place}'");
    Stage::shell(&["-c", &format!("ulimit -c 0; {places} exec \"$PUPITRE\" {arguments}")])
}

/// Sends the signals to the commands: each signal to one of them, or to all if `PUPITRE_CASES` is set.
fn for_each_way(signals: &[i32], check: impl Fn(&mut Stage, i32)) {
    let all = std::env::var_os("PUPITRE_CASES").is_some();
    let place = Folder::new();
    let shown = run(&place, "present");
    shown.see(TITLE);
    for (number, (arguments, words)) in WAYS.iter().enumerate() {
        let elsewhere = Folder::new();
        for (_, signal) in signals.iter().enumerate().filter(|(at, _)| all || at % WAYS.len() == number) {
            let mut stage = run(if *arguments == "console" { &place } else { &elsewhere }, arguments);
            stage.see(words);
            assert!(!stage.is_cooked(), "{arguments}: the terminal is not taken");
            // SAFETY: a plain system call.
            assert_eq!(unsafe { libc::kill(stage.pid(), *signal) }, 0);
            check(&mut stage, *signal);
            if !arguments.contains("--plain") {
                stage.assert_given_back();
                assert!(stage.raw().ends_with(LEAVE), "{arguments}: {signal}: something is written after the end");
            }
            assert!(stage.is_cooked(), "{arguments}: {signal}: {}", stage.modes_now());
        }
    }
    quit(shown);
}

#[test]
fn a_fatal_signal_ends_the_program_and_restores_the_terminal() {
    let mut signals = vec![libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM, libc::SIGUSR1, libc::SIGUSR2];
    signals.extend([libc::SIGALRM, libc::SIGVTALRM, libc::SIGPROF, libc::SIGXCPU]);
    #[cfg(target_os = "linux")]
    signals.extend([libc::SIGIO, libc::SIGPWR, libc::SIGSTKFLT, libc::SIGRTMIN(), libc::SIGRTMAX()]);
    for_each_way(&signals, |stage, signal| {
        let status = stage.end();
        assert_eq!((status.signal(), status.exit_code()), (None, 128 + signal.unsigned_abs()), "{signal}");
    });
}

#[test]
fn a_crash_restores_the_terminal_and_stays_a_crash() {
    let faults = [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE, libc::SIGABRT, libc::SIGTRAP, libc::SIGSYS];
    for_each_way(&faults, |stage, signal| {
        let status = stage.end();
        assert!(status.signal().is_some(), "{signal}: {status:?}");
    });
}

#[test]
fn a_signal_about_a_failed_write_ends_nothing() {
    for_each_way(&[libc::SIGXFSZ, libc::SIGPIPE, libc::SIGURG, libc::SIGCHLD], |stage, signal| {
        stage.keys("q");
        assert_eq!(stage.end().exit_code(), 0, "{signal}");
    });
}

#[test]
fn a_show_goes_on_if_no_file_may_grow() {
    let place = Folder::new();
    for (arguments, keys) in [("present", "n"), ("replay", "nn")] {
        let place = place.path().display();
        let script = format!("ulimit -c 0; ulimit -f 0; XDG_STATE_HOME='{place}' exec \"$PUPITRE\" {arguments}");
        let mut stage = Stage::shell(&["-c", &script]);
        stage.see(TITLE);
        stage.keys(keys);
        stage.see(SECOND);
        stage.keys("qq");
        assert_eq!(stage.end().exit_code(), 0, "{arguments}");
        stage.assert_given_back();
    }
}

#[test]
fn a_failed_write_is_reported_and_raises_no_signal() {
    let folder = Folder::new();
    let (out, all) = (folder.name("out"), folder.name("all"));
    for arguments in [
        format!("export --to txt -o {all}"),
        format!("export --to txt > {out}"),
        format!("schema > {out}"),
        format!("themes > {out}"),
        format!("check --format json tests/decks/hostile.toml > {out}"),
    ] {
        let script = format!("ulimit -c 0; ulimit -f 0; exec '{PUPITRE}' {arguments}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).current_dir(env!("CARGO_MANIFEST_DIR")).env("LC_ALL", "C.UTF-8");
        let ran = shell.output().expect("a shell runs");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(2), "{arguments}: {said}");
        assert!(said.contains("error: ") && said.contains("File too large"), "{arguments}: {said}");
        assert_eq!(fs::metadata(&out).map_or(0, |about| about.len()), 0);
    }
}

/// The system limits the threads of a user who has no others: to more than enough, or to too few to read keys or signals.
#[cfg(target_os = "linux")]
#[test]
fn without_threads_the_show_goes_on_or_says_so() {
    let limited = |threads: u32| {
        format!("exec prlimit --nproc={threads} setpriv --reuid=54321 --regid=54321 --clear-groups \"$PUPITRE\"")
    };
    let may = Command::new("sh").args(["-c", &limited(20)]).arg("--version").env("PUPITRE", "true").output();
    if !may.is_ok_and(|ran| ran.status.success()) {
        // Only root can become another user.
        return;
    }
    for threads in [1, 2] {
        let mut stage = Stage::shell(&["-c", &limited(threads)]);
        assert_eq!(stage.end().exit_code(), 2, "{}", stage.raw());
        assert!(stage.raw().contains("the system refuses another thread"), "{}", stage.raw());
        assert!(stage.is_cooked());
    }
    for threads in 3..8 {
        let mut stage = Stage::shell(&["-c", &limited(threads)]);
        stage.see(TITLE);
        stage.keys("n");
        stage.see(SECOND);
        stage.keys("qq");
        assert_eq!(stage.end().exit_code(), 0, "{threads} threads");
        stage.assert_given_back();
    }
}
