//! The implementation of the API: each method hands its work to the store, in the name of the caller's list.

use crate::changes::Changes;
use crate::images::Image;
use crate::session::{Seals, User, Visitor};
use crate::store::Store;
use futures_util::stream;
use std::path::Path;
use todos_api::{Change, Edit, IMAGE_MAX, NewTodo, Page, Rename, Todo, TodoError, Todos};
use trifold::{Download, EventStream, LastEventId, Upload};

/// The todo application: where todos are kept, and who is who.
pub struct App {
    store: Store,
    seals: Seals,
}

impl App {
    /// Opens the application on this database file.
    ///
    /// # Errors
    /// The file cannot be opened, or the system has no randomness to give.
    pub fn open(database: &Path) -> anyhow::Result<Self> {
        let store = Store::open(database)?;
        let key = store.secret("session key", &Seals::fresh_key()?)?;
        Ok(Self { store, seals: Seals::new(key) })
    }

    /// The same, where other servers have this database too: each hears of the others' changes through a channel of a Redis. It needs a tokio runtime.
    ///
    /// # Errors
    /// If the URL is none of a Redis. One that is not there is asked again and again.
    pub fn hearing(mut self, redis: &str, channel: &str) -> anyhow::Result<Self> {
        self.store.watchers = self.store.watchers.with_others(redis, channel)?;
        Ok(self)
    }

    /// Somebody new, with the marks that a browser and a script would carry.
    ///
    /// # Errors
    /// The system has no randomness to give.
    pub fn visitor(&self) -> anyhow::Result<Visitor> {
        Ok(Visitor::new(User::fresh()?, &self.seals))
    }

    /// The image of a todo, for the page.
    pub(crate) async fn image_of(&self, user: User, id: u64) -> Result<Image, TodoError> {
        self.store.image(user.list, id).await
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn seals(&self) -> &Seals {
        &self.seals
    }
}

impl Todos for App {
    type User = User;

    async fn list(&self, user: User, page: Page) -> Result<Vec<Todo>, TodoError> {
        self.store.list(user.list, page).await
    }

    async fn changes(&self, user: User, after: LastEventId) -> Result<EventStream<Change, TodoError>, TodoError> {
        let changes = Changes::after(self.store.clone(), user.list, after.id()).await?;
        Ok(EventStream::with_ids(stream::unfold(changes, async |mut changes| Some((changes.next().await, changes)))))
    }

    async fn find(&self, user: User, id: u64) -> Result<Todo, TodoError> {
        self.store.find(user.list, id).await
    }

    async fn create(&self, user: User, new: NewTodo) -> Result<Todo, TodoError> {
        self.store.create(user.list, new).await
    }

    async fn rename(&self, user: User, id: u64, change: Rename) -> Result<Todo, TodoError> {
        self.store.rename(user.list, id, change.title).await
    }

    async fn delete(&self, user: User, id: u64) -> Result<(), TodoError> {
        self.store.delete(user.list, id).await
    }

    async fn attach(&self, user: User, id: u64, image: Upload) -> Result<Todo, TodoError> {
        // Of a file that cannot be read the answer says why by itself.
        let bytes = image.limit(IMAGE_MAX).bytes().await.map_err(|_| TodoError::NotAnImage)?;
        self.store.attach(user.list, id, bytes.to_vec()).await
    }

    async fn image(&self, user: User, id: u64) -> Result<Download, TodoError> {
        let Image { kind, bytes } = self.store.image(user.list, id).await?;
        Ok(Download::new(bytes).of_type(kind))
    }

    async fn edit(&self, user: User, id: u64, change: Edit) -> Result<Option<Todo>, TodoError> {
        if change.title.trim().is_empty() {
            self.store.delete(user.list, id).await.map(|()| None)
        } else {
            self.store.rename(user.list, id, change.title).await.map(Some)
        }
    }

    async fn toggle(&self, user: User, id: u64, done: bool) -> Result<Todo, TodoError> {
        self.store.toggle(user.list, id, done).await
    }

    async fn toggle_all(&self, user: User, done: bool) -> Result<Vec<Todo>, TodoError> {
        self.store.toggle_all(user.list, done).await
    }

    async fn clear_completed(&self, user: User) -> Result<Vec<Todo>, TodoError> {
        self.store.clear_completed(user.list).await
    }
}
