//! The time of the most expensive drawings within the limits: `cargo bench --bench drawings`, or `… -- WORD` for those with a word in their names.
//! Each is made larger until it is refused. Times are processor time, including reading.

#[path = "growth/clock.rs"]
mod clock;
#[path = "drawings/cases.rs"]
mod cases;

use std::hint::black_box;

use pupitre::picture::{self, Fault};

use cases::CASES;

/// The largest drawing to try: larger files are refused.
const MOST: usize = 1 << 20;

/// Whether a drawing was drawn, and the milliseconds until it was drawn or refused.
fn tried(text: &str) -> (bool, f64) {
    let start = clock::spent();
    let result = black_box(picture::decode(text.as_bytes(), 0));
    let took = (clock::spent() - start).as_secs_f64() * 1000.0;
    let is_drawn = match result {
        Ok(_) => true,
        Err(Fault::TooMuch(_)) => false,
        Err(fault) => panic!("{fault:?}: {}", &text[..text.len().min(400)]),
    };
    (is_drawn, took)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    println!("| drawing | most of it | drawn in, ms | refused in, ms |\n|---|---|---|---|");
    for (name, make) in CASES {
        if words.is_empty() || words.iter().any(|word| name.contains(word.as_str())) {
            tell(name, *make);
        }
    }
}

/// Makes a drawing larger until it is refused, and prints the time of the largest one that is drawn.
fn tell(name: &str, make: fn(usize) -> String) {
    let (mut most, mut drawn, mut refused) = (0, 0.0_f64, 0.0_f64);
    let mut count = 1;
    while count < MOST {
        match tried(&make(count)) {
            (true, took) => (most, drawn) = (count, drawn.max(took)),
            (false, took) => {
                refused = refused.max(took);
                break;
            }
        }
        count = count * 4 / 3 + 1;
    }
    println!("| {name} | {most} | {drawn:.0} | {refused:.0} |");
}
