//! The services: each method hands its work to the store, in the caller's name.

mod articles;
mod comments;
mod profiles;
mod tags;
mod users;
