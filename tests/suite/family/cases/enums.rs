//! Enums in each form.

use super::family;

family! {
    external: External => body;
    internal: Internal => body;
    adjacent: Adjacent => body;
    untagged: Untagged => body;
    cased: Cased => body form;
    cased_internal: CasedInternal => body;
    cased_adjacent: CasedAdjacent => body;
    strict_internal: StrictInternal => body;
    strict_external: StrictExternal => body form;
    strict_adjacent: StrictAdjacent => body;
    other: Other => body;
    other_internal: OtherInternal => body;
    variants: Variants => body form;
    recursive_external: RecursiveExternal => body;
    recursive_internal: RecursiveInternal => body;
    recursive_adjacent: RecursiveAdjacent => body;
    recursive_untagged: RecursiveUntagged => body;
}
