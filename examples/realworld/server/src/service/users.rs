//! Accounts.

use crate::app::App;
use crate::callers::Caller;
use crate::store::{self, AccountChange};
use realworld_api::{Account, ConduitError, Login, NewUser, UpdateUser, UserBody, Users};
use trifold::Patch;
use trifold::Source;

/// The number of no account.
const NOBODY: i64 = 0;

impl Users for App {
    type Caller = Caller;

    async fn register(&self, new: UserBody<NewUser>) -> Result<UserBody<Account>, ConduitError> {
        let NewUser { username, email, password } = new.user;
        self.must_be_free(NOBODY, Some(&email), Some(&username)).await?;
        let password = self.passwords.hash(password).await?;
        match self.store.add_account(&username, &email, &password).await? {
            Some(account) => self.shown(account),
            None => Err(self.collision(NOBODY, Some(&email), Some(&username)).await),
        }
    }

    async fn login(&self, login: UserBody<Login>) -> Result<UserBody<Account>, ConduitError> {
        let Login { email, password } = login.user;
        let (account, hash) = self.store.account_of_email(&email).await?.unzip();
        match (self.passwords.is(password, hash).await?, account) {
            (true, Some(account)) => self.shown(account),
            _ => Err(ConduitError::Credentials),
        }
    }

    async fn current(&self, caller: Caller) -> Result<UserBody<Account>, ConduitError> {
        let account = self.store.account(caller.id).await?;
        self.shown(account.ok_or(ConduitError::TokenInvalid)?)
    }

    async fn update(&self, caller: Caller, change: UserBody<UpdateUser>) -> Result<UserBody<Account>, ConduitError> {
        let UpdateUser { email, username, password, bio, image } = change.user;
        self.must_be_free(caller.id, email.as_deref(), username.as_deref()).await?;
        let password = match password {
            Some(password) => Some(self.passwords.hash(password).await?),
            None => None,
        };
        let change = AccountChange { username, email, password, bio: change_of(bio), image: change_of(image) };
        match self.store.change_account(caller.id, &change).await? {
            Some(account) => self.shown(account),
            None => Err(self.collision(caller.id, change.email.as_deref(), change.username.as_deref()).await),
        }
    }
}

impl App {
    fn shown(&self, account: store::Account) -> Result<UserBody<Account>, ConduitError> {
        let store::Account { id, username, email, bio, image } = account;
        Ok(UserBody { user: Account { email, token: self.tokens.give(id)?, username, bio, image } })
    }

    /// Passes if no other account has this address or this name.
    async fn must_be_free(&self, but: i64, email: Option<&str>, username: Option<&str>) -> Result<(), ConduitError> {
        match self.store.taken(but, email, username).await? {
            fields if fields.is_empty() => Ok(()),
            fields => Err(ConduitError::Taken { fields: fields.into_iter().map(str::to_owned).collect() }),
        }
    }

    /// Why the database refused an address or a name that was free a moment ago.
    async fn collision(&self, but: i64, email: Option<&str>, username: Option<&str>) -> ConduitError {
        match self.must_be_free(but, email, username).await {
            Err(taken) => taken,
            Ok(()) => ConduitError::Failed(Source::new("an account was refused, and what it wants is free")),
        }
    }
}

/// An empty text is kept as none.
fn change_of(patch: Patch<String>) -> Option<Option<String>> {
    patch.change().map(|text| text.filter(|text| !text.is_empty()))
}
