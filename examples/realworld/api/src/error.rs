//! What can go wrong with a call, beside what Trifold itself refuses.

use trifold::{ApiError, Source, model};

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, ApiError)]
pub enum ConduitError {
    /// The call needs a token, and has none.
    #[error("token is missing")]
    #[status(401)]
    TokenMissing,
    /// The token is forged, or of nobody.
    #[error("token is invalid")]
    #[status(401)]
    TokenInvalid,
    /// No account has this e-mail and this password.
    #[error("credentials invalid")]
    #[status(401)]
    Credentials,
    /// It is somebody else's.
    #[error("{subject} forbidden")]
    #[status(403)]
    Forbidden {
        /// What is somebody else's.
        subject: Subject,
    },
    /// There is none.
    #[error("{subject} not found")]
    #[status(404)]
    NotFound {
        /// What is not there.
        subject: Subject,
    },
    /// Another account has it.
    #[error("{} already taken", fields.join(" and "))]
    #[status(409)]
    Taken {
        /// The fields of the account that are in use.
        fields: Vec<String>,
    },
    /// The server failed. Why is logged, and never sent.
    #[error("the server failed")]
    #[status(500)]
    Failed(
        #[internal]
        #[from]
        Source,
    ),
}

/// What a call is about.
#[model]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// An article.
    Article,
    /// A comment on an article.
    Comment,
    /// What others see of an account.
    Profile,
}

impl Subject {
    /// Its name in an error.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Comment => "comment",
            Self::Profile => "profile",
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
