//! Which row names the columns, and which field a column holds.

use super::{Texts, words};
use contract::customers::{ImportColumn, ImportField};
use contract::values::amount_text::AmountUnit;
use contract::values::width::fold;
use sheets::{Kind, Row, Sheet, column_name, parse_address};

/// How far down the headings are looked for: a title, a date and a few remarks may stand above.
const ROWS_ABOVE: usize = 30;

/// A column of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Counted from 0.
    pub index: usize,
    /// As it stands in the sheet.
    pub heading: String,
    /// Absent: the column is left out.
    pub field: Option<ImportField>,
}

/// Where the headings stand and what they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// As the sheet shows it, counted from 1; 0 where it is not known any more.
    pub heading_row: u32,
    pub columns: Vec<Column>,
}

impl Layout {
    /// The row that names the most fields, the upper one of equals; a single one only where it is the name.
    pub(super) fn find(sheet: &Sheet) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for row in sheet.rows.iter().take(ROWS_ABOVE) {
            let layout = Self::of_headings(row);
            let known = layout.columns.iter().filter(|column| column.field.is_some()).count();
            let enough = known >= 2 || (known == 1 && layout.column(ImportField::Name).is_some());
            if enough && best.as_ref().is_none_or(|(most, _)| known > *most) {
                best = Some((known, layout));
            }
        }
        best.map(|(_, layout)| layout)
    }

    fn of_headings(row: &Row) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            let found = if cell.kind == Kind::Text { field_of(&cell.text) } else { None };
            // The first column of a field has it; a second one is left out.
            let field = found.filter(|field| columns.iter().all(|column| column.field != Some(*field)));
            columns.push(Column { index, heading: cell.text.trim().to_owned(), field });
        }
        Self { heading_row: row.number, columns }
    }

    /// The layout that [`Layout::to_contract`] was made from, as far as checking a row needs it.
    pub fn from_contract(columns: &[ImportColumn]) -> Self {
        let column = |column: &ImportColumn| {
            let (index, _) = parse_address(&format!("{}1", column.column))?;
            Some(Column { index, heading: column.heading.clone(), field: column.field })
        };
        Self { heading_row: 0, columns: columns.iter().filter_map(column).collect() }
    }

    /// The columns as the API shows them.
    pub fn to_contract(&self) -> Vec<ImportColumn> {
        let column =
            |column: &Column| ImportColumn { column: column_name(column.index), heading: column.heading.clone(), field: column.field };
        self.columns.iter().map(column).collect()
    }

    /// The column of a field.
    pub fn column(&self, field: ImportField) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == Some(field))
    }

    /// What a bare number in the column of turnovers counts in.
    pub(super) fn turnover_unit(&self) -> AmountUnit {
        self.column(ImportField::Turnover).map(|column| AmountUnit::of_heading(&column.heading)).unwrap_or_default()
    }

    /// The texts of a row of data; `None` for a row of totals, notes or repeated headings, and where no field has anything.
    pub(super) fn texts(&self, row: &Row) -> Option<Texts> {
        let mut texts = Texts::new();
        let mut repeats = 0;
        for column in &self.columns {
            let Some(field) = column.field else { continue };
            let cell = row.cell(column.index);
            let text = cell.text.trim();
            repeats += usize::from(text == column.heading);
            if !text.is_empty() {
                texts.insert(field, if field == ImportField::FirstContact { words::day(cell) } else { text.to_owned() });
            }
        }
        let is_heading = repeats >= 2 || (repeats == 1 && texts.len() == 1);
        if texts.is_empty() || is_heading || is_total(row, &texts) || is_note(row) { None } else { Some(texts) }
    }
}

/// A row that begins with 合计 or the like and says nothing that only a customer has.
fn is_total(row: &Row, texts: &Texts) -> bool {
    let personal = [ImportField::CreditCode, ImportField::Contact, ImportField::Mobile, ImportField::Landline, ImportField::Address];
    let first = row.cells.iter().find(|cell| !cell.is_blank());
    first.is_some_and(|cell| words::is_total(&cell.text)) && personal.iter().all(|field| !texts.contains_key(field))
}

/// A single cell that is a remark on the sheet and not a name.
fn is_note(row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_blank());
    match (filled.next(), filled.next()) {
        (Some(only), None) => words::is_note(&only.text),
        _ => false,
    }
}

