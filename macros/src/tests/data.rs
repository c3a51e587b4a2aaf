//! `#[model]`, `#[derive(Wire)]`, `#[derive(ApiError)]`.

use super::{messages, pretty};
use crate::data;
use proc_macro2::TokenStream;

#[track_caller]
fn emits(derive: fn(TokenStream) -> TokenStream, source: &str, expected: &str) {
    super::contains(derive(source.parse().unwrap()), expected);
}

#[track_caller]
pub(super) fn shape(source: &str, expected: &str) {
    emits(data::wire, source, &format!("const SHAPE: p::Shape = {expected};"));
}

#[track_caller]
fn refuses(derive: fn(TokenStream) -> TokenStream, source: &str, expected: &str) {
    assert_eq!(messages(&derive(source.parse().unwrap())), [expected], "{source}");
}

#[test]
fn a_shape_follows_serde() {
    shape("struct A;", "p::Shape::unit()");
    shape("struct A(u8);", "p::Shape::newtype(p::Probe::<u8>::SHAPE.or(\"u8\"))");
    shape(
        "struct A(#[serde(skip)] u8, u16, u32);",
        "p::Shape::tuple().item(p::Probe::<u16>::SHAPE.or(\"u16\")).item(p::Probe::<u32>::SHAPE.or(\"u32\"))",
    );
    shape("struct A { a: u8 }", "p::Shape::record().field(\"a\", p::Probe::<u8>::SHAPE.or(\"u8\"))");
    shape("#[serde(transparent)] struct A { a: u8 }", "p::Probe::<u8>::SHAPE.or(\"u8\")");
    shape(
        "#[serde(rename_all = \"camelCase\")] struct A { a_b: u8 }",
        "p::Shape::record().field(\"aB\", p::Probe::<u8>::SHAPE.or(\"u8\"))",
    );
    shape(
        "struct A { #[serde(rename(serialize = \"x\", deserialize = \"y\"))] a: u8 }",
        "p::Shape::record().field(\"x|y\", p::Probe::<u8>::SHAPE.or(\"u8\"))",
    );
    shape("struct A { #[serde(default, alias = \"b\")] a: u8 }", "p::Shape::record().defaulted(\"a\", p::Probe::<u8>::SHAPE.or(\"u8\"))");
    shape("#[serde(default)] struct A { a: u8 }", "p::Shape::record().defaulted(\"a\", p::Probe::<u8>::SHAPE.or(\"u8\"))");
    shape("struct A { #[serde(flatten)] a: B }", "p::Shape::record().flattened(p::Probe::<B>::SHAPE.or(\"B\"))");
    shape(
        "struct A { #[serde(with = \"hex\")] a: B }",
        "p::Shape::record().field(\"a\", p::Shape::by(\"hex\", p::Probe::<B>::SHAPE.or(\"B\")))",
    );
    shape("#[serde(from = \"B\", into = \"B\")] struct A { a: u8 }", "p::Probe::<B>::SHAPE.or(\"B\")");
}

#[test]
fn what_refuses_the_unknown_says_so() {
    let record = "p::Shape::record().field(\"a\", p::Probe::<u8>::SHAPE.or(\"u8\"))";
    shape("#[serde(deny_unknown_fields)] struct A { a: u8 }", &format!("{record}.closed()"));
    emits(data::wire, "#[wire(model)] #[serde(deny_unknown_fields)] struct A { a: u8 }", ".strict()");
    shape("struct A { a: u8 }", record);
    let open = pretty(data::wire("#[wire(model)] struct A { a: u8 }".parse().unwrap()));
    assert!(!open.contains(".strict()"), "{open}");
}

