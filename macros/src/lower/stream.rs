//! The rules about a method that gives a stream, and about streams anywhere else.
//!
//! In: a method as written, and its folds. Out: what contradicts a stream, at the mark or at the type.

use super::argument::Argument;
use crate::diag::{Errors, Result, bail, err};
use crate::model::Route;
use crate::parse::args::ArgumentMark;
use crate::parse::item::WrittenMethod;
use crate::parse::value::Verb;
use crate::stream;
use syn::Type;

/// A stream is all of a result, and nothing else.
pub(super) fn streams_are_results(written: &WrittenMethod, arguments: &[Argument], output: &Type, errors: &mut Errors) {
    let sent = arguments.iter().filter(|argument| argument.mark != Some(ArgumentMark::Context));
    for (argument, stream) in sent.filter_map(|argument| Some((argument, stream::within(&argument.ty)?))) {
        errors.push(err!(
            stream,
            "`{}` is an `EventStream`, which a method returns and no caller sends; take a `Vec`, or call the method for each value",
            argument.ident
        ));
    }
    if let Some(stream) = stream::within(output).filter(|_| !stream::is_result(output)) {
        errors.push(err!(
            stream,
            "an `EventStream` is the whole result of `{}`, and no part of it; return `Result<EventStream<T, E>, E>`",
            written.sig.ident
        ));
    }
}

/// A stream is read, and no answer is kept of it.
pub(super) fn its_marks_fit(written: &WrittenMethod, newest: Option<&Route>, output: &Type) -> Result<()> {
    if !stream::is_result(output) {
        return Ok(());
    }
    let name = &written.sig.ident;
    let unfit = [
        ("cache", "no cache keeps"),
        ("precondition", "no condition is about"),
        ("idempotent", "may be opened again as it is"),
        ("form", "no form can show"),
    ];
    for (mark, why) in unfit {
        if let Some(attribute) = written.ours.iter().find(|attribute| attribute.path().is_ident(mark)) {
            bail!(attribute.path(), "`{name}` gives an `EventStream`, which {why}; remove `#[{mark}]`");
        }
    }
    match newest {
        Some(route) if route.verb != Verb::Get => {
            let verb = route.verb.name().to_ascii_lowercase();
            bail!(
                &route.span,
                "`{name}` gives an `EventStream`, which a route answers to `GET`; write `#[get(..)]` in place of `#[{verb}(..)]`"
            )
        }
        Some(Route { statuses, span, .. }) if let Some(status) = statuses.iter().find(|status| **status != 200) => {
            bail!(span, "`{name}` gives an `EventStream`, whose status is 200, or 204 once it is finished; remove `status = {status}`")
        }
        _ => Ok(()),
    }
}
