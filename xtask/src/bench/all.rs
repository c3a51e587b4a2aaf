//! Several measurements at once.

use super::ceilings::{calls, page};
use super::{build, flight, growth, pages, speed};
use crate::workspace::Workspace;
use anyhow::Result;

/// All measurements.
pub(crate) fn all(workspace: &Workspace) -> Result<()> {
    speed(workspace)?;
    growth(workspace, None)?;
    flight(workspace)?;
    pages(workspace)?;
    build(workspace)
}

/// Holds what a call and a page cost against their ceilings.
pub(crate) fn ceilings(workspace: &Workspace) -> Result<()> {
    calls(workspace)?;
    page(workspace)
}
