//! The rules about routes.

use super::{accepts, accepts_trait, contains, pretty, refuses, refuses_trait, service};

#[test]
fn a_template_says_where_it_is_wrong() {
    let table = [
        ("todos", 1, "it does not begin with `/`; write `\"/todos\"`"),
        ("/a/{id", 4, "`{` is not closed; write `{id}`"),
        ("/a/id}", 6, "`}` closes nothing; write a capture as `{name}`"),
        ("/a/{}", 4, "`{}` names no parameter; write the parameter's name between the braces"),
        ("/a/{1d}", 5, "`1d` is not the name of a parameter; write the parameter's name between the braces"),
        ("/a/x{id}", 4, "a capture is a whole segment; write `{id}` between two slashes"),
        ("/a/{*rest}", 5, "a capture takes one segment; take the rest of a path as a `#[query]` argument"),
        ("/a//b", 3, "a segment is empty; write something between the two slashes, or one slash"),
        ("/a/", 3, "it ends with a slash; write `\"/a\"`"),
        ("https://a.example/a", 1, "it is a whole URL, and a route knows its path alone; write what follows the host"),
        ("/a/{id:[0-9]+}", 5, "`id:[0-9]+` is not the name of a parameter; write `{id}`, and what it can be in the argument's type"),
        ("/a/<id>", 4, "`<` cannot stand in a path segment; write a capture as `{id}`"),
        ("/a/[id]", 4, "`[` cannot stand in a path segment; write a capture as `{id}`"),
        ("a/", 1, "it does not begin with `/`; write `\"/a\"`"),
        ("/a/{todo-id}", 5, "`todo-id` is not the name of a parameter; write `{todo_id}`"),
        ("/a#b", 3, "`#` cannot stand in a path segment; leave it out: a browser keeps the fragment to itself"),
        (
            "/a?b=c",
            3,
            "`?` cannot stand in a path segment; leave it out: with `GET` and `DELETE`, what is not in the path is taken from the query",
        ),
        ("/a b", 3, "a space cannot stand in a path segment; use letters, digits and `-._~`"),
        ("/ä/<id>", 2, "`ä` cannot stand in a path segment; use letters, digits and `-._~`"),
        ("/a/../b", 4, "a URL parser would resolve `..` away; write the path that it would lead to"),
    ];
    for (path, column, fault) in table {
        let messages = super::messages(&super::service(&format!("trait T {{ #[get(\"{path}\")] async fn f(&self, id: u8); }}")));
        assert_eq!(messages[0], format!("path template `{path}`, column {column}: {fault}"), "{messages:#?}");
    }
    accepts("#[get(\"/\")] async fn f(&self); #[get(\"/a-b/{id}/~c\")] async fn g(&self, id: u8);");
}

#[test]
fn a_verb_is_spelled_as_it_is() {
    for (written, meant) in [("pst(\"/a\")", "post"), ("idempotnt", "idempotent"), ("refresh(f)", "refreshes"), ("from", "form")] {
        let name = written.split('(').next().unwrap();
        let message = format!("`#[{name}]` is no attribute of a method; did you mean `#[{meant}]`?");
        refuses(&format!("#[{written}] async fn f(&self);"), &message);
    }
    accepts("#[forbid(unsafe_code)] #[must_use] async fn f(&self); #[tracing::instrument] async fn g(&self);");
}

