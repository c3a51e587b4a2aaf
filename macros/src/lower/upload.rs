//! The rules about files among the arguments, as far as the types say of themselves that they are files.
//!
//! In: the arguments of one method, and its route. Out: every contradiction. A file under another name is found by the compiler.

use super::argument::Argument;
use super::types;
use crate::diag::{Errors, Result, bail, err};
use crate::model::Route;
use crate::parse::args::ArgumentMark;
use proc_macro2::Ident;

/// A file is read from the body while the method runs: there is one body, and one file in it.
pub(super) fn files_have_a_place(method: &Ident, arguments: &[Argument], route: Option<&Route>, errors: &mut Errors) {
    let mut files = arguments.iter().filter(|argument| argument.mark != Some(ArgumentMark::Context) && types::is_upload(&argument.ty));
    let Some(first) = files.next() else { return };
    if let Some(route) = route {
        errors.handle(the_file_is_in_the_body(first, route));
    }
    for second in files {
        errors.push(err!(
            &second.ident,
            "`{}` is a second file, and `{method}` reads one from its body, which is `{}`; write another method for it",
            second.ident,
            first.ident
        ));
    }
}

fn the_file_is_in_the_body(file: &Argument, route: &Route) -> Result<()> {
    let (ident, verb) = (&file.ident, route.verb.name());
    if !route.verb.has_body() {
        bail!(ident, "`{verb}` has no body to take the file `{ident}` from; use `POST`, `PUT` or `PATCH`");
    }
    if matches!(file.mark, Some(ArgumentMark::Query | ArgumentMark::Header(_))) {
        bail!(ident, "`{ident}` is a file, and files come in the body; remove its mark");
    }
    Ok(())
}
