//! The package of a server as a test keeps it: written once, then held to.

use super::rows::{RowsServer, server};
use anyhow::Result;
use std::fs;
use trifold::server::Server;
use trifold::typescript::{Integers, Package, PackageError};
use trifold::{model, service};

/// The types of each row, read by people and by `tsc`.
#[test]
fn each_row_has_its_type() {
    let package = Package::in_dir("typescript/rows");
    let package = if std::env::var_os("TRIFOLD_BLESS").is_some() { package.record() } else { package };
    package.check(&server());
}

#[test]
fn a_package_is_written_once_and_then_held_to() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let package = || Package::in_dir(folder.path().join("client"));
    package().try_check(&server())?;
    package().try_check(&server())?;
    let path = folder.path().join("client/each-row.d.ts");
    let text = fs::read_to_string(&path)?;
    fs::write(&path, text.replace("numbers: NumbersInput", "numbers: string"))?;
    fs::write(folder.path().join("client/gone.d.ts"), "export {};\n")?;
    // A module is built, and its owners' files are theirs.
    fs::write(folder.path().join("client/each-row.js"), "")?;
    fs::write(folder.path().join("client/README.md"), "Ours.\n")?;
    let error = package().try_check(&server()).unwrap_err().to_string().replace(&folder.path().display().to_string(), "..");
    let line = 1 + text.lines().position(|line| line.contains("numbers: NumbersInput")).unwrap_or_default();
    assert_eq!(
        error,
        format!(
            "the TypeScript package in `../client` is not what the server says now:\n  \
             each-row.d.ts:{line} has `export declare const numbers: core.Read<[numbers: string], Numbers, never>;`, and should have \
             `export declare const numbers: core.Read<[numbers: NumbersInput], Numbers, never>;`\n  \
             gone.d.ts:1 has `export {{}};`, which is gone\n\
             Run the test once more with TRIFOLD_TYPESCRIPT=record in the environment, read what changed, and commit it."
        )
    );
    package().record().try_check(&server())?;
    assert_eq!(fs::read_to_string(&path)?, text);
    assert!(!folder.path().join("client/gone.d.ts").exists());
    assert_eq!(fs::read_to_string(folder.path().join("client/README.md"))?, "Ours.\n");
    assert!(!fs::read_to_string(folder.path().join("client/each-row.js"))?.is_empty());
    Ok(())
}

#[test]
fn a_manifest_keeps_what_its_owners_write() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("package.json");
    Package::in_dir(&folder).try_check(&server())?;
    let named = fs::read_to_string(&path)?.replace("\"0.0.0\"", "\"1.2.3\"");
    fs::write(&path, &named)?;
    Package::in_dir(&folder).try_check(&server())?;
    fs::write(&path, named.replace("each-row.js", "other.js"))?;
    let error = Package::in_dir(&folder).try_check(&server()).unwrap_err();
    assert!(matches!(&error, PackageError::Outdated(_, differences) if differences.len() == 1), "{error}");
    Package::in_dir(&folder).record().try_check(&server())?;
    assert_eq!(fs::read_to_string(&path)?, named);
    Ok(())
}

#[test]
fn whole_numbers_are_numbers_where_the_package_says_so() -> Result<()> {
    let folder = tempfile::tempdir()?;
    Package::in_dir(&folder).integers(Integers::Number).try_check(&server())?;
    let types = fs::read_to_string(folder.path().join("types.d.ts"))?;
    assert!(!types.contains("bigint") && types.contains("long: number;"), "{types}");
    assert!(fs::read_to_string(folder.path().join("types.js"))?.contains("long: core.integer"));
    Ok(())
}

/// Names that TypeScript has no place for.
mod unsaid {
    use super::{model, service};

    #[service]
    pub(super) trait Query {
        async fn f(&self) -> u8;
    }

    #[service]
    pub(super) trait Twins {
        async fn get1(&self) -> u8;
        async fn get_1(&self) -> u8;
    }

    #[model]
    #[derive(Debug)]
    #[schemars(rename = "a b")]
    pub(super) struct Named {
        pub(super) x: u8,
    }

    #[service]
    pub(super) trait Names {
        async fn f(&self) -> Named;
    }

    pub(super) struct App;

    impl Query for App {
        async fn f(&self) -> u8 {
            1
        }
    }

    impl Twins for App {
        async fn get1(&self) -> u8 {
            1
        }
        async fn get_1(&self) -> u8 {
            1
        }
    }

    impl Names for App {
        async fn f(&self) -> Named {
            Named { x: 1 }
        }
    }
}

#[test]
fn names_that_typescript_has_no_place_for_are_refused() -> Result<()> {
    let refusal = |server: Server| -> Result<String> {
        let folder = tempfile::tempdir()?;
        Ok(Package::in_dir(&folder).try_check(&server).unwrap_err().to_string())
    };
    let server = Server::new;
    assert_eq!(
        refusal(server().add_service(unsaid::QueryServer::new(unsaid::App)))?,
        "no TypeScript package can be made: the service `Query` would be the module `query`; give it another name: #[service(name = \"..\")]"
    );
    assert_eq!(
        refusal(server().add_service(unsaid::TwinsServer::new(unsaid::App)))?,
        "no TypeScript package can be made: the methods `get1` and `get_1` of `Twins` are both `get1` in TypeScript; rename one"
    );
    assert_eq!(
        refusal(server().add_service(unsaid::NamesServer::new(unsaid::App)))?,
        "no TypeScript package can be made: the name `a b` is none that a type of TypeScript can have; give the type another: #[schemars(rename = \"..\")]"
    );
    let twice = server().add_service(RowsServer::new(super::rows::App)).add_service(RowsServer::new(super::rows::App));
    assert!(refusal(twice)?.starts_with("the server cannot be built: two services are called `EachRow`"));
    Ok(())
}
