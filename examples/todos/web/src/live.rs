//! What a scripted page knows, and what it waits for.
//!
//! In: what the user asks for, and what the server answers. Out: the [`Screen`] to show. Calls are made one after the other, in the
//! order in which they were asked for, and the screen changes when the server has said yes. It must not know the document or the
//! network.

use crate::view::{Deed, Editing, Screen, title_fault};
use std::collections::VecDeque;
use todos_api::{Change, Filter, IMAGE_MAX, Rename, Todo, TodoError};
use trifold::CallError;

/// A page with a script.
#[derive(Debug)]
pub struct Live {
    /// What to show.
    pub screen: Screen,
    /// The last thing that was done.
    pub deed: Deed,
    queue: VecDeque<Call>,
    calling: bool,
}

/// Something to ask the server for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// The whole list.
    List,
    /// A new todo with this title.
    Create(String),
    /// Whether one todo is done.
    Toggle(u64, bool),
    /// Whether all todos are done.
    ToggleAll(bool),
    /// Another title for a todo.
    Rename(u64, Rename),
    /// An image for a todo. The file is in the page's hands.
    Attach(u64),
    /// One todo less.
    Delete(u64),
    /// Nothing left that is done.
    ClearCompleted,
}

/// What saving the edit field comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Save {
    /// Nothing is being edited, or it is on its way already.
    Nothing,
    /// The field was closed: the title is as before.
    Unchanged,
    /// The server has to be asked.
    Ask(Call),
}

/// What the server says when a call went well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The whole list, as it is now.
    List(Vec<Todo>),
    /// One todo, as it is now.
    Todo(Todo),
    /// This todo is no more.
    Gone(u64),
}

impl Live {
    /// A page that shows this.
    pub fn new(screen: Screen) -> Self {
        Self { screen, deed: Deed::list(), queue: VecDeque::new(), calling: false }
    }

    /// Puts a call at the end of the queue. Whoever hears `true` must now work the queue off.
    #[must_use]
    pub fn ask(&mut self, call: Call) -> bool {
        match call.todo() {
            Some(id) => self.screen.busy.push(id),
            None => self.screen.waiting |= call.is_about_all(),
        }
        self.queue.push_back(call);
        !std::mem::replace(&mut self.calling, true)
    }

    /// The next call to make. After `None` the queue is worked off.
    pub fn next_call(&mut self) -> Option<Call> {
        let next = self.queue.pop_front();
        self.calling = next.is_some();
        next
    }

    /// Whether every call has been answered.
    pub fn is_idle(&self) -> bool {
        !self.calling
    }

    /// Takes in a good answer.
    pub fn accept(&mut self, call: &Call, answer: Answer) {
        self.settle(call);
        if let Some(deed) = call.deed() {
            self.deed = deed;
            self.screen.notice = None;
            self.screen.fault = None;
        }
        if matches!((call, &self.screen.editing), (Call::Rename(id, _) | Call::Delete(id), Some(editing)) if editing.id == *id) {
            self.screen.editing = None;
        }
        if let Call::Attach(id) = call {
            self.screen.attached.push(*id);
        }
        self.take(answer);
    }

    /// Takes in what happened, here or in another window.
    pub fn hear(&mut self, change: Change) {
        match change {
            Change::Begun => {}
            Change::Saved(todo) => self.take(Answer::Todo(todo)),
            Change::Removed(id) => self.take(Answer::Gone(id)),
        }
    }

    /// Takes in that a file is too large to be sent.
    pub fn refuse_size(&mut self) {
        self.screen.notice = Some(format!("An image has at most {} KiB.", IMAGE_MAX / 1024));
    }

    /// Takes in that nobody was signed out.
    pub fn refuse_sign_out(&mut self) {
        self.screen.notice = Some("You are still signed in: the server could not end the session.".to_owned());
    }

    fn take(&mut self, answer: Answer) {
        let todos = &mut self.screen.todos;
        match answer {
            Answer::List(all) => *todos = all,
            Answer::Gone(id) => todos.retain(|todo| todo.id != id),
            Answer::Todo(new) => match todos.iter_mut().find(|todo| todo.id == new.id) {
                Some(todo) => *todo = new,
                None => todos.push(new),
            },
        }
    }

