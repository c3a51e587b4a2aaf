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
    ) -> impl __tf::Future<Output = Answer> + __tf::Send;
    /// A default body.
    fn page(
        &self,
        list: String,
        page: Page,
    ) -> impl __tf::Future<Output = Result<Vec<Todo>, TodoError>> + __tf::Send
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
    ) -> impl __tf::Future<Output = Answer> + __tf::Send;
    /// A body by name, and in the first version in a struct.
    fn rename(
        &self,
        list: String,
        title: String,
    ) -> impl __tf::Future<Output = ()> + __tf::Send;
    #[cfg(not(windows))]
    fn remove(
        &self,
        user: Self::User,
        list: String,
    ) -> impl __tf::Future<Output = ()> + __tf::Send;
    /// A route and no action.
    fn hook(&self, event: String) -> impl __tf::Future<Output = u64> + __tf::Send;
    /// Nothing at all.
    #[deprecated]
    fn r#match(&self) -> impl __tf::Future<Output = ()> + __tf::Send;
}
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
    pub const FIND: &__tf::Read<(String, Option<String>, u8), Answer> = &Self::ID_SEED
        .method("find", "A header, and parameters of their own.")
        .route(__tf::Verb::Get, "/{list}/todos", 0)
        .until(2)
        .deprecated("2027-01-01")
        .sunset("2027-06-30")
        .takes(
            &[
                __tf::In::<String>::SHAPE.or("String").shown().path("list"),
                __tf::In::<Option<String>>::SHAPE
                    .or("Option<String>")
                    .shown()
                    .header("language", "x-language"),
                __tf::In::<u8>::SHAPE.or("u8").shown().query_param("type"),
            ],
        )
        .returns(__tf::Out::<Answer>::SHAPE.or("Answer").published_alone());
    const PAGE__V1: &__tf::Read<
        (String, Page),
        __tf::Returns<Vec<OldTodo>, Result<Vec<Todo>, TodoError>>,
    > = &Self::SERVICE
        .method("page", "A default body.")
        .route(__tf::Verb::Get, "/{list}/pages", 0)
        .until(1)
        .deprecated("2026-01-01")
        .takes(
            &[
                __tf::In::<String>::SHAPE.or("String").shown().path("list"),
                __tf::In::<Page>::SHAPE.or("Page").shown().query("page"),
            ],
        )
        .returns(
            __tf::Out::<__tf::Returns<Vec<OldTodo>, Result<Vec<Todo>, TodoError>>>::SHAPE
                .or_each("OldTodo")
                .published(),
        );
    /// `GET /{list}/pages`. A default body.
    pub const PAGE: &__tf::Read<(String, Page), Result<Vec<Todo>, TodoError>> = &Self::ID_SEED
        .newer(&[Self::PAGE__V1.spec()])
        .route(__tf::Verb::Get, "/{list}/pages", 0)
        .since(2)
        .returns(
            __tf::Out::<Result<Vec<Todo>, TodoError>>::SHAPE.or_each("Todo").published(),
        );
    /// `PUT /{list}/todos/{id}`. Contexts between arguments, and a body of several members.
    pub const REPLACE: &__tf::Write<(String, u64, NewTodo, bool), Answer> = &Self::ID_SEED
        .method("replace", "Contexts between arguments, and a body of several members.")
        .refreshes(&[__tf::refresh(Self::PAGE), __tf::refresh(Self::FIND).by(&["list"])])
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
        .route(__tf::Verb::Put, "/{list}/todos/{id}", 202)
        .takes(
            &[
                __tf::In::<String>::SHAPE.or("String").shown().path("list"),
                __tf::In::<u64>::SHAPE.or("u64").shown().path("id"),
                __tf::In::<NewTodo>::SHAPE.or("NewTodo").shown().member("new"),
                __tf::In::<bool>::SHAPE.or("bool").shown().member("done"),
            ],
        )
        .returns(__tf::Out::<Answer>::SHAPE.or("Answer").published_alone());
    const RENAME__V1: &__tf::Write<(String, OldTitle), ()> = &Self::SERVICE
        .method("rename", "A body by name, and in the first version in a struct.")
        .route(__tf::Verb::Put, "/{list}/title", 0)
        .until(1)
        .takes(
            &[
                __tf::In::<String>::SHAPE.or("String").shown().path("list"),
                __tf::In::<OldTitle>::SHAPE.or("OldTitle").shown().body("title"),
            ],
        )
        .returns(__tf::Out::<()>::SHAPE.or("()").published_alone());
    /// `PATCH /{list}`. A body by name, and in the first version in a struct.
    pub const RENAME: &__tf::Write<(String, String), ()> = &Self::ID_SEED
        .newer(&[Self::RENAME__V1.spec()])
        .route(__tf::Verb::Patch, "/{list}", 0)
        .since(2)
        .takes(
            &[
                __tf::In::<String>::SHAPE.or("String").shown().path("list"),
                __tf::In::<String>::SHAPE.or("String").shown().body("title"),
            ],
        )
        .returns(__tf::Out::<()>::SHAPE.or("()").published_alone());
    /// `DELETE /{list}`.
    #[cfg(not(windows))]
    pub const REMOVE: &__tf::Write<(String,), ()> = &Self::ID_SEED
        .method("remove", "")
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
        .route(__tf::Verb::Delete, "/{list}", 0)
        .takes(&[__tf::In::<String>::SHAPE.or("String").shown().path("list")])
        .returns(__tf::Out::<()>::SHAPE.or("()").published_alone());
    /// `POST /hook`. A route and no action.
    pub const HOOK: &__tf::Write<(String,), u64> = &Self::SERVICE
        .method("hook", "A route and no action.")
        .route(__tf::Verb::Post, "/hook", 0)
        .takes(&[__tf::In::<String>::SHAPE.or("String").shown().body("event")])
        .returns(__tf::Out::<u64>::SHAPE.or("u64").published_alone());
    /// An action only. Nothing at all.
    pub const MATCH: &__tf::Write<(), ()> = &Self::ID_SEED
        .method("match", "Nothing at all.")
        .no_longer_recommended()
        .returns(__tf::Out::<()>::SHAPE.or("()").published_alone());
}
const _: __tf::InHeader<Option<String>, { __tf::fits(&TodosSpec::FIND.spec(), 1) }> = __tf::Checked;
const _: __tf::InQuery<Page, { __tf::fits(&TodosSpec::PAGE.spec(), 1) }> = __tf::Checked;
const _: __tf::InQuery<Page, { __tf::fits(&TodosSpec::PAGE__V1.spec(), 1) }> = __tf::Checked;
const _: __tf::InBody<NewTodo, { __tf::fits(&TodosSpec::REPLACE.spec(), 2) }> = __tf::Checked;
const _: __tf::InBody<OldTitle, { __tf::fits(&TodosSpec::RENAME__V1.spec(), 1) }> = __tf::Checked;
const _: () = ::core::assert!(
    TodosSpec::PAGE.spec().gives_json(),
    "`page` gives no JSON value that a page could keep; remove it here"
);
const _: () = ::core::assert!(
    TodosSpec::FIND.spec().gives_json(),
    "`find` gives no JSON value that a page could keep; remove it here"
);
/// Calls `Todos`, in one way or the other.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct TodosClientBy<W, T>(__tf::Client<W, T>);
::trifold::__client!(pub TodosClientBy of Todos : TodosClient, TodosRestClient);
impl<W: __tf::Way, T: __tf::Transport> TodosClientBy<W, T> {
    /// A header, and parameters of their own.
    pub fn find(
        &self,
        list: String,
        language: Option<String>,
        r#type: u8,
    ) -> __tf::Call<'_, Answer> {
        TodosSpec::FIND.call(&self.0, (list, language, r#type))
    }
    /// A default body.
    pub fn page(
        &self,
        list: String,
        page: Page,
    ) -> __tf::Call<'_, Result<Vec<Todo>, TodoError>> {
        TodosSpec::PAGE.call(&self.0, (list, page))
    }
    /// Contexts between arguments, and a body of several members.
    pub fn replace(
        &self,
        list: String,
        id: u64,
        new: NewTodo,
        done: bool,
    ) -> __tf::Call<'_, Answer> {
        TodosSpec::REPLACE.call(&self.0, (list, id, new, done))
    }
    /// A body by name, and in the first version in a struct.
    pub fn rename(&self, list: String, title: String) -> __tf::Call<'_, ()> {
        TodosSpec::RENAME.call(&self.0, (list, title))
    }
    /// Calls `remove`.
    #[cfg(not(windows))]
    pub fn remove(&self, list: String) -> __tf::Call<'_, ()> {
        TodosSpec::REMOVE.call(&self.0, (list,))
    }
}
impl<T: __tf::Transport> TodosClientBy<__tf::Actions, T> {
    /// Nothing at all.
    #[deprecated]
    pub fn r#match(&self) -> __tf::Call<'_, ()> {
        TodosSpec::MATCH.call(&self.0, ())
    }
}
impl<T: __tf::Transport> TodosClientBy<__tf::Routes, T> {
    /// A route and no action.
    pub fn hook(&self, event: String) -> __tf::Call<'_, u64> {
        TodosSpec::HOOK.call(&self.0, (event,))
    }
}
::trifold::__contract!(pub TodosServer of Todos : TodosSpec);
impl<S: Todos<User: __tf::Context<S>> + __tf::Shared> __tf::Serve<S> for TodosSpec
where
    Option<<S as Todos>::Clock>: __tf::OptionalContext<S, <S as Todos>::Clock>,
{
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
        #[expect(deprecated)]
        |call| Self::MATCH.answer::<(), _, _>(call, <S as Todos>::r#match),
        |call| __tf::reply(async move {
            let (call, (), (list, page)) = Self::PAGE__V1.read(call).await?;
            call.run(async {
                    __tf::into_older_version::<
                        Vec<OldTodo>,
                        _,
                        _,
                    >(<S as Todos>::page(&call.service, list, page).await)
                })
                .await
        }),
        |call| __tf::reply(async move {
            let (call, (), (list, title)) = Self::RENAME__V1.read(call).await?;
            call.run(<S as Todos>::rename(&call.service, list, __tf::convert(title)))
                .await
        }),
    ];
}
