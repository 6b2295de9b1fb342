//! The zip container of an xlsx file, unpacked once to nowhere to learn how much it really holds.

use super::{Limits, ReadProblem};
use std::io::{Cursor, Read};

/// No workbook has more parts; each costs memory before it is looked at.
const PARTS: usize = 10_000;

/// The part with the texts, as the parser finds it: upper or lower case does not matter.
const STRINGS: &str = "sharedstrings.xml";

/// Refuses a package that unpacks to more than it may. What the package says of its own sizes is not believed.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ReadProblem> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadProblem::Damaged)?;
    if package.len() > PARTS {
        return Err(ReadProblem::UnpacksTooLarge { bytes: limits.unpacked_bytes });
    }
    let mut left = limits.unpacked_bytes;
    let mut is_workbook = false;
    for at in 0..package.len() {
        let part = package.by_index(at).map_err(|_| ReadProblem::Damaged)?;
        let name = part.name().map_err(|_| ReadProblem::Damaged)?.to_ascii_lowercase();
        is_workbook |= name.ends_with("workbook.xml");
        let allowed = share(&name, limits).min(left);
        let mut part = part.take(allowed + 1);
        let unpacked = if name.ends_with(STRINGS) {
            let mut strings = Vec::new();
            part.read_to_end(&mut strings).map_err(|_| ReadProblem::Damaged)?;
            if !honest_count(&strings) {
                return Err(ReadProblem::Damaged);
            }
            u64::try_from(strings.len()).map_err(|_| ReadProblem::Damaged)?
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| ReadProblem::Damaged)?
        };
        if unpacked > allowed {
            return Err(ReadProblem::UnpacksTooLarge { bytes: limits.unpacked_bytes });
        }
        left -= unpacked;
    }
    if is_workbook { Ok(()) } else { Err(ReadProblem::NotASpreadsheet) }
}

/// How much a part may hold. Those that become a list in memory, one entry for every few bytes, get less.
fn share(name: &str, limits: &Limits) -> u64 {
    if name.ends_with(STRINGS) {
        limits.unpacked_bytes / 4
    } else if ["styles.xml", "workbook.xml", ".rels"].iter().any(|end| name.ends_with(end)) {
        limits.unpacked_bytes / 32
    } else {
        limits.unpacked_bytes
    }
}

/// Whether the part with the texts does not say that it has more of them than it has bytes: the parser would set memory aside
/// for as many as it says, and where that fails the process ends.
fn honest_count(strings: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    // A text of two bytes a character would hide the name.
    if strings.contains(&0) {
        return false;
    }
    strings.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME).all(|(at, _)| {
        let value = strings.get(at + NAME.len()..).unwrap_or_default();
        let digits = value.iter().skip_while(|b| !b.is_ascii_digit()).take_while(|b| b.is_ascii_digit());
        let count = digits.fold(0_usize, |sum, digit| sum.saturating_mul(10).saturating_add(usize::from(digit - b'0')));
        count <= strings.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn package(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&vec![b'0'; *size]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_zip_bomb_is_refused_however_small_it_is_packed() {
        let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
        let bomb = package(&[("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 2 << 20)]);
        assert!(bomb.len() < 10_000);
        assert_eq!(check(&bomb, &limits), Err(ReadProblem::UnpacksTooLarge { bytes: 1 << 20 }));
    }

    #[test]
    fn many_small_parts_count_together() {
        let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
        let parts: Vec<(String, usize)> = (0..20).map(|n| (format!("xl/media/{n}.bin"), 1 << 16)).collect();
        let parts: Vec<(&str, usize)> = parts.iter().map(|(name, size)| (name.as_str(), *size)).collect();
        assert_eq!(check(&package(&parts), &limits), Err(ReadProblem::UnpacksTooLarge { bytes: 1 << 20 }));
    }

    #[test]
    fn a_size_that_the_package_lies_about_is_measured() {
        let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
        let mut bomb = package(&[("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 2 << 20)]);
        let told = u32::try_from(2 << 20).unwrap().to_le_bytes();
        let mut found = 0;
        for at in 0..bomb.len() - 4 {
            if bomb[at..at + 4] == told {
                bomb[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
                found += 1;
            }
        }
        assert!(found > 0);
        assert!(matches!(check(&bomb, &limits), Err(ReadProblem::UnpacksTooLarge { .. } | ReadProblem::Damaged)));
    }

    #[test]
    fn lists_of_strings_and_styles_get_a_smaller_share() {
        let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
        let refused = |name: &str, size: usize| check(&package(&[("xl/workbook.xml", 10), (name, size)]), &limits).is_err();
        assert!(refused("xl/sharedStrings.xml", 300_000) && refused("xl/SharedStrings.XML", 300_000));
        assert!(refused("xl/styles.xml", 40_000));
        assert!(!refused("xl/worksheets/sheet1.xml", 300_000));
    }

    #[test]
    fn more_texts_than_bytes_cannot_be() {
        assert!(honest_count(br#"<sst count="3" uniqueCount="1"><si><t>a</t></si></sst>"#));
        assert!(honest_count(b"<sst><si/></sst>"));
        assert!(!honest_count(br#"<sst uniqueCount="99999999999"><si/></sst>"#));
        assert!(!honest_count(br#"<sst uniqueCount = ' 99999999999999999999999999'><si/></sst>"#));
        assert!(!honest_count(&"<sst uniqueCount='1'/>".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()));
    }

    #[test]
    fn other_packages_are_no_spreadsheets() {
        assert_eq!(check(&package(&[("word/document.xml", 10)]), &Limits::default()), Err(ReadProblem::NotASpreadsheet));
    }
}
