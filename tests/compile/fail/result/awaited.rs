//! A caller who awaits what cannot be returned is told nothing more.
pub struct Hands;

#[trifold::service(version = 1)]
pub trait Clock {
    async fn hands(&self) -> Result<Hands, trifold::error::Never>;
}

pub async fn look(clock: ClockClient<impl trifold::Transport>) {
    drop(clock.hands().await);
}

fn main() {}
