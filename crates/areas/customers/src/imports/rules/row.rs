//! One row: from its texts to a customer, or to what is wrong with which cell.

use super::{Identity, Layout, Texts, name_key, words};
use chrono::NaiveDate;
use contract::customers::{ContactForm, CustomerForm, CustomerKind, ImportField, RowOutcome, Source, Tier};
use contract::values::amount_text::{self, AmountUnit};
use contract::values::{Money, credit_code, date_text, is_printable, phone};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sheets::{address, column_name};

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowProblem {
    pub field: ImportField,
    /// Counted from 0; absent where the sheet has no column for the field.
    pub column: Option<usize>,
    /// Stable; its text is `import_problems.<code>`.
    pub code: &'static str,
}

impl RowProblem {
    /// The address of the cell, `E4`; the row alone where there is no column.
    pub fn cell(&self, row: u32) -> String {
        self.column.map_or_else(|| row.to_string(), |column| address(column, row))
    }

    /// The letters of the column, `E`.
    pub fn column_name(&self) -> Option<String> {
        self.column.map(column_name)
    }
}

/// A row of the sheet and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedRow {
    /// As the sheet shows it.
    pub row: u32,
    pub outcome: RowOutcome,
    pub problems: Vec<RowProblem>,
    pub values: Texts,
    /// The customer; absent where there are problems.
    pub parsed: Option<ParsedCustomer>,
    /// The earlier row that it repeats, once duplicates were looked for.
    pub duplicate_of_row: Option<u32>,
}

impl CheckedRow {
    /// The customer to enter; `None` for rows with problems and for duplicates.
    pub fn importable(&self) -> Option<&ParsedCustomer> {
        self.parsed.as_ref().filter(|_| self.outcome == RowOutcome::Ok)
    }
}

/// A customer as read from a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedCustomer {
    /// As written, a leading `@` included: it is made harmless where it is exported.
    pub name: String,
    pub credit_code: Option<String>,
    pub contact: String,
    /// 11 digits.
    pub mobile: Option<String>,
    /// Digits with area code. Where the sheet has only one column for phones, a mobile number is found there.
    pub landline: Option<String>,
    pub industry: String,
    pub employees: Option<i64>,
    /// Yuan per year.
    pub turnover: Option<Decimal>,
    pub address: String,
    /// Taken from the address; empty where it names none.
    pub city: String,
    pub source: Option<Source>,
    pub tier: Option<Tier>,
    pub first_contact: Option<NaiveDate>,
}

impl ParsedCustomer {
    /// By what it is told from other customers.
    pub fn identity(&self) -> Identity {
        self.credit_code.clone().map_or_else(|| Identity::NameKey(name_key(&self.name)), Identity::CreditCode)
    }

    /// The customer file to create: its phone is the company's landline, else the mobile number.
    pub fn customer_form(&self) -> CustomerForm {
        CustomerForm {
            name: self.name.clone(),
            kind: CustomerKind::Company,
            credit_code: self.credit_code.clone(),
            tier: self.tier.unwrap_or(Tier::D),
            source: self.source,
            industry: self.industry.clone(),
            employees: self.employees,
            turnover: self.turnover.map(|amount| Money { amount, currency: "CNY".to_owned() }),
            city: self.city.clone(),
            address: Some(self.address.clone()).filter(|address| !address.is_empty()),
            phone: self.landline.clone().or_else(|| self.mobile.clone()),
            need: String::new(),
            first_contact_on: self.first_contact,
        }
    }

    /// The contact to create, with the mobile number; `None` where the row names no person and the customer file holds the only
    /// number.
    pub fn contact_form(&self) -> Option<ContactForm> {
        let both = self.mobile.is_some() && self.landline.is_some();
        let name = if self.contact.is_empty() && both { self.name.chars().take(80).collect() } else { self.contact.clone() };
        // The only number that the sheet has is the person's where it is a mobile number.
        let phone = self.mobile.clone().or_else(|| self.landline.clone().filter(|number| phone::is_mobile(number)));
        let form = ContactForm { name, phone, ..ContactForm::default() };
        Some(form).filter(|form| !form.name.is_empty())
    }
}

/// Checks the texts of a row, read from the sheet or corrected since. Duplicates are looked for with
/// [`find_duplicates`](super::find_duplicates).
pub fn check_row(layout: &Layout, row: u32, values: Texts) -> CheckedRow {
    let mut reader = Reader { layout, values: &values, problems: Vec::new() };
    let customer = reader.customer();
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.column);
    let parsed = if problems.is_empty() { Some(customer) } else { None };
    let outcome = if parsed.is_some() { RowOutcome::Ok } else { RowOutcome::Error };
    CheckedRow { row, outcome, problems, values, parsed, duplicate_of_row: None }
}

