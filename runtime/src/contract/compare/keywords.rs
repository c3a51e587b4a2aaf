//! Keywords of JSON Schema that bound a value.

/// Keywords below whose number a value may not be.
pub(super) const LOWER: [&str; 5] = ["minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"];
/// Keywords above whose number a value may not be.
pub(super) const UPPER: [&str; 5] = ["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"];
/// The keyword of which a value must be a multiple.
pub(super) const MULTIPLE: &str = "multipleOf";

/// Returns true if the keyword bounds a value.
pub(super) fn is_bound(keyword: &str) -> bool {
    LOWER.contains(&keyword) || UPPER.contains(&keyword) || keyword == MULTIPLE
}