#[test]
fn each_direction_counts() {
    let b = "p::Probe::<B>::SHAPE.or(\"B\")";
    shape(
        "#[serde(from = \"B\")] struct A(u8);",
        &format!("p::Shape::together().item(p::Shape::newtype(p::Probe::<u8>::SHAPE.or(\"u8\"))).item({b})"),
    );
    let both = "serialize_with = \"w\", deserialize_with = \"r\"";
    shape(&format!("struct A {{ #[serde({both})] a: B }}"), &format!("p::Shape::record().field(\"a\", p::Shape::by(\"w|r\", {b}))"));
    shape("struct A { #[serde(skip_serializing)] a: B }", &format!("p::Shape::record().field(\"|a\", {b})"));
    shape("struct A { #[serde(skip_deserializing)] a: B }", &format!("p::Shape::record().defaulted(\"a\", {b})"));
    shape("struct A { #[serde(skip_serializing, skip_deserializing)] a: B }", "p::Shape::record()");
    let variant = |skipped: &str, told: &str| {
        shape(&format!("enum E {{ #[serde({skipped})] A }}"), &format!("p::Shape::choice(p::Tagging::External){told}"))
    };
    variant("skip_deserializing", ".variant(\"A|\", p::Shape::unit())");
    variant("skip_serializing", ".variant(\"|A\", p::Shape::unit())");
    variant("skip_serializing, skip_deserializing", "");
    variant("skip", "");
}

#[test]
fn a_recursive_type_sees_a_stand_in_of_itself() {
    let field = |name: &str, ty: &str, told: &str| format!("p::Shape::record().field(\"{name}\", p::Probe::<{ty}>::SHAPE{told})");
    let itself = "p::Probe::<p::Recursive<0>>::SHAPE.or(\"::trifold::__private::Recursive<0>\")";
    let next = format!(".or_shape(p::Shape::option(p::Probe::<Box<p::Recursive<0>>>::SHAPE.or_shape({itself})))");
    shape("struct A { next: Option<Box<A>> }", &field("next", "Option<Box<p::Recursive<0>>>", &next));
    shape("struct A { all: Vec<Self> }", &field("all", "Vec<p::Recursive<0>>", &format!(".or_shape(p::Shape::sequence({itself}))")));
    let circle = "#[wire(crate = \"::trifold\")] #[wire(recursive(B))] struct A { b: Box<B> }";
    let b = "p::Probe::<Box<p::Recursive<1usize>>>::SHAPE.or_shape(p::Probe::<p::Recursive<1usize>>::SHAPE.or(\"::trifold::__private::Recursive<1usize>\"))";
    emits(data::wire, circle, &format!("const PART: p::Shape = p::Shape::by(\"B\", p::Shape::record().field(\"b\", {b}));"));
    shape(circle, "p::Shape::together().item(<Self as ::trifold::Wire>::PART).item(<B as ::trifold::Wire>::PART)");
    refuses(
        data::wire,
        "#[wire(recursive)] struct A;",
        "`recursive` takes the other types of the cycle; write `#[wire(recursive(Other))]`",
    );
}

#[test]
fn of_a_foreign_type_is_told_what_it_is_made_of() {
    let field = |ty: &str, told: &str| {
        shape(&format!("struct A {{ a: {ty} }}"), &format!("p::Shape::record().field(\"a\", p::Probe::<{ty}>::SHAPE{told})"))
    };
    let b = "p::Probe::<B>::SHAPE.or(\"B\")";
    field("Vec<Option<String>>", ".or(\"Vec<Option<String>>\")");
    field("Option<B>", &format!(".or_shape(p::Shape::option({b}))"));
    field("[B; 2]", &format!(".or_shape(p::Shape::array({b}, 2))"));
    field("(B, u8)", &format!(".or_shape(p::Shape::tuple().item({b}).item(p::Probe::<u8>::SHAPE.or(\"u8\")))"));
    field("HashMap<u8, B>", &format!(".or_shape(p::Shape::map(p::Probe::<u8>::SHAPE.or(\"u8\"), {b}))"));
    field("m::Of<B, 3>", &format!(".or_shape(p::Shape::named(\"m::Of<_, 3>\").and({b}))"));
}

