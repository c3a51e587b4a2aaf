//! The visitor: the token that the browser keeps, the account that the server knows it by, and what was read on their behalf.

use crate::browser::faults::{Fault, is_unauthorized, is_unavailable};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use realworld_api::{Account, UsersClient};
use std::future::ready;
use std::time::Duration;
use trifold::Transport;
use trifold_client_wasm::{Browser, Fetch};
use trifold_store::Store;
use web_sys::Storage;

/// The key of the token in the browser's storage.
const KEY: &str = "jwtToken";

/// Longest time between two questions to a server that could not say.
const PATIENCE: Duration = Duration::from_secs(60);

/// The visitor, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Viewer {
    /// There is a token, and the server was asked whose it is.
    Unknown,
    /// There is a token, and the server could not say.
    Unavailable,
    /// There is no token.
    Nobody,
    /// Somebody with an account.
    Somebody(Account),
}

/// The session of the page. Copies are the same session.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    viewer: RwSignal<Viewer>,
    /// Everything that was read for this viewer; another viewer has another store.
    pub(crate) store: RwSignal<Store>,
}

impl Session {
    /// Begins a session with the token that the browser has kept, and makes it known to all components.
    pub(crate) fn provide() -> Self {
        let session = Self { viewer: RwSignal::new(Viewer::Unknown), store: RwSignal::new(store()) };
        provide_context(session);
        session.resume();
        // Another tab signed in or out.
        let _lives_as_long_as_the_page = window_event_listener(ev::storage, move |event| {
            if event.key().is_none_or(|key| key == KEY) {
                session.store.set(store());
                session.resume();
            }
        });
        session
    }

    /// The session that this component is in.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// The visitor. Tracked.
    pub(crate) fn viewer(self) -> Viewer {
        self.viewer.get()
    }

    /// The account of who looks at the page. Tracked.
    pub(crate) fn account(self) -> Option<Account> {
        match self.viewer() {
            Viewer::Somebody(account) => Some(account),
            Viewer::Unknown | Viewer::Unavailable | Viewer::Nobody => None,
        }
    }

    /// Returns true if this is the name of who looks at the page. Tracked.
    pub(crate) fn is_own(self, username: &str) -> bool {
        self.viewer.with(|viewer| matches!(viewer, Viewer::Somebody(account) if account.username == username))
    }

    /// Returns true if nobody is signed in. Tracked.
    pub(crate) fn is_nobody(self) -> bool {
        self.viewer.with(|viewer| *viewer == Viewer::Nobody)
    }

    /// Goes on as this account.
    pub(crate) fn enter(self, account: Account) {
        if let Some(storage) = storage() {
            // A browser that keeps nothing signs out with the next load.
            drop(storage.set_item(KEY, &account.token));
        }
        self.store.set(store());
        self.viewer.set(Viewer::Somebody(account));
    }

    /// Goes on as the account of the token that was kept.
    fn go_on(self, account: Account) {
        if self.viewer.with_untracked(|viewer| *viewer == Viewer::Unavailable) {
            // What the server could not say before is asked for again.
            self.store.set(store());
        }
        self.viewer.set(Viewer::Somebody(account));
    }

    /// Goes on as nobody.
    pub(crate) fn leave(self) {
        if let Some(storage) = storage() {
            drop(storage.remove_item(KEY));
        }
        self.be_nobody();
    }

    /// Goes on as nobody, where there is no token. The key is not removed once more: another tab may have set it since.
    fn be_nobody(self) {
        self.store.set(store());
        self.viewer.set(Viewer::Nobody);
    }

    /// Ends the session if this is why a call failed.
    pub(crate) fn hear(self, fault: &Fault) {
        if is_unauthorized(fault) {
            self.leave();
        }
    }

    /// Asks the server whose token this is, until it says.
    fn resume(self) {
        let Some(known) = token() else { return self.be_nobody() };
        self.viewer.set(Viewer::Unknown);
        spawn_local(async move {
            let (transport, mut pause) = (transport(), Duration::from_secs(1));
            loop {
                let answer = UsersClient::new(transport.clone()).current().await;
                if token().as_ref() != Some(&known) {
                    return;
                }
                match answer {
                    Ok(body) => return self.go_on(Account { token: known, ..body.user }),
                    Err(fault) if is_unavailable(&fault) => self.viewer.set(Viewer::Unavailable),
                    Err(_) => return self.leave(),
                }
                pause = PATIENCE.min(pause * 2);
                let Some(sleep) = transport.platform().and_then(|platform| platform.sleep(pause)) else { return };
                sleep.await;
            }
        });
    }
}

/// The token that the browser keeps.
pub(crate) fn token() -> Option<String> {
    storage()?.get_item(KEY).ok()?.filter(|token| !token.is_empty())
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Sends calls as who has the token.
fn transport() -> Fetch {
    Fetch::same_origin().header_with("authorization", || ready(token().map(|token| format!("Token {token}"))))
}

fn store() -> Store {
    Store::new(transport(), Browser::new())
}
