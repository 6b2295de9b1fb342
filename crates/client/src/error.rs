use contract::problem::{FieldProblem, Problem};
use std::fmt;

/// Why a call brought no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientError {
    /// The server refused; act on `code`.
    Problem(Box<Problem>),
    /// Something between us and the server answered with this status and no problem.
    Status(u16),
    /// The server cannot be reached.
    Offline,
    /// The reply is not what the contract says.
    Decode(String),
}

impl ClientError {
    /// The status of the answer; 0 where there was none.
    pub fn status(&self) -> u16 {
        match self {
            Self::Problem(problem) => problem.status,
            Self::Status(status) => *status,
            Self::Offline | Self::Decode(_) => 0,
        }
    }

    /// The stable code of the server's problem.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.code),
            _ => None,
        }
    }

    /// What is wrong with single fields.
    pub fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::Problem(problem) => &problem.errors,
            _ => &[],
        }
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => write!(f, "{} {}: {}", problem.status, problem.code, problem.detail),
            Self::Status(status) => write!(f, "status {status}"),
            Self::Offline => f.write_str("the server cannot be reached"),
            Self::Decode(what) => write!(f, "unexpected reply: {what}"),
        }
    }
}

impl std::error::Error for ClientError {}
