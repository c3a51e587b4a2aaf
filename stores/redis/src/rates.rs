//! Rates: a theoretical arrival time for each caller and limit, by the clock of Redis, which goes when it has come.

use crate::connection::Redis;
use crate::scripts::TAKE;
use trifold::server::{Quota, RateStore, Standing, StoreError, Stored};

/// Nanoseconds of the unit in which Redis tells the time.
const MICROSECOND: u32 = 1000;

impl Redis {
    async fn count(&self, quotas: &[Quota]) -> Result<Vec<Standing>, StoreError> {
        let mut script = TAKE.prepare_invoke();
        for quota in quotas {
            let each = quota.each().as_nanos().div_ceil(MICROSECOND.into());
            script.key(self.entry("rate", quota.key().as_bytes())).arg(each.to_string()).arg(quota.burst());
        }
        let told: Vec<(u8, String)> = self.run(&script).await?;
        told.iter().map(|(in_time, ahead)| standing(*in_time, ahead)).collect()
    }
}

fn standing(in_time: u8, ahead: &str) -> Result<Standing, StoreError> {
    let ahead = ahead.parse().map_err(|_| StoreError(format!("Redis: no time: {ahead:?}")))?;
    Ok(Standing::new(in_time == 1, ahead, MICROSECOND))
}

impl RateStore for Redis {
    fn take<'a>(&'a self, quotas: &'a [Quota]) -> Stored<'a, Vec<Standing>> {
        Box::pin(self.count(quotas))
    }
}
