//! What is said about a slide's blocks: the speaker, and why answers are right or wrong.

use std::cell::RefCell;
use std::sync::Arc;

use super::{parts, words};
use crate::deck::Deck;
use crate::export::Job;
use crate::export::tests::{read, with_job};

#[test]
fn reasons_that_would_make_a_question_small_stand_in_the_notes() {
    let quiz = |count: usize, reason: &str| {
        let whys: String = (1..=count).map(|at| format!("'Raison {at} {}',", reason.repeat(6))).collect();
        let choices = &["\"a\"", "\"b\"", "\"c\"", "\"d\""][..count];
        let choices = choices.join(", ");
        let block = format!(
            "[[section.slide.block]]\nkind = \"quiz\"\nid = \"q\"\nquestion = \"Quoi ?\"\nchoices = [{choices}]\nanswer = [2]"
        );
        read(&format!(
            "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nnotes = 'Dire.'\n{block}\nwhy = [{whys}]"
        ))
    };
    // The explanations on the slide and in its notes, by the numbers of their choices.
    let told = |deck: &Arc<Deck>, notes: bool| {
        let told = RefCell::new(Vec::new());
        with_job(deck, "aube", (80, 24), |job| {
            let parts = parts(&Job { notes, ..job });
            for name in ["ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml"] {
                let text = parts.get(name).map(|it| String::from_utf8_lossy(it).into_owned()).unwrap_or_default();
                told.borrow_mut().push((1..5).filter(|at| text.contains(&format!("Raison {at}"))).collect::<Vec<_>>());
            }
        });
        told.into_inner()
    };
    assert_eq!(told(&quiz(2, "x "), true), [vec![1, 2], vec![]]);
    for notes in [true, false] {
        assert_eq!(told(&quiz(4, "une raison qui ne tient pas en peu de mots "), notes), [vec![2], vec![1, 3, 4]]);
        assert_eq!(told(&quiz(4, &"bien trop long ".repeat(20)), notes), [vec![], vec![1, 2, 3, 4]]);
    }
}

#[test]
fn the_title_slide_says_who_speaks() {
    let text = "subtitle = \"En bref\"\nauthor = \"Ada\"\n[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nlayout = \"title\"";
    with_job(&read(text), "aube", (80, 24), |job| {
        assert!(words(&parts(&job), 1).contains("En bref Ada"), "{}", words(&parts(&job), 1));
    });
}
