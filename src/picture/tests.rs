//! Pictures of each format, intact and damaged, and scaled pixels.

use std::io::Cursor;

use super::*;

/// Sixteen pixels by eight in each format: red on the left, blue on the right.
const FILES: &[(&str, &[u8])] = &[
    ("two.jpg", include_bytes!("../../tests/pictures/two.jpg")),
    ("progressive.jpg", include_bytes!("../../tests/pictures/progressive.jpg")),
    ("cmyk.jpg", include_bytes!("../../tests/pictures/cmyk.jpg")),
    ("lossy.webp", include_bytes!("../../tests/pictures/lossy.webp")),
    ("lossless.webp", include_bytes!("../../tests/pictures/lossless.webp")),
    ("animated.webp", include_bytes!("../../tests/pictures/animated.webp")),
    ("indexed.png", include_bytes!("../../tests/pictures/indexed.png")),
    ("frames.gif", include_bytes!("../../tests/pictures/frames.gif")),
    ("two.svg", SVG.as_bytes()),
];

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 8\">\
    <rect width=\"8\" height=\"8\" fill=\"#dc1414\"/><rect x=\"8\" width=\"8\" height=\"8\" fill=\"#1414dc\"/></svg>";

fn measured(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    measure(Cursor::new(bytes)).map(|it| (it.width, it.height))
}

/// Four channels in one row.
fn row(pixels: &[[u8; 4]]) -> Pixels {
    Pixels { width: pixels.len() as u32, height: 1, channels: 4, bytes: pixels.concat() }
}

#[test]
fn each_format_is_measured_and_decoded() {
    for (name, bytes) in FILES {
        assert_eq!(measured(bytes), Ok((16, 8)), "{name}");
        let pixels = decode(bytes, 0).unwrap_or_else(|fault| panic!("{name}: {fault:?}")).pixels;
        let [left, right] = [pixels.width / 4, pixels.width * 3 / 4].map(|x| pixels.at(x, pixels.height / 2));
        assert!(left[0] > 180 && left[2] < 90 && left[3] == 255, "{name}: {left:?} is not red");
        assert!(right[2] > 150 && right[0] < 90 && right[3] == 255, "{name}: {right:?} is not blue");
    }
}

#[test]
fn a_grey_picture_stays_grey() {
    for bytes in [
        include_bytes!("../../tests/pictures/grey.jpg").as_slice(),
        include_bytes!("../../tests/pictures/grey.png").as_slice(),
    ] {
        let [red, green, blue, cover] = decode(bytes, 0).unwrap().pixels.at(2, 2);
        assert!(red.abs_diff(green) < 3 && green.abs_diff(blue) < 3 && red > 50 && cover == 255);
    }
}

#[test]
fn transparency_is_kept() {
    for bytes in [
        include_bytes!("../../tests/pictures/clear.png").as_slice(),
        include_bytes!("../../tests/pictures/clear.webp").as_slice(),
    ] {
        let pixels = decode(bytes, 0).unwrap().pixels;
        assert_eq!((pixels.at(2, 2)[3], pixels.at(2, 6)[3]), (255, 0));
    }
}

/// A PNG whose header claims this size, without any pixels.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    drop(encoder.write_header().unwrap());
    file
}

#[test]
fn pictures_that_claim_to_be_too_large_are_not_decoded() {
    for (width, height) in [(30_000, 30_000), (16_385, 1), (8193, 8192), (u32::MAX >> 1, 1)] {
        let fault = Fault::TooLarge { width, height, most: 64 << 20 };
        assert_eq!(measured(&bomb(width, height)).as_ref(), Err(&fault));
        assert_eq!(decode(&bomb(width, height), 0).err(), Some(fault));
    }
    assert_eq!(measured(&bomb(8192, 8192)), Ok((8192, 8192)));
    // Pictures that must be decoded whole may have fewer pixels: interlaced ones, those with print colors, and WebP.
    let mut interlaced = Vec::new();
    let mut info = png::Info::with_size(4097, 4096);
    info.interlaced = true;
    drop(png::Encoder::with_info(&mut interlaced, info).unwrap().write_header().unwrap());
    for bytes in [interlaced, flat_jpeg(0xc0, (4097, 4096), 4)] {
        assert_eq!(measured(&bytes), Err(Fault::TooLarge { width: 4097, height: 4096, most: 16 << 20 }));
    }
    let progressive = flat_jpeg(0xc2, (8192, 4097), 1);
    assert_eq!(measured(&progressive), Err(Fault::TooLarge { width: 8192, height: 4097, most: 32 << 20 }));
}

