use expect_test::expect;

use crate::block::Context;
use crate::block::tests::{assert_inside, deck, findings, pictures, read_aloud};
use crate::lang;

fn chart(fields: &str) -> String {
    format!("body = '''\n```chart\n{fields}\n```\n'''")
}

const DAYS: &str = "labels = [\"Avant\", \"Après la bascule\", \"Visé\"]\nunit = \"jours\"\ncaption = \"De la décision à la production\"\nsource = \"rapport\"\n[[series]]\nvalues = [1234.5, 310, 0.5]";
const SHARES: &str = "labels = [\"2023\", \"2024\"]\nunit = \"%\"\n[[series]]\nname = \"Nuage\"\nvalues = [20, 47]\n[[series]]\nname = \"Sur site\"\nvalues = [80, 43]\n[[series]]\nname = \"Autre\"\nvalues = [0, 10]";
const YEARS: &str = "type = \"line\"\nlabels = [\"2019\", \"2020\", \"2021\", \"2022\", \"2023\", \"2024\"]\nunit = \"k\"\n[[series]]\nname = \"Appels\"\nvalues = [50, 200, 180, 190, 150, 120]\n[[series]]\nname = \"Réponses\"\nvalues = [45, 60, 100, 140, 148, 119]";

fn drawn(fields: &str, width: u16) -> String {
    pictures(&chart(fields), width).lines().map(|line| format!("|{line}\n")).collect()
}

