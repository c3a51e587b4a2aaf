//! Rules that a page leaves to the server: each needs a library that is larger than the page.
//!
//! In: a value of a type that the rule takes. Out: nothing is wrong with it. A form's own field checks `type="email"` and `pattern` in the browser.

/// A rule of garde's, which takes what garde's takes.
#[allow(unused_macros, reason = "each is behind a feature")]
macro_rules! left {
    ($rule:ident, $trait:ident) => {
        pub mod $rule {
            use std::convert::Infallible;

            /// Lets any value go ahead.
            ///
            /// # Errors
            /// Never.
            pub fn apply<T: garde::rules::$rule::$trait>(_: &T, (): ()) -> Result<(), Infallible> {
                Ok(())
            }
        }
    };
}

#[cfg(feature = "rule-email")]
left!(email, Email);
#[cfg(feature = "rule-url")]
left!(url, Url);

/// `pattern(..)`.
pub mod pattern {
    use std::convert::Infallible;

    /// Lets any value go ahead.
    ///
    /// # Errors
    /// Never.
    pub fn apply<T: garde::rules::pattern::Pattern, M>(_: &T, (_,): (&M,)) -> Result<(), Infallible> {
        Ok(())
    }

    /// Patterns that are written at their rule.
    #[cfg(feature = "rule-pattern")]
    pub mod regex {
        pub use crate::__no_pattern as init_pattern;

        /// Nothing of a pattern.
        #[derive(Debug)]
        pub struct StaticPattern;
    }
}

/// Keeps nothing of a pattern.
#[cfg(feature = "rule-pattern")]
#[doc(hidden)]
#[macro_export]
macro_rules! __no_pattern {
    ($pattern:literal) => {
        $crate::__private::rules::pattern::regex::StaticPattern
    };
}
