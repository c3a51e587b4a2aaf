//! Types that say more of themselves than their fields, and shapes that are rare.

use super::family;

family! {
    ruled: Ruled => body;
    ruled_short: Short => body form query path header;
    needed: Needed => body form;
    secrets: Secrets => body form;
    faded: Faded => body;
    said: Said => body;
    two: Two<Plain, Option<Unit>> => body form;
    two_deep: Field<Two<u8, Vec<Camel>>> => body;
    either: Either<Plain, u64> => body;
    either_other: Either<u64, Plain> => body;
    bare: Bare => body;
    hen: Hen => body;
    odd: Odd => body;
    patched: Patched => body;
}
