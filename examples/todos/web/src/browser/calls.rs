//! Calls of the actions, through the generated client.

use crate::live::{Answer, Call};
use todos_api::{NewTodo, Page, TodoError, TodosClient};
use trifold::{CallError, TransportError};
use trifold_client_wasm::{Fetch, upload};
use web_sys::File;

/// Makes a call, with the file that belongs to it.
pub(super) async fn make(todos: &TodosClient<Fetch>, call: &Call, file: Option<File>) -> Result<Answer, CallError<TodoError>> {
    Ok(match call {
        Call::List => Answer::List(todos.list(Page::default()).await?),
        Call::Create(title) => Answer::Todo(todos.create(NewTodo::titled(title)).await?),
        Call::Toggle(id, done) => Answer::Todo(todos.toggle(*id, *done).await?),
        Call::ToggleAll(done) => Answer::List(todos.toggle_all(*done).await?),
        Call::Rename(id, change) => Answer::Todo(todos.rename(*id, change.clone()).await?),
        Call::Attach(id) => {
            let file = file.ok_or_else(|| CallError::Transport(TransportError::NotSent("the file is gone".to_owned())))?;
            let image = upload::from_file(&file).await.map_err(CallError::Transport)?;
            Answer::Todo(todos.attach(*id, image).await?)
        }
        Call::Delete(id) => {
            todos.delete(*id).await?;
            Answer::Gone(*id)
        }
        Call::ClearCompleted => Answer::List(todos.clear_completed().await?),
    })
}
