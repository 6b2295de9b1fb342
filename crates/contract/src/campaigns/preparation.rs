//! What is prepared for a campaign: a checklist with owners, days counted back from the start, and evidence (CMP-04).

use super::CampaignForm;
use crate::values::{PersonRef, Subject, at, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// What kind of thing is prepared.
    PreparationTopic as "preparation_topic" {
        Venue = "venue",
        Publicity = "publicity",
        Guests = "guests",
        Purchasing = "purchasing",
        Training = "training",
        Equipment = "equipment",
        Other = "other",
    }
}

vocabulary! {
    PreparationStatus as "preparation_status" {
        Open = "open",
        Done = "done",
        /// Not needed after all.
        Dropped = "dropped",
    }
}

vocabulary! {
    PreparationActKind as "preparation_act" {
        Complete = "complete",
        Reopen = "reopen",
        Drop = "drop",
    }
}

/// Something to prepare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreparationForm {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub title: String,
    pub topic: PreparationTopic,
    pub owner_id: Uuid,
    /// Due so many working days before the campaign starts; 0: on the day.
    #[validate(range(min = 0, max = 180))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 180))]
    pub days_before: u32,
    /// Working days that it takes.
    #[validate(range(min = 1, max = 180))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 180))]
    pub takes: u32,
    /// Without it the campaign does not start.
    pub must: bool,
    /// Done only with a file that shows it.
    pub evidence: bool,
    /// Things of the same campaign that come first.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub after: Vec<Uuid>,
}

/// Takes a step with something to prepare; reopening and dropping need a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "says_why", skip_on_field_errors = false))]
pub struct PreparationAct {
    pub act: PreparationActKind,
    /// What came of it, or why.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: String,
}

fn says_why(act: &PreparationAct) -> Result<(), ValidationError> {
    let silent = act.act != PreparationActKind::Complete && act.note.trim().is_empty();
    if silent { Err(at("note", "reason_required")) } else { Ok(()) }
}

/// Something to prepare, as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreparationItem {
    pub id: Uuid,
    pub campaign: Subject,
    pub title: String,
    pub topic: PreparationTopic,
    pub owner: PersonRef,
    pub days_before: u32,
    pub takes: u32,
    /// When it has to be begun to be done in time.
    pub begins_on: NaiveDate,
    pub due_on: NaiveDate,
    pub must: bool,
    pub evidence: bool,
    /// Files that show it.
    pub files: u32,
    pub after: Vec<Uuid>,
    /// What has to be done first and is not.
    pub waits_for: Vec<String>,
    pub status: PreparationStatus,
    pub note: Option<String>,
    pub done_at: Option<DateTime<Utc>>,
    pub done_by: Option<PersonRef>,
    pub late: bool,
    pub version: i64,
    pub actions: Vec<PreparationActKind>,
    pub editable: bool,
}

/// The checklist of a campaign, by due day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preparation {
    pub items: Vec<PreparationItem>,
    /// The campaign's first day.
    pub starts_on: NaiveDate,
    pub today: NaiveDate,
    /// Working days from today to the start; absent once it has come.
    pub days_left: Option<u32>,
    pub done: u32,
    /// How many are not dropped.
    pub total: u32,
    /// What must be done before the campaign is ready, and is not.
    pub must_open: u32,
    /// Whether the caller may add to it.
    pub editable: bool,
}

/// Which template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FromTemplate {
    pub template_id: Uuid,
}

/// A line of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TemplateLine {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub title: String,
    pub topic: PreparationTopic,
    #[validate(range(min = 0, max = 180))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 180))]
    pub days_before: u32,
    #[validate(range(min = 1, max = 180))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 180))]
    pub takes: u32,
    pub must: bool,
    pub evidence: bool,
    /// Lines further up that come first, counted from 1.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub after: Vec<u32>,
}

/// A template of a checklist, for campaigns of one form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "looks_up"))]
pub struct CampaignTemplateForm {
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    pub form: CampaignForm,
    #[validate(length(min = 1, max = 60), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 60))]
    pub lines: Vec<TemplateLine>,
    /// Whether it is offered.
    pub in_use: bool,
}

/// A line waits only for lines above it: so nothing waits for itself.
fn looks_up(form: &CampaignTemplateForm) -> Result<(), ValidationError> {
    let fits = |(at, line): (usize, &TemplateLine)| line.after.iter().all(|after| (1..=at).contains(&(*after as usize)));
    if form.lines.iter().enumerate().all(fits) { Ok(()) } else { Err(at("lines", "preparation_circular")) }
}

/// A template as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignTemplate {
    pub id: Uuid,
    pub name: String,
    pub form: CampaignForm,
    pub lines: Vec<TemplateLine>,
    pub in_use: bool,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub editable: bool,
}

/// Every template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignTemplates {
    pub items: Vec<CampaignTemplate>,
    /// Whether the caller may add one.
    pub editable: bool,
}

endpoints! {
    ShowPreparation: GET "/campaigns/{id}/preparation", () => Preparation;
    AddPreparationItem: POST "/campaigns/{id}/preparation", PreparationForm => PreparationItem;
    LayOutPreparation: POST "/campaigns/{id}/preparation/from-template", FromTemplate => Preparation;
    ShowPreparationItem: GET "/campaign-items/{id}", () => PreparationItem;
    EditPreparationItem: PUT "/campaign-items/{id}", PreparationForm => PreparationItem;
    ActOnPreparationItem: POST "/campaign-items/{id}/transitions", PreparationAct => PreparationItem;
    ListCampaignTemplates: GET "/campaign-templates", () => CampaignTemplates;
    CreateCampaignTemplate: POST "/campaign-templates", CampaignTemplateForm => CampaignTemplate;
    ShowCampaignTemplate: GET "/campaign-templates/{id}", () => CampaignTemplate;
    EditCampaignTemplate: PUT "/campaign-templates/{id}", CampaignTemplateForm => CampaignTemplate;
}

resource! {
    PreparationItem => "/campaign-items/{id}",
    CampaignTemplate => "/campaign-templates/{id}",
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(after: &[u32]) -> TemplateLine {
        TemplateLine {
            title: "定场地".into(),
            topic: PreparationTopic::Venue,
            days_before: 10,
            takes: 2,
            must: true,
            evidence: false,
            after: after.to_vec(),
        }
    }

    #[test]
    fn a_line_of_a_template_waits_only_for_lines_above_it() {
        let form =
            |lines: Vec<TemplateLine>| CampaignTemplateForm {
                name: "小区活动".into(), form: CampaignForm::SiteEvent, lines, in_use: true
            };
        assert!(form(vec![line(&[]), line(&[1])]).validate().is_ok());
        for lines in [vec![line(&[1])], vec![line(&[2]), line(&[])], vec![line(&[]), line(&[0])], vec![]] {
            assert!(form(lines).validate().is_err());
        }
    }
}