#[test]
fn an_enum_has_four_forms() {
    let variants = "{ A, B(u8), #[serde(skip)] C }";
    let b = "p::Shape::newtype(p::Probe::<u8>::SHAPE.or(\"u8\"))";
    let tagged = format!(".variant(\"A\", p::Shape::unit()).variant(\"B\", {b})");
    shape(&format!("enum E {variants}"), &format!("p::Shape::choice(p::Tagging::External){tagged}"));
    shape(&format!("#[serde(tag = \"t\")] enum E {variants}"), &format!("p::Shape::choice(p::Tagging::Internal(\"t\")){tagged}"));
    shape(
        &format!("#[serde(tag = \"t\", content = \"c\")] enum E {variants}"),
        &format!("p::Shape::choice(p::Tagging::Adjacent(\"t\", \"c\")){tagged}"),
    );
    shape(
        &format!("#[serde(untagged)] enum E {variants}"),
        &format!("p::Shape::choice(p::Tagging::Untagged).alternative(p::Shape::unit()).alternative({b})"),
    );
    shape(
        "#[serde(rename_all = \"snake_case\", rename_all_fields = \"camelCase\")] enum E { OneTwo { a_b: u8 } }",
        "p::Shape::choice(p::Tagging::External).variant(\"one_two\", p::Shape::record().field(\"aB\", p::Probe::<u8>::SHAPE.or(\"u8\")))",
    );
}

#[test]
fn a_rule_is_one_line() {
    let check = |field: &str, expected: &str| emits(data::wire, &format!("struct A {{ {field} }}"), expected);
    check(
        "#[garde(length(min = 1, max = 200))] a: String",
        "faults.rule(\"a\", \"length\", p::rules::length::simple::apply(&self.a, (1, 200)),);",
    );
    check("#[garde(length(chars, equal = N))] a: String", "p::rules::length::chars::apply(&self.a, (N, N))");
    check(
        "#[garde(range(min = 1))] a: u8",
        "p::rules::range::apply(&self.a, (::core::option::Option::Some(1), ::core::option::Option::None),)",
    );
    check("#[garde(required)] a: Option<u8>", "p::rules::required::apply(&self.a, ())");
    check("#[garde(prefix(\"x\"))] a: String", "p::rules::prefix::apply(&self.a, (&\"x\",))");
    check("#[garde(ipv4)] a: String", "p::rules::ip::apply(&self.a, (p::rules::ip::IpKind::V4,))");
    check("#[garde(matches(b))] a: u8, b: u8", "p::rules::matches::apply(&self.a, (\"b\", &self.b))");
    check("#[garde(custom(not_blank))] a: String", "faults.rule(\"a\", \"custom\", p::custom(not_blank).about(&self.a));");
    check(
        "#[garde(custom(|a: &str, _| f(a)))] a: String",
        "faults.rule(\"a\", \"custom\", p::custom_closure(|a: &str, _| f(a)).about(&self.a));",
    );
    check(
        "#[garde(inner(ascii))] a: Vec<String>",
        "for (index, item) in ::core::iter::Iterator::enumerate((&self.a).iter()) { faults.at(\"a\").index(index).refuse(\"ascii\", ",
    );
    check("#[serde(rename = \"b\")] a: B", "p::Probe(&self.a).check(&mut faults.at(\"b\"));");
}

#[test]
fn a_type_without_rules_is_not_looked_at() {
    for source in ["struct A;", "struct A { a: u8 }", "struct A { #[garde(skip)] a: B }", "enum A { B, C }"] {
        let code = pretty(data::wire(source.parse().unwrap()));
        assert!(!code.contains("fn check"), "{code}");
    }
}

#[test]
fn a_rule_that_does_not_exist_is_refused() {
    refuses(data::wire, "struct A { #[garde(lenght(min = 1))] a: String }", "`#[garde]` has no rule `lenght` here; did you mean `length`?");
    refuses(data::wire, "struct A { #[garde(length)] a: String }", "rule `length` needs arguments; write `length(..)`");
    refuses(data::wire, "struct A { #[garde(range())] a: u8 }", "rule `range` bounds nothing; write `min = ..`, `max = ..` or both");
    refuses(data::wire, "struct A { #[garde(range(mn = 1))] a: u8 }", "rule `range` has no bound `mn`; it takes `min`, `max` and `equal`");
}

