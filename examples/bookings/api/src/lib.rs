//! Bookings of a restaurant: the smallest trait that shows what pages need, a list, a form, and a caller.
//!
//! In: `trifold`, with no features. Out: [`Bookings`], which `examples/dioxus`, `examples/yew` and `examples/leptos` call.

use trifold::{ApiError, Source, model, service};

/// Most bookings of a guest.
pub const MOST: usize = 5;

/// A table that is booked.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Its number, among those of its guest.
    pub id: u64,
    /// Name that the table is booked under.
    pub name: String,
    /// Number of seats.
    pub seats: u8,
}

/// A table to book.
#[model]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBooking {
    /// Name that the table is booked under.
    #[garde(length(min = 1, max = 40))]
    pub name: String,
    /// Number of seats.
    #[garde(range(min = 1, max = 8))]
    pub seats: u8,
}

/// Reasons for a call to fail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, ApiError)]
pub enum BookingError {
    /// The guest has as many bookings as a guest may have.
    #[error("you have {MOST} bookings already")]
    #[status(409)]
    Enough,
    /// The restaurant takes no more guests.
    #[error("there are too many guests")]
    #[status(503)]
    Full,
    /// The server failed. The reason is logged, and never sent.
    #[error("the server failed")]
    #[status(500)]
    Failed(
        #[internal]
        #[from]
        Source,
    ),
}

/// Bookings, each guest's for itself.
#[service(version = 1)]
pub trait Bookings {
    /// The guest, whom a cookie names.
    #[security(cookie = "guest")]
    type Guest;
    /// Sets that cookie.
    type Effects;

    /// Lists the guest's bookings, oldest first.
    #[get("/bookings")]
    async fn list(&self, #[context] guest: Self::Guest) -> Vec<Booking>;

    /// Books a table.
    #[post("/bookings", status = 201)]
    #[refreshes(list)]
    async fn book(&self, #[context] guest: Self::Guest, new: NewBooking) -> Result<Booking, BookingError>;

    /// Makes the browser a guest's. No verb, so no route.
    #[refreshes(list)]
    async fn enter(&self, #[context] effects: Self::Effects) -> Result<(), BookingError>;
}
