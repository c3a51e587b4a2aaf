//! The guide's code is that of the examples, which are built and driven: no line of it is made up.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The pages whose code is from the example of that name.
const PAGES: [&str; 3] = ["dioxus", "leptos", "yew"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Lines without what stands around them.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The pieces of code on a page: `// ..` and each end of a block part them.
fn pieces(page: &str) -> Vec<Vec<&str>> {
    let blocks = page.split("```ignore\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(|block| block.split("// ..\n")).map(lines).collect()
}

/// The texts of the Rust files below a folder.
fn sources(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            texts.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            texts.push(fs::read_to_string(path)?);
        }
    }
    Ok(texts)
}

#[test]
fn its_code_is_in_the_examples() -> Result<()> {
    for page in PAGES {
        let text = fs::read_to_string(root().join(format!("runtime/src/docs/guide/{page}.md")))?;
        let texts = sources(&root().join(format!("examples/{page}/src")))?;
        let pieces = pieces(&text);
        assert!(pieces.len() > 3, "{page} has code");
        for piece in pieces {
            let is_there = texts.iter().any(|text| lines(text).windows(piece.len()).any(|window| window == piece));
            assert!(is_there, "{page}: no example has these lines:\n{}", piece.join("\n"));
        }
    }
    Ok(())
}
