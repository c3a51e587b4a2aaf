//! A place that spans come from, one for each method, made when a server is built.
//!
//! `tracing` wants the name of a span to be a constant of the place that makes it. A macro in the expansion of each method would cost every
//! user's build; so these places are made here, at run time, and live as long as the program: one for each method, however many servers.

use super::TraceParent;
use crate::spec::MethodSpec;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use tracing::callsite::{Callsite, DefaultCallsite, Identifier, register};
use tracing::field::{DisplayValue, Empty, FieldSet, Value, display};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Span, dispatcher};

/// What a span says. `status` and `bytes` (of the answer's body, where that is known) come at the end.
const FIELDS: &[&str] = &["fold", "status", "bytes", "trace_id", "parent_id"];

const TARGET: &str = "trifold::call";

/// The place of one method.
#[derive(Debug)]
pub(super) struct Site {
    metadata: OnceLock<Metadata<'static>>,
    interest: AtomicU8,
}

const NEVER: u8 = 0;
const SOMETIMES: u8 = 1;
const ALWAYS: u8 = 2;

/// What a site is before it has a name; nobody sees it.
static UNNAMED: Metadata<'static> =
    Metadata::new("call", TARGET, Level::INFO, None, None, None, FieldSet::new(FIELDS, Identifier(&UNNAMED_SITE)), Kind::SPAN);
static UNNAMED_SITE: DefaultCallsite = DefaultCallsite::new(&UNNAMED);

impl Site {
    /// The place of a method; always the same for the same one.
    pub(super) fn of(method: &MethodSpec) -> &'static Self {
        static KNOWN: Mutex<Option<HashMap<String, &'static Site>>> = Mutex::new(None);
        let name = format!("{}.{}", method.service.name, method.name);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.get_or_insert_default().entry(name).or_insert_with_key(|name| Self::leak(name.clone()))
    }

    fn leak(name: String) -> &'static Self {
        let site: &'static Self = Box::leak(Box::new(Self { metadata: OnceLock::new(), interest: AtomicU8::new(SOMETIMES) }));
        let fields = FieldSet::new(FIELDS, Identifier(site));
        site.metadata.get_or_init(|| Metadata::new(name.leak(), TARGET, Level::INFO, None, None, None, fields, Kind::SPAN));
        register(site);
        site
    }

    /// A span, if anybody wants it.
    pub(super) fn span(&'static self, fold: &'static str, parent: Option<TraceParent>) -> Span {
        let Some(metadata) = self.metadata.get().filter(|metadata| self.is_wanted(metadata)) else { return Span::none() };
        let ids = parent.map(|parent| (hex(parent.trace_id(), 32), hex(parent.parent_id().into(), 16)));
        let (trace, parent): (&dyn Value, &dyn Value) = match &ids {
            Some((trace, parent)) => (trace, parent),
            None => (&Empty, &Empty),
        };
        let mut fields = metadata.fields().iter();
        let [Some(f), Some(s), Some(b), Some(t), Some(p)] = std::array::from_fn(|_| fields.next()) else { return Span::none() };
        let values: [(_, Option<&dyn Value>); 5] =
            [(&f, Some(&fold)), (&s, Some(&Empty)), (&b, Some(&Empty)), (&t, Some(trace)), (&p, Some(parent))];
        Span::new(metadata, &metadata.fields().value_set(&values))
    }

    fn is_wanted(&self, metadata: &'static Metadata<'static>) -> bool {
        match self.interest.load(Ordering::Relaxed) {
            NEVER => false,
            ALWAYS => true,
            _ => dispatcher::get_default(|subscriber| subscriber.enabled(metadata)),
        }
    }
}

fn hex(id: u128, width: usize) -> DisplayValue<String> {
    display(format!("{id:0width$x}"))
}

impl Callsite for Site {
    fn set_interest(&self, interest: Interest) {
        let interest = match () {
            () if interest.is_never() => NEVER,
            () if interest.is_always() => ALWAYS,
            () => SOMETIMES,
        };
        self.interest.store(interest, Ordering::Relaxed);
    }

    fn metadata(&self) -> &Metadata<'_> {
        self.metadata.get().unwrap_or(&UNNAMED)
    }
}
