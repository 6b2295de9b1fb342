mod scores;

crate::pages! {
    kpi:
    Month => scores::month,
    Explain => scores::explain,
    Result => scores::lead,
}
