//! Structs with each attribute of serde.

use super::family;

family! {
    plain: Plain => body form spread;
    nothing: Nothing => body;
    camel: Camel => body form spread;
    screaming: Screaming => body form spread;
    renamed: Renamed => body form spread;
    dotted: Dotted => body spread;
    aliased: Aliased => body form spread;
    defaulted: Defaulted => body form;
    all_defaulted: AllDefaulted => body form spread;
    skipped: Skipped => body form;
    skipped_if: SkippedIf => body form spread;
    strict: Strict => body form spread;
    tagged_struct: TaggedStruct => body;
    through: Through => body form query path header;
    even: Even => body;
    with: With => body spread;
    in_out: InOut => body spread;
    transparent: Transparent => body form;
    transparent_option: TransparentOption => body form;
    absent: Absent => body;
    nested: Nested => body form;
    pair: Pair => body form;
    optional: Optional => body form;
    maybe: Maybe => body form;
    wrapped: Wrapped => body form;
    deep: Deep => body;
    tree: Tree => body;
}
