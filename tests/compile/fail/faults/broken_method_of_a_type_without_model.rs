//! Two mistakes in one method are two errors, each at its own place.
pub struct Face;

#[trifold::service(version = 1)]
pub trait Clock {
    #[get("/faces/{face}")]
    async fn find(&self, id: u64) -> Face;
}

fn main() {}
