//! Questions to the room: keys that count hands, and what the stage then shows.

use std::sync::Arc;

use crate::play::{Played, play_deck};
use expect_test::expect;
use pupitre::answers::Change;
use pupitre::deck;
use pupitre::show::{Event, Input};
use pupitre::source::Source;

const POLL: &str = "kind = 'poll'\nid = 'depart'\nquestion = 'Un projet ?'\nchoices = ['Oui', 'Peut-être', 'Non']";
const AGAIN: &str = "kind = 'poll'\nid = 'fin'\nrepeat = 'depart'";
const NPS: &str = "kind = 'rating'\nid = 'nps'\nnps = true\nquestion = 'Recommander ?'\nlow = 'non'\nhigh = 'oui'";

/// A deck with one block on each slide, or several separated by `+`, and a last slide without blocks.
fn deck_of(slides: &[&str]) -> String {
    let slide = |(at, blocks): (usize, &&str)| {
        let blocks = blocks.split('+').map(|block| format!("[[section.slide.block]]\n{}\n", block.trim()));
        format!("[[section.slide]]\ntitle = 'Page {}'\n{}", at + 1, blocks.collect::<String>())
    };
    let slides: String = slides.iter().enumerate().map(slide).collect();
    format!(
        "format = 1\ntitle = 'Essai'\nlang = 'fr'\n[[section]]\ntitle = 'S'\n{slides}[[section.slide]]\ntitle = 'Fin'\n"
    )
}

fn ask(slides: &[&str], keys: &str) -> Played {
    play_deck(&deck_of(slides), 60, 16, keys)
}

fn poll(keys: &str) -> Played {
    ask(&[POLL, AGAIN], keys)
}

/// The number of answers, as the stage shows it.
fn answers(played: &Played) -> String {
    let picture = played.picture();
    let row = picture.lines().find(|row| row.contains("réponse") || row.contains("main ") || row.contains("mains"));
    row.map(|row| row.trim().to_owned()).unwrap_or_default()
}

/// What follows the bar in a choice's row of the results.
fn result(played: &Played, choice: &str) -> String {
    let picture = played.picture();
    let row = picture.lines().find(|row| row.contains(choice)).expect("a row for the choice").to_owned();
    let words: Vec<&str> = row.split(' ').filter(|word| !word.is_empty()).collect();
    words[words.len() - 2..].join(" ")
}

#[test]
fn an_open_poll_says_only_how_many_have_answered() {
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Un projet ?
        |
        |    1  Oui
        |    2  Peut-être
        |    3  Non
        |
        |  4 réponses
        |
        |
        |
        |
        | 1–3 une main · u annuler · = saisir                    1/3
    "#]]
    .assert_eq(&poll("1 1 2 3").framed());
}

