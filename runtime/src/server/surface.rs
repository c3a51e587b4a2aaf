//! The surface of a server, as a table for people.

use crate::spec::{ActionId, MethodSpec};
use std::fmt;

/// Each method of a server with its folds: `{}` prints a table for the log at startup.
#[derive(Debug, Clone)]
pub struct Surface {
    rows: Vec<[String; 5]>,
}

impl Surface {
    pub(super) fn new(methods: impl Iterator<Item = &'static MethodSpec>) -> Self {
        Self { rows: methods.flat_map(rows).collect() }
    }
}

/// A row for the action, and one for the route in each version.
fn rows(method: &'static MethodSpec) -> Vec<[String; 5]> {
    let name = format!("{}.{}", method.service.name, method.name);
    let action = method.action.map(|id| {
        [name.clone(), "action".to_owned(), format!("POST {}{{id}}", ActionId::PREFIX), id.tag().as_str().to_owned(), "-".to_owned()]
    });
    let route = |version: Option<u32>| {
        let (method, path) = method.routes().find_map(|method| Some((method, method.own_path_in(version)?)))?;
        let verb = method.verb()?;
        let version = version.map_or("-".to_owned(), |version| format!("v{version}"));
        Some([name.clone(), "route".to_owned(), format!("{verb} {path}"), "-".to_owned(), version])
    };
    action.into_iter().chain(method.service.versions.all().into_iter().filter_map(route)).collect()
}

impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["method", "fold", "path", "id", "version"].map(str::to_owned);
        let lines: Vec<_> = std::iter::once(&head).chain(&self.rows).collect();
        let width = |column: usize| lines.iter().map(|row| row[column].len()).max().unwrap_or(0);
        let widths: [usize; 5] = std::array::from_fn(width);
        for (i, row) in lines.iter().enumerate() {
            let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            let end = if i + 1 == lines.len() { "" } else { "\n" };
            write!(f, "{}{end}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}
