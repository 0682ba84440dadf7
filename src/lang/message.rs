//! Messages: sentences made where something is found, and shown in the reader's language.
//!
//! `say!` makes one from its English and its values. The other languages have a text for each English one, in their lists of [`Words::messages`].
//! The compiler rejects a message that a language lacks, or whose translation uses an unknown value.
//!
//! In a text `{name}` is a value, `{count?one|many}` one of two words chosen by a number, and `{{` and `}}` are braces.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::io;
use std::ops::Deref;

use crate::lang::{ALL, Texts, Words};
use crate::text;

/// A sentence, or a part of one, in one language, with what is needed to say it in another. It derefs to its text.
#[derive(Clone, Debug, Default)]
pub struct Message {
    text: Box<str>,
    /// What identifies it: its English. Empty if it is the same in every language.
    template: &'static str,
    values: Box<[(&'static str, Value)]>,
}

/// A value in a message.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Number(i64),
    Message(Message),
    /// A thing with its indefinite article, "a slide", to be shown with the definite one: "the slide".
    The(&'static str),
}

impl Message {
    /// For `say!`, which has checked that every language has the text.
    pub fn new(template: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        let text = filled(template, &values, ALL[0]).into();
        Self { text, template, values: values.into() }
    }

    /// The name of a thing, for `noun!` and what was declared with it.
    pub fn noun(name: &'static str) -> Self {
        Self { text: filled(name, &[], ALL[0]).into(), template: name, ..Self::default() }
    }

    /// A text that is the same in every language: names, what somebody wrote, or what is in the right language already.
    pub fn as_it_is(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The same message in a language.
    pub fn in_words(&self, words: &Words) -> Self {
        match words.text_of(self.template) {
            _ if self.template.is_empty() => self.clone(),
            Some(text) => Self { text: filled(text, &self.values, words).into(), ..self.clone() },
            // A message of the system in its own words.
            None if self.values.is_empty() && *self.text != *self.template => self.clone(),
            None => Self { text: filled(self.template, &self.values, words).into(), ..self.clone() },
        }
    }

    /// A question with the name that was probably meant.
    pub fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        text::nearest(word, names).map(|near| say!("did you mean \"{near}\"?", near))
    }

    /// An English message from elsewhere, and what replaces it in every other language.
    pub fn foreign(english: &str, otherwise: &'static str) -> Self {
        Self { text: english.into(), template: otherwise, ..Self::default() }
    }

    /// Several messages, with a text between them.
    pub fn joined(messages: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut messages = messages.into_iter();
        let first = messages.next().unwrap_or_default();
        messages.fold(first, |all, next| Self {
            text: format!("{all}{between}{next}").into(),
            template: JOINED,
            values: [
                ("first", Value::Message(all)),
                ("between", Value::Text(between.to_owned())),
                ("next", Value::Message(next)),
            ]
            .into(),
        })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Two messages in a row.
const JOINED: &str = "{first}{between}{next}";

impl Words {
    /// The translation of an English text, or the text itself if there is none.
    pub fn in_place_of<'a>(&self, english: &'a str) -> &'a str {
        self.text_of(english).unwrap_or(english)
    }

    /// The translation of an English text.
    fn text_of(&self, english: &str) -> Option<&'static str> {
        let mut all = self.messages.iter().flat_map(|texts| texts.iter());
        all.find(|(known, _)| *known == english).map(|(_, text)| *text)
    }
}

/// A text with its values filled in.
fn filled(template: &str, values: &[(&'static str, Value)], words: &Words) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..at + 1];
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix(brace) {
            out.push_str(brace);
            rest = behind;
            continue;
        }
        let Some(end) = rest.find('}') else { break };
        let (name, forms) =
            rest[..end].split_once('?').map_or((&rest[..end], None), |(name, forms)| (name, Some(forms)));
        rest = &rest[end + 1..];
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else { continue };
        match (forms.and_then(|forms| forms.split_once('|')), value) {
            (Some((one, many)), Value::Number(count)) => out.push_str(if (words.is_one)(*count) { one } else { many }),
            (_, Value::Number(number)) => out.push_str(&number.to_string()),
            (_, Value::Text(text)) => out.push_str(text),
            (_, Value::Message(message)) => (words.append)(&mut out, &message.in_words(words)),
            (_, Value::The(name)) => {
                let name = Message::noun(name).in_words(words);
                (words.append)(&mut out, &(words.definite)(&name));
            }
        }
    }
    out.push_str(rest);
    out
}

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for Message {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Message {}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        *self.text == *other
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        *self.text == **other
    }
}

impl PartialEq<String> for Message {
    fn eq(&self, other: &String) -> bool {
        *self.text == **other
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Error for Message {}

/// Tests may use any text. In the program, every message has its translations.
#[cfg(test)]
impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::as_it_is(text)
    }
}

impl From<&Message> for Message {
    fn from(message: &Message) -> Self {
        message.clone()
    }
}

impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.text.into()
    }
}

