//! The page: the guest's bookings, and a form for another. Its forms work without a script, too.

use crate::live::live;
use bookings_api::{Booking, BookingsSpec, NewBooking};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trifold::CallError;
use trifold::form::{Form, KEY};
use trifold_store::Store;

/// The parts of a page that differ between a server and a browser.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) enter: Form,
    pub(crate) book: Form,
}

/// The page.
#[component]
pub(crate) fn Page(parts: Parts) -> impl IntoView {
    let bookings = live(parts.store.query(BookingsSpec::LIST, ()));
    let is_guest = move || bookings.with(|list| list.value.is_some() && !matches!(list.error.as_deref(), Some(CallError::Denied(_))));
    let is_guest = Memo::new(move |_| is_guest());
    let each = move || bookings.with(|list| list.value.as_ref().map(|all| all.to_vec()).unwrap_or_default());
    let item = |Booking { name, seats, .. }: Booking| view! { <li>{format!("{name}: {seats}")}</li> };
    let Parts { store, enter, book } = parts.clone();
    view! {
        <Show when=move || is_guest.get() fallback=move || view! { <Enter store=parts.store.clone() form=enter.clone()/> }>
            <Book store=store.clone() form=book.clone()/>
            <ul><For each key=|booking| booking.id children=item/></ul>
        </Show>
    }
}

/// The way in.
#[component]
fn Enter(store: Store, form: Form) -> impl IntoView {
    let enter = store.mutation(BookingsSpec::ENTER).once();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        enter.send(());
    };
    view! {
        <form method="post" action=form.action() on:submit=submit>
            <input type="hidden" name=KEY value=form.key().map(str::to_owned)/>
            <button>"Enter"</button>
        </form>
    }
}

/// The form for a booking.
#[component]
fn Book(store: Store, form: Form) -> impl IntoView {
    let (book, list) = (store.mutation(BookingsSpec::BOOK).once(), store.query(BookingsSpec::LIST, ()));
    let booked = live(book.clone());
    let (action, key) = (form.action(), form.key().map(str::to_owned));
    let form = Signal::derive(move || {
        let form = form.clone();
        booked.with(|booked| match booked.error() {
            Some(error) => form.refused(error),
            None => form,
        })
    });
    let (name, seats, is_live) = (NodeRef::new(), NodeRef::new(), RwSignal::new(false));
    Effect::new(move |_| is_live.set(true));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let new = NewBooking { name: text(name), seats: text(seats).parse().unwrap_or_default() };
        let (call, list) = (book.call((new,)), list.clone());
        spawn_local(async move {
            match call.await {
                Ok(_) => name.get_untracked().iter().for_each(|name| name.set_value("")),
                Err(error) if matches!(*error, CallError::Denied(_)) => list.refresh(),
                Err(_) => {}
            }
        });
    };
    let is_pending = move || booked.with(|booked| booked.pending > 0);
    let message = move || form.with(|form| form.problem().map(|problem| problem.detail.clone().unwrap_or_else(|| problem.title.clone())));
    view! {
        // A script says the rules in their own words, where a browser has its own.
        <form method="post" action=action on:submit=submit novalidate=is_live aria-busy=move || is_pending().to_string()>
            <input type="hidden" name=KEY value=key/>
            <Field form name="new.name" value="" input=name/>
            <Field form name="new.seats" value="2" input=seats/>
            <p class="fault" role="alert">{move || message().unwrap_or_default()}</p>
            <button disabled=is_pending>"Book"</button>
        </form>
    }
}

/// A field with its rules, and what is wrong with it.
#[component]
fn Field(form: Signal<Form>, name: &'static str, value: &'static str, input: NodeRef<html::Input>) -> impl IntoView {
    let field = form.with_untracked(|form| form.field(name)).or_value(value);
    let fault = move || form.with(|form| form.field(name).error.unwrap_or_default());
    view! {
        <label for=field.id.clone()>{field.label.clone()}</label>
        <input
            node_ref=input
            id=field.id.clone()
            name=field.name.clone()
            type=field.kind.as_str()
            value=field.value().map(str::to_owned)
            required=field.required
            maxlength=field.max_length.map(|max| max.to_string())
            min=field.min.clone()
            max=field.max.clone()
            aria-invalid=move || (!fault().is_empty()).to_string()
            aria-describedby=field.error_id()
        />
        <p class="fault" id=field.error_id()>{fault}</p>
    }
}

/// Text in a field.
fn text(field: NodeRef<html::Input>) -> String {
    field.get_untracked().map(|field| field.value()).unwrap_or_default()
}
