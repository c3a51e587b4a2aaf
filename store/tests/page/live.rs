//! Streams: when they are open, and what is shown of them.

use crate::network::Feed;
use crate::{Page, TodoError, TodosSpec, counted, todo};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use trifold::CallError;
use trifold::stream::Connection;
use trifold_store::Event;

const OPEN: &str = ": open\n\n";

fn event(id: u64, title: &str) -> String {
    format!("id: {id}\ndata: {{\"id\":{id},\"title\":\"{title}\",\"done\":false}}\n\n")
}

impl Page {
    /// Accepts the stream that waits, and says something.
    fn accept(&self, first: &str) -> Feed {
        assert_eq!(self.open(), ["watch"]);
        let feed = self.network.accept();
        self.say(&feed, first);
        feed
    }

    fn say(&self, feed: &Feed, text: &str) {
        feed.say(text);
        self.environment.run();
    }
}

#[test]
fn a_stream_is_open_while_somebody_subscribes_and_once() {
    let page = Page::new();
    let (one, other) = (page.store.live(TodosSpec::WATCH, ()), page.store.live(TodosSpec::WATCH, ()));
    assert!(page.open().is_empty() && one.snapshot().connection.is_none());
    let (told, first) = counted(|listener| one.subscribe(listener));
    let second = other.subscribe(|| ());
    let before = one.snapshot();
    assert!(before.fetching && before.stale && before.connection == Some(Connection::Connecting));
    let feed = page.accept(OPEN);
    let open = one.snapshot();
    assert!(open.value.is_none() && !open.fetching && !open.stale && open.connection == Some(Connection::Open));

    told.store(0, Ordering::Relaxed);
    page.say(&feed, &event(1, "Milk"));
    assert_eq!((one.snapshot().value.as_deref(), told.load(Ordering::Relaxed)), (Some(&todo(1, "Milk")), 1));
    let third = other.subscribe(|| ());
    assert!(page.open().is_empty(), "one stream for all");

    drop((first, second));
    assert_eq!(page.environment.run(), 1);
    drop(third);
    assert_eq!((page.environment.run(), feed.is_dropped()), (0, true));
    let closed = one.snapshot();
    assert!(closed.value.is_some() && closed.stale && closed.connection.is_none());
    let _again = one.subscribe(|| ());
    assert!(one.snapshot().value.is_some(), "shown until there is another");
    let feed = page.accept(&event(2, "Bread"));
    assert_eq!(page.network.header("last-event-id"), None);
    assert_eq!(one.snapshot().value.as_deref(), Some(&todo(2, "Bread")));
    page.say(&feed, OPEN);
}

#[test]
fn subscribers_are_told_of_each_value() {
    let page = Page::new();
    let live = page.store.live(TodosSpec::WATCH, ());
    let titles = Arc::new(Mutex::new(Vec::new()));
    let (shown, seen) = (live.clone(), titles.clone());
    let _subscription = live.subscribe(move || seen.lock().unwrap().extend(shown.snapshot().value.map(|todo| todo.title.clone())));
    page.accept(&[OPEN, &event(1, "Milk"), &event(2, "Bread"), &event(3, "Tea")].concat());
    assert_eq!(*titles.lock().unwrap(), ["Milk", "Bread", "Tea"]);
}

#[test]
fn a_value_stays_while_the_stream_connects_again() {
    let page = Page::new();
    let live = page.store.live(TodosSpec::WATCH, ());
    let _subscription = live.subscribe(|| ());
    assert_eq!(page.open(), ["watch"]);
    page.network.refuse(503, "{}");
    let feed = page.accept(&event(1, "Milk"));
    feed.cut();
    assert_eq!(page.open(), ["watch"]);
    assert_eq!(page.network.header("last-event-id").as_deref(), Some("1"));
    let cut = live.snapshot();
    assert!(cut.value.is_some() && cut.error.is_none() && cut.stale && cut.connection == Some(Connection::Connecting));
    page.accept(OPEN);
    let again = live.snapshot();
    assert!(again.value.is_some() && !again.stale && again.connection == Some(Connection::Open));
}

