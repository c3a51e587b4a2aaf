//! A client knows no associated type.
#[trifold::service]
pub trait Clock {
    type Hands;

    async fn hands(&self) -> Self::Hands;
}

fn main() {}
