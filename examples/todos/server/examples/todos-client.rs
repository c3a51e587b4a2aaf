//! Writes the package that the page in `examples/todos/react` calls the server with: `cargo run --example todos-client`.

use std::path::Path;
use std::sync::Arc;
use todos_server::{App, services};
use trifold::typescript::Package;

fn main() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client");
    Ok(Package::in_dir(folder).write(&services(Arc::new(App::open(Path::new(":memory:"))?), false))?)
}
