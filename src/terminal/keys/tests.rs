//! Bytes as they arrive: whole, in pieces, and broken.

use std::slice;

use proptest::prelude::*;

use super::*;
use crate::terminal::graphics::Protocol;

fn parser() -> Parser {
    Parser::new(ESCAPE_WAIT)
}

/// What pieces mean, each given with the milliseconds after the one before. What is pending at the end is dropped.
fn in_pieces(pieces: &[(u64, &[u8])]) -> Vec<Typed> {
    let (mut parser, mut now, mut typed) = (parser(), Duration::from_secs(9), Vec::new());
    for (pause, piece) in pieces {
        let next = now + Duration::from_millis(*pause);
        if let Some(until) = parser.waits_until().filter(|until| *until <= next) {
            typed.extend(parser.drop_pending(until));
        }
        now = next;
        typed.extend(parser.feed(piece, now));
    }
    if let Some(until) = parser.waits_until() {
        typed.extend(parser.drop_pending(until));
    }
    assert_eq!(parser.waits_until(), None);
    typed
}

fn typed(bytes: impl AsRef<[u8]>) -> Vec<Typed> {
    in_pieces(&[(0, bytes.as_ref())])
}

fn keys(keys: &[Key]) -> Vec<Typed> {
    keys.iter().map(|key| Typed::Key(*key)).collect()
}

fn letters(text: &str) -> Vec<Typed> {
    text.chars().map(|char| Typed::Key(Key::Char(char))).collect()
}

const RIGHT: &[u8] = b"\x1b[C";

fn paste(text: &str) -> Typed {
    Typed::Pasted(text.to_owned())
}

#[test]
fn letters_and_named_keys_are_read() {
    assert_eq!(typed("né "), letters("né "));
    let named = [Key::Right, Key::Left, Key::Up, Key::PageDown, Key::Home, Key::BackTab, Key::Enter];
    assert_eq!(typed("\x1b[C\x1bOD\x1b[1;5A\x1b[6~\x1b[H\x1b[Z\x1bOM"), keys(&named));
    let others = [Key::Enter, Key::Tab, Key::Backspace, Key::Ctrl('c'), Key::Ctrl('z')];
    assert_eq!(typed("\r\t\x7f\x03\x1a"), keys(&others));
}

#[test]
fn an_escape_is_the_key_where_nothing_follows() {
    assert_eq!(in_pieces(&[(0, b"\x1b"), (60, b"q")]), keys(&[Key::Escape, Key::Char('q')]));
    assert_eq!(typed("\x1b\x1b"), keys(&[Key::Escape, Key::Escape]));
}

#[test]
fn a_sequence_may_come_in_pieces() {
    assert_eq!(in_pieces(&[(0, b"\x1b["), (0, b"C\xc3"), (0, b"\xa9")]), keys(&[Key::Right, Key::Char('é')]));
    assert_eq!(in_pieces(&[(0, b"\x1b"), (40, b"["), (100, b"1"), (100, b";5"), (100, b"C")]), keys(&[Key::Right]));
    let mut remote = Parser::new(REMOTE_ESCAPE_WAIT);
    assert_eq!(remote.feed(b"\x1b", Duration::ZERO), []);
    assert!(remote.waits_until() > Some(Duration::from_millis(100)), "over a connection an arrow is one key");
    // The Escape has waited too long and was the key, but what follows it is not typed letters.
    assert_eq!(in_pieces(&[(0, b"\x1b"), (100, b"[C"), (0, b"q")]), keys(&[Key::Escape, Key::Right, Key::Char('q')]));
}

