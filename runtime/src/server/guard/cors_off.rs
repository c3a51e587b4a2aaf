//! The policy without the feature `cors`: routes answer no other origin's pages.

/// A policy of which nothing can be set.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Setting;
