//! The page's server: makes the bundle, as far as its sources are newer, and serves the page with the bookings.

use trifold_bundle::Bundle;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let assets = Bundle::new(env!("CARGO_MANIFEST_DIR")).profile("dev").build()?;
    Ok(bookings_server::listen(bookings_leptos::site(assets)).await?)
}
