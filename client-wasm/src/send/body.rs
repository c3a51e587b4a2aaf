//! The body of an answer, piece by piece, so that a long one is given up before it fills the memory.

use js_sys::Uint8Array;
use trifold::TransportError;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::error::{broken, cut};

#[wasm_bindgen]
extern "C" {
    /// An answer of a reader.
    type Piece;

    #[wasm_bindgen(method, getter)]
    fn value(this: &Piece) -> Option<Uint8Array>;

    /// Copies bytes to a place of the same length. js-sys looks at the lengths once more, and says in words if they differ.
    #[wasm_bindgen(js_namespace = ["Uint8Array", "prototype", "set"], js_name = call)]
    fn copy_to(place: &mut [u8], bytes: &Uint8Array);
}

/// All bytes of the body, or an error when there are more than `limit`.
pub(super) async fn read(response: &Response, limit: usize) -> Result<Vec<u8>, TransportError> {
    let mut bytes = Vec::new();
    let Some(reader) = reader(response)? else {
        return Ok(bytes);
    };
    while let Some(piece) = next(&reader).await? {
        let start = bytes.len();
        if piece.length() as usize > limit - start {
            return Err(broken("the answer is longer than the limit"));
        }
        bytes.resize(start + piece.length() as usize, 0);
        copy_to(bytes.get_mut(start..).unwrap_or_default(), &piece);
    }
    Ok(bytes)
}

/// Reader of the body, if there is one.
pub(super) fn reader(response: &Response) -> Result<Option<ReadableStreamDefaultReader>, TransportError> {
    let reader = |stream| ReadableStreamDefaultReader::new(&stream).map_err(|reason| cut(&reason));
    response.body().map(reader).transpose()
}

/// The next piece, or none at the end.
pub(super) async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, TransportError> {
    let result = JsFuture::from(reader.read()).await.map_err(|reason| cut(&reason))?;
    Ok(result.unchecked_into::<Piece>().value())
}
