//! French: mistakes in slides included from another file.

use crate::lang::Texts;

pub const TEXTS: Texts = &[
    ("\"{shown}\" has no slides outside the appendix", "«\u{a0}{shown}\u{a0}» n’a aucune diapositive hors de l’annexe"),
    (
        "\"{shown}\" has no slides that can be read: there is a mistake in its TOML",
        "«\u{a0}{shown}\u{a0}» n’a aucune diapositive lisible\u{a0}: son TOML contient une erreur",
    ),
    (
        "\"{shown}\" is not a deck: it has no top-level `format`",
        "«\u{a0}{shown}\u{a0}» n’est pas une présentation\u{a0}: il n’a pas de `format` en tête",
    ),
    ("`include` names no file", "`include` ne nomme aucun fichier"),
    ("`{key}` has no effect beside `include`", "`{key}` est sans effet à côté de `include`"),
    (
        "a deck begins with `format = 1` and `title = \"…\"`, its slides are in `[[section]]`",
        "une présentation commence par `format = 1` et `title = \"…\"`, ses diapositives sont dans `[[section]]`",
    ),
    (
        "a slide is named apart: `include = \"{file}\"` and below it `id = \"{id}\"`",
        "une diapositive se nomme à part\u{a0}: `include = \"{file}\"` et dessous `id = \"{id}\"`",
    ),
    ("defined again here", "défini à nouveau ici"),
    ("each includes the next: {way}", "chacun inclut le suivant\u{a0}: {way}"),
    ("files include each other in a circle", "des fichiers s’incluent en boucle"),
    ("files include each other more than 8 levels deep", "des fichiers s’incluent sur plus de 8 niveaux"),
    ("include \"{shown}\" in the deck itself", "incluez «\u{a0}{shown}\u{a0}» dans la présentation elle-même"),
    ("include fewer slides", "incluez moins de diapositives"),
    ("include it once", "incluez-le une seule fois"),
    ("from here", "d’ici"),
    ("included here first", "inclus d’abord ici"),
    ("included twice", "inclus deux fois"),
    (
        "it is in the appendix, which is never included: move it to another section",
        "elle est en annexe, qui n’est jamais incluse\u{a0}: déplacez-la dans une autre section",
    ),
    ("no such slide", "aucune diapositive de ce nom"),
    ("not a deck", "pas une présentation"),
    ("nothing to include", "rien à inclure"),
    ("first defined here", "défini d’abord ici"),
    ("its slides show this one", "ses diapositives montrent cette définition"),
    ("put several slides into one file", "mettez plusieurs diapositives dans un fichier"),
    ("remove one of these `include`", "retirez l’un de ces `include`"),
    ("remove this `include`", "retirez cet `include`"),
    ("the other definition", "l’autre définition"),
    ("the term \"{name}\" is defined twice", "le terme «\u{a0}{name}\u{a0}» est défini deux fois"),
    ("write the same in both files", "écrivez la même chose dans les deux fichiers"),
    (
        "write the same in both files, or give one of them another id",
        "écrivez la même chose dans les deux fichiers, ou donnez à l’un un autre identifiant",
    ),
    (
        "{what} \"{name}\" has another definition in \"{file}\"",
        "{what} «\u{a0}{name}\u{a0}» a une autre définition dans «\u{a0}{file}\u{a0}»",
    ),
    ("the deck includes more than 100 files", "la présentation inclut plus de 100 fichiers"),
    (
        "the included slides are too large: more than 16 MiB",
        "les diapositives incluses sont trop grandes\u{a0}: plus de 16 Mio",
    ),
    (
        "there is no slide called \"{id}\" in \"{file}\"",
        "aucune diapositive ne s’appelle «\u{a0}{id}\u{a0}» dans «\u{a0}{file}\u{a0}»",
    ),
    ("write it in the slide that is included, or remove it", "écrivez-la dans la diapositive incluse, ou retirez-la"),
    (
        "write the `id` of one of its slides, or leave it out to include all of them",
        "écrivez l’`id` d’une de ses diapositives, ou retirez-le pour les inclure toutes",
    ),
    ("{text}: {file}, line {line}", "{text}\u{a0}: {file}, ligne {line}"),
    ("in \"{file}\", line {line}: {message}", "dans «\u{a0}{file}\u{a0}», ligne {line}\u{a0}: {message}"),
];
