//! What looks at values: a rule is one call, at the wire path of its field; so is what tells a secret.

use super::{contains, messages, pretty};
use crate::data;
use proc_macro2::TokenStream;

#[track_caller]
fn emits(source: &str, expected: &str) {
    contains(data::wire(source.parse().unwrap()), expected);
}

#[track_caller]
fn emits_nothing_of(source: &str, unexpected: &str) {
    let code = pretty(data::wire(source.parse().unwrap()));
    assert!(!code.contains(unexpected), "{code}");
}

#[test]
fn every_rule_is_a_call_of_garde() {
    for rule in ["required", "ascii", "alphanumeric", "email", "url"] {
        emits(
            &format!("struct A {{ #[garde({rule})] a: B }}"),
            &format!("faults.rule(\"a\", \"{rule}\", p::rules::{rule}::apply(&self.a, ()))"),
        );
    }
    for (rule, kind) in [("ip", "Any"), ("ipv4", "V4"), ("ipv6", "V6")] {
        emits(
            &format!("struct A {{ #[garde({rule})] a: B }}"),
            &format!("faults.rule(\"a\", \"{rule}\", p::rules::ip::apply(&self.a, (p::rules::ip::IpKind::{kind},)),)"),
        );
    }
    for rule in ["contains", "prefix", "suffix"] {
        emits(
            &format!("struct A {{ #[garde({rule}(\"x\"))] a: B }}"),
            &format!("faults.rule(\"a\", \"{rule}\", p::rules::{rule}::apply(&self.a, (&\"x\",)))"),
        );
    }
    emits("struct A { #[garde(pattern(\"x\"))] a: B }", "p::rules::pattern::regex::init_pattern!(\"x\");");
    emits("struct A { #[garde(pattern(X))] a: B }", "faults.rule(\"a\", \"pattern\", p::rules::pattern::apply(&self.a, (&X,)))");
}

#[test]
fn what_happens_anyway_may_be_asked_for() {
    for word in ["dive", "allow_unvalidated"] {
        emits(&format!("struct A {{ #[garde({word})] a: B }}"), "p::Probe(&self.a).check(&mut faults.at(\"a\"));");
    }
}

#[test]
fn a_rule_within_an_option_has_no_index() {
    emits(
        "struct A { #[garde(inner(ascii))] a: Option<B> }",
        "if let ::core::option::Option::Some(item) = &self.a { faults.at(\"a\").refuse(\"ascii\", ",
    );
    emits(
        "struct A { #[garde(inner(ascii))] a: Vec<B> }",
        "for (index, item) in ::core::iter::Iterator::enumerate((&self.a).iter()) { faults.at(\"a\").index(index).refuse(",
    );
}

#[test]
fn a_field_stands_where_json_has_it() {
    emits("struct A(#[garde(ascii)] B);", "faults.refuse(\"ascii\", p::rules::ascii::apply(&self.0, ()));");
    emits("struct A(B, #[garde(ascii)] C);", "faults.index(1usize).refuse(\"ascii\", p::rules::ascii::apply(&self.1, ()));");
    emits("struct A { #[serde(flatten)] a: B }", "p::Probe(&self.a).check(faults);");
    emits("#[serde(transparent)] struct A { a: B }", "p::Probe(&self.a).check(faults);");
    emits_nothing_of("struct A { #[serde(skip)] a: B }", "fn check");
}

#[test]
fn a_variant_is_a_step_where_json_has_one() {
    let field = "p::Probe(a_).check(&mut faults.at(\"a\"));";
    let of = |attribute: &str, below: &str| {
        emits(&format!("{attribute} enum A {{ B {{ a: C }}, D }}"), &format!("Self::B {{ a: a_ }} => {{ {below} {field} }} _ => {{}}"));
    };
    of("", "let faults = &mut faults.at(\"B\");");
    of("#[serde(tag = \"t\")]", "");
    of("#[serde(tag = \"t\", content = \"c\")]", "let faults = &mut faults.at(\"c\");");
    of("#[serde(untagged)]", "");
    let untagged = "#[serde(untagged)] B { a: C }";
    emits(&format!("enum A {{ D, {untagged} }}"), &format!("Self::B {{ a: a_ }} => {{ {field} }}"));
    emits(&format!("#[serde(tag = \"t\", content = \"c\")] enum A {{ D, {untagged} }}"), &format!("Self::B {{ a: a_ }} => {{ {field} }}"));
    emits_nothing_of("enum A { B, C(u8), D { #[garde(skip)] a: B } }", "fn check");
}

