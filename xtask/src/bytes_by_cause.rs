//! The bytes of a WebAssembly module, by what they are for. In: a module as a browser loads it, but that its functions have names, as the
//! source has them. Out: a table on the terminal.

use anyhow::{Context, Result, ensure};
use std::collections::HashMap;
use std::path::Path;

/// Each cause with words of which a function's name has one; the first that fits counts.
const CAUSES: [(&str, &[&str]); 13] = [
    ("the page's own code", &["page_trifold", "todos_web", "todos_api"]),
    ("state of the page (store)", &["trifold_store"]),
    ("client in the browser", &["trifold_client_wasm"]),
    ("calls and answers", &["trifold::transport", "trifold::error"]),
    ("JSON", &["trifold::json"]),
    ("types", &["trifold::wire", "trifold::spec"]),
    ("trifold, else", &["trifold"]),
    ("floats", &["zmij", "dec2flt", "lemire", "flt2dec", "bignum", "grisu", "dragon", "Decimal"]),
    ("serde", &["serde"]),
    ("memory", &["dlmalloc", "__rust_alloc", "__rust_dealloc", "__rust_realloc", "__rdl_", "memcpy", "memmove", "memset", "memcmp"]),
    ("texts of values (fmt)", &["core::fmt", "fmt::", "Formatter"]),
    ("panics", &["panic", "unwrap_failed", "expect_failed"]),
    ("JavaScript", &["wasm_bindgen", "js_sys", "web_sys", "__wbg", "wbindgen", "externref"]),
];

/// The cause of what no word fits: collections, iterators, texts.
const REST: &str = "the standard library";

