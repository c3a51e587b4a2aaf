//! Changes of a list, told as they happen.
//!
//! Triggers in the database number each change and keep the last ten thousand; so a change is there exactly if what it tells of is. Whoever
//! watches reads them from where it was, and waits for word that there are more. The word says nothing itself: one that is missed misses
//! nothing.

use crate::store::{Failure, Store, TODO, todo};
use crate::word::Word;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use todos_api::{Change, TodoError};
use tokio::sync::broadcast::{self, Receiver, Sender};
use trifold::EventId;

/// Number of changes that are read at one time.
const BATCH: u64 = 100;

/// Those who wait for the changes of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watchers {
    lists: Arc<Mutex<HashMap<String, Sender<()>>>>,
    /// Those of the other servers, if there are any.
    word: Option<Arc<Word>>,
}

impl Watchers {
    /// The same, who hear of other servers' changes too, and tell them of theirs.
    pub(crate) fn with_others(self, redis: &str, channel: &str) -> redis::RedisResult<Self> {
        let word = Word::begin(redis, channel, self.clone())?;
        Ok(Self { word: Some(Arc::new(word)), ..self })
    }

    /// Says that this list has changed.
    pub(crate) fn tell(&self, owner: &str) {
        self.tell_here(owner);
        if let Some(word) = &self.word {
            word.tell(owner);
        }
    }

    /// Says so to those who watch on this server.
    pub(crate) fn tell_here(&self, owner: &str) {
        let lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = lists.get(owner) {
            // Nobody watches it any more.
            let _ = sender.send(());
        }
    }

    /// Says that any list may have changed.
    pub(crate) fn tell_all_here(&self) {
        for sender in self.lists.lock().unwrap_or_else(PoisonError::into_inner).values() {
            let _ = sender.send(());
        }
    }

    /// Waits for changes of a list. The lists that nobody watches any more are forgotten.
    fn watch(&self, owner: &str) -> Receiver<()> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.retain(|_, sender| sender.receiver_count() > 0);
        lists.entry(owner.to_owned()).or_insert_with(|| broadcast::channel(1).0).subscribe()
    }
}

/// The changes of a list, from somewhere on.
pub(crate) struct Changes {
    store: Store,
    owner: String,
    word: Receiver<()>,
    /// The last change that was told.
    after: u64,
    next: VecDeque<(u64, Change)>,
}

impl Changes {
    /// The changes after this one, if they are all there; without one, those from now on.
    pub(crate) async fn after(store: Store, owner: String, after: Option<u64>) -> Result<Self, TodoError> {
        // Before anything is read: what happens in between is told twice rather than not at all.
        let word = store.watchers.watch(&owner);
        let (oldest, newest) = store.run(|transaction| Ok((oldest(transaction)?, newest(transaction)?))).await?;
        let next = match after {
            None => VecDeque::from([(newest, Change::Begun)]),
            // A database that was put back has fewer changes than the caller has seen.
            Some(after) if after > newest || after + 1 < oldest => return Err(TodoError::Missed { oldest }),
            Some(_) => VecDeque::new(),
        };
        Ok(Self { store, owner, word, after: after.unwrap_or(newest), next })
    }

    /// The next one, once it has happened.
    pub(crate) async fn next(&mut self) -> Result<(EventId, Change), TodoError> {
        loop {
            if let Some((id, change)) = self.next.pop_front() {
                self.after = id;
                return Ok((id.into(), change));
            }
            let (owner, after) = (self.owner.clone(), self.after);
            self.next = self.store.run(move |transaction| since(transaction, &owner, after)).await?;
            if self.next.is_empty() {
                // What was missed while nobody listened is in the database.
                drop(self.word.recv().await);
            }
        }
    }
}

/// The last change there is: what follows is told to who watches from here on.
pub(crate) async fn position(store: &Store) -> Result<u64, TodoError> {
    store.run(|transaction| Ok(newest(transaction)?)).await
}

/// The last change of any list.
pub(crate) fn newest(transaction: &Transaction<'_>) -> rusqlite::Result<u64> {
    let newest = transaction.query_row("SELECT seq FROM sqlite_sequence WHERE name = 'change'", [], |row| row.get(0)).optional()?;
    Ok(newest.unwrap_or_default())
}

/// The first change that is kept; if none is, the one that will be.
fn oldest(transaction: &Transaction<'_>) -> rusqlite::Result<u64> {
    let oldest: Option<u64> = transaction.query_row("SELECT min(id) FROM change", [], |row| row.get(0))?;
    oldest.map_or_else(|| newest(transaction).map(|newest| newest + 1), Ok)
}

/// Whose lists have changed since then.
pub(crate) fn owners_since(transaction: &Transaction<'_>, id: u64) -> rusqlite::Result<Vec<String>> {
    transaction.prepare_cached("SELECT DISTINCT owner FROM change WHERE id > ?1")?.query_map([id], |row| row.get(0))?.collect()
}

/// The next changes of a list after this one. Of a todo that changed again, what it is now.
fn since(transaction: &Transaction<'_>, owner: &str, id: u64) -> Result<VecDeque<(u64, Change)>, Failure> {
    let mut changes = VecDeque::new();
    let mut read = transaction.prepare_cached("SELECT id, todo FROM change WHERE owner = ?1 AND id > ?2 ORDER BY id LIMIT ?3")?;
    let numbers = read.query_map(params![owner, id, BATCH], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sql = format!("SELECT {TODO} FROM todo WHERE owner = ?1 AND id = ?2");
    for number in numbers {
        let (change, id): (u64, u64) = number?;
        let now = transaction.prepare_cached(&sql)?.query_row(params![owner, id], todo).optional()?;
        changes.push_back((change, now.map_or(Change::Removed(id), Change::Saved)));
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use todos_api::NewTodo;

    async fn watch(store: &Store, after: Option<u64>) -> Result<Changes, TodoError> {
        Changes::after(store.clone(), "a".to_owned(), after).await
    }

    #[tokio::test]
    async fn each_change_of_the_list_is_told_in_order() {
        let store = Store::open(Path::new(":memory:")).expect("SQLite opens in memory");
        let mut changes = watch(&store, None).await.unwrap();
        assert_eq!(changes.next().await, Ok((0.into(), Change::Begun)));
        let milk = store.create("a".into(), NewTodo::titled("milk")).await.unwrap();
        store.create("b".into(), NewTodo::titled("not mine")).await.unwrap();
        assert_eq!(changes.next().await, Ok((1.into(), Change::Saved(milk.clone()))));
        store.delete("a".into(), milk.id).await.unwrap();
        assert_eq!(changes.next().await, Ok((3.into(), Change::Removed(milk.id))));
        let mut again = watch(&store, Some(1)).await.unwrap();
        assert_eq!(again.next().await, Ok((3.into(), Change::Removed(milk.id))));
    }

    #[tokio::test]
    async fn a_gap_is_told() {
        let store = Store::open(Path::new(":memory:")).expect("SQLite opens in memory");
        let id = store.create("a".into(), NewTodo::titled("milk")).await.unwrap().id;
        let toggle = move |transaction: &Transaction<'_>| {
            for _ in 0..10_000 {
                transaction.execute("UPDATE todo SET done = NOT done WHERE id = ?1", [id])?;
            }
            Ok(())
        };
        store.run(toggle).await.unwrap();
        assert!(watch(&store, Some(1)).await.is_ok());
        for missed in [0, 10_002, u64::MAX] {
            assert_eq!(watch(&store, Some(missed)).await.err(), Some(TodoError::Missed { oldest: 2 }));
        }
    }
}
