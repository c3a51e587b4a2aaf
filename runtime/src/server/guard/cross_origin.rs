//! What follows from a verdict: the call goes ahead, or 403; a count, and for a refusal one line in the log.
//!
//! In: the server's settings, and what `origin` says of a request. Out: permission, or a rejection. There is no way round it but the four
//! that are calls by name: `allow_origin`, `allow_any_origin`, `allow_non_browser`, `cross_origin_log_only`.

use super::origin::{InvalidOrigin, Origin, Verdict, classify};
use super::request_headers::RequestHeaders;
use crate::server::problem::rejection::Rejection;
use http::{HeaderMap, Method};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Who may call.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct CrossOrigin {
    trusted: Vec<Origin>,
    /// Trusted on routes alone.
    trusted_on_routes: Vec<Origin>,
    non_browser: bool,
    log_only: bool,
    counters: CrossOriginCounters,
}

/// Which fold a request came through, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum EndpointKind {
    /// An action needs a browser's word, or the explicit permission for others.
    Action,
    /// A script sends no `Origin`, and may call a route.
    Route,
    /// A route of a service that pages of any origin may call.
    OpenRoute,
}

/// Number of requests by verdict, since the server was built. A handle: clones read the same numbers, while the server runs.
#[derive(Debug, Clone, Default)]
pub struct CrossOriginCounters(Arc<[AtomicU64; Verdict::ALL.len()]>);

impl CrossOriginCounters {
    /// Number of requests that got this verdict. The ones that were let through in log-only mode are among them.
    pub fn get(&self, verdict: Verdict) -> u64 {
        self.0[verdict as usize].load(Ordering::Relaxed)
    }

    /// Each verdict with its number, for an exporter of metrics.
    pub fn all(&self) -> [(Verdict, u64); Verdict::ALL.len()] {
        Verdict::ALL.map(|verdict| (verdict, self.get(verdict)))
    }

    fn add(&self, verdict: Verdict) {
        self.0[verdict as usize].fetch_add(1, Ordering::Relaxed);
    }
}

impl CrossOrigin {
    /// Trusts an origin.
    ///
    /// # Errors
    /// If it is anything but scheme and host, perhaps with a port.
    pub(in crate::server) fn trust(&mut self, origin: &str) -> Result<(), InvalidOrigin> {
        self.trusted.push(Origin::parse(origin).ok_or_else(|| InvalidOrigin(origin.to_owned()))?);
        Ok(())
    }

    /// Lets actions be called by what is no browser.
    pub(in crate::server) fn allow_non_browser(&mut self) {
        self.non_browser = true;
    }

    /// Refuses nobody, and only logs and counts.
    pub(in crate::server) fn only_log(&mut self) {
        self.log_only = true;
    }

    /// Returns a handle of the counters.
    pub(in crate::server) fn counters(&self) -> CrossOriginCounters {
        self.counters.clone()
    }

    /// Lets a request go ahead, or not.
    ///
    /// # Errors
    /// 403, after a line in the log.
    pub(in crate::server) fn admit(
        &self,
        through: EndpointKind,
        method: &Method,
        host: Option<&str>,
        headers: &RequestHeaders<'_>,
    ) -> Result<(), Rejection> {
        let verdict = self.classify(through, method, host, headers);
        self.counters.add(verdict);
        if self.admits(through, verdict) {
            return Ok(());
        }
        let origin = headers.origin.is_there().then(|| shown(headers.origin.bytes()));
        if self.log_only {
            tracing::warn!(verdict = verdict.as_str(), origin, host, "another site's request is let through: the check only logs");
            return Ok(());
        }
        Err(Rejection::cross_origin().detail(advice(through, verdict)).traced(|instance| {
            tracing::warn!(instance, verdict = verdict.as_str(), origin, host, "a request was refused for where it came from");
        }))
    }

    /// Whether an action of this sender would go ahead. It is neither counted nor logged: for what is decided before the action is known.
    pub(in crate::server) fn is_open_to(&self, method: &Method, host: Option<&str>, headers: &HeaderMap) -> bool {
        self.log_only || self.admits(EndpointKind::Action, self.classify(EndpointKind::Action, method, host, &RequestHeaders::of(headers)))
    }

    /// On routes, the origins of CORS are trusted as well.
    fn classify(&self, through: EndpointKind, method: &Method, host: Option<&str>, headers: &RequestHeaders<'_>) -> Verdict {
        match classify(method, host, headers, &self.trusted) {
            Verdict::CrossOrigin if through == EndpointKind::Route && !self.trusted_on_routes.is_empty() => {
                classify(method, host, headers, &self.trusted_on_routes)
            }
            verdict => verdict,
        }
    }

