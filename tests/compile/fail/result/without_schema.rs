//! What a route answers is in its document.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Hands {
    pub hour: u8,
}

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Late {
    #[error("too late")]
    #[status(409)]
    TooLate,
}

#[trifold::service]
pub trait Clock {
    #[get("/hands")]
    async fn hands(&self) -> Result<Vec<Hands>, Late>;
}

fn main() {}
