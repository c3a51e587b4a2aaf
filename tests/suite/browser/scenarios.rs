//! Scenarios of the list with a script, once for the page in WebAssembly and once for that in React.

use super::login::sign_in;
use super::{Browser, Example, Front, PATIENCE, add, find, says, screenshot, titles_are};
use anyhow::{Context, Result};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use todos_api::TodosSpec;

/// Makes a test of each scenario, in a page.
macro_rules! in_page {
    ($page:ident, $front:ident: $($file:ident::$scenario:ident),* $(,)?) => {
        mod $page {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $scenario() -> anyhow::Result<()> {
                    crate::browser::$file::$scenario(crate::browser::Front::$front).await
                }
            )*
        }
    };
}

macro_rules! in_each_page {
    ($($scenario:tt)*) => {
        in_page! { webassembly, WebAssembly: $($scenario)* }
        in_page! { react, React: $($scenario)* }
    };
}

in_each_page! {
    scenarios::the_page_stays,
    scenarios::a_fault_is_shown_beside_the_field,
    scenarios::a_title_is_changed_in_its_place,
    scenarios::a_tick_is_shown_before_the_answer_and_taken_back_when_it_fails,
    scenarios::a_page_of_another_build_says_so,
    scenarios::a_page_without_a_network_says_so_and_goes_on,
    scenarios::a_page_goes_where_a_method_leads,
    scenarios::two_browsers_have_two_lists,
    scenarios::another_window_shows_what_happens_in_this_one,
    forms::everything_can_be_done_by_keyboard,
    forms::a_screen_reader_knows_each_control,
    images::an_image_is_attached_and_the_page_stays,
    once::a_double_click_adds_one_todo,
    rough::nothing_is_lost_or_done_twice,
    rough::each_expected_value_is_shown_once,
    rough::answers_in_reverse_order_end_right,
    rough::no_call_stays_open,
}

in_page! {
    without_scripts, Plain:
    forms::everything_can_be_done_by_keyboard,
    forms::a_screen_reader_knows_each_control,
    once::a_double_click_adds_one_todo,
}

pub(super) async fn the_page_stays(front: Front) -> Result<()> {
    let (example, browser) = front.open().await?;
    let page = &browser.page;
    let (_, loaded) = example.actions_and_pages();
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    add(page, "  Walk the dog  ").await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    find(page, ".todo-list li:first-child .toggle").await?.click().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    screenshot(page, &format!("todos-{front:?}.png")).await?;
    find(page, &format!(".filters a[href='{}']", front.path("active"))).await?.click().await?;
    titles_are(page, &["Walk the dog"]).await?;
    page.back().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    page.execute("document.querySelector('.todo-list li:first-child .destroy').click()", vec![]).await?;
    titles_are(page, &["Walk the dog"]).await?;
    find(page, ".toggle-all").await?.click().await?;
    titles_are(page, &["✓ Walk the dog"]).await?;
    let (actions, pages) = example.actions_and_pages();
    assert!(actions >= 5, "each change is an action: {:?}", example.traffic);
    assert_eq!(pages, loaded, "the page was loaded once: {:?}", example.traffic);
    page.refresh().await?;
    titles_are(page, &["✓ Walk the dog"]).await?;
    find(page, ".clear-completed").await?.click().await?;
    titles_are(page, &[]).await?;
    browser.close().await
}

pub(super) async fn a_fault_is_shown_beside_the_field(front: Front) -> Result<()> {
    let (example, browser) = front.open().await?;
    let page = &browser.page;
    // Past the field's own limit, which a person could not type past.
    page.execute("document.querySelector('.new-todo').removeAttribute('maxlength')", vec![]).await?;
    let (before, _) = example.actions_and_pages();
    add(page, &"x".repeat(201)).await?;
    let field = find(page, ".new-todo[aria-invalid=true]").await?;
    let described = field.attr("aria-describedby").await?.context("the field names its message")?;
    assert!(!find(page, &format!("#{described}")).await?.text().await?.is_empty());
    // The package in TypeScript leaves the rules to the server.
    let is_sent = front == Front::React;
    assert_eq!(example.actions_and_pages().0 > before, is_sent, "WebAssembly looks at the rules before it sends");
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    assert!(page.find(Locator::Css("[aria-invalid=true]")).await.is_err(), "what is right has no fault");
    browser.close().await
}

/// Opens the page, and puts one todo on the list.
async fn open_with_one(front: Front) -> Result<(Example, Browser)> {
    let (example, browser) = front.open().await?;
    add(&browser.page, "Buy milk").await?;
    titles_are(&browser.page, &["Buy milk"]).await?;
    Ok((example, browser))
}

pub(super) async fn a_title_is_changed_in_its_place(front: Front) -> Result<()> {
    let (_example, browser) = open_with_one(front).await?;
    let page = &browser.page;
    edit(page, "Buy tea").await?;
    titles_are(page, &["Buy tea"]).await?;
    edit(page, " ").await?;
    titles_are(page, &[]).await?;
    browser.close().await
}

/// Gives the only todo another title.
async fn edit(page: &Client, title: &str) -> Result<()> {
    const OPEN: &str = "document.querySelector('.todo-list label').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))";
    // The field of an edit before is there until that one is saved, and hides the title.
    find(page, ".todo-list li:not(.editing)").await?;
    page.execute(OPEN, vec![]).await?;
    let field = find(page, ".edit").await?;
    let all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
    field.send_keys(&all).await?;
    field.send_keys(title).await?;
    Ok(field.send_keys(&char::from(Key::Enter).to_string()).await?)
}

