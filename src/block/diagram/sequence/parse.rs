//! Reads the participants and events of a sequence diagram in Mermaid's language.
//!
//! What cannot be read is reported at its place and left out. The rest is drawn.

use crate::block::diagram::findings::Findings;
use crate::block::diagram::mermaid::LOOKS;
use crate::block::diagram::sequence::arrows::{Arrow, nearly};
use crate::block::diagram::sequence::{Actor, DEEPEST, Event, Fold, MOST_ACTORS, MOST_EVENTS, Message, Sequence, Side};
use crate::block::diagram::statements::{front_matter, lines};
use crate::block::diagram::words;
use crate::lang::{noun, say};
use crate::source::Map;
use crate::table::Reader;
use crate::text;

/// A range in the text, in bytes.
type Place = (usize, usize);

/// The words that begin statements.
const KEYWORDS: &[&str] = &[
    "participant", "actor", "note", "loop", "alt", "else", "opt", "par", "and", "critical", "option", "break", "end",
    "activate", "deactivate", "autonumber",
];

/// Reads a sequence. `None` if it has no participants.
pub fn sequence(text: &str, map: &Map, reader: &mut Reader) -> Option<Sequence> {
    let findings = Findings::new(map, reader);
    let (open, working, named, number) = (Vec::new(), Vec::new(), Vec::new(), None);
    let mut parser = Parser { text, findings, sequence: Sequence::default(), open, working, named, number };
    if let Some(end) = front_matter(text) {
        parser.look((0, end), noun!("what stands above the graph"));
    }
    for (index, at) in lines(text).into_iter().enumerate() {
        // The first statement begins with the kind of diagram.
        let rest = if index == 0 { parser.behind_word(at) } else { at };
        if rest.0 < rest.1 {
            parser.statement(rest);
        }
    }
    while let Some(open) = parser.open.pop() {
        if parser.open.is_empty() && !open.is_guessed {
            let message = say!("`{word}` is not closed", word = open.word);
            parser.findings.wrong(open.at, message, say!("opened here"), say!("write `end` below its messages"));
        }
        parser.sequence.events.extend(open.fold.map(Event::Close));
    }
    if parser.sequence.actors.is_empty() && parser.findings.is_empty() {
        let help = say!("write `Alice->>Bob: Hello` below `sequenceDiagram`");
        let at = (0, text.trim_end().len());
        parser.findings.wrong(at, say!("the sequence has no message"), say!("nothing to draw"), help);
    }
    (!parser.sequence.actors.is_empty()).then_some(parser.sequence)
}

struct Parser<'a, 'r, 't> {
    text: &'a str,
    findings: Findings<'a, 'r, 't>,
    sequence: Sequence,
    /// What is open around the current statement.
    open: Vec<Open<'a>>,
    /// How often each participant is active at this point.
    working: Vec<usize>,
    /// Whether each participant was declared with words of its own.
    named: Vec<bool>,
    /// The number of the next message and the increment, if messages are numbered.
    number: Option<(u32, u32)>,
}

/// Something that needs an `end`.
struct Open<'a> {
    word: &'a str,
    at: Place,
    /// Whether it is a frame.
    is_frame: bool,
    /// Whether its word is misspelled, which is reported.
    is_guessed: bool,
    /// The frame that is drawn; `None` if none is.
    fold: Option<Fold>,
}

impl<'a> Parser<'a, '_, '_> {
    /// The range after the first word of a statement.
    fn behind_word(&self, at: Place) -> Place {
        let line = &self.text[at.0..at.1];
        let first = line.split_whitespace().next().unwrap_or_default();
        (at.1 - line[first.len()..].trim_start().len(), at.1)
    }

    fn statement(&mut self, at: Place) {
        let line = &self.text[at.0..at.1];
        let first = line.split_whitespace().next().unwrap_or_default();
        let rest = self.behind_word(at);
        let word = first.to_ascii_lowercase();
        // A participant may be called like a keyword.
        match Arrow::begins(&self.text[rest.0..rest.1]) {
            Some(_) => self.message(at),
            None => self.keyword(&word, first, at, rest),
        }
    }

