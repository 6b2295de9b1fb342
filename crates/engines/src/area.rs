use crate::calendar::{Entry, Span};
use crate::links::Link;
use crate::panels::Period;
use crate::sums::SumDef;
use chrono::{DateTime, NaiveDate, Utc};
use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
use contract::hand_overs::HoldingKind;
use contract::home::{Figure, Hit};
use contract::kpi::OddityKind;
use contract::kpi::schemes::Measure;
use contract::timeline::TimelineItem;
use contract::values::{Subject, SubjectKind};
use futures_util::future::LocalBoxFuture;
use locale::{Key, Language};
use platform::auth::Actor;
use platform::db::Tx;
use platform::http::State;
use platform::list::ListDef;
use platform::{Error, Refusal, Reply};
use rust_decimal::Decimal;
use sea_orm::DatabaseConnection;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// What an area brings. Timeline, search, start page and scores are questions put to every area: no list is kept twice.
pub trait Area: Send + Sync {
    /// Registers the handlers.
    fn routes(&self, config: &mut ServiceConfig);

    /// The lists that `GET /lists/{list}` describes.
    fn lists(&self) -> &'static [&'static ListDef] {
        &[]
    }

    /// The flows of approval that a company starts with (DAY-01).
    fn flows(&self) -> Vec<FlowForm> {
        Vec::new()
    }

    /// What the scores of people can be worked out from (KPI-02).
    fn facts(&self) -> &'static [FactDef] {
        &[]
    }

    /// How the records of these facts can end, and their sums where there are too many to read (KPI-11).
    fn sums(&self) -> &'static [SumDef] {
        &[]
    }

    /// What is worth a second look in a person's records of a period (KPI-11): bursts before its end, the same words again and again,
    /// records entered long after. Figures for whoever judges, no verdict.
    fn oddities<'a>(&'a self, _query: &'a FactQuery<'a>, _person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Oddity>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// What happened around a customer that the asker may see (CRM-11), newest first, at most a hundred.
    fn timeline<'a>(&'a self, _asking: &'a Asking<'a>, _customer: Uuid) -> LocalBoxFuture<'a, Reply<Vec<TimelineItem>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// The figures of the asker's start page.
    fn figures<'a>(&'a self, _asking: &'a Asking<'a>) -> LocalBoxFuture<'a, Reply<Vec<Figure>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// What lies in these days and the asker may see (DAY-11): at most [`Span::MOST`] of each kind.
    fn calendar<'a>(&'a self, _asking: &'a Asking<'a>, _span: &'a Span) -> LocalBoxFuture<'a, Reply<Vec<Entry>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// The panels of the asker's dashboard for a period (DAY-13).
    fn panels<'a>(&'a self, _asking: &'a Asking<'a>, _period: &'a Period) -> LocalBoxFuture<'a, Reply<Vec<Panel>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// What a person owns here and somebody else must own when they leave (ORG-08).
    fn holdings<'a>(&'a self, _tx: &'a Tx, _person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Passes such records on; kinds of other areas are left alone. Also asked with one person on both sides, after they moved
    /// to another unit: their records follow.
    fn hand_over<'a>(&'a self, _tx: &'a mut Tx, _passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(async { Ok(()) })
    }

    /// Those records of this area, as they are called, that the asker may see.
    fn records<'a>(&'a self, _asking: &'a Asking<'a>, _kind: SubjectKind, _ids: &'a [Uuid]) -> LocalBoxFuture<'a, Reply<Vec<Subject>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// What points to a customer here, and follows where two files of one customer become one (CRM-09).
    fn links(&self) -> &'static [Link] {
        &[]
    }

    /// Notes in the record's own log of readings, where its kind has one, that something which belongs to it was read (CRM-07).
    fn was_read<'a>(&'a self, _tx: &'a mut Tx, _record: &'a Subject) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(async { Ok(()) })
    }

    /// The best hits for `q` among what the asker may see, at most eight.
    fn search<'a>(&'a self, _asking: &'a Asking<'a>, _q: &'a str) -> LocalBoxFuture<'a, Reply<Vec<Hit>>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// One thing that a person owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub kind: HoldingKind,
    pub subject: Subject,
    /// Nobody can take it over: the person must finish it.
    pub must_settle: bool,
    /// For tasks: the record they are about. Where that one is handed over, they go with it.
    pub about: Option<Uuid>,
}

impl Holding {
    /// Something that goes to a receiver.
    pub fn passed_on(kind: HoldingKind, subject: Subject) -> Self {
        Self { kind, subject, must_settle: false, about: None }
    }
}

const UNABLE: Refusal = Refusal::new("hand_over.receiver_unable", locale::problems::HAND_OVER_RECEIVER_UNABLE);

/// The refusal of a receiver who could not work on what they would receive.
pub fn unable() -> Error {
    Error::Refused(UNABLE)
}