/// The field that a heading names: width, spaces, brackets, marks and 繁體 do not matter.
fn field_of(heading: &str) -> Option<ImportField> {
    let mut bare = String::new();
    let mut depth = 0_u32;
    for c in fold(heading).chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || matches!(c, '*' | ':' | '_' | '-' | '.' | '、' | '※' | '/') => {}
            c => bare.extend(c.to_lowercase().map(words::simplified)),
        }
    }
    words::HEADINGS.iter().find(|(_, names)| names.contains(&bare.as_str())).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sheets::Cell;

    fn sheet(rows: &[(u32, &[&str])]) -> Sheet {
        let row = |(number, cells): &(u32, &[&str])| Row { number: *number, cells: cells.iter().map(|text| Cell::text(*text)).collect() };
        Sheet { name: String::new(), rows: rows.iter().map(row).collect() }
    }

    fn fields(layout: &Layout) -> Vec<Option<ImportField>> {
        layout.columns.iter().map(|column| column.field).collect()
    }

    #[test]
    fn headings_are_known_however_they_are_written() {
        for (heading, field) in [
            ("公司名称", ImportField::Name),
            (" 客户 名称 *", ImportField::Name),
            ("公司名稱", ImportField::Name),
            ("Company Name", ImportField::Name),
            ("统一社会信用代码（18位）", ImportField::CreditCode),
            ("統一社會信用代碼", ImportField::CreditCode),
            ("联系人：", ImportField::Contact),
            ("聯絡人", ImportField::Contact),
            ("手\u{3000}机", ImportField::Mobile),
            ("手机号码(必填)", ImportField::Mobile),
            ("ＭＯＢＩＬＥ", ImportField::Mobile),
            ("座机", ImportField::Landline),
            ("联系电话", ImportField::Landline),
            ("行业", ImportField::Industry),
            ("员工\n人数", ImportField::Employees),
            ("年营业额（万元）", ImportField::Turnover),
            ("年营业额[亿元]", ImportField::Turnover),
            ("地址", ImportField::Address),
            ("客户来源", ImportField::Source),
            ("级别", ImportField::Tier),
            ("首次接触日期", ImportField::FirstContact),
            ("first_contact", ImportField::FirstContact),
        ] {
            assert_eq!(field_of(heading), Some(field), "{heading}");
        }
        for heading in ["", "序号", "备注", "（公司名称）", "客户信息汇总表（市场部内部资料 严禁外传）", "成都嘉业文化传播有限公司"]
        {
            assert_eq!(field_of(heading), None, "{heading}");
        }
    }

    #[test]
    fn every_name_of_a_field_is_in_its_bare_form() {
        for (field, names) in words::HEADINGS {
            for name in *names {
                assert_eq!(field_of(name), Some(*field), "{name}");
            }
        }
    }

    #[test]
    fn titles_and_remarks_above_the_headings_are_passed_over() {
        let sheet = sheet(&[
            (1, &["客户信息汇总表"]),
            (2, &["公司名称", ""]),
            (3, &["序号", "公司名称", "手机"]),
            (4, &["1", "甲公司", "13816613186"]),
        ]);
        let layout = Layout::find(&sheet).unwrap();
        assert_eq!(layout.heading_row, 3);
        assert_eq!(fields(&layout), [None, Some(ImportField::Name), Some(ImportField::Mobile)]);
    }

    #[test]
    fn a_list_of_names_alone_has_headings_too() {
        assert_eq!(Layout::find(&sheet(&[(1, &["公司名称"]), (2, &["甲公司"])])).unwrap().heading_row, 1);
        assert_eq!(Layout::find(&sheet(&[(1, &["手机"]), (2, &["13816613186"])])), None);
        assert_eq!(Layout::find(&sheet(&[(1, &["甲公司", "13816613186"])])), None);
    }

    #[test]
    fn a_second_column_of_a_field_is_left_out() {
        let layout = Layout::find(&sheet(&[(1, &["公司名称", "手机", "手机号"])])).unwrap();
        assert_eq!(fields(&layout), [Some(ImportField::Name), Some(ImportField::Mobile), None]);
    }

    #[test]
    fn a_layout_survives_the_way_through_the_api() {
        let layout = Layout::find(&sheet(&[(2, &["", "公司名称", "备注", "营业额（万元）"])])).unwrap();
        let back = Layout::from_contract(&layout.to_contract());
        assert_eq!(back.columns, layout.columns);
        assert_eq!(back.turnover_unit(), AmountUnit::TenThousand);
    }

    #[test]
    fn totals_notes_and_repeated_headings_are_no_data() {
        let all = sheet(&[
            (1, &["公司名称", "手机", "营业额"]),
            (2, &["甲公司", "13816613186", "1"]),
            (3, &["合 计", "", "1"]),
            (4, &["公司名称", "手机", "营业额"]),
            (5, &["制表人：李四"]),
            (6, &["注：以上为内部资料"]),
            (7, &["总计", "13816613186", "1"]),
            (8, &["", "13816613186", ""]),
            (9, &["合计工程有限公司", "", ""]),
            (10, &["", "\u{3000}", ""]),
        ]);
        let layout = Layout::find(&all).unwrap();
        let data: Vec<u32> = all.rows.iter().skip(1).filter(|row| layout.texts(row).is_some()).map(|row| row.number).collect();
        assert_eq!(data, [2, 7, 8, 9]);
    }
}
