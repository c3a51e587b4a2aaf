//! What is written can be read again, or is told at the word that says otherwise.

use super::messages;
use crate::data;

fn told(item: &str) -> Vec<String> {
    messages(&data::wire(item.parse().unwrap()))
}

#[track_caller]
fn refuses(item: &str, expected: &str) {
    assert_eq!(told(item), [expected], "{item}");
}

#[track_caller]
fn takes(item: &str) {
    assert_eq!(told(item), [""; 0], "{item}");
}

/// The fields of a struct, and of a variant of each form of enum.
fn holders(fields: &str) -> [String; 4] {
    ["", "#[serde(tag = \"t\")]", "#[serde(untagged)]"]
        .map(|form| format!("{form} enum A {{ B {{ {fields} }}, C }}"))
        .into_iter()
        .chain([format!("struct A {{ {fields} }}")])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

#[test]
fn what_may_be_left_out_is_not_required() {
    for (word, what) in [("skip_serializing", "is never written"), ("skip_serializing_if = \"f\"", "may be left out")] {
        for (more, ty) in [("", "B"), ("", "Vec<u8>"), (", with = \"f\"", "Option<u8>"), (", deserialize_with = \"f\"", "Option<u8>")] {
            for item in holders(&format!("#[serde({word}{more})] v: {ty}")) {
                refuses(&item, &format!("field `v` {what}, and is required to be read; write `#[serde(default)]` beside it"));
            }
        }
        for (more, ty) in [("", "Option<B>"), (", default", "B"), (", default = \"g\"", "B"), (", default, with = \"f\"", "Option<B>")] {
            holders(&format!("#[serde({word}{more})] v: {ty}")).iter().for_each(|item| takes(item));
        }
        takes(&format!("#[serde(default)] struct A {{ #[serde({word})] v: B }}"));
        takes(&format!("struct A {{ #[serde(skip_deserializing, {word})] v: B }}"));
        takes(&format!("struct A {{ #[serde(skip, {word})] v: B }}"));
    }
}

#[test]
fn one_null_is_one_value() {
    let say = |subject: &str, part: &str, remedy: &str| {
        format!("{subject} has `{part}`, and JSON has one `null` for its `None` and its `Some`; write `{remedy}`")
    };
    for (ty, part, remedy, patch) in [
        ("Option<Option<u8>>", "Option<Option<u8>>", "Option<u8>", "Patch<u8>"),
        ("Option<Box<Option<B>>>", "Option<Box<Option<B>>>", "Option<B>", "Patch<B>"),
        ("Vec<Option<Option<u8>>>", "Option<Option<u8>>", "Option<u8>", "Option<u8>"),
        ("Option<()>", "Option<()>", "bool", "bool"),
        ("HashMap<String, std::option::Option<()>>", "std::option::Option<()>", "bool", "bool"),
    ] {
        for item in holders(&format!("a: {ty}")) {
            refuses(&item, &say("field `a`", part, patch));
        }
        refuses(&format!("struct A({ty});"), &say("field `0`", part, patch));
        super::refuses(&format!("async fn f(&self, a: {ty});"), &say("argument `a`", part, remedy));
        super::refuses(&format!("async fn f(&self) -> {ty};"), &say("the result of `f`", part, remedy));
        super::refuses(&format!("async fn f(&self) -> Result<{ty}, E>;"), &say("the result of `f`", part, remedy));
        takes(&format!("struct A {{ #[serde(default, with = \"double\")] a: {ty}, #[serde(skip)] b: {ty} }}"));
    }
    for ty in ["Option<Vec<Option<u8>>>", "Option<Patch>", "Option<Value>", "Option<(Option<u8>,)>", "()"] {
        takes(&format!("struct A {{ a: {ty} }}"));
    }
    super::accepts("type User; async fn f(&self, #[context] a: Option<Option<Self::User>>);");
}

#[test]
fn a_key_is_a_text() {
    let say = |subject: &str, part: &str, list: &str| {
        format!("{subject} has `{part}`, and JSON has texts alone for the keys of an object; write `{list}`")
    };
    for (key, value) in
        [("(u8, u8)", "B"), ("()", "u8"), ("[u8;2]", "u8"), ("Vec<u8>", "u8"), ("Option<String>", "B"), ("BTreeMap<u8, u8>", "B")]
    {
        let (map, list) = (format!("BTreeMap<{key}, {value}>"), format!("Vec<({key}, {value})>"));
        for item in holders(&format!("a: {map}")).into_iter().chain(holders(&format!("a: Option<Vec<{map}>>"))) {
            refuses(&item, &say("field `a`", &map, &list));
        }
        super::refuses(&format!("async fn f(&self, a: {map});"), &say("argument `a`", &map, &list));
        super::refuses(&format!("async fn f(&self) -> Result<{map}, E>;"), &say("the result of `f`", &map, &list));
        takes(&format!("struct A {{ #[serde(with = \"f\")] a: {map} }}"));
    }
    for ty in ["HashMap<u8, (u8, u8)>", "HashMap<Key, B>", "BTreeMap<Box<str>, B>", "HashMap<char, Vec<u8>, S>"] {
        takes(&format!("struct A {{ a: {ty} }}"));
    }
}

#[test]
fn an_item_of_an_array_is_in_its_place() {
    for word in ["skip_serializing", "skip_deserializing", "skip_serializing_if = \"f\""] {
        let key = word.split(' ').next().unwrap();
        let expected = format!(
            "`{key}` takes the items behind it for others: items of an array are known by their places, and `skip` alone leaves one out of \
             both directions; take it off, or give the fields names"
        );
        for item in [format!("struct A(#[serde({word})] u8, u8);"), format!("enum A {{ B(u8, #[serde(default, {word})] u8) }}")] {
            refuses(&item, &expected);
        }
    }
    takes("struct A(#[serde(skip)] u8, u8);");
}

#[test]
fn what_is_written_is_a_name_that_is_read() {
    let expected = |what: &str, written: &str, read: &str| {
        format!(
            "{what} is written as `{written}` and read as `{read}`, so nobody reads what was written; \
             write one name for both, or `#[serde(alias = \"{written}\")]` beside it"
        )
    };
    for (rename, written, read) in [
        ("rename(serialize = \"b\", deserialize = \"c\")", "b", "c"),
        ("rename(serialize = \"b\")", "b", "a"),
        ("rename(deserialize = \"c\")", "a", "c"),
        ("rename(deserialize = \"c\", deserialize = \"d\")", "a", "c"),
    ] {
        for item in holders(&format!("#[serde({rename})] a: u8")) {
            refuses(&item, &expected("field `a`", written, read));
        }
        for item in holders(&format!("#[serde({rename}, alias = \"{written}\")] a: u8")) {
            takes(&item);
        }
        for form in ["", "#[serde(tag = \"t\")]", "#[serde(tag = \"t\", content = \"c\")]"] {
            let rename = rename.replace("(d", "(serialize = \"a\", d");
            refuses(&format!("{form} enum A {{ #[serde({rename})] A, B }}"), &expected("variant `A`", written, &read.replace('a', "A")));
        }
        takes(&format!("#[serde(untagged)] enum A {{ #[serde({rename})] A, B }}"));
        takes(&format!("struct A {{ #[serde(default, skip_serializing, {rename})] a: u8 }}"));
        takes(&format!("struct A {{ #[serde(skip_deserializing, {rename})] a: u8 }}"));
    }
    takes("struct A { #[serde(rename(serialize = \"b\", deserialize = \"b\", deserialize = \"c\"))] a: u8 }");
}

#[test]
fn a_rule_for_all_names_is_told_once() {
    let field = "field `a_b` is written as `aB` and read as `a_b`, so nobody reads what was written; \
                 write one name for both, or `#[serde(alias = \"aB\")]` beside it";
    let one_way = "rename_all(serialize = \"camelCase\")";
    refuses(&format!("#[serde({one_way})] struct A {{ a_b: u8, c_d: u8 }}"), field);
    refuses(&format!("enum A {{ #[serde({one_way})] B {{ a_b: u8, c_d: u8 }} }}"), field);
    refuses("#[serde(rename_all_fields(serialize = \"camelCase\"))] enum A { B { a_b: u8, c_d: u8 } }", field);
    let variant = "variant `OneTwo` is written as `oneTwo` and read as `OneTwo`, so nobody reads what was written; \
                   write one name for both, or `#[serde(alias = \"oneTwo\")]` beside it";
    refuses(&format!("#[serde({one_way})] enum A {{ OneTwo, ThreeFour }}"), variant);
    takes(&format!("#[serde({one_way})] struct A {{ a: u8, #[serde(rename = \"x\")] c_d: u8, #[serde(alias = \"eF\")] e_f: u8 }}"));
}

#[test]
fn a_variant_that_is_written_is_read() {
    let expected = "variant `B` is written and never read; write `skip`, or take it off";
    refuses("enum A { C, #[serde(skip_deserializing)] B }", expected);
    takes("enum A { C, #[serde(skip)] B }");
    takes("enum A { C, #[serde(skip_serializing)] B }");
}

#[test]
fn what_refuses_the_unknown_knows_what_is_written() {
    let flatten = "`flatten` and `deny_unknown_fields` exclude each other: serde looks for what is unknown before it has read all of it; \
                   remove one of them";
    let strict = "#[serde(deny_unknown_fields)]";
    for item in holders("#[serde(flatten)] b: B, c: u8") {
        refuses(&format!("{strict} {item}"), flatten);
        takes(&item);
    }
    let read = "field `b` is written and never read, and `deny_unknown_fields` refuses it; write `skip`, or remove one of them";
    for item in holders("#[serde(skip_deserializing)] b: B, c: u8") {
        refuses(&format!("{strict} {item}"), read);
        takes(&item);
    }
    refuses(
        "#[serde(tag = \"t\", deny_unknown_fields)] struct A { a: u8 }",
        "the tag of a struct is written and not read, and `deny_unknown_fields` refuses it; remove one of them, or write an enum",
    );
}

#[test]
fn what_has_no_fields_stands_among_none() {
    for ty in ["u8", "String", "Vec<B>", "Option<u8>", "Option<Box<Vec<B>>>", "[B;2]", "(B, C)"] {
        for item in holders(&format!("#[serde(flatten)] b: {ty}")) {
            refuses(&item, &format!("field `b` is `{ty}`, which has no fields to flatten; remove `flatten`"));
        }
        let why = if ty.starts_with('O') { "may be nothing" } else { "has no fields" };
        refuses(
            &format!("#[serde(tag = \"t\")] enum A {{ B({ty}) }}"),
            &format!(
                "the tag `t` stands among the fields of a variant, and `{ty}` {why}; give the value a name, or write `content = \"..\"`"
            ),
        );
        for form in ["", "#[serde(untagged)]", "#[serde(tag = \"t\", content = \"c\")]"] {
            takes(&format!("{form} enum A {{ B({ty}) }}"));
        }
        takes(&format!("#[serde(tag = \"t\")] enum A {{ #[serde(untagged)] B({ty}) }}"));
    }
    for ty in ["B", "Option<B>", "Box<B>", "HashMap<String, u8>", "()", "T", "Of<u8>"] {
        takes(&format!("struct A {{ #[serde(flatten)] b: {ty} }}"));
        if ty != "Option<B>" {
            takes(&format!("#[serde(tag = \"t\")] enum A {{ B({ty}) }}"));
        }
    }
    // Whether its fields are required, only the table of `B` says.
    takes("struct A { #[serde(flatten, skip_serializing_if = \"f\")] b: B }");
    takes("struct A { #[serde(flatten, skip_serializing_if = \"f\")] b: BTreeMap<String, B> }");
    takes("struct A { #[serde(flatten, skip_serializing_if = \"f\")] b: Option<B> }");
}

#[test]
fn a_name_that_cannot_be_recased_is_told() {
    let expected = |name: &str| {
        format!(
            "`camelCase` is known of names that begin with a letter of ASCII, and `{name}` does not; write `#[serde(rename = \"..\")]` above it"
        )
    };
    for name in ["ärger", "__", "_ä"] {
        refuses(&format!("#[serde(rename_all = \"camelCase\")] struct A {{ {name}: u8, b_c: u8 }}"), &expected(name));
        refuses(&format!("#[serde(rename_all_fields = \"camelCase\")] enum A {{ B {{ {name}: u8 }} }}"), &expected(name));
        refuses(&format!("enum A {{ #[serde(rename_all = \"camelCase\")] B {{ {name}: u8 }} }}"), &expected(name));
        takes(&format!("#[serde(rename_all = \"camelCase\")] struct A {{ #[serde(rename = \"b\")] {name}: u8 }}"));
        takes(&format!("#[serde(rename_all = \"kebab-case\")] struct A {{ {name}: u8 }}"));
        takes(&format!("#[serde(rename_all = \"PascalCase\")] struct A {{ {name}: u8 }}"));
    }
    refuses("#[serde(rename_all = \"camelCase\")] enum A { Ärger, B }", &expected("Ärger"));
    takes("#[serde(rename_all = \"camelCase\")] enum A { Aä, _B, __ }");
}

/// serde's derives refused these; none is asked any more.
#[test]
fn keys_stand_where_they_mean_something() {
    let misplaced = |key: &str, at: &str, not: &str| format!("`{key}` stands above {at}, and not above {not}; remove it");
    refuses("#[serde(skip)] struct A { a: u8 }", &misplaced("skip", "a variant or a field", "a type"));
    refuses("struct A { #[serde(rename_all = \"camelCase\")] a: u8 }", &misplaced("rename_all", "a type or a variant", "a field"));
    refuses("struct A { #[serde(tag = \"t\")] a: u8 }", &misplaced("tag", "a type", "a field"));
    refuses("enum A { #[serde(flatten)] B { c: C } }", &misplaced("flatten", "a field", "a variant"));
    let unread = |key: &str| format!("`{key}` is not read so; write `{key} = \"path::to\"`");
    for key in ["with", "serialize_with", "deserialize_with", "skip_serializing_if"] {
        refuses(&format!("struct A {{ #[serde({key} = \"a b\")] a: u8 }}"), &unread(key));
    }
    refuses("struct A { #[serde(default = \"1 + 1\")] a: u8 }", "`default` is not read so; write `default`");
}

#[test]
fn keys_that_exclude_each_other_are_told() {
    for (item, message) in [
        ("#[serde(from = \"B\", try_from = \"B\")] struct A(u8);", "`try_from` and `from` exclude each other; remove one of them"),
        ("#[serde(into = \"B\", transparent)] struct A(u8);", "`into` and `transparent` exclude each other; remove one of them"),
        ("#[serde(untagged, tag = \"t\")] enum A { B }", "`untagged` and `tag` exclude each other; remove one of them"),
        ("#[serde(content = \"c\")] enum A { B }", "`content` stands beside a tag; write `tag = \"..\"` too"),
        (
            "#[serde(tag = \"t\", content = \"t\")] enum A { B }",
            "the tag and the content would both be `t` on the wire; rename one of them",
        ),
        ("#[serde(untagged)] struct A { a: u8 }", "`untagged` is about the variants of an enum, and this is a struct; remove it"),
        ("#[serde(default)] enum A { B }", "`default` is about a struct, and this is an enum; remove it"),
        ("#[serde(default)] struct A;", "`default` is about fields, and this struct has none; remove it"),
        (
            "#[serde(transparent)] struct A(u8, u8);",
            "`transparent` is about a struct with one field that travels; mark the others `#[serde(skip)]`, or remove it",
        ),
        (
            "#[serde(tag = \"t\")] struct A(u8);",
            "a tag stands among fields with names, and this struct has none; give the fields names, or remove `tag`",
        ),
        ("struct A(#[serde(flatten)] B, u8);", "`flatten` is about fields with names; give the fields names, or remove it"),
        (
            "struct A(#[serde(default)] u8, u8);",
            "item `1` comes after one that may be absent, and so may be absent itself; write `#[serde(default)]` above it",
        ),
        (
            "#[serde(tag = \"t\")] enum A { B(u8, u8) }",
            "the tag stands among the fields of a variant, and `B` has none with names; give them names, or write `content = \"..\"`",
        ),
        (
            "#[serde(tag = \"t\", content = \"c\")] enum A { #[serde(other)] B(u8) }",
            "variant `B` holds something, and the content of another variant would be lost; remove `other`",
        ),
        ("#[serde(untagged)] enum A { #[serde(other)] B }", "variant `B` has no name, so no other name stands for it; remove `other`"),
        (
            "#[serde(tag = \"t\")] enum A { #[serde(other)] B, #[serde(other)] C }",
            "variant `C` is the second that any other name stands for; remove `other`",
        ),
    ] {
        refuses(item, message);
    }
    for item in [
        "#[serde(transparent)] struct A { a: u8, #[serde(skip)] b: u8 }",
        "#[serde(tag = \"t\")] struct A { a: u8 }",
        "#[serde(tag = \"t\", content = \"c\")] enum A { B(u8, u8), #[serde(other)] C }",
        "struct A(u8, #[serde(default)] u8, #[serde(default)] u8);",
    ] {
        takes(item);
    }
}