/// Records of one kind on their way from one person to another.
#[derive(Clone, Debug)]
pub struct Passing {
    pub kind: HoldingKind,
    pub ids: Vec<Uuid>,
    pub from: Uuid,
    pub to: Uuid,
}

/// All areas, for the engines that ask them.
pub struct Areas(pub Vec<Box<dyn Area>>);

impl Areas {
    /// Everything a person owns, in all areas; tasks about a record that is named itself are left out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn holdings(&self, tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
        let mut all = Vec::new();
        for area in &self.0 {
            all.extend(area.holdings(tx, person).await?);
        }
        let named: std::collections::HashSet<Uuid> = all.iter().map(|holding| holding.subject.id).collect();
        all.retain(|holding| holding.about.is_none_or(|about| !named.contains(&about)));
        Ok(all)
    }

    /// A record as it is called, where the asker may see it; what is hidden and what does not exist are the same.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn record(&self, asking: &Asking<'_>, kind: SubjectKind, id: Uuid) -> Reply<Option<Subject>> {
        Ok(self.records(asking, kind, &[id]).await?.pop())
    }

    /// As [`Self::record`], of several.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn records(&self, asking: &Asking<'_>, kind: SubjectKind, ids: &[Uuid]) -> Reply<Vec<Subject>> {
        let mut found = Vec::new();
        for area in &self.0 {
            found.extend(area.records(asking, kind, ids).await?);
        }
        Ok(found)
    }

    /// Everything that points to a customer, in all areas and in the engines.
    pub fn links(&self) -> Vec<Link> {
        let engines = [crate::tasks::LINK, crate::attachments::LINK];
        self.0.iter().flat_map(|area| area.links().iter().copied()).chain(engines).collect()
    }

    /// See [`Area::was_read`].
    ///
    /// # Errors
    /// Where it cannot be noted: then it must not be shown either.
    pub async fn was_read(&self, tx: &mut Tx, record: &Subject) -> Reply<()> {
        for area in &self.0 {
            area.was_read(tx, record).await?;
        }
        Ok(())
    }

    /// Passes records on, whichever area has them.
    ///
    /// # Errors
    /// Where a rule of the area says no, or the database fails.
    pub async fn hand_over(&self, tx: &mut Tx, passing: &Passing) -> Reply<()> {
        for area in &self.0 {
            area.hand_over(tx, passing).await?;
        }
        Ok(())
    }
}

/// Who asks, when and in which language.
pub struct Asking<'a> {
    pub conn: &'a DatabaseConnection,
    pub state: &'a State,
    pub actor: &'a Actor,
    pub language: Language,
    pub now: DateTime<Utc>,
    /// Today at the company.
    pub today: NaiveDate,
}

impl<'a> Asking<'a> {
    /// A question of this person, now.
    pub fn new(state: &'a State, actor: &'a Actor, language: Language) -> Self {
        let now = state.clock.now();
        let today = crate::calendar::local_date(now, state.config.utc_offset_minutes);
        Self { conn: state.database.reader().conn(), state, actor, language, now, today }
    }
}

/// Measures of records that are kept or not: 1 of 1, or 0 of 1.
pub const KEPT_OR_NOT: &[Measure] = &[Measure::Ratio, Measure::Sum, Measure::Missed];
/// Measures of things that happen: 1 of 1 each.
pub const HAPPENED: &[Measure] = &[Measure::Count];

/// A source of scores: what is measured, and the records of a period.
pub struct FactDef {
    /// `complaint.acknowledged_on_time`
    pub key: &'static str,
    pub label: Key,
    /// What of whom counts when.
    pub definition: Key,
    /// What the value of a record is counted in.
    pub unit: Key,
    /// The measures that make sense of the records, the usual one first.
    pub measures: &'static [Measure],
    pub collect: for<'a> fn(&'a FactQuery<'a>) -> LocalBoxFuture<'a, Reply<Vec<Fact>>>,
}

/// Which facts are wanted: those that fall into `[from, to)`.
pub struct FactQuery<'a> {
    pub conn: &'a DatabaseConnection,
    pub state: &'a State,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// For open questions such as "overdue by now".
    pub now: DateTime<Utc>,
    /// Only of this person.
    pub person: Option<Uuid>,
}

/// Something in a person's records that is worth a second look.
#[derive(Clone, Debug, PartialEq)]
pub struct Oddity {
    pub kind: OddityKind,
    /// How many records it is about.
    pub count: u32,
    /// Why it was found, with its `{arguments}`.
    pub reason: Key,
    pub arguments: Vec<(&'static str, String)>,
    /// The records, the first ones of many; what they are about, where they have no page of their own.
    pub records: Vec<Subject>,
}

/// One record that counts for a person: `value` of `weight`, e.g. 1 of 1 where it was on time, 0 of 1 where it was late.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub person: Uuid,
    pub subject: Subject,
    pub at: DateTime<Utc>,
    pub value: Decimal,
    pub weight: Decimal,
    /// Why it counts so.
    pub note: Key,
}
