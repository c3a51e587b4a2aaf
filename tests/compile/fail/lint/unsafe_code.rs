//! The expansion has no unsafe code, so what is forbidden is the user's own.
#![forbid(unsafe_code)]

#[trifold::service]
pub trait Clock {
    #[get("/now")]
    async fn now(&self) -> u64;
}

struct Wall;

impl Clock for Wall {
    async fn now(&self) -> u64 {
        unsafe { std::hint::unreachable_unchecked() }
    }
}

fn main() {
    let _ = ClockServer::new(Wall);
}
