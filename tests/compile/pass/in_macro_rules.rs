//! A service may be written by a macro, names, types and literals its arguments.
macro_rules! store {
    ($(#[$meta:meta])* $name:ident, $model:ident { $field:ident: $ty:ty }, $path:literal, $version:expr, $error:ty) => {
        #[trifold::model]
        pub struct $model {
            pub $field: $ty,
        }

        $(#[$meta])*
        #[trifold::service(version = $version)]
        pub trait $name {
            #[get($path)]
            async fn find(&self, id: u64) -> Result<$model, $error>;

            #[put($path, status = 200)]
            async fn keep(&self, id: u64, $field: $ty) -> $model;
        }
    };
}

#[derive(Debug, thiserror::Error, trifold::ApiError)]
pub enum Lost {
    #[error("lost")]
    #[status(404)]
    Lost,
}

store!(
    /// Hours.
    Hours, Hour { at: Option<u8> }, "/hours/{id}", 2, Lost
);

struct Shelf;

impl Hours for Shelf {
    async fn find(&self, id: u64) -> Result<Hour, Lost> {
        u8::try_from(id).map(|at| Hour { at: Some(at) }).map_err(|_| Lost::Lost)
    }

    async fn keep(&self, _: u64, at: Option<u8>) -> Hour {
        Hour { at }
    }
}

#[test]
fn compiles() {
    let _ = HoursServer::new(Shelf).into_router();
    assert_eq!(HoursSpec::FIND.name, "find");
}
