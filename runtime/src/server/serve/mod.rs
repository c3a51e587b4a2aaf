//! Serves an application on a listener: HTTP/1.1 and HTTP/2, every wait bounded, drained when it is told to stop.
//!
//! In: a listener, and a router or another service. Out: nothing, until it is told to stop; then every call under way has been answered, or the drain
//! deadline has passed, or it was told again. It looks into no body and knows no method: that is `dispatch`.

mod activity;
mod alarm;
mod application;
mod connection;
mod connection_service;
mod connection_waker;
#[cfg(test)]
mod counted_calls;
mod door;
mod heads;
mod listener;
mod on_wake;
mod request_body;
mod response_body;
mod served;
mod settings;
mod signal;
mod watched;

#[cfg(doc)]
use super::Server;
use super::guard::client_network::network_of;
use super::guard::connection_info::ConnectionInfo;
use super::guard::places::{Place, Places};
use super::guard::stage::{Phase, Stage};
use super::guard::unread::Unread;
use super::problem::build_error::BuildError;
use super::trace::metrics;
use axum::Router;
use connection::Connection;
use listener::{Source, Stream};
use settings::Settings;
use signal::Signals;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(super) use application::Application;
pub use listener::Listener;
pub(super) use request_body::Stalled;
pub(super) use served::Served;

/// Serves a router until the process gets SIGTERM or SIGINT, and then drains; a second one ends it at once.
///
/// The router may be an app's own, with pages and assets beside what [`Server::into_router`] gives. Each request carries
/// `axum::extract::ConnectInfo<SocketAddr>`. It needs a tokio runtime with I/O and time, as `#[tokio::main]` makes.
///
/// ```no_run
/// # async fn run(app: axum::Router) -> std::io::Result<()> {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
/// trifold::server::serve(listener, app).await
/// # }
/// ```
pub fn serve(listener: impl Listener, router: Router) -> Serving {
    Serving::new(listener.erased(), Ok(Arc::new(router)))
}

/// A server that serves once it is awaited. Each bound has a default that suits a server on the open internet.
///
/// Dropping the future that it becomes closes the listener and every connection, without a drain.
#[must_use = "a server serves once it is awaited"]
pub struct Serving {
    listener: Source,
    app: Result<Arc<dyn Served>, BuildError>,
    settings: Settings,
    shutdown: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    is_proxy: IsProxy,
}

/// Tells whether a peer is known to forward for others.
pub(in crate::server) type IsProxy = Arc<dyn Fn(IpAddr) -> bool + Send + Sync>;

impl Serving {
    pub(in crate::server) fn new(listener: Source, app: Result<Arc<dyn Served>, BuildError>) -> Self {
        Self { listener, app, settings: Settings::default(), shutdown: None, is_proxy: Arc::new(|_| false) }
    }

    /// Believes these peers when they say for whom they forward.
    pub(in crate::server) fn trusting(self, is_proxy: IsProxy) -> Self {
        Self { is_proxy, ..self }
    }

    /// Serves until this ends, instead of SIGTERM and SIGINT.
    pub fn until(mut self, shutdown: impl Future<Output = ()> + Send + 'static) -> Self {
        self.shutdown = Some(Box::pin(shutdown));
        self
    }

    /// Sets how long the head of a request may take, from its first byte, and on a new connection from its start. The default is 10 s.
    pub fn header_deadline(mut self, deadline: Duration) -> Self {
        self.settings.header_deadline = deadline;
        self
    }

    /// Sets how long a connection may rest between two requests. The default is 75 s: longer than what load balancers keep. A next head that has begun
    /// has the [`header_deadline`](Self::header_deadline).
    pub fn idle_deadline(mut self, deadline: Duration) -> Self {
        self.settings.idle_deadline = deadline;
        self
    }

    /// Sets how long a peer may pause within a body, its own or the one that it reads. The default is 30 s.
    pub fn stall_deadline(mut self, deadline: Duration) -> Self {
        self.settings.stall_deadline = deadline;
        self
    }

    /// Sets how long a server that is told to stop goes on as before, but that it says so: [`Server::readiness`] is 503, and each answer over
    /// HTTP/1.1 closes its connection, so that no proxy sends a request to one that is about to close. Then the listener closes. The default
    /// is 500 ms; where a load balancer looks at the readiness, it should be longer than the balancer takes to look twice.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.settings.grace = grace;
        self
    }

    /// Sets how long calls under way may take once the listener is closed; upgraded connections too, and calls with a key whose caller has
    /// left. The default is 30 s.
    pub fn drain_deadline(mut self, deadline: Duration) -> Self {
        self.settings.drain_deadline = deadline;
        self
    }

    /// Sets the most bytes of a request's head. The default is 32 KiB, and 8 KiB is the least.
    pub fn header_bytes(mut self, bytes: usize) -> Self {
        self.settings.header_bytes = bytes.max(8 * 1024);
        self
    }

    /// Sets the most fields of a request's head over HTTP/1.1. The default is 100.
    pub fn headers(mut self, fields: usize) -> Self {
        self.settings.headers = fields;
        self
    }

    /// Sets the most requests at one time on one HTTP/2 connection. The default is 100.
    pub fn streams(mut self, most: u32) -> Self {
        self.settings.streams = most;
        self
    }

    /// Sets the most connections at one time; others wait until one closes. The default is 10 000.
    pub fn connections(mut self, most: usize) -> Self {
        self.settings.connections = most.min(Semaphore::MAX_PERMITS);
        self
    }

    /// Sets the most connections of one peer at one time: an IPv4 address, or the whole /64 of an IPv6 one. What comes beyond is closed at
    /// once. The default is 1000, a tenth of all, so that one machine cannot keep every other waiting.
    ///
    /// A server behind a proxy has one peer. Proxies that [`Server::trusted_proxies`] names are not counted; without that, the number here is
    /// the most that the proxy may have.
    pub fn connections_of_a_peer(mut self, most: usize) -> Self {
        self.settings.connections_of_a_peer = most;
        self
    }

    /// Sets the most bytes of answers that one peer may leave unread; its further requests are refused (503) until it has read. An answer
    /// counts from the moment at which it is ready, for 1 MiB at the most; one of unknown length for what is ready of it. The default is
    /// 256 MiB. As for connections, `trusted_proxies` have no such bound.
    pub fn unread_of_a_peer(mut self, bytes: u64) -> Self {
        self.settings.unread_of_a_peer = bytes;
        self
    }

    async fn run(self) -> io::Result<()> {
        let Self { listener, app, settings, shutdown, is_proxy } = self;
        let app = app.map_err(io::Error::other)?;
        if let Some(name) = settings.nothing() {
            return Err(io::Error::other(BuildError(format!("`{name}` is zero: nobody would be served"))));
        }
        let (house, mut signals) = (ServeState::new(app, settings, is_proxy), Signals::new());
        match shutdown {
            Some(shutdown) => {
                house.receive(&listener, shutdown).await;
                house.leave(listener).await;
            }
            None => {
                house.receive(&listener, signals.next()).await;
                tokio::select! {
                    biased;
                    () = signals.next() => house.cut_off("told to stop again; calls are cut off").await,
                    () = house.leave(listener) => {}
                }
            }
        }
        Ok(())
    }
}

