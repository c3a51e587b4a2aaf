//! A stand-in for a type within its own definition.

use super::{Shape, Wire};
use serde::{Deserialize, Serialize};

/// What a recursive type looks like from within: 0 is the type itself, the others are those of its circle, as it names them.
///
/// No value of it is ever made. It has the traits that a generic type may ask of what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Recursive<const PLACE: usize>;

impl<const PLACE: usize> Wire for Recursive<PLACE> {
    const SHAPE: Shape = Shape::itself(PLACE);
}
