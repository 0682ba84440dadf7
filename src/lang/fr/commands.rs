//! French: the errors and summaries of the commands.

use crate::lang::Texts;

pub const TEXTS: Texts = &[
    (
        "* the theme of a deck that names none; `--theme NAME` chooses another",
        "* le thème d’une présentation qui n’en nomme pas\u{202f}; `--theme NOM` en choisit un autre",
    ),
    (", {count} pupitre.toml", ", {count} pupitre.toml"),
    (", {count} {count?course|courses}", ", {count} {count?parcours|parcours}"),
    (", {count} {count?theme|themes}", ", {count} {count?thème|thèmes}"),
    (
        ": {errors} {errors?error|errors}, {warnings} {warnings?warning|warnings}, {infos} {infos?info|infos}",
        "\u{a0}: {errors} {errors?erreur|erreurs}, {warnings} {warnings?avertissement|avertissements}, {infos} {infos?info|infos}",
    ),
    (
        "; {count} {count?file|files} left as they were",
        "\u{202f}; {count} {count?fichier laissé tel quel|fichiers laissés tels quels}",
    ),
    ("; {count} {count?file|files} not read", "\u{202f}; {count} {count?fichier non lu|fichiers non lus}"),
    ("; {count} {count?file|files} not written", "\u{202f}; {count} {count?fichier non écrit|fichiers non écrits}"),
    (
        "; {count} {count?other TOML file|other TOML files} skipped",
        "\u{202f}; {count} {count?autre fichier TOML ignoré|autres fichiers TOML ignorés}",
    ),
    (
        "\"{asked}\" is not the size of a terminal. {help}",
        "«\u{a0}{asked}\u{a0}» n’est pas la taille d’un terminal. {help}",
    ),
    (
        "\"{end}\" has passed today. Write a time to come, or a length such as \"45min\".",
        "Il est déjà plus de «\u{a0}{end}\u{a0}». Écrivez une heure à venir, ou une durée comme «\u{a0}45min\u{a0}».",
    ),
    ("\"{end}\" is not an end time. {how}", "«\u{a0}{end}\u{a0}» n’est pas une heure de fin. {how}"),
    ("\"{folder}\" cannot be created: {error}.", "«\u{a0}{folder}\u{a0}» ne peut pas être créé\u{a0}: {error}."),
    (
        "\"{name}\" already exists and is left as it is. Choose another name with `--output`, or overwrite it with `--force`.",
        "«\u{a0}{name}\u{a0}» existe déjà et reste tel quel. Choisissez un autre nom avec `--output`, ou remplacez-le avec `--force`.",
    ),
    (
        "\"{name}\" already exists and is left as it is. Choose another name.",
        "«\u{a0}{name}\u{a0}» existe déjà et reste tel quel. Choisissez un autre nom.",
    ),
    (
        "\"{name}\" already exists, and `{command}` did not write it like this. Add `--force` to replace it.",
        "«\u{a0}{name}\u{a0}» existe déjà, et `{command}` ne l’a pas écrit ainsi. Ajoutez `--force` pour le remplacer.",
    ),
    (
        "\"{name}\" already exists: \"{place}\". {help}",
        "«\u{a0}{name}\u{a0}» existe déjà\u{a0}: «\u{a0}{place}\u{a0}». {help}",
    ),
    (
        "\"{name}\" cannot be read as TOML and is left as it is. Fix it first.",
        "«\u{a0}{name}\u{a0}» n’est pas du TOML lisible. Il reste tel quel\u{202f}; corrigez-le d’abord.",
    ),
    ("\"{name}\" cannot be read: {error}.", "«\u{a0}{name}\u{a0}» ne peut pas être lu\u{a0}: {error}."),
    ("\"{name}\" cannot be shown: {error}.", "«\u{a0}{name}\u{a0}» ne peut pas être affiché\u{a0}: {error}."),
    (
        "\"{name}\" cannot be the name of a deck. Rename the file.",
        "«\u{a0}{name}\u{a0}» ne peut pas être le nom d’une présentation. Renommez le fichier.",
    ),
    ("\"{name}\" exceeds a limit of Pupitre.", "«\u{a0}{name}\u{a0}» dépasse une limite de Pupitre."),
    (
        "\"{name}\" has no slide. Add `[[section]]` with a `title`, and below it `[[section.slide]]`.",
        "«\u{a0}{name}\u{a0}» n’a pas de diapositive. Ajoutez `[[section]]` avec un `title` et, dessous, `[[section.slide]]`.",
    ),
    (
        "\"{name}\" has no slide. Begin one with a heading: `# Title`.",
        "«\u{a0}{name}\u{a0}» n’a pas de diapositive. Commencez-en une par un titre\u{a0}: `# Titre`.",
    ),
    (
        "\"{name}\" has nothing to show. There is nothing to import.",
        "«\u{a0}{name}\u{a0}» n’a rien à montrer. Il n’y a rien à importer.",
    ),
    ("\"{name}\" is a course. {help}", "«\u{a0}{name}\u{a0}» est un parcours. {help}"),
    (
        "\"{name}\" is a file, but a whole deck gives one picture per slide. Name a folder.",
        "«\u{a0}{name}\u{a0}» est un fichier, et une présentation donne une image par diapositive. Nommez un dossier.",
    ),
    (
        "\"{name}\" is a link. Choose another name with `--output`.",
        "«\u{a0}{name}\u{a0}» est un lien. Choisissez un autre nom avec `--output`.",
    ),
    (
        "\"{name}\" is a presentation. `--from` and `--level` are for Markdown: leave them out.",
        "«\u{a0}{name}\u{a0}» est une présentation. `--from` et `--level` sont pour Markdown\u{a0}: retirez-les.",
    ),
    (
        "\"{name}\" is already a Pupitre deck. Present it as it is.",
        "«\u{a0}{name}\u{a0}» est déjà une présentation de Pupitre. Présentez-la telle quelle.",
    ),
    (
        "\"{name}\" is built in and cannot be changed. {how}",
        "«\u{a0}{name}\u{a0}» est fournie avec Pupitre et ne peut pas être changée. {how}",
    ),
    (
        "\"{name}\" is empty. A deck begins with `format = 1` and `title = \"…\"`.",
        "«\u{a0}{name}\u{a0}» est vide. Une présentation commence par `format = 1` et `title = \"…\"`.",
    ),
    ("\"{name}\" is empty. There is nothing to import.", "«\u{a0}{name}\u{a0}» est vide. Il n’y a rien à importer."),
    (
        "\"{name}\" is not a deck: it has no top-level `format`. It is left as it is.",
        "«\u{a0}{name}\u{a0}» n’est pas une présentation\u{a0}: il n’a pas de `format` en tête. Il reste tel quel.",
    ),
    (
        "\"{name}\" is not a TOML deck and is left as it is. {how}",
        "«\u{a0}{name}\u{a0}» n’est pas une présentation en TOML et reste tel quel. {how}",
    ),
    (
        "\"{name}\" is progress in another deck, \"{other}\". Name that deck.",
        "«\u{a0}{name}\u{a0}» est la progression d’une autre présentation, «\u{a0}{other}\u{a0}». Nommez-la.",
    ),
    (
        "\"{name}\" is the name of a built-in deck. Rename the file.",
        "«\u{a0}{name}\u{a0}» est le nom d’une présentation fournie. Renommez le fichier.",
    ),
    (
        "\"{name}\" is the name of a command. Rename the file.",
        "«\u{a0}{name}\u{a0}» est le nom d’une commande. Renommez le fichier.",
    ),
    (
        "\"{name}\" would be written through a link. Remove the link first.",
        "«\u{a0}{name}\u{a0}» serait écrit à travers un lien. Retirez d’abord ce lien.",
    ),
    ("\"{name}\" {why}.", "«\u{a0}{name}\u{a0}» {why}."),
    ("\"{name}\": {error}.", "«\u{a0}{name}\u{a0}»\u{a0}: {error}."),
    ("\"{name}\": {why}.", "«\u{a0}{name}\u{a0}»\u{a0}: {why}."),
    ("\"{path}\" cannot be written: {error}.", "«\u{a0}{path}\u{a0}» ne peut pas être écrit\u{a0}: {error}."),
    (
        "\"{path}\" has changed since it was read and is left as it is. Run the command again.",
        "«\u{a0}{path}\u{a0}» a changé depuis sa lecture et reste tel quel. Relancez la commande.",
    ),
    ("\"{path}\": {why}. {help}", "«\u{a0}{path}\u{a0}»\u{a0}: {why}. {help}"),
    (
        "\"{shown}\" does not end in .toml. Rename the file.",
        "«\u{a0}{shown}\u{a0}» ne finit pas par .toml. Renommez le fichier.",
    ),
    (
        "\"{shown}\" has characters in its name that cannot be seen or typed. Rename the file.",
        "«\u{a0}{shown}\u{a0}» a dans son nom des caractères que l’on ne peut ni voir ni taper. Renommez le fichier.",
    ),
    (
        "\"{shown}\" is a course. Add the folder that contains it.",
        "«\u{a0}{shown}\u{a0}» est un parcours. Ajoutez le dossier qui le contient.",
    ),
    (
        "\"{shown}\" is not a file name. Write a name for the deck, such as \"talk\".",
        "«\u{a0}{shown}\u{a0}» ne nomme pas de fichier. Écrivez un nom de présentation, comme «\u{a0}expose\u{a0}».",
    ),
    (
        "`--deck`, `--speed` and `--stop-at-polls` are for recordings. Name one: `pupitre report --list` lists yours.",
        "`--deck`, `--speed` et `--stop-at-polls` sont pour les enregistrements. Nommez-en un\u{a0}: `pupitre report --list` liste les vôtres.",
    ),
    (
        "`--sheet` is only for formats that show the screen. Leave it out.",
        "seul ce qui montre l’écran peut montrer la diapositive seule. Retirez `--sheet`.",
    ),
    (
        "`pupitre lsp` talks to an editor, not to a terminal. Set it as your editor's language server for TOML, or run `pupitre check` yourself.",
        "`pupitre lsp` parle à un éditeur, pas à un terminal. Donnez-le comme serveur de langage de votre éditeur pour TOML\u{202f}; `pupitre check --help` est fait pour vous.",
    ),
    ("`pupitre report --list` lists your recordings.", "`pupitre report --list` liste vos enregistrements."),
    ("`{argument}` cannot be used with `{other}`", "`{argument}` est incompatible avec `{other}`"),
    ("`{argument}` has the wrong number of values", "`{argument}` n’a pas le nombre de valeurs attendu"),
    ("`{argument}` needs a value", "`{argument}` attend une valeur"),
    ("`{value}` is not a value of `{argument}`", "`{value}` n’est pas une valeur de `{argument}`"),
    ("`{value}` is not a value of `{argument}`: {why}", "`{value}` n’est pas une valeur de `{argument}`\u{a0}: {why}"),
    (
        "a deck \"{name}\" already exists: \"{shown}\". Rename the file.",
        "une présentation «\u{a0}{name}\u{a0}» existe déjà\u{a0}: «\u{a0}{shown}\u{a0}». Renommez le fichier.",
    ),
    (
        "A deck is a TOML file with a top-level `format`.",
        "Une présentation est un fichier TOML qui commence par `format`.",
    ),
    ("a deck of {program}", "une présentation de {program}"),
    (
        "a folder has many decks, and each is written beside its file. Leave out `--output`.",
        "un dossier contient plusieurs présentations\u{a0}: chacune est écrite à côté de son fichier. Retirez `--output`.",
    ),
    (
        "a picture of {width} by {height} pixels is too large. Write a smaller `--scale` or `--size`.",
        "une image de {width} sur {height} pixels est trop grande. Réduisez `--scale` ou `--size`.",
    ),
    (
        "a recording has no progress and no notes. Name its deck.",
        "un enregistrement n’a ni progression ni notes. Nommez sa présentation.",
    ),
    (
        "a whole deck gives one picture per slide. Name a folder with `--output`, or one slide with `--slide`.",
        "une présentation donne une image par diapositive. Nommez un dossier avec `--output`, ou une diapositive avec `--slide`.",
    ),
    ("Add it again with --replace to take its place.", "Ajoutez-la avec --replace pour prendre sa place."),
    ("an argument is not valid UTF-8", "un argument n’est pas de l’UTF-8"),
    ("Available: {names}.", "Choix possibles\u{a0}: {names}."),
    (
        "Available: {names}; or a file of your own whose name ends in .toml.",
        "Il y a {names}\u{202f}; un fichier à vous finit par .toml.",
    ),
    ("Available: {only}.", "Seul choix possible\u{a0}: {only}."),
    ("Black on white, one pure blue, 7:1 everywhere", "Noir sur blanc, un seul bleu pur, 7:1 partout"),
    (
        "Blue-black night and one warm lamp, for dark rooms",
        "Nuit bleu-noir et une lampe chaude, pour les salles sombres",
    ),
    ("cannot be read from here", "illisible à partir d’ici"),
    (
        "Check the name, or run `pupitre decks` for the list.",
        "Vérifiez le nom, ou voyez `pupitre decks` pour la liste.",
    ),
    ("command line", "ligne de commande"),
    ("Convert it first: pupitre import {path}", "Convertissez-le d’abord\u{a0}: pupitre import {path}"),
    ("default", "par défaut"),
    ("Did you mean \"{near}\"?", "Vouliez-vous dire «\u{a0}{near}\u{a0}»\u{202f}?"),
    ("Did you mean \"{with_ending}\"?", "Vouliez-vous dire «\u{a0}{with_ending}\u{a0}»\u{202f}?"),
    ("did you mean `{near}`?", "vouliez-vous dire `{near}`\u{202f}?"),
    (
        "Did you mean the built-in deck \"{near}\"?",
        "Vouliez-vous dire la présentation fournie «\u{a0}{near}\u{a0}»\u{202f}?",
    ),
    ("Did you mean the command `pupitre {near}`?", "Vouliez-vous dire la commande `pupitre {near}`\u{202f}?"),
    ("Did you mean your deck \"{near}\"?", "Vouliez-vous dire votre présentation «\u{a0}{near}\u{a0}»\u{202f}?"),
    ("For more, try `--help`.", "Pour en savoir plus\u{a0}: `--help`."),
    ("Gray slate and soft chalks, for dark rooms", "Ardoise grise et craies douces, pour les salles sombres"),
    ("Its deck has no `[[result]]`.", "Sa présentation n’a pas de `[[result]]`."),
    ("Name one of its decks: {decks}.", "Nommez l’une de ses présentations\u{a0}: {decks}."),
    ("no profile is called \"{id}\". {help}", "aucun profil ne s’appelle «\u{a0}{id}\u{a0}». {help}"),
    ("no result is called \"{id}\". {help}", "aucun résultat ne s’appelle «\u{a0}{id}\u{a0}». {help}"),
    ("no section is called \"{name}\". {help}", "aucune section ne s’appelle «\u{a0}{name}\u{a0}». {help}"),
    (
        "no slide of this deck is in the recording of \"{title}\". Is it of another deck?",
        "aucune diapositive de cette présentation n’est dans l’enregistrement de «\u{a0}{title}\u{a0}». Est-ce celui d’une autre\u{202f}?",
    ),
    ("None of its decks is there yet.", "Aucune de ses présentations n’est encore là."),
    ("not read", "non lu"),
    (
        "nothing is left to write. Choose another section, or a longer cut.",
        "il ne reste rien à écrire. Choisissez une autre section, ou une durée plus longue.",
    ),
    ("nothing was added. Fix the mistakes first.", "rien n’est ajouté. Corrigez d’abord les erreurs."),
    (
        "only a document can have a page for each step, or be a handout. Write `--to pdf`.",
        "seul un document a une page par étape, ou sert de support imprimé. Écrivez `--to pdf`.",
    ),
    (
        "only pixel pictures have a scale. Write `--to png`, or leave out `--scale`.",
        "seules les images en pixels ont une échelle. Écrivez `--to png`, ou retirez `--scale`.",
    ),
    (
        "pictures show the room's screen, without notes or lessons. Write `--to md` to get them.",
        "une image montre l’écran de la salle, qui n’a ni notes ni cours. Pour les avoir, écrivez `--to md`.",
    ),
    ("Run `pupitre check {shown}` to see them.", "Lancez `pupitre check {shown}` pour les voir."),
    ("Run `pupitre guide` for the list of its parts.", "Lancez `pupitre guide` pour la liste de ses parties."),
    ("Run `pupitre rule` for the list.", "Lancez `pupitre rule` pour la liste."),
    ("See `pupitre rule` for the rules.", "Lancez `pupitre rule` pour la liste des règles."),
    (
        "slide pages have no notes or lessons. Add `--handout` for sheets with them beside each slide.",
        "les pages des diapositives n’ont ni notes ni cours. Ajoutez `--handout` pour des feuilles qui les placent à côté.",
    ),
    (
        "standard input cannot be watched. Name a file.",
        "l’entrée standard ne peut pas être surveillée. Nommez un fichier.",
    ),
    (
        "standard output takes only one picture. Name a folder, or one slide with `--slide`.",
        "la sortie standard n’a de place que pour une image. Nommez un dossier, ou une diapositive avec `--slide`.",
    ),
    ("the command line cannot be understood", "la ligne de commande est incompréhensible"),
    ("the console cannot be shown: {error}.", "la console ne peut pas être affichée\u{a0}: {error}."),
    (
        "the console needs a terminal. `pupitre console --plain` writes lines.",
        "la console a besoin d’un terminal. `pupitre console --plain` écrit des lignes.",
    ),
    (
        "the course \"{name}\" has no deck that can be read here. Put its decks beside it.",
        "le parcours «\u{a0}{name}\u{a0}» n’a ici aucune présentation lisible. Mettez ses présentations à côté de lui.",
    ),
    (
        "the deck \"{title}\" is neither beside the recording nor here. Copy it there.",
        "la présentation «\u{a0}{title}\u{a0}» n’est ni à côté de l’enregistrement ni ici. Copiez-la à côté.",
    ),
    (
        "the deck \"{title}\" is neither beside the recording nor here. Name it: `--deck FILE`.",
        "la présentation «\u{a0}{title}\u{a0}» n’est ni à côté de l’enregistrement ni ici. Nommez-la\u{a0}: `--deck FICHIER`.",
    ),
    (
        "the folder \"{name}\" cannot be created: {error}.",
        "le dossier «\u{a0}{name}\u{a0}» ne peut pas être créé\u{a0}: {error}.",
    ),
    (
        "the folder \"{path}\" cannot be read: {error}.",
        "le dossier «\u{a0}{path}\u{a0}» ne peut pas être lu\u{a0}: {error}.",
    ),
    ("the guide has no part called \"{name}\". {help}", "le guide n’a pas de partie «\u{a0}{name}\u{a0}». {help}"),
    ("the output cannot be written: {error}.", "la sortie ne peut pas être écrite\u{a0}: {error}."),
    (
        "the section \"{id}\" has no slides. Begin with another one.",
        "la section «\u{a0}{id}\u{a0}» n’a pas de diapositives. Commencez par une autre.",
    ),
    ("The show of process {process} does not answer.", "La séance du processus {process} ne répond pas."),
    (
        "the slide has no step {step}. It has 0 to {last}.",
        "la diapositive n’a pas d’étape {step}. Elle en a de 0 à {last}.",
    ),
    (
        "the slide shows everything at once: it has no step {step}. Leave out `--step`.",
        "la diapositive montre tout d’un coup\u{a0}: elle n’a pas d’étape {step}. Retirez `--step`.",
    ),
    ("the terminal cannot be used: {error}.", "le terminal est inutilisable\u{a0}: {error}."),
    ("the theme \"{name}\" has mistakes.", "le thème «\u{a0}{name}\u{a0}» a des erreurs."),
    (
        "the theme \"{theme}\" of \"{shown}\" has mistakes. {help}",
        "le thème «\u{a0}{theme}\u{a0}» de «\u{a0}{shown}\u{a0}» a des erreurs. {help}",
    ),
    ("there is no argument `{argument}` here", "il n’y a pas d’argument `{argument}` ici"),
    ("there is no command `{command}`", "il n’y a pas de commande `{command}`"),
    (
        "there is no command `{word}`. Did you mean `pupitre {near}`?",
        "il n’y a pas de commande `{word}`. Vouliez-vous dire `pupitre {near}`\u{202f}?",
    ),
    ("there is no deck in \"{path}\". {help}", "il n’y a pas de présentation dans «\u{a0}{path}\u{a0}». {help}"),
    (
        "there is no deck of another program in \"{name}\".",
        "il n’y a pas de présentation d’un autre programme dans «\u{a0}{name}\u{a0}».",
    ),
    ("there is no file \"{name}\"", "il n’y a pas de fichier «\u{a0}{name}\u{a0}»"),
    (
        "there is no recording in what you named. `pupitre report --list` lists yours.",
        "il n’y a pas d’enregistrement dans ce que vous avez nommé. `pupitre report --list` liste les vôtres.",
    ),
    ("there is no rule called \"{name}\". {help}", "aucune règle ne s’appelle «\u{a0}{name}\u{a0}». {help}"),
    (
        "there is no slide \"{number}\". The deck has {has}.",
        "il n’y a pas de diapositive «\u{a0}{number}\u{a0}». La présentation en a {has}.",
    ),
    ("there is no theme called \"{name}\". {help}", "aucun thème ne s’appelle «\u{a0}{name}\u{a0}». {help}"),
    ("This deck has no sections.", "Cette présentation n’a pas de sections."),
    ("This deck has none.", "Cette présentation n’en a pas."),
    ("this is missing: {argument}", "il manque\u{a0}: {argument}"),
    (
        "two formats for standard output: write `--output FILE` after `--format {first}`, or leave it out",
        "deux formats pour la sortie standard\u{a0}: écrivez `--output FICHIER` après `--format {first}`, ou retirez-le",
    ),
    (
        "two outputs for standard output: name a file for one of them",
        "deux sorties vers la sortie standard\u{a0}: nommez un fichier pour l’une d’elles",
    ),
    ("Warm paper and indigo ink, for bright rooms", "Papier chaud et encre indigo, pour les salles claires"),
    (
        "warning: the fonts of this program do not have {count?this sign|these signs}, drawn as {sign} or left out: {list}",
        "attention\u{a0}: les polices de ce programme n’ont pas {count?ce signe, omis ou dessiné|ces signes, omis ou dessinés} {sign}\u{a0}: {list}",
    ),
    (
        "warning: {count?slide|slides} {slides} {count?is|are} higher than {size}: the end is cut off. Try a larger `--size`.",
        "attention\u{a0}: {count?la diapositive|les diapositives} {slides} {count?dépasse|dépassent} {size}\u{a0}: la fin manque. Une `--size` plus grande a plus de place.",
    ),
    ("Watching. Press Ctrl-C to stop.", "Surveillance en cours\u{202f}; Ctrl-C y met fin."),
    (
        "White paper, black ink and petrol blue, for projectors in bright rooms",
        "Papier blanc, encre noire et bleu pétrole, pour les projecteurs en salle claire",
    ),
    ("write a number in {range}", "écrivez un nombre compris dans {range}"),
    (
        "Write a time of day or a length: \"11:30\", \"45min\".",
        "Écrivez une heure ou une durée\u{a0}: «\u{a0}11:30\u{a0}», «\u{a0}45min\u{a0}».",
    ),
    ("write a whole number", "écrivez un nombre entier"),
    (
        "Write columns and rows, like \"80x24\", from 20x6 to 1000x1000.",
        "Écrivez colonnes et lignes, comme «\u{a0}80x24\u{a0}»\u{202f}; de 20x6 à 1000x1000.",
    ),
    ("write one of {names}", "écrivez l’un de\u{a0}: {names}"),
    (
        "write the id of a result, =, and its value: \"KR3=4\"",
        "écrivez l’identifiant d’un résultat, =, et sa valeur\u{a0}: «\u{a0}KR3=4\u{a0}»",
    ),
    ("Write your own with `pupitre new`.", "Écrivez la vôtre avec `pupitre new`."),
    (
        "you have no recordings yet. Present a deck: each show is recorded unless you add `--no-record`.",
        "vous n’avez pas encore d’enregistrement. Présentez\u{a0}: chaque séance est enregistrée, sauf avec `--no-record`.",
    ),
    (
        "your home folder cannot be found. Set HOME or XDG_CONFIG_HOME.",
        "dossier personnel introuvable. Définissez HOME ou XDG_CONFIG_HOME.",
    ),
    (
        "your home folder cannot be found. Set HOME or XDG_DATA_HOME.",
        "dossier personnel introuvable. Définissez HOME ou XDG_DATA_HOME.",
    ),
    ("Your own sixteen colors, on your own background", "Vos seize couleurs, sur votre fond"),
    ("your progress cannot be read: {why}.", "votre progression ne peut pas être lue\u{a0}: {why}."),
    ("your progress cannot be written: {why}.", "votre progression ne peut pas être écrite\u{a0}: {why}."),
    ("{count} {count?deck|decks}", "{count} {count?présentation|présentations}"),
    (
        "{count} {count?deck|decks}: {changed} would be written, {same} already in form",
        "{count} {count?présentation|présentations}\u{a0}: {changed} à écrire, {same} déjà en forme",
    ),
    (
        "{count} {count?deck|decks}: {changed} written, {same} already in form",
        "{count} {count?présentation|présentations}\u{a0}: {changed} {changed?écrite|écrites}, {same} déjà en forme",
    ),
    ("{count} {count?file|files} in {folder}", "{count} {count?fichier|fichiers} dans {folder}"),
    (
        "{count} {count?finding|findings} fixed, {left} left",
        "{count} {count?remarque corrigée|remarques corrigées}, {left} {left?reste|restent}",
    ),
    (
        "{count} {count?finding|findings} would be fixed, {left} left",
        "{count} {count?remarque serait corrigée|remarques seraient corrigées}, {left} {left?resterait|resteraient}",
    ),
    (
        "{files} {files?Markdown file has|Markdown files have} no signs of a deck. Name one to import it, or say what they are with `--from`.",
        "{files} {files?fichier Markdown n’a|fichiers Markdown n’ont} aucun signe d’une présentation. Nommez-en un pour l’importer, ou dites ce qu’ils sont avec `--from`.",
    ),
    ("{first} to {last}", "{first} à {last}"),
    (
        "{name} was read as {about}. To keep it as a deck: pupitre import {word}",
        "{name} est lu comme {about}. Pour en garder une présentation\u{a0}: pupitre import {word}",
    ),
    ("{name}: {count}", "{name}\u{a0}: {count}"),
    ("{one} and {other}", "{one} et {other}"),
    ("{why}.", "{why}."),
    (
        "a cast is a show as it was. Omit `{flag}`.",
        "un «\u{a0}cast\u{a0}» montre la séance telle qu’elle a eu lieu. N’écrivez pas `{flag}`.",
    ),
    (
        "a cast is made of a recorded show. Name its recording: `pupitre report --list` lists yours.",
        "un «\u{a0}cast\u{a0}» se fait à partir d’une séance enregistrée. Nommez son enregistrement\u{a0}: `pupitre report --list` donne la liste des vôtres.",
    ),
    (
        "the page cannot be saved as \".{ending}\". Name a file that ends in .pdf, .html, .md or .txt.",
        "la page ne peut pas être enregistrée en «\u{a0}.{ending}\u{a0}». Nommez un fichier en .pdf, .html, .md ou .txt.",
    ),
];
