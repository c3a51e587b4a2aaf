//! The package in TypeScript is that of the API as it is.

use std::path::Path;
use std::sync::Arc;
use todos_server::{App, services};
use trifold::typescript::Package;

#[test]
fn the_package_is_current() {
    let app = App::open(Path::new(":memory:")).expect("a database in memory");
    Package::in_dir("../client").check(&services(Arc::new(app), false));
}