/// A JPEG in one color: each block takes two bits. `kind` is that of its frame.
fn flat_jpeg(kind: u8, (width, height): (u16, u16), channels: u8) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8, 0xff, 0xdb, 0, 67, 0];
    file.extend([1; 64]);
    file.extend([0xff, kind, 0, 8 + 3 * channels, 8]);
    file.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    file.push(channels);
    file.extend((0..channels).flat_map(|index| [index + 1, 0x11, 0]));
    // One code, a single zero bit: no difference, and the end of a block.
    for table in [0x00, 0x10] {
        file.extend([0xff, 0xc4, 0, 20, table, 1]);
        file.extend([0; 16]);
    }
    file.extend([0xff, 0xda, 0, 6 + 2 * channels, channels]);
    file.extend((0..channels).flat_map(|index| [index + 1, 0]));
    file.extend([0, 63, 0]);
    let blocks = usize::from(width.div_ceil(8)) * usize::from(height.div_ceil(8)) * usize::from(channels);
    file.extend(vec![0; (blocks * 2).div_ceil(8)]);
    file.extend([0xff, 0xd9]);
    file
}

#[test]
fn a_photograph_of_today_is_drawn() {
    assert_eq!(measured(&flat_jpeg(0xc0, (9248, 6936), 1)), Ok((9248, 6936)));
    let grey = |picture: &Picture| {
        let [red, green, blue, cover] = picture.pixels.at(800, 600);
        [red, green, blue].iter().all(|it| it.abs_diff(128) < 2) && cover == 255
    };
    // Just larger than what is decoded whole.
    let picture = decode(&flat_jpeg(0xc0, (5600, 3000), 3), 0).unwrap();
    assert_eq!((picture.pixels.width, picture.pixels.height, &picture.fault), (1600, 857, &None));
    assert!(grey(&picture));
    // As the camera was held: Exif goes after the first two bytes.
    let mut file = flat_jpeg(0xc0, (5600, 3000), 1);
    let exif = [b"Exif\0\0".as_slice(), &exif(6)].concat();
    file.splice(2..2, [&[0xff, 0xe1, 0, exif.len() as u8 + 2], exif.as_slice()].concat());
    assert_eq!(measured(&file), Ok((3000, 5600)));
    // A truncated file is drawn as far as it goes.
    let cut = decode(&file[..file.len() / 2], 0).unwrap();
    assert_eq!((cut.pixels.width, cut.pixels.height, &cut.fault), (857, 1600, &Some(Fault::Cut)));
    assert!(grey(&cut));
}

#[test]
fn a_large_png_is_drawn_row_by_row() {
    let (width, height) = (9000_u32, 2000_u32);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    // Dark on the left, light on the right, and below a white third.
    let row: Vec<u8> = (0..width).map(|x| if x < width / 2 { 40 } else { 200 }).collect();
    let rows = (0..height).flat_map(|y| if y < 1500 { row.clone() } else { vec![255; width as usize] });
    writer.write_image_data(&rows.collect::<Vec<u8>>()).unwrap();
    writer.finish().unwrap();
    assert_eq!(measured(&file), Ok((width, height)));
    let picture = decode(&file, 0).unwrap();
    assert_eq!((picture.pixels.width, picture.pixels.height, picture.fault), (1600, 356, None));
    let at = |x, y| picture.pixels.at(x, y);
    assert_eq!((at(100, 100), at(1500, 100), at(100, 340)), ([40, 40, 40, 255], [200, 200, 200, 255], [255; 4]));
    let cut = decode(&file[..file.len() / 2], 0).unwrap();
    assert_eq!(
        (cut.pixels.at(100, 10), cut.pixels.at(100, 350)[3], cut.fault),
        ([40, 40, 40, 255], 0, Some(Fault::Cut))
    );
}

