//! Problems of one service in a format that is given from outside.
//!
//! In: a function from a problem to a value that serde writes. Out: the body, content type and status of each refusal on the REST fold of
//! that service, and the schema that its OpenAPI document shows. Actions and their clients never see it.

use crate::error::{ApiError, ErrorVariant, FieldError, Problem};
use crate::json;
use crate::server::describe::type_info::{Named, SchemaOf};
use crate::spec::ServiceSpec;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Problem format of the REST fold of one service, where the format is given from outside.
///
/// One type, `B`, is both what is sent and what the OpenAPI document describes.
///
/// ```
/// use trifold::server::{Document, ProblemFormat};
///
/// #[derive(serde::Serialize, schemars::JsonSchema)]
/// struct Fault {
///     message: String,
/// }
///
/// let format = ProblemFormat::json(|document: &Document<'_>| Fault { message: document.problem.title.clone() })
///     .content_type("application/vnd.example.fault+json")
///     .with_status(400, 422);
/// # let _ = format;
/// ```
#[derive(Clone)]
#[must_use]
pub struct ProblemFormat {
    render: Arc<Render>,
    schema: SchemaOf,
    content_type: &'static str,
    statuses: Vec<(u16, u16)>,
}

type Render = dyn Fn(&Document<'_>) -> Result<Vec<u8>, json::Fault> + Send + Sync;

impl ProblemFormat {
    /// Shows each problem as what `render` makes of it, as `application/json`.
    ///
    /// A panic of `render` is caught: that answer is the problem document that it would have been.
    pub fn json<B: Serialize + JsonSchema>(render: impl Fn(&Document<'_>) -> B + Send + Sync + 'static) -> Self {
        Self {
            render: Arc::new(move |document| json::write(&render(document)).map(String::into_bytes)),
            schema: Named::of::<B>().refer,
            content_type: "application/json",
            statuses: Vec::new(),
        }
    }

    /// Sets the content type of the answers.
    ///
    /// # Panics
    /// If it holds anything but visible ASCII and spaces.
    pub fn content_type(mut self, content_type: &'static str) -> Self {
        assert!(content_type.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "`{content_type}` is no content type");
        self.content_type = content_type;
        self
    }

    /// Answers problems of the status `of` with the status `shown`, for a format that knows fewer statuses. Both are from 400 to 599.
    ///
    /// # Panics
    /// If one of them is no status of an error.
    pub fn with_status(mut self, of: u16, shown: u16) -> Self {
        assert!([of, shown].iter().all(|status| (400..600).contains(status)), "{of} and {shown} must be statuses of errors");
        self.statuses.push((of, shown));
        self
    }

    /// The status under which a problem of status `of` is shown.
    pub(in crate::server) fn status(&self, of: u16) -> u16 {
        self.statuses.iter().find(|(from, _)| *from == of).map_or(of, |(_, to)| *to)
    }

    pub(in crate::server) fn media_type(&self) -> &'static str {
        self.content_type
    }

    pub(in crate::server) fn schema(&self) -> SchemaOf {
        self.schema
    }

    /// The body of a refusal; nothing if it cannot be made, which is told to the log.
    pub(in crate::server) fn body(&self, document: &Document<'_>) -> Option<Vec<u8>> {
        match catch_unwind(AssertUnwindSafe(|| (self.render)(document))) {
            Ok(Ok(body)) => Some(body),
            Ok(Err(error)) => {
                tracing::error!(%error, "a problem cannot be written in the format of its service");
                None
            }
            Err(_) => {
                tracing::error!(status = document.problem.status, "the function that renders problems panicked");
                None
            }
        }
    }
}

/// A whole problem, for a [`ProblemFormat`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Document<'a> {
    /// The five standard members.
    pub problem: &'a Problem,
    /// What is wrong with single fields of the input.
    pub errors: &'a [FieldError],
    own: Option<&'a [u8]>,
}

impl<'a> Document<'a> {
    pub(in crate::server) fn new(problem: &'a Problem, errors: &'a [FieldError], own: Option<&'a [u8]>) -> Self {
        Self { problem, errors, own }
    }

    /// The service's own error, if that is what the problem is. What it marks `#[internal]` is not in it.
    pub fn own<E: ApiError>(&self) -> Option<E> {
        let is_of = |variant: &ErrorVariant| variant.problem_type(E::NAME) == self.problem.r#type;
        let json = self.own.filter(|_| E::VARIANTS.iter().any(is_of))?;
        json::read_bytes(json).ok()
    }

    /// The members of the service's own error, `code` among them; of any other problem nothing.
    pub fn members(&self) -> serde_json::Map<String, serde_json::Value> {
        self.own.and_then(|json| json::read_bytes(json).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for ProblemFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProblemFormat({})", self.content_type)
    }
}

/// The formats of a server's services; most have none.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Formats(Vec<(ServiceSpec, ProblemFormat)>);

impl Formats {
    /// Sets the format of a service. The last one counts.
    pub(in crate::server) fn set(&mut self, service: ServiceSpec, format: ProblemFormat) {
        self.0.retain(|(known, _)| !known.is(&service));
        self.0.push((service, format));
    }

    /// The format of a service.
    pub(in crate::server) fn of(&self, service: &ServiceSpec) -> Option<&ProblemFormat> {
        self.0.iter().find(|(known, _)| known.is(service)).map(|(_, format)| format)
    }

    /// The format of what is refused at a path that leads to no method: that of the services below whose prefix the path is, as far as
    /// they agree that they have one.
    pub(in crate::server) fn at<'s>(&self, path: &str, services: impl Iterator<Item = &'s ServiceSpec> + Clone) -> Option<&ProblemFormat> {
        if self.0.is_empty() {
            return None;
        }
        let depths = services.filter_map(|service| Some((depth(service, path)?, service)));
        let deepest = depths.clone().map(|(depth, _)| depth).max()?;
        let mut formats = depths.filter(|(depth, _)| *depth == deepest).map(|(_, service)| self.of(service));
        let first = formats.next()??;
        formats.all(|format| format.is_some()).then_some(first)
    }

    /// A service that has a format and is not among these.
    pub(in crate::server) fn stray<'s>(&self, services: impl Iterator<Item = &'s ServiceSpec> + Clone) -> Option<&ServiceSpec> {
        self.0.iter().map(|(service, _)| service).find(|service| !services.clone().any(|served| served.is(service)))
    }
}

/// Length of the prefix of the service under which a path lies.
fn depth(service: &ServiceSpec, path: &str) -> Option<usize> {
    let prefixes = service.versions.all().into_iter().map(|version| service.prefix(version));
    prefixes.filter(|prefix| is_below(prefix, path)).map(|prefix| prefix.len()).max()
}

fn is_below(prefix: &str, path: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_below_whole_segments() {
        let service = ServiceSpec::named("S").mounted("/api", "/todos").unversioned();
        let table = [("/api/todos", Some(10)), ("/api/todos/7", Some(10)), ("/api/todosx", None), ("/api", None)];
        for (path, expected) in table {
            assert_eq!(depth(&service, path), expected, "{path}");
        }
    }

    #[test]
    fn the_last_format_of_a_service_counts() {
        let mut formats = Formats::default();
        let service = ServiceSpec::named("S");
        formats.set(service, ProblemFormat::json(|_| 1).with_status(400, 422));
        formats.set(service, ProblemFormat::json(|_| 2).with_status(400, 418));
        assert_eq!(formats.of(&service).map(|format| format.status(400)), Some(418));
        assert!(formats.of(&ServiceSpec::named("T")).is_none());
    }
}
