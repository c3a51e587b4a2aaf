//! Each holder around each kind of content.

use super::family;

family! {
    narrow: Narrow => body form spread;
    wide: Wide => body form spread;
    widest: Widest => body form spread;
    non_zeros: NonZeros => body form spread;
    floats: Floats => body form spread;
    texts: Texts => body;
    keys: Keys => body form;
    text_keys: TextKeys => body form;
    lists: Lists => body form;
    options: Maybes => body form spread;
    foreign: Foreign => body;
    chrono: Chrono => body form spread;
    jiff: Jiff => body form spread;
    time: Time => body form spread;
    standard: Standard => body;

    field_floats: Field<Floats> => body form;
    field_options: Field<Maybes> => body form;
    field_list: Field<Vec<f64>> => body form;

    flat_narrow: Flat<Narrow> => body spread;
    flat_wide: Flat<Wide> => body;
    flat_widest: Flat<Widest> => body;
    flat_non_zeros: Flat<NonZeros> => body;
    flat_floats: Flat<Floats> => body;
    flat_texts: Flat<Texts> => body;
    flat_keys: Flat<Keys> => body;
    flat_text_keys: Flat<TextKeys> => body;
    flat_lists: Flat<Lists> => body;
    flat_options: Flat<Maybes> => body spread;
    flat_foreign: Flat<Foreign> => body;
    flat_chrono: Flat<Chrono> => body spread;
    flat_jiff: Flat<Jiff> => body;
    flat_time: Flat<Time> => body;
    flat_standard: Flat<Standard> => body;
    flat_map: FlatMap => body;
    flat_numbers: FlatNumbers => body;
    flat_map_keys: FlatKeys => body;
    flat_option: FlatOption => body;
    flat_twice: FlatTwice => body spread;
    flat_enum: FlatEnum => body;
    flat_external: FlatExternal => body;
    flat_aliased: FlatAliased => body spread;
    flat_list: FlatList => body;

    external_widest: HeldExternal<Widest> => body form;
    external_keys: HeldExternal<Keys> => body;
    external_floats: HeldExternal<Floats> => body;

    internal_narrow: HeldInternal<Narrow> => body;
    internal_wide: HeldInternal<Wide> => body;
    internal_widest: HeldInternal<Widest> => body;
    internal_non_zeros: HeldInternal<NonZeros> => body;
    internal_floats: HeldInternal<Floats> => body;
    internal_texts: HeldInternal<Texts> => body;
    internal_keys: HeldInternal<Keys> => body;
    internal_text_keys: HeldInternal<TextKeys> => body;
    internal_lists: HeldInternal<Lists> => body;
    internal_options: HeldInternal<Maybes> => body;
    internal_foreign: HeldInternal<Foreign> => body;
    internal_chrono: HeldInternal<Chrono> => body;
    internal_standard: HeldInternal<Standard> => body;

    adjacent_widest: HeldAdjacent<Widest> => body;
    adjacent_floats: HeldAdjacent<Floats> => body;
    adjacent_keys: HeldAdjacent<Keys> => body;
    adjacent_lists: HeldAdjacent<Lists> => body;
    adjacent_options: HeldAdjacent<Maybes> => body;

    untagged_wide: HeldUntagged<Wide> => body;
    untagged_widest: HeldUntagged<Widest> => body;
    untagged_floats: HeldUntagged<Floats> => body;
    untagged_texts: HeldUntagged<Texts> => body;
    untagged_keys: HeldUntagged<Keys> => body;
    untagged_lists: HeldUntagged<Lists> => body;
    untagged_options: HeldUntagged<Maybes> => body;
    untagged_foreign: HeldUntagged<Foreign> => body;
}
