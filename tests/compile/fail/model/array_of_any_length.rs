//! serde has no implementation for it, and would say so five times.
#[trifold::model]
pub struct Grid<const N: usize> {
    pub cells: [u8; N],
}

fn main() {}
