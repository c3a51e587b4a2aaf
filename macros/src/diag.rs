//! Diagnostics of the macros: errors that gather, and shared wording.
//!
//! A message names the subject, the fault and the remedy, and points at the user's own token.

pub(crate) use darling::{Error, Result};

/// Gathers the errors of one item, so that all are reported at once. Panics if nobody reads it.
pub(crate) type Errors = darling::error::Accumulator;

/// An error at a token: `err!(token, "subject, fault; remedy")`.
macro_rules! err {
    ($at:expr, $($message:tt)+) => { $crate::diag::Error::custom(format!($($message)+)).with_span($at) };
}

/// Returns an error at a token.
macro_rules! bail {
    ($at:expr, $($message:tt)+) => { return Err($crate::diag::err!($at, $($message)+)) };
}

pub(crate) use {bail, err};

/// The remedy for an unknown word: the nearest known one, or all of them.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    nearest(word, known).map_or_else(|| format!("it takes {}", list(known)), |name| format!("did you mean `{name}`?"))
}

/// The known word that is most like this one, if it is like it at all.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let likeness = known.iter().map(|name| (strsim::jaro_winkler(word, name), *name)).max_by(|a, b| a.0.total_cmp(&b.0));
    likeness.filter(|(likeness, _)| *likeness > 0.8).map(|(_, name)| name)
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn list(names: &[impl AsRef<str>]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What to write instead of a reference to this.
pub(crate) fn owned(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
        syn::Type::Slice(slice) => format!("Vec<{}>", crate::names::written(&slice.elem)),
        syn::Type::Path(path) if path.path.is_ident("Path") => "PathBuf".to_owned(),
        other => crate::names::written(other),
    }
}