#[test]
fn blocks_are_the_mean_of_their_pixels() {
    let mut blocks = scale::Blocks::within((5, 3), 2, (2, 2));
    // A transparent pixel does not contribute color.
    blocks.add(&[10, 255, 30, 255, 99, 0, 50, 255, 7, 255]);
    blocks.add(&[10, 255, 30, 255, 50, 255, 50, 255, 9, 255]);
    blocks.add(&[1, 255, 3, 255, 5, 255, 5, 255, 8, 255]);
    let pixels = blocks.done().unwrap();
    assert_eq!((pixels.width, pixels.height), (3, 2));
    let seen = [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1)].map(|(x, y)| (pixels.at(x, y)[0], pixels.at(x, y)[3]));
    assert_eq!(seen, [(20, 255), (50, 191), (8, 255), (2, 255), (8, 255)]);
}

#[test]
fn files_that_are_no_pictures_are_reported() {
    assert_eq!(measured(b""), Err(Fault::Unknown));
    assert_eq!(measured(b"format = 1"), Err(Fault::Unknown));
    assert!(matches!(measured(b"<svg"), Err(Fault::Broken(_))));
}

#[test]
fn a_picture_that_breaks_off_or_is_damaged_does_no_harm() {
    // A drawing is drawn small here: the test is not about its pixels.
    let read = |bytes: &[u8]| match Format::of(bytes) {
        Some(Format::Svg) => svg::decode(bytes, (8, 4)).is_ok(),
        _ => decode(bytes, 0).is_ok(),
    };
    for (_, bytes) in FILES {
        for end in 0..bytes.len() {
            read(&bytes[..end]);
        }
        let mut damaged = bytes.to_vec();
        for at in 0..bytes.len() {
            for value in [0, 0xff, bytes[at] ^ 1] {
                damaged[at] = value;
                read(&damaged);
            }
            damaged[at] = bytes[at];
        }
    }
}

#[test]
fn a_file_that_breaks_off_is_found_and_what_is_there_is_drawn() {
    for (name, bytes) in FILES {
        assert_eq!(decode(bytes, 0).unwrap().fault, None, "{name}");
        for end in 0..bytes.len() {
            let decoded = match Format::of(bytes) {
                Some(Format::Svg) => svg::decode(&bytes[..end], (8, 4)).map(|it| it.1),
                _ => decode(&bytes[..end], 0).map(|it| it.fault),
            };
            assert!(!matches!(decoded, Ok(None)), "{name}: {end} of {} bytes are taken for all", bytes.len());
        }
    }
    let seen = |name: &str, less: usize| {
        let bytes = FILES.iter().find(|(known, _)| *known == name).unwrap().1;
        decode(&bytes[..bytes.len() - less], 0).unwrap()
    };
    for (name, less) in [("two.jpg", 12), ("progressive.jpg", 12), ("indexed.png", 14), ("frames.gif", 1)] {
        let picture = seen(name, less);
        assert_eq!((picture.fault.as_ref(), picture.missing()), (Some(&Fault::Cut), None), "{name}");
        assert_eq!((picture.pixels.width, picture.pixels.height), (16, 8), "{name}");
        // A photograph of so few pixels is a single block.
        assert!(name.ends_with("jpg") || picture.pixels.at(1, 0)[0] > 180, "{name}: the first row is there");
    }
}

/// A GIF that claims one size, with a frame of another, and almost no data.
fn gif_bomb(screen: (u16, u16), frame: (u16, u16)) -> Vec<u8> {
    let mut file = b"GIF89a".to_vec();
    file.extend([screen.0, screen.1].iter().flat_map(|side| side.to_le_bytes()));
    file.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0]);
    file.extend([frame.0, frame.1].iter().flat_map(|side| side.to_le_bytes()));
    file.extend([0, 2, 2, 0x4c, 1, 0, 0x3b]);
    file
}

#[test]
fn a_frame_larger_than_its_picture_is_not_decoded() {
    assert!(matches!(decode(&gif_bomb((65_535, 65_535), (1, 1)), 0), Err(Fault::TooLarge { .. })));
    assert!(matches!(decode(&gif_bomb((16, 8), (65_535, 65_535)), 0), Err(Fault::Broken(_))));
    assert!(decode(&gif_bomb((16, 8), (1, 1)), 0).is_ok());
    // An extended WebP of 16384 × 16384 pixels without content.
    let mut webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\xff\x3f\0\xff\x3f\0".to_vec();
    webp.extend([0; 8]);
    assert!(decode(&webp, 0).is_err());
}

