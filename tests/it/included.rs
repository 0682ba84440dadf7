//! `include`: slides of another deck.

use std::fs;

use crate::common::Folder;
use crate::common::checking::{check, concise, run};
use expect_test::expect;

const SQUARE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><rect width='400' height='300' fill='#3f3cb1'/></svg>";

const HEAD: &str = "format = 1\ntitle = \"Talk\"\nlang = \"en\"\n\n";

/// The deck that several others include.
const ME: &str = "format = 1\ntitle = \"Me\"\nlang = \"en\"\n\n[[source]]\nid = \"page\"\ntitle = \"My page\"\n\n\
    [[source]]\nid = \"other\"\ntitle = \"Another page\"\n\n[[section]]\ntitle = \"Me\"\n\n\
    [[section.slide]]\nid = \"me\"\ntitle = \"Who I am\"\nduration = \"1min\"\nsources = [\"page\"]\nnotes = \"Be short.\"\n\
    body = '''\nI teach.\n\n![A square](me.svg)\n'''\n\n\
    [[section.slide]]\nid = \"contact\"\ntitle = \"Write to me\"\nbody = \"me@example.org\"\n\n\
    [[section]]\ntitle = \"More\"\nappendix = true\n\n[[section.slide]]\ntitle = \"Left out\"\nbody = \"x\"\n";

/// A slide of the deck itself.
fn slide(title: &str) -> String {
    format!("[[section.slide]]\ntitle = \"{title}\"\nbody = \"Text.\"\n\n")
}

fn include(keys: &str) -> String {
    format!("[[section.slide]]\n{keys}\n\n")
}

/// A deck of one section with these slides.
fn talk(slides: &[String]) -> String {
    format!("{HEAD}[[section]]\ntitle = \"Part\"\n\n{}", slides.concat())
}

/// A folder with a deck of these slides, and the decks it may include.
fn folder(slides: &[String]) -> (Folder, String) {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("common")).expect("a folder");
    folder.write("common/me.toml", ME);
    folder.write("common/me.svg", SQUARE);
    let path = folder.write("talk.toml", talk(slides));
    (folder, path)
}

/// What `check` finds, without the path of the folder.
fn found(folder: &Folder, path: &str) -> String {
    concise(&[path]).out.replace(&folder.name(""), "")
}

/// The numbers and titles of the slides.
fn titles(path: &str) -> Vec<String> {
    let out = run(&["export", path, "--to", "md"]).out;
    out.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_owned).collect()
}

#[test]
fn the_slides_of_another_deck_stand_where_it_is_included() {
    let all = include("include = \"common/me.toml\"");
    let (folder, path) = folder(&[slide("First"), all, slide("Last")]);
    assert_eq!(titles(&path), ["1. First", "2. Who I am", "3. Write to me", "4. Last"]);
    assert_eq!(found(&folder, &path), "", "pictures and sources are found from there");
}

#[test]
fn one_slide_of_another_deck_is_chosen_by_its_id() {
    let contact = include("id = \"contact\"\ninclude = \"common/me.toml\"");
    let (folder, path) =
        folder(&[contact.clone(), slide("Middle"), include("include = \"common/me.toml\"\nid = \"me\"")]);
    assert_eq!(titles(&path), ["1. Write to me", "2. Middle", "3. Who I am"]);
    assert_eq!(run(&["fmt", "--check", &path]).code, Some(1), "the id comes first");
    assert_eq!(run(&["fmt", &path]).code, Some(0));
    let text = fs::read_to_string(&path).expect("the deck");
    assert!(text.contains("id = \"me\"\ninclude = \"common/me.toml\"\n"), "{text}");
    assert_eq!(text.matches("Who I am").count(), 0, "nothing of the file is written into the deck");
    assert_eq!(found(&folder, &path), "");
}

