//! Passwords: argon2id, away from the threads that answer calls.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use trifold::Source;

/// Makes and checks hashes of passwords, two at a time: each takes 19 MiB.
#[derive(Debug)]
pub(crate) struct Passwords(Semaphore);

impl Default for Passwords {
    fn default() -> Self {
        Self(Semaphore::new(2))
    }
}

impl Passwords {
    /// The hash of a password, with its salt.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Source> {
        let _turn = self.0.acquire().await?;
        let hash = spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())).await?;
        hash.map_err(|error| Source::new(error.to_string()))
    }

    /// Whether the password is the one of this hash.
    pub(crate) async fn is(&self, password: String, hash: String) -> Result<bool, Source> {
        let _turn = self.0.acquire().await?;
        let fits = spawn_blocking(move || {
            PasswordHash::new(&hash).map(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        });
        fits.await?.map_err(|error| Source::new(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::Passwords;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse".to_owned()).await.unwrap();
        assert!(passwords.is("correct horse".to_owned(), hash.clone()).await.unwrap());
        assert!(!passwords.is("correct mare".to_owned(), hash).await.unwrap());
    }
}