impl IntoFuture for Serving {
    type Output = io::Result<()>;
    type IntoFuture = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Serving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serving").field("listener", &self.listener).field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// A connection that was accepted, and its place among the most that there may be.
type Accepted = (Stream, SocketAddr, OwnedSemaphorePermit);

/// What all connections of a server share.
struct ServeState {
    app: Arc<dyn Served>,
    settings: Settings,
    stage: Stage,
    places: Arc<Semaphore>,
    peers: Places<IpAddr, Unread>,
    is_proxy: IsProxy,
}

impl ServeState {
    /// Rest when the system refuses connections, for want of file descriptors say.
    const REST: Duration = Duration::from_millis(100);

    /// Time limit of connections that are cut off to close.
    const END: Duration = Duration::from_secs(1);

    fn new(app: Arc<dyn Served>, settings: Settings, is_proxy: IsProxy) -> Self {
        Self {
            app,
            settings,
            stage: Stage::open(),
            places: Arc::new(Semaphore::new(settings.connections)),
            peers: Places::new(usize::MAX, settings.connections_of_a_peer),
            is_proxy,
        }
    }

    /// The next connection, once there is a place for it. A failure of the listener is logged and passes.
    async fn next(&self, listener: &Source) -> Accepted {
        let place = loop {
            match self.places.clone().acquire_owned().await {
                Ok(place) => break place,
                Err(_) => std::future::pending().await,
            }
        };
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return (stream, peer, place),
                Err(error) if door::is_the_peers(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Self::REST).await;
                }
            }
        }
    }

    /// Takes connections until then.
    async fn receive(&self, listener: &Source, end: impl Future<Output = ()>) {
        let mut end = pin!(end);
        loop {
            tokio::select! {
                biased;
                () = &mut end => return,
                guest = self.next(listener) => self.admit(guest),
            }
        }
    }

    fn admit(&self, (stream, peer, place): Accepted) {
        let Some(own_place) = self.place_of(peer.ip()) else {
            tracing::debug!(%peer, "a peer has as many connections as it may: this one is closed");
            return;
        };
        let unread = own_place.as_ref().map(Place::shared);
        let (stage, stay) = (self.stage.clone(), self.stage.stay());
        let connection = Connection { info: Arc::new(ConnectionInfo::new(peer, stage)), settings: self.settings, stay, unread };
        tokio::spawn(self.app.serve(connection, stream, (place, own_place)));
    }

    /// A place among the connections of a peer, which proxies need not have; nothing where the peer has as many as it may.
    fn place_of(&self, peer: IpAddr) -> Option<Option<Place<IpAddr, Unread>>> {
        if (self.is_proxy)(peer) { Some(None) } else { self.peers.admit(Some(network_of(peer))).map(Some) }
    }

    /// Takes the connections that the system has accepted, as far as there are places, and closes the listener.
    async fn admit_who_waits(&self, listener: Source) {
        for (stream, peer) in listener.waiting().await {
            match self.places.clone().try_acquire_owned() {
                Ok(place) => self.admit((stream, peer, place)),
                Err(_) => return,
            }
        }
    }

    /// Says that the server is about to stop, and stops.
    async fn leave(&self, listener: Source) {
        metrics::draining(true);
        self.stage.enter(Phase::Leaving);
        self.receive(&listener, tokio::time::sleep(self.settings.grace)).await;
        self.receive(&listener, listener.shut()).await;
        self.admit_who_waits(listener).await;
        self.drain().await;
        metrics::draining(false);
    }

    /// Lets what is under way finish, until the deadline; what is left then is cut off.
    async fn drain(&self) {
        self.stage.enter(Phase::Draining);
        if tokio::time::timeout(self.settings.drain_deadline, self.stage.empty()).await.is_err() {
            self.cut_off("the drain deadline has passed; calls are cut off").await;
        }
    }

    async fn cut_off(&self, why: &str) {
        tracing::warn!("{why}");
        self.stage.enter(Phase::Over);
        // An application may hold an upgraded connection that it does not look at.
        drop(tokio::time::timeout(Self::END, self.stage.empty()).await);
    }
}

/// A server that is gone holds no connection.
impl Drop for ServeState {
    fn drop(&mut self) {
        self.stage.enter(Phase::Over);
    }
}
