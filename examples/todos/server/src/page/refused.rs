//! What the page knows of its forms: the rules of their fields, and of the one that was refused why, and what was typed.
//!
//! In: a screen, and Trifold's `FormState`. Out: the same screen with the fields in it, and with what is wrong, in the page's words.

use todos_api::{TodoError, TodosSpec};
use todos_web::view::{self, Forms, Screen};
use trifold::form::{Fault, Field};
use trifold::server::FormState;

/// The screen with its forms.
pub(super) fn shown(screen: Screen, forms: &FormState) -> Screen {
    let make = forms.clone();
    let screen = Screen { forms: Forms::new(move |method| make.form(method)), ..screen };
    let edited = screen.editing.as_ref().map(|editing| screen.edited_title(editing));
    let refused = summary(forms, [Some(&screen.new_title()), edited.as_ref()]);
    Screen { refused, login: forms.login().map(str::to_owned), ..screen }
}

/// The todo whose new title was refused.
pub(super) fn edited(forms: &FormState) -> Option<u64> {
    forms.form(TodosSpec::EDIT).field("id").typed?.parse().ok()
}

/// What is wrong: with the form as a whole, or with fields that the page shows.
fn summary(forms: &FormState, fields: [Option<&Field>; 2]) -> Vec<Fault> {
    let faulty = fields.into_iter().flatten().filter_map(|field| {
        let message = field.error.clone()?;
        Some(Fault { field: Some(field.id.clone()), label: Some(field.label.clone()), message })
    });
    let faults: Vec<_> = faulty.collect();
    if !faults.is_empty() {
        return faults;
    }
    // Fields that the page does not have are told of by name, since there is none to lead to.
    let elsewhere = forms.faults().into_iter().map(|fault| match fault.label {
        Some(label) => whole(format!("{label}: {}", fault.message)),
        None => whole(fault.message),
    });
    let elsewhere: Vec<_> = elsewhere.collect();
    if elsewhere.is_empty() { notice(forms).map(whole).into_iter().collect() } else { elsewhere }
}

/// What is wrong with the form as a whole.
fn whole(message: String) -> Fault {
    Fault { field: None, label: None, message }
}

/// Why a form was refused, in words.
fn notice(forms: &FormState) -> Option<String> {
    let problem = forms.problem()?;
    Some(match (forms.error::<TodoError>(), problem.status) {
        (Some(error), _) => view::error(&error).to_owned(),
        (None, 401) => {
            "This page had lost its session, and has a new one now. Send it again, or sign in first to get back to your list.".to_owned()
        }
        _ => problem.detail.clone().unwrap_or_else(|| problem.title.clone()),
    })
}
