//! The grammar of a path template.
//!
//! In: a string literal. Out: its segments, or the fault at its column. It knows no route.

use crate::diag::{Error, Result, err};
use proc_macro2::Span;
use std::ops::Range;
use syn::LitStr;

/// A path template: segments, each a literal or one capture. `/todos/{id}`.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) span: Span,
    pub(crate) segments: Vec<Segment>,
}

/// What stands between two slashes.
#[derive(Debug, Clone)]
pub(crate) enum Segment {
    Literal(String),
    Capture(Capture),
}

/// `{id}`.
#[derive(Debug, Clone)]
pub(crate) struct Capture {
    pub(crate) name: String,
    pub(crate) span: Span,
}

impl Template {
    /// Reads a template, or says what is wrong with it, and at which column.
    pub(crate) fn read(literal: &LitStr) -> Result<Self> {
        let text = literal.value();
        let source = Source { literal, text: &text };
        if text.contains("://") {
            return Err(source.fault(0..text.len(), "it is a whole URL, and a route knows its path alone", "write what follows the host"));
        }
        if !text.starts_with('/') {
            return Err(source.fault(
                0..text.len().min(1),
                "it does not begin with `/`",
                &format!("write `\"/{}\"`", text.trim_end_matches('/')),
            ));
        }
        let mut errors = Error::accumulator();
        let mut segments = Vec::new();
        let mut start = 1;
        for part in text[1..].split('/').filter(|_| text != "/") {
            segments.extend(errors.handle(source.segment(start, part)));
            start += part.len() + 1;
        }
        errors.finish_with(Self { span: literal.span(), segments, text: text.clone() })
    }

    /// The captures, from left to right.
    pub(crate) fn captures(&self) -> impl Iterator<Item = &Capture> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Capture(capture) => Some(capture),
            Segment::Literal(_) => None,
        })
    }

    /// Whether both take the same paths, whatever their captures are called.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let alike = |pair: (&Segment, &Segment)| match pair {
            (Segment::Literal(one), Segment::Literal(two)) => one == two,
            (Segment::Capture(_), Segment::Capture(_)) => true,
            _ => false,
        };
        self.segments.len() == other.segments.len() && self.segments.iter().zip(&other.segments).all(alike)
    }
}

/// A template while it is read: knows where within the literal a fault stands.
struct Source<'a> {
    literal: &'a LitStr,
    text: &'a str,
}

impl Source<'_> {
    fn segment(&self, start: usize, part: &str) -> Result<Segment> {
        let whole = start..start + part.len();
        match part {
            "" if start == self.text.len() => {
                let without = self.text.trim_end_matches('/');
                Err(self.fault(start - 1..start, "it ends with a slash", &format!("write `\"{without}\"`")))
            }
            "" => Err(self.fault(start - 1..start, "a segment is empty", "write something between the two slashes, or one slash")),
            "." | ".." => {
                Err(self.fault(whole, &format!("a URL parser would resolve `{part}` away"), "write the path that it would lead to"))
            }
            _ => match part.find(['{', '}']) {
                None => self.literal_segment(start, part),
                Some(brace) => self.capture(start, part, brace),
            },
        }
    }

    fn literal_segment(&self, start: usize, part: &str) -> Result<Segment> {
        self.the_characters_fit(start, part)?;
        self.it_is_no_capture_elsewhere(start, part)?;
        Ok(Segment::Literal(part.to_owned()))
    }

    /// Other frameworks write a capture as `:id`, or `*rest`. Here that would be text, and the argument be taken from somewhere else.
    fn it_is_no_capture_elsewhere(&self, start: usize, part: &str) -> Result<()> {
        match part.strip_prefix([':', '*']) {
            Some(name) if is_name(name) => {
                let remedy = format!("write a capture as `{{{name}}}`");
                Err(self.fault(start..start + part.len(), &format!("`{part}` would be plain text"), &remedy))
            }
            _ => Ok(()),
        }
    }

    fn the_characters_fit(&self, start: usize, part: &str) -> Result<()> {
        // RFC 3986, section 3.3: `pchar`, without percent-encoding.
        let fits = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c);
        let Some((at, c)) = part.char_indices().find(|(_, c)| !fits(*c)) else { return Ok(()) };
        let remedy = match c {
            '?' => "leave it out: with `GET` and `DELETE`, what is not in the path is taken from the query",
            '#' => "leave it out: a browser keeps the fragment to itself",
            '<' | '>' | '[' | ']' => &format!("write a capture as `{{{}}}`", named_in(part)),
            _ => "use letters, digits and `-._~`",
        };
        let c_shown = if c == ' ' { "a space".to_owned() } else { format!("`{c}`") };
        Err(self.fault(start + at..start + at + c.len_utf8(), &format!("{c_shown} cannot stand in a path segment"), remedy))
    }

    /// Reads `{name}`; `brace` is where the first brace of the segment stands.
    fn capture(&self, start: usize, part: &str, brace: usize) -> Result<Segment> {
        let at = |from: usize, to: usize| start + from..start + to;
        self.the_characters_fit(start, &part[..brace])?;
        if part[brace..].starts_with('}') {
            return Err(self.fault(at(brace, brace + 1), "`}` closes nothing", "write a capture as `{name}`"));
        }
        let Some(end) = part.find('}') else {
            return Err(self.fault(at(brace, part.len()), "`{` is not closed", &format!("write `{part}}}`")));
        };
        let name = &part[brace + 1..end];
        if brace > 0 || end + 1 < part.len() {
            return Err(self.fault(at(0, part.len()), "a capture is a whole segment", &format!("write `{{{name}}}` between two slashes")));
        }
        if name.starts_with('*') {
            return Err(self.fault(at(1, end), "a capture takes one segment", "take the rest of a path as a `#[query]` argument"));
        }
        if name.is_empty() {
            return Err(self.fault(at(0, part.len()), "`{}` names no parameter", "write the parameter's name between the braces"));
        }
        if !is_name(name) {
            let remedy = match name.split_once(':') {
                Some((name, _)) if is_name(name) => &format!("write `{{{name}}}`, and what it can be in the argument's type"),
                _ if is_name(&name.replace('-', "_")) => &format!("write `{{{}}}`", name.replace('-', "_")),
                _ => "write the parameter's name between the braces",
            };
            return Err(self.fault(at(1, end), &format!("`{name}` is not the name of a parameter"), remedy));
        }
        Ok(Segment::Capture(Capture { name: name.to_owned(), span: self.span(at(0, part.len())) }))
    }

    fn fault(&self, at: Range<usize>, fault: &str, remedy: &str) -> Error {
        let column = self.text.get(..at.start).map_or(0, |before| before.chars().count()) + 1;
        err!(&self.span(at), "path template `{}`, column {column}: {fault}; {remedy}", self.text)
    }

    /// The part of the literal where the compiler can point at it, else the whole. An escape would shift the places.
    fn span(&self, at: Range<usize>) -> Span {
        let token = self.literal.token();
        let is_plain = token.to_string().len() == self.text.len() + 2;
        is_plain.then(|| token.subspan(at.start + 1..at.end + 1)).flatten().unwrap_or_else(|| self.literal.span())
    }
}

/// The name in a capture of another framework: `<id>`, `[id]`.
fn named_in(part: &str) -> &str {
    Some(part.trim_matches(['<', '>', '[', ']'])).filter(|name| is_name(name)).unwrap_or("name")
}

/// Whether an argument can be called so.
fn is_name(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok() || syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok()
}
