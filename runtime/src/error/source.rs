//! The error of a library behind a service's own error.

use std::error::Error;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The error of a library, for an `#[internal]` field of an [`ApiError`](macro@crate::ApiError): logged on the server, empty on a client.
///
/// Any error becomes one by `?`, and with thiserror's `#[from]` a `Source` becomes the service's own error by `?`. So the crate of the trait names
/// no library that the server needs:
///
/// ```
/// # use trifold::{ApiError, Source};
/// #[derive(Debug, thiserror::Error, ApiError)]
/// pub enum TodoError {
///     #[error("storage failed")]
///     #[status(500)]
///     Storage(#[internal] #[from] Source),
/// }
///
/// // Below the methods: any library's error.
/// fn number(text: &str) -> Result<u64, Source> {
///     Ok(text.trim().parse()?)
/// }
///
/// // In a method.
/// fn find(text: &str) -> Result<u64, TodoError> {
///     Ok(number(text)?)
/// }
/// # assert_eq!(find(" 7 ").unwrap(), 7);
/// # let TodoError::Storage(source) = find("seven").unwrap_err();
/// # assert_eq!(source.to_string(), "invalid digit found in string");
/// ```
///
/// Two are equal if they hold the same error (not one that says the same), or none.
#[derive(Clone, Default)]
pub struct Source(Option<Arc<dyn Error + Send + Sync>>);

impl Source {
    /// Holds this error: a text, a boxed error, or one that turns into a boxed error, such as `anyhow::Error`. For a plain error `?` does.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Some(Arc::from(error.into())))
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Source {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

impl Deref for Source {
    type Target = dyn Error + Send + Sync;

    fn deref(&self) -> &Self::Target {
        match &self.0 {
            Some(error) => &**error,
            None => &NotSent,
        }
    }
}

/// The messages of the error and of what is behind it, outermost first.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error: &dyn Error = &**self;
        write!(f, "{error}")?;
        let mut behind = error.source();
        while let Some(error) = behind {
            write!(f, ": {error}")?;
            behind = error.source();
        }
        Ok(())
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Eq for Source {}

/// The source on a client, which was sent nothing.
#[derive(Debug)]
struct NotSent;

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not sent")
    }
}

impl Error for NotSent {}

#[cfg(test)]
mod tests {
    use super::Source;
    use std::fmt;

    #[derive(Debug)]
    struct Outer(std::num::ParseIntError);

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the port is no number")
        }
    }

    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_log_shows_what_is_behind_an_error() {
        let source = Source::from(Outer("x".parse::<u16>().unwrap_err()));
        assert_eq!(format!("{source:?}"), "the port is no number: invalid digit found in string");
        assert_eq!(source.to_string(), "the port is no number");
    }

    #[test]
    fn texts_and_boxed_errors_are_sources() {
        assert_eq!(Source::new("no disk").to_string(), "no disk");
        let boxed: Box<dyn std::error::Error + Send + Sync> = "no disk".into();
        assert_eq!(Source::new(boxed).to_string(), "no disk");
    }

    #[test]
    fn a_source_that_was_not_sent_is_empty() {
        assert_eq!(Source::default().to_string(), "not sent");
        assert_eq!(Source::default(), Source::default());
    }

    #[test]
    fn two_sources_are_equal_where_they_are_one() {
        let source = Source::new("no disk");
        assert_eq!(source, source.clone());
        assert_ne!(source, Source::new("no disk"));
        assert_ne!(source, Source::default());
    }
}
