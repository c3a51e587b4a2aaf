//! The reads that `#[refreshes(..)]` names, as far as they are of the same trait.
//!
//! In: a lowered service. Out: every error, and the service without what is wrong.

use crate::diag::{Errors, Result, bail, did_you_mean};
use crate::model::{Method, Refresh, Service};
use crate::names;
use crate::stream;
use proc_macro2::Ident;

/// Without this the expansion would name a constant that is not there, or one that is no read.
pub(super) fn refreshes_name_reads(service: &mut Service, errors: &mut Errors) {
    let mut methods = std::mem::take(&mut service.methods);
    let all: Vec<Vec<Refresh>> = methods.iter_mut().map(|method| std::mem::take(&mut method.refreshes)).collect();
    let sound: Vec<Vec<Refresh>> = all
        .into_iter()
        .zip(&methods)
        .map(|(refreshes, write)| {
            let check = |refresh: &Refresh| the_read_is_one(&methods, service.is_whole, write, refresh);
            refreshes.into_iter().filter(|refresh| errors.handle(check(refresh)).unwrap_or_default()).collect()
        })
        .collect();
    methods.iter_mut().zip(sound).for_each(|(method, refreshes)| method.refreshes = refreshes);
    service.methods = methods;
}

/// Returns false where nothing can be said, since methods of the trait are missing for their own errors.
fn the_read_is_one(methods: &[Method], is_whole: bool, write: &Method, refresh: &Refresh) -> Result<bool> {
    let Some(name) = refresh.read.get_ident() else { return Ok(true) };
    let Some(read) = methods.iter().find(|method| method.name == names::wire(name)) else {
        return if is_whole { unknown(methods, name) } else { Ok(false) };
    };
    if !read.is_read {
        bail!(name, "`{name}` may change something, and only reads are refreshed; name a GET, or mark `{name}` with `#[read]`");
    }
    if !read.is_action() {
        bail!(name, "`{name}` is no action, and pages that keep what they read call actions; remove its `#[no_action]`, or `{name}` here");
    }
    if stream::is_result(&read.output) {
        bail!(name, "`{name}` gives an `EventStream`, which tells of changes by itself; remove `{name}` here");
    }
    let theirs: Vec<_> = read.wire_params().map(|(param, _)| param.name.as_str()).collect();
    if let Some(unknown) = refresh.arguments.iter().find(|argument| !theirs.contains(&names::wire(argument).as_str())) {
        let remedy = if theirs.is_empty() { format!("write `{name}`") } else { did_you_mean(&names::wire(unknown), &theirs) };
        bail!(unknown, "`{name}` has no argument `{unknown}` that `{}` could tell; {remedy}", write.name);
    }
    Ok(true)
}

fn unknown(methods: &[Method], name: &Ident) -> Result<bool> {
    let reads: Vec<_> = methods.iter().filter(|method| method.is_read).map(|method| method.name.as_str()).collect();
    let remedy = match reads.as_slice() {
        [] => "mark the method that reads with `#[read]`, or name a constant of another spec, such as `UsersSpec::ME`".to_owned(),
        reads => did_you_mean(&names::wire(name), reads),
    };
    bail!(name, "`{name}` is no read of this trait; {remedy}")
}
