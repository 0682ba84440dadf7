//! French: the pages of the rules: the evidence for each.

use crate::lang::Texts;

pub const TEXTS: Texts = &[
    (
        "140 words a minute, the middle of what speakers do; a tenth more is allowed",
        "140 mots par minute, le milieu de ce que font les orateurs\u{202f}; un dixième de plus est admis",
    ),
    (
        "8 × 4 cells are 8 × 8 pieces of a picture where it is drawn with half blocks; laid out at each of the deck’s sizes",
        "8 × 4 cases font 8 × 8 points d’une image dessinée en demi-blocs\u{202f}; mis en page à chaque taille de la présentation",
    ),
    (
        "A phone’s screen shows no more; expert advice",
        "L’écran d’un téléphone n’en montre pas plus\u{202f}; avis d’experts",
    ),
    ("A question without an answer is a poll", "Une question sans réponse est un sondage"),
    (
        "Académie française, “Accentuation des majuscules”. Only words of a list, which exist with the accent alone",
        "Académie française, “Accentuation des majuscules”. Seulement les mots d’une liste, qui n’existent qu’avec l’accent",
    ),
    ("Arithmetic", "L’arithmétique"),
    (
        "As gofmt and rustfmt do; a decision for the team, so it is off by default",
        "Comme gofmt et rustfmt\u{202f}; c’est à l’équipe d’en décider, donc inactive par défaut",
    ),
    (
        "CommonMark 0.31, “Left-flanking delimiter run” and “Setext headings”; GitHub Flavored Markdown, “Tables”. Only what has no other reading; what stands behind a `\\` is meant",
        "CommonMark 0.31, “Left-flanking delimiter run” et “Setext headings”\u{202f}; GitHub Flavored Markdown, “Tables”. Seulement ce qui n’a pas d’autre lecture\u{202f}; ce qui suit un `\\` est voulu",
    ),
    (
        "Constructive alignment (Biggs 1996): strong evidence in teaching; this rule only does the bookkeeping",
        "Alignement constructif (Biggs 1996)\u{a0}: solide en pédagogie, ici seulement sa comptabilité",
    ),
    (
        "CVE-2003-0063, CVE-2022-45063, RUSTSEC-2025-0055 and others; TOML lets `\\u001b` through. Strong",
        "CVE-2003-0063, CVE-2022-45063, RUSTSEC-2025-0055 et d’autres\u{202f}; TOML laisse passer `\\u001b`. Solide",
    ),
    (
        "CVE-2021-27135 (xterm). The widest real scripts use four marks or so. Strong",
        "CVE-2021-27135 (xterm). Les écritures réelles les plus riches en ont environ quatre. Solide",
    ),
    (
        "CVE-2021-42574, “Trojan Source”; the twelve characters that Unicode calls Bidi_Control. Strong. Hebrew and Arabic are read from right to left without them",
        "CVE-2021-42574, “Trojan Source”\u{202f}; les douze caractères qu’Unicode nomme Bidi_Control. Solide. L’hébreu et l’arabe se lisent de droite à gauche sans eux",
    ),
    (
        "Each picture is decoded as the show does it, with the same limits: 67 million pixels of a JPEG or PNG, 16 million of others, 2 seconds of work and 128 MiB of layers for a drawing",
        "Chaque image est décodée comme pendant la séance, avec les mêmes limites\u{a0}: 67 millions de pixels pour un JPEG ou un PNG, 16 millions pour les autres, 2 secondes de travail et 128 Mio de calques pour un dessin",
    ),
    (
        "Expert advice: “one idea per slide” (Naegle 2021, PLoS Comput Biol 17(12), rule 1). What is counted here is only a sign of it",
        "Avis d’experts\u{a0}: “one idea per slide” (Naegle 2021, PLoS Comput Biol 17(12), règle 1). Ce qui est compté ici n’en est qu’un signe",
    ),
    (
        "GitHub Flavored Markdown, “Tables”; markdownlint MD056",
        "GitHub Flavored Markdown, “Tables”\u{202f}; markdownlint MD056",
    ),
    (
        "Guidelines for writing test items (Haladyna, Downing and Rodriguez 2002): equal lengths, varied places",
        "Recommandations pour écrire des questions (Haladyna, Downing et Rodriguez 2002)\u{a0}: longueurs égales, places variées",
    ),
    ("How the cut works: `pupitre plan --for`", "Le fonctionnement de la coupe\u{a0}: `pupitre plan --for`"),
    (
        "How this program shows tabs; terminals stop at every eighth cell, editors where their users like",
        "Ce que fait ce programme\u{202f}; les terminaux ont des arrêts toutes les huit cases, les éditeurs où l’on veut",
    ),
    (
        "Known trouble of terminals with U+FE0F and with emoji that are joined (U+200D); see the trackers of tmux, VTE and others. In running text it does no harm",
        "Un défaut connu des terminaux avec U+FE0F et les émojis joints (U+200D)\u{202f}; voir les suivis de tmux, VTE et d’autres. Dans du texte courant, c’est sans effet",
    ),
    (
        "Lexique des règles typographiques en usage à l’Imprimerie nationale for the ordinals; LanguageTool, WORD_REPEAT. Repeated: only words that French never doubles",
        "Lexique des règles typographiques en usage à l’Imprimerie nationale pour les ordinaux\u{202f}; LanguageTool, WORD_REPEAT. Répétés\u{a0}: seulement des mots que le français ne double jamais",
    ),
    (
        "Lexique des règles typographiques en usage à l’Imprimerie nationale: a rule, no opinion. Only where every mark of the paragraph has its other half",
        "Lexique des règles typographiques en usage à l’Imprimerie nationale\u{a0}: une règle, pas un avis. Seulement si chaque guillemet du paragraphe a son pendant",
    ),
    (
        "Lexique des règles typographiques en usage à l’Imprimerie nationale: a rule, no opinion. U+00A0 is taken too. Not for Québec (`fr-CA`), which writes these signs without a space",
        "Lexique des règles typographiques en usage à l’Imprimerie nationale\u{a0}: une règle, pas un avis. U+00A0 est admis aussi. Pas pour le Québec (`fr-CA`), qui écrit ces signes sans espace",
    ),
    (
        "Lexique des règles typographiques en usage à l’Imprimerie nationale: a rule, no opinion. U+202F is taken too; times, ratios, `::` and smileys are left alone",
        "Lexique des règles typographiques en usage à l’Imprimerie nationale\u{a0}: une règle, pas un avis. U+202F est admis aussi\u{202f}; heures, rapports, `::` et binettes sont laissés",
    ),
    (
        "Lexique des règles typographiques en usage à l’Imprimerie nationale; LanguageTool, ESPACE_UNITES. A rule, no opinion",
        "Lexique des règles typographiques en usage à l’Imprimerie nationale\u{202f}; LanguageTool, ESPACE_UNITES. Une règle, pas un avis",
    ),
    (
        "Lexique des règles typographiques en usage à l’Imprimerie nationale; typographeur has the same rule",
        "Lexique des règles typographiques en usage à l’Imprimerie nationale\u{202f}; typographeur a la même règle",
    ),
    (
        "Lexique des règles typographiques en usage à l’Imprimerie nationale; typographeur has the same rule. Only in French: English typists mean their two spaces",
        "Lexique des règles typographiques en usage à l’Imprimerie nationale\u{202f}; typographeur a la même règle. Seulement en français\u{a0}: en anglais, deux espaces sont voulues",
    ),
    (
        "Measured with the layout that presents, at every size in `sizes` (80x24 and 120x36 where the deck names none)",
        "Mesuré avec la mise en page de la séance, à chaque taille de `sizes` (à défaut 80x24 et 120x36)",
    ),
    (
        "Measured with the layout that presents, at every size in `sizes` (80x24 and 120x36 where the deck names none). A slide keeps the room for all its steps from the start, and a profile shows it as it is: the verdict holds at each step, for every profile. The commonest trouble in every peer’s tracker (reveal.js #2149, mdp #15, slides #65)",
        "Mesuré avec la mise en page de la séance, à chaque taille de `sizes` (à défaut 80x24 et 120x36). Une diapositive garde dès le début la place de toutes ses étapes, et un profil la montre telle quelle\u{a0}: le verdict vaut à chaque étape, pour chaque profil. Le défaut le plus fréquent dans les suivis des autres outils (reveal.js #2149, mdp #15, slides #65)",
    ),
    (
        "Medium: the redundancy principle (Mayer), the other way round for people who learn in a second language. Pairs of words that stand in both, of all pairs: four fifths; only where the slide has 25 words or more",
        "Moyenne\u{a0}: le principe de redondance (Mayer), inversé pour qui apprend dans une langue seconde. Paires de mots communes, sur toutes les paires\u{a0}: quatre cinquièmes\u{202f}; seulement à partir de 25 mots",
    ),
    (
        "Mixed: leaving out what is not needed helps (Mayer & Fiorella, coherence, 22 of 23 tests); a limit by lines was not supported (Katt, Murdock, Butler & Pryor). The number is practice",
        "Mitigée\u{a0}: écarter l’inutile aide (Mayer & Fiorella, cohérence, 22 tests sur 23)\u{202f}; une limite en lignes n’a pas été confirmée (Katt, Murdock, Butler & Pryor). Le nombre relève de l’usage",
    ),
    (
        "Only where more than half of the slides have a lesson",
        "Seulement si plus de la moitié des diapositives ont un cours",
    ),
    (
        "PowerPoint’s accessibility checker (error), WCAG 1.3.1, RGAA 5.6. The first cell may be empty where the first column names the rows",
        "Vérificateur d’accessibilité de PowerPoint (erreur), WCAG 1.3.1, RGAA 5.6. La première cellule peut être vide si la première colonne nomme les lignes",
    ),
    (
        "PowerPoint’s accessibility checker (error); WCAG 2.4.2; RGAA 8.5 and 9.1: strong for those who cannot see the slide",
        "Vérificateur d’accessibilité de PowerPoint (erreur)\u{202f}; WCAG 2.4.2\u{202f}; RGAA 8.5 et 9.1\u{a0}: solide pour qui ne voit pas la diapositive",
    ),
    (
        "PowerPoint’s accessibility checker (error: “Default Section Name”); WCAG 2.4.6",
        "Vérificateur d’accessibilité de PowerPoint (erreur\u{a0}: “Default Section Name”)\u{202f}; WCAG 2.4.6",
    ),
    ("PowerPoint’s accessibility checker (tip)", "Vérificateur d’accessibilité de PowerPoint (conseil)"),
    (
        "PowerPoint’s accessibility checker (tip); markdownlint MD024",
        "Vérificateur d’accessibilité de PowerPoint (conseil)\u{202f}; markdownlint MD024",
    ),
    (
        "Practice of plain language: 20 words on a slide, half as many more in the notes. No experiment that we know sets a number",
        "Usage du langage clair\u{a0}: 20 mots sur une diapositive, moitié plus dans les notes. Aucune expérience connue ne fixe de nombre",
    ),
    (
        "Practice of public and scientific talks; years from 1900 on, and numbers with `%`",
        "Usage des exposés publics et scientifiques\u{202f}; les années depuis 1900, et les nombres avec `%`",
    ),
    ("Practice of the field", "Usage du métier"),
    (
        "Practice of the field; at the smallest of the deck’s sizes",
        "Usage du métier\u{202f}; à la plus petite des tailles de la présentation",
    ),
    (
        "Practice of the field; only where more than half of the slides have notes",
        "Usage du métier\u{202f}; seulement si plus de la moitié des diapositives ont des notes",
    ),
    (
        "Practice; `TODO`, `FIXME`, `TBD`, `XXX` in capitals, “lorem ipsum”, “à compléter” where it stands alone or in brackets. Not where the slide speaks of a board with `DONE`",
        "L’usage\u{202f}; `TODO`, `FIXME`, `TBD`, `XXX` en capitales, “lorem ipsum”, “à compléter” seul ou entre crochets. Pas si la diapositive parle d’un tableau avec `DONE`",
    ),
    (
        "Pupitre draws only the lines and areas of an SVG",
        "Pupitre dessine les traits et les surfaces d’un SVG\u{202f}; un fait du programme",
    ),
    ("The commands of Pupitre themselves", "Les commandes de Pupitre elles-mêmes"),
    (
        "ruff (RUF100) and rustc (`expect`) report ignores that hide nothing",
        "ruff (RUF100) et rustc (`expect`) signalent ceux qui ne cachent rien",
    ),
    ("Such a question cannot be answered", "On ne peut pas répondre à une telle question"),
    (
        "Testing effect (Roediger and Karpicke 2006): people who are asked remember more than people who read twice. Only where more than half of the slides have a lesson, or a quiz asks about another objective",
        "Effet de test (Roediger et Karpicke 2006)\u{a0}: qui est interrogé retient plus que qui relit. Seulement si plus de la moitié des diapositives ont un texte à lire, ou si un quiz porte sur un autre objectif",
    ),
    ("The layouts of Pupitre themselves", "Les dispositions de Pupitre elles-mêmes"),
    ("The authors’ own word", "La parole des auteurs"),
    (
        "The code itself; lines count from 1, those of `highlight` by the numbers that are shown, else from the first line that is",
        "Le code lui-même\u{202f}; les lignes se comptent depuis 1, celles de `highlight` selon les numéros montrés, sinon depuis la première montrée",
    ),
    (
        "The deck’s own words: a profile keeps the slides that name it, and those that name none",
        "Les mots de la présentation\u{a0}: un profil garde les diapositives qui le nomment, et celles qui n’en nomment aucun",
    ),
    (
        "The languages are those of two-face (bat’s grammars)",
        "Les langages sont ceux de two-face (les grammaires de bat)",
    ),
    (
        "The list needs `s` and `q` to close, `?` for help",
        "La liste a besoin de `s` et `q` pour se fermer, de `?` pour l’aide",
    ),
    (
        "The oldest phishing trick. Domains are compared; a subdomain of the one shown is accepted",
        "Le plus vieux tour de l’hameçonnage\u{202f}; les domaines sont comparés, un sous-domaine vaut le domaine montré",
    ),
    (
        "The slide linters’ default (Slidev: 15 lines); expert advice",
        "La valeur par défaut d’autres outils (Slidev\u{a0}: 15 lignes)\u{202f}; avis d’experts",
    ),
    (
        "The syntax of Marp, Slidev, Quarto, Obsidian, GitHub and Jekyll. Each place is told",
        "La syntaxe de Marp, Slidev, Quarto, Obsidian, GitHub et Jekyll. Chaque endroit est signalé",
    ),
    (
        "TOML 1.0, “String”. The rule looks at texts between `\"\"\"`, and between `\"` only at what looks like a path or a pattern",
        "TOML 1.0, “String”. La règle regarde les textes entre `\"\"\"` et, entre `\"`, seulement ce qui ressemble à un chemin ou à un motif",
    ),
    (
        "TOML 1.1.0, changelog: `\\e` and `\\x`, line ends and a last comma in inline tables, times without seconds",
        "TOML 1.1.0, journal des changements\u{a0}: `\\e` et `\\x`, retours et virgule finale dans les tables en ligne, heures sans secondes",
    ),
    (
        "Unicode, Default_Ignorable_Code_Point; hidden text is a known way to smuggle instructions. Joiners in emoji and in the scripts that need them are left alone",
        "Unicode, Default_Ignorable_Code_Point\u{202f}; un texte caché est un moyen connu de glisser des consignes. Les liants des émojis et des écritures qui en ont besoin sont laissés",
    ),
    (
        "WCAG 2.2, 1.1.1 (level A); RGAA 1.1; PowerPoint’s accessibility checker (error): strong",
        "WCAG 2.2, 1.1.1 (niveau A)\u{202f}; RGAA 1.1\u{202f}; vérificateur d’accessibilité de PowerPoint (erreur)\u{a0}: solide",
    ),
    (
        "WCAG 2.2, 1.4.11: 3 for graphics. The rule looks at the part that stands out most, in pictures that are transparent for a tenth or more, on the deck’s own theme; the theme `terminal` is the user’s own",
        "WCAG 2.2, 1.4.11\u{a0}: 3 pour les graphiques. La règle regarde ce qui ressort le plus, dans les images transparentes pour un dixième au moins, sur le thème de la présentation\u{202f}; le thème `terminal` est celui de l’utilisateur",
    ),
    (
        "WCAG 2.2, 1.4.3 and 1.4.11, RGAA 3.2 and 3.3: 4.5 for letters, 3 for lines. Strong. The rule looks at the deck’s own `[look]`, those of its slides, and its theme file, and takes the sixteen colors from the worst of four known palettes. The theme `terminal` is the user’s own",
        "WCAG 2.2, 1.4.3 et 1.4.11, RGAA 3.2 et 3.3\u{a0}: 4,5 pour des lettres, 3 pour des traits. Solide. La règle regarde le `[look]` de la présentation, les `look` de ses diapositives et son fichier de thème, et prend les seize couleurs dans la pire de quatre palettes connues. Le thème `terminal` est celui de l’utilisateur",
    ),
    (
        "WCAG 2.2, failure F30; W3C, “Images Tutorial”; RGAA 1.3",
        "WCAG 2.2, échec F30\u{202f}; W3C, “Images Tutorial”\u{202f}; RGAA 1.3",
    ),
    (
        "WCAG 2.4.4, RGAA 6.1, markdownlint MD059, axe identical-links-same-purpose. Only words that say nothing in any sentence, addresses as words, and on one slide the same words for two places",
        "WCAG 2.4.4, RGAA 6.1, markdownlint MD059, axe identical-links-same-purpose. Seulement des mots qui ne disent rien dans aucune phrase, des adresses en guise de mots et, sur une diapositive, les mêmes mots pour deux endroits",
    ),
    (
        "WCAG 3.1.1, RGAA 8.3 and 8.4; names of languages as in BCP 47 (RFC 5646)",
        "WCAG 3.1.1, RGAA 8.3 et 8.4\u{202f}; noms de langues comme dans BCP 47 (RFC 5646)",
    ),
    (
        "Weak: practice, and the default of slide linters",
        "Faible\u{a0}: l’usage, et la valeur par défaut d’autres outils",
    ),
    (
        "Weak: “six at most” is a rule of thumb, and a limit by lines was not supported (Katt, Murdock, Butler & Pryor). Items at each level count by themselves; the appendix, which is looked up, does not",
        "Faible\u{a0}: “six au plus” est une règle empirique, et une limite en lignes n’a pas été confirmée (Katt, Murdock, Butler & Pryor). Chaque niveau compte pour lui-même\u{202f}; l’annexe, qui se consulte, ne compte pas",
    ),
];
