//! Profiles.

use crate::app::App;
use crate::callers::{Caller, Viewer};
use realworld_api::{ConduitError, Profile, ProfileBody, Profiles, Subject};

impl Profiles for App {
    type Caller = Caller;
    type Viewer = Viewer;

    async fn find(&self, viewer: Viewer, username: String) -> Result<ProfileBody, ConduitError> {
        let (_, profile) = self.profile(viewer.id(), &username).await?;
        Ok(ProfileBody { profile })
    }

    async fn follow(&self, caller: Caller, username: String) -> Result<ProfileBody, ConduitError> {
        self.set_following(caller, &username, true).await
    }

    async fn unfollow(&self, caller: Caller, username: String) -> Result<ProfileBody, ConduitError> {
        self.set_following(caller, &username, false).await
    }
}

impl App {
    async fn profile(&self, viewer: i64, username: &str) -> Result<(i64, Profile), ConduitError> {
        self.store.profile(viewer, username).await?.ok_or(ConduitError::NotFound { subject: Subject::Profile })
    }

    async fn set_following(&self, caller: Caller, username: &str, following: bool) -> Result<ProfileBody, ConduitError> {
        let (id, profile) = self.profile(caller.id, username).await?;
        self.store.set_following(caller.id, id, following).await?;
        Ok(ProfileBody { profile: Profile { following, ..profile } })
    }
}
