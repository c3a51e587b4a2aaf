//! What stands beside a verb, and what a method and a trait carry over.

use super::{accepts, contains, messages, pretty, refuses, refuses_trait, service};

#[test]
fn a_cache_is_told_in_http_s_own_words() {
    let says = |attribute: &str, header: &str| {
        let source = format!("trait T {{ #[get(\"/\")] #[cache({attribute})] async fn f(&self) -> u8; }}");
        contains(service(&source), &format!("\"{header}\""));
    };
    says("max_age = \"1m\", shared_max_age = \"1h\", public", "public, max-age=60, s-maxage=3600");
    says("no_store", "no-store");
    says(
        "private, must_revalidate, immutable, max_age = \"1s\", stale_while_revalidate = \"2s\", stale_if_error = \"3s\"",
        "private, must-revalidate, immutable, max-age=1, stale-while-revalidate=2, stale-if-error=3",
    );
    for nothing in ["#[cache]", "#[cache()]"] {
        refuses(
            &format!("#[get(\"/\")] {nothing} async fn f(&self) -> u8;"),
            "`#[cache]` says nothing; write `#[cache(max_age = \"60s\", private)]`, or `#[cache(no_store)]`",
        );
    }
}

#[test]
fn a_precondition_is_asked_for_by_the_method() {
    let of = |mark: &str| service(&format!("trait T {{ #[put(\"/\")] {mark} async fn f(&self, #[context] p: Precondition); }}"));
    assert_eq!(messages(&of("#[precondition]")), [""; 0]);
    contains(of("#[precondition]"), ".precondition()");
    assert!(!pretty(of("")).contains(".precondition()"));
    refuses(
        "#[put(\"/\")] #[precondition(really)] async fn f(&self, #[context] p: Precondition);",
        "`#[precondition]` takes no value; write `#[precondition]`",
    );
}

#[test]
fn a_form_is_a_body() {
    accepts("#[post(\"/\")] #[no_action] #[form] async fn f(&self, a: u8);");
    accepts("#[get(\"/\")] #[form] async fn f(&self, a: u8);");
}

/// A type of another name may be anything, and `()` is nothing.
#[test]
fn a_status_without_a_body_fits_what_may_be_nothing() {
    let of = |result: &str| format!("#[put(\"/\", status = 204)] async fn f(&self) -> {result};");
    for result in ["()", "Result<(), E>", "Done", "done::Now"] {
        accepts(&of(result));
    }
    for result in ["(u8, u8)", "[u8; 2]", "Vec<u8>", "Result<u8, E>"] {
        refuses(&of(result), "status 204 has no body, and the method returns a value; return `()`, or use status 200");
    }
}

#[test]
fn nothing_is_no_answer_of_a_route_and_one_of_a_list() {
    accepts("#[get(\"/\")] async fn f(&self) -> Found<Option<u8>, E>;");
    accepts("#[get(\"/\")] async fn f(&self) -> Vec<Option<u8>>;");
    accepts("async fn f(&self) -> Result<Option<u8>, E>;");
    for (result, value) in [("Option<u8>", "u8"), ("Result<Option<u8>, E>", "u8"), ("std::io::Result<Option<(u8, u8)>>", "(u8, u8)")] {
        refuses(
            &format!("#[get(\"/\")] async fn f(&self) -> {result};"),
            &format!(
                "`f` is a route and answers with `Option<{value}>`, where `None` would be a success; return `Result<{value}, ..>` with an error of `#[status(404)]`"
            ),
        );
    }
}

#[test]
fn a_file_is_taken_once_and_a_context_is_none() {
    accepts("async fn f(&self, #[context] a: Upload, b: Upload);");
    accepts("async fn f(&self, a: Upload<u8>, b: Option<Upload>);");
}

#[test]
fn a_name_is_shared_by_methods_of_which_one_is_compiled() {
    let message = "a method named `f` is there already, and callers tell methods apart by name alone; rename one of them";
    let told = |methods: &str| messages(&service(&format!("trait T {{ {methods} }}")));
    assert_eq!(told("#[cfg(a)] async fn f(&self); #[cfg(not(a))] async fn f(&self);"), [""; 0]);
    assert_eq!(told("#[doc = \"a\"] async fn f(&self); #[allow(b)] async fn f(&self);").len(), 1, "{message}");
}

#[test]
fn what_is_broken_leaves_no_gap_in_the_versions() {
    let of = |second: &str| format!("#[service(versions = 1..=2)] trait T {{ #[get(\"/a\", until = 1)] async fn f(&self); {second} }}");
    for second in ["#[get(\"/b\", since = 2)] async fn g(&self, a: );", "#[get(\"/b\", since = 2)] async fn g(&self, a: &str);"] {
        assert_eq!(messages(&service(&of(second))).len(), 1, "{second}");
    }
    refuses_trait(&of(""), "version 2 of `T` has no route at all; change `versions`, or a `since` or an `until`");
}

#[test]
fn the_trait_stays_as_it_is_written() {
    let code = pretty(service("pub trait T: A + B where Self: C { #[must_use = \"x\"] #[doc = \"Doc.\"] async fn f(&self); }"));
    assert!(code.contains("pub trait T: A + B") && code.contains("Self: C"), "{code}");
    assert!(code.contains(".method(\"f\", \"Doc.\")"), "{code}");
    let broken = pretty(service("pub trait T<X>: A { async fn f(&self, x: X); }"));
    assert!(broken.contains("pub trait T<X>: A") && !broken.contains("METHODS"), "{broken}");
}