#[test]
fn no_byte_of_a_sequence_that_comes_byte_by_byte_is_a_letter() {
    for pause in [30, 70, 100, 150, 300] {
        for sequence in
            ["\x1b[C", "\x1b[1;5C", "\x1bOC", "\x1b[15~", "\x1b[15;2~", "\x1bOP", "\x1b[<0;5;3M", "\x1b[27u"]
        {
            let escape_wait = if pause > 150 { Duration::from_millis(310) } else { REMOTE_ESCAPE_WAIT };
            let (mut parser, mut now, mut typed) = (Parser::new(escape_wait), Duration::ZERO, Vec::new());
            for byte in sequence.bytes() {
                now += Duration::from_millis(pause);
                assert!(parser.waits_until().is_none_or(|until| until > now), "{sequence:?} at {pause}");
                typed.extend(parser.feed(&[byte], now));
            }
            let once = Parser::new(ESCAPE_WAIT).feed(sequence.as_bytes(), now);
            assert_eq!((typed, parser.waits_until()), (once, None), "{sequence:?} at {pause}");
        }
    }
    // Further apart than an Escape waits: it is the key, but the rest is not typed letters.
    assert_eq!(in_pieces(&[(0, b"\x1b"), (100, b"["), (60, b"C")]), keys(&[Key::Escape, Key::Right]));
    assert_eq!(in_pieces(&[(0, b"\x1b"), (100, b"O"), (60, b"P")]), keys(&[Key::Escape, Key::Other]));
}

#[test]
fn a_connection_that_splits_sequences_is_recognized_after_the_first() {
    let (late, piece) = ((100, b"[C".as_slice()), (1000, b"\x1b".as_slice()));
    let expected = [Key::Escape, Key::Right, Key::Right, Key::Right];
    assert_eq!(in_pieces(&[(0, b"\x1b"), late, piece, late, piece, late]), keys(&expected));
}

#[test]
fn escape_and_then_another_key_are_two() {
    for pause in [30, 79, 100, 700] {
        let expected = keys(&[Key::Escape, Key::Char('n')]);
        assert_eq!(in_pieces(&[(0, b"\x1b"), (pause, b"n")]), expected, "after {pause} ms");
        let expected = keys(&[Key::Escape, Key::Char('[')]);
        assert_eq!(in_pieces(&[(0, b"\x1b"), (pause, b"[")]), expected, "after {pause} ms");
        let expected = keys(&[Key::Escape, Key::Char(']'), Key::Char('n')]);
        assert_eq!(in_pieces(&[(0, b"\x1b"), (pause, b"]"), (40, b"n")]), expected, "after {pause} ms");
    }
    // Alt and a key, which a connection has split in two.
    assert_eq!(in_pieces(&[(0, b"\x1b"), (5, b"q")]), []);
}

#[test]
fn an_escape_waits_longer_while_the_terminal_owes_an_answer() {
    let mut parser = parser();
    parser.awaits_answer = true;
    assert_eq!(parser.feed(b"\x1b", Duration::ZERO), []);
    assert_eq!(parser.waits_until(), Some(WAIT));
    assert_eq!(
        parser.feed(b"]11;rgb:0/0/0\x07\x1b[0n", Duration::from_millis(400)),
        [Typed::Background(0, 0, 0), Typed::Answered]
    );
}

#[test]
fn alt_and_a_key_that_begins_a_sequence_leaves_the_keyboard_alive() {
    for begun in ["]", "P", "X", "_", "^", "O", "[", "[1", "]11;", "P>|", "[M", "[[", "[<0;"] {
        let begun = format!("\x1b{begun}");
        assert_eq!(in_pieces(&[(0, begun.as_bytes()), (600, b"q")]), letters("q"), "{begun:?}");
        for (byte, key) in [(b"\x03", Key::Ctrl('c')), (b"\r", Key::Enter)] {
            let is_report = begun.ends_with(['M']) || begun.ends_with("[[");
            let typed = in_pieces(&[(0, begun.as_bytes()), (100, byte)]);
            assert!(is_report || typed == keys(&[key]), "{begun:?}: {typed:?}");
        }
    }
    // Typing continues at once.
    for begun in ["]", "X", "_", "^"] {
        assert_eq!(in_pieces(&[(0, format!("\x1b{begun}").as_bytes()), (100, b"n"), (100, b"q")]), letters("nq"));
    }
    assert_eq!(typed("\x1bnq\x1b\rn\x1b\x03"), keys(&[Key::Char('q'), Key::Char('n'), Key::Ctrl('c')]));
}

#[test]
fn an_invalid_byte_does_not_hold_back_letters() {
    assert_eq!(typed(b"\xff\xfe\x80q"), letters("q"));
    assert_eq!(typed(b"\xe2q\xe2\x82q\xf0\x9fq\xc3\x03"), [letters("qqq"), keys(&[Key::Ctrl('c')])].concat());
    assert_eq!(in_pieces(&[(0, b"\xe2"), (600, b"q")]), letters("q"));
    assert_eq!(in_pieces(&[(0, b"\xe2"), (100, b"\x82"), (100, b"\xac")]), letters("€"));
}

