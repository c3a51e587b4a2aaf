//! The rules about `#[limit(..)]` and `#[rate_limit(..)]`.

use super::{accepts, contains, refuses, service};

#[test]
fn limits_are_data_of_the_spec() {
    let limited = |attributes: &str| service(&format!("trait T {{ {attributes} async fn f(&self); }}"));
    let table = [
        ("#[limit(body = \"8 MiB\")]", ".body_limit(8388608)"),
        ("#[limit(body = \"512KiB\")]", ".body_limit(524288)"),
        ("#[limit(body = \"3 MB\")]", ".body_limit(3000000)"),
        ("#[limit(body = 65536)]", ".body_limit(65536)"),
        ("#[limit(deadline = \"5s\")]", ".deadline(5000)"),
        ("#[limit(deadline = \"250 ms\")]", ".deadline(250)"),
        ("#[limit(body = \"1 GiB\", deadline = \"10min\")]", ".body_limit(1073741824).deadline(600000)"),
        ("#[rate_limit(\"60/min\")]", ".rate_limit(60, 60000, 60)"),
        ("#[rate_limit(\"5/10s\", burst = 2)]", ".rate_limit(5, 10000, 2)"),
        ("#[rate_limit(\"1000 / h\")] #[limit(deadline = \"1s\")]", ".deadline(1000).rate_limit(1000, 3600000, 1000)"),
    ];
    for (attributes, calls) in table {
        contains(limited(attributes), calls);
    }
    accepts("#[limit(body = \"1 KiB\")] #[no_action] #[post(\"/f\")] async fn f(&self, a: u8);");
}

#[test]
fn a_limit_says_what_it_limits() {
    let missing = "`#[limit]` limits nothing; write `#[limit(body = \"8 MiB\", deadline = \"5s\")]`";
    refuses("#[limit] async fn f(&self);", missing);
    refuses("#[limit()] async fn f(&self);", missing);
    refuses("#[limit(bodi = \"1 KiB\")] async fn f(&self);", "`#[limit]` does not take `bodi`; did you mean `body`?");
    refuses("#[limit(body = 1)] #[limit(body = 2)] async fn f(&self);", "`#[limit]` stands twice above `f`; keep one of them");
    refuses("#[limit(body = true)] async fn f(&self);", "`body` takes a size; write `body = \"8 MiB\"`");
    refuses(
        "#[limit(body = \"8 Mib\")] async fn f(&self);",
        "`8 Mib` is not a size; write a whole number with `B`, `KiB`, `MiB` or `GiB`, such as `\"8 MiB\"`",
    );
    refuses("#[limit(body = \"0 B\")] async fn f(&self);", "a body of `0 B` cannot hold anything; write a size such as `\"8 MiB\"`");
    refuses("#[limit(deadline = 5)] async fn f(&self);", "`deadline` takes a length of time; write `deadline = \"5s\"`");
    for wrong in ["5", "s", "5 seconds", "1.5s", "-5s", "99999999999999999999s"] {
        refuses(
            &format!("#[limit(deadline = \"{wrong}\")] async fn f(&self);"),
            &format!("`{wrong}` is not a length of time; write a whole number with `ms`, `s`, `min`, `h` or `d`, such as `\"5s\"`"),
        );
    }
    refuses("#[limit(deadline = \"0s\")] async fn f(&self);", "`0s` is no time at all; write a length such as `\"5s\"`");
    refuses(
        "#[limit(body = \"1 KiB\")] #[no_action] #[get(\"/f\")] async fn f(&self);",
        "`f` takes no body: it has no action, and `GET` carries none; remove `body`",
    );
}

#[test]
fn a_rate_is_calls_in_a_time() {
    refuses("#[rate_limit] async fn f(&self);", "`#[rate_limit]` names no rate; write `#[rate_limit(\"60/min\")]`");
    refuses("#[rate_limit(60)] async fn f(&self);", "`#[rate_limit]` names no rate; write `#[rate_limit(\"60/min\")]`");
    for wrong in ["60", "60/", "/min", "sixty/min", "60/fortnight", "-1/s", "1/1.5s"] {
        refuses(
            &format!("#[rate_limit(\"{wrong}\")] async fn f(&self);"),
            &format!("`{wrong}` is not a rate; write how many calls in which time, such as `\"60/min\"` or `\"5/10s\"`"),
        );
    }
    refuses("#[rate_limit(\"0/s\")] async fn f(&self);", "`0/s` lets nobody call; write a rate such as `\"60/min\"`");
    refuses("#[rate_limit(\"5/0s\")] async fn f(&self);", "`5/0s` counts calls in no time at all; write a rate such as `\"60/min\"`");
    refuses(
        "#[rate_limit(\"5/s\", burst = 0)] async fn f(&self);",
        "`burst = 0` lets nobody call; write how many calls may come at once, such as `burst = 10`",
    );
    refuses("#[rate_limit(\"5/s\", bursts = 2)] async fn f(&self);", "`#[rate_limit]` does not take `bursts`; did you mean `burst`?");
    refuses("#[rate_limit(\"5/s\")] #[rate_limit(\"5/s\")] async fn f(&self);", "`#[rate_limit]` stands twice above `f`; keep one of them");
}
