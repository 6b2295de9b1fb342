//! Comments on records, with mentions (DAY-03): whoever sees the record sees them, and nobody else.

use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, Subject, is_not_blank, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    CommentActKind as "comment_act" {
        /// Its words are shown no longer; that it was there is.
        Withdraw = "withdraw",
    }
}

/// What somebody says about a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CommentForm {
    #[validate(length(max = 2000), custom(function = "is_not_blank"), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub text: String,
    /// Who is told of it: only people who may see the record now.
    #[serde(default)]
    #[validate(length(max = 20, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub mentions: Vec<Uuid>,
}

/// A comment; of one that was withdrawn, only that it was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comment {
    pub id: Uuid,
    pub subject: Subject,
    pub person: PersonRef,
    /// Empty once it was withdrawn.
    pub text: String,
    pub mentions: Vec<PersonRef>,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The caller wrote it a short while ago and may still change it.
    pub editable: bool,
    pub actions: Vec<CommentActKind>,
    pub version: i64,
}

/// Takes a step with a comment.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CommentAct {
    pub act: CommentActKind,
}

/// Which of them are wanted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReadersQuery {
    /// A part of the name, in Chinese or pinyin.
    #[serde(default)]
    pub q: String,
}

/// Somebody who may see the record, and so may be mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordReader {
    pub id: Uuid,
    pub name: String,
    pub post: String,
}

/// Who may see a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordReaders {
    pub people: Vec<RecordReader>,
}

endpoints! {
    AddComment: POST "/records/{kind}/{id}/comments", CommentForm => Comment;
    ListComments: GET "/records/{kind}/{id}/comments" ? ListQuery, () => Page<Comment>;
    ListReaders: GET "/records/{kind}/{id}/readers" ? ReadersQuery, () => RecordReaders;
    ShowComment: GET "/comments/{id}", () => Comment;
    EditComment: PUT "/comments/{id}", CommentForm => Comment;
    ActOnComment: POST "/comments/{id}/transitions", CommentAct => Comment;
}

resource! {
    Comment => "/comments/{id}",
}
