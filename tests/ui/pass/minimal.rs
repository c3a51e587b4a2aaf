//! The smallest service there is.
#[trifold::service]
pub trait Empty {}

fn main() {
    assert!(EmptySpec::METHODS.is_empty());
}
