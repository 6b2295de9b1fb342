//! Small cells of a cross table are hidden where anonymity was promised (MKT-08): three people who came by an advertisement and are not content
//! may be known by that. Pure.

use contract::campaigns::questionnaires::results::CrossTable;

/// Answers that a cell has at least, to be told.
pub(super) const SMALLEST: u32 = 5;

/// Hides what is small, and as much beside it that the totals do not give it away.
pub(super) fn veil(table: &mut CrossTable) {
    let counts: Vec<Vec<u32>> = table.lines.iter().map(|line| line.cells.iter().map(|cell| cell.count).collect()).collect();
    let mut hidden: Vec<Vec<bool>> = counts.iter().map(|row| row.iter().map(|count| (1..SMALLEST).contains(count)).collect()).collect();
    while let Some((row, column)) = lonely(&counts, &hidden) {
        hidden[row][column] = true;
    }
    for (line, hidden) in table.lines.iter_mut().zip(hidden) {
        for (cell, hidden) in line.cells.iter_mut().zip(hidden) {
            if hidden {
                (cell.hidden, cell.count, cell.of_row, cell.of_column, cell.of_all) = (true, 0, 0, 0, 0);
            }
        }
    }
    table.smallest = Some(SMALLEST);
}

/// The cell to hide beside one that is the only hidden one of its row or column: what is missing there would follow from the total.
/// The smallest that is not empty, so that as little as possible is lost.
fn lonely(counts: &[Vec<u32>], hidden: &[Vec<bool>]) -> Option<(usize, usize)> {
    let columns = counts.first().map_or(0, Vec::len);
    let rows = (0..counts.len()).map(|row| (0..columns).map(|column| (row, column)).collect::<Vec<_>>());
    let columns = (0..columns).map(|column| (0..counts.len()).map(|row| (row, column)).collect::<Vec<_>>());
    let beside = |line: Vec<(usize, usize)>| {
        let (out, left): (Vec<_>, Vec<_>) = line.into_iter().partition(|(row, column)| hidden[*row][*column]);
        let smallest = left.into_iter().min_by_key(|(row, column)| (counts[*row][*column] == 0, counts[*row][*column]));
        smallest.filter(|_| out.len() == 1)
    };
    rows.chain(columns).find_map(beside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::campaigns::questionnaires::results::{CrossCell, CrossLine};

    fn table(counts: &[&[u32]]) -> CrossTable {
        let cell = |n: &u32| CrossCell { count: *n, of_row: 1, of_column: 1, of_all: 1, hidden: false };
        let line = |row: &&[u32]| CrossLine { label: String::new(), cells: row.iter().map(cell).collect(), total: row.iter().sum() };
        CrossTable {
            edition: 1,
            rows_key: String::new(),
            rows_title: String::new(),
            columns_key: String::new(),
            columns_title: String::new(),
            columns: vec![],
            lines: counts.iter().map(line).collect(),
            column_totals: vec![],
            total: 0,
            smallest: None,
        }
    }

    /// `x` where a cell is hidden.
    fn veiled(counts: &[&[u32]]) -> Vec<String> {
        let mut table = table(counts);
        veil(&mut table);
        let said = |cell: &CrossCell| if cell.hidden { "x".to_owned() } else { cell.count.to_string() };
        table.lines.iter().map(|line| line.cells.iter().map(said).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn five_answers_are_told_and_four_are_not() {
        assert_eq!(veiled(&[&[5, 0], &[9, 12]]), ["5 0", "9 12"]);
        assert_eq!(veiled(&[&[4, 2], &[1, 3]]), ["x x", "x x"]);
    }

    /// By hand: the 3 is hidden; its row keeps a 7 less, the first of two equal in size would be 7 and 8: the 7. In the first column that 7
    /// stands alone, so the 5 below goes; in its row the 6, which stands in the column of the 3.
    #[test]
    fn totals_do_not_give_a_small_cell_away() {
        assert_eq!(veiled(&[&[20, 6, 9], &[7, 3, 8], &[5, 6, 7]]), ["20 6 9", "x x 8", "x x 7"]);
        assert_eq!(veiled(&[&[10, 6], &[8, 3]]), ["x x", "x x"]);
    }

    #[test]
    fn what_is_hidden_leaves_no_share_behind() {
        let mut table = table(&[&[4, 1], &[2, 1]]);
        veil(&mut table);
        let gone = CrossCell { count: 0, of_row: 0, of_column: 0, of_all: 0, hidden: true };
        assert!(table.lines.iter().flat_map(|line| &line.cells).all(|cell| *cell == gone));
        assert_eq!(table.smallest, Some(5));
    }
}
