//! Profiles, and following.

use crate::support::{Api, members};
use anyhow::Result;
use serde_json::{Value, json};

pub(crate) async fn a_profile_shows_whether_one_follows(api: &Api) -> Result<()> {
    let (fan, star) = (api.somebody().await?, api.somebody().await?);
    let path = format!("/profiles/{}", star.name);
    let follow = format!("{path}/follow");
    let answer = api.get(None, &path).await?.has(200)?;
    assert_eq!((members(&answer), members(&answer["profile"])), (vec!["profile"], vec!["bio", "following", "image", "username"]));
    assert_eq!(answer["profile"], json!({ "username": star.name, "bio": Value::Null, "image": Value::Null, "following": false }));
    let followed = api.call(Some(&fan), "POST", &follow, None).await?.has(200)?;
    assert_eq!(followed["profile"]["following"], true);
    for (who, following) in [(Some(&fan), true), (Some(&star), false), (None, false)] {
        assert_eq!(api.get(who, &path).await?.has(200)?["profile"]["following"], following);
    }
    let unfollowed = api.delete(&fan, &follow).await?.has(200)?;
    assert_eq!(unfollowed["profile"]["following"], false);
    assert_eq!(api.get(Some(&fan), &path).await?.has(200)?["profile"]["following"], false);
    Ok(())
}

pub(crate) async fn following_twice_is_no_error(api: &Api) -> Result<()> {
    let (fan, star) = (api.somebody().await?, api.somebody().await?);
    let follow = format!("/profiles/{}/follow", star.name);
    for (verb, following) in [("DELETE", false), ("POST", true), ("POST", true), ("DELETE", false), ("DELETE", false)] {
        let answer = api.call(Some(&fan), verb, &follow, None).await?.has(200)?;
        assert_eq!(answer["profile"]["following"], following);
    }
    Ok(())
}

pub(crate) async fn unknown_people_are_not_found(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    for name in ["nobody-at-all", "a%20b%2Fc", "%00", "%F0%9F%92%A9"] {
        api.get(None, &format!("/profiles/{name}")).await?.refuses(404, "profile", "not found")?;
        for verb in ["POST", "DELETE"] {
            api.call(Some(&user), verb, &format!("/profiles/{name}/follow"), None).await?.refuses(404, "profile", "not found")?;
        }
    }
    Ok(())
}
