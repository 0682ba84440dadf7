//! `capital-accent`: a capital without its accent in French.

use crate::lang::{noun, say};
use crate::lint::passage::Passage;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("capital-accent", "T008", look)
    .about(noun!("a capital without its accent in French"))
    .why(noun!("In French an accent is part of the spelling, on capitals too."))
    .evidence(noun!(
        "Académie française, “Accentuation des majuscules”. Only words of a list, which exist with the accent alone"
    ))
    .wrong("title = \"A propos de l’Etat\"")
    .right("title = \"À propos de l’État\"");

/// Words whose capital lacks its accent.
const WORDS: &[&str] = &[
    "Etat", "Etats", "Ecole", "Ecoles", "Ecran", "Ecrans", "Equipe", "Equipes", "Equipement", "Equipements",
    "Equilibre", "Etape", "Etapes", "Etablissement", "Etablissements", "Etage", "Etant", "Etes", "Ethique",
    "Etiquette", "Etoile", "Etranger", "Etre", "Etude", "Etudes", "Etudiant", "Etudiants", "Evénement", "Evénements",
    "Evidemment", "Eviter", "Evoluer", "Echange", "Echanges", "Echec", "Echelle", "Echéance", "Echéances", "Eclairage",
    "Ecologie", "Economie", "Economies", "Ecosystème", "Ecrire", "Ecrit", "Ecoute", "Ecouter", "Egal", "Egalement",
    "Egalité", "Eglise", "Election", "Elections", "Electricité", "Electronique", "Elève", "Elèves", "Elu", "Elus",
    "Energie", "Energies", "Enorme", "Epreuve", "Editeur", "Editeurs", "Elaborer", "Evaluer", "Etendre", "Eligible",
    "ETAT", "ETATS", "ECOLE", "ETAPE", "ETAPES", "EQUIPE", "EQUIPES", "ETUDE", "ETUDES",
];

/// Words after an "À" at the start of a sentence, where "A" cannot be a verb.
const AFTER_A: &[&str] = &[
    "propos", "partir", "noter", "savoir", "retenir", "suivre", "venir", "faire", "la", "l’", "l'", "quoi", "qui",
    "chaque", "compléter", "cette", "ce", "cet", "ces", "vous", "nous", "lire", "voir", "éviter", "distance", "terme",
    "travers", "côté", "condition", "droite", "gauche", "quel", "quelle", "quels", "quelles", "éviter", "garder",
    "prévoir", "discuter", "confirmer", "vérifier", "présent", "ne", "long", "court", "moyen", "nouveau", "part",
    "peine", "priori", "ton", "son", "votre", "notre", "leur",
];

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        for (at, word) in letters(&passage.text) {
            let accented = match word {
                "A" if begins(passage, at) && is_preposition(&passage.text[at + 1..]) => "À",
                _ if WORDS.contains(&word) => "É",
                _ => continue,
            };
            let message = say!("`{word}` has an accent on its capital", word);
            let range = at..at + 1;
            findings.add(passage.span(at..at + word.len()), message, say!("no accent"));
            findings.help(say!("write {accented}", accented));
            findings.suggest(&say!("write {accented}", accented), passage.exact(range, checker.source), accented);
        }
    }
}

/// The words of a text that start with A or E, without other characters.
fn letters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(['A', 'E']).filter_map(|(at, _)| {
        let inside = text[..at].ends_with(char::is_alphanumeric);
        let end = text[at..].find(|char: char| !char.is_alphanumeric()).map_or(text.len(), |end| at + end);
        (!inside).then_some((at, &text[at..end]))
    })
}

/// Whether a sentence starts here.
fn begins(passage: &Passage, at: usize) -> bool {
    let before = passage.text[..at].trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '«'])
}

fn is_preposition(after: &str) -> bool {
    let Some(rest) = after.strip_prefix([' ', '\u{a0}']) else { return false };
    let word = rest.split(|char: char| char.is_whitespace() || ".,;:!?)".contains(char)).next().unwrap_or_default();
    AFTER_A.contains(&word) || word.starts_with("l’") || word.starts_with("l'")
}
