//! Images of todos: in the database, beside the todos that they belong to.
//!
//! In: bytes that somebody says are an image. Out: the same, with the type that the bytes themselves show; anything else is refused, since
//! a browser shows what is here as part of the page's own origin.

use crate::store::{Store, TODO, missing, one, todo};
use rusqlite::{OptionalExtension, params};
use todos_api::{Todo, TodoError};

/// An image as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Image {
    /// Its media type.
    pub(crate) kind: String,
    pub(crate) bytes: Vec<u8>,
}

impl Store {
    /// Keeps an image in place of the one before.
    pub(crate) async fn attach(&self, owner: String, id: u64, bytes: Vec<u8>) -> Result<Todo, TodoError> {
        let kind = kind(&bytes).ok_or(TodoError::NotAnImage)?;
        self.run(move |transaction| {
            let sql = "INSERT OR REPLACE INTO image (todo, kind, bytes) SELECT id, ?3, ?4 FROM todo WHERE owner = ?1 AND id = ?2";
            transaction.execute(sql, params![owner, i64::try_from(id).unwrap_or(-1), kind, bytes])?;
            let sql = format!("SELECT {TODO} FROM todo WHERE owner = ?1 AND id = ?2");
            one(id, |id| transaction.query_row(&sql, params![owner, id], todo))
        })
        .await
    }

    /// The image of a todo.
    pub(crate) async fn image(&self, owner: String, id: u64) -> Result<Image, TodoError> {
        self.run(move |transaction| {
            let sql = "SELECT image.kind, image.bytes FROM image JOIN todo ON todo.id = image.todo WHERE todo.owner = ?1 AND todo.id = ?2";
            let image = |row: &rusqlite::Row<'_>| Ok(Image { kind: row.get(0)?, bytes: row.get(1)? });
            let found = transaction.query_row(sql, params![owner, i64::try_from(id).unwrap_or(-1)], image).optional()?;
            found.ok_or_else(|| missing(id))
        })
        .await
    }
}

/// What the bytes are, by how they begin: formats that hold no script.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn an_image_is_what_its_bytes_say() {
        let cases: [(&[u8], Option<&str>); 6] = [
            (b"\x89PNG\r\n\x1a\n..", Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", None),
            (b"", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(bytes), expected, "{bytes:?}");
        }
    }
}
