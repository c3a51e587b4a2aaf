//! `docs/SECURITY.md` names the test, or the module of tests, that backs each guarantee; here, that there are such tests.

use std::path::{Path, PathBuf};

#[test]
fn each_guarantee_names_a_test_that_exists() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join("docs/SECURITY.md"))?;
    let mut sources = String::new();
    for folder in ["runtime/src", "macros/src", "client-wasm/src", "tests/suite"] {
        read(&root.join(folder), &mut sources)?;
    }
    let names: Vec<_> = page.lines().filter_map(last_cell).flat_map(quoted).collect();
    assert!(names.len() > 30, "{} tests are named", names.len());
    for name in names {
        let last = name.rsplit("::").next().unwrap_or_default();
        let exists = [format!("fn {last}("), format!("mod {last};")].iter().any(|item| sources.contains(item));
        let exists = exists || root.join("tests/compile/fail").join(&name).exists();
        assert!(exists, "docs/SECURITY.md names `{name}`, and there is no such test");
    }
    Ok(())
}

/// The last cell of a table's row.
fn last_cell(line: &str) -> Option<&str> {
    line.strip_prefix("| ")?.strip_suffix(" |")?.rsplit(" | ").next()
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn read(folder: &Path, sources: &mut String) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => read(&path, sources)?,
            Some("rs") => sources.push_str(&std::fs::read_to_string(&path)?),
            _ => {}
        }
    }
    Ok(())
}
