//! What others see of an account, and following it.

use crate::{ArticlesSpec, ConduitError};
use trifold::{model, service};

/// People, and whom the caller follows.
#[service(unversioned, path = "/profiles")]
pub trait Profiles {
    /// The caller, who must have a token.
    #[security(header = "authorization")]
    type Caller;

    /// The caller, if there is a token.
    #[security(header = "authorization", optional)]
    type Viewer;

    /// Shows somebody.
    #[get("/{username}")]
    async fn find(&self, #[context] viewer: Self::Viewer, username: String) -> Result<ProfileBody, ConduitError>;

    /// Follows somebody; again is no error.
    #[post("/{username}/follow")]
    #[refreshes(find(username), ArticlesSpec::FIND, ArticlesSpec::FEED)]
    async fn follow(&self, #[context] caller: Self::Caller, username: String) -> Result<ProfileBody, ConduitError>;

    /// Follows somebody no more; again is no error.
    #[delete("/{username}/follow")]
    #[refreshes(find(username), ArticlesSpec::FIND, ArticlesSpec::FEED)]
    async fn unfollow(&self, #[context] caller: Self::Caller, username: String) -> Result<ProfileBody, ConduitError>;
}

/// A profile, under the key that Conduit wants.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileBody {
    /// The profile.
    pub profile: Profile,
}

/// What others see of an account.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name.
    pub username: String,
    /// Words about oneself.
    pub bio: Option<String>,
    /// The address of a picture.
    pub image: Option<String>,
    /// Whether the caller follows this account.
    pub following: bool,
}
