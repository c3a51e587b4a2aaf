//! Closing of a listener without a connection that is lost.
//!
//! The system accepts connections before the server does, and resets those that wait when the listener closes; a proxy may have sent a request on
//! one. So first no new ones are taken, as if they were lost on their way: whoever connects tries again a second later, and is refused then.
//! Those that are under way arrive, and what has arrived is taken. Then nothing waits.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// Time limit of a connection that is under way to arrive.
const ARRIVAL: Duration = Duration::from_millis(20);

/// Takes no new connections, where the system can be told so, and waits for those that are under way.
pub(super) async fn shut(listener: &TcpListener) {
    match refuse_new(listener) {
        Ok(()) => tokio::time::sleep(ARRIVAL).await,
        Err(error) => tracing::debug!(%error, "the system cannot be told to take no new connections"),
    }
}

/// The connections that wait, whether the runtime has heard of them or not.
pub(super) fn waiting(listener: TcpListener) -> impl Iterator<Item = (TcpStream, SocketAddr)> {
    let listener = listener.into_std().ok();
    std::iter::from_fn(move || {
        loop {
            match listener.as_ref()?.accept() {
                Ok((stream, peer)) if stream.set_nonblocking(true).is_ok() => return Some((TcpStream::from_std(stream).ok()?, peer)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return None,
                Ok(_) => {}
                Err(error) if is_the_peers(&error) => {}
                Err(_) => return None,
            }
        }
    })
}

/// A filter in front of the listener (classic BPF): of a segment it loads the flags, and drops one that has SYN and not ACK.
#[cfg(target_os = "linux")]
fn refuse_new(listener: &TcpListener) -> io::Result<()> {
    use socket2::{SockFilter, SockRef};
    const LOAD_BYTE: u16 = 0x30;
    const AND: u16 = 0x54;
    const JUMP_IF_EQUAL: u16 = 0x15;
    const RETURN: u16 = 0x06;
    const FLAGS: u32 = 13;
    let [syn, ack] = [0x02, 0x10];
    SockRef::from(listener).attach_filter(&[
        SockFilter::new(LOAD_BYTE, 0, 0, FLAGS),
        SockFilter::new(AND, 0, 0, syn | ack),
        SockFilter::new(JUMP_IF_EQUAL, 0, 1, syn),
        SockFilter::new(RETURN, 0, 0, 0),
        SockFilter::new(RETURN, 0, 0, u32::MAX),
    ])
}

#[cfg(not(target_os = "linux"))]
fn refuse_new(_: &TcpListener) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns true for a failure of one connection alone, whose peer is gone.
pub(super) fn is_the_peers(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}
