//! An action, a route, or both; a context.
use super::types::{NewTodo, Page, Todo, TodoError};
pub trait Todos {
    /// The caller. Server side only: any axum `FromRequestParts` type; the client never sees it.
    type User;
    /// Lists todos, newest first.
    fn list(
        &self,
        page: Page,
    ) -> impl __tf::Future<Output = Result<Vec<Todo>, TodoError>> + __tf::MaybeSend;
    /// Adds a todo.
    fn create(
        &self,
        user: Self::User,
        new: NewTodo,
    ) -> impl __tf::Future<Output = Result<Todo, TodoError>> + __tf::MaybeSend;
    /// No verb, so no public route: an action only.
    fn toggle(
        &self,
        user: Self::User,
        id: u64,
        done: bool,
    ) -> impl __tf::Future<Output = Result<Todo, TodoError>> + __tf::MaybeSend;
}
#[allow(unused_imports)]
use ::trifold::__private::door::*;
/// What `Todos` promises: one constant for each method.
pub struct TodosSpec;
impl TodosSpec {
    /// The service as a whole.
    pub const SERVICE: __tf::ServiceSpec = __tf::ServiceSpec::named("Todos")
        .of(::core::env!("CARGO_PKG_NAME"));
    const ID_SEED: __tf::Seed = Self::SERVICE.seed(::core::option_env!("TRIFOLD_KEY"));
    /// Every method, in declared order.
    pub const METHODS: &[__tf::MethodSpec] = &[Self::LIST, Self::CREATE, Self::TOGGLE];
    /// `GET /todos`. Lists todos, newest first.
    pub const LIST: __tf::MethodSpec = Self::ID_SEED
        .method("list", "Lists todos, newest first.")
        .route(__tf::Verb::Get, "/todos", 0)
        .takes(&[__tf::In::<Page>::SHAPE.or("Page").shown().query("page")])
        .gives(
            __tf::Out::<Result<Vec<Todo>, TodoError>>::SHAPE
                .or_shape(__tf::Shape::sequence(__tf::Probe::<Todo>::SHAPE.or("Todo"))),
        )
        .fails(__tf::Out::<Result<Vec<Todo>, TodoError>>::ERROR.shown());
    /// `POST /todos`. Adds a todo.
    pub const CREATE: __tf::MethodSpec = Self::ID_SEED
        .method("create", "Adds a todo.")
        .route(__tf::Verb::Post, "/todos", 201)
        .needs(&["User"])
        .takes(&[__tf::In::<NewTodo>::SHAPE.or("NewTodo").shown().body("new")])
        .gives(__tf::Out::<Result<Todo, TodoError>>::SHAPE.or("Todo"))
        .fails(__tf::Out::<Result<Todo, TodoError>>::ERROR.shown());
    /// An action only. No verb, so no public route: an action only.
    pub const TOGGLE: __tf::MethodSpec = Self::ID_SEED
        .method("toggle", "No verb, so no public route: an action only.")
        .needs(&["User"])
        .takes(
            &[
                __tf::In::<u64>::SHAPE.or("u64").sent().action("id"),
                __tf::In::<bool>::SHAPE.or("bool").sent().action("done"),
            ],
        )
        .gives(__tf::Out::<Result<Todo, TodoError>>::SHAPE.or("Todo"))
        .fails(__tf::Out::<Result<Todo, TodoError>>::ERROR.sent());
    const fn of_list() -> __tf::Method<(Page,), Result<Vec<Todo>, TodoError>> {
        __tf::Method::new(&Self::LIST)
    }
    const fn of_create() -> __tf::Method<(NewTodo,), Result<Todo, TodoError>> {
        __tf::Method::new(&Self::CREATE)
    }
    const fn of_toggle() -> __tf::Method<(u64, bool), Result<Todo, TodoError>> {
        __tf::Method::new(&Self::TOGGLE)
    }
    /// The OpenAPI document of one version, with no implementation at hand.
    pub fn openapi(version: u32) -> __tf::Document {
        Self::SERVICE.document(version, Self::describe)
    }
    fn describe(api: &mut __tf::Describe) {
        Self::of_list().describe(api);
        Self::of_create().describe(api);
        Self::of_toggle().sketch(api);
    }
}
/// Calls `Todos`, in one way or the other.
pub struct TodosCalls<T, W>(__tf::Client<T, W>);
/// Calls the actions of `Todos`.
pub type TodosClient<T> = TodosCalls<T, __tf::Actions>;
/// Calls the REST routes of `Todos`.
pub type TodosRestClient<T = __tf::DefaultTransport> = TodosCalls<T, __tf::Routes>;
impl<T: __tf::Transport, W: __tf::Way> TodosCalls<T, W> {
    /// A client that sends through `transport`.
    pub fn with_transport(transport: T) -> Self {
        Self(__tf::Client::new(transport))
    }
    /// Lists todos, newest first.
    pub async fn list(&self, page: Page) -> __tf::Called<Result<Vec<Todo>, TodoError>> {
        TodosSpec::of_list().call(&self.0, (page,)).await
    }
    /// Adds a todo.
    pub async fn create(&self, new: NewTodo) -> __tf::Called<Result<Todo, TodoError>> {
        TodosSpec::of_create().call(&self.0, (new,)).await
    }
}
impl<T: __tf::Transport> TodosClient<T> {
    /// A client that sends through `transport`.
    pub fn new(transport: T) -> Self {
        Self::with_transport(transport)
    }
    /// No verb, so no public route: an action only.
    pub async fn toggle(
        &self,
        id: u64,
        done: bool,
    ) -> __tf::Called<Result<Todo, TodoError>> {
        TodosSpec::of_toggle().call(&self.0, (id, done)).await
    }
}
impl TodosRestClient<__tf::Http> {
    /// A client of the API at `base`, such as `https://todo.example`.
    pub fn new(base: &str) -> __tf::Result<Self, __tf::InvalidBase> {
        __tf::Http::new(base).map(Self::with_transport)
    }
}
impl<T: __tf::Clone, W> __tf::Clone for TodosCalls<T, W> {
    fn clone(&self) -> Self {
        Self(__tf::Clone::clone(&self.0))
    }
}
impl<T: __tf::Debug, W> __tf::Debug for TodosCalls<T, W> {
    fn fmt(&self, f: &mut __tf::Formatter<'_>) -> __tf::Formatted {
        __tf::Debug::fmt(&self.0, f)
    }
}
/// Serves `Todos`: its actions and its routes.
pub type TodosServer<S> = __tf::Mounted<TodosSpec, S>;
impl __tf::Promise for TodosSpec {
    const CONTRACT: __tf::Contract = Self::SERVICE.with(Self::METHODS, Self::describe);
}
impl<S: Todos<User: __tf::Context<S>> + __tf::Shared> __tf::Serve<S> for TodosSpec {
    const ADAPTERS: &'static [__tf::Adapter<S>] = &[
        |call| Self::of_list().answer::<(), _, _>(call, <S as Todos>::list),
        |call| Self::of_create().answer::<(_,), _, _>(call, <S as Todos>::create),
        |call| Self::of_toggle().answer::<(_,), _, _>(call, <S as Todos>::toggle),
    ];
}
