//! Slugs: what names an article in a path.

/// What stands beside slugs in a path, and so can be none.
const RESERVED: [&str; 1] = ["feed"];

/// Length of the part of a slug that comes from the title.
const LENGTH: usize = 80;

/// The slugs to try for a title, the plain one first; each further one ends in something random.
///
/// # Errors
/// The system has no randomness to give.
pub(crate) fn candidates(title: &str) -> Result<Vec<String>, getrandom::Error> {
    let plain = plain(title);
    let mut candidates = Vec::from_iter((!RESERVED.contains(&plain.as_str())).then(|| plain.clone()));
    for _ in 0..3 {
        candidates.push(format!("{plain}-{:08x}", getrandom::u32()?));
    }
    Ok(candidates)
}

/// The letters and digits of a title, in lower case, with single dashes between.
fn plain(title: &str) -> String {
    let words: Vec<_> = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut slug = words.join("-").to_ascii_lowercase();
    slug.truncate(LENGTH);
    match slug.trim_end_matches('-') {
        "" => "article".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_words_between_dashes() {
        let table = [
            ("How to train your dragon", "how-to-train-your-dragon"),
            ("  C++ & Rust!  ", "c-rust"),
            ("ドラゴン", "article"),
            ("a/b", "a-b"),
        ];
        for (title, slug) in table {
            assert_eq!(plain(title), slug);
        }
        assert_eq!(plain(&format!("{} end", "x".repeat(79))), "x".repeat(79));
    }

    #[test]
    fn no_slug_is_the_name_of_a_route() {
        assert!(candidates("Feed").unwrap().iter().all(|slug| slug.starts_with("feed-")));
        assert_eq!(candidates("Feeds").unwrap().first().map(String::as_str), Some("feeds"));
    }
}
