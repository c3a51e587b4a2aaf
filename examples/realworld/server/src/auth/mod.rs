//! What proves who somebody is: passwords and tokens. It knows no account.

mod passwords;
mod tokens;

pub(crate) use passwords::Passwords;
pub(crate) use tokens::{Tokens, sent};
