//! Passwords: argon2id, away from the threads that answer calls.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use realworld_api::ConduitError;
use std::thread::available_parallelism;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use trifold::Source;

/// Makes and checks password hashes, as many at once as there are processors: each takes 19 MiB.
#[derive(Debug)]
pub(crate) struct Passwords {
    turns: Semaphore,
    /// The hash of a password that nobody has.
    nobodys: String,
}

impl Passwords {
    pub(crate) fn new() -> Result<Self, ConduitError> {
        let turns = Semaphore::new(available_parallelism().map_or(1, usize::from));
        Ok(Self { turns, nobodys: hash("a password that nobody has")? })
    }

    /// The hash of a password, with its salt.
    pub(crate) async fn hash(&self, password: String) -> Result<String, ConduitError> {
        self.in_turn(move || hash(&password)).await
    }

    /// Whether the password is the one of this hash. Without a hash it is not, which takes as long to find out.
    pub(crate) async fn is(&self, password: String, of: Option<String>) -> Result<bool, ConduitError> {
        let is_somebodys = of.is_some();
        let hash = of.unwrap_or_else(|| self.nobodys.clone());
        let fits = self.in_turn(move || verify(&password, &hash)).await?;
        Ok(fits && is_somebodys)
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, ConduitError> + Send + 'static) -> Result<T, ConduitError> {
        let _turn = self.turns.acquire().await.map_err(failed)?;
        spawn_blocking(work).await.map_err(failed)?
    }
}

fn hash(password: &str) -> Result<String, ConduitError> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(failed)
}

fn verify(password: &str, hash: &str) -> Result<bool, ConduitError> {
    let hash = PasswordHash::new(hash).map_err(failed)?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

fn failed(error: impl std::fmt::Display) -> ConduitError {
    ConduitError::Failed(Source::new(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::new().unwrap();
        let long = "x".repeat(200);
        let hash = passwords.hash(long.clone()).await.unwrap();
        assert!(passwords.is(long, Some(hash.clone())).await.unwrap());
        assert!(!passwords.is("x".repeat(199), Some(hash)).await.unwrap());
        assert!(!passwords.is("a password that nobody has".to_owned(), None).await.unwrap());
    }
}
