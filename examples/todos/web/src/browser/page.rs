//! The page at work: its store, and what it shows.

use super::document;
use crate::view::{self, Access, Deed, Editing, Mode, Screen};
use std::cell::{OnceCell, RefCell};
use todos_api::{Change, Edit, IMAGE_MAX, NewTodo, Page as Part, Todo, TodoError, TodosClient, TodosSpec};
use trifold::{CallError, Upload};
use trifold_client_wasm::{Browser, Fetch, upload};
use trifold_store::{Mutation, Pending, Query, Store, Subscription};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};

type Write<A, V> = Mutation<A, V, TodoError>;
type Failure<'a> = Option<&'a CallError<TodoError>>;

/// A page has one of it, which lives as long as the page.
pub(super) struct Page {
    list: Query<Vec<Todo>, TodoError>,
    create: Write<(NewTodo,), Todo>,
    edit: Write<(u64, Edit), Option<Todo>>,
    attach: Write<(u64, Upload), Todo>,
    pub(super) delete: Write<(u64,), ()>,
    pub(super) toggle: Write<(u64, bool), Todo>,
    pub(super) toggle_all: Write<(bool,), Vec<Todo>>,
    pub(super) clear_completed: Write<(), Vec<Todo>>,
    access: Access,
    shown: RefCell<(Screen, Deed)>,
    _list: OnceCell<Subscription>,
}

thread_local! {
    static PAGE: Page = Page::new();
}

/// Looks at the page.
pub(super) fn page<T>(look: impl FnOnce(&Page) -> T) -> T {
    PAGE.with(look)
}

/// Looks at what the page shows besides the list, or changes it. Nothing is rendered meanwhile: patching the document fires events.
pub(super) fn screen<T>(look: impl FnOnce(&mut Screen) -> T) -> T {
    page(|page| look(&mut page.shown.borrow_mut().0))
}

/// Changes what the page shows besides the list.
pub(super) fn change(change: impl FnOnce(&mut Screen)) {
    screen(change);
    render();
}

/// Shows the page from now on, and follows what happens in other windows.
pub(super) fn open() {
    page(|page| drop(page._list.set(page.list.subscribe(render))));
    render();
    spawn_local(follow(document::attribute("#state", "data-position")));
}

/// Shows the page as it is now.
pub(super) fn render() {
    let Some((app, deed)) = page(Page::rendered) else { return };
    let focus = document::Focus::now();
    document::patch(".todoapp", &app);
    document::patch(".deed", &deed);
    focus.keep();
}

/// Waits for a call, and shows its end.
pub(super) fn show<V: Send + Sync + 'static>(call: Pending<V, TodoError>, deed: Deed, end: impl FnOnce(&mut Screen, Failure) + 'static) {
    spawn_local(async move {
        let outcome = call.await;
        let failure = outcome.as_ref().err().map(|error| &**error);
        page(|page| {
            let (screen, last) = &mut *page.shown.borrow_mut();
            screen.notice = failure.and_then(view::notice);
            if failure.is_none() {
                (*last, screen.fault) = (deed, None);
            }
            end(screen, failure);
        });
        render();
    });
}

/// Creates a todo, whose title leaves its field at once.
pub(super) fn create(field: &HtmlInputElement) {
    let title = field.value();
    field.set_value("");
    show(page(|page| page.create.call((NewTodo::titled(&title),))), Deed::create(title.trim()), move |screen, error| {
        if let Some(error) = error {
            screen.fault = view::title_fault_of(error, &title);
            document::give_back(&title);
        }
    });
}

/// Attaches an image, unless the server would refuse it for its size.
pub(super) fn attach(id: u64, file: File) {
    let refuse = |words: String| change(|screen| screen.notice = Some(words));
    if file.size() > IMAGE_MAX as f64 {
        return refuse(format!("An image has at most {} KiB.", IMAGE_MAX / 1024));
    }
    spawn_local(async move {
        let Ok(image) = upload::from_file(&file).await else { return refuse("The file cannot be read.".to_owned()) };
        show(page(|page| page.attach.call((id, image))), Deed::attach(id), move |screen, error| {
            screen.attached.extend(error.is_none().then_some(id));
        });
    });
}

