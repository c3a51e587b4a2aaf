//! Conduit, the API of the RealWorld project: what travels, what can go wrong, and the traits that fold into actions, routes and clients.
//!
//! In: nothing but `trifold`, with no half of it. Out: a trait for each resource, all under `/api`. It must not know who serves it, nor how
//! articles are kept.

mod articles;
mod comments;
mod error;
mod millis;
mod profiles;
mod tags;
mod text;
mod users;

pub use articles::*;
pub use comments::*;
pub use error::{ConduitError, Subject};
pub use profiles::*;
pub use tags::*;
pub use text::{FILLED, STORABLE};
pub use users::*;
