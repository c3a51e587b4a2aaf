//! Every attribute.
use super::types::{NewTodo, OldTitle, OldTodo, Page, Todo, TodoError};
/// A whole result, whose name hides what it is.
pub type Answer = Result<Todo, TodoError>;
/// Todos, in three versions.
///
/// The first goes soon.
pub trait Todos: Sized {
    type User;
    type Clock;
    /// A header, and parameters of their own.
    fn find(
        &self,
        list: String,
        language: Option<String>,
        r#type: u8,
    ) -> impl __tf::Future<Output = Answer> + __tf::MaybeSend;
    /// A default body.
    fn page(
        &self,
        list: String,
        page: Page,
    ) -> impl __tf::Future<Output = Result<Vec<Todo>, TodoError>> + __tf::MaybeSend
    where
        Self: ::core::marker::Sync,
    {
        async move {
            drop((list, page));
            Ok(Vec::new())
        }
    }
    /// Contexts between arguments, and a body of several members.
    fn replace(
        &self,
        user: Self::User,
        list: String,
        clock: Option<Self::Clock>,
        id: u64,
        new: NewTodo,
        done: bool,
    ) -> impl __tf::Future<Output = Answer> + __tf::MaybeSend;
    /// A body by name, and in the first version in a struct.
    fn rename(
        &self,
        list: String,
        title: String,
    ) -> impl __tf::Future<Output = ()> + __tf::MaybeSend;
    #[cfg(not(windows))]
    fn remove(
        &self,
        user: Self::User,
        list: String,
    ) -> impl __tf::Future<Output = ()> + __tf::MaybeSend;
    /// A route and no action.
    fn hook(&self, event: String) -> impl __tf::Future<Output = u64> + __tf::MaybeSend;
    /// Nothing at all.
    #[deprecated]
    fn r#match(&self) -> impl __tf::Future<Output = ()> + __tf::MaybeSend;
}
#[allow(unused_imports)]
use ::trifold::__private::door::*;
/// What `Todos` promises: one constant for each method.
pub struct TodosSpec;
impl TodosSpec {
    /// The service as a whole.
    pub const SERVICE: __tf::ServiceSpec = __tf::ServiceSpec::named("Lists")
        .of(::core::env!("CARGO_PKG_NAME"))
        .about("Todos, in three versions.\n\nThe first goes soon.")
        .mounted("/rest", "/lists")
        .versions(1, 3);
    const ID_SEED: __tf::Seed = Self::SERVICE.seed(::core::option_env!("TRIFOLD_KEY"));
    /// Every method, in declared order.
    pub const METHODS: &[__tf::MethodSpec] = &[
        Self::FIND.spec(),
        Self::PAGE.spec(),
        Self::REPLACE.spec(),
        Self::RENAME.spec(),
        #[cfg(not(windows))]
        Self::REMOVE.spec(),
        Self::HOOK.spec(),
        Self::MATCH.spec(),
    ];
    /// `GET /{list}/todos`. A header, and parameters of their own.
    pub const FIND: &__tf::Read<(String, Option<String>, u8), Answer> = &__tf::Read::new(
        &Self::ID_SEED
            .method("find", "A header, and parameters of their own.")
            .route(__tf::Verb::Get, "/{list}/todos", 0)
            .until(2)
            .deprecated("2027-01-01")
            .sunset("2027-06-30")
            .takes(
                &[
                    __tf::Shown::<String, _>::SHAPE.or("String").path("list"),
                    __tf::Shown::<Option<String>, _>::SHAPE
                        .or("Option<String>")
                        .header("language", "x-language"),
                    __tf::Shown::<u8, _>::SHAPE.or("u8").query_param("type"),
                ],
            )
            .gives(__tf::Out::<Answer>::SHAPE.or("Answer"))
            .described(__tf::Out::<Answer>::TABLE)
            .fails(__tf::Out::<Answer>::ERROR.shown()),
    );
    /// `GET /{list}/pages`. A default body.
    pub const PAGE: &__tf::Read<(String, Page), Result<Vec<Todo>, TodoError>> = &__tf::Read::new(
        &Self::ID_SEED
            .method("page", "A default body.")
            .older(
                &[
                    Self::SERVICE
                        .method("page", "A default body.")
                        .route(__tf::Verb::Get, "/{list}/pages", 0)
                        .until(1)
                        .deprecated("2026-01-01")
                        .takes(
                            &[
                                __tf::Shown::<String, _>::SHAPE.or("String").path("list"),
                                __tf::Shown::<Page, _>::SHAPE.or("Page").query("page"),
                            ],
                        )
                        .gives(
                            __tf::Out::<
                                __tf::Returns<Vec<OldTodo>, Result<Vec<Todo>, TodoError>>,
                            >::SHAPE
                                .or_shape(
                                    __tf::Shape::sequence(
                                        __tf::Probe::<OldTodo>::SHAPE.or("OldTodo"),
                                    ),
                                ),
                        )
                        .described(
                            __tf::Out::<
                                __tf::Returns<Vec<OldTodo>, Result<Vec<Todo>, TodoError>>,
                            >::TABLE,
                        )
                        .fails(__tf::Out::<Result<Vec<Todo>, TodoError>>::ERROR.shown()),
                ],
            )
            .route(__tf::Verb::Get, "/{list}/pages", 0)
            .since(2)
            .takes(
                &[
                    __tf::Shown::<String, _>::SHAPE.or("String").path("list"),
                    __tf::Shown::<Page, _>::SHAPE.or("Page").query("page"),
                ],
            )
            .gives(
                __tf::Out::<Result<Vec<Todo>, TodoError>>::SHAPE
                    .or_shape(
                        __tf::Shape::sequence(__tf::Probe::<Todo>::SHAPE.or("Todo")),
                    ),
            )
            .described(__tf::Out::<Result<Vec<Todo>, TodoError>>::TABLE)
            .fails(__tf::Out::<Result<Vec<Todo>, TodoError>>::ERROR.shown()),
    );
    /// `PUT /{list}/todos/{id}`. Contexts between arguments, and a body of several members.
    pub const REPLACE: &__tf::Write<(String, u64, NewTodo, bool), Answer> = &__tf::Write::new(
        &Self::ID_SEED
            .method(
                "replace",
                "Contexts between arguments, and a body of several members.",
            )
            .route(__tf::Verb::Put, "/{list}/todos/{id}", 202)
            .needs(&["User", "Option<Clock>"])
            .secured(
                &[
                    __tf::Security::any(
                        &[
                            __tf::Scheme::new(__tf::SchemeKind::Cookie("session")),
                            __tf::Scheme::new(__tf::SchemeKind::Bearer("JWT"))
                                .about("From the login."),
                        ],
                    ),
                ],
            )
            .takes(
                &[
                    __tf::Shown::<String, _>::SHAPE.or("String").path("list"),
                    __tf::Shown::<u64, _>::SHAPE.or("u64").path("id"),
                    __tf::Shown::<NewTodo, _>::SHAPE.or("NewTodo").member("new"),
                    __tf::Shown::<bool, _>::SHAPE.or("bool").member("done"),
                ],
            )
            .gives(__tf::Out::<Answer>::SHAPE.or("Answer"))
            .described(__tf::Out::<Answer>::TABLE)
            .fails(__tf::Out::<Answer>::ERROR.shown()),
    );
    /// `PATCH /{list}`. A body by name, and in the first version in a struct.
    pub const RENAME: &__tf::Write<(String, String), ()> = &__tf::Write::new(
        &Self::ID_SEED
            .method("rename", "A body by name, and in the first version in a struct.")
            .older(
                &[
                    Self::SERVICE
                        .method(
                            "rename",
                            "A body by name, and in the first version in a struct.",
                        )
                        .route(__tf::Verb::Put, "/{list}/title", 0)
                        .until(1)
                        .takes(
                            &[
                                __tf::Shown::<String, _>::SHAPE.or("String").path("list"),
                                __tf::Shown::<OldTitle, _>::SHAPE
                                    .or("OldTitle")
                                    .body("title"),
                            ],
                        )
                        .gives(__tf::Out::<()>::SHAPE.or("()"))
                        .described(__tf::Out::<()>::TABLE)
                        .fails(__tf::Out::<()>::ERROR.shown()),
                ],
            )
            .route(__tf::Verb::Patch, "/{list}", 0)
            .since(2)
            .takes(
                &[
                    __tf::Shown::<String, _>::SHAPE.or("String").path("list"),
                    __tf::Shown::<String, _>::SHAPE.or("String").body("title"),
                ],
            )
            .gives(__tf::Out::<()>::SHAPE.or("()"))
            .described(__tf::Out::<()>::TABLE)
            .fails(__tf::Out::<()>::ERROR.shown()),
    );
    /// `DELETE /{list}`.
    #[cfg(not(windows))]
    pub const REMOVE: &__tf::Write<(String,), ()> = &__tf::Write::new(
        &Self::ID_SEED
            .method("remove", "")
            .route(__tf::Verb::Delete, "/{list}", 0)
            .needs(&["User"])
            .secured(
                &[
                    __tf::Security::any(
                        &[
                            __tf::Scheme::new(__tf::SchemeKind::Cookie("session")),
                            __tf::Scheme::new(__tf::SchemeKind::Bearer("JWT"))
                                .about("From the login."),
                        ],
                    ),
                ],
            )
            .takes(&[__tf::Shown::<String, _>::SHAPE.or("String").path("list")])
            .gives(__tf::Out::<()>::SHAPE.or("()"))
            .described(__tf::Out::<()>::TABLE)
            .fails(__tf::Out::<()>::ERROR.shown()),
    );
    /// `POST /hook`. A route and no action.
    pub const HOOK: &__tf::Write<(String,), u64> = &__tf::Write::new(
        &Self::SERVICE
            .method("hook", "A route and no action.")
            .route(__tf::Verb::Post, "/hook", 0)
            .takes(&[__tf::Shown::<String, _>::SHAPE.or("String").body("event")])
            .gives(__tf::Out::<u64>::SHAPE.or("u64"))
            .described(__tf::Out::<u64>::TABLE)
            .fails(__tf::Out::<u64>::ERROR.shown()),
    );
    /// An action only. Nothing at all.
    pub const MATCH: &__tf::Write<(), ()> = &__tf::Write::new(
        &Self::ID_SEED
            .method("match", "Nothing at all.")
            .gives(__tf::Out::<()>::SHAPE.or("()"))
            .fails(__tf::Out::<()>::ERROR.sent()),
    );
    fn v1_of_page() -> __tf::Read<
        (String, Page),
        __tf::Returns<Vec<OldTodo>, Result<Vec<Todo>, TodoError>>,
    > {
        __tf::Read::new(&Self::PAGE.older[0])
    }
    fn v1_of_rename() -> __tf::Write<(String, OldTitle), ()> {
        __tf::Write::new(&Self::RENAME.older[0])
    }
    /// The OpenAPI document of one version, with no implementation at hand.
    pub fn openapi(version: u32) -> __tf::Document {
        Self::SERVICE.document(version, Self::describe)
    }
    fn describe(api: &mut __tf::Describe) {
        Self::FIND.describe(api);
        Self::PAGE.describe(api);
        Self::v1_of_page().describe(api);
        Self::REPLACE.describe(api);
        Self::RENAME.describe(api);
        Self::v1_of_rename().describe(api);
        #[cfg(not(windows))] Self::REMOVE.describe(api);
        Self::HOOK.describe(api);
    }
}
const _: __tf::InHeader<Option<String>, { __tf::fits(&TodosSpec::FIND.spec(), 1) }> = __tf::Fits;
const _: __tf::InQuery<Page, { __tf::fits(&TodosSpec::PAGE.spec(), 1) }> = __tf::Fits;
const _: __tf::InQuery<Page, { __tf::fits(&TodosSpec::PAGE.spec().older[0], 1) }> = __tf::Fits;
const _: __tf::InBody<NewTodo, { __tf::fits(&TodosSpec::REPLACE.spec(), 2) }> = __tf::Fits;
const _: __tf::InBody<OldTitle, { __tf::fits(&TodosSpec::RENAME.spec().older[0], 1) }> = __tf::Fits;
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
    /// A header, and parameters of their own.
    pub fn find(
        &self,
        list: String,
        language: Option<String>,
        r#type: u8,
    ) -> __tf::Called<'_, Answer> {
        TodosSpec::FIND.call(&self.0, (list, language, r#type))
    }
    /// A default body.
    pub fn page(
        &self,
        list: String,
        page: Page,
    ) -> __tf::Called<'_, Result<Vec<Todo>, TodoError>> {
        TodosSpec::PAGE.call(&self.0, (list, page))
    }
    /// Contexts between arguments, and a body of several members.
    pub fn replace(
        &self,
        list: String,
        id: u64,
        new: NewTodo,
        done: bool,
    ) -> __tf::Called<'_, Answer> {
        TodosSpec::REPLACE.call(&self.0, (list, id, new, done))
    }
    /// A body by name, and in the first version in a struct.
    pub fn rename(&self, list: String, title: String) -> __tf::Called<'_, ()> {
        TodosSpec::RENAME.call(&self.0, (list, title))
    }
    /// Calls `remove`.
    #[cfg(not(windows))]
    pub fn remove(&self, list: String) -> __tf::Called<'_, ()> {
        TodosSpec::REMOVE.call(&self.0, (list,))
    }
}
impl<T: __tf::Transport> TodosClient<T> {
    /// A client that sends through `transport`.
    pub fn new(transport: T) -> Self {
        Self::with_transport(transport)
    }
    /// Nothing at all.
    #[deprecated]
    pub fn r#match(&self) -> __tf::Called<'_, ()> {
        TodosSpec::MATCH.call(&self.0, ())
    }
}
impl<T: __tf::Transport> TodosRestClient<T> {
    /// A route and no action.
    pub fn hook(&self, event: String) -> __tf::Called<'_, u64> {
        TodosSpec::HOOK.call(&self.0, (event,))
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
impl<S: Todos<User: __tf::Context<S>> + __tf::Shared> __tf::Serve<S> for TodosSpec
where
    Option<<S as Todos>::Clock>: __tf::Context<S>,
{
    #[allow(deprecated)]
    const ADAPTERS: &'static [__tf::Adapter<S>] = &[
        |call| Self::FIND.answer::<(), _, _>(call, <S as Todos>::find),
        |call| Self::PAGE.answer::<(), _, _>(call, <S as Todos>::page),
        |call| __tf::reply(async move {
            let (call, (user, clock), (list, id, new, done)) = Self::REPLACE
                .read(call)
                .await?;
            call.run(
                    <S as Todos>::replace(
                        &call.service,
                        user,
                        list,
                        clock,
                        id,
                        new,
                        done,
                    ),
                )
                .await
        }),
        |call| Self::RENAME.answer::<(), _, _>(call, <S as Todos>::rename),
        #[cfg(not(windows))]
        |call| Self::REMOVE.answer::<(_,), _, _>(call, <S as Todos>::remove),
        |call| Self::HOOK.answer::<(), _, _>(call, <S as Todos>::hook),
        |call| Self::MATCH.answer::<(), _, _>(call, <S as Todos>::r#match),
        |call| __tf::reply(async move {
            let (call, (), (list, page)) = Self::v1_of_page().read(call).await?;
            call.run(async {
                    __tf::become_older::<
                        Vec<OldTodo>,
                        _,
                        _,
                        _,
                    >(<S as Todos>::page(&call.service, list, page).await)
                })
                .await
        }),
        |call| __tf::reply(async move {
            let (call, (), (list, title)) = Self::v1_of_rename().read(call).await?;
            call.run(<S as Todos>::rename(&call.service, list, __tf::convert(title)))
                .await
        }),
    ];
}
