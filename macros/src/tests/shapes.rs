//! The names, directions and places of a shape that serde's rarer attributes decide.

use super::data::shape;

const U8: &str = "p::Probe::<u8>::SHAPE.or(\"u8\")";

#[track_caller]
fn fields(source: &str, expected: &str) {
    shape(source, &format!("p::Shape::record(){expected}"));
}

#[track_caller]
fn variants(source: &str, expected: &str) {
    shape(source, &format!("p::Shape::choice(p::Tagging::External){expected}"));
}

#[test]
fn a_rule_of_names_has_two_directions() {
    let both = "rename_all(serialize = \"camelCase\", deserialize = \"kebab-case\")";
    fields(&format!("#[serde({both})] struct A {{ a_b: u8 }}"), &format!(".field(\"aB|a-b\", {U8})"));
    let one = "rename_all(serialize = \"camelCase\")";
    fields(&format!("#[serde({one})] struct A {{ a_b: u8 }}"), &format!(".field(\"aB|a_b\", {U8})"));
}

#[test]
fn the_nearest_rule_of_names_holds() {
    let field = |variant: &str, field: &str| format!(".variant(\"{variant}\", p::Shape::record().field(\"{field}\", {U8}))");
    variants("enum E { #[serde(rename_all = \"camelCase\")] OneTwo { a_b: u8 } }", &field("OneTwo", "aB"));
    let inner = "enum E { #[serde(rename_all = \"camelCase\")] OneTwo { a_b: u8 } }";
    variants(&format!("#[serde(rename_all_fields = \"kebab-case\")] {inner}"), &field("OneTwo", "aB"));
    variants("#[serde(rename_all = \"camelCase\")] enum E { OneTwo { a_b: u8 } }", &field("oneTwo", "a_b"));
    fields("#[serde(rename_all = \"camelCase\")] struct A { #[serde(rename = \"x_y\")] a_b: u8 }", &format!(".field(\"x_y\", {U8})"));
}

#[test]
fn a_variant_has_a_name_and_directions() {
    let unit = |name: &str| format!(".variant(\"{name}\", p::Shape::unit())");
    variants("enum E { #[serde(rename = \"x\")] A }", &unit("x"));
    variants("enum E { #[serde(rename(serialize = \"x\"))] A }", &unit("x|A"));
    variants("enum E { #[serde(skip_serializing)] A }", &unit("|A"));
    variants("enum E { #[serde(skip_serializing, skip_deserializing)] A, B }", &unit("B"));
    let b = format!("p::Shape::newtype({U8})");
    variants("enum E { #[serde(with = \"f\")] A(u8) }", &format!(".variant(\"A\", p::Shape::by(\"f\", {b}))"));
    variants("enum E { A(u8), #[serde(untagged)] B(u8) }", &format!(".variant(\"A\", {b}).alternative({b})"));
}

#[test]
fn what_refuses_the_unknown_is_closed() {
    fields("#[serde(deny_unknown_fields)] struct A { a: u8 }", &format!(".field(\"a\", {U8}).closed()"));
    variants("#[serde(deny_unknown_fields)] enum E { A }", ".variant(\"A\", p::Shape::unit()).closed()");
}

#[test]
fn a_raw_identifier_is_its_word() {
    fields("struct A { r#type: u8 }", &format!(".field(\"type\", {U8})"));
    variants("enum E { r#fn }", ".variant(\"fn\", p::Shape::unit())");
}

#[test]
fn what_travels_is_what_is_written_and_what_is_read() {
    let of = |ty: &str| format!("p::Probe::<{ty}>::SHAPE.or(\"{ty}\")");
    let both = format!("p::Shape::together().item({}).item({})", of("C"), of("B"));
    shape("#[serde(from = \"B\", into = \"C\")] struct A { a: u8 }", &both);
    shape("#[serde(try_from = \"B\", into = \"C\")] struct A { a: u8 }", &both);
    shape("#[serde(transparent)] struct A { #[serde(skip)] a: B, b: u8 }", U8);
    shape("struct A(#[serde(skip)] u8);", "p::Shape::unit()");
}

#[test]
fn each_type_of_a_circle_has_its_own_stand_in() {
    let stand_in = |place: u8| {
        let itself = format!("p::Recursive<{place}usize>");
        format!("p::Probe::<{itself}>::SHAPE.or(\"::trifold::__private::Recursive<{place}usize>\")")
    };
    let part = format!("p::Shape::record().field(\"b\", {}).field(\"c\", {})", stand_in(1), stand_in(2));
    let circle = "#[wire(recursive(B, C))] struct A { b: B, c: C }";
    super::contains(crate::data::wire(circle.parse().unwrap()), &format!("const PART: p::Shape = p::Shape::by(\"B, C\", {part});"));
    let together = "p::Shape::together().item(<Self as ::trifold::Wire>::PART).item(<B as ::trifold::Wire>::PART)";
    shape(circle, &format!("{together}.item(<C as ::trifold::Wire>::PART)"));
    // A type of that name from elsewhere is another.
    fields("struct A { a: m::A }", ".field(\"a\", p::Probe::<m::A>::SHAPE.or(\"m::A\"))");
}

