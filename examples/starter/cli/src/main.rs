//! Notes from a terminal: `login NAME PASSWORD` prints a token; with it in `NOTES_TOKEN`, `list`, `add TEXT` and `remove ID`.

use notes_api::{Login, NewNote, NotesRestClient, SessionsRestClient};
use std::env::{args, var};
use trifold::client::Http;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let words: Vec<_> = args().skip(1).collect();
    let http = Http::new(&var("NOTES_URL").unwrap_or_else(|_| "http://127.0.0.1:3000".to_owned()))?;
    let sessions = SessionsRestClient::with_transport(http.clone());
    let notes = NotesRestClient::with_transport(http.bearer_token(var("NOTES_TOKEN").unwrap_or_default()));
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["login", name, password] => println!("{}", sessions.token(Login { name: name.into(), password: password.into() }).await?),
        ["list"] => notes.list().await?.iter().for_each(|note| println!("{} {}", note.id, note.text)),
        ["add", text] => println!("{}", notes.add(NewNote { text: text.into() }).await?.id),
        ["remove", id] => notes.remove(id.parse()?).await?,
        _ => anyhow::bail!("notes-cli login NAME PASSWORD | list | add TEXT | remove ID"),
    }
    Ok(())
}
