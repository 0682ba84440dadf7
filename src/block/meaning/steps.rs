//! The last step of each part of a meaning, which tells where the next part can start.

use crate::block::meaning::{Card, Column, Event, Item, Meaning, Note, Part, Row, Term, What};

impl Meaning {
    /// The last step at which a part of it appears. 0 if it is empty.
    pub fn last_step(&self) -> u16 {
        last(self.0.iter().map(Part::last_step))
    }
}

impl Part {
    /// The last step at which a part of it appears.
    pub fn last_step(&self) -> u16 {
        self.step.max(self.what.last_step())
    }
}

impl What {
    fn last_step(&self) -> u16 {
        match self {
            Self::Heading { .. } | Self::Paragraph(_) | Self::Rule | Self::Broken(_) => 0,
            Self::Chart(_) | Self::Course(_) | Self::Image(_) | Self::Qr(_) | Self::Silence(_) => 0,
            Self::List(list) => last(list.items.iter().map(|Item { step, inside, .. }| inside.last_step().max(*step))),
            Self::Quote(quote) => quote.inside.last_step(),
            Self::Callout(callout) => callout.inside.last_step(),
            Self::Terms(terms) => last(terms.iter().map(Term::last_step)),
            Self::Notes(notes) => last(notes.iter().map(|Note { inside, .. }| inside.last_step())),
            Self::Table(table) => last(table.rows.iter().map(Row::last_step)),
            Self::Cards(cards) => last(cards.iter().map(Card::last_step)),
            Self::Code(code) => code.step.saturating_add(code.stages.saturating_sub(1)),
            Self::Columns(columns) => last(columns.iter().map(|Column { inside, .. }| inside.last_step())),
            Self::Definition(definition) => definition.text.last_step(),
            Self::Diagram(diagram) => {
                let nodes = diagram.nodes.iter().map(|node| node.step);
                last(nodes.chain(diagram.edges.iter().map(|edge| edge.step)))
            }
            Self::Number(number) => number.caption.last_step(),
            Self::Question(question) => {
                let whys = question.choices.iter().map(|choice| &choice.why).chain([&question.why]);
                question.results.max(last(whys.map(Meaning::last_step)))
            }
            Self::Timeline(events) => last(events.iter().map(Event::last_step)),
            Self::Group(inside) => inside.last_step(),
        }
    }
}

impl Term {
    fn last_step(&self) -> u16 {
        last(self.meanings.iter().map(Meaning::last_step))
    }
}

impl Row {
    fn last_step(&self) -> u16 {
        last(self.cells.iter().map(Meaning::last_step)).max(self.step)
    }
}

impl Card {
    fn last_step(&self) -> u16 {
        self.step.max(self.head.last_step()).max(self.text.last_step())
    }
}

impl Event {
    fn last_step(&self) -> u16 {
        self.step.max(self.text.last_step()).max(self.detail.last_step())
    }
}

fn last(steps: impl Iterator<Item = u16>) -> u16 {
    steps.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::assets::Assets;
    use crate::block::{Colors, KINDS};
    use crate::deck;
    use crate::deck::Size;
    use crate::layout;
    use crate::source::Source;

    /// The last step of each slide, in its layout and in its meaning.
    fn last_steps(text: &str) -> Vec<(u16, u16)> {
        let (deck, _) = deck::read(&Source::new("test.toml", text));
        let (assets, colors) = (Assets::default(), Colors::default());
        let context = deck.context(&assets, &colors);
        let both = |placed: deck::Placed| {
            let sheet = layout::slide(&deck, &placed, &context, Size { width: 80, height: 24 });
            let said = placed.slide.meaning(&context).last_step();
            assert_eq!(placed.slide.last_step(&context), said, "counted without parsing: {:?}", placed.slide.title);
            (sheet.last_step(), said)
        };
        deck.slides().map(both).collect()
    }

    #[test]
    fn what_is_said_appears_at_the_steps_at_which_it_is_drawn() {
        let own = ["sensibilisation", "preparer", "tour"].map(|name| {
            let path = format!("{}/decks/{name}.toml", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap()
        });
        let reveal =
            |how: &str| own[2].replace("[[section.slide]]\n", &format!("[[section.slide]]\nreveal = \"{how}\"\n"));
        let all = own.iter().cloned().chain(["items", "blocks"].map(reveal));
        for (index, text) in all.enumerate() {
            for (slide, (drawn, said)) in last_steps(&text).into_iter().enumerate() {
                assert_eq!(drawn, said, "deck {index}, slide {slide}");
            }
        }
        assert!(KINDS.iter().all(|kind| own[2].contains(kind)), "the tour shows all kinds");
    }

    #[test]
    fn a_pause_counts_however_it_is_written() {
        let pauses = [
            ". . .",
            "<!-- pause -->",
            "<!--\npause\n-->",
            "&#46; . .",
            "\\. \\. \\.",
            ".\n.\n.",
            "**. . .**",
            "[. . .](https://a.fr)",
            "- x\n\n  . . .\n\n  y",
        ];
        for pause in pauses {
            let text = format!("[[section]]\n[[section.slide]]\nbody = '''\na\n\n{pause}\n\nb\n'''\n");
            assert_eq!(last_steps(&text), [(1, 1)], "{pause}");
        }
        let without = "[[section]]\n[[section.slide]]\nbody = 'No pause: v1.2.'\n";
        assert_eq!(last_steps(without), [(0, 0)]);
    }
}