/// An all-white PNG with sixteen bits per channel.
fn deep_png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut info = png::Info::with_size(width, height);
    (info.color_type, info.bit_depth, info.interlaced) = (png::ColorType::Rgba, png::BitDepth::Sixteen, false);
    let encoder = png::Encoder::with_info(&mut file, info).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0xff; 8].repeat(width as usize * height as usize)).unwrap();
    writer.finish().unwrap();
    file
}

#[test]
fn sixteen_bits_are_decoded_as_eight() {
    let pixels = decode(&deep_png(64, 32), 0).unwrap().pixels;
    assert_eq!((pixels.width, pixels.height, pixels.at(3, 3)), (64, 32, [255; 4]));
    assert!(matches!(decode(&bomb(11_000, 11_000), 0), Err(Fault::TooLarge { .. })));
}

#[test]
fn the_size_of_a_drawing_is_found_with_and_without_reading_it() {
    let size = |attributes: &str| {
        let text =
            format!("<?xml version=\"1.0\"?><!-- a --><svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}></svg>");
        measured(text.as_bytes()).ok()
    };
    assert_eq!(size("width=\"120\" height=\"60.4px\""), Some((120, 60)));
    assert_eq!(size("viewBox=\"0 0 30, 20\""), Some((30, 20)));
    assert_eq!(size("width=\"2in\" height=\"1in\""), Some((192, 96)));
    assert_eq!(size("width = '25.4mm' height='72pt' "), Some((96, 96)));
    assert_eq!(size("viewBox='0 0 30 20' height='40'"), Some((60, 40)));
    assert_eq!(size("width=\"100%\" height=\"100%\" viewBox=\"0 0 30 20\""), Some((30, 20)));
    assert_eq!(size("width=\"2em\" height=\"1em\""), Some((24, 12)));
    assert_eq!(size("width=\"50%\" viewBox=\"0 0 30 20\""), Some((15, 10)));
}

#[test]
fn a_drawing_reads_no_other_file_and_says_whether_it_has_letters() {
    let inside = "<image href=\"two.png\" width=\"8\" height=\"8\"/><text>a</text>";
    let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">{inside}</svg>");
    assert!(measure(Cursor::new(&text)).unwrap().letters);
    let pixels = decode(text.as_bytes(), 0).unwrap().pixels;
    assert!(pixels.bytes.iter().all(|byte| *byte == 0));
}

#[test]
fn a_picture_is_fitted_whole_or_fills_its_place() {
    let (red, green, blue) = ([255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255]);
    let three = row(&[red, green, blue]);
    assert_eq!(
        three.fitted(Fit::Contain, 3, 3).bytes,
        [[[0; 4]; 3], [red, green, blue], [[0; 4]; 3]].concat().concat()
    );
    assert_eq!(three.fitted(Fit::Cover, 1, 1).bytes, green);
    assert_eq!(three.stretched(Fit::Contain, 6, 1, 0..1).bytes, [red, red, green, green, blue, blue].concat());
    assert_eq!(row(&[red, red, blue, blue]).stretched(Fit::Contain, 2, 1, 0..1).bytes, [red, blue].concat());
    assert_eq!(row(&[[0; 4], red]).stretched(Fit::Contain, 1, 1, 0..1).bytes, [255, 0, 0, 128]);
}

#[test]
fn the_rows_that_are_seen_are_those_of_the_whole_picture() {
    let bytes = (0..9 * 7).flat_map(|at: u8| [at, 255 - at, at / 2, 200 + at / 2]).collect();
    let pixels = Pixels { width: 9, height: 7, channels: 4, bytes };
    for fit in [Fit::Contain, Fit::Cover] {
        let whole = pixels.stretched(fit, 5, 20, 0..20);
        let seen = pixels.stretched(fit, 5, 20, 6..14);
        assert_eq!((seen.width, seen.height), (5, 8));
        assert_eq!(seen.bytes, whole.rows(6..14).bytes, "{fit:?}");
    }
}

#[test]
fn the_colors_of_a_picture_with_a_clear_ground_are_known() {
    let (dark, light, clear) = ([10, 20, 30, 255], [200, 100, 90, 130], [255, 255, 255, 100]);
    assert_eq!(row(&[light, clear, dark]).ink(), Some([(10, 20, 30), (200, 100, 90)]));
    assert_eq!(row(&[clear, dark]).ink(), Some([(10, 20, 30); 2]));
    assert_eq!((row(&[dark, light]).ink(), row(&[clear, clear]).ink()), (None, None));
    assert_eq!(row(&[&[dark; 9][..], &[clear]].concat()).ink(), None, "a clear edge is no clear ground");
}

