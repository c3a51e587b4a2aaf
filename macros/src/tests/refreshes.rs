//! `#[refreshes]`: the reads that a write makes stale.

use super::{accepts, contains, refuses, service};

const READS: &str = "#[read] async fn list(&self) -> u8; #[get(\"/{id}\")] async fn find(&self, id: u64) -> u8;";

#[track_caller]
fn refuses_beside_reads(method: &str, expected: &str) {
    refuses(&format!("{READS} {method}"), expected);
}

#[test]
fn a_write_names_reads() {
    let spec = service(&format!(
        "trait T {{ {READS} #[refreshes(list, find(id), super::UsersSpec::ME)] async fn toggle(&self, #[context] user: Self::User, id: u64); type User; }}"
    ));
    contains(spec.clone(), ".refreshes(&[p::refresh(Self::LIST), p::refresh(Self::FIND).by(&[\"id\"]), p::refresh(super::UsersSpec::ME)])");
    assert!(!spec.to_string().contains("is_same_argument"), "one name, one type");
    accepts("#[refreshes(r#match)] async fn f(&self); #[read] async fn r#match(&self) -> u8;");
    accepts("#[refreshes(T2Spec::LIST)] async fn f(&self);");
}

#[test]
fn what_only_the_compiler_knows_is_asserted() {
    let spec = service(&format!("trait T {{ {READS} #[refreshes(find(id))] async fn f(&self, id: u32); }}"));
    contains(spec.clone(), "::core::assert!(p::has_argument(&TSpec::FIND.spec(), \"id\"),");
    contains(spec, "::core::assert!(p::is_same_argument(&TSpec::F.spec(), &TSpec::FIND.spec(), \"id\"),");
    let spec = service("trait T { #[refreshes(UsersSpec::FIND(id))] async fn f(&self, id: u32); }");
    contains(spec.clone(), "::core::assert!(UsersSpec::FIND.spec().action.is_some(),");
    contains(spec, "::core::assert!(p::is_same_argument(&TSpec::F.spec(), &UsersSpec::FIND.spec(), \"id\"),");
}

#[test]
fn it_names_reads_of_the_trait() {
    refuses_beside_reads("#[refreshes(lst)] async fn f(&self);", "`lst` is no read of this trait; did you mean `list`?");
    refuses_beside_reads(
        "#[refreshes(g)] async fn f(&self); async fn g(&self);",
        "`g` may change something, and only reads are refreshed; name a GET, or mark `g` with `#[read]`",
    );
    refuses_beside_reads(
        "#[refreshes(g)] async fn f(&self); #[no_action] #[get(\"/g\")] async fn g(&self) -> u8;",
        "`g` is no action, and pages that keep what they read call actions; remove its `#[no_action]`, or `g` here",
    );
    refuses(
        "#[refreshes(all)] async fn f(&self);",
        "`all` is no read of this trait; mark the method that reads with `#[read]`, or name a constant of another spec, such as `UsersSpec::ME`",
    );
    refuses_beside_reads("#[refreshes(list, list)] async fn f(&self);", "`list` is named twice; keep one of them");
}

#[test]
fn its_arguments_are_of_both() {
    refuses_beside_reads("#[refreshes(find(ix))] async fn f(&self, id: u64);", "`f` has no argument `ix` that travels; it takes `id`");
    refuses_beside_reads(
        "#[refreshes(find(id))] async fn f(&self);",
        "`f` has no argument `id` that travels; write `find` for all of its values",
    );
    refuses_beside_reads(
        "#[refreshes(find(ix))] async fn f(&self, ix: u64);",
        "`find` has no argument `ix` that `f` could tell; it takes `id`",
    );
    refuses_beside_reads(
        "#[refreshes(list(id))] async fn f(&self, id: u64);",
        "`list` has no argument `id` that `f` could tell; write `list`",
    );
}

#[test]
fn it_stands_on_a_write_that_is_an_action() {
    refuses_beside_reads(
        "#[read] #[refreshes(list)] async fn f(&self) -> u8;",
        "`f` changes nothing, so that nothing is read again after it; remove `#[refreshes]`",
    );
    refuses_beside_reads(
        "#[no_action] #[post(\"/f\")] #[refreshes(list)] async fn f(&self);",
        "`f` is no action, and pages that keep what they read call actions; remove `#[refreshes]`",
    );
    refuses_beside_reads(
        "#[refreshes(list)] #[refreshes(find)] async fn f(&self);",
        "`#[refreshes]` stands twice above `f`; keep one of them",
    );
}

#[test]
fn it_is_a_list_of_names() {
    for written in ["refreshes", "refreshes()"] {
        refuses_beside_reads(&format!("#[{written}] async fn f(&self);"), "`#[refreshes]` names no read; write `#[refreshes(list)]`");
    }
    refuses_beside_reads(
        "#[refreshes(\"list\")] async fn f(&self);",
        "`#[refreshes]` takes methods, not texts; write `list`, without quotes",
    );
    refuses_beside_reads(
        "#[refreshes(7)] async fn f(&self);",
        "`#[refreshes]` takes reads: `list`, `find(id)` for one value, `UsersSpec::ME` of another service",
    );
    refuses_beside_reads(
        "#[refreshes(find())] async fn f(&self, id: u64);",
        "`find()` names no argument; write `find` for all of its values, or `find(id)` for one",
    );
    refuses_beside_reads("#[refreshes(find(7))] async fn f(&self, id: u64);", "`find(..)` takes names of arguments; write `find(id)`");
}