/// Saves a title; an empty one removes the todo.
pub(super) fn save(id: u64, title: &str) {
    let title = title.trim().to_owned();
    if screen(|screen| screen.save(id, &title)) {
        let call = page(|page| page.edit.call((id, Edit { title: title.clone() })));
        show(call, Deed::edit(id), move |screen, error| screen.edited(id, error.map(|error| view::title_fault_of(error, &title))));
    }
    render();
}

/// Has the list asked for again after each change, here or in another window. `after` is the last change that the page was rendered with; after a
/// gap there is none.
async fn follow(mut after: Option<String>) {
    let client = TodosClient::new(Fetch::same_origin());
    loop {
        let call = after.take().into_iter().fold(client.changes(), |call, id| call.header("last-event-id", id));
        let ended = async {
            let mut changes = call.await?;
            while let Some(change) = changes.next().await.transpose()? {
                page(|page| page.hear(&change));
            }
            Ok(())
        };
        // Where it fails otherwise, a reload shows the changes, as without scripts.
        if !matches!(ended.await, Err(CallError::Api(TodoError::Missed { .. }))) {
            return;
        }
    }
}

impl Page {
    fn new() -> Self {
        let store = Store::new(Fetch::same_origin(), Browser::new());
        store.hydrate(&document::text("#state").unwrap_or_default());
        let (filter, editing) = document::address();
        let screen = Screen { filter, editing: editing.map(Editing::start), mode: Mode::Scripted, ..Screen::default() };
        Self {
            list: store.query(TodosSpec::LIST, (Part::default(),)),
            create: store.mutation(TodosSpec::CREATE).queued(),
            edit: store.mutation(TodosSpec::EDIT).queued().optimistic(TodosSpec::LIST, |todos, (id, change)| {
                todos.iter_mut().filter(|todo| todo.id == *id).for_each(|todo| change.title.trim().clone_into(&mut todo.title));
                todos.retain(|todo| !todo.title.is_empty());
            }),
            attach: store.mutation(TodosSpec::ATTACH),
            delete: store.mutation(TodosSpec::DELETE).optimistic(TodosSpec::LIST, |todos, (id,)| todos.retain(|todo| todo.id != *id)),
            toggle: store.mutation(TodosSpec::TOGGLE).queued().optimistic(TodosSpec::LIST, |todos, (id, done)| {
                todos.iter_mut().filter(|todo| todo.id == *id).for_each(|todo| todo.done = *done);
            }),
            toggle_all: store.mutation(TodosSpec::TOGGLE_ALL).queued().optimistic(TodosSpec::LIST, |todos, (done,)| {
                todos.iter_mut().for_each(|todo| todo.done = *done);
            }),
            clear_completed: store
                .mutation(TodosSpec::CLEAR_COMPLETED)
                .once()
                .optimistic(TodosSpec::LIST, |todos, ()| todos.retain(|todo| !todo.done)),
            access: Access { origin: document::origin(), token: document::text("[data-token]").unwrap_or_default() },
            shown: RefCell::new((screen, Deed::list())),
            _list: OnceCell::new(),
        }
    }

    /// Takes in a change, unless the list has it already, by a call of this page.
    fn hear(&self, change: &Change) {
        let is_known = |todos: &[Todo]| match change {
            Change::Begun => false,
            Change::Saved(todo) => todos.contains(todo),
            Change::Removed(id) => todos.iter().all(|todo| todo.id != *id),
        };
        if !self.list.snapshot().value.is_some_and(|todos| is_known(&todos)) {
            self.list.refresh();
        }
    }

    /// The application and the panel, once the list is here.
    fn rendered(&self) -> Option<(String, String)> {
        let (screen, deed) = &mut *self.shown.borrow_mut();
        screen.todos = self.list.snapshot().value?.to_vec();
        Some((view::app(screen).into_string(), view::deed(&self.access, deed).into_string()))
    }
}
