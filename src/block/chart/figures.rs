//! Numbers as people write them in the language of a deck.

use serde_json::{Value as Json, json};

use crate::lang::{noun, say};
use crate::table::{Reader, Schemas, Shape, Value};

/// Larger numbers are meaningless, for cells as for people.
const LARGEST: f64 = 1e15;

/// The most decimals of a number.
const MOST_DECIMALS: usize = 3;

/// A number, with or without decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Number(pub f64);

impl Shape for Number {
    const WHAT: &'static str = noun!("a number");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let it = value.get_ref();
        let read = match (it.as_integer(), it.as_float()) {
            (Some(integer), _) => i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|it| it as f64),
            (_, Some(float)) => float.as_str().parse().ok(),
            _ => {
                reader.wrong_type(value, Self::WHAT);
                return None;
            }
        };
        let fits = read.filter(|it: &f64| it.abs() <= LARGEST);
        if fits.is_none() {
            reader.bad_value(
                value,
                say!("this number cannot be drawn"),
                say!("write a number below 10¹⁵, such as 12 or 47.5"),
            );
        }
        fits.map(Self)
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "number" })
    }
}

/// How the numbers of one chart are written.
pub struct Figures<'a> {
    pub is_french: bool,
    /// The number of decimals, the same for all, so that numbers can be compared by their length.
    pub decimals: usize,
    pub unit: Option<&'a str>,
}

impl Figures<'_> {
    /// As many decimals as the most precise value needs after rounding: a sum such as 0.1 + 0.2 needs one.
    pub fn decimals(values: impl Iterator<Item = f64>) -> usize {
        let of = |value: f64| {
            let written = format!("{value:.MOST_DECIMALS$}");
            written.trim_end_matches('0').split_once('.').map_or(0, |(_, decimals)| decimals.len())
        };
        values.map(of).max().unwrap_or(0)
    }

    /// "1 234,5" in French, "1,234.5" elsewhere, with no-break spaces and a real minus sign.
    pub fn number(&self, value: f64) -> String {
        let written = format!("{:.*}", self.decimals, value.abs());
        let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
        let (group, point) = if self.is_french { ('\u{202f}', ',') } else { (',', '.') };
        let mut text = String::new();
        if value < 0.0 && written.contains(|char: char| matches!(char, '1'..='9')) {
            text.push('−');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                text.push(group);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(point);
            text.push_str(decimals);
        }
        text
    }

    /// A number with its unit: "47 %" in French, "47%" in English, "12 ms" in both.
    pub fn with_unit(&self, value: f64) -> String {
        let number = self.number(value);
        match self.unit {
            None | Some("") => number,
            Some("%") if !self.is_french => format!("{number}%"),
            Some(unit) => format!("{number}\u{a0}{unit}"),
        }
    }
}
