//! The table of actions: from an id to a method.

use crate::server::problem::rejection::Rejection;
use crate::spec::{MethodSpec, Tag};
use http::StatusCode;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The actions of a server, by id.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct ActionTable(HashMap<[u8; Tag::LEN], Action, BuildHasherDefault<IdHasher>>);

/// The method that an action's id leads to.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct Action {
    pub(in crate::server) service: usize,
    pub(in crate::server) index: usize,
    pub(in crate::server) method: &'static MethodSpec,
}

impl ActionTable {
    /// Adds an action. The one that was there before, if there was one.
    pub(in crate::server) fn add(&mut self, id: &Tag, action: Action) -> Option<Action> {
        self.0.insert(*id.as_bytes(), action)
    }

    /// Finds the action of an id.
    ///
    /// # Errors
    /// 404 for what is no id; 409 for an id that nothing here has, before any other check, so that a stale tab learns that it is.
    pub(in crate::server) fn find(&self, id: &str) -> Result<Action, Rejection> {
        let found = <&[u8; Tag::LEN]>::try_from(id.as_bytes()).ok().and_then(|id| self.0.get(id));
        found.copied().ok_or_else(|| unknown(id))
    }
}

#[cold]
fn unknown(id: &str) -> Rejection {
    if Tag::parse(id).is_none() {
        return Rejection::status(StatusCode::NOT_FOUND);
    }
    tracing::info!("an action's id is not known here: its page was built from another version");
    Rejection::stale()
}

/// Takes eight bytes of an id for its hash: an id is a hash already, and a peer adds none to the table.
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, id: &[u8]) {
        let (first, _) = id.split_first_chunk().unwrap_or((&[0; 8], &[]));
        // A letter has six bits of eight: the multiplication spreads them.
        self.0 = u64::from_le_bytes(*first).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::BuildHasher;

    #[test]
    fn ids_are_spread() {
        let hasher = BuildHasherDefault::<IdHasher>::default();
        let ids = (0..4096_u128).map(|number| Tag::new(number.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835).to_le_bytes()));
        let hashes: Vec<_> = ids.map(|id| hasher.hash_one(id.as_bytes())).collect();
        for (bits, part) in [(0, 0xfff), (57, 0x7f)] {
            let mut places = vec![0; part + 1];
            hashes.iter().for_each(|hash| places[(hash >> bits) as usize & part] += 1);
            let most = places.iter().max().copied().unwrap_or_default();
            assert!(most <= 4096 / (part + 1) + 16, "{most} ids share one of {part} places");
        }
    }
}
