//! Running numbers that people read: `KH-000123`.

use platform::Reply;
use platform::db::Tx;
use sea_orm::{ConnectionTrait, Statement};

/// A series of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// 客户 `KH-000123`.
    Customer,
    /// 营销活动 `HD-000012`.
    Campaign,
    /// 投诉 `TS-000007`.
    Complaint,
    /// 档案查阅申请 `CY-000003`.
    CustomerAccess,
    /// 离职交接 `JJ-000003`.
    HandOver,
    /// 任务 `RW-000003`.
    Assignment,
    /// 岗位授权书 `SQ-000003`.
    DutyLetter,
    /// 不合格 `BH-000003`.
    Nonconformity,
    /// 纠正预防措施 `JZ-000003`.
    CorrectiveAction,
    /// 服务请求 `FW-000003`.
    ServiceRequest,
    /// 阶段满意度 `MD-000003`.
    StageSurvey,
    /// 问卷 `WJ-000003`.
    Questionnaire,
    /// 请假 `QJ-000003`.
    Leave,
}

impl Series {
    fn prefix(self) -> &'static str {
        match self {
            Self::Customer => "KH",
            Self::Campaign => "HD",
            Self::Complaint => "TS",
            Self::CustomerAccess => "CY",
            Self::HandOver => "JJ",
            Self::Assignment => "RW",
            Self::DutyLetter => "SQ",
            Self::Nonconformity => "BH",
            Self::CorrectiveAction => "JZ",
            Self::ServiceRequest => "FW",
            Self::StageSurvey => "MD",
            Self::Questionnaire => "WJ",
            Self::Leave => "QJ",
        }
    }
}

/// The next number of a series.
///
/// # Errors
/// Where the database fails.
pub async fn next(tx: &Tx, series: Series) -> Reply<String> {
    Ok(take(tx, series, 1).await?.remove(0))
}

/// The next `count` numbers of a series.
///
/// # Errors
/// Where the database fails.
pub async fn take(tx: &Tx, series: Series, count: usize) -> Reply<Vec<String>> {
    let conn = tx.conn();
    let count = count.max(1) as i64;
    let sql = "INSERT INTO numbering (series, last_value) VALUES ($1, $2) \
               ON CONFLICT (series) DO UPDATE SET last_value = numbering.last_value + excluded.last_value RETURNING last_value";
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [series.prefix().into(), count.into()]);
    let last: i64 = match conn.query_one_raw(statement).await? {
        Some(row) => row.try_get("", "last_value")?,
        None => count,
    };
    Ok((last - count + 1..=last).map(|n| format!("{}-{n:06}", series.prefix())).collect())
}
