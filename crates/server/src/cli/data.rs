use anyhow::{Context, Result, bail};
use organisation::company::{self, NewPerson, NewUnit};
use platform::audit::{Known, Verdict, anchor, seal_head, verify};
use platform::auth::password;
use platform::clock::Clock;
use platform::config::Config;
use platform::db::{Door, Tx};
use platform::http::State;
use server::app::prepare;
use server::demo;
use std::sync::Arc;
use std::time::Instant;

/// Fills an empty database with the demo company.
///
/// # Errors
/// Where the database holds a company already.
pub async fn seed_demo(config: Config, customers: u64, seed: u64) -> Result<()> {
    let state = prepare(config, Clock::default()).await?;
    if !seed_if_empty(&state, customers, seed).await? {
        bail!("the database is not empty: the demo company is only put into an empty one");
    }
    state.database.close().await;
    Ok(())
}

/// Fills the database with the demo company if nobody can sign in yet; tells whether it did.
///
/// # Errors
/// Where the database fails.
pub async fn seed_if_empty(state: &Arc<State>, customers: u64, seed: u64) -> Result<bool> {
    let door = Door::of_system(state.clone(), "seed-demo");
    let empty = door.write_as_system(async move |tx: &mut Tx| company::is_empty(tx).await).await;
    if !empty.map_err(|e| anyhow::anyhow!("{e:?}"))? {
        return Ok(false);
    }
    let started = Instant::now();
    demo::seed(&door, customers, seed).await.map_err(|e| anyhow::anyhow!("seeding the demo company: {e:?}"))?;
    println!("Demo company with {customers} customers made in {:.1} s.", started.elapsed().as_secs_f32());
    Ok(true)
}

/// Creates an administrator for an empty database.
///
/// # Errors
/// Where the database is not empty or no password is given.
pub async fn create_admin(config: Config, username: String, name: String) -> Result<()> {
    let secret = std::env::var("YUNCHOU_ADMIN_PASSWORD").context("set YUNCHOU_ADMIN_PASSWORD")?;
    anyhow::ensure!(secret.chars().count() >= 12, "the password needs at least 12 characters");
    let state = prepare(config, Clock::default()).await?;
    let hash = password::hash(secret).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    let create = async move |tx: &mut Tx| {
        if !company::is_empty(tx).await? {
            return Ok(false);
        }
        let unit = company::add_unit(tx, NewUnit { parent: None, kind: "company", code: "MAIN", name: "公司" }).await?;
        // The tree that the rule books know (ORG-01); the company goes on from there.
        let centre = NewUnit { parent: Some(unit), kind: "department", code: "YX", name: "营销中心" };
        let centre = company::add_unit(tx, centre).await?;
        for (code, name) in [("XS", "销售部"), ("SC", "市场部"), ("KF", "客服部")] {
            company::add_unit(tx, NewUnit { parent: Some(centre), kind: "department", code, name }).await?;
        }
        let admin = NewPerson {
            number: "0001",
            name: &name,
            unit,
            post: "系统管理员",
            superior: None,
            roles: &["admin"],
            username: &username,
            password_hash: hash.clone(),
        };
        company::add_person(tx, admin).await?;
        Ok(true)
    };
    let made = Door::of_system(state, "create-admin").write_as_system(create).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    anyhow::ensure!(made, "the database is not empty: an administrator is only created in an empty one");
    println!("The administrator can sign in.");
    Ok(())
}

/// Checks the audit log, also against what this machine and the caller remember of it.
///
/// # Errors
/// Where an entry was changed, removed, added or moved, the end was cut off, or the log was rolled back.
pub async fn verify_audit(config: Config, mut known: Vec<Known>, seal: bool) -> Result<()> {
    let state = prepare(config, Clock::default()).await?;
    let failed = |e: platform::Error| anyhow::anyhow!("{e:?}");
    if seal {
        seal_head(state.database.migrating(), &state.keys).await.map_err(failed)?;
    }
    known.extend(anchor::read(&state).map_err(failed)?);
    match verify(state.database.reader().conn(), &state.keys, &known).await.map_err(failed)? {
        Verdict::Intact(end) => {
            anchor::write(&state, &end).map_err(failed)?;
            println!("Intact: {} entries. Head: {end}", end.seq);
            Ok(())
        }
        Verdict::Broken(seq) => bail!("broken at entry {seq}"),
        Verdict::Unsealed(left) => {
            bail!("the end is not sealed: {left} entries hang together, later ones were cut off or the head was altered")
        }
        Verdict::RolledBack { left, known } => bail!("rolled back: {left} entries are left, entry {known} is known from outside"),
        Verdict::Rewritten(seq) => bail!("rewritten: entry {seq} is another one than is known from outside"),
    }
}

/// Prints the configuration in force.
///
/// # Errors
/// Where it cannot be written.
pub fn check_config(mut config: Config) -> Result<()> {
    config.secret_key = config.secret_key.map(|_| "(set)".to_owned());
    config.database.url = config.database.url.map(|url| match url.rsplit_once('@') {
        Some((_, address)) => format!("postgres://…@{address}"),
        None => url,
    });
    if let Some(oidc) = &mut config.oidc {
        oidc.client_secret = oidc.client_secret.take().map(|_| "(set)".to_owned());
    }
    if let Some(bucket) = &mut config.files.bucket {
        bucket.access_key = "(set)".to_owned();
        bucket.secret_key = "(set)".to_owned();
    }
    if let Some(mail) = &mut config.mail {
        mail.password = mail.password.take().map(|_| "(set)".to_owned());
    }
    println!("{}", serde_json::to_string_pretty(&config)?);
    Ok(())
}