    /// Takes in a bad answer: beside the field where it is about one, else as a notice.
    pub fn refuse(&mut self, call: &Call, error: &CallError<TodoError>) {
        self.settle(call);
        let editing = self.screen.editing.as_mut().filter(|editing| call.todo() == Some(editing.id));
        match (call, error, editing) {
            (Call::Create(title), CallError::Invalid(_), _) => self.screen.fault = Some(title_fault(title)),
            (Call::Rename(_, change), CallError::Invalid(_), Some(editing)) => {
                *editing = Editing { fault: Some(title_fault(&change.title)), ..Editing::start(editing.id) };
            }
            (_, error, editing) => {
                if let Some(editing) = editing {
                    editing.saving = false;
                }
                self.screen.notice = Some(notice(error));
            }
        }
        if matches!(error, CallError::Api(TodoError::NotFound { .. })) {
            // Another window of this browser was quicker.
            self.queue.push_back(Call::List);
        }
    }

    fn settle(&mut self, call: &Call) {
        if let Some(place) = call.todo().and_then(|id| self.screen.busy.iter().position(|busy| *busy == id)) {
            self.screen.busy.swap_remove(place);
        }
        self.screen.waiting = self.queue.iter().any(Call::is_about_all);
    }

    /// Shows another part of the list.
    pub fn show(&mut self, filter: Filter, editing: Option<u64>) {
        self.screen.filter = filter;
        self.screen.editing = editing.map(Editing::start);
    }

    /// Starts to edit a todo.
    pub fn edit(&mut self, id: u64) {
        self.screen.editing = Some(Editing::start(id));
    }

    /// Leaves the edit field as if nothing had been typed.
    pub fn leave(&mut self) {
        self.screen.editing = None;
    }

    /// What saving this title asks for. Once it is on its way, or the field was left, there is nothing more to save.
    pub fn save(&mut self, id: u64, title: &str) -> Save {
        let Some(editing) = self.screen.editing.as_mut().filter(|editing| editing.id == id && !editing.saving) else {
            return Save::Nothing;
        };
        let title = title.trim();
        let old = self.screen.todos.iter().find(|todo| todo.id == id).map(|todo| todo.title.as_str());
        if old == Some(title) {
            self.screen.editing = None;
            return Save::Unchanged;
        }
        *editing = Editing { saving: true, ..Editing::start(id) };
        Save::Ask(if title.is_empty() { Call::Delete(id) } else { Call::Rename(id, Rename { title: title.to_owned() }) })
    }
}

impl Call {
    /// The todo that it is about.
    fn todo(&self) -> Option<u64> {
        match self {
            Self::Toggle(id, _) | Self::Rename(id, _) | Self::Attach(id) | Self::Delete(id) => Some(*id),
            Self::List | Self::Create(_) | Self::ToggleAll(_) | Self::ClearCompleted => None,
        }
    }

    fn is_about_all(&self) -> bool {
        matches!(self, Self::ToggleAll(_) | Self::ClearCompleted)
    }

    /// What the panel tells of it. Reading the list is not worth telling.
    fn deed(&self) -> Option<Deed> {
        Some(match self {
            Self::List => return None,
            Self::Create(title) => Deed::create(title.trim()),
            Self::Toggle(id, _) => Deed::toggle(*id),
            Self::ToggleAll(_) => Deed::toggle_all(),
            Self::Rename(id, change) => Deed::rename(*id, change),
            Self::Attach(id) => Deed::attach(*id),
            Self::Delete(id) => Deed::delete(*id),
            Self::ClearCompleted => Deed::clear_completed(),
        })
    }
}

