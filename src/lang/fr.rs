//! French.

mod blocks;
mod commands;
mod deck;
mod evidence;
mod files;
mod help;
mod import;
mod include;
mod pages;
mod reasons;
mod replay;
mod report;
mod rules;
mod sequence;
mod things;

use std::fmt::Display;

use crate::lang::{HtmlWords, LinkWords, PlaybackWords, Words};

/// "une section" becomes "la section".
fn definite(thing: &str) -> String {
    let (article, noun) = match thing.split_once(' ') {
        Some(("un", noun)) => ("le ", noun),
        Some(("une", noun)) => ("la ", noun),
        Some(("des", noun)) => ("les ", noun),
        _ => return thing.to_owned(),
    };
    if begins_with_vowel(noun) && article != "les " { format!("l’{noun}") } else { format!("{article}{noun}") }
}

/// Appends a thing to a text: "de" and "une section" become "d’une section".
fn append(text: &mut String, thing: &str) {
    let ends_with =
        |text: &str, word: &str| text.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
    let articles = [("de ", "le ", "du "), ("de ", "les ", "des "), ("à ", "le ", "au "), ("à ", "les ", "aux ")];
    if let Some((word, article, both)) =
        articles.iter().find(|(word, article, _)| ends_with(text, word) && thing.starts_with(article))
    {
        text.truncate(text.len() - word.len());
        text.push_str(both);
        return text.push_str(&thing[article.len()..]);
    }
    if begins_with_vowel(thing) && ["de ", "que ", "ne "].iter().any(|word| ends_with(text, word)) {
        text.truncate(text.len() - "e ".len());
        text.push('’');
    }
    text.push_str(thing);
}

fn begins_with_vowel(word: &str) -> bool {
    word.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'é', 'è', 'ê', 'â', 'î', 'ô', 'h'])
}

/// A number of things: `one` for zero and one, else `many`; `#` is replaced by the number.
fn counted<N: Display + PartialOrd + From<u8>>(count: N, one: &str, many: &str) -> String {
    if count > 1.into() { many } else { one }.replace('#', &count.to_string())
}