#[test]
fn an_id_that_no_header_carries_is_not_handed_back() {
    for (id, sent) in
        [("7", Some("7")), (&*"x".repeat(256), Some(&*"x".repeat(256))), (&*"x".repeat(257), None), ("a\tb", None), (" 7", None)]
    {
        let page = Page::new();
        let _subscription = page.store.live(TodosSpec::WATCH, ()).subscribe(|| ());
        page.accept(&format!("id: {id}\n{}", event(1, "Milk").split_once('\n').unwrap().1)).cut();
        assert_eq!(page.open(), ["watch"]);
        assert_eq!(page.network.header("last-event-id").as_deref(), sent, "{id:?}");
    }
}

#[test]
fn what_ends_a_stream_is_shown_and_it_is_opened_again_when_somebody_looks() {
    let page = Page::new();
    let live = page.store.live(TodosSpec::WATCH, ());
    let _subscription = live.subscribe(|| ());
    let problem = r#"{"type":"/problems/TodoError/full","title":"full","status":409,"code":"full"}"#;
    page.accept(&format!("{}event: problem\ndata: {problem}\n\n", event(1, "Milk")));
    let ended = live.snapshot();
    assert_eq!(ended.error.as_deref(), Some(&CallError::Api(TodoError::Full)));
    assert!(ended.value.is_some() && ended.stale && ended.connection == Some(Connection::Closed) && page.open().is_empty());
    page.environment.emit(Event::Online);
    page.accept(&event(2, "Bread"));
    assert!(live.snapshot().error.is_none() && !live.snapshot().stale);

    // The first connection is refused in the same words.
    live.refresh();
    assert_eq!(page.open(), ["watch"]);
    page.network.refuse(409, problem);
    page.environment.run();
    assert_eq!(live.snapshot().error.as_deref(), Some(&CallError::Api(TodoError::Full)));
}

#[test]
fn what_is_at_its_end_is_not_opened_again_unless_it_is_asked_for() {
    let page = Page::new();
    let live = page.store.live(TodosSpec::WATCH, ());
    let first = live.subscribe(|| ());
    page.accept(&format!("{}event: end\ndata:\n\n", event(1, "Milk")));
    let end = live.snapshot();
    assert!(end.value.is_some() && !end.stale && end.connection == Some(Connection::Closed));
    let _second = live.subscribe(|| ());
    page.environment.emit(Event::Visible);
    assert!(page.open().is_empty());
    live.refresh();
    page.accept(OPEN);
    drop(first);
}

#[test]
fn a_stream_that_is_said_to_be_old_is_opened_anew() {
    let page = Page::new();
    let live = page.store.live(TodosSpec::WATCH, ());
    let _subscription = live.subscribe(|| ());
    let feed = page.accept(&event(1, "Milk"));
    page.store.invalidate_all(TodosSpec::WATCH);
    page.environment.run();
    assert!(feed.is_dropped() && live.snapshot().value.is_some() && live.snapshot().stale);
    page.accept(&event(2, "Bread"));
    assert_eq!(page.network.header("last-event-id"), None, "it is a new one");
    assert!(live.snapshot().value.as_deref() == Some(&todo(2, "Bread")) && !live.snapshot().stale);
}

#[test]
fn a_stream_that_is_too_old_stops_the_store() {
    let page = Page::new();
    let live = page.store.live(TodosSpec::WATCH, ());
    let _subscription = live.subscribe(|| ());
    assert_eq!(page.open(), ["watch"]);
    page.network.refuse(409, r#"{"type":"/problems/stale-action","title":"stale","status":409}"#);
    page.environment.run();
    assert_eq!((live.snapshot().error.as_deref(), page.store.is_stale()), (Some(&CallError::Stale), true));
    page.environment.emit(Event::Visible);
    assert!(page.open().is_empty());
}

#[test]
fn a_transport_without_streams_says_so() {
    let (network, page) = (crate::network::WithoutStreams, Page::new());
    let store = trifold_store::Store::new(network, page.environment.clone());
    let live = store.live(TodosSpec::WATCH, ());
    let _subscription = live.subscribe(|| ());
    page.environment.run();
    assert!(matches!(live.snapshot().error.as_deref(), Some(CallError::Transport(_))), "{:?}", live.snapshot());
}
