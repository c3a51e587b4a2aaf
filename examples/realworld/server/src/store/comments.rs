//! Comments on articles.

use super::accounts::profile;
use super::{Error, Store, unless_gone};
use jiff::Timestamp;
use realworld_api::Comment;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// A comment as `$1` sees it.
const SELECT: &str = "SELECT c.id, c.body, c.created_at, u.username, u.bio, u.image,
        CASE WHEN EXISTS (SELECT 1 FROM follow w WHERE w.followed_id = u.id AND w.follower_id = $1) THEN 1 ELSE 0 END AS following
    FROM article_comment c JOIN account u ON u.id = c.author_id";

impl Store {
    /// The comments on an article, newest first, as `viewer` sees them.
    pub(crate) async fn comments(&self, viewer: i64, article: i64) -> Result<Vec<Comment>, Error> {
        let sql = format!("{SELECT} WHERE c.article_id = $2 ORDER BY c.id DESC");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(viewer).bind(article).fetch_all(&self.pool).await?;
        rows.iter().map(comment).collect()
    }

    /// Adds a comment, and shows it to its author. `None` if the article went away meanwhile.
    pub(crate) async fn add_comment(&self, author: i64, article: i64, body: &str) -> Result<Option<Comment>, Error> {
        let sql = "INSERT INTO article_comment (article_id, author_id, body, created_at) VALUES ($1, $2, $3, $4) RETURNING id";
        let insert = sqlx::query(sql).bind(article).bind(author).bind(body).bind(Timestamp::now().as_millisecond());
        let Some(row) = unless_gone(insert.fetch_optional(&self.pool).await)? else { return Ok(None) };
        let sql = format!("{SELECT} WHERE c.id = $2");
        let row = sqlx::query(AssertSqlSafe(sql)).bind(author).bind(row.try_get::<i64, _>("id")?).fetch_optional(&self.pool).await?;
        row.as_ref().map(comment).transpose()
    }

    /// Who wrote this comment on this article.
    pub(crate) async fn comment_author(&self, article: i64, id: i64) -> Result<Option<i64>, Error> {
        let sql = "SELECT author_id FROM article_comment WHERE id = $1 AND article_id = $2";
        let row = sqlx::query(sql).bind(id).bind(article).fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.try_get("author_id")).transpose()?)
    }

    /// Takes a comment away.
    pub(crate) async fn delete_comment(&self, id: i64) -> Result<(), Error> {
        sqlx::query("DELETE FROM article_comment WHERE id = $1").bind(id).execute(&self.pool).await?;
        Ok(())
    }
}

fn comment(row: &AnyRow) -> Result<Comment, Error> {
    let created_at = Timestamp::from_millisecond(row.try_get("created_at")?)?;
    Ok(Comment { id: row.try_get("id")?, created_at, updated_at: created_at, body: row.try_get("body")?, author: profile(row)? })
}