#[test]
fn answers_of_the_terminal_are_no_keys() {
    assert_eq!(typed("\x1b]11;rgb:ffff/8080/0000\x1b\\"), [Typed::Background(255, 128, 0)]);
    assert_eq!(typed("\x1b]11;rgb:f/8/0\x07q"), [&[Typed::Background(255, 136, 0)], &letters("q")[..]].concat());
    assert_eq!(typed("\x1b[?62;22c\x1bP1+r\x1b\\\x1b[1;80R\x1b^x\x1b\\\x1b_Gi=31;no\x1b\\\x1b]lname\x1b\\"), []);
}

#[test]
fn answers_that_come_late_and_in_pieces_are_no_keys() {
    let kitty = Typed::Graphics(Answer::Draws(Protocol::Kitty));
    let sixel = Typed::Graphics(Answer::Draws(Protocol::Sixel));
    let iterm = Typed::Graphics(Answer::Draws(Protocol::Iterm));
    for (answer, meaning) in [
        ("\x1b]11;rgb:ffff/8080/0000\x1b\\", Typed::Background(255, 128, 0)),
        ("\x1b[?62;4;22c", sixel),
        ("\x1bP>|iTerm2 3.5.0\x1b\\", iterm),
        ("\x1b_Gi=31;OK\x1b\\", kitty),
        ("\x1b[6;20;10t", Typed::Graphics(Answer::Cell { width: 10, height: 20 })),
    ] {
        for at in 2..answer.len() {
            let (first, second) = answer.as_bytes().split_at(at);
            assert_eq!(in_pieces(&[(0, first), (400, second)]), slice::from_ref(&meaning), "{answer:?} at {at}");
            if second.len() > 1 {
                assert_eq!(
                    in_pieces(&[(0, first), (900, second)]),
                    slice::from_ref(&meaning),
                    "{answer:?} late at {at}"
                );
            }
        }
        for pause in [5, 60] {
            let bytes: Vec<(u64, &[u8])> = answer.as_bytes().chunks(1).map(|byte| (pause, byte)).collect();
            assert_eq!(in_pieces(&bytes), slice::from_ref(&meaning), "{answer:?} byte by byte, {pause} ms apart");
        }
    }
}

#[test]
fn the_mouse_clicks_and_turns_in_each_way_of_reporting_it() {
    let (click, turns) = (Typed::Click { x: 4, y: 2 }, [Typed::Wheel { down: false }, Typed::Wheel { down: true }]);
    assert_eq!(typed("\x1b[<0;5;3M\x1b[<0;5;3m"), slice::from_ref(&click));
    assert_eq!(typed("\x1b[<64;1;1M\x1b[<65;1;1M"), turns);
    assert_eq!(typed(b"\x1b[M %#\x1b[M#%#"), slice::from_ref(&click));
    assert_eq!(typed(b"\x1b[M`!!\x1b[Ma!!"), turns);
    assert_eq!(typed("\x1b[32;5;3M\x1b[35;5;3M"), [click]);
    assert_eq!(typed("\x1b[96;1;1M\x1b[97;1;1M"), turns);
}

#[test]
fn no_byte_of_a_mouse_report_is_a_key() {
    for report in
        [b"\x1b[M\x00\x00\x00", b"\x1b[M\x1b\x1b\x1b", b"\x1b[Mqqq", b"\x1b[M\xff\xff\xff", b"\x1b[M\x20\x00\x03"]
    {
        let typed = typed([report.as_slice(), b"n"].concat());
        assert!(
            typed.iter().all(|it| !matches!(it, Typed::Key(key) if *key != Key::Char('n'))),
            "{report:?}: {typed:?}"
        );
        assert_eq!(typed.last(), letters("n").last());
    }
}

#[test]
fn function_keys_of_the_linux_console_are_no_letters() {
    let expected = [Key::Other, Key::Char('q'), Key::Other, Key::Char('q')];
    assert_eq!(typed("\x1b[[Aq\x1b[[Eq"), keys(&expected));
}

