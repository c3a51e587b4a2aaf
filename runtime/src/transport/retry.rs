//! Sends a request again that came to nothing.
//!
//! In: a request that may be carried out twice. Out: the answer to the first that had one, or the last failure. The head of an answer is an answer, unless
//! it says itself when to come again (`Retry-After`), or is that of a proxy which did not reach the server.

use super::carrier::{Carrier, Underway};
use super::unsent::{Arrived, Unsent};
use super::{Platform, Request, Response, Sleep, TransportError, wait};
use crate::spec::Idempotency;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The number of times that a call is sent, at the most, and the function that does it.
///
/// The function is here, so that in a page that reads nothing, and asks for nothing, nothing leads to retries.
#[derive(Clone, Copy)]
pub struct Attempts {
    retries: u8,
    send: for<'a> fn(Order<'a>) -> Underway<'a>,
}

/// A request to send. One parameter and not three: wasm-opt keeps every function of a table that a call by pointer could mean, and five
/// parameters could mean many.
pub(super) struct Order<'a> {
    carrier: &'a dyn Carrier,
    request: Request,
    retries: u8,
}

impl Attempts {
    /// One.
    pub(super) const ONE: Self = Self { retries: 0, send: once };
    /// Those of a read.
    pub(super) const READ: Self = Self::with(2);

    /// One, and so many after it.
    pub(super) const fn with(retries: u8) -> Self {
        Self { retries, send: again }
    }

    pub(super) fn send(self, carrier: &dyn Carrier, request: Request) -> Underway<'_> {
        (self.send)(Order { carrier, request, retries: self.retries })
    }
}

fn once(order: Order<'_>) -> Underway<'_> {
    order.carrier.carry(order.request, None)
}

/// Sends a request, and again so often, within the time that it has. All are under the same key: a carrier that has no platform sends it once, and so
/// one that had no randomness for the key of a request that may change something.
fn again(order: Order<'_>) -> Underway<'_> {
    let platform = order.carrier.platform().filter(|_| order.request.method.is_read || order.request.has(Idempotency::HEADER));
    let Some(platform) = platform else { return once(order) };
    let limit = order.request.timeout.unwrap_or_else(|| order.carrier.time_limit());
    Box::pin(Again { end: platform.now().saturating_add(limit), order, platform, attempts: 0, left: None, sent: None, pause: None })
}

/// A request that is sent again. By hand and not `async`: it is in every page that reads.
struct Again<'a> {
    order: Order<'a>,
    platform: &'static dyn Platform,
    /// Number of attempts that came to nothing.
    attempts: u8,
    /// The end of the time that it has.
    end: Duration,
    /// The rest of it, from the second attempt on.
    left: Option<Duration>,
    sent: Option<Underway<'a>>,
    pause: Option<Sleep>,
}

impl Future for Again<'_> {
    type Output = Arrived;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Arrived> {
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(context));
                (self.pause, self.sent) = (None, None);
            }
            let Self { order: Order { carrier, request, .. }, left, sent, .. } = &mut *self;
            let sent = sent.get_or_insert_with(|| carrier.carry(request.clone(), *left));
            let arrived = ready!(sent.as_mut().poll(context));
            self.pause = self.pause_after(&arrived);
            if self.pause.is_none() {
                return Poll::Ready(arrived);
            }
        }
    }
}

impl Again<'_> {
    /// The pause after which the request is sent again, if it is.
    fn pause_after(&mut self, arrived: &Arrived) -> Option<Sleep> {
        if self.attempts == self.order.retries {
            return None;
        }
        let pause = wait::before(self.attempts.into(), Some(self.platform), may_pass(arrived)?);
        self.left = Some(self.end.checked_sub(self.platform.now().saturating_add(pause))?);
        self.attempts += 1;
        self.platform.sleep(pause)
    }
}

/// The seconds after which the server asks to come again, if any; none at all if the request is not to be sent again.
fn may_pass(arrived: &Arrived) -> Option<Option<u32>> {
    match arrived {
        Err(Unsent::Failed(TransportError::Failed(_))) => Some(None),
        Ok(response) if response.status >= 400 => {
            let asked = wait::asked(response);
            // One that asks in a way that is not read here is left alone.
            let is_silent = response.header("retry-after").is_none();
            (asked.is_some() || is_silent && is_of_a_proxy(response)).then_some(asked)
        }
        _ => None,
    }
}

