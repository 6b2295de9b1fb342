//! When the next step of a request is due (CPL-11): pure functions on the company's working calendar.

use chrono::{DateTime, Utc};
use contract::complaints::service_requests::{ServiceKind, ServiceStatus};
use engines::calendar::{Term, WorkingDays};

/// How long the next step may take; `None`: nobody here has to do anything.
pub fn term(kind: ServiceKind, status: ServiceStatus) -> Option<Term> {
    match status {
        ServiceStatus::Received => Some(match kind {
            ServiceKind::Inquiry => Term::Hours(4),
            ServiceKind::Order | ServiceKind::Logistics => Term::Hours(8),
            ServiceKind::Return | ServiceKind::Exchange => Term::Days(1),
        }),
        ServiceStatus::GoodsReceived => Some(Term::Days(1)),
        ServiceStatus::Checked => Some(Term::Days(3)),
        // The goods are on their way; the customer may ask on, or is content.
        ServiceStatus::Approved
        | ServiceStatus::Answered
        | ServiceStatus::Settled
        | ServiceStatus::Refused
        | ServiceStatus::Closed
        | ServiceStatus::Complained => None,
    }
}

/// When the next step is due.
pub fn due(kind: ServiceKind, status: ServiceStatus, at: DateTime<Utc>, days: &WorkingDays) -> Option<DateTime<Utc>> {
    term(kind, status).map(|term| days.due(at, term))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// CPL-11, worked by hand: Friday 27 November 2026, 16:00; days are 9:00 to 18:00, the weekend is off.
    #[test]
    fn a_question_on_friday_afternoon_runs_into_monday() {
        let days = WorkingDays::new([], 480);
        let friday = at("2026-11-27T16:00:00+08:00");
        let due = |kind, status| due(kind, status, friday, &days);
        assert_eq!(due(ServiceKind::Inquiry, ServiceStatus::Received), Some(at("2026-11-30T11:00:00+08:00")));
        assert_eq!(due(ServiceKind::Logistics, ServiceStatus::Received), Some(at("2026-11-30T15:00:00+08:00")));
        assert_eq!(due(ServiceKind::Return, ServiceStatus::Received), Some(at("2026-11-30T18:00:00+08:00")));
        assert_eq!(due(ServiceKind::Return, ServiceStatus::Checked), Some(at("2026-12-02T18:00:00+08:00")));
        assert_eq!(due(ServiceKind::Return, ServiceStatus::Approved), None);
    }
}
