//! The rules about traits, signatures and types.

use super::{accepts, accepts_trait, refuses, refuses_trait};

#[test]
fn the_trait_is_plain() {
    refuses_trait(
        "trait T<X> {}",
        "`T` has generic parameters, which no caller could choose; write a trait for each type, or use an associated type for a `#[context]`",
    );
    refuses_trait("unsafe trait T {}", "`T` is an unsafe trait, and a remote caller cannot keep its promises; remove `unsafe`");
    refuses("const N: u8;", "constant `N` cannot be part of a service, since no client could know it; move it out of the trait");
    refuses("methods! {}", "`#[service]` cannot see what a macro writes into the trait; write the methods out");
    refuses("type User<'a>;", "associated type `User` has parameters, and a context is one type; remove them");
    refuses(
        "type User; async fn f(&self);",
        "associated type `User` is no context of any method; mark an argument of that type `#[context]`, or move it out of the trait",
    );
    refuses_trait("struct T;", "`#[service]` folds a trait; write it above `trait Name { .. }`");
    accepts_trait("pub(crate) trait T: Send + Sync where Self: 'static { type User: Clone; async fn f(&self, #[context] a: Self::User); }");
}

#[test]
fn the_attribute_agrees_with_itself() {
    refuses_trait("#[service(verson = 1)] trait T {}", "`#[service]` does not take `verson`; did you mean `version`?");
    refuses_trait(
        "#[service(colour = 1)] trait T {}",
        "`#[service]` does not take `colour`; it takes `version`, `versions`, `unversioned`, `path`, `base`, `name`, `crate` and `actions`",
    );
    refuses_trait("#[service(version = 1, unversioned)] trait T {}", "`unversioned` contradicts `version`; keep one of them");
    refuses_trait("#[service(path = \"/a\", path = \"/b\")] trait T {}", "`path` is set twice; keep one of them");
    refuses_trait("#[service(unversioned = 1)] trait T {}", "`unversioned` takes no value; write `unversioned` alone");
    refuses_trait("#[service(crate = \"a b\")] trait T {}", "`a b` is not the path of a crate; write one such as `\"::trifold\"`");
    refuses_trait("#[service(version = \"1\")] trait T {}", "`version` takes a whole number; write `version = 1`");
    refuses_trait("#[service(version(1))] trait T {}", "`version` takes a whole number; write `version = 1`");
    refuses_trait("#[service(version = 1.5)] trait T {}", "`version` takes a whole number; write `version = 2`");
    refuses_trait("#[service(name = Clock)] trait T {}", "`name` takes a name; write `name = \"Clock\"`");
    refuses_trait("#[service(\"/clock\")] trait T {}", "`#[service]` does not take a value without a name; write `path = \"/clock\"`");
    refuses_trait(
        "#[service(\"unversioned\")] trait T {}",
        "`#[service]` does not take a value without a name; write `unversioned`, without quotes",
    );
    for mark in ["get(\"/a\")", "limit(body = 1)", "no_action", "cache(no_store)"] {
        let name = mark.split('(').next().unwrap();
        let message = format!("`#[{name}]` is for a method, and `T` is the service; write it above each method that it is for");
        assert_eq!(
            super::messages(&crate::pipeline::service("".parse().unwrap(), format!("#[{mark}] trait T {{}}").parse().unwrap())),
            [message]
        );
    }
    refuses_trait("#[service(2)] trait T {}", "`#[service]` does not take a value without a name; write `version = 2`");
    let commas = "write `key = value` or `key`, with commas between them";
    for broken in ["version: 1", "version = 1 name = \"a\"", "= 1"] {
        refuses_trait(&format!("#[service({broken})] trait T {{}}"), &format!("`#[service]` cannot be read from here on; {commas}"));
    }
    refuses_trait("#[service(un-versioned)] trait T {}", "`#[service]` cannot be read from here on; a name has `_` where HTTP has `-`");
    refuses_trait("#[service(version)] trait T {}", "`version` takes a whole number; write `version = 2`");
    refuses_trait("#[service(versions = 3..=1)] trait T {}", "`versions` runs backward; write `versions = 1..=3`");
    refuses_trait("#[service(versions = 1..1)] trait T {}", "`versions = 1..1` is empty; write `version = 1`");
    refuses_trait("#[service(versions = 1..4)] trait T {}", "`versions = 1..4` leaves out its end; write `versions = 1..=3`");
    refuses_trait("#[service(versions = 1..)] trait T {}", "`versions` takes a range of versions; write `versions = 1..=3`");
    refuses_trait("#[service(actions = 0)] trait T {}", "`actions` takes `true` or `false`; write `actions = false`");
    refuses_trait(
        "#[service(name = \"a b\")] trait T {}",
        "`a b` is not a wire name; write one without spaces, such as `name = \"Todos\"`",
    );
    refuses_trait(
        "#[service(path = \"/{id}\")] trait T {}",
        "prefix `/{id}` has a capture `{id}`; write it in the path of each method that has a parameter `id`",
    );
    accepts_trait(
        "#[service(versions = 1..=3, path = \"/t\", base = \"/\", name = \"Ts\", crate = \"::a::b\", actions = true)] trait T {}",
    );
}

