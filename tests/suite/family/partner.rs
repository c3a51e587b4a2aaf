//! The client that progenitor generates of the family: from the document that is served, without what progenitor does not take.

use super::{all_of, cases, published};
use crate::progenitor;
use crate::support::Running;
use anyhow::Result;
use todos_partner::family::types::{ExternalInput, PlainInput, Unit};

/// After a change that is meant: `TRIFOLD_BLESS=1 cargo test --workspace --test suite family::partner`, and read the diff.
#[test]
fn the_client_of_the_family_is_generated_from_what_is_served() -> Result<()> {
    let [_, (_, mut older)] = published::documents(&cases::all())?;
    let of_lists =
        ["hash_set", "list_bool", "list_char", "list_enum", "list_f64", "list_string", "list_u128", "list_u8", "list_uuid", "set_u32"];
    assert_eq!(progenitor::hold("family.json", &mut older)?, of_lists.map(|case| format!("{case}_header")));
    Ok(())
}

#[tokio::test]
async fn a_generated_client_has_back_what_it_sends() -> Result<()> {
    let server = Running::start(all_of(&cases::all())).await?;
    let client = todos_partner::family::Client::new(&server.base());
    let plain = || PlainInput { flag: true, list: vec![7], maybe: None, number: u64::MAX, text: "é".to_owned() };
    for back in [client.plain_body(&plain()).await?, client.plain_form(&plain()).await?] {
        assert_eq!((back.flag, &back.list[..], &back.maybe, back.number, back.text.as_str()), (true, &[7][..], &None, u64::MAX, "é"));
    }
    let held = client.external_body(&ExternalInput::Newtype(plain())).await?.into_inner();
    assert_eq!(
        serde_json::to_value(held)?,
        serde_json::json!({ "Newtype": { "flag": true, "list": [7], "maybe": null, "number": u64::MAX, "text": "é" } })
    );
    assert_eq!(client.u64_path(u64::MAX).await?.into_inner(), u64::MAX);
    assert_eq!(client.unit_enum_path(Unit::X3).await?.into_inner().to_string(), "3/~ .[]");
    let words = vec!["a,b".to_owned(), "c&d".to_owned()];
    assert_eq!(client.list_string_query(Some(&words)).await?.into_inner(), words);
    let camel = client.camel_spread("Hopper", "Grace").await?;
    assert_eq!((camel.first_name.as_str(), camel.last.as_str()), ("Grace", "Hopper"));
    assert!(client.option_plain_body(None).await?.into_inner().is_none());
    let stamp = chrono::DateTime::UNIX_EPOCH;
    assert_eq!(client.chrono_utc_body(&stamp).await?.into_inner(), stamp);
    Ok(())
}
