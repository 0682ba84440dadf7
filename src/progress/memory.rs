//! What somebody remembers of a question with right answers, and when it is time to ask it again.
//!
//! Who answers right at the first try knows it; who does not, or had the answer shown, is to review it. Either way it comes again at growing
//! distances, which keeps more than reading twice does (spacing and testing effects: Cepeda et al. 2006, Roediger and Karpicke 2006).

/// After how many days a question is asked again: the first time, the second, and so on. Behind the last it rests.
pub const DAYS: [u64; 4] = [1, 3, 7, 21];

/// Milliseconds of an hour.
const HOUR: u64 = 3_600_000;

/// So many hours earlier than whole days a question is due: who has read in the afternoon is asked on the next morning.
const EARLIER: u64 = 8;

/// What is remembered of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Whether it is to review: it was missed last, or its answer was shown.
    pub missed: bool,
    /// How often in a row it was answered right when it came again.
    pub times: usize,
    /// When it was answered last, in milliseconds since 1970.
    pub since: u64,
}

impl Memory {
    /// After a first answer: at the first try, or missed.
    pub fn begin(right: bool, when: u64) -> Self {
        Self { missed: !right, times: 0, since: when }
    }

    /// After an answer when it came again.
    #[must_use]
    pub fn again(self, right: bool, when: u64) -> Self {
        Self { missed: !right, times: if right { self.times + 1 } else { 0 }, since: when }
    }

    /// Whether it is time to ask it again.
    pub fn is_due(&self, now: u64) -> bool {
        let Some(days) = DAYS.get(self.times) else { return false };
        now >= self.since.saturating_add((days * 24 - EARLIER) * HOUR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * HOUR;

    /// The days on which a question is asked whose answers from the first on are these, as long as somebody comes each day.
    fn days(answers: &[bool]) -> Vec<u64> {
        let mut answers = answers.iter();
        let mut memory = Memory::begin(*answers.next().unwrap(), 0);
        let mut asked = Vec::new();
        for day in 1..=60 {
            if memory.is_due(day * DAY) {
                asked.push(day);
                let Some(right) = answers.next() else { break };
                memory = memory.again(*right, day * DAY);
            }
        }
        asked
    }

    #[test]
    fn a_question_comes_again_after_one_three_seven_and_twenty_one_days() {
        assert_eq!(days(&[true; 9]), [1, 4, 11, 32]);
        assert_eq!(days(&[false, true, true, true, true]), [1, 4, 11, 32]);
    }

    #[test]
    fn what_is_missed_comes_again_on_the_next_day() {
        assert_eq!(days(&[true, true, false, true, true]), [1, 4, 5, 8, 15]);
    }

    #[test]
    fn who_has_read_in_the_afternoon_is_asked_on_the_next_morning_and_not_before() {
        let memory = Memory::begin(false, 17 * HOUR);
        assert!(!memory.is_due(23 * HOUR) && memory.is_due(DAY + 9 * HOUR));
    }
}
