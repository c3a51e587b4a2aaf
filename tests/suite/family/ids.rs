//! Types that differ on the wire have other fingerprints.

use super::cases;
use std::collections::BTreeMap;

/// Cases that are one on the wire, though they are two types.
const ALIKE: &[&[&str]] = &[];

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
