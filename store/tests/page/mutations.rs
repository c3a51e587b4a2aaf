//! The values shown while a write is under way, and after.

use crate::{MILK, MILK_AND_BREAD, Page, Todo, TodoError, TodosSpec, counted, todo};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use trifold::CallError;
use trifold::transport::arguments_hash;
use trifold_store::{Event, Mutation, Query};

const BREAD: &str = r#"{"id":2,"title":"Bread","done":false}"#;

/// The lists of titles that were shown.
type Log = Arc<Mutex<Vec<String>>>;

type Create = Mutation<(Todo,), Todo, TodoError>;

fn create(page: &Page) -> Create {
    page.store.mutation(TodosSpec::CREATE).optimistic(TodosSpec::LIST, |todos, (new,)| todos.push(new.clone()))
}

fn titles(list: &Query<Vec<Todo>, TodoError>) -> String {
    list.snapshot().value.iter().flat_map(|todos| todos.iter().map(|todo| todo.title.clone())).collect::<Vec<_>>().join(" ")
}

/// A page that shows a list with milk in it.
fn with_milk() -> (Page, Query<Vec<Todo>, TodoError>, trifold_store::Subscription, Log) {
    let page = Page::new();
    let list = page.store.query(TodosSpec::LIST, ());
    let log = Log::default();
    let (shown, seen) = (list.clone(), log.clone());
    let subscription = list.subscribe(move || {
        let mut seen = seen.lock().unwrap();
        let now = titles(&shown);
        if seen.last() != Some(&now) {
            seen.push(now);
        }
    });
    page.open();
    page.answer("list", 200, MILK);
    (page, list, subscription, log)
}

#[test]
fn an_optimistic_value_is_shown_once() {
    let (page, list, _subscription, log) = with_milk();
    let create = create(&page);
    let (told, _told) = counted(|listener| create.subscribe(listener));
    create.send((todo(2, "Bread"),));
    assert!(list.snapshot().optimistic);
    assert_eq!((create.snapshot().pending, create.snapshot().input.unwrap().0.id), (1, 2));
    page.environment.emit(Event::Visible);
    assert_eq!(page.open(), ["create"]);
    page.answer("create", 200, BREAD);
    assert_eq!(page.open(), ["list"], "one read follows");
    page.answer("list", 200, MILK_AND_BREAD);
    assert_eq!(*log.lock().unwrap(), ["", "Milk", "Milk Bread"]);
    assert!(!list.snapshot().optimistic && !list.snapshot().stale);
    let done = create.snapshot();
    assert_eq!((done.pending, done.outcome.unwrap().unwrap().id, told.load(Ordering::Relaxed)), (0, 2, 2));
}

