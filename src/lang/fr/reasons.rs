//! French: the pages of the rules: why each matters.

use crate::lang::Texts;

pub const TEXTS: Texts = &[
    (
        "A cut keeps every `must`: this one cannot end on time.",
        "Une coupe garde tous les `must`\u{a0}: celle-ci ne peut pas finir à l’heure.",
    ),
    (
        "A deck is a TOML 1.0 file. Editors, formatters and scripts that read it may not know what TOML 1.1 allows besides.",
        "Une présentation est un fichier TOML 1.0. Les éditeurs, les formateurs et les scripts qui la lisent peuvent ignorer ce que TOML 1.1 permet en plus.",
    ),
    (
        "A deck is not ready while its `todo`s are open. With `--release` this is an error.",
        "Une présentation n’est pas prête tant que ses `todo` sont ouverts. Avec `--release`, c’est une erreur.",
    ),
    (
        "A line can break between three dots, and they take three cells for one sign. After “etc.” the ellipsis says the same again.",
        "Une ligne peut se couper entre trois points, et ils prennent trois cases pour un signe. Après “etc.”, les points de suspension se répètent.",
    ),
    (
        "A picture that nobody can make out is a smudge. A QR code without room is replaced by its link.",
        "Une image que personne ne distingue n’est qu’une tache. Un code QR qui manque de place est remplacé par son lien.",
    ),
    (
        "A room can compare a few short choices. Longer ones have to be read out while everyone waits.",
        "Une salle compare quelques choix courts. Les choix longs doivent être lus à voix haute pendant que tout le monde attend.",
    ),
    (
        "A screen reader lists the links of a page by their words alone; in a handout too “here” leads nowhere.",
        "Un lecteur d’écran liste les liens d’une page par leurs seuls mots\u{202f}; sur papier aussi, “ici” ne mène nulle part.",
    ),
    (
        "A screen reader needs it to pronounce the words, and so do exports. The interface follows it too, and the rules of typography depend on it.",
        "Un lecteur d’écran en a besoin pour prononcer les mots, les exports aussi. L’interface la suit, et les règles de typographie en dépendent.",
    ),
    (
        "A screen reader says the name of the column with each cell; on a narrow terminal the names stand before the cells.",
        "Un lecteur d’écran dit le nom de la colonne avec chaque cellule\u{202f}; sur un terminal étroit, les noms précèdent les cellules.",
    ),
    ("A show with this profile has nothing to show.", "Une séance lancée avec ce profil n’a rien à montrer."),
    (
        "A slide that is read aloud is read faster by the room than by the speaker, and nobody listens meanwhile.",
        "Une diapositive lue à voix haute est lue plus vite par la salle que par l’orateur, et pendant ce temps personne n’écoute.",
    ),
    (
        "A title is scanned, not read, and each of its rows takes room from the slide.",
        "Un titre se parcourt, il ne se lit pas, et chacune de ses lignes prend de la place sur la diapositive.",
    ),
    (
        "A title tells the room where it is, a screen reader what the slide is called, and the section list, the search and the overview what to show.",
        "Un titre dit à la salle où elle en est, au lecteur d’écran le nom de la diapositive, et à la liste des sections, à la recherche et à la vue d’ensemble quoi montrer.",
    ),
    (
        "A word in two pieces is read as two words, and a room reads no hyphen into it. It happens where room is narrow: in cells, columns, cards, labels.",
        "Un mot en deux morceaux se lit comme deux mots, et la salle n’y devine pas de trait d’union. Cela arrive là où la place est étroite\u{a0}: cellules, colonnes, cartes, étiquettes.",
    ),
    (
        "An ignore that has outlived its reason hides the next mistake, and one without a reason cannot be judged by the next author.",
        "Un commentaire dont la raison a disparu cache l’erreur suivante, et sans raison l’auteur suivant ne peut pas en juger.",
    ),
    (
        "An item is scanned while somebody speaks. What takes longer to read than to hear belongs in `notes` or `lesson`.",
        "Un élément se parcourt pendant que quelqu’un parle. Ce qui est plus long à lire qu’à entendre va dans `notes` ou `lesson`.",
    ),
    (
        "An SVG has no fonts of its own, and the machine in the meeting room does not have its author’s.",
        "Un SVG n’apporte pas de polices, et celles de la machine de la salle ne sont pas celles de l’auteur.",
    ),
    (
        "Between `\"\"\"`, TOML reads `\\n`, `\\t` or `\\b` in a path or a pattern as escapes: `C:\\new` loses its `\\n` without an error, and a `\\` at the end of a line removes the line end. Between `'''`, everything stays as written.",
        "Entre `\"\"\"`, TOML prend `\\n`, `\\t` ou `\\b` d’un chemin ou d’un motif pour des échappements\u{a0}: `C:\\new` perd son `\\n` sans erreur, et un `\\` en fin de ligne avale le retour. Entre `'''`, tout reste tel quel.",
    ),
    (
        "Black lines drawn for white paper vanish on a dark theme: the room sees an empty place.",
        "Des traits noirs faits pour du papier blanc disparaissent sur un thème sombre\u{a0}: la salle voit un vide.",
    ),
    (
        "Code, tables and pictures are read in different ways. Each needs its own moment.",
        "Du code, un tableau et une image ne se lisent pas de la même façon. Chacun demande son moment.",
    ),
    (
        "From the back of the room, on a tired projector or with weak eyes they cannot be read.",
        "Du fond de la salle, sur un projecteur fatigué ou avec une vue faible, elles sont illisibles.",
    ),
    (
        "If every deck is laid out the same way, a diff shows only what was changed. `pupitre fmt` writes this form.",
        "Quand toutes les présentations sont écrites de la même façon, une modification ne montre que ce qui change. `pupitre fmt` écrit cette forme.",
    ),
    (
        "If no slide has a priority, a cut keeps the opening, the ending and the first slides of each section: only the author knows what matters.",
        "Sans priorités, il reste l’ouverture, la fin et les premières diapositives de chaque section\u{a0}: seul l’auteur sait ce qui compte.",
    ),
    (
        "In French an accent is part of the spelling, on capitals too.",
        "En français, l’accent fait partie de l’orthographe, sur les majuscules aussi.",
    ),
    (
        "In the meeting, its description is shown instead, or half of it is missing. A drawing with endless filters would block the machine, so it is not drawn.",
        "En réunion, son texte prend sa place, ou il en manque la moitié. Un dessin aux filtres sans fin bloquerait la machine\u{a0}: il n’est pas commencé.",
    ),
    ("In the section list nobody can tell which is which.", "Dans la liste des sections, personne ne les distingue."),
    (
        "In the section list, the search and the overview nobody can tell which is which.",
        "Dans la liste des sections, la recherche et la vue d’ensemble, personne ne les distingue.",
    ),
    (
        "It comes with text copied from a web page or a word processor. A search does not find the word that contains it, and the screen shows � in its place.",
        "Il suit un texte copié d’une page web ou d’un traitement de texte. Une recherche ne trouve pas le mot qui le contient, et l’écran montre � à sa place.",
    ),
    (
        "It is shown as spaces up to the next fourth column, so what was aligned with wider tabs no longer is.",
        "Elle est montrée en espaces jusqu’à la quatrième colonne suivante\u{a0}: ce qui était aligné avec des tabulations plus larges ne l’est plus.",
    ),
    (
        "It makes a text look different from what it is, to reviewers of the file and to the room. Pupitre shows � instead.",
        "Il fait paraître un texte autre qu’il n’est, pour les relecteurs du fichier comme pour la salle. Pupitre montre � à la place.",
    ),
    (
        "Markdown silently drops extra cells and leaves missing ones empty. Often a `|` in a cell was meant as a character: write `\\|`.",
        "Markdown retire ce qui est en trop et laisse vide ce qui manque, sans un mot. Souvent, un `|` dans une cellule était voulu comme signe\u{a0}: écrivez `\\|`.",
    ),
    (
        "Marks heaped on a letter run over the lines above and below, and some terminals break on them. Pupitre shows the first ones only.",
        "Des signes empilés sur une lettre débordent sur les lignes voisines, et certains terminaux n’y résistent pas. Pupitre ne montre que les premiers.",
    ),
    (
        "Nobody in a room reads that much; what matters is lost in it.",
        "Personne n’en lit autant dans une salle\u{202f}; ce qui compte s’y perd.",
    ),
    (
        "Nothing is cut: a line of code wraps after ↪, a table is shown row by row, and a diagram as a list. But the room loses the shape of it, which is what they are for.",
        "Rien n’est coupé\u{a0}: une ligne de code revient à la ligne après ↪, un tableau se montre ligne par ligne et un diagramme en liste. Mais la salle en perd la forme, leur raison d’être.",
    ),
    (
        "Often something was meant to follow. A slide that opens a part may be empty on purpose: `layout = \"section\"` or `\"title\"` says so.",
        "Souvent, quelque chose devait suivre. Une diapositive qui ouvre une partie peut être vide à dessein\u{a0}: `layout = \"section\"` ou `\"title\"` le dit.",
    ),
    (
        "On a large screen the gap shows, and a line can begin with the comma.",
        "Sur un grand écran, un trou dans une ligne se voit\u{202f}; et une ligne peut commencer par la virgule.",
    ),
    (
        "On a screen, nobody can tell which of three levels an item belongs to.",
        "À l’écran, personne ne voit auquel de trois niveaux appartient un élément.",
    ),
    (
        "On a slide it is read while somebody speaks; in the notes it has to be said in one breath.",
        "Sur une diapositive, elle se lit pendant que quelqu’un parle\u{202f}; dans les notes, elle se dit d’un souffle.",
    ),
    (
        "People read or listen. What is only said belongs in `notes`, what is only read in `lesson`.",
        "On lit ou on écoute. Ce qui n’est que dit va dans `notes`, ce qui n’est que lu dans `lesson`.",
    ),
    (
        "People remember the first and last items of a long list. Two short lists, each with a name, say more.",
        "D’une longue liste, on garde le premier et le dernier. Deux listes courtes, chacune avec un nom, en disent plus.",
    ),
    (
        "People trust the address they read. Usually a link was copied and only half of it changed.",
        "On se fie à l’adresse qu’on lit. Le plus souvent, un lien a été copié et changé à moitié.",
    ),
    (
        "People who come from another program write what that one understood: attributes in braces, formulas, names of emoji. Nothing is lost, but nothing is read either: the room sees the signs.",
        "Les personnes venues d’un autre programme écrivent ce qu’il comprenait\u{a0}: attributs entre accolades, formules, noms d’émojis. Rien n’est perdu, mais rien n’est lu non plus\u{a0}: la salle voit les signes.",
    ),
    (
        "People who do not know the answer find it anyway, so the quiz says nothing about what was learned.",
        "On trouve la réponse sans la connaître\u{a0}: le quiz ne dit plus rien de ce qui a été appris.",
    ),
    (
        "People who listen to the slide, search it or show it in a terminal without colors have only these words.",
        "Les personnes qui écoutent la diapositive, la cherchent ou la montrent dans un terminal sans couleurs n’ont que ces mots.",
    ),
    (
        "Only a slide with `layout = \"title\"` shows `author`, `event` and `date`; the room sees none of them in this deck.",
        "Seule une diapositive avec `layout = \"title\"` montre `author`, `event` et `date`\u{202f}; la salle n’en voit aucun ici.",
    ),
    (
        "People who read alone are told that they have seen it, but nobody asks whether they know it, then or later.",
        "Les personnes qui lisent seules apprennent qu’elles l’ont vu, mais rien ne vérifie qu’elles le savent, ni alors ni plus tard.",
    ),
    (
        "People who read the deck alone find nothing to read there.",
        "Les personnes qui lisent seules n’y trouvent rien à lire.",
    ),
    (
        "Some terminals give it one cell, others two or more: what stands right of it is shifted there.",
        "Certains terminaux lui donnent une case, d’autres deux ou plus\u{a0}: ce qui est à sa droite s’y décale.",
    ),
    (
        "Somebody in the room will ask where the figure comes from.",
        "Quelqu’un dans la salle demandera d’où vient le chiffre.",
    ),
    (
        "Terminals obey control characters: they can move the cursor, change the window’s title, or write to the clipboard. Here they are shown as signs (␛), so the room sees rubbish; other programs that read the deck may obey.",
        "Les terminaux obéissent aux caractères de contrôle\u{a0}: ils peuvent déplacer le curseur, changer le titre de la fenêtre ou écrire dans le presse-papiers. Ici, ils sont montrés comme des signes (␛), et la salle voit du charabia\u{202f}; d’autres programmes peuvent leur obéir.",
    ),
    ("The code is shown plain, and nothing says so.", "Le code est montré sans couleurs, et rien ne le dit."),
    (
        "The deck promises a time that its own notes do not keep.",
        "La présentation promet une durée que ses propres notes ne tiennent pas.",
    ),
    ("The deck promises something that it does not teach.", "La présentation promet ce qu’elle n’enseigne pas."),
    (
        "The file has changed, or the code was shortened: the slide shows less than was meant, or lights nothing at all.",
        "Le fichier a changé, ou le code a été raccourci\u{a0}: la diapositive montre moins que prévu, ou n’éclaire rien.",
    ),
    (
        "The letter goes to the first of them or closes the list, so the other cannot be reached with two keys.",
        "La lettre mène à la première, ou ferme la liste\u{a0}: l’autre ne s’atteint pas en deux touches.",
    ),
    (
        "The pace comes from the plan. If slides, sections and deck disagree, it is wrong.",
        "Le rythme vient du plan. Si diapositives, sections et présentation se contredisent, il est faux.",
    ),
    ("The results would tell nobody who was right.", "Les résultats ne diraient à personne qui a raison."),
    (
        "The room reads `**` where the author meant bold: beside punctuation, and in texts without spaces, Markdown reads the signs as text. A table without its second line, an unclosed fence and a `---` below a text do not mean what they look like either.",
        "La salle lit `**` là où l’auteur voulait du gras\u{a0}: près d’une ponctuation, et dans un texte sans espaces, Markdown prend les signes pour du texte\u{202f}; un tableau sans deuxième ligne, un bloc sans fin et un `---` sous un texte ne veulent pas dire ce qu’ils semblent.",
    ),
    (
        "The section list, the bottom row and a screen reader call the section by it.",
        "La liste des sections, la ligne du bas et un lecteur d’écran nomment ainsi la section.",
    ),
    ("The speaker counts on notes, and there are none.", "L’orateur comptait sur des notes, et il n’y en a pas."),
    (
        "The straight sign comes from typewriters; and with a plain space, a line can end with « or begin with ».",
        "Le signe droit est celui de la machine à écrire\u{202f}; et une espace ordinaire laisse une ligne finir par «\u{a0}ou commencer par\u{a0}».",
    ),
    (
        "The straight sign comes from typewriters; on a large screen it shows.",
        "Le signe droit est celui de la machine à écrire\u{202f}; sur un grand écran, cela se voit.",
    ),
    (
        "There is nothing to choose, and hands for a repeated choice cannot be told apart.",
        "Il n’y a rien à choisir\u{202f}; et les mains d’un choix double ne se distinguent pas.",
    ),
    (
        "There is nothing to show: `present` refuses the deck.",
        "Il n’y a rien à montrer\u{a0}: `present` refuse la présentation.",
    ),
    (
        "These words replace the picture for people who cannot see it: none of them should be wasted.",
        "Ces mots remplacent l’image pour les personnes qui ne la voient pas\u{a0}: aucun ne doit être perdu.",
    ),
    (
        "They tell the room that the deck is not ready. What authors have to tell each other goes into `todo`, which the room never sees.",
        "Devant la salle, ils disent que la présentation n’est pas prête. Ce que les auteurs ont à se dire a sa propre clé, `todo`, que la salle ne voit jamais.",
    ),
    (
        "What does not fit is below the edge: the room does not see it until somebody scrolls.",
        "Ce qui ne tient pas est sous le bord\u{a0}: la salle ne le voit que si quelqu’un défile.",
    ),
    (
        "With a plain space, a line can begin with the colon. French uses a no-break space there.",
        "Avec une espace ordinaire, une ligne peut commencer par le deux-points. Le français demande une espace insécable.",
    ),
    (
        "With a plain space, a line can begin with the sign. French uses a narrow no-break space there.",
        "Avec une espace ordinaire, une ligne peut commencer par le signe. Le français demande une espace fine insécable.",
    ),
    (
        "“1re”, “2e” and “cœur” are the spellings; a small word that is repeated is a typing slip.",
        "On écrit “1re”, “2e” et “cœur”\u{202f}; un petit mot répété est une faute de frappe.",
    ),
    (
        "“47” at the end of a line and “%” at the beginning of the next are misread. French uses a no-break space there.",
        "“47” en fin de ligne et “%” au début de la suivante se lisent mal. Le français met là une espace, insécable.",
    ),
];
