//! What the methods of one service share.

/// What the methods of one service share: names and where it is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceSpec {
    /// The wire name: the trait's, unless `name = ".."` says otherwise.
    pub name: &'static str,
    /// The package that the trait is written in.
    pub package: &'static str,
    /// The trait's doc comment.
    pub doc: &'static str,
    /// What every route of the service begins with: `/api`.
    pub base: &'static str,
    /// What stands between the version and a route's own template: `""` or `/todos`.
    pub path: &'static str,
    /// The versions served.
    pub versions: Versions,
    /// Whether methods are actions unless one says otherwise.
    pub actions: bool,
}

/// The versions of a service's routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// No version in the path.
    Unversioned,
    /// From the first to the last, both included: `/v1`, `/v2` ..
    Range(u32, u32),
}

impl ServiceSpec {
    /// A service mounted at `/api`, version 1.
    pub const fn named(name: &'static str) -> Self {
        Self { name, package: "", doc: "", base: "/api", path: "", versions: Versions::Range(1, 1), actions: true }
    }

    /// Sets the package that the trait is written in.
    pub const fn of(mut self, package: &'static str) -> Self {
        self.package = package;
        self
    }

    /// Sets the trait's doc comment.
    pub const fn about(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// Sets the base and the path prefix.
    pub const fn mounted(mut self, base: &'static str, path: &'static str) -> Self {
        self.base = base;
        self.path = path;
        self
    }

    /// Sets the versions served, both ends included.
    pub const fn versions(mut self, first: u32, last: u32) -> Self {
        self.versions = Versions::Range(first, last);
        self
    }

    /// Serves without a version in the path.
    pub const fn unversioned(mut self) -> Self {
        self.versions = Versions::Unversioned;
        self
    }

    /// Serves no actions.
    pub const fn without_actions(mut self) -> Self {
        self.actions = false;
        self
    }

    /// Whether both name the same service, perhaps mounted in two ways.
    pub fn is(&self, other: &Self) -> bool {
        self.name == other.name && self.package == other.package
    }

    /// The part of a path before a route's own template in one version: `/api/v1/todos`.
    pub fn prefix(&self, version: Option<u32>) -> String {
        match version {
            Some(version) => format!("{}/v{version}{}", self.base, self.path),
            None => format!("{}{}", self.base, self.path),
        }
    }
}

impl Versions {
    /// Every version: `[None]` for a service without versions.
    pub fn all(self) -> Vec<Option<u32>> {
        match self {
            Self::Unversioned => vec![None],
            Self::Range(first, last) => (first..=last).map(Some).collect(),
        }
    }
}
