//! `#[idempotent]`, `#[form]`, and files among the arguments.

use super::{accepts, contains, refuses, service};

#[test]
fn a_method_that_changes_nothing_is_a_read() {
    let spec = |marks: &str| service(&format!("trait T {{ {marks} async fn f(&self, a: u8) -> u8; }}"));
    for (marks, kind) in [
        ("", "p::Write"),
        ("#[post(\"/a\")]", "p::Write"),
        ("#[delete(\"/a\")]", "p::Write"),
        ("#[get(\"/a\")]", "p::Read"),
        ("#[read]", "p::Read"),
        ("#[read] #[post(\"/a\")]", "p::Read"),
        ("#[read] #[get(\"/a\")]", "p::Read"),
    ] {
        contains(spec(marks), &format!("const F: &{kind}<(u8), u8> = &Self::ID_SEED.method("));
        assert_eq!(spec(marks).to_string().contains(". read ()"), marks.contains("read") && !marks.contains("get"), "{marks}");
    }
    for mark in ["put(\"/\")", "patch(\"/\")", "delete(\"/\")", "idempotent", "idempotent(required)"] {
        let name = mark.split('(').next().unwrap();
        refuses(
            &format!("#[read] #[{mark}] async fn f(&self);"),
            &format!("`#[read]` says that `f` changes nothing, and `#[{name}]` that it changes something; remove one of the two"),
        );
    }
    refuses("#[read(true)] async fn f(&self);", "`#[read]` takes no value; write `#[read]`");
    refuses("#[read] #[read] async fn f(&self);", "`#[read]` stands twice above `f`; keep one of them");
}

#[test]
fn an_idempotent_method_says_so() {
    let spec = |mark: &str| service(&format!("trait T {{ {mark} #[post(\"/a\")] async fn f(&self, a: u8); }}"));
    contains(spec("#[idempotent]"), ".idempotent(p::Idempotency::Offered)");
    contains(spec("#[idempotent(required)]"), ".idempotent(p::Idempotency::Required)");
    refuses(
        "#[idempotent(always)] async fn f(&self);",
        "`#[idempotent]` takes nothing but `required`; write `#[idempotent]` or `#[idempotent(required)]`",
    );
    refuses(
        "#[idempotent] #[get(\"/\")] async fn f(&self);",
        "`f` is read with `GET`, which may be repeated as it is; remove `#[idempotent]`",
    );
    refuses("#[idempotent] #[idempotent] async fn f(&self);", "`#[idempotent]` stands twice above `f`; keep one of them");
}

#[test]
fn a_mark_stands_where_it_means_something() {
    for mark in ["context", "query", "body", "sensitive"] {
        let expected = format!("`#[{mark}]` marks an argument, and `f` is a method; write it before the argument");
        refuses(&format!("#[{mark}] async fn f(&self, a: u8);"), &expected);
    }
    refuses(
        "#[header(\"x-a\")] async fn f(&self, a: u8);",
        "`#[header]` marks an argument, and `f` is a method; write it before the argument",
    );
    refuses("#[GET(\"/\")] async fn f(&self);", "`#[GET]` is no attribute of a service; write `#[get]`");
    accepts("#[inline] #[must_use] async fn f(&self) -> u8;");
}

/// In a trait nobody has looked at the condition before the macro does.
#[test]
fn a_condition_hides_nothing_that_decides() {
    let expected = |name: &str| {
        format!(
            "within `#[cfg_attr]` nothing is seen of `#[{name}]`; write it plainly, and `#[cfg(..)]` above the method if it is for some builds only"
        )
    };
    for (inner, name) in [
        ("get(\"/\")", "get"),
        ("inline, post(\"/\")", "post"),
        ("cfg_attr(all(), read)", "read"),
        ("route(\"/\")", "route"),
        ("limit(body = \"1 MiB\")", "limit"),
        ("security(bearer)", "security"),
        ("deprecated", "deprecated"),
        ("doc = \"Adds.\"", "doc"),
        ("cfg(any())", "cfg"),
        ("context", "context"),
    ] {
        refuses(&format!("#[cfg_attr(feature = \"x\", {inner})] async fn f(&self);"), &expected(name));
    }
    refuses("#[cfg_attr(all(), security(bearer))] type User; async fn f(&self, #[context] user: Self::User);", &expected("security"));
    let argument = "an argument cannot be `#[cfg_attr]`: both sides must have the same arguments; put `#[cfg(..)]` on the method";
    refuses("async fn f(&self, #[cfg_attr(all(), query)] a: u8);", argument);
    accepts("#[cfg_attr(docsrs, doc(cfg(feature = \"x\")))] #[cfg_attr(all(), allow(unused), must_use)] async fn f(&self) -> u8;");
}

#[test]
fn a_form_asks_what_a_form_can_carry() {
    contains(
        service("trait T { #[form] async fn f(&self, a: u8); }"),
        ".form().takes(&[p::In::<u8>::SHAPE.or(\"u8\").sent().action(\"a\")])",
    );
    contains(
        service("trait T { #[form] async fn f(&self, a: Vec<u8>); }"),
        "const _: p::InForm<Vec<u8>, { p::fits(&TSpec::F.spec(), 0) }> = p::Checked;",
    );
    refuses("#[form(always)] async fn f(&self);", "`#[form]` takes no value; write `#[form]`");
    refuses(
        "#[form] #[no_action] #[get(\"/\")] async fn f(&self);",
        "`f` is no action, and `GET` has no body that could be a form; remove `#[form]`, or use another verb",
    );
    accepts("#[form] #[get(\"/\")] async fn f(&self);");
}

#[test]
fn a_file_is_one_and_in_the_body() {
    accepts("async fn f(&self, id: u8, image: Upload); #[put(\"/{id}\")] async fn g(&self, id: u8, image: Option<trifold::Upload>);");
    refuses(
        "async fn f(&self, a: Upload, b: Option<Upload>);",
        "`b` is a second file, and `f` reads one from its body, which is `a`; write another method for it",
    );
    refuses("#[get(\"/\")] async fn f(&self, a: Upload);", "`GET` has no body to take the file `a` from; use `POST`, `PUT` or `PATCH`");
    refuses("#[post(\"/\")] async fn f(&self, #[query] a: Upload);", "`a` is a file, and files come in the body; remove its mark");
}

#[test]
fn the_name_of_the_one_time_key_is_taken() {
    refuses("async fn f(&self, _key: u8);", "argument name `_key` is taken by the one-time key of forms; rename the argument");
}
