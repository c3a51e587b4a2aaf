//! The key of a call, for the method that runs under it.

use axum::extract::FromRequestParts;
use http::Extensions;
use http::request::Parts;
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A `#[context]` that holds the call's idempotency key, as a hash over the method, the caller and the key itself: the same for each call that is sent
/// again, and for no other.
///
/// A method that writes it into a unique column, in the transaction of its work, runs **exactly once**: also where a server dies before the answer
/// is kept, or its store has lost the key. The [guide](crate::guide::keys) has the whole of it.
///
/// It is known once the method runs. An extractor that is taken before the arguments are read finds none.
#[derive(Clone, Default)]
pub struct CallKey(Arc<OnceLock<[u8; 32]>>);

impl CallKey {
    /// The 32 bytes. None for a call without a key: `#[idempotent(required)]` refuses those on a route.
    pub fn get(&self) -> Option<&[u8; 32]> {
        self.0.get()
    }

    /// Tells the method its key, where it has asked for it.
    pub(in crate::server) fn tell(extensions: &Extensions, hash: [u8; 32]) {
        if let Some(Self(key)) = extensions.get() {
            // A delivery that is also a call with a key is the delivery, which is told first.
            key.get_or_init(|| hash);
        }
    }
}

impl<S: Sync> FromRequestParts<S> for CallKey {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get_or_insert_default::<Self>().clone())
    }
}

impl fmt::Debug for CallKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(hash) = self.get() else { return f.write_str("CallKey(none)") };
        f.write_str("CallKey(")?;
        hash[..8].iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str("..)")
    }
}