#[test]
fn bars_have_their_values_at_their_ends() {
    expect![[r#"
        |Avant             ████████████████████████████████████████████████████████████████████████████████████ 1,234.5 jours
        |
        |Après la bascule  █████████████████████▏ 310.0 jours
        |
        |Visé              ▏ 0.5 jours
        |
        |De la décision à la production · Rapport annuel, 2024
    "#]].assert_eq(&drawn(DAYS, 116));
    expect![[r#"
        |Avant             ████████████████████████████████████████████ 1,234.5 jours
        |
        |Après la bascule  ███████████ 310.0 jours
        |
        |Visé              ▏ 0.5 jours
        |
        |De la décision à la production · Rapport annuel, 2024
    "#]]
    .assert_eq(&drawn(DAYS, 76));
    expect![[r#"
        |Avant
        |██████████████████████████ 1,234.5 jours
        |
        |Après la bascule
        |██████▌ 310.0 jours
        |
        |Visé
        |▏ 0.5 jours
        |
        |De la décision à la production · Rapport
        |annuel, 2024
    "#]]
    .assert_eq(&drawn(DAYS, 40));
    expect![[r#"
        |Avant
        |1,234.5 jours
        |
        |Après la bascule
        |310.0 jours
        |
        |Visé
        |0.5 jours
        |
        |De la décision à la
        |production · Rapport
        |annuel, 2024
    "#]]
    .assert_eq(&drawn(DAYS, 20));
}

#[test]
fn series_side_by_side_have_their_names_before_their_bars() {
    expect![[r#"
        |2023
        |Nuage     ███████████▌ 20%
        |Sur site  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 80%
        |Autre     0%
        |
        |2024
        |Nuage     ███████████████████████████ 47%
        |Sur site  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 43%
        |Autre     ▓▓▓▓▓▓ 10%
    "#]]
    .assert_eq(&drawn(SHARES, 60));
    expect![[r#"
        |2023
        |Nuage
        |████ 20%
        |Sur site
        |▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 80%
        |Autre
        |0%
        |
        |2024
        |Nuage
        |█████████▍ 47%
        |Sur site
        |▒▒▒▒▒▒▒▒▒ 43%
        |Autre
        |▓▓ 10%
    "#]]
    .assert_eq(&drawn(SHARES, 20));
}

#[test]
fn stacked_bars_are_told_by_their_filling() {
    expect![[r#"
        |██ Nuage   ▒▒ Sur site   ▓▓ Autre
        |
        |2023  ██████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 100%
        |      20        80
        |
        |2024  ███████████████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓▓▓ 100%
        |      47                     43                   10
    "#]]
    .assert_eq(&drawn(&format!("type = \"stacked\"\n{SHARES}"), 60));
    expect![[r#"
        |██ Nuage
        |▒▒ Sur site
        |▓▓ Autre
        |
        |2023  ██▒▒▒▒▒▒▒ 100%
        |
        |2024  ████▒▒▒▒▓ 100%
    "#]]
    .assert_eq(&drawn(&format!("type = \"stacked\"\n{SHARES}"), 20));
}

#[test]
fn negative_bars_go_to_the_left() {
    expect![[r#"
        |a  −12 ███████████│
        |
        |b                 │███████████████████████████ 30
        |
        |c           −3 ███│
    "#]]
    .assert_eq(&drawn("labels = [\"a\", \"b\", \"c\"]\n[[series]]\nvalues = [-12, 30, -3]", 50));
}

#[test]
fn bars_that_are_all_negative_keep_their_scale() {
    expect![[r#"
        |a                        −1 ████████│
        |
        |b                 −2 ███████████████│
        |
        |c  −4 ██████████████████████████████│
    "#]]
    .assert_eq(&drawn("labels = [\"a\", \"b\", \"c\"]\n[[series]]\nvalues = [-1, -2, -4]", 40));
}

#[test]
fn gauges_show_how_much_of_the_whole() {
    let gauge = "type = \"gauge\"\nunit = \"%\"\nlabels = [\"Migré\", \"En cours de migration\"]\n[[series]]\nvalues = [72, 12.5]";
    expect![[r#"
        |Migré
        |██████████████████████████████████████▉─────────────── 72.0%
        |
        |En cours de migration
        |██████▊─────────────────────────────────────────────── 12.5%
    "#]]
    .assert_eq(&drawn(gauge, 60));
    expect![[r#"
        |Migré
        |██████████▏─── 72.0%
        |
        |En cours de
        |migration
        |█▊──────────── 12.5%
    "#]]
    .assert_eq(&drawn(gauge, 20));
}

#[test]
fn lines_have_their_names_at_their_ends() {
    expect![[r#"
        |200 ┤         ⡠●⠉⠑⠒⠒⠒⠤⠤⠤⢄⣀●⣀⣀⣀⣀⡠⠤⠤⠤⠤⠤●⣀⣀
        |    │       ⢀⠎                          ⠉⠑⠒⠢⠤⣀⣀
        |    │     ⢀⠔⠁                     ⣀⠄⠐◆⠐⠒ ⠒⠂⠈⠉ ⠉◆⠉⠒⠒⠶⠤⣤⣄⣀⣀⡀
        |    │   ⢀⠔⠁                ⣀ ⠤⠂⠈⠉                      ⠈⠉⠈◆ ● Appels 120 k
        |    │  ⡰⠁           ⣀ ⠤⠄⠐⠊◆                                 ◆ Réponses 119 k
        |    │●⠊ ⣀ ⣀⡀⢀⠤ ◆ ⠒⠂⠈
        |    │◆⠁⠈
        |  0 ┤
        |    └──────────────────────────────────────────────────────
        |    2019     2020       2021       2022      2023      2024
    "#]]
    .assert_eq(&drawn(YEARS, 76));
    expect![[r#"
        |200 ┤   ●⠑⠢⢄●⠤⠤●⢄
        |    │  ⢰⠁        ⠉⢢◆
        |    │ ⢀⠇      ⡠◆⠉⠁ ⠈⠑⠢◆ ● Appels 120 k
        |    │ ⡎     ◆           ◆ Réponses 119 k
        |    │⡸  ◆⠠⠊
        |    │◆⠁⠈
        |  0 ┤
        |    └──────────────────
        |    2019  2021     2024
    "#]]
    .assert_eq(&drawn(YEARS, 40));
    expect![[r#"
        |Appels
        |50 ▁█▇█▆▄ 120 k
        |
        |Réponses
        |45 ▁▂▃▅▆▄ 119 k
    "#]]
    .assert_eq(&drawn(YEARS, 20));
}

#[test]
fn a_sparkline_takes_a_row() {
    expect![[r#"
        |Appels    50 ▁▁▁███▇▇▇███▆▆▆▄▄▄ 120 k
        |
        |Réponses  45 ▁▁▁▂▂▂▃▃▃▅▅▅▆▆▆▄▄▄ 119 k
    "#]]
    .assert_eq(&drawn(&YEARS.replace("\"line\"", "\"sparkline\""), 60));
}

#[test]
fn a_chart_is_read_value_by_value() {
    expect![[r#"
        • Avant: 1,234.5 jours
        • Après la bascule: 310.0 jours
        • Visé: 0.5 jours

        De la décision à la production · Rapport annuel, 2024
    "#]]
    .assert_eq(&read_aloud(&chart(DAYS)));
    expect![[r#"
        • 2023: Nuage 20%, Sur site 80%, Autre 0%
        • 2024: Nuage 47%, Sur site 43%, Autre 10%
    "#]]
    .assert_eq(&read_aloud(&chart(SHARES)));
}

#[test]
fn numbers_follow_the_language_of_the_deck() {
    use crate::block::chart::figures::Figures;
    let figures = |is_french, unit| Figures { is_french, decimals: 1, unit };
    assert_eq!(figures(true, Some("%")).with_unit(1234567.5), "1\u{202f}234\u{202f}567,5\u{a0}%");
    assert_eq!(figures(false, Some("%")).with_unit(-1234.25), "−1,234.2%");
    assert_eq!(figures(false, Some("ms")).with_unit(12.0), "12.0\u{a0}ms");
    assert_eq!(figures(true, None).with_unit(-0.01), "0,0");
}

#[test]
fn numbers_have_the_decimals_that_are_left_when_they_are_rounded() {
    use crate::block::chart::figures::Figures;
    let decimals = |values: &[f64]| Figures::decimals(values.iter().copied());
    let found = [&[1.0, 1200.0][..], &[0.1 + 0.2, 0.2], &[5500.5, 12.25], &[2.0 / 3.0], &[99.9999]].map(decimals);
    assert_eq!(found, [0, 1, 2, 3, 0]);
}

const PIE: &str = "type = \"pie\"\nlabels = [\"Pages\", \"Appels\", \"Courriers\"]\ncaption = \"Par canal\"\n[[series]]\nvalues = [500, 250, 250]";

#[test]
fn a_pie_has_its_shares_beside_it_and_below_it_where_it_is_narrow() {
    expect![[r#"
        |     ▓▓▓▓████
        |  ▓▓▓▓▓▓▓███████
        | ▓▓▓▓▓▓▓▓████████     ██ 50%  Pages      500
        |▓▓▓▓▓▓▓▓▓█████████
        |▓▓▓▓▓▓▓▓▓█████████    ▒▒ 25%  Appels     250
        |▒▒▒▒▒▒▒▒▒█████████
        | ▒▒▒▒▒▒▒▒████████     ▓▓ 25%  Courriers  250
        |  ▒▒▒▒▒▒▒███████
        |     ▒▒▒▒████
        |
        |Par canal
    "#]]
    .assert_eq(&drawn(PIE, 60));
    expect![[r#"
        |     ▓▓▓▓████
        |  ▓▓▓▓▓▓▓███████
        | ▓▓▓▓▓▓▓▓████████
        |▓▓▓▓▓▓▓▓▓█████████
        |▓▓▓▓▓▓▓▓▓█████████
        |▒▒▒▒▒▒▒▒▒█████████
        | ▒▒▒▒▒▒▒▒████████
        |  ▒▒▒▒▒▒▒███████
        |     ▒▒▒▒████
        |
        |██ 50%  Pages      500
        |
        |▒▒ 25%  Appels     250
        |
        |▓▓ 25%  Courriers  250
        |
        |Par canal
    "#]]
    .assert_eq(&drawn(PIE, 30));
    expect![[r#"
        |██ 50%  Pa…  500
        |
        |▒▒ 25%  Ap…  250
        |
        |▓▓ 25%  Co…  250
        |
        |Par canal
    "#]]
    .assert_eq(&drawn(PIE, 16));
}

#[test]
fn a_pie_is_read_with_its_shares() {
    let told = read_aloud(&chart(PIE));
    assert!(told.contains("Pages: 500 (50%)") && told.contains("Courriers: 250 (25%)"), "{told}");
}

#[test]
fn wrong_figures_are_found() {
    let cases = [
        "labels = [\"a\"]",
        "labels = [\"a\"]\n[[series]]\nvalues = []",
        "labels = [\"a\", \"b\"]\n[[series]]\nvalues = [1]",
        "[[series]]\nvalues = [1, 2]",
        "type = \"line\"\n[[series]]\nvalues = [1, 2]\n[[series]]\nvalues = [1]",
        "type = \"gauge\"\nlabels = [\"a\"]\n[[series]]\nvalues = [-1]",
        "type = \"gauge\"\nlabels = [\"a\"]\n[[series]]\nvalues = [101]",
        "type = \"ring\"\nlabels = [\"a\"]\n[[series]]\nvalues = [1]",
        "type = \"pie\"\nlabels = [\"a\"]\n[[series]]\nvalues = [1]\n[[series]]\nvalues = [2]",
        "type = \"pie\"\nlabels = [\"a\", \"b\"]\n[[series]]\nvalues = [0, 0]",
        "type = \"pie\"\nlabels = [\"a\"]\n[[series]]\nvalues = [-1]",
        "type = \"pie\"\nlabels = [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\"]\n[[series]]\nvalues = [1,2,3,4,5,6,7,8]",
        "labels = [\"a\"]\nmax = 0\n[[series]]\nvalues = [-1]",
        "labels = [\"a\"]\n[[series]]\nvalues = [\"1\"]",
        "labels = [\"a\"]\n[[series]]\nvalues = [nan]",
        "labels = [\"a\"]\n[[series]]\nvalues = [1e300]",
        "labels = [\"a\", \"b\"]\n[[series]]\nvalues = [1, \"deux\"]",
        "labels = [\"a\", 2]\n[[series]]\nvalues = [1, 2]",
        "type = \"line\"\nseries = [{values=[1]},{values=[1]},{values=[1]},{values=[1]},{values=[1]}]",
    ];
    let found: Vec<String> = cases.iter().map(|fields| findings(&chart(fields)).join("; ") + "\n").collect();
    expect![[r#"
        `series` is missing
        the chart has no values
        1 value here, 2 labels
        `labels` is missing
        1 value here, 2 in the first series
        a negative value in a chart of type "gauge"
        101 is more than `max`, which is 100
        "ring" is not a type of chart
        a pie has one series
        all values of this pie are 0
        a negative value in a chart of type "pie"
        8 values, at most 7 can be shown
        `max` is not above 0
        expected a number, found a string
        this number cannot be drawn
        this number cannot be drawn
        expected a number, found a string
        expected a string, found an integer
        a chart has at most 4 series
    "#]]
    .assert_eq(&found.concat());
    let many = format!("type = \"line\"\n[[series]]\nvalues = [{}]", "1,".repeat(201));
    assert_eq!(findings(&chart(&many)), ["201 values, at most 200 can be shown"]);
}

#[test]
fn a_french_deck_has_french_numbers() {
    let (deck, _) = deck(&chart(DAYS));
    let (assets, colors) = Default::default();
    let context = Context { words: lang::choose([Some("fr-FR")]), ..deck.context(&assets, &colors) };
    let page = crate::block::flow(deck.slide(0).unwrap().slide.units(), &context, 40, 1);
    assert!(page.rows(0)[1].ends_with("█ 1\u{202f}234,5\u{a0}jours"), "{:?}", page.rows(0));
    let mut prose = crate::prose::Prose::default();
    deck.slide(0).unwrap().slide.prose(&context, &mut prose);
    assert!(prose.words().contains("Visé\u{a0}: 0,5\u{a0}jours"));
}

#[test]
fn no_chart_panics_or_goes_over_its_edge() {
    let words = ["a", "漢字", "🚀 départ", "un nom plutôt long pour un axe", "", "e\u{301}"];
    let units = ["%", "€", "jours de la décision à la mise en production", ""];
    let numbers = ["0", "1", "-3", "12.25", "1e14", "-1e15", "0.0001", "99"];
    let mut seed = 5_u64;
    let mut throw = |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % sides
    };
    for _ in 0..400 {
        let form = ["bar", "stacked", "line", "gauge", "sparkline", "pie"][throw(6)];
        let labels: Vec<String> = (0..throw(7)).map(|_| format!("\"{}\"", words[throw(6)])).collect();
        let mut fields =
            format!("type = \"{form}\"\nlabels = [{}]\nunit = \"{}\"\n", labels.join(","), units[throw(4)]);
        if throw(3) == 0 {
            fields += &format!("max = {}\n", numbers[throw(8)]);
        }
        for _ in 0..throw(6) {
            let values: Vec<&str> = (0..throw(40)).map(|_| numbers[throw(8)]).collect();
            fields += &format!("[[series]]\nname = \"{}\"\nvalues = [{}]\n", words[throw(6)], values.join(","));
        }
        for width in [1, 5, 14, 20, 40, 76, 116] {
            assert_inside(&chart(&fields), width);
        }
        read_aloud(&chart(&fields));
    }
}
