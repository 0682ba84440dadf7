//! The answers in a show: hands, words, ticks, by the id of the block that asks.
//!
//! This state knows neither the deck nor how answers arrive. It is the fold of its [`Change`]s, which are small and plain, so that they can be
//! stored. An answer is stored by the text of its choice, so that choices that stay keep their counts when the deck changes during a show.

mod alone;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use alone::{Alone, NOTHING, Own};

use serde::{Deserialize, Serialize};

/// How many changes to one question can be undone.
const MOST_BACK: usize = 500;

/// The most texts that one question keeps.
pub const MOST_WORDS: usize = 200;

/// With fewer people, a single one changes an NPS by more than 12 points.
pub const SMALL: u32 = 8;

/// No answers.
pub static NONE: Answers = Answers(BTreeMap::new());

/// A change to the answers of a question, given by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// One more hand for a choice.
    Hand { id: String, choice: String },
    /// All counts at once, by choice, with the number of people, if it is known and several choices are allowed.
    Counted { id: String, counts: Vec<(String, u32)>, people: Option<u32> },
    /// Somebody's words.
    Said { id: String, words: String },
    /// The last of the changes above was undone.
    TakenBack { id: String },
    /// An item was ticked, or its tick removed.
    Ticked { id: String, item: String, done: bool },
    /// The wording of a choice or an item was corrected. Its answers are kept.
    Mended { id: String, from: String, to: String },
}

/// The answers to all questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers(BTreeMap<String, Answer>);

/// The answers to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Answer {
    hands: Hands,
    words: Vec<String>,
    ticked: BTreeSet<String>,
    /// What the last changes have replaced, for undoing them. Not sent to consoles.
    #[serde(skip)]
    before: Vec<Before>,
}

/// Counts by choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Hands {
    counts: BTreeMap<String, u32>,
    people: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Before {
    Hands(Hands),
    FewerWords,
}

/// The counts of the choices of a question, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub counts: Vec<u32>,
    /// How many people have answered, if that is not the sum of the counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
}

impl Answers {
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Hand { id, choice } => self.of(id).count(|hands| {
                let count = hands.counts.entry(choice.clone()).or_default();
                *count = count.saturating_add(1);
                // It is unknown whose hand it was.
                hands.people = None;
            }),
            Change::Counted { id, counts, people } => self.of(id).count(|hands| {
                *hands = Hands { counts: counts.iter().cloned().collect(), people: *people };
            }),
            Change::Said { id, words } => self.of(id).say(words),
            Change::TakenBack { id } => self.of(id).take_back(),
            Change::Ticked { id, item, done: true } => drop(self.of(id).ticked.insert(item.clone())),
            Change::Ticked { id, item, done: false } => drop(self.of(id).ticked.remove(item)),
            Change::Mended { id, from, to } => self.of(id).mend(from, to),
        }
    }

    fn of(&mut self, id: &str) -> &mut Answer {
        self.0.entry(id.to_owned()).or_default()
    }

    /// The counts of these choices. If a choice is listed twice, its count belongs to the first.
    pub fn tally(&self, id: &str, choices: &[String]) -> Tally {
        let Some(Answer { hands, .. }) = self.0.get(id) else {
            return Tally { counts: vec![0; choices.len()], people: None };
        };
        let mut known = HashSet::new();
        let counts = choices.iter().map(|choice| match known.insert(choice) {
            true => hands.counts.get(choice).copied().unwrap_or(0),
            false => 0,
        });
        Tally { counts: counts.collect(), people: hands.people }
    }

    /// The answers in words, oldest first.
    pub fn words(&self, id: &str) -> &[String] {
        self.0.get(id).map_or(&[], |answer| &answer.words)
    }

    pub fn is_ticked(&self, id: &str, item: &str) -> bool {
        self.0.get(id).is_some_and(|answer| answer.ticked.contains(item))
    }

    /// Whether a choice of a question has answers, or had some that undoing would restore.
    pub fn knows(&self, id: &str, choice: &str) -> bool {
        self.0.get(id).is_some_and(|answer| {
            let before = |it: &Before| matches!(it, Before::Hands(hands) if hands.counts.contains_key(choice));
            answer.hands.counts.contains_key(choice)
                || answer.ticked.contains(choice)
                || answer.before.iter().any(before)
        })
    }

    /// Whether anything can be undone.
    pub fn can_take_back(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|answer| !answer.before.is_empty())
    }
}

