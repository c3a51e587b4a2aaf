//! Options, lists, maps, sets, tuples of scalars.

use super::family;

family! {
    option_u8: Option<u8> => body form query header;
    option_f64: Option<f64> => body form query header;
    option_bool: Option<bool> => body form query header;
    option_string: Option<String> => body form query header;
    option_uuid: Option<uuid::Uuid> => body form query header;
    option_enum: Option<Unit> => body form query header;
    option_plain: Option<Plain> => body form;
    option_list: Option<Vec<String>> => body form query;
    list_u8: Vec<u8> => body form query header;
    list_u128: Vec<u128> => body form query header;
    list_f64: Vec<f64> => body form query header;
    list_bool: Vec<bool> => body form query header;
    list_char: Vec<char> => body form query header;
    list_string: Vec<String> => body form query header;
    list_uuid: Vec<uuid::Uuid> => body form query header;
    list_enum: Vec<Unit> => body form query header;
    list_option: Vec<Option<u8>> => body;
    list_list: Vec<Vec<String>> => body form;
    list_plain: Vec<Plain> => body form;
    set_u32: std::collections::BTreeSet<u32> => body form query header;
    hash_set: std::collections::HashSet<String> => body form query header;
    deque: std::collections::VecDeque<i8> => body query;
    map_string: std::collections::BTreeMap<String, String> => body form;
    map_u64: std::collections::BTreeMap<u64, i64> => body form;
    map_char: std::collections::BTreeMap<char, bool> => body form;
    map_enum: std::collections::BTreeMap<Unit, f64> => body;
    map_uuid: std::collections::BTreeMap<uuid::Uuid, u8> => body;
    map_list: std::collections::BTreeMap<String, Vec<u8>> => body form;
    map_plain: std::collections::BTreeMap<String, Plain> => body form;
    hash_map: std::collections::HashMap<i32, Option<u8>> => body;
    tuple_one: (u8,) => body form;
    tuple_two: (u8, String) => body form;
    tuple_deep: (u64, (f64, bool), Option<String>) => body;
    array: [i16; 3] => body form;
    range: std::ops::Range<u32> => body form;
    range_inclusive: std::ops::RangeInclusive<u32> => body;
    bound: std::ops::Bound<u8> => body;
    boxed_u8: Box<u8> => body;
    wrapping: std::num::Wrapping<u8> => body;
}
