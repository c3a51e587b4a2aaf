//! The application: what to add, the list, what to do with all of it.

use super::item::item;
use super::screen::{Screen, path};
use maud::{Markup, html};
use todos_api::{Filter, TITLE_MAX, TodosSpec};

/// The whole application.
pub fn app(screen: &Screen) -> Markup {
    html! {
        div.todoapp {
            (header(screen))
            p.notice role="status" { @if let Some(notice) = &screen.notice { (notice) } }
            @if !screen.todos.is_empty() {
                (main(screen))
                (footer(screen))
            }
        }
    }
}

/// The field for a new todo. Without a script the browser itself applies the rules.
fn header(screen: &Screen) -> Markup {
    let plain = !screen.is_scripted();
    html! {
        header.header {
            h1 { "todos" }
            form method="post" action=(TodosSpec::CREATE.action_path()) data-call="create" novalidate[!plain] {
                input.new-todo name="new.title" placeholder="What needs to be done?" aria-label="What needs to be done?"
                    autocomplete="off" enterkeyhint="done" autofocus[screen.editing.is_none()]
                    required[plain] pattern=[plain.then_some(r".*\S.*")] title=[plain.then_some("Something to do")]
                    maxlength=[plain.then_some(TITLE_MAX)]
                    aria-invalid=[screen.fault.as_ref().map(|_| "true")] aria-describedby=[screen.fault.as_ref().map(|_| "new-todo-fault")];
                button.add { "Add" }
            }
            @if let Some(fault) = &screen.fault {
                p.fault #new-todo-fault role="alert" { (fault) }
            }
        }
    }
}

fn main(screen: &Screen) -> Markup {
    html! {
        main.main aria-busy=[screen.waiting.then_some("true")] {
            (toggle_all(screen))
            ul.todo-list { @for todo in screen.visible() { (item(screen, todo)) } }
        }
    }
}

/// One box for all todos: ticked when each of them is done.
fn toggle_all(screen: &Screen) -> Markup {
    let done = screen.left() == 0;
    html! {
        form method="post" action=(TodosSpec::TOGGLE_ALL.action_path()) data-call="toggle_all" {
            input type="hidden" name="done" value=(!done);
            @if screen.is_scripted() {
                input.toggle-all #toggle-all type="checkbox" checked[done];
            } @else {
                button.toggle-all #toggle-all role="checkbox" aria-checked=(done) {}
            }
            label for="toggle-all" { "❯Mark all as complete" }
        }
    }
}

fn footer(screen: &Screen) -> Markup {
    let left = screen.left();
    html! {
        footer.footer {
            span.todo-count data-testid="todo-count" {
                strong { (left) } (if left == 1 { " item left" } else { " items left" })
            }
            ul.filters { @for filter in Filter::EACH { li { (link(filter, screen.filter)) } } }
            @if left < screen.todos.len() { (clear_completed(screen)) }
        }
    }
}

fn link(filter: Filter, current: Filter) -> Markup {
    let here = filter == current;
    let name = match filter {
        Filter::All => "All",
        Filter::Active => "Active",
        Filter::Completed => "Completed",
    };
    html! { a href=(path(filter)) class=[here.then_some("selected")] aria-current=[here.then_some("page")] { (name) } }
}

fn clear_completed(screen: &Screen) -> Markup {
    html! {
        form method="post" action=(TodosSpec::CLEAR_COMPLETED.action_path()) data-call="clear_completed" {
            button.clear-completed aria-disabled=[screen.waiting.then_some("true")] { "Clear completed" }
        }
    }
}
