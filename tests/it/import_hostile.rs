//! Malicious or damaged presentations: each is refused with a message, and none crashes the program.

use pupitre::import::Wanted;
use pupitre::import::pptx::pptx;

use crate::common::pptx::{DOT, Deck, archive, picture, title};

/// The message with which bytes are refused.
fn refused(bytes: &[u8]) -> String {
    pptx("talk.pptx", bytes, &Wanted::default()).expect_err("it is refused").into()
}

#[test]
fn zip_bombs_are_refused() {
    let xml = |part: &str| Deck::default().slide("", &[]).part("ppt/slides/slide1.xml", part).bytes();
    // The first part of a name counts. The builder's comes first, so its slide is replaced here.
    let with = |part: Vec<u8>| {
        archive(&[
            ("ppt/presentation.xml", b"<p xmlns:r='r'><sldIdLst><sldId id='1' r:id='s'/></sldIdLst></p>".to_vec()),
            (
                "ppt/_rels/presentation.xml.rels",
                b"<R><Relationship Id='s' Type='t/slide' Target='s.xml'/></R>".to_vec(),
            ),
            ("ppt/s.xml", part),
        ])
    };
    assert!(pptx("talk.pptx", &xml("<p/>"), &Wanted::default()).is_ok());
    let numbers: String =
        (0_u64..1_200_000).map(|at| format!("{:016}", at.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let large = refused(&with(numbers.into_bytes()));
    assert!(large.contains("larger than 16 MiB"), "{large}");
    let packed = refused(&with(vec![b' '; 15 << 20]));
    assert!(packed.contains("more than 400 times as large as it is packed: a ZIP bomb"), "{packed}");
    let laughs = (1..40).map(|at| format!("<!ENTITY l{at} \"&l{0};&l{0};\">", at - 1)).collect::<String>();
    let laughs = refused(&with(format!("<!DOCTYPE a [<!ENTITY l0 \"lol\">{laughs}]><a>&l39;</a>").into_bytes()));
    assert!(laughs.contains("declares entities"), "{laughs}");
    let many = refused(&with(format!("<a>{}</a>", "<b/>".repeat(1_000_001)).into_bytes()));
    assert!(many.contains("more than 1000000 elements") || many.contains("ZIP bomb"), "{many}");
    let deep = "<grpSp>".repeat(100_000) + &"</grpSp>".repeat(100_000);
    let deep = with(format!("<sld><cSld><spTree>{deep}</spTree></cSld></sld>").into_bytes());
    let deep = pptx("talk.pptx", &deep, &Wanted::default());
    assert!(deep.as_ref().is_ok_and(|it| it.slides == 0) || deep.is_err_and(|why| why.contains("ZIP bomb")));
    let names: Vec<(String, &[u8])> = (0..20_001).map(|at| (format!("f{at}"), &b""[..])).collect();
    let names: Vec<(&str, &[u8])> = names.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert!(refused(&archive(&names)).contains("more than 20000 files"));
}

#[test]
fn the_total_unpacked_size_is_limited() {
    // Each picture may be this large, but all together may not.
    let picture_of = |index: usize| {
        let mut bytes = DOT.to_vec();
        bytes.resize(40 << 20, index as u8);
        // Words in between keep it from compressing too well.
        (0..bytes.len() / 4096).for_each(|at| {
            bytes[at * 4096..at * 4096 + 16].copy_from_slice(&(at * 7919 * (index + 1)).to_le_bytes().repeat(2))
        });
        bytes[..DOT.len()].copy_from_slice(DOT);
        bytes
    };
    let mut deck = Deck::default();
    for index in 0..14 {
        let target = format!("../media/{index}.png");
        deck = deck
            .slide(&picture("r1", "x", (0, 0, 9, 9)), &[("image", &target)])
            .part(&format!("ppt/media/{index}.png"), picture_of(index));
    }
    let wanted = Wanted { media: Some("m".to_owned()), ..Wanted::default() };
    let why = pptx("talk.pptx", &deck.bytes(), &wanted).expect_err("it is too much");
    assert!(why.contains("has more than 512 MiB in it"), "{why}");
}

#[test]
fn broken_archives_are_refused_with_a_message() {
    let whole = Deck::default().slide(&title("T"), &[]).bytes();
    assert!(refused(&whole[..whole.len() - 30]).contains("is not a whole ZIP archive"));
    assert!(refused(&archive(&[("a", "b")])).contains("is an archive without slides"));
    assert!(refused(&archive(&[("mimetype", "x"), ("content.xml", "<a/>")])).contains("OpenDocument"));
    let word = "<R><Relationship Id='1' Type='t/officeDocument' Target='word/document.xml'/></R>";
    assert!(refused(&archive(&[("_rels/.rels", word)])).contains("is a document of Word"));
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert!(refused(&old).contains("before 2007"));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused(&old).contains("locked with a password"));
    let text = refused(&archive(&[("ppt/presentation.xml", "<a><b></a>")]));
    assert!(text.contains("\"ppt/presentation.xml\" is not XML"), "{text}");
    assert!(refused(&archive(&[("ppt/presentation.xml", [0xff_u8, 0xfe])])).contains("is not UTF-8"));
    // A damaged byte gives an error or changes nothing. It never crashes the program.
    for at in (0..whole.len()).step_by(3) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        let _ = pptx("talk.pptx", &damaged, &Wanted::default());
    }
    let mut flipped = whole.clone();
    let at = flipped.windows(4).position(|it| it == b"PK\x01\x02").expect("a directory") + 16;
    flipped[at] ^= 1;
    assert!(refused(&flipped).contains("is damaged"), "its checksum is wrong: {}", refused(&flipped));
}
