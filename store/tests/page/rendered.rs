//! A page that a server rendered.

use crate::{MILK, MILK_AND_BREAD, Page, TodosSpec, todo};
use std::time::Duration;

#[test]
fn what_was_rendered_is_not_asked_for() {
    let server = Page::new();
    server.store.hydrate_one(TodosSpec::LIST, (), vec![todo(1, "</script>")]);
    server.store.hydrate_one(TodosSpec::FIND, (7,), todo(7, "Tea"));
    let json = server.store.dehydrate();
    assert!(!json.contains('<'), "{json}");

    let page = Page::new();
    page.store.hydrate(&json);
    let (list, find) = (page.store.query(TodosSpec::LIST, ()), page.store.query(TodosSpec::FIND, (7,)));
    assert_eq!(*list.snapshot().value.unwrap(), [todo(1, "</script>")]);
    let _subscriptions = (list.subscribe(|| ()), find.subscribe(|| ()), page.store.query(TodosSpec::FIND, (8,)).subscribe(|| ()));
    assert_eq!(page.open(), ["find"], "the one that was not rendered");
    assert_eq!(find.snapshot().value.unwrap().title, "Tea");
}

#[test]
fn what_cannot_be_read_is_loaded() {
    let id = TodosSpec::LIST.action.unwrap();
    let id = id.tag().as_str();
    for json in ["", "{}", "[[1]]", &format!(r#"[["{id}",[],7]]"#), &format!(r#"[["{id}",[],[{{"id":1}}]]]"#)] {
        let page = Page::new();
        page.store.hydrate(json);
        let list = page.store.query(TodosSpec::LIST, ());
        let _subscription = list.subscribe(|| ());
        assert_eq!(page.open(), ["list"], "{json}");
        page.answer("list", 200, MILK);
        assert!(list.snapshot().value.is_some());
    }
}

/// The list and a todo, as a server renders them.
fn rendered() -> Page {
    let server = Page::new();
    server.store.hydrate_one(TodosSpec::LIST, (), vec![todo(1, "Milk")]);
    server.store.hydrate_one(TodosSpec::FIND, (1,), todo(1, "Milk"));
    let page = Page::new();
    page.store.hydrate(&server.store.dehydrate());
    page
}

#[test]
fn what_changed_before_anybody_looked_is_asked_for() {
    let changes: [fn(&Page); 4] = [
        |page| {
            page.store.mutation(TodosSpec::TOGGLE).send((1, true));
            page.open();
            page.answer("toggle", 200, r#"{"id":1,"title":"Milk","done":true}"#);
        },
        |page| {
            page.store.mutation(TodosSpec::TOGGLE).send((1, true));
            page.open();
            page.network.cut("toggle");
            page.environment.run();
        },
        |page| page.store.invalidate_all(TodosSpec::LIST),
        |page| page.store.query(TodosSpec::LIST, ()).refresh(),
    ];
    for change in changes {
        let page = rendered();
        change(&page);
        let list = page.store.query(TodosSpec::LIST, ());
        let _subscription = list.subscribe(|| ());
        assert_eq!(page.open(), ["list"]);
        page.answer("list", 200, MILK_AND_BREAD);
        assert_eq!(list.snapshot().value.unwrap().len(), 2);
    }
}

#[test]
fn what_was_rendered_is_as_old_as_its_page() {
    let page = rendered();
    page.environment.advance(Duration::from_secs(60));
    let list = page.store.query(TodosSpec::LIST, ());
    let _subscription = list.subscribe(|| ());
    assert_eq!((page.open(), list.snapshot().value.map(|todos| todos.len())), (vec!["list".to_owned()], Some(1)), "shown, and asked for");
}
