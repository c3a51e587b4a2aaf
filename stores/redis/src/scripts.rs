//! The scripts, each of which is one step in Redis.

use redis::Script;
use std::sync::LazyLock;

/// Claims a key.
pub(crate) static CLAIM: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("claim.lua")));

/// Keeps the first answer of a key.
pub(crate) static COMPLETE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("complete.lua")));

/// Gives a key back. It is sent whole: of one that is not waited for any more, nobody would hear that Redis does not know it yet.
pub(crate) const RELEASE: &str = include_str!("release.lua");

/// Takes a place of each of several quotas.
pub(crate) static TAKE: LazyLock<Script> = LazyLock::new(|| Script::new(concat!(include_str!("gcra.lua"), include_str!("take.lua"))));