pub const WORDS: Words = Words {
    code: "fr",
    messages: &[
        blocks::TEXTS,
        commands::TEXTS,
        deck::TEXTS,
        evidence::TEXTS,
        files::TEXTS,
        import::TEXTS,
        include::TEXTS,
        pages::TEXTS,
        reasons::TEXTS,
        rules::TEXTS,
        sequence::TEXTS,
        things::TEXTS,
    ],
    is_one: |count| count.abs() < 2,
    definite,
    append,
    error_of: |why| format!("erreur\u{a0}: {why}"),
    help_texts: help::WORDS,
    levels: ["erreur", "avertissement", "info", "note", "aide"],
    next: "étape ou diapositive suivante",
    previous: "étape ou diapositive précédente",
    forward: "défiler, puis suivante",
    backward: "défiler vers le haut, puis précédente",
    next_section: "section suivante",
    previous_section: "section précédente",
    sections: "liste des sections",
    go: "aller à une diapositive\u{a0}: son numéro (a1\u{a0}: annexe), puis Entrée",
    back: "revenir là où l’on était avant le saut",
    first: "première diapositive (ou g g)",
    last: "dernière diapositive (ou g e)",
    notes: "notes sous la diapositive\u{a0}: montrer, page suivante, cacher",
    clock: "horloge",
    room: "ce que la ligne du bas montre à la salle",
    large: "lettres deux fois plus grandes, ou non",
    help: "cette aide",
    quit: "quitter",
    search: "chercher dans les titres, les textes et les notes",
    overview: "vue d’ensemble des diapositives",
    black: "écran noir\u{202f}; encore b\u{a0}: blanc\u{202f}; toute autre touche ramène la diapositive",
    marker: "repère sur une ligne ou un élément",
    point: "déplacer le repère",
    shorter: "écarter des diapositives pour finir à l’heure\u{202f}; encore\u{a0}: les remettre",
    reload: "recharger la présentation (l’enregistrer suffit)",
    findings: "ce que `check` trouve dans la présentation (avec --author)",
    go_to_finding: "aller à sa diapositive",
    code_of_slide: "les lettres sous une diapositive\u{a0}: y aller",
    close: "fermer",
    choose: "choisir",
    confirm: "valider",
    jump_by_letter: "lettre ou numéro d’une section\u{a0}: y aller",
    clock_display: "temps écoulé, restant, heure",
    clock_pause: "pause, reprise",
    clock_reset: "remettre à zéro (demande confirmation)",
    clock_end: "fixer l’heure de fin",
    hand: "question ouverte\u{a0}: une main de plus pour ce choix",
    take_back: "question ouverte\u{a0}: annuler la dernière réponse",
    counts: "question ouverte\u{a0}: saisir tous les nombres («\u{a0}12 7 3\u{a0}»)",
    note_answer: "question ouverte\u{a0}: noter une réponse",
    tick: "cocher ou décocher cet élément",
    short_hand: "une main",
    short_take_back: "annuler",
    short_counts: "saisir",
    short_note: "noter",
    short_tick: "cocher",
    clock_keys: ["temps", "pause", "zéro", "fin"],
    key_space: "Espace",
    key_enter: "Entrée",
    key_escape: "Échap",
    key_backspace: "Retour arrière",
    key_tab: "Tab",
    key_shift_tab: "Maj-Tab",
    key_page_up: "Page↑",
    key_page_down: "Page↓",
    key_home: "Début",
    key_end: "Fin",
    keys_title: "Touches",
    poll_title: "Question à choix en cours",
    open_title: "Question à réponse libre en cours",
    checklist_title: "Liste à cocher",
    sections_title: "Sections",
    notes_title: "Notes",
    lesson_title: "Cours",
    no_notes: "Pas de notes pour cette diapositive.",
    appendix: "annexe",
    no_section: "sans titre",
    start_row: |next, help, quit| format!("{next} commencer   {help} touches   {quit} quitter"),
    enlarge_font: |key| format!("{key} jusqu’à 100 colonnes environ\u{a0}: lettres plus grandes"),
    large_in_multiplexer: "tmux et screen n’affichent pas de lettres plus grandes. Lancez Pupitre en dehors.",
    large_unknown: "Ce terminal n’annonce pas de lettres plus grandes.",
    large_on_small_screen: |size| format!("Les lettres plus grandes demandent un terminal de {size}."),
    large_slide: |slide| format!("Avec des lettres plus grandes, la diapositive {slide} ne tient pas."),
    large_wide: |slide| {
        format!("Les lettres plus grandes de ce terminal excluent les signes sur deux colonnes (diapositive {slide}).")
    },
    unnamed: "exemple (autres\u{a0}: pupitre decks)",
    too_small: "Terminal trop petit (min. 20x6)",
    help_markers: "● diapositives montrées   ○ temps écoulé",
    ask_notes: "Entrée\u{a0}: montrer les notes (la salle voit peut-être cet écran)",
    ask_quit: "q ou Entrée\u{a0}: quitter. Autre touche\u{a0}: rester (l’horloge tourne).",
    ask_quit_unrecorded: |why| {
        format!("Tout n’est pas enregistré ({why}). q ou Entrée\u{a0}: quitter quand même. Autre touche\u{a0}: rester.")
    },
    ask_reset: "r ou Entrée\u{a0}: remettre l’horloge à zéro. Autre touche\u{a0}: la laisser.",
    ask_end: "Fin à (11:30) ou dans (18min)\u{a0}:",
    end_passed: "heure passée. Entrée\u{a0}: demain",
    bad_end: "ni une heure (11:30) ni une durée (18min)",
    ask_go_on: |when, gone| {
        format!(
            "Une séance ({when}, horloge à {gone}) a été interrompue. Entrée\u{a0}: la reprendre. Autre touche\u{a0}: recommencer."
        )
    },
    ask_keeping: "Entrée\u{a0}: enregistrer aussi les réponses. Autre touche\u{a0}: à l’écran seulement.",
    disk_full: "le disque est plein",
    folder_not_writable: "son dossier n’est pas accessible en écriture",
    disk_slow: "le disque ne répond pas",
    file_locked: "un autre programme verrouille son fichier",
    not_a_file: "autre chose qu’un fichier occupe son chemin",
    no_own_folder: "dossier personnel introuvable",
    journal_too_large: |most| format!("son fichier dépasserait {most}\u{a0}Mio"),
    too_many_recordings: "trop d’enregistrements commencés dans cette minute",
    not_recorded: |why| format!("cette séance n’est pas enregistrée\u{a0}: {why}"),
    not_recorded_sign: "non enregistré",
    recorded_again: "La séance est de nouveau enregistrée, sans rien perdre.",
    events_missing: |count, time, why| match count {
        1 => format!("1 événement n’a pas pu être enregistré, depuis {time}\u{a0}: {why}."),
        count => format!("{count} événements n’ont pas pu être enregistrés, depuis {time}\u{a0}: {why}."),
    },
    go_to: |number| format!("Aller à {number}"),
    no_slide: |number| format!("Il n’y a pas de diapositive {number}."),
    last_slide: "Dernière diapositive.",
    first_slide: "Première diapositive.",
    no_way_back: "Aucun saut sur lequel revenir.",
    room_place: "Ligne du bas\u{a0}: position et repères.",
    room_time: "Ligne du bas\u{a0}: position, temps et rythme.",
    room_nothing: |key| format!("Ligne du bas\u{a0}: masquée ({key} la ramène)."),
    mistakes: |count| counted(count, "# erreur", "# erreurs"),
    settings_wrong: |count| {
        counted(
            count,
            "Vos réglages contiennent # erreur. Lancez `pupitre config` pour la voir.",
            "Vos réglages contiennent # erreurs. Lancez `pupitre config` pour les voir.",
        )
    },
    reloaded: |mistakes| match mistakes {
        0 => "Rechargé.".to_owned(),
        1 => "Rechargé, avec 1 erreur.".to_owned(),
        count => format!("Rechargé, avec {count} erreurs."),
    },
    mistake_at: |line, file, message| match file {
        Some(file) => format!("{file}, ligne {line}\u{a0}: {message}"),
        None => format!("Ligne {line}\u{a0}: {message}"),
    },
    nothing_to_mark: "Rien à marquer sur cette diapositive.",
    not_reloaded: |why| format!("Non rechargé\u{a0}: {why}"),
    polled: "Le système de fichiers ne signale pas les changements\u{a0}: ils sont cherchés chaque seconde.",
    search_for: "Chercher",
    nothing_found: "Aucun résultat.",
    in_notes: "dans les notes",
    ask_counts: |choices| format!("{choices}\u{a0}:"),
    bad_counts: |count| format!("saisissez {count} nombres"),
    ask_words: "Réponse\u{a0}:",
    enough_words: "Il n’y a plus de place pour une réponse.",
    nothing_to_take_back: "Rien à annuler.",
    answers: |count| counted(count, "# réponse", "# réponses"),
    hands: |count| counted(count, "# main", "# mains"),
    before: "avant",
    after: "après",
    // CLDR, the percent pattern of "fr": a narrow no-break space.
    percent: |number| format!("{number}\u{202f}%"),
    decimal_sign: ",",
    from_to: |from, to| format!("{from} à {to}"),
    nps_groups: ["détracteurs", "passifs", "promoteurs"],
    small_sample: "petit échantillon",
    mean: |mean, most| format!("moyenne {mean} sur {most}"),
    items_done: |done, all| format!("{done} sur {all}"),
    silence: |time| format!("Silence\u{a0}: {time}."),
    signs: &[
        ("✓✔☑✅", "oui"),
        ("✗✘☒❌", "non"),
        ("●■◆⬤◼", "plein"),
        ("○□◇◯◻", "vide"),
        ("◐◑◧◨", "à moitié"),
        ("▲△↑⬆", "en hausse"),
        ("▼▽↓⬇", "en baisse"),
        ("→➔➜➡", "vers la droite"),
        ("←⬅", "vers la gauche"),
        ("★⭐", "étoile"),
        ("☆", "étoile vide"),
        ("⚠", "attention"),
    ],
    edge_line: "est relié à",
    edge_to: "mène à",
    edge_both: "est relié dans les deux sens à",
    edge_dotted: "mène par un trait pointillé à",
    edge_thick: "mène par un trait épais à",
    sequence: sequence::WORDS,
    which: "qui",
    then: ", puis ",
    next_training: |next| format!("Ensuite\u{a0}: {next}"),
    right_answers: |answers| format!("Réponse\u{a0}: {answers}"),
    answers_in_words: "Réponse libre",
    write_for_yourself: "Chacun l’écrit pour soi.",
    look_at_what_you_wrote: "Relisez ce que vous avez écrit.",
    asked_before: "Question posée une seconde fois",
    findings_title: "Remarques",
    looking_over: "Vérification de la présentation…",
    line: |line| format!("ligne {line}"),
    errors: |count| counted(count, "# erreur", "# erreurs"),
    warnings: |count| counted(count, "# avertissement", "# avertissements"),
    infos: |count| counted(count, "# info", "# infos"),
    list: "liste",
    elapsed: "écoulé",
    remaining: "restant",
    over: "dépassé",
    paused: "en pause",
    not_started: "part quand on quitte la première diapositive",
    on_time: "à l’heure",
    ahead: |time| format!("{time} d’avance"),
    behind: |time| format!("{time} de retard"),
    ends_at: |time| format!("fin à {time}"),
    must_end: |time| format!("à finir pour {time}"),
    total: "Total",
    outside_plan: "hors plan",
    not_shown: "Non montrées",
    slides: |count| counted(count, "# diapositive", "# diapositives"),
    modules: |count| counted(count, "# module", "# modules"),
    left_out: "écartée",
    planned: "prévu",
    actual: "réel",
    longer: |time| format!("{time} de plus"),
    shorter_by: |time| format!("{time} de moins"),
    as_planned: "comme prévu",
    keep_rehearsal: "Garder cette répétition\u{202f}? Entrée la garde, n puis Entrée l’efface\u{a0}:",
    could_leave_out: |slides| format!("y\u{a0}: finir à l’heure sans {slides}"),
    could_come_back: |slides| format!("y\u{a0}: il reste du temps pour {slides}"),
    slides_left_out: |count| counted(count, "# diapositive écartée", "# diapositives écartées"),
    slides_back: |count| counted(count, "# diapositive remise", "# diapositives remises"),
    nothing_to_leave_out: "à l’heure\u{a0}: rien à écarter",
    left_out_before: "Écarté",
    cut_by_priority: "Par priorité\u{a0}: tous les `must`, puis `should` et `could` selon le temps.",
    cut_by_place: "Sans `priority`\u{a0}: restent l’ouverture, la fin et une part de chaque section.",
    cut_by_some_places: "Sans `priority`, et sans le temps qu’il faudrait pour l’ouverture, la fin et une part de chaque section\u{a0}: dites quelles diapositives sont `must`.",
    by_places: " (sans priorités\u{a0}: la fin d’abord)",
    musts_too_long: |time| format!("les diapositives `must` dépassent à elles seules de {time}"),
    share_of_section: "part de la section",
    share_of_deck: "part de la présentation",
    console: "console du présentateur, dans ce terminal",
    console_title: "Console",
    freeze: "figer l’écran de la salle (avec une console)",
    notes_down: "notes\u{a0}: défiler vers le bas",
    notes_up: "notes\u{a0}: défiler vers le haut",
    notes_width: "notes\u{a0}: plus de place, moins de place",
    panes: "console\u{a0}: large, haute, notes seules",
    console_here: "Console connectée.",
    console_gone: "Console déconnectée.",
    tones: ["Remarque", "Astuce", "Important", "Attention", "Danger"],
    freeze_needs_console: "Pour figer l’écran, lancez `pupitre console` dans un autre terminal.",
    notes_are_here: "Les notes sont sur cet écran.",
    notes_are_there: "Les notes sont sur la console.",
    now_title: "À l’écran",
    next_title: "Ensuite",
    agenda_title: "Déroulé",
    step: |step, last| format!("étape {step}/{last}"),
    end_of_show: "Fin",
    left_of: |time| format!("reste {time}"),
    of_section: "section\u{a0}:",
    of_slide: "diapositive\u{a0}:",
    stage_gone: "LIAISON PERDUE",
    stage_silent: "SANS RÉPONSE",
    stage_does_not_answer: "La scène ne répond pas.",
    stage_silent_help: "Aucune touche ne lui parvient, ni maintenant ni plus tard\u{a0}: programme arrêté, ou terminal bloqué.",
    stage_answers: "La scène répond de nouveau.",
    show_ended: "SÉANCE FINIE",
    stage_gone_help: "La console reprend avec la séance\u{a0}: pupitre present",
    room_sees_slide: "La salle voit la diapositive.",
    room_sees_black: "La salle voit un écran noir. Une touche ramène la diapositive.",
    room_sees_white: "La salle voit un écran blanc. Une touche ramène la diapositive.",
    room_is_frozen: "Figé\u{a0}: la salle voit toujours la même image. Appuyez sur f pour la libérer.",
    picture_too_complex: "dessin trop complexe pour être affiché",
    picture_damaged: "image endommagée",
    room_sees_marker: "La salle voit le repère. ↑ ↓ pour le déplacer, Échap pour l’enlever.",
    room_sees: |row| format!("Côté salle\u{a0}: {row}"),
    console_row: |[up, down, panes, help, close]| {
        format!("{up} {down} notes   {panes} panneaux   {help} touches   {close} ferme la console")
    },
    waiting_for_show: "En attente d’une séance\u{a0}: `pupitre present FICHIER` dans un autre terminal. Appuyez sur q pour quitter.",
    several_shows: "Plusieurs séances sont en cours. Nommez-en une par son numéro ou son titre\u{a0}:",
    since: |when| format!("depuis {when}"),
    type_elsewhere: |command| format!("Tapez dans un autre terminal\u{a0}: {command}"),
    link: LinkWords {
        no_folder: "dossier personnel introuvable\u{a0}; définissez HOME ou XDG_RUNTIME_DIR",
        foreign: |path, user| format!("«\u{a0}{path}\u{a0}» appartient à l’utilisateur {user}, et non à vous"),
        open_to_others: |path| format!("d’autres utilisateurs peuvent écrire dans «\u{a0}{path}\u{a0}»"),
        too_long: |path| {
            format!("chemin de socket trop long\u{a0}; raccourcissez XDG_RUNTIME_DIR («\u{a0}{path}\u{a0}»)")
        },
        failed: |path, why| format!("«\u{a0}{path}\u{a0}» est inutilisable\u{a0}: {why}"),
        no_consoles: |why| format!("Pas de console\u{a0}: {why}."),
        not_followed: |why| format!("Console non connectée\u{a0}: {why}."),
        is_newer: |show| {
            format!(
                "La séance {show} utilise une version de Pupitre plus récente que cette console. Mettez celle-ci à jour."
            )
        },
        is_older: |show| {
            format!(
                "La séance {show} utilise une version de Pupitre plus ancienne que cette console. Relancez-la avec celle-ci."
            )
        },
        is_silent: |show| format!("La séance {show} ne répond pas."),
        no_such_show: |name| format!("Aucune séance «\u{a0}{name}\u{a0}» n’est en cours. Celles qui le sont\u{a0}:"),
    },
    announce: |number, count, title| format!("Diapositive {number} sur {count}\u{a0}: {title}"),
    announce_section: |number, count, title| format!("Section {number} sur {count}\u{a0}: {title}"),
    plain_keys: |[time, notes, slide, help, close]| {
        format!(
            "Touches\u{a0}: {time} temps, {notes} notes, {slide} la diapositive, {help} ces touches, {close} fermer\u{202f}; les autres comme sur scène."
        )
    },
    usual_minute: "minute par défaut",
    replay: replay::WORDS,
    html: HtmlWords {
        skip: "Aller au contenu",
        slides: "Diapositives",
        read: "Lire",
        overview: "Vue d’ensemble",
        options: "Options",
        light: "Couleurs",
        as_system: "comme le système",
        by_day: "claires",
        by_night: "sombres",
        letters: "Raccourcis d’une seule lettre",
        key_steps: "suite, retour",
        key_sections: "sections",
        key_overview: "vue d’ensemble",
        key_slides: "diapositives, ou retour à la lecture",
        key_notes: "notes de l’orateur",
        forget: "Effacer mes réponses",
        ask_forget: "Effacer toutes vos réponses dans ce navigateur\u{202f}?",
        slide: "Diapositive",
        sources_of_slide: "Sources\u{a0}:",
        sources: "Sources",
        done: "fait",
        not_done: "à faire",
        to_tick: "À faire",
        table: "Tableau",
        qr: "Code QR\u{a0}:",
        start_silence: "Lancer le compte à rebours",
        diagram_in_words: "Le diagramme en toutes lettres",
        figures: "Les chiffres",
        right: "C’est juste.",
        wrong: "Pas tout à fait. Essayez encore, ou affichez la réponse.",
        saved: "Votre réponse est gardée dans ce navigateur.",
        before: "Avant, vous aviez répondu\u{a0}:",
        progress: "Diapositives vues",
        previous: "Précédent",
        next: "Suivant",
    },
    report: report::WORDS,
    playback: PlaybackWords {
        title: "Une séance enregistrée",
        pause: "pause, reprise",
        faster: "plus vite, jusqu’à 8×",
        slower: "moins vite, jusqu’à 0,25×",
        next: "diapositive ou étape suivante de l’enregistrement",
        previous: "diapositive ou étape précédente",
        next_section: "section suivante qui a été montrée",
        previous_section: "début de la section, puis section précédente",
        sections: "liste des sections\u{a0}: aller à leur première apparition",
        first: "aller au début",
        last: "aller à la fin",
        down: "défiler vers le bas",
        up: "défiler vers le haut",
        stops: "arrêt aux questions\u{a0}: oui, non",
        time: "temps",
        row: "ce que montre la ligne du bas",
        start_row: |pause, slower, faster, next| format!("{pause} pause · {slower} {faster} vitesse · {next} suite"),
        gone: |title| format!("Cette diapositive n’est plus dans la présentation\u{a0}: {title}"),
        ended: "Fin de l’enregistrement.",
        question: |key| format!("Une question. Appuyez sur {key} pour continuer."),
        stops_on: "Arrêt aux questions.",
        stops_off: "Pas d’arrêt aux questions.",
        never_shown: |section| format!("Cette section n’a pas été montrée\u{a0}: {section}"),
        row_all: "Ligne du bas\u{a0}: position et temps.",
        row_place: "Ligne du bas\u{a0}: position.",
        row_nothing: |key| format!("Ligne du bas\u{a0}: masquée ({key} la ramène)."),
        goes_on: "reprise",
        speaker_pauses: "Le présentateur fait une pause.",
        speaker_goes_on: "Le présentateur reprend.",
        plain_keys: |[pause, next, time, close]| {
            format!("Touches\u{a0}: {pause} pause, {next} suite, {time} temps, {close} fermer.")
        },
        step: |step| format!("étape {step}"),
    },
    default_deck: "* présentée si vous n’en nommez aucune\u{202f}; `pupitre NOM` en présente une autre",
    built_in: "fournie avec Pupitre",
    courses: "Parcours, plusieurs présentations dans l’ordre\u{a0}:",
    written: |deck, schema| format!("Écrit\u{a0}: {deck} et, à côté, {schema} pour que les éditeurs le complètent."),
    guide_parts: "Parties du guide\u{a0}:",
    guide_read: "Lisez-en une avec `pupitre guide PARTIE`, ou tout avec `pupitre guide all | less`.",
    go_on: ["le présente", "liste ses diapositives et leurs minutes", "montre tout ce que l’on peut y mettre"],
    new_title: "Ma présentation",
};
