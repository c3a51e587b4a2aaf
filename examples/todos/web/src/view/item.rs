//! One todo of the list.
//!
//! Its text is its title and nothing else: what the controls say is in their accessible names, and the title describes them.

use super::form::{Kind, form};
use super::screen::{Editing, Screen, image_url, path};
use maud::{Markup, html};
use todos_api::{Todo, TodosSpec};

pub(super) fn item(screen: &Screen, todo: &Todo) -> Markup {
    let editing = screen.editing.as_ref().filter(|editing| editing.id == todo.id);
    let class = match editing {
        Some(_) => Some("editing"),
        None => todo.done.then_some("completed"),
    };
    html! {
        li class=[class] data-testid="todo-item" data-id=(todo.id) {
            div.view {
                (toggle(screen, todo))
                label id=(title_id(todo)) data-testid="todo-title" { (todo.title) }
                @if todo.has_image { img.image src=(image_url(screen, todo.id)) alt={ "Image of " (todo.title) }; }
                @for tag in &todo.tags { span.tag { (tag) } }
                @if editing.is_none() { a.edit-link href={ (path(screen.filter)) "?edit=" (todo.id) } aria-label="Edit" aria-describedby=(title_id(todo)) {} }
                (attach(screen, todo))
                (destroy(screen, todo))
            }
            @if let Some(editing) = editing { (edit(screen, todo, editing)) }
        }
    }
}

/// A box that can be ticked. A checkbox cannot submit a form by itself, so without a script it is a button that says it is one.
fn toggle(screen: &Screen, todo: &Todo) -> Markup {
    let controls = html! {
        (id(todo))
        input type="hidden" name="done" value=(!todo.done);
        @if screen.is_scripted() {
            input.toggle type="checkbox" aria-label="Toggle Todo" aria-describedby=(title_id(todo)) checked[todo.done];
        } @else {
            button.toggle role="checkbox" aria-label="Toggle Todo" aria-describedby=(title_id(todo)) aria-checked=(todo.done) {}
        }
    };
    form(screen, TodosSpec::TOGGLE, Kind::default(), &controls)
}

fn destroy(screen: &Screen, todo: &Todo) -> Markup {
    let controls = html! {
        (id(todo))
        button.destroy aria-label="Delete" aria-describedby=(title_id(todo)) {}
    };
    form(screen, TodosSpec::DELETE, Kind::default(), &controls)
}

/// Where an image is chosen: a form as browsers send it, with a script or without. The page comes back with the image.
fn attach(screen: &Screen, todo: &Todo) -> Markup {
    let controls = html! {
        (id(todo))
        input type="file" name="image" accept="image/png, image/jpeg, image/gif, image/webp" aria-label="Image" required;
        input type="submit" value="Attach";
    };
    html! {
        details.attach {
            summary.choose aria-label="Attach an image" aria-describedby=(title_id(todo)) {}
            (form(screen, TodosSpec::ATTACH, Kind { parts: true, ..Kind::default() }, &controls))
        }
    }
}

/// The field for another title. With a script, Enter and Escape are all the buttons it needs.
fn edit(screen: &Screen, todo: &Todo, editing: &Editing) -> Markup {
    let plain = !screen.is_scripted();
    let title = screen.edited_title(editing).or_value(&todo.title);
    let controls = html! {
        (id(todo))
        input.edit id=(title.id) name=(title.name) type=(title.kind) aria-label="Edit" value=[title.value()] autocomplete="off"
            enterkeyhint="done" autofocus[screen.refused.is_empty()] maxlength=[title.max_length.filter(|_| plain)] readonly[editing.saving]
            aria-invalid=[title.aria_invalid()] aria-describedby=[title.described_by()];
        @if let Some(fault) = &title.error { p.fault id=(title.error_id()) role=[(!plain).then_some("alert")] { (fault) } }
        @if plain {
            button.save { "Save" }
            a.cancel href=(path(screen.filter)) { "Cancel" }
        }
    };
    form(screen, TodosSpec::EDIT, Kind { novalidate: !plain, ..Kind::default() }, &controls)
}

fn title_id(todo: &Todo) -> String {
    format!("todo-{}", todo.id)
}

fn id(todo: &Todo) -> Markup {
    html! { input type="hidden" name="id" value=(todo.id); }
}
