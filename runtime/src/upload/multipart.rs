//! A call with a file: its arguments as the parts of a `multipart/form-data` body (RFC 7578).
//!
//! In: arguments, one of them an `Upload`. Out: the body and its content type. The file is the last part, since a server reads it while
//! the method runs; every other argument is a part in JSON, so that nothing is lost on the way.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A file to send, and the name of the argument that it is.
pub(super) struct File<'a> {
    pub(super) argument: &'a str,
    pub(super) name: &'a str,
    pub(super) content_type: &'a str,
    pub(super) bytes: &'a [u8],
}

#[derive(Debug)]
struct Part {
    headers: String,
    content: Vec<u8>,
}

/// The content type and the bytes of a body: arguments in JSON by their names, and the file, if there is one.
pub(super) fn body(json: &[(&str, String)], file: Option<File<'_>>) -> (String, Vec<u8>) {
    let parts: Vec<_> = json.iter().map(|(name, json)| Part::json(name, json.as_bytes().to_vec())).chain(file.map(Part::file)).collect();
    let boundary = boundary(&parts);
    let mut body = Vec::with_capacity(parts.iter().map(|part| part.headers.len() + part.content.len() + 64).sum::<usize>() + 64);
    for Part { headers, content } in parts {
        body.extend_from_slice(format!("--{boundary}\r\n{headers}\r\n").as_bytes());
        body.extend_from_slice(&content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

impl Part {
    fn json(name: &str, content: Vec<u8>) -> Self {
        let headers = format!("content-disposition: form-data; name=\"{}\"\r\ncontent-type: application/json\r\n", escaped(name));
        Self { headers, content }
    }

    fn file(File { argument, name, content_type, bytes }: File<'_>) -> Self {
        let (argument, name) = (escaped(argument), escaped(name));
        let kind: String = content_type.chars().filter(|c| !c.is_control()).collect();
        let headers = format!("content-disposition: form-data; name=\"{argument}\"; filename=\"{name}\"\r\ncontent-type: {kind}\r\n");
        Self { headers, content: bytes.to_vec() }
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

    #[test]
    fn the_file_comes_last() {
        let json = [("id", "7".to_owned())];
        let file = File { argument: "image", name: "a\"b.png", content_type: "image/png", bytes: b"PNG" };
        let (content_type, body) = body(&json, Some(file));
        let boundary = content_type.split_once("boundary=").unwrap().1;
        let expected = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"id\"\r\ncontent-type: application/json\r\n\r\n7\r\n\
             --{boundary}\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a%22b.png\"\r\ncontent-type: image/png\r\n\r\nPNG\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(String::from_utf8(body).unwrap(), expected);
    }
}
