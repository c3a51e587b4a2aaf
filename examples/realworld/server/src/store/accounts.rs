//! Accounts, and who follows whom.

use super::{Error, Store, sought};
use realworld_api::Profile;
use sqlx::Row;
use sqlx::any::AnyRow;

/// An account without its password.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: i64,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) bio: Option<String>,
    pub(crate) image: Option<String>,
}

/// What becomes of an account: `None` stays as it is; of what may be taken away, `Some(None)` is.
#[derive(Debug, Default)]
pub(crate) struct AccountChange {
    pub(crate) username: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) bio: Option<Option<String>>,
    pub(crate) image: Option<Option<String>>,
}

impl Store {
    /// Adds an account; `None` if its name or its address is taken.
    pub(crate) async fn add_account(&self, username: &str, email: &str, password: &str) -> Result<Option<Account>, Error> {
        let sql = "INSERT INTO account (username, email, password) VALUES ($1, $2, $3)
                   ON CONFLICT DO NOTHING RETURNING id, username, email, bio, image";
        let row = sqlx::query(sql).bind(username).bind(email).bind(password).fetch_optional(&self.pool).await?;
        row.as_ref().map(account).transpose()
    }

    /// The account of this number.
    pub(crate) async fn account(&self, id: i64) -> Result<Option<Account>, Error> {
        let sql = "SELECT id, username, email, bio, image FROM account WHERE id = $1";
        let row = sqlx::query(sql).bind(id).fetch_optional(&self.pool).await?;
        row.as_ref().map(account).transpose()
    }

    /// The account of this address, with its password.
    pub(crate) async fn account_of_email(&self, email: &str) -> Result<Option<(Account, String)>, Error> {
        let sql = "SELECT id, username, email, bio, image, password FROM account WHERE email = $1";
        let row = sqlx::query(sql).bind(sought(email)).fetch_optional(&self.pool).await?;
        row.map(|row| Ok((account(&row)?, row.try_get("password")?))).transpose()
    }

    /// Which of the two another account has. `None` is never taken.
    pub(crate) async fn taken(&self, but: i64, email: Option<&str>, username: Option<&str>) -> Result<Vec<&'static str>, Error> {
        let sql =
            "SELECT CASE WHEN email = $2 THEN 'email' ELSE '' END AS first, CASE WHEN username = $3 THEN 'username' ELSE '' END AS second
                   FROM account WHERE id <> $1 AND (email = $2 OR username = $3)";
        let rows = sqlx::query(sql).bind(but).bind(email).bind(username).fetch_all(&self.pool).await?;
        let mut fields = Vec::new();
        for (column, field) in [("first", "email"), ("second", "username")] {
            for row in &rows {
                if row.try_get::<String, _>(column)? == field && !fields.contains(&field) {
                    fields.push(field);
                }
            }
        }
        Ok(fields)
    }

    /// Changes an account; `None` if its new name or its new address is taken, or if there is no such account.
    pub(crate) async fn change_account(&self, id: i64, change: &AccountChange) -> Result<Option<Account>, Error> {
        let sql = "UPDATE account SET
                       username = COALESCE($2, username), email = COALESCE($3, email), password = COALESCE($4, password),
                       bio = CASE WHEN $5 = 1 THEN $6 ELSE bio END, image = CASE WHEN $7 = 1 THEN $8 ELSE image END
                   WHERE id = $1 RETURNING id, username, email, bio, image";
        let row = sqlx::query(sql)
            .bind(id)
            .bind(change.username.as_deref())
            .bind(change.email.as_deref())
            .bind(change.password.as_deref())
            .bind(i64::from(change.bio.is_some()))
            .bind(change.bio.clone().flatten())
            .bind(i64::from(change.image.is_some()))
            .bind(change.image.clone().flatten())
            .fetch_optional(&self.pool)
            .await;
        match row {
            Ok(row) => row.as_ref().map(account).transpose(),
            Err(error) if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Somebody as `viewer` sees them, with their number.
    pub(crate) async fn profile(&self, viewer: i64, username: &str) -> Result<Option<(i64, Profile)>, Error> {
        let sql = "SELECT u.id, u.username, u.bio, u.image,
                       CASE WHEN EXISTS (SELECT 1 FROM follow w WHERE w.followed_id = u.id AND w.follower_id = $1) THEN 1 ELSE 0 END AS following
                   FROM account u WHERE u.username = $2";
        let row = sqlx::query(sql).bind(viewer).bind(sought(username)).fetch_optional(&self.pool).await?;
        row.map(|row| Ok((row.try_get("id")?, profile(&row)?))).transpose()
    }

    /// Lets one follow another, or no more.
    pub(crate) async fn set_following(&self, follower: i64, followed: i64, following: bool) -> Result<(), Error> {
        let sql = if following {
            "INSERT INTO follow (follower_id, followed_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM follow WHERE follower_id = $1 AND followed_id = $2"
        };
        sqlx::query(sql).bind(follower).bind(followed).execute(&self.pool).await?;
        Ok(())
    }
}

/// The columns `username`, `bio`, `image` and `following` of a row.
pub(super) fn profile(row: &AnyRow) -> Result<Profile, Error> {
    Ok(Profile {
        username: row.try_get("username")?,
        bio: row.try_get("bio")?,
        image: row.try_get("image")?,
        following: row.try_get::<i64, _>("following")? == 1,
    })
}

fn account(row: &AnyRow) -> Result<Account, Error> {
    Ok(Account {
        id: row.try_get("id")?,
        username: row.try_get("username")?,
        email: row.try_get("email")?,
        bio: row.try_get("bio")?,
        image: row.try_get("image")?,
    })
}