impl Hands {
    /// Moves the count of one choice to another.
    fn mend(&mut self, from: &str, to: &str) {
        if let Some(count) = self.counts.remove(from) {
            let sum = self.counts.entry(to.to_owned()).or_default();
            *sum = sum.saturating_add(count);
        }
    }
}

impl Answer {
    fn mend(&mut self, from: &str, to: &str) {
        self.hands.mend(from, to);
        for before in &mut self.before {
            if let Before::Hands(hands) = before {
                hands.mend(from, to);
            }
        }
        if self.ticked.remove(from) {
            self.ticked.insert(to.to_owned());
        }
    }

    fn count(&mut self, change: impl FnOnce(&mut Hands)) {
        self.remember(Before::Hands(self.hands.clone()));
        change(&mut self.hands);
    }

    fn say(&mut self, words: &str) {
        if self.words.len() < MOST_WORDS {
            self.remember(Before::FewerWords);
            self.words.push(words.to_owned());
        }
    }

    fn remember(&mut self, before: Before) {
        if self.before.len() == MOST_BACK {
            self.before.remove(0);
        }
        self.before.push(before);
    }

    fn take_back(&mut self) {
        match self.before.pop() {
            Some(Before::Hands(hands)) => self.hands = hands,
            Some(Before::FewerWords) => drop(self.words.pop()),
            None => {}
        }
    }
}

impl Tally {
    /// How many answers were counted.
    pub fn hands(&self) -> u32 {
        self.counts.iter().copied().fold(0, u32::saturating_add)
    }

    /// How many people have answered; as many as there are answers, unless the number was entered.
    pub fn n(&self) -> u32 {
        self.people.unwrap_or_else(|| self.hands())
    }

    /// The counts as whole percentages, without signs. If each person has one answer they add up to 100: each is rounded down, and those with the
    /// largest remainders get one more (Hamilton's method of the largest remainder). Never "0" for a choice with answers, nor "100" for one without
    /// all. `None` if nobody has answered.
    pub fn percentages(&self) -> Option<Vec<String>> {
        let parts: Vec<u64> = self.counts.iter().map(|count| u64::from(*count) * 100).collect();
        let n: u64 = self.counts.iter().copied().map(u64::from).sum();
        if n == 0 || self.people.is_some_and(|people| u64::from(people) != n) {
            return self.counts.iter().map(|count| percentage(*count, self.n())).collect();
        }
        let mut whole: Vec<u64> = parts.iter().map(|part| part / n).collect();
        let missing = 100 - whole.iter().sum::<u64>();
        let mut by_rest: Vec<usize> = (0..parts.len()).collect();
        by_rest.sort_by_key(|at| std::cmp::Reverse(parts[*at] % n));
        by_rest.iter().take(usize::try_from(missing).unwrap_or(0)).for_each(|at| whole[*at] += 1);
        let told = |(percent, count): (u64, &u32)| bounded(percent, *count, self.n());
        Some(whole.into_iter().zip(&self.counts).map(told).collect())
    }

    /// The Net Promoter Score of three counts (detractors, passives, promoters): the percentage of promoters minus that of detractors, from -100 to
    /// 100, rounded (Reichheld 2003, Harvard Business Review 81(12)).
    pub fn nps(&self) -> Option<i64> {
        let [detractors, passives, promoters] = self.counts[..] else { return None };
        let (n, less) = (f64::from(detractors) + f64::from(passives) + f64::from(promoters), f64::from(detractors));
        (n > 0.0).then(|| ((f64::from(promoters) - less) * 100.0 / n).round() as i64)
    }

    /// The mean of choices with these numbers, in tenths. `None` if nobody has answered.
    pub fn mean_in_tenths(&self, numbers: &[u16]) -> Option<u64> {
        let products = self.counts.iter().zip(numbers).map(|(count, number)| u64::from(*count) * u64::from(*number));
        let hands = u64::from(self.hands());
        (products.sum::<u64>() * 20 + hands).checked_div(hands * 2)
    }
}