    /// Reads a statement by its first word, which is given in small letters and as it is written.
    fn keyword(&mut self, word: &str, first: &'a str, at: Place, rest: Place) {
        match word {
            "participant" | "actor" => self.declare(rest, word == "actor"),
            "create" => {
                let help = say!("write `participant` without `create`");
                self.findings.lost(at, noun!("that a participant comes later"), say!("there from the start"), help);
                let word = self.text[rest.0..rest.1].split_whitespace().next().unwrap_or_default();
                self.declare(self.behind_word(rest), word.eq_ignore_ascii_case("actor"));
            }
            "destroy" => {
                let help = say!("remove this line");
                self.findings.lost(at, noun!("that a participant goes"), say!("stays to the end"), help);
            }
            "note" => self.note(rest),
            "activate" | "deactivate" => self.work(rest, word == "activate"),
            "autonumber" => self.numbers(rest),
            "box" | "rect" => self.ground(first, at, word == "box" && rest.0 < rest.1),
            "end" if rest.0 == rest.1 => self.close(at),
            "sequencediagram" => {
                let message = say!("a sequence begins once");
                self.findings.wrong(at, message, say!("a second one"), say!("remove this line"));
            }
            "title" | "title:" => {
                let help = say!("write a title as the title of the slide");
                self.findings.lost(at, noun!("a title in a diagram"), say!("not drawn"), help);
            }
            "link" | "links" | "properties" | "details" => self.look(at, noun!("what is behind a participant")),
            _ if LOOKS.contains(&first) => self.look(at, noun!("a look of its own")),
            _ => match (Fold::opened_by(word), Fold::divided_by(word)) {
                (Some(fold), _) => self.fold(fold, first, at, rest),
                (_, Some(fold)) => self.divide(fold, first, at, rest),
                _ => self.message(at),
            },
        }
    }

    /// A ground behind messages, or behind participants, whose box may have a title.
    fn ground(&mut self, word: &'a str, at: Place, is_titled: bool) {
        match is_titled {
            true => {
                let help = say!("name the group in the words of each: `participant a as Sales: Alice`");
                self.findings.lost(at, noun!("a titled box around participants"), say!("not drawn"), help);
            }
            false => self.look(at, noun!("a ground of its own")),
        }
        self.open.push(Open { word, at, is_frame: false, is_guessed: false, fold: None });
    }

    fn look(&mut self, at: Place, what: &'static str) {
        self.findings.lost(at, what, say!("not drawn"), say!("remove it: the theme says how things look"));
    }

    /// Adds an event, if there is room. Tells whether it was added.
    fn add(&mut self, event: Event, at: Place) -> bool {
        let has_room = self.sequence.events.len() < MOST_EVENTS;
        if has_room {
            self.sequence.events.push(event);
        } else {
            let message = say!("a sequence has at most {most} messages, notes and frames", most = MOST_EVENTS);
            self.findings.too_many(at, message);
        }
        has_room
    }

    /// `A as Its words`.
    fn declare(&mut self, at: Place, is_person: bool) {
        let said = &self.text[at.0..at.1];
        let (named, label) = match said.to_ascii_lowercase().find(" as ") {
            Some(split) => (&said[..split], words::label(&said[split + 4..])),
            None => (said, String::new()),
        };
        let mut end = at.0 + named.trim_end().len();
        let mut is_person = is_person;
        if let Some(form) = named.find("@{") {
            end = at.0 + named[..form].trim_end().len();
            is_person |= named[form..].contains("actor");
            let at = (at.0 + form, at.0 + named.trim_end().len());
            let help = say!("write `actor` for a person, `participant` for all others");
            self.findings.lost(at, noun!("the form of this box"), say!("drawn as another"), help);
        }
        let Some(actor) = self.actor((at.0, end)) else { return };
        let known = &mut self.sequence.actors[actor];
        known.is_person |= is_person;
        if label.is_empty() {
            return;
        }
        let before = std::mem::replace(&mut known.label, label);
        let is_again = std::mem::replace(&mut self.named[actor], true) && before != known.label;
        if is_again {
            let name = text::shorten(&known.id, 40).into_owned();
            let message = say!("\"{name}\" has other words already", name);
            let before = text::shorten(&before, 40);
            let help = say!("keep one of them: above it is shown as \"{before}\"", before);
            self.findings.wrong(at, message, say!("declared again here"), help);
        }
    }

    /// Finds or adds a participant.
    fn actor(&mut self, at: Place) -> Option<usize> {
        let name = &self.text[at.0..at.1];
        let at = match name.trim().is_empty() {
            true => at,
            false => (at.1 - name.trim_start().len(), at.0 + name.trim_end().len()),
        };
        let id = text::clean(name.trim()).into_owned();
        if id.is_empty() {
            self.nobody(at);
            return None;
        }
        if id.contains(['<', '>', '+', ',', ':', '|']) || id.contains("()") || id.contains("--") {
            let message = say!("\"{name}\" is not a name of a participant", name = text::shorten(&id, 40));
            let help = say!("write a short name; `participant a as Its words` gives it others to show");
            self.findings.wrong(at, message, say!("here"), help);
            return None;
        }
        if let Some(known) = self.sequence.actor(&id) {
            return Some(known);
        }
        if self.sequence.actors.len() == MOST_ACTORS {
            self.findings.too_many(at, say!("a sequence has at most {most} participants", most = MOST_ACTORS));
            return None;
        }
        self.sequence.actors.push(Actor { label: id.clone(), id, is_person: false });
        self.working.push(0);
        self.named.push(false);
        Some(self.sequence.actors.len() - 1)
    }

