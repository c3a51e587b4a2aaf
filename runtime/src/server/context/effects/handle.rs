//! The handle by which a method says its effects, and what it has said so far.

use super::cookie;
use super::invalid::{self, InvalidEffect};
use super::redirect_target::{external, local};
use crate::server::context::fold::Fold;
use crate::spec::ReadMethod;
use crate::transport::Invalidated;
use ::cookie::Cookie;
use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The most values of one read that are named each.
const MAX_NAMED: usize = 32;

/// Effects of a method besides its answer: cookies, headers, a redirect, a status, and the reads whose values it changed. Server side only.
///
/// ```
/// # use trifold::{service, server::{Effects, InvalidEffect}};
/// #[service]
/// trait Users {
///     async fn sign_in(&self, #[context] effects: Effects, name: String);
///
///     #[read]
///     async fn me(&self) -> String;
/// }
///
/// # fn sign_in(effects: &Effects, name: &str) -> Result<(), InvalidEffect> {
/// effects.set_cookie(("session", "4711"))?; // HttpOnly; Secure; SameSite=Lax; Path=/
/// effects.redirect("/todos")?;
/// effects.invalidate(UsersSpec::ME, ());
/// # Ok(())
/// # }
/// ```
///
/// | fold | a redirect | a status | the reads |
/// |---|---|---|---|
/// | action | `trifold-redirect`, which a client reads ([`Transport::on_effects`](crate::Transport::on_effects)) | nothing: it is 200 | `trifold-invalidate` |
/// | form | 303 with `Location`, in the place of the page that the form was on | nothing: it is 303 | `trifold-invalidate` |
/// | route | nothing: where a page leads is no part of a published contract, and a declared `location` stands | one of those that the route declares | `trifold-invalidate` |
///
/// Cookies, headers and the names of reads go out with an error that the method returns too: what was done was done. A redirect does not, since an
/// error has to be seen. None goes out when the method panics.
///
/// Clones are one and the same: each extractor of a call, and the method, add to one answer.
#[derive(Clone, Default)]
pub struct Effects(Arc<Mutex<Pending>>);

/// Effects that are to go out.
#[derive(Default)]
pub(super) struct Pending {
    /// Whole `Set-Cookie` values, by the cookie's name.
    pub(super) cookies: Vec<(String, HeaderValue)>,
    pub(super) headers: HeaderMap,
    pub(super) redirect: Option<HeaderValue>,
    pub(super) status: Option<StatusCode>,
    pub(super) invalidated: Vec<Invalidated>,
}

impl Effects {
    /// Sets a cookie (RFC 6265): `HttpOnly; Secure; SameSite=Lax; Path=/`, each unless the cookie itself says otherwise. The last of one
    /// name counts.
    ///
    /// # Errors
    /// A name, value, path or domain with a character that no cookie may have.
    pub fn set_cookie(&self, cookie: impl Into<Cookie<'static>>) -> Result<(), InvalidEffect> {
        let cookie = cookie::with_defaults(cookie.into());
        let value = cookie::written(&cookie)?;
        self.put(cookie.name(), value);
        Ok(())
    }

    /// Removes a cookie that was set for the whole of this host, or with another path or domain if the cookie names them.
    ///
    /// # Errors
    /// As of [`Effects::set_cookie`].
    pub fn remove_cookie(&self, cookie: impl Into<Cookie<'static>>) -> Result<(), InvalidEffect> {
        self.set_cookie(cookie::removal(cookie.into()))
    }

    fn put(&self, name: &str, value: HeaderValue) {
        let mut pending = self.lock();
        pending.cookies.retain(|(other, _)| other != name);
        pending.cookies.push((name.to_owned(), value));
    }

    /// Adds a header. On a route it replaces one that Trifold would send; on an action Trifold's own stays. `Vary` and `Link` are lists: what is
    /// added stands beside what Trifold says. `Cache-Control` is `private`, unless it says `private`, `public` or `no-store` itself.
    ///
    /// # Errors
    /// A value with CR, LF or another control character; a header about the connection or about the framing and form of the body, or one
    /// that has a function of its own here (`Set-Cookie`, `Location`).
    pub fn header(&self, name: impl TryInto<HeaderName>, value: impl TryInto<HeaderValue>) -> Result<(), InvalidEffect> {
        let name = name.try_into().map_err(|_| InvalidEffect::HEADER_NAME)?;
        let value = value.try_into().map_err(|_| InvalidEffect::HEADER_VALUE)?;
        invalid::header(&name)?;
        self.lock().headers.append(name, value);
        Ok(())
    }

    /// Leads the caller to another page of this origin: `/todos/7?new#title`. The last redirect counts.
    ///
    /// So that a target may come from a request (`?next=..`), it is refused if any browser or proxy could read another origin out of it.
    ///
    /// # Errors
    /// Anything that does not begin with one slash; `//evil`, `/\evil`, a scheme, a control character, a backslash, dot segments, also
    /// where they are percent-encoded.
    pub fn redirect(&self, target: &str) -> Result<(), InvalidEffect> {
        self.lock().redirect = Some(local(target)?);
        Ok(())
    }

    /// Leads the caller to another origin. Never hand a target of the caller's own to this.
    ///
    /// # Errors
    /// Anything but an absolute URL of scheme `https` or `http` without a user name.
    pub fn redirect_external(&self, target: &str) -> Result<(), InvalidEffect> {
        self.lock().redirect = Some(external(target)?);
        Ok(())
    }

    /// Chooses the status of success on a route that declares several, `#[put("/todos/{id}", status = [200, 201])]`; else it is the first of
    /// them. The last choice counts. One that the route does not declare is answered with 500, and logged: the document would not know it.
    pub fn status(&self, status: StatusCode) {
        self.lock().status = Some(status);
    }

    /// Says that a read has another value for these arguments now, so that a page that keeps it reads it again. For what only the method knows;
    /// `#[refreshes(..)]` says in the trait what every call changes.
    ///
    /// Of one read 32 values are named; with more it is all of them. A method that is no action is not named, since no page keeps it.
    pub fn invalidate<M: ReadMethod>(&self, read: &M, arguments: M::Arguments) {
        self.name(Invalidated::one(read.method(), &arguments));
    }

    /// Says that a read may have other values now, whatever its arguments.
    pub fn invalidate_all<M: ReadMethod>(&self, read: &M) {
        self.name(Invalidated::every(read.method()));
    }

    fn name(&self, read: Option<Invalidated>) {
        let (Some(mut read), mut pending) = (read, self.lock()) else { return };
        let named = || pending.invalidated.iter().filter(|other| other.read == read.read);
        if named().any(|other| other.arguments.is_none() || *other == read) {
            return;
        }
        if named().count() >= MAX_NAMED {
            read.arguments = None;
        }
        if read.arguments.is_none() {
            pending.invalidated.retain(|other| other.read != read.read);
        }
        pending.invalidated.push(read);
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Pending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: Sync> FromRequestParts<S> for Effects {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        if parts.extensions.get::<Fold>().is_none() {
            tracing::error!("`Effects` is for methods of a service; in a handler of your own, return headers");
            return Err(StatusCode::INTERNAL_SERVER_ERROR);
        }
        Ok(parts.extensions.get_or_insert_with(Self::default).clone())
    }
}

impl fmt::Debug for Effects {
    /// Shows no value: they may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pending = self.lock();
        write!(f, "Effects({} cookies, {} headers, {} reads)", pending.cookies.len(), pending.headers.len(), pending.invalidated.len())
    }
}