/// The most letters that a correction changes. More is another text.
const MOST_MENDED: usize = 3;

/// The choices whose wording was corrected, before and after: those at the same index, else similar ones.
pub fn mended(before: &[String], after: &[String]) -> Vec<(String, String)> {
    let gone: Vec<usize> = (0..before.len()).filter(|at| !after.contains(&before[*at])).collect();
    let mut new: Vec<usize> = (0..after.len()).filter(|at| !before.contains(&after[*at])).collect();
    let mut pairs = Vec::new();
    for from in gone {
        let near = |to: &usize| is_mended(&before[from], &after[*to]);
        let to = new.iter().copied().filter(|to| near(to)).min_by_key(|to| to.abs_diff(from));
        if let Some(to) = to {
            new.retain(|it| *it != to);
            pairs.push((before[from].clone(), after[to].clone()));
        }
    }
    pairs
}

/// Whether a text is another one with a typo corrected: at most a third of the letters differ, and no digit.
fn is_mended(before: &str, after: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (from, to) = (before.to_lowercase(), after.to_lowercase());
    let length = from.chars().count().max(to.chars().count());
    let differ = strsim::damerau_levenshtein(&from, &to);
    differ <= (length / 3).min(MOST_MENDED) && digits(before) == digits(after)
}

/// A number with its sign: a real minus, or a plus.
pub fn signed(number: i64) -> String {
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{number}"),
        _ => format!("−{}", number.unsigned_abs()),
    }
}

/// A count as a percentage of `n`, without sign: rounded, but never "0" for a count above zero, nor "100" for one below `n`. `None` if `n` is zero.
pub fn percentage(count: u32, n: u32) -> Option<String> {
    let nearest = (u64::from(count) * 200 + u64::from(n)).checked_div(u64::from(n) * 2)?;
    Some(bounded(nearest, count, n))
}

