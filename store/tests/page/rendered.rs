//! A page that a server rendered.

use crate::{MILK, Page, TodosSpec, todo};

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
