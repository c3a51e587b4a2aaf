//! Articles, and whose favourites they are.

use super::accounts::profile;
use super::{Error, Store, sought, unless_gone};
use jiff::Timestamp;
use realworld_api::{Article, ArticleSummary, NewArticle};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// An article that somebody names, before it is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) id: i64,
    pub(crate) author: i64,
}

/// What becomes of an article: `None` stays as it is.
#[derive(Debug, Default)]
pub(crate) struct ArticleChange {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
}

/// Which articles to list. What is `None` does not count.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) tag: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) favorited: Option<String>,
    /// Only those of people whom the viewer follows.
    pub(crate) followed: bool,
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

/// All of an article but its text and its tags, as `$1` sees it.
const COLUMNS: &str = "a.id, a.slug, a.title, a.description, a.created_at, a.updated_at, u.username, u.bio, u.image,
    (SELECT COUNT(*) FROM favorite f WHERE f.article_id = a.id) AS favorites,
    CASE WHEN EXISTS (SELECT 1 FROM favorite f WHERE f.article_id = a.id AND f.account_id = $1) THEN 1 ELSE 0 END AS favorited,
    CASE WHEN EXISTS (SELECT 1 FROM follow w WHERE w.followed_id = u.id AND w.follower_id = $1) THEN 1 ELSE 0 END AS following";

const FROM: &str = "FROM article a JOIN account u ON u.id = a.author_id";

/// A [`Query`] as `$1` to `$5`. The casts tell PostgreSQL what a parameter is that it first meets beside `IS NULL`.
const WHERE: &str = "WHERE (CAST($2 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM article_tag t WHERE t.article_id = a.id AND t.name = $2))
    AND (CAST($3 AS TEXT) IS NULL OR u.username = $3)
    AND (CAST($4 AS TEXT) IS NULL OR EXISTS (
        SELECT 1 FROM favorite f JOIN account v ON v.id = f.account_id WHERE f.article_id = a.id AND v.username = $4))
    AND ($5 = 0 OR EXISTS (SELECT 1 FROM follow w WHERE w.followed_id = a.author_id AND w.follower_id = $1))";

impl Store {
    /// The article of this slug, as far as a decision about it needs.
    pub(crate) async fn article(&self, slug: &str) -> Result<Option<Found>, Error> {
        let sql = "SELECT id, author_id FROM article WHERE slug = $1";
        let row = sqlx::query(sql).bind(sought(slug)).fetch_optional(&self.pool).await?;
        row.map(|row| Ok(Found { id: row.try_get("id")?, author: row.try_get("author_id")? })).transpose()
    }

    /// The article of this number, as `viewer` sees it.
    pub(crate) async fn show_article(&self, viewer: i64, id: i64) -> Result<Option<Article>, Error> {
        let sql = format!("SELECT {COLUMNS}, a.body {FROM} WHERE a.id = $2");
        let row = sqlx::query(AssertSqlSafe(sql)).bind(viewer).bind(id).fetch_optional(&self.pool).await?;
        let Some(row) = row else { return Ok(None) };
        let mut summaries = [(id, summary(&row)?)];
        self.add_tags(&mut summaries).await?;
        let [(_, summary)] = summaries;
        Ok(Some(Article { summary, body: row.try_get("body")? }))
    }

