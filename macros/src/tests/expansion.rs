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

/// As prettyplease breaks lines, which is at 80 columns. The aim is 150; until then it may at least not grow.
#[test]
fn three_methods_stay_short() {
    let code = pretty(service(TODOS));
    let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
    if std::env::var("SHOW").is_ok() {
        println!("{lines} lines\n{code}");
    }
    assert!(lines <= 354, "{lines} lines:\n{code}");
}

#[track_caller]
fn emits(source: &str, expected: &str) {
    super::contains(service(source), expected);
}

#[test]
fn the_trait_is_as_written() {
    emits(
        TODOS,
        "pub trait Todos { /// The caller.\n type User; /// Lists todos, newest first.\n fn list(&self, page: Page) -> impl ::core::future::Future<",
    );
    emits("trait T: Send where Self: 'static { async fn f(&self); }", "trait T: Send where Self: 'static, {");
    emits("trait T { async fn f(&self) -> u8 { 3 } }", "where Self: ::core::marker::Sync, { async move { 3 } }");
}

#[test]
fn the_spec_says_everything_once() {
    emits(TODOS, ".mounted(\"/api\", \"\").versions(1u32, 1u32);");
    emits(TODOS, "METHODS: &'static [p::MethodSpec] = &[Self::LIST, Self::CREATE, Self::TOGGLE]");
    emits(TODOS, ".route(p::Verb::Post, \"/todos\", 201u16)");
    emits(TODOS, "p::Param::new(\"page\", p::Place::Query, p::Probe::<Page>::SHAPE.or(\"Page\"))");
    emits(
        TODOS,
        "p::Probe::<p::Value<Result<Vec<Todo>, TodoError>>>::SHAPE.or_shape(p::Shape::sequence(p::Probe::<Todo>::SHAPE.or(\"Todo\")))",
    );
    emits("#[service(unversioned, actions = false, base = \"/\", path = \"/a\", name = \"N\")] trait T {}", "p::ServiceSpec::new(\"N\"");
    emits(
        "#[service(unversioned, actions = false, base = \"/\", path = \"/a\")] trait T {}",
        ".mounted(\"\", \"/a\").unversioned().without_actions();",
    );
    emits(
        "#[service(versions = 1..=3)] trait T { #[get(\"/\", since = 2, until = 3, deprecated = \"2027-01-01\", sunset = \"2027-06-30\")] async fn f(&self); }",
        ".since(2u32).until(3u32).deprecated(\"2027-01-01\").sunset(\"2027-06-30\")",
    );
}

#[test]
fn arguments_have_their_places() {
    let source = "trait T { #[put(\"/{a}\")] async fn f(&self, a: A, #[query] b: B, #[header(\"x-c\")] c: C, d: D, e: E); }";
    emits(source, "(route.path(\"a\")?, route.query(\"b\")?, route.header(\"c\", \"x-c\")?, route.member(\"d\")?, route.member(\"e\")?)");
    emits(source, ".path(\"a\", &a).query(\"b\", &b).header(\"c\", \"x-c\", &c).member(\"d\", &d).member(\"e\", &e)");
    emits("trait T { #[post(\"/\")] async fn f(&self, a: A); }", "(route.body(\"a\")?)");
    emits("trait T { #[delete(\"/\")] async fn f(&self, a: A); }", "(route.parameter(\"a\")?)");
}

#[test]
fn an_adapter_asks_in_order() {
    emits(TODOS, "let user = call.context::<<S as Todos>::User>().await?; let call = call.read().await?; let (new): (NewTodo)");
    emits(TODOS, "call.reply(<S as Todos>::create(&call.service, user, new).await)");
    emits(TODOS, "let (id, done): (u64, bool) = call.arguments()?;");
    emits("trait T { async fn f(&self); }", "call.no_arguments()?;");
    emits("trait T { #[no_action] #[get(\"/\")] async fn f(&self, a: A); }", "let route = call.route_only()?;");
}

#[test]
fn a_context_is_bound_once() {
    let code = pretty(service(TODOS));
    assert_eq!(code.matches("::server::Context<S>").count(), 1, "{code}");
}

#[test]
fn clients_have_what_they_can_call() {
    emits(TODOS, "p::call_action::<_, _, Result<Todo, TodoError>>( &self.transport, &TodosSpec::TOGGLE, report, &(id, done) )");
    let code = pretty(service(TODOS));
    let rest = code.split("impl<T: ::trifold::Transport> TodosRestClient<T>").nth(1).unwrap().split("impl").next().unwrap();
    assert!(rest.contains("fn create") && !rest.contains("fn toggle"), "{rest}");
    let code = pretty(service("trait T { #[no_action] #[get(\"/\")] async fn f(&self); }"));
    assert_eq!(code.matches("async fn f").count(), 1, "{code}");
}

#[test]
fn names_of_ours_give_way() {
    emits("trait Tr { async fn f(&self, s: S, t: T, u: T1); }", "pub struct TrServer<S1>".replace("pub ", "").as_str());
    emits("trait Tr { async fn f(&self, s: S, t: T, u: T1); }", "struct TrClient<T2>");
}

#[test]
fn another_path_reaches_the_runtime() {
    let code = service("#[service(crate = \"crate::fold\")] trait T { async fn f(&self); }").to_string();
    assert!(!code.contains("trifold"), "{code}");
    assert!(messages(&service("#[service(crate = crate::fold)] trait T {}")).is_empty());
}

#[test]
fn a_cfg_goes_everywhere() {
    let code = pretty(service("trait T { #[cfg(unix)] #[get(\"/\")] async fn f(&self, a: A); }"));
    // The trait, METHODS, the constant, describe, the assertion, ENDPOINTS, the adapter, both clients.
    assert_eq!(code.matches("#[cfg(unix)]").count(), 9, "{code}");
}