/// A percentage that is neither 0 for a count above zero nor 100 for one below `n`.
fn bounded(percent: u64, count: u32, n: u32) -> String {
    match percent {
        0 if count > 0 => "<1".to_owned(),
        100 if count < n => ">99".to_owned(),
        percent => percent.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hand(choice: &str) -> Change {
        Change::Hand { id: "p".into(), choice: choice.into() }
    }

    fn counted(counts: [u32; 3], people: Option<u32>) -> Change {
        let counts = ["a", "b", "c"].into_iter().map(str::to_owned).zip(counts).collect();
        Change::Counted { id: "p".into(), counts, people }
    }

    fn after(changes: &[Change]) -> Answers {
        let mut answers = Answers::default();
        changes.iter().for_each(|change| answers.apply(change));
        answers
    }

    fn tally(changes: &[Change]) -> Tally {
        after(changes).tally("p", &["a", "b", "c"].map(str::to_owned))
    }

    #[test]
    fn hands_are_counted_and_taken_back_one_by_one() {
        let back = Change::TakenBack { id: "p".into() };
        assert_eq!(tally(&[hand("a"), hand("b"), hand("a")]).counts, [2, 1, 0]);
        assert_eq!(tally(&[hand("a"), hand("b"), back.clone()]).counts, [1, 0, 0]);
        assert_eq!(tally(&[hand("a"), counted([5, 4, 3], None), back.clone()]).counts, [1, 0, 0]);
        assert_eq!(tally(&[back.clone(), back]).counts, [0, 0, 0]);
    }

    #[test]
    fn how_many_people_answered_is_known_until_one_more_hand_is_counted() {
        assert_eq!(tally(&[counted([5, 4, 3], Some(9))]).n(), 9);
        assert_eq!(tally(&[counted([5, 4, 3], Some(9)), hand("a")]).n(), 13);
    }

    #[test]
    fn removed_choices_keep_their_counts_until_they_come_back() {
        let answers = after(&[hand("a"), hand("x")]);
        assert_eq!(answers.tally("p", &["x".to_owned()]).counts, [1]);
        assert_eq!(answers.tally("p", &["a".to_owned(), "a".to_owned()]).counts, [1, 0]);
    }

    #[test]
    fn a_corrected_choice_keeps_its_hands_and_its_undo() {
        let mended = Change::Mended { id: "p".into(), from: "b".into(), to: "c".into() };
        let changes = [hand("b"), hand("a"), hand("b"), mended];
        assert_eq!(tally(&changes).counts, [1, 0, 2]);
        let back = Change::TakenBack { id: "p".into() };
        assert_eq!(tally(&[&changes[..], &[back.clone(), back]].concat()).counts, [0, 0, 1]);
    }

    #[test]
    fn corrected_choices_are_matched_with_the_old_ones() {
        let pairs = |before: &str, after: &str| {
            let all = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
            let pairs = mended(&all(before), &all(after));
            pairs.into_iter().map(|(from, to)| format!("{from}→{to}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(pairs("Oui/Peut etre/Nom", "Oui/Peut-être/Non"), "Peut etre→Peut-être Nom→Non");
        assert_eq!(pairs("Yse/No", "No/Yes"), "Yse→Yes");
        assert_eq!(pairs("le cloud publique/Non", "Non/Le cloud public"), "le cloud publique→Le cloud public");
        for (before, after) in
            [("Yes/No", "Yes/Never"), ("A/B", "A/C"), ("10 h/12 h", "10 h/14 h"), ("Oui/Non", "Non/Oui")]
        {
            assert_eq!(pairs(before, after), "", "{before} {after}");
        }
    }

    #[test]
    fn words_are_kept_up_to_a_bound() {
        let said = Change::Said { id: "p".into(), words: "oui".into() };
        assert_eq!(after(&vec![said; MOST_WORDS + 1]).words("p").len(), MOST_WORDS);
    }

    #[test]
    fn a_percentage_is_never_more_nor_less_than_what_is_true() {
        let percentages =
            |counts: &[u32], n| counts.iter().map(|count| percentage(*count, n).unwrap()).collect::<Vec<_>>();
        assert_eq!(percentages(&[0, 1, 1999, 2000], 2000), ["0", "<1", ">99", "100"]);
        assert_eq!(percentages(&[5, 3], 8), ["63", "38"]);
        assert_eq!(percentage(0, 0), None);
    }

    fn percentages(counts: &[u32], people: Option<u32>) -> Option<Vec<String>> {
        Tally { counts: counts.to_vec(), people }.percentages()
    }

    #[test]
    fn the_percentages_of_a_question_add_up_to_100() {
        let of = |counts: &[u32]| percentages(counts, None).unwrap();
        assert_eq!(of(&[1, 1, 1]), ["34", "33", "33"]);
        assert_eq!(of(&[5, 3]), ["63", "37"]);
        assert_eq!(of(&[1, 2, 3]), ["17", "33", "50"]);
        assert_eq!(of(&[1, 1, 1, 1, 1, 1, 1]), ["15", "15", "14", "14", "14", "14", "14"]);
        assert_eq!(of(&[1, 999]), ["<1", ">99"]);
        assert_eq!(of(&[0, 0, 7]), ["0", "0", "100"]);
        assert_eq!(of(&[u32::MAX, u32::MAX, 0]), ["50", "50", "0"]);
        assert_eq!(percentages(&[0, 0], None), None, "nobody has answered");
        for counts in (0..9_u32).flat_map(|a| (0..9).flat_map(move |b| (1..40).map(move |c| [a, b, c, a * b]))) {
            let whole: u32 =
                of(&counts).iter().map(|it| it.parse::<u32>().unwrap_or(if it == "<1" { 0 } else { 100 })).sum();
            assert_eq!(whole, 100, "{counts:?}");
        }
    }

    #[test]
    fn with_several_answers_each_percentage_is_of_people() {
        assert_eq!(percentages(&[3, 2, 3], Some(4)).unwrap(), ["75", "50", "75"]);
        assert_eq!(percentages(&[1, 1, 0], Some(3)).unwrap(), ["33", "33", "0"]);
    }

    #[test]
    fn the_nps_is_the_promoters_less_the_detractors() {
        let nps = |counts| tally(&[counted(counts, None)]).nps();
        assert_eq!([nps([3, 3, 6]), nps([6, 3, 3]), nps([1, 1, 1])], [Some(25), Some(-25), Some(0)]);
        assert_eq!([nps([0, 0, 9]), nps([0, 0, 0])], [Some(100), None]);
    }
}