    /// A page of articles, newest first, and how many there are on all pages.
    pub(crate) async fn articles(&self, viewer: i64, query: &Query) -> Result<(Vec<ArticleSummary>, u64), Error> {
        let [tag, author, favorited] = [&query.tag, &query.author, &query.favorited].map(|text| text.as_deref().map(sought));
        let followed = i64::from(query.followed);
        let sql = format!("SELECT COUNT(*) AS total {FROM} {WHERE}");
        let total = sqlx::query(AssertSqlSafe(sql)).bind(viewer).bind(tag).bind(author).bind(favorited).bind(followed);
        let total: i64 = total.fetch_one(&self.pool).await?.try_get("total")?;
        let sql = format!("SELECT {COLUMNS} {FROM} {WHERE} ORDER BY a.id DESC LIMIT $6 OFFSET $7");
        let page = sqlx::query(AssertSqlSafe(sql)).bind(viewer).bind(tag).bind(author).bind(favorited).bind(followed);
        let rows = page.bind(query.limit).bind(query.offset).fetch_all(&self.pool).await?;
        let mut articles = rows.iter().map(|row| Ok((row.try_get("id")?, summary(row)?))).collect::<Result<Vec<_>, Error>>()?;
        self.add_tags(&mut articles).await?;
        Ok((articles.into_iter().map(|(_, article)| article).collect(), total.unsigned_abs()))
    }

    /// Adds an article under a slug; `None` if that is taken.
    pub(crate) async fn add_article(&self, author: i64, slug: &str, new: &NewArticle) -> Result<Option<i64>, Error> {
        let mut transaction = self.pool.begin().await?;
        let sql = "INSERT INTO article (slug, author_id, title, description, body, created_at, updated_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING RETURNING id";
        let insert = sqlx::query(sql).bind(slug).bind(author).bind(&new.title).bind(&new.description).bind(&new.body);
        let row = insert.bind(Timestamp::now().as_millisecond()).fetch_optional(&mut *transaction).await?;
        let Some(row) = row else { return Ok(None) };
        let id = row.try_get("id")?;
        Self::set_tags(&mut transaction, id, &new.tag_list).await?;
        transaction.commit().await?;
        Ok(Some(id))
    }

    /// Changes an article. Its `updated_at` is later than before, however quick one change follows another.
    pub(crate) async fn change_article(&self, id: i64, change: &ArticleChange) -> Result<(), Error> {
        let mut transaction = self.pool.begin().await?;
        let sql = "UPDATE article SET
                       title = COALESCE($2, title), description = COALESCE($3, description), body = COALESCE($4, body),
                       updated_at = CASE WHEN $5 > updated_at THEN $5 ELSE updated_at + 1 END
                   WHERE id = $1";
        let update = sqlx::query(sql).bind(id).bind(change.title.as_deref()).bind(change.description.as_deref());
        let update = update.bind(change.body.as_deref()).bind(Timestamp::now().as_millisecond());
        let changed = update.execute(&mut *transaction).await?.rows_affected();
        if let (Some(tags), 1) = (&change.tags, changed) {
            Self::set_tags(&mut transaction, id, tags).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Takes an article away, and with it its tags, its comments and its place among favourites.
    pub(crate) async fn delete_article(&self, id: i64) -> Result<(), Error> {
        sqlx::query("DELETE FROM article WHERE id = $1").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Makes an article a favourite, or one no more. One that went away meanwhile is nobody's.
    pub(crate) async fn set_favorite(&self, account: i64, article: i64, favorite: bool) -> Result<(), Error> {
        let sql = if favorite {
            "INSERT INTO favorite (article_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM favorite WHERE article_id = $1 AND account_id = $2"
        };
        unless_gone(sqlx::query(sql).bind(article).bind(account).execute(&self.pool).await.map(Some))?;
        Ok(())
    }
}

fn summary(row: &AnyRow) -> Result<ArticleSummary, Error> {
    Ok(ArticleSummary {
        slug: row.try_get("slug")?,
        title: row.try_get("title")?,
        description: row.try_get("description")?,
        tag_list: Vec::new(),
        created_at: Timestamp::from_millisecond(row.try_get("created_at")?)?,
        updated_at: Timestamp::from_millisecond(row.try_get("updated_at")?)?,
        favorited: row.try_get::<i64, _>("favorited")? == 1,
        favorites_count: row.try_get::<i64, _>("favorites")?.unsigned_abs(),
        author: profile(row)?,
    })
}
