//! A `location` that could never be written is found when the server is built, not when somebody creates something.

use trifold::server::Server;
use trifold::{model, service};

#[model]
#[derive(Debug)]
struct Made {
    id: u64,
}

#[model]
#[derive(Debug)]
struct Wrapped {
    made: Made,
}

macro_rules! workshop {
    ($name:ident, $made:ty) => {
        #[expect(dead_code, reason = "within a macro of ours the lint looks at what `#[service]` writes")]
        mod $name {
            use super::*;

            #[service]
            pub(crate) trait Workshop {
                #[get("/rooms/{room}/things/{id}")]
                async fn find(&self, room: u8, id: u64) -> Made;

                #[post("/rooms/{room}/things", location = find)]
                async fn make(&self, room: u8) -> $made;
            }

            pub(crate) struct Hands;

            impl Workshop for Hands {
                async fn find(&self, _: u8, id: u64) -> Made {
                    Made { id }
                }

                async fn make(&self, _: u8) -> $made {
                    unreachable!("nobody calls")
                }
            }

            /// Why such a server is not built.
            pub(crate) fn fault() -> Option<String> {
                Server::new().add_service(WorkshopServer::new(Hands)).try_into_router().err().map(|error| error.to_string())
            }
        }
    };
}

workshop!(with_the_field, Made);
workshop!(with_the_field_further_down, Wrapped);
workshop!(with_nothing, ());
workshop!(with_a_map, std::collections::BTreeMap<String, String>);

#[test]
fn a_location_that_cannot_be_written_is_no_server() {
    let missing = "`Workshop.make` names the place of what it creates as `/rooms/{room}/things/{id}`, and gives nothing called `id`: \
                   give its result such a field, or take `location` off";
    assert_eq!(with_the_field::fault(), None, "the room is in the path of both");
    assert_eq!(with_the_field_further_down::fault().as_deref(), Some(missing));
    assert_eq!(with_nothing::fault().as_deref(), Some(missing));
    assert_eq!(with_a_map::fault(), None, "a map may have any member");
}
