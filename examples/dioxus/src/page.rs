//! The page: the guest's bookings, and a form for another.

use crate::live::use_live;
use bookings_api::{BookingsSpec, NewBooking};
use dioxus::prelude::*;
use trifold::CallError;
use trifold_client_wasm::{Browser, Fetch};
use trifold_store::Store;

/// The page.
pub(crate) fn page() -> Element {
    let store = use_hook(|| Store::new(Fetch::same_origin(), Browser::new()));
    let (_, list) = use_live(|| store.query(BookingsSpec::LIST, ()));
    let (enter, _) = use_live(|| store.mutation(BookingsSpec::ENTER).once());
    let (book, booked) = use_live(|| store.mutation(BookingsSpec::BOOK).once());
    let (mut name, mut seats) = (use_signal(String::new), use_signal(|| "2".to_owned()));
    let (list, booked) = (list.read(), booked.read());
    if let Some(CallError::Denied(_)) = list.error.as_deref() {
        return rsx! { button { onclick: move |_| enter.send(()), "Enter" } };
    }
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let new = NewBooking { name: name(), seats: seats().parse().unwrap_or_default() };
        let call = book.call((new,));
        spawn(async move {
            if call.await.is_ok() {
                name.set(String::new());
            }
        });
    };
    let fault = |field| booked.error().and_then(|error| error.field(field)).map(|fault| fault.message.clone());
    let message = booked.error().and_then(|error| error.message()).map(|words| words.into_owned());
    let is_pending = booked.pending > 0;
    rsx! {
        form { onsubmit: submit, aria_busy: is_pending,
            Field { name: "name", kind: "text", value: name(), fault: fault("new.name"), input: move |value| name.set(value) }
            Field { name: "seats", kind: "number", value: seats(), fault: fault("new.seats"), input: move |value| seats.set(value) }
            p { class: "fault", role: "alert", {message} }
            button { disabled: is_pending, "Book" }
        }
        ul { aria_busy: list.value.is_none(),
            for booking in list.value.iter().flat_map(|all| all.iter()) {
                li { key: "{booking.id}", "{booking.name}: {booking.seats}" }
            }
        }
    }
}

/// A field, and what is wrong with it.
#[component]
fn Field(name: &'static str, kind: &'static str, value: String, fault: Option<String>, input: EventHandler<String>) -> Element {
    let is_wrong = fault.is_some();
    rsx! {
        label { r#for: name, {name} }
        input { id: name, r#type: kind, value, aria_invalid: is_wrong, oninput: move |event| input.call(event.value()) }
        p { class: "fault", {fault} }
    }
}