#[test]
fn what_holds_a_foreign_type_is_known_by_its_family() {
    let b = "p::Probe::<B>::SHAPE.or(\"B\")";
    let told = |ty: &str, told: &str| {
        fields(&format!("struct A {{ a: {ty} }}"), &format!(".field(\"a\", p::Probe::<{ty}>::SHAPE.or_shape({told}))"))
    };
    for name in ["Vec", "VecDeque", "LinkedList", "BTreeSet", "HashSet", "BinaryHeap"] {
        told(&format!("{name}<B>"), &format!("p::Shape::sequence({b})"));
    }
    for name in ["Box", "Arc", "Rc", "Cow"] {
        told(&format!("{name}<B>"), b);
    }
    for name in ["HashMap", "BTreeMap"] {
        told(&format!("{name}<u8, B>"), &format!("p::Shape::map({U8}, {b})"));
    }
    told("Of<u8>", &format!("p::Shape::named(\"Of<_>\").and({U8})"));
}

/// All that serde takes is read: a name is never lost because another word beside it is rare.
#[test]
fn every_way_to_write_a_name_is_read() {
    let b = format!(".field(\"b\", {U8})");
    for names in [
        "rename(serialize = \"b\", deserialize = \"b\", deserialize = \"c\")",
        "rename = \"b\", rename(deserialize = \"c\")",
        "rename(serialize = \"b\"), rename(deserialize = \"b\")",
        "rename(deserialize = \"b\"))] #[serde(rename(serialize = \"b\")",
        "rename = \"b\", alias = \"c\", alias = \"d\", alias = \"c\"",
        "rename = r#\"b\"#, bound = \"\", borrow",
        "rename = \"b\", bound(serialize = \"\", deserialize = \"\"), borrow = \"'a\"",
    ] {
        fields(&format!("struct A {{ #[serde({names})] a: u8 }}"), &b);
    }
    variants("enum E { #[serde(rename(deserialize = \"x\", deserialize = \"y\"))] A }", ".variant(\"A|x\", p::Shape::unit())");
    let all = "rename_all(serialize = \"camelCase\"), rename_all(deserialize = \"camelCase\"), crate = \"x\", expecting = \"y\"";
    fields(&format!("#[serde({all})] struct A {{ a_b: u8 }}"), &format!(".field(\"aB\", {U8})"));
}

#[test]
fn a_secret_is_one_by_each_of_its_names() {
    let secret = "struct A { #[sensitive] #[serde(rename(deserialize = \"pin\", deserialize = \"code\"))] a: String }";
    super::contains(
        crate::data::wire(secret.parse().unwrap()),
        "p::Field { written: \"a\", aliases: &[\"code\"], is_secret: true, ..p::Field::new(\"pin\", p::Probe::<String>::TY) }",
    );
}

#[test]
fn what_cannot_be_read_of_serde_is_an_error() {
    let told = |source: &str| super::messages(&crate::data::wire(source.parse().unwrap()));
    let of = |words: &str| told(&format!("struct A {{ #[sensitive] #[serde({words})] a: String }}"));
    for (words, message) in [
        ("rename = 5", "`rename` is not read so; write `rename = \"..\"`"),
        ("rename", "`rename` is not read so; write `rename = \"..\"`"),
        ("rename(both = \"x\")", "`rename` is not read so; write `rename = \"..\"`"),
        ("rename = \"\"", "`rename` gives no name; write one, or remove it"),
        ("rename(serialize = \"x\", deserialize = \"\")", "`rename` gives no name; write one, or remove it"),
        ("flatten = true", "`flatten` is not read so; write `flatten`"),
        ("alias(\"x\")", "`alias` is not read so; write `alias = \"..\"`"),
        ("renam = \"x\"", "`#[serde]` has no key `renam`; remove it"),
        ("getter = \"x\"", "`getter` does not suit a type that travels: it belongs to `remote`, which makes no type travel; take it off"),
    ] {
        assert_eq!(of(words), [message], "{words}");
    }
    assert_eq!(of("rename = \"x\" alias").len(), 1);
    let identifier =
        "`variant_identifier` does not suit a type that travels: it reads names of variants, and not what is written; take it off";
    assert_eq!(told("#[wire(model)] #[serde(variant_identifier)] enum A { B }"), [identifier]);
    let error = |words: &str| format!("enum E {{ #[status(400)] A {{ #[serde({words})] a: u8 }} }}");
    let told = |source: &str| super::messages(&crate::data::api_error(source.parse().unwrap()));
    assert_eq!(told(&error("rename = 5")), ["`rename` is not read so; write `rename = \"..\"`"]);
    assert_eq!(told(&error("rename = \"x\" rename")).len(), 1);
}
