//! The body of an answer while it comes.

use futures_core::Stream;
use http_body::Body;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::failed::failed;
use crate::transport::TransportError;

/// The pieces of a body.
pub(super) struct Incoming(pub(super) reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Vec<u8>, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let frame = ready!(Pin::new(&mut self.0).poll_frame(context));
        Poll::Ready(frame.map(|frame| {
            frame.map(|frame| frame.into_data().map(Into::into).unwrap_or_default()).map_err(|error| failed(error, TransportError::Broken))
        }))
    }
}