#[test]
fn what_is_refused_is_taken_back() {
    let (page, list, _subscription, log) = with_milk();
    let create = create(&page);
    create.send((todo(2, "Bread"),));
    page.open();
    page.answer("create", 409, r#"{"type":"/problems/TodoError/full","title":"full","status":409,"code":"full"}"#);
    assert_eq!(create.snapshot().error(), Some(&CallError::Api(TodoError::Full)));
    assert_eq!(*log.lock().unwrap(), ["", "Milk", "Milk Bread", "Milk"]);
    assert_eq!(page.open(), ["list"], "the method may have done something before it failed");
    page.answer("list", 200, MILK);
    create.send((todo(3, ""),));
    assert!(page.open().is_empty(), "rules refuse it before it is sent");
    assert_eq!(create.snapshot().field("/new/title").unwrap().code, "length");
    assert_eq!(titles(&list), "Milk");
    create.send((todo(2, "Bread"),));
    assert!(create.snapshot().field("/new/title").is_none());
}

#[test]
fn nobody_knows_what_a_broken_connection_did_so_it_is_read() {
    let (page, list, _subscription, _) = with_milk();
    create(&page).send((todo(2, "Bread"),));
    page.open();
    page.network.cut("create");
    assert_eq!((page.open(), titles(&list).as_str()), (vec!["list".to_owned()], "Milk"));
    page.answer("list", 200, MILK_AND_BREAD);
    assert_eq!(titles(&list), "Milk Bread");
}

#[test]
fn writes_whose_answers_come_in_reverse_order_end_right() {
    let (page, list, _subscription, log) = with_milk();
    let create = create(&page);
    create.send((todo(2, "Bread"),));
    create.send((todo(3, "Tea"),));
    assert_eq!(page.open(), ["create", "create"]);
    page.network.answer("create", 1, 200, r#"{"id":3,"title":"Tea","done":false}"#);
    assert_eq!(page.open(), ["create"], "nothing is read while one is under way");
    page.answer("create", 200, BREAD);
    assert_eq!(page.open(), ["list"]);
    page.answer("list", 200, &MILK_AND_BREAD.replace(']', r#",{"id":3,"title":"Tea","done":false}]"#));
    assert_eq!(*log.lock().unwrap(), ["", "Milk", "Milk Bread", "Milk Bread Tea"]);
    assert!(!list.snapshot().optimistic);
    assert_eq!(page.network.count(), 4);
}

#[test]
fn a_second_click_is_the_first_call() {
    let page = Page::new();
    let create = page.store.mutation(TodosSpec::CREATE).once();
    let mut calls = [pin!(create.call((todo(2, "Bread"),))), pin!(create.call((todo(2, "Bread"),)))];
    assert_eq!((page.open(), create.snapshot().pending), (vec!["create".to_owned()], 1));
    page.answer("create", 200, BREAD);
    let mut context = Context::from_waker(Waker::noop());
    for call in &mut calls {
        assert!(matches!(call.as_mut().poll(&mut context), Poll::Ready(Ok(todo)) if todo.id == 2));
    }
    create.send((todo(3, "Tea"),));
    assert_eq!(page.open(), ["create"]);
}

#[test]
fn queued_calls_go_one_after_the_other() {
    let (page, list, _subscription, log) = with_milk();
    let create = create(&page).queued();
    create.send((todo(2, "Bread"),));
    create.send((todo(3, "Tea"),));
    assert_eq!((page.open(), create.snapshot().pending, titles(&list).as_str()), (vec!["create".to_owned()], 2, "Milk Bread Tea"));
    page.network.cut("create");
    assert_eq!(page.open(), ["create"], "the next goes, whatever became of the first");
    page.answer("create", 200, r#"{"id":3,"title":"Tea","done":false}"#);
    assert_eq!((page.open(), create.snapshot().pending), (vec!["list".to_owned()], 0));
    page.answer("list", 200, r#"[{"id":1,"title":"Milk","done":false},{"id":3,"title":"Tea","done":false}]"#);
    assert_eq!(*log.lock().unwrap(), ["", "Milk", "Milk Bread", "Milk Bread Tea", "Milk Tea"]);
    create.send((todo(4, "Rice"),));
    assert_eq!(page.open(), ["create"]);
}

#[test]
fn a_call_that_a_listener_makes_is_sent_behind_the_one_that_it_hears_of() {
    let (page, list, _subscription, _log) = with_milk();
    let create = create(&page).queued();
    let (shown, second, count) = (list.clone(), create.clone(), AtomicUsize::new(0));
    let _listener = list.subscribe(move || {
        if shown.snapshot().optimistic && count.fetch_add(1, Ordering::Relaxed) == 0 {
            second.send((todo(3, "Tea"),));
        }
    });
    create.send((todo(2, "Bread"),));
    assert_eq!((page.open(), create.snapshot().pending), (vec!["create".to_owned()], 2));
    assert!(page.network.body().contains("Bread"), "the first call goes out first");
}

#[test]
fn a_call_beside_the_queue_sends_none_of_it() {
    let (page, _, _subscription, _) = with_milk();
    let beside = create(&page);
    let queued = beside.clone().queued();
    beside.send((todo(2, "Bread"),));
    queued.send((todo(3, "Tea"),));
    queued.send((todo(4, "Rice"),));
    assert_eq!(page.open(), ["create", "create"]);
    page.answer("create", 200, BREAD);
    assert_eq!((page.open(), queued.snapshot().pending), (vec!["create".to_owned()], 2), "the last waits for the one before it");
}

#[test]
fn a_call_that_is_never_sent_does_not_send_the_next() {
    let (page, _, _subscription, _) = with_milk();
    let create = create(&page).queued();
    create.send((todo(2, "Bread"),));
    create.send((todo(3, "Tea"),));
    create.send((todo(4, ""),));
    assert_eq!((page.open(), create.snapshot().pending), (vec!["create".to_owned()], 2), "rules refuse it; the second waits for the first");
}

/// Looks at a mutation when it is woken.
struct Looks(Create);

impl std::task::Wake for Looks {
    fn wake(self: Arc<Self>) {
        self.0.snapshot();
    }
}

#[test]
fn whoever_is_told_may_use_the_store() {
    let (page, list, _subscription, _) = with_milk();
    let create = create(&page);
    let held = || (list.subscribe(|| {}), create.subscribe(|| {}), page.store.on_stale(|| {}));
    let (one, two, three) = (held(), held(), held());
    drop(page.store.on_stale(move || _ = &one));
    drop(create.subscribe(move || _ = &two));
    drop(list.subscribe(move || _ = &three));
    let mut call = pin!(create.call((todo(2, "Bread"),)));
    let waker = Waker::from(Arc::new(Looks(create.clone())));
    assert!(call.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    page.open();
    page.answer("create", 200, BREAD);
    assert!(call.as_mut().poll(&mut Context::from_waker(&waker)).is_ready());
}

#[test]
fn calls_outlive_whoever_made_them() {
    let (page, list, _subscription, _) = with_milk();
    drop(create(&page).call((todo(2, "Bread"),)));
    page.open();
    page.answer("create", 200, BREAD);
    page.answer("list", 200, MILK_AND_BREAD);
    assert_eq!(titles(&list), "Milk Bread");
}

#[test]
fn a_write_brings_what_it_names_up_to_date() {
    let (page, list, _subscription, _) = with_milk();
    let [one, two] = [1, 2].map(|id| page.store.query(TodosSpec::FIND, (id,)));
    let _subscriptions = (one.subscribe(|| ()), two.subscribe(|| ()));
    page.open();
    page.answer("find", 200, r#"{"id":1,"title":"Milk","done":false}"#);
    page.answer("find", 200, BREAD);
    let toggle = page.store.mutation(TodosSpec::TOGGLE).optimistic(TodosSpec::FIND, |todo, (_, done)| todo.done = *done);
    toggle.send((1, true));
    let done = |todo: &Query<Todo, TodoError>| todo.snapshot().value.unwrap().done;
    assert_eq!((done(&one), done(&two), list.snapshot().optimistic), (true, false, false));
    page.open();
    page.answer("toggle", 200, r#"{"id":1,"title":"Milk","done":true}"#);
    assert_eq!(page.open(), ["list", "find"]);
    page.answer("find", 200, r#"{"id":1,"title":"Milk","done":true}"#);
    assert_eq!((done(&one), one.snapshot().optimistic, two.snapshot().stale), (true, false, false));
}

#[test]
fn what_only_the_method_knows_is_read_too() {
    let (page, _, _subscription, _) = with_milk();
    let [one, two] = [1, 2].map(|id| page.store.query(TodosSpec::FIND, (id,)));
    let _subscriptions = (one.subscribe(|| ()), two.subscribe(|| ()));
    page.open();
    page.answer("find", 200, BREAD);
    page.answer("find", 200, BREAD);
    let find = TodosSpec::FIND.action.unwrap();
    for (name, expected) in [(format!("{}.{:016x}", find.tag().as_str(), arguments_hash("[2]")), 1), (find.tag().as_str().to_owned(), 2)] {
        page.store.mutation(TodosSpec::CREATE).send((todo(2, "Bread"),));
        page.open();
        page.network.answer_with("create", BREAD, "trifold-invalidate", name);
        assert_eq!(page.open(), vec!["find"; expected]);
        (0..expected).for_each(|_| page.answer("find", 200, BREAD));
    }
}

#[test]
fn a_flight_saves_the_read_that_follows() {
    let (page, list, _subscription, log) = with_milk();
    let create = create(&page);
    create.send((todo(2, "Bread"),));
    assert_eq!(page.open(), ["create"]);
    let id = TodosSpec::LIST.action.unwrap();
    let asked = format!(r#"[["{}","{}",[]]]"#, id.tag().as_str(), TodosSpec::LIST.strict.as_str());
    assert_eq!(page.network.header("trifold-refresh").as_deref(), Some(asked.as_str()));
    let together = format!(r#"{{"value":{BREAD},"refresh":[{{"status":200,"value":{MILK_AND_BREAD}}}]}}"#);
    page.network.answer_with("create", &together, "trifold-refresh", "1".to_owned());
    assert!(page.open().is_empty() && !list.snapshot().optimistic && !list.snapshot().stale);
    assert_eq!(*log.lock().unwrap(), ["", "Milk", "Milk Bread"]);
    assert_eq!(create.snapshot().outcome.unwrap().unwrap().id, 2);
    create.send((todo(3, "Tea"),));
    page.open();
    let late = r#"{"value":{"id":3,"title":"Tea","done":false},"refresh":[{"status":0}]}"#;
    page.network.answer_with("create", late, "trifold-refresh", "1".to_owned());
    assert_eq!((page.open(), titles(&list).as_str()), (vec!["list".to_owned()], "Milk Bread Tea"), "it was not there in time");
}

#[test]
fn overlapping_writes_trust_no_flight() {
    let (page, list, _subscription, log) = with_milk();
    let create = create(&page);
    create.send((todo(2, "Bread"),));
    create.send((todo(3, "Tea"),));
    page.open();
    let both = MILK_AND_BREAD.replace(']', r#",{"id":3,"title":"Tea","done":false}]"#);
    for (value, read) in [(r#"{"id":3,"title":"Tea","done":false}"#, &*both), (BREAD, MILK_AND_BREAD)] {
        let together = format!(r#"{{"value":{value},"refresh":[{{"status":200,"value":{read}}}]}}"#);
        page.network.answer_with("create", &together, "trifold-refresh", "1".to_owned());
        page.environment.run();
    }
    assert_eq!((page.open(), titles(&list).as_str()), (vec!["list".to_owned()], "Milk Bread Tea"));
    page.answer("list", 200, &both);
    assert_eq!(*log.lock().unwrap(), ["", "Milk", "Milk Bread", "Milk Bread Tea"]);
}