#[test]
fn a_model_is_data() {
    let model = |item: TokenStream| data::model(TokenStream::new(), item);
    refuses(model, "fn f() {}", "`#[model]` makes a struct or an enum travel; write it above one");
    refuses(model, "union U { a: u8 }", "a union does not say which of its fields is alive, so it cannot travel; write an enum");
    let code = data::model("crate = \"crate::fold\"".parse().unwrap(), "struct A;".parse().unwrap()).to_string();
    assert!(!code.contains("trifold") && code.contains("(crate :: fold :: __private :: Wire)"), "{code}");
}

/// All that is emitted for it: a table of fields, serde's derives, rules, secrets, types that are asked about, a circle.
#[test]
fn another_path_reaches_the_runtime() {
    let model = |item: &str| data::model("crate = \"crate::fold\"".parse().unwrap(), item.parse().unwrap());
    let derived =
        |derive: fn(TokenStream) -> TokenStream, item: &str| derive(format!("#[wire(crate = \"crate::fold\")] {item}").parse().unwrap());
    for item in [
        "struct A { #[garde(length(min = 1), inner(range(max = 9)))] a: Vec<u8>, #[sensitive] b: String, c: Elsewhere }",
        "#[derive(Debug)] struct A<T>(T, #[sensitive] String);",
        "#[serde(tag = \"t\")] enum A { B { c: Elsewhere }, D(u8) }",
    ] {
        for code in [model(item), derived(data::wire, item)] {
            assert!(!code.to_string().contains("trifold"), "{code}");
        }
    }
    let errors = "enum A { #[status(404)] B(Elsewhere), #[status(500)] C { #[internal] c: u8, #[sensitive] d: String } }";
    for code in [derived(data::wire, "#[wire(recursive(B))] struct A { b: Vec<B> }"), derived(data::api_error, errors)] {
        assert!(!code.to_string().contains("trifold"), "{code}");
    }
}

#[test]
fn an_error_names_its_statuses() {
    let status = "write `#[status(404)]`";
    refuses(
        data::api_error,
        "enum E { A }",
        "variant `A` names no HTTP status; write `#[status(404)]`, or another from 400 to 599, above it",
    );
    refuses(data::api_error, "enum E { #[status] A }", &format!("`#[status]` takes a number; {status}"));
    for written in ["(\"404\")", "(404, 405)", "(SOMETHING)", "(status::of(a))"] {
        refuses(data::api_error, &format!("enum E {{ #[status{written}] A }}"), &format!("`#[status]` takes a number; {status}"));
    }
    for name in ["NOT_FOUND", "NotFound", "StatusCode::NOT_FOUND", "http::StatusCode::NOT_FOUND"] {
        let message = format!("`#[status]` takes a number, and `{name}` is the name of one; {status}");
        refuses(data::api_error, &format!("enum E {{ #[status({name})] A }}"), &message);
    }
    refuses(
        data::api_error,
        "#[status(404)] enum E { A, #[status(409)] B }",
        "`#[status]` stands above each variant, and not above `E`; move it there",
    );
    refuses(data::api_error, "enum E { #[status = 409] A }", "`#[status]` takes its number in parentheses; write `#[status(409)]`");
    refuses(
        data::api_error,
        "enum E { #[status(200)] A }",
        "`200` is not the status of an error; write one from 400 to 599, such as `#[status(404)]`",
    );
    refuses(data::api_error, "enum E { #[status(400)] #[status(404)] A }", "variant `A` has a status already; keep one of them");
    emits(data::api_error, "enum E { #[status(404)] NotFound }", "&[p::ErrorVariant::new(\"not_found\", 404u16)]");
}

#[test]
fn an_error_is_a_plain_enum() {
    refuses(
        data::api_error,
        "struct E;",
        "`E` is a struct, and an `ApiError` has a variant for each thing that can go wrong; write an enum",
    );
    refuses(
        data::api_error,
        "enum E<X> { #[status(400)] A(X) }",
        "`E` has generic parameters, and a client must know its error whole; write the types out",
    );
    refuses(data::api_error, "#[internal] enum E {}", "`#[internal]` hides fields, not a whole error; mark the fields that are not sent");
    refuses(
        data::api_error,
        "enum E { #[internal] #[status(400)] A }",
        "`#[internal]` hides fields, and callers always learn the variant; mark the fields of `A`",
    );
    refuses(
        data::api_error,
        "enum E { #[status(400)] AB, #[status(400)] #[serde(rename = \"a_b\")] C }",
        "variants `AB` and `C` would both be `a_b` on the wire; rename one of them",
    );
    refuses(
        data::api_error,
        "enum E { #[status(400)] A { title: u8 } }",
        "field `title` would clash with `title` of the problem document that carries the error; rename the field, or mark it `#[internal]`",
    );
}