#[test]
fn keys_without_an_action_are_keys() {
    let (f5, insert) =
        ("\x1b[15~\x1b[15;2~\x1b[28~\x1b[[E\x1b[57384u\x1b[15$", "\x1b[2~\x1b[3~\x1bOP\x1b[1;2P\x1b[57348u");
    assert_eq!(typed(f5), keys(&[Key::Other; 6]));
    assert_eq!(typed(insert), keys(&[Key::Other; 5]));
    // A cursor report, the terminal's attributes, a modifier key.
    assert_eq!(typed("\x1b[1;80R\x1b[1;2R\x1b[?1;2c\x1b[?2026;2$y\x1b[I\x1b[57441u"), []);
}

#[test]
fn cursor_reports_are_read_except_in_the_first_row() {
    let cursor = |column, row| Typed::Cursor { column, row };
    assert_eq!(typed("\x1b[2;3R\x1b[1;2R\x1b[4;80R\x1b[R\x1b[3R"), [cursor(3, 2), cursor(80, 4)]);
    assert_eq!(in_pieces(&[(0, b"\x1b[4;"), (30, b"80R")]), [cursor(80, 4)]);
}

#[test]
fn digits_of_the_keypad_are_digits_whatever_mode_another_program_has_left() {
    assert_eq!(typed("\x1bOq\x1bOy\x1bOk\x1b[57400u\x1b[57414u"), [letters("19+1"), keys(&[Key::Enter])].concat());
}

#[test]
fn keys_that_another_program_has_left_spelled_out_are_read() {
    let all = [Key::Ctrl('c'), Key::Escape, Key::Enter, Key::BackTab, Key::Char('É'), Key::Ctrl('c'), Key::Right];
    assert_eq!(typed("\x1b[99;5u\x1b[27u\x1b[13u\x1b[9;2u\x1b[233:201;2u\x1b[27;5;99~\x1b[1;1:1C"), keys(&all));
    assert_eq!(typed("\x1b[1089;5u\x1b[1083u"), [keys(&[Key::Ctrl('c')]), letters("л")].concat());
    // Released, with Alt, or a modifier key: no key.
    assert_eq!(typed("\x1b[99;5:3u\x1b[1;1:3C\x1b[113;3u\x1b[57441u\x1b[99;9u"), []);
}

#[test]
fn pasted_text_is_no_key() {
    assert_eq!(typed("\x1b[200~hello q\r\x1b[201~n"), [paste("hello q\n"), Typed::Key(Key::Char('n'))]);
    assert_eq!(typed("\x1b[200~a \x1b[\x1b[201~n"), [paste("a \x1b["), Typed::Key(Key::Char('n'))]);
    assert_eq!(typed("\x1b[200~\x1b]11;\x1b[201~n"), [paste("\x1b]11;"), Typed::Key(Key::Char('n'))]);
    let pieces: [(u64, &[u8]); 4] = [(0, b"\x1b[200~a\x1b[20"), (900, b"0~b\x1b"), (900, b"[201"), (900, b"~n")];
    assert_eq!(in_pieces(&pieces), [paste("a\x1b[200~b"), Typed::Key(Key::Char('n'))]);
}

#[test]
fn a_paste_without_an_end_ends() {
    let begun: (u64, &[u8]) = (0, b"\x1b[200~text");
    assert_eq!(in_pieces(&[begun, (1100, b"q")]), [paste("text"), Typed::Key(Key::Char('q'))]);
    assert_eq!(in_pieces(&[begun, (100, b"\x03")]), [paste("text"), Typed::Key(Key::Ctrl('c'))]);
    assert_eq!(
        in_pieces(&[begun, (100, b" x\x03\x03")]),
        [&[paste("text x")], &keys(&[Key::Ctrl('c'); 2])[..]].concat()
    );
    assert_eq!(in_pieces(&[begun, (100, b"\x1b"), (1100, b"q")]), [paste("text"), Typed::Key(Key::Char('q'))]);
}

