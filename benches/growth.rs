//! How the time of each step grows with the deck: `cargo bench --bench growth`, or `… -- WORD` for the cases with a word in their
//! name. Each case runs in a process of its own, which is ended where it takes too long. With `--markdown` it writes the table of
//! `benches/GROWTH.md`; `--most=1000` leaves the larger decks out.

#[path = "growth/cases.rs"]
mod cases;
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

/// A step that would take longer than this is not run, in milliseconds of work.
const LONGEST: f64 = 5_000.0;

/// A case that says nothing for so long is ended.
const PATIENCE: Duration = Duration::from_secs(120);

/// What grows faster than this does so faster than n log n, as far as times can tell.
const FASTEST: f64 = 1.25;

/// Below this, in milliseconds, a time says nothing about growth.
const LEAST: f64 = 2.0;

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let cases = cases::all(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/check"));
    let most = words.iter().find_map(|it| it.strip_prefix("--most=")?.parse().ok()).unwrap_or(usize::MAX);
    if words.first().is_some_and(|it| it == "--case") {
        let case = cases.iter().find(|case| case.name == words[1]).expect("the parent names one that there is");
        return run(case, most);
    }
    let markdown = words.iter().any(|it| it == "--markdown");
    words.retain(|it| !it.starts_with("--"));
    let wanted = |case: &&Case| words.is_empty() || words.iter().any(|word| case.name.contains(word.as_str()));
    println!(
        "{}",
        if markdown { "| case | step | ms at 10 / 100 / 1,000 / 10,000 | exponent |\n|---|---|---|---|" } else { "" }
    );
    for case in cases.iter().filter(wanted) {
        tell(&case.name, &measured(&case.name, most), markdown);
    }
}

/// The times of a case by step and size, in milliseconds; one that was cut has none.
type Times = BTreeMap<(usize, usize), f64>;

/// Stands for the size of the text among the steps.
const BYTES: usize = usize::MAX;

/// Runs a case in a process of its own.
fn measured(name: &str, most: usize) -> Times {
    let own = std::env::current_exe().expect("this program has a file");
    let mut child = Command::new(own)
        .args(["--case", name, &format!("--most={most}")])
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

/// Runs every step of a case at every size, and says how long each took.
fn run(case: &Case, most: usize) {
    let mut last = [(0.0, 0.0); 32];
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let text = case.deck(size);
        println!("{BYTES} {size} {}", text.len());
        let mut prepared = Prepared::new(&text);
        for (index, (_, step)) in STEPS.iter().enumerate() {
            let (before, time) = last[index];
            let guess = if before > 0.05 && time > LEAST { time * (time / before) } else { time };
            if guess > LONGEST || time < 0.0 {
                last[index] = (-1.0, -1.0);
                continue;
            }
            if let Some(took) = step(&mut prepared) {
                let took = took.as_secs_f64() * 1000.0;
                last[index] = (time, took);
                println!("{index} {size} {took:.3}");
                let _ = std::io::stdout().flush();
            }
        }
    }
}

/// The growth between the two largest sizes that ran, against that of the text: what is nested n deep has n² signs.
fn exponent(times: &[Option<f64>], bytes: &[Option<f64>]) -> Option<f64> {
    let ran: Vec<(f64, f64)> = bytes.iter().zip(times).filter_map(|(n, time)| Some(((*n)?, (*time)?))).collect();
    let [.., (small, before), (large, time)] = ran[..] else { return None };
    (time >= LEAST && large > small).then(|| (time / before.max(0.01)).log10() / (large / small).log10())
}

fn tell(name: &str, times: &Times, markdown: bool) {
    let of = |step: usize| SIZES.map(|size| times.get(&(step, size)).copied());
    let bytes = of(BYTES);
    for (index, (step, _)) in STEPS.iter().enumerate() {
        let row = of(index);
        if row.iter().all(Option::is_none) {
            continue;
        }
        let shown: Vec<String> = row.iter().map(|it| it.map_or("–".into(), |it| format!("{it:.1}"))).collect();
        let exponent = exponent(&row, &bytes);
        let fast = exponent.is_some_and(|it| it > FASTEST);
        let grown = exponent.map_or(String::new(), |it| format!("{it:.2}{}", if fast { " !" } else { "" }));
        match markdown {
            true if fast || row.iter().flatten().any(|it| *it > 100.0) => {
                println!("| {name} | {step} | {} | {grown} |", shown.join(" / "));
            }
            true => {}
            false => println!(
                "{name:<38} {step:<9} {:>10} {:>10} {:>10} {:>10}  {grown}",
                shown[0], shown[1], shown[2], shown[3]
            ),
        }
    }
}
