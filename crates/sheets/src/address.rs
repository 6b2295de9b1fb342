//! Cell addresses as spreadsheets show them.

/// The most columns that any spreadsheet has: `XFD` is the last.
const COLUMNS: usize = 16_384;

/// The letters of a column, counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// The address of a cell, from its column counted from 0 and its row as the sheet shows it: `E4`, `AA10`.
pub fn address(column: usize, row: u32) -> String {
    format!("{}{row}", column_name(column))
}

/// Column counted from 0 and row of an address; `None` where it is none.
pub fn parse_address(address: &str) -> Option<(usize, u32)> {
    let digits = address.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, row) = address.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || row.starts_with(['0', '+']) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, b| sum * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1) - 1;
    if column < COLUMNS { Some((column, row.parse().ok()?)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        for (column, name) in
            [(0, "A"), (4, "E"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(column_name(column), name);
            assert_eq!(parse_address(&format!("{name}7")), Some((column, 7)));
        }
        assert_eq!(address(4, 4), "E4");
        assert_eq!(address(26, 10), "AA10");
    }

    #[test]
    fn every_column_can_be_read_back() {
        for column in 0..COLUMNS {
            assert_eq!(parse_address(&address(column, 1)), Some((column, 1)));
        }
    }

    #[test]
    fn other_texts_are_no_addresses() {
        for text in ["", "A", "1", "A0", "A01", "A-1", "A+1", "1A", "A1B", "XFE1", "AAAA1", "É1", "A99999999999", "A 1", "中1"] {
            assert_eq!(parse_address(text), None, "{text}");
        }
        assert_eq!(parse_address("e4"), Some((4, 4)));
    }
}
