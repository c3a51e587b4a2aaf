//! One type, one place: wherever the methods write a type again, it becomes the one that was written first.
//!
//! What is wrong with a type is then said once, where it stands first: rustc drops the second of two equal messages at one place.

use crate::model::{Method, Source};
use crate::names;
use std::collections::HashMap;
use syn::Type;

/// Replaces the types of arguments and results. The trait itself is emitted as written.
pub(super) fn alike(methods: &mut [Method]) {
    let mut seen = HashMap::new();
    for method in methods {
        let arguments = method.params.iter_mut().filter(|param| param.source != Source::Context).map(|param| &mut param.ty);
        let older = method.older.iter_mut().flat_map(|older| {
            let returns = older.route.returns.iter_mut().map(|returns| &mut returns.value);
            older.params.iter_mut().filter(|param| param.source != Source::Context).map(|param| &mut param.ty).chain(returns)
        });
        for ty in arguments.chain([&mut method.output]).chain(older) {
            *ty = first_of(&mut seen, ty);
        }
    }
}

fn first_of(seen: &mut HashMap<String, Type>, ty: &Type) -> Type {
    seen.entry(names::written(ty)).or_insert_with(|| ty.clone()).clone()
}