#[test]
fn an_error_travels_as_it_is_written() {
    for attribute in ["with = \"x\"", "serialize_with = \"x\"", "deserialize_with = \"x\"", "flatten", "skip"] {
        refuses(
            data::api_error,
            &format!("enum E {{ #[status(400)] A {{ #[serde({attribute})] a: B }} }}"),
            "field `a` of an `ApiError` takes only `rename` from serde; give it a type with `#[model]`, or mark it `#[internal]`",
        );
    }
    emits(
        data::api_error,
        "enum E { #[status(400)] A { #[serde(rename = \"b\")] a: u8 } }",
        ".field(\"b\", p::Probe::<u8>::SHAPE.or(\"u8\"))",
    );
}

#[test]
fn a_secret_is_a_field_of_an_error() {
    let message = "`#[sensitive]` marks a field, and this is none; mark the fields that nobody may read in a log";
    refuses(data::api_error, "#[sensitive] enum E { #[status(400)] A }", message);
    refuses(data::api_error, "enum E { #[sensitive] #[status(400)] A { a: u8 } }", message);
    emits(
        data::api_error,
        "enum E { #[status(400)] A { #[sensitive] a: u8, b: u8 } }",
        "f.debug_struct(\"A\").field(\"a\", &p::Sensitive).field(\"b\", field1).finish()",
    );
    let code = pretty(data::api_error("enum E { #[status(400)] A { a: u8 } }".parse().unwrap()));
    assert!(!code.contains("Debug"), "{code}");
}

/// A field is asked about where all are, so that none goes unnoticed.
#[test]
fn a_field_that_may_not_travel_is_asked_about() {
    let question = "let _: (<B as p::FieldType<_>>::Type, <Vec<u8> as p::FieldType<_>>::Type,);";
    emits(data::api_error, "enum E { #[status(400)] A { a: B, b: u8, c: Vec<u8> } }", question);
    let asks = |derive: fn(TokenStream) -> TokenStream, source: &str| pretty(derive(source.parse().unwrap())).contains("let _: (<");
    assert!(!asks(data::api_error, "enum E { #[status(400)] A { a: B, b: Cow<'static, str> } }"));
    let model = |source: &str| asks(data::wire, &format!("#[wire(model)] {source}"));
    assert!(model("struct A { a: B, b: u8 }"));
    assert!(!model("struct A { a: Vec<u8>, b: u8 }"));
    assert!(!model("struct A { #[schemars(with = \"X\")] b: X }") && !model("struct A { b: &'static str }"));
}

#[test]
fn a_table_asks_about_every_field() {
    let knows = |source: &str| {
        let code = pretty(data::wire(format!("#[wire(model)] {source}").parse().unwrap()));
        let function = code.split_once("fn ty()").and_then(|(_, after)| after.split_once("const {")).map_or("", |(function, _)| function);
        function.matches("<B as __tf::FieldType<_>>::Type").count()
    };
    assert_eq!(knows("struct A { a: B, b: u8, c: Vec<String> }"), 1);
    assert_eq!(knows("enum A { C(B), D { a: B } }"), 2);
    assert_eq!(knows("struct A<T> { a: B, b: T }"), 1);
    for attribute in ["serde(with = \"x\")", "serde(skip)", "schemars(with = \"X\")"] {
        assert_eq!(knows(&format!("struct A {{ #[{attribute}] a: B }}")), 0, "{attribute}");
    }
    for nothing in ["#[serde(from = \"X\")] struct A { a: B }", "struct A<B> { a: B }", "struct A<const B: usize> { a: [u8; B] }"] {
        assert_eq!(knows(nothing), 0, "{nothing}");
    }
}

