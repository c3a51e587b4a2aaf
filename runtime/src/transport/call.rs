//! A call as a value: sent when it is awaited, and until then open to options of its own.
//!
//! In: a request, or why there is none. Out: the method's outcome. Nothing but the last step knows the method's types.

use super::answer::{self, Decode};
use super::carrier::{Carrier, Underway};
use super::retry::Attempts;
use super::unsent::{Arrived, Unsent};
use super::{Request, options};
use crate::error::{CallError, Outcome};
use crate::spec::{Captured, MethodSpec};
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A call of a method that returns `R`, sent when it is awaited: of `Result<V, E>` it is a future of `Result<V, CallError<E>>`.
///
/// Until then it takes options for this one call:
///
/// ```
/// # use std::time::Duration;
/// # #[trifold::service] trait Orders { #[idempotent] #[post("/orders")] async fn order(&self, cents: u64) -> u64; }
/// # async fn example(orders: OrdersClient<impl trifold::Transport>) -> Result<(), trifold::CallError<trifold::error::Never>> {
/// orders.order(100).await?;
/// orders.order(100).timeout(Duration::from_secs(5)).key("order-2026-0815").header("accept-language", "de").await?;
/// # Ok(())
/// # }
/// ```
///
/// A call goes where a future goes: into `join!`, a task, a `select!`. Dropping one that has begun ends it: the browser aborts its request, the others close its stream. Whether the method did its work is then
/// not known.
///
/// A read is sent again up to two times, within the call's time, where no answer came, where the answer says when to come again (`Retry-After`), or
/// where a proxy did not reach the server (502, 503, 504) and does not ask to stay away in another way. Another method may have done its work although its answer was lost: it is sent again where [`retries`](Self::retries) asks for it.
///
/// A call that nobody awaits is a warning:
///
/// ```compile_fail
/// # #![deny(unused_must_use)]
/// # #[trifold::service] trait Orders { #[post("/orders")] async fn order(&self, cents: u64) -> u64; }
/// # fn example(orders: OrdersClient<impl trifold::Transport>) {
/// orders.order(100);
/// # }
/// ```
#[must_use = "a call is not sent until it is awaited; add `.await`"]
pub struct Call<'a, R> {
    sending: Sending<'a>,
    decode: (Decode, Captured),
    of: PhantomData<fn() -> R>,
}

impl<'a, R> Call<'a, R> {
    pub(super) fn new(
        carrier: &'a dyn Carrier,
        method: &'static MethodSpec,
        request: Result<Request, Unsent>,
        attempts: Attempts,
        decode: (Decode, Captured),
    ) -> Self {
        Self { sending: Sending { carrier, method, request: Some(request), sent: None, attempts }, decode, of: PhantomData }
    }

    /// Gives the call this long, from sending it to the last byte of its answer, in place of what the transport allows. It ends as
    /// [`CallError::Timeout`].
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.sending.add(|_, request| {
            request.timeout = Some(timeout);
            Ok(())
        });
        self
    }

    /// Sends the call under this idempotency key: of a method marked `#[idempotent]`, calls of the same key and the same arguments are carried
    /// out once, and get the same answer. Another method does not look at the key.
    ///
    /// A key is 1 to 255 visible ASCII characters other than `"`, `\`, `,` and `;`. With another the call is not sent, and fails.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        let key = key.into();
        self.sending.add(|_, request| options::key(request, &key));
        self
    }

    /// Sends the call again up to so many times, as a read is sent without being asked; 0 sends it once. The pause before each is about twice that of the one before, beginning at about 250 ms; it is longer
    /// where the answer asks for it by `Retry-After`. All of it is within the call's time.
    ///
    /// A method that may change something is sent again where it is marked `#[idempotent]`, under one key, so that it is carried out once. With any other the
    /// call is not sent, and fails. Without a clock and randomness ([`Transport::platform`](crate::Transport::platform)) a call is sent once.
    pub fn retries(mut self, times: u8) -> Self {
        self.sending.add(|method, _| options::retries(method, times));
        self.sending.attempts = Attempts::with(times);
        self
    }

    /// Sends a header with this call, in place of the transport's own of that name.
    ///
    /// With a name or a value that HTTP does not allow, a header that the protocol sets itself (such as `content-type`), or one that is an
    /// argument of the method, the call is not sent, and fails. A browser lets a page set any header but its own, such as `cookie`, which
    /// it leaves out.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.sending.add(|method, request| options::header(method, request, name, value));
        self
    }
}

impl<R: Outcome + 'static> Future for Call<'_, R> {
    type Output = Result<R::Value, CallError<R::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let arrived = ready!(self.sending.poll(context));
        let (decode, value) = self.decode;
        Poll::Ready(answer::outcome::<R>(decode, arrived, value))
    }
}

impl<R> fmt::Debug for Call<'_, R> {
    /// Shows no argument: it may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({}.{})", self.sending.method.service.name, self.sending.method.name)
    }
}

/// A call without its types.
struct Sending<'a> {
    carrier: &'a dyn Carrier,
    method: &'static MethodSpec,
    request: Option<Result<Request, Unsent>>,
    sent: Option<Underway<'a>>,
    attempts: Attempts,
}

impl Sending<'_> {
    /// Adds an option. Of several faults the first is told.
    fn add(&mut self, option: impl FnOnce(&MethodSpec, &mut Request) -> Result<(), String>) {
        if let Some(Ok(request)) = &mut self.request
            && let Err(fault) = option(self.method, request)
        {
            self.request = Some(Err(Unsent::refused(fault)));
        }
    }

    /// Sends the request when it is first asked.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Arrived> {
        match self.request.take() {
            Some(Ok(request)) => self.sent = Some(self.send(request)),
            Some(Err(unsent)) => return Poll::Ready(Err(unsent)),
            None => {}
        }
        self.sent.as_mut().map_or(Poll::Pending, |sent| sent.as_mut().poll(context))
    }
}

impl<'a> Sending<'a> {
    fn send(&self, request: Request) -> Underway<'a> {
        self.attempts.send(self.carrier, request.keyed(self.carrier.platform()))
    }
}
