//! One mistake gives one error: everything that others name is still there.

use super::{contains, messages, open_gates, pretty, service};
use syn::{ImplItem, Item, ItemStruct};

const ONE_BROKEN: &str = "
    #[service(version = 1)]
    pub trait Todos {
        type User;
        #[get(\"/todos/{idd}\")]
        async fn find(&self, #[context] user: Self::User, id: u64) -> Result<Todo, TodoError>;
        #[get(\"/todos\")]
        async fn list(&self) -> Result<Vec<Todo>, TodoError>;
    }";

#[test]
fn a_broken_method_leaves_the_rest_alone() {
    let tokens = service(ONE_BROKEN);
    assert_eq!(messages(&tokens).len(), 1);
    let file = syn::parse2::<syn::File>(open_gates(tokens)).unwrap();
    for (ty, names) in [
        ("TodosSpec", ["FIND", "LIST", "METHODS", "SERVICE"].as_slice()),
        ("TodosClientBy<W", &["list"]),
        ("TodosClientBy<__tf::Actions", &["find"]),
        ("TodosClientBy<__tf::Routes", &["find"]),
    ] {
        let found = members(&file, ty);
        assert!(names.iter().all(|name| found.iter().any(|found| found == name)), "{ty}: {found:?}");
    }
}

/// A caller of it is told nothing: neither that it is not there, nor that it takes or gives something else.
#[test]
fn a_broken_method_is_called_as_it_is_written() {
    let stub = |rest: &str| format!("pub fn {rest} ::core::panic!(\"this trait did not compile\") }}");
    let of = |method: &str, expected: &str| {
        contains(
            service(&format!("pub trait T {{ type User; {method} async fn g(&self, #[context] user: Self::User); }}")),
            &stub(expected),
        )
    };
    of(
        "#[get(\"/{b}\")] async fn f(&self, #[context] user: Self::User, id: u64) -> Result<Todo, E>;",
        "f(&self, id: u64) -> p::Call<'_, Result<Todo, E>> { let _ = (id);",
    );
    of(
        "async fn f<X>(&self, id: u64, x: X) -> X;",
        "f(&self, id: u64, x: impl ::core::marker::Sized) -> p::Call<'_, ()> { let _ = (id, x);",
    );
    of(
        "async fn f(&self, user: Self::User, (a, b): (u8, u8));",
        "f(&self, user: impl ::core::marker::Sized) -> p::Call<'_, ()> { let _ = (user);",
    );
}

/// What has no route has none in the REST client either, whatever else is said of it.
#[test]
fn a_broken_method_has_a_route_where_it_names_a_verb() {
    let has_route = |marks: &str| {
        let tokens = service(&format!("trait T {{ {marks} async fn f(self); }}"));
        assert_eq!(messages(&tokens).len(), 1, "{marks}");
        let file = syn::parse2::<syn::File>(open_gates(tokens)).unwrap();
        members(&file, "TClientBy<__tf::Routes").contains(&"f".to_owned())
    };
    for marks in ["", "#[idempotent]", "#[read]", "#[form]", "#[limit(body = \"1 MiB\")]", "#[rate_limit(\"1/s\")]", "#[read] #[form]"] {
        assert!(!has_route(marks), "{marks}");
    }
    for marks in ["#[get(\"/\")]", "#[read] #[post(\"/\")]", "#[no_action] #[post(\"/\")]"] {
        assert!(has_route(marks), "{marks}");
    }
}

/// A second definition would be an error of its own.
#[test]
fn what_is_there_already_is_not_written_again() {
    let tokens = service("trait T { async fn a_b(&self); #[get(\"/{c}\")] async fn a_B(&self); fn new(&self); }");
    let file = syn::parse2::<syn::File>(open_gates(tokens)).unwrap();
    let of = |ty: &str, name: &str| members(&file, ty).iter().filter(|found| *found == name).count();
    assert_eq!((of("TSpec", "A_B"), of("TClientBy<__tf::Actions", "a_B"), of("TSpec", "NEW")), (1, 0, 0));
}

#[test]
fn the_trait_keeps_all_its_methods() {
    let code = pretty(service(ONE_BROKEN));
    assert!(code.contains("fn find(\n        &self,\n        user: Self::User,\n        id: u64,\n    ) -> impl __tf::Future<"), "{code}");
    assert!(!code.contains("#[get") && !code.contains("#[context]"), "{code}");
}

#[test]
fn a_member_that_does_not_parse_leaves_the_others_alone() {
    let tokens = service("trait T { async fn f(&self, a: ); async fn g(&self) { let x = ; } async fn h(&self); }");
    assert_eq!(messages(&tokens).len(), 1);
    let names: Vec<_> = methods_of_trait(&syn::parse2(drop_bodies(open_gates(tokens))).unwrap());
    assert_eq!(names, ["g", "h"]);
}

#[test]
fn a_trait_that_cannot_be_folded_keeps_its_names() {
    let tokens = service("pub trait Todos<X> { async fn find(&self, x: X); }");
    assert_eq!(messages(&tokens).len(), 1);
    let file = syn::parse2::<syn::File>(open_gates(tokens)).unwrap();
    assert_eq!(methods_of_trait(&file), ["find"]);
    for name in ["TodosSpec", "TodosServer"] {
        assert!(file.items.iter().any(|item| matches!(item, Item::Struct(ItemStruct { ident, .. }) if ident == name)), "{name}");
    }
    contains(service("pub trait Todos<X> {}"), "::trifold::__client!(pub TodosClientBy of Todos: TodosClient, TodosRestClient);");
}

/// The compiler says nothing of a name that is missing for such an error, but an editor then knows it nowhere.
#[test]
fn what_is_no_trait_stays_where_it_is() {
    for item in ["pub struct Todos { id: u64 }", "pub trait Todos { async fn find(&self, id: u64) -> u64; } fn other() {}"] {
        let tokens = service(item);
        assert_eq!(messages(&tokens).len(), 1, "{item}");
        contains(tokens, item);
    }
    let model = |item: &str| crate::data::model(proc_macro2::TokenStream::new(), item.parse().unwrap());
    contains(model("pub struct Todo { #[garde(lenght(max = 9))] title: String }"), "pub struct Todo { title: String");
}

/// One that is not there on this platform is there for no caller, and nobody is asked to document it.
#[test]
fn a_broken_method_keeps_its_cfg_and_needs_no_docs() {
    let code = pretty(service("pub trait T { #[cfg(unix)] #[get(\"/{b}\")] async fn f(&self); }"));
    // The trait, the constant, an action, a route.
    assert_eq!(code.matches("#[cfg(unix)]").count(), 4, "{code}");
    assert_eq!(code.matches("/// Broken.").count(), 3, "{code}");
}

fn members(file: &syn::File, ty: &str) -> Vec<String> {
    let impls = file.items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() && crate::names::written(&item.self_ty).starts_with(ty) => Some(item),
        _ => None,
    });
    impls
        .flat_map(|item| &item.items)
        .filter_map(|item| match item {
            ImplItem::Fn(item) => Some(item.sig.ident.to_string()),
            ImplItem::Const(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect()
}

fn methods_of_trait(file: &syn::File) -> Vec<String> {
    let items = file.items.iter().find_map(|item| match item {
        Item::Trait(item) => Some(&item.items),
        _ => None,
    });
    let name = |item: &syn::TraitItem| match item {
        syn::TraitItem::Fn(method) => Some(method.sig.ident.to_string()),
        _ => None,
    };
    items.into_iter().flatten().filter_map(name).collect()
}

/// A body that is not Rust is the compiler's to report; here it would be in the way.
fn drop_bodies(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    tokens.to_string().replace("let x = ;", "").parse().unwrap()
}