    /// Trusts more origins, on routes alone.
    #[cfg(feature = "cors")]
    pub(in crate::server) fn trust_on_routes(&mut self, origins: Vec<Origin>) {
        self.trusted_on_routes = origins;
    }

    fn admits(&self, through: EndpointKind, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Safe | Verdict::SameOrigin | Verdict::SameHost | Verdict::Trusted => true,
            Verdict::NotABrowser => through != EndpointKind::Action || self.non_browser,
            Verdict::CrossOrigin => through == EndpointKind::OpenRoute,
            // No browser sends it, so nothing that was opened to pages needs it.
            Verdict::Malformed => false,
        }
    }
}

/// The advice to whoever is refused.
const fn advice(through: EndpointKind, verdict: Verdict) -> &'static str {
    match (through, verdict) {
        (_, Verdict::Malformed) => "`Origin` or `Sec-Fetch-Site` is there twice, or says what no browser does",
        (EndpointKind::Action, Verdict::NotABrowser) => {
            "an action is for pages of this origin: call its method's route, or have the server say `allow_non_browser`"
        }
        (EndpointKind::Action, _) => {
            "an action is for pages of this origin: call its method's route, or have the server say `allow_origin`"
        }
        (EndpointKind::Route | EndpointKind::OpenRoute, _) => {
            "pages of another origin change nothing here: have the server say `allow_origin`, or call it from no page"
        }
    }
}

/// The header for the log: its first characters, and nothing that could be taken for another line.
fn shown(origin: &[u8]) -> String {
    origin.iter().take(100).flat_map(|byte| byte.escape_ascii()).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::Server;
    use http::{HeaderValue, header};

    #[test]
    fn a_trusted_origin_is_scheme_and_host() {
        for good in ["https://app.example", "http://localhost:3000", "https://[::1]:8443"] {
            assert!(Server::new().allow_origin(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "*",
            "null",
            "https://*.example",
            "app.example",
            "https://a.example/",
            "https://a.example/path",
            "https://user@a.example",
            "https://",
            "https://a b",
            "https://a.example,https://b.example",
            "https://\u{e9}.example",
        ] {
            assert_eq!(Server::new().allow_origin(bad).err(), Some(InvalidOrigin(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn each_verdict_opens_what_it_should() {
        let strict = CrossOrigin::default();
        let open = CrossOrigin { non_browser: true, ..CrossOrigin::default() };
        for verdict in Verdict::ALL {
            let good = matches!(verdict, Verdict::Safe | Verdict::SameOrigin | Verdict::SameHost | Verdict::Trusted);
            let script = verdict == Verdict::NotABrowser;
            assert_eq!(strict.admits(EndpointKind::Action, verdict), good, "{verdict:?}");
            assert_eq!(strict.admits(EndpointKind::Route, verdict), good || script, "{verdict:?}");
            assert_eq!(strict.admits(EndpointKind::OpenRoute, verdict), verdict != Verdict::Malformed, "{verdict:?}");
            assert_eq!(open.admits(EndpointKind::Action, verdict), good || script, "{verdict:?}");
        }
    }

    #[test]
    fn verdicts_are_counted_also_where_nobody_is_refused() {
        let check = CrossOrigin { log_only: true, ..CrossOrigin::default() };
        let counters = check.counters.clone();
        let evil = HeaderMap::from_iter([(header::ORIGIN, HeaderValue::from_static("https://evil.example"))]);
        for _ in 0..3 {
            check.admit(EndpointKind::Action, &Method::POST, Some("app.example"), &RequestHeaders::of(&evil)).unwrap();
        }
        check.admit(EndpointKind::Route, &Method::GET, Some("app.example"), &RequestHeaders::of(&evil)).unwrap();
        assert_eq!((counters.get(Verdict::CrossOrigin), counters.get(Verdict::Safe), counters.get(Verdict::SameOrigin)), (3, 1, 0));
        assert_eq!(counters.all().iter().map(|(_, number)| number).sum::<u64>(), 4);
    }

    #[test]
    fn the_log_gets_one_short_line() {
        let shown = shown(&[b"a\tb\xff".as_slice(), &[b'x'; 500]].concat());
        assert!(shown.starts_with("a\\tb\\xffxxx") && shown.len() < 120, "{shown}");
    }
}
