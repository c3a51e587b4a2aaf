//! The page: the guest's bookings, and a form for another.

use crate::live::use_live;
use bookings_api::{BookingsSpec, NewBooking};
use trifold::CallError;
use trifold_client_wasm::{Browser, Fetch};
use trifold_store::Store;
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Page() -> Html {
    let store = use_memo((), |()| Store::new(Fetch::same_origin(), Browser::new()));
    let (_, list) = use_live(|| store.query(BookingsSpec::LIST, ()));
    let (enter, _) = use_live(|| store.mutation(BookingsSpec::ENTER).once());
    let (book, booked) = use_live(|| store.mutation(BookingsSpec::BOOK).once());
    let (name, seats) = (use_node_ref(), use_node_ref());
    if let Some(CallError::Denied(_)) = list.error.as_deref() {
        return html! { <button onclick={move |_| enter.send(())}>{ "Enter" }</button> };
    }
    let submit = {
        let (name, seats) = (name.clone(), seats.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let new = NewBooking { name: text(&name), seats: text(&seats).parse().unwrap_or_default() };
            let (call, name) = (book.call((new,)), name.clone());
            spawn_local(async move {
                if let (Ok(_), Some(name)) = (call.await, name.cast::<HtmlInputElement>()) {
                    name.set_value("");
                }
            });
        }
    };
    let fault = |field| booked.error().and_then(|error| error.field(field)).map(|fault| fault.message.clone());
    let message = booked.error().and_then(|error| error.message()).map(|words| words.into_owned());
    let (is_pending, is_loading) = (booked.pending > 0, list.value.is_none());
    html! {
        <>
            <form onsubmit={submit} aria-busy={is_pending.to_string()}>
                <Field name="name" kind="text" value="" fault={fault("new.name")} input={name}/>
                <Field name="seats" kind="number" value="2" fault={fault("new.seats")} input={seats}/>
                <p class="fault" role="alert">{ message }</p>
                <button disabled={is_pending}>{ "Book" }</button>
            </form>
            <ul aria-busy={is_loading.to_string()}>
                { for list.value.iter().flat_map(|all| all.iter()).map(|booking| html! {
                    <li key={booking.id}>{ format!("{}: {}", booking.name, booking.seats) }</li>
                }) }
            </ul>
        </>
    }
}

/// Text in a field.
fn text(field: &NodeRef) -> String {
    field.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}

#[derive(Properties, PartialEq)]
struct FieldProps {
    name: &'static str,
    kind: &'static str,
    value: &'static str,
    fault: Option<String>,
    input: NodeRef,
}

/// A field, and what is wrong with it.
#[component]
fn Field(FieldProps { name, kind, value, fault, input }: &FieldProps) -> Html {
    html! {
        <>
            <label for={*name}>{ name }</label>
            <input ref={input} id={*name} type={*kind} value={*value} aria-invalid={fault.is_some().to_string()}/>
            <p class="fault">{ fault.clone() }</p>
        </>
    }
}
