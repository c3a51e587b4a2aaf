//! The steps that make the tables, oldest first. A step that was ever released is never changed.

use super::{Dialect, Error};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, AssertSqlSafe, SqlSafeStr};

const STEPS: [(i64, &str, &str); 1] = [(1, "conduit", include_str!("../../migrations/0001_conduit.sql"))];

/// Takes the steps that the database has not taken yet.
pub(super) async fn run(pool: &AnyPool, dialect: Dialect) -> Result<(), Error> {
    let steps = STEPS.iter().map(|(version, name, sql)| step(*version, name, sql, dialect)).collect();
    Migrator::with_migrations(steps).run(pool).await.map_err(|error| Error(error.into()))
}

fn step(version: i64, name: &'static str, sql: &str, dialect: Dialect) -> Migration {
    let sql = AssertSqlSafe(sql.replace("{KEY}", dialect.key())).into_sql_str();
    Migration::new(version, name.into(), MigrationType::Simple, sql, false)
}
