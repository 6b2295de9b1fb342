use super::*;
use crate::{Part, whole};
use proptest::prelude::*;

/// Eight of ten kept, 21 of 21 days.
fn given() -> Given {
    let parts: Vec<Part> = (0..10).map(|n| Part { value: whole(u32::from(n < 8)), weight: Decimal::ONE }).collect();
    Given { value: whole(80), inputs: Inputs::of(&parts), presence: Presence { worked: 21, of: 21 } }
}

fn worth(text: &str) -> String {
    Formula::parse(text).map_or_else(|p| format!("{:?} at {}", p.trouble, p.at), |f| f.value(&given()).normalize().to_string())
}

#[test]
fn kpi_01_a_formula_is_arithmetic_as_at_school() {
    for (text, told) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("24 / 4 / 2", "3"),
        ("-2 * -3", "6"),
        ("0.1 + 0.2", "0.3"),
        ("sum / due * 100", "80"),
        ("100 - missed * 15", "70"),
        ("if(missed > 2, 0, 100 - missed * 10)", "80"),
        ("if(count >= 10, 100, value)", "100"),
        ("min(120, count * 20, 150)", "120"),
        ("max(0, 100 - missed * 60)", "0"),
        ("round(1 / 3, 2)", "0.33"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("count / (20 * days / workdays) * 100", "50"),
        ("如果（未做到＞2，0，100－未做到×10）", "80"),
        ("合计÷应计×100", "80"),
    ] {
        assert_eq!(worth(text), told, "{text}");
    }
}

#[test]
fn what_is_divided_by_zero_is_zero() {
    assert_eq!(worth("5 / 0"), "0");
    assert_eq!(worth("sum / (due - 10) * 100"), "0");
}

#[test]
fn numbers_beyond_all_counting_stop_at_the_largest() {
    let huge = "9".repeat(28);
    assert_eq!(worth(&format!("{huge} * {huge}")), Decimal::MAX.to_string());
    assert_eq!(worth(&format!("0 - {huge} * {huge}")), Decimal::MIN.to_string());
    assert_eq!(worth(&format!("{huge} / 0.0000000000000000001 / 0.0000000000000000001")), Decimal::MAX.to_string());
}

/// The person who writes it is told where it goes wrong.
#[test]
fn kpi_01_an_error_names_its_place() {
    for (text, told) in [
        ("", "Unfinished at 1"),
        ("1 +", "Unfinished at 4"),
        ("1 + ) 2", "Misplaced at 5"),
        ("1 2", "Misplaced at 3"),
        ("(1 + 2", "Unclosed at 1"),
        ("min(1, 2", "Unclosed at 4"),
        ("1 + luck", "Unknown at 5"),
        ("sqrt(4)", "Unknown at 1"),
        ("count & 2", "Character at 7"),
        ("count = 3", "NoNumber at 7"),
        ("1 + (count > 2)", "NoNumber at 12"),
        ("if(count, 1, 2)", "NoComparison at 4"),
        ("if(count > 1, 2)", "Arguments at 1"),
        ("if(count > 1, value > 2, 3)", "NoNumber at 21"),
        ("min()", "Misplaced at 5"),
        ("min(3)", "Arguments at 1"),
        ("round(value, 9)", "Arguments at 14"),
        ("round(value, count)", "Arguments at 14"),
        ("if(1 < 2 < 3, 1, 2)", "Misplaced at 10"),
        ("1.2.3", "Misplaced at 4"),
        ("99999999999999999999999999999999", "Digits at 1"),
    ] {
        assert_eq!(worth(text), told, "{text}");
    }
    assert_eq!(worth(&"(".repeat(40)), "TooDeep at 17");
    assert_eq!(worth(&format!("{}1", "-".repeat(40))), "TooDeep at 17");
    assert_eq!(worth(&"1+".repeat(200)), "TooLong at 301");
}

/// Eight of ten: two missed, 100 − 2 × 10 = 80.
#[test]
fn kpi_09_each_step_can_be_followed_on_paper() {
    let steps = |text: &str| Formula::parse(text).map(|formula| formula.steps(&given())).unwrap_or_default();
    assert_eq!(steps("if(missed > 2, 0, 100 - missed * 10)"), ["2 > 2 ✗", "2 × 10 = 20", "100 − 20 = 80"]);
    assert_eq!(
        steps("min(100, round(sum / due, 1) * 120)"),
        ["8 ÷ 10 = 0.8", "round(0.8, 1) = 0.8", "0.8 × 120 = 96", "min(100, 96) = 96"]
    );
    assert_eq!(steps("value"), Vec::<String>::new());
}

