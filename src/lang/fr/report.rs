//! French: the words of reports.

use crate::lang::ReportWords;
use crate::lang::fr::counted;

pub const WORDS: ReportWords = ReportWords {
    times: "Temps",
    legend: "█ prévu et pris   ▓ en plus   ░ non pris",
    before_clock: "avant le départ de l’horloge",
    not_shown: "pas montrée",
    not_yet_shown: "pas encore montrée",
    sessions: |count| counted(count, "# séance", "# séances"),
    session: "séance",
    people: "pers.",
    mean: "moyenne",
    shortest_longest: "de – à",
    questions: "Questions",
    choice: "choix",
    item: "élément",
    answers: "réponses",
    results: "Résultats",
    result: "résultat",
    target: "cible",
    value: "mesuré",
    reached: "✓ atteint",
    not_reached: "✗ non atteint",
    not_measured: "non mesuré",
    asked_otherwise: |count| format!("≠ posée autrement dans {count} de plus\u{a0}: non additionnée"),
    rehearsals_aside: |count| counted(count, "# répétition n’est pas comptée.", "# répétitions ne sont pas comptées."),
    small_samples: "⚠ moins de 8 réponses",
    rehearsal: "répétition",
    run: |number| format!("essai {number}"),
    to_write: "à écrire",
    written: |count, deck| match count {
        0 | 1 => format!("{count} durée écrite dans {deck}."),
        count => format!("{count} durées écrites dans {deck}."),
    },
    nothing_to_write: "La présentation a déjà ces durées.",
};