#[test]
fn a_verb_is_written_whole() {
    refuses("#[get] async fn f(&self);", "`#[get]` names no path; write `#[get(\"/path\")]`");
    refuses("#[get(status = 200)] async fn f(&self);", "`#[get]` names no path; write `#[get(\"/path\")]`");
    for elsewhere in ["#[get(path = \"/a\")]", "#[get = \"/a\"]", "#[get(status = 200, \"/a\")]"] {
        refuses(&format!("{elsewhere} async fn f(&self);"), "the path of `#[get]` comes first, without a key; write `#[get(\"/a\")]`");
    }
    refuses("#[get(\"/\", 201)] async fn f(&self);", "`#[get]` does not take a value without a name; write `status = 201`");
    for (attribute, remedy) in [
        ("head(\"/a\")", "`HEAD` is answered where `GET` is: write `#[get(..)]`"),
        ("options(\"/a\")", "`OPTIONS` is answered where a server has `cors`: remove it"),
        ("route(GET, \"/a\")", "write `#[get(..)]`, `#[post(..)]`, `#[put(..)]`, `#[patch(..)]` or `#[delete(..)]`"),
        ("server", "a method is an action without any attribute: remove it"),
    ] {
        let name = attribute.split('(').next().unwrap();
        refuses(&format!("#[{attribute}] async fn f(&self);"), &format!("`#[{name}]` makes no route here; {remedy}"));
    }
    refuses("#[post(\"/\", stauts = 201)] async fn f(&self);", "`#[post]` does not take `stauts`; did you mean `status`?");
    refuses("#[post(\"/\", \"/\")] async fn f(&self);", "`#[post]` takes one path, and this is a second; write another method for it");
    refuses(
        "#[get(\"/a\")] #[post(\"/a\")] async fn f(&self);",
        "`f` has a verb already, and a method has one route; write another method for `#[post]`",
    );
    refuses("#[post(\"/\", status = 201, status = 202)] async fn f(&self);", "`status` is set twice; keep one of them");
    refuses("#[get(\"/\")] #[no_action] #[no_action] async fn f(&self);", "`#[no_action]` stands twice above `f`; keep one of them");
    refuses("#[get(\"/\")] #[no_action(x)] async fn f(&self);", "`#[no_action]` takes no value; write `#[no_action]`");
}

#[test]
fn every_method_can_be_called() {
    refuses(
        "#[no_action] async fn f(&self);",
        "`f` could not be called at all: it has `#[no_action]` and no verb; give it one, such as `#[get(\"/f\")]`",
    );
    refuses_trait(
        "#[service(actions = false)] trait T { async fn f(&self); }",
        "`f` could not be called at all: the service has `actions = false` and the method no verb; give it one, such as `#[get(\"/f\")]`",
    );
    accepts_trait("#[service(actions = false)] trait T { #[get(\"/f\")] async fn f(&self); }");
}

#[test]
fn captures_are_parameters() {
    refuses(
        "#[get(\"/{todoId}\")] async fn f(&self, todo_id: u8);",
        "path capture `{todoId}` is not a parameter of `f`; write `{todo_id}`",
    );
    refuses(
        "#[get(\"/{id}\")] async fn f(&self);",
        "path capture `{id}` is not a parameter of `f`; add a parameter named `id` or rename the capture",
    );
    refuses(
        "#[get(\"/{id}/{id}\")] async fn f(&self, id: u8);",
        "path capture `{id}` stands twice in `/{id}/{id}`; give each a name and a parameter of its own",
    );
    refuses(
        "#[get(\"/{user}\")] async fn f(&self, #[context] user: User);",
        "`user` is a path capture, and no `#[context]` is taken from the path; rename one of them",
    );
    refuses(
        "#[get(\"/{id}\")] async fn f(&self, #[query] id: u8);",
        "`id` is a path capture, and `#[query]` takes it from the query; remove one of them",
    );
    accepts("#[get(\"/{type}\")] async fn f(&self, r#type: u8);");
}

#[test]
fn a_type_fits_its_place() {
    for ty in ["Vec<u8>", "Option<u8>", "(u8, u8)", "[u8;2]", "std::collections::HashMap<u8, u8>"] {
        refuses(
            &format!("#[get(\"/{{a}}\")] async fn f(&self, a: {ty});"),
            &format!(
                "`a` is a path capture, and a segment is one value, which `{ty}` is not; write the type of one value, or remove the capture"
            ),
        );
    }
    refuses(
        "#[get(\"/\")] async fn f(&self, a: HashMap<u8, u8>);",
        "`a` is one parameter of the query, and `HashMap<u8, u8>` has keys of its own; mark it `#[query]`",
    );
    accepts("#[post(\"/\")] async fn f(&self, #[query] a: u8, b: String);");
    accepts("#[get(\"/{a}\")] async fn f(&self, a: Option, b: Vec<u8>, c: Option<u8>, #[query] d: HashMap<String, u8>);");
}

