//! Rate limits: how often one caller may call.
//!
//! In: `Server::rate_limit`, the methods' `#[rate_limit(..)]`, and who calls. Out: a refusal (429), and the `RateLimit` fields of any answer.

mod caller;
mod check;
mod counts;
mod gcra;
mod limiter;
mod method_limiter;
mod proxies;
mod quota;
mod rates;
mod shared;
mod store;

pub(in crate::server) use caller::Caller;
pub(in crate::server) use check::RateCheck;
pub(in crate::server) use counts::Counts;
pub use gcra::Gcra;
pub use proxies::InvalidProxy;
pub(in crate::server) use proxies::Proxies;
pub use quota::{Quota, RateKey, Standing};
pub(in crate::server) use rates::{MethodLimiters, Rates};
pub(in crate::server) use shared::SharedRates;
pub use store::RateStore;
