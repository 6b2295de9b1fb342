//! Statutory holidays and make-up working days as the State Council announced them. A company edits its own copy in the table.

/// `(first day, last day, worked, name)`.
pub(super) const DAYS: &[(&str, &str, bool, &str)] = &[
    ("2026-01-01", "2026-01-03", false, "元旦"),
    ("2026-01-04", "2026-01-04", true, "元旦调休"),
    ("2026-02-14", "2026-02-14", true, "春节调休"),
    ("2026-02-15", "2026-02-23", false, "春节"),
    ("2026-02-28", "2026-02-28", true, "春节调休"),
    ("2026-04-04", "2026-04-06", false, "清明节"),
    ("2026-05-01", "2026-05-05", false, "劳动节"),
    ("2026-05-09", "2026-05-09", true, "劳动节调休"),
    ("2026-06-19", "2026-06-21", false, "端午节"),
    ("2026-09-20", "2026-09-20", true, "国庆节调休"),
    ("2026-09-25", "2026-09-27", false, "中秋节"),
    ("2026-10-01", "2026-10-07", false, "国庆节"),
    ("2026-10-10", "2026-10-10", true, "国庆节调休"),
];
