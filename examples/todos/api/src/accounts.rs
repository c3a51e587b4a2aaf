//! Accounts: a list that is there again in another browser.

use trifold::{ApiError, model, service};

/// Who signs in.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Any name. One that is new makes an account.
    #[garde(length(chars, min = 1, max = 40), custom(not_blank))]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// At least eight characters.
    #[sensitive(password)]
    #[garde(length(chars, min = 8, max = 200))]
    pub password: String,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, ApiError)]
pub enum AccountError {
    /// The name is somebody's, and the password is not theirs.
    #[error("that is not the password of this name; a name that is not taken makes a new account")]
    #[status(403)]
    WrongPassword,
    /// The store failed. Why is logged, and never sent.
    #[error("storage failed")]
    #[status(500)]
    Storage(
        #[internal]
        #[from]
        trifold::Source,
    ),
}

/// A list needs no account, but one is the way back to it. No verbs: this is for the page alone.
#[service(version = 1)]
pub trait Accounts {
    /// The browser, with a session or without one.
    type Visitor;
    /// What sets the session's cookie, and leads back to the page.
    type Effects;

    /// Gives the name of the account whose list it is, where it is an account's.
    #[read]
    async fn who(&self, #[context] visitor: Self::Visitor) -> Result<Option<String>, AccountError>;

    /// Signs in, and then leads to `next`. What was on the list before is on the account's list then.
    #[rate_limit("20/min")]
    #[refreshes(who)]
    async fn sign_in(
        &self,
        #[context] visitor: Self::Visitor,
        #[context] effects: Self::Effects,
        who: Credentials,
        next: Option<String>,
    ) -> Result<(), AccountError>;

    /// Ends the session. The list stays, for whoever signs in again.
    #[refreshes(who)]
    async fn sign_out(&self, #[context] effects: Self::Effects) -> Result<(), AccountError>;
}

/// A name of nothing but space is none. An empty one is the length's business.
fn not_blank(name: &str, _: &()) -> Result<(), &'static str> {
    if name.is_empty() || !name.trim().is_empty() { Ok(()) } else { Err("is blank") }
}
