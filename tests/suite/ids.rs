//! Ids and fingerprints, bit by bit, as docs/PROTOCOL.md lays them out: computed here once more, from that page, and pinned.
//!
//! Whoever changes the layout makes every bundle that is open in a browser stale at the next release, and sees it here first.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use trifold::wire::Shape;
use trifold::{ApiError, MethodSpec, Wire, model, service};

#[model]
struct Note {
    title: String,
    #[serde(default)]
    tags: Vec<String>,
    due: Option<u64>,
}

#[derive(Debug, thiserror::Error, ApiError)]
enum NoteError {
    #[error("no note {id}")]
    #[status(404)]
    NotFound { id: u64 },
    #[error("full")]
    #[status(409)]
    Full,
}

#[service(name = "known.notes")]
trait Notes {
    async fn add(&self, note: Note, is_pinned: bool) -> Result<u64, NoteError>;

    async fn clear(&self);
}

/// Shapes as the page writes them: the wire hash, then the strict one.
mod layout {
    const FIRST: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
    const SECOND: u128 = 0x6A09_E667_F3BC_C908_B2FB_1366_EA95_7D3F;

    fn mix(state: u128, word: u128) -> u128 {
        let one = (state ^ word).wrapping_mul(FIRST);
        let two = (one ^ one >> 67).wrapping_mul(SECOND);
        two ^ two >> 59 ^ state.rotate_left(29)
    }

    /// The text in words of eight bytes, little endian, after its length; then what is left of it, big endian.
    fn hash(text: &str) -> u128 {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let state = words.iter().fold(text.len() as u128, |state, word| mix(state, u64::from_le_bytes(*word).into()));
        mix(state, rest.iter().fold(0, |last, byte| last * 256 + u128::from(*byte)))
    }

    fn list(kind: u128, items: &[u128]) -> u128 {
        items.iter().fold(kind, |state, item| mix(state, *item))
    }

    fn sum(kind: u128, parts: &[u128]) -> u128 {
        parts.iter().fold(kind, |sum, part| sum.wrapping_add(*part))
    }

    fn named(name: &str) -> u128 {
        list(0x11, &[hash(name)])
    }

    fn note() -> [u128; 2] {
        let title = mix(hash("title"), named("string"));
        let tags = mix(hash("tags"), list(0x88, &[named("string")]));
        let due = mix(hash("due"), list(0x77, &[named("u64")]));
        [sum(0x22, &[title]), sum(0x22, &[mix(title, 0), mix(tags, 1), mix(due, 1)])]
    }

    fn note_error() -> [u128; 2] {
        let id = mix(hash("id"), named("u64"));
        let tagging = list(0x55, &[list(2, &[hash("code")])]);
        let of = |not_found| sum(tagging, &[mix(list(0xCC, &[hash("not_found")]), not_found), mix(list(0xCC, &[hash("full")]), 0x22)]);
        [of(sum(0x22, &[id])), of(sum(0x22, &[mix(id, 0)]))]
    }

    fn method(names: &[&str], arguments: &[u128], value: u128, error: u128) -> [u8; 16] {
        let names: Vec<_> = names.iter().map(|name| hash(name)).collect();
        list(0x33, &[list(0, &names), list(0x33, arguments), value, error]).to_le_bytes()
    }

    /// Both fingerprints of `add`.
    pub(super) fn add() -> [[u8; 16]; 2] {
        [0, 1].map(|which| method(&["note", "is_pinned"], &[note()[which], named("bool")], named("u64"), note_error()[which]))
    }

    /// Both fingerprints of `clear`, in which nothing is optional.
    pub(super) fn clear() -> [[u8; 16]; 2] {
        [method(&[], &[], 0x44, named("never")); 2]
    }
}

fn text(text: &str) -> Vec<u8> {
    [&u32::try_from(text.len()).unwrap_or_default().to_be_bytes(), text.as_bytes()].concat()
}

fn id(key: &str, method: &str, fingerprint: [u8; 16]) -> String {
    let mut start = [text(key), text("trifold-tests"), text("known.notes")].concat();
    start.resize(start.len().next_multiple_of(64), 0);
    URL_SAFE_NO_PAD.encode(&Sha256::digest([start, text(method), fingerprint.to_vec()].concat())[..16])
}

fn of(method: MethodSpec) -> (String, [[u8; 16]; 2]) {
    let id = method.action.map_or(String::new(), |id| id.tag().as_str().to_owned());
    let strict = URL_SAFE_NO_PAD.decode(method.strict.as_str()).unwrap_or_default();
    (id, [method.fingerprint, strict.try_into().unwrap_or_default()])
}

#[test]
fn they_are_laid_out_as_the_page_says() {
    let key = option_env!("TRIFOLD_KEY").unwrap_or_default();
    assert_eq!(of(NotesSpec::ADD.spec()), (id(key, "add", layout::add()[0]), layout::add()));
    assert_eq!(of(NotesSpec::CLEAR.spec()), (id(key, "clear", layout::clear()[0]), layout::clear()));
}

/// The same methods under this key.
fn keyed(key: Option<&'static str>) -> [MethodSpec; 2] {
    let seed = NotesSpec::SERVICE.seed(key);
    let add = seed.method("add", "").takes(NotesSpec::ADD.params).gives(u64::SHAPE).fails(NoteError::SHAPE);
    [add, seed.method("clear", "").gives(<()>::SHAPE).fails(Shape::named("never"))]
}

#[test]
fn a_project_key_goes_in_front() {
    for key in ["", "a", "the key of a project", "a key that is longer than what one block of the hash has room for, and so takes a second"]
    {
        let ours = keyed(Some(key)).map(of);
        assert_eq!(ours, [("add", layout::add()), ("clear", layout::clear())].map(|(name, both)| (id(key, name, both[0]), both)), "{key}");
    }
    assert_eq!(keyed(None).map(of), keyed(Some("")).map(of));
    assert_eq!((keyed(None).map(|method| method.keyed), keyed(Some("a")).map(|method| method.keyed)), ([false; 2], [true; 2]));
}

/// Another value here is another wire format.
#[test]
fn they_are_what_they_have_been() {
    let ids = |key| keyed(key).map(|method| of(method).0);
    assert_eq!(ids(None), ["96VY0pqQP75gehQ5cHfwCg", "WgCr3n2KD3Qm7pm8itulRQ"]);
    assert_eq!(ids(Some("the key of a project")), ["Kng8TL51vjSiEjajdeK7Og", "TtX6nQN4BMl4jY4Qzcuhbw"]);
    assert_eq!(keyed(None).map(|method| method.strict.as_str().to_owned()), ["Xeb5c2UgvkjcbCcpfJPrLA", "reNrrCnWZ0DUmvYkrYGqlw"]);
}
