//! Verb, path, literal segments and versions keep routes apart, and what is not in the path has a place of its own.
use std::collections::BTreeMap;

#[trifold::model]
pub struct Page {
    pub from: Option<u32>,
}

#[trifold::service(versions = 1..=3)]
pub trait Clock {
    #[get("/")]
    async fn root(&self) -> u8;

    #[get("/at/{hour}")]
    async fn at(&self, hour: u8, zone: Option<String>, minutes: Vec<u8>) -> u8;

    #[get("/at/noon")]
    async fn noon(&self, #[query] page: Page, #[header("x-zone")] zone: Option<String>) -> u8;

    #[put("/at/{hour}")]
    async fn set(&self, hour: u8, #[query] page: Page, minute: u8) -> u8;

    #[delete("/at/{hour}")]
    async fn clear(&self, hour: u8, #[query] rest: BTreeMap<String, String>);

    #[patch("/hands", until = 1)]
    async fn seconds(&self, hour: u8, minute: u8) -> u8;

    #[patch("/hands", since = 2, until = 2, deprecated = "2028-02-29", sunset = "2028-02-29")]
    async fn millis(&self, #[body] hands: Vec<u8>) -> u8;

    #[patch("/hands", since = 3)]
    async fn nanos(&self, #[body] hands: BTreeMap<String, u8>, #[header("x-zone")] zone: String) -> u8;
}

#[test]
fn compiles() {
    let places: Vec<_> = ClockSpec::AT.params.iter().map(|param| param.name).collect();
    assert_eq!(places, ["hour", "zone", "minutes"]);
}
