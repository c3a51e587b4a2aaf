//! Calls of the actions, through the generated client.

use crate::live::{Answer, Call};
use todos_api::{NewTodo, Page, TodoError, TodosClient};
use trifold::CallError;
use trifold_client_wasm::Fetch;

pub(super) async fn make(todos: &TodosClient<Fetch>, call: &Call) -> Result<Answer, CallError<TodoError>> {
    Ok(match call {
        Call::List => Answer::List(todos.list(Page::default()).await?),
        Call::Create(title) => Answer::Todo(todos.create(NewTodo::titled(title)).await?),
        Call::Toggle(id, done) => Answer::Todo(todos.toggle(*id, *done).await?),
        Call::ToggleAll(done) => Answer::List(todos.toggle_all(*done).await?),
        Call::Rename(id, change) => Answer::Todo(todos.rename(*id, change.clone()).await?),
        Call::Delete(id) => {
            todos.delete(*id).await?;
            Answer::Gone(*id)
        }
        Call::ClearCompleted => Answer::List(todos.clear_completed().await?),
    })
}
