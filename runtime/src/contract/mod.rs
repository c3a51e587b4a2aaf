//! The gate that keeps a published API from breaking by accident.
//!
//! In: the OpenAPI documents of a server, and a folder of those that were published. Out: nothing, or a sentence for each thing that would break
//! somebody. Call it in a test:
//!
//! ```no_run
//! # use trifold::server::Server;
//! # fn server() -> Server { Server::new() }
//! trifold::contract::check("contracts/").of(&server());
//! ```
//!
//! - A version that has no file yet gets one: `contracts/api-v1.json`. Keep it under version control.
//! - What breaks a caller fails the test. Give the change a new version, or leave the old form beside it.
//! - Additions pass. With `TRIFOLD_CONTRACT=record` in the environment they are written to the file, which from then on holds for them too.
//! - To break a contract on purpose, delete its file.
//!
//! The lists of changes are [`compare()`]'s.

mod broken;
mod change;
mod compare;
mod contracts;
mod file;
#[cfg(test)]
mod tests;

pub use broken::Broken;
pub use change::{Change, Level};
pub use compare::compare;
pub use contracts::{Contracts, check};
