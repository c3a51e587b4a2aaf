//! Comments.

use crate::app::App;
use crate::callers::{CommentAuthor, Reader, Viewer};
use realworld_api::{Comment, CommentBody, CommentList, Comments, ConduitError, NewComment, Subject};

impl Comments for App {
    type Viewer = Viewer;
    type Reader = Reader;
    type Author = CommentAuthor;

    async fn list(&self, viewer: Viewer, slug: String) -> Result<CommentList, ConduitError> {
        let article = self.article(&slug).await?;
        Ok(CommentList { comments: self.store.comments(viewer.id(), article.id).await? })
    }

    async fn create(
        &self,
        Reader(caller): Reader,
        slug: String,
        new: CommentBody<NewComment>,
    ) -> Result<CommentBody<Comment>, ConduitError> {
        let article = self.article(&slug).await?;
        let comment = self.store.add_comment(caller.id, article.id, &new.comment.body).await?;
        Ok(CommentBody { comment: comment.ok_or(ConduitError::NotFound { subject: Subject::Article })? })
    }

    async fn delete(&self, CommentAuthor(caller): CommentAuthor, slug: String, id: i64) -> Result<(), ConduitError> {
        let article = self.article(&slug).await?;
        self.own_comment(caller.id, article.id, id).await?;
        Ok(self.store.delete_comment(id).await?)
    }
}
