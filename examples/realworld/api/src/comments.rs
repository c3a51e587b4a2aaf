//! Comments on articles.

use crate::text::long;
use crate::{ConduitError, Profile, millis};
use jiff::Timestamp;
use trifold::{model, service};

/// Comments on articles.
#[service(unversioned, path = "/articles")]
pub trait Comments {
    /// The caller, if there is a token.
    #[security(header = "authorization", optional)]
    type Viewer;

    /// The caller. On the route the article in the path exists before anything of the body is read.
    #[security(header = "authorization")]
    type Reader;

    /// The caller. On the route the comment in the path is theirs before anything else is read.
    #[security(header = "authorization")]
    type Author;

    /// Lists the comments on an article, newest first.
    #[get("/{slug}/comments")]
    async fn list(&self, #[context] viewer: Self::Viewer, slug: String) -> Result<CommentList, ConduitError>;

    /// Comments on an article.
    #[post("/{slug}/comments", status = 201)]
    #[refreshes(list(slug))]
    async fn create(
        &self,
        #[context] reader: Self::Reader,
        slug: String,
        new: CommentBody<NewComment>,
    ) -> Result<CommentBody<Comment>, ConduitError>;

    /// Takes one's own comment away.
    #[delete("/{slug}/comments/{id}")]
    #[refreshes(list(slug))]
    async fn delete(&self, #[context] author: Self::Author, slug: String, id: i64) -> Result<(), ConduitError>;
}

/// Something of a comment, under the key that Conduit wants.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[schemars(rename = "CommentBodyOf{T}")]
pub struct CommentBody<T> {
    /// The comment.
    pub comment: T,
}

/// A comment that is to be made.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// The text, in Markdown.
    #[garde(custom(long))]
    #[schemars(regex(pattern = crate::FILLED))]
    pub body: String,
}

/// A comment.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// The number that names it.
    pub id: i64,
    /// When it was made.
    #[serde(with = "millis")]
    #[schemars(with = "Timestamp")]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[serde(with = "millis")]
    #[schemars(with = "Timestamp")]
    pub updated_at: Timestamp,
    /// The text, in Markdown.
    pub body: String,
    /// Who made it.
    pub author: Profile,
}

/// The comments on an article.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentList {
    /// Newest first.
    pub comments: Vec<Comment>,
}
