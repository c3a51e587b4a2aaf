//! Signing up, signing in, and changing one's account.

use crate::support::{Api, email, members, text, unique};
use anyhow::Result;
use serde_json::{Value, json};

pub(crate) async fn somebody_signs_up(api: &Api) -> Result<()> {
    let name = unique("Jäke ");
    let body = json!({ "user": { "username": name, "email": email(&name), "password": "p" } });
    let answer = api.call(None, "POST", "/users", Some(body)).await?.has(201)?;
    assert_eq!(members(&answer), ["user"]);
    let user = &answer["user"];
    assert_eq!(members(user), ["bio", "email", "image", "token", "username"]);
    assert_eq!((&user["username"], &user["email"]), (&json!(name), &json!(email(&name))));
    assert_eq!((&user["bio"], &user["image"]), (&Value::Null, &Value::Null));
    assert_eq!(text(&user["token"])?.split('.').count(), 3);
    Ok(())
}

pub(crate) async fn somebody_signs_in(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let login = json!({ "user": { "email": email(&user.name), "password": "password" } });
    let answer = api.call(None, "POST", "/users/login", Some(login)).await?.has(200)?;
    assert_eq!(answer["user"]["username"], user.name);
    let again = crate::support::User { name: user.name.clone(), token: text(&answer["user"]["token"])? };
    for who in [&user, &again] {
        let current = api.get(Some(who), "/user").await?.has(200)?;
        assert_eq!(members(&current["user"]), ["bio", "email", "image", "token", "username"]);
        assert_eq!(current["user"]["email"], email(&user.name));
    }
    Ok(())
}

pub(crate) async fn names_and_addresses_are_taken_once(api: &Api) -> Result<()> {
    let (first, second) = (api.somebody().await?, api.somebody().await?);
    let taken = "has already been taken";
    let sign_up = |name: &str, address: String| json!({ "user": { "username": name, "email": address, "password": "password" } });
    let post = async |body: Value| api.call(None, "POST", "/users", Some(body)).await;
    post(sign_up(&first.name, email(&unique("x")))).await?.refuses(409, "username", taken)?;
    post(sign_up(&unique("x"), email(&first.name))).await?.refuses(409, "email", taken)?;
    let both = post(sign_up(&first.name, email(&first.name))).await?.has(409)?;
    assert_eq!(members(&both["errors"]), ["email", "username"]);

    let change = async |body: Value| api.put(&second, "/user", json!({ "user": body })).await;
    change(json!({ "username": first.name })).await?.refuses(409, "username", taken)?;
    change(json!({ "email": email(&first.name) })).await?.refuses(409, "email", taken)?;
    change(json!({ "username": second.name, "email": email(&second.name) })).await?.has(200)?;
    Ok(())
}

pub(crate) async fn blank_fields_are_refused(api: &Api) -> Result<()> {
    let fields = ["username", "email", "password"];
    for field in fields {
        let mut user = json!({ "username": unique("x"), "email": email(&unique("x")), "password": "password" });
        for (value, message) in [(json!(""), "can't be blank"), (Value::Null, "*"), (json!(7), "*")] {
            user[field] = value;
            let sign_up = json!({ "user": user });
            api.call(None, "POST", "/users", Some(sign_up)).await?.refuses(422, field, message)?;
        }
        user.as_object_mut().map(|user| user.remove(field));
        api.call(None, "POST", "/users", Some(json!({ "user": user }))).await?.refuses(422, field, "can't be blank")?;
    }
    let blank = json!({ "user": { "username": " ", "email": "", "password": "" } });
    let all = api.call(None, "POST", "/users", Some(blank)).await?.has(422)?;
    assert_eq!(members(&all["errors"]), ["email", "password", "username"]);
    for field in ["email", "password"] {
        let mut user = json!({ "email": "a@example.com", "password": "password" });
        user[field] = json!("");
        api.call(None, "POST", "/users/login", Some(json!({ "user": user }))).await?.refuses(422, field, "can't be blank")?;
        user.as_object_mut().map(|user| user.remove(field));
        api.call(None, "POST", "/users/login", Some(json!({ "user": user }))).await?.refuses(422, field, "can't be blank")?;
    }
    Ok(())
}

