//! The table: a type, and the places that can carry it. An action carries each.

use super::case::family;

family! {
    u8_: u8 => body form query path header;
    u64_: u64 => body form query path header;
    bool_: bool => body form query path header;
    string_: String => body form query path header;
    option_u8: Option<u8> => body form query header;
    list_u8: Vec<u8> => body form query header;
    uuid_: uuid::Uuid => body form query path header;
    plain: Plain => body form spread;
    camel: Camel => body form spread;
}
