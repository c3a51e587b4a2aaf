//! Tables in `docs/PERFORMANCE.md`, each between two marks that say its name.

use crate::workspace::Workspace;
use anyhow::{Context, Result};

const FILE: &str = "docs/PERFORMANCE.md";

/// Prints a table, and puts it in the place of the one that stands under this name.
pub(super) fn put(workspace: &Workspace, name: &str, head: &[&str], rows: &[Vec<String>]) -> Result<()> {
    let table = table(head, rows);
    println!("\n{table}");
    let path = workspace.source(FILE);
    let page = std::fs::read_to_string(&path).with_context(|| format!("{FILE} is missing"))?;
    let page = replaced(&page, name, &table).with_context(|| format!("{FILE} has no place for the table `{name}`"))?;
    Ok(std::fs::write(path, page)?)
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<_> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("{}|{}\n{rows}", line(&head), "---|".repeat(head.len()))
}

/// The page with this table between its marks.
fn replaced(page: &str, name: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(&format!("<!-- {name} -->\n"))?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!("{before}<!-- {name} -->\n{table}<!-- end -->{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_takes_the_place_of_the_one_before() {
        let page = "a\n<!-- calls -->\nold\n<!-- end -->\nb\n<!-- pages -->\n<!-- end -->\n";
        let new = replaced(page, "calls", &table(&["x", "y"], &[vec!["1".to_owned(), "2".to_owned()]])).unwrap();
        assert_eq!(new, "a\n<!-- calls -->\n| x | y |\n|---|---|\n| 1 | 2 |\n<!-- end -->\nb\n<!-- pages -->\n<!-- end -->\n");
        assert_eq!(replaced(page, "builds", ""), None);
    }
}
