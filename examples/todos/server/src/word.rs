//! Word of changes between servers that share a database: whose list has changed, through Redis.
//!
//! It is word and no more. What has changed is in the database, so word that is lost while Redis is gone misses nothing: whoever watches is told to look when
//! it is there again, and at the latest with the next change.

use crate::changes::Watchers;
use futures_util::StreamExt;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{AsyncCommands, Client, RedisResult};
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::JoinHandle;

/// Time before Redis is asked again that was not there.
const PAUSE: Duration = Duration::from_millis(500);

/// Number of words that wait to be sent. More are dropped: those behind them tell enough.
const WAITING: usize = 1024;

/// Sends word to the other servers, and passes theirs on, until it is dropped.
#[derive(Debug)]
pub(crate) struct Word {
    owners: Sender<String>,
    tasks: [JoinHandle<()>; 2],
}

impl Word {
    /// Begins to listen, and to tell those who watch here.
    pub(crate) fn begin(redis: &str, channel: &str, watchers: Watchers) -> RedisResult<Self> {
        let client = Client::open(redis)?;
        let manager = client.get_connection_manager_lazy(ConnectionManagerConfig::new().set_number_of_retries(0))?;
        let (owners, waiting) = mpsc::channel(WAITING);
        let tasks = [tokio::spawn(send(manager, channel.to_owned(), waiting)), tokio::spawn(listen(client, channel.to_owned(), watchers))];
        Ok(Self { owners, tasks })
    }

    /// Says that this list has changed.
    pub(crate) fn tell(&self, owner: &str) {
        drop(self.owners.try_send(owner.to_owned()));
    }
}

impl Drop for Word {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

async fn send(mut manager: ConnectionManager, channel: String, mut owners: Receiver<String>) {
    while let Some(owner) = owners.recv().await {
        while let Err(error) = manager.publish::<_, _, ()>(&channel, &owner).await {
            tracing::warn!(%error, "word of a change is not sent yet");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn listen(client: Client, channel: String, watchers: Watchers) {
    loop {
        if let Err(error) = hear(&client, &channel, &watchers).await {
            tracing::warn!(%error, "word of changes is not heard");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Passes word on until the connection ends.
async fn hear(client: &Client, channel: &str, watchers: &Watchers) -> RedisResult<()> {
    let mut listener = client.get_async_pubsub().await?;
    listener.subscribe(channel).await?;
    // What was said before is lost.
    watchers.tell_all_here();
    let mut words = listener.on_message();
    while let Some(word) = words.next().await {
        watchers.tell_here(&word.get_payload::<String>()?);
    }
    Ok(())
}