/// The list shows at once what will come of a call, also on a list that is read again meanwhile, and takes it back where nothing comes of it.
pub(super) async fn a_tick_is_shown_before_the_answer_and_taken_back_when_it_fails(front: Front) -> Result<()> {
    const HOLD: &str = "
        const send = window.fetch, [path] = arguments;
        window.fetch = request => (request.url ?? request).endsWith(path) ? new Promise((_, fail) => window.lose = () => fail(new TypeError('lost'))) : send(request);";
    let (example, browser) = open_with_one(front).await?;
    let page = &browser.page;
    page.execute(HOLD, vec![TodosSpec::TOGGLE.action_path().into()]).await?;
    find(page, ".todo-list .toggle").await?.click().await?;
    titles_are(page, &["✓ Buy milk"]).await?;
    let first = page.window().await?;
    in_another_window(page, front, &example).await?;
    add(page, "Walk the dog").await?;
    page.switch_to_window(first).await?;
    // The store reads nothing while a write is under way.
    titles_are(page, if front == Front::React { &["✓ Buy milk", "Walk the dog"] } else { &["✓ Buy milk"] }).await?;
    page.execute("window.lose()", vec![]).await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    says(page, ".notice", "The server cannot be reached. Nothing was changed.").await?;
    browser.close().await
}

/// A page of an older build never shows a wrong list.
pub(super) async fn a_page_of_another_build_says_so(front: Front) -> Result<()> {
    const RENAME: &str = "
        const send = window.fetch;
        window.fetch = async request => send('/_action/AAAAAAAAAAAAAAAAAAAAAA', { method: 'POST', headers: request.headers, body: await request.text() });";
    let (_example, browser) = front.open().await?;
    let page = &browser.page;
    page.execute(RENAME, vec![]).await?;
    add(page, "Buy milk").await?;
    says(page, ".notice", "The server has changed since this page was loaded. Reload it to go on.").await?;
    browser.close().await
}

pub(super) async fn a_page_without_a_network_says_so_and_goes_on(front: Front) -> Result<()> {
    let (_example, browser) = open_with_one(front).await?;
    let page = &browser.page;
    browser.set_offline(true).await?;
    add(page, "Walk the dog").await?;
    says(page, ".notice", "There is no connection to the network.").await?;
    titles_are(page, &["Buy milk"]).await?;
    assert_eq!(find(page, ".new-todo").await?.prop("value").await?.as_deref(), Some("Walk the dog"), "what was typed is not lost");
    browser.set_offline(false).await?;
    find(page, ".new-todo").await?.send_keys(&char::from(Key::Enter).to_string()).await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    find(page, ".notice:empty").await?;
    browser.close().await
}

pub(super) async fn a_page_goes_where_a_method_leads(front: Front) -> Result<()> {
    let (example, browser) = open_with_one(front).await?;
    let page = &browser.page;
    front.goto(page, &example, "active").await?;
    find(page, ".account a").await?.click().await?;
    sign_in(page, "ann", "correct horse").await?;
    front.is_live(page).await?;
    assert_eq!(page.current_url().await?.path(), front.path("active"), "back to where one was");
    says(page, ".account span", "ann").await?;
    titles_are(page, &["Buy milk"]).await?;
    let (actions, pages) = example.actions_and_pages();
    find(page, ".account button").await?.click().await?;
    page.wait().at_most(PATIENCE).for_url(&example.server.url("/").parse()?).await.context("where `sign_out` leads")?;
    find(page, ".account a").await?;
    titles_are(page, &[]).await?;
    let (now, loaded) = example.actions_and_pages();
    // The call, and the page that it leads to.
    assert_eq!((now - actions, loaded - pages), (1, 1), "{:?}", example.traffic);
    browser.close().await
}

pub(super) async fn two_browsers_have_two_lists(front: Front) -> Result<()> {
    let (example, one) = front.open().await?;
    let two = front.visit(&example).await?;
    add(&one.page, "Mine").await?;
    titles_are(&one.page, &["Mine"]).await?;
    add(&two.page, "Yours").await?;
    titles_are(&two.page, &["Yours"]).await?;
    titles_are(&one.page, &["Mine"]).await?;
    one.close().await?;
    two.close().await
}

/// Goes on in another window of the same browser.
async fn in_another_window(page: &Client, front: Front, example: &Example) -> Result<()> {
    let second = page.new_window(false).await?.handle;
    page.switch_to_window(second).await?;
    front.goto(page, example, "").await
}

pub(super) async fn another_window_shows_what_happens_in_this_one(front: Front) -> Result<()> {
    let (example, browser) = open_with_one(front).await?;
    let page = &browser.page;
    let first = page.window().await?;
    in_another_window(page, front, &example).await?;
    let second = page.window().await?;
    page.switch_to_window(first.clone()).await?;
    add(page, "Walk the dog").await?;
    page.switch_to_window(second).await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    find(page, ".todo-list li:first-child .toggle").await?.click().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    page.execute("document.querySelector('.todo-list li:last-child .destroy').click()", vec![]).await?;
    page.switch_to_window(first).await?;
    titles_are(page, &["✓ Buy milk"]).await?;
    browser.close().await
}
