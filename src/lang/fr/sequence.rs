//! French: sequence diagrams, and mistakes in them.

use crate::lang::Texts;
use crate::lang::en::sequence::SequenceWords;

pub const WORDS: SequenceWords = SequenceWords {
    sends: "envoie à",
    sends_on: "envoie, sans attendre, à",
    replies: "répond à",
    fails: "n’atteint pas",
    exchanges: "échange avec",
    to_itself: "de son côté",
    note: "Note sur",
    loops: "boucle",
    alt: "si",
    otherwise: "sinon",
    opt: "facultatif",
    par: "en parallèle",
    and: "et",
    critical: "critique",
    option: "en cas de",
    breaks: "arrêt",
    end: "Fin",
};

pub const TEXTS: Texts = &[
    ("\"{name}\" is not a name of a participant", "«\u{a0}{name}\u{a0}» n’est pas un nom de participant"),
    ("\"{name}\" is not active here", "«\u{a0}{name}\u{a0}» n’est pas actif ici"),
    ("\"{sign}\" is not an arrow of a sequence", "«\u{a0}{sign}\u{a0}» n’est pas une flèche de séquence"),
    ("`{word}` belongs in `{outer}`", "`{word}` va dans `{outer}`"),
    ("\"{name}\" has other words already", "«\u{a0}{name}\u{a0}» a déjà un autre libellé"),
    ("a titled box around participants", "un cadre titré autour de participants"),
    ("declared again here", "déclaré à nouveau ici"),
    (
        "keep one of them: above it is shown as \"{before}\"",
        "gardez l’un des deux\u{a0}: plus haut, il s’affiche «\u{a0}{before}\u{a0}»",
    ),
    (
        "name the group in the words of each: `participant a as Sales: Alice`",
        "nommez le groupe dans le libellé de chacun\u{a0}: `participant a as Ventes\u{a0}: Alice`",
    ),
    ("`{word}` is not closed", "`{word}` n’est pas fermé"),
    ("a ground of its own", "un fond à part"),
    (
        "a note stands `right of`, `left of` or `over` a participant",
        "une note est `right of`, `left of` ou `over` un participant",
    ),
    ("a participant is missing here", "il manque un participant ici"),
    ("a sequence begins once", "une séquence ne commence qu’une fois"),
    (
        "a sequence has at most {most} messages, notes and frames",
        "une séquence a au plus {most} messages, notes et cadres",
    ),
    ("a sequence has at most {most} participants", "une séquence a au plus {most} participants"),
    ("a title in a diagram", "un titre dans un diagramme"),
    ("divides nothing", "ne divise rien"),
    ("frames are nested at most {most} levels deep", "les cadres s’imbriquent sur {most} niveaux au plus"),
    (
        "name who it is, such as `Alice` in `Alice->>Bob: Hello`",
        "nommez la personne ou la chose, comme `Alice` dans `Alice->>Bob: Bonjour`",
    ),
    ("neither a flowchart nor a sequence", "ni un organigramme ni une séquence"),
    ("no arrow", "pas de flèche"),
    ("no participant is called \"{value}\"", "aucun participant ne s’appelle «\u{a0}{value}\u{a0}»"),
    ("nobody is named", "personne n’est nommé"),
    ("nothing is open here", "rien n’est ouvert ici"),
    ("nothing to end", "rien à finir"),
    ("open it with `{outer}` above, or remove this line", "ouvrez-le par `{outer}` au-dessus, ou retirez cette ligne"),
    ("remove it: the theme says how things look", "retirez-le\u{a0}: c’est le thème qui dit à quoi tout ressemble"),
    (
        "shorten its words, or divide it into several diagrams",
        "raccourcissez ses mots, ou divisez-le en plusieurs diagrammes",
    ),
    ("stays to the end", "reste jusqu’à la fin"),
    ("that a participant comes later", "l’arrivée tardive d’un participant"),
    ("that a participant goes", "le départ d’un participant"),
    ("the sequence has no message", "la séquence n’a pas de message"),
    ("the words are missing here", "il manque les mots ici"),
    ("there from the start", "présent dès le début"),
    ("these are not numbers", "ce ne sont pas des nombres"),
    ("this is not a message", "ce n’est pas un message"),
    (
        "this diagram is too wide for {size} and is shown as a list",
        "ce diagramme est trop large pour {size} et se montre en liste",
    ),
    ("what is behind a participant", "ce qui est derrière un participant"),
    ("write `:` behind the names, and then the words", "écrivez `:` après les noms, puis les mots"),
    (
        "write `A->>B: words` for a message, `A-->>B: words` for its answer",
        "écrivez `A->>B: mots` pour un message, `A-->>B: mots` pour sa réponse",
    ),
    (
        "write `A->>B: words`; `;` ends a message: in its words it is `#59;`",
        "écrivez `A->>B: mots`\u{202f}; un `;` termine le message\u{a0}: dans ses mots, c’est `#59;`",
    ),
    ("write `activate` above, or remove this", "écrivez `activate` au-dessus, ou retirez ceci"),
    (
        "write `actor` for a person, `participant` for all others",
        "écrivez `actor` pour une personne, `participant` pour le reste",
    ),
    ("write `Alice->>Bob: Hello` below `sequenceDiagram`", "écrivez `Alice->>Bob: Bonjour` sous `sequenceDiagram`"),
    (
        "write `autonumber`, `autonumber 10 5` (first, step) or `autonumber off`",
        "écrivez `autonumber`, `autonumber 10 5` (premier, pas) ou `autonumber off`",
    ),
    ("write `end` below its messages", "écrivez `end` sous ses messages"),
    ("write `Note right of Alice: words`", "écrivez `Note right of Alice: mots`"),
    ("write `participant` without `create`", "écrivez `participant` sans `create`"),
    (
        "write a name from the diagram: in `participant a as Words` it is `a`",
        "écrivez un nom du diagramme\u{a0}: dans `participant a as Mots`, c’est `a`",
    ),
    (
        "write a short name; `participant a as Its words` gives it others to show",
        "écrivez un nom court\u{202f}; `participant a as Ses mots` lui en donne d’autres à montrer",
    ),
];