#[test]
fn the_table_of_a_type_says_what_is_written() {
    let is = |source: &str, content: &str, besides: &str, after: &str| {
        let name = "name: ::core::option::Option::Some(p::Name::new(\"A\", ::core::any::type_name::<Self>)),";
        emits(
            source,
            &format!("const {{ &p::Type::Model(&p::Model {{ content: {content}, {besides} {name} {after} ..p::Model::UNIT }}) }}"),
        );
    };
    is("struct A;", "p::Content::Unit", "", "");
    is(
        "/// One.\n/// Two.\nstruct A { #[sensitive] #[serde(alias = \"c\", default)] a: u8, #[serde(flatten)] b: B, #[serde(skip)] d: u8 }",
        "p::Content::Record(&[
            p::Field {
                presence: p::Presence::Defaulted, aliases: &[\"c\"], is_secret: true,
                extra: p::Extra::NOTHING.default(p::Probe::<u8>::DEFAULT), ..p::Field::new(\"a\", p::Probe::<u8>::TY)
            },
            p::Field { presence: p::Presence::Flattened, extra: p::Probe::<B>::EXTRA, ..p::Field::new(\"b\", p::Probe::<B>::TY) }
        ])",
        "docs: \"One.\\nTwo.\",",
        "",
    );
    is("#[doc = concat!(\"a\", \"b\")] struct A;", "p::Content::Unit", "docs: ::core::concat!(concat!(\"a\", \"b\"), \"\\n\"),", "");
    let secret = "p::Content::Inner(p::Field { is_secret: true, ..p::Field::new(\"0\", p::Probe::<u8>::TY) })";
    is("struct A(#[sensitive] u8);", secret, "", "");
    is("#[serde(transparent)] struct A(u8);", "p::Content::Transparent(p::Field::new(\"0\", p::Probe::<u8>::TY))", "", "");
    is(
        "enum A { B, #[serde(skip)] C, #[serde(untagged)] D(u8), #[serde(other)] E }",
        "p::Content::Choice(p::Tagging::External, &[
            p::Variant::new(\"B\"),
            p::Variant {
                name: ::core::option::Option::None, content: p::Content::Inner(p::Field::new(\"0\", p::Probe::<u8>::TY)),
                ..p::Variant::new(\"D\")
            },
            p::Variant { is_other: true, ..p::Variant::new(\"E\") }
        ])",
        "",
        "",
    );
    is(
        "#[serde(try_from = \"String\")] struct A(u8);",
        "p::Content::Converted(p::Converted {
            written: ::core::option::Option::None,
            read: ::core::option::Option::Some(&p::Field::new(\"\", p::Probe::<String>::TY)),
            own: &p::Content::Inner(p::Field::new(\"0\", p::Probe::<u8>::TY))
        })",
        "",
        "",
    );
    is("#[serde(deny_unknown_fields)] struct A {}", "p::Content::Record(&[])", "", "is_strict: true,");
    is("#[serde(tag = \"t\")] struct A {}", "p::Content::Record(&[])", "", "tag: ::core::option::Option::Some((\"t\", \"A\")),");
}

/// What is written and what is read may differ.
#[test]
fn the_table_of_a_type_has_both_directions() {
    let is = |attribute: &str, said: &str| {
        emits(&format!("struct A {{ #[serde({attribute})] a: u8 }}"), &format!("p::Field {{ {said}, ..p::Field::new("));
    };
    is("rename(serialize = \"b\", deserialize = \"c\")", "written: \"b\"");
    is("skip_serializing", "written: \"\"");
    is("skip_serializing_if = \"f\"", "is_left_out: true");
    is("skip_deserializing", "presence: p::Presence::Defaulted, is_read: false");
    is("deserialize_with = \"f\"", "by: p::By::Reader");
    is("with = \"f\"", "by: p::By::Module");
    let default = "extra: p::Extra::NOTHING.default(::core::option::Option::Some(|| { p::Probe::<u8>(m::f()).value() }))";
    is("default = \"m::f\"", &format!("presence: p::Presence::Defaulted, {default}"));
}

#[test]
fn the_table_of_a_type_has_the_rules_that_a_form_can_state() {
    let is = |rules: &str, expected: &str| {
        let expected =
            format!("p::Field {{ rules: &[{expected}], extra: p::Probe::<B>::EXTRA, ..p::Field::new(\"a\", p::Probe::<B>::TY) }}");
        emits(&format!("struct A {{ #[garde({rules})] a: B }}"), &expected);
    };
    let (some, none) = ("::core::option::Option::Some", "::core::option::Option::None");
    is("length(max = MAX)", &format!("p::Rule::Length(p::Count::Chars, {none}, {some}(|| MAX))"));
    let ascii = r#"p::Rule::Pattern(r"^[\x00-\x7F]*$")"#;
    is("length(bytes, min = 1), ascii", &format!("p::Rule::Length(p::Count::Bytes, {some}(|| 1), {none}), {ascii}"));
    is("alphanumeric", r#"p::Rule::Pattern(r"^[\p{Alphabetic}\p{N}]*$")"#);
    is(
        "range(min = -1.5, max = MAX)",
        &format!("p::Rule::Range({some}(|| p::ToString::to_string(\"-1.5\")), {some}(|| p::ToString::to_string(&(MAX))))"),
    );
    is("required, email, url, pattern(\"a\")", "p::Rule::Required, p::Rule::Email, p::Rule::Url, p::Rule::Pattern(\"a\")");
}

#[test]
fn the_faults_of_all_rules_are_told_at_once() {
    let item: TokenStream = "struct A { #[garde(asci)] a: B, #[garde(range())] b: u8 }".parse().unwrap();
    let told = messages(&data::model(TokenStream::new(), item));
    assert_eq!(
        told,
        ["`#[garde]` has no rule `asci` here; did you mean `ascii`?", "rule `range` bounds nothing; write `min = ..`, `max = ..` or both"]
    );
}

#[test]
fn what_cannot_be_within_a_rule_stands_beside_it() {
    let wire = |source: &str| messages(&data::wire(source.parse().unwrap()));
    assert_eq!(wire("struct A { #[garde(inner(skip(1)))] a: B }"), ["`skip` cannot stand within another rule; write it beside that"]);
    assert_eq!(wire("struct A { #[garde(inner)] a: B }"), ["rule `inner` needs arguments; write `inner(..)`"]);
}

#[test]
fn a_rule_has_something_to_say_of_its_field() {
    let told = |field: &str| super::messages(&crate::data::model(TokenStream::new(), format!("struct A {{ {field} }}").parse().unwrap()));
    for (field, expected) in [
        ("#[garde(range(min = 1))] a: String", "rule `range` is about numbers, and `a` is `String`; write `length(..)`"),
        ("#[garde(length(min = 1))] a: u64", "rule `length` is about text and lists, and `a` is `u64`; write `range(..)`"),
        ("#[garde(ascii)] a: u8", "rule `ascii` is about text, and `a` is `u8`; remove it"),
        (
            "#[garde(inner(ascii))] a: HashMap<String, u8>",
            "`inner` is about the items of a list, and `a` is `HashMap<String, u8>`; write the rule on the field of a `#[model]` struct, and a map of those",
        ),
        ("#[garde(inner(ascii))] a: String", "`inner` is about the items of a list, and `a` is `String`; write the rule without `inner`"),
        ("#[garde(ipv4)] a: bool", "rule `ipv4` is about text, and `a` is `bool`; remove it"),
    ] {
        assert_eq!(told(field), [expected]);
    }
    for field in [
        "#[garde(range(min = 1))] a: u8",
        "#[garde(length(min = 1))] a: Vec<u8>",
        "#[garde(inner(ascii))] a: Vec<u8>",
        "#[garde(inner(ascii))] a: Option<u8>",
        "#[garde(inner(ascii))] a: Names",
        "#[garde(ascii)] a: Name",
        "#[garde(range(min = 1))] a: T",
    ] {
        assert_eq!(told(field), [""; 0]);
    }
}

#[test]
fn an_array_has_a_length() {
    let told = |item: &str| super::messages(&crate::data::model(TokenStream::new(), item.parse().unwrap()));
    for (ty, length) in [("[u8; N]", "N"), ("Vec<[u8; N]>", "N"), ("[u8; { N + 1 }]", "{N+1}")] {
        let expected = format!("serde knows arrays of up to 32 items, and not of `{length}`; write `Vec<u8>`");
        assert_eq!(told(&format!("struct A<const N: usize> {{ a: {ty} }}")), [expected.as_str()], "{ty}");
        assert_eq!(told(&format!("enum A<const N: usize> {{ B(u8, {ty}), C }}")), [expected], "{ty}");
        assert_eq!(told(&format!("struct A<const N: usize> {{ #[serde(with = \"f\")] a: {ty} }}")), [""; 0], "{ty}");
    }
    assert_eq!(told("struct A<const N: usize> { a: [u8; 3], b: Of<N> }"), [""; 0]);
}

#[test]
fn what_is_read_is_owned() {
    let told = |item: &str| super::messages(&crate::data::model(TokenStream::new(), item.parse().unwrap()));
    let expected =
        |field: &str, owned: &str| format!("field `{field}` is borrowed, and what arrives belongs to whoever reads it; write `{owned}`");
    assert_eq!(told("struct A { a: &'static str }"), [expected("a", "String")]);
    assert_eq!(told("enum A { B(u8, Vec<&'static [u8]>), C { d: &'static str } }"), [expected("1", "Vec<u8>"), expected("d", "String")]);
    for item in ["struct A<'a> { a: &'a str }", "struct A { #[serde(skip)] a: &'static str }", "struct A { a: Cow<'static, str> }"] {
        assert_eq!(told(item), [""; 0], "{item}");
    }
}
