//! A method by its path, called with what was taken from a request.
//!
//! In: `<S as Todos>::create` and its contexts and arguments. Out: its future. So an adapter needs no async block of its own, which the
//! compiler would check anew in every user's crate for every method.

use super::erased::Shared;
use crate::server::call::open::{Call, Reply, reply};
use crate::server::call::outcome::TimedMethod;
use crate::server::context::extract::Contexts;
use crate::server::decode::FromBlanks;
use crate::transport::Method;
use std::pin::pin;

impl<K, A: FromBlanks + Send, R: 'static> Method<K, A, R> {
    #[doc(hidden)]
    /// Answers a call: takes it apart, calls `method`, which takes the contexts first, and writes what it gives.
    pub fn answer<C: Contexts<S> + Send + 'static, S: Shared, F>(&'static self, call: Call<S>, method: F) -> Reply
    where
        F: for<'a> Handler<'a, S, C, A, R>,
    {
        reply(async move {
            let (service, contexts, arrived, mut body) = call.open::<C>().await?;
            let arguments = arrived.arguments::<A>(&mut body)?;
            arrived.claim(body).await?;
            let (method, clock) = (pin!(method.run(&service, contexts, arguments)), pin!(arrived.clock()));
            TimedMethod { arrived: &arrived, method, clock, end: (self.end, self.value) }.await
        })
    }
}

/// A method of `S` that takes the contexts `C`, then the arguments `A`, and gives `R`.
pub trait Handler<'a, S, C, A, R>: Send + 'static {
    /// What the method returns.
    type Running: Future<Output = R> + Send;

    /// Calls the method.
    fn run(self, service: &'a S, contexts: C, arguments: A) -> Self::Running;
}

/// `run!((A B) (C D E))`: two contexts, three arguments.
macro_rules! run {
    (($($context:ident)*) ($($argument:ident)*)) => {
        impl<'a, Method, Running, Service, Outcome, $($context,)* $($argument),*> Handler<'a, Service, ($($context,)*), ($($argument,)*), Outcome> for Method
        where
            Service: 'a,
            Method: FnOnce(&'a Service, $($context,)* $($argument),*) -> Running + Send + 'static,
            Running: Future<Output = Outcome> + Send,
        {
            type Running = Running;

            #[allow(non_snake_case)]
            fn run(self, service: &'a Service, ($($context,)*): ($($context,)*), ($($argument,)*): ($($argument,)*)) -> Running {
                self(service, $($context,)* $($argument),*)
            }
        }
    };
}

/// Every number of arguments, after this many contexts.
macro_rules! runs {
    ($contexts:tt ($($argument:ident)*)) => { run!($contexts ($($argument)*)); };
    ($contexts:tt ($($argument:ident)*) $next:ident $($rest:ident)*) => {
        run!($contexts ($($argument)*));
        runs!($contexts ($($argument)* $next) $($rest)*);
    };
}

runs!(() () A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
runs!((C0) () A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
runs!((C0 C1) () A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
runs!((C0 C1 C2) () A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
runs!((C0 C1 C2 C3) () A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