/// One table of names and one statement a field; the rest is the runtime's.
#[test]
fn what_reads_and_writes_a_type_is_short() {
    let model = |item: &str, code: &str| emits(data::wire, &format!("#[wire(model)] {item}"), code);
    model("struct A(u8);", "p::Result::map(reader.alone(p::Wire::read), Self)");
    model(
        "struct A(u8, #[serde(default)] B);",
        "reader.items(|items| { p::Result::Ok(Self { 0: items.next(p::Wire::read)?, 1: items.maybe(p::codec!(B).read)?",
    );
    model(
        "struct A { #[serde(alias = \"x\")] a: u8, #[serde(default)] b: u8 }",
        "p::Record::new(&[\"a\", \"b\"]).aliases(&[(\"x\", 0usize)])",
    );
    model("struct A { #[serde(rename = \"a\\\"b\")] a: u8 }", "p::Record::new(&[\"a\\\"b\"]).escaped()");
    model("struct A { #[serde(deserialize_with = \"f\")] a: u8 }", "p::Slot::by(|reader| f(reader))");
    model("struct A { a: u8, #[serde(flatten)] b: B }", "p::Result::Ok(Self { a: field0.take()?, b: (p::codec!(B).read)(reader)? })");
    model("struct A { a: u8, #[serde(flatten)] b: B }", "writer.flat(|writer| { (p::codec!(B).write)(&self.b, writer); });");
    model("#[serde(tag = \"t\")] enum A { B, C(u8) }", "p::Choice::new(p::Tagging::Internal(\"t\"), &[(\"B\", 0usize), (\"C\", 1usize)])");
    model("#[serde(untagged)] enum A { B, C(u8) }", "reader.first_of(&[|reader| p::Result::map(reader.null(), |()| Self::B), |reader|");
    model("struct A<T> { a: C<T>, b: B }", "p::travels::<C<T>>();");
}

/// What `#[schemars(..)]` says of a schema is schemars' to read; what it says of the name is ours.
#[test]
fn what_a_document_says_besides_is_schemars_own() {
    let item = "#[wire(model)] #[schemars(rename = \"X\", extend(\"x-a\" = 1))] struct A { #[schemars(example = 7)] #[deprecated] a: u8 }";
    emits(data::wire, item, "struct Said0(#[schemars(example = 7)] #[deprecated] p::Base);");
    emits(data::wire, item, "struct Said1(#[schemars(extend(\"x-a\" = 1))] p::Base);");
    emits(data::wire, item, "p::Field { extra: p::Extra::NOTHING.said::<Said0>(), ..p::Field::new(\"a\", p::Probe::<u8>::TY) }");
    emits(data::wire, item, "fn schema_name() -> p::Cow<'static, str> { p::Cow::Borrowed(\"X\") }");
    emits(data::wire, "#[wire(model)] #[schemars(inline)] struct A;", "fn inline_schema() -> bool { true }");
}

/// The parameters of a generic type may have schemas alone.
#[test]
fn a_generic_type_has_a_name_for_each_of_its_forms() {
    let name = |item: &str, expected: &str| emits(data::wire, &format!("#[wire(model)] {item}"), expected);
    let names = "fn schema_name() -> p::Cow<'static, str> { p::named(\"A_of_{}_and_{}\", &[<T as p::schemars::JsonSchema>::schema_name(), p::Cow::Owned(p::ToString::to_string(&N))]) }";
    name("struct A<T, const N: usize> { a: [T; N] }", names);
    name("struct A<T> { a: PhantomData<T> }", "p::Cow::Borrowed(\"A\")");
    name(
        "#[schemars(rename = \"{U}By{T}\")] struct A<T, U>(T, U);",
        "p::named(\"{}By{}\", &[<U as p::schemars::JsonSchema>::schema_name(), <T as p::schemars::JsonSchema>::schema_name()])",
    );
    name("struct A<T> { a: T }", "p::Field { extra: p::Probe::<T>::EXTRA, ..p::Field::new(\"a\", p::Probe::<T>::TY) }");
}

