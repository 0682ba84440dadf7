//! The orientation of photographs: they are stored as the sensor is, with a note on how to turn them.

/// The tag of the orientation (JEITA CP-3451, "Exif", 4.6.4).
const ORIENTATION: u16 = 0x0112;

/// The orientation in Exif data: 1 upright, 2 to 4 mirrored or upside down, 5 to 8 on its side.
pub fn turn(exif: &[u8]) -> Option<u8> {
    let little = match exif.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let [first, second] = [short(4)?, short(6)?];
    let (high, low) = if little { (second, first) } else { (first, second) };
    let table = usize::from(high) << 16 | usize::from(low);
    // Entries of twelve bytes: tag, kind, count, value.
    let mut entries = (0..usize::from(short(table)?)).map(|index| table + 2 + 12 * index);
    let value = entries.find(|at| short(*at) == Some(ORIENTATION)).and_then(|at| short(at + 8))?;
    u8::try_from(value).ok().filter(|turn| (1..=8).contains(turn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_found_in_either_order_of_bytes() {
        let little = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\0\0\0\0\0\0\0\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!((turn(little), turn(big)), (Some(6), Some(8)));
        assert_eq!((turn(b""), turn(b"II*\0\xff\xff\xff\xff")), (None, None));
        assert!((0..little.len() - 2).all(|end| turn(&little[..end]).is_none()));
    }
}
