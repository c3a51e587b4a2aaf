//! RealWorld's page in a browser, on a database of its own.

mod accounts;
mod articles;
mod example;
mod lists;
mod looks;