#[test]
fn the_body_is_taken_once() {
    refuses(
        "#[get(\"/\")] async fn f(&self, #[body] a: A);",
        "`GET` has no body to take `a` from; mark it `#[query]`, or use another verb",
    );
    refuses(
        "#[delete(\"/\")] async fn f(&self, #[body] a: A);",
        "`DELETE` has no body to take `a` from; mark it `#[query]`, or use another verb",
    );
    refuses(
        "#[post(\"/\")] async fn f(&self, #[body] a: A, #[body] b: B);",
        "`b` is a second `#[body]`, and `a` is the whole body of `f`; remove both marks, and they become members of one JSON object",
    );
    refuses(
        "#[post(\"/\")] async fn f(&self, #[body] a: A, b: B);",
        "`b` has no place: `#[body] a` is the whole body of `f`; mark it `#[query]` or `#[header(\"..\")]`, or remove `#[body]`",
    );
    accepts("#[post(\"/\")] async fn f(&self, #[body] a: A, #[query] b: B, #[header(\"x-c\")] c: C);");
}

#[test]
fn marks_have_a_meaning() {
    refuses(
        "async fn f(&self, #[query] a: A);",
        "`#[query]` says where a route takes `a` from, and `f` has no route; give it a verb or remove the mark",
    );
    refuses(
        "#[get(\"/\")] async fn f(&self, #[query] #[body] a: A);",
        "`#[body]` contradicts `#[query]`: an argument comes from one place; keep one of them",
    );
    refuses("#[get(\"/\")] async fn f(&self, #[query] #[query] a: A);", "`#[query]` stands twice on one argument; keep one of them");
    refuses("#[get(\"/\")] async fn f(&self, #[query(x)] a: A);", "`#[query]` takes no value; write `#[query]`");
    refuses("#[get(\"/\")] async fn f(&self, #[header] a: A);", "`#[header]` names no header; write `#[header(\"x-name\")]`");
    refuses(
        "#[get(\"/\")] async fn f(&self, #[header(\"X-A\")] a: A);",
        "header names are written in lower case here; write `#[header(\"x-a\")]`",
    );
    refuses(
        "#[get(\"/\")] async fn f(&self, #[header(\"x a\")] a: A);",
        "`x a` is not a header's name; write letters, digits and hyphens, such as `#[header(\"x-request-id\")]`",
    );
    refuses(
        "#[get(\"/\")] async fn f(&self, #[header(\"x-a\")] a: A, #[header(\"x-a\")] b: A);",
        "header `x-a` is `a` already; take it once",
    );
}

#[test]
fn the_status_fits() {
    let no_success = "is not a success; write one from 200 to 299, and give errors theirs with `#[status(..)]` on the `ApiError`";
    refuses("#[get(\"/\", status = 404)] async fn f(&self);", &format!("`status = 404` {no_success}"));
    refuses("#[get(\"/\", status = 99999)] async fn f(&self);", &format!("`status = 99999` {no_success}"));
    refuses("#[get(\"/\", status = \"200\")] async fn f(&self);", "`status` takes a number, or several in brackets; write `status = 200`");
    refuses(
        "#[get(\"/\", status = 201)] async fn f(&self) -> u8;",
        "status 201 says that something was created, and `GET` creates nothing; use status 200",
    );
    let no_body = "status 204 has no body, and the method returns a value; return `()`, or use status 200";
    refuses("#[get(\"/\", status = 204)] async fn f(&self) -> Result<u8, E>;", no_body);
    refuses("#[get(\"/\", status = 204)] async fn f(&self) -> Vec<u8>;", no_body);
    accepts("#[get(\"/\", status = 204)] async fn f(&self) -> Result<(), E>; #[put(\"/\", status = 204)] async fn g(&self) -> Alias;");
}

#[test]
fn a_method_chooses_one_of_several_statuses() {
    let method = |statuses: &str| format!("#[put(\"/\", status = {statuses})] async fn f(&self, #[context] effects: Effects);");
    contains(service(&format!("trait T {{ {} }}", method("[200, 201, 202]"))), ".route(p::Verb::Put, \"/\", 200).or_statuses(&[201, 202])");
    assert!(!pretty(service(&format!("trait T {{ {} }}", method("[200]")))).contains("or_statuses"));
    refuses(
        "#[put(\"/\", status = [200, 201])] async fn f(&self);",
        "`f` has several statuses, and no context to choose one with; take `#[context] effects: Effects`, or write `status = 200`",
    );
    refuses(&method("[200, 201, 200]"), "status 200 is written twice; keep one of them");
    refuses(&method("[]"), "`status` takes a number, or several in brackets; write `status = 201`");
    refuses(
        &method("[200, 404]"),
        "`status = 404` is not a success; write one from 200 to 299, and give errors theirs with `#[status(..)]` on the `ApiError`",
    );
}

