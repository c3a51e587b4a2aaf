//! The page in a browser.
//!
//! In: what the user does. Out: calls of the actions, and a patched document. `events → page → {calls, document}`; what the page
//! knows is in [`Live`], how it looks in [`view`](crate::view).

mod calls;
mod changes;
mod document;
mod events;
mod page;

use crate::live::{Answer, Call, Live};
use crate::view::{Access, Mode, Screen};
use page::Page;
use std::rc::Rc;
use todos_api::TodosClient;
use trifold_client_wasm::Fetch;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the page over from the browser, once the list is here. Until then, and where this fails, its forms work by themselves.
///
/// # Errors
/// The list cannot be had, or this is not the page.
#[wasm_bindgen]
pub async fn start() -> Result<(), JsError> {
    let client = TodosClient::new(Fetch::same_origin());
    let Answer::List(todos) = calls::make(&client, &Call::List, None).await? else { return Err(JsError::new("no list")) };
    let (filter, editing) = document::address();
    let mut live = Live::new(Screen { todos, mode: Mode::Scripted, ..Screen::default() });
    live.show(filter, editing);
    let access = Access { origin: document::origin(), token: document::text("[data-token]").unwrap_or_default() };
    let page = Rc::new(Page::new(live, client, access));
    page.render();
    events::listen(&page);
    changes::follow(&page);
    Ok(())
}
