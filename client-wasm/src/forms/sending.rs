//! One form, sent by `fetch`: its own bytes, as a browser sends them, to its own address.

use js_sys::{Array, JSON, Reflect};
use trifold::FieldError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, FormData, Headers, HtmlElement, HtmlFormElement, RequestInit, Response, SupportedType, UrlSearchParams,
};

use super::element::pressed;
use crate::follow::may_follow;

/// The answer to a form.
pub(super) enum Sent {
    /// It was carried out, and leads to a page: its address, and the page itself.
    Done(String, Document),
    /// The arguments were refused.
    Invalid(Vec<FieldError>),
    /// Anything else.
    Refused,
}

/// The address of a form that leads to an action of this origin.
pub(super) fn address(form: &HtmlFormElement) -> Option<String> {
    form.get_attribute("action").filter(|address| (address.starts_with('?') || may_follow(address)) && trifold::form::is_address(address))
}

/// Sends a form, with the button that was pressed. The redirect to the page that it leads to is followed.
pub(super) async fn send(form: &HtmlFormElement, submitter: Option<&HtmlElement>, address: &str) -> Result<Sent, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(address, &request(form, submitter)?)).await?.unchecked_into();
    let kind = response.headers().get("content-type")?.unwrap_or_default();
    let is_page = response.ok() && response.redirected() && kind.starts_with("text/html");
    let is_problem = response.status() == 422 && kind.starts_with("application/problem+json");
    if !is_page && !is_problem {
        return Ok(Sent::Refused);
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    if is_page {
        return Ok(Sent::Done(response.url(), DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?));
    }
    let errors = Reflect::get(&JSON::parse(&text)?, &"errors".into())?;
    Ok(if Array::is_array(&errors) {
        Sent::Invalid(Array::from(&errors).iter().map(|error| fault(&error)).collect())
    } else {
        Sent::Refused
    })
}

fn request(form: &HtmlFormElement, submitter: Option<&HtmlElement>) -> Result<RequestInit, JsValue> {
    let data = FormData::new_with_form(form)?;
    if let Some((name, value)) = submitter.and_then(pressed) {
        data.append_with_str(&name, &value)?;
    }
    let (init, headers) = (RequestInit::new(), Headers::new()?);
    headers.set("accept", "application/json, application/problem+json")?;
    init.set_method("POST");
    init.set_headers_headers(&headers);
    match form.enctype().as_str() {
        "multipart/form-data" => init.set_body_opt_form_data(Some(&data)),
        _ => init.set_body_opt_url_search_params(Some(&UrlSearchParams::new_with_str_sequence_sequence(&data)?)),
    }
    Ok(init)
}

/// A fault of a field. What is no text is none.
fn fault(error: &JsValue) -> FieldError {
    let text = |name: &str| Reflect::get(error, &name.into()).ok().and_then(|value| value.as_string());
    FieldError {
        pointer: text("pointer"),
        parameter: text("parameter"),
        code: text("code").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
    }
}
