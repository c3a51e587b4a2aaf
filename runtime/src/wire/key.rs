//! The name of a map's key in JSON, for a fault below it.

use crate::json;
use serde::Serialize;

/// The text, or the number or boolean as JSON prints it; nothing of what is no key.
pub(super) fn of(key: &(impl Serialize + ?Sized)) -> Option<String> {
    let json = json::write(key).ok().and_then(|json| String::from_utf8(json).ok())?;
    match json.as_bytes().first()? {
        b'"' => json::read(&json).ok(),
        b'[' | b'{' | b'n' => None,
        _ => Some(json),
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::Wire;
    use std::collections::BTreeMap;

    #[test]
    fn a_key_is_named_as_json_writes_it() {
        fn same<K: Wire + serde::Serialize + Ord>(key: K) {
            let name = key.key();
            let map = serde_json::to_value(BTreeMap::from([(key, ())])).unwrap_or_default();
            assert_eq!(name.as_ref(), map.as_object().and_then(|map| map.keys().next()), "{map}");
            assert!(name.is_some());
        }
        same("a/b~c\"".to_owned());
        same(Box::new('ü'));
        same(-7_i8);
        same(u128::MAX);
        same(true);
        same(std::net::Ipv4Addr::LOCALHOST);
        same(std::num::NonZeroU8::MIN);
        assert_eq!((vec![1].key(), (1, 2).key(), None::<u8>.key()), (None, None, None));
    }
}
