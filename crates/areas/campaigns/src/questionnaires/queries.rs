//! Questionnaires as the asker sees them: within the reach of `campaign.read`.

use super::entity::{Column, Entity, Model, answer, code, edition};
use super::states::{FLOW, beyond};
use super::tabulation::{cross, crosses, rate, results};
use super::veil::veil;
use crate::entity as campaign;
use crate::guests::picture;
use contract::campaigns::questionnaires::results::{CrossTable, QuestionnaireResults};
use contract::campaigns::questionnaires::{
    GivenAnswers, Question, Questionnaire, QuestionnaireActKind, QuestionnaireCounts, QuestionnaireEdition, QuestionnaireRow,
    QuestionnaireStatus,
};
use contract::page::{FieldKind, Page};
use contract::permission::campaign::Read;
use contract::values::{Subject, SubjectKind};
use engines::Asking;
use engines::people::Names;
use locale::questionnaires as text;
use platform::auth::Actor;
use platform::list::{Field, ListDef, Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Questionnaires.
pub const LIST: ListDef = ListDef {
    key: "questionnaires",
    fields: &[
        Field::new("number", "number", FieldKind::Text, text::NUMBER).sortable(),
        Field::new("title", "title", FieldKind::Text, text::TITLE),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| QuestionnaireStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("campaign", "campaign_id", FieldKind::Record, text::CAMPAIGN),
        Field::new("owner", "owner_id", FieldKind::Person, text::OWNER),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

fn within(actor: &Actor) -> Condition {
    actor.scope::<Read>().condition((Entity, Column::OwnerId), (Entity, Column::UnitId))
}

/// One that the asker sees.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    Entity::find_by_id(id).filter(within(actor)).one(conn).await?.ok_or(Error::NotFound)
}

pub(super) fn subject(it: &Model) -> Subject {
    Subject { kind: SubjectKind::Questionnaire, id: it.id, title: format!("{} {}", it.number, it.title) }
}

/// See [`engines::Area::records`].
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(within(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(subject).collect())
}

/// How often what came back, by questionnaire, edition and whether it is valid.
struct Came {
    answers: Vec<(Uuid, i64, bool, i64)>,
    codes: HashMap<Uuid, i64>,
}

impl Came {
    async fn load(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Reply<Self> {
        use answer::Column::{Edition, QuestionnaireId, Valid};
        let answers = answer::Entity::find()
            .filter(QuestionnaireId.is_in(ids.iter().copied()))
            .select_only()
            .columns([QuestionnaireId, Edition, Valid])
            .column_as(Expr::cust("COUNT(*)"), "n")
            .group_by(QuestionnaireId)
            .group_by(Edition)
            .group_by(Valid)
            .into_tuple::<(Uuid, i64, bool, i64)>();
        let codes = code::Entity::find().filter(code::Column::QuestionnaireId.is_in(ids.iter().copied()));
        let codes = engines::panels::grouped(conn, codes, code::Column::QuestionnaireId).await?;
        Ok(Self { answers: answers.all(conn).await?, codes: codes.into_iter().collect() })
    }

    fn sum(&self, it: Uuid, edition: Option<i64>, only_valid: bool) -> u32 {
        let fits = |(id, of, valid, _): &&(Uuid, i64, bool, i64)| *id == it && edition.is_none_or(|e| e == *of) && (*valid || !only_valid);
        u32::try_from(self.answers.iter().filter(fits).map(|(.., n)| n).sum::<i64>()).unwrap_or(u32::MAX)
    }

    fn counts(&self, it: &Model) -> QuestionnaireCounts {
        let sent = it.handed_out + self.codes.get(&it.id).copied().unwrap_or_default();
        let (sent, returned, valid) = (u32::try_from(sent).unwrap_or(u32::MAX), self.sum(it.id, None, false), self.sum(it.id, None, true));
        QuestionnaireCounts { sent, returned, valid, return_rate: rate(returned, sent), valid_rate: rate(valid, returned) }
    }
}

/// The campaigns of these questionnaires that the asker sees.
async fn campaigns(conn: &impl ConnectionTrait, actor: &Actor, rows: &[Model]) -> Reply<HashMap<Uuid, Subject>> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.campaign_id).collect();
    let found = campaign::Entity::find().filter(campaign::Column::Id.is_in(ids)).filter(crate::policy::visible(actor));
    Ok(found.all(conn).await?.iter().map(|row| (row.id, crate::queries::subject(row))).collect())
}

/// A page of those that the asker sees.
pub(super) async fn list(conn: &impl ConnectionTrait, actor: &Actor, query: &Parsed) -> Reply<Page<QuestionnaireRow>> {
    let select = Entity::find().filter(within(actor));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().map(|row| row.owner_id)).await?;
    let ids: Vec<Uuid> = found.items.iter().map(|row| row.id).collect();
    let (came, campaigns) = (Came::load(conn, &ids).await?, campaigns(conn, actor, &found.items).await?);
    let row = |it: Model| QuestionnaireRow {
        counts: came.counts(&it),
        campaign: it.campaign_id.and_then(|id| campaigns.get(&id).cloned()),
        owner: names.of(it.owner_id),
        id: it.id,
        number: it.number,
        title: it.title,
        status: it.status,
        anonymous: it.anonymous,
        created_at: it.created_at,
        version: it.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// The editions, oldest first.
pub(super) async fn editions(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Vec<edition::Model>> {
    let all = edition::Entity::find().filter(edition::Column::QuestionnaireId.eq(id)).order_by_asc(edition::Column::Edition);
    Ok(all.all(conn).await?)
}

/// One edition.
pub(super) async fn edition(conn: &impl ConnectionTrait, id: Uuid, number: i64) -> Reply<Option<edition::Model>> {
    let one = edition::Entity::find().filter(edition::Column::QuestionnaireId.eq(id)).filter(edition::Column::Edition.eq(number));
    Ok(one.one(conn).await?)
}

/// Whether as many valid answers came as are wanted.
pub(super) async fn is_full(conn: &impl ConnectionTrait, it: &Model) -> Reply<bool> {
    let Some(quota) = it.quota else { return Ok(false) };
    let valid = answer::Entity::find().filter(answer::Column::QuestionnaireId.eq(it.id)).filter(answer::Column::Valid.eq(true));
    Ok(i64::try_from(valid.count(conn).await?).unwrap_or(i64::MAX) >= quota)
}

fn number(edition: i64) -> u32 {
    u32::try_from(edition).unwrap_or(u32::MAX)
}

/// A questionnaire in full.
pub(super) async fn present(conn: &impl ConnectionTrait, actor: &Actor, it: Model, origin: &str) -> Reply<Questionnaire> {
    let names = Names::load(conn, [it.owner_id]).await?;
    let came = Came::load(conn, &[it.id]).await?;
    let campaign = campaigns(conn, actor, std::slice::from_ref(&it)).await?.into_values().next();
    let published = editions(conn, it.id).await?;
    let changed = published.last().is_none_or(|newest| newest.questions != it.questions);
    let edition = |one: &edition::Model| -> Reply<QuestionnaireEdition> {
        Ok(QuestionnaireEdition {
            number: number(one.edition),
            published_on: one.published_on,
            questions: serde_json::from_str(&one.questions)?,
            returned: came.sum(it.id, Some(one.edition), false),
            valid: came.sum(it.id, Some(one.edition), true),
        })
    };
    let url = if it.edition > 0 { public_url(origin, &it.token) } else { String::new() };
    let open = |act: &QuestionnaireActKind| changed || *act != QuestionnaireActKind::Publish;
    Ok(Questionnaire {
        actions: FLOW.actions(&it, actor).into_iter().filter(open).collect(),
        editable: beyond(&it, actor).is_none(),
        editions: published.iter().map(edition).collect::<Reply<Vec<_>>>()?,
        counts: came.counts(&it),
        questions: serde_json::from_str(&it.questions)?,
        owner: names.of(it.owner_id),
        qr_svg: if url.is_empty() { String::new() } else { picture(&url)? },
        campaign,
        changed,
        url,
        id: it.id,
        number: it.number,
        title: it.title,
        intro: it.intro,
        status: it.status,
        anonymous: it.anonymous,
        by_code_only: it.by_code_only,
        handed_out: u32::try_from(it.handed_out).unwrap_or(u32::MAX),
        quota: it.quota.and_then(|quota| u32::try_from(quota).ok()),
        created_at: it.created_at,
        updated_at: it.updated_at,
        version: it.version,
    })
}

/// Where people answer.
pub(super) fn public_url(origin: &str, token: &str) -> String {
    format!("{origin}/q/{token}")
}

/// One edition with its valid answers.
pub(super) struct Edition {
    pub number: u32,
    pub questions: Vec<Question>,
    pub rows: Vec<answer::Model>,
}

impl Edition {
    /// The wanted one, else the newest; nothing before the first publication.
    pub(super) async fn load(conn: &impl ConnectionTrait, it: &Model, wanted: Option<u32>, only_valid: bool) -> Reply<Option<Self>> {
        let wanted = wanted.map_or(it.edition, i64::from);
        let Some(one) = edition(conn, it.id, wanted).await? else {
            return if wanted == 0 { Ok(None) } else { Err(Error::invalid("/edition", "questionnaire_edition")) };
        };
        let mut rows = answer::Entity::find().filter(answer::Column::QuestionnaireId.eq(it.id)).filter(answer::Column::Edition.eq(wanted));
        if only_valid {
            rows = rows.filter(answer::Column::Valid.eq(true));
        }
        // By their hashes: in no order that tells when they came.
        let rows = rows.order_by_asc(answer::Column::Id).all(conn).await?;
        Ok(Some(Self { number: number(one.edition), questions: serde_json::from_str(&one.questions)?, rows }))
    }

    fn answers(&self) -> Reply<Vec<GivenAnswers>> {
        self.rows.iter().map(|row| Ok(serde_json::from_str(&row.answers)?)).collect()
    }
}

/// The results so far.
pub(super) async fn tabulated(conn: &impl ConnectionTrait, it: &Model, wanted: Option<u32>) -> Reply<QuestionnaireResults> {
    let came = Came::load(conn, &[it.id]).await?;
    let counts = came.counts(it);
    let editions = (1..=number(it.edition)).collect();
    let Some(edition) = Edition::load(conn, it, wanted, true).await? else {
        return Ok(QuestionnaireResults { edition: 0, editions, counts, valid: 0, questions: Vec::new() });
    };
    let answers = edition.answers()?;
    let valid = u32::try_from(answers.len()).unwrap_or(u32::MAX);
    Ok(QuestionnaireResults { edition: edition.number, editions, counts, valid, questions: results(&edition.questions, &answers) })
}

/// Two questions against each other.
pub(super) async fn crossed(
    conn: &impl ConnectionTrait,
    it: &Model,
    wanted: Option<u32>,
    rows: Option<&str>,
    columns: Option<&str>,
) -> Reply<CrossTable> {
    let edition = Edition::load(conn, it, wanted, true).await?.ok_or(Error::NotFound)?;
    let able: Vec<&Question> = edition.questions.iter().filter(|question| crosses(question)).collect();
    let pick = |at: &'static str, key: Option<&str>, other: Option<&Question>| -> Reply<&Question> {
        let fits = |question: &&&Question| match key {
            Some(key) => question.key == key,
            None => other.is_none_or(|other| other.key != question.key),
        };
        able.iter().find(fits).copied().ok_or_else(|| Error::invalid(at, "question_uncrossed"))
    };
    let down = pick("/rows", rows, None)?;
    let across = pick("/columns", columns, Some(down))?;
    let mut table = cross(edition.number, down, across, &edition.answers()?);
    if it.anonymous {
        veil(&mut table);
    }
    Ok(table)
}