#[test]
fn versions_and_dates_are_in_order() {
    refuses_trait(
        "#[service(versions = 1..=3)] trait T { #[get(\"/\", since = 4)] async fn f(&self); }",
        "version 4 is not served: the service has versions 1 to 3; change `since` or `versions`",
    );
    refuses_trait(
        "#[service(version = 1)] trait T { #[get(\"/\", until = 2)] async fn f(&self); }",
        "version 2 is not served: the service has version 1 only; change `until`, or write `#[service(versions = 1..=2)]`",
    );
    refuses_trait(
        "#[service(unversioned)] trait T { #[get(\"/\", since = 2)] async fn f(&self); }",
        "`since = 2` names a version, and the service is `unversioned`; remove one of them",
    );
    refuses_trait(
        "#[service(versions = 1..=3)] trait T { #[get(\"/\", since = 3, until = 2)] async fn f(&self); }",
        "no version has this route: `until = 2`, its last, comes before `since = 3`; write `until = 3` or later",
    );
    refuses(
        "#[get(\"/\", deprecated = \"2027-06-30\", sunset = \"2027-01-01\")] async fn f(&self);",
        "the route goes on 2027-01-01 before it is deprecated on 2027-06-30; write a later `sunset`, or an earlier `deprecated`",
    );
    for date in ["2027-02-29", "2027-13-01", "2027-1-1", "tomorrow"] {
        refuses(
            &format!("#[get(\"/\", sunset = \"{date}\")] async fn f(&self);"),
            &format!("`{date}` is not a date of the calendar; write year, month and day, such as `\"2027-01-31\"`"),
        );
    }
    accepts("#[get(\"/\", deprecated = \"2028-02-29\", sunset = \"2028-02-29\")] async fn f(&self);");
}

#[test]
fn routes_do_not_overlap() {
    let remedy = "change the verb or the path of one";
    refuses(
        "#[get(\"/{a}/x\")] async fn f(&self, a: u8); #[get(\"/{b}/x\")] async fn g(&self, b: u8);",
        &format!("`GET /{{b}}/x` leads to `f` and to `g`; {remedy}"),
    );
    refuses_trait(
        "#[service(versions = 1..=3)] trait T { #[get(\"/\", until = 2)] async fn f(&self); #[get(\"/\", since = 2)] async fn g(&self); }",
        &format!("`GET /` leads to `f` and to `g` in version 2; {remedy}, or let `since` and `until` keep them apart"),
    );
    accepts_trait(
        "#[service(versions = 1..=3)] trait T { #[get(\"/\", until = 1)] async fn f(&self); #[get(\"/\", since = 2)] async fn g(&self); }",
    );
    accepts("#[get(\"/feed\")] async fn f(&self); #[get(\"/{slug}\")] async fn g(&self, slug: u8); #[put(\"/feed\")] async fn h(&self);");
    accepts("#[cfg(a)] #[get(\"/\")] async fn f(&self); #[cfg(not(a))] #[get(\"/\")] async fn f(&self);");
    let (f, g) = ("#[get(\"/\")] async fn f(&self);", "#[get(\"/\")] async fn g(&self);");
    for methods in [format!("#[cfg(a)] {f} {g}"), format!("{f} #[cfg(a)] {g}"), format!("{f} {g}")] {
        refuses(&methods, &format!("`GET /` leads to `f` and to `g`; {remedy}"));
    }
}

#[test]
fn a_location_lives_as_long_as_what_creates_it() {
    let of = |create: &str, read: &str| {
        format!(
            "#[service(versions = 1..=4)] trait T {{ #[post(\"/a\", location = g{create})] async fn f(&self); #[get(\"/a\"{read})] async fn g(&self); \
             #[put(\"/b\")] async fn in_every_version(&self); }}"
        )
    };
    for read in ["", ", since = 2", ", until = 3", ", since = 2, until = 3"] {
        accepts_trait(&of(", since = 2, until = 3", read));
    }
    for read in [", since = 3", ", until = 2"] {
        refuses_trait(
            &of(", since = 2, until = 3", read),
            "`g` is not there in every version of `f`; let `since` and `until` of both agree",
        );
    }
}

