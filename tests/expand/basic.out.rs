//! An action, a route, or both; a context.
use super::types::{NewTodo, Page, Todo, TodoError};
pub trait Todos {
    /// The caller. Server side only: any axum `FromRequestParts` type; the client never sees it.
    type User;
    /// Lists todos, newest first.
    fn list(
        &self,
        page: Page,
    ) -> impl __tf::Future<Output = Result<Vec<Todo>, TodoError>> + __tf::Send;
    /// Adds a todo.
    fn create(
        &self,
        user: Self::User,
        new: NewTodo,
    ) -> impl __tf::Future<Output = Result<Todo, TodoError>> + __tf::Send;
    /// No verb, so no public route: an action only.
    fn toggle(
        &self,
        user: Self::User,
        id: u64,
        done: bool,
    ) -> impl __tf::Future<Output = Result<Todo, TodoError>> + __tf::Send;
}
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
    pub const LIST: &__tf::Read<(Page,), Result<Vec<Todo>, TodoError>> = &Self::ID_SEED
        .method("list", "Lists todos, newest first.")
        .route(__tf::Verb::Get, "/todos", 0)
        .takes(&[__tf::In::<Page>::SHAPE.or("Page").shown().query("page")])
        .returns(
            __tf::Out::<Result<Vec<Todo>, TodoError>>::SHAPE.or_each("Todo").published(),
        );
    /// `POST /todos`. Adds a todo.
    pub const CREATE: &__tf::Write<(NewTodo,), Result<Todo, TodoError>> = &Self::ID_SEED
        .method("create", "Adds a todo.")
        .needs(&["User"])
        .route(__tf::Verb::Post, "/todos", 201)
        .takes(&[__tf::In::<NewTodo>::SHAPE.or("NewTodo").shown().body("new")])
        .returns(__tf::Out::<Result<Todo, TodoError>>::SHAPE.or("Todo").published());
    /// An action only. No verb, so no public route: an action only.
    pub const TOGGLE: &__tf::Write<(u64, bool), Result<Todo, TodoError>> = &Self::ID_SEED
        .method("toggle", "No verb, so no public route: an action only.")
        .needs(&["User"])
        .takes(
            &[
                __tf::In::<u64>::SHAPE.or("u64").sent().action("id"),
                __tf::In::<bool>::SHAPE.or("bool").sent().action("done"),
            ],
        )
        .returns(__tf::Out::<Result<Todo, TodoError>>::SHAPE.or("Todo").published());
}
const _: __tf::InQuery<Page, { __tf::fits(&TodosSpec::LIST.spec(), 0) }> = __tf::Checked;
const _: __tf::InBody<NewTodo, { __tf::fits(&TodosSpec::CREATE.spec(), 0) }> = __tf::Checked;
/// Calls `Todos`, in one way or the other.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct TodosClientBy<W, T>(__tf::Client<W, T>);
::trifold::__client!(pub TodosClientBy of Todos : TodosClient, TodosRestClient);
impl<W: __tf::Way, T: __tf::Transport> TodosClientBy<W, T> {
    /// Lists todos, newest first.
    pub fn list(&self, page: Page) -> __tf::Call<'_, Result<Vec<Todo>, TodoError>> {
        TodosSpec::LIST.call(&self.0, (page,))
    }
    /// Adds a todo.
    pub fn create(&self, new: NewTodo) -> __tf::Call<'_, Result<Todo, TodoError>> {
        TodosSpec::CREATE.call(&self.0, (new,))
    }
}
impl<T: __tf::Transport> TodosClientBy<__tf::Actions, T> {
    /// No verb, so no public route: an action only.
    pub fn toggle(
        &self,
        id: u64,
        done: bool,
    ) -> __tf::Call<'_, Result<Todo, TodoError>> {
        TodosSpec::TOGGLE.call(&self.0, (id, done))
    }
}
::trifold::__contract!(pub TodosServer of Todos : TodosSpec);
impl<S: Todos<User: __tf::Context<S>> + __tf::Shared> __tf::Serve<S> for TodosSpec {
    const ADAPTERS: &'static [__tf::Adapter<S>] = &[
        |call| Self::LIST.answer::<(), _, _>(call, <S as Todos>::list),
        |call| Self::CREATE.answer::<(_,), _, _>(call, <S as Todos>::create),
        |call| Self::TOGGLE.answer::<(_,), _, _>(call, <S as Todos>::toggle),
    ];
}