/// The system's description of a failure, translated if it is a known kind, without the number that only programmers know.
impl From<&io::Error> for Message {
    fn from(error: &io::Error) -> Self {
        if let Some(message) = error.get_ref().and_then(|it| it.downcast_ref::<Self>()) {
            return message.clone();
        }
        let template = match error.kind() {
            io::ErrorKind::NotFound => noun!("No such file or directory"),
            io::ErrorKind::PermissionDenied => noun!("Permission denied"),
            io::ErrorKind::AlreadyExists => noun!("File exists"),
            io::ErrorKind::IsADirectory => noun!("Is a directory"),
            io::ErrorKind::NotADirectory => noun!("Not a directory"),
            io::ErrorKind::DirectoryNotEmpty => noun!("Directory not empty"),
            io::ErrorKind::StorageFull => noun!("No space left on device"),
            io::ErrorKind::QuotaExceeded => noun!("Disk quota exceeded"),
            io::ErrorKind::ReadOnlyFilesystem => noun!("Read-only file system"),
            io::ErrorKind::FileTooLarge => noun!("File too large"),
            io::ErrorKind::InvalidFilename => noun!("File name too long"),
            io::ErrorKind::TimedOut => noun!("Connection timed out"),
            io::ErrorKind::BrokenPipe => noun!("Broken pipe"),
            _ => "",
        };
        let text = error.to_string();
        let end = error.raw_os_error().and_then(|_| text.rfind(" (os error ")).unwrap_or(text.len());
        Self { text: text[..end].to_owned().into(), template, ..Self::default() }
    }
}

/// What can be a value in a message.
pub trait Worded {
    fn value(&self) -> Value;
}

impl<T: Worded + ?Sized> Worded for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
}

macro_rules! worded {
    ($($Type:ty: $it:ident => $value:expr,)*) => {$(
        impl Worded for $Type {
            fn value(&self) -> Value {
                let $it = self;
                $value
            }
        }
    )*};
}

worded! {
    str: it => Value::Text(it.to_owned()),
    String: it => Value::Text(it.clone()),
    Cow<'_, str>: it => Value::Text(it.to_string()),
    char: it => Value::Text(it.to_string()),
    std::path::Display<'_>: it => Value::Text(it.to_string()),
    fmt::Arguments<'_>: it => Value::Text(it.to_string()),
    Message: it => Value::Message(it.clone()),
    serde_json::Error: it => Value::Text(it.to_string()),
    Value: it => it.clone(),
    io::Error: it => Value::Message(it.into()),
    u8: it => Value::Number((*it).into()),
    u16: it => Value::Number((*it).into()),
    u32: it => Value::Number((*it).into()),
    i64: it => Value::Number(*it),
    u64: it => Value::Number(i64::try_from(*it).unwrap_or(i64::MAX)),
    usize: it => Value::Number(i64::try_from(*it).unwrap_or(i64::MAX)),
}

/// Makes a [`Message`]: its English, then the values in it, `name` or `name = value`.
macro_rules! say {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const _: () = $crate::lang::message::check($template, &[$(stringify!($name)),*]);
        $crate::lang::Message::new(
            $template,
            vec![$((stringify!($name), $crate::lang::message::Worded::value(&$crate::lang::message::say!(@ $name $($value)?)))),*],
        )
    }};
    (@ $name:ident) => { $name };
    (@ $name:ident $value:expr) => { $value };
}

/// The name of a thing, which every language has.
macro_rules! noun {
    ($name:literal) => {{
        const _: () = $crate::lang::message::check($name, &[]);
        $name
    }};
}

pub(crate) use {noun, say};

/// Rejects a text that a language lacks, or whose translation uses an unknown value.
pub const fn check(template: &str, names: &[&str]) {
    check_names(template, names);
    let mut language = 1;
    while language < ALL.len() {
        let mut place = hash(template);
        loop {
            let (list, at) = KNOWN[language][place];
            assert!(list > 0, "a language lacks this text: see src/lang");
            let (english, text) = ALL[language].messages[list as usize - 1][at as usize];
            if same(english, template) {
                check_names(text, names);
                break;
            }
            place = (place + 1) % PLACES;
        }
        language += 1;
    }
}

/// The size of a language's hash table: far more than it has texts, so that few collide.
const PLACES: usize = 1 << 13;

