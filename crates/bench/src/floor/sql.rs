//! The statements, by hand.

use super::{NewCustomer, Pool, Who};
use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sqlx::{self, Row};
use serde::Serialize;
use uuid::Uuid;

/// Runs the same statement on whichever database it is.
macro_rules! on {
    ($pool:expr, $which:ident, $p:ident => $body:expr) => {
        match $pool {
            Pool::Sqlite { $which: $p, .. } => $body,
            Pool::Postgres { $which: $p, .. } => $body,
        }
    };
}

/// A customer file as the product answers it.
#[derive(Serialize)]
pub struct Customer {
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub name: String,
    pub kind: String,
    pub credit_code: Option<String>,
    pub tier: String,
    pub source: Option<String>,
    pub industry: String,
    pub employees: Option<i64>,
    pub turnover_cents: Option<i64>,
    pub city: String,
    pub phone: Option<String>,
    pub need: String,
    pub first_contact_on: Option<NaiveDate>,
    pub review: String,
    pub review_remark: Option<String>,
    pub completeness: i32,
    pub owner_id: Uuid,
    pub last_followed_at: Option<DateTime<Utc>>,
    pub next_follow_up_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub contacts: Vec<Contact>,
}

macro_rules! customer {
    ($row:expr) => {{
        let row = $row;
        Ok::<_, sqlx::Error>(Customer {
            id: row.try_get("id")?,
            version: row.try_get("version")?,
            number: row.try_get("number")?,
            name: row.try_get("name")?,
            kind: row.try_get("kind")?,
            credit_code: row.try_get("credit_code")?,
            tier: row.try_get("tier")?,
            source: row.try_get("source")?,
            industry: row.try_get("industry")?,
            employees: row.try_get("employees")?,
            turnover_cents: row.try_get("turnover_cents")?,
            city: row.try_get("city")?,
            phone: row.try_get("phone_hint")?,
            need: row.try_get("need")?,
            first_contact_on: row.try_get("first_contact_on")?,
            review: row.try_get("review")?,
            review_remark: row.try_get("review_remark")?,
            completeness: row.try_get("completeness")?,
            owner_id: row.try_get("owner_id")?,
            last_followed_at: row.try_get("last_followed_at")?,
            next_follow_up_on: row.try_get("next_follow_up_on")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            contacts: Vec::new(),
        })
    }};
}

/// A contact of a customer.
#[derive(Serialize)]
pub struct Contact {
    pub id: Uuid,
    pub name: String,
    pub post: String,
    pub phone: Option<String>,
    pub email: String,
    pub influence: Option<String>,
}

/// A row of the list.
#[derive(Serialize)]
pub struct Line {
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub name: String,
    pub tier: String,
    pub industry: String,
    pub city: String,
    pub review: String,
    pub phone: Option<String>,
    pub owner: String,
    pub last_followed_at: Option<DateTime<Utc>>,
    pub next_follow_up_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
}

macro_rules! line {
    ($row:expr) => {{
        let row = $row;
        Ok::<_, sqlx::Error>(Line {
            id: row.try_get(0)?,
            version: row.try_get(1)?,
            number: row.try_get(2)?,
            name: row.try_get(3)?,
            tier: row.try_get(4)?,
            industry: row.try_get(5)?,
            city: row.try_get(6)?,
            review: row.try_get(7)?,
            phone: row.try_get(8)?,
            owner: row.try_get(9)?,
            last_followed_at: row.try_get(10)?,
            next_follow_up_on: row.try_get(11)?,
            created_at: row.try_get(12)?,
        })
    }};
}

const GET: &str = "SELECT id, version, number, name, kind, credit_code, tier, source, industry, employees, turnover_cents, city, \
    phone_hint, need, first_contact_on, review, review_remark, completeness, owner_id, last_followed_at, next_follow_up_on, \
    created_at, updated_at FROM customer WHERE id = $1";

/// One customer in one statement.
pub async fn get(pool: &Pool, id: Uuid) -> Result<Customer> {
    Ok(on!(pool, reader, p => customer!(sqlx::query(GET).bind(id).fetch_one(p).await?))?)
}

const LIST: &str = "SELECT c.id, c.version, c.number, c.name, c.tier, c.industry, c.city, c.review, c.phone_hint, p.name, \
    c.last_followed_at, c.next_follow_up_on, c.created_at FROM customer c JOIN person p ON p.id = c.owner_id \
    WHERE c.city = $1 AND c.tier = $2 ORDER BY c.created_at DESC, c.id DESC LIMIT 51";

/// A page in one statement.
pub async fn list(pool: &Pool, city: &str, tier: &str) -> Result<Vec<Line>> {
    Ok(on!(pool, reader, p => {
        sqlx::query(LIST).bind(city).bind(tier).fetch_all(p).await?.iter().map(|row| line!(row)).collect::<Result<_, _>>()
    })?)
}

