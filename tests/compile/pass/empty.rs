//! The smallest service there is, and the smallest error.
#[trifold::service]
pub trait Empty {}

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Impossible {}

struct Nothing;

impl Empty for Nothing {}

#[test]
fn compiles() {
    let _ = EmptyServer::new(Nothing).into_router();
    assert!(EmptySpec::METHODS.is_empty());
    assert!(<Impossible as trifold::ApiError>::VARIANTS.is_empty());
}
