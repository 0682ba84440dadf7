//! How the time of each step grows with the deck: `cargo bench --bench growth`, or `… -- WORD` for the cases with a word in their name. Each case
//! runs in its own process, which is ended if it takes too long. `--markdown` writes the table of `benches/GROWTH.md`; `--most=1000` skips the
//! larger decks; `--step=check` runs only that step and reading, once and without a time limit, for tools that count instructions.

#[path = "growth/cases.rs"]
mod cases;
#[path = "growth/clock.rs"]
mod clock;
#[path = "growth/steps.rs"]
mod steps;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use cases::Case;
use steps::{Prepared, STEPS};

/// How many of a thing a deck has.
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// A step that would take longer than this, in milliseconds of processor time, is not run.
const LONGEST: f64 = 5_000.0;

/// A case that prints nothing for this long is ended.
const PATIENCE: Duration = Duration::from_secs(120);

/// A larger exponent than this is growth faster than n log n, as far as times can tell.
const FASTEST: f64 = 1.25;

/// Times below this, in milliseconds, tell nothing about growth.
const LEAST: f64 = 2.0;

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let cases = cases::all(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/check"));
    let most = words.iter().find_map(|it| it.strip_prefix("--most=")?.parse().ok()).unwrap_or(usize::MAX);
    let only = words.iter().find_map(|it| it.strip_prefix("--step=")).map(str::to_owned);
    if words.first().is_some_and(|it| it == "--case") {
        let case = cases.iter().find(|case| case.name == words[1]).expect("the parent names one that there is");
        return run(case, most, only.as_deref());
    }
    let markdown = words.iter().any(|it| it == "--markdown");
    words.retain(|it| !it.starts_with("--"));
    // One deck per rule is enough, unless another is asked for.
    let is_usual = |name: &str| !name.starts_with("rule: ") || name.ends_with(" 1");
    let is_named = |name: &str| words.iter().any(|word| name.contains(word.as_str()));
    let wanted = |case: &&Case| is_named(&case.name) || words.is_empty() && is_usual(&case.name);
    if markdown {
        println!(
            "| case | `check` | slowest | its time | steepest | its time | exponent |\n|---|---|---|---|---|---|---|"
        );
    }
    for case in cases.iter().filter(wanted) {
        let times = measured(&case.name, most, only.as_deref());
        if markdown { tell_in_a_row(&case.name, &times) } else { tell(&case.name, &times) }
    }
}

/// The times of a case by step and size, in milliseconds; `None` if it was ended.
type Times = BTreeMap<(usize, usize), f64>;

/// Stands for the size of the text among the steps.
const BYTES: usize = usize::MAX;

/// Runs a case in its own process.
fn measured(name: &str, most: usize, only: Option<&str>) -> Times {
    let own = std::env::current_exe().expect("this program has a file");
    let mut child = Command::new(own)
        .args(["--case", name, &format!("--most={most}")])
        .args(only.map(|step| format!("--step={step}")))
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts again");
    let output = child.stdout.take().expect("it is piped");
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
    });
    let mut times = Times::new();
    while let Ok(line) = lines.recv_timeout(PATIENCE) {
        let words: Vec<&str> = line.split(' ').collect();
        let [step, size, time] = words[..] else { continue };
        if let (Ok(step), Ok(size), Ok(time)) = (step.parse(), size.parse(), time.parse()) {
            times.insert((step, size), time);
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    let _ = reader.join();
    times
}

/// Runs every step of a case at every size, and prints how long each took.
fn run(case: &Case, most: usize, only: Option<&str>) {
    steps::keep_memory();
    let is_wanted = |name: &str| name == "read" || only.is_none_or(|only| only == name);
    let mut last = [(0.0, 0.0); 32];
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let text = case.deck(size);
        println!("{BYTES} {size} {}", text.len());
        let mut prepared = Prepared::new(&text);
        for (index, (_, step)) in STEPS.iter().enumerate().filter(|(_, (name, _))| is_wanted(name)) {
            let (before, time) = last[index];
            let guess = if before > 0.05 && time > LEAST { time * (time / before) } else { time };
            if only.is_none() && guess > LONGEST || time < 0.0 {
                last[index] = (-1.0, -1.0);
                continue;
            }
            if let Some(took) = steps::least(*step, &mut prepared, if only.is_some() { 1 } else { 3 }) {
                let took = took.as_secs_f64() * 1000.0;
                last[index] = (time, took);
                println!("{index} {size} {took:.3}");
                let _ = std::io::stdout().flush();
            }
        }
    }
}

/// The growth between the two largest sizes that ran, relative to that of the text: text that is nested n deep has n² characters.
fn exponent(times: &[Option<f64>], bytes: &[Option<f64>]) -> Option<f64> {
    let ran: Vec<(f64, f64)> = bytes.iter().zip(times).filter_map(|(n, time)| Some(((*n)?, (*time)?))).collect();
    let [.., (small, before), (large, time)] = ran[..] else { return None };
    // A deck in which only a number has more digits is not larger.
    let grows = large > 2.0 * small;
    (time >= LEAST && grows).then(|| (time / before.max(LEAST / 4.0)).log10() / (large / small).log10())
}

/// The times of a step at each size, and their growth.
struct Row {
    step: &'static str,
    times: [Option<f64>; SIZES.len()],
    exponent: Option<f64>,
}

impl Row {
    fn last(&self) -> f64 {
        self.times.iter().flatten().last().copied().unwrap_or_default()
    }

    fn is_steep(&self) -> bool {
        self.exponent.is_some_and(|it| it > FASTEST)
    }

    fn grown(&self) -> String {
        self.exponent.map_or(String::new(), |it| format!("{it:.2}{}", if self.is_steep() { " !" } else { "" }))
    }

    fn shown(&self) -> [String; SIZES.len()] {
        self.times.map(|it| match it {
            Some(time) if time < 9.95 => format!("{time:.1}"),
            Some(time) => format!("{time:.0}"),
            None => "–".into(),
        })
    }
}

/// The steps that ran.
fn rows(times: &Times) -> Vec<Row> {
    let of = |step: usize| SIZES.map(|size| times.get(&(step, size)).copied());
    let bytes = of(BYTES);
    let rows = STEPS.iter().enumerate().map(|(index, (step, _))| {
        let times = of(index);
        Row { step, times, exponent: exponent(&times, &bytes) }
    });
    rows.filter(|row| row.times.iter().any(Option::is_some)).collect()
}

fn tell(name: &str, times: &Times) {
    for row in rows(times) {
        let [a, b, c, d] = row.shown();
        println!("{name:<38} {:<9} {a:>10} {b:>10} {c:>10} {d:>10}  {}", row.step, row.grown());
    }
}

/// A case in one row: its check, its slowest step, and the step that grows fastest.
fn tell_in_a_row(name: &str, times: &Times) {
    let rows = rows(times);
    let of = |row: Option<&Row>| row.map_or(String::new(), |row| row.shown().join(" / "));
    let step = |row: Option<&Row>| row.map_or("", |row| row.step);
    let check = rows.iter().find(|row| row.step == "check");
    let slowest = rows.iter().max_by(|a, b| a.last().total_cmp(&b.last()));
    let steepest =
        rows.iter().filter(|row| row.exponent.is_some()).max_by(|a, b| a.exponent.partial_cmp(&b.exponent).unwrap());
    let grown = steepest.map(Row::grown).unwrap_or_default();
    println!(
        "| {name} | {} | {} | {} | {} | {} | {grown} |",
        of(check),
        step(slowest),
        of(slowest),
        step(steepest),
        of(steepest)
    );
}
