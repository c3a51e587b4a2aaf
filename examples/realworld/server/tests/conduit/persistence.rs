//! What a restart keeps.

use crate::support::Api;
use anyhow::Result;

#[tokio::test]
async fn accounts_articles_and_tokens_outlive_the_process() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("conduit.db").display());
    let (user, slug) = {
        let api = Api::on(&url).await?;
        let user = api.somebody().await?;
        let slug = api.article(&user, &["kept"]).await?;
        (user, slug)
    };
    let api = Api::on(&url).await?;
    assert_eq!(api.get(Some(&user), "/user").await?.has(200)?["user"]["username"], user.name);
    let article = api.get(None, &format!("/articles/{slug}")).await?.has(200)?;
    assert_eq!(article["article"]["tagList"], serde_json::json!(["kept"]));
    Ok(())
}