const SESSION: &str = "SELECT p.name, p.unit_id, r.code, r.scope, r.permissions FROM session s \
    JOIN person p ON p.id = s.person_id \
    LEFT JOIN person_role pr ON pr.person_id = p.id LEFT JOIN role r ON r.code = pr.role \
    WHERE s.id = $1 AND s.person_id = $2 AND s.ended_at IS NULL AND s.ends_at > $3 AND p.active";

/// Who is asking, as the product asks it.
pub async fn session(pool: &Pool, who: &Who) -> Result<Vec<String>> {
    Ok(on!(pool, reader, p => {
        let rows = sqlx::query(SESSION).bind(who.session).bind(who.person).bind(Utc::now()).fetch_all(p).await?;
        rows.iter().map(|row| row.try_get("permissions")).collect::<Result<_, _>>()
    })?)
}

/// A customer with every column, as the product reads it.
pub async fn whole(pool: &Pool, id: Uuid) -> Result<Customer> {
    Ok(on!(pool, reader, p => customer!(sqlx::query("SELECT * FROM customer WHERE id = $1").bind(id).fetch_one(p).await?))?)
}

const WHOLE_LIST: &str = "SELECT * FROM customer WHERE city = $1 AND tier = $2 ORDER BY created_at DESC, id DESC LIMIT 51";

/// A page with every column.
pub async fn whole_list(pool: &Pool, city: &str, tier: &str) -> Result<Vec<Customer>> {
    Ok(on!(pool, reader, p => {
        sqlx::query(WHOLE_LIST).bind(city).bind(tier).fetch_all(p).await?.iter().map(|row| customer!(row)).collect::<Result<_, _>>()
    })?)
}

/// The contacts of a customer.
pub async fn contacts(pool: &Pool, customer: Uuid) -> Result<Vec<Contact>> {
    Ok(on!(pool, reader, p => {
        let rows = sqlx::query("SELECT * FROM contact WHERE customer_id = $1 ORDER BY created_at, id").bind(customer).fetch_all(p).await?;
        let contact = |row: &_| {
            Ok::<_, sqlx::Error>(Contact {
                id: Row::try_get(row, "id")?,
                name: Row::try_get(row, "name")?,
                post: Row::try_get(row, "post")?,
                phone: Row::try_get(row, "phone_hint")?,
                email: Row::try_get(row, "email")?,
                influence: Row::try_get(row, "influence")?,
            })
        };
        rows.iter().map(contact).collect::<Result<_, _>>()
    })?)
}

/// The names of some people.
pub async fn names(pool: &Pool, ids: &[Uuid]) -> Result<Vec<String>> {
    let ids: [Uuid; 3] = std::array::from_fn(|at| ids.get(at).copied().unwrap_or_default());
    let sql = "SELECT id, name FROM person WHERE id IN ($1, $2, $3)";
    Ok(on!(pool, reader, p => {
        let rows = sqlx::query(sql).bind(ids[0]).bind(ids[1]).bind(ids[2]).fetch_all(p).await?;
        rows.iter().map(|row| row.try_get(1)).collect::<Result<_, _>>()
    })?)
}

const INSERT: &str = "INSERT INTO customer (id, version, number, name, name_key, kind, tier, industry, employees, city, \
    address_sealed, phone_sealed, need, review, completeness, owner_id, unit_id, entered_by, held_at, created_at, updated_at) \
    VALUES ($1, 1, $2, $3, $3, 'company', $4, $5, $6, $7, $8, $9, $10, 'pending', 50, $11, $12, $11, $13, $13, $13)";

/// A customer's row, in a commit of its own.
pub async fn insert(pool: &Pool, who: &Who, new: &NewCustomer) -> Result<Uuid> {
    let id = Uuid::now_v7();
    on!(pool, writer, p => {
        sqlx::query(INSERT)
            .bind(id)
            .bind(format!("B-{}", id.simple()))
            .bind(&new.name)
            .bind(&new.tier)
            .bind(&new.industry)
            .bind(new.employees)
            .bind(&new.city)
            .bind(&new.address)
            .bind(&new.phone)
            .bind(&new.need)
            .bind(who.person)
            .bind(who.unit)
            .bind(Utc::now())
            .execute(p)
            .await?;
    });
    Ok(id)
}

/// Somebody who is signed in.
pub async fn somebody(pool: &Pool) -> Result<Who> {
    let sql = "SELECT s.id, s.person_id, p.unit_id FROM session s JOIN person p ON p.id = s.person_id \
        JOIN account a ON a.id = p.id WHERE s.ended_at IS NULL AND a.username = 'rep' LIMIT 1";
    Ok(on!(pool, reader, p => {
        let row = sqlx::query(sql).fetch_one(p).await?;
        Who { session: row.try_get(0)?, person: row.try_get(1)?, unit: row.try_get(2)? }
    }))
}
