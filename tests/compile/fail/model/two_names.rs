//! The client writes `symbol`, and the server reads `ticker`.
#[trifold::model]
pub struct Order {
    #[serde(rename(serialize = "symbol", deserialize = "ticker"))]
    pub instrument: String,
}

#[trifold::service(version = 1)]
pub trait Orders {
    #[post("/orders")]
    async fn order(&self, order: Order) -> Order;
}

fn main() {}