#[test]
fn what_the_included_slides_name_comes_along_and_nothing_else() {
    let (_folder, path) = folder(&[include("id = \"me\"\ninclude = \"common/me.toml\"")]);
    let out = run(&["export", &path, "--to", "html"]).out;
    assert!(out.contains("My page") && !out.contains("Another page"), "{out}");
}

#[test]
fn every_form_of_a_deck_has_the_included_slides() {
    let (folder, path) = folder(&[slide("First"), include("include = \"common/me.toml\"")]);
    for form in ["txt", "md", "html", "svg", "pdf", "pptx", "png", "gift"] {
        let to = folder.name(&format!("out-{form}"));
        let ran = run(&["export", &path, "--to", form, "--output", &to]);
        assert_eq!(ran.code, Some(0), "{form}: {}", ran.err);
    }
    assert!(fs::read_to_string(folder.name("out-txt")).expect("text").contains("I teach."));
    assert_eq!(fs::read_dir(folder.name("out-png")).expect("a folder").count(), 3);
    let one = run(&["export", &path, "--to", "txt", "--slide", "3"]).out;
    assert!(one.contains("Write to me"), "{one}");
    let outline = run(&["outline", &path]).out;
    assert!(outline.contains("Who I am"), "{outline}");
    let notes = run(&["present", &path, "--notes"]).out;
    assert!(notes.contains("Be short."), "{notes}");
}

