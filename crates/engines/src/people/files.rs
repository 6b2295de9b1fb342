//! What personnel files say, for those areas whose rules ask for it (KPI-13, KPI-15).

use chrono::{Datelike, NaiveDate};
use contract::people::{Certificate, CertificateLevel, Education, Employment, Territory};
use platform::Reply;
use sea_orm::{ConnectionTrait, EntityTrait};
use std::collections::HashMap;
use uuid::Uuid;

mod person {
    use contract::people::{Education, Employment, Territory};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub education: Option<Education>,
        pub major_related: Option<bool>,
        pub entered_on: Option<chrono::NaiveDate>,
        pub trade_since: Option<chrono::NaiveDate>,
        pub employment: Option<Employment>,
        pub territory: Option<Territory>,
        pub certificates: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A personnel file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonnelFile {
    pub education: Option<Education>,
    pub major_related: Option<bool>,
    pub entered_on: Option<NaiveDate>,
    pub trade_since: Option<NaiveDate>,
    pub employment: Option<Employment>,
    /// Of account managers only.
    pub territory: Option<Territory>,
    pub certificates: Vec<Certificate>,
}

impl PersonnelFile {
    /// Full years in the trade on a day: since the earlier of the beginning in the trade and the entry.
    pub fn trade_years(&self, day: NaiveDate) -> Option<u32> {
        let since = [self.trade_since, self.entered_on].into_iter().flatten().min()?;
        Some(full_years(since, day))
    }

    /// Full years with the company on a day.
    pub fn years_here(&self, day: NaiveDate) -> Option<u32> {
        Some(full_years(self.entered_on?, day))
    }

    /// The highest level of an economic certificate that is valid on a day.
    pub fn certificate(&self, day: NaiveDate) -> Option<CertificateLevel> {
        let valid = |one: &&Certificate| one.expires_on.is_none_or(|until| until >= day);
        self.certificates.iter().filter(valid).filter_map(|one| one.level).max()
    }
}

/// Full years from one day to another; none where it lies ahead.
fn full_years(from: NaiveDate, to: NaiveDate) -> u32 {
    let years = to.year() - from.year();
    let full = if (to.month(), to.day()) < (from.month(), from.day()) { years - 1 } else { years };
    u32::try_from(full).unwrap_or(0)
}

/// Everyone's personnel file.
#[derive(Clone, Debug, Default)]
pub struct PersonnelFiles(HashMap<Uuid, PersonnelFile>);

impl PersonnelFiles {
    /// Of everyone, in one statement.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(conn: &impl ConnectionTrait) -> Reply<Self> {
        let mut files = HashMap::new();
        for row in person::Entity::find().all(conn).await? {
            let file = PersonnelFile {
                education: row.education,
                major_related: row.major_related,
                entered_on: row.entered_on,
                trade_since: row.trade_since,
                employment: row.employment,
                territory: row.territory,
                certificates: serde_json::from_str(&row.certificates)?,
            };
            files.insert(row.id, file);
        }
        Ok(Self(files))
    }

    /// One person's; an empty one of somebody unknown.
    pub fn of(&self, id: Uuid) -> PersonnelFile {
        self.0.get(&id).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn certificate(level: Option<CertificateLevel>, until: Option<&str>) -> Certificate {
        Certificate { name: "经济师".into(), number: String::new(), expires_on: until.map(day), level }
    }

    #[test]
    fn kpi_13_years_are_full_years_in_the_trade() {
        let file = PersonnelFile { entered_on: Some(day("2024-03-10")), ..Default::default() };
        assert_eq!((file.trade_years(day("2026-03-09")), file.trade_years(day("2026-03-10"))), (Some(1), Some(2)));
        let before = PersonnelFile { trade_since: Some(day("2020-01-01")), ..file.clone() };
        assert_eq!((before.trade_years(day("2026-03-10")), before.years_here(day("2026-03-10"))), (Some(6), Some(2)));
        assert_eq!((PersonnelFile::default().trade_years(day("2026-01-01")), file.trade_years(day("2020-01-01"))), (None, Some(0)));
    }

    #[test]
    fn kpi_13_the_best_certificate_counts_while_it_is_valid() {
        let certificates = vec![
            certificate(Some(CertificateLevel::Junior), None),
            certificate(Some(CertificateLevel::Senior), Some("2026-06-30")),
            certificate(None, None),
        ];
        let file = PersonnelFile { certificates, ..Default::default() };
        assert_eq!(file.certificate(day("2026-06-30")), Some(CertificateLevel::Senior));
        assert_eq!(file.certificate(day("2026-07-01")), Some(CertificateLevel::Junior));
    }
}
