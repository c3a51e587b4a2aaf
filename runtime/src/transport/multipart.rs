//! A call with a file: its arguments as the parts of a `multipart/form-data` body (RFC 7578).
//!
//! In: arguments, one of them an `Upload`. Out: the body and its content type. The file is the last part, since a server reads it while
//! the method runs; every other argument is a part in JSON, so that nothing is lost on the way.

use crate::spec::Param;
use crate::upload::Upload;
use std::any::Any;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A body that is put together part by part.
#[derive(Debug, Default)]
pub(super) struct Multipart {
    parts: Vec<Part>,
    file: Option<Part>,
    failure: Option<String>,
}

#[derive(Debug)]
struct Part {
    headers: String,
    content: Vec<u8>,
}

/// A body to send.
#[derive(Debug)]
pub(super) struct Written {
    /// `multipart/form-data`, with the boundary.
    pub(super) content_type: String,
    pub(super) body: Vec<u8>,
}

impl Multipart {
    /// Adds an argument.
    pub(super) fn add(&mut self, param: &Param, value: &dyn Any) {
        if param.is_file() {
            self.file = Upload::in_argument(value).map(|upload| Part::file(param.name, upload));
            return;
        }
        match param.captured.write(value) {
            Ok(json) => self.parts.push(Part::json(param.name, json.into_bytes())),
            Err(error) => drop(self.failure.get_or_insert(error.to_string())),
        }
    }

    /// The body.
    ///
    /// # Errors
    /// In words, if an argument cannot be written.
    pub(super) fn finish(self) -> Result<Written, String> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let parts: Vec<_> = self.parts.into_iter().chain(self.file).collect();
        let boundary = boundary(&parts);
        let mut body = Vec::with_capacity(parts.iter().map(|part| part.headers.len() + part.content.len() + 64).sum::<usize>() + 64);
        for Part { headers, content } in parts {
            body.extend_from_slice(format!("--{boundary}\r\n{headers}\r\n").as_bytes());
            body.extend_from_slice(&content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok(Written { content_type: format!("multipart/form-data; boundary={boundary}"), body })
    }
}

impl Part {
    fn json(name: &str, content: Vec<u8>) -> Self {
        let headers = format!("content-disposition: form-data; name=\"{}\"\r\ncontent-type: application/json\r\n", escaped(name));
        Self { headers, content }
    }

    fn file(name: &str, upload: &Upload) -> Self {
        let (name, file_name) = (escaped(name), escaped(upload.file_name().unwrap_or("file")));
        let kind: String = upload.content_type().chars().filter(|c| !c.is_control()).collect();
        let headers = format!("content-disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\ncontent-type: {kind}\r\n");
        Self { headers, content: upload.to_send().to_vec() }
    }
}

/// As browsers escape names (HTML, "multipart/form-data encoding algorithm").
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A hash of the contents: they cannot hold it but by design, since it changes with them.
fn boundary(parts: &[Part]) -> String {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        parts.iter().for_each(|part| part.content.hash(&mut hasher));
        hasher.finish()
    };
    format!("trifold-{:016x}{:016x}", hash(0), hash(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::In;

    #[test]
    fn the_file_comes_last() {
        let mut body = Multipart::default();
        body.add(&In::<Upload>::SHAPE.or("").sent().action("image"), &Upload::new("a\"b.png", "image/png", *b"PNG"));
        body.add(&In::<u64>::SHAPE.or("").sent().action("id"), &7_u64);
        let Written { content_type, body } = body.finish().unwrap();
        let boundary = content_type.split_once("boundary=").unwrap().1;
        let expected = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"id\"\r\ncontent-type: application/json\r\n\r\n7\r\n\
             --{boundary}\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a_b.png\"\r\ncontent-type: image/png\r\n\r\nPNG\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(String::from_utf8(body).unwrap(), expected);
    }
}
