//! The page at work: asks, renders, keeps the focus where the user left it.

use super::{calls, document};
use crate::live::{Call, Live};
use crate::view::{self, Access};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use todos_api::{AccountsClient, IMAGE_MAX, TodoError, TodosClient};
use trifold::CallError;
use trifold_client_wasm::Fetch;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

pub(super) struct Page {
    live: RefCell<Live>,
    client: TodosClient<Fetch>,
    access: Access,
    /// The files of the calls that attach one, in the order of those calls.
    files: RefCell<VecDeque<File>>,
}

impl Page {
    pub(super) fn new(live: Live, client: TodosClient<Fetch>, access: Access) -> Self {
        Self { live: RefCell::new(live), client, access, files: RefCell::default() }
    }

    /// Looks at what the page knows, or changes it. Nothing is rendered meanwhile: patching the document fires events.
    pub(super) fn with<T>(&self, look: impl FnOnce(&mut Live) -> T) -> T {
        look(&mut self.live.borrow_mut())
    }

    /// Shows what the page knows.
    pub(super) fn render(&self) {
        let (app, deed) = self.with(|live| (view::app(&live.screen), view::deed(&self.access, &live.deed)));
        let focus = document::Focus::now();
        document::patch(".todoapp", &app.into_string());
        document::patch(".deed", &deed.into_string());
        focus.keep();
    }

    /// Asks the server, after what was asked before.
    pub(super) fn ask(self: &Rc<Self>, call: Call) {
        let first = self.with(|live| live.ask(call));
        self.render();
        if first {
            let page = self.clone();
            spawn_local(async move { page.work_off().await });
        }
    }

    /// Attaches an image, unless the server would refuse it for its size.
    pub(super) fn attach(self: &Rc<Self>, id: u64, file: File) {
        if file.size() > IMAGE_MAX as f64 {
            self.with(Live::refuse_size);
            return self.render();
        }
        self.files.borrow_mut().push_back(file);
        self.ask(Call::Attach(id));
    }

    /// Ends the session. The method leads to the page of a new one, and the transport follows.
    pub(super) fn sign_out(self: &Rc<Self>) {
        let page = self.clone();
        spawn_local(async move {
            if AccountsClient::new(Fetch::same_origin().follow_redirects()).sign_out().await.is_err() {
                page.with(Live::refuse_sign_out);
                page.render();
            }
        });
    }

    async fn work_off(self: Rc<Self>) {
        while let Some(call) = self.with(Live::next_call) {
            let file = matches!(call, Call::Attach(_)).then(|| self.files.borrow_mut().pop_front()).flatten();
            match calls::make(&self.client, &call, file).await {
                Ok(answer) => self.with(|live| live.accept(&call, answer)),
                Err(error) => self.refuse(&call, &error),
            }
            self.render();
        }
    }

    fn refuse(&self, call: &Call, error: &CallError<TodoError>) {
        self.with(|live| live.refuse(call, error));
        if let Call::Create(title) = call {
            document::give_back(title);
        }
    }
}
