//! Reads: which are sent, and when.

use crate::{MILK, MILK_AND_BREAD, Page, TodosSpec, counted, todo};
use futures_core::Stream;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use trifold::CallError;
use trifold_store::{Event, Mutation, Query, Store};

#[test]
fn nothing_is_loaded_before_somebody_subscribes_and_then_once() {
    let page = Page::new();
    let (one, other) = (page.store.query(TodosSpec::LIST, ()), page.store.query(TodosSpec::LIST, ()));
    assert!(page.open().is_empty() && one.snapshot().value.is_none());
    let (told, _one) = counted(|listener| one.subscribe(listener));
    let _other = other.subscribe(|| ());
    let _seven = page.store.query(TodosSpec::FIND, (7,)).subscribe(|| ());
    let _eight = page.store.query(TodosSpec::FIND, (8,)).subscribe(|| ());
    assert_eq!(page.open(), ["list", "find", "find"]);
    assert!(other.snapshot().fetching);
    told.store(0, Ordering::Relaxed);
    page.answer("list", 200, MILK);
    assert_eq!(told.load(Ordering::Relaxed), 1);
    let (shown, again) = (one.snapshot(), other.snapshot());
    assert_eq!(shown.value.as_deref(), Some(&vec![todo(1, "Milk")]));
    assert!(Arc::ptr_eq(&shown.value.unwrap(), &again.value.unwrap()) && !shown.fetching && !shown.stale && !shown.optimistic);
}

#[test]
fn an_old_value_is_asked_for_when_somebody_looks() {
    let page = Page::new();
    let list = page.store.query(TodosSpec::LIST, ()).stale_after(Duration::from_secs(10));
    let first = list.subscribe(|| ());
    assert_eq!(page.open(), ["list"]);
    page.answer("list", 200, MILK);
    page.environment.emit(Event::Visible);
    let _second = list.subscribe(|| ());
    assert!(page.open().is_empty());
    page.environment.advance(Duration::from_secs(10));
    assert!(list.snapshot().stale && page.open().is_empty());
    page.environment.emit(Event::Visible);
    assert_eq!(page.open(), ["list"]);
    page.answer("list", 200, MILK_AND_BREAD);
    page.environment.advance(Duration::from_secs(10));
    let _third = list.subscribe(|| ());
    assert_eq!(page.open(), ["list"]);
    assert_eq!(list.snapshot().value.unwrap().len(), 2, "shown while it is asked for");
    drop(first);
}

#[test]
fn what_failed_is_asked_for_again_when_the_network_is_back() {
    let page = Page::new();
    let list = page.store.query(TodosSpec::LIST, ());
    let _subscription = list.subscribe(|| ());
    for _ in 0..3 {
        assert_eq!(page.open(), ["list"], "a read is sent again as its call is");
        assert!(list.snapshot().error.is_none());
        page.network.cut("list");
    }
    assert!(page.open().is_empty(), "nobody hammers a server that is away");
    assert!(matches!(*list.snapshot().error.unwrap(), CallError::Transport(_)));
    page.environment.emit(Event::Online);
    assert_eq!(page.open(), ["list"]);
    page.answer("list", 200, MILK);
    assert!(list.snapshot().error.is_none() && list.snapshot().value.is_some());
}

#[test]
fn what_nobody_shows_goes_after_five_minutes() {
    let page = Page::new();
    let list = page.store.query(TodosSpec::LIST, ());
    let subscription = list.subscribe(|| ());
    page.open();
    page.answer("list", 200, MILK);
    drop(subscription);
    page.environment.advance(Duration::from_secs(299));
    page.environment.emit(Event::Visible);
    assert!(list.snapshot().value.is_some() && page.open().is_empty(), "kept, and not asked for");
    page.environment.advance(Duration::from_secs(1));
    page.environment.emit(Event::Visible);
    assert!(list.snapshot().value.is_none());
}

#[test]
fn an_event_from_outside_is_followed_by_one_read() {
    let page = Page::new();
    let (list, find) = (page.store.query(TodosSpec::LIST, ()), page.store.query(TodosSpec::FIND, (7,)));
    let _subscriptions = (list.subscribe(|| ()), find.subscribe(|| ()));
    page.open();
    page.answer("list", 200, MILK);
    page.answer("find", 200, r#"{"id":7,"title":"Tea","done":false}"#);
    page.store.invalidate(TodosSpec::FIND, (8,));
    assert!(page.open().is_empty());
    page.store.invalidate(TodosSpec::FIND, (7,));
    page.store.invalidate_all(TodosSpec::LIST);
    list.refresh();
    assert_eq!(page.open(), ["find", "list", "list"]);
    page.network.answer("list", 1, 200, MILK_AND_BREAD);
    page.open();
    page.answer("list", 200, MILK);
    assert_eq!(list.snapshot().value.unwrap().len(), 2, "the older read came last");
}

#[test]
fn a_page_that_is_too_old_stops_reading_and_says_so_once() {
    let page = Page::new();
    let (list, find) = (page.store.query(TodosSpec::LIST, ()), page.store.query(TodosSpec::FIND, (7,)));
    let (told, _told) = counted(|listener| page.store.on_stale(listener));
    let _subscriptions = (list.subscribe(|| ()), find.subscribe(|| ()));
    page.open();
    let stale = r#"{"type":"/problems/stale-action","title":"stale","status":409}"#;
    page.answer("list", 409, stale);
    page.answer("find", 409, stale);
    assert_eq!((told.load(Ordering::Relaxed), page.store.is_stale()), (1, true));
    assert_eq!(*list.snapshot().error.unwrap(), CallError::Stale);
    page.environment.emit(Event::Visible);
    list.refresh();
    assert!(page.open().is_empty() && !list.snapshot().fetching);
}

#[test]
fn changes_are_a_stream() {
    let page = Page::new();
    let mut changes = page.store.query(TodosSpec::LIST, ()).changes();
    let mut context = Context::from_waker(Waker::noop());
    let mut next = || Pin::new(&mut changes).poll_next(&mut context);
    assert_eq!((next(), next()), (Poll::Ready(Some(())), Poll::Pending));
    page.open();
    page.answer("list", 200, MILK);
    assert_eq!((next(), next()), (Poll::Ready(Some(())), Poll::Pending));
}

#[test]
fn handles_cross_threads() {
    fn crosses<T: Clone + Send + Sync>() {}
    crosses::<Store>();
    crosses::<Query<std::cell::Cell<u8>, std::cell::Cell<u8>>>();
    crosses::<Mutation<(u8,), u8, u8>>();
}
