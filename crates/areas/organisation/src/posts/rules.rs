//! What a post may be. Pure.

use locale::problems as text;
use platform::Refusal;
use uuid::Uuid;

pub const CODE_TAKEN: Refusal = Refusal::new("post.code_taken", text::POST_CODE_TAKEN);
pub const HELD: Refusal = Refusal::new("post.held", text::POST_HELD);
pub const CLOSED: Refusal = Refusal::new("post.closed", text::POST_CLOSED);
pub const OPEN: Refusal = Refusal::new("post.open", text::POST_OPEN);

/// Whether `post` would report to itself, over however many posts, if it reported to `superior`.
pub fn is_circle(superiors: &[(Uuid, Option<Uuid>)], post: Uuid, superior: Uuid) -> bool {
    let above = |id: &Uuid| superiors.iter().find(|(known, _)| known == id).and_then(|(_, above)| *above);
    std::iter::successors(Some(superior), above).take(superiors.len() + 1).any(|id| id == post)
}

/// The first of these keys that is no indicator of the scores (KPI-02).
pub fn unknown_indicator(keys: &[String]) -> Option<usize> {
    keys.iter().position(|key| locale::find(&format!("kpi.indicator_{key}")).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_never_reports_to_itself() {
        let id = Uuid::from_u128;
        let posts = [(id(1), None), (id(2), Some(id(1))), (id(3), Some(id(2)))];
        assert!(is_circle(&posts, id(1), id(3)));
        assert!(is_circle(&posts, id(2), id(2)));
        assert!(!is_circle(&posts, id(3), id(1)));
    }

    #[test]
    fn only_indicators_of_the_scores_are_named() {
        assert_eq!(unknown_indicator(&["follow_up_kept".into()]), None);
        assert_eq!(unknown_indicator(&["follow_up_kept".into(), "luck".into()]), Some(1));
    }
}
