//! An error has statuses, which a model has not.
#[trifold::model]
#[derive(Debug, thiserror::Error)]
#[error("too late")]
pub struct Late {
    pub by: u8,
}

#[trifold::service]
pub trait Clock {
    async fn now(&self) -> Result<u64, Late>;
}

fn main() {}
