//! Errors of calls in the hands of a page: words for its reader, faults beside their fields, and on to the browser.

use anyhow::Result;
use std::sync::Arc;
use trifold::form::Form;
use trifold::server::{InProcess, Server};
use trifold::{ApiError, CallError, model, service};

#[model]
#[derive(Debug, Clone)]
struct NewUser {
    #[garde(length(min = 3))]
    email: String,
    #[garde(length(min = 1))]
    name: String,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
enum SignUpError {
    #[error("{email} has an account")]
    #[status(409)]
    Taken { email: String },
}

#[service(version = 1)]
trait SignUps {
    #[post("/users")]
    async fn create(&self, new: NewUser) -> Result<u64, SignUpError>;
}

struct Users;

impl SignUps for Users {
    async fn create(&self, new: NewUser) -> Result<u64, SignUpError> {
        Err(SignUpError::Taken { email: new.email })
    }
}

fn in_process() -> InProcess {
    InProcess::new(Server::new().add_service(SignUpsServer::new(Users)).into_router())
}

fn new(email: &str) -> NewUser {
    NewUser { email: email.to_owned(), name: "Ann".to_owned() }
}

#[tokio::test]
async fn faults_stand_beside_their_fields() -> Result<()> {
    let by_action = SignUpsClient::new(in_process()).create(new("a")).await.unwrap_err();
    let by_route = SignUpsRestClient::with_transport(in_process()).create(new("a")).await.unwrap_err();
    for error in [by_action, by_route] {
        let fault = error.field("new.email").expect("the field");
        assert_eq!((fault.code.as_str(), error.field("email"), error.message()), ("length", Some(fault), None));
        assert_eq!(error.field("new.name"), None);
        let form = Form::of(SignUpsSpec::CREATE).refused(&error);
        assert!(form.is_refused() && form.problem().is_none());
        assert_eq!(form.field("new.email").error.as_deref(), Some(fault.message.as_str()), "{fault:?}");
        assert_eq!(form.field("new.name").error, None);
        assert_eq!(form.faults().len(), 1);
        let form = form.translate(|code, field| Some(format!("{code} of {}", field?.name)));
        assert_eq!(form.field("new.email").error.as_deref(), Some("length of new.email"));
        assert_eq!(form.faults()[0].message, "length of new.email");
    }
    Ok(())
}

#[tokio::test]
async fn what_no_field_tells_has_a_message() -> Result<()> {
    let error = SignUpsClient::new(in_process()).create(new("ann@example.org")).await.unwrap_err();
    assert_eq!(error, CallError::Api(SignUpError::Taken { email: "ann@example.org".to_owned() }));
    assert_eq!((error.message().as_deref(), error.field("new.email")), (Some("ann@example.org has an account"), None));
    let form = Form::of(SignUpsSpec::CREATE).refused(&error);
    assert_eq!(form.problem().map(|problem| problem.title.as_str()), Some("ann@example.org has an account"));
    assert_eq!(form.faults()[0].message, "ann@example.org has an account");
    // It goes on to the browser, and into what is shared there.
    let json = serde_json::to_string(&error)?;
    assert_eq!(serde_json::from_str::<CallError<SignUpError>>(&json)?, *Arc::new(error));
    Ok(())
}
