//! The words that articles are found by.

use crate::ConduitError;
use trifold::{model, service};

/// The words that articles are found by.
#[service(unversioned, path = "/tags")]
pub trait Tags {
    /// Lists every word that an article has, in alphabetical order.
    #[get("/")]
    async fn list(&self) -> Result<TagList, ConduitError>;
}

/// The words that articles are found by.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagList {
    /// Each once.
    pub tags: Vec<String>,
}