/// What a reader of the page should know of an error.
fn notice(error: &CallError<TodoError>) -> String {
    match error {
        CallError::Api(TodoError::NotFound { .. }) => "That todo is gone: another window removed it.".to_owned(),
        CallError::Api(TodoError::Full) => "The list is full. Clear something first.".to_owned(),
        CallError::Api(TodoError::NotAnImage) => "That is no image that this page can show.".to_owned(),
        CallError::Api(TodoError::Missed { .. }) => "This page was away for long. Reload it to see what changed.".to_owned(),
        CallError::Api(TodoError::Storage(_)) => "The server could not keep that. Nothing was changed.".to_owned(),
        CallError::Invalid(errors) => errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        CallError::Denied(_) => "This page has lost its session. Reload it to get a new one.".to_owned(),
        CallError::Stale => "The server has changed since this page was loaded. Reload it to go on.".to_owned(),
        CallError::Offline => "There is no connection to the network.".to_owned(),
        CallError::Transport(_) => "The server cannot be reached. Nothing was changed.".to_owned(),
        CallError::Timeout => "The server took too long to answer.".to_owned(),
        CallError::Problem(problem) => format!("The server refused: {}.", problem.title),
        CallError::Decode(_) => "The server's answer could not be read.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn todo(id: u64, title: &str, done: bool) -> Todo {
        Todo { id, title: title.to_owned(), done, tags: Vec::new(), due: None, has_image: false }
    }

    fn live() -> Live {
        Live::new(Screen { todos: vec![todo(1, "one", false), todo(2, "two", true)], ..Screen::default() })
    }

    fn rename(id: u64, title: &str) -> Call {
        Call::Rename(id, Rename { title: title.to_owned() })
    }

    #[test]
    fn calls_are_made_in_the_order_in_which_they_were_asked_for() {
        let mut live = live();
        assert!(live.ask(Call::Toggle(1, true)));
        assert!(!live.ask(Call::Toggle(1, false)), "one caller works the queue off");
        assert_eq!((live.next_call(), live.next_call()), (Some(Call::Toggle(1, true)), Some(Call::Toggle(1, false))));
        assert_eq!(live.next_call(), None);
        assert!(live.is_idle() && live.ask(Call::List));
    }

    #[test]
    fn a_todo_is_busy_until_its_last_call_is_answered() {
        let mut live = live();
        let (on, off) = (Call::Toggle(1, true), Call::Toggle(1, false));
        let _ = (live.ask(on.clone()), live.ask(off.clone()));
        live.accept(&on, Answer::Todo(todo(1, "one", true)));
        assert!(live.screen.is_busy(1) && live.screen.todos[0].done);
        live.accept(&off, Answer::Todo(todo(1, "one", false)));
        assert!(!live.screen.is_busy(1) && !live.screen.todos[0].done);
    }

    #[test]
    fn enter_and_the_blur_that_follows_save_once() {
        let mut live = live();
        live.edit(1);
        assert_eq!(live.save(1, " uno "), Save::Ask(rename(1, "uno")));
        assert_eq!(live.save(1, " uno "), Save::Nothing);
        live.accept(&rename(1, "uno"), Answer::Todo(todo(1, "uno", false)));
        assert_eq!(live.screen.editing, None);
        assert_eq!(live.save(1, "uno"), Save::Nothing);
    }

    #[test]
    fn an_empty_title_removes_and_an_unchanged_one_asks_nothing() {
        let mut live = live();
        live.edit(1);
        assert_eq!(live.save(1, "  "), Save::Ask(Call::Delete(1)));
        live.edit(2);
        assert_eq!((live.save(2, "two"), live.screen.editing), (Save::Unchanged, None));
    }

    #[test]
    fn a_refused_title_keeps_the_field_open_and_says_why() {
        let mut live = live();
        live.edit(1);
        let long = "x".repeat(201);
        assert_eq!(live.save(1, &long), Save::Ask(rename(1, &long)));
        live.refuse(&rename(1, &long), &CallError::Invalid(Vec::new()));
        let editing = live.screen.editing.expect("still editing");
        assert!(!editing.saving && editing.fault.is_some_and(|fault| fault.contains("201")));
    }

    #[test]
    fn another_image_has_another_address() {
        let mut live = live();
        let shown = |live: &Live| crate::view::app(&live.screen).into_string();
        for address in ["/image/1?1\"", "/image/1?2\""] {
            assert!(!shown(&live).contains(address));
            live.accept(&Call::Attach(1), Answer::Todo(Todo { has_image: true, ..todo(1, "one", false) }));
            assert!(shown(&live).contains(address), "{}", shown(&live));
        }
    }

    #[test]
    fn saving_one_todo_leaves_the_next_one_open() {
        let mut live = live();
        live.edit(1);
        assert_eq!(live.save(1, "uno"), Save::Ask(rename(1, "uno")));
        live.edit(2);
        live.accept(&rename(1, "uno"), Answer::Todo(todo(1, "uno", false)));
        assert_eq!(live.screen.editing, Some(Editing::start(2)));
    }

    #[test]
    fn a_todo_that_is_gone_brings_the_list_anew() {
        let mut live = live();
        let call = Call::Delete(1);
        let _ = live.ask(call.clone());
        assert_eq!(live.next_call(), Some(call.clone()));
        live.refuse(&call, &CallError::Api(TodoError::NotFound { id: 1 }));
        assert!(live.screen.notice.is_some());
        assert_eq!(live.next_call(), Some(Call::List));
    }
}
