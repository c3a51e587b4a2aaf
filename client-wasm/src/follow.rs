//! Goes where a method leads: the redirect among the effects of an answer, followed by the page.
//!
//! In: a redirect as the server wrote it. Out: another page in the window, of this origin; of another only where the server named it in
//! full, which it does for `Effects::redirect_external` alone. Never anything but http and https.

use trifold::transport::{REDIRECT_HEADER, Response};

use crate::Fetch;

impl Fetch {
    /// Has the page go where a method leads (`Effects::redirect` on the server), as it would after a form; also where a context leads that
    /// refuses the call. The call returns all the same, and what the page does until the other one is there is its own business. In a
    /// worker nothing is followed.
    ///
    /// Without it a redirect is for `Transport::on_effects` to hear, and else for nobody.
    #[must_use]
    pub fn follow_redirects(self) -> Self {
        Self { heard: Some(follow), ..self }
    }
}

fn follow(response: &Response) {
    if let Some(target) = response.header(REDIRECT_HEADER).filter(|target| may_follow(target)) {
        crate::send::go(target);
    }
}

/// A path of this origin, or an address that is written in full. What a browser could read as another origin, or as a script, is neither.
pub(crate) fn may_follow(target: &str) -> bool {
    let is_clean = !target.contains(|c: char| c.is_control() || c == '\\' || c == ' ');
    let is_path = target.starts_with('/') && !target.starts_with("//");
    is_clean && (is_path || target.starts_with("https://") || target.starts_with("http://"))
}

#[cfg(test)]
mod tests {
    use super::may_follow;

    #[test]
    fn a_page_goes_to_pages_only() {
        for good in ["/", "/todos/7?new#title", "https://elsewhere.example/", "http://elsewhere.example"] {
            assert!(may_follow(good), "{good}");
        }
        let bad = [
            "",
            "todos",
            "//evil.example",
            "/\\evil.example",
            "\\/evil",
            "javascript:alert(1)",
            "/\t/evil",
            " /",
            "data:text/html,x",
            "https:evil",
            "HTTPS://x y",
        ];
        for bad in bad {
            assert!(!may_follow(bad), "{bad}");
        }
    }
}