    fn nobody(&mut self, at: Place) {
        let help = say!("name who it is, such as `Alice` in `Alice->>Bob: Hello`");
        self.findings.wrong(at, say!("a participant is missing here"), say!("nobody is named"), help);
    }

    /// `right of A: words`, `over A,B: words`.
    fn note(&mut self, at: Place) {
        let said = &self.text[at.0..at.1];
        let sides = [("right of ", Side::Right), ("left of ", Side::Left), ("over ", Side::Over)];
        let lower = said.to_ascii_lowercase();
        let Some((start, side)) = sides.iter().find(|(start, _)| lower.starts_with(start)) else {
            let message = say!("a note stands `right of`, `left of` or `over` a participant");
            return self.findings.wrong(at, message, say!("here"), say!("write `Note right of Alice: words`"));
        };
        let Some(colon) = said.find(':') else { return self.without_words(at) };
        let names = (at.0 + start.len(), at.0 + colon);
        let mut actors = Vec::new();
        let mut from = names.0;
        for name in self.text[names.0..names.1].split(',') {
            let Some(actor) = self.actor((from, from + name.len())) else { return };
            actors.push(actor);
            from += name.len() + 1;
        }
        let text = words_behind(&said[colon + 1..]);
        let (from, to) = (actors.iter().min().copied(), actors.iter().max().copied());
        let (Some(from), Some(to)) = (from, to) else { return };
        // A note beside several participants is placed beside the outermost.
        let (from, to) = match side {
            Side::Over => (from, to),
            Side::Left => (from, from),
            Side::Right => (to, to),
        };
        self.add(Event::Note { side: *side, from, to, text }, at);
    }

    fn without_words(&mut self, at: Place) {
        let help = say!("write `:` behind the names, and then the words");
        self.findings.wrong(at, say!("the words are missing here"), say!("no words"), help);
    }

    fn work(&mut self, at: Place, begins: bool) {
        if let Some(actor) = self.actor(at) {
            self.begin_or_end(actor, begins, at);
        }
    }

    fn begin_or_end(&mut self, actor: usize, begins: bool, at: Place) {
        if begins {
            if self.add(Event::Begins(actor), at) {
                self.working[actor] += 1;
            }
            return;
        }
        if self.working[actor] == 0 {
            let name = text::shorten(&self.sequence.actors[actor].id, 40).into_owned();
            let message = say!("\"{name}\" is not active here", name);
            let help = say!("write `activate` above, or remove this");
            return self.findings.wrong(at, message, say!("nothing to end"), help);
        }
        self.working[actor] -= 1;
        self.add(Event::Ends(actor), at);
    }

    /// `autonumber`, `autonumber 10 5`, `autonumber off`.
    fn numbers(&mut self, at: Place) {
        let said = &self.text[at.0..at.1];
        let numbers: Vec<Option<u32>> = said.split_whitespace().map(|word| word.parse().ok()).collect();
        self.number = match numbers.as_slice() {
            [] => Some((1, 1)),
            [Some(first)] => Some((*first, 1)),
            [Some(first), Some(step)] => Some((*first, *step)),
            _ if said.eq_ignore_ascii_case("off") => None,
            _ => {
                let help = say!("write `autonumber`, `autonumber 10 5` (first, step) or `autonumber off`");
                return self.findings.wrong(at, say!("these are not numbers"), say!("here"), help);
            }
        };
    }

    fn fold(&mut self, fold: Fold, word: &'a str, at: Place, rest: Place) {
        let around = self.open.iter().filter(|open| open.is_frame).count();
        let is_framed = around < DEEPEST && {
            let title = title(&self.text[rest.0..rest.1]);
            self.add(Event::Open(fold, title), at)
        };
        // Those inside it are not reported again.
        if around == DEEPEST {
            let message = say!("frames are nested at most {most} levels deep", most = DEEPEST);
            self.findings.wrong(at, message, say!("one too many"), say!("draw them side by side"));
        }
        self.open.push(Open { word, at, is_frame: true, is_guessed: false, fold: is_framed.then_some(fold) });
    }