/// Returns true if a proxy says that it had no answer; a server of ours says in a problem document what was wrong.
fn is_of_a_proxy(response: &Response) -> bool {
    matches!(response.status, 502..=504) && !response.is_problem()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{MethodSpec, ServiceSpec, Verb};
    use crate::wire::Shape;
    use std::sync::Mutex;
    use std::task::Waker;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Arrived {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Ok(Response { status, headers, body: Vec::new() })
    }

    fn failed(error: TransportError) -> Arrived {
        Err(Unsent::Failed(error))
    }

    #[test]
    fn what_has_no_answer_is_sent_again() {
        let problem = ("content-type", "application/problem+json");
        let html = ("content-type", "text/html");
        for arrived in [failed(TransportError::Failed(String::new())), answer(502, &[html]), answer(503, &[html]), answer(504, &[])] {
            assert_eq!(may_pass(&arrived), Some(None));
        }
        for arrived in
            [answer(429, &[problem, ("retry-after", "2")]), answer(503, &[("retry-after", "2")]), answer(409, &[("retry-after", "2")])]
        {
            assert_eq!(may_pass(&arrived), Some(Some(2)));
        }
    }

    /// A carrier that loses what it is given, whose platform has no randomness.
    #[derive(Default)]
    struct Losing(Mutex<Vec<(Option<Duration>, Option<Duration>)>>);

    impl Platform for Losing {
        fn now(&self) -> Duration {
            Duration::from_secs(1)
        }

        fn sleep(&self, _: Duration) -> Option<Sleep> {
            Some(Box::pin(std::future::ready(())))
        }

        fn random(&self) -> Option<u128> {
            None
        }
    }

    impl Carrier for Losing {
        fn carry<'a>(&'a self, request: Request, left: Option<Duration>) -> Underway<'a> {
            self.0.lock().unwrap().push((request.timeout, left));
            Box::pin(std::future::ready(failed(TransportError::Failed(String::new()))))
        }

        fn platform(&self) -> Option<&'static dyn Platform> {
            static PLATFORM: Losing = Losing(Mutex::new(Vec::new()));
            Some(&PLATFORM)
        }

        fn time_limit(&self) -> Duration {
            Duration::from_secs(10)
        }
    }

    static SERVICE: ServiceSpec = ServiceSpec::named("Anything");
    static WRITE: MethodSpec = SERVICE.method("write", "").fails(Shape::unit());
    static READ: MethodSpec = MethodSpec { is_read: true, ..SERVICE.method("read", "").fails(Shape::unit()) };

    /// The times that the requests of a call had, each with what was left of the call's.
    fn sent(method: &'static MethodSpec, timeout: Option<Duration>, key: Option<&str>) -> Vec<(Option<Duration>, Option<Duration>)> {
        let (carrier, verb) = (Losing::default(), Verb::Post);
        let headers = key.map(super::super::key::header).into_iter().collect();
        let request = Request { method, verb, target: "/".to_owned(), headers, body: None, timeout };
        let mut call = Attempts::with(2).send(&carrier, request);
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
        drop(call);
        carrier.0.into_inner().unwrap()
    }

    #[test]
    fn what_has_no_key_is_sent_once_unless_it_reads() {
        assert_eq!(sent(&WRITE, None, None), [(None, None)]);
        assert_eq!((sent(&WRITE, None, Some("a")).len(), sent(&READ, None, None).len()), (3, 3));
    }

    #[test]
    fn what_is_left_of_a_calls_time_is_beside_its_own() {
        let second = Some(Duration::from_secs(1));
        let left = [250, 500].map(|pause| (second, second.map(|second| second - Duration::from_millis(pause))));
        assert_eq!(sent(&READ, second, None), [(second, None), left[0], left[1]]);
        assert!(sent(&READ, None, None).iter().skip(1).all(|(own, left)| own.is_none() && left.is_some()));
    }

    #[test]
    fn an_answer_is_an_answer() {
        let problem = ("content-type", "application/problem+json");
        let html = ("content-type", "text/html");
        let not = [
            answer(200, &[]),
            answer(200, &[("retry-after", "1")]),
            answer(301, &[("retry-after", "1")]),
            answer(429, &[problem]),
            answer(500, &[]),
            answer(503, &[problem]),
            answer(503, &[problem, ("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")]),
            answer(503, &[html, ("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")]),
            answer(502, &[("retry-after", "99999999999")]),
            failed(TransportError::Timeout),
            failed(TransportError::Offline),
            failed(TransportError::NotSent(String::new())),
            failed(TransportError::Broken(String::new())),
            Err(Unsent::Invalid(Vec::new())),
        ];
        for (at, arrived) in not.iter().enumerate() {
            assert_eq!(may_pass(arrived), None, "{at}");
        }
    }
}
