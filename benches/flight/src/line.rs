//! A line on which bytes take a tenth of a second each way.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

const DELAY: Duration = Duration::from_millis(100);

/// The address of the far end of a line to this one.
pub async fn delayed(to: SocketAddr) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await
            && let Ok(far) = TcpStream::connect(to).await
        {
            let ((read_near, write_near), (read_far, write_far)) = (near.into_split(), far.into_split());
            tokio::spawn(carry(read_near, write_far));
            tokio::spawn(carry(read_far, write_near));
        }
    });
    Ok(address)
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
    let (sender, mut pieces) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    tokio::spawn(async move {
        while let Some((due, piece)) = pieces.recv().await {
            sleep_until(due).await;
            if to.write_all(&piece).await.is_err() {
                break;
            }
        }
    });
    let mut buffer = vec![0; 65536];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        if sender.send((Instant::now() + DELAY, buffer[..count].to_vec())).is_err() {
            break;
        }
    }
}
