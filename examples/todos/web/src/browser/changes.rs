//! Changes that other windows make, as they happen.

use super::page::Page;
use crate::live::{Call, Live};
use std::rc::Rc;
use todos_api::{Change, TodoError, TodosClient};
use trifold::CallError;
use trifold_client_wasm::Fetch;
use wasm_bindgen_futures::spawn_local;

/// Follows the changes of the list for good. Where that fails, a reload shows them, as without scripts.
pub(super) fn follow(page: &Rc<Page>) {
    let page = page.clone();
    spawn_local(async move {
        // After a gap the list is read anew: what comes then is `Begun`.
        while let Err(CallError::Api(TodoError::Missed { .. })) = read(&page).await {}
    });
}

async fn read(page: &Rc<Page>) -> Result<(), CallError<TodoError>> {
    let client = TodosClient::new(Fetch::same_origin());
    let mut changes = client.changes().await?;
    while let Some(change) = changes.next().await {
        match change? {
            Change::Begun => page.ask(Call::List),
            change => {
                page.with(|live: &mut Live| live.hear(change));
                page.render();
            }
        }
    }
    Ok(())
}
