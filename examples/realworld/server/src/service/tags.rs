//! Tags.

use crate::app::App;
use realworld_api::{ConduitError, TagList, Tags};

impl Tags for App {
    async fn list(&self) -> Result<TagList, ConduitError> {
        Ok(TagList { tags: self.store.tags().await? })
    }
}
