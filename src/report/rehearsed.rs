//! What rehearsals tell about a plan: how long each slide took, and which times the deck should have.

use std::time::Duration;

use crate::lang::Words;
use crate::record::Summary;
use crate::report::pieces::{Piece, plain};
use crate::report::{Session, times};

/// Times are rounded to this many seconds: nobody can be more exact.
const STEP: u64 = 5;

/// Which of several runs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    Mean,
    Latest,
}

/// How long each slide of a deck took: the mean of the runs in which it was shown, or the last of these. `None` for a slide that was never shown,
/// and for one of the appendix.
pub fn measured(deck: &Summary, runs: &[&Session], which: Runs) -> Vec<Option<u64>> {
    let of_slide = |(index, slide)| {
        let each = runs.iter().filter_map(|run| run.seconds_of(index, slide)).filter(|seconds| *seconds > 0);
        let each: Vec<u64> = each.collect();
        match which {
            Runs::Mean => (!each.is_empty()).then(|| times::mean(&each)),
            Runs::Latest => each.last().copied(),
        }
    };
    let planned = |(index, slide)| {
        Some((index, slide)).filter(|(_, slide): &(_, &crate::record::Planned)| slide.seconds.is_some())
    };
    deck.slides.iter().enumerate().map(|it| planned(it).and_then(of_slide)).collect()
}

/// The times to write for all slides: measured ones rounded to five seconds, the others as planned.
pub fn rounded(planned: &[Option<u64>], measured: &[Option<u64>]) -> Vec<Option<u64>> {
    let round = |seconds: u64| ((seconds + STEP / 2) / STEP * STEP).max(STEP);
    planned.iter().zip(measured).map(|(planned, measured)| planned.map(|it| measured.map_or(it, round))).collect()
}

/// The same, scaled so that the total stays the same. One slide gets the seconds that are not a full step. If there are fewer steps than slides,
/// some get none.
pub fn rounded_to_total(planned: &[Option<u64>], measured: &[Option<u64>]) -> Vec<Option<u64>> {
    let counted = |at: &usize| planned[*at].is_some() && measured[*at].is_some();
    let slides: Vec<usize> = (0..planned.len()).filter(counted).collect();
    let whole: u64 = slides.iter().filter_map(|at| planned[*at]).sum();
    let taken: u64 = slides.iter().filter_map(|at| measured[*at]).sum();
    let mut times = planned.to_vec();
    let Some(longest) = slides.iter().copied().max_by_key(|at| (measured[*at], std::cmp::Reverse(*at))) else {
        return times;
    };
    // The steps of each, and its remainder (Hamilton's method of the largest remainder).
    let (steps, odd) = (whole / STEP, whole % STEP);
    let share = |at: usize| u128::from(measured[at].unwrap_or(0)) * u128::from(steps);
    let of_each = |at: usize| u64::try_from(share(at) / u128::from(taken.max(1))).unwrap_or(u64::MAX);
    let mut left = steps - slides.iter().map(|at| of_each(*at)).sum::<u64>();
    let mut by_rest = slides.clone();
    by_rest.sort_by_key(|at| std::cmp::Reverse(share(*at) % u128::from(taken.max(1))));
    slides.iter().for_each(|at| times[*at] = Some(of_each(*at) * STEP));
    for at in by_rest {
        if left > 0 {
            times[at] = times[at].map(|seconds| seconds + STEP);
            left -= 1;
        }
    }
    let shortest = slides.iter().copied().filter(|at| times[*at] == Some(0)).collect::<Vec<_>>();
    for at in shortest {
        // The slide with most steps gives one to a slide with none.
        if let Some(most) = slides.iter().copied().max_by_key(|at| times[*at]).filter(|at| times[*at] > Some(STEP)) {
            times[most] = times[most].map(|seconds| seconds - STEP);
            times[at] = Some(STEP);
        }
    }
    times[longest] = times[longest].map(|seconds| seconds + odd);
    times
}

/// The plan of a deck beside the measured times, and those that would be written.
pub fn comparison(deck: &Summary, runs: &[&Session], to_write: &[Option<u64>], words: &Words) -> String {
    let plan = Session::planned(deck);
    let numbers = 1..=runs.len();
    let names: Vec<String> = numbers.map(|number| (words.report.run)(number)).collect();
    let more = |slides: &[usize]| slides.iter().filter_map(|at| to_write.get(*at).copied().flatten()).sum();
    let table = times::compared(&plan, runs, &names, Some((words.report.to_write, &more)), words);
    let mut pieces = vec![Piece::Heading(1, deck.title.clone())];
    let said = |(name, run): (&String, &&Session)| Piece::Remark(format!("{name}  {}", run.name()));
    pieces.extend(names.iter().zip(runs).map(said));
    pieces.extend([Piece::Heading(2, words.report.times.to_owned()), Piece::Table(table)]);
    plain(&pieces)
}

/// Times of slides as durations.
pub fn durations(seconds: &[Option<u64>]) -> Vec<Option<Duration>> {
    seconds.iter().map(|seconds| seconds.map(Duration::from_secs)).collect()
}