/// Prints the table.
pub(crate) fn print(module: &Path) -> Result<()> {
    let bytes = std::fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let Module { sizes, names, imported, data } = Module::read(&bytes)?;
    let mut sums = vec![("data", data)];
    for (place, size) in sizes.iter().enumerate() {
        let cause = names.get(&(imported + place)).map_or(REST, |name| cause_of(name));
        match sums.iter_mut().find(|(known, _)| *known == cause) {
            Some((_, sum)) => *sum += size,
            None => sums.push((cause, *size)),
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    println!("{:>8}  code and data, by cause", sums.iter().map(|(_, sum)| sum).sum::<usize>());
    sums.iter().for_each(|(cause, sum)| println!("{sum:>8}  {cause}"));
    Ok(())
}

/// Words of the functions that streams are made of. `transport::streamed` is not among them: what a transport can do is in its type.
const OF_STREAMS: [&str; 6] = [
    "trifold::stream::",
    "trifold::transport::live",
    "trifold::transport::opener",
    "trifold_client_wasm::send::open",
    "send::turns",
    "send::pass_on",
];

/// Sees that a module has no function that streams are made of.
pub(crate) fn has_no_streams(module: &Path) -> Result<()> {
    let bytes = std::fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let Module { names, .. } = Module::read(&bytes)?;
    ensure!(!names.is_empty(), "the functions of {} have no names", module.display());
    let found: Vec<_> = names.into_values().filter(|name| is_of_streams(name)).collect();
    ensure!(found.is_empty(), "a page without streams carries what they are made of: {}", found.join(", "));
    Ok(())
}

fn is_of_streams(name: &str) -> bool {
    let name = without_hashes(name);
    OF_STREAMS.iter().any(|word| name.contains(word))
}

/// A name without the hash that each crate may have behind it: `core[2cfe7a0b6a7a1f1e]::fmt`.
fn without_hashes(name: &str) -> String {
    name.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}

fn cause_of(name: &str) -> &'static str {
    let name = without_hashes(name);
    CAUSES.iter().find(|(_, words)| words.iter().any(|word| name.contains(word))).map_or(REST, |(cause, _)| cause)
}

/// The parts of a module (<https://webassembly.github.io/spec/core/binary/modules.html>) that are counted.
#[derive(Default)]
struct Module {
    /// The bytes of each function.
    sizes: Vec<usize>,
    /// Names by the place among all functions, of which the imported come first.
    names: HashMap<usize, String>,
    imported: usize,
    data: usize,
}

impl Module {
    fn read(bytes: &[u8]) -> Result<Self> {
        ensure!(bytes.starts_with(b"\0asm"), "this is no WebAssembly");
        let (mut module, mut rest) = (Self::default(), Bytes(bytes.get(8..).unwrap_or_default()));
        while !rest.0.is_empty() {
            let (kind, length) = (rest.byte()?, rest.number()?);
            let section = Bytes(rest.take(length)?);
            match kind {
                0 => module.custom(section)?,
                2 => module.imports(section)?,
                10 => module.code(section)?,
                11 => module.data = length,
                _ => {}
            }
        }
        Ok(module)
    }

    fn custom(&mut self, mut section: Bytes<'_>) -> Result<()> {
        if section.text()? != "name" {
            return Ok(());
        }
        while !section.0.is_empty() {
            let (kind, length) = (section.byte()?, section.number()?);
            let mut part = Bytes(section.take(length)?);
            for _ in 0..if kind == 1 { part.number()? } else { 0 } {
                let (place, name) = (part.number()?, part.text()?);
                self.names.insert(place, name);
            }
        }
        Ok(())
    }

    fn imports(&mut self, mut section: Bytes<'_>) -> Result<()> {
        for _ in 0..section.number()? {
            section.text()?;
            section.text()?;
            match section.byte()? {
                0 => {
                    section.number()?;
                    self.imported += 1;
                }
                // A table has a type before its limits, a memory nothing.
                kind @ (1 | 2) => {
                    section.take(usize::from(kind == 1))?;
                    let has_most = section.byte()? & 1 == 1;
                    (0..1 + usize::from(has_most)).try_for_each(|_| section.number().map(drop))?;
                }
                _ => drop(section.take(2)?),
            }
        }
        Ok(())
    }

    fn code(&mut self, mut section: Bytes<'_>) -> Result<()> {
        for _ in 0..section.number()? {
            let length = section.number()?;
            section.take(length)?;
            self.sizes.push(length);
        }
        Ok(())
    }
}

/// The rest that is to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("the module breaks off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// A number in LEB128.
    fn number(&mut self) -> Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return Ok(number);
            }
            ensure!(shift < 35, "a number is too long");
        }
    }

    fn text(&mut self) -> Result<String> {
        let length = self.number()?;
        Ok(String::from_utf8_lossy(self.take(length)?).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_modules_functions_have_sizes_and_names() {
        let section = |kind: u8, content: &[u8]| [&[kind, content.len() as u8], content].concat();
        let name = [&[4][..], b"name", &[1, 10, 1, 1, 7], b"trifold"].concat();
        let parts = [section(2, b"\x01\x01a\x01b\x00\x00"), section(10, &[1, 2, 0, 11]), section(11, &[0]), section(0, &name)];
        let module = Module::read(&[&b"\0asm\x01\0\0\0"[..], &parts.concat()].concat()).unwrap();
        assert_eq!((module.sizes, module.imported, module.data), (vec![2], 1, 1));
        assert_eq!(module.names[&1], "trifold");
        assert!(Module::read(b"\0asm\x01\0\0\0\x0a\x05").is_err());
    }

    #[test]
    fn streams_are_known_by_their_functions() {
        for name in [
            "<trifold[0f]::stream::parser::Parser>::push",
            "trifold_client_wasm::send::turns::next",
            "trifold::transport::live::Live::next",
        ] {
            assert!(is_of_streams(name), "{name}");
        }
        assert!(!is_of_streams("trifold::transport::call::Call<R>::poll"));
    }

    #[test]
    fn a_name_has_one_cause() {
        assert_eq!(cause_of("<trifold_client_wasm::fetch::Fetch as trifold::transport::Transport>::send"), "client in the browser");
        assert_eq!(cause_of("trifold::json::reader::Reader::skip"), "JSON");
        assert_eq!(cause_of("page_trifold_2::run::{{closure}}"), "the page's own code");
        assert_eq!(cause_of("<trifold[0f]::json::reader::Reader>::skip"), "JSON");
        assert_eq!(cause_of("alloc::vec::Vec<T>::push"), REST);
    }
}
