//! How bodies are laid out and read.

use crate::block::tests::{findings, pictures, read_aloud};
use expect_test::expect;

const LISTS: &str = "body = '''\n- un mot puis un autre mot\n  - dedans\n- [x] fait\n\n9. neuf\n10. dix\n'''";

#[test]
fn lists_hang_and_nest() {
    expect![[r#"
        • un mot puis un
          autre mot
          – dedans
        ☑ fait

         9. neuf
        10. dix
    "#]]
    .assert_eq(&pictures(LISTS, 18));
}

#[test]
fn lists_are_read_in_order() {
    expect![[r#"
        • un mot puis un autre mot
          – dedans
        [x] fait

         9. neuf
        10. dix
    "#]]
    .assert_eq(&read_aloud(LISTS));
}

#[test]
fn items_come_one_by_one_and_nothing_moves() {
    let slide = "reveal = \"items\"\nbody = '''\nAvant\n\n- un\n- deux\n\nAprès\n'''";
    expect![[r#"
        Avant





        ~~~
        Avant

        • un



        ~~~
        Avant

        • un
        • deux

        Après
    "#]]
    .assert_eq(&pictures(slide, 20));
}

#[test]
fn blocks_come_one_by_one() {
    expect![[r#"
        un



        ~~~
        un

        • deux
        • trois
    "#]]
    .assert_eq(&pictures("reveal = \"blocks\"\nbody = '''\nun\n\n- deux\n- trois\n'''", 20));
}

#[test]
fn a_block_appears_at_the_step_its_author_names() {
    let slide = "body = 'un'\n[[section.slide.block]]\nkind = \"text\"\nstep = 2\ntext = 'deux'";
    expect![[r#"
        un


        ~~~
        un


        ~~~
        un

        deux
    "#]]
    .assert_eq(&pictures(slide, 20));
}

#[test]
fn quotes_headings_and_rules_are_drawn() {
    expect![[r#"
        Titre

        ▌ mots cités
        ▌ ici

        ────────────
    "#]]
    .assert_eq(&pictures("body = '''\n## Titre\n> mots cités ici\n\n---\n'''", 12));
}

#[test]
fn wide_letters_and_french_spaces_take_the_right_cells() {
    expect![[r#"
        漢字漢字
        👨‍👩‍👧 é́ oui !
    "#]]
    .assert_eq(&pictures("body = '''\n漢字漢字 👨‍👩‍👧 é́ oui !\n'''", 10));
}

#[test]
fn html_is_found_where_it_stands() {
    assert_eq!(findings("body = 'a <b>c</b>'"), ["HTML is not read"]);
}

#[test]
fn a_pause_waits_wherever_it_stands() {
    let steps = |body: &str| pictures(&format!("body = '''\n{body}\n'''"), 30).matches("~~~").count();
    assert_eq!(steps("un\n\n. . .\n\ndeux"), 1);
    assert_eq!(steps("<!-- pause -->\nun\n<!-- pause -->\n\n- deux\n- trois"), 2);
    assert_eq!(steps("- un\n\n  . . .\n\n  deux\n- trois"), 1);
    assert_eq!(steps("> un\n>\n> . . .\n>\n> deux"), 1);
    assert_eq!(steps("un\n\n. . ."), 0);
    let slide = "reveal = \"items\"\nbody = '''\n- un\n- deux\n\n. . .\n\ntrois\n'''";
    assert_eq!(pictures(slide, 30).matches("~~~").count(), 2);
}
