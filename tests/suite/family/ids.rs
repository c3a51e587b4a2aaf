//! Types that differ on the wire have other fingerprints.

use super::cases;
use std::collections::BTreeMap;

/// Cases that are one on the wire, though they are two types.
const ALIKE: &[&[&str]] = &[
    &["bytes_", "list_u8"],
    &["chrono_utc", "chrono_fixed"],
    &["f64_", "double"],
    // What may be absent does not count.
    &["flat_options", "flat_list"],
    &["list_string", "hash_set"],
    &["nothing", "defaulted", "all_defaulted", "skipped_if", "options", "needed", "patched"],
    &["option_u8", "transparent_option", "maybe"],
    &["plain", "transparent", "wrapped"],
    &["skipped", "strict", "optional"],
    &["string_", "arc_str", "cow_str", "text", "through", "ruled_short"],
    &["tuple_two", "pair"],
    &["u16_", "even"],
    &["u64_", "number"],
    &["u8_", "boxed_u8", "wrapping"],
    &["unit_", "bare"],
];

#[test]
fn each_has_a_fingerprint_of_its_own() {
    let mut by_print: BTreeMap<[u8; 16], Vec<&str>> = BTreeMap::new();
    for case in cases::all() {
        by_print.entry(case.fingerprint).or_default().push(case.name);
    }
    let shared: Vec<_> = by_print.into_values().filter(|names| names.len() > 1).collect();
    let unmeant: Vec<_> = shared.iter().filter(|names| !ALIKE.contains(&names.as_slice())).collect();
    let over: Vec<_> = ALIKE.iter().filter(|names| !shared.iter().any(|shared| shared == *names)).collect();
    assert!(unmeant.is_empty() && over.is_empty(), "of one fingerprint: {unmeant:#?}, no longer: {over:#?}");
}
