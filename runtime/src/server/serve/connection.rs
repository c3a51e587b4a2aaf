//! One connection, from its first byte until it is closed.
//!
//! In: a socket. It ends when the peer leaves, when it was idle or slow for too long, or when the server drains and its calls are answered.

use super::activity::Activity;
use super::alarm::Alarm;
use super::application::Application;
use super::connection_service::{ConnectionService, Line};
use super::connection_waker::ConnectionWaker;
use super::listener::Stream;
use super::on_wake::OnWake;
use super::settings::Settings;
use super::watched::{Places, Watched};
use crate::server::guard::connection_info::ConnectionInfo;
use crate::server::guard::stage::{Phase, Stay};
use crate::server::guard::unread::Unread;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// What one connection needs to know.
pub(in crate::server) struct Connection {
    pub(super) info: Arc<ConnectionInfo>,
    pub(super) settings: Settings,
    pub(super) stay: Stay,
    /// The bytes that the peer has not read, where they are counted.
    pub(super) unread: Option<Unread>,
}

/// What a connection was waited for.
#[derive(Debug, PartialEq, Eq)]
enum Event {
    /// It is closed.
    Closed,
    /// It did nothing for too long.
    Overdue,
    /// What else was waited for.
    Told,
}

impl Connection {
    /// Time for which a drain waits for a connection without a request: its first may be under way.
    const FIRST_CALL: Duration = Duration::from_millis(250);

    /// Time for which a drain waits for a peer over HTTP/2 without a request to say that it has heard the goodbye (RFC 9113, section 6.8): a request
    /// may be under way until then. A peer that is gone says nothing.
    const GOODBYE: Duration = Duration::from_secs(2);

    /// Time limit of the goodbye of a connection that is overdue.
    const SHUTDOWN_GRACE: Duration = Duration::from_secs(1);

    /// Answers the requests of a connection.
    pub(super) async fn serve<A: Application>(mut self, app: A, stream: Stream, places: Places) {
        stream.send_at_once();
        let activity = Activity::new(self.unread);
        let front = ConnectionService {
            app,
            connection: self.info.clone(),
            activity: activity.clone(),
            stall_deadline: self.settings.stall_deadline,
            most_unread: self.settings.unread_of_a_peer,
        };
        let builder = builder(&self.settings);
        let io = TokioIo::new(Watched::new(stream, activity.clone(), self.stay.clone(), places));
        let mut connection = pin!(builder.serve_connection_with_upgrades(io, Line::from(front)));

        let mut event = attend(connection.as_mut(), &activity, &self.settings, self.stay.until(Phase::Leaving)).await;
        // HTTP/2 can say at once that no more is taken (GOAWAY). Over HTTP/1.1 a request may be under way to any connection that was kept.
        if event == Event::Told && !activity.is_shared() {
            event = attend(connection.as_mut(), &activity, &self.settings, self.stay.until(Phase::Draining)).await;
        }
        if event == Event::Told && !activity.has_called() {
            event = attend(connection.as_mut(), &activity, &self.settings, sleep(Self::FIRST_CALL)).await;
        }
        if event == Event::Told {
            connection.as_mut().graceful_shutdown();
            activity.says_goodbye();
            let settings = Settings { idle_deadline: self.settings.idle_deadline.min(Self::GOODBYE), ..self.settings };
            event = attend(connection.as_mut(), &activity, &settings, self.stay.over()).await;
        }
        if event == Event::Overdue {
            connection.as_mut().graceful_shutdown();
            drop(timeout(Self::SHUTDOWN_GRACE, connection).await);
        }
    }
}

/// HTTP/1.1 and HTTP/2, told apart by the first bytes. The deadlines are `Activity`'s: hyper's own for heads would close idle connections too,
/// and does not begin before the first bytes.
fn builder(settings: &Settings) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    let bytes = u32::try_from(settings.header_bytes).unwrap_or(u32::MAX);
    builder.http1().max_buf_size(settings.header_bytes);
    // Where it is told, hyper fills two arrays of so many headers for each request.
    if settings.headers != Settings::HYPERS_HEADERS {
        builder.http1().max_headers(settings.headers);
    }
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(settings.streams).max_header_list_size(bytes);
    builder
}

/// Lets a connection work until it is closed, overdue, or something else is told. What has arrived is read before it is told anything.
async fn attend(mut connection: Pin<&mut impl Future>, activity: &Activity, settings: &Settings, told: impl Future + Send) -> Event {
    let mut alarm = Alarm::default();
    let mut waker = ConnectionWaker::new(Waker::noop());
    let working = poll_fn(move |context| {
        if connection.as_mut().poll(&mut Context::from_waker(waker.of(context.waker()))).is_ready() {
            return Poll::Ready(Event::Closed);
        }
        alarm.poll(activity.due(settings), context).map(|()| Event::Overdue)
    });
    tokio::select! {
        biased;
        event = working => event,
        _ = OnWake::new(Box::pin(told)) => Event::Told,
    }
}
