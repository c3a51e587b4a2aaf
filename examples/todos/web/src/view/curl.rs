//! What the page did, and how a script would do it.
//!
//! In: a method of the API and what it was called with. Out: a line for a POSIX shell. The token is the caller's to give.

use todos_api::TodosSpec;
use trifold::{MethodSpec, Verb};

/// Something that the page did: one method, and the route that does the same or shows what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What was called.
    pub method: &'static MethodSpec,
    /// What a script calls.
    route: &'static MethodSpec,
    /// The todo in the route's path.
    id: Option<u64>,
    /// The title in the route's body.
    title: Option<String>,
    /// Whether the route's body is a file.
    file: bool,
}

impl Deed {
    /// The page listed todos.
    pub fn list() -> Self {
        Self { method: TodosSpec::LIST, route: TodosSpec::LIST, id: None, title: None, file: false }
    }

    /// The page added a todo.
    pub fn create(title: &str) -> Self {
        Self { method: TodosSpec::CREATE, route: TodosSpec::CREATE, id: None, title: Some(title.to_owned()), file: false }
    }

    /// The page saved the edit field of a todo.
    pub fn edit(id: u64) -> Self {
        Self { method: TodosSpec::EDIT, ..Self::toggle(id) }
    }

    /// The page removed a todo.
    pub fn delete(id: u64) -> Self {
        Self { method: TodosSpec::DELETE, route: TodosSpec::DELETE, id: Some(id), title: None, file: false }
    }

    /// The page attached an image.
    pub fn attach(id: u64) -> Self {
        Self { method: TodosSpec::ATTACH, route: TodosSpec::ATTACH, id: Some(id), title: None, file: true }
    }

    /// The page marked one todo.
    pub fn toggle(id: u64) -> Self {
        Self { method: TodosSpec::TOGGLE, route: TodosSpec::FIND, id: Some(id), title: None, file: false }
    }

    /// The page marked every todo.
    pub fn toggle_all() -> Self {
        Self { method: TodosSpec::TOGGLE_ALL, ..Self::list() }
    }

    /// The page removed what was done.
    pub fn clear_completed() -> Self {
        Self { method: TodosSpec::CLEAR_COMPLETED, ..Self::list() }
    }

    /// Whether a script can do it too. Otherwise the method is an action only, and a script sees what came of it.
    pub fn has_route(&self) -> bool {
        self.method.route.is_some()
    }

    /// The verb and the path that a script calls.
    pub fn target(&self) -> (Verb, String) {
        let template = self.route.path().unwrap_or_default();
        let path = self.id.map_or_else(|| template.clone(), |id| template.replace("{id}", &id.to_string()));
        (self.route.verb().unwrap_or(Verb::Get), path)
    }
}

/// The line that does over REST what the page did by its action.
pub fn curl(origin: &str, token: &str, deed: &Deed) -> String {
    let (verb, path) = deed.target();
    let verb = if verb == Verb::Get { String::new() } else { format!(" -X {verb}") };
    let mut line = format!("curl{verb} {} -H {}", quoted(&format!("{origin}{path}")), quoted(&format!("Authorization: Bearer {token}")));
    if let Some(title) = &deed.title {
        let title = serde_json::Value::from(title.as_str());
        line += &format!(" -H 'content-type: application/json' -d {}", quoted(&format!("{{\"title\":{title}}}")));
    }
    if deed.file {
        line += " -H 'content-type: image/png' --data-binary @image.png";
    }
    line
}

/// One word for a POSIX shell, whatever is in it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/:.-_".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_word_to_the_shell() {
        let line = curl("http://127.0.0.1:3000", "t", &Deed::create(r#"it's "it" $HOME"#));
        assert!(line.ends_with(r#"-d '{"title":"it'\''s \"it\" $HOME"}'"#), "{line}");
    }

    #[test]
    fn a_route_names_its_todo() {
        let line = curl("http://127.0.0.1:3000", "t", &Deed::delete(7));
        assert_eq!(line, "curl -X DELETE http://127.0.0.1:3000/api/v2/todos/7 -H 'Authorization: Bearer t'");
    }

    #[test]
    fn an_action_without_a_route_shows_what_came_of_it() {
        let deed = Deed::toggle(7);
        assert!(!deed.has_route());
        assert_eq!(deed.target(), (Verb::Get, "/api/v2/todos/7".to_owned()));
    }
}