#[test]
fn next_shows_the_results_then_goes_on() {
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Un projet ?
        |
        |    1  Oui        █████████████████████████████   2   50 %
        |    2  Peut-être  ██████████████▌                 1   25 %
        |    3  Non        ██████████████▌                 1   25 %
        |
        |  4 réponses
        |
        |
        |
        |
        | → commencer   ? touches   q quitter                    1/3
    "#]]
    .assert_eq(&poll("1 1 2 3 Right").framed());
    assert_eq!(poll("1 Right Right").title(), "Page 2");
    expect![[r#"
        |
        |       Page 1
        |       ━━━━━━
        |
        |       Un projet ?
        |
        |         1  Oui        ███████████████████████████████████████████████████████████   2   50 %
        |
        |         2  Peut-être  █████████████████████████████▌                                1   25 %
        |
        |         3  Non        █████████████████████████████▌                                1   25 %
        |
        |
        |       4 réponses
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | → commencer   ? touches   q quitter                                  ◉───────────────────────  1/2
    "#]]
    .assert_eq(&play_deck(&deck_of(&[POLL]), 100, 24, "1 1 2 3 Right").framed());
    expect![[r#"
        |
        | Page 1
        | ━━━━━━
        |
        | Un projet ?
        |
        |   1  Oui
        |      ████████████████   2   50 %
        |   2  Peut-être
        |      ████████           1   25 %
        |   3  Non
        |      ████████           1   25 %
        |
        | 4 réponses
        |
        | → commencer   ? touches…     1/2
    "#]]
    .assert_eq(&play_deck(&deck_of(&[POLL]), 34, 16, "1 1 2 3 Right").framed());
}

#[test]
fn a_hand_is_taken_back_as_often_as_one_was_counted() {
    assert_eq!(answers(&poll("1 2 u")), "1 réponse");
    assert_eq!(answers(&poll("1 2 U U")), "0 réponse");
    assert_eq!(poll("1 u u").bottom(), "Rien à annuler.");
    assert_eq!(answers(&poll("1 = 1 2 Space 7 Space 3 Enter u")), "1 réponse", "all counts are one change");
}

#[test]
fn all_counts_are_typed_into_one_field() {
    assert_eq!(poll("= 1 2 Space 7").bottom(), "Oui · Peut-être · Non\u{a0}: 12 7▏");
    let counted = poll("= 1 2 Space 7 Space 3 Enter");
    assert_eq!(answers(&counted), "22 réponses");
    assert_eq!(result(&counted.press("Right"), "Oui"), "12 54\u{202f}%", "32 and 14 are the others");
    assert_eq!(poll("= 1 2 Enter").bottom(), "Oui · Peut-être · Non\u{a0}: 12▏  saisissez 3 nombres");
    let narrow = play_deck(&deck_of(&[POLL]), 40, 16, "= 1 2 Space 7");
    assert_eq!(narrow.bottom(), "1 · 2 · 3\u{a0}: 12 7▏", "what the numbers are for has to be read whole");
    assert_eq!(answers(&poll("= 1 2 Enter Back Space 7 , 3 Enter")), "11 réponses", "the field stays for mending");
    assert_eq!(poll("= 1 Space 2 Space 3 Space 4 Enter").events, []);
    assert_eq!(poll("= 9 9 9 9 9 9 9 Space 2 Space 3 Enter").events, []);
    assert_eq!(poll("= 1 Esc = Enter").events, []);
}

#[test]
fn going_back_from_the_results_opens_the_question_again_with_its_counts() {
    let opened = poll("1 1 Right Left 2");
    assert_eq!(answers(&opened), "3 réponses");
    assert!(!opened.picture().contains('█'));
    assert_eq!(answers(&poll("1 1 Right Right Left Left")), "2 réponses");
}

#[test]
fn the_top_row_of_azerty_counts_hands() {
    assert_eq!(answers(&poll("& é \" É")), "4 réponses");
    assert_eq!(result(&poll("& é \" É Right"), "Peut-être"), "2 50\u{202f}%");
    assert_eq!(answers(&poll("= & é Space ' Space ( Enter")), "21 réponses");
}

#[test]
fn a_jump_from_an_open_question_needs_g_first() {
    assert_eq!(poll("3 Enter").title(), "Page 1");
    assert_eq!(poll("g 3 Enter").title(), "Fin");
    assert_eq!(poll("Right 3 Enter").title(), "Fin", "the results take no hands");
    assert_eq!(poll("7").events, [], "there is no seventh choice");
}

#[test]
fn a_repeated_question_shows_before_and_after() {
    expect![[r#"
        |
        |  Page 2
        |  ━━━━━━
        |
        |  Un projet ?
        |
        |    1  Oui        avant  ██████████████████▍      2   50 %
        |                  après  ██████████████████████   3   60 %
        |    2  Peut-être  avant                           0    0 %
        |                  après  ███████▍                 1   20 %
        |    3  Non        avant  ██████████████████▍      2   50 %
        |                  après  ███████▍                 1   20 %
        |
        |  5 réponses   avant n = 4 · après n = 5
        |
        | S                                    ─○──────●───────  2/3
    "#]]
    .assert_eq(&poll("1 1 3 3 g 2 Enter = 3 Space 1 Space 1 Enter Right").framed());
    expect![[r#"
        |
        | Page 2
        | ━━━━━━
        |
        | Un projet ?
        |
        |   1  Oui
        |      avant  ███████████   1  100 %
        |      après                0    0 %
        |   2  Peut-être
        |      avant                0    0 %
        |      après  ███████████   2  100 %
        |   3  Non
        |      avant                0    0 %
        |      après                0    0 %
        |
        | 2 réponses
        | avant n = 1 · après n = 2
        |
        | S                              2/3
    "#]]
    .assert_eq(&play_deck(&deck_of(&[POLL, AGAIN]), 36, 20, "1 g 2 Enter 2 2 Right").framed());
    let nobody = poll("g 2 Enter 1 Right").picture();
    assert!(nobody.contains("avant n\u{a0}=\u{a0}0 · après n\u{a0}=\u{a0}1"), "{nobody}");
}

#[test]
fn an_nps_is_counted_by_groups_and_is_a_number_with_a_sign() {
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Recommander ?
        |  0 = non, 10 = oui
        |
        |    1  0 à 6   détracteurs  ███████▋              2   20 %
        |    2  7 à 8   passifs      ███████████▍          3   30 %
        |    3  9 à 10  promoteurs   ███████████████████   5   50 %
        |
        |  10 réponses   NPS +30
        |
        |
        |
        | → commencer   ? touches   q quitter                    1/2
    "#]]
    .assert_eq(&ask(&[NPS], "= 2 Space 3 Space 5 Enter Right").framed());
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Recommander ?
        |  0 = non, 10 = oui
        |
        |    1  0 à 6   détracteurs  ███████████████████   2   67 %
        |    2  7 à 8   passifs      █████████▌            1   33 %
        |    3  9 à 10  promoteurs                         0    0 %
        |
        |  3 réponses   NPS −67   ⚠ petit échantillon
        |
        |
        |
        | → commencer   ? touches   q quitter                    1/2
    "#]]
    .assert_eq(&ask(&[NPS], "1 2 1 Right").framed());
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  0 = non, 10 = oui                   ▲
        |
        |    1  0 à 6   détracteurs
        |       ████████               2   20 %
        |    2  7 à 8   passifs
        |       ████████████           3   30 %
        |    3  9 à 10  promoteurs
        |       ████████████████████   5   50 %
        |
        |  10 réponses   NPS +30
        |
        | → commencer   ? touches   q qui…   1/2
    "#]]
    .assert_eq(&play_deck(&deck_of(&[NPS]), 40, 16, "= 2 Space 3 Space 5 Enter Right").framed());
    let again = "kind = 'rating'\nid = 'nps2'\nrepeat = 'nps'";
    let twice = ask(&[NPS, again], "= 8 Space 0 Space 0 Enter g 2 Enter = 2 Space 2 Space 4 Enter Right").picture();
    assert!(twice.contains("NPS −100 → +25"), "{twice}");
}

#[test]
fn a_rating_is_counted_by_its_numbers_and_has_a_mean() {
    let rating = "kind = 'rating'\nid = 'r'\nquestion = 'Utile ?'\nlow = 'peu'\nhigh = 'très'";
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Utile ?
        |
        |    1  peu   █████████████████                    1   25 %
        |    2                                             0    0 %
        |    3                                             0    0 %
        |    4        ██████████████████████████████████   2   50 %
        |    5  très  █████████████████                    1   25 %
        |
        |  4 réponses   moyenne 3,5 sur 5
        |
        |
        | → commencer   ? touches   q quitter                    1/2
    "#]]
    .assert_eq(&ask(&[rating], "1 4 4 5 Right").framed());
    let from_zero = "kind = 'rating'\nid = 'r'\nquestion = 'Utile ?'\nmin = 0\nmax = 3";
    assert_eq!(result(&ask(&[from_zero], "0 0 3 Right"), "0 "), "2 67\u{202f}%");
}

#[test]
fn a_quiz_shows_its_right_answers_and_why() {
    let quiz =
        "kind = 'quiz'\nid = 'q'\nquestion = 'Vrai ?'\nchoices = ['Oui', 'Non']\nanswer = [2]\nwhy = 'Parce *que*.'";
    let opened = ask(&[quiz], "1 2 2").picture();
    assert!(!opened.contains('✓') && !opened.contains("Parce"), "{opened}");
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Vrai ?
        |
        |    1  Oui  █████████████████▌                    1   33 %
        |  ✓ 2  Non  ███████████████████████████████████   2   67 %
        |
        |  3 réponses
        |
        |  Parce que.
        |
        |
        |
        | → commencer   ? touches   q quitter                    1/2
    "#]]
    .assert_eq(&ask(&[quiz], "1 2 2 Right").framed());
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Vrai ?
        |
        |    1  Oui
        |  ✓ 2  Non
        |
        |  0 réponse
        |
        |  Parce que.
        |
        |
        |
        | → commencer   ? touches   q quitter                    1/2
    "#]]
    .assert_eq(&ask(&[quiz], "Right").framed());
}

#[test]
fn with_several_answers_a_percentage_needs_the_number_of_people() {
    let several = POLL.replace("id =", "multiple = true\nid =");
    let hands = ask(&[&several], "1 1 2 Right");
    assert_eq!(answers(&hands), "3 mains");
    assert!(!hands.picture().contains('%'), "nobody knows of how many people");
    let people = ask(&[&several], "= 8 Space 5 Space 2 Space 1 0 Enter Right");
    assert_eq!(
        (answers(&people).as_str(), result(&people, "Oui").as_str()),
        ("10 réponses, 15 mains", "8 80\u{202f}%")
    );
    assert_eq!(ask(&[&several], "= 8 Space 5 Space 2 Space 7 Enter").events, [], "eight of seven people");
}

#[test]
fn written_answers_are_noted_one_after_the_other() {
    let open = "kind = 'open'\nid = 'o'\nquestion = 'Que manque-t-il ?'\nmax_length = 12";
    let noted = ask(&[open], "= d u Space t e m p s Enter r i e n Enter Enter");
    assert_eq!(answers(&noted), "2 réponses");
    assert!(!noted.picture().contains("du temps"));
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |  Que manque-t-il ?
        |
        |  2 réponses
        |
        |  • du temps
        |  • rien
        |
        |
        |
        |
        |
        | → commencer   ? touches   q quitter                    1/2
    "#]]
    .assert_eq(&noted.press("Right").framed());
    assert_eq!(ask(&[open], "= d u").bottom(), "Réponse\u{a0}: du▏");
    assert_eq!(answers(&ask(&[open], "= o u i Enter Esc u")), "0 réponse");
    assert!(ask(&[open], "= a b c d e f g h i j k l m n Enter Esc Right").picture().contains("abcdefghijkl\n"));
    assert!(ask(&[open], "= \u{1b} \u{202e} Enter Esc Right").picture().contains("␛\u{fffd}"));
}

#[test]
fn items_are_ticked_and_stay_so() {
    let list = "kind = 'checklist'\nid = 'c'\nitems = ['Un', 'Deux', 'Trois']";
    expect![[r#"
        |
        |  Page 1
        |  ━━━━━━
        |
        |    1  ☐ Un
        |    2  ☑ Deux
        |    3  ☑ Trois
        |
        |  2 sur 3
        |
        |
        |
        |
        |
        |
        | 1–3 cocher                           ◉───────────────  1/2
    "#]]
    .assert_eq(&ask(&[list], "1 2 3 1 Right Left").framed());
}

#[test]
fn counts_survive_a_reload_if_their_choice_still_exists() {
    let played = poll("1 1 2 3");
    let deck = deck_of(&[&POLL.replace("'Peut-être'", "'Un jour'").replace("'Non'", "'Jamais', 'Non'"), AGAIN]);
    let (deck, found) = deck::read(&Source::new("essai.toml", &deck));
    assert_eq!(found, []);
    let again = Input::Reloaded { deck: Arc::new(deck), assets: Arc::default(), mistakes: 0, first: None };
    let played = played.take(again);
    assert_eq!(answers(&played), "3 réponses");
    let results = played.press("Right");
    assert_eq!((result(&results, "Oui"), result(&results, "Jamais")), ("2 67\u{202f}%".into(), "0 0\u{202f}%".into()));
}

#[test]
fn with_several_questions_on_a_slide_the_one_at_the_current_step_is_open() {
    let other = POLL.replace("depart", "autre").replace("Un projet ?", "Et après ?");
    let slide = format!("{POLL} + {other}");
    let played = ask(&[&slide], "1 1 Right 2");
    let asked = |id: &str| played.show.talk.answers.tally(id, &["Oui", "Peut-être", "Non"].map(str::to_owned)).counts;
    assert_eq!((asked("depart"), asked("autre")), (vec![2, 0, 0], vec![0, 1, 0]));
    assert_eq!(ask(&[&slide], "Right Right 1").bottom(), "Aller à 1▏", "then none is");
    let late = format!("kind = 'text'\ntext = 'Avant'\n + {POLL}\nstep = 1");
    assert_eq!(ask(&[&late], "1").bottom(), "Aller à 1▏", "it has not come yet");
    assert_eq!(answers(&ask(&[&late], "Right 1 1")), "2 réponses");
}

#[test]
fn a_click_on_a_choice_counts_a_hand() {
    assert_eq!(answers(&poll("").click("Peut-être").click("Oui")), "2 réponses");
    assert_eq!(poll("Right").click("Oui").events.len(), 1, "the results take none");
    let list = "kind = 'checklist'\nid = 'c'\nitems = ['Un', 'Deux']";
    assert!(ask(&[list], "").click("Deux").picture().contains("1 sur 2"));
}

#[test]
fn help_lists_the_keys_of_a_question_only_while_it_is_open() {
    let help = |keys: &str| play_deck(&deck_of(&[POLL]), 90, 50, keys).picture();
    assert!(help("?").contains("1–3                   question ouverte\u{a0}: une main de plus pour ce choix"));
    assert!(!help("Right ?").contains("question ouverte"));
}

#[test]
fn the_overview_shows_no_results() {
    let overview = play_deck(&deck_of(&[POLL]), 60, 30, "1 1 1 o").picture();
    assert!(overview.contains("Un projet ?") && !overview.contains('█'), "{overview}");
}

#[test]
fn events_record_the_answers() {
    let (id, choice) = ("depart".to_owned(), "Non".to_owned());
    let expected =
        [Event::Answered(Change::Hand { id: id.clone(), choice }), Event::Answered(Change::TakenBack { id })];
    assert_eq!(poll("3 u").events, expected);
}

const SILENCE: &str = "kind = 'silence'\nduration = '20s'\ntext = 'Écrivez un chiffre.'";

/// The same show some seconds later.
fn later(played: Played, seconds: u64) -> Played {
    played.press(&format!("+{seconds}")).take(Input::Tick)
}

#[test]
fn a_silence_counts_down_while_it_is_shown_and_stops_at_zero() {
    let begun = ask(&["kind = 'text'\ntext = 'x'", SILENCE], "Right");
    let seven = later(begun, 7);
    assert!(seven.show.wants_ticks());
    expect![[r#"
        |
        |  Page 2
        |  ━━━━━━
        |
        |  Écrivez un chiffre.
        |
        |  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━─────────────────  0:13
        |
        |
        |
        |
        |
        |
        |
        |
        | S                                    ─○──────●───────  2/3
    "#]]
    .assert_eq(&seven.framed());
    let done = later(seven, 13).press("i i").take(Input::Tick);
    assert!(done.picture().contains("0:00"), "{}", done.picture());
    assert!(!done.show.wants_ticks(), "nothing changes any more");
}

#[test]
fn a_silence_is_left_at_once_and_begins_again_with_its_slide() {
    let left = later(ask(&[SILENCE], ""), 5).press("Right");
    assert_eq!(left.title(), "Fin");
    assert!(later(left.press("Left"), 1).picture().contains("0:19"));
}

#[test]
fn a_silence_begins_with_its_step() {
    let slide =
        format!("kind = 'text'\ntext = 'Avant'\n + {SILENCE}\nstep = 1\n + kind = 'text'\ntext = 'Après'\nstep = 2");
    let waiting = later(ask(&[&slide], ""), 60);
    assert!(!waiting.picture().contains("0:"), "{}", waiting.picture());
    let begun = later(waiting.press("Right"), 4);
    assert!(begun.picture().contains("0:16"));
    assert!(later(begun.press("Right"), 4).picture().contains("0:11"), "another step does not begin it again");
}

#[test]
fn a_pause_of_the_clock_does_not_stop_a_silence() {
    let paused = ask(&["kind = 'text'\ntext = 'x'", SILENCE], "Right t p");
    assert!(later(paused, 8).picture().contains("0:10"));
}

#[test]
fn questions_fit_every_size() {
    let slides = [POLL, AGAIN, NPS, SILENCE, "kind = 'checklist'\nid = 'c'\nitems = ['Un']"];
    for keys in ["1", "1 Right", "= 1", "1 g 2 Enter 1 Right", "g 3 Enter 1 Right", "g 4 Enter", "g 5 Enter 1", "1 ?"] {
        for (width, height) in [(20, 6), (24, 10), (40, 12), (80, 24), (200, 60)] {
            let page = play_deck(&deck_of(&slides), width, height, keys).page();
            assert!(page.items.iter().all(|item| item.x <= width), "{keys} at {width}x{height}");
            assert_eq!(page.rows(0).len(), usize::from(height), "{keys} at {width}x{height}");
        }
    }
}
