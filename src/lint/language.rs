//! Guesses the language of a text: English and French are recognized by their short common words.

/// Short English words that do not exist in French, in order.
const ENGLISH: &[&str] = &[
    "and", "are", "be", "by", "can", "for", "from", "has", "have", "how", "into", "is", "it", "its", "not", "of",
    "our", "than", "that", "the", "their", "there", "these", "they", "this", "to", "was", "we", "what", "when", "why",
    "will", "with", "you", "your",
];

/// Short French words that do not exist in English, in order.
const FRENCH: &[&str] = &[
    "au", "aux", "avec", "ce", "ces", "cette", "comment", "dans", "de", "des", "du", "elle", "en", "est", "et", "il",
    "je", "la", "le", "les", "leur", "ma", "mes", "mon", "ne", "nos", "notre", "nous", "ou", "où", "par", "pas",
    "plus", "pour", "quand", "que", "quel", "quelle", "qui", "sa", "sans", "se", "ses", "son", "sont", "sur", "tu",
    "un", "une", "vos", "votre", "vous", "à",
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
        let is = |list: &[&str]| {
            let start = list.partition_point(|it| it.as_bytes()[0] < first);
            list[start..].iter().take_while(|it| it.as_bytes()[0] == first).any(|it| it.eq_ignore_ascii_case(word))
        };
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
    fn the_words_are_in_order() {
        assert!(ENGLISH.is_sorted() && FRENCH.is_sorted());
    }

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