#[test]
fn no_letter_of_a_paste_is_a_key_however_it_comes() {
    let next = Typed::Key(Key::Char('n'));
    for at in 2..PASTE_BEGINS.len() {
        let (first, second) = PASTE_BEGINS.split_at(at);
        let rest = [second, b"quit\x1b[201~".as_slice()].concat();
        for pause in [100, 400, 900] {
            let typed = in_pieces(&[(0, first), (pause, &rest), (0, b"n")]);
            assert_eq!(typed, [paste("quit"), next.clone()], "at {at} after {pause} ms");
        }
    }
    // A connection that pauses in the middle of it.
    let stalled: [&[(u64, &[u8])]; 2] = [
        &[(0, b"\x1b[200~one"), (3000, b"q two\x1b[201~"), (0, b"n")],
        &[(0, b"\x1b[200~one\x1b[20"), (3000, b"1~"), (0, b"n")],
    ];
    assert_eq!(in_pieces(stalled[0]), [paste("one"), paste("q two"), next.clone()]);
    assert_eq!(in_pieces(stalled[1]), [paste("one"), paste(""), next.clone()]);
    // Someone who gives up on it goes on with keys.
    assert_eq!(
        in_pieces(&[(0, b"\x1b[200~one"), (3000, RIGHT), (0, b"n")]),
        [paste("one"), Typed::Key(Key::Right), next]
    );
    assert_eq!(
        in_pieces(&[(0, b"\x1b[200~one"), (3000, "é".as_bytes())]),
        [&[paste("one")], &letters("é")[..]].concat()
    );
}

#[test]
fn a_long_paste_is_cut_between_letters() {
    let long = format!("\x1b[200~x{}\x1b[201~q", "é".repeat(LARGEST_PASTE));
    let typed = typed(&long);
    assert_eq!(typed.len(), 2);
    assert!(matches!(&typed[0], Typed::Pasted(text) if text.len() == LARGEST_PASTE - 1 && text.ends_with('é')));
}

#[test]
fn endless_unknown_input_is_skipped() {
    let mut parser = parser();
    for begun in [b"\x1b]11;".as_slice(), b"\x1b[", b"\x1bP>|"] {
        assert_eq!(parser.feed(begun, Duration::ZERO), []);
        for _ in 0..10 {
            assert_eq!(parser.feed(&[b'1'; LONGEST], Duration::ZERO), []);
            assert!(parser.pending.len() <= LONGEST);
        }
        parser.feed(b"\x1b", Duration::ZERO);
        assert_eq!(parser.feed(b"\\q", Duration::ZERO), letters("q"));
    }
}

/// Bytes as a keyboard, a terminal and an accident send them.
fn anything() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&'static [u8]> = vec![
        b"\x1b",
        b"\x1b[",
        b"\x1b]",
        b"\x1b]11;rgb:",
        b"\x1bP",
        b"\x1b_G",
        b"\x1b^",
        b"\x1bX",
        b"\x1bO",
        b"\x1b[M",
        b"\x1b[[",
        PASTE_BEGINS,
        PASTE_ENDS,
        b"\x1b\\",
        b"\x07",
        b"\x03",
        b"\x1b[<0;1;1M",
        b"\x1b[?62;4c",
        b"\x1b[6;65535;65535t",
        b"1;",
        b"q",
    ];
    let piece = prop_oneof![
        3 => proptest::sample::select(known).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_comes_the_next_key_is_read(pieces in proptest::collection::vec((0_u64..1500, anything()), 0..8)) {
        let (mut parser, mut now) = (parser(), Duration::ZERO);
        for (pause, piece) in pieces {
            now += Duration::from_millis(pause);
            if parser.waits_until().is_some_and(|until| until <= now) {
                parser.drop_pending(now);
            }
            parser.feed(&piece, now);
            prop_assert!(parser.pending.len() <= LONGEST && parser.waits_until().is_none_or(|until| until <= now + PASTE_WAIT));
        }
        parser.drop_pending(now);
        prop_assert_eq!(parser.waits_until(), None);
        prop_assert_eq!(parser.feed(b"q", now), letters("q"));
    }

    #[test]
    fn splitting_input_in_time_changes_nothing(bytes in anything(), at in 0_usize..60) {
        // A Ctrl-C that comes alone ends a paste, and typing continues after Alt and a key.
        let bytes: Vec<u8> = bytes.into_iter().filter(|byte| *byte != CTRL_C && !b"]_^XP".contains(byte)).collect();
        let (first, second) = bytes.split_at(at.min(bytes.len()));
        prop_assert_eq!(in_pieces(&[(0, first), (0, second)]), typed(&bytes));
    }
}
