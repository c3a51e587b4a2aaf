//! The limits of a method: calls on its draft.

use crate::model::Limits;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `.body_limit(8388608).deadline(5000).rate_limit(60, 60000, 60)`, as far as it is written.
pub(super) fn calls(limits: &Limits) -> TokenStream {
    let Limits { body, deadline, rate } = limits;
    let body = body.as_ref().map(|size| plain(size.value.0)).map(|bytes| quote!(.body_limit(#bytes)));
    let deadline = deadline.as_ref().map(|period| plain(period.value.0)).map(|milliseconds| quote!(.deadline(#milliseconds)));
    let rate = rate.as_ref().map(|args| {
        let (calls, milliseconds) = (plain(args.rate.calls.into()), plain(args.rate.milliseconds));
        let burst = plain(args.burst.unwrap_or(args.rate.calls).into());
        quote!(.rate_limit(#calls, #milliseconds, #burst))
    });
    quote!(#body #deadline #rate)
}

fn plain(number: u64) -> Literal {
    Literal::u64_unsuffixed(number)
}
