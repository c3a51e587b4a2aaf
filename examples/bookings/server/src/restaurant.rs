//! Guests and their bookings, in memory.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use bookings_api::{Booking, BookingError, Bookings, MOST, NewBooking};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use trifold::Source;
use trifold::server::{Cookie, Effects};

/// Name of the cookie.
const COOKIE: &str = "guest";

/// Most guests.
const GUESTS: usize = 10_000;

/// The bookings of each guest, by the secret in the guest's cookie.
#[derive(Debug, Default)]
pub struct Restaurant(Mutex<HashMap<String, Vec<Booking>>>);

/// A guest of the restaurant: the secret in its cookie.
#[derive(Debug)]
pub struct Guest(String);

impl Restaurant {
    fn bookings(&self) -> MutexGuard<'_, HashMap<String, Vec<Booking>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FromRequestParts<Arc<Restaurant>> for Guest {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, restaurant: &Arc<Restaurant>) -> Result<Self, StatusCode> {
        let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut secrets = cookies.flat_map(Cookie::split_parse).flatten().filter(|cookie| cookie.name() == COOKIE);
        let known = secrets.find(|cookie| restaurant.bookings().contains_key(cookie.value()));
        known.map(|cookie| Self(cookie.value().to_owned())).ok_or(StatusCode::UNAUTHORIZED)
    }
}

impl Bookings for Restaurant {
    type Guest = Guest;
    type Effects = Effects;

    async fn list(&self, guest: Guest) -> Vec<Booking> {
        self.bookings().get(&guest.0).cloned().unwrap_or_default()
    }

    async fn book(&self, guest: Guest, new: NewBooking) -> Result<Booking, BookingError> {
        let mut all = self.bookings();
        let bookings = all.entry(guest.0).or_default();
        if bookings.len() == MOST {
            return Err(BookingError::Enough);
        }
        let booking = Booking { id: bookings.len() as u64 + 1, name: new.name, seats: new.seats };
        bookings.push(booking.clone());
        Ok(booking)
    }

    async fn enter(&self, effects: Effects) -> Result<(), BookingError> {
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).map_err(Source::from)?;
        let secret = format!("{:032x}", u128::from_be_bytes(secret));
        let mut all = self.bookings();
        if all.len() == GUESTS {
            return Err(BookingError::Full);
        }
        all.insert(secret.clone(), Vec::new());
        Ok(effects.set_cookie(Cookie::new(COOKIE, secret)).map_err(Source::from)?)
    }
}