#[test]
fn an_internal_field_is_never_shown() {
    let shown = |name: &str| format!("the message of `A` is sent, and shows `{name}`, which is `#[internal]`; leave it out of the message");
    for message in ["\"{0}\"", "\"a {0:?} b\"", "\"{}\", f(.0)", "\"{}\", .0", "\"{}\", .0.len()"] {
        refuses(data::api_error, &format!("enum E {{ #[error({message})] #[status(500)] A(#[internal] String) }}"), &shown("0"));
    }
    refuses(data::api_error, "enum E { #[error(\"{why}\")] #[status(500)] A { #[internal] why: String } }", &shown("why"));
    refuses(
        data::api_error,
        "enum E { #[error(transparent)] #[status(500)] A(#[internal] Io) }",
        "the message of `A` is sent, and would be that of its `#[internal]` field; write one that says nothing of it",
    );
    let source = "enum E { #[error(\"{{0}} {id}\")] #[status(500)] A { #[internal] why: String, id: u8 } }";
    emits(data::api_error, source, "Self::A { why: <String as __tf::Hidden>::absent(), id: field1.take()? }");
    emits(data::api_error, source, "fn hides(&self) -> bool { ::core::matches!(self, Self::A { .. }) }");
}

#[test]
fn two_of_one_name_are_told_at_the_second() {
    let both = |what: &str, one: &str, two: &str, name: &str| {
        format!("{what} `{one}` and `{two}` would both be `{name}` on the wire; rename one of them")
    };
    for (fields, one, two, name) in [
        ("#[serde(rename = \"x\")] a: u8, x: u8", "a", "x", "x"),
        ("#[serde(alias = \"x\")] a: u8, x: u8", "a", "x", "x"),
        ("a: u8, #[serde(alias = \"a\")] b: u8", "a", "b", "a"),
        ("#[serde(alias = \"x\")] a: u8, #[serde(alias = \"x\")] b: u8", "a", "b", "x"),
        ("#[serde(rename(serialize = \"x\"), alias = \"y\", alias = \"x\")] a: u8, x: u8", "a", "x", "x"),
        ("#[serde(rename(deserialize = \"a\", deserialize = \"x\"))] a: u8, x: u8", "a", "x", "x"),
        ("type_: u8, r#type: u8", "type_", "r#type", "type"),
    ] {
        for item in [
            format!("#[serde(rename_all = \"camelCase\")] struct A {{ {fields} }}"),
            format!("#[wire(model)] #[serde(rename_all_fields = \"camelCase\")] enum A {{ B {{ {fields} }}, C }}"),
        ] {
            refuses(data::wire, &item, &both("fields", one, two, name));
        }
    }
    for (variants, one, two, name) in [
        ("A, #[serde(rename = \"A\")] B(C)", "A", "B", "A"),
        ("#[serde(alias = \"B\")] A, B", "A", "B", "B"),
        ("A, #[serde(rename(deserialize = \"B\", deserialize = \"A\"))] B", "A", "B", "A"),
    ] {
        refuses(data::wire, &format!("#[serde(tag = \"t\")] enum E {{ {variants} }}"), &both("variants", one, two, name));
    }
    refuses(data::api_error, "enum E { #[status(400)] A { a: u8, #[serde(rename = \"a\")] b: u8 } }", &both("fields", "a", "b", "a"));
    let tag = "field `t` and the tag of its struct would both be `t` on the wire; rename one of them";
    refuses(data::wire, "#[serde(tag = \"t\")] struct A { t: u8 }", tag);
    for fine in [
        "struct A { a: u8, #[serde(skip, rename = \"a\")] b: u8 }",
        "struct A { #[serde(default, skip_serializing, rename = \"a\")] b: u8, #[serde(skip_deserializing)] a: u8 }",
        "struct A { #[serde(rename = \"x\", alias = \"x\", alias = \"y\")] a: u8 }",
        "struct A { a: u8, #[serde(flatten)] b: B }",
        "enum E { A, #[serde(untagged, rename = \"A\")] B(u8), #[serde(skip, rename = \"A\")] C }",
        "#[serde(untagged)] enum E { A(u8), #[serde(rename = \"A\")] B(String) }",
    ] {
        assert_eq!(messages(&data::wire(fine.parse().unwrap())), [""; 0], "{fine}");
    }
}
