//! `rating`: a rating on a scale, from 0 to 10 with its NPS, or from 1 to 5.

use crate::answers::{SMALL, Tally, signed};
use crate::block::ask::{Ask, Choice, Ending, check_question, run};
use crate::block::meaning::{self, What};
use crate::block::{AnyKind, Asks, Block, Context, Kind, Question, Takes};
use crate::lang::{Message, noun, say};
use crate::page::{Ink, Page, Role};
use crate::source::Span;
use crate::table::{Id, Name, Reader, Words, table};
use crate::text::Run;

/// The most steps of a scale that a room can be asked about.
const MOST_STEPS: u16 = 11;

/// The groups of an NPS (Reichheld 2003): detractors, passives, promoters.
const GROUPS: [(u16, u16); 3] = [(0, 6), (7, 8), (9, 10)];

table! {
    /// How much, on a scale.
    pub struct Rating as "a rating" {
        /// The name by which its answers are known.
        id: Id<Block>,
        /// The question; that of the rating repeated where it is left out.
        question: Words = Words::new(),
        /// The lowest number: 1, with `nps` 0.
        min: Option<u16> = None,
        /// The highest number: 5, with `nps` 10.
        max: Option<u16> = None,
        /// Whether it is the question for a Net Promoter Score, from 0 to 10.
        nps: bool = false,
        /// What the lowest number means.
        low: Option<Words> = None,
        /// What the highest number means.
        high: Option<Words> = None,
        /// The id of an earlier rating: the results show before and after.
        repeat: Option<Name> = None,
    }
}

impl Rating {
    fn scale(&self) -> (u16, u16) {
        match self.nps {
            true => (0, 10),
            false => (self.min.unwrap_or(1), self.max.unwrap_or(5)),
        }
    }

    /// The numbers of the scale. Empty if it is not valid.
    fn numbers(&self) -> Vec<u16> {
        let (min, max) = self.scale();
        if max.saturating_sub(min) < MOST_STEPS { (min..=max).collect() } else { Vec::new() }
    }

    /// The number of its first choice. Hands for an NPS are counted by group.
    fn first(&self) -> u16 {
        if self.nps { 1 } else { self.scale().0 }
    }

    /// The texts under which the answers are stored: for an NPS the groups if a room answers, the numbers if one person does.
    fn known(&self, alone: bool) -> Vec<String> {
        match self.nps && !alone {
            true => GROUPS.iter().map(|(from, to)| format!("{from}-{to}")).collect(),
            false => self.numbers().iter().map(u16::to_string).collect(),
        }
    }

    fn ask(&self, context: &Context) -> Ask<'_> {
        let (words, alone) = (context.words, context.alone.is_some());
        let groups = self.nps && !alone;
        let label = |at: usize, known: &str| match (groups, known == self.scale().1.to_string()) {
            (true, _) => (words.from_to)(GROUPS[at].0, GROUPS[at].1),
            (false, _) if at == 0 => self.low.clone().unwrap_or_default(),
            (false, true) => self.high.clone().unwrap_or_default(),
            (false, false) => String::new(),
        };
        let choice = |(at, known): (usize, String)| Choice {
            label: label(at, &known),
            revealed: if groups { words.nps_groups[at] } else { "" },
            ..Choice::new(&known)
        };
        let choices = self.known(alone).into_iter().enumerate().map(choice).collect();
        let ask = Ask::new(&self.id, &self.question, choices, self.repeat.as_deref(), context);
        // An NPS is counted by groups, whose names do not say what the scale means.
        Ask { legend: groups.then(|| self.scale_in_words(context)).flatten(), ..ask }
    }

    /// What the scale means, if the choices do not say so.
    fn scale_in_words(&self, context: &Context) -> Option<String> {
        let (min, max) = self.scale();
        let said = |number: u16, word: &Option<String>| word.as_ref().map(|word| format!("{number} = {word}"));
        let ends: Vec<String> = [said(min, &self.low), said(max, &self.high)].into_iter().flatten().collect();
        match (self.nps, ends.is_empty()) {
            (false, false) => None,
            (_, true) => Some((context.words.from_to)(min, max)),
            (true, false) => Some(ends.join(", ")),
        }
    }

    /// The score of the room: its NPS, or its mean.
    fn score(&self, ask: &Ask, context: &Context) -> Vec<Vec<Run<Ink>>> {
        if ask.tally.hands() == 0 {
            return Vec::new();
        }
        if !self.nps {
            let tenths = ask.tally.mean_in_tenths(&self.numbers()).unwrap_or_default();
            let mean = decimal(tenths, context.words.decimal_sign);
            return vec![vec![run(&(context.words.mean)(&mean, self.scale().1), Role::Strong)]];
        }
        let mut rows = Vec::new();
        let before = ask.earlier.as_ref().and_then(Tally::nps).map(|nps| format!("{} → ", signed(nps)));
        let nps = ask.tally.nps().map(signed).unwrap_or_default();
        rows.push(vec![run(&format!("NPS {}{nps}", before.unwrap_or_default()), Role::Strong)]);
        if ask.earlier.iter().chain([&ask.tally]).any(|tally| (1..SMALL).contains(&tally.n())) {
            rows[0].push(run(&format!("   ⚠ {}", context.words.small_sample), Role::Warning));
        }
        rows
    }
}