/// The texts of a language by the hash of their English: the number of the list from 1, and the index in it. Comparing each message with all texts
/// took the compiler twenty seconds.
type Known = [(u8, u16); PLACES];

static KNOWN: [Known; ALL.len()] = {
    let mut all = [[(0, 0); PLACES]; ALL.len()];
    let mut language = 0;
    while language < ALL.len() {
        all[language] = known(ALL[language].messages);
        language += 1;
    }
    all
};

const fn known(lists: &[Texts]) -> Known {
    let mut known = [(0, 0); PLACES];
    let mut list = 0;
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            let mut place = hash(lists[list][at].0);
            while known[place].0 > 0 {
                place = (place + 1) % PLACES;
            }
            known[place] = (list as u8 + 1, at as u16);
            at += 1;
        }
        list += 1;
    }
    known
}

/// FNV-1a, as an index in a table.
const fn hash(text: &str) -> usize {
    let (text, mut hash, mut at) = (text.as_bytes(), 0x811c_9dc5_u32, 0);
    while at < text.len() {
        hash = (hash ^ text[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ (hash >> 15)) as usize % PLACES
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Rejects a text that uses a value other than these names.
const fn check_names(text: &str, names: &[&str]) {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let is_doubled = at + 1 < text.len() && text[at] == text[at + 1];
        if (text[at] == b'{' || text[at] == b'}') && is_doubled {
            at += 1;
        } else if text[at] == b'{' {
            let start = at + 1;
            while at < text.len() && text[at] != b'}' && text[at] != b'?' {
                at += 1;
            }
            assert!(is_among(text, start, at, names), "a text names a value that is not given");
        }
        at += 1;
    }
}

const fn is_among(text: &[u8], start: usize, end: usize, names: &[&str]) -> bool {
    let mut index = 0;
    while index < names.len() {
        let name = names[index].as_bytes();
        let mut at = 0;
        while at < name.len() && start + at < end && text[start + at] == name[at] {
            at += 1;
        }
        if at == name.len() && start + at == end {
            return true;
        }
        index += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::lang;

    #[test]
    fn a_message_is_said_in_each_language_with_its_numbers_and_names() {
        let of = |count: usize| say!("{count} {count?finding|findings} in {name}", count, name = "a.toml");
        assert_eq!(of(1), "1 finding in a.toml");
        assert_eq!(of(0), "0 findings in a.toml");
        assert_eq!(of(0).in_words(french()), "0 remarque dans a.toml");
        assert_eq!(of(2).in_words(french()), "2 remarques dans a.toml");
        assert_eq!(of(2).in_words(french()).in_words(ALL[0]), "2 findings in a.toml");
    }

    #[test]
    fn foreign_sentences_stay_unchanged() {
        assert_eq!(Message::as_it_is("{name} {{").in_words(french()), "{name} {{");
        let error = io::Error::from_raw_os_error(71);
        let text = error.to_string();
        let words = text.strip_suffix(" (os error 71)").unwrap_or(&text);
        assert_eq!(Message::from(&error).in_words(french()), *words);
    }

    fn french() -> &'static Words {
        lang::words("fr").unwrap()
    }

    /// All texts of the source files outside of the languages.
    fn sources(folder: &Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true if path.ends_with("src/lang") => {
                    out.push_str(&std::fs::read_to_string(path.join("message.rs")).unwrap())
                }
                true => sources(&path, out),
                false => out.push_str(&std::fs::read_to_string(&path).unwrap_or_default()),
            }
        }
    }

    #[test]
    fn no_language_has_a_text_twice_or_one_that_is_no_longer_said() {
        let mut all = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        // The descriptions of built-in themes are in their files.
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes"), &mut all);
        // A text may span several lines of its file.
        let all = all.split("\\\n").map(str::trim_start).collect::<String>();
        for words in ALL {
            let mut known = std::collections::HashSet::new();
            for (english, _) in words.messages.iter().flat_map(|texts| texts.iter()) {
                assert!(known.insert(*english), "twice in {}: {english}", words.code);
                let written = format!("{english:?}").replace("\\'", "'");
                assert!(all.contains(&written), "nobody says in {}: {english}", words.code);
            }
        }
    }

    #[test]
    fn french_is_written_as_the_imprimerie_nationale_does() {
        for (english, french) in french().messages.iter().flat_map(|texts| texts.iter()) {
            // Text in backticks is part of the format.
            let words: String = french.split('`').step_by(2).collect();
            assert!(!words.contains(['\'', '"']), "{english}: {french}");
            assert!(![" ?", " !", " :", " ;", "« ", " »"].iter().any(|bad| words.contains(bad)), "{english}: {french}");
        }
    }
}
