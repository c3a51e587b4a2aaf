//! The rule `range`: garde compares, and this says what the value must be.

pub use garde::rules::range::Bounds;
use garde::rules::range::OutOfBounds;

/// Looks whether a value is within its bounds, both included.
///
/// # Errors
/// It is not.
pub fn apply<T: Bounds>(value: &T, (min, max): (Option<T::Size>, Option<T::Size>)) -> Result<(), String> {
    let (min, max) = (min.unwrap_or(T::MIN), max.unwrap_or(T::MAX));
    value.validate_bounds(min, max).map_err(|end| words(&end, &min.to_string(), &max.to_string()))
}

#[cold]
fn words(end: &OutOfBounds, min: &str, max: &str) -> String {
    match end {
        _ if min == max => format!("must be {min}"),
        OutOfBounds::Lower => format!("must be at least {min}"),
        OutOfBounds::Upper => format!("must be at most {max}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_in_plain_words() {
        assert_eq!(apply(&0, (Some(1), None)), Err("must be at least 1".to_owned()));
        assert_eq!(apply(&Some(1.5), (None, Some(1.25))), Err("must be at most 1.25".to_owned()));
        for other in [6, 8] {
            assert_eq!(apply(&other, (Some(7), Some(7))), Err("must be 7".to_owned()));
        }
        assert_eq!((apply(&7, (Some(7), Some(7))), apply(&None::<u8>, (Some(1), None))), (Ok(()), Ok(())));
    }
}
