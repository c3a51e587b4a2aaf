//! A page, built and measured.

use super::brotli;
use super::source::{self, Client};
use crate::bundle;
use crate::workspace::Workspace;
use anyhow::Result;
use trifold_bundle::{Assets, Bundle};

/// Trifold's page of two methods, and its bytes.
pub(crate) fn two_methods(workspace: &Workspace) -> Result<(Bundle, usize)> {
    small(workspace, Client::Trifold)
}

/// The same with a store, and its bytes.
pub(crate) fn with_store(workspace: &Workspace) -> Result<(Bundle, usize)> {
    small(workspace, Client::Store)
}

fn small(workspace: &Workspace, client: Client) -> Result<(Bundle, usize)> {
    let page = page(workspace, client, 2)?;
    let bytes = bytes(workspace, &page.build()?)?;
    Ok((page, bytes))
}

/// The bytes that a browser loads for a page.
pub(in crate::bench) fn measure(workspace: &Workspace, client: Client, methods: usize) -> Result<usize> {
    bytes(workspace, &page(workspace, client, methods)?.build()?)
}

/// Writes a page. It is a project outside of this workspace.
fn page(workspace: &Workspace, client: Client, methods: usize) -> Result<Bundle> {
    let folder = workspace.built("bench/pages");
    source::write(workspace, &folder, client, methods)?;
    let page = bundle::of(workspace, &folder.join(source::name(client, methods)))?;
    Ok(page.cargo(["--quiet"]).target_dir(folder.join("target")))
}

fn bytes(workspace: &Workspace, assets: &Assets) -> Result<usize> {
    [assets.wasm(), assets.script()].into_iter().map(|path| brotli::bytes(workspace, &assets.folder().join(path))).sum()
}
