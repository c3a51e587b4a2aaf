//! HTTPS without a proxy: a listener that ends TLS by rustls.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::{Accept, TlsAcceptor, server::TlsStream};
use trifold::server::{Listener, Server};
use trifold::service;

/// Greetings.
#[service(version = 1)]
pub trait Greetings {
    /// Says hello.
    #[get("/hello")]
    async fn hello(&self) -> String;
}

/// The application.
pub struct App;

impl Greetings for App {
    async fn hello(&self) -> String {
        "hello".to_owned()
    }
}

/// A listener, and what ends TLS on its connections.
pub struct Tls(TcpListener, TlsAcceptor);

impl Tls {
    /// With the certificate, the ones that it leads to, and its key.
    ///
    /// # Errors
    /// If the key is none of the certificate.
    pub fn new(tcp: TcpListener, chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<Self, rustls::Error> {
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions()?;
        let mut config = config.with_no_client_auth().with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(tcp, TlsAcceptor::from(Arc::new(config))))
    }
}

impl Listener for Tls {
    type Stream = Connection;

    async fn accept(&self) -> io::Result<(Connection, SocketAddr)> {
        let (stream, peer) = self.0.accept().await?;
        stream.set_nodelay(true)?;
        Ok((Connection::Begun(Box::new(self.1.accept(stream))), peer))
    }
}

/// A connection, whose handshake is made when it is first read, so that no slow peer holds up the listener.
pub enum Connection {
    /// The handshake is not over.
    Begun(Box<Accept<TcpStream>>),
    /// It is open.
    Open(Box<TlsStream<TcpStream>>),
    /// The handshake failed.
    Failed,
}

impl Connection {
    fn open(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Pin<&mut TlsStream<TcpStream>>>> {
        if let Self::Begun(accept) = self {
            match ready!(Pin::new(accept).poll(context)) {
                Ok(stream) => *self = Self::Open(Box::new(stream)),
                Err(error) => {
                    *self = Self::Failed;
                    return Poll::Ready(Err(error));
                }
            }
        }
        Poll::Ready(if let Self::Open(stream) = self { Ok(Pin::new(stream)) } else { Err(io::ErrorKind::NotConnected.into()) })
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        ready!(self.open(context))?.poll_read(context, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.open(context))?.poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.open(context))?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.open(context))?.poll_shutdown(context)
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let chain = CertificateDer::pem_file_iter("cert.pem")?.collect::<Result<_, _>>()?;
    let listener = Tls::new(TcpListener::bind("127.0.0.1:3443").await?, chain, PrivateKeyDer::from_pem_file("key.pem")?)?;
    Ok(Server::new().add_service(GreetingsServer::new(App)).serve(listener).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncWriteExt;
    use trifold::client::Http;

    #[tokio::test]
    async fn a_client_that_knows_the_certificate_is_answered() {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = tcp.local_addr().unwrap();
        let listener = Tls::new(tcp, vec![made.cert.der().clone()], key).unwrap();
        tokio::spawn(Server::new().add_service(GreetingsServer::new(App)).serve(listener).into_future());
        // Who says nothing, and who speaks no TLS, hold up nobody.
        let _silent = TcpStream::connect(address).await.unwrap();
        TcpStream::connect(address).await.unwrap().write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let known = reqwest::Certificate::from_der(made.cert.der()).unwrap();
        let client = reqwest::Client::builder().tls_certs_only([known]).build().unwrap();
        let hello =
            GreetingsRestClient::with_transport(Http::from_client(client, &format!("https://localhost:{}", address.port())).unwrap());
        assert_eq!(hello.hello().await.unwrap(), "hello");
        let stranger = Http::new(&format!("https://localhost:{}", address.port())).unwrap();
        assert!(GreetingsRestClient::with_transport(stranger).hello().await.is_err());
    }
}
