//! Problem documents (RFC 9457), as far as somebody writes them by hand.

use super::TodoError;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct Problem {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Problem {
    pub(super) fn status(status: StatusCode) -> Self {
        Self { r#type: "about:blank", title: status.canonical_reason().unwrap_or("Error"), status: status.as_u16(), detail: None }
    }

    pub(super) fn detail(self, detail: String) -> Self {
        Self { detail: Some(detail), ..self }
    }

    pub(super) fn response(&self) -> Response<Body> {
        let mut response = Response::new(Body::from(serde_json::to_vec(self).unwrap_or_default()));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        self.response()
    }
}

impl From<TodoError> for Problem {
    fn from(error: TodoError) -> Self {
        match error {
            TodoError::NotFound { id } => Self::status(StatusCode::NOT_FOUND).detail(format!("todo {id} not found")),
            TodoError::Full => Self::status(StatusCode::CONFLICT).detail("the list is full".to_owned()),
        }
    }
}
