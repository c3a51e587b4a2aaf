//! Accounts: signing up, signing in, and what one may change of one's own.

use crate::ConduitError;
use crate::text::{password, secret, short, storable};
use trifold::{Patch, model, service};

/// Accounts. A token that one of these calls gives goes into the header `Authorization: Token ..` of the others.
#[service(unversioned)]
pub trait Users {
    /// The caller, who must have a token.
    #[security(header = "authorization", description = "`Token`, a space, and the `token` of the account that signing up or in gave.")]
    type Caller;

    /// Signs up.
    #[post("/users", status = 201)]
    async fn register(&self, new: UserBody<NewUser>) -> Result<UserBody<Account>, ConduitError>;

    /// Signs in.
    #[post("/users/login")]
    async fn login(&self, login: UserBody<Login>) -> Result<UserBody<Account>, ConduitError>;

    /// The caller's own account.
    #[get("/user")]
    async fn current(&self, #[context] caller: Self::Caller) -> Result<UserBody<Account>, ConduitError>;

    /// Changes what is given of the caller's own account. Tokens given out before stay good.
    #[put("/user")]
    async fn update(&self, #[context] caller: Self::Caller, change: UserBody<UpdateUser>) -> Result<UserBody<Account>, ConduitError>;
}

/// Something of a user, under the key that Conduit wants.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[schemars(rename = "UserBodyOf{T}")]
pub struct UserBody<T> {
    /// The user.
    pub user: T,
}

/// Somebody who signs up.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The name that others see, unique.
    #[garde(custom(short))]
    #[schemars(length(max = 255), regex(pattern = crate::FILLED))]
    pub username: String,
    /// The address, unique.
    #[garde(custom(short))]
    #[schemars(length(max = 255), regex(pattern = crate::FILLED))]
    pub email: String,
    /// The password.
    #[sensitive(password)]
    #[garde(custom(secret))]
    #[schemars(length(min = 1))]
    pub password: String,
}

/// Somebody who signs in.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The address.
    #[garde(custom(short))]
    #[schemars(length(max = 255), regex(pattern = crate::FILLED))]
    pub email: String,
    /// The password.
    #[sensitive(password)]
    #[garde(custom(secret))]
    #[schemars(length(min = 1))]
    pub password: String,
}

/// What may be changed of an account. A field that is absent stays as it is.
#[model]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateUser {
    /// Another address.
    #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    #[garde(custom(short))]
    #[schemars(length(max = 255), regex(pattern = crate::FILLED))]
    pub email: Option<String>,
    /// Another name.
    #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    #[garde(custom(short))]
    #[schemars(length(max = 255), regex(pattern = crate::FILLED))]
    pub username: Option<String>,
    /// Another password, of at least 8 characters.
    #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    #[sensitive(password)]
    #[garde(custom(password))]
    #[schemars(length(min = 8))]
    pub password: Option<String>,
    /// Words about oneself; `null` or an empty text takes them away.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(storable_patch))]
    #[schemars(regex(pattern = crate::STORABLE))]
    pub bio: Patch<String>,
    /// The address of a picture; `null` or an empty text takes it away.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[garde(custom(storable_patch))]
    #[schemars(regex(pattern = crate::STORABLE))]
    pub image: Patch<String>,
}

/// One's own account.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The address.
    pub email: String,
    /// What proves who calls.
    #[sensitive]
    pub token: String,
    /// The name that others see.
    pub username: String,
    /// Words about oneself.
    pub bio: Option<String>,
    /// The address of a picture.
    pub image: Option<String>,
}

fn storable_patch(field: &Patch<String>, context: &()) -> Result<(), &'static str> {
    match field {
        Patch::Value(text) => storable(text, context),
        Patch::Absent | Patch::Null => Ok(()),
    }
}
