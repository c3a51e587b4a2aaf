//! A set needs values that can be told apart; that is found out beside fields of other types too.
#[trifold::model]
pub struct Face {
    marks: std::collections::HashSet<f64>,
    wound: std::time::Duration,
}

fn main() {}
