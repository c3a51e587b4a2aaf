//! What is left of a file's name once it can do no harm.

/// The most bytes that a name may have: what common file systems take.
const LONGEST: usize = 255;

/// Names that are devices on Windows, whatever follows the first dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The last step of a path as a plain name: no separators, no control characters, nothing that Windows reads otherwise, no dot in
/// front. Nothing, where nothing is left.
pub(crate) fn sanitized(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).map(|c| if r#"<>:"|?*"#.contains(c) { '_' } else { c }).collect();
    match cut(plain.trim_start_matches(is_edge)) {
        "" => None,
        device if is_device(device) => Some(cut(&format!("_{device}")).to_owned()),
        plain => Some(plain.to_owned()),
    }
}

/// As much as a name may have, without an edge at its end.
fn cut(name: &str) -> &str {
    name[..name.floor_char_boundary(LONGEST)].trim_end_matches(is_edge)
}

/// What Windows takes away from the end of a name, and what hides a file at its beginning.
fn is_edge(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    DEVICES.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::{is_device, is_edge, sanitized};

    #[test]
    fn a_name_is_never_a_path() {
        let cases = [
            ("cat.png", Some("cat.png")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\me\\cat.png", Some("cat.png")),
            ("C:cat.png", Some("C_cat.png")),
            ("..", None),
            ("a/", None),
            ("", None),
            (".htaccess", Some("htaccess")),
            ("cat.png. . ", Some("cat.png")),
            ("x\0y\r\n.png", Some("xy.png")),
            ("NUL.txt", Some("_NUL.txt")),
            ("com1", Some("_com1")),
            ("Menü 7.pdf", Some("Menü 7.pdf")),
        ];
        for (name, expected) in cases {
            assert_eq!(sanitized(name).as_deref(), expected, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let cut = sanitized(&"ä".repeat(300)).unwrap();
        assert_eq!(cut.len(), 254);
        for filler in ["a", "ä", ".", " ", "🦀", "a."] {
            for stem in ["", "con.", "con", "LPT1.", "_con."] {
                for length in 240..260 {
                    let name = format!("{stem}{}x", filler.repeat(length));
                    let name = sanitized(&name).unwrap();
                    assert!(name.len() <= 255 && !name.ends_with(is_edge) && !is_device(&name), "{name}");
                }
            }
        }
    }
}
