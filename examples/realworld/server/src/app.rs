//! The application: what the five services share, and the questions that several of them ask.

use crate::auth::{Passwords, Tokens};
use crate::store::{Found, Store};
use realworld_api::{ConduitError, Subject};

/// Conduit: where everything is kept, and who is who.
#[derive(Debug)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) passwords: Passwords,
}

impl App {
    /// Opens the database at this URL. Tokens are signed with `secret`, or else with one that the database keeps.
    ///
    /// # Errors
    /// The database cannot be opened, or the system has no randomness to give.
    pub async fn open(database: &str, secret: Option<&str>) -> anyhow::Result<Self> {
        let store = Store::open(database).await?;
        let tokens = match secret {
            Some(secret) => Tokens::new(secret),
            None => Tokens::new(&store.secret("tokens", &fresh_secret()?).await?),
        };
        Ok(Self { store, tokens, passwords: Passwords::new()? })
    }

    /// The article of this slug.
    pub(crate) async fn article(&self, slug: &str) -> Result<Found, ConduitError> {
        self.store.article(slug).await?.ok_or(ConduitError::NotFound { subject: Subject::Article })
    }

    /// The article of this slug, if it is the caller's.
    pub(crate) async fn own_article(&self, caller: i64, slug: &str) -> Result<Found, ConduitError> {
        let article = self.article(slug).await?;
        own(caller, article.author, Subject::Article)?;
        Ok(article)
    }

    /// Passes if this comment on this article is there and is the caller's.
    pub(crate) async fn own_comment(&self, caller: i64, article: i64, id: i64) -> Result<(), ConduitError> {
        let author = self.store.comment_author(article, id).await?;
        own(caller, author.ok_or(ConduitError::NotFound { subject: Subject::Comment })?, Subject::Comment)
    }
}

fn own(caller: i64, author: i64, subject: Subject) -> Result<(), ConduitError> {
    if caller == author { Ok(()) } else { Err(ConduitError::Forbidden { subject }) }
}

/// 256 random bits, as text.
fn fresh_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
