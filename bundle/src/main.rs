//! `trifold-bundle [FOLDER] [--out DIR] ..`

use std::error::Error as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match trifold_bundle::run(std::env::args().skip(1)) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            match error.source() {
                Some(source) => eprintln!("trifold-bundle: {error}: {source}"),
                None => eprintln!("trifold-bundle: {error}"),
            }
            ExitCode::FAILURE
        }
    }
}