#[test]
fn what_is_wrong_with_included_slides_is_told_in_their_file() {
    let (folder, path) = folder(&[slide("First"), include("include = \"common/me.toml\"")]);
    let wrong =
        ME.replace("me.svg", "mee.svg").replace("notes =", "ntoes =").replace("I teach.", "- word\n".repeat(9).trim());
    folder.write("common/me.toml", wrong);
    expect![[r#"
        common/me.toml:21:1: error[unknown-key] unknown key `ntoes` in a slide
        common/me.toml:23:1: warning[too-many-bullets] 9 items in one list, more than the 6 a room takes in
        common/me.toml:33:13: error[missing-file] the file "common/mee.svg" does not exist; names are relative to the deck's folder
    "#]]
    .assert_eq(&found(&folder, &path));
    let help = check(&[&path]).out;
    assert!(help.contains("did you mean \"me.svg\"?"), "{help}");
    // The findings that `present` prints, grouped by file.
    let shown = run(&["present", &path]);
    assert!(
        shown.err.contains("common/me.toml:21:1") && shown.err.contains("common/me.toml: 2 mistakes"),
        "{}",
        shown.err
    );
}

#[test]
fn what_is_found_twice_is_told_once() {
    let (folder, path) = folder(&[include("include = \"common/me.toml\"")]);
    folder.write("common/me.toml", ME.replace("body = \"me@example.org\"\n", ""));
    folder.write("other.toml", talk(&[include("include = \"common/me.toml\"")]));
    let ran = concise(&[&folder.name("")]);
    assert_eq!(
        ran.out.replace(&folder.name(""), ""),
        "common/me.toml:28:1: warning[empty-slide] this slide shows nothing but its title\n"
    );
    assert!(ran.err.starts_with("3 decks: 0 errors, 1 warning"), "{}", ran.err);
    let same = concise(&[&path, &folder.name("other.toml")]);
    assert_eq!((same.out.lines().count(), same.code), (1, Some(1)), "{}", same.out);
}

#[test]
fn only_files_of_the_folder_are_included() {
    let names = [
        "/etc/passwd",
        "../me.toml",
        "a/../../me.toml",
        "https://a.fr/me.toml",
        "NUL",
        "C:/me.toml",
        "common/Me.toml",
        "none.toml",
    ];
    let (folder, path) = folder(&names.map(|name| include(&format!("include = \"{name}\""))));
    expect![[r#"
        talk.toml:9:11: error[path-escape] the file "/etc/passwd" is outside the deck's folder; copy it beside the deck
        talk.toml:12:11: error[path-escape] the file "../me.toml" is outside the deck's folder; copy it beside the deck
        talk.toml:15:11: error[path-escape] the file "a/../../me.toml" is outside the deck's folder; copy it beside the deck
        talk.toml:18:11: error[missing-file] "https://a.fr/me.toml" is on the web, and nothing is downloaded; save it beside the deck and name that file
        talk.toml:21:11: error[path-escape] the file "NUL" is outside the deck's folder; copy it beside the deck
        talk.toml:24:11: error[path-escape] the file "C:/me.toml" is outside the deck's folder; copy it beside the deck
        talk.toml:27:11: error[missing-file] the file "common/Me.toml" does not exist; names are relative to the deck's folder
        talk.toml:30:11: error[missing-file] the file "none.toml" does not exist; names are relative to the deck's folder
    "#]]
    .assert_eq(&found(&folder, &path));
    assert!(check(&[&path]).out.contains("did you mean \"common/me.toml\"?"));
    assert_eq!(titles(&path).len(), names.len(), "each keeps its place in the show, with the name of its file");
    for form in ["txt", "md", "html"] {
        let out = run(&["export", &path, "--to", form]).out;
        assert!(out.contains("is outside the deck") && out.contains("does not exist"), "{form}: {out}");
    }
}

#[test]
#[cfg(unix)]
fn no_link_leads_an_include_out_of_the_folder() {
    let (folder, path) =
        folder(&[include("include = \"link.toml\""), include("include = \"inside.toml\"\nid = \"me\"")]);
    let other = Folder::new();
    std::os::unix::fs::symlink(other.write("me.toml", ME), folder.path().join("link.toml")).expect("a link");
    std::os::unix::fs::symlink("common/me.toml", folder.path().join("inside.toml")).expect("a link");
    fs::copy(folder.name("common/me.svg"), folder.name("me.svg")).expect("a picture");
    assert_eq!(
        found(&folder, &path),
        "talk.toml:9:11: error[path-escape] the file \"link.toml\" is outside the deck's folder; copy it beside the deck\n"
    );
}

#[test]
fn files_that_include_each_other_are_told_where_they_close_the_circle() {
    let (folder, path) = folder(&[slide("First"), include("include = \"a.toml\"")]);
    folder.write("a.toml", talk(&[slide("In a"), include("include = \"b.toml\"")]));
    folder.write("b.toml", talk(&[slide("In b"), include("include = \"a.toml\"")]));
    folder.write("self.toml", talk(&[slide("Own"), include("include = \"self.toml\"")]));
    assert_eq!(found(&folder, &path), "b.toml:13:11: error[bad-value] files include each other in a circle\n");
    assert!(check(&[&path]).out.contains("each includes the next: a.toml → b.toml → a.toml"));
    assert_eq!(titles(&path), ["1. First", "2. In a", "3. In b", "4. a.toml"]);
    let own = found(&folder, &folder.name("self.toml"));
    assert_eq!(own, "self.toml:13:11: error[bad-value] files include each other in a circle\n");
}

#[test]
fn eight_files_may_include_one_the_other() {
    let (folder, path) = folder(&[include("include = \"f1.toml\"")]);
    let file = |number: usize, next: Option<usize>| {
        let next = next.map(|next| include(&format!("include = \"f{next}.toml\"")));
        folder.write(&format!("f{number}.toml"), talk(&[slide(&format!("S{number}")), next.unwrap_or_default()]));
    };
    (1..=8).for_each(|number| file(number, (number < 8).then_some(number + 1)));
    assert_eq!(found(&folder, &path), "");
    assert_eq!(titles(&path).len(), 8);
    file(8, Some(9));
    file(9, None);
    assert_eq!(
        found(&folder, &path),
        "f8.toml:13:11: error[bad-value] files include each other more than 8 levels deep\n"
    );
    // Also if the deepest file was read before, through a shorter path.
    folder.write(
        "talk.toml",
        talk(&[
            include("include = \"f9.toml\""),
            include("include = \"f5.toml\"\nid = \"x\""),
            include("include = \"f1.toml\""),
        ]),
    );
    assert!(found(&folder, &path).contains("more than 8 levels deep"));
}

#[test]
fn a_file_that_includes_much_many_times_is_refused_and_not_built() {
    let (folder, path) = folder(&[include("include = \"f1.toml\"")]);
    for number in 1..=7 {
        let next = include(&format!("include = \"f{}.toml\"", number + 1));
        folder.write(&format!("f{number}.toml"), talk(&[next.repeat(40)]));
    }
    folder.write("f8.toml", talk(&[slide(&"word ".repeat(1000))]));
    assert!(found(&folder, &path).contains("the included slides are too large: more than 16 MiB"));
}

#[test]
fn what_an_include_cannot_mean_is_told_at_its_word() {
    let (folder, path) = folder(&[
        include("include = \"common/me.toml\"\ntitle = \"Mine\""),
        include("include = \"common/me.toml\"\nid = \"contcat\""),
        include("include = \"empty.toml\""),
        include("include = \"course.toml\""),
        include("include = 3"),
        include("include = \"notes.md\""),
    ]);
    folder.write("notes.md", "# A title\n\n- not\n- a deck\n");
    folder.write("empty.toml", HEAD);
    folder.write("course.toml", "course = 1\nname = \"x\"\n[[module]]\nid = \"a\"\ntitle = \"b\"\n");
    let found = found(&folder, &path);
    let wanted = [
        "talk.toml:10:1: error[bad-value] `title` has no effect beside `include`",
        "talk.toml:14:6: error[broken-jump] there is no slide called \"contcat\" in \"common/me.toml\"",
        "talk.toml:17:11: error[bad-value] \"empty.toml\" has no slides outside the appendix",
        "talk.toml:20:11: error[bad-value] \"course.toml\" is not a deck: it has no top-level `format`",
        "talk.toml:23:11: error[type-or-missing] expected a string, found an integer",
        "talk.toml:26:11: error[bad-value] \"notes.md\" is not a deck: it has no top-level `format`",
    ];
    wanted.iter().for_each(|line| assert!(found.contains(line), "{line}\n{found}"));
    assert!(!found.contains("notes.md:"), "{found}");
    // Each is a slide that says so.
    let out = run(&["export", &path, "--to", "txt"]).out;
    let told = wanted[1..].iter().filter(|line| !line.contains("expected a string"));
    assert!(out.contains("⚠ `include` names no file") && !found.contains("missing-title"), "{out}\n{found}");
    let told = told.filter_map(|line| line.split_once("] ").map(|(_, message)| message));
    told.for_each(|message| assert!(out.contains(&format!("⚠ {message}")), "{message}\n{out}"));
    assert!(check(&[&path]).out.contains("did you mean \"contact\"?"));
    // A slide of its appendix is not among its slides.
    folder.write("common/me.toml", ME.replace("title = \"Left out\"", "id = \"contcat\"\ntitle = \"Left out\""));
    assert!(check(&[&path]).out.contains("it is in the appendix, which is never included"));
}

#[test]
fn a_name_that_is_not_plain_is_told_the_plain_one() {
    let (folder, path) = folder(&[
        include("include = \"\""),
        include("include = 'common\\me.toml'"),
        include("include = \"./common/me.toml\""),
        include("include = \"x/../common/me.toml\""),
        include("include = \"common/up.toml\""),
    ]);
    folder.write(
        "common/up.toml",
        talk(
            &["![Up](../up.svg)", "![Here](./me.svg)"]
                .map(|image| format!("[[section.slide]]\ntitle = \"{}\"\nbody = \"{image}\"\n\n", &image[2..4])),
        ),
    );
    expect![[r#"
        talk.toml:9:11: error[missing-file] no file is named; write the name of one beside the deck, or in a folder below
        talk.toml:12:11: error[path-escape] "common\me.toml" is not a plain name; write "common/me.toml"
        talk.toml:15:11: error[path-escape] "./common/me.toml" is not a plain name; write "common/me.toml"
        talk.toml:18:11: error[path-escape] "x/../common/me.toml" is not a plain name; write "common/me.toml"
        common/up.toml:10:15: error[path-escape] the file "../up.svg" is outside the deck's folder; copy it beside the deck
    "#]].assert_eq(&found(&folder, &path));
}

#[test]
fn ids_are_those_of_one_deck() {
    let me = include("include = \"common/me.toml\"");
    let twin = "[[section.slide]]\nid = \"me\"\ntitle = \"Twin\"\nbody = \"[there](#contact)\"\n\n".to_owned();
    let (folder, path) = folder(&[twin, me.clone()]);
    assert_eq!(found(&folder, &path), "common/me.toml:17:6: error[duplicate-id] two slides are called \"me\"\n");
    assert!(check(&[&path]).out.contains("talk.toml, line 9"), "{}", check(&[&path]).out);
    let _ = fs::write(&path, talk(&[me.clone(), me]));
    let twice = check(&[&path]).out;
    assert!(twice.contains("included twice") && twice.contains("include it once"), "{twice}");
    assert!(twice.contains("talk.toml:12:11") && twice.contains("included here first"), "{twice}");
    assert_eq!(twice.matches("duplicate-id").count(), 1, "both slides of the file are, in the same place: {twice}");
    // Twice through another file.
    folder.write("both.toml", talk(&[include("include = \"common/me.toml\"").repeat(2)]));
    let _ = fs::write(&path, talk(&[slide("First"), include("include = \"both.toml\"")]));
    let twice = check(&[&path, "--select", "duplicate-id"]).out;
    assert!(twice.contains("talk.toml:13:11") && twice.contains("from here: "), "{twice}");
}

#[test]
fn a_syntax_error_in_an_included_file_hides_nothing_of_the_deck() {
    let (folder, path) = folder(&[slide("First"), include("include = \"common/me.toml\"")]);
    folder.write("common/me.toml", ME.replace("duration = \"1min\"", "duration = 1min"));
    let found = found(&folder, &path);
    assert!(found.starts_with("common/me.toml:19:") && found.contains("error[toml-syntax]"), "{found}");
    assert_eq!(titles(&path), ["1. First", "2. Who I am", "3. Write to me"]);
}

/// A deck in French, for rules that only apply there.
fn french(text: &str) -> String {
    text.replace("lang = \"en\"", "lang = \"fr\"").replace("I teach.", "I teach , here.")
}

#[test]
fn a_fix_changes_the_deck_and_not_what_it_includes() {
    let (folder, path) = folder(&[]);
    let deck = |title: &str| french(&talk(&[slide(title), include("include = \"common/me.toml\"")]));
    folder.write("talk.toml", deck("First ,"));
    folder.write("common/me.toml", french(ME));
    let ran = concise(&[&path, "--fix", "--select", "stray-space"]);
    assert_eq!(
        ran.out.replace(&folder.name(""), ""),
        "common/me.toml:23:8: warning[stray-space] a space before a sign that takes none\n"
    );
    assert!(ran.err.starts_with("1 finding fixed, 1 left"), "{}", ran.err);
    assert!(ran.err.contains("0 errors, 1 warning"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.name("common/me.toml")).expect("the file"), french(ME));
    assert_eq!(fs::read_to_string(&path).expect("the deck"), deck("First,"));
    // If both are checked, each is fixed, and no fixed finding is reported.
    let ran = concise(&[&folder.name(""), "--fix", "--select", "stray-space"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert_eq!(
        fs::read_to_string(folder.name("common/me.toml")).expect("the file"),
        french(ME).replace("teach ,", "teach,")
    );
}

#[test]
fn what_is_left_after_a_fix_is_what_is_told() {
    let (folder, path) = folder(&[slide("First ,"), include("include = \"common/me.toml\"\nid = \"me\"")]);
    fs::write(&path, french(&fs::read_to_string(&path).expect("the deck"))).expect("it is written");
    // An error that only the deck that includes it has: there, it is the second slide of this id.
    let twin = "[[section.slide]]\nid = \"me\"\ntitle = \"Twin\"\nbody = \"x\"\n\n";
    let deck = fs::read_to_string(&path).expect("the deck").replacen(
        "[[section.slide]]",
        &format!("{twin}[[section.slide]]"),
        1,
    );
    fs::write(&path, deck).expect("it is written");
    let rules = ["--select", "stray-space,duplicate-id"];
    let counted = |arguments: &[&str]| {
        let ran = concise(&[arguments, &rules].concat());
        (ran.out.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).count(), ran.err)
    };
    for paths in [vec![path.as_str()], vec![path.as_str(), &folder.name("common/me.toml")]] {
        let (_, err) = counted(&[&paths[..], &["--diff"]].concat());
        assert!(err.starts_with("1 finding would be fixed, 1 left"), "{err}");
    }
    let (told, err) = counted(&[&path, &folder.name("common/me.toml"), "--fix"]);
    assert!(told == 1 && err.starts_with("1 finding fixed, 1 left"), "{told} {err}");
}

#[test]
fn an_ignore_in_an_included_file_counts_there() {
    let (folder, path) = folder(&[]);
    let deck = |id: &str| french(&talk(&[include(&format!("include = \"common/me.toml\"\nid = \"{id}\""))]));
    let found = || concise(&[&path, "--select", "stray-space,unused-ignore"]).out.lines().count();
    folder.write("talk.toml", deck("me"));
    folder.write("common/me.toml", french(ME));
    assert_eq!(found(), 1);
    folder.write("common/me.toml", french(ME).replace("body = '''", "# allow(stray-space): art\nbody = '''"));
    assert_eq!(found(), 0);
    folder.write("talk.toml", deck("contact"));
    assert_eq!(found(), 0, "it is of a slide that does not stand here");
}

#[test]
fn decks_of_ones_own_bring_what_they_include() {
    let (folder, path) = folder(&[include("include = \"common/me.toml\"")]);
    let data = folder.name("data");
    let run = |arguments: &[&str]| {
        let output = crate::common::pupitre(arguments).env("XDG_DATA_HOME", &data).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    assert_eq!(run(&["decks", "add", &path]).0, Some(0));
    let (code, out) = run(&["export", "talk", "--to", "md"]);
    assert!(code == Some(0) && out.contains("Who I am") && out.contains("A square"), "{out}");
}

/// The deck that others include, whose page has this title, and a term with this definition.
fn me_defines(page: &str, term: &str) -> String {
    let term = format!("[[term]]\nname = \"Learner\"\ndefinition = \"{term}\"\n\n[[section]]");
    ME.replace("My page", page).replacen("[[section]]", &term, 1).replace("I teach.", "I teach learners.")
}

#[test]
fn what_two_files_define_otherwise_is_told_at_the_definition_that_is_shown() {
    let (folder, path) = folder(&[]);
    let own = |page: &str, term: &str| {
        let source = format!("[[source]]\nid = \"page\"\ntitle = \"{page}\"\n\n");
        let term = format!("[[term]]\nname = \"learner\"\ndefinition = \"{term}\"\n\n");
        talk(&[include("include = \"common/me.toml\"")])
            .replace("[[section]]\n", &format!("{source}{term}[[section]]\n"))
    };
    folder.write("common/me.toml", me_defines("My page", "Who learns."));
    folder.write("talk.toml", own("My page", "Who learns."));
    let about = |path: &str| concise(&[path, "--select", "duplicate-id"]).out.replace(&folder.name(""), "");
    assert_eq!(about(&path), "", "the same in both is one definition");
    folder.write("talk.toml", own("The deck's page", "Whoever learns."));
    expect![[r#"
        talk.toml:6:6: error[duplicate-id] the source "page" has another definition in "common/me.toml"
        talk.toml:10:8: error[duplicate-id] the term "learner" has another definition in "common/me.toml"
    "#]]
    .assert_eq(&about(&path));
    let told = check(&[&path]).out;
    assert!(told.contains("the other definition") && told.contains("common/me.toml, line 6"), "{told}");
    assert!(told.contains("write the same in both files, or give one of them another id"), "{told}");
    let shown = run(&["present", &path]).err;
    assert!(shown.contains("the source \"page\" has another definition"), "{shown}");
    let output = crate::common::pupitre(&["check", &path]).env("LC_ALL", "fr_FR.UTF-8").output().expect("it runs");
    let french = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(french.contains("la source «\u{a0}page\u{a0}» a une autre définition"), "{french}");
}

#[test]
fn a_file_shows_what_it_defines_itself_whatever_an_earlier_one_defines() {
    let (folder, path) =
        folder(&[include("include = \"other.toml\""), include("include = \"common/me.toml\"\nid = \"me\"")]);
    // It defines the same id, which its own slides do not name.
    let other = "[[source]]\nid = \"page\"\ntitle = \"Somebody else's\"\n\n[[section]]\n";
    folder.write("other.toml", talk(&[slide("Other")]).replace("[[section]]\n", other));
    assert_eq!(found(&folder, &path), "");
    let out = run(&["export", &path, "--to", "html"]).out;
    assert!(out.contains("My page") && !out.contains("Somebody else"), "{out}");
    // Once both name it, only one can be shown.
    let names = other.to_owned()
        + "title = \"Part\"\n\n[[section.slide]]\ntitle = \"x\"\nsources = [\"page\"]\nbody = \"y\"\n\n[[section]]\n";
    folder.write("other.toml", talk(&[slide("Other")]).replace("[[section]]\n", &names));
    let told = concise(&[&path, "--select", "duplicate-id"]).out.replace(&folder.name(""), "");
    expect![[r#"
        other.toml:6:6: error[duplicate-id] the source "page" has another definition in "common/me.toml"
    "#]]
    .assert_eq(&told);
}

#[test]
fn a_word_that_a_deck_defines_twice_is_told() {
    let (folder, path) = folder(&[slide("First")]);
    let term = |name: &str, what: &str| format!("[[term]]\nname = \"{name}\"\ndefinition = \"{what}\"\n\n");
    let terms = term("Cloud", "Others' machines.") + &term("cloud", "A cloud.") + "[[section]]\n";
    folder.write("talk.toml", talk(&[slide("First")]).replace("[[section]]\n", &terms));
    assert_eq!(found(&folder, &path), "talk.toml:10:8: error[duplicate-id] the term \"cloud\" is defined twice\n");
}

/// The slide of each finding, by line.
fn slides_of(path: &str) -> Vec<(String, u64, String)> {
    let out = run(&["check", "--format", "json", path]).out;
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let told = |it: &serde_json::Value| {
        let file = it["path"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
        (file, it["line"].as_u64().unwrap_or_default(), it["slide"]["number"].as_str().unwrap_or("-").to_owned())
    };
    json["findings"].as_array().into_iter().flatten().map(told).collect()
}

#[test]
fn a_finding_on_an_include_is_of_the_slide_that_stands_there() {
    let (folder, path) = folder(&[
        slide("First"),
        include("include = \"common/me.toml\"\nid = \"me\"\ntitle = \"Mine\""),
        include("include = \"common/none.toml\""),
    ]);
    expect![[r#"[("talk.toml", 15, "2"), ("talk.toml", 18, "3")]"#]].assert_eq(&format!("{:?}", slides_of(&path)));
    folder.write("common/me.toml", ME.replace("lang = \"en\"\n", "lang = en\n"));
    expect![[r#"[("talk.toml", 15, "2"), ("talk.toml", 18, "3"), ("me.toml", 3, "-")]"#]]
        .assert_eq(&format!("{:?}", slides_of(&path)));
}
