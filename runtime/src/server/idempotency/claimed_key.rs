//! A key that a call has claimed.
//!
//! In: the store's word that the key is the call's. Out: the answer kept under it, or the key given back.

use super::replay::note_time;
use super::shared_store::{Desk, released};
use super::store::{StoreKey, Token};
use super::stored_answer::StoredAnswer;
use crate::server::guard::store::StoreError;
use http::StatusCode;
use std::fmt;
use std::time::Duration;

/// A key that a call holds until it is answered. Whoever drops it gives the key back.
pub(in crate::server) struct Claim {
    pub(super) desk: Desk,
    pub(super) key: StoreKey,
    pub(super) token: Token,
    pub(super) kind: Kind,
    pub(super) keep: Duration,
    pub(super) is_settled: bool,
}

/// The maker of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The caller, for one call.
    Header,
    /// The page, for one form.
    Form,
    /// The sender of a webhook, for one delivery.
    Delivery,
}

impl Claim {
    /// Returns true for the status of a final answer. A fault of the server is not; a form that was refused is corrected and sent again, and
    /// a delivery that was refused is sent again as it is.
    pub(super) fn keeps(&self, status: StatusCode) -> bool {
        match self.kind {
            Kind::Header => !status.is_server_error(),
            Kind::Form | Kind::Delivery => status.is_success() || status.is_redirection(),
        }
    }

    /// Keeps the answer. If that fails, the call was carried out all the same: the key stays taken, as long as the store remembers it.
    pub(super) async fn complete(mut self, mut answer: StoredAnswer) -> Result<(), StoreError> {
        self.is_settled = true;
        match self.kind {
            Kind::Delivery => {
                answer = StoredAnswer { status: StatusCode::NO_CONTENT.as_u16(), headers: Vec::new(), body: Some(Vec::new()) }
            }
            Kind::Form => note_time(&mut answer),
            Kind::Header => {}
        }
        self.desk.store.complete(&self.key, self.token, answer, self.keep).await
    }

    /// Gives the key back before the answer leaves, so that whoever calls again at once is not told that it is still under way.
    pub(super) async fn release(mut self) {
        released(&*self.desk.store, &self.key, self.token).await;
        self.is_settled = true;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.is_settled {
            self.desk.release(self.key, self.token);
        }
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Claim({:?})", self.kind)
    }
}
