//! serde's derive would panic.
#[trifold::model]
#[serde(rename_all = "camelCase")]
pub struct Mood {
    pub ärger: u8,
    pub joy_of_life: u8,
}

#[trifold::service(version = 1)]
pub trait Moods {
    #[post("/moods")]
    async fn feel(&self, mood: Mood) -> Mood;
}

fn main() {}
