//! One form, sent by `fetch`: its own bytes, as a browser sends them, to its own address.

use js_sys::{Array, JSON, Reflect};
use trifold::FieldError;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, FormData, Headers, HtmlElement, HtmlFormElement, RequestInit, Response, SupportedType, UrlSearchParams,
};

use super::element::{pressed, says};
use crate::follow::may_follow;

/// The answer to a form.
pub(super) enum Sent {
    /// It was carried out, and leads to a page: its address, and the page itself.
    Done(String, Document),
    /// The arguments were refused.
    Invalid(Vec<FieldError>),
    /// It was carried out, and leads to what is no page: its address.
    Led(String),
    /// It was refused before its method ran, for another reason than its arguments.
    Unheard,
    /// It was refused otherwise, in these words: its method may have run.
    Refused(String),
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
    if response.redirected() {
        if !response.ok() || !kind.starts_with("text/html") {
            return Ok(Sent::Led(response.url()));
        }
        return Ok(Sent::Done(response.url(), document(&response).await?));
    }
    let problem = if kind.starts_with("application/problem+json") { JSON::parse(&text(&response).await?)? } else { JsValue::NULL };
    Ok(refusal(response.status(), &problem))
}

/// Asks for a page.
pub(super) async fn page(url: &str) -> Result<Document, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.unchecked_into();
    if response.ok() { document(&response).await } else { Err(JsValue::NULL) }
}

async fn document(response: &Response) -> Result<Document, JsValue> {
    DomParser::new()?.parse_from_string(&text(response).await?, SupportedType::TextHtml)
}

async fn text(response: &Response) -> Result<String, JsValue> {
    Ok(JsFuture::from(response.text()?).await?.as_string().unwrap_or_default())
}

/// Sorts a refusal by its status and its problem document (RFC 9457), if it is one. An error of the method's own has a `code`.
fn refusal(status: u16, problem: &JsValue) -> Sent {
    let errors = Reflect::get(problem, &"errors".into()).unwrap_or_default();
    if status == 422 && Array::is_array(&errors) {
        return Sent::Invalid(Array::from(&errors).iter().map(|error| fault(&error)).collect());
    }
    let said = |name: &str| member(problem, name);
    let is_unheard = match status {
        401 | 403 | 405 | 413 | 415 => said("code").is_none(),
        409 => said("type").is_some_and(|kind| kind.ends_with("/stale-action")),
        _ => false,
    };
    if is_unheard { Sent::Unheard } else { Sent::Refused(said("detail").or_else(|| said("title")).unwrap_or_else(|| REFUSED.to_owned())) }
}

const REFUSED: &str = "This could not be done. What you wrote is still here.";

/// The text of a member. What is no object has none.
fn member(of: &JsValue, name: &str) -> Option<String> {
    Reflect::get(of, &name.into()).ok()?.as_string()
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
    if says(form, "enctype", "multipart/form-data") {
        init.set_body_opt_form_data(Some(&data));
    } else {
        init.set_body_opt_url_search_params(Some(&UrlSearchParams::new_with_str_sequence_sequence(&data)?));
    }
    Ok(init)
}

/// A fault of a field. What is no text is none.
fn fault(error: &JsValue) -> FieldError {
    let text = |name: &str| member(error, name);
    FieldError {
        pointer: text("pointer"),
        parameter: text("parameter"),
        code: text("code").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
    }
}