pub(crate) async fn wrong_credentials_are_one_answer(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    for (address, password) in [(email(&user.name), "Password"), ("nobody@example.com".to_owned(), "password"), ("a\0".to_owned(), "x")] {
        let login = json!({ "user": { "email": address, "password": password } });
        let answer = api.call(None, "POST", "/users/login", Some(login)).await?;
        if address.contains('\0') { answer.refuses(422, "email", "*")? } else { answer.refuses(401, "credentials", "invalid")? }
    }
    Ok(())
}

pub(crate) async fn an_account_changes_what_is_given(api: &Api) -> Result<()> {
    let mut user = api.somebody().await?;
    let name = unique("renamed");
    let steps = [
        json!({ "bio": "I work" }),
        json!({ "image": "https://example.com/me.png" }),
        json!({ "username": name }),
        json!({ "email": email(&name) }),
        json!({}),
    ];
    for step in steps {
        let answer = api.put(&user, "/user", json!({ "user": step })).await?.has(200)?;
        for (field, value) in step.as_object().into_iter().flatten() {
            assert_eq!(&answer["user"][field], value);
        }
        user.token = text(&answer["user"]["token"])?;
    }
    let current = api.get(Some(&user), "/user").await?.has(200)?;
    let expected = json!({ "username": name, "email": email(&name), "bio": "I work", "image": "https://example.com/me.png" });
    for (field, value) in expected.as_object().into_iter().flatten() {
        assert_eq!(&current["user"][field], value);
    }
    assert_eq!(api.get(None, &format!("/profiles/{name}")).await?.has(200)?["profile"]["bio"], "I work");
    api.get(None, &format!("/profiles/{}", user.name)).await?.refuses(404, "profile", "not found")
}

pub(crate) async fn bio_and_image_are_taken_away(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    for field in ["bio", "image"] {
        for nothing in [json!(""), Value::Null] {
            api.put(&user, "/user", json!({ "user": { field: "something" } })).await?.has(200)?;
            let untouched = api.put(&user, "/user", json!({ "user": {} })).await?.has(200)?;
            assert_eq!(untouched["user"][field], "something");
            let answer = api.put(&user, "/user", json!({ "user": { field: nothing } })).await?.has(200)?;
            assert_eq!(answer["user"][field], Value::Null);
            assert_eq!(api.get(Some(&user), "/user").await?.has(200)?["user"][field], Value::Null);
        }
    }
    Ok(())
}

pub(crate) async fn refused_changes_change_nothing(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let before = api.get(Some(&user), "/user").await?.has(200)?;
    let refused = [
        ("email", json!("")),
        ("email", Value::Null),
        ("username", json!("")),
        ("username", Value::Null),
        ("username", json!("x".repeat(256))),
        ("password", json!("")),
        ("password", Value::Null),
        ("password", json!("1234567")),
        ("bio", json!(1)),
        ("image", json!([])),
        ("bio", json!("nul \0")),
    ];
    for (field, value) in refused {
        let mut change = json!({ "image": "https://example.com/x.png", "bio": "x" });
        change[field] = value;
        api.put(&user, "/user", json!({ "user": change })).await?.refuses(422, field, "*")?;
    }
    let after = api.get(Some(&user), "/user").await?.has(200)?;
    for field in ["username", "email", "bio", "image"] {
        assert_eq!(after["user"][field], before["user"][field]);
    }
    Ok(())
}

pub(crate) async fn a_password_can_be_changed(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let login = async |password: &str| {
        let body = json!({ "user": { "email": email(&user.name), "password": password } });
        api.call(None, "POST", "/users/login", Some(body)).await
    };
    let long = "ä".repeat(64);
    for password in ["12345678", &long] {
        api.put(&user, "/user", json!({ "user": { "password": password } })).await?.has(200)?;
        login(password).await?.has(200)?;
        login("password").await?.refuses(401, "credentials", "invalid")?;
    }
    Ok(())
}
