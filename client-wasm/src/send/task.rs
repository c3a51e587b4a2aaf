//! Work of the page's own, which cannot cross threads. In: a future of any kind. Out: one that is `Send`.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use futures_channel::oneshot::{Receiver, channel};
use wasm_bindgen_futures::spawn_local;

/// Begins the work, and hands out its outcome. When the receiver is dropped, so is the work.
pub(super) fn begin<T: 'static>(work: impl Future<Output = T> + 'static) -> Receiver<T> {
    let (mut sender, receiver) = channel();
    spawn_local(async move {
        let mut work = pin!(work);
        let outcome = poll_fn(|context| match sender.poll_canceled(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => work.as_mut().poll(context).map(Some),
        });
        if let Some(outcome) = outcome.await {
            // Nobody may wait any more.
            drop(sender.send(outcome));
        }
    });
    receiver
}
