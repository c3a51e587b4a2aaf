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
    pub const METHODS: &[__tf::MethodSpec] = &[
        Self::LIST.spec(),
        Self::CREATE.spec(),
        Self::TOGGLE.spec(),
    ];
    /// `GET /todos`. Lists todos, newest first.
    pub const LIST: &__tf::Read<(Page,), Result<Vec<Todo>, TodoError>> = &__tf::Read::new(
        &Self::ID_SEED
            .method("list", "Lists todos, newest first.")
            .route(__tf::Verb::Get, "/todos", 0)
            .takes(&[__tf::Shown::<Page, _>::SHAPE.or("Page").query("page")])
            .gives(
                __tf::Out::<Result<Vec<Todo>, TodoError>>::SHAPE
                    .or_shape(
                        __tf::Shape::sequence(__tf::Probe::<Todo>::SHAPE.or("Todo")),
                    ),
            )
            .described(__tf::Out::<Result<Vec<Todo>, TodoError>>::TABLE)
            .fails(__tf::Out::<Result<Vec<Todo>, TodoError>>::ERROR.shown()),
    );
    /// `POST /todos`. Adds a todo.
    pub const CREATE: &__tf::Write<(NewTodo,), Result<Todo, TodoError>> = &__tf::Write::new(
        &Self::ID_SEED
            .method("create", "Adds a todo.")
            .route(__tf::Verb::Post, "/todos", 201)
            .needs(&["User"])
            .takes(&[__tf::Shown::<NewTodo, _>::SHAPE.or("NewTodo").body("new")])
            .gives(__tf::Out::<Result<Todo, TodoError>>::SHAPE.or("Todo"))
            .described(__tf::Out::<Result<Todo, TodoError>>::TABLE)
            .fails(__tf::Out::<Result<Todo, TodoError>>::ERROR.shown()),
    );
    /// An action only. No verb, so no public route: an action only.
    pub const TOGGLE: &__tf::Write<(u64, bool), Result<Todo, TodoError>> = &__tf::Write::new(
        &Self::ID_SEED
            .method("toggle", "No verb, so no public route: an action only.")
            .needs(&["User"])
            .takes(
                &[
                    __tf::Sent::<u64, _>::SHAPE.or("u64").action("id"),
                    __tf::Sent::<bool, _>::SHAPE.or("bool").action("done"),
                ],
            )
            .gives(__tf::Out::<Result<Todo, TodoError>>::SHAPE.or("Todo"))
            .fails(__tf::Out::<Result<Todo, TodoError>>::ERROR.sent()),
    );
    /// The OpenAPI document of one version, with no implementation at hand.
    pub fn openapi(version: u32) -> __tf::Document {
        Self::SERVICE.document(version, Self::describe)
    }
    fn describe(api: &mut __tf::Describe) {
        Self::LIST.describe(api);
        Self::CREATE.describe(api);
    }
}
const _: __tf::InQuery<Page, { __tf::fits(&TodosSpec::LIST.spec(), 0) }> = __tf::Fits;
const _: __tf::InBody<NewTodo, { __tf::fits(&TodosSpec::CREATE.spec(), 0) }> = __tf::Fits;
/// Calls `Todos`, in one way or the other.
pub struct TodosClientBy<W, T>(__tf::Client<W, T>);
/// Calls the actions of `Todos`.
pub type TodosClient<T> = TodosClientBy<__tf::Actions, T>;
/// Calls the REST routes of `Todos`.
pub type TodosRestClient<T = __tf::DefaultTransport> = TodosClientBy<__tf::Routes, T>;
impl<W: __tf::Way, T: __tf::Transport> TodosClientBy<W, T> {
    /// A client that sends through `transport`.
    pub fn with_transport(transport: T) -> Self {
        Self(__tf::Client::new(transport))
    }
    /// Lists todos, newest first.
    pub fn list(&self, page: Page) -> __tf::Called<'_, Result<Vec<Todo>, TodoError>> {
        TodosSpec::LIST.call(&self.0, (page,))
    }
    /// Adds a todo.
    pub fn create(&self, new: NewTodo) -> __tf::Called<'_, Result<Todo, TodoError>> {
        TodosSpec::CREATE.call(&self.0, (new,))
    }
}
impl<T: __tf::Transport> TodosClient<T> {
    /// A client that sends through `transport`.
    pub fn new(transport: T) -> Self {
        Self::with_transport(transport)
    }
    /// No verb, so no public route: an action only.
    pub fn toggle(
        &self,
        id: u64,
        done: bool,
    ) -> __tf::Called<'_, Result<Todo, TodoError>> {
        TodosSpec::TOGGLE.call(&self.0, (id, done))
    }
}
::trifold::__client! {
    pub TodosRestClient
}
impl<W, T: __tf::Clone> __tf::Clone for TodosClientBy<W, T> {
    fn clone(&self) -> Self {
        Self(__tf::Clone::clone(&self.0))
    }
}
impl<W, T: __tf::Debug> __tf::Debug for TodosClientBy<W, T> {
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
        |call| Self::LIST.answer::<(), _, _>(call, <S as Todos>::list),
        |call| Self::CREATE.answer::<(_,), _, _>(call, <S as Todos>::create),
        |call| Self::TOGGLE.answer::<(_,), _, _>(call, <S as Todos>::toggle),
    ];
}
