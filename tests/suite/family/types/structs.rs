//! Structs with each attribute that serde has for them.

use super::define;

define! {
    struct Plain { text: String, number: u64, flag: bool, maybe: Option<String>, list: Vec<u32> }

    #[serde(rename_all = "camelCase")]
    struct Camel { first_name: String, #[serde(rename = "LAST")] last_name: String }
}
