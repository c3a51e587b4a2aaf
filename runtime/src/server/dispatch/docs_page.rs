//! The page that shows an OpenAPI document to people, and lets them try its operations.
//!
//! In: nothing. Out: a page that reads the document beside it, in the words of OpenAPI 3.0 (RapiDoc finds no type in a `oneOf` of constants, nor in
//! an `anyOf` with `null`, which are an enum and a `nullable` there), and the script that it runs: RapiDoc (`runtime/assets/rapidoc`), from this
//! server and no other. The page sends the policy that holds it to that. It is there with the feature `docs-page`.

use crate::server::response::static_file::StaticFile;
#[cfg(feature = "docs-page")]
use http::header;

/// The setting of the pages that show documents.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::server) struct Docs {
    off: bool,
}

#[cfg(feature = "docs-page")]
/// RapiDoc 9.3.8, as it is published on npm.
const SCRIPT: &[u8] = include_bytes!("../../../assets/rapidoc/rapidoc-min.js");

#[cfg(feature = "docs-page")]
/// The version is in the name, so that caches may keep it.
const SCRIPT_PATH: &str = "docs/rapidoc-9.3.8.js";

#[cfg(feature = "docs-page")]
const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>API</title>
<script type="module" src="docs/rapidoc-9.3.8.js"></script>
</head>
<body>
<rapi-doc spec-url="openapi-3.0.json" render-style="read" show-header="false" load-fonts="false" allow-server-selection="false"></rapi-doc>
</body>
</html>
"#;

#[cfg(feature = "docs-page")]
/// The rights of the page: run the script, ask its own host. RapiDoc puts styles into what it renders.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Docs {
    /// Shows no documents.
    pub(in crate::server) fn turn_off(&mut self) {
        self.off = true;
    }

    pub(in crate::server) fn are_off(self) -> bool {
        self.off || !cfg!(feature = "docs-page")
    }

    /// The files beside a document, by their paths from there.
    pub(in crate::server) fn parts(self) -> Vec<(&'static str, StaticFile)> {
        if self.are_off() { Vec::new() } else { page() }
    }
}

/// The page and its script.
#[cfg(feature = "docs-page")]
fn page() -> Vec<(&'static str, StaticFile)> {
    let page = StaticFile::new("text/html; charset=utf-8", PAGE).with(header::CONTENT_SECURITY_POLICY, POLICY);
    let script = StaticFile::new("text/javascript; charset=utf-8", SCRIPT);
    let script = script.with(header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    vec![("docs", page), (SCRIPT_PATH, script)]
}

/// Nothing.
#[cfg(not(feature = "docs-page"))]
fn page() -> Vec<(&'static str, StaticFile)> {
    Vec::new()
}