fn some_formula() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0u32..1000).prop_map(|n| n.to_string()),
        (0u32..1000, 0u32..100).prop_map(|(a, b)| format!("{a}.{b}")),
        (0usize..Name::ALL.len()).prop_map(|at| Name::ALL[at].1.to_owned()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), "[-+*/]", inner.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("if({a} > {b}, {b}, {c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("min({a}, {b})")),
            inner.prop_map(|a| format!("round({a}, 2)")),
        ]
    })
}

fn some_given() -> impl Strategy<Value = Given> {
    let parts = proptest::collection::vec((0u32..500, 0u32..500), 0..12);
    (parts, 0u32..1_000_000, 0u32..=23).prop_map(|(parts, value, worked)| {
        let parts: Vec<Part> = parts.into_iter().map(|(v, w)| Part { value: whole(v), weight: whole(w) }).collect();
        Given { value: Decimal::new(value.into(), 2), inputs: Inputs::of(&parts), presence: Presence { worked, of: 23 } }
    })
}

proptest! {
    /// Whatever the bytes, an answer and never a panic; what is read is read again from its own text.
    #[test]
    fn any_text_is_a_formula_or_a_problem_within_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        match Formula::parse(&text) {
            Ok(formula) => prop_assert_eq!(Formula::parse(formula.text()), Ok(formula.clone())),
            Err(problem) => prop_assert!(problem.at >= 1 && problem.at <= text.trim().chars().count() + 1),
        }
    }

    /// The same from texts that nearly are formulas.
    #[test]
    fn nearly_a_formula_never_panics(text in "[-+*/()<>=,. 0-9a-z如果合计]{0,60}", given in some_given()) {
        if let Ok(formula) = Formula::parse(&text) {
            prop_assert_eq!(formula.value(&given), formula.value(&given));
        }
    }

    /// What is well formed is read, and comes to the same each time, with the steps or without.
    #[test]
    fn evaluation_is_deterministic(text in some_formula(), given in some_given()) {
        match Formula::parse(&text) {
            Ok(formula) => {
                let once = formula.value(&given);
                let steps = formula.steps(&given);
                prop_assert_eq!(once, formula.clone().value(&given));
                prop_assert_eq!(steps, formula.steps(&given));
            }
            Err(problem) => prop_assert!(matches!(problem.trouble, Trouble::TooLong | Trouble::TooDeep), "{text}: {problem:?}"),
        }
    }
}

/// Points for plans kept, ten more where twenty or more were made: 80 × 0.6 + 30 = 78; with a fact that has nothing it is 48.
#[test]
fn kpi_01_a_formula_combines_several_facts_by_name() {
    let names = ["made".to_owned(), "完整度".to_owned()];
    let formula = Formula::parse_naming("value * 0.6 + if(made >= 20, 10, 0) + 完整度 / 5", &names).unwrap();
    let known = formula.knowing(&[Some(whole(20)), Some(whole(100))]);
    assert_eq!(known.value(&given()).normalize(), whole(78));
    assert_eq!(known.steps(&given()), ["80 × 0.6 = 48", "20 ≥ 20 ✓", "48 + 10 = 58", "100 ÷ 5 = 20", "58 + 20 = 78"]);
    assert_eq!(formula.value(&given()).normalize(), whole(48), "what has nothing to measure counts as zero");
    assert_eq!(known.named().map(|(name, value)| (name.to_owned(), value)).collect::<Vec<_>>()[0], ("made".to_owned(), Some(whole(20))));
    let problem = Formula::parse_naming("value + luck", &names).unwrap_err();
    assert_eq!((problem.trouble, problem.at), (Trouble::Unknown, 9));
    assert_ne!(format!("{known:?}"), format!("{formula:?}"), "a hash over rules sees what a fact came to");
    assert_eq!(format!("{:?}", Formula::parse("value").unwrap()), "Formula(\"value\")", "and is what it was without any");
}

#[test]
fn a_name_is_one_word_that_means_nothing_else() {
    for (word, free) in [
        ("made", true),
        ("完整度", true),
        ("kept_2", true),
        ("2kept", false),
        ("value", false),
        ("合计", false),
        ("if", false),
        ("取整", false),
        ("a b", false),
        ("a.b", false),
        ("", false),
        (&"很".repeat(21), false),
    ] {
        assert_eq!(is_free_name(word), free, "{word}");
    }
}
