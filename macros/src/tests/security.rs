//! The rules about `#[security(..)]`.

use super::{accepts_trait, contains, refuses, refuses_trait, service};

/// A trait with one context of a declared type.
fn declared(attributes: &str, context: &str) -> String {
    format!("trait T {{ {attributes} type User; #[get(\"/f\")] async fn f(&self, {context}); }}")
}

#[test]
fn what_is_said_of_a_context_is_data_of_the_spec() {
    let table = [
        ("#[security(bearer)]", "p::Security::any(&[p::Scheme::new(p::SchemeKind::Bearer(\"\"))])"),
        ("#[security(bearer = \"JWT\")]", "p::Security::any(&[p::Scheme::new(p::SchemeKind::Bearer(\"JWT\"))])"),
        ("#[security(basic)]", "p::Security::any(&[p::Scheme::new(p::SchemeKind::Basic)])"),
        ("#[security(http = \"Token\")]", "p::Security::any(&[p::Scheme::new(p::SchemeKind::Http(\"token\"))])"),
        ("#[security(header = \"x-api-key\")]", "p::Security::any(&[p::Scheme::new(p::SchemeKind::Header(\"x-api-key\"))])"),
        ("#[security(query = \"api_key\")]", "p::Security::any(&[p::Scheme::new(p::SchemeKind::Query(\"api_key\"))])"),
        (
            "#[security(cookie = \"__Host-id\", optional)]",
            "p::Security::any(&[p::Scheme::new(p::SchemeKind::Cookie(\"__Host-id\"))]).optional()",
        ),
        (
            "#[security(cookie = \"id\")] #[security(bearer, description = \" From `login`. \")]",
            "p::Security::any(&[p::Scheme::new(p::SchemeKind::Cookie(\"id\")), p::Scheme::new(p::SchemeKind::Bearer(\"\")).about(\"From `login`.\")])",
        ),
    ];
    for (attributes, security) in table {
        contains(service(&declared(attributes, "#[context] user: Self::User")), &format!(".secured(&[{security}])"));
        contains(
            service(&format!("trait T {{ async fn f(&self, #[context] {attributes} user: crate::Caller); }}")),
            &format!(".needs(&[\"crate::Caller\"]).secured(&[{security}])"),
        );
    }
}

#[test]
fn what_may_be_absent_is_optional() {
    let optional = ".secured(&[p::Security::any(&[p::Scheme::new(p::SchemeKind::Basic)]).optional()])";
    for context in ["Option<Self::User>", "std::result::Result<Self::User, StatusCode>", "Option<<Self as T>::User>"] {
        contains(service(&declared("#[security(basic)]", &format!("#[context] user: {context}"))), optional);
    }
    let needed = ".secured(&[p::Security::any(&[p::Scheme::new(p::SchemeKind::Basic)])]).route";
    contains(service(&declared("#[security(basic)]", "#[context] user: Verified<Self::User>")), needed);
}

#[test]
fn a_context_that_says_nothing_adds_nothing() {
    let quiet = super::squeeze(&super::pretty(service(&declared("", "#[context] user: Self::User"))));
    assert!(!quiet.contains("secured"), "{quiet}");
    accepts_trait(&declared("#[security(bearer)]", "#[context] user: Self::User, #[context] other: User"));
    let one = super::squeeze(&super::pretty(service(&declared("#[security(basic)]", "#[context] a: Self::User, #[context] b: UserAgent"))));
    assert_eq!(one.matches("Security::any").count(), 1, "a type of that name elsewhere is another: {one}");
}

#[test]
fn one_attribute_names_one_scheme() {
    let of = |attribute: &str| declared(attribute, "#[context] user: Self::User");
    let missing = "`#[security]` names no scheme; write `#[security(bearer)]`, `basic`, `cookie = \"session\"`, `header = \"x-api-key\"` or `query = \"key\"`";
    for nothing in ["#[security]", "#[security()]", "#[security(optional)]", "#[security(description = \"From `login`.\")]"] {
        refuses_trait(&of(nothing), missing);
    }
    refuses_trait(&of("#[security(bearr)]"), "`#[security]` does not take `bearr`; did you mean `bearer`?");
    refuses_trait(
        &of("#[security(cookie = \"id\", bearer)]"),
        "`cookie` stands beside `bearer`, and an attribute names one scheme; write `#[security(..)]` once more for it",
    );
    refuses_trait(&of("#[security(bearer)] #[security(bearer = \"JWT\")]"), "`bearer` is said twice of `User`; keep one of them");
    refuses_trait(&of("#[security(cookie = \"a\")] #[security(cookie = \"a\")]"), "`cookie` is said twice of `User`; keep one of them");
    accepts_trait(&of("#[security(cookie = \"a\")] #[security(cookie = \"b\")]"));
    refuses_trait(&of("#[security(bearer, bearer)]"), "`bearer` is set twice; keep one of them");
}

#[test]
fn names_are_names() {
    let of = |attribute: &str| declared(attribute, "#[context] user: Self::User");
    let rule = "write letters, digits, `-`, `_` and `.`, such as";
    refuses_trait(&of("#[security(cookie = \"\")]"), &format!("the name is empty; {rule} `\"session\"`"));
    refuses_trait(&of("#[security(query = \"a b\")]"), &format!("`a b` is not a name for a key; {rule} `\"session\"`"));
    refuses_trait(&of("#[security(header = \"x key\")]"), &format!("`x key` is not a header's name; {rule} `header = \"x-api-key\"`"));
    refuses_trait(
        &of("#[security(header = \"X-Api-Key\")]"),
        "header names are written in lower case here; write `header = \"x-api-key\"`",
    );
    refuses_trait(&of("#[security(bearer = \"a JWT\")]"), &format!("`a JWT` is not a format of tokens; {rule} `bearer = \"JWT\"`"));
    refuses_trait(&of("#[security(bearer = 1)]"), "`bearer` takes what a token looks like, or nothing; write `bearer = \"JWT\"`");
    refuses_trait(&of("#[security(http = \"Bearer\")]"), "`http = \"Bearer\"` has a name of its own here; write `bearer`");
    refuses_trait(&of("#[security(basic = \"realm\")]"), "`basic` takes no value; write `basic` alone");
    refuses_trait(
        &of("#[security(bearer, description = \"\")]"),
        "`description` says nothing; write where callers get what is asked for, or remove it",
    );
}

#[test]
fn it_stands_on_a_context() {
    refuses(
        "async fn f(&self, #[security(bearer)] id: u64);",
        "`id` is no context, and only a context knows its caller; mark it `#[context]`, or remove `#[security]`",
    );
    refuses(
        "#[security(bearer)] async fn f(&self);",
        "`#[security]` says how a context knows its caller, and `f` is a method; write it above `type User;`, or before `#[context]`",
    );
    refuses_trait(
        "#[security(bearer)] trait T { async fn f(&self); }",
        "`#[security]` says how a context knows its caller, and `T` is the service; write it above `type User;`, or before `#[context]`",
    );
    refuses_trait(
        &declared("#[security(bearer)]", "#[context] #[security(basic)] user: Self::User"),
        "`User` says already, where it is declared, how its callers are known; keep one of the two",
    );
    refuses_trait(
        "trait T { #[security(bearer)] type User; type Admin: From<Self::User>; async fn f(&self, #[context] admin: Self::Admin); }",
        "no method has `User` as a context, so nobody is asked for this; mark an argument of that type `#[context]`, or remove `#[security]`",
    );
}
