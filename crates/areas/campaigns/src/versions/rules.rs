//! What differs between two plans (CMP-02). Pure.

use contract::campaigns::CampaignPlanned;

/// The fields of a plan that differ, in the order in which a plan is written.
pub(super) fn changed(before: &CampaignPlanned, after: &CampaignPlanned) -> Vec<String> {
    let differ = [
        ("theme", before.theme != after.theme),
        ("form", before.form != after.form),
        ("goal", before.goal != after.goal),
        ("audience", before.audience != after.audience),
        ("place", before.place != after.place),
        ("starts_at", before.starts_at != after.starts_at),
        ("ends_at", before.ends_at != after.ends_at),
        ("budget", before.budget != after.budget),
        ("expected_participants", before.expected_participants != after.expected_participants),
        ("expected_leads", before.expected_leads != after.expected_leads),
        ("proposal", before.proposal != after.proposal),
    ];
    differ.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Money;
    use contract::campaigns::CampaignForm;

    #[test]
    fn only_what_differs_is_told() {
        let at = chrono::DateTime::UNIX_EPOCH;
        let plan = CampaignPlanned {
            theme: "秋季家装节".into(),
            form: CampaignForm::Promotion,
            goal: "签约".into(),
            audience: String::new(),
            place: "成都".into(),
            starts_at: at,
            ends_at: at,
            budget: Money::from_cents(2_000_000),
            expected_participants: 80,
            expected_leads: 40,
            proposal: "上午参观".into(),
        };
        assert_eq!(changed(&plan, &plan), Vec::<String>::new());
        let other = CampaignPlanned { budget: Money::from_cents(3_000_000), proposal: "下午参观".into(), ..plan.clone() };
        assert_eq!(changed(&plan, &other), ["budget", "proposal"]);
        // However an amount is written, it is the same amount.
        let same: Money = serde_json::from_value(serde_json::json!({ "amount": "20000" })).unwrap();
        assert_eq!(changed(&plan, &CampaignPlanned { budget: same, ..plan.clone() }), Vec::<String>::new());
    }
}
