//! The tags of articles, in the order in which their author gave them.

use super::{Error, Store};
use realworld_api::ArticleSummary;
use sqlx::{Any, AssertSqlSafe, Row, Transaction};

impl Store {
    /// Every tag that an article has, once.
    pub(crate) async fn tags(&self) -> Result<Vec<String>, Error> {
        let rows = sqlx::query("SELECT DISTINCT name FROM article_tag ORDER BY name").fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok(row.try_get("name")?)).collect()
    }

    /// Puts the tags of each article into it.
    pub(super) async fn add_tags(&self, articles: &mut [(i64, ArticleSummary)]) -> Result<(), Error> {
        if articles.is_empty() {
            return Ok(());
        }
        let places: Vec<_> = (1..=articles.len()).map(|place| format!("${place}")).collect();
        let sql =
            format!("SELECT article_id, name FROM article_tag WHERE article_id IN ({}) ORDER BY article_id, place", places.join(", "));
        let query = articles.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, (id, _)| query.bind(*id));
        for row in query.fetch_all(&self.pool).await? {
            let id: i64 = row.try_get("article_id")?;
            if let Some((_, article)) = articles.iter_mut().find(|(known, _)| *known == id) {
                article.tag_list.push(row.try_get("name")?);
            }
        }
        Ok(())
    }

    /// Gives an article these tags in the place of those that it had.
    pub(super) async fn set_tags(transaction: &mut Transaction<'_, Any>, article: i64, tags: &[String]) -> Result<(), Error> {
        sqlx::query("DELETE FROM article_tag WHERE article_id = $1").bind(article).execute(&mut **transaction).await?;
        for (place, tag) in (0_i64..).zip(tags) {
            let insert = sqlx::query("INSERT INTO article_tag (article_id, place, name) VALUES ($1, $2, $3)");
            insert.bind(article).bind(place).bind(tag).execute(&mut **transaction).await?;
        }
        Ok(())
    }
}
