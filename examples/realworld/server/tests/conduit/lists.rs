//! Lists of articles, the feed, and the tags.

use crate::support::{Api, members, unique};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// The slugs of a list, and how many it says there are.
fn slugs(list: &Value) -> (Vec<&str>, u64) {
    let slugs = list["articles"].as_array().into_iter().flatten().filter_map(|article| article["slug"].as_str()).collect();
    (slugs, list["articlesCount"].as_u64().unwrap_or(u64::MAX))
}

pub(crate) async fn lists_are_newest_first_and_without_texts(api: &Api) -> Result<()> {
    let author = api.somebody().await?;
    let (old, new) = (api.article(&author, &["b", "a"]).await?, api.article(&author, &[]).await?);
    let list = api.get(None, &format!("/articles?author={}", author.name)).await?.has(200)?;
    assert_eq!(members(&list), ["articles", "articlesCount"]);
    assert_eq!(slugs(&list), (vec![new.as_str(), &old], 2));
    let first = &list["articles"][1];
    let names = ["author", "createdAt", "description", "favorited", "favoritesCount", "slug", "tagList", "title", "updatedAt"];
    assert_eq!(members(first), names);
    assert_eq!((&first["tagList"], &first["author"]["username"]), (&json!(["b", "a"]), &json!(author.name)));
    let everything = api.get(None, "/articles").await?.has(200)?;
    assert_eq!(everything["articles"][0]["slug"], new.as_str());
    Ok(())
}

pub(crate) async fn filters_narrow_a_list(api: &Api) -> Result<()> {
    let (author, fan) = (api.somebody().await?, api.somebody().await?);
    let tag = unique("täg/&= ");
    let tagged = api.article(&author, &["other", &tag]).await?;
    let liked = api.article(&author, &[]).await?;
    api.call(Some(&fan), "POST", &format!("/articles/{liked}/favorite"), None).await?.has(200)?;
    api.call(Some(&fan), "POST", &format!("/profiles/{}/follow", author.name), None).await?.has(200)?;
    let list = async |query: &[(&str, &str)]| api.send(api.request("GET", "/articles")?.query(query)).await?.has(200);
    assert_eq!(slugs(&list(&[("tag", &tag)]).await?), (vec![tagged.as_str()], 1));
    assert_eq!(slugs(&list(&[("favorited", &fan.name)]).await?), (vec![liked.as_str()], 1));
    assert_eq!(slugs(&list(&[("author", &author.name), ("tag", "other")]).await?), (vec![tagged.as_str()], 1));
    assert_eq!(slugs(&list(&[("author", &author.name), ("favorited", &fan.name), ("tag", &tag)]).await?), (vec![], 0));
    for nothing in [[("author", "nobody-at-all")], [("favorited", &author.name)], [("tag", "no such tag")], [("tag", "\0")]] {
        assert_eq!(slugs(&list(&nothing).await?), (vec![], 0));
    }
    let seen = api.get(Some(&fan), &format!("/articles?author={}", author.name)).await?.has(200)?;
    assert_eq!((&seen["articles"][0]["favorited"], &seen["articles"][0]["favoritesCount"]), (&json!(true), &json!(1)));
    assert_eq!((&seen["articles"][1]["favorited"], &seen["articles"][1]["author"]["following"]), (&json!(false), &json!(true)));
    Ok(())
}

pub(crate) async fn a_page_is_cut_out_of_the_list(api: &Api) -> Result<()> {
    let author = api.somebody().await?;
    let mut all = Vec::new();
    for _ in 0..22 {
        all.push(api.article(&author, &[]).await?);
    }
    all.reverse();
    let all: Vec<_> = all.iter().map(String::as_str).collect();
    let table = [
        ("", &all[..20]),
        ("&limit=5", &all[..5]),
        ("&limit=5&offset=3", &all[3..8]),
        ("&offset=20", &all[20..]),
        ("&limit=100", &all[..]),
        ("&limit=9999999999&offset=0", &all[..]),
        ("&offset=22", &[]),
        ("&offset=18446744073709551615", &[]),
    ];
    for (page, expected) in table {
        let list = api.get(None, &format!("/articles?author={}{page}", author.name)).await?.has(200)?;
        assert_eq!(slugs(&list), (expected.to_vec(), 22), "{page}");
    }
    Ok(())
}

pub(crate) async fn the_feed_is_of_followed_people(api: &Api) -> Result<()> {
    let (reader, one, two, stranger) = (api.somebody().await?, api.somebody().await?, api.somebody().await?, api.somebody().await?);
    let follow = |name: &str| format!("/profiles/{name}/follow");
    for followed in [&one, &two] {
        api.call(Some(&reader), "POST", &follow(&followed.name), None).await?.has(200)?;
    }
    let first = api.article(&one, &["x"]).await?;
    api.article(&stranger, &[]).await?;
    api.article(&reader, &[]).await?;
    let second = api.article(&two, &[]).await?;
    let feed = api.get(Some(&reader), "/articles/feed").await?.has(200)?;
    assert_eq!(slugs(&feed), (vec![second.as_str(), &first], 2));
    assert_eq!((&feed["articles"][0]["author"]["following"], feed["articles"][0].get("body")), (&json!(true), None));
    let page = api.get(Some(&reader), "/articles/feed?limit=1&offset=1").await?.has(200)?;
    assert_eq!(slugs(&page), (vec![first.as_str()], 2));
    api.delete(&reader, &follow(&two.name)).await?.has(200)?;
    assert_eq!(slugs(&api.get(Some(&reader), "/articles/feed").await?.has(200)?), (vec![first.as_str()], 1));
    assert_eq!(slugs(&api.get(Some(&stranger), "/articles/feed").await?.has(200)?), (vec![], 0));
    Ok(())
}

pub(crate) async fn limits_and_offsets_are_numbers(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let refused = ["limit=abc", "limit=0", "limit=-1", "limit=1.5", "limit=1&limit=2", "offset=-1", "offset=x", "offset=1e3"];
    for query in refused {
        let parameter = query.split('=').next().unwrap_or_default();
        for path in ["/articles", "/articles/feed"] {
            let case = || format!("{path}?{query}");
            api.get(Some(&user), &case()).await?.refuses(422, parameter, "*").with_context(case)?;
        }
    }
    api.get(None, "/articles?unknown=1&limit=1").await?.has(200)?;
    Ok(())
}

pub(crate) async fn tags_are_listed_once(api: &Api) -> Result<()> {
    let author = api.somebody().await?;
    let (one, two) = (unique("tag"), unique("tag"));
    api.article(&author, &[&one, &two]).await?;
    api.article(&author, &[&two]).await?;
    let answer = api.get(None, "/tags").await?.has(200)?;
    assert_eq!(members(&answer), ["tags"]);
    for tag in [one, two] {
        let count = answer["tags"].as_array().into_iter().flatten().filter(|known| **known == tag).count();
        assert_eq!(count, 1);
    }
    Ok(())
}