    fn divide(&mut self, fold: Fold, word: &str, at: Place, rest: Place) {
        let outer = fold.word();
        if let Some(open) = self.open.last().filter(|open| open.word.eq_ignore_ascii_case(outer)) {
            if open.fold.is_some() {
                self.add(Event::Divide(fold, title(&self.text[rest.0..rest.1])), at);
            }
            return;
        }
        let message = say!("`{word}` belongs in `{outer}`", word, outer);
        let help = say!("open it with `{outer}` above, or remove this line", outer);
        self.findings.wrong(at, message, say!("divides nothing"), help);
    }

    fn close(&mut self, at: Place) {
        match self.open.pop() {
            Some(open) => self.sequence.events.extend(open.fold.map(Event::Close)),
            None => {
                let message = say!("nothing is open here");
                self.findings.wrong(at, message, say!("closes nothing"), say!("remove this line"));
            }
        }
    }

    /// `A->>+B: words`.
    fn message(&mut self, at: Place) {
        let line = &self.text[at.0..at.1];
        let head = &line[..line.find(':').unwrap_or(line.len())];
        let Some(arrow) = Arrow::first(head) else { return self.no_message(at, head) };
        let behind = at.0 + arrow.at + arrow.length;
        let target = &self.text[behind..at.0 + head.len()];
        let sign = target.trim_start().chars().next().filter(|sign| matches!(sign, '+' | '-'));
        let skip = target.len() - target.trim_start().len() + sign.map_or(0, char::len_utf8);
        let skip = if sign.is_some() { skip } else { 0 };
        if head.len() == line.len() {
            self.without_words(at);
        }
        // Without a name, the arrow is reported.
        let named = |place: Place| if self.text[place.0..place.1].trim().is_empty() { None } else { Some(place) };
        let places = [(at.0, at.0 + arrow.at), (behind + skip, at.0 + head.len())].map(named);
        let [Some(from), Some(to)] = places else { return self.nobody((at.0 + arrow.at, behind)) };
        let (Some(from), Some(to)) = (self.actor(from), self.actor(to)) else { return };
        let text = words_behind(line.get(head.len() + 1..).unwrap_or_default());
        let text = match &mut self.number {
            Some((next, step)) => {
                let number = *next;
                *next = next.saturating_add(*step);
                format!("{number}. {text}").trim_end().to_owned()
            }
            None => text,
        };
        let Arrow { is_dotted, heads, tip, .. } = arrow;
        self.add(Event::Message(Message { from, to, text, is_dotted, heads, tip }), at);
        match sign {
            Some('+') => self.begin_or_end(to, true, at),
            // After `-`, the sender becomes inactive.
            Some(_) => self.begin_or_end(from, false, at),
            None => {}
        }
    }

    fn no_message(&mut self, at: Place, head: &str) {
        let word = head.split_whitespace().next().unwrap_or_default();
        if let Some((start, length)) = nearly(head) {
            let sign = text::shorten(&head[start..start + length], 40).into_owned();
            let message = say!("\"{sign}\" is not an arrow of a sequence", sign);
            let help = say!("write `A->>B: words` for a message, `A-->>B: words` for its answer");
            return self.findings.wrong((at.0 + start, at.0 + start + length), message, say!("here"), help);
        }
        let lower = word.to_ascii_lowercase();
        let near = text::nearest(&lower, KEYWORDS.iter().copied().filter(|it| *it != lower));
        let help = match near {
            Some(near) => say!("did you mean \"{near}\"?", near),
            None => say!("write `A->>B: words`; `;` ends a message: in its words it is `#59;`"),
        };
        self.findings.wrong(at, say!("this is not a message"), say!("no arrow"), help);
        if let Some(near) = near {
            self.read_as(near, at);
        }
    }

    /// Reads what a misspelled word was probably meant to begin, so that what follows from it is not reported too.
    fn read_as(&mut self, near: &'static str, at: Place) {
        let (rest, is_frame) = (self.behind_word(at), Fold::opened_by(near).is_some());
        match near {
            "participant" | "actor" => self.declare(rest, near == "actor"),
            "end" if rest.0 == rest.1 && !self.open.is_empty() => self.close(at),
            "activate" => self.work(rest, true),
            _ if is_frame && rest.0 < rest.1 => {
                self.keyword(near, near, at, rest);
                self.open.iter_mut().rev().take(1).for_each(|open| open.is_guessed = true);
            }
            _ => {}
        }
    }
}

/// The title of a frame.
fn title(written: &str) -> String {
    words::label(written).replace('\n', " ")
}

/// The text after a colon. Mermaid's `wrap:` at its start is dropped, because text is always wrapped.
fn words_behind(written: &str) -> String {
    let written = written.trim();
    let bare = ["wrap:", "nowrap:"].iter().find_map(|sign| written.strip_prefix(sign));
    words::label(bare.unwrap_or(written))
}
