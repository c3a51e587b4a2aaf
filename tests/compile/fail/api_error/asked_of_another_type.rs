//! What is generic over errors of services says what one is.
fn log<E: trifold::ApiError>(error: &E) {
    eprintln!("{error}");
}

fn main() {
    log(&String::from("too late"));
}