/// Reads field by field and notes every problem, so that a row is corrected in one go.
struct Reader<'a> {
    layout: &'a Layout,
    values: &'a Texts,
    problems: Vec<RowProblem>,
}

impl<'a> Reader<'a> {
    fn customer(&mut self) -> ParsedCustomer {
        let unit = self.layout.turnover_unit();
        let address = self.text(ImportField::Address, 300);
        ParsedCustomer {
            name: self.name(),
            credit_code: self.value(ImportField::CreditCode, |text| credit_code::parse(text).map_err(|e| e.code())),
            contact: self.text(ImportField::Contact, 80),
            mobile: self.value(ImportField::Mobile, |text| phone::parse_mobile(text).map_err(|e| e.code())),
            landline: self.value(ImportField::Landline, |text| phone::parse(text).map_err(|e| e.code())),
            industry: self.text(ImportField::Industry, 40),
            employees: self.value(ImportField::Employees, employees),
            turnover: self.value(ImportField::Turnover, |text| turnover(text, unit)),
            city: words::city(&address),
            address,
            source: self.value(ImportField::Source, |text| Ok(words::source(text))),
            tier: self.value(ImportField::Tier, |text| words::tier(text).ok_or("tier_unknown")),
            first_contact: self.value(ImportField::FirstContact, |text| date_text::parse(text).map_err(|e| e.code())),
        }
    }

    fn refuse(&mut self, field: ImportField, code: &'static str) {
        let column = self.layout.column(field).map(|column| column.index);
        self.problems.push(RowProblem { field, column, code });
    }

    /// The text of a field; empty where there is none and where the sheet could not say it.
    fn given(&mut self, field: ImportField) -> &'a str {
        let text = self.values.get(&field).map(|text| text.trim()).unwrap_or_default();
        if is_broken_formula(text) {
            self.refuse(field, "cell_error");
            return "";
        }
        text
    }

    fn name(&mut self) -> String {
        let name = self.text(ImportField::Name, 200);
        let refused = self.problems.iter().any(|problem| problem.field == ImportField::Name);
        if name.is_empty() && !refused {
            self.refuse(ImportField::Name, "name_missing");
        }
        name
    }

    /// A text in one line.
    fn text(&mut self, field: ImportField, most: usize) -> String {
        let text = self.given(field).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > most {
            self.refuse(field, "text_too_long");
        } else if is_printable(&text).is_err() {
            self.refuse(field, "text_unprintable");
        } else if words::is_placeholder(&text) {
            return String::new();
        }
        text
    }

    /// A value that is written as text; `None` where there is nothing or a dash.
    fn value<T>(&mut self, field: ImportField, read: impl Fn(&str) -> Result<T, &'static str>) -> Option<T> {
        let text = self.given(field);
        if words::is_placeholder(text) {
            return None;
        }
        let numeral = matches!(field, ImportField::CreditCode | ImportField::Mobile | ImportField::Landline);
        let found = if numeral && has_lost_digits(text) { Err("number_imprecise") } else { read(text) };
        found.map_err(|code| self.refuse(field, code)).ok()
    }
}

/// `1.38167E+10`: a number of which the sheet has kept only the first digits.
fn has_lost_digits(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else { return false };
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.parse::<f64>().is_ok()
        && exponent.strip_prefix('+').is_some_and(|n| n.parse::<u8>().is_ok())
}

/// What spreadsheets show for a formula that came to nothing.
fn is_broken_formula(text: &str) -> bool {
    ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#DATA!", "#SPILL!"].contains(&text)
}

/// The most employees that a customer file takes.
const MOST_EMPLOYEES: i64 = 10_000_000;

fn employees(text: &str) -> Result<i64, &'static str> {
    let bare = text.trim_end_matches(['人', '名']);
    let number = amount_text::parse(bare, AmountUnit::Yuan).map_err(|_| "employees_invalid")?;
    let whole = number.to_i64().filter(|n| number.fract().is_zero() && (0..=MOST_EMPLOYEES).contains(n));
    whole.ok_or("employees_invalid")
}

fn turnover(text: &str, unit: AmountUnit) -> Result<Decimal, &'static str> {
    let amount = amount_text::parse(text, unit).map_err(|e| e.code())?;
    if amount.is_sign_negative() && !amount.is_zero() { Err("amount_negative") } else { Ok(amount) }
}
