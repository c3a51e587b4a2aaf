//! What a tuple struct holds travels with it.
pub struct Hands;

#[trifold::model]
pub struct Face(Option<Hands>, u8);

#[trifold::service]
pub trait Clock {
    #[get("/face")]
    async fn face(&self, old: Face) -> Face;
}

fn main() {}
