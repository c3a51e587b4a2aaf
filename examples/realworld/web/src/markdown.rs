//! Markdown of an article's body. What its author wrote is text: no markup, script or event handler of theirs gets through.

use pulldown_cmark::{Event, Parser, Tag, html};

/// Renders Markdown (CommonMark) as HTML. Markup within it is shown as text, and a link or an image leads to http, https or mailto, or nowhere.
pub fn to_html(markdown: &str) -> String {
    let mut rendered = String::new();
    html::push_html(&mut rendered, Parser::new(markdown).map(tame));
    rendered
}

fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if !leads_to_a_page(&dest_url) => {
            Event::Start(Tag::Link { link_type: pulldown_cmark::LinkType::Inline, dest_url: "".into(), title: "".into(), id: "".into() })
        }
        other => other,
    }
}

/// Returns true if an address is relative, or of a scheme that runs no script.
fn leads_to_a_page(address: &str) -> bool {
    match address.split(['/', '?', '#']).next().unwrap_or_default().split_once(':') {
        Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_rendered() {
        assert_eq!(
            to_html("A *word* and\na [link](https://example.com)"),
            "<p>A <em>word</em> and\na <a href=\"https://example.com\">link</a></p>\n"
        );
    }

    #[test]
    fn markup_is_text() {
        for markup in
            ["<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<svg/onload=alert(1)>", "<div>\n<b onclick=x>b</b>\n</div>"]
        {
            let html = to_html(markup);
            assert!(["<script", "<img", "<svg", "<div", "<b "].iter().all(|tag| !html.contains(tag)), "{html}");
        }
    }

    #[test]
    fn no_address_runs_a_script() {
        for address in
            ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "java&#115;cript:alert(1)", "<java\tscript:x>"]
        {
            for text in [format!("[x]({address})"), format!("![x]({address})"), format!("[x]\n\n[x]: {address}")] {
                let html = to_html(&text);
                assert!(!html.contains("alert") || !html.contains("href=\"j"), "{html}");
                assert!(!html.contains("src=") && !html.to_lowercase().contains("href=\"java"), "{text}: {html}");
                assert!(!html.contains("href=\"data") && !html.contains("href=\"vb"), "{text}: {html}");
            }
        }
        assert!(leads_to_a_page("/article/a:b") && leads_to_a_page("#a:b") && !leads_to_a_page(" javascript:x"));
    }
}
