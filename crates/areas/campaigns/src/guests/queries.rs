use super::entity::{Column, Entity, Model, sign_up};
use super::policy;
use crate::entity::{self as campaign, Model as Campaign};
use contract::campaigns::guests::{Guest, GuestSource, GuestStatus};
use contract::page::{FieldKind, Page};
use contract::values::{Masked, Subject, SubjectKind};
use engines::panels::grouped;
use engines::{Areas, Asking};
use locale::campaigns as text;
use platform::auth::Actor;
use platform::list::{Field, ListDef, Parsed, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// The guests of a campaign.
pub(crate) const LIST: ListDef = ListDef {
    key: "campaign-guests",
    fields: &[
        Field::new("name", "name", FieldKind::Text, text::GUEST_NAME).sortable(),
        Field::new("status", "status", FieldKind::Word, text::GUEST_STATUS)
            .words(|| GuestStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("source", "source", FieldKind::Word, text::GUEST_SOURCE)
            .words(|| GuestSource::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("untold_since", "untold_since", FieldKind::Time, text::GUEST_UNTOLD_SINCE),
        Field::new("created_at", "created_at", FieldKind::Time, text::CREATED_AT).sortable(),
    ],
    default_sort: "created_at",
    searchable: false,
};

/// A guest of a campaign within reach.
pub(super) async fn found(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<(Model, Campaign)> {
    let guest = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let campaign = crate::queries::visible(conn, actor, guest.campaign_id).await?;
    Ok((guest, campaign))
}

/// How people sign up for a campaign, where that was ever set.
pub(super) async fn settings(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Option<sign_up::Model>> {
    Ok(sign_up::Entity::find_by_id(campaign).one(conn).await?)
}

/// The campaign behind an address, while people may sign up.
pub(super) async fn published(conn: &impl ConnectionTrait, token: &str) -> Reply<(Campaign, sign_up::Model)> {
    let (campaign, settings) = announced(conn, token).await?;
    if policy::is_public(&campaign) { Ok((campaign, settings)) } else { Err(Error::NotFound) }
}

/// The campaign behind an address, also where it was called off.
pub(super) async fn announced(conn: &impl ConnectionTrait, token: &str) -> Reply<(Campaign, sign_up::Model)> {
    let open = sign_up::Entity::find().filter(sign_up::Column::Token.eq(token)).filter(sign_up::Column::IsOpen.eq(true));
    let settings = open.one(conn).await?.ok_or(Error::NotFound)?;
    let found = campaign::Entity::find_by_id(settings.id).one(conn).await?;
    let campaign = found.filter(policy::is_announced).ok_or(Error::NotFound)?;
    Ok((campaign, settings))
}

/// How many guests of a campaign there are of each status.
pub(super) async fn counts(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Vec<(GuestStatus, i64)>> {
    grouped(conn, Entity::find().filter(Column::CampaignId.eq(campaign)), Column::Status).await
}

/// Seats that are taken: by who confirmed and who is in.
pub(super) async fn seats_taken(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<i64> {
    let counts = counts(conn, campaign).await?;
    let taken = |status: &GuestStatus| matches!(status, GuestStatus::Confirmed | GuestStatus::Attended | GuestStatus::FollowedUp);
    Ok(counts.iter().filter(|(status, _)| taken(status)).map(|(_, n)| n).sum())
}

/// How many came, and how many of them were on no customer file.
pub(crate) struct Came {
    pub all: i64,
    pub new: i64,
}

/// Who came, for the summary (CMP-10).
pub(crate) async fn came(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<Came> {
    let in_them = Column::Status.is_in([GuestStatus::Attended, GuestStatus::FollowedUp]);
    let came = Entity::find().filter(Column::CampaignId.eq(campaign)).filter(in_them);
    let counts: Vec<(GuestSource, i64)> = grouped(conn, came, Column::Source).await?;
    let new = counts.iter().filter(|(source, _)| *source != GuestSource::Customer).map(|(_, n)| n).sum();
    Ok(Came { all: counts.iter().map(|(_, n)| n).sum(), new })
}

/// Everybody who came.
pub(super) async fn attended(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<u32> {
    let counts = counts(conn, campaign).await?;
    let came = counts.iter().filter(|(status, _)| matches!(status, GuestStatus::Attended | GuestStatus::FollowedUp));
    Ok(u32::try_from(came.map(|(_, n)| n).sum::<i64>()).unwrap_or(u32::MAX))
}

/// A page of the guests of a campaign.
pub(super) async fn list(asking: &Asking<'_>, areas: &Areas, campaign: &Campaign, query: &Parsed) -> Reply<Page<Guest>> {
    let conn = asking.conn;
    let select = Entity::find().filter(Column::CampaignId.eq(campaign.id));
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let items = present(asking, areas, campaign, found.items).await?;
    Ok(Page { items, next: found.next, prev: found.prev, total })
}

/// Guests as the person sees them; their customer files only where that person may see those.
pub(super) async fn present(asking: &Asking<'_>, areas: &Areas, campaign: &Campaign, rows: Vec<Model>) -> Reply<Vec<Guest>> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|guest| guest.customer_id).collect();
    let known = if ids.is_empty() { Vec::new() } else { areas.records(asking, SubjectKind::Customer, &ids).await? };
    let known: HashMap<Uuid, Subject> = known.into_iter().map(|customer| (customer.id, customer)).collect();
    let shown = |row: Model| Guest {
        actions: policy::actions(&row, campaign, asking.actor),
        phone: row.phone_hint.map(Masked::showing),
        remark: Some(row.remark).filter(|remark| !remark.is_empty()),
        untold_since: row.untold_since,
        customer: row.customer_id.and_then(|id| known.get(&id).cloned()),
        id: row.id,
        name: row.name,
        company: row.company,
        code: row.code,
        source: row.source,
        status: row.status,
        attended_at: row.attended_at,
        created_at: row.created_at,
        version: row.version,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// One guest as the person sees them.
pub(super) async fn present_one(asking: &Asking<'_>, areas: &Areas, campaign: &Campaign, row: Model) -> Reply<Guest> {
    present(asking, areas, campaign, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// How many have still to be told that the campaign was put off or called off.
pub(super) async fn untold(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<u32> {
    let untold = Entity::find().filter(Column::CampaignId.eq(campaign)).filter(Column::UntoldSince.is_not_null());
    Ok(u32::try_from(untold.count(conn).await?).unwrap_or(u32::MAX))
}
