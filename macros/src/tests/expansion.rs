//! What an expansion looks like. Whole golden files, which also compile, are in the workspace's `tests`.

use super::{messages, pretty, service};

const TODOS: &str = "
    #[service(version = 1)]
    /// Todos of a caller.
    pub trait Todos {
        /// The caller.
        type User;

        /// Lists todos, newest first.
        #[get(\"/todos\")]
        async fn list(&self, #[query] page: Page) -> Result<Vec<Todo>, TodoError>;

        /// Creates a todo.
        #[post(\"/todos\", status = 201)]
        async fn create(&self, #[context] user: Self::User, new: NewTodo) -> Result<Todo, TodoError>;

        /// Sets whether a todo is done.
        async fn toggle(&self, #[context] user: Self::User, id: u64, done: bool) -> Result<Todo, TodoError>;
    }";

#[track_caller]
fn emits(source: &str, expected: &str) {
    super::contains(service(source), expected);
}

#[test]
fn the_trait_is_as_written() {
    emits(
        TODOS,
        "pub trait Todos { /// The caller.\n type User; /// Lists todos, newest first.\n fn list(&self, page: Page) -> impl p::Future<",
    );
    emits("trait T: Send where Self: 'static { async fn f(&self); }", "trait T: Send where Self: 'static, {");
    emits("trait T { async fn f(&self) -> u8 { 3 } }", "where Self: ::core::marker::Sync, { async move { 3 } }");
}

/// Contexts are the server's, and so is the trait that names them.
#[test]
fn the_trait_is_the_servers() {
    let code = service("pub trait T { async fn f(&self); }").to_string();
    assert!(code.starts_with(":: trifold :: __server ! { pub trait T"), "{code}");
}

#[test]
fn the_clients_are_as_public_as_the_trait() {
    let source = "pub(crate) trait T { async fn f(&self); }";
    emits(source, "::trifold::__client!(pub(crate) TClientBy of T: TClient, TRestClient);");
    emits(source, "::trifold::__contract!(pub(crate) TServer of T: TSpec);");
    emits(source, "pub(crate) struct TSpec");
}

#[test]
fn what_is_deprecated_is_so_on_the_clients() {
    emits("trait T { #[deprecated = \"use g\"] async fn f(&self); }", "#[deprecated = \"use g\"] fn f(&self) -> p::Call");
}

#[test]
fn the_spec_says_everything_once() {
    emits(
        TODOS,
        "SERVICE: p::ServiceSpec = p::ServiceSpec::named(\"Todos\").of(::core::env!(\"CARGO_PKG_NAME\")).about(\"Todos of a caller.\");",
    );
    emits(TODOS, "METHODS: &[p::MethodSpec] = &[Self::LIST.spec(), Self::CREATE.spec(), Self::TOGGLE.spec()]");
    emits(TODOS, "Self::ID_SEED.method(\"create\", \"Creates a todo.\").needs(&[\"User\"]).route(p::Verb::Post, \"/todos\", 201)");
    emits(TODOS, ".takes(&[p::In::<Page>::SHAPE.or(\"Page\").shown().query(\"page\")])");
    emits(TODOS, "p::In::<u64>::SHAPE.or(\"u64\").sent().action(\"id\")");
    emits(TODOS, ".returns(p::Out::<Result<Vec<Todo>, TodoError>>::SHAPE.or_each(\"Todo\").published());");
    emits(TODOS, ".returns(p::Out::<Result<Todo, TodoError>>::SHAPE.or(\"Todo\").published());");
    emits("trait T { async fn f(&self) -> Result<A, B>; }", ".returns(p::Out::<Result<A, B>>::SHAPE.or(\"A\").returned());");
    emits("trait T { async fn f(&self) -> A; }", ".returns(p::Out::<A>::SHAPE.or(\"A\").returned_alone());");
    emits(
        "trait T { async fn f(&self) -> Vec<Option<A>>; }",
        "SHAPE.or_shape(p::Shape::sequence(p::Probe::<Option<A>>::SHAPE.or_shape(p::Shape::option(p::Probe::<A>::SHAPE.or(\"A\")))))",
    );
    emits(TODOS, "pub const TOGGLE: &p::Write<(u64, bool), Result<Todo, TodoError>> = &Self::ID_SEED.method(");
    emits(
        "#[service(unversioned, actions = false, base = \"/\", path = \"/a\", name = \"N\")] trait T {}",
        "p::ServiceSpec::named(\"N\").of(::core::env!(\"CARGO_PKG_NAME\")).mounted(\"\", \"/a\").unversioned().without_actions();",
    );
    emits(
        "#[service(versions = 1..=3)] trait T { #[get(\"/\", since = 2, until = 3, deprecated = \"2027-01-01\", sunset = \"2027-06-30\")] async fn f(&self); }",
        ".since(2).until(3).deprecated(\"2027-01-01\").sunset(\"2027-06-30\")",
    );
    emits("#[service(versions = 1..=3)] trait T {}", ".versions(1, 3)");
}

#[test]
fn a_type_on_any_route_is_asked_the_same_everywhere() {
    let code = pretty(service("trait T { async fn f(&self, a: A); #[post(\"/\")] async fn g(&self, a: A); }"));
    assert_eq!((code.matches(".or(\"A\").shown()").count(), code.matches(".or(\"A\").sent()").count()), (2, 0), "{code}");
    let code = pretty(service("trait T { async fn f(&self) -> A; #[get(\"/\")] async fn g(&self) -> A; }"));
    assert_eq!((code.matches(".published_alone()").count(), code.matches(".returned_alone()").count()), (2, 0), "{code}");
}

/// An older route says what it has of its own.
#[test]
fn an_older_route_is_a_line() {
    let source = |newest: &str| {
        format!(
            "#[service(versions = 1..=2)] trait T {{ #[get(\"/c\", until = 1)] {newest} async fn f(&self, a: A, #[query] b: B) -> Result<C, D>; }}"
        )
    };
    let of = |newest: &str, expected: &str| emits(&source(newest), expected);
    let same = "const F: &p::Read<(A, B), Result<C, D>> = &Self::ID_SEED.newer(&[Self::F__V1.spec()]).route(p::Verb::Get, \"/b\", 0).since(2).returns(";
    of("#[get(\"/b\", since = 2)]", same);
    of("#[get(\"/{a}\", since = 2)]", ".newer(&[Self::F__V1.spec()]).route(p::Verb::Get, \"/{a}\", 0).since(2).takes(&[");
    of(
        "#[get(\"/b\", since = 2)]",
        "const F__V1: &p::Read<(A, B), Result<C, D>> = &Self::SERVICE.method(\"f\", \"\").route(p::Verb::Get, \"/c\", 0).until(1).takes(&[",
    );
}

#[test]
fn arguments_have_their_places() {
    let source = "trait T { #[put(\"/{a}\")] async fn f(&self, a: A, #[query] b: B, #[header(\"x-c\")] c: C, d: D, e: E); }";
    for place in [".path(\"a\")", ".query(\"b\")", ".header(\"c\", \"x-c\")", ".member(\"d\")", ".member(\"e\")"] {
        emits(source, place);
    }
    emits("trait T { #[post(\"/\")] async fn f(&self, a: A); }", ".body(\"a\")");
    emits("trait T { #[delete(\"/\")] async fn f(&self, a: A); }", ".query_param(\"a\")");
    emits("trait T { async fn f(&self, a: A); }", ".action(\"a\")");
}

/// At the type, in a constant that nothing else names: what is wrong is then told once.
#[test]
fn the_compiler_is_asked_what_only_it_knows() {
    let questions = |source: &str| super::squeeze(&pretty(service(source))).matches("p::fits(").count();
    emits(
        "trait T { #[get(\"/{a}\")] async fn f(&self, #[context] c: C, a: A, b: Vec<u8>); }",
        "const _: p::InPath<A, { p::fits(&TSpec::F.spec(), 0) }> = p::Checked;",
    );
    for (source, expected) in [
        ("trait T { #[get(\"/{a}\")] async fn f(&self, a: A, b: Vec<u8>); }", 2),
        ("trait T { #[post(\"/{a}\")] async fn f(&self, a: String, b: Vec<u8>); }", 0),
        ("trait T { async fn f(&self, a: A, b: Vec<u8>); }", 1),
        ("trait T { #[form] async fn f(&self, a: A, b: Vec<u8>, c: u8); }", 2),
    ] {
        assert_eq!(questions(source), expected, "{source}");
    }
    emits(
        "#[service(versions = 1..=2)] trait T { #[put(\"/\", until = 1, accepts = B)] #[put(\"/\", since = 2)] async fn f(&self, a: A); }",
        "const _: p::InBody<B, { p::fits(&TSpec::F__V1.spec(), 0) }> = p::Checked;",
    );
}

#[test]
fn an_adapter_names_the_method() {
    emits(TODOS, "|call| Self::CREATE.answer::<(_), _, _>(call, <S as Todos>::create)");
    emits(TODOS, "|call| Self::LIST.answer::<(), _, _>(call, <S as Todos>::list)");
    emits("trait T { async fn f(&self); }", "|call| Self::F.answer::<(), _, _>(call, <S as T>::f)");
}

#[test]
fn an_adapter_puts_contexts_in_order() {
    let order = "let (call, (b), (a, c)) = Self::F.read(call).await?; call.run(<S as T>::f(&call.service, a, b, c)).await";
    emits("trait T { async fn f(&self, a: A, #[context] b: B, c: C); }", order);
}

#[test]
fn contexts_are_bound_where_the_service_is_mounted() {
    emits(TODOS, "impl<S: Todos<User: p::Context<S>> + p::Shared> p::Serve<S> for TodosSpec {");
    emits(
        "trait T { type U; async fn f(&self, #[context] a: Option<Self::U>, #[context] b: B, #[context] c: B); }",
        "impl<S: T + p::Shared> p::Serve<S> for TSpec where Option<<S as T>::U>: p::OptionalContext<S, <S as T>::U>, B: p::Context<S>, {",
    );
    // The compiler says of the trait that there is no such type, and nothing of ours.
    emits("trait T { type U; async fn f(&self, #[context] a: U); }", "impl<S: T<U: p::Context<S>> + p::Shared> p::Serve<S> for TSpec {");
}

#[test]
fn clients_have_what_they_can_call() {
    let source = "trait T { async fn f(&self); #[get(\"/\")] async fn g(&self); #[no_action] #[get(\"/h\")] async fn h(&self, a: A); }";
    for (client, method, others) in [
        ("impl<W: p::Way, T1: p::Transport> TClientBy<W, T1>", "g", ["f", "h"]),
        ("impl<T1: p::Transport> TClientBy<p::Actions, T1>", "f", ["g", "h"]),
        ("impl<T1: p::Transport> TClientBy<p::Routes, T1>", "h", ["f", "g"]),
    ] {
        let code = super::squeeze(&pretty(service(source)));
        let methods = code.split(&super::squeeze(client)).nth(1).unwrap().split("impl").next().unwrap();
        assert!(methods.contains(&format!("fn{method}(")), "{client}: {methods}");
        assert!(others.iter().all(|other| !methods.contains(&format!("fn{other}("))), "{client}: {methods}");
    }
    emits(source, "fn h(&self, a: A) -> p::Call<'_, ()> { TSpec::H.call(&self.0, (a)) }");
}

#[test]
fn names_of_ours_give_way() {
    emits("trait Tr { async fn f(&self, s: S, t: T, u: T1, w: W); }", "impl<S1: Tr + p::Shared> p::Serve<S1> for TrSpec");
    emits(
        "trait Tr { #[post(\"/\")] async fn f(&self, s: S, t: T, u: T1, w: W); }",
        "impl<W1: p::Way, T2: p::Transport> TrClientBy<W1, T2>",
    );
}

#[test]
fn another_path_reaches_the_runtime() {
    let code = service("#[service(crate = \"crate::fold\")] trait T { async fn f(&self); }").to_string();
    assert!(!code.contains(":: trifold") && code.contains("use crate :: fold as __trifold_T ;"), "{code}");
    assert!(messages(&service("#[service(crate = crate::fold)] trait T {}")).is_empty());
}

#[test]
fn a_cfg_goes_everywhere() {
    let code = pretty(service("trait T { #[cfg(unix)] #[get(\"/\")] async fn f(&self, a: A); }"));
    // The trait, METHODS, the constant, the question about `a`, the clients, the adapter.
    assert_eq!(code.matches("#[cfg(unix)]").count(), 6, "{code}");
}
