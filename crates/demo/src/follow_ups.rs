//! Conversations on the way from the first call to the finished installation, as sales reps note them.

use crate::dice::Dice;
use crate::fill::fill;
use crate::talks::{DEALER, PROJECT, Stage, opening};
use contract::customers::{FollowUpWay, Source};

/// A conversation with a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFollowUp {
    pub way: FollowUpWay,
    /// Before today.
    pub days_ago: u32,
    /// Minute of that day at the company, within office hours.
    pub minute: u32,
    /// Place in the customer's contacts.
    pub contact: usize,
    pub content: String,
    /// Empty where nothing was agreed.
    pub next_step: &'static str,
    /// Days from the conversation to the next step; it may lie in the future.
    pub next_after_days: Option<u32>,
    /// Days from the conversation to the one that kept the promise; absent where it was not kept yet.
    pub kept_after_days: Option<u32>,
}

/// What the conversations of one customer have in common.
pub(crate) struct Sale<'a> {
    /// How the customer came to us: the first conversation tells.
    pub source: Source,
    /// A dealer sells on what he buys; others furnish themselves.
    pub dealer: bool,
    /// What to call each contact: `马经理`.
    pub contacts: &'a [String],
    /// The slots that stay the same, without `{c}`.
    pub slots: &'a [(char, &'a str)],
    /// How many conversations.
    pub talks: usize,
    /// Days since the last one.
    pub last_days_ago: u32,
}

/// The conversations of a sale, the first one first.
pub(crate) fn talks(dice: &mut Dice, sale: &Sale<'_>) -> Vec<DemoFollowUp> {
    let mut talks: Vec<DemoFollowUp> = Vec::with_capacity(sale.talks);
    let mut days_ago = sale.last_days_ago;
    let mut slots = vec![('c', "")];
    slots.extend_from_slice(sale.slots);
    // Backwards in time, so that the last conversation falls where it should.
    for place in (0..sale.talks).rev() {
        let stage = stage_of(dice, sale, place);
        let contact = dice.place(sale.contacts.len().min(2));
        let (way, talk) = dice.pick(if place == 0 { opening(sale.source) } else { stage.talks });
        let next_after = u32::try_from(dice.between(2, 14)).unwrap_or(7);
        let kept_after = talks.last().map(|later| days_ago - later.days_ago);
        // A promise is mostly kept on its day, at times before or late.
        let next_after_days = match kept_after {
            Some(kept) if dice.percent(80) => kept,
            Some(kept) => kept.saturating_sub(2).max(1),
            None => next_after,
        };
        slots[0].1 = sale.contacts.get(contact).map_or("对方", String::as_str);
        let promised = place + 1 < sale.talks || dice.percent(75);
        talks.push(DemoFollowUp {
            way,
            days_ago,
            minute: u32::try_from(dice.between(9 * 12, 17 * 12 + 6) * 5).unwrap_or(540),
            contact,
            content: fill(talk, &slots),
            next_step: if promised { dice.pick(stage.next_steps) } else { "" },
            next_after_days: promised.then_some(next_after_days),
            kept_after_days: kept_after.filter(|_| promised),
        });
        days_ago += u32::try_from(dice.between(2, 16)).unwrap_or(7);
    }
    talks.reverse();
    talks
}

/// The later conversations follow the stages; now and then nothing moves.
fn stage_of(dice: &mut Dice, sale: &Sale<'_>, place: usize) -> &'static Stage {
    let stages: &[Stage] = if sale.dealer { &DEALER } else { &PROJECT };
    let quiet = stages.len() - 1;
    let stuck = place > 0 && dice.percent(if place + 1 == sale.talks { 25 } else { 8 });
    &stages[if stuck { quiet } else { place.min(quiet - 1) }]
}
