//! A call with a file: its other arguments as JSON, and the file, which its own type puts a body together with.

use crate::spec::{Arguments, MethodSpec};
use crate::wire::PutTogether;
use std::any::Any;

/// The argument of a call that is a file.
pub(super) struct FileArgument<'a> {
    put_together: PutTogether,
    name: &'static str,
    value: &'a dyn Any,
}

impl<'a> FileArgument<'a> {
    /// Finds it, where the method takes one.
    pub(super) fn of(method: &MethodSpec, arguments: &'a dyn Arguments) -> Option<Self> {
        let (param, value) = method.each(arguments).find(|(param, _)| param.is_file())?;
        Some(Self { put_together: param.captured.file?, name: param.name, value })
    }

    /// The content type and the body with these arguments in front.
    pub(super) fn behind(self, json: &[(&'static str, String)]) -> (String, Vec<u8>) {
        (self.put_together)(json, self.name, self.value)
    }
}