#[test]
fn a_picture_goes_through_png_unchanged() {
    let pixels = row(&[[1, 2, 3, 255], [200, 100, 0, 7]]);
    assert_eq!(decode(&pixels.to_png().unwrap(), 0).unwrap().pixels.bytes, pixels.bytes);
}

#[test]
fn decoded_pictures_are_no_larger_than_a_screen() {
    let large = Pixels { width: 3200, height: 100, channels: 1, bytes: vec![9; 320_000] };
    let kept = large.within(KEPT);
    assert_eq!((kept.width, kept.height, kept.at(0, 0)), (1600, 50, [9, 9, 9, 255]));
    assert_eq!(row(&[[9; 4]]).within(KEPT).width, 1, "small pictures are not enlarged");
}

#[test]
fn a_photograph_is_turned_as_it_was_taken() {
    // Red on the left and blue on the right as stored; the camera was held sideways.
    let bytes = include_bytes!("../../tests/pictures/turned.jpg");
    assert_eq!(measured(bytes), Ok((8, 16)));
    let pixels = decode(bytes, 0).unwrap().pixels;
    assert_eq!((pixels.width, pixels.height), (8, 16));
    let ([above, ..], [.., blue, _]) = (pixels.at(4, 2), pixels.at(4, 13));
    assert!(above > 180 && blue > 150, "red above, blue below");
    let two = row(&[[1; 4], [2; 4]]);
    let turned = |turn: u8| two.clone().turned(turn).bytes.chunks(4).map(|it| it[0]).collect::<Vec<u8>>();
    assert_eq!(
        (1..=8).map(turned).collect::<Vec<_>>(),
        [[1, 2], [2, 1], [2, 1], [1, 2], [1, 2], [1, 2], [2, 1], [2, 1]]
    );
}

/// A PNG with a chunk in front of the one of this kind.
fn with_chunk(png: &[u8], before: &[u8; 4], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let at = png.windows(4).position(|it| it == before).unwrap() - 4;
    // The checksum of an optional chunk is not verified here.
    let chunk = [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat();
    [&png[..at], &chunk, &png[at..]].concat()
}

/// Exif with only the orientation.
fn exif(turn: u8) -> Vec<u8> {
    [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[turn, 0, 0, 0, 0, 0, 0]].concat()
}

#[test]
fn a_png_and_a_webp_are_turned_as_their_exif_says() {
    let png = include_bytes!("../../tests/pictures/indexed.png");
    let lossless = include_bytes!("../../tests/pictures/lossless.webp");
    let webp = |exif: &[u8]| {
        // An extended header that announces Exif: 16 × 8 pixels.
        let head = b"VP8X\x0a\0\0\0\x08\0\0\0\x0f\0\0\x07\0\0";
        let chunks = [head, &lossless[12..], b"EXIF", &(exif.len() as u32).to_le_bytes(), exif].concat();
        [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &chunks].concat()
    };
    let marked = [b"Exif\0\0".as_slice(), &exif(6)].concat();
    for (name, bytes) in [
        ("in front of the pixels", with_chunk(png, b"IDAT", b"eXIf", &exif(6))),
        ("behind them", with_chunk(png, b"IEND", b"eXIf", &exif(6))),
        ("in a WebP", webp(&exif(6))),
        ("in a WebP, as in a JPEG", webp(&marked)),
    ] {
        assert_eq!(measured(&bytes), Ok((8, 16)), "{name}");
        let picture = decode(&bytes, 0).unwrap();
        assert_eq!((picture.pixels.width, picture.pixels.height, picture.fault), (8, 16, None), "{name}");
        assert!(picture.pixels.at(4, 2)[0] > 180 && picture.pixels.at(4, 13)[2] > 150, "{name}: red above, blue below");
    }
    assert_eq!(measured(&with_chunk(png, b"IDAT", b"eXIf", &exif(3))), Ok((16, 8)));
    assert_eq!(measured(&with_chunk(png, b"IDAT", b"eXIf", b"MM")), Ok((16, 8)));
}
