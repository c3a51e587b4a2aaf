//! Action ids: unguessable with a key, equal on both sides of a call, different when a value could be misread.

use super::service::ServiceSpec;
use super::sha256::Sha256;

/// 128 bits in base64url without padding (RFC 4648, section 5): 22 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag([u8; Tag::LEN]);

/// The alphabet of base64url.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Tag {
    /// The number of characters.
    pub const LEN: usize = 22;

    /// Encodes 128 bits.
    pub const fn new(bytes: [u8; 16]) -> Self {
        let mut text = [0; Self::LEN];
        let mut i = 0;
        // Three bytes are four characters. The last byte is two: the second of them carries two bits and four zeros.
        while i < 15 {
            let (one, two, three) = (bytes[i], bytes[i + 1], bytes[i + 2]);
            let at = i / 3 * 4;
            text[at] = ALPHABET[(one >> 2) as usize];
            text[at + 1] = ALPHABET[((one << 4 | two >> 4) & 63) as usize];
            text[at + 2] = ALPHABET[((two << 2 | three >> 6) & 63) as usize];
            text[at + 3] = ALPHABET[(three & 63) as usize];
            i += 3;
        }
        text[20] = ALPHABET[(bytes[15] >> 2) as usize];
        text[21] = ALPHABET[((bytes[15] << 4) & 63) as usize];
        Self(text)
    }

    /// Reads the 22 characters of a tag. The last carries two bits only, so that a tag has one form.
    pub fn parse(text: &str) -> Option<Self> {
        let characters: [u8; Self::LEN] = text.as_bytes().try_into().ok()?;
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let ends_well = b"AQgw".contains(&characters[Self::LEN - 1]);
        (ends_well && characters.iter().all(is_plain)).then_some(Self(characters))
    }

    /// The 22 characters, as bytes.
    #[cfg(feature = "server")]
    pub(crate) const fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// The 22 characters.
    pub const fn as_str(&self) -> &str {
        match std::str::from_utf8(&self.0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

impl std::fmt::Debug for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The opaque name of an action.
///
/// The first 128 bits of SHA-256 over the project key, the package, the service, the method and its wire fingerprint
/// (`docs/PROTOCOL.md`, "Action ids"). Never an authorization: a browser bundle carries the ids of what it calls.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionId {
    tag: Tag,
    path: [u8; ActionId::PREFIX.len() + Tag::LEN],
}

impl ActionId {
    /// What stands before the id in an action's path.
    pub const PREFIX: &str = "/_action/";

    /// The id of one method.
    pub(crate) const fn derive(seed: Seed, method: &str, fingerprint: [u8; 16]) -> Self {
        Self::of(Tag::new(hash_text(seed.hash, method).update(&fingerprint).first_half()))
    }

    const fn of(tag: Tag) -> Self {
        let mut path = [0; Self::PREFIX.len() + Tag::LEN];
        let (prefix, id) = path.split_at_mut(Self::PREFIX.len());
        prefix.copy_from_slice(Self::PREFIX.as_bytes());
        id.copy_from_slice(&tag.0);
        Self { tag, path }
    }

    /// The id itself.
    pub const fn tag(&self) -> &Tag {
        &self.tag
    }

    /// `/_action/{id}`.
    pub const fn path(&self) -> &str {
        match std::str::from_utf8(&self.path) {
            Ok(path) => path,
            Err(_) => "",
        }
    }
}

impl std::fmt::Debug for ActionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.path())
    }
}

/// What the ids of a service's methods begin with: key, package and service, padded to whole blocks, so that each method costs the
/// compiler one block more.
///
/// It holds the key. Only constants may use it, so that it is in no binary.
#[derive(Clone, Copy)]
pub struct Seed {
    pub(super) service: &'static ServiceSpec,
    hash: Sha256,
    is_keyed: bool,
}

impl Seed {
    /// Hashes what the methods of a service have in common.
    pub(super) const fn new(key: Option<&str>, service: &'static ServiceSpec) -> Self {
        let text = match key {
            Some(key) => key,
            None => "",
        };
        let hash = hash_text(hash_text(hash_text(Sha256::new(), text), service.package), service.name);
        let length = 12 + text.len() + service.package.len() + service.name.len();
        let padding = [0; Sha256::BLOCK];
        let (padding, _) = padding.split_at((Sha256::BLOCK - length % Sha256::BLOCK) % Sha256::BLOCK);
        Self { service, hash: hash.update(padding), is_keyed: key.is_some() }
    }

    /// Whether a project key went in.
    pub(crate) const fn is_keyed(&self) -> bool {
        self.is_keyed
    }
}

impl std::fmt::Debug for Seed {
    /// Shows nothing of the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seed").field("is_keyed", &self.is_keyed).finish_non_exhaustive()
    }
}

/// A text with its length (four bytes, big endian) in front, so that no two lists of texts run together alike.
const fn hash_text(hash: Sha256, text: &str) -> Sha256 {
    hash.update(&(text.len() as u32).to_be_bytes()).update(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_base64url() {
        assert_eq!(Tag::new([0; 16]).as_str(), "AAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(Tag::new([255; 16]).as_str(), "_____________________w");
        let counted: [u8; 16] = std::array::from_fn(|i| i as u8);
        assert_eq!(Tag::new(counted).as_str(), "AAECAwQFBgcICQoLDA0ODw");
        assert_eq!(Tag::parse("AAECAwQFBgcICQoLDA0ODw"), Some(Tag::new(counted)));
    }

    #[test]
    fn a_tag_has_one_form() {
        for text in [
            "",
            "AAECAwQFBgcICQoLDA0ODx",
            "AAECAwQFBgcICQoLDA0OD",
            "AAECAwQFBgcICQoLDA0OD=",
            "AAECAwQFBgcICQoLDA0ODwA",
            "AAECAwQFBgcICQoLDA0é",
        ] {
            assert_eq!(Tag::parse(text), None, "{text}");
        }
    }

    #[test]
    fn everything_in_an_id_counts() {
        let id = |key, package, service, method, fingerprint| {
            ActionId::derive(Seed::new(key, Box::leak(Box::new(ServiceSpec::named(service).of(package)))), method, fingerprint)
        };
        let base = id(Some("key"), "package", "Service", "method", [1; 16]);
        let others = [
            id(None, "package", "Service", "method", [1; 16]),
            id(Some("kez"), "package", "Service", "method", [1; 16]),
            id(Some("keyp"), "ackage", "Service", "method", [1; 16]),
            id(Some("key"), "packagf", "Service", "method", [1; 16]),
            id(Some("key"), "package", "Servicf", "method", [1; 16]),
            id(Some("key"), "package", "Service", "methoe", [1; 16]),
            id(Some("key"), "package", "Service", "method", [2; 16]),
        ];
        assert!(others.iter().all(|other| other != &base));
        assert!(base.path().starts_with("/_action/") && base.path().ends_with(base.tag().as_str()));
    }
}
