//! The application: what to add, the list, what to do with all of it.

use super::form::{Kind, form};
use super::item::item;
use super::screen::{Screen, path};
use maud::{Markup, html};
use todos_api::{Filter, TodosSpec};

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

/// What is wrong with the form whose answer the page is, with the way to each field. It has the focus, so that it is read first.
fn refused(screen: &Screen) -> Markup {
    html! {
        @if !screen.refused.is_empty() {
            div.refused role="alert" tabindex="-1" autofocus aria-labelledby="refused-title" {
                h2 #refused-title { "That was not done" }
                ul {
                    @for fault in &screen.refused {
                        li { @if let Some(field) = &fault.field { a href={ "#" (field) } { (fault.message) } } @else { (fault.message) } }
                    }
                }
                @if let Some(login) = &screen.login { p { a href=(login) target="_blank" { "Sign in" } " beside this page, which keeps what you wrote." } }
            }
        }
    }
}

/// The field for a new todo. Without a script the browser itself applies the rules.
fn header(screen: &Screen) -> Markup {
    let plain = !screen.is_scripted();
    let title = screen.new_title();
    let focused = screen.editing.is_none() && screen.refused.is_empty();
    let controls = html! {
        input.new-todo id=(title.id) name=(title.name) type=(title.kind) value=[title.value()]
            placeholder="What needs to be done?" aria-label="What needs to be done?"
            autocomplete="off" enterkeyhint="done" autofocus[focused]
            required[plain && title.required] pattern=[title.pattern.as_ref().filter(|_| plain)] title=[plain.then_some("Something to do")]
            maxlength=[title.max_length.filter(|_| plain)]
            aria-invalid=[title.aria_invalid()] aria-describedby=[title.described_by()];
        button.add { "Add" }
    };
    html! {
        header.header {
            h1 { "todos" }
            (form(screen, TodosSpec::CREATE, Kind { novalidate: !plain, ..Kind::default() }, &controls))
            @if let Some(fault) = &title.error {
                p.fault id=(title.error_id()) role=[screen.is_scripted().then_some("alert")] { (fault) }
            }
            (refused(screen))
        }
    }
}

fn main(screen: &Screen) -> Markup {
    html! {
        main.main {
            (toggle_all(screen))
            ul.todo-list { @for todo in screen.visible() { (item(screen, todo)) } }
        }
    }
}

/// One box for all todos: ticked when each of them is done.
fn toggle_all(screen: &Screen) -> Markup {
    let done = screen.left() == 0;
    let controls = html! {
        input type="hidden" name="done" value=(!done);
        @if screen.is_scripted() {
            input.toggle-all #toggle-all type="checkbox" checked[done];
        } @else {
            button.toggle-all #toggle-all role="checkbox" aria-checked=(done) {}
        }
        label for="toggle-all" { "❯Mark all as complete" }
    };
    form(screen, TodosSpec::TOGGLE_ALL, Kind::default(), &controls)
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
    let controls = html! { button.clear-completed { "Clear completed" } };
    form(screen, TodosSpec::CLEAR_COMPLETED, Kind::default(), &controls)
}
