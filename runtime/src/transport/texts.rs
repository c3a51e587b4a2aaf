//! Arguments as texts. In: the arguments of a call. Out: each as JSON, under its name; all as a JSON array.

use crate::spec::{Arguments, MethodSpec};

impl MethodSpec {
    /// Names the arguments and writes each as JSON, but for a file.
    ///
    /// # Errors
    /// In words, if one cannot be written, such as a map whose keys are no text.
    #[doc(hidden)]
    pub fn texts(&self, arguments: &dyn Arguments) -> Result<Vec<(&'static str, String)>, String> {
        let mut texts = Vec::new();
        for (param, value) in self.each(arguments).filter(|(param, _)| !param.is_file()) {
            texts.push((param.name, param.captured.write(value).map_err(|error| error.to_string())?));
        }
        Ok(texts)
    }
}

/// The JSON array of arguments.
#[doc(hidden)]
pub fn array(texts: &[(&str, String)]) -> String {
    let mut json = String::from("[");
    for (place, (_, text)) in texts.iter().enumerate() {
        json.push_str(if place > 0 { "," } else { "" });
        json.push_str(text);
    }
    json.push(']');
    json
}