#[test]
fn a_method_is_an_async_function_on_a_shared_service() {
    refuses("fn f(&self);", "`f` is not async, and a call over a network is; write `async fn f`");
    refuses("async unsafe fn f(&self);", "`f` is unsafe, and a remote caller cannot keep its promises; remove `unsafe`");
    refuses("async extern \"C\" fn f(&self);", "`f` names an ABI, which means nothing to a remote caller; remove `extern`");
    refuses("async fn f();", "`f` does not take `&self`, and a service is called on a value; write `async fn f(&self)`");
    refuses(
        "async fn f(&mut self);",
        "`f` takes `&mut self`, and calls run at the same time; write `&self` and keep what changes behind a lock",
    );
    refuses("async fn f(a: u8);", "`f` does not take `&self`, and a service is called on a value; write `async fn f(&self, ..)`");
    refuses("async fn f(self);", "`f` takes `self` by value, and other calls need the service too; write `&self`");
    refuses("async fn f(self: Arc<Self>);", "`f` gives `self` a type, and a service is called by reference; write `&self`");
    refuses("async fn f(&'static self);", "`f` names the lifetime of `self`, and no result can borrow from it; write `&self`");
    refuses("async fn f<X>(&self);", "`f` has generic parameters, and a remote caller cannot choose a type; write a method for each");
    refuses(
        "async fn f<'a>(&'a self, a: Cow<'a, str>) -> Cow<'a, str>;",
        "`f` has a lifetime parameter, and nothing that travels is borrowed; remove it, and write owned types",
    );
    refuses("async fn f(&self) where Self: Sized;", "`f` has a `where` clause, which no caller could meet; move it to the trait");
    accepts("/// Docs.\n#[must_use] async fn f(&self, mut a: u8) -> u8 { a += 1; a }");
}

#[test]
fn some_names_are_taken() {
    for (name, owner) in [("new", "TClient"), ("with_transport", "TClient"), ("from_arc", "TServer"), ("into_router", "TServer")] {
        let expected = format!("`{name}` is a function of the generated `{owner}` already; rename the method");
        refuses(&format!("async fn {name}(&self);"), &expected);
    }
    refuses(
        "async fn methods(&self);",
        "`methods` would be `METHODS` on the generated `TSpec`, which has a constant of that name already; rename the method",
    );
    refuses(
        "async fn a_b(&self); async fn a_B(&self);",
        "methods `a_b` and `a_B` would both be `A_B` on the generated `TSpec`; rename one of them",
    );
    refuses(
        "async fn f(&self); async fn f(&self, a: u8);",
        "`f` stands twice in the trait, and callers tell methods apart by name alone; rename one of them",
    );
    accepts("async fn r#match(&self, r#type: u8);");
}

