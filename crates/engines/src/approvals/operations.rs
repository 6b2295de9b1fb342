//! What may be done to a request, in which state and by whom: one table, tested as a matrix (DAY-01).

use contract::approvals::{ApprovalActKind as Act, ApprovalStatus as Status};

/// What somebody is to a request at this moment. One may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Asked for it.
    Applicant,
    /// Is asked to decide now, or decides for somebody who is.
    Signer,
    /// Is asked for an opinion now.
    Entrusted,
    /// Added a signer who has not decided yet.
    Adder,
    /// Sees it: applicant, signer before or after, or by copy.
    Reader,
}

/// One row of the table.
pub(crate) struct Operation {
    pub act: Act,
    pub during: &'static [Status],
    pub by: &'static [Part],
}

const PENDING: &[Status] = &[Status::Pending];

/// The table. Nobody becomes [`Part::Signer`] of their own request, so nobody approves it either.
pub(crate) const OPERATIONS: &[Operation] = &[
    Operation { act: Act::Approve, during: PENDING, by: &[Part::Signer] },
    Operation { act: Act::Return, during: PENDING, by: &[Part::Signer] },
    Operation { act: Act::Reject, during: PENDING, by: &[Part::Signer] },
    Operation { act: Act::Transfer, during: PENDING, by: &[Part::Signer] },
    Operation { act: Act::Entrust, during: PENDING, by: &[Part::Signer] },
    Operation { act: Act::Answer, during: PENDING, by: &[Part::Entrusted] },
    Operation { act: Act::AddBefore, during: PENDING, by: &[Part::Signer] },
    Operation { act: Act::AddAfter, during: PENDING, by: &[Part::Signer] },
    Operation { act: Act::RemoveSigner, during: PENDING, by: &[Part::Adder] },
    Operation { act: Act::Withdraw, during: PENDING, by: &[Part::Applicant] },
    Operation { act: Act::Remind, during: PENDING, by: &[Part::Applicant] },
    Operation { act: Act::Copy, during: &[Status::Pending, Status::Approved], by: &[Part::Applicant, Part::Signer] },
    Operation { act: Act::Comment, during: Status::ALL, by: &[Part::Reader] },
];

/// Why an operation is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum No {
    /// The request has ended.
    NotNow,
    /// Somebody else's to do.
    NotYours,
}

/// Whether the table allows it.
pub(crate) fn allowed(act: Act, status: Status, parts: &[Part]) -> Result<(), No> {
    let row = OPERATIONS.iter().find(|row| row.act == act).ok_or(No::NotYours)?;
    if !row.during.contains(&status) {
        return Err(No::NotNow);
    }
    if row.by.iter().any(|part| parts.contains(part)) { Ok(()) } else { Err(No::NotYours) }
}

/// Everything that somebody may do.
pub(crate) fn open_to(status: Status, parts: &[Part]) -> Vec<Act> {
    Act::ALL.iter().copied().filter(|act| allowed(*act, status, parts).is_ok()).collect()
}

/// The whole table as text: operation × status, and who.
pub fn matrix() -> String {
    let mut out = String::new();
    for act in Act::ALL {
        for status in Status::ALL {
            let row = OPERATIONS.iter().find(|row| row.act == *act && row.during.contains(status));
            let who = row.map_or_else(
                || "-".to_owned(),
                |row| row.by.iter().map(|p| format!("{p:?}").to_lowercase()).collect::<Vec<_>>().join(", "),
            );
            out.push_str(&format!("{:<14} {:<10} {who}\n", act.to_string(), status.to_string()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_its_row_and_no_other() {
        assert_eq!(OPERATIONS.iter().map(|row| row.act).collect::<Vec<_>>(), Act::ALL);
    }

    #[test]
    fn nobody_decides_what_has_ended_or_is_not_theirs() {
        let deciding = [Act::Approve, Act::Return, Act::Reject, Act::Transfer, Act::Entrust, Act::AddBefore, Act::AddAfter];
        for act in deciding {
            for status in Status::ALL.iter().filter(|s| **s != Status::Pending) {
                assert_eq!(allowed(act, *status, &[Part::Signer, Part::Reader]), Err(No::NotNow), "{act} {status}");
            }
            for part in [Part::Applicant, Part::Entrusted, Part::Adder, Part::Reader] {
                assert_eq!(allowed(act, Status::Pending, &[part]), Err(No::NotYours), "{act} {part:?}");
            }
            assert_eq!(allowed(act, Status::Pending, &[Part::Signer]), Ok(()));
        }
    }

    #[test]
    fn what_somebody_sees_is_what_the_table_allows() {
        assert_eq!(open_to(Status::Pending, &[Part::Applicant, Part::Reader]), [Act::Withdraw, Act::Remind, Act::Copy, Act::Comment]);
        assert_eq!(open_to(Status::Pending, &[Part::Entrusted, Part::Reader]), [Act::Answer, Act::Comment]);
        assert_eq!(open_to(Status::Void, &[Part::Applicant, Part::Signer, Part::Reader]), [Act::Comment]);
    }
}
