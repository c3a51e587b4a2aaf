//! The tests of the recipes, in one program, and their documents. Each recipe is a program of its own in `examples/`: `cargo run -p recipes --example hello`.

#[cfg(test)]
mod documents;

macro_rules! recipes {
    ($($name:ident $file:literal),* $(,)?) => {$(
        #[cfg(test)]
        #[path = $file]
        #[expect(dead_code, reason = "`main` is the program's, and these are its tests")]
        pub mod $name;
    )*};
}

recipes! {
    fake "../examples/fake.rs", files "../examples/files.rs", form "../examples/form.rs", hello "../examples/hello.rs",
    idempotency "../examples/idempotency.rs", list "../examples/list.rs", logs "../examples/logs.rs", login "../examples/login.rs", native_client "../examples/native_client.rs",
    redis "../examples/redis.rs", signature "../examples/signature.rs", stream "../examples/stream.rs", tls "../examples/tls.rs", typescript "../examples/typescript.rs", versions "../examples/versions.rs", webhook "../examples/webhook.rs",
}
