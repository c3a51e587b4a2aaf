//! The count of a call against its limits: in the store that servers share, where there is one that answers; else in this process.

use crate::server::guard::rate_limit::{Caller, RateCheck, Standing};
use crate::server::idempotency::held::Hold;
use std::pin::pin;

/// Counts a call for a caller, and says how that stands to each limit. It takes no more time than the call's stores have.
pub(super) async fn count(check: &RateCheck, hold: &Hold, caller: Caller) -> Vec<Standing> {
    match check.quotas(&caller) {
        None => check.count(&caller),
        Some(Err(known)) => known,
        Some(Ok(quotas)) => {
            Box::pin(async {
                let told = hold.spend(pin!(check.take(&caller, &quotas))).await;
                if told.is_none() {
                    check.is_late();
                }
                told.flatten().unwrap_or_else(|| check.count(&caller))
            })
            .await
        }
    }
}
