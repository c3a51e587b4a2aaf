//! A client in TypeScript for the app's own pages: a package of ES modules, with types, and without dependencies or a build step.
//!
//! In: a server's services, by the tables of their types. Out: a folder that a front-end team adds to its workspace. Call it in a test:
//!
//! ```no_run
//! # use trifold::server::Server;
//! # fn server() -> Server { Server::new() }
//! trifold::typescript::Package::in_dir("web/todos-client").check(&server());
//! ```
//!
//! - A folder without a package gets one. Keep it under version control; its `.gitignore` leaves out what is built.
//! - From then on the test fails where the package is not what the server says, with a sentence for each file. With
//!   `TRIFOLD_TYPESCRIPT=record` in the environment the package is written anew.
//! - Declarations (`.d.ts`) are kept. Modules (`.js`) are built, by the program of [`Package::write`]: they hold the ids of actions, which
//!   change with the project's key and with the types.
//! - `package.json` and the README are yours once they are there. Of the first, `type`, `sideEffects`, `files` and `exports` are checked.
//!
//! A page calls methods as functions; [the guide](https://github.com/trifold-rs/trifold/blob/main/docs/TYPESCRIPT.md) shows it:
//!
//! ```typescript
//! import { create, list } from "todos-client/todos";
//!
//! const outcome = await create({}, { title: "Milk" });
//! if (outcome.ok) console.log(outcome.value.id);
//! else if (outcome.error.kind === "api") console.log(outcome.error.error.code);
//! ```

mod choice;
mod client;
mod constraints;
mod decoder;
mod fault;
mod file;
mod foreign;
mod integers;
mod manifest;
mod members;
mod module;
mod names;
mod number;
mod package;
mod shape;
mod type_text;
mod walk;

pub use fault::{Difference, PackageError, Refused};
pub use integers::Integers;
pub use package::Package;
