//! The smallest service there is.
#[trifold::service]
pub trait Empty {}

struct Nothing;

impl Empty for Nothing {}

#[test]
fn compiles() {
    let _ = EmptyServer::new(Nothing).into_router();
    assert!(EmptySpec::METHODS.is_empty());
}