#[test]
fn an_argument_has_a_name() {
    refuses("async fn f(&self, _: u8);", "an argument of `f` has no name, and callers need one; write `name: Type`");
    refuses(
        "async fn f(&self, (a, b): (u8, u8));",
        "an argument of `f` is taken apart, and callers need one name for it; write `name: Type`",
    );
    let by_axum = "an argument of `f` is taken apart, and callers need one name for it";
    refuses("async fn f(&self, Path(id): Path<u64>);", &format!("{by_axum}; write `id: u64`"));
    refuses("async fn f(&self, axum::Json(new): axum::Json<Vec<Todo>>);", &format!("{by_axum}; write `new: Vec<Todo>`"));
    refuses("async fn f(&self, Id(id): Id);", &format!("{by_axum}; write `id: Id`"));
    refuses(
        "async fn f(&self, #[context] State(app): State<App>);",
        "a context of `f` is taken apart; write `#[context] app: State<App>`, and take it apart where it is implemented",
    );
    refuses("async fn f(&self, #[context] _: User);", "a context of `f` has no name; write `#[context] name: Type`");
}

#[test]
fn a_mark_is_one_of_ours() {
    for (mark, remedy) in [
        ("contxt", "did you mean `context`?"),
        ("state", "did you mean `context`?"),
        ("json", "did you mean `body`?"),
        ("param", "did you mean `query`?"),
        ("path", "what the path captures is taken from there by its name, without a mark"),
        ("colour", "it takes `context`, `query`, `body`, `header`, `sensitive` and `security`"),
    ] {
        refuses(&format!("async fn f(&self, #[{mark}] a: u8);"), &format!("`#[{mark}]` means nothing on an argument; {remedy}"));
    }
    refuses(
        "async fn f(&self, #[cfg(unix)] a: u8);",
        "an argument cannot be `#[cfg]`: both sides must have the same arguments; put `#[cfg(..)]` on the method",
    );
    let many: String = (0..17).map(|i| format!("a{i}: u8,")).collect();
    refuses(
        &format!("async fn f(&self, {many});"),
        "`f` has 17 arguments that travel, and 16 are the most; gather some in a struct with `#[model]`",
    );
    let many: String = (0..17).map(|i| format!("#[context] a{i}: u8,")).collect();
    refuses(&format!("async fn f(&self, {many});"), "`f` has 17 contexts, and 16 are the most; gather some in one extractor");
}

#[test]
fn what_travels_is_owned_and_has_a_type() {
    let refused = [
        ("&str", "is borrowed, and nothing can be lent to another process; write `String`"),
        ("&[u8]", "is borrowed, and nothing can be lent to another process; write `Vec<u8>`"),
        ("Option<&Todo>", "is borrowed, and nothing can be lent to another process; write `Todo`"),
        ("Cow<'a, str>", "borrows for `'a`, and nothing can be lent to another process; write an owned type, or `'static`"),
        ("impl Into<String>", "can be any type that implements a trait, and both sides must know which; write the type"),
        ("Box<dyn Error>", "is a trait object, and its type would be lost on the way; write an enum of what it can be"),
        ("&Path", "is borrowed, and nothing can be lent to another process; write `PathBuf`"),
        ("!", "has no value that could travel; write `()`"),
        ("fn(u8)", "is a function, and code does not travel; write data"),
        ("*const u8", "is a pointer, which means nothing in another process; write the value's type"),
        (
            "Self::User",
            "is `Self::User`, which only the server knows; write a type that both sides know, or mark the argument `#[context]`",
        ),
    ];
    for (ty, fault) in refused {
        refuses(&format!("async fn f(&self, a: {ty});"), &format!("argument `a` {fault}"));
    }
    refuses("async fn f(&self) -> &str;", "the result of `f` is borrowed, and nothing can be lent to another process; write `String`");
    refuses("async fn f(&self) -> impl Display;", "`f` hides its result behind `impl`, and callers must know it; write the type itself");
    refuses("async fn f(&self, #[context] a: &User);", "context `a` is borrowed, and a context is handed over to the method; write `User`");
    accepts("type User; async fn f(&self, #[context] a: Option<Self::User>, b: Cow<'static, str>, c: Box<[u8]>);");
}

#[test]
fn all_errors_come_at_once() {
    let messages =
        super::messages(&super::service("#[service(pth = \"/\")] trait T { fn f(&mut self, a: &str); async fn g(&self, _: u8); }"));
    assert_eq!(messages.len(), 5, "{messages:#?}");
}
