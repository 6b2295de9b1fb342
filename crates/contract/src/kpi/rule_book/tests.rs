use super::*;
use crate::people::{CertificateLevel, Education};
use scoring::grading::Schooling;
use std::collections::BTreeSet;

#[test]
fn the_rule_books_own_figures_hold() {
    assert_eq!(RuleBook::default().validate(), Ok(()));
}

/// KPI-15: the whole table by hand.
#[test]
fn kpi_15_post_pay_benefit_base_and_coefficient_of_nine_grades() {
    let pay = RuleBook::default().pay;
    let told = |employment| {
        AccountGrade::ALL
            .iter()
            .map(|grade| format!("{} {} {}", pay.post(employment, *grade), pay.benefit(employment, *grade), pay.coefficient(*grade)))
            .collect::<Vec<_>>()
    };
    let regular = [
        "700 800 1.10",
        "700 800 1.15",
        "700 800 1.20",
        "750 800 1.25",
        "750 800 1.30",
        "750 800 1.35",
        "850 800 1.40",
        "850 800 1.45",
        "850 800 1.50",
    ];
    let contract = [
        "600 300 1.10",
        "600 300 1.15",
        "600 300 1.20",
        "650 400 1.25",
        "650 400 1.30",
        "650 400 1.35",
        "750 500 1.40",
        "750 500 1.45",
        "750 500 1.50",
    ];
    assert_eq!(
        (told(Employment::Regular), told(Employment::Contract)),
        (regular.map(String::from).into(), contract.map(String::from).into())
    );
    assert_eq!((pay.seniority(Employment::Contract, 12), pay.seniority(Employment::Regular, 12)), (Decimal::from(52), Decimal::ZERO));
}

#[test]
fn what_does_not_hold_is_told_at_its_field() {
    let mut book = RuleBook::default();
    book.grading.items[0] = 11;
    book.grading.bounds[8] = Decimal::ONE;
    book.recruitment.paper_percents[0] = Decimal::from(41);
    book.pay.seniority_to = [15, 10];
    let told = book.validate().unwrap_err();
    let fields: BTreeSet<String> = told
        .errors()
        .iter()
        .filter_map(|(part, kind)| match kind {
            validator::ValidationErrorsKind::Struct(inner) => Some((part, inner)),
            _ => None,
        })
        .flat_map(|(part, inner)| inner.errors().keys().map(move |field| format!("{part}/{field}")))
        .collect();
    let expected = ["grading/bounds", "grading/items", "pay/seniority_to", "recruitment/paper_percents"];
    assert_eq!(fields, expected.map(String::from).into());
}

#[test]
fn kpi_13_a_file_finds_its_row_in_the_table() {
    assert_eq!(schooling(Education::Vocational, Some(false)), Schooling::Basic);
    assert_eq!(schooling(Education::Vocational, Some(true)), Schooling::RelatedSecondary);
    assert_eq!(schooling(Education::College, None), Schooling::UnrelatedCollege);
    assert_eq!(schooling(Education::Master, Some(true)), Schooling::RelatedBachelor);
    assert_eq!((AccountGrade::JuniorA.level(), AccountGrade::SeniorC.level()), (CertificateLevel::Junior, CertificateLevel::Senior));
}