#[test]
fn a_method_has_one_route_in_a_version() {
    let of = |routes: &str| format!("#[service(versions = 1..=3)] trait T {{ {routes} async fn f(&self); }}");
    refuses_trait(
        &of("#[get(\"/a\", until = 2)] #[post(\"/a\", since = 2)]"),
        "`f` has a verb already in version 2, and a method has one route in a version; \
         let `since` and `until` keep them apart, or write another method for `#[post]`",
    );
    refuses_trait(
        &of("#[get(\"/a\", until = 1)] #[get(\"/b\", since = 3)]"),
        "`f` has no route in version 2: one ends with version 1, and the next begins with version 3; write `since = 2`",
    );
    refuses_trait(
        "#[service(unversioned)] trait T { #[get(\"/a\")] #[get(\"/b\")] async fn f(&self); }",
        "`f` has a verb already, and a method has one route; write another method for `#[get]`",
    );
    accepts_trait(&of("#[get(\"/a\", since = 3)] #[get(\"/b\", until = 1)] #[post(\"/c\", since = 2, until = 2)]"));
}

#[test]
fn every_version_has_a_route() {
    let missing = |version| format!("version {version} of `T` has no route at all; change `versions`, or a `since` or an `until`");
    refuses_trait("#[service(versions = 1..=3)] trait T { #[get(\"/a\", until = 2)] async fn f(&self); }", &missing(3));
    refuses_trait("#[service(versions = 1..=3)] trait T { #[get(\"/a\", since = 2)] async fn f(&self); }", &missing(1));
    accepts_trait("#[service(versions = 1..=4000000000)] trait T { #[get(\"/a\")] async fn f(&self); }");
    accepts_trait("#[service(versions = 1..=3)] trait T { async fn f(&self); }");
}

#[test]
fn older_versions_may_have_other_types() {
    let of = |routes: &str, arguments: &str| {
        format!("#[service(versions = 1..=2)] trait T {{ {routes} async fn f(&self, {arguments}) -> u8; }}")
    };
    accepts_trait(&of("#[post(\"/a\", until = 1, accepts = v1::New, returns = Vec<v1::Old>)] #[post(\"/a\", since = 2)]", "new: New"));
    accepts_trait(&of("#[get(\"/a\", until = 1, accepts = v1::Page)] #[get(\"/a\", since = 2)]", "#[query] page: Page"));
    refuses_trait(
        &of("#[get(\"/a\", returns = v1::Old)]", ""),
        "`returns` is for older versions, and this is the newest route of `f`, which speaks the method's own types; \
         remove `returns`, or add the route of the versions after it",
    );
    refuses_trait(
        &of("#[post(\"/a\", until = 1, accepts = v1::New)] #[post(\"/a\", since = 2)]", "one: u8, two: u8"),
        "`accepts` takes the place of the body, and no argument of `f` is the whole body or the whole `#[query]`; mark one, or remove `accepts`",
    );
    refuses_trait(
        &of("#[get(\"/a\", until = 1, retruns = Vec<v1::Old>)] #[get(\"/a\", since = 2)]", ""),
        "`#[get]` does not take `retruns`; did you mean `returns`?",
    );
    refuses_trait(
        &of("#[get(\"/a\", until = 1, returns = Vec<v1::Old>, returns = Vec<v1::New>)] #[get(\"/a\", since = 2)]", ""),
        "`returns` is set twice; keep one of them",
    );
    for key in ["since", "status", "sunset"] {
        refuses_trait(
            &of(&format!("#[get(\"/a\", {key} = Vec<v1::Old>)]"), ""),
            &format!("`{key}` is set to what is no value; write a number, or a text in quotes"),
        );
    }
    refuses_trait(&of("#[get(\"/a\", returns)]", ""), "`returns` takes a type; write `returns = v1::Todo`");
    refuses_trait(&of("#[get(\"/a\", until = 1, returns = 7)]", ""), "`returns` takes a type; write `returns = v1::Todo`");
    refuses_trait(
        &of("#[get(\"/a\", until = 1, returns = &'static str)] #[get(\"/a\", since = 2)]", ""),
        "the result of `f` is borrowed, and nothing can be lent to another process; write `String`",
    );
}