/// "4,2", from tenths.
fn decimal(tenths: u64, sign: &str) -> String {
    format!("{}{sign}{}", tenths / 10, tenths % 10)
}

impl Kind for Rating {
    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let ask = self.ask(context);
        if let Some(own) = &ask.own {
            // A room's hands for an NPS are counted by groups.
            let of_room = self.ask(&Context { alone: None, ..*context });
            let room = of_room.room(context.interface, width, self.score(&of_room, context));
            return ask.layout_alone(own, context.interface, width, self.scale().0, Ending::Room(room));
        }
        let summary = ask.summary(context.words, width, self.score(&ask, context));
        ask.layout(context.words, width, self.first(), summary)
    }

    fn meaning(&self, context: &Context) -> What {
        let ask = self.ask(context);
        let first = if ask.own.is_some() { self.scale().0 } else { self.first() };
        let score: Vec<String> = self.score(&ask, context).concat().into_iter().map(|run| run.text).collect();
        let asks = if self.nps { Asks::Nps } else { Asks::Rating };
        What::Question(Box::new(meaning::Question {
            ends: (self.low.clone(), self.high.clone()),
            scale: self.scale_in_words(context),
            score: Some(score.concat()).filter(|score| !score.is_empty()),
            ..ask.meaning(asks, Takes::Hands { several: false }, first, context)
        }))
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        if self.repeat.is_none() {
            check_question(&self.at, &self.question, noun!("a rating that repeats none"), reader);
        }
        let (min, max) = self.scale();
        let span = [self.at.value("min"), self.at.value("max")].into_iter().find(|span| *span != self.at.table);
        let mut bad = |message: Message, help: Message| {
            reader.wrong(span.unwrap_or(at), message, say!("not a valid scale"), help)
        };
        if self.nps && (self.min.unwrap_or(0), self.max.unwrap_or(10)) != (0, 10) {
            bad(say!("the scale of an NPS goes from 0 to 10"), say!("leave out `min` and `max`, or `nps`"));
        } else if max <= min || max - min >= MOST_STEPS {
            bad(say!("a scale from {min} to {max}", min, max), say!("write 2 to 11 steps, such as 1 to 5 or 0 to 10"));
        }
    }

    fn repeats(&self) -> Option<&Name> {
        self.repeat.as_ref()
    }

    fn completed(&self, earlier: &AnyKind) -> Option<AnyKind> {
        let AnyKind::Rating(earlier) = earlier else { return None };
        let mut rating = self.clone();
        if rating.question.is_empty() {
            rating.question = earlier.question.clone();
        }
        if rating.min.is_none() && rating.max.is_none() && !rating.nps {
            (rating.min, rating.max, rating.nps) = (earlier.min, earlier.max, earlier.nps);
        }
        rating.low = rating.low.or_else(|| earlier.low.clone());
        rating.high = rating.high.or_else(|| earlier.high.clone());
        Some(AnyKind::Rating(rating))
    }

    fn asks(&self) -> Option<Question> {
        let kind = if self.nps { Asks::Nps } else { Asks::Rating };
        let takes = Takes::Hands { several: false };
        let question = Question::new(&self.id, kind, &self.question, &self.known(false), takes);
        Some(Question { repeat: self.repeat.clone().map(String::from), first: self.first(), ..question })
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const RATING: &str = "[[section.slide.block]]\nkind = \"rating\"\nid = \"r\"\nquestion = \"Utile ?\"\n";

    #[test]
    fn a_scale_is_as_long_as_it_says() {
        expect![[r#"
            Utile ?

              2  peu
              3
              4

            0 answers
            ~~~
            Utile ?

              2  peu
              3
              4

            0 answers
        "#]]
        .assert_eq(&pictures(&format!("{RATING}min = 2\nmax = 4\nlow = \"peu\""), 40));
    }

    #[test]
    fn an_nps_is_read_with_its_groups_and_its_scale() {
        expect![[r#"
            Utile ?

            • 0 to 6 — detractors
            • 7 to 8 — passives
            • 9 to 10 — promoters

            [10 = oui]
        "#]]
        .assert_eq(&read_aloud(&format!("{RATING}nps = true\nhigh = \"oui\"")));
    }

    #[test]
    fn a_scale_has_two_to_eleven_steps_and_an_nps_its_own() {
        let found = |more: &str| findings(&format!("{RATING}{more}"));
        assert_eq!(found("min = 5"), ["a scale from 5 to 5"]);
        assert_eq!(found("max = 100"), ["a scale from 1 to 100"]);
        assert_eq!(found("nps = true\nmax = 5"), ["the scale of an NPS goes from 0 to 10"]);
        assert_eq!(found("nps = true\nmin = 0\nmax = 10"), [""; 0]);
    }
}
