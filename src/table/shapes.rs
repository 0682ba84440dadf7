//! The shapes of plain values: strings, numbers, lists, dates.

use std::borrow::Cow;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::lang::{self, Message, noun, say};
use crate::source::Map;
use crate::table::{Nature, Reader, Schemas, See, Shape, Value};
use crate::text;

/// Text for people, shown as it is written. Other strings have types of their own: [`Name`](super::Name), an id, a file.
pub type Words = String;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Medium {
    Text,
    Picture,
}

impl Shape for Words {
    const WHAT: &'static str = noun!("a string");
    const NATURE: Nature = Nature::Words;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        reader.string(value, Self::WHAT).map(|it| text::clean(it).into_owned())
    }
}

impl Shape for bool {
    const WHAT: &'static str = noun!("true or false");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let read = value.get_ref().as_bool();
        if read.is_none() {
            reader.wrong_type(value, Self::WHAT);
        }
        read
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "boolean" })
    }
}

impl Shape for u16 {
    const WHAT: &'static str = noun!("a whole number");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Some(integer) = value.get_ref().as_integer() else {
            reader.wrong_type(value, Self::WHAT);
            return None;
        };
        match u16::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => Some(number),
            Err(_) => {
                reader.bad_value(
                    value,
                    say!("{integer} is out of range", integer = text::shorten(integer.as_str(), 40)),
                    say!("write a number from 0 to 65535"),
                );
                None
            }
        }
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX })
    }
}

impl<T: Shape> Shape for Option<T> {
    const WHAT: &'static str = T::WHAT;
    const NATURE: Nature = T::NATURE;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        T::read(value, reader).map(Some)
    }

    fn schema(schemas: &mut Schemas) -> Json {
        T::schema(schemas)
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        self.iter().for_each(|it| it.visit(see));
    }
}

/// A list keeps the elements that could be read.
impl<T: Shape> Shape for Vec<T> {
    const WHAT: &'static str = noun!("a list");
    const NATURE: Nature = T::NATURE;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        match value.get_ref() {
            DeValue::Array(values) => Some(values.iter().filter_map(|value| T::read(value, reader)).collect()),
            DeValue::Table(_) if matches!(T::NATURE, Nature::Table(_) | Nature::Block { .. }) => {
                let span = reader.span(value.span());
                let message =
                    say!("expected a list of tables, found one table; each is {what}", what = Message::noun(T::WHAT));
                reader.report(
                    Diagnostic::error("type-or-missing", span, message, say!("one pair of brackets"))
                        .help(say!("write the header in two pairs: `[[…]]`")),
                );
                None
            }
            _ if matches!(T::NATURE, Nature::Table(_) | Nature::Block { .. }) => {
                reader.wrong_tables(value, T::WHAT);
                None
            }
            _ => {
                reader.wrong_type(value, Self::WHAT);
                None
            }
        }
    }

    fn schema(schemas: &mut Schemas) -> Json {
        json!({ "type": "array", "items": T::schema(schemas) })
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        self.iter().for_each(|it| it.visit(see));
    }
}

/// A string as it is in the file, with the map to it, for parsing Markdown. It is not cleaned yet.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    pub text: String,
    pub map: Map,
}

impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Shape for Excerpt {
    const WHAT: &'static str = noun!("a string");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(value, Self::WHAT)?.to_owned();
        Some(Self { text, map: reader.map_of(value) })
    }
}

/// A few words, or a number or a date as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written(pub String);

impl Shape for Written {
    const WHAT: &'static str = noun!("a string or a number");
    const NATURE: Nature = Nature::Words;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let written = match value.get_ref() {
            DeValue::String(_) => reader.string(value, Self::WHAT)?.trim().to_owned(),
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().to_owned(),
            DeValue::Float(float) => float.as_str().to_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                reader.wrong_type(value, Self::WHAT);
                return None;
            }
        };
        Some(Self(text::clean(&written).into_owned()))
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": ["string", "number"] })
    }
}

/// A time as people write it: a date, a year, a few words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    written: String,
    /// The day, if it is a date as TOML writes it, without a time.
    day: Option<Date>,
}

impl When {
    /// A date in words, everything else as it is written.
    pub fn said(&self, words: &lang::Words) -> Cow<'_, str> {
        self.day.map_or(Cow::Borrowed(&self.written), |day| Cow::Owned(day.in_words(words)))
    }
}

impl Shape for When {
    const WHAT: &'static str = Written::WHAT;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let day = match value.get_ref() {
            DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, .. }) => Some(Date::from(date)),
            // In quotes it is a date all the same.
            DeValue::String(text) => text.trim().parse().ok().and_then(|it: toml::value::Datetime| match it {
                toml::value::Datetime { date: Some(date), time: None, .. } => Some(Date::from(&date)),
                _ => None,
            }),
            _ => None,
        };
        Some(Self { written: Written::read(value, reader)?.0, day })
    }

    fn schema(schemas: &mut Schemas) -> Json {
        Written::schema(schemas)
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl From<&toml::value::Date> for Date {
    fn from(date: &toml::value::Date) -> Self {
        Self { year: date.year, month: date.month, day: date.day }
    }
}

impl Date {
    /// "3 December 2026", "1er janvier 2027".
    pub fn in_words(self, words: &lang::Words) -> String {
        (words.replay.date)(self.year, self.month, self.day)
    }

    /// Parses a date: "2023-05-31".
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? })
    }
}

/// A date and a time, "2026-12-03 09:00", with the date in words. Other text as it is.
pub fn moment_in_words(moment: &str, words: &lang::Words) -> String {
    let (day, time) = moment.split_once(' ').unwrap_or((moment, ""));
    Date::parse(day).map_or_else(|| moment.to_owned(), |day| format!("{} {time}", day.in_words(words)))
}

impl Shape for Date {
    const WHAT: &'static str = noun!("a date");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        match value.get_ref() {
            DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, .. }) => Some(Self::from(date)),
            _ => {
                reader.wrong_type(value, noun!("a date such as 2023-05-31, without quotes or time"));
                None
            }
        }
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_in_the_words_of_the_language_and_text_as_it_is_written() {
        let said = |code, date: &str| {
            let text = format!("format = 1\ntitle = \"t\"\nlang = \"{code}\"\nauthor = \"Ada\"\ndate = {date}\n");
            let (deck, _) = crate::deck::read(&crate::source::Source::new("t.toml", &text));
            deck.byline().unwrap_or_default()
        };
        assert_eq!(said("fr", "2026-12-03"), "Ada · 3 décembre 2026");
        assert_eq!(said("fr-CA", "2027-01-01"), "Ada · 1er janvier 2027");
        assert_eq!(said("en", "2026-12-03"), "Ada · 3 December 2026");
        assert_eq!(said("fr", "\"2026-12-03\""), "Ada · 3 décembre 2026", "in quotes too");
        for other in ["printemps 2027", "2026-13-40", "2026-12-03 au soir", "2026-12"] {
            assert_eq!(said("fr", &format!("\"{other}\"")), format!("Ada · {other}"));
        }
        assert_eq!(said("fr", "2026"), "Ada · 2026");
        let french = lang::choose([Some("fr")]);
        assert_eq!(moment_in_words("2026-11-30 00:30", french), "30 novembre 2026 00:30");
        assert_eq!(moment_in_words("00:30", french), "00:30");
    }
}
