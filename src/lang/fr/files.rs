//! French: errors about files, recordings and progress, and messages of the system.

use crate::lang::Texts;

pub const TEXTS: Texts = &[
    (
        "\"{name}\" is not a plain name; write \"{plain}\"",
        "«\u{a0}{name}\u{a0}» n’est pas un nom simple\u{202f}; écrivez «\u{a0}{plain}\u{a0}»",
    ),
    ("<standard input>", "<entrée standard>"),
    (
        "no file is named; write the name of one beside the deck, or in a folder below",
        "aucun fichier n’est nommé\u{202f}; écrivez le nom d’un fichier à côté de la présentation ou dans un sous-dossier",
    ),
    ("\"{name}\"", "«\u{a0}{name}\u{a0}»"),
    ("\"{name}\" cannot be read: {error}", "«\u{a0}{name}\u{a0}» ne peut pas être lu\u{a0}: {error}"),
    (
        "\"{name}\" cannot be written: its folder does not exist. Create it first.",
        "«\u{a0}{name}\u{a0}» ne peut pas être écrit\u{a0}: son dossier n’existe pas. Créez-le d’abord.",
    ),
    (
        "\"{name}\" cannot be written: you may not write in its folder. Check the folder's permissions.",
        "«\u{a0}{name}\u{a0}» ne peut pas être écrit\u{a0}: son dossier n’est pas accessible en écriture. Vérifiez les droits du dossier.",
    ),
    ("\"{name}\" cannot be written: {error}.", "«\u{a0}{name}\u{a0}» ne peut pas être écrit\u{a0}: {error}."),
    (
        "\"{name}\" is a file that this command reads. Choose another file to write.",
        "«\u{a0}{name}\u{a0}» est un fichier que cette commande lit. Choisissez-en un autre pour écrire.",
    ),
    ("\"{name}\" is a folder", "«\u{a0}{name}\u{a0}» est un dossier"),
    (
        "\"{name}\" is a folder. Name a file in it.",
        "«\u{a0}{name}\u{a0}» est un dossier. Nommez un fichier de ce dossier.",
    ),
    (
        "\"{name}\" is a picture embedded as text, which is not read; save it as a file beside the deck",
        "«\u{a0}{name}\u{a0}» est une image écrite comme du texte, ce qui n’est pas lu\u{202f}; enregistrez-la dans un fichier à côté de la présentation",
    ),
    (
        "\"{name}\" has grown since it was checked. Try again.",
        "«\u{a0}{name}\u{a0}» a grandi depuis sa vérification. Réessayez.",
    ),
    (
        "\"{name}\" is named for two outputs. Choose another file for one of them.",
        "«\u{a0}{name}\u{a0}» est nommé pour deux sorties. Choisissez un autre fichier pour l’une d’elles.",
    ),
    ("\"{name}\" is not a regular file", "«\u{a0}{name}\u{a0}» n’est pas un fichier ordinaire"),
    (
        "\"{name}\" is not a regular file. Name another one.",
        "«\u{a0}{name}\u{a0}» n’est pas un fichier ordinaire. Nommez-en un autre.",
    ),
    (
        "\"{name}\" is on the web, and nothing is downloaded; save it beside the deck and name that file",
        "«\u{a0}{name}\u{a0}» est sur le web, et rien n’est téléchargé\u{202f}; enregistrez-le à côté de la présentation et nommez ce fichier",
    ),
    (
        "\"{name}\" is the name of a folder. Name a file.",
        "«\u{a0}{name}\u{a0}» est le nom d’un dossier. Nommez un fichier.",
    ),
    (
        "\"{name}\" is where your progress or a recording is kept. Choose another file to write.",
        "«\u{a0}{name}\u{a0}» contient votre progression ou un enregistrement. Choisissez un autre fichier pour écrire.",
    ),
    (
        "\"{name}\" was only partly written: {error}. Its previous content is in \"{kept}\".",
        "«\u{a0}{name}\u{a0}» n’est écrit qu’en partie\u{a0}: {error}. Ce qu’il contenait est dans «\u{a0}{kept}\u{a0}».",
    ),
    ("you are not allowed to read \"{name}\"", "vous n’avez pas le droit de lire «\u{a0}{name}\u{a0}»"),
    (
        "\"{name}\" may not be written. Check its permissions.",
        "«\u{a0}{name}\u{a0}» n’est pas accessible en écriture. Vérifiez ses droits d’accès.",
    ),
    ("\"{name}\" is not a file name. Name a file.", "«\u{a0}{name}\u{a0}» ne nomme pas de fichier. Nommez-en un."),
    ("\"{path}\" cannot be read: {error}.", "«\u{a0}{path}\u{a0}» ne peut pas être lu\u{a0}: {error}."),
    ("\"{path}\": {error}.", "«\u{a0}{path}\u{a0}»\u{a0}: {error}."),
    ("at most a day (\"24h\")", "un jour («\u{a0}24h\u{a0}») est le maximum"),
    (
        "a part of the picture \"{name}\" is missing: its file is damaged",
        "il manque une partie de l’image «\u{a0}{name}\u{a0}»\u{a0}: son fichier est endommagé",
    ),
    ("allow `{rule}` here", "permettre `{rule}` ici"),
    ("Broken pipe", "plus personne ne lit"),
    ("Check its permissions.", "Vérifiez ses droits d’accès."),
    ("Check the name.", "Vérifiez le nom."),
    ("Connection timed out", "le délai est dépassé"),
    ("a file is in the place of its folder", "un fichier occupe la place de son dossier"),
    ("Copy the deck into a file.", "Copiez la présentation dans un fichier."),
    ("did you mean \"{near}\"?", "vouliez-vous dire «\u{a0}{near}\u{a0}»\u{202f}?"),
    ("Directory not empty", "le dossier n’est pas vide"),
    ("Disk quota exceeded", "le quota de disque est dépassé"),
    ("Divide it into several decks.", "Divisez-la en plusieurs présentations."),
    ("Divide it, or make its pictures smaller.", "Divisez-la, ou réduisez ses images."),
    ("File exists", "le fichier existe"),
    ("File name too long", "le nom du fichier est trop long"),
    ("File too large", "le fichier est trop grand"),
    (
        "If it is a PowerPoint presentation, convert it first: pupitre import FILE",
        "Si c’est une présentation PowerPoint, convertissez-la d’abord\u{a0}: pupitre import FICHIER",
    ),
    ("Is a directory", "c’est un dossier"),
    ("it is not a bundle of sessions: {error}", "ce n’est pas un fichier de séances réunies\u{a0}: {error}"),
    ("it is not a file", "ce n’est pas un fichier"),
    ("it is not a recording of a show", "ce n’est pas l’enregistrement d’une séance"),
    ("it is not a regular file", "ce n’est pas un fichier ordinaire"),
    ("it is too large", "il est trop grand"),
    (
        "it uses version {newer}, but this program reads version {known}",
        "il est écrit dans la version {newer}, ce programme lit la version {known}",
    ),
    ("its first line cannot be read: {why}", "sa première ligne est illisible\u{a0}: {why}"),
    ("its folder is full of temporary files", "son dossier est plein de fichiers temporaires"),
    ("left as it is: fixing it would never end", "il reste tel quel\u{a0}: les corrections n’en finiraient pas"),
    (
        "Name a deck inside it: a file such as \"{name}/deck.toml\".",
        "Nommez une présentation qu’il contient\u{a0}: un fichier comme «\u{a0}{name}/deck.toml\u{a0}».",
    ),
    ("No space left on device", "le disque est plein"),
    ("No such file or directory", "fichier ou dossier introuvable"),
    ("Not a directory", "ce n’est pas un dossier"),
    ("not a progress file", "ce n’est pas un fichier de progression"),
    ("nothing is fixed until it is valid TOML", "rien n’est corrigé tant que TOML ne peut pas le lire"),
    ("Permission denied", "accès refusé"),
    ("Read-only file system", "le système de fichiers est en lecture seule"),
    ("Save it again as UTF-8.", "Enregistrez-le en UTF-8."),
    ("slide {number}", "diapositive {number}"),
    ("slide {number}, “{title}”", "diapositive {number}, «\u{a0}{title}\u{a0}»"),
    ("standard input", "l’entrée standard"),
    ("standard input cannot be read: {error}", "l’entrée standard ne peut pas être lue\u{a0}: {error}"),
    (
        "the drawing \"{name}\" cannot be drawn: {why}",
        "le dessin «\u{a0}{name}\u{a0}» ne peut pas être affiché\u{a0}: {why}",
    ),
    ("the drawing \"{name}\" is drawn without {what}", "le dessin «\u{a0}{name}\u{a0}» est affiché sans {what}"),
    ("the file \"{name}\" cannot be read: {why}", "le fichier «\u{a0}{name}\u{a0}» ne peut pas être lu\u{a0}: {why}"),
    (
        "the file \"{name}\" is a course, not a deck",
        "le fichier «\u{a0}{name}\u{a0}» est un parcours, pas une présentation",
    ),
    (
        "the file \"{name}\" is not a PNG, JPEG, WebP, GIF or SVG",
        "le fichier «\u{a0}{name}\u{a0}» n’est ni PNG, ni JPEG, ni WebP, ni GIF, ni SVG",
    ),
    ("the file \"{name}\" is not text in UTF-8", "le fichier «\u{a0}{name}\u{a0}» n’est pas du texte en UTF-8"),
    (
        "the file \"{name}\" does not exist; names are relative to the deck's folder",
        "le fichier «\u{a0}{name}\u{a0}» n’existe pas\u{202f}; les noms partent du dossier de la présentation",
    ),
    (
        "the file \"{name}\" is outside the deck's folder; copy it beside the deck",
        "le fichier «\u{a0}{name}\u{a0}» est hors du dossier de la présentation\u{202f}; copiez-le à côté d’elle",
    ),
    (
        "the file \"{name}\" is too large to show (more than 1 MiB)",
        "le fichier «\u{a0}{name}\u{a0}» est trop grand pour être montré (plus de 1 Mio)",
    ),
    ("the picture \"{name}\" cannot be read: {why}", "l’image «\u{a0}{name}\u{a0}» ne peut pas être lue\u{a0}: {why}"),
    (
        "the picture \"{name}\" has {width} × {height} pixels; the limit for its kind is {side} per side and {most} million in all",
        "l’image «\u{a0}{name}\u{a0}» a {width} × {height} pixels\u{202f}; le maximum de ce genre est de {side} par côté et de {most} millions en tout",
    ),
    (
        "the picture \"{name}\" is too large a file (more than {most} MiB)",
        "l’image «\u{a0}{name}\u{a0}» est un fichier trop grand (plus de {most} Mio)",
    ),
    ("the picture \"{name}\" takes too long to draw", "l’image «\u{a0}{name}\u{a0}» est trop longue à dessiner"),
    (
        "write columns and rows, like \"80x24\", from 20x6 to 1000x1000",
        "écrivez colonnes et lignes, comme «\u{a0}80x24\u{a0}»\u{202f}; de 20x6 à 1000x1000",
    ),
    (
        "write hours, then minutes, then seconds, each once",
        "écrivez les heures, puis les minutes, puis les secondes, une fois chacune",
    ),
    (
        "write it like \"30min\", \"1min 30s\" or \"90s\"",
        "écrivez-la comme «\u{a0}30min\u{a0}», «\u{a0}1min 30s\u{a0}» ou «\u{a0}90s\u{a0}»",
    ),
    ("{count} {count?finding|findings} in {name}", "{count} {count?remarque|remarques} dans {name}"),
    ("{name} is larger than 16 MiB, the limit for a deck", "{name} dépasse 16 Mio, le maximum d’une présentation"),
    (
        "{name} is larger than {most} MiB, the limit for a presentation",
        "{name} dépasse {most} Mio, le maximum d’une présentation PowerPoint",
    ),
    ("{name} is not text but an archive", "{name} n’est pas du texte mais une archive"),
    (
        "{name} is not UTF-8: line {line}, column {column} has the byte 0x{byte}, as in Latin-1",
        "{name} n’est pas en UTF-8\u{a0}: ligne {line}, colonne {column}, l’octet 0x{byte} est là, comme en Latin-1",
    ),
    ("{name} is written in UTF-16", "{name} est écrit en UTF-16"),
    ("{what}.", "{what}."),
    ("{what}. {help}", "{what}. {help}"),
];
