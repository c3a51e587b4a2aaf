//! The client in TypeScript: its types, which are kept below `tests/typescript`, and its calls, made by Node and by a page in Chromium.

mod browser;
mod gate;
mod node;
mod rows;
mod wire;
