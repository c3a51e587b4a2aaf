//! The document of a route shows its errors, and one that is written by hand has to bring a schema too.
use serde::{Deserialize, Serialize};
use std::fmt;
use trifold::error::ErrorVariant;

#[derive(Debug, Serialize, Deserialize)]
pub struct Late;

impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too late")
    }
}

impl std::error::Error for Late {}

impl trifold::Wire for Late {
    const FINGERPRINT: [u8; 16] = [7; 16];
}

impl trifold::ApiError for Late {
    const NAME: &'static str = "Late";
    const VARIANTS: &'static [ErrorVariant] = &[ErrorVariant::new("late", 409)];

    fn variant(&self) -> usize {
        0
    }
}

#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> Result<u64, Late>;
}

fn main() {}
