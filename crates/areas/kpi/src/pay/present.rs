//! Slips in the words of the reader.

use super::entity::{line, run};
use super::leave_rules::in_days;
use super::slip::{Days, How, Outcome, Part, Slip};
use super::terms::money;
use super::{lines, queries};
use contract::PersonRef;
use contract::kpi::pay::{PayDays, PayLine, PayPart, PaySlip, PaySlips};
use contract::permission::pay::Read;
use engines::people::{Names, Staff};
use locale::{Language, pay as text};
use platform::Reply;
use platform::auth::Actor;
use platform::http::State;
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// The slips of a run as far as `pay.read` reaches.
pub(super) async fn slips(conn: &impl ConnectionTrait, state: &State, who: &Actor, it: &run::Model, language: Language) -> Reply<PaySlips> {
    let staff = Staff::load(conn).await?;
    let found = queries::slips(conn, state, it).await?;
    let seen = |id: Uuid| staff.person(id).is_some_and(|person| who.scope::<Read>().covers(person.id, person.unit_id));
    let shown: Vec<(&run::Model, &Slip)> = found.slips.iter().filter(|one| seen(one.person)).map(|one| (it, one)).collect();
    let items = all(conn, &shown, language).await?;
    let total = items.iter().map(|one| one.total.amount).sum();
    let named = |id: Uuid| staff.person(id).map(|person| PersonRef { id, name: person.name.clone() });
    let without_terms = found.without_terms.into_iter().filter(|id| seen(*id)).filter_map(named).collect();
    Ok(PaySlips { items, total: money(total), without_terms })
}

/// Slips of any runs in the words of the reader.
pub(super) async fn all(conn: &impl ConnectionTrait, slips: &[(&run::Model, &Slip)], language: Language) -> Reply<Vec<PaySlip>> {
    let entered = slips.iter().flat_map(|(_, one)| &one.parts).filter_map(|part| match &part.how {
        How::Entered { line, .. } => Some(*line),
        _ => None,
    });
    let lines = lines::named(conn, entered.collect()).await?;
    let people = lines.iter().map(|row| row.author_id).chain(slips.iter().map(|(_, one)| one.person));
    let names = Names::load(conn, people).await?;
    let told = Told { names, lines: lines.into_iter().map(|row| (row.id, row)).collect(), language };
    Ok(slips.iter().map(|(it, one)| told.slip(it, one)).collect())
}

/// What slips mention.
struct Told {
    names: Names,
    lines: HashMap<Uuid, line::Model>,
    language: Language,
}

impl Told {
    fn slip(&self, it: &run::Model, one: &Slip) -> PaySlip {
        PaySlip {
            run: it.id,
            person: self.names.of(one.person),
            post: one.post.clone(),
            month: it.month.clone(),
            employment: one.employment,
            grade: one.grade,
            result: match one.outcome {
                Outcome::Final(grade) => Some(grade),
                Outcome::None | Outcome::Waits => None,
            },
            coefficient: one.coefficient.normalize(),
            days: one.days.map(told),
            waits: one.outcome == Outcome::Waits,
            parts: one.parts.iter().map(|part| self.part(one, part)).collect(),
            total: money(one.total()),
        }
    }

    fn part(&self, slip: &Slip, part: &Part) -> PayPart {
        let line = match &part.how {
            How::Entered { line, .. } => self.lines.get(line).map(|row| PayLine {
                id: row.id,
                entered_by: self.names.of(row.author_id),
                entered_at: row.created_at,
                for_month: row.for_month.clone(),
            }),
            _ => None,
        };
        PayPart { kind: part.kind, amount: money(part.amount), note: self.note(slip, part), line }
    }

    fn note(&self, slip: &Slip, part: &Part) -> String {
        let how = self.how(slip, part);
        let Some((whole, days)) = part.whole.zip(slip.days) else { return how };
        let (whole, paid, of) = (whole.normalize().to_string(), told(days).counted().to_string(), days.of.to_string());
        let by_days = text::NOTE_DAYS.with(self.language, &[("whole", &whole), ("paid", &paid), ("of", &of)]);
        if how.is_empty() { by_days } else { format!("{how} · {by_days}") }
    }

    fn how(&self, slip: &Slip, part: &Part) -> String {
        let plain = |value: &Decimal| value.normalize().to_string();
        match &part.how {
            How::Terms => String::new(),
            How::Grade => {
                let grade = slip.grade.and_then(|grade| locale::find(grade.text_path()));
                grade.map_or_else(String::new, |key| key.text(self.language).to_owned())
            }
            How::Years { years } => text::NOTE_YEARS.with(self.language, &[("n", &years.to_string())]),
            How::Performance { own, benefit, of_grade, of_result } => {
                let arguments =
                    [("own", plain(own)), ("benefit", plain(benefit)), ("grade", plain(of_grade)), ("result", plain(of_result))];
                let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let key = match (benefit.is_zero(), slip.outcome) {
                    (true, Outcome::Final(_)) => text::NOTE_PERFORMANCE,
                    (false, Outcome::Final(_)) => text::NOTE_PERFORMANCE_GRADED,
                    (true, _) => text::NOTE_PERFORMANCE_NO_RESULT,
                    (false, _) => text::NOTE_PERFORMANCE_GRADED_NO_RESULT,
                };
                key.with(self.language, &arguments)
            }
            How::Entered { reason, for_month: Some(month), .. } => {
                text::NOTE_CORRECTION.with(self.language, &[("month", month), ("reason", reason)])
            }
            How::Entered { reason, .. } => reason.clone(),
        }
    }
}

fn told(days: Days) -> PayDays {
    PayDays { paid: days.paid, of: days.of, partly: in_days(days.partly) }
}
