//! Tools in a folder of `target`, and the list that says which: as long as the list is the same, nothing is installed again.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The list as it was when the last installation was complete.
const INSTALLED: &str = "installed";

/// Installs what `list` names into `folder`, unless that is what is there.
pub(crate) fn once(list: &Path, folder: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let installed = folder.join(INSTALLED);
    if is_same(list, &installed) {
        return Ok(());
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    install()?;
    copy(list, &installed)
}

/// Copies a file.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}
