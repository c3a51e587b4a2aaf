//! A keyword is a name like any other, and travels without its `r#`.
#[trifold::model]
pub struct Point {
    pub r#type: u8,
}

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Lost {
    #[error("lost {}", r#where)]
    #[status(404)]
    Lost { r#where: String },
}

#[trifold::service]
pub trait r#Match {
    #[get("/types/{type}")]
    async fn r#match(&self, r#type: u8, r#in: Option<u8>) -> Result<Point, Lost>;

    async fn r#move(&self, r#fn: Point) -> Point;
}

struct Board;

impl Match for Board {
    async fn r#match(&self, r#type: u8, _: Option<u8>) -> Result<Point, Lost> {
        if r#type == 0 { Err(Lost::Lost { r#where: "here".to_owned() }) } else { Ok(Point { r#type }) }
    }

    async fn r#move(&self, r#fn: Point) -> Point {
        r#fn
    }
}

async fn call<T: trifold::Transport>(game: MatchClient<T>) {
    let _ = game.r#match(1, None).await;
    let _ = game.r#move(Point { r#type: 1 }).await;
}

#[test]
fn compiles() {
    let router = MatchServer::new(Board).into_router();
    drop(call(MatchClient::new(trifold::server::InProcess::new(router))));
    assert_eq!((MatchSpec::MATCH.name, MatchSpec::MATCH.service.name), ("match", "Match"));
}
