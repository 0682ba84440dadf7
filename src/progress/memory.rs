//! What a person remembers of a quiz question, and when to ask it again.
//!
//! A question answered right at the first try is known. One answered wrong, or whose answer was shown, is to review. Either way it is asked again
//! at growing intervals, which is remembered better than reading twice (spacing and testing effects: Cepeda et al. 2006, Roediger and Karpicke
//! 2006).

/// After how many days a question is asked again: the first time, the second, and so on. After the last it is not asked any more.
pub const DAYS: [u64; 4] = [1, 3, 7, 21];

/// Milliseconds of an hour.
const HOUR: u64 = 3_600_000;

/// A question is due this many hours before the full days have passed, so that after reading in the afternoon it is asked the next morning.
const EARLIER: u64 = 8;

/// What is remembered of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Whether it is to review: it was last answered wrong, or its answer was shown.
    pub missed: bool,
    /// How many times in a row it was answered right when asked again.
    pub times: usize,
    /// When it was last answered, in milliseconds since 1970.
    pub since: u64,
}

impl Memory {
    /// After the first answer: right at the first try, or wrong.
    pub fn begin(right: bool, when: u64) -> Self {
        Self { missed: !right, times: 0, since: when }
    }

    /// After an answer when it was asked again.
    #[must_use]
    pub fn again(self, right: bool, when: u64) -> Self {
        Self { missed: !right, times: if right { self.times + 1 } else { 0 }, since: when }
    }

    /// Whether it should be asked again.
    pub fn is_due(&self, now: u64) -> bool {
        let Some(days) = DAYS.get(self.times) else { return false };
        now >= self.since.saturating_add((days * 24 - EARLIER) * HOUR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 24 * HOUR;

    /// The days on which a question with these answers is asked, if the person reads every day.
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
    fn missed_questions_come_back_the_next_day() {
        assert_eq!(days(&[true, true, false, true, true]), [1, 4, 5, 8, 15]);
    }

    #[test]
    fn questions_read_in_the_afternoon_come_back_the_next_morning() {
        let memory = Memory::begin(false, 17 * HOUR);
        assert!(!memory.is_due(23 * HOUR) && memory.is_due(DAY + 9 * HOUR));
    }
}
