//! Guesses the language of a text: English and French are recognized by their short common words.

/// Short English words that do not exist in French.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "is", "are", "was", "to", "with", "for", "you", "your", "it", "its", "this", "that", "these",
    "not", "from", "by", "be", "will", "can", "have", "has", "what", "when", "how", "why", "we", "our", "they",
    "there", "their", "into", "than",
];

/// Short French words that do not exist in English.
const FRENCH: &[&str] = &[
    "le", "la", "les", "de", "des", "du", "et", "un", "une", "est", "sont", "pour", "que", "qui", "dans", "sur", "en",
    "au", "aux", "ne", "pas", "ce", "cette", "ces", "se", "il", "elle", "nous", "vous", "à", "avec", "par", "ou", "où",
    "son", "sa", "ses", "leur", "votre", "notre", "vos", "nos", "plus", "quand", "comment", "quel", "quelle", "sans",
    "mon", "ma", "mes", "je", "tu",
];

/// How many of these English and French words a text contains.
pub fn score(text: &str) -> (u32, u32) {
    let (mut english, mut french) = (0, 0);
    for word in text.split(|char: char| !char.is_alphabetic() && char != '\'' && char != '’') {
        let elided = word.len() > 3 && word.char_indices().nth(1).is_some_and(|(_, char)| matches!(char, '\'' | '’'));
        if word.len() > 6 && !elided {
            continue;
        }
        let Some(first) = word.bytes().next().map(|byte| byte.to_ascii_lowercase()) else { continue };
        // Length and first letter rule out most words, and are cheap to compare.
        let alike = |it: &&&str| it.len() == word.len() && it.as_bytes()[0] == first;
        let is = |list: &[&str]| list.iter().filter(alike).any(|it| it.eq_ignore_ascii_case(word));
        english += u32::from(is(ENGLISH));
        // "I’m" is the only English word that starts like a French elision.
        french += u32::from(is(FRENCH) || elided && !word.starts_with(['I', 'i']));
    }
    (english, french)
}

/// Whether a passage seems to be English by its short words, such as a quotation in a French deck.
pub fn is_english(text: &str) -> bool {
    let (english, french) = score(text);
    english >= 2 && english > french || english == 1 && french == 0 && text.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_french_by_its_small_words() {
        for text in ["Everything fails, all the time: Werner Vogels", "The Twelve-Factor App", "What is it for?"] {
            assert!(is_english(text), "{text}");
        }
        for text in
            ["Le cloud : pour qui ?", "The Twelve-Factor App, une méthode", "L’équipe a le temps", "Kubernetes", ""]
        {
            assert!(!is_english(text), "{text}");
        }
    }
}
